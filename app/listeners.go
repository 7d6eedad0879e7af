package app

import (
	"context"
	"sync"
)

// changesWaitingMax is how many changes wait for one slow window; beyond it the window is told to take
// a new snapshot instead of being waited for.
const changesWaitingMax = 256

// listeners hands every change to every window that watches, in order.
type listeners struct {
	mutex   sync.Mutex
	windows map[chan Change]struct{}
}

func newListeners() *listeners { return &listeners{windows: map[chan Change]struct{}{}} }

// watch gives a window's line of changes; it is closed when ctx ends.
func (l *listeners) watch(ctx context.Context) <-chan Change {
	window := make(chan Change, changesWaitingMax)
	l.mutex.Lock()
	l.windows[window] = struct{}{}
	l.mutex.Unlock()
	context.AfterFunc(ctx, func() {
		l.mutex.Lock()
		defer l.mutex.Unlock()
		delete(l.windows, window)
		close(window)
	})
	return window
}

// tell hands a change on. A window whose line is full loses what waits and gets one word: resync.
func (l *listeners) tell(change Change) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for window := range l.windows {
		select {
		case window <- change:
			continue
		default:
		}
		for emptied := false; !emptied; {
			select {
			case <-window:
			default:
				emptied = true
			}
		}
		window <- Change{Revision: change.Revision, Now: change.Now, Resync: true}
	}
}
