package lime

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// What one session may hold for a peer that reads slowly. Beyond either the peer is cut: everything it
// missed can be asked for again, and waiting for it would hold up everybody else.
const (
	// OutgoingMax is a number of envelopes.
	OutgoingMax = 256
	// OutgoingBytesMax is the sum of their bytes. One envelope may exceed it when it is alone.
	OutgoingBytesMax = 8 << 20
)

// ErrSlowPeer is in the chain of errors of a session that was cut because its peer did not read.
var ErrSlowPeer = errors.New("the peer reads too slowly")

// parcel is one encoded envelope on its way out.
type parcel struct {
	frame []byte
	// written, when not nil, gets one value as soon as the transport took or refused the frame.
	written chan error
}

// queue holds the parcels of one session for its only writer.
type queue struct {
	mu      sync.Mutex
	parcels []*parcel
	bytes   int
	// closed is set by the last words: nothing follows them.
	closed bool
	// wake and room hold at most one token each: something to write, space for one more.
	wake, room chan struct{}
}

func newQueue() *queue {
	return &queue{wake: make(chan struct{}, 1), room: make(chan struct{}, 1)}
}

// push adds a parcel; the errors are ErrSlowPeer when there is no room for it, and ErrClosed.
func (q *queue) push(added *parcel) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case q.closed:
		return fmt.Errorf("session: %w", ErrClosed)
	case len(q.parcels) >= OutgoingMax, len(q.parcels) > 0 && q.bytes+len(added.frame) > OutgoingBytesMax:
		return ErrSlowPeer
	}
	q.add(added)
	return nil
}

// pushLast adds last words, for which there is always room, and closes the queue behind them. It says
// whether they are the first.
func (q *queue) pushLast(added *parcel) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.closed = true
	q.add(added)
	return true
}

func (q *queue) add(added *parcel) {
	q.parcels = append(q.parcels, added)
	q.bytes += len(added.frame)
	signal(q.wake)
}

// pushWaiting waits for room until the context ends or the session does.
func (q *queue) pushWaiting(ctx context.Context, ended <-chan struct{}, added *parcel) bool {
	for {
		err := q.push(added)
		if !errors.Is(err, ErrSlowPeer) {
			return err == nil
		}
		select {
		case <-q.room:
		case <-ctx.Done():
			return false
		case <-ended:
			return false
		}
	}
}

// pop takes the oldest parcel, nil when there is none. From then on the parcel may have left.
func (q *queue) pop() *parcel {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.parcels) == 0 {
		return nil
	}
	oldest := q.parcels[0]
	q.parcels[0] = nil
	q.parcels = q.parcels[1:]
	q.bytes -= len(oldest.frame)
	if len(q.parcels) == 0 {
		q.parcels = nil // an idle session holds nothing
	}
	signal(q.room)
	return oldest
}

// withdraw takes a parcel back. It says whether that succeeded, which is to say whether the parcel
// certainly has not left and never will.
func (q *queue) withdraw(unsent *parcel) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	at := slices.Index(q.parcels, unsent)
	if at < 0 {
		return false
	}
	q.parcels = slices.Delete(q.parcels, at, at+1)
	q.bytes -= len(unsent.frame)
	signal(q.room)
	return true
}

func signal(token chan<- struct{}) {
	select {
	case token <- struct{}{}:
	default:
	}
}
