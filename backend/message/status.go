package message

import (
	"fmt"
	"strings"
	"time"
)

// Delivery says how far an active message is known to have come. DESIGN §3.2 ranks them: a higher
// one wins over a lower one, whatever the order in which the news arrives.
type Delivery uint8

// The deliveries in the order of their rank. Cancelled has a rank of its own, see rank.
const (
	Queued      Delivery = iota // Send was pressed; not handed over yet
	Unconfirmed                 // handed over; no answer in time, or a crash in between
	Accepted                    // the platform took it: the reply window starts here
	Dispatched                  // the gateway took it
	Failed                      // refused for good, with a reason
	Received                    // on the phone; a failure before or after is only a note
	Consumed                    // read
	Cancelled                   // taken back before it was handed over
)

var deliveryCodes = [...]string{
	Queued: "queued", Unconfirmed: "unconfirmed", Accepted: "accepted", Dispatched: "dispatched",
	Failed: "failed", Received: "received", Consumed: "consumed", Cancelled: "cancelled",
}

// String is the stable lower-case code of a delivery, used in stores and listings.
func (d Delivery) String() string {
	if int(d) < len(deliveryCodes) {
		return deliveryCodes[d]
	}
	return fmt.Sprintf("delivery-%d", uint8(d))
}

// ParseDelivery reads the code that String writes, ignoring case; false for any other text.
func ParseDelivery(code string) (Delivery, bool) {
	for d, known := range deliveryCodes {
		if strings.EqualFold(known, code) {
			return Delivery(d), true
		}
	}
	return Queued, false
}

// rank orders deliveries. Cancelled stands right above Queued: a receipt for a message that was
// taken back proves that it left after all, and the truth wins over the wish.
func (d Delivery) rank() int {
	if d == Cancelled {
		return 1
	}
	return int(d) * 2
}

// Receipt is one piece of news about a message. Reason counts only for Failed. At must be given: who
// gets news without a time puts the time of arrival.
type Receipt struct {
	Kind   Delivery
	At     time.Time
	Reason Reason
}

// Progress is all that is known about one message's way: the highest delivery and the first instant
// of each. Instants are UTC, cut to the millisecond; zero means that nothing was heard. Two values
// that know the same compare equal with ==.
type Progress struct {
	Delivery      Delivery
	QueuedAt      time.Time
	UnconfirmedAt time.Time
	AcceptedAt    time.Time
	DispatchedAt  time.Time
	FailedAt      time.Time
	ReceivedAt    time.Time
	ConsumedAt    time.Time
	CancelledAt   time.Time
	RepliedAt     time.Time // first reply of the recipient that belongs to this message
	Reason        Reason    // of the first failure; kept as a note when a phone got the message anyway
}

// NewProgress is a message for which Send was just pressed.
func NewProgress(queuedAt time.Time) Progress {
	return Progress{Delivery: Queued, QueuedAt: instant(queuedAt)}
}

// Apply takes a receipt in: the higher rank wins and the first instant of each rank is kept, so
// receipts may come twice and in any order with one outcome. The first failure's reason stays, also
// as a note below Received and Consumed. When the receipt says nothing new the result equals p.
// Cancelled is no receipt, see Cancel.
func (p Progress) Apply(r Receipt) Progress {
	at := p.at(r.Kind)
	if at == nil || r.Kind == Cancelled {
		return p
	}
	if r.Kind == Failed && firstFailure(p, r) {
		p.Reason = r.Reason
	}
	keepFirst(at, r.At)
	if r.Kind.rank() > p.Delivery.rank() {
		p.Delivery = r.Kind
	}
	return p
}

// firstFailure says whether r is the failure whose reason is kept: the earliest one; of two in the
// same millisecond the one with the smaller reason, so that the order of arrival does not decide.
func firstFailure(p Progress, r Receipt) bool {
	at := instant(r.At)
	if p.FailedAt.IsZero() || at.Before(p.FailedAt) {
		return true
	}
	return at.Equal(p.FailedAt) && r.Reason.less(p.Reason)
}

// Cancel takes the message back; false when it was handed over already (or is cancelled), and then
// nothing changes.
func (p Progress) Cancel(at time.Time) (Progress, bool) {
	if p.Delivery != Queued {
		return p, false
	}
	p.Delivery, p.CancelledAt = Cancelled, instant(at)
	return p, true
}

// Replied notes a reply of the recipient. The first one stays.
func (p Progress) Replied(at time.Time) Progress {
	keepFirst(&p.RepliedAt, at)
	return p
}

// FailureNote is the reason of a failure that did not keep the message from a phone (recipients may
// have several devices: WhatsApp templates, §6.1); false when there is none.
func (p Progress) FailureNote() (Reason, bool) {
	if p.FailedAt.IsZero() || p.Delivery.rank() <= Failed.rank() {
		return Reason{}, false
	}
	return p.Reason, true
}

// at points at the field of p (the caller's copy) that holds the first instant of a delivery.
func (p *Progress) at(d Delivery) *time.Time {
	switch d {
	case Queued:
		return &p.QueuedAt
	case Unconfirmed:
		return &p.UnconfirmedAt
	case Accepted:
		return &p.AcceptedAt
	case Dispatched:
		return &p.DispatchedAt
	case Failed:
		return &p.FailedAt
	case Received:
		return &p.ReceivedAt
	case Consumed:
		return &p.ConsumedAt
	case Cancelled:
		return &p.CancelledAt
	}
	return nil
}

// FirstAt is the first instant at which a delivery was reported, zero when it never was.
func (p Progress) FirstAt(d Delivery) time.Time {
	if at := p.at(d); at != nil {
		return *at
	}
	return time.Time{}
}

// instant brings a time to the form in which Progress compares: UTC, whole milliseconds.
func instant(at time.Time) time.Time { return at.UTC().Truncate(time.Millisecond) }

func keepFirst(field *time.Time, at time.Time) {
	at = instant(at)
	if !at.IsZero() && (field.IsZero() || at.Before(*field)) {
		*field = at
	}
}
