package hub_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/hub"
	"activa/backend/lime"
	"activa/backend/message"
)

// TestAnAnswerThatAReceiptContradictsCostsNoOtherMessageItsOwn: the gateway said that it had not taken a
// message of which it had just told a receipt. The answers to all messages handed over with it were lost.
func TestAnAnswerThatAReceiptContradictsCostsNoOtherMessageItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		ana := w.agent("ana")
		answer := func(id string, err error) {
			w.gateway.mu.Lock()
			defer w.gateway.mu.Unlock()
			w.gateway.answers[id] = err
		}
		answer("m1", hub.ErrNotTaken) // so that both are due at once, a little later
		answer("m2", hub.ErrNotTaken)
		ana.send(t, ana.templateMessage(loja, rita, "m1", "ola", "pt_BR"))
		ana.send(t, ana.templateMessage(loja, joao, "m2", "ola", "pt_BR"))
		synctest.Wait()
		answer("m2", nil)
		w.gateway.mu.Lock()
		w.gateway.before = func(_ context.Context, outgoing hub.GatewayMessage) {
			if outgoing.ID == "m1" {
				w.gateway.tell(t, hub.GatewayNews{Receipt: &hub.GatewayReceipt{
					ID: "m1", Receipt: message.Receipt{Kind: message.Received, At: time.Now()},
				}})
			}
		}
		w.gateway.mu.Unlock()
		time.Sleep(time.Minute)
		synctest.Wait()
		news := newsOf(ana)
		for _, want := range []string{"received m1", "dispatched m2"} {
			if !strings.Contains(news, want) {
				t.Errorf("%q is not in %q", want, news)
			}
		}
	})
}

// TestAHubThatEndsWhileItHandsOverBlamesNoGateway: a message that was being handed over while a program
// ended, twice, with more than a quarter of an hour in between, had failed: "The gateway could not be reached".
func TestAHubThatEndsWhileItHandsOverBlamesNoGateway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		ana := w.agent("ana")
		var begun chan struct{}
		endWhileHandingOver := func(begin func()) {
			t.Helper()
			begun = make(chan struct{})
			w.gateway.mu.Lock()
			w.gateway.before = func(ctx context.Context, _ hub.GatewayMessage) {
				close(begun)
				<-ctx.Done()
			}
			w.gateway.mu.Unlock()
			begin()
			<-begun
			for _, p := range w.peers {
				p.cut()
			}
			w.end()
		}
		endWhileHandingOver(func() { ana.send(t, ana.templateMessage(loja, rita, "m1", "ola", "pt_BR")) })
		time.Sleep(time.Hour)
		endWhileHandingOver(w.start)
		w.gateway.before = nil
		w.start()
		synctest.Wait()
		ana = w.signIn("ana", identityOf("ana"))
		ana.must(t, "", lime.MethodSet, "", lime.PathReceipt, lime.AllReceipts())
		synctest.Wait()
		if news := newsOf(ana); !strings.Contains(news, "dispatched m1") {
			t.Errorf("after the second start: %q", news)
		}
	})
}
