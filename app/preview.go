package app

import (
	"net/url"
	"strconv"
	"strings"

	"activa/backend/desk"
	"activa/backend/message"
)

// headerKinds are the window's words for WhatsApp's header formats.
var headerKinds = map[message.HeaderFormat]string{
	message.HeaderText: "text", message.HeaderImage: "image", message.HeaderVideo: "video",
	message.HeaderDocument: "document", message.HeaderLocation: "location", message.HeaderProduct: "product",
}

// mediaLink is where the window gets a file from: always this program, which fetches it with its own
// care; the window itself reaches no address.
func mediaLink(address string) string {
	if address == "" {
		return ""
	}
	return "/media?url=" + url.QueryEscape(address)
}

// Preview is a message in the shape that crosses the door, for commands: files have the addresses that
// the recipient's phone gets them from.
func Preview(preview message.Preview) PreviewView {
	return previewWith(preview, func(address string) string { return address })
}

func previewView(preview message.Preview) PreviewView { return previewWith(preview, mediaLink) }

func previewWith(preview message.Preview, link func(address string) string) PreviewView {
	view := PreviewView{
		Header:  previewHeader(preview.Header, link),
		Body:    previewBlocks(preview.Body),
		Footer:  plainText(preview.Footer),
		Buttons: previewButtons(preview.Buttons),
		Cards:   []PreviewView{},
		Notes:   []string{},
		Unknown: append([]string{}, preview.Unknown...),
	}
	for _, card := range preview.Cards {
		view.Cards = append(view.Cards, PreviewView{
			Header: previewHeader(card.Header, link), Body: previewBlocks(card.Body), Buttons: previewButtons(card.Buttons),
			Cards: []PreviewView{}, Notes: []string{}, Unknown: []string{},
		})
	}
	if offer := preview.Offer; offer != nil {
		expires, _ := strconv.ParseInt(offer.Expires.Text, 10, 64) // no number yet: no end is shown
		view.Offer = &OfferView{Text: offer.Text, ExpiresAt: expires, Code: couponOf(preview.Buttons)}
	}
	for _, note := range preview.Notes {
		view.Notes = append(view.Notes, string(note))
	}
	if preview.CallPermission {
		view.Notes = append(view.Notes, "call-permission")
	}
	return view
}

func previewHeader(header *message.PreviewHeader, link func(address string) string) *HeaderView {
	if header == nil {
		return nil
	}
	view := &HeaderView{Kind: headerKinds[header.Format], Text: spanViews(header.Text)}
	if media := header.Media; media != nil {
		view.Place, view.Filename = string(media.Place), media.Filename
		view.Link = link(media.Link)
	}
	if location := header.Location; location != nil {
		view.Location = &LocationView{
			Name: location.Name.Text, Address: location.Address.Text,
			Latitude: location.Latitude.Text, Longitude: location.Longitude.Text,
		}
	}
	if header.Format == message.HeaderProduct {
		view.Text = spanViews([]message.Span{header.Product})
	}
	return view
}

// blockKinds are the window's words for the blocks of a body.
var blockKinds = map[message.BlockKind]string{
	message.BlockParagraph: "paragraph", message.BlockListItem: "bullet", message.BlockNumberedItem: "numbered",
	message.BlockQuote: "quote", message.BlockMono: "code",
}

func previewBlocks(blocks []message.Block) []BlockView {
	views := make([]BlockView, 0, len(blocks))
	for _, block := range blocks {
		view := BlockView{Kind: blockKinds[block.Kind], Spans: spanViews(block.Spans)}
		switch block.Kind {
		case message.BlockListItem:
			view.Marker = "•"
		case message.BlockNumberedItem:
			view.Marker = strconv.Itoa(block.Number) + "."
		}
		views = append(views, view)
	}
	return views
}

func spanViews(spans []message.Span) []SpanView {
	views := make([]SpanView, 0, len(spans))
	for _, span := range spans {
		views = append(views, SpanView{
			Text: span.Text, Place: string(span.Place), Filled: span.Filled,
			Bold: span.Bold, Italic: span.Italic, Strike: span.Strike, Mono: span.Mono, Link: span.Link,
		})
	}
	return views
}

func previewButtons(buttons []message.PreviewButton) []ButtonView {
	views := make([]ButtonView, 0, len(buttons))
	for _, button := range buttons {
		views = append(views, ButtonView{
			Kind:  strings.ReplaceAll(strings.ToLower(string(button.Kind)), "_", "-"),
			Label: button.Label, Target: plainText(button.Target), Place: string(button.Place),
		})
	}
	return views
}

func couponOf(buttons []message.PreviewButton) string {
	for _, button := range buttons {
		if button.Kind == message.ButtonCopyCode {
			return plainText(button.Target)
		}
	}
	return ""
}

func plainText(spans []message.Span) string {
	var text strings.Builder
	for _, span := range spans {
		text.WriteString(span.Text)
	}
	return text.String()
}

func findingViews(findings []message.Finding) []FindingView {
	views := make([]FindingView, 0, len(findings))
	for _, finding := range findings {
		views = append(views, findingView(finding))
	}
	return views
}

func findingView(finding message.Finding) FindingView {
	view := FindingView{
		Rule: finding.Rule, Level: string(finding.Level), Place: string(finding.Place),
		Code: finding.Code, Parameters: finding.Parameters,
	}
	if view.Parameters == nil {
		view.Parameters = map[string]string{}
	}
	if finding.Fix != nil {
		view.Fix = &FixView{Place: string(finding.Fix.Place), Value: finding.Fix.Value}
	}
	return view
}

// sentAddress is the address behind a link of mediaLink; any other address is its own.
func sentAddress(link string) string {
	query, ours := strings.CutPrefix(link, "/media?url=")
	if !ours {
		return link
	}
	address, err := url.QueryUnescape(query)
	if err != nil {
		return link
	}
	return address
}

func placeShown(place desk.ChatPlace) *LocationView {
	return &LocationView{
		Name: place.Name, Address: place.Address,
		Latitude:  strconv.FormatFloat(place.Latitude, 'f', -1, 64),
		Longitude: strconv.FormatFloat(place.Longitude, 'f', -1, 64),
	}
}
