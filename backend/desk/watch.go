package desk

import (
	"context"
	"sync"
)

// changesMax is how many changes wait for one listener before it is told to take a new snapshot.
const changesMax = 256

// listeners is everybody who is told about changes.
type listeners struct {
	mu     sync.Mutex
	all    map[chan Change]struct{}
	closed bool
}

// add begins a listening that ends with ctx.
func (room *listeners) add(ctx context.Context) <-chan Change {
	changes := make(chan Change, changesMax)
	room.mu.Lock()
	defer room.mu.Unlock()
	if room.closed {
		close(changes)
		return changes
	}
	if room.all == nil {
		room.all = map[chan Change]struct{}{}
	}
	room.all[changes] = struct{}{}
	context.AfterFunc(ctx, func() { room.remove(changes) })
	return changes
}

func (room *listeners) remove(changes chan Change) {
	room.mu.Lock()
	defer room.mu.Unlock()
	if _, listening := room.all[changes]; listening {
		delete(room.all, changes)
		close(changes)
	}
}

// tell never blocks. The order among listeners does not matter: they do not know each other.
func (room *listeners) tell(change Change) {
	room.mu.Lock()
	defer room.mu.Unlock()
	for changes := range room.all {
		put(changes, change)
	}
}

// put queues a change, or puts one Resync in the place of everything that waited.
func put(changes chan Change, change Change) {
	select {
	case changes <- change:
		return
	default:
	}
	for range changesMax {
		select {
		case <-changes:
		default:
		}
	}
	changes <- Change{Revision: change.Revision, Resync: true}
}

func (room *listeners) close() {
	room.mu.Lock()
	defer room.mu.Unlock()
	room.closed = true
	for changes := range room.all {
		close(changes)
	}
	room.all = nil
}
