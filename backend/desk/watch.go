package desk

import (
	"context"
	"sync"
)

// changesMax is how many changes wait for one listener before it is told to take a new snapshot.
const changesMax = 256

// Resyncable is a change that can be told in short: take a new snapshot.
type Resyncable[C any] interface{ ToResync() C }

// ToResync is what is told in the place of this change and those after it that find no room.
func (c Change) ToResync() Change { return Change{Revision: c.Revision, Resync: true} }

// listener is one channel. lost says that its last change is a Resync: what comes before a listener took
// that one is in the snapshot that it takes then.
type listener[C Resyncable[C]] struct {
	changes chan C
	lost    bool
}

// Listeners is everybody who is told about changes, each in order and none waited for. The zero value is
// ready; it is safe for use by several goroutines.
type Listeners[C Resyncable[C]] struct {
	mu     sync.Mutex
	all    map[*listener[C]]struct{}
	closed bool
}

// Add begins a listening that ends with ctx.
func (room *Listeners[C]) Add(ctx context.Context) <-chan C {
	added := &listener[C]{changes: make(chan C, changesMax+1)} // the last place is for a Resync
	room.mu.Lock()
	defer room.mu.Unlock()
	if room.closed {
		close(added.changes)
		return added.changes
	}
	if room.all == nil {
		room.all = map[*listener[C]]struct{}{}
	}
	room.all[added] = struct{}{}
	context.AfterFunc(ctx, func() { room.remove(added) })
	return added.changes
}

func (room *Listeners[C]) remove(gone *listener[C]) {
	room.mu.Lock()
	defer room.mu.Unlock()
	if _, listening := room.all[gone]; listening {
		delete(room.all, gone)
		close(gone.changes)
	}
}

// Tell hands a change to every listener and never blocks. The order among listeners does not matter: they do not know each other.
func (room *Listeners[C]) Tell(change C) {
	room.mu.Lock()
	defer room.mu.Unlock()
	for each := range room.all {
		each.put(change)
	}
}

// put queues a change, or one Resync in the place of those that find no room. Nothing is taken out again
// to make room: a listener that reads at that moment would see a gap before the Resync.
func (l *listener[C]) put(change C) {
	l.lost = l.lost && len(l.changes) > 0
	switch {
	case l.lost:
	case len(l.changes) < changesMax:
		l.changes <- change
	default:
		l.lost = true
		l.changes <- change.ToResync()
	}
}

// Close ends every listening; who listens afterwards is told nothing.
func (room *Listeners[C]) Close() {
	room.mu.Lock()
	defer room.mu.Unlock()
	room.closed = true
	for each := range room.all {
		close(each.changes)
	}
	room.all = nil
}
