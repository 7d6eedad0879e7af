package client_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

// The contract of these tests: a router with the number and a service bot with the tickets.
const (
	standRouter  = "acme-router@msging.net"
	standService = "acme-desk@msging.net"
	standEmail   = "ana.lima@example.com"
)

var (
	routerKey  = lime.EncodeSecret("key of the router")
	serviceKey = lime.EncodeSecret("key of the desk")
	standAgent = doc.PortalIdentity(standEmail)
)

// standTemplate is a template as the plain command hands it through (LIME and Blip, §12).
func standTemplate(name string) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"id":"id-%s","name":%q,"language":"pt_BR","status":"APPROVED","category":"UTILITY",
		"components":[{"type":"BODY","text":"Olá {{1}}, seu pedido {{2}} saiu.","example":{"body_text":[["Ana","A-1"]]}},{"type":"FOOTER","text":"Loja Azul"}]}`, name, name))
}

// standBots are the two bots with what their keys may.
func standBots() []blipstand.Bot {
	return []blipstand.Bot{
		{ID: standRouter, Key: routerKey, HasNumber: true, Templates: []json.RawMessage{standTemplate("aviso_entrega"), standTemplate("oferta")}},
		{ID: standService, Key: serviceKey, HasDesk: true},
	}
}

func newStand(change ...func(*blipstand.Options)) *blipstand.Stand {
	options := blipstand.Options{Bots: standBots(), Router: true,
		Attendants: []doc.Attendant{{Identity: standAgent, FullName: "Ana Lima", Email: standEmail, Teams: []string{"Default"}, Status: "Online"}}}
	for _, one := range change {
		one(&options)
	}
	return blipstand.New(options)
}

// onStand is a client on a stand, with its lines.
type onStand struct {
	*client.Client
	stand *blipstand.Stand

	mutex sync.Mutex
	lines []lime.Transport
	asked []time.Time // when each command left, pings and all
	news  []desk.News
}

// countedLine notes when each command leaves.
type countedLine struct {
	lime.Transport
	of *onStand
}

// Send is the line's own.
func (l countedLine) Send(ctx context.Context, envelope lime.Envelope) error {
	if command, is := envelope.(*lime.Command); is && command.IsRequest() {
		l.of.mutex.Lock()
		l.of.asked = append(l.of.asked, time.Now())
		l.of.mutex.Unlock()
	}
	return l.Transport.Send(ctx, envelope)
}

// mostInASecond is the most commands that left within any second.
func (o *onStand) mostInASecond() (most int) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	first := 0
	for last, at := range o.asked {
		for at.Sub(o.asked[first]) >= time.Second {
			first++
		}
		most = max(most, last-first+1)
	}
	return most
}

// dialled notes every line, so that it can be cut.
func (o *onStand) dialled(dial func(context.Context) (lime.Transport, error)) func(context.Context) (lime.Transport, error) {
	return func(ctx context.Context) (lime.Transport, error) {
		line, err := dial(ctx)
		o.mutex.Lock()
		defer o.mutex.Unlock()
		o.lines = append(o.lines, line)
		return countedLine{line, o}, err
	}
}

// cut breaks every line, as a network that goes away does.
func (o *onStand) cut() {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	for _, line := range o.lines {
		_ = line.Close()
	}
	o.lines = nil
}

// newOnStand makes a client of both keys; its lines end with the test.
func newOnStand(t *testing.T, stand *blipstand.Stand, change ...func(*client.Options)) *onStand {
	t.Helper()
	return makeOnStand(t, stand, true, change...)
}

func makeOnStand(t *testing.T, stand *blipstand.Stand, last bool, change ...func(*client.Options)) *onStand {
	serving, stop := context.WithCancel(context.Background())
	t.Cleanup(func() {
		stop()
		if !last {
			return
		}
		if err := stand.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	made := &onStand{stand: stand}
	line := func(identity, key string) client.Line {
		node, err := lime.ParseNode(identity + "/activa-1")
		if err != nil {
			t.Fatal(err)
		}
		return client.Line{Dial: made.dialled(stand.Dial(serving)), Node: node, Authentication: lime.Key(key)}
	}
	router, service := line(standRouter, routerKey), line(standService, serviceKey)
	options := client.Options{Blip: true, Dial: router.Dial, Node: router.Node, Authentication: router.Authentication,
		Log: slog.New(slog.DiscardHandler), Campaign: client.CampaignOptions{Sender: standEmail},
		OnBlip: client.BlipOptions{Service: &service, Agent: desk.Account{Identity: standAgent, Name: "Ana Lima", Email: standEmail, Role: "agent"}}}
	for _, one := range change {
		one(&options)
	}
	made.Client = client.New(options)
	return made
}

// strictly fails the test when the client asked anything that Blip does not document, or that has no golden
// file.
func strictly(t *testing.T, stand *blipstand.Stand) {
	t.Helper()
	t.Cleanup(func() {
		exemplified(t, stand)
		for _, one := range stand.Broken() {
			t.Errorf("not documented: %s", one)
		}
	})
}
