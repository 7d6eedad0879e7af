package desktest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
	"activa/backend/ticket"
)

// Kept is an unfinished ticket with everything that can be stored of one.
func Kept(id string) desk.KeptTicket {
	last := Said(desk.TicketID(id), "last", 3)
	kept := desk.KeptTicket{ReadUpTo: began, CountedUpTo: began.Add(time.Second), Counted: "last", Whole: true}
	kept.Ticket = desk.Ticket{
		Ticket: ticket.Ticket{
			ID: id, Bot: "b", Contact: "c1", Status: ticket.Waiting, Queue: "Default", Agent: "ana", ReservedFor: "bruno",
			Why: ticket.WhySenderPaused, Answers: "m1", Parent: "t0", Priority: 2,
			Tags: []string{"uno", "dos"}, CreatedAt: began, TakenAt: began.Add(time.Minute),
		},
		Number: 7, AgentName: "Ana", Unread: 3, Last: &last, CustomerWroteAt: began.Add(2 * time.Second),
		Contact: desk.Contact{ID: "c1", Name: "Rita", Phone: "+55", Email: "r@example.org", Fields: map[string]string{"pedido": "A"}},
	}
	return kept
}

// Said is a customer's message, so many seconds after the beginning.
func Said(of desk.TicketID, id string, seconds int) desk.ChatMessage {
	return desk.ChatMessage{
		ID: desk.MessageID(id), Ticket: of, From: desk.FromCustomer, Kind: desk.ChatText, Text: "Olá " + id,
		At: began.Add(time.Duration(seconds) * time.Second), Progress: message.Progress{Delivery: message.Received},
	}
}

func testTickets(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	one, two := Kept("t1"), Kept("t2")
	commit(t, store, desk.Commit{Revision: 1, Tickets: []desk.KeptTicket{one, two, Kept("t3")}, Unsent: []desk.UnsentText{
		{Ticket: "t1", Text: "Su pedido", InReply: "m1"}, {Ticket: "t2", Text: "x"}}})
	two.Status, two.Unread, two.Last, two.Tags, two.Contact.Fields = ticket.Open, 0, nil, nil, nil
	commit(t, store, desk.Commit{Revision: 2, Tickets: []desk.KeptTicket{two}, TicketsGone: []desk.TicketID{"t3", "t9"},
		Unsent: []desk.UnsentText{{Ticket: "t1", Text: "Su pedido llega", InReply: "m2"}, {Ticket: "t2"}}})
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	store = open(t)
	defer closed(t, store)
	loaded := load(t, store, began)
	same(t, "tickets", loaded.Tickets, []desk.KeptTicket{one, two})
	same(t, "unsent", loaded.Unsent, map[desk.TicketID]desk.UnsentText{"t1": {Ticket: "t1", Text: "Su pedido llega", InReply: "m2"}})
}

