package client

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"activa/backend/blip/doc"
	"activa/backend/desk"
)

// TestEveryDocumentOfAConversationIsRead has a documented example of each kind (LIME and Blip, §9), and odd ones.
func TestEveryDocumentOfAConversationIsRead(t *testing.T) {
	const picture = `{"uri":"https://example.com/a.jpg","type":"image/jpeg","size":"2048","text":"Veja"}`
	type read struct {
		Kind    desk.ChatKind
		Text    string
		Media   *desk.ChatMedia
		Place   *desk.ChatPlace
		InReply desk.MessageID
	}
	text := func(text string) read { return read{Kind: desk.ChatText, Text: text} }
	cases := []struct {
		name, mediaType, content string
		want                     read
	}{
		{"text", "text/plain", `"Oi 👋"`, text("Oi 👋")},
		{"text with parameters", "Text/Plain; charset=utf-8", `"Oi"`, text("Oi")},
		{"a number as text", "text/plain", `7`, text("7")},
		{"image", doc.MediaTypeMediaLink, picture, read{Kind: desk.ChatImage, Text: "Veja",
			Media: &desk.ChatMedia{URI: "https://example.com/a.jpg", ContentType: "image/jpeg", Size: 2048}}},
		{"image with its words in the title", doc.MediaTypeMediaLink, `{"uri":"https://example.com/a.png","type":"image/png","title":"Veja"}`,
			read{Kind: desk.ChatImage, Text: "Veja", Media: &desk.ChatMedia{URI: "https://example.com/a.png", ContentType: "image/png"}}},
		{"voice", doc.MediaTypeMediaLink, `{"uri":"https://example.com/a.ogg","type":"voice/ogg"}`,
			read{Kind: desk.ChatAudio, Media: &desk.ChatMedia{URI: "https://example.com/a.ogg", ContentType: "voice/ogg"}}},
		{"sticker", doc.MediaTypeMediaLink, `{"uri":"https://example.com/a","type":"sticker/webp"}`,
			read{Kind: desk.ChatSticker, Media: &desk.ChatMedia{URI: "https://example.com/a", ContentType: "sticker/webp"}}},
		{"video", doc.MediaTypeMediaLink, `{"uri":"https://example.com/a.mp4","type":"video/mp4"}`,
			read{Kind: desk.ChatVideo, Media: &desk.ChatMedia{URI: "https://example.com/a.mp4", ContentType: "video/mp4"}}},
		{"document", doc.MediaTypeMediaLink, `{"uri":"https://example.com/a.pdf","type":"application/pdf","title":"Nota.pdf","text":"A nota"}`,
			read{Kind: desk.ChatDocument, Text: "A nota", Media: &desk.ChatMedia{URI: "https://example.com/a.pdf", ContentType: "application/pdf", Name: "Nota.pdf"}}},
		{"a file without an address", doc.MediaTypeMediaLink, `{"type":"image/png","title":"Foto"}`, read{Kind: desk.ChatUnknown, Text: "Foto"}},
		{"place", doc.MediaTypeLocation, `{"latitude":-19.9,"longitude":-43.9,"altitude":853,"text":"Aqui"}`,
			read{Kind: desk.ChatLocation, Text: "Aqui", Place: &desk.ChatPlace{Latitude: -19.9, Longitude: -43.9, Name: "Aqui"}}},
		{"shared contact", doc.MediaTypeContact, `{"name":"Ana Lima","cellPhoneNumber":"+5511999990000"}`, text("Ana Lima\n+5511999990000")},
		{"web link", doc.MediaTypeWebLink, `{"uri":"https://example.com","title":"Loja","text":"Veja a loja"}`, text("Loja\nVeja a loja\nhttps://example.com")},
		{"quick replies", doc.MediaTypeSelect, `{"scope":"immediate","text":"Confirma?","options":[{"text":"Sim","order":1},{"text":"Não"}]}`,
			text("Confirma?\n• Sim\n• Não")},
		{"cards with answers", doc.MediaTypeDocumentSelect, `{"header":{"type":"text/plain","value":"Qual?"},"options":[{"label":{"type":"text/plain","value":"Um"}}]}`,
			text("Qual?\n• Um")},
		{"question", doc.MediaTypeInput, `{"label":{"type":"text/plain","value":"Seu nome?"},"validation":{}}`, text("Seu nome?")},
		{"reply", doc.MediaTypeReply, `{"replied":{"type":"text/plain","value":"Sim"},"inReplyTo":{"id":"m1","direction":"sent"}}`,
			read{Kind: desk.ChatText, Text: "Sim", InReply: "m1"}},
		{"reaction", doc.MediaTypeReaction, `{"emoji":{"values":[128077]},"inReactionTo":{"id":"m1"}}`, read{Kind: desk.ChatText, Text: "👍", InReply: "m1"}},
		{"several", "application/vnd.lime.collection+json", `{"itemType":"text/plain","items":["a","b"]}`, text("a\nb")},
		{"container", doc.MediaTypeContainer, `{"type":"text/plain","value":"dentro"}`, text("dentro")},
		{"sensitive", doc.MediaTypeSensitive, `{"type":"text/plain","value":"1234"}`, text("1234")},
		{"template", "application/json", `{"type":"template","template":{"name":"aviso","language":{"code":"es"}}}`, read{Kind: desk.ChatTemplate, Text: "aviso"}},
		{"interactive", "application/json", `{"type":"interactive","interactive":{"body":{"text":"Escolha"}}}`, text("Escolha")},
		{"WhatsApp's text", "application/json", `{"type":"text","text":{"body":"Oi"}}`, text("Oi")},
		{"an object of somebody's own", "application/json", `{"title":"Pedido","order":7}`, read{Kind: desk.ChatUnknown, Text: "Pedido"}},
		{"a type of the future", "application/vnd.lime.hologram+json", `{"text":"olá"}`, read{Kind: desk.ChatUnknown, Text: "olá"}},
		{"nothing", "application/vnd.lime.hologram+json", ``, read{Kind: desk.ChatUnknown}},
		{"broken", doc.MediaTypeSelect, `[`, read{Kind: desk.ChatUnknown}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := readContent(c.mediaType, json.RawMessage(c.content))
			if difference := cmp.Diff(c.want, read{got.kind, got.text, got.media, got.place, got.inReply}); difference != "" {
				t.Error(difference)
			}
		})
	}
}

// TestADocumentThatHoldsItselfEnds keeps a hostile message from filling the stack.
func TestADocumentThatHoldsItselfEnds(t *testing.T) {
	content := json.RawMessage(`"x"`)
	mediaType := "text/plain"
	for range 200 {
		content, _ = json.Marshal(doc.Container{Type: mediaType, Value: content})
		mediaType = doc.MediaTypeContainer
	}
	if got := readContent(mediaType, content); got.kind != desk.ChatUnknown {
		t.Errorf("read as %+v", got)
	}
}

func FuzzReadContent(f *testing.F) {
	f.Add(doc.MediaTypeReply, `{"replied":{"type":"text/plain","value":"Sim"},"inReplyTo":{"id":"m1"}}`)
	f.Add("application/json", `{"type":"interactive","interactive":{"body":{"text":"Escolha"}}}`)
	f.Fuzz(func(t *testing.T, mediaType, content string) {
		if got := readContent(mediaType, json.RawMessage(content)); got.kind == "" {
			t.Errorf("%q %q has no kind", mediaType, content)
		}
	})
}
