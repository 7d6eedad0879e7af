package hub_test

import (
	"encoding/json"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/gateway/simulator"
	"activa/backend/hub"
	"activa/backend/lime"
)

// simulated is a furnished world whose hub has a simulated time and phones beside the test's gateway.
func simulated(t *testing.T) *world {
	w := furnished(t)
	for _, p := range w.peers {
		p.cut()
	}
	w.end()
	w.startSimulated()
	return w
}

// startSimulated runs the hub like the program does: on a clock that begins where the store ends.
func (w *world) startSimulated() {
	w.t.Helper()
	w.simulate = func(options *hub.Options, store hub.Store) {
		clock := new(simulator.Clock)
		least, factor, err := hub.SimulatedTime(w.t.Context(), store, time.Now())
		if err != nil {
			w.t.Fatal(err)
		}
		clock.NotBefore(least)
		if err := clock.SetFactor(factor); err != nil {
			w.t.Fatal(err)
		}
		people := simulator.New(simulator.Settings{Clock: clock})
		w.people = people
		options.Gateway, options.Phones, options.Clock = people, people, clock
		options.Now, options.Until, options.Changed = clock.Now, clock.Until, clock.Changed
	}
	w.start()
}

func (p *peer) clock(t *testing.T, set doc.Clock) doc.Clock {
	t.Helper()
	method, resource := lime.MethodGet, any(nil)
	if set != (doc.Clock{}) {
		method, resource = lime.MethodSet, set
	}
	var clock doc.Clock
	if err := json.Unmarshal(p.must(t, "", method, doc.SimulatorNode, doc.PathClock, resource), &clock); err != nil {
		t.Fatal(err)
	}
	return clock
}

func TestTheSimulatedClockIsAsFarAheadAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := simulated(t)
		ana := w.agent("ana")
		before := ana.clock(t, doc.Clock{})
		after := ana.clock(t, doc.Clock{AdvanceSeconds: 24 * 3600, Factor: 10})
		if after.Now.Sub(before.Now.Time) != 24*time.Hour || after.Factor != 10 {
			t.Errorf("from %v to %v, factor %v", before.Now, after.Now, after.Factor)
		}
		time.Sleep(time.Minute)
		running := ana.clock(t, doc.Clock{})
		if running.Now.Sub(after.Now.Time) != 10*time.Minute {
			t.Errorf("a minute was %v", running.Now.Sub(after.Now.Time))
		}
		ana.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathActivaPresence, doc.Presence{Status: doc.PresenceInvisible})
		w.end()
		w.startSimulated()
		ana = w.agent("ana")
		if again := ana.clock(t, doc.Clock{}); again.Now.Before(running.Now.Time) || again.Factor != 10 {
			t.Errorf("it went from %v to %v, %v times as fast", running.Now, again.Now, again.Factor)
		}
		for _, wrong := range []doc.Clock{{AdvanceSeconds: -1}, {Factor: 1001}, {AdvanceSeconds: 400 * 24 * 3600}} {
			answer := ana.ask(t, ana.command(t, "", lime.MethodSet, doc.SimulatorNode, doc.PathClock, wrong))
			if answer.Reason == nil || answer.Reason.Code != lime.ReasonCodeInvalidArgument {
				t.Errorf("%+v: %v", wrong, answer.Reason)
			}
		}
	})
}

// TestAnAdvancedClockEndsThePresenceOfWhoIsAway: a reply right after the advance must not find an agent
// Online whose program has been closed for hours.
func TestAnAdvancedClockEndsThePresenceOfWhoIsAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := simulated(t)
		ana, sofia := w.agent("ana"), w.agent("sofia")
		ana.cut()
		<-ana.gone
		synctest.Wait()
		sofia.clock(t, doc.Clock{AdvanceSeconds: 3600})
		account, err := view(t, w, func(r hub.Reader) (hub.Account, error) { return r.Account("ana@activa.local") })
		if err != nil || account.Presence.Status != "Offline" {
			t.Errorf("%+v %v", account.Presence, err)
		}
	})
}

func view[T any](t *testing.T, w *world, read func(hub.Reader) (T, error)) (found T, err error) {
	t.Helper()
	err = w.store.View(t.Context(), func(r hub.Reader) (err error) {
		found, err = read(r)
		return err
	})
	return found, err
}

// TestACustomerActsByHand plays the whole way: sent, read, tapped; the ticket is there when the act is
// answered. A blocked phone stays blocked after a restart.
func TestACustomerActsByHand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := simulated(t)
		ana := w.agent("ana")
		act := func(act doc.PhoneAct) *lime.Command {
			return ana.ask(t, ana.command(t, "", lime.MethodSet, doc.SimulatorNode, doc.PathPhone, act))
		}
		ana.send(t, ana.templateMessage(loja, joao, "m1", "ola", "pt_BR"))
		synctest.Wait()
		for _, one := range []doc.PhoneAct{
			{Act: "read", Phone: "+5521998765432"},
			{Act: "reply", Phone: "+55 21 99876-5432", Text: "Oi"},
			{Act: "block", Contact: joao},
		} {
			if answer := act(one); answer.Status != lime.StatusSuccess {
				t.Fatalf("%+v: %v", one, answer.Reason)
			}
		}
		send, err := view(t, w, func(r hub.Reader) (hub.Send, error) { return r.SendByHandle("m1") })
		if err != nil || send.Progress.ConsumedAt.IsZero() || send.Progress.RepliedAt.IsZero() {
			t.Errorf("%+v %v", send.Progress, err)
		}
		if _, err := view(t, w, func(r hub.Reader) (bool, error) { _, err := r.UnfinishedTicket(loja, joao); return true, err }); err != nil {
			t.Error("no ticket:", err)
		}
		for _, wrong := range []doc.PhoneAct{
			{Act: "dance", Phone: "+5521998765432"}, {Act: "read", Phone: "123"}, {Act: "reply", Phone: "+5521998765432"},
			{Act: "tap", Phone: "+5521998765432", Button: 7}, {Act: "read", Phone: "+5521998765432", Bot: "nobody"},
		} {
			if answer := act(wrong); answer.Reason == nil || answer.Reason.Code != lime.ReasonCodeInvalidArgument {
				t.Errorf("%+v: %v", wrong, answer.Reason)
			}
		}
		w.end()
		w.startSimulated()
		synctest.Wait()
		if got := w.people.Character("+5521998765432", joao); got != simulator.Blocks {
			t.Errorf("after the restart they are %q", got)
		}
	})
}
