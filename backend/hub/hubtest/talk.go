package hubtest

import (
	"errors"
	"testing"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
	"activa/backend/ticket"
)

func talk(t *testing.T, s hub.Store) {
	inbound := hub.Inbound{Bot: bot, Contact: "rita", Ticket: "t1", InboundMessage: hub.InboundMessage{
		ID: "i1", Type: "text/plain", Content: []byte(`"oi"`), At: Noon}}
	first := hub.Outbound{Sender: "ana", ID: "m1", Handle: "h1", Bot: bot, Contact: "rita", Phone: "+5511", Ticket: "t1",
		Type: "text/plain", Content: []byte(`"bom dia"`), ReplyTo: "ana@activa.local/x", WrittenAt: Noon.Add(time.Second),
		Progress: message.NewProgress(Noon.Add(time.Second)).Apply(message.Receipt{Kind: message.Accepted, At: Noon.Add(time.Second)}),
		Handover: hub.HandoverWaiting, NextTryAt: Noon.Add(time.Second)}
	other := first
	other.ID, other.Handle, other.Ticket, other.WrittenAt = "m2", "h2", "t2", Noon.Add(2*time.Second)
	other.Progress.QueuedAt, other.NextTryAt = other.WrittenAt, other.WrittenAt
	update(t, s, func(tx hub.Tx) error {
		return errors.Join(tx.InsertInbound(inbound), tx.InsertOutbound(first), tx.InsertOutbound(other))
	})
	refused(t, s, hub.ErrConflict, func(tx hub.Tx) error { return tx.InsertOutbound(first) })
	same(t, view(t, s, func(r hub.Reader) (hub.Outbound, error) { return r.Outbound("ana", "m1") }), first)
	same(t, view(t, s, func(r hub.Reader) (hub.Outbound, error) { return r.OutboundByHandle("h2") }), other)
	same(t, view(t, s, func(r hub.Reader) ([]hub.Outbound, error) { return r.OutboundSince(other.WrittenAt) }), []hub.Outbound{other})
	waiting := func(at time.Time) []hub.Outbound {
		return view(t, s, func(r hub.Reader) ([]hub.Outbound, error) { return r.OutboundWaiting(at, 9) })
	}
	next := func() time.Time { return view(t, s, func(r hub.Reader) (time.Time, error) { return r.NextTry() }) }
	same(t, waiting(Noon), []hub.Outbound(nil))
	same(t, waiting(first.NextTryAt), []hub.Outbound{first})
	same(t, next(), first.NextTryAt)

	changed := first
	changed.Handover, changed.NextTryAt = hub.HandoverDone, time.Time{}
	changed.Progress = first.Progress.Apply(message.Receipt{Kind: message.Failed, At: Noon.Add(time.Minute), Reason: message.Reason{Code: 1, Description: "x"}})
	update(t, s, func(tx hub.Tx) error { return tx.UpdateOutbound(changed, first) })
	refused(t, s, hub.ErrConflict, func(tx hub.Tx) error { return tx.UpdateOutbound(changed, first) })
	same(t, next(), other.NextTryAt)

	update(t, s, func(tx hub.Tx) error {
		return errors.Join(tx.InsertTicket(ticket.Ticket{ID: "t1", Bot: bot, Contact: "rita", Status: ticket.Transferred, CreatedAt: Noon}),
			tx.InsertTicket(ticket.Ticket{ID: "t2", Bot: bot, Contact: "rita", Status: ticket.Open, Parent: "t1", Answers: "anaa1", CreatedAt: Noon}))
	})
	unread := func() int { return factsOf(t, s, "t2").Unread } // what it continues counts
	update(t, s, func(tx hub.Tx) error { return tx.NoteInbound("i1", Noon.Add(time.Second), time.Time{}) })
	same(t, unread(), 1)
	update(t, s, func(tx hub.Tx) error {
		return tx.NoteInbound("i1", Noon.Add(time.Minute), Noon.Add(time.Minute))
	})
	same(t, unread(), 0)
	refused(t, s, hub.ErrConflict, func(tx hub.Tx) error { return tx.NoteInbound("none", Noon, Noon) })
	same(t, view(t, s, func(r hub.Reader) (time.Time, error) { return r.LastInboundAt(bot, "rita") }), Noon)
	same(t, view(t, s, func(r hub.Reader) (time.Time, error) { return r.LastInboundAt(bot, "nobody") }), time.Time{})

	same(t, view(t, s, hub.Reader.LatestInstant), other.WrittenAt)

	conversation(t, s, first, changed.Progress)
}