// testConversation: what was said is read page by page, in its order, and what is missing is forgotten.
func testConversation(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	defer closed(t, store)
	picture := Said("t1", "m4", 4)
	picture.Kind, picture.Media = desk.ChatImage, &desk.ChatMedia{URI: "https://x", ContentType: "image/png", Name: "a.png", Size: 9}
	picture.Place, picture.InReply = &desk.ChatPlace{Latitude: -23.5, Longitude: 1, Name: "n", Address: "a"}, "m1"
	var writes []desk.ChatWrite
	for _, m := range []desk.ChatMessage{
		Said("t1", "m3", 2), Said("t1", "m1", 1), Said("t1", "m2", 2), Said("t2", "m1", 1), picture,
	} {
		writes = append(writes, desk.ChatWrite{Now: m})
	}
	commit(t, store, desk.Commit{Revision: 1, Chat: writes})
	page := func(before time.Time, limit int, more bool, want ...desk.MessageID) []desk.ChatMessage {
		t.Helper()
		messages, older, err := store.ChatPage(t.Context(), "t1", before, limit)
		var got []desk.MessageID
		for _, m := range messages {
			got = append(got, m.ID)
		}
		if err != nil || older != more {
			t.Errorf("page before %v: more %v, %v", before, older, err)
		}
		same(t, fmt.Sprint("page before ", before), got, want)
		return messages
	}
	messages := page(time.Time{}, 10, false, "m1", "m3", "m2", "m4") // of one instant: as they were stored
	same(t, "picture", messages[3], picture)
	active := Said("t3", "m9", 9)
	active.Kind = desk.ChatTemplate
	template, err := message.ReadTemplate([]byte(`{"name":"aviso","language":"es","status":"APPROVED","category":"UTILITY","components":[{"type":"BODY","text":"Hola {{1}}"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	active.Active = &desk.SentRecord{Progress: active.Progress, Template: template, Message: message.ActiveMessage{
		ID: "m9", Agent: "ana", TemplateName: "aviso", TemplateLanguage: "es", Values: message.Values{"body.1": "Rita"}, ComposedAt: began}}
	commit(t, store, desk.Commit{Revision: 2, Chat: []desk.ChatWrite{{Now: active}}})
	stored, err := store.ChatMessage(t.Context(), "t3", "m9")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "active message", stored, active)
	page(time.Time{}, 2, true, "m2", "m4")
	page(began.Add(2*time.Second), 2, false, "m1")
	read := messages[0]
	read.Progress = read.Progress.Apply(message.Receipt{Kind: message.Consumed, At: began})
	commit(t, store, desk.Commit{Revision: 2, Chat: []desk.ChatWrite{{Now: read}}})
	unread, err := store.UnreadChat(t.Context(), "t1")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "unread", unread, messages[1:])
	if found, err := store.ChatMessage(t.Context(), "t2", "m1"); err != nil || found.Ticket != "t2" {
		t.Errorf("m1 of t2 is %+v, %v", found, err)
	}
	if _, err := store.ChatMessage(t.Context(), "t2", "m4"); fault.CodeOf(err) != desk.MessageUnknown {
		t.Errorf("a message of another ticket gives %v", err)
	}
	commit(t, store, desk.Commit{Revision: 3, ChatTrimmed: []desk.ChatTrim{{Ticket: "t1", Before: began.Add(2 * time.Second)}}})
	page(time.Time{}, 10, false, "m3", "m2", "m4")
	commit(t, store, desk.Commit{Revision: 4, ChatTrimmed: []desk.ChatTrim{{Ticket: "t1"}}})
	page(time.Time{}, 10, false)
}

// testChatOutbox: a row is written only if it is still where the desk believes it is, and is never trimmed.
func testChatOutbox(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	mine := Said("t1", "a1", 5)
	mine.From, mine.Agent, mine.AgentName, mine.Progress = desk.FromAgent, "ana", "Ana", message.NewProgress(began)
	row := desk.ChatOutboxRow{ID: "a1", Stage: desk.OutboxWaiting}
	commit(t, store, desk.Commit{Revision: 1, Chat: []desk.ChatWrite{{Now: mine, Outbox: &row}, {Now: Said("t1", "m1", 1)}}})
	handed := desk.ChatOutboxRow{ID: "a1", Stage: desk.OutboxHanded, HandedAt: began, NextAt: began.Add(time.Minute), Tries: 2}
	for name, write := range map[string]desk.ChatWrite{
		"new twice": {Now: mine, Outbox: &row}, "another stage": {Now: mine, Outbox: &handed, Stage: desk.OutboxHanded},
		"believed gone": {Now: mine},
	} {
		if err := store.Commit(t.Context(), desk.Commit{Revision: 2, Chat: []desk.ChatWrite{write}}); !errors.Is(err, desk.ErrConflict) {
			t.Errorf("%s: %v, want ErrConflict", name, err)
		}
	}
	commit(t, store, desk.Commit{Revision: 2, Chat: []desk.ChatWrite{{Now: mine, Outbox: &handed, Stage: desk.OutboxWaiting}},
		ChatTrimmed: []desk.ChatTrim{{Ticket: "t1"}}})
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	store = open(t)
	defer closed(t, store)
	same(t, "outbox", load(t, store, began).ChatOutbox, []desk.ChatSend{{Message: mine, Row: handed}})
	mine.Progress = mine.Progress.Apply(message.Receipt{Kind: message.Failed, At: began, Reason: message.Reason{Code: 131047, Description: "late"}})
	commit(t, store, desk.Commit{Revision: 3, Chat: []desk.ChatWrite{{Now: mine, Stage: desk.OutboxHanded}}})
	if rows := load(t, store, began).ChatOutbox; len(rows) != 0 {
		t.Errorf("the outbox still holds %+v", rows)
	}
	found, err := store.ChatMessage(t.Context(), "", "a1")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "message", found, mine)
}
