// Command stand serves a stand-in of Blip on a port of this machine, for plays in a browser. It prints its
// address and ends with its standard input, where a play says what customers do, one a line:
//
//	+5511987654321 Where is my order?
//
// It is built for tests only and never shipped.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/doc"
	"activa/backend/lime"
)

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "stand:", err)
		os.Exit(1)
	}
}

func serve() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	stand := blipstand.New(blipstand.Options{
		Router: true, Bots: bots(),
		Attendants: []doc.Attendant{attendant("camila@entregas.example", "Camila Ríos"), attendant("bruno@entregas.example", "Bruno Díaz")},
		Outcome:    func(string) blipstand.Outcome { return blipstand.Outcome{Reads: true} },
	})
	before := time.Now().Add(-10 * 24 * time.Hour)
	stand.BatchAt(before, "of the portal, before", "carla@entregas.example", doc.AudienceStatus{
		RecipientIdentity: doc.ContactIdentity("+5511955550104"), Status: doc.AudienceRead, Processed: doc.At(before), Received: doc.At(before), Read: doc.At(before)})
	now := doc.At(time.Now())
	stand.Batch("of the portal", "bruno@entregas.example",
		doc.AudienceStatus{RecipientIdentity: doc.ContactIdentity("+5511955550101"), Status: doc.AudienceRead, Processed: now, Received: now, Read: now},
		doc.AudienceStatus{RecipientIdentity: doc.ContactIdentity("+5511955550102"), Status: doc.AudienceReceived, Processed: now, Received: now},
		doc.AudienceStatus{RecipientIdentity: doc.ContactIdentity("+5511955550103"), Status: doc.AudienceFailed, ReasonCode: 131026, Failed: now})
	server := lime.NewHTTPServer(stand.Handler())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	fmt.Printf("the stand listens at ws://%s\n", listener.Addr())
	for customers := bufio.NewScanner(os.Stdin); customers.Scan(); {
		if phone, text, says := strings.Cut(customers.Text(), " "); says {
			stand.Reply(phone, text)
		}
	}
	closing, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	err = errors.Join(stand.Close(closing), server.Close())
	if serving := <-ended; !errors.Is(serving, http.ErrServerClosed) {
		err = errors.Join(err, serving)
	}
	return err
}

// bots are a router with the number, the bot of the tickets, and a router that may not send campaigns.
func bots() []blipstand.Bot {
	templates := []json.RawMessage{
		template("aviso_entrega", "Hola {{1}}, tu pedido {{2}} sale hoy."),
		template("recordatorio_cita", "Hola {{1}}, te esperamos el {{2}}."),
	}
	return []blipstand.Bot{
		{ID: doc.BotIdentity("entregasrouter"), Key: lime.EncodeSecret("key of the router"), HasNumber: true, Templates: templates},
		{ID: doc.BotIdentity("atencionsur"), Key: lime.EncodeSecret("key of the desk"), HasDesk: true},
		{ID: doc.BotIdentity("sincampanas"), Key: lime.EncodeSecret("key without rights"), HasNumber: true, Templates: templates,
			Denied: []string{"campaign", "campaigns"}},
	}
}

func attendant(email, name string) doc.Attendant {
	return doc.Attendant{Identity: doc.PortalIdentity(email), FullName: name, Email: email, Teams: []string{doc.DefaultTeam}}
}

func template(name, body string) json.RawMessage {
	written, _ := json.Marshal(map[string]any{ // of texts and lists alone: cannot fail
		"id": "id-" + name, "name": name, "language": "es", "status": "APPROVED", "category": "UTILITY",
		"components": []any{map[string]any{"type": "BODY", "text": body, "example": map[string]any{"body_text": [][]string{{"Ana", "A-1"}}}}},
	})
	return written
}
