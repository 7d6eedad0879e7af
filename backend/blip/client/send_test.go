package client

import (
	"encoding/json"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/message"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 11, 12, 12, 0, 0, 0, time.UTC)

func deliveryTemplate(t *testing.T) message.Template {
	t.Helper()
	template, err := message.ReadTemplate([]byte(`{"id":"1203","name":"aviso_entrega","language":"pt_BR","status":"APPROVED",
		"category":"UTILITY","components":[{"type":"BODY","text":"Olá {{1}}, seu pedido {{2}} saiu."}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return template
}

func toRita() message.ActiveMessage {
	return message.ActiveMessage{ID: "m-1", Bot: string(storeBot), Agent: "ana@activa.local", Phone: "+5511987654321",
		Name: "Rita", TemplateID: "1203", TemplateName: "aviso_entrega", TemplateLanguage: "pt_BR",
		Values: message.Values{"body.1": "Rita", "body.2": "A-778"}, ComposedAt: noon, RetryOf: "m-0"}
}

func TestADirectMessageIsTheDocumentedOne(t *testing.T) { // LIME and Blip, §13.2
	inBubble(t, "an agent acts for a bot", func(t *testing.T) {
		platform := newHub(t, doc.AbilityDirectMessage)
		run := connect(t, platform)
		if err := run.Send(within(t), toRita(), deliveryTemplate(t)); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		sent := platform.messages[0]
		var content struct {
			Type     string
			Template struct {
				Name     string
				Language struct{ Code string }
			}
		}
		if err := json.Unmarshal(sent.Content, &content); err != nil {
			t.Fatal(err)
		}
		got := []string{sent.ID, sent.From.Identity.String(), sent.PP.String(), sent.To.String(), sent.Type, content.Type,
			content.Template.Name, content.Template.Language.Code, sent.Metadata.Text(doc.MetadataName),
			sent.Metadata.Text(doc.MetadataValues), sent.Metadata.Text(doc.MetadataRetryOf)}
		want := []string{"m-1", "loja@msging.net", "ana@activa.local/desk-1", "5511987654321@wa.gw.msging.net",
			"application/json", "template", "aviso_entrega", "pt_BR", "Rita", `{"body.1":"Rita","body.2":"A-778"}`, "m-0"}
		if difference := cmp.Diff(want, got); difference != "" {
			t.Error(difference)
		}
	})
	inBubble(t, "a bot's own session adds nobody", func(t *testing.T) {
		platform := newHub(t, doc.AbilityDirectMessage)
		run := connect(t, platform, func(options *Options) {
			options.Node = lime.Node{Identity: lime.Identity{Name: "Loja", Domain: doc.BotDomain}, Instance: "x"}
		})
		if err := run.Send(within(t), toRita(), deliveryTemplate(t)); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if sent := platform.messages[0]; !sent.PP.IsZero() || sent.From.Name != "Loja" {
			t.Errorf("from %s, pp %s", sent.From, sent.PP)
		}
	})
}

func TestNotHandedOverIsSaidOnlyWhenItIsCertain(t *testing.T) {
	inBubble(t, "no line", func(t *testing.T) {
		platform := newHub(t, doc.AbilityDirectMessage)
		run := connect(t, platform)
		platform.session().Close(nil)
		synctest.Wait()
		if err := run.Send(within(t), toRita(), deliveryTemplate(t)); fault.CodeOf(err) != desk.NotHandedOver {
			t.Errorf("without a line: %v", err)
		}
	})
	inBubble(t, "the line breaks in the middle", func(t *testing.T) {
		platform := newHub(t, doc.AbilityDirectMessage, doc.AbilityLookUp)
		platform.fail("get /x-activa/sent/m-1", lime.ReasonCodeResourceNotFound)
		run := connect(t, platform)
		run.cutMessages(true)
		platform.session().Close(nil)
		pass(time.Second)
		err := run.Send(within(t), toRita(), deliveryTemplate(t))
		if err == nil || fault.CodeOf(err) == desk.NotHandedOver {
			t.Fatalf("the outcome is unknown, but the error says %v", err)
		}
		run.cutMessages(false)
		pass(time.Second)
		found, err := run.LookUp(within(t), storeBot, "m-1")
		if err != nil || found.Outcome != desk.LookUpAbsent {
			t.Errorf("the look-up says %+v, %v", found, err)
		}
	})
}

func TestLookUpProvesOnlyWhatThePlatformSays(t *testing.T) {
	sent := doc.Sent{ID: "m-1", ComposedAt: doc.At(noon), Accepted: doc.At(noon.Add(time.Second)),
		Failed: doc.At(noon.Add(2 * time.Second)), Reason: &doc.Reason{Code: doc.ReasonRecipientInAttendance}}
	inBubble(t, "found, failed, another's answer", func(t *testing.T) {
		platform := newHub(t, doc.AbilityLookUp)
		run := connect(t, platform)
		platform.answer("get /x-activa/sent/m-1", sent)
		found, err := run.LookUp(within(t), storeBot, "m-1")
		want := message.NewProgress(noon).Apply(message.Receipt{Kind: message.Accepted, At: noon.Add(time.Second)}).
			Apply(message.Receipt{Kind: message.Failed, At: noon.Add(2 * time.Second), Reason: message.Reason{Code: 1602}})
		if err != nil || found.Outcome != desk.LookUpFound || found.Progress != want {
			t.Errorf("found %+v, %v", found, err)
		}
		platform.fail("get /x-activa/sent/m-1", lime.ReasonCodeProcessingError)
		if found, err := run.LookUp(within(t), storeBot, "m-1"); err == nil || found.Outcome != desk.LookUpUnknown {
			t.Errorf("a failure proves %+v, %v", found, err)
		}
		platform.answer("get /x-activa/sent/m-1", doc.Sent{ID: "m-2"})
		if found, err := run.LookUp(within(t), storeBot, "m-1"); err != nil || found.Outcome != desk.LookUpUnknown {
			t.Errorf("another message proves %+v, %v", found, err)
		}
	})
}

func TestNotificationsBecomeReceipts(t *testing.T) { // LIME and Blip, §8
	inBubble(t, "any case, twice, unknown ones", func(t *testing.T) {
		platform := newHub(t, doc.AbilityDirectMessage)
		run := connect(t, platform)
		for _, raw := range []string{
			`{"id":"m-1","event":"Accepted","metadata":{"#activa.at":"2026-11-12T12:00:01.000Z","#uniqueId":null}}`,
			`{"id":"m-1","event":"accepted","metadata":{"#activa.at":"2026-11-12T12:00:01.000Z"}}`,
			`{"id":"m-1","event":"deleted"}`, `{"id":"m-1","event":"of the future"}`, `{"event":"received"}`,
			`{"id":"m-1","event":"failed","reason":{"code":"81","description":"(131026) undeliverable"}}`,
		} {
			envelope, err := lime.Decode([]byte(raw))
			if err != nil {
				t.Fatal(err)
			}
			if err := platform.session().Send(envelope); err != nil {
				t.Fatal(err)
			}
		}
		accepted := desk.ReceiptNews{ID: "m-1", Receipt: message.Receipt{Kind: message.Accepted, At: noon.Add(time.Second)}}
		failed := desk.ReceiptNews{ID: "m-1", Receipt: message.Receipt{Kind: message.Failed, At: time.Now(),
			Reason: message.Reason{Code: 81, Description: "(131026) undeliverable"}}}
		if difference := cmp.Diff([]desk.ReceiptNews{accepted, accepted, failed}, told[desk.ReceiptNews](run)); difference != "" {
			t.Error(difference)
		}
	})
}

func TestPushesOfThePlatformBecomeNews(t *testing.T) {
	inBubble(t, "sent, presence, templates and nothing else", func(t *testing.T) {
		platform := newHub(t, doc.AbilityLive)
		run := connect(t, platform)
		push := func(from, mediaType, content string) {
			node, err := lime.ParseNode(from)
			if err != nil {
				t.Fatal(err)
			}
			if err := platform.session().Send(&lime.Message{From: node, Type: mediaType, Content: []byte(content)}); err != nil {
				t.Fatal(err)
			}
		}
		push(doc.ActivaNode, doc.MediaTypeSent, `{"ID":"m-9","change":"57","bot":"loja@msging.net","agent":"ana@activa.local",
			"contact":"5511987654321@wa.gw.msging.net","phone":"+5511987654321","name":"Rita","templateName":"aviso_entrega",
			"templateLanguage":"pt_BR","values":{"body.1":"Rita"},"composedAt":"2026-11-12T12:00:00",
			"accepted":"2026-11-12T12:00:01Z","consumed":"2026-11-12T12:00:02Z","repliedAt":"2026-11-12T12:00:03Z","new":[]}`)
		push(doc.ActivaNode+"/#2", doc.MediaTypePresence, `{"status":"Pause","reason":"almoço"}`)
		push(doc.ServerNode+"/#activa", doc.MediaTypeTemplates, `{"bot":"loja@msging.net"}`)
		push(doc.ActivaNode, doc.MediaTypePresence, `{"status":"asleep"}`)
		push(doc.ActivaNode, doc.MediaTypeSent, `["broken"]`)
		push(doc.ActivaNode, "application/vnd.activa.later+json", `{}`)
		push("rui@activa.local", doc.MediaTypePresence, `{"status":"Offline"}`)

		records := told[desk.SentNews](run)
		if len(records) != 1 || records[0].Cursor != "57" {
			t.Fatalf("sent news are %+v", records)
		}
		progress := records[0].Record.Progress
		if progress.Delivery != message.Consumed || !progress.RepliedAt.Equal(noon.Add(3*time.Second)) {
			t.Errorf("progress is %+v", progress)
		}
		if sent := records[0].Record.Message; sent.ID != "m-9" || sent.Values["body.1"] != "Rita" || !sent.ComposedAt.Equal(noon) {
			t.Errorf("message is %+v", sent)
		}
		want := []desk.PresenceNews{{Presence: desk.Presence{Status: desk.Paused, Reason: "almoço"}}}
		if difference := cmp.Diff(want, told[desk.PresenceNews](run)); difference != "" {
			t.Error(difference)
		}
		if got := told[desk.TemplatesNews](run); len(got) != 1 || got[0].Bot != storeBot {
			t.Errorf("templates news are %+v", got)
		}
	})
}
