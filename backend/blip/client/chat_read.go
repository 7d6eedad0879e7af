package client

import (
	"encoding/json"
	"strings"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

// readDepthMax ends the reading of a document that holds itself again and again.
const readDepthMax = 8

// said is what a document of a conversation says.
type said struct {
	kind    desk.ChatKind
	text    string
	media   *desk.ChatMedia
	place   *desk.ChatPlace
	inReply desk.MessageID
}

// readContent reads any document of a conversation (LIME and Blip, §9). What cannot be drawn has a text
// in its place, and what cannot even be read is ChatUnknown: an odd message must not hide the others.
func readContent(mediaType string, content json.RawMessage) said {
	return readNested(mediaType, content, 0)
}

func readNested(mediaType string, content json.RawMessage, depth int) said {
	mediaType, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(mediaType)), ";")
	read, known := contentReaders[mediaType]
	if !known && strings.HasPrefix(mediaType, "text/") {
		read, known = readText, true
	}
	if !known || depth > readDepthMax {
		return said{kind: desk.ChatUnknown, text: fallbackText(content)}
	}
	if result, readable := read(content, depth); readable {
		return result
	}
	return said{kind: desk.ChatUnknown, text: fallbackText(content)}
}

// contentReaders read the documents by type; false means that it is not what its type says.
var contentReaders map[string]func(content json.RawMessage, depth int) (said, bool)

func init() { // some readers read what is inside by the table itself
	contentReaders = map[string]func(json.RawMessage, int) (said, bool){
		lime.MediaTypeText:          readText,
		lime.MediaTypeJSON:          readNative,
		lime.MediaTypeCollection:    readCollection,
		doc.MediaTypeMediaLink:      readMediaLink,
		doc.MediaTypeLocation:       readLocation,
		doc.MediaTypeWebLink:        readWebLink,
		doc.MediaTypeContact:        readContactCard,
		doc.MediaTypeSelect:         readSelect,
		doc.MediaTypeDocumentSelect: readSelect,
		doc.MediaTypeReply:          readReply,
		doc.MediaTypeReaction:       readReaction,
		doc.MediaTypeContainer:      readContainer,
		doc.MediaTypeSensitive:      readContainer,
		doc.MediaTypeInput:          readInput,
	}
}

func readText(content json.RawMessage, _ int) (said, bool) {
	var text doc.Text
	err := json.Unmarshal(content, &text)
	return said{kind: desk.ChatText, text: string(text)}, err == nil
}

func readMediaLink(content json.RawMessage, _ int) (said, bool) {
	var link doc.MediaLink
	if json.Unmarshal(content, &link) != nil || link.URI == "" {
		return said{}, false
	}
	text := link.Text
	kind := mediaKind(string(link.Type))
	name := link.Title
	if kind != desk.ChatDocument && text == "" {
		text, name = link.Title, "" // of a picture, the title is what stands under it
	}
	return said{kind: kind, text: text, media: &desk.ChatMedia{
		URI: link.URI, ContentType: string(link.Type), Name: name, Size: int64(link.Size),
	}}, true
}

// mediaKind goes by the first part of the type. Blip's channel writes voice messages as voice/… and
// stickers as sticker/….
func mediaKind(contentType string) desk.ChatKind {
	main, _, _ := strings.Cut(strings.ToLower(contentType), "/")
	switch main {
	case "image":
		return desk.ChatImage
	case "video":
		return desk.ChatVideo
	case "audio", "voice":
		return desk.ChatAudio
	case "sticker":
		return desk.ChatSticker
	}
	return desk.ChatDocument
}

func readLocation(content json.RawMessage, _ int) (said, bool) {
	var place doc.Location
	if json.Unmarshal(content, &place) != nil {
		return said{}, false
	}
	name := place.Name
	if name == "" {
		name = place.Text
	}
	return said{kind: desk.ChatLocation, text: place.Text, place: &desk.ChatPlace{
		Latitude: place.Latitude, Longitude: place.Longitude, Name: name, Address: place.Address,
	}}, true
}

func readWebLink(content json.RawMessage, _ int) (said, bool) {
	var link doc.WebLink
	err := json.Unmarshal(content, &link)
	return said{kind: desk.ChatText, text: lines(link.Title, link.Text, link.URI)}, err == nil && link.URI != ""
}

// readContactCard is a contact that somebody shared.
func readContactCard(content json.RawMessage, _ int) (said, bool) {
	var contact doc.Contact
	if json.Unmarshal(content, &contact) != nil {
		return said{}, false
	}
	phone := string(contact.CellPhoneNumber)
	if phone == "" {
		phone = string(contact.PhoneNumber)
	}
	text := lines(contact.Name, phone, contact.Email)
	return said{kind: desk.ChatText, text: text}, text != ""
}

