package message

import "slices"

// readMoreUnits is about what five lines of a phone hold; longer marketing bodies are cut there with
// "Read more" (WhatsApp templates, §2.3).
const readMoreUnits = 240

// readMoreLines is how many lines of a marketing body a phone shows.
const readMoreLines = 5

// Render shows a template as a phone would show it with these values: fill first, then format. Every
// piece of text knows the place that it came from. Places without a value show the variable as the
// template writes it. It answers for any template and any values, also for those that Check refuses.
func Render(t Template, values Values) Preview {
	t = t.withCardsFor(values)
	r := renderer{template: t, values: values}
	preview := Preview{
		Header:         r.header(None, t.Header),
		Body:           r.body(None, t.Body),
		Offer:          r.offer(t.Offer),
		Buttons:        r.buttons(None, t.Buttons),
		CallPermission: t.CallPermission,
	}
	if t.Footer != nil && t.Footer.Text != "" {
		preview.Footer = []Span{{Text: t.Footer.Text}}
	}
	for i, card := range t.Cards {
		preview.Cards = append(preview.Cards, PreviewCard{
			Header: r.header(i, card.Header), Body: r.body(i, card.Body), Buttons: r.buttons(i, card.Buttons),
		})
	}
	for _, part := range t.Unknown {
		if !slices.Contains(preview.Unknown, part.Type) {
			preview.Unknown = append(preview.Unknown, part.Type)
		}
	}
	preview.Notes = r.notes(preview.Body)
	return preview
}

// BodyText is the filled body as plain text with its formatting characters, for lists and search.
func BodyText(t Template, values Values) string {
	if t.Body == nil {
		return ""
	}
	text := make([]rune, 0, len(t.Body.Text))
	for _, c := range (renderer{template: t, values: values}).filled(None, ComponentBody, t.bodyText(None, *t.Body)) {
		text = append(text, c.r)
	}
	return string(text)
}

type renderer struct {
	template Template
	values   Values
}

func (r renderer) filled(card int, component ComponentKind, text variableText) []styled {
	return fillStyled(text, func(name string) Place { return variablePlace(card, component, name) }, r.values)
}

// value is a place shown as it is: its value, or its name in the way of a variable.
func (r renderer) value(place Place, missing string) Span {
	if value := r.values.used(place); value != "" {
		return Span{Text: value, Place: place, Filled: true}
	}
	return Span{Text: missing, Place: place}
}

func (r renderer) header(card int, header *Header) *PreviewHeader {
	if header == nil {
		return nil
	}
	shown := &PreviewHeader{Format: header.Format}
	switch {
	case header.Format == HeaderText:
		shown.Text = spansOf(r.filled(card, ComponentHeader, r.template.headerText(header)))
	case header.Format.Media():
		shown.Media = r.media(card, *header)
	case header.Format == HeaderLocation:
		shown.Location = &PreviewLocation{
			Latitude:  r.value(headerPlace(card, "location.latitude"), ""),
			Longitude: r.value(headerPlace(card, "location.longitude"), ""),
			Name:      r.value(headerPlace(card, "location.name"), ""),
			Address:   r.value(headerPlace(card, "location.address"), ""),
		}
	case header.Format == HeaderProduct:
		shown.Product = r.value(headerPlace(card, "product"), "")
	}
	return shown
}

func (r renderer) media(card int, header Header) *PreviewMedia {
	shown := &PreviewMedia{Place: headerPlace(card, "media"), Example: header.MediaExample}
	value := r.values.used(shown.Place)
	media := readMedia(value)
	switch {
	case media.badID:
	case media.id != "":
		shown.ID = media.id
	default:
		shown.Link = value
	}
	if header.Format == HeaderDocument && value != "" {
		shown.Filename = documentName(r.values.used(headerPlace(card, "filename")), media)
	}
	return shown
}

func (r renderer) body(card int, body *Body) []Block {
	if body == nil {
		return nil
	}
	return formatBody(r.filled(card, ComponentBody, r.template.bodyText(card, *body)))
}

func (r renderer) offer(offer *Offer) *PreviewOffer {
	if offer == nil {
		return nil
	}
	shown := &PreviewOffer{Text: offer.Text}
	if offer.HasExpiration {
		shown.Expires = r.value(offerExpires, "")
	}
	return shown
}

func (r renderer) buttons(card int, buttons []Button) []PreviewButton {
	var shown []PreviewButton
	for i, button := range buttons {
		preview := PreviewButton{Kind: button.Kind, Label: button.Text}
		switch button.Kind {
		case ButtonURL:
			preview.Target, preview.Place = r.address(buttonPlace(card, i, "url"), button)
		case ButtonPhoneNumber:
			preview.Target = []Span{{Text: button.PhoneNumber}}
		case ButtonCopyCode, ButtonOTP:
			preview.Place = buttonPlace(card, i, "code")
			if code := r.values.used(preview.Place); code != "" {
				preview.Target = []Span{r.value(preview.Place, "")}
			}
		}
		shown = append(shown, preview)
	}
	return shown
}

// address is the whole URL as it will be opened; the place is empty when it is fixed.
func (r renderer) address(place Place, button Button) ([]Span, Place) {
	address := cutURL(button.URL, r.template.NamedParameters)
	if address.count == 0 {
		return []Span{{Text: button.URL, Link: true}}, ""
	}
	value := r.value(place, address.shown)
	if value.Filled {
		value.Text = encodeURL(value.Text)
	}
	var spans []Span
	for _, span := range []Span{{Text: address.prefix}, value, {Text: address.suffix}} {
		if span.Text != "" {
			span.Link = true
			spans = append(spans, span)
		}
	}
	return spans, place
}

// notes are the remarks on how the message is shown elsewhere.
func (r renderer) notes(body []Block) []Note {
	var notes []Note
	if r.template.hiddenOnDesktop() {
		notes = append(notes, NoteNotOnDesktop)
	}
	if len(r.template.Buttons) > 3 {
		notes = append(notes, NoteSeeAllOptions)
	}
	length := 0
	for _, block := range body {
		for _, span := range block.Spans {
			length += units(span.Text)
		}
	}
	if r.template.marketing() && (length > readMoreUnits || len(body) > readMoreLines) {
		notes = append(notes, NoteReadMore)
	}
	s := subject{Draft: Draft{Values: r.values}, places: r.template.Places()}
	if len(judgeStyleMarks(&s)) > 0 {
		notes = append(notes, NoteMayChangeStyle)
	}
	return notes
}
