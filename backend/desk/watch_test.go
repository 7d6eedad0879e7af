package desk

import (
	"context"
	"testing"
	"testing/synctest"
)

// TestSlowListenerIsToldToResync: a listener that does not take its changes is not waited for, and does
// not miss silently what was dropped.
func TestSlowListenerIsToldToResync(t *testing.T) {
	var room Listeners[Change]
	slow, quick := room.Add(t.Context()), room.Add(t.Context())
	for revision := int64(1); revision <= changesMax+10; revision++ {
		room.Tell(Change{Revision: revision})
		if got := <-quick; got.Revision != revision || got.Resync {
			t.Fatalf("the quick listener got %+v, want revision %d", got, revision)
		}
	}
	for revision := int64(1); revision <= changesMax; revision++ {
		if got := <-slow; got.Revision != revision || got.Resync {
			t.Fatalf("the slow listener got %+v, want revision %d", got, revision)
		}
	}
	if got := <-slow; !got.Resync || got.Revision != changesMax+1 {
		t.Errorf("the slow listener got %+v, want a resync", got)
	}
	room.Tell(Change{Revision: changesMax + 11})
	if next := <-slow; next.Resync || next.Revision != changesMax+11 {
		t.Errorf("after the resync came %+v", next)
	}
}

// TestNoGapBeforeTheResync: the changes that waited were taken out to make room for the Resync, and a
// listener that read at that moment saw a gap first.
func TestNoGapBeforeTheResync(t *testing.T) {
	var room Listeners[Change]
	slow := room.Add(t.Context())
	go func() {
		for revision := int64(1); revision <= 200*changesMax; revision++ {
			room.Tell(Change{Revision: revision})
		}
		room.Close()
	}()
	last, resynced := int64(0), false // what comes after a Resync follows the snapshot, which is newer
	for change := range slow {
		if !change.Resync && change.Revision != last+1 && !resynced {
			t.Fatalf("change %d follows %d", change.Revision, last)
		}
		last, resynced = change.Revision, change.Resync
	}
}

func TestListenersEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var room Listeners[Change]
		ctx, cancel := context.WithCancel(t.Context())
		ended, stays := room.Add(ctx), room.Add(t.Context())
		cancel()
		synctest.Wait()
		if _, open := <-ended; open {
			t.Error("a listener whose context ended is still open")
		}
		room.Tell(Change{Revision: 1})
		if got := <-stays; got.Revision != 1 {
			t.Errorf("the other listener got %+v", got)
		}
		room.Close()
		if _, open := <-stays; open {
			t.Error("a listener outlives the desk")
		}
		if _, open := <-room.Add(t.Context()); open {
			t.Error("a closed desk takes listeners")
		}
	})
}
