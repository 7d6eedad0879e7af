package client

import (
	"context"
	"sync"

	"activa/backend/desk"
)

// newsMax is how many envelopes wait for the desk before reading from the platform pauses.
const newsMax = 256

// newsQueue holds what the desk has not heard yet, in order. Changes of the line never wait, because who
// reports them must not be held up; the rest waits for room.
type newsQueue struct {
	wake chan struct{} // holds one signal while something waits
	room chan struct{}

	mutex   sync.Mutex
	waiting []queuedNews
}

type queuedNews struct {
	news      desk.News
	holdsRoom bool
}

func newNewsQueue() *newsQueue {
	return &newsQueue{wake: make(chan struct{}, 1), room: make(chan struct{}, newsMax)}
}

// put waits for room; what finds none before ctx ends is dropped, with its session.
func (q *newsQueue) put(ctx context.Context, news desk.News) {
	select {
	case q.room <- struct{}{}:
		q.add(queuedNews{news, true})
	case <-ctx.Done():
	}
}

func (q *newsQueue) putNow(news desk.News) { q.add(queuedNews{news, false}) }

func (q *newsQueue) add(next queuedNews) {
	q.mutex.Lock()
	q.waiting = append(q.waiting, next)
	q.mutex.Unlock()
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// take gives the oldest news; false when there is none.
func (q *newsQueue) take() (desk.News, bool) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if len(q.waiting) == 0 {
		return nil, false
	}
	next := q.waiting[0]
	q.waiting = q.waiting[1:]
	if len(q.waiting) == 0 {
		q.waiting = nil
	}
	if next.holdsRoom {
		<-q.room
	}
	return next.news, true
}
