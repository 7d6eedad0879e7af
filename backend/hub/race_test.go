package hub_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/hub"
	"activa/backend/lime"
	"activa/backend/message"
	"activa/backend/ticket"
)

func newsOf(p *peer) string {
	var lines []string
	for _, envelope := range p.take() {
		lines = append(lines, shown(envelope))
	}
	return strings.Join(lines, "; ")
}

func TestTwoSendsWithOneIDAreOneMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		first, second := w.agent("ana"), w.agent("ana-2")
		var both sync.WaitGroup
		for _, p := range []*peer{first, second} {
			both.Go(func() { p.send(t, p.templateMessage(loja, rita, "m1", "ola", "pt_BR")) })
		}
		both.Wait()
		synctest.Wait()
		if len(w.gateway.taken) != 1 {
			t.Errorf("the gateway got %d messages", len(w.gateway.taken))
		}
		// Who came first is told each step; who came second what was known then, and no refusal.
		for _, p := range []*peer{first, second} {
			if news := newsOf(p); !strings.Contains(news, "accepted m1") || strings.Contains(news, "failed") {
				t.Errorf("%s heard: %s", p.name, news)
			}
		}
	})
}

func TestSendersDoNotShareIDs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		ana, rui := w.agent("ana"), w.agent("rui")
		ana.send(t, ana.templateMessage(loja, rita, "m1", "ola", "pt_BR"))
		synctest.Wait()
		rui.send(t, rui.templateMessage(loja, joao, "m1", "ola", "pt_BR"))
		synctest.Wait()
		if len(w.gateway.taken) != 2 || w.gateway.taken[0].ID == w.gateway.taken[1].ID {
			t.Fatalf("the gateway got %+v", w.gateway.taken)
		}
		w.gateway.tell(t, hub.GatewayNews{Receipt: &hub.GatewayReceipt{
			ID: w.gateway.taken[1].ID, Receipt: message.Receipt{Kind: message.Consumed, At: time.Now()}}})
		synctest.Wait()
		if news := newsOf(ana); news != "accepted m1; dispatched m1" {
			t.Errorf("ana heard: %s", news)
		}
		if news := newsOf(rui); news != "accepted m1; dispatched m1; consumed m1" {
			t.Errorf("rui heard: %s", news)
		}
	})
}

func TestTwoSendsToOneCustomerAtOnceAreNotBothTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		ana, rui := w.agent("ana"), w.agent("rui")
		var both sync.WaitGroup
		both.Go(func() { ana.send(t, ana.templateMessage(loja, rita, "a1", "ola", "pt_BR")) })
		both.Go(func() { rui.send(t, rui.templateMessage(loja, rita, "r1", "ola", "pt_BR")) })
		both.Wait()
		synctest.Wait()
		heard := newsOf(ana) + "; " + newsOf(rui)
		if len(w.gateway.taken) != 1 || strings.Count(heard, "accepted") != 1 || strings.Count(heard, "failed") != 1 ||
			!strings.Contains(heard, "131056") {
			t.Errorf("%d reached the gateway; heard: %s", len(w.gateway.taken), heard)
		}
	})
}

func TestTwoRepliesAtOnceOpenOneTicket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		ana := w.agent("ana")
		ana.send(t, ana.templateMessage(loja, rita, "m1", "ola", "pt_BR"))
		synctest.Wait()
		ana.take()
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				w.gateway.tell(t, hub.GatewayNews{Inbound: &hub.InboundMessage{ID: fmt.Sprint("i", i/2), BotNumber: "+551140000001",
					Contact: rita, Type: lime.MediaTypeText, Content: []byte(`"oi"`), At: time.Now()}})
			})
		}
		all.Wait()
		synctest.Wait()
		news := newsOf(ana)
		if strings.Count(news, "ticket id-1 Open") != 4 || strings.Count(news, "ticket ") != 4 || strings.Count(news, `"oi"`) != 4 {
			t.Errorf("heard: %s", news)
		}
	})
}

// TestManySessionsAtOnce lets several agents send, ask and come and go; it is for the race detector.
func TestManySessionsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		const each = 20
		var all sync.WaitGroup
		for i := range 4 {
			name := []string{"ana", "rui"}[i%2]
			p := w.agent(fmt.Sprintf("%s-%d", name, i))
			all.Go(func() {
				for n := range each {
					contact := fmt.Sprintf("55119%d00%05d@wa.gw.msging.net", i+6, n)
					p.send(t, p.templateMessage(loja, contact, fmt.Sprintf("%d-%d", i, n), "ola", "pt_BR"))
					p.must(t, "", lime.MethodGet, doc.ActivaNode, doc.PathSent, nil)
					w.gateway.tell(t, hub.GatewayNews{Receipt: &hub.GatewayReceipt{ID: fmt.Sprintf("%d-%d", i, n),
						Receipt: message.Receipt{Kind: message.Received, At: time.Now()}}})
				}
			})
		}
		all.Wait()
		synctest.Wait()
		if len(w.gateway.taken) != 4*each {
			t.Errorf("the gateway got %d of %d messages", len(w.gateway.taken), 4*each)
		}
	})
}

// TestTwoAgentsTakingOneTicketAtOnceMakeOneOwner lets many agents reach for one ticket: one has it, every
// other is told who.
func TestTwoAgentsTakingOneTicketAtOnceMakeOneOwner(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		peers := []*peer{w.signIn("ana", "ana@activa.local"), w.signIn("rui", "rui@activa.local")}
		for round := range 20 {
			w.gateway.tell(t, hub.GatewayNews{Inbound: &hub.InboundMessage{
				ID: fmt.Sprint("i", round), BotNumber: "+551140000001", Phone: fmt.Sprintf("+55119876543%02d", round),
				Type: lime.MediaTypeText, Content: []byte(`"oi"`), At: time.Now(),
			}})
			synctest.Wait()
			var one doc.Ticket
			for _, envelope := range peers[0].take() {
				if pushed, is := envelope.(*lime.Message); is && pushed.Type == doc.MediaTypeTicket {
					if err := json.Unmarshal(pushed.Content, &one); err != nil {
						t.Fatal(err)
					}
				}
			}
			answers := make([]*lime.Command, len(peers))
			var both sync.WaitGroup
			for i, p := range peers {
				both.Go(func() {
					answers[i] = p.ask(t, p.command(t, "", lime.MethodSet, doc.DeskNode, doc.TicketStatusURI(), doc.Ticket{ID: one.ID, Status: doc.TicketOpen}))
				})
			}
			both.Wait()
			owners, told := 0, 0
			for _, answer := range answers {
				if answer.Status == lime.StatusSuccess {
					owners++
				} else if strings.HasPrefix(answer.Reason.Description, string(ticket.TakenByAnother)) {
					told++
				}
			}
			if owners != 1 || told != 1 {
				t.Fatalf("round %d: %d owners, %d told: %v", round, owners, told, answers)
			}
			synctest.Wait()
			peers[0].take()
		}
	})
}
