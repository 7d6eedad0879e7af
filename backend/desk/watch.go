package desk

import (
	"context"
	"sync"
)

// changesMax is how many changes wait for one listener before it is told to take a new snapshot.
const changesMax = 256

// listener is one channel. lost says that its last change is a Resync: what comes before a listener took
// that one is in the snapshot that it takes then.
type listener struct {
	changes chan Change
	lost    bool
}

// listeners is everybody who is told about changes.
type listeners struct {
	mu     sync.Mutex
	all    map[*listener]struct{}
	closed bool
}

// add begins a listening that ends with ctx.
func (room *listeners) add(ctx context.Context) <-chan Change {
	added := &listener{changes: make(chan Change, changesMax+1)} // the last place is for a Resync
	room.mu.Lock()
	defer room.mu.Unlock()
	if room.closed {
		close(added.changes)
		return added.changes
	}
	if room.all == nil {
		room.all = map[*listener]struct{}{}
	}
	room.all[added] = struct{}{}
	context.AfterFunc(ctx, func() { room.remove(added) })
	return added.changes
}

func (room *listeners) remove(gone *listener) {
	room.mu.Lock()
	defer room.mu.Unlock()
	if _, listening := room.all[gone]; listening {
		delete(room.all, gone)
		close(gone.changes)
	}
}

// tell never blocks. The order among listeners does not matter: they do not know each other.
func (room *listeners) tell(change Change) {
	room.mu.Lock()
	defer room.mu.Unlock()
	for each := range room.all {
		each.put(change)
	}
}

// put queues a change, or one Resync in the place of those that find no room. Nothing is taken out again
// to make room: a listener that reads at that moment would see a gap before the Resync.
func (l *listener) put(change Change) {
	l.lost = l.lost && len(l.changes) > 0
	switch {
	case l.lost:
	case len(l.changes) < changesMax:
		l.changes <- change
	default:
		l.lost = true
		l.changes <- Change{Revision: change.Revision, Resync: true}
	}
}

func (room *listeners) close() {
	room.mu.Lock()
	defer room.mu.Unlock()
	room.closed = true
	for each := range room.all {
		close(each.changes)
	}
	room.all = nil
}
