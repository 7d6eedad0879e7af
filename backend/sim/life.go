package sim

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"activa/backend/desk"
	"activa/backend/hub"
	"activa/backend/message"
	"activa/backend/ticket"
)

var errDied = errors.New("the process died")

// life is the life of one process as its store sees it: it may die at a commit, just before or just
// after, and it may be frozen, as a machine is that sleeps. What was committed stays; nothing of a dead
// process reaches anybody.
type life struct {
	onDeath func() // breaks its lines

	mu     sync.Mutex
	left   int  // commits until death; negative: none is near
	after  bool // the last commit is made, and nobody is told
	dead   bool
	frozen chan struct{} // closed when it thaws; nil when awake
}

func newLife(onDeath func()) *life { return &life{onDeath: onDeath, left: -1} }

// dieAt lets the process die at a commit from now: 0 is the next one.
func (l *life) dieAt(commits int, after bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.left, l.after = commits, after
}

// die ends the process now.
func (l *life) die() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.end()
}

func (l *life) end() {
	if !l.dead {
		l.dead = true
		l.onDeath()
	}
}

func (l *life) isDead() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dead
}

func (l *life) freeze() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.frozen == nil {
		l.frozen = make(chan struct{})
	}
}

func (l *life) thaw() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.frozen != nil {
		close(l.frozen)
		l.frozen = nil
	}
}

func (l *life) isFrozen() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.frozen != nil
}

// commit makes a commit, unless this is the one at which the process dies.
func (l *life) commit(make func() error) error {
	l.mu.Lock()
	frozen := l.frozen
	l.mu.Unlock()
	if frozen != nil {
		<-frozen
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.dead && l.left == 0 && !l.after {
		l.end()
	}
	if l.dead {
		return errDied
	}
	if err := make(); err != nil {
		return err
	}
	if l.left == 0 {
		l.end()
		return errDied
	}
	l.left = max(l.left-1, -1)
	return nil
}

// deskStore is a desk's real store with a life.
type deskStore struct {
	desk.Store
	life *life
}

func (s *deskStore) Commit(ctx context.Context, commit desk.Commit) error {
	return s.life.commit(func() error { return s.Store.Commit(ctx, commit) })
}

// hubStore is the hub's real store with a life, and with a witness at every write.
type hubStore struct {
	hub.Store
	life    *life
	witness *witness
}

func (s *hubStore) Update(ctx context.Context, steps ...func(hub.Tx) error) (failures []error, err error) {
	seen := make([]sight, len(steps))
	watched := make([]func(hub.Tx) error, len(steps))
	for i, step := range steps {
		watched[i] = func(tx hub.Tx) error {
			seen[i] = sight{}
			return step(&watchedTx{Tx: tx, sight: &seen[i]})
		}
	}
	committed := false
	err = s.life.commit(func() error {
		var err error
		failures, err = s.Store.Update(ctx, watched...)
		committed = err == nil
		return err
	})
	if committed {
		for i := range seen {
			if failures[i] == nil {
				s.witness.note(seen[i])
			}
		}
	}
	return failures, err
}

// sight is what one step was seen to write.
type sight struct {
	inserted, updated []hub.Send
	broken            []violation // judged inside the transaction
}

// watchedTx is a transaction whose writes are seen, and judged by what the same transaction reads.
type watchedTx struct {
	hub.Tx
	sight *sight
}

func (tx *watchedTx) InsertSend(send hub.Send) (int64, error) {
	if !send.Progress.AcceptedAt.IsZero() {
		if account, err := tx.Account(send.Sender); err != nil || account.Presence.Status != ticket.Online {
			tx.broken(ruleOnline, "%s of %s who is %s", send.ID, send.Sender, account.Presence.Status)
		}
		if open, err := tx.UnfinishedTicket(send.Bot, send.Contact); err == nil {
			tx.broken(ruleNoTicket, "%s to %s with ticket %s", send.ID, send.Contact, open.ID)
		}
	}
	change, err := tx.Tx.InsertSend(send)
	if err == nil {
		tx.sight.inserted = append(tx.sight.inserted, send)
	}
	return change, err
}

func (tx *watchedTx) broken(rule, format string, arguments ...any) {
	tx.sight.broken = append(tx.sight.broken, violation{rule, fmt.Sprintf(format, arguments...)})
}

func (tx *watchedTx) UpdateSend(send hub.Send) (int64, error) {
	change, err := tx.Tx.UpdateSend(send)
	if err == nil {
		tx.sight.updated = append(tx.sight.updated, send)
	}
	return change, err
}

// witness remembers how far every send on the hub came.
type witness struct {
	mu     sync.Mutex
	known  map[string]message.Progress // by handle
	breaks func(rule, detail string)
}

func (w *witness) note(seen sight) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, broken := range seen.broken {
		w.breaks(broken.rule, broken.detail)
	}
	for _, send := range seen.inserted {
		if _, twice := w.known[send.Handle]; twice {
			w.breaks(ruleOnce, "the hub keeps "+send.Handle+" twice")
		}
		w.known[send.Handle] = send.Progress
	}
	for _, send := range seen.updated {
		if back := wentBack(w.known[send.Handle], send.Progress); back != "" {
			w.breaks(ruleNeverBack, "on the hub "+send.Handle+" "+back)
		}
		w.known[send.Handle] = send.Progress
	}
}
