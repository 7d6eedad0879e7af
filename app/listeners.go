package app

import (
	"context"
	"sync"
)

// changesWaitingMax is how many changes wait for one slow window; beyond it the window is told to take
// a new snapshot instead of being waited for.
const changesWaitingMax = 256

// line is what waits for one window. lost says that its last change is a Resync: what comes before the
// window took that one is in the snapshot that it takes then.
type line struct {
	changes chan Change
	lost    bool
}

// listeners hands every change to every window that watches, in order.
type listeners struct {
	mutex   sync.Mutex
	windows map[*line]struct{}
}

func newListeners() *listeners { return &listeners{windows: map[*line]struct{}{}} }

// watch gives a window's line of changes; it is closed when ctx ends.
func (l *listeners) watch(ctx context.Context) <-chan Change {
	window := &line{changes: make(chan Change, changesWaitingMax+1)} // the last place is for a Resync
	l.mutex.Lock()
	l.windows[window] = struct{}{}
	l.mutex.Unlock()
	context.AfterFunc(ctx, func() {
		l.mutex.Lock()
		defer l.mutex.Unlock()
		delete(l.windows, window)
		close(window.changes)
	})
	return window.changes
}

// tell hands a change on and never blocks.
func (l *listeners) tell(change Change) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for window := range l.windows {
		window.put(change)
	}
}

// put queues a change, or one Resync in the place of those that find no room. Nothing is taken out again
// to make room: a window that reads at that moment would see a gap before the Resync.
func (w *line) put(change Change) {
	w.lost = w.lost && len(w.changes) > 0
	switch {
	case w.lost:
	case len(w.changes) < changesWaitingMax:
		w.changes <- change
	default:
		w.lost = true
		w.changes <- Change{Revision: change.Revision, Now: change.Now, Resync: true}
	}
}
