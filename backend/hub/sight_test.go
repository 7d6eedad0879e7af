package hub_test

import (
	"encoding/json"
	"testing"
	"testing/synctest"

	"activa/backend/blip/doc"
	"activa/backend/hub"
	"activa/backend/lime"
)

// tickets are the tickets that were pushed to a peer since it was last asked.
func (p *peer) tickets(t *testing.T) (pushed []doc.Ticket) {
	t.Helper()
	synctest.Wait()
	for _, envelope := range p.take() {
		came, is := envelope.(*lime.Message)
		if !is || came.Type != doc.MediaTypeTicket {
			continue
		}
		var one doc.Ticket
		if err := json.Unmarshal(came.Content, &one); err != nil {
			t.Fatal(err)
		}
		pushed = append(pushed, one)
	}
	return pushed
}

// TestWhoLosesABotIsToldThatItsTicketsAreGone: the open session once went on showing what waited there.
func TestWhoLosesABotIsToldThatItsTicketsAreGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		owner, ana := w.peers[0], w.signIn("ana", identityOf("ana"))
		ana.announce(t)
		give := func(role doc.Role, bots ...string) []doc.Ticket {
			t.Helper()
			owner.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathAccounts,
				doc.HubAccount{Identity: "ana", Name: "Ana", Role: role, Bots: bots})
			return ana.tickets(t)
		}
		w.gateway.tell(t, hub.GatewayNews{Inbound: &hub.InboundMessage{
			ID: "i1", BotNumber: "+551140000001", Phone: "+5521998765432", Type: lime.MediaTypeText, Content: json.RawMessage(`"Oi"`),
		}})
		waiting := ana.tickets(t)
		if len(waiting) != 1 || waiting[0].Status != doc.TicketWaiting {
			t.Fatalf("told of %+v", waiting)
		}
		id := waiting[0].ID
		if gone := give(doc.RoleAgent); len(gone) != 1 || gone[0].ID != id || gone[0].Status != doc.TicketNone || gone[0].Team != "" {
			t.Errorf("without the bot: %+v", gone)
		}
		if again := give(doc.RoleAgent); len(again) != 0 {
			t.Errorf("nothing changed: %+v", again)
		}
		if back := give(doc.RoleAgent, "loja"); len(back) != 1 || back[0].ID != id || back[0].Status != doc.TicketWaiting {
			t.Errorf("with the bot again: %+v", back)
		}
		if same := give(doc.RoleSupervisor, "loja"); len(same) != 0 {
			t.Errorf("a supervisor sees what they saw: %+v", same)
		}
	})
}
