package message

import (
	"encoding/json"
	"slices"
	"strconv"
)

// CardsMax and ButtonsMax are WhatsApp's limits (WhatsApp templates, §1.4).
const (
	CardsMax   = 10
	ButtonsMax = 10
)

// readComponents fills the template's parts. What is unknown, or stands there twice, is kept raw in
// Unknown and makes the template unsendable instead of being dropped.
func readComponents(t *Template, components []json.RawMessage) {
	for _, raw := range components {
		fields, _ := readObject(raw)
		kind := fields.upper("type")
		if !readComponent(t, kind, fields) {
			t.Unknown = append(t.Unknown, UnknownPart{Type: kind, Raw: slices.Clone(raw)})
		}
	}
}

// readComponent reads one component into the template; false when it is unknown or there twice.
func readComponent(t *Template, kind string, fields object) bool {
	switch {
	case kind == "HEADER" && t.Header == nil:
		t.Header = readHeader(t, None, fields)
	case kind == "BODY" && t.Body == nil:
		t.Body = readBody(fields)
	case kind == "FOOTER" && t.Footer == nil:
		t.Footer = &Footer{Text: fields.text("text"), CodeExpirationMinutes: fields.number("code_expiration_minutes")}
	case kind == "BUTTONS" && t.Buttons == nil:
		t.Buttons = readButtons(t, None, fields)
	case kind == "CAROUSEL" && t.Cards == nil:
		return readCards(t, readArray(fields["cards"]))
	case kind == "LIMITED_TIME_OFFER" && t.Offer == nil:
		offer := fields.object("limited_time_offer")
		t.Offer = &Offer{Text: offer.text("text"), HasExpiration: offer.truth("has_expiration")}
	case kind == "CALL_PERMISSION_REQUEST":
		t.CallPermission = true
	default:
		return false
	}
	return true
}

var knownHeaders = []HeaderFormat{HeaderText, HeaderImage, HeaderVideo, HeaderDocument, HeaderLocation, HeaderProduct}

func readHeader(t *Template, card int, fields object) *Header {
	format := HeaderFormat(fields.upper("format"))
	if format == "" && fields.text("text") != "" {
		format = HeaderText
	}
	if !slices.Contains(knownHeaders, format) {
		t.Unknown = append(t.Unknown, UnknownPart{
			Place: Place(cardPrefix(card) + "header"), Type: string(format), Raw: rawOf(fields),
		})
	}
	header := &Header{Format: format, Text: fields.text("text")}
	example := fields.object("example")
	header.Examples = readExamples(example, "header_text", "header_text_named_params")
	if handles := example.texts("header_handle"); len(handles) > 0 {
		header.MediaExample = handles[0]
	}
	return header
}

func readBody(fields object) *Body {
	return &Body{
		Text:                   fields.text("text"),
		Examples:               readExamples(fields.object("example"), "body_text", "body_text_named_params"),
		SecurityRecommendation: fields.truth("add_security_recommendation"),
	}
}

// readExamples gives the example of each variable, by number or by name; nil when there is none.
func readExamples(example object, numbered, named string) map[string]string {
	examples := map[string]string{}
	for i, text := range example.texts(numbered) {
		if i < VariableNumberMax {
			examples[strconv.Itoa(i+1)] = text
		}
	}
	for _, raw := range readArray(example[named]) {
		fields, _ := readObject(raw)
		if name := fields.text("param_name"); name != "" {
			examples[name] = fields.text("example")
		}
	}
	if len(examples) == 0 {
		return nil
	}
	return examples
}

var knownButtons = []ButtonKind{
	ButtonQuickReply, ButtonURL, ButtonPhoneNumber, ButtonCopyCode, ButtonOTP, ButtonFlow, ButtonCatalog,
	ButtonMPM, ButtonSPM, ButtonVoiceCall,
}

// readButtons reads all buttons: one that is unknown keeps its position, because the position of
// every other one is its index on the wire.
func readButtons(t *Template, card int, fields object) []Button {
	list := readArray(fields["buttons"])
	buttons := make([]Button, 0, min(len(list), ButtonsMax))
	for i, raw := range list {
		read, _ := readObject(raw)
		kind := ButtonKind(read.upper("type"))
		if !slices.Contains(knownButtons, kind) || i >= ButtonsMax {
			place := Place(cardPrefix(card) + "button." + strconv.Itoa(i))
			t.Unknown = append(t.Unknown, UnknownPart{Place: place, Type: string(kind), Raw: slices.Clone(raw)})
		}
		if i < ButtonsMax {
			buttons = append(buttons, readButton(kind, read))
		}
	}
	return buttons
}

func readButton(kind ButtonKind, fields object) Button {
	button := Button{
		Kind: kind, Text: fields.text("text"), URL: fields.text("url"), PhoneNumber: fields.text("phone_number"),
		OTPKind: fields.upper("otp_type"), FlowID: fields.text("flow_id"), FlowName: fields.text("flow_name"),
		FlowAction: fields.upper("flow_action"), FlowScreen: fields.text("navigate_screen"),
	}
	if examples := fields.texts("example"); len(examples) > 0 {
		button.Example = examples[0]
	}
	return button
}

// readCards reads a carousel; false when it has no cards or too many.
func readCards(t *Template, list []json.RawMessage) bool {
	if len(list) == 0 || len(list) > CardsMax {
		return false
	}
	t.Cards = make([]Card, 0, len(list))
	for i, raw := range list {
		fields, _ := readObject(raw)
		t.Cards = append(t.Cards, readCard(t, i, readArray(fields["components"])))
	}
	return true
}

func readCard(t *Template, index int, components []json.RawMessage) Card {
	var card Card
	for _, raw := range components {
		fields, _ := readObject(raw)
		kind := fields.upper("type")
		switch {
		case kind == "HEADER" && card.Header == nil:
			card.Header = readHeader(t, index, fields)
		case kind == "BODY" && card.Body == nil:
			card.Body = readBody(fields)
		case kind == "BUTTONS" && card.Buttons == nil:
			card.Buttons = readButtons(t, index, fields)
		default:
			place := Place("card." + strconv.Itoa(index))
			t.Unknown = append(t.Unknown, UnknownPart{Place: place, Type: kind, Raw: slices.Clone(raw)})
		}
	}
	return card
}

// rawOf writes an object that was read back as JSON, keys in lower case and in order.
func rawOf(fields object) []byte {
	data, err := json.Marshal(fields)
	if err != nil {
		return nil // every value of fields was read from valid JSON: it is written again as it was
	}
	return data
}
