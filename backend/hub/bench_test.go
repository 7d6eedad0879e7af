package hub_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"

	"activa/backend/blip/doc"
	"activa/backend/hub"
	"activa/backend/hubstore"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// benchWorld is a hub in real time, furnished past the commands that hash secrets.
func benchWorld(b *testing.B) *world {
	b.Helper()
	store, err := hubstore.Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	w := &world{t: b, gateway: newGateway(), store: store}
	w.gateway.ready = make(chan struct{})
	w.hub = hub.New(hub.Options{Store: store, Gateway: w.gateway, Log: slog.New(slog.DiscardHandler)})
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.hub.Run(ctx) }()
	b.Cleanup(func() {
		cancel()
		if err := errors.Join(<-ended, store.Close()); err != nil {
			b.Error(err)
		}
	})
	offline := hub.Presence{Status: ticket.Offline}
	_, err = store.Update(b.Context(), func(tx hub.Tx) error {
		return errors.Join(tx.PutBot(hub.Bot{Identity: loja, Number: "+551140000001"}),
			tx.PutAccount(hub.Account{Identity: "ana@activa.local", Role: ticket.RoleAgent, Bots: []string{loja}, Presence: offline}),
			tx.PutTemplate(hub.Template{Bot: loja, Name: "ola", Language: "es", Digest: "d", Raw: []byte(
				`{"id":"1","name":"ola","language":"es","status":"APPROVED","category":"UTILITY","components":[{"type":"BODY","text":"Hola"}]}`)}))
	})
	if err != nil {
		b.Fatal(err)
	}
	return w
}

func (w *world) benchAgent(b *testing.B, name string) *peer {
	p := w.signIn(name, "ana@activa.local")
	p.must(b, "", lime.MethodSet, "", lime.PathReceipt, lime.Receipt{Events: []lime.Event{lime.EventAccepted, lime.EventFailed}})
	p.must(b, "", lime.MethodSet, doc.ActivaNode, doc.PathActivaPresence, doc.Presence{Status: doc.PresenceOnline})
	return p
}

// BenchmarkDurableSends measures acknowledged sends a second over eight sessions, each with up to 32 on
// their way; the budget is 5,000 (DESIGN §7).
func BenchmarkDurableSends(b *testing.B) {
	const sessions, onTheWay = 8, 32
	w := benchWorld(b)
	peers := make([]*peer, sessions)
	for i := range peers {
		peers[i] = w.benchAgent(b, fmt.Sprint("ana-", i))
	}
	b.ResetTimer()
	var all sync.WaitGroup
	for i, p := range peers {
		all.Go(func() {
			acknowledged := 0
			for n := 0; n < b.N/sessions+1; n++ {
				contact := fmt.Sprintf("551%d9%08d@wa.gw.msging.net", i+1, n)
				p.send(b, p.templateMessage(loja, contact, fmt.Sprintf("%d-%d", i, n), "ola", "es"))
				for n-acknowledged >= onTheWay {
					acknowledged += p.countNews(b)
				}
			}
			for acknowledged < b.N/sessions+1 {
				acknowledged += p.countNews(b)
			}
		})
	}
	all.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sends/s")
}

// countNews waits for news, takes what came and counts it; a refusal fails the benchmark.
func (p *peer) countNews(b *testing.B) int {
	<-p.arrived
	news := p.take()
	for _, one := range news {
		if notification, ok := one.(*lime.Notification); ok && notification.Event == lime.EventFailed {
			b.Errorf("refused: %s", shown(one))
		}
	}
	return len(news)
}

// BenchmarkCommand measures the round trip of a small reading over the pipe.
func BenchmarkCommand(b *testing.B) {
	w := benchWorld(b)
	ana := w.benchAgent(b, "ana")
	for b.Loop() {
		ana.must(b, "", lime.MethodGet, doc.ActivaNode, doc.PathOwnAccount, nil)
	}
}
