package client_test

import (
	"sync/atomic"
	"testing"
	"time"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/hub"
	"activa/backend/message"
	"activa/backend/ticket"
)

// TestACustomersPhoneOnTheRealHub plays a customer by hand and looks at their phone.
func TestACustomersPhoneOnTheRealHub(t *testing.T) {
	overBoth(t, func(t *testing.T, dial dialer, running *hub.Hub) {
		furnish(t, administer(t, dial, running))
		var changes atomic.Int64
		ana := newAgent(t, dial, running)
		ana.options.OnPhone = func(change client.PhoneChange) {
			if change.Bot == loja {
				changes.Add(1)
			}
		}
		ana.Client = client.New(ana.options)
		ana.run()
		if err := ana.SetPresence(t.Context(), desk.Presence{Status: desk.Online}); err != nil {
			t.Fatal(err)
		}
		if err := ana.Send(t.Context(), to(readsSoon, "m-1"), readTemplate(t, ana)); err != nil {
			t.Fatal(err)
		}
		ana.waitReceipts("m-1", message.Consumed)
		rita := desk.ContactID(doc.ContactIdentity(readsSoon))
		act := client.PhoneAct{Contact: string(rita), Act: "reply", Text: "Veja", Media: &client.PhoneMedia{URI: "https://example.com/a.jpg", Type: "image/jpeg"}}
		if err := ana.ActOnPhone(t.Context(), act); err != nil {
			t.Fatal(err)
		}
		ana.waitFor("the picture", func(news desk.News) bool {
			said, is := news.(desk.ChatMessageNews)
			return is && said.Message.Kind == desk.ChatImage && said.Message.Text == "Veja"
		})
		phone, err := ana.Phone(t.Context(), rita, loja, 10)
		if err != nil || phone.State != client.PhoneOn || len(phone.Messages) != 2 {
			t.Fatalf("phone %+v, %v", phone, err)
		}
		active, picture := phone.Messages[0], phone.Messages[1]
		if active.Kind != desk.ChatTemplate || active.ID != "m-1" || active.Active == nil ||
			active.Active.Template.Name != "aviso_entrega" || active.Active.Message.Values["body.2"] != "A-778" {
			t.Errorf("the active message is %+v", active)
		}
		if picture.From != desk.FromCustomer || picture.Media == nil || picture.Media.URI != act.Media.URI {
			t.Errorf("the picture is %+v", picture)
		}
		if phone.Answers {
			t.Error("who reads soon and stays silent is said to answer")
		}
		if err := ana.ActOnPhone(t.Context(), client.PhoneAct{Contact: string(rita), Act: "talkative"}); err != nil {
			t.Fatal(err)
		}
		if phone, err = ana.Phone(t.Context(), rita, loja, 1); err != nil || !phone.Answers {
			t.Errorf("talkative: %+v, %v", phone, err)
		}
		phones, err := ana.Phones(t.Context())
		if err != nil || len(phones) != 1 || phones[0].Contact != rita || phones[0].Name != "Rita Lima" {
			t.Errorf("phones %+v, %v", phones, err)
		}
		if changes.Load() < 2 {
			t.Errorf("%d changes of the phone were told", changes.Load())
		}
		conversationOfTheReply(t, ana)
	})
}

// conversationOfTheReply begins with the active message that was answered.
func conversationOfTheReply(t *testing.T, ana *agent) {
	t.Helper()
	tickets, err := ana.Tickets(t.Context())
	if err != nil || len(tickets) != 1 || tickets[0].Answers != "m-1" || tickets[0].Why != ticket.WhyNoDirectTransfer {
		t.Fatalf("tickets %+v, %v", tickets, err)
	}
	page, more, err := ana.TicketMessages(t.Context(), desk.TicketID(tickets[0].ID), time.Time{}, 10)
	if err != nil || more || len(page) != 2 || page[1].Kind != desk.ChatTemplate || page[1].ID != "m-1" || page[1].From != desk.FromAgent ||
		page[1].AgentName != "Ana" || page[1].Active == nil || page[1].Active.Message.TemplateName != "aviso_entrega" {
		t.Errorf("conversation %+v, more %t, %v", page, more, err)
	}
}
