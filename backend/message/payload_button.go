package message

import (
	"encoding/json"
	"strconv"
)

// buttons adds a component for every button that has something dynamic. The index counts all
// buttons, static ones included, and is a text: WhatsApp templates, §5.2.
func (b *payloadBuilder) buttons(card int, buttons []Button) {
	for i, button := range buttons {
		subType, parameters := b.button(card, i, button)
		b.add(PayloadPart{"type": "button", "sub_type": subType, "index": strconv.Itoa(i)}, parameters...)
	}
}

// button gives the wire's name of a button's kind and its parameters; none for a static button.
func (b *payloadBuilder) button(card, index int, button Button) (subType string, parameters []PayloadPart) {
	place := func(name string) Place { return buttonPlace(card, index, name) }
	switch button.Kind {
	case ButtonURL:
		if cutURL(button.URL, b.template.NamedParameters).count == 0 {
			return "url", nil
		}
		return "url", oneParameter("text", "text", encodeURL(b.need(place("url"))))
	case ButtonOTP:
		return "url", oneParameter("text", "text", b.need(place("code")))
	case ButtonCopyCode:
		return "copy_code", oneParameter("coupon_code", "coupon_code", b.need(place("code")))
	case ButtonQuickReply:
		return "quick_reply", oneParameter("payload", "payload", b.replyPayload(card, index))
	case ButtonFlow:
		return "flow", b.flow(place)
	case ButtonMPM:
		return "mpm", b.products(place)
	case ButtonCatalog:
		thumbnail := b.values.used(place("thumbnail"))
		if thumbnail == "" {
			return "catalog", nil
		}
		return "catalog", action(PayloadPart{"thumbnail_product_retailer_id": thumbnail})
	case ButtonVoiceCall:
		return "voice_call", b.call(place)
	}
	return "", nil
}

// oneParameter is a list of one parameter, or none for an empty value.
func oneParameter(kind, key, value string) []PayloadPart {
	if value == "" {
		return nil
	}
	return []PayloadPart{{"type": kind, key: value}}
}

func action(content PayloadPart) []PayloadPart {
	return []PayloadPart{{"type": "action", "action": content}}
}

// replyPayload is what a tap sends back: it ties the answer to this message even when the answer's
// context is missing (WhatsApp templates, §5.2). In a card the index is "<card>.<button>".
func (b *payloadBuilder) replyPayload(card, index int) string {
	if given := b.values.used(buttonPlace(card, index, "payload")); given != "" {
		return given
	}
	if b.messageID == "" {
		return ""
	}
	position := strconv.Itoa(index)
	if card != None {
		position = strconv.Itoa(card) + "." + position
	}
	return b.messageID + "|" + position
}

// flow is required even when it carries no data.
func (b *payloadBuilder) flow(place func(string) Place) []PayloadPart {
	content := PayloadPart{"flow_token": flowTokenDefault}
	if token := b.values.used(place("token")); token != "" {
		content["flow_token"] = token
	}
	if data := b.values.used(place("flow")); data != "" {
		if _, isObject := readObject([]byte(data)); !isObject {
			b.malformed = append(b.malformed, string(place("flow")))
			return nil
		}
		content["flow_action_data"] = json.RawMessage(data)
	}
	return action(content)
}

func (b *payloadBuilder) products(place func(string) Place) []PayloadPart {
	sections := b.need(place("sections"))
	if sections == "" {
		return nil
	}
	if !json.Valid([]byte(sections)) || readArray([]byte(sections)) == nil {
		b.malformed = append(b.malformed, string(place("sections")))
		return nil
	}
	content := PayloadPart{"sections": json.RawMessage(sections)}
	if thumbnail := b.values.used(place("thumbnail")); thumbnail != "" {
		content["thumbnail_product_retailer_id"] = thumbnail
	}
	return action(content)
}

func (b *payloadBuilder) call(place func(string) Place) []PayloadPart {
	var parameters []PayloadPart
	if value := b.values.used(place("ttl")); value != "" {
		minutes, err := strconv.Atoi(value)
		if err != nil {
			b.malformed = append(b.malformed, string(place("ttl")))
			return nil
		}
		parameters = append(parameters, PayloadPart{"type": "ttl_minutes", "ttl_minutes": minutes})
	}
	return append(parameters, oneParameter("payload", "payload", b.values.used(place("payload")))...)
}
