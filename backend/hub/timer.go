package hub

import (
	"context"
	"time"

	"activa/backend/message"
)

const (
	// lookAgain is the longest wait, in the machine's time, before the hub asks for the time again: a
	// machine that slept, or whose clock was set, is noticed after it at the latest.
	lookAgain = 30 * time.Second
	// noticesKeptFor is how long news wait for a sender without a session.
	noticesKeptFor = 72 * time.Hour
	// forgetEvery is how often, in the hub's time, what has had its time is removed.
	forgetEvery = time.Hour
)

// wakeTimer makes keepTime look at what is due.
func (h *Hub) wakeTimer() {
	select {
	case h.timer <- struct{}{}:
	default:
	}
}

// keepTime hands over what waits for the gateway and posts due as often as something is. What was taken in
// before ctx ended is still handed over.
func (h *Hub) keepTime(ctx context.Context) {
	handing, stop := outlasting(ctx, closeTimeout)
	defer stop()
	var forgotten time.Time
	for {
		leaving := ctx.Err() != nil
		changed := h.options.Changed() // before looking at the time, so that no change is missed
		handed, err := h.handOver(handing)
		if err != nil {
			h.log.Error("hand over to the gateway", "error", err)
		}
		switch {
		case handing.Err() != nil: // what is left is as due as before, and waits for the next start
			return
		case handed:
			continue
		case leaving:
			return
		}
		looked := &due{forgotten: forgotten}
		if clock := h.options.Clock; clock != nil && clock.Factor() > 1 {
			note := noteClock(clock)
			looked.clock = &note
		}
		wait := h.untilNext(context.WithoutCancel(ctx), looked)
		forgotten = looked.forgotten
		h.wait(ctx, wait, changed)
	}
}

// outlasting is a context that ends a while after another one.
func outlasting(ctx context.Context, by time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		select {
		case <-time.After(by):
			cancel()
		case <-longer.Done():
		}
	})
	return longer, func() { stop(); cancel() }
}

// untilNext posts due and says how long nothing will be, in the machine's time.
func (h *Hub) untilNext(ctx context.Context, looked *due) time.Duration {
	if err := h.do(ctx, looked); err != nil || looked.next.IsZero() {
		return lookAgain
	}
	return min(max(h.options.Until(looked.next), time.Millisecond), lookAgain)
}

func (h *Hub) wait(ctx context.Context, wait time.Duration, changed <-chan struct{}) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-h.timer:
	case <-changed:
	case <-ctx.Done():
	}
}

// begun is the first input of a hub that starts: nobody has a session yet, and the gateway may have
// forgotten what it has.
type begun struct {
	unfinished []GatewayMessage
	phones     []PhoneAct
}

func (b *begun) apply(s *step) error {
	b.unfinished = nil
	if _, forgets := s.rules.options.Gateway.(Resumer); forgets {
		if err := b.findUnfinished(s); err != nil {
			return err
		}
	}
	if err := b.findPhones(s); err != nil {
		return err
	}
	accounts, err := s.Accounts()
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if err := s.noteAway(account); err != nil {
			return err
		}
	}
	_, err = s.settle() // what was due while the hub did not run has happened for the first input
	return err
}

func (b *begun) refused(*step, error) { b.unfinished, b.phones = nil, nil }

const (
	// unfinishedFor is how long after its sending a message may still have news: people who answer
	// late answer on the third day.
	unfinishedFor = 96 * time.Hour
	// unfinishedPage is how many sends are looked at in one reading, all in all as many as there are.
	unfinishedPage = 1000
)

// findUnfinished finds what the gateway took, or may have taken, and the customer has not answered.
func (b *begun) findUnfinished(s *step) error {
	query := SentQuery{VisibleSince: s.at.Add(-unfinishedFor), Take: unfinishedPage}
	for {
		sends, err := s.SentSince(query)
		if err != nil {
			return err
		}
		if len(sends) == 0 {
			return b.findUnfinishedTalk(s)
		}
		for _, send := range sends {
			query.AfterChange = send.Change
			progress := send.Progress
			if send.Handover == HandoverWaiting || progress.Delivery == message.Failed || !progress.RepliedAt.IsZero() {
				continue
			}
			outgoing, err := s.outgoing(send)
			if err != nil {
				return err
			}
			b.unfinished = append(b.unfinished, outgoing)
		}
	}
}

// findUnfinishedTalk finds the agents' messages of that kind that are not known to be read.
func (b *begun) findUnfinishedTalk(s *step) error {
	written, err := s.OutboundSince(s.at.Add(-unfinishedFor))
	if err != nil {
		return err
	}
	for _, outbound := range written {
		if outbound.Handover == HandoverWaiting || outbound.Progress.Delivery == message.Failed || !outbound.Progress.ConsumedAt.IsZero() {
			continue
		}
		outgoing, err := s.outgoingTalk(outbound)
		if err != nil {
			return err
		}
		b.unfinished = append(b.unfinished, outgoing)
	}
	return nil
}

// due is the input of a timer: it does what its time has come for, and finds the next instant.
type due struct {
	forgotten time.Time  // when what has had its time was last removed
	clock     *clockNote // of a simulated clock that runs away from the machine's
	next      time.Time
}

func (d *due) apply(s *step) error {
	if s.at.Sub(d.forgotten) >= forgetEvery {
		if err := s.ForgetBefore(s.at.Add(-noticesKeptFor)); err != nil {
			return err
		}
		d.forgotten = s.at
	}
	if d.clock != nil {
		if err := s.putBucket(bucketClock, d.clock); err != nil {
			return err
		}
	}
	settledUntil, err := s.settle()
	if err != nil {
		return err
	}
	tryAt, err := s.NextTry()
	d.next = sooner(settledUntil, tryAt)
	return err
}

func (d *due) refused(*step, error) {}
