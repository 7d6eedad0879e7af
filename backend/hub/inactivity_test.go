package hub_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/hub"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// closesAfter lets the bot close what is quiet for some hours.
func (w *world) closesAfter(hours int) {
	w.t.Helper()
	w.signIn("owner", doc.OwnerIdentity).must(w.t, "", lime.MethodSet, doc.ActivaNode, doc.PathBots, doc.Bot{
		Identity: "loja", Name: "Loja Azul", Number: "+551140000001", DirectTransfer: true, CloseAfterHours: doc.Number(hours)})
}

// writes is a customer's text, from one of the phones of this test.
func (w *world) writes(phone int, id string) {
	w.gateway.tell(w.t, hub.GatewayNews{Inbound: &hub.InboundMessage{ID: id, BotNumber: "+551140000001",
		Phone: fmt.Sprintf("+551190000%04d", phone), Type: lime.MediaTypeText, Content: []byte(`"oi"`), At: time.Now()}})
}

// finished are the tickets that are over, by how they ended.
func finished(t *testing.T, w *world) map[ticket.Closure][]ticket.Ticket {
	t.Helper()
	all, err := view(t, w, func(r hub.Reader) ([]ticket.Ticket, error) {
		return r.Tickets(hub.TicketQuery{Bots: []string{loja}, Finished: true, Take: 1000})
	})
	if err != nil {
		t.Fatal(err)
	}
	by := map[ticket.Closure][]ticket.Ticket{}
	for _, one := range all {
		by[one.Closure] = append(by[one.Closure], one)
	}
	return by
}

// TestInactivityIsExactThoughItsTimerIsLate: the hub's timer comes half a minute late; what is written at the
// very instant finds the ticket closed, what is written a millisecond before it is in time.
func TestInactivityIsExactThoughItsTimerIsLate(t *testing.T) {
	for name, c := range map[string]struct {
		after  time.Duration
		joined bool
	}{
		"a millisecond before": {2*time.Hour - time.Millisecond, true},
		"at the instant":       {2 * time.Hour, false},
		"a millisecond after":  {2*time.Hour + time.Millisecond, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := furnished(t)
				w.closesAfter(2)
				for _, p := range w.peers {
					p.cut()
				}
				w.end()
				w.simulate = func(options *hub.Options, _ hub.Store) {
					options.Until = func(time.Time) time.Duration { return 365 * 24 * time.Hour }
				}
				w.start()
				ana := w.agent("ana")
				w.writes(1, "i1")
				w.writes(2, "i2")
				time.Sleep(c.after - 15*time.Second) // the timer has looked at the time, and looks again in 15 s
				w.writes(3, "i3")                    // wakes it
				time.Sleep(15 * time.Second)
				tickets := allTickets(t, w)
				w.writes(1, "i4")
				ana.send(t, &lime.Message{ID: "m1", To: nodeOf(tickets[1].ID + "@" + doc.DeskDomain), Type: lime.MediaTypeText,
					Content: []byte(`"Olá"`)})
				synctest.Wait()
				if refused := strings.Contains(newsOf(ana), "ticket-already-ended"); refused == c.joined {
					t.Errorf("the agent's message was refused: %t", refused)
				}
				joined := allTickets(t, w)[0].ID == tickets[0].ID
				if joined != c.joined {
					t.Errorf("the customer's message joined: %t", joined)
				}
			})
		})
	}
}

