package hub_test

import (
	"encoding/json"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/hub"
	"activa/backend/lime"
)

// TestWhatStandsOnAPhone plays a customer and the agent, and looks at the phone between.
func TestWhatStandsOnAPhone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := simulated(t)
		ana := w.agent("ana")
		ana.must(t, "", lime.MethodSubscribe, doc.SimulatorNode, doc.PathPhones, nil)
		act := func(act doc.PhoneAct) {
			act.Contact = joao
			time.Sleep(time.Second) // the order is that of time
			ana.must(t, "", lime.MethodSet, doc.SimulatorNode, doc.PathPhone, act)
			synctest.Wait()
		}
		act(doc.PhoneAct{Act: "off"})
		ana.send(t, ana.templateMessage(loja, joao, "m1", "aviso_entrega", "pt_BR", "João", "A-7"))
		synctest.Wait()
		if phone := ana.phone(t); phone.State != doc.PhoneOff || len(phone.Messages) != 0 {
			t.Errorf("a phone that is off shows %+v", phone)
		}
		act(doc.PhoneAct{Act: "on"})
		phone := ana.phone(t)
		if phone.State != doc.PhoneOn || len(phone.Messages) != 1 || phone.BotName != "Loja Azul" || phone.Name != "" {
			t.Fatalf("switched on, it shows %+v", phone)
		}
		first := phone.Messages[0]
		if first.ID != "m1" || first.Sent == nil || len(first.Sent.Template) == 0 || first.Sent.Values["body.2"] != "A-7" || !first.Consumed.IsZero() {
			t.Errorf("the active message is %+v", first)
		}
		if listed := ana.listedPhone(t); listed.Unread != 1 || listed.Character != "prompt" {
			t.Errorf("unread, the list has %+v", listed)
		}
		act(doc.PhoneAct{Act: "read"})
		act(doc.PhoneAct{Act: "reply", Text: "Veja", Media: &doc.MediaLink{URI: "https://example.com/a.jpg", Type: "image/jpeg"}})
		act(doc.PhoneAct{Act: "type"})
		w.answer(t, ana)
		phone = ana.phone(t)
		if len(phone.Messages) != 3 {
			t.Fatalf("it shows %+v", phone.Messages)
		}
		picture, answer := phone.Messages[1], phone.Messages[2]
		if picture.Direction != doc.DirectionReceived || picture.Type != doc.MediaTypeMediaLink || picture.Consumed.IsZero() {
			t.Errorf("the picture is %+v", picture)
		}
		if answer.Direction != doc.DirectionSent || answer.Agent != "ana@activa.local" || phone.Messages[0].Consumed.IsZero() {
			t.Errorf("the answer is %+v", answer)
		}
		if listed := ana.listedPhone(t); listed.Contact != joao || listed.At.IsZero() || listed.Unread != 0 {
			t.Errorf("read to the end, the list has %+v", listed)
		}
	})
}

// listedPhone is the one phone of the list.
func (p *peer) listedPhone(t *testing.T) doc.Phone {
	t.Helper()
	var list doc.Collection
	if err := json.Unmarshal(p.must(t, "", lime.MethodGet, doc.SimulatorNode, doc.PathPhones, nil), &list); err != nil {
		t.Fatal(err)
	}
	phones, _ := doc.Items[doc.Phone](list)
	if len(phones) != 1 {
		t.Fatalf("phones %+v", phones)
	}
	return phones[0]
}

// TestWhoIsSilentStaysSilentAfterARestart, and who was made talkative stays so; nothing that silence kept back
// is written after all.
func TestWhoIsSilentStaysSilentAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := simulated(t)
		ana := w.agent("ana")
		act := func(kind string) {
			t.Helper()
			ana.must(t, "", lime.MethodSet, doc.SimulatorNode, doc.PathPhone, doc.PhoneAct{Act: kind, Contact: joao})
		}
		restart := func() {
			t.Helper()
			w.end()
			w.startSimulated()
			ana = w.agent("ana")
			synctest.Wait()
		}
		tickets := func() bool {
			_, err := view(t, w, func(r hub.Reader) (bool, error) { _, err := r.UnfinishedTicket(loja, joao); return true, err })
			return err == nil
		}
		if ana.send(t, ana.templateMessage(loja, joao, "m1", "ola", "pt_BR")); bool(ana.phone(t).Answers) {
			t.Error("who reads soon and stays silent is said to answer")
		}
		act("talkative")
		act("silent")
		time.Sleep(time.Hour)
		restart()
		if ana.phone(t).Answers {
			t.Error("after the restart they answer")
		}
		act("talkative")
		restart()
		if !ana.phone(t).Answers {
			t.Error("after the restart they do not answer")
		}
		time.Sleep(time.Hour)
		if tickets() {
			t.Error("what was kept back was written")
		}
		ana.send(t, ana.templateMessage(loja, joao, "m2", "ola", "pt_BR"))
		time.Sleep(time.Hour)
		if !tickets() {
			t.Error("who is talkative did not answer")
		}
	})
}

func (p *peer) phone(t *testing.T) (phone doc.Phone) {
	t.Helper()
	raw := p.must(t, "", lime.MethodGet, doc.SimulatorNode, doc.PhoneURI(joao, "", 50), nil)
	if err := json.Unmarshal(raw, &phone); err != nil {
		t.Fatal(err)
	}
	return phone
}

// answer lets an agent read what the customer wrote, write back, and be seen writing; the phones that were
// pushed tell all of it.
func (w *world) answer(t *testing.T, ana *peer) {
	t.Helper()
	var id, message string
	var typing bool
	for _, envelope := range ana.take() {
		came, is := envelope.(*lime.Message)
		switch {
		case is && came.Type == doc.MediaTypeChatState:
			typing = true
		case is && came.Type == doc.MediaTypeMediaLink:
			id, message = came.From.Name, came.ID
		}
	}
	if id == "" || !typing {
		t.Fatalf("ana was told of the ticket %q, typing %t", id, typing)
	}
	node := nodeOf(id + "@" + doc.DeskDomain)
	ana.send(t, &lime.Notification{ID: message, To: node, Event: lime.EventConsumed})
	ana.send(t, &lime.Message{To: node, Type: doc.MediaTypeChatState, Content: json.RawMessage(`{"state":"composing"}`)})
	synctest.Wait()
	seen := 0
	for _, envelope := range ana.take() {
		came, is := envelope.(*lime.Message)
		if !is || came.Type != doc.MediaTypePhone {
			continue
		}
		var phone doc.Phone
		if err := json.Unmarshal(came.Content, &phone); err != nil || phone.Contact != joao {
			t.Errorf("pushed %s", came.Content)
		}
		if seen++; bool(phone.Typing) != (seen == 2) {
			t.Errorf("push %d is %s", seen, came.Content)
		}
	}
	if seen != 2 {
		t.Errorf("%d pushes of the phone", seen)
	}
	time.Sleep(time.Second)
	ana.send(t, &lime.Message{ID: "a1", To: node, Type: lime.MediaTypeText, Content: json.RawMessage(`"Bonito!"`)})
	synctest.Wait()
	ana.must(t, "", lime.MethodSet, doc.SimulatorNode, doc.PathPhone, doc.PhoneAct{Act: "read", Contact: joao})
	synctest.Wait()
}
