package app

import (
	"context"
	"testing"
	"testing/synctest"
)

func TestASlowWindowIsToldToTakeANewSnapshot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all := newListeners()
		ctx, cancel := context.WithCancel(t.Context())
		slow, quick := all.watch(ctx), all.watch(ctx)
		got := make(chan int64, 10*changesWaitingMax)
		go func() {
			for change := range quick {
				got <- change.Revision
			}
			close(got)
		}()
		for revision := range int64(changesWaitingMax + 1) {
			all.tell(Change{Revision: revision})
			synctest.Wait()
		}
		first := <-slow
		if !first.Resync || first.Revision != changesWaitingMax {
			t.Errorf("the slow window read %+v first", first)
		}
		cancel()
		synctest.Wait()
		if _, open := <-slow; open {
			t.Error("the line of a window that went away is open")
		}
		want := int64(0)
		for revision := range got {
			if revision != want {
				t.Fatalf("the quick window read %d, want %d", revision, want)
			}
			want++
		}
		if want != changesWaitingMax+1 {
			t.Errorf("the quick window read %d changes", want)
		}
	})
}
