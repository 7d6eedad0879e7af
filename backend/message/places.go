package message

import (
	"strconv"
	"strings"
)

// Places lists where values go, in reading order: header, body, offer, buttons, cards.
// Optional places (the file name, payloads, thumbnails) are in the list with Required false.
func (t Template) Places() []PlaceDetail {
	list := placeList{Template: t, authentication: t.authentication()}
	warned, _ := t.bodyLimits()
	list.header(None, t.Header)
	list.body(None, t.Body, warned)
	if t.Offer != nil && t.Offer.HasExpiration {
		list.add(PlaceDetail{Place: offerExpires, Component: ComponentOffer, Kind: KindOfferExpiry,
			Card: None, Button: None, Required: true})
	}
	list.buttons(None, t.Buttons)
	for i, card := range t.Cards {
		list.header(i, card.Header)
		list.body(i, card.Body, BodyCardMax)
		list.buttons(i, card.Buttons)
	}
	return list.details
}

// authentication says whether the body's variable is a one-time password.
func (t Template) authentication() bool {
	if strings.EqualFold(t.Category, CategoryAuthentication) {
		return true
	}
	for _, button := range t.Buttons {
		if button.Kind == ButtonOTP {
			return true
		}
	}
	return false
}

// withCardsFor gives a product carousel as many cards as the values speak of: it is defined with two
// and may be sent with up to ten of the same build (WhatsApp templates, §1.4). Any other template
// comes back as it is.
func (t Template) withCardsFor(values Values) Template {
	if !t.productCarousel() {
		return t
	}
	count := len(t.Cards)
	for place, value := range values {
		if card, inCard := place.card(); inCard && card < CardsMax && usedValue(value) != "" {
			count = max(count, card+1)
		}
	}
	cards := make([]Card, count)
	copy(cards, t.Cards)
	for i := len(t.Cards); i < count; i++ {
		cards[i] = t.Cards[0]
	}
	t.Cards = cards
	return t
}

// card is the index of the card that a place stands in; false outside cards.
func (p Place) card() (int, bool) {
	rest, inCard := strings.CutPrefix(string(p), "card.")
	if !inCard {
		return None, false
	}
	index, _, _ := strings.Cut(rest, ".")
	card, err := strconv.Atoi(index)
	if err != nil || card < 0 {
		return None, false
	}
	return card, true
}

// headerText is the text of a header with its variables; empty for other formats.
func (t Template) headerText(header *Header) variableText {
	if header == nil || header.Format != HeaderText {
		return variableText{}
	}
	return cutText(header.Text, t.NamedParameters)
}

// bodyText is the text of a body with its variables. WhatsApp writes the text of some AUTHENTICATION
// bodies itself: only the code is known of it (WhatsApp templates, §14).
func (t Template) bodyText(card int, body Body) variableText {
	if body.Text == "" && card == None && t.authentication() {
		return cutText("{{1}}", false)
	}
	return cutText(body.Text, t.NamedParameters)
}

// eachText visits the texts with variables in reading order: header, body, and those of the cards.
func (t Template) eachText(visit func(card int, component ComponentKind, text variableText)) {
	both := func(card int, header *Header, body *Body) {
		if header != nil && header.Format == HeaderText {
			visit(card, ComponentHeader, t.headerText(header))
		}
		if body != nil {
			visit(card, ComponentBody, t.bodyText(card, *body))
		}
	}
	both(None, t.Header, t.Body)
	for i, card := range t.Cards {
		both(i, card.Header, card.Body)
	}
}

// placeList collects places in reading order.
type placeList struct {
	Template
	details        []PlaceDetail
	authentication bool
}

func (l *placeList) add(detail PlaceDetail) { l.details = append(l.details, detail) }