// readSelect is a question with its answers, one a line.
func readSelect(content json.RawMessage, depth int) (said, bool) {
	var question doc.Select
	if json.Unmarshal(content, &question) != nil {
		return said{}, false
	}
	asked := []string{question.Text}
	if question.Header != nil {
		asked = append(asked, textOf(*question.Header, depth))
	}
	for _, option := range question.Options {
		text := option.Text
		if option.Label != nil {
			text = textOf(*option.Label, depth)
		}
		if text != "" {
			asked = append(asked, "• "+text)
		}
	}
	text := lines(asked...)
	return said{kind: desk.ChatText, text: text}, text != ""
}

func textOf(inside doc.Container, depth int) string {
	return readNested(inside.Type, inside.Value, depth+1).text
}

func readContainer(content json.RawMessage, depth int) (said, bool) {
	var container doc.Container
	if json.Unmarshal(content, &container) != nil || container.Type == "" {
		return said{}, false
	}
	return readNested(container.Type, container.Value, depth+1), true
}

func readInput(content json.RawMessage, depth int) (said, bool) {
	var input struct {
		Label doc.Container `json:"label"`
	}
	if json.Unmarshal(content, &input) != nil || input.Label.Type == "" {
		return said{}, false
	}
	return readNested(input.Label.Type, input.Label.Value, depth+1), true
}

func readReply(content json.RawMessage, depth int) (said, bool) {
	var reply doc.Reply
	if json.Unmarshal(content, &reply) != nil || reply.Replied.Type == "" {
		return said{}, false
	}
	result := readNested(reply.Replied.Type, reply.Replied.Value, depth+1)
	result.inReply = desk.MessageID(reply.InReplyTo.ID)
	return result, true
}

func readReaction(content json.RawMessage, _ int) (said, bool) {
	var reaction doc.Reaction
	if json.Unmarshal(content, &reaction) != nil || len(reaction.Emoji.Values) == 0 {
		return said{}, false
	}
	return said{kind: desk.ChatText, text: string(reaction.Emoji.Values), inReply: desk.MessageID(reaction.InReactionTo.ID)}, true
}

func readCollection(content json.RawMessage, depth int) (said, bool) {
	var list struct {
		ItemType string            `json:"itemType"`
		Items    []json.RawMessage `json:"items"`
	}
	if json.Unmarshal(content, &list) != nil {
		return said{}, false
	}
	var texts []string
	for _, item := range list.Items {
		texts = append(texts, readNested(list.ItemType, item, depth+1).text)
	}
	text := lines(texts...)
	return said{kind: desk.ChatText, text: text}, text != ""
}

// native is what WhatsApp's own payloads hold in the places that are read (LIME and Blip, §13.2).
type native struct {
	Type     string `json:"type"`
	Template struct {
		Name string `json:"name"`
	} `json:"template"`
	Text        nativeText `json:"text"`
	Body        nativeText `json:"body"`
	Interactive struct {
		Body nativeText `json:"body"`
	} `json:"interactive"`
}

// nativeText is a text, or an object with a text or a body in it.
type nativeText string

func (n *nativeText) UnmarshalJSON(raw []byte) error {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		*n = nativeText(text)
		return nil
	}
	var object struct{ Text, Body string }
	if json.Unmarshal(raw, &object) == nil { // anything else is no text, and no reason to refuse the rest
		*n = nativeText(object.Text + object.Body)
	}
	return nil
}

func readNative(content json.RawMessage, _ int) (said, bool) {
	var payload native
	if json.Unmarshal(content, &payload) != nil {
		return said{}, false
	}
	if strings.EqualFold(payload.Type, doc.ContentTemplate) {
		return said{kind: desk.ChatTemplate, text: payload.Template.Name}, true
	}
	for _, text := range []nativeText{payload.Interactive.Body, payload.Text, payload.Body} {
		if text != "" {
			return said{kind: desk.ChatText, text: string(text)}, true
		}
	}
	return said{}, false
}

// fallbackText is what stands for a document that nobody can draw: the words that it has at its top.
func fallbackText(content json.RawMessage) string {
	var words struct {
		Text  nativeText `json:"text"`
		Title nativeText `json:"title"`
		Name  nativeText `json:"name"`
	}
	var text string
	if json.Unmarshal(content, &text) == nil {
		return text
	}
	if json.Unmarshal(content, &words) != nil {
		return ""
	}
	return lines(string(words.Title), string(words.Name), string(words.Text))
}

// lines puts texts below each other; empty ones are left out.
func lines(texts ...string) string {
	var kept []string
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" {
			kept = append(kept, text)
		}
	}
	return strings.Join(kept, "\n")
}
