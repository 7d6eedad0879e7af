package message

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"activa/backend/fault"
)

// PayloadBytesMax is the largest payload that is read, in bytes of JSON.
const PayloadBytesMax = 256 << 10

// ReadPayload is the inverse of BuildPayload: the values that a payload carries, by the places of the
// template it names. It takes Meta's template object or only its list of components; missing values
// are left out, for Check to find. What does not fit the template is refused with the fault
// FaultContentMalformed, whose parameters name the rule that is broken, the place, and the problem.
func ReadPayload(t Template, data []byte) (Values, error) {
	if len(data) > PayloadBytesMax {
		return nil, malformed("V8", "", "too-large")
	}
	data = bytes.TrimSpace(data)
	if fields, isObject := readObject(data); isObject {
		data = fields["components"]
	}
	r := &payloadReader{template: t, values: Values{}, seen: map[Place]bool{}}
	if len(data) == 0 || string(data) == "null" {
		return r.values, nil
	}
	if err := r.components(None, data); err != nil {
		return nil, err
	}
	return r.values, nil
}

// malformed refuses a payload.
func malformed(rule string, place Place, problem string) error {
	return fault.New(FaultContentMalformed, nil,
		fault.Parameters{"rule": rule, "place": string(place), "problem": problem})
}

type payloadReader struct {
	template Template
	values   Values
	seen     map[Place]bool // components that were there already
}

func (r *payloadReader) components(card int, data json.RawMessage) error {
	place := Place(strings.TrimSuffix(cardPrefix(card), "."))
	list := readArray(data)
	if list == nil {
		return malformed("V8", place, "components-not-a-list")
	}
	for _, raw := range list {
		fields, isObject := readObject(raw)
		if !isObject {
			return malformed("V8", place, "component-not-an-object")
		}
		if err := r.component(card, fields); err != nil {
			return err
		}
	}
	return nil
}

func (r *payloadReader) component(card int, fields object) error {
	kind := strings.ToLower(fields.text("type"))
	place := Place(cardPrefix(card) + kind)
	if kind == "button" {
		return r.button(card, fields)
	}
	if r.seen[place] {
		return malformed("V8", place, "component-twice")
	}
	r.seen[place] = true
	parameters, fine := readParameters(fields["parameters"])
	if !fine {
		return malformed("V8", place, "parameters-not-objects")
	}
	header, body := r.template.Header, r.template.Body
	if card != None {
		header, body = r.template.Cards[card].Header, r.template.Cards[card].Body
	}
	switch {
	case kind == "header":
		return r.header(card, header, parameters)
	case kind == "body" && body != nil:
		return r.texts(card, ComponentBody, r.template.bodyText(card, *body), parameters)
	case kind == "limited_time_offer" && card == None:
		return r.offer(parameters)
	case kind == "carousel" && card == None:
		return r.carousel(fields["cards"])
	}
	return malformed("V8", place, "component-not-in-template")
}

// readParameters reads a list of objects; an absent list is an empty one.
func readParameters(data json.RawMessage) ([]object, bool) {
	if len(data) == 0 || string(data) == "null" {
		return nil, true
	}
	list := readArray(data)
	parameters := make([]object, 0, len(list))
	for _, raw := range list {
		fields, isObject := readObject(raw)
		if !isObject {
			return nil, false
		}
		parameters = append(parameters, fields)
	}
	return parameters, list != nil
}

// texts reads the parameters of a text: numbered ones by their order, named ones by their name.
func (r *payloadReader) texts(card int, component ComponentKind, text variableText, parameters []object) error {
	place := Place(cardPrefix(card) + string(component))
	if len(parameters) > len(text.variables) {
		return malformed("V8", place, "too-many-parameters")
	}
	for i, parameter := range parameters {
		name := text.variables[i].name
		if r.template.NamedParameters {
			name = parameter.text("parameter_name")
			known := slices.ContainsFunc(text.variables, func(v variable) bool { return v.name == name })
			if _, twice := r.values[variablePlace(card, component, name)]; !known || twice {
				return malformed("V8", place, "parameter-name-not-in-template")
			}
		}
		at := variablePlace(card, component, name)
		if !strings.EqualFold(parameter.text("type"), "text") {
			return malformed("V8", at, "parameter-not-a-text")
		}
		r.values[at] = parameter.text("text")
	}
	return nil
}

func (r *payloadReader) header(card int, header *Header, parameters []object) error {
	place := Place(cardPrefix(card) + "header")
	if header == nil {
		return malformed("V8", place, "component-not-in-template")
	}
	if header.Format == HeaderText {
		return r.texts(card, ComponentHeader, r.template.headerText(header), parameters)
	}
	if len(parameters) != 1 {
		return malformed("M1", headerPlace(card, "media"), "not-one-parameter")
	}
	kind := strings.ToLower(string(header.Format))
	content := parameters[0].object(kind)
	if !strings.EqualFold(parameters[0].text("type"), kind) || content == nil {
		return malformed("M1", headerPlace(card, "media"), "wrong-kind")
	}
	switch header.Format {
	case HeaderLocation:
		for _, part := range []string{"latitude", "longitude", "name", "address"} {
			r.keep(headerPlace(card, "location."+part), content.text(part))
		}
	case HeaderProduct:
		r.keep(headerPlace(card, "product"), content.text("product_retailer_id"))
		r.keep(headerPlace(card, "catalog"), content.text("catalog_id"))
	default:
		id, link := content.text("id"), content.text("link")
		if (id == "") == (link == "") {
			return malformed("M1", headerPlace(card, "media"), "id-or-link")
		}
		if id != "" {
			link = "id:" + id
		}
		r.keep(headerPlace(card, "media"), link)
		if header.Format == HeaderDocument {
			r.keep(headerPlace(card, "filename"), content.text("filename"))
		}
	}
	return nil
}

// keep notes a value that is there.
func (r *payloadReader) keep(place Place, value string) {
	if value != "" {
		r.values[place] = value
	}
}

func (r *payloadReader) offer(parameters []object) error {
	if r.template.Offer == nil || !r.template.Offer.HasExpiration || len(parameters) != 1 {
		return malformed("V8", offerExpires, "component-not-in-template")
	}
	r.keep(offerExpires, parameters[0].object("limited_time_offer").text("expiration_time_ms"))
	return nil
}

// carousel reads the cards; a product carousel may have more of them than were defined.
func (r *payloadReader) carousel(data json.RawMessage) error {
	cards := readArray(data)
	if len(r.template.Cards) == 0 {
		return malformed("V8", "carousel", "component-not-in-template")
	}
	if r.template.productCarousel() && len(cards) <= CardsMax && len(cards) > len(r.template.Cards) {
		last := Place(cardPrefix(len(cards)-1) + "header.product")
		r.template = r.template.withCardsFor(Values{last: "any"})
	}
	if len(cards) != len(r.template.Cards) {
		return malformed("K1", "carousel", "wrong-number-of-cards")
	}
	for i, raw := range cards {
		fields, _ := readObject(raw)
		index, err := strconv.Atoi(fields.text("card_index"))
		if err != nil || index < 0 || index >= len(cards) || r.seen[Place(cardPrefix(index))] {
			return malformed("K1", Place("card."+strconv.Itoa(i)), "card-index-not-valid")
		}
		r.seen[Place(cardPrefix(index))] = true
		if err := r.components(index, fields["components"]); err != nil {
			return err
		}
	}
	return nil
}
