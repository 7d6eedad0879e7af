package hub_test

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/hub"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// allTickets are the unfinished tickets of the bot.
func allTickets(t *testing.T, w *world) []ticket.Ticket {
	t.Helper()
	all, err := view(t, w, func(r hub.Reader) ([]ticket.Ticket, error) {
		return r.Tickets(hub.TicketQuery{Bots: []string{loja}, Take: 100})
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestManyCustomersWriteAtOnce: each has one ticket with all they wrote, nobody is given more than they may
// have, and nobody who is free is left out.
func TestManyCustomersWriteAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const customers, each = 8, 3
		w := furnished(t)
		sofia := w.agent("sofia")
		sofia.must(t, loja, lime.MethodSet, doc.DeskNode, doc.ConfigurationURI(loja), map[string]string{"AgentSlots": "2"})
		w.agent("ana")
		w.agent("rui")
		var all sync.WaitGroup
		for c := range customers {
			for m := range each {
				all.Go(func() {
					w.gateway.tell(t, hub.GatewayNews{Inbound: &hub.InboundMessage{ID: fmt.Sprintf("i%d-%d", c, m), BotNumber: "+551140000001",
						Phone: fmt.Sprintf("+551190000000%d", c), Type: lime.MediaTypeText, Content: []byte(`"oi"`), At: time.Now()}})
				})
			}
		}
		all.Wait()
		synctest.Wait()
		tickets := allTickets(t, w)
		if len(tickets) != customers {
			t.Fatalf("%d tickets of %d customers", len(tickets), customers)
		}
		open := map[string]int{}
		for _, one := range tickets {
			if one.Status == ticket.Open {
				open[one.Agent]++
			}
			said, err := view(t, w, func(r hub.Reader) ([]hub.TicketMessage, error) {
				return r.TicketMessages(hub.TicketMessagesQuery{Ticket: one.ID, Take: 100})
			})
			if err != nil || len(said) != each {
				t.Errorf("ticket %s holds %d messages, %v", one.ID, len(said), err)
			}
		}
		if open["ana@activa.local"] != 2 || open["rui@activa.local"] != 2 || len(open) != 2 {
			t.Errorf("open are %v, want two each", open)
		}
	})
}

// TestRepliesWhileTheLineIsLost: within 60 s the reply is given to the agent as if they were there, after it
// the ticket waits for them alone; whenever they come back they have them all.
func TestRepliesWhileTheLineIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		ana := w.agent("ana")
		w.agent("rui")
		contact := func(n int) string { return fmt.Sprintf("551190000000%d@wa.gw.msging.net", n) }
		for n := range 4 {
			ana.send(t, ana.templateMessage(loja, contact(n), fmt.Sprint("m", n), "ola", "pt_BR"))
		}
		synctest.Wait()
		ana.cut()
		<-ana.gone
		synctest.Wait()
		reply := func(from, to int) {
			var all sync.WaitGroup
			for n := from; n < to; n++ {
				all.Go(func() {
					w.gateway.tell(t, hub.GatewayNews{Inbound: &hub.InboundMessage{ID: fmt.Sprint("i", n), BotNumber: "+551140000001",
						Contact: contact(n), Type: lime.MediaTypeText, Content: []byte(`"oi"`), At: time.Now()}})
				})
			}
			all.Wait()
		}
		time.Sleep(hub.PresenceGrace - time.Millisecond)
		reply(0, 2)
		time.Sleep(time.Millisecond)
		reply(2, 4)
		synctest.Wait()
		count := map[string]int{}
		for _, one := range allTickets(t, w) {
			count[fmt.Sprint(one.Status, " ", one.Agent, " ", one.ReservedFor, " ", one.Why)]++
		}
		if count["Open ana@activa.local  sender-online"] != 2 || count["Waiting  ana@activa.local sender-offline"] != 2 {
			t.Errorf("%v", count)
		}
		w.agent("ana")
		for _, one := range allTickets(t, w) {
			if one.Status != ticket.Open || one.Agent != "ana@activa.local" {
				t.Errorf("when she is back, %+v", one)
			}
		}
	})
}
