package desk

import "time"

// Times of the outbox.
const (
	// AskAfter is how late a message may be before a person is asked whether it should still leave (P5).
	AskAfter = 15 * time.Minute
	// AnswerWait is how long a handed-over message may be without a receipt before it counts as
	// Unconfirmed and is looked up.
	AnswerWait = 30 * time.Second
	// PairWait is the least time between two messages to one customer (WhatsApp templates, §7.2), as the
	// platform sees it.
	PairWait = 6 * time.Second
	// TemplateFreshFor is how old the copy of a template may be when a message leaves (rule T1).
	TemplateFreshFor = 5 * time.Minute

	retryWaitFirst  = time.Second // after a hand-over that certainly never left
	retryWaitMax    = 30 * time.Second
	lookUpWaitFirst = 5 * time.Second // after a look-up that could not tell
	lookUpWaitMax   = 5 * time.Minute
)

// OutboxStage is where a send stands on this machine; the drawing is in the package comment.
type OutboxStage string

// The stages of an outbox row.
const (
	OutboxWaiting     OutboxStage = "waiting"
	OutboxAsking      OutboxStage = "asking"
	OutboxHanded      OutboxStage = "handed"
	OutboxUnconfirmed OutboxStage = "unconfirmed"
)

// OutboxRow is a stored send that the platform is not yet known to have.
type OutboxRow struct {
	ID       MessageID
	Stage    OutboxStage
	LeavesAt time.Time // end of the undo window, or when a person confirmed; by this machine's clock
	HandedAt time.Time // of Handed and Unconfirmed: when it was handed over; by the platform's clock
	NextAt   time.Time // not before: next try of a Waiting row, next look-up of an Unconfirmed one; by this machine's
	Tries    int       // hand-overs that certainly never left, or look-ups that could not tell, in a row
}

// Cancellable says whether the message can still be taken back.
func (r OutboxRow) Cancellable() bool {
	return r.Stage == OutboxWaiting || r.Stage == OutboxAsking
}

// Hold names what keeps a Waiting row from leaving, a code for the window.
type Hold string

// The holds, in the order in which they are judged.
const (
	HoldNone     Hold = ""
	HoldUndo     Hold = "undo"     // the undo window is open
	HoldLine     Hold = "line"     // not connected
	HoldPresence Hold = "presence" // not Online, or the platform does not know it yet
	HoldRetry    Hold = "retry"    // the last try never left; the next one is soon
	HoldPair     Hold = "pair"     // 6 s after the customer's last message was taken, or its answer is awaited
	HoldRate     Hold = "rate"     // our own limit toward the platform
	HoldTemplate Hold = "template" // the template is being read again
)

// leaveFacts is what the rule for leaving needs to know at one instant.
type leaveFacts struct {
	now       Moment
	connected bool
	online    bool
	pairAt    time.Time // when the customer may get the next message, by the platform's clock; zero: now
	template  bool      // the copy of the template is fresh
}

// mayLeave judges a Waiting row: nothing holds it, or what does and when to look again (zero: when
// something happens). ask says that it is too late to leave without a person's word.
func (r OutboxRow) mayLeave(facts leaveFacts) (hold Hold, again Moment, ask bool) {
	late := r.LeavesAt.Add(AskAfter)
	switch here := facts.now.Here; {
	case here.Before(r.LeavesAt):
		return HoldUndo, Moment{Here: r.LeavesAt}, false
	case !here.Before(late):
		return HoldNone, Moment{}, true
	case !facts.connected:
		return HoldLine, Moment{Here: late}, false
	case !facts.online:
		return HoldPresence, Moment{Here: late}, false
	case here.Before(r.NextAt):
		return HoldRetry, Moment{Here: earlier(r.NextAt, late)}, false
	case facts.now.At.Before(facts.pairAt):
		return HoldPair, Moment{At: facts.pairAt, Here: late}, false
	case !facts.template:
		return HoldTemplate, Moment{Here: late}, false
	}
	return HoldNone, Moment{}, false
}

// handedOver is the row at the moment before it is given to the platform.
func (r OutboxRow) handedOver(now Moment) OutboxRow {
	r.Stage, r.HandedAt, r.NextAt = OutboxHanded, now.At, now.Here.Add(AnswerWait)
	return r
}

// neverLeft puts a row back whose hand-over certainly did not happen.
func (r OutboxRow) neverLeft(here time.Time) OutboxRow {
	r.Stage, r.HandedAt = OutboxWaiting, time.Time{}
	r.NextAt = here.Add(doubled(retryWaitFirst, retryWaitMax, r.Tries))
	r.Tries++
	return r
}

// unconfirmed marks a row whose outcome nobody knows; it is looked up at the given instant.
func (r OutboxRow) unconfirmed(lookUpAt time.Time) OutboxRow {
	r.Stage, r.NextAt, r.Tries = OutboxUnconfirmed, lookUpAt, 0
	return r
}

// lookUpLater waits for the next look-up after one that could not tell.
func (r OutboxRow) lookUpLater(here time.Time) OutboxRow {
	r.NextAt = here.Add(doubled(lookUpWaitFirst, lookUpWaitMax, r.Tries))
	r.Tries++
	return r
}

// absent allows another try: the platform proved that it does not have the message.
func (r OutboxRow) absent() OutboxRow {
	r.Stage, r.HandedAt, r.NextAt, r.Tries = OutboxWaiting, time.Time{}, time.Time{}, 0
	return r
}

// leaveNow ends the undo window, or is a person's word that a late message should still leave.
func (r OutboxRow) leaveNow(here time.Time) OutboxRow {
	r.Stage, r.LeavesAt = OutboxWaiting, here
	return r
}

// doubled is first·2^tries, at most limit.
func doubled(first, limit time.Duration, tries int) time.Duration {
	wait := first
	for range tries {
		if wait *= 2; wait >= limit {
			return limit
		}
	}
	return wait
}

// earlier is the earlier of two instants; a zero one does not count.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}