func factsOf(t *testing.T, s hub.Store, id string) hub.TicketFacts {
	return view(t, s, func(r hub.Reader) (hub.TicketFacts, error) {
		one, err := r.Ticket(id)
		if err != nil {
			return hub.TicketFacts{}, err
		}
		return r.TicketFacts(one)
	})
}

// conversation asks for what was said: of one ticket, of those that go on from it, and over all.
func conversation(t *testing.T, s hub.Store, first hub.Outbound, progress message.Progress) {
	customers := hub.TicketMessage{ID: "i1", Ticket: "t1", Type: "text/plain", Content: []byte(`"oi"`), At: Noon,
		Progress: message.Progress{Delivery: message.Received, ReceivedAt: Noon.Add(time.Second), ConsumedAt: Noon.Add(time.Minute)}}
	agents := hub.TicketMessage{ID: "m1", Sender: "ana", Ticket: "t1", Type: "text/plain", Content: first.Content, At: first.WrittenAt, Progress: progress}
	agents.Progress.QueuedAt = time.Time{}
	said := func(skip, take int) []hub.TicketMessage {
		return view(t, s, func(r hub.Reader) ([]hub.TicketMessage, error) {
			return r.TicketMessages(hub.TicketMessagesQuery{Ticket: "t1", Skip: skip, Take: take})
		})
	}
	facts := factsOf(t, s, "t2")
	same(t, [2]int{facts.Number - facts.ParentNumber, factsOf(t, s, "t1").ParentNumber}, [2]int{1, 0})
	same(t, facts.CustomerWroteAt, Noon)
	same(t, facts.Last.ID, "m2")
	same(t, said(0, 9), []hub.TicketMessage{customers, agents})
	same(t, said(0, 1), []hub.TicketMessage{agents})
	same(t, said(1, 9), []hub.TicketMessage{customers})

	// The conversation over all tickets, with the active message that was taken; another contact's is apart.
	active, refusedOne := aSend("a1", "ana", "rita", Noon.Add(-time.Hour)), aSend("a2", "ana", "rita", Noon)
	refusedOne.Payload = nil
	unread := aSend("a3", "ana", "joao", Noon)
	unread.Progress = message.Progress{Delivery: message.Received, QueuedAt: Noon, ReceivedAt: Noon.Add(time.Second)}
	insert(t, s, active, refusedOne, unread)
	thread := view(t, s, func(r hub.Reader) ([]hub.TicketMessage, error) { return r.ThreadMessages(bot, "rita", 0, 9) })
	var ids []string
	for _, message := range thread {
		ids = append(ids, message.ID+"/"+message.Ticket)
	}
	same(t, ids, []string{"a1/", "i1/t1", "m1/t1", "m2/t2"})

	// A ticket's conversation goes back to what it continues and to the active message that it answers.
	idsBefore := func(before time.Time) (ids []string) {
		query := hub.TicketMessagesQuery{Ticket: "t2", Before: before, Take: 9}
		for _, message := range view(t, s, func(r hub.Reader) ([]hub.TicketMessage, error) { return r.TicketMessages(query) }) {
			ids = append(ids, message.ID)
		}
		return ids
	}
	same(t, idsBefore(time.Time{}), []string{"a1", "i1", "m1", "m2"})
	same(t, idsBefore(Noon.Add(2*time.Second)), []string{"a1", "i1", "m1"})
	same(t, idsBefore(Noon), []string{"a1"})

	same(t, view(t, s, func(r hub.Reader) ([]hub.Correspondent, error) {
		return r.Correspondents(bot, Noon.Add(-time.Minute), 9)
	}),
		[]hub.Correspondent{{Contact: "rita", At: Noon.Add(2 * time.Second)}, {Contact: "joao", At: Noon, Unread: 1}})
}
