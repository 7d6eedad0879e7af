package hub_test

import (
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
