package message

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"activa/backend/fault"
)

// Fault codes of building and reading payloads.
const (
	FaultValuesMissing      fault.Code = "template-values-missing"    // parameter places, joined by ", "
	FaultValuesMalformed    fault.Code = "template-values-malformed"  // parameter places, joined by ", "
	FaultTemplateUnknown    fault.Code = "template-not-supported"     // it has a part that cannot be built
	FaultContentMalformed   fault.Code = "template-content-malformed" // parameters rule, place, problem
	FaultCampaignCannotSend fault.Code = "campaign-cannot-carry"      // parameter place
)

// flowTokenDefault is what Meta's own examples send when nobody reads the token.
const flowTokenDefault = "unused"

// Payload is Meta's template object: what goes into a Cloud API message and into a LIME message
// alike (WhatsApp templates, §5 and §10.1). It marshals to {"name","language","components"}, the same
// bytes for the same input; components is absent when nothing is dynamic.
type Payload struct {
	Name       string
	Language   string
	Components []PayloadPart
}

// PayloadPart is one JSON object of a payload.
type PayloadPart map[string]any

// MarshalJSON writes Meta's template object.
func (p Payload) MarshalJSON() ([]byte, error) {
	template := PayloadPart{
		"name":     p.Name,
		"language": PayloadPart{"code": p.Language, "policy": "deterministic"},
	}
	if len(p.Components) > 0 {
		template["components"] = p.Components
	}
	data, err := json.Marshal(template)
	if err != nil {
		return nil, fmt.Errorf("write template payload: %w", err)
	}
	return data, nil
}

// BuildPayload builds what carries a filled template: a component only where something is dynamic,
// buttons by their index among all buttons. Every quick reply answers with "<message id>|<index>"
// unless its place has a value; with an empty message id it is left out. Values for places that the
// template lacks are ignored: they are Check's to find.
//
// The error is a fault: FaultTemplateUnknown, FaultValuesMissing or FaultValuesMalformed. Then the
// payload still holds all components that could be built, for showing; it must not be sent.
func BuildPayload(t Template, values Values, messageID string) (Payload, error) {
	t = t.withCardsFor(values)
	b := &payloadBuilder{template: t, values: values, messageID: messageID}
	b.headerAndBody(None, t.Header, t.Body)
	b.offer(t.Offer)
	b.buttons(None, t.Buttons)
	components := b.take()
	components = append(components, b.cards(t.Cards)...)
	return Payload{Name: t.Name, Language: t.Language, Components: components}, b.fault()
}

// payloadBuilder collects components and what kept them from being built.
type payloadBuilder struct {
	template   Template
	values     Values
	messageID  string
	components []PayloadPart
	missing    []string
	malformed  []string
}

func (b *payloadBuilder) fault() error {
	switch {
	case len(b.template.Unknown) > 0:
		return fault.New(FaultTemplateUnknown, errors.New("build payload"), nil)
	case len(b.missing) > 0:
		return fault.New(FaultValuesMissing, nil, fault.Parameters{"places": strings.Join(b.missing, ", ")})
	case len(b.malformed) > 0:
		return fault.New(FaultValuesMalformed, nil, fault.Parameters{"places": strings.Join(b.malformed, ", ")})
	}
	return nil
}

// take hands out the components that were collected so far.
func (b *payloadBuilder) take() []PayloadPart {
	taken := b.components
	b.components = nil
	return taken
}

// need is the value at a place that must have one.
func (b *payloadBuilder) need(place Place) string {
	value := b.values.used(place)
	if value == "" {
		b.missing = append(b.missing, string(place))
	}
	return value
}

// add adds a component with its parameters, if it has any.
func (b *payloadBuilder) add(component PayloadPart, parameters ...PayloadPart) {
	if len(parameters) > 0 {
		component["parameters"] = parameters
		b.components = append(b.components, component)
	}
}

func (b *payloadBuilder) headerAndBody(card int, header *Header, body *Body) {
	if header != nil {
		b.add(PayloadPart{"type": "header"}, b.header(card, *header)...)
	}
	if body != nil {
		b.add(PayloadPart{"type": "body"}, b.texts(card, ComponentBody, b.template.bodyText(card, *body))...)
	}
}

// texts are the parameters of a text, all of them or none: a component whose values are not complete
// is refused as a whole (WhatsApp templates, §5.2).
func (b *payloadBuilder) texts(card int, component ComponentKind, text variableText) []PayloadPart {
	var parameters []PayloadPart
	complete := true
	for _, variable := range text.variables {
		value := b.need(variablePlace(card, component, variable.name))
		complete = complete && value != ""
		parameter := PayloadPart{"type": "text", "text": value}
		if b.template.NamedParameters {
			parameter["parameter_name"] = variable.name
		}
		parameters = append(parameters, parameter)
	}
	if !complete {
		return nil
	}
	return parameters
}

func (b *payloadBuilder) header(card int, header Header) []PayloadPart {
	switch header.Format {
	case HeaderText:
		return b.texts(card, ComponentHeader, b.template.headerText(&header))
	case HeaderImage, HeaderVideo, HeaderDocument:
		return b.media(card, header)
	case HeaderLocation:
		location, complete := PayloadPart{}, true
		for _, part := range []string{"latitude", "longitude", "name", "address"} {
			value := b.need(headerPlace(card, "location."+part))
			location[part], complete = value, complete && value != ""
		}
		if complete {
			return []PayloadPart{{"type": "location", "location": location}}
		}
	case HeaderProduct:
		product, catalog := b.need(headerPlace(card, "product")), b.need(headerPlace(card, "catalog"))
		if product != "" && catalog != "" {
			return []PayloadPart{{"type": "product",
				"product": PayloadPart{"product_retailer_id": product, "catalog_id": catalog}}}
		}
	}
	return nil
}

// media gives the file by id or by link, never both; a document always has a name.
func (b *payloadBuilder) media(card int, header Header) []PayloadPart {
	place := headerPlace(card, "media")
	value := b.need(place)
	if value == "" {
		return nil
	}
	media := readMedia(value)
	if media.badID {
		b.malformed = append(b.malformed, string(place))
		return nil
	}
	file := PayloadPart{"link": value}
	if media.id != "" {
		file = PayloadPart{"id": media.id}
	}
	if header.Format == HeaderDocument {
		file["filename"] = documentName(b.values.used(headerPlace(card, "filename")), media)
	}
	kind := strings.ToLower(string(header.Format))
	return []PayloadPart{{"type": kind, kind: file}}
}

func (b *payloadBuilder) offer(offer *Offer) {
	if offer == nil || !offer.HasExpiration {
		return
	}
	value := b.need(offerExpires)
	milliseconds, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		if value != "" {
			b.malformed = append(b.malformed, string(offerExpires))
		}
		return
	}
	b.add(PayloadPart{"type": "limited_time_offer"}, PayloadPart{"type": "limited_time_offer",
		"limited_time_offer": PayloadPart{"expiration_time_ms": milliseconds}})
}

// cards is the carousel: every card has its entry, because their number must be the defined one.
func (b *payloadBuilder) cards(cards []Card) []PayloadPart {
	if len(cards) == 0 {
		return nil
	}
	var entries []PayloadPart
	for i, card := range cards {
		b.headerAndBody(i, card.Header, card.Body)
		b.buttons(i, card.Buttons)
		components := b.take()
		if components == nil {
			components = []PayloadPart{}
		}
		entries = append(entries, PayloadPart{"card_index": i, "components": components})
	}
	return []PayloadPart{{"type": "carousel", "cards": entries}}
}
