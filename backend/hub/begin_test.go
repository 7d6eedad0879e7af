package hub_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/hub"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// TestASessionThatComesBeforeTheHubHasBegunIsNotTakenForAway: the agent was Online on the line and became
// Offline a minute after the start.
func TestASessionThatComesBeforeTheHubHasBegunIsNotTakenForAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		ana := w.agent("ana")
		token, err := w.hub.IssueToken(t.Context(), "ana@activa.local", time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		w.end()
		w.held = make(chan struct{})
		w.start()
		opened := make(chan error, 1)
		go func() {
			early, err := w.open("ana", ana.node, lime.External(token, hub.Issuer))
			if err == nil {
				early.announce(t)
			}
			opened <- err
		}()
		synctest.Wait()
		close(w.held)
		if err := <-opened; err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * hub.PresenceGrace)
		account, err := view(t, w, func(r hub.Reader) (hub.Account, error) { return r.Account("ana@activa.local") })
		if err != nil || account.Presence.Status != ticket.Online || !account.Presence.AwaySince.IsZero() {
			t.Errorf("%+v %v", account.Presence, err)
		}
	})
}

// slow is a real store whose next commit waits until it is let go.
type slow struct {
	hub.Store
	hold, free chan struct{}
}

func (s *slow) Update(ctx context.Context, steps ...func(hub.Tx) error) ([]error, error) {
	select {
	case <-s.hold:
		<-s.free
	default:
	}
	return s.Store.Update(ctx, steps...)
}

// TestASessionThatGaveUpWhileItWasLetInIsNotListed: it stayed in the directory for ever, and news that was
// addressed to it was lost instead of kept.
func TestASessionThatGaveUpWhileItWasLetInIsNotListed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		for _, p := range w.peers {
			p.cut()
		}
		w.end()
		store := &slow{hold: make(chan struct{}), free: make(chan struct{})}
		w.wrap = func(s hub.Store) hub.Store { store.Store = s; return store }
		w.start()
		token, err := w.hub.IssueToken(t.Context(), "ana@activa.local", time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		close(store.hold)
		client, server := lime.Pipe()
		ctx, giveUp := context.WithCancel(t.Context())
		served := make(chan error, 1)
		go func() { served <- w.hub.Serve(ctx, server) }()
		proof := lime.External(token, hub.Issuer)
		for _, step := range []*lime.Session{
			{State: lime.SessionNew},
			{State: lime.SessionAuthenticating, From: nodeOf("ana@activa.local/x"), Scheme: proof.Scheme, Authentication: &proof},
		} {
			if err := client.Send(t.Context(), step); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait() // its opening waits for the commit
		giveUp()
		if err := <-served; err == nil {
			t.Error("the session was served")
		}
		close(store.free)
		if count, err := w.hub.SessionsOf("ana@activa.local"); err != nil || count != 0 {
			t.Errorf("%d sessions are listed (%v)", count, err)
		}
	})
}
