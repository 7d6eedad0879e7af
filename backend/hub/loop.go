package hub

import (
	"context"
	"errors"
	"fmt"
	"time"

	"activa/backend/lime"
)

const (
	// inputsMax is how many inputs wait for the loop; who has one more waits with it.
	inputsMax = 1024
	// groupMax is how many inputs share one commit. They are what came in during the last one, so
	// nobody waits for a group to fill.
	groupMax = 256
)

// posted is an input on its way with the goroutine that waits for it.
type posted struct {
	event   event
	outcome chan error // takes one value; nil when nobody waits
	settled chan struct{}
}

// post hands an event to the loop. The first result is closed once the event is committed and told.
func (h *Hub) post(ctx context.Context, e event) (<-chan struct{}, error) {
	return h.enter(ctx, posted{event: e, settled: make(chan struct{})})
}

func (h *Hub) enter(ctx context.Context, p posted) (<-chan struct{}, error) {
	select {
	case h.inputs <- p:
		return p.settled, nil
	case <-h.ended:
		return nil, fmt.Errorf("hub: %w", lime.ErrClosed)
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// do hands an event to the loop and waits for its outcome.
func (h *Hub) do(ctx context.Context, e event) error {
	outcome := make(chan error, 1)
	if _, err := h.enter(ctx, posted{event: e, outcome: outcome, settled: make(chan struct{})}); err != nil {
		return err
	}
	select {
	case err := <-outcome:
		return err
	case <-h.ended:
		return fmt.Errorf("hub: %w", lime.ErrClosed)
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// loop is the only goroutine that runs steps.
func (h *Hub) loop(ctx context.Context) {
	for {
		select {
		case first := <-h.inputs:
			h.commit(ctx, h.gather(first))
		case <-ctx.Done():
			return
		}
	}
}

// gather takes what waits already.
func (h *Hub) gather(first posted) []posted {
	group := []posted{first}
	for len(group) < groupMax {
		select {
		case next := <-h.inputs:
			group = append(group, next)
		default:
			return group
		}
	}
	return group
}

// now is the hub's time in whole milliseconds; it never goes back, whatever the machine's clock does.
func (h *Hub) now() time.Time {
	if now := h.options.Now().UTC().Truncate(time.Millisecond); now.After(h.latest) {
		h.latest = now
	}
	return h.latest
}

// commit runs the steps of a group, makes them durable, and then tells, all in the order of inputs.
func (h *Hub) commit(ctx context.Context, group []posted) {
	steps := make([]*step, len(group))
	works := make([]func(Tx) error, len(group))
	for i, p := range group {
		s := &step{at: h.now(), newID: h.options.NewID, rules: h.rules, directory: &h.directory}
		steps[i] = s
		works[i] = func(tx Tx) error {
			s.Tx = tx
			return p.event.apply(s)
		}
	}
	// The commit is not cut by the end of the hub: what was taken in is finished.
	failures, err := h.options.Store.Update(context.WithoutCancel(ctx), works...)
	var left []posted
	for i, p := range group {
		failure := err
		if failure == nil {
			failure = failures[i]
		}
		left = append(left, h.tell(p, steps[i], failure)...)
	}
	h.counters.commits.Add(1)
	h.counters.inputs.Add(int64(len(group)))
	if len(left) > 0 {
		h.commit(ctx, left)
	}
}

// tell does what is to be done after the commit. What it gives back is news that found no taker.
func (h *Hub) tell(p posted, s *step, failure error) (left []posted) {
	if failure != nil {
		s.deliveries, s.answers, s.agentNews = nil, nil, nil
		p.event.refused(s, failure)
		if _, trouble := reasonOf(failure); trouble {
			h.log.Error("input failed", "event", fmt.Sprintf("%T", p.event), "error", failure)
		}
	}
	if failure == nil && s.wakes {
		h.wakeTimer()
	}
	for _, answer := range s.answers {
		answer()
	}
	for _, news := range s.agentNews {
		select {
		case h.agentNews <- news:
		default: // the gateway is slow, and this is no promise
		}
	}
	for _, d := range s.deliveries {
		err := d.to.Send(d.envelope)
		if err != nil {
			h.log.Debug("not delivered", "to", d.to.Node().String(), "error", err)
		}
		notification, isNews := d.envelope.(*lime.Notification)
		if errors.Is(err, lime.ErrNoInbox) && isNews {
			left = append(left, posted{event: undelivered{notification}, settled: make(chan struct{})})
		}
	}
	if p.outcome != nil {
		p.outcome <- failure
	}
	close(p.settled)
	return left
}
