package hubtest

import (
	"errors"
	"testing"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/hub"
	"activa/backend/message"
	"activa/backend/ticket"
)

// insert stores sends and gives them back with their change numbers.
func insert(t *testing.T, s hub.Store, sends ...hub.Send) []hub.Send {
	t.Helper()
	update(t, s, func(tx hub.Tx) (err error) {
		for i := range sends {
			if sends[i].Change, err = tx.InsertSend(sends[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return sends
}

func sends(t *testing.T, s hub.Store) {
	stored := insert(t, s, aSend("1", "ana", "rita", Noon), aSend("1", "rui", "rita", Noon.Add(time.Minute)),
		aSend("2", "ana", "joao", Noon.Add(-80*time.Hour)))
	campaign := aSend("3", "ana", "rita", Noon.Add(time.Hour))
	campaign.Campaign, campaign.CampaignNote = "c3", []byte(`{"a":1}`)
	campaign.Progress = campaign.Progress.Apply(message.Receipt{Kind: message.Failed, At: Noon.Add(time.Hour),
		Reason: message.Reason{Code: 1602, Description: "busy"}})
	stored = append(stored, insert(t, s, campaign)...)
	for i := 1; i < len(stored); i++ {
		if stored[i].Change <= stored[i-1].Change {
			t.Fatal("change numbers do not grow")
		}
	}
	refused(t, s, hub.ErrConflict, func(tx hub.Tx) error { _, err := tx.InsertSend(aSend("1", "ana", "x", Noon)); return err })

	same(t, view(t, s, func(r hub.Reader) (hub.Send, error) { return r.Send("rui", "1") }), stored[1])
	same(t, view(t, s, func(r hub.Reader) (hub.Send, error) { return r.SendByHandle("ana2") }), stored[2])
	same(t, view(t, s, func(r hub.Reader) (hub.Send, error) { return r.SendOfCampaign("c3") }), stored[3])
	refused(t, s, hub.ErrNotFound, func(tx hub.Tx) error { _, err := tx.SendOfCampaign(""); return err })

	since := func(query hub.SentQuery) []hub.Send {
		return view(t, s, func(r hub.Reader) ([]hub.Send, error) { return r.SentSince(query) })
	}
	same(t, since(hub.SentQuery{Sender: "ana", Take: 9}), []hub.Send{stored[0], stored[2], stored[3]})
	same(t, since(hub.SentQuery{Sender: "ana", Take: 9, VisibleSince: Noon.Add(-72 * time.Hour)}), []hub.Send{stored[0], stored[3]})
	same(t, since(hub.SentQuery{AfterChange: stored[0].Change, Take: 2}), []hub.Send{stored[1], stored[2]})
	same(t, view(t, s, func(r hub.Reader) ([]hub.Send, error) { return r.SendsTo("rita", Noon, 2) }), []hub.Send{stored[3], stored[1]})
	last := func(contact string) time.Time {
		return view(t, s, func(r hub.Reader) (time.Time, error) { return r.LastSentTo(contact) })
	}
	same(t, []time.Time{last("rita"), last("nobody")}, []time.Time{Noon.Add(time.Minute), {}}) // the later one failed
	same(t, view(t, s, func(r hub.Reader) ([]hub.Send, error) {
		return r.Campaigns(hub.CampaignQuery{Bot: bot, Agent: "ana", Take: 9})
	}), []hub.Send{stored[3]})
	same(t, len(view(t, s, func(r hub.Reader) ([]hub.Send, error) {
		return r.Campaigns(hub.CampaignQuery{Bot: bot, Agent: "rui", Take: 9})
	})), 0)

	inbound := hub.Inbound{Bot: bot, Contact: "rita", Ticket: "t1", InboundMessage: hub.InboundMessage{
		ID: "i1", Type: "text/plain", Content: []byte(`"oi"`), InReplyTo: "ana1", Payload: "ana1|0", At: Noon}}
	update(t, s, func(tx hub.Tx) error { return tx.InsertInbound(inbound) })
	refused(t, s, hub.ErrConflict, func(tx hub.Tx) error { return tx.InsertInbound(inbound) })
	same(t, view(t, s, func(r hub.Reader) (hub.Inbound, error) { return r.Inbound("i1") }), inbound)
}

func conditionalSends(t *testing.T, s hub.Store) {
	send := insert(t, s, aSend("1", "ana", "rita", Noon))[0]
	stale := send
	send.Progress = send.Progress.Apply(message.Receipt{Kind: message.Consumed, At: Noon.Add(time.Second)}).Replied(Noon.Add(time.Minute))
	send.Handover, send.NextTryAt = hub.HandoverDone, time.Time{}
	update(t, s, func(tx hub.Tx) (err error) { send.Change, err = tx.UpdateSend(send); return err })
	if send.Change <= stale.Change {
		t.Fatal("an update did not get a new change number")
	}
	refused(t, s, hub.ErrConflict, func(tx hub.Tx) error { _, err := tx.UpdateSend(stale); return err })
	same(t, view(t, s, func(r hub.Reader) (hub.Send, error) { return r.Send("ana", "1") }), send)
}

func handovers(t *testing.T, s hub.Store) {
	late := aSend("2", "ana", "rita", Noon)
	late.NextTryAt = Noon.Add(time.Minute)
	stored := insert(t, s, aSend("1", "ana", "rita", Noon), late)
	due := func(at time.Time) []hub.Send {
		return view(t, s, func(r hub.Reader) ([]hub.Send, error) { return r.HandoverWaiting(at, 9) })
	}
	next := func() time.Time { return view(t, s, func(r hub.Reader) (time.Time, error) { return r.NextTry() }) }
	same(t, due(Noon), stored[:1])
	same(t, next(), Noon)
	begin := func(tx hub.Tx) error {
		return tx.SetHandover("ana1", hub.HandoverBegun, hub.HandoverWaiting, time.Time{})
	}
	update(t, s, begin)
	refused(t, s, hub.ErrConflict, begin)
	same(t, next(), Noon.Add(time.Minute))
	same(t, due(Noon.Add(time.Minute)), stored[1:])
	same(t, view(t, s, func(r hub.Reader) (hub.Send, error) { return r.Send("ana", "1") }).Change, stored[0].Change)
	update(t, s, func(tx hub.Tx) error {
		return tx.SetHandover("ana2", hub.HandoverDone, hub.HandoverWaiting, time.Time{})
	})
	same(t, next(), time.Time{})
}

func tickets(t *testing.T, s hub.Store) {
	waiting := ticket.Ticket{ID: "t1", Bot: bot, Contact: "rita", Status: ticket.Waiting, Queue: "Default", ReservedFor: "ana",
		Why: ticket.WhySenderOffline, Answers: "1", Priority: 3, CreatedAt: Noon}
	update(t, s, func(tx hub.Tx) error {
		return errors.Join(tx.InsertTicket(waiting), tx.AddTicketHistory([]ticket.Entry{{Ticket: "t1", At: Noon, Action: ticket.Created}}))
	})
	second := waiting
	second.ID = "t2"
	refused(t, s, hub.ErrConflict, func(tx hub.Tx) error { return tx.InsertTicket(second) })
	same(t, view(t, s, func(r hub.Reader) (ticket.Ticket, error) { return r.UnfinishedTicket(bot, "rita") }), waiting)
	same(t, view(t, s, func(r hub.Reader) ([]ticket.Ticket, error) { return r.ReservedTickets("ana") }), []ticket.Ticket{waiting})

	open := waiting
	open.Status, open.Agent, open.ReservedFor, open.TakenAt = ticket.Open, "ana", "", Noon
	update(t, s, func(tx hub.Tx) error { return tx.UpdateTicket(open, waiting) })
	refused(t, s, hub.ErrConflict, func(tx hub.Tx) error { return tx.UpdateTicket(open, waiting) })
	same(t, view(t, s, func(r hub.Reader) (hub.Workload, error) { return r.Workload("ana") }), hub.Workload{Open: 1, LastGivenAt: Noon})
	same(t, view(t, s, func(r hub.Reader) (hub.Workload, error) { return r.Workload("nobody") }), hub.Workload{})
	history := ticket.Entry{Ticket: "t1", At: Noon.Add(time.Second), By: "sofia", Action: ticket.HandedOver, From: "ana", To: "rui", Note: "férias"}
	update(t, s, func(tx hub.Tx) error { return tx.AddTicketHistory([]ticket.Entry{history}) })
	same(t, view(t, s, func(r hub.Reader) ([]ticket.Entry, error) { return r.TicketHistory("t1") }),
		[]ticket.Entry{{Ticket: "t1", At: Noon, Action: ticket.Created}, history})

	closed := open
	closed.Status, closed.Closure, closed.EndedAt = ticket.Closed, ticket.ByAgent, Noon.Add(time.Minute)
	closed.Tags = []string{"venda", "a,b"}
	update(t, s, func(tx hub.Tx) error { return errors.Join(tx.UpdateTicket(closed, open), tx.InsertTicket(second)) })
	for text, want := range map[string][]ticket.Ticket{
		"status eq 'waiting'":                             {second},
		doc.UnfinishedTicketsOf("Rita"):                   {second},
		"customerIdentity eq 'joao'":                      nil,
		"status eq 'open' or status eq 'waiting'":         {second},
		"storagedate gt datetimeoffset'2026-11-22T12:00'": nil,
	} {
		filter, err := doc.ParseFilter(text)
		if err != nil {
			t.Fatal(err)
		}
		same(t, view(t, s, func(r hub.Reader) ([]ticket.Ticket, error) {
			return r.Tickets(hub.TicketQuery{Bots: []string{bot}, Filter: filter, Take: 9})
		}), want)
	}
	same(t, view(t, s, func(r hub.Reader) ([]ticket.Ticket, error) {
		return r.Tickets(hub.TicketQuery{Bots: []string{bot}, Filter: doc.Is("status", "ClosedAttendant"), Finished: true, Take: 9})
	}), []ticket.Ticket{closed})
	same(t, view(t, s, func(r hub.Reader) ([]ticket.Ticket, error) { return r.WaitingTickets(bot) }), []ticket.Ticket(nil))
	free := second
	free.ReservedFor = ""
	update(t, s, func(tx hub.Tx) error { return tx.UpdateTicket(free, second) })
	same(t, view(t, s, func(r hub.Reader) ([]ticket.Ticket, error) { return r.WaitingTickets(bot) }), []ticket.Ticket{free})
}

func quietTickets(t *testing.T, s hub.Store) {
	open := func(id, of string, at time.Duration) ticket.Ticket {
		return ticket.Ticket{ID: id, Bot: of, Contact: id, Status: ticket.Open, Agent: "ana", CreatedAt: Noon, ActiveAt: Noon.Add(at)}
	}
	first, second, third := open("t1", bot, time.Hour), open("t2", bot, time.Minute), open("t3", bot, time.Minute)
	waiting, other := open("t4", bot, 0), open("t5", "outra@msging.net", 0)
	waiting.Status, waiting.Agent = ticket.Waiting, ""
	update(t, s, func(tx hub.Tx) error {
		return errors.Join(tx.InsertTicket(first), tx.InsertTicket(second), tx.InsertTicket(third), tx.InsertTicket(waiting), tx.InsertTicket(other))
	})
	quietest := func(take int) []ticket.Ticket {
		return view(t, s, func(r hub.Reader) ([]ticket.Ticket, error) { return r.QuietestTickets(bot, take) })
	}
	same(t, quietest(9), []ticket.Ticket{second, third, first})
	same(t, quietest(2), []ticket.Ticket{second, third})
	second.ActiveAt = Noon.Add(2 * time.Hour)
	update(t, s, func(tx hub.Tx) error {
		return errors.Join(tx.NoteActivity("t2", second.ActiveAt), tx.NoteActivity("t3", Noon)) // it never goes back
	})
	same(t, quietest(9), []ticket.Ticket{third, first, second})
	closed := third
	closed.Status, closed.Closure, closed.EndedAt = ticket.Closed, ticket.ByInactivity, Noon.Add(3*time.Hour)
	update(t, s, func(tx hub.Tx) error { return tx.UpdateTicket(closed, third) })
	same(t, quietest(9), []ticket.Ticket{first, second})
	same(t, view(t, s, func(r hub.Reader) (ticket.Ticket, error) { return r.Ticket("t3") }), closed)
}

func ticketsShown(t *testing.T, s hub.Store) {
	agents := []string{"", "ana", "rui"}
	var all []ticket.Ticket
	for _, status := range []ticket.Status{ticket.Waiting, ticket.Open, ticket.Closed, ticket.Transferred} {
		for _, agent := range agents {
			for _, reserved := range agents {
				id := string(status) + "-" + agent + "-" + reserved
				one := ticket.Ticket{ID: id, Bot: bot, Contact: id, Status: status, Queue: "Q", Agent: agent, ReservedFor: reserved, CreatedAt: Noon}
				other := one
				other.ID, other.Contact, other.Queue = id+"-R", id+"-R", "R"
				all = append(all, one, other)
			}
		}
	}
	update(t, s, func(tx hub.Tx) error {
		for _, one := range all {
			if err := tx.InsertTicket(one); err != nil {
				return err
			}
		}
		return nil
	})
	for _, queues := range [][]string{nil, {"Q"}, {"R", "S"}} {
		for _, finished := range []bool{false, true} {
			var want []ticket.Ticket
			for _, one := range all {
				account := ticket.Account{Identity: "ana", Role: ticket.RoleAgent, Bots: []string{bot}, Queues: queues}
				if ticket.CanSee(one, account) && one.Unfinished() != finished {
					want = append(want, one)
				}
			}
			same(t, view(t, s, func(r hub.Reader) ([]ticket.Ticket, error) {
				return r.Tickets(hub.TicketQuery{Bots: []string{bot}, ShownTo: "ana", Queues: queues, Finished: finished, Take: 99})
			}), want)
		}
	}
}
