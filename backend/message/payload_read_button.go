package message

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// subTypes are the wire's names of the buttons that take parameters.
var subTypes = map[string][]ButtonKind{
	"url": {ButtonURL, ButtonOTP}, "copy_code": {ButtonCopyCode}, "quick_reply": {ButtonQuickReply},
	"flow": {ButtonFlow}, "mpm": {ButtonMPM}, "catalog": {ButtonCatalog}, "voice_call": {ButtonVoiceCall},
}

func (r *payloadReader) button(card int, fields object) error {
	buttons := r.template.Buttons
	if card != None {
		buttons = r.template.Cards[card].Buttons
	}
	index, err := strconv.Atoi(fields.text("index")) // a number as well as a text
	place := Place(cardPrefix(card) + "button." + strconv.Itoa(index))
	if err != nil || index < 0 || index >= len(buttons) {
		return malformed("V8", Place(cardPrefix(card)+"button"), "index-not-in-template")
	}
	if r.seen[place] {
		return malformed("V8", place, "component-twice")
	}
	r.seen[place] = true
	button := buttons[index]
	if !slices.Contains(subTypes[strings.ToLower(fields.text("sub_type"))], button.Kind) {
		return malformed("V8", place, "wrong-kind")
	}
	parameters, fine := readParameters(fields["parameters"])
	if !fine {
		return malformed("V8", place, "parameters-not-objects")
	}
	static := button.Kind == ButtonURL && cutURL(button.URL, r.template.NamedParameters).count == 0
	if static && len(parameters) > 0 {
		return malformed("V8", place, "button-takes-no-parameter")
	}
	if len(parameters) > 1 && button.Kind != ButtonVoiceCall {
		return malformed("V8", place, "too-many-parameters")
	}
	for _, parameter := range parameters {
		r.parameter(func(name string) Place { return buttonPlace(card, index, name) }, button.Kind, parameter)
	}
	return nil
}

// parameter keeps what one parameter of a button says.
func (r *payloadReader) parameter(place func(string) Place, kind ButtonKind, parameter object) {
	content := parameter.object("action")
	switch kind {
	case ButtonURL:
		r.keep(place("url"), parameter.text("text"))
	case ButtonOTP:
		r.keep(place("code"), parameter.text("text"))
	case ButtonCopyCode:
		r.keep(place("code"), parameter.text("coupon_code"))
	case ButtonQuickReply:
		r.keep(place("payload"), parameter.text("payload"))
	case ButtonFlow:
		if token := content.text("flow_token"); token != flowTokenDefault {
			r.keep(place("token"), token)
		}
		r.keep(place("flow"), compact(content["flow_action_data"]))
	case ButtonMPM:
		r.keep(place("sections"), compact(content["sections"]))
		r.keep(place("thumbnail"), content.text("thumbnail_product_retailer_id"))
	case ButtonCatalog:
		r.keep(place("thumbnail"), content.text("thumbnail_product_retailer_id"))
	case ButtonVoiceCall:
		r.keep(place("ttl"), parameter.text("ttl_minutes"))
		r.keep(place("payload"), parameter.text("payload"))
	}
}

// compact is JSON without white space; empty for nothing.
func compact(data json.RawMessage) string {
	var text bytes.Buffer
	if len(data) == 0 || string(data) == "null" || json.Compact(&text, data) != nil {
		return ""
	}
	return text.String()
}