func (l *placeList) header(card int, header *Header) {
	if header == nil {
		return
	}
	part := func(name string, kind PlaceKind, required bool) PlaceDetail {
		return PlaceDetail{Place: headerPlace(card, name), Component: ComponentHeader, Card: card,
			Button: None, Kind: kind, Required: required}
	}
	switch header.Format {
	case HeaderText:
		l.variables(part("", KindText, true), l.headerText(header), header.Examples, HeaderMax)
	case HeaderImage, HeaderVideo, HeaderDocument:
		media := part("media", mediaKind(header.Format), true)
		media.LengthMax, media.Example = URLMax, header.MediaExample
		l.add(media)
		if header.Format == HeaderDocument {
			filename := part("filename", KindFilename, false)
			filename.LengthMax = FilenameMax
			l.add(filename)
		}
	case HeaderLocation:
		l.add(part("location.latitude", KindLatitude, true))
		l.add(part("location.longitude", KindLongitude, true))
		l.add(part("location.name", KindPlaceName, true))
		l.add(part("location.address", KindAddress, true))
	case HeaderProduct:
		l.add(part("product", KindProduct, true))
		l.add(part("catalog", KindCatalog, true))
	}
}

func mediaKind(format HeaderFormat) PlaceKind {
	switch format {
	case HeaderImage:
		return KindImage
	case HeaderVideo:
		return KindVideo
	}
	return KindDocument
}

// variables adds the places of a text. The length that is left for one counts the others as empty
// and a repeated variable as often as it stands there.
func (l *placeList) variables(like PlaceDetail, text variableText, examples map[string]string, limit int) {
	left := limit - text.fixedUnits()
	for _, variable := range text.variables {
		detail := like
		detail.Place = variablePlace(like.Card, like.Component, variable.name)
		detail.Variable, detail.Shown = variable.name, variable.shown
		detail.Example = examples[variable.name]
		detail.LengthMax = max(1, left/max(1, variable.times))
		if detail.Kind == KindOTP {
			detail.LengthMax = OTPMax
		}
		l.add(detail)
	}
}

func (l *placeList) body(card int, body *Body, limit int) {
	if body == nil {
		return
	}
	like := PlaceDetail{Component: ComponentBody, Card: card, Button: None, Kind: KindText, Required: true}
	if l.authentication && card == None {
		like.Kind = KindOTP
	}
	l.variables(like, l.bodyText(card, *body), body.Examples, limit)
}

func (l *placeList) buttons(card int, buttons []Button) {
	for i, button := range buttons {
		part := func(name string, kind PlaceKind, required bool, limit int) PlaceDetail {
			return PlaceDetail{Place: buttonPlace(card, i, name), Component: ComponentButton, Card: card,
				Button: i, Kind: kind, Required: required, LengthMax: limit}
		}
		switch button.Kind {
		case ButtonURL:
			if address := cutURL(button.URL, l.NamedParameters); address.count > 0 {
				l.add(urlDetail(part("url", KindURLSuffix, true, 0), button, address))
			}
		case ButtonCopyCode:
			coupon := part("code", KindCoupon, true, CouponMax)
			coupon.Example = button.Example
			l.add(coupon)
		case ButtonOTP:
			l.add(part("code", KindOTP, true, OTPMax))
		case ButtonQuickReply:
			l.add(part("payload", KindPayload, false, ReplyPayloadMax))
		case ButtonFlow:
			l.add(part("flow", KindFlowData, false, 0))
			l.add(part("token", KindFlowToken, false, 0))
		case ButtonCatalog:
			l.add(part("thumbnail", KindThumbnail, false, 0))
		case ButtonMPM:
			l.add(part("sections", KindSections, true, 0))
			l.add(part("thumbnail", KindThumbnail, false, 0))
		case ButtonVoiceCall:
			l.add(part("ttl", KindCallMinutes, false, 0))
			l.add(part("payload", KindPayload, false, CallPayloadMax))
		}
	}
}

func urlDetail(detail PlaceDetail, button Button, address cutAddress) PlaceDetail {
	detail.Prefix, detail.Suffix = address.prefix, address.suffix
	detail.Variable, detail.Shown = address.variable, address.shown
	detail.LengthMax = max(1, URLMax-units(detail.Prefix)-units(detail.Suffix))
	detail.Example = strings.TrimSuffix(strings.TrimPrefix(button.Example, detail.Prefix), detail.Suffix)
	return detail
}
