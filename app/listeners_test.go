package app

import (
	"context"
	"testing"
	"testing/synctest"
)

func TestASlowWindowIsToldToTakeANewSnapshot(t *testing.T) {
	all := newListeners()
	slow, quick := all.watch(t.Context()), all.watch(t.Context())
	for revision := int64(1); revision <= changesWaitingMax+10; revision++ {
		all.tell(Change{Revision: revision, Now: revision})
		if got := <-quick; got.Revision != revision || got.Resync {
			t.Fatalf("the quick window read %+v, want revision %d", got, revision)
		}
	}
	for revision := int64(1); revision <= changesWaitingMax; revision++ {
		if got := <-slow; got.Revision != revision || got.Resync {
			t.Fatalf("the slow window read %+v, want revision %d", got, revision)
		}
	}
	if got := <-slow; !got.Resync || got.Revision != changesWaitingMax+1 || got.Now == 0 {
		t.Errorf("the slow window read %+v, want a resync with its time", got)
	}
	all.tell(Change{Revision: changesWaitingMax + 11})
	if next := <-slow; next.Resync || next.Revision != changesWaitingMax+11 {
		t.Errorf("after the resync came %+v", next)
	}
}

// TestNoGapBeforeTheResync: the changes that waited were taken out to make room for the Resync, and a
// window that read at that moment saw a gap first.
func TestNoGapBeforeTheResync(t *testing.T) {
	all := newListeners()
	ctx, cancel := context.WithCancel(t.Context())
	slow := all.watch(ctx)
	go func() {
		defer cancel()
		for revision := int64(1); revision <= 200*changesWaitingMax; revision++ {
			all.tell(Change{Revision: revision})
		}
	}()
	last, resynced := int64(0), false // what comes after a Resync follows the snapshot, which is newer
	for change := range slow {
		if !change.Resync && change.Revision != last+1 && !resynced {
			t.Fatalf("change %d follows %d", change.Revision, last)
		}
		last, resynced = change.Revision, change.Resync
	}
}

func TestTheLineOfAWindowThatWentAwayIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all := newListeners()
		ctx, cancel := context.WithCancel(t.Context())
		gone, stays := all.watch(ctx), all.watch(t.Context())
		cancel()
		synctest.Wait()
		if _, open := <-gone; open {
			t.Error("the line of a window that went away is open")
		}
		all.tell(Change{Revision: 1})
		if got := <-stays; got.Revision != 1 {
			t.Errorf("the other window read %+v", got)
		}
	})
}
