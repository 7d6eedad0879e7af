package client_test

import (
	"testing"
	"time"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/desk/platformtest"
	"activa/backend/gateway/simulator"
	"activa/backend/hub"
	"activa/backend/lime"
	"activa/backend/message"
)

const (
	nobodyYet   = "+5521987659902" // never shows that a message was read
	answersSoon = "+5511987659904" // the simulator's number of somebody who answers with text
)

// TestHubPassesThePlatformSuite holds the client to what the desk asks of every platform, over both lines.
func TestHubPassesThePlatformSuite(t *testing.T) {
	for name, line := range map[string]func(*testing.T, *hub.Hub) dialer{"pipe": byPipe, "WebSocket": byWebSocket} {
		t.Run(name, func(t *testing.T) {
			platformtest.Run(t, func(t *testing.T) platformtest.World { return suiteWorld(t, line) })
		})
	}
}

func suiteWorld(t *testing.T, line func(*testing.T, *hub.Hub) dialer) platformtest.World {
	clock := new(simulator.Clock)
	running := startHubAt(t, clock)
	dial := line(t, running)
	owner := administer(t, dial, running)
	furnish(t, owner)
	busy := openTicket(t, dial, running)
	if err := clock.Advance(time.Minute); err != nil { // past the wait between two messages to one person
		t.Fatal(err)
	}
	marta := "marta@activa.local"
	err := owner.PutAccount(t.Context(), doc.HubAccount{Identity: marta, Name: "Marta", Role: doc.RoleSupervisor,
		Bots: []string{string(loja)}, Secret: lime.EncodeSecret("segredo")})
	if err != nil {
		t.Fatal(err)
	}
	ana := newAgent(t, dial, running)
	return platformtest.World{
		Supervisor: client.New(options(t, dial, running, marta)),
		Platform:   ana.Client, Agent: "ana@activa.local", Bot: loja, Template: "aviso_entrega",
		Values:   message.Values{"body.1": "Rita", "body.2": "A-778"},
		Known:    desk.Contact{ID: desk.ContactID(doc.ContactIdentity(neverReads)), Name: "Bia Prado", Phone: neverReads},
		Busy:     busy,
		NewPhone: nobodyYet,
		Cut:      ana.cut,
		Delivers: true,
		Write: func(t *testing.T, phone, text string) {
			err := owner.ActOnPhone(t.Context(), doc.PhoneAct{Phone: phone, Bot: string(loja), Act: "reply", Text: text})
			if err != nil {
				t.Fatal(err)
			}
		},
	}
}

// openTicket lets somebody answer an active message, which opens a ticket.
func openTicket(t *testing.T, dial dialer, running *hub.Hub) desk.Contact {
	t.Helper()
	ana := connectAgent(t, dial, running)
	if err := ana.SetPresence(t.Context(), desk.Presence{Status: desk.Online}); err != nil {
		t.Fatal(err)
	}
	if err := ana.Send(t.Context(), to(answersSoon, "answered"), readTemplate(t, ana)); err != nil {
		t.Fatal(err)
	}
	ana.waitFor("the answer", func(news desk.News) bool {
		sent, is := news.(desk.SentNews)
		return is && !sent.Record.Progress.RepliedAt.IsZero()
	})
	return desk.Contact{ID: desk.ContactID(doc.ContactIdentity(answersSoon)), Name: "João Paz", Phone: answersSoon}
}
