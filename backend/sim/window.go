package sim

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"sync"

	"activa/backend/desk"
	"activa/backend/message"
)

// window is what a person at a desk sees: a snapshot, and the changes since, as a real window keeps them.
// It outlives the program behind it, because people remember what they saw.
type window struct {
	owner  string
	breaks func(rule, detail string)

	mu       sync.Mutex
	asleep   chan struct{} // closed when it wakes; nil when awake
	revision int64
	sent     map[desk.MessageID]desk.SentMessage
	drafts   map[desk.MessageID]desk.Draft
	tickets  map[string]desk.TicketState
	presence desk.PresenceState
	line     desk.ConnectionPhase
	seen     map[desk.MessageID]message.Progress // ever, in any run
	resyncs  int
}

// watch looks at a desk until it ends or ctx does.
func (w *window) watch(ctx context.Context, looked *desk.Desk) {
	changes := looked.Watch(ctx)
	w.take(looked.Snapshot())
	for change := range changes {
		w.mu.Lock()
		asleep := w.asleep
		w.mu.Unlock()
		if asleep != nil {
			<-asleep
		}
		if change.Resync {
			w.resyncs++
			w.take(looked.Snapshot())
			continue
		}
		w.apply(change)
	}
}

func (w *window) take(snapshot desk.Snapshot) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.revision, w.presence, w.line = snapshot.Revision, snapshot.Presence, snapshot.Connection.Phase
	w.sent, w.drafts = map[desk.MessageID]desk.SentMessage{}, map[desk.MessageID]desk.Draft{}
	for _, row := range snapshot.Sent {
		w.see(row)
	}
	for _, draft := range snapshot.Drafts {
		w.drafts[draft.ID] = draft
	}
	w.tickets = map[string]desk.TicketState{}
	for _, state := range snapshot.Tickets {
		w.tickets[state.ID] = state
	}
}

// apply takes a change in, as the frontend does.
func (w *window) apply(change desk.Change) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if change.Revision <= w.revision {
		return // the snapshot holds it
	}
	if change.Revision != w.revision+1 {
		w.breaks(ruleNoGaps, fmt.Sprintf("%s: change %d follows %d", w.owner, change.Revision, w.revision))
	}
	w.revision = change.Revision
	if change.Presence != nil {
		w.presence = *change.Presence
	}
	if change.Connection != nil {
		w.line = change.Connection.Phase
	}
	for _, row := range change.Sent {
		w.see(row)
	}
	for _, id := range change.SentGone {
		delete(w.sent, id)
	}
	for _, draft := range change.Drafts {
		w.drafts[draft.ID] = draft
	}
	for _, id := range change.DraftsGone {
		delete(w.drafts, id)
	}
	for _, state := range change.Tickets {
		w.tickets[state.ID] = state
	}
	for _, id := range change.TicketsGone {
		delete(w.tickets, string(id))
	}
}

// see notes a row and compares it with what was seen of it before.
func (w *window) see(row desk.SentMessage) {
	if back := wentBack(w.seen[row.ID()], row.Progress); back != "" {
		w.breaks(ruleNeverBack, fmt.Sprintf("%s: %s %s", w.owner, row.ID(), back))
	}
	w.seen[row.ID()] = row.Progress
	w.sent[row.ID()] = row
}

func (w *window) sleep() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.asleep == nil {
		w.asleep = make(chan struct{})
	}
}

func (w *window) wake() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.asleep != nil {
		close(w.asleep)
		w.asleep = nil
	}
}

func (w *window) isAsleep() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asleep != nil
}

// rows are what the window shows, a copy.
func (w *window) rows() map[desk.MessageID]desk.SentMessage {
	w.mu.Lock()
	defer w.mu.Unlock()
	return maps.Clone(w.sent)
}

// differs tells how what the window shows differs from a snapshot of the same instant; empty when not.
func (w *window) differs(snapshot desk.Snapshot) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case len(w.sent) != len(snapshot.Sent):
		return fmt.Sprintf("%d rows, the desk has %d", len(w.sent), len(snapshot.Sent))
	case len(w.drafts) != len(snapshot.Drafts):
		return fmt.Sprintf("%d drafts, the desk has %d", len(w.drafts), len(snapshot.Drafts))
	case len(w.tickets) != len(snapshot.Tickets):
		return fmt.Sprintf("%d tickets, the desk has %d", len(w.tickets), len(snapshot.Tickets))
	case w.presence != snapshot.Presence:
		return fmt.Sprintf("presence %+v, the desk has %+v", w.presence, snapshot.Presence)
	case w.line != snapshot.Connection.Phase:
		return fmt.Sprintf("line %s, the desk has %s", w.line, snapshot.Connection.Phase)
	}
	for _, state := range snapshot.Tickets {
		if shown, is := w.tickets[state.ID]; !is || !reflect.DeepEqual(shown, state) {
			return fmt.Sprintf("%s as %+v, the desk has %+v", state.ID, shown, state)
		}
	}
	for _, row := range snapshot.Sent {
		shown, is := w.sent[row.ID()]
		if !is || shown.Progress != row.Progress || (shown.Outbox == nil) != (row.Outbox == nil) ||
			shown.Outbox != nil && *shown.Outbox != *row.Outbox {
			return fmt.Sprintf("%s as %+v, the desk has %+v", row.ID(), shown, row)
		}
	}
	return ""
}

// wentBack tells how a later progress is behind an earlier one; empty when it is not. Queued and
// Unconfirmed are both shown as Sending, and a proven absence leads from the second to the first.
func wentBack(before, now message.Progress) string {
	rank := func(d message.Delivery) message.Delivery {
		switch d {
		case message.Unconfirmed:
			return message.Queued
		case message.Cancelled:
			return message.Unconfirmed // a receipt proves that it left after all
		}
		return d
	}
	if rank(now.Delivery) < rank(before.Delivery) {
		return fmt.Sprintf("went from %s back to %s", before.Delivery, now.Delivery)
	}
	for _, kind := range []message.Delivery{
		message.Accepted, message.Dispatched, message.Failed, message.Received, message.Consumed,
	} {
		was, is := before.FirstAt(kind), now.FirstAt(kind)
		if !was.IsZero() && (is.IsZero() || is.After(was)) {
			return fmt.Sprintf("was %s at %v and now at %v", kind, was, is)
		}
	}
	if !before.RepliedAt.IsZero() && now.RepliedAt.IsZero() {
		return "was answered and is not any more"
	}
	return ""
}