// TestWhatFellDueWhileTheHubWasDownClosesWhenItStarts: before anybody signs in or writes.
func TestWhatFellDueWhileTheHubWasDownClosesWhenItStarts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		w.closesAfter(2)
		w.agent("ana")
		for phone := range 120 { // more than one look closes
			w.writes(phone, fmt.Sprint("i", phone))
		}
		time.Sleep(time.Hour)
		w.writes(7, "again")
		w.end()
		time.Sleep(90 * time.Minute)
		w.start()
		time.Sleep(time.Second)
		synctest.Wait()
		closed := finished(t, w)[ticket.ByInactivity]
		if open := allTickets(t, w); len(open) != 1 || open[0].Contact != "5511900000007@wa.gw.msging.net" || len(closed) != 119 {
			t.Errorf("%d are open, %d closed", len(open), len(closed))
		}
		for _, one := range closed {
			if one.EndedAt.IsZero() || time.Since(one.EndedAt) > 2*time.Second {
				t.Errorf("%s ended at %v", one.ID, one.EndedAt)
			}
		}
		time.Sleep(30 * time.Minute)
		synctest.Wait()
		if open := allTickets(t, w); len(open) != 0 {
			t.Errorf("%+v stays open", open)
		}
	})
}

// TestAnAdvancedClockClosesWhatFellDue: when the command is answered, it has happened. A clock that runs a
// thousand times as fast is not half a minute of the machine's time late.
func TestAnAdvancedClockClosesWhatFellDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := simulated(t)
		w.closesAfter(24)
		ana := w.agent("ana")
		reply := func() {
			ana.must(t, "", lime.MethodSet, doc.SimulatorNode, doc.PathPhone, doc.PhoneAct{Act: "reply", Phone: "+5521998765432", Text: "Oi"})
		}
		reply()
		ana.clock(t, doc.Clock{AdvanceSeconds: 24*3600 - 1})
		if len(allTickets(t, w)) != 1 {
			t.Error("it was closed a second before its time")
		}
		ana.clock(t, doc.Clock{AdvanceSeconds: 1})
		if closed := finished(t, w)[ticket.ByInactivity]; len(closed) != 1 || len(allTickets(t, w)) != 0 {
			t.Errorf("closed are %+v", closed)
		}
		ana.clock(t, doc.Clock{Factor: 1000})
		reply()
		time.Sleep(24*3600*time.Second/1000 - 2*time.Millisecond)
		if len(allTickets(t, w)) != 1 {
			t.Error("it was closed two seconds before its time")
		}
		time.Sleep(3 * time.Millisecond)
		synctest.Wait()
		if len(allTickets(t, w)) != 0 {
			t.Error("it is not closed a second after its time")
		}
	})
}

// TestWritingAtTheEdgeOfInactivity: customers, agents and the timer at the same instants. Nothing is lost: each
// message is in one ticket, and each customer has at most one that is not over.
func TestWritingAtTheEdgeOfInactivity(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const customers, rounds = 6, 5
		w := furnished(t)
		w.closesAfter(1)
		ana := w.agent("ana")
		for c := range customers {
			w.writes(c, fmt.Sprint("first", c))
		}
		for round := range rounds {
			time.Sleep(time.Hour - time.Duration(round%2)*time.Millisecond)
			tickets := allTickets(t, w)
			var all sync.WaitGroup
			for c := range customers {
				all.Go(func() { w.writes(c, fmt.Sprintf("i%d-%d", c, round)) })
			}
			for i, one := range tickets {
				all.Go(func() {
					ana.send(t, &lime.Message{ID: fmt.Sprintf("m%d-%d", i, round), To: nodeOf(one.ID + "@" + doc.DeskDomain),
						Type: lime.MediaTypeText, Content: []byte(`"Olá"`)})
				})
			}
			all.Wait()
			synctest.Wait()
		}
		over := finished(t, w)
		if len(allTickets(t, w)) != customers || len(over[ticket.ByInactivity]) == 0 || len(over) != 1 {
			t.Fatalf("%d are open, over are %v", len(allTickets(t, w)), over)
		}
		said := 0
		for _, one := range append(allTickets(t, w), over[ticket.ByInactivity]...) {
			messages, err := view(t, w, func(r hub.Reader) ([]hub.TicketMessage, error) {
				return r.TicketMessages(hub.TicketMessagesQuery{Ticket: one.ID, Take: 100})
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, message := range messages {
				if message.Sender == "" {
					said++
				}
			}
		}
		if want := customers * (rounds + 1); said != want {
			t.Errorf("the tickets hold %d messages of customers, want %d", said, want)
		}
	})
}
