package desk_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/desk/desktest"
)

// TestTheEndWaitsForAHandOverAlsoAfterAnAnswerThatWasHeld: an answer that could not be stored at once was
// counted twice as the end of a hand-over, so the desk took leave while another one was still under way.
func TestTheEndWaitsForAHandOverAlsoAfterAnAnswerThatWasHeld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, t.TempDir())
		defer w.stop()
		w.do([]string{"ready"})
		w.do([]string{"undo", "0"})
		w.platform.Next(desktest.LosesAnswer, desktest.Hangs)
		w.platform.WhenSent(func(string) { w.store.dead.Store(true) })
		w.do([]string{"send", "m1", "+5531987654321"}) // handed over; that its answer was lost is not stored
		w.platform.WhenSent(nil)
		w.store.dead.Store(false)
		time.Sleep(10 * time.Second) // what was held is taken in
		w.do([]string{"send", "m2", "+5531987654322"})
		const patience = 5 * time.Second
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		began := time.Now()
		if err := w.desk.Close(ctx); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) < patience {
			t.Errorf("the desk took leave after %v (%v) while a message was being handed over", time.Since(began), err)
		}
	})
}
