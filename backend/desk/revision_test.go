package desk_test

import (
	"testing"
	"time"

	"activa/backend/desk"
	"activa/backend/deskstore"
)

// begun is an engine on a store of its own, and that store.
func begun(t *testing.T, now time.Time) (*desk.Engine, desk.Store) {
	t.Helper()
	store, err := deskstore.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	engine, err := desk.Begin(t.Context(), store, now)
	if err != nil {
		t.Fatal(err)
	}
	return engine, store
}

// TestACommitThatNobodyIsToldOfTakesNoNumber: noting a contact took a number that no change had, and every
// window took the gap for lost changes and started over with a new snapshot.
func TestACommitThatNobodyIsToldOfTakesNoNumber(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	engine, _ := begun(t, now)
	before := engine.Snapshot().Revision
	for _, input := range []desk.Input{
		desk.StartInput{},
		desk.MetInput{Use: desk.ContactUse{Bot: "loja@msging.net", Contact: desk.Contact{ID: "1@wa.gw.msging.net", Name: "Rita"}, At: now}},
		desk.SaveDraftInput{Draft: desk.Draft{ID: "d1", Phone: "+5511987654321"}},
	} {
		outcome, refusal, err := engine.Step(t.Context(), desk.Moment{At: now, Here: now}, input)
		if err != nil || refusal != nil {
			t.Fatal(err, refusal)
		}
		if change := outcome.Change; change != nil && change.Revision != before+1 {
			t.Errorf("%T is change %d after %d", input, change.Revision, before)
		} else if change != nil {
			before = change.Revision
		}
	}
	if before != engine.Snapshot().Revision {
		t.Errorf("the snapshot is %d, the last change %d", engine.Snapshot().Revision, before)
	}
}
