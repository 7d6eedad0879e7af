package message

import "time"

const (
	// ReplyWindow is how long after the platform took a message a reply still belongs to it (P8).
	ReplyWindow = 24 * time.Hour
	// VisibleFor is how long after the platform took a message its row stays in Sent (P8).
	VisibleFor = 72 * time.Hour
)

// Status is the word that people see for a message: a stable lower-case code, worded by the window.
type Status string

// The shown statuses of P7. A cancelled message is in no list, and is called so only in the history.
const (
	StatusSending   Status = "sending"
	StatusSent      Status = "sent"
	StatusDelivered Status = "delivered"
	StatusRead      Status = "read"
	StatusFailed    Status = "failed"
	StatusExpired   Status = "expired"
	StatusCancelled Status = "cancelled"
)

// Status is what is shown at an instant.
func (p Progress) Status(now time.Time) Status {
	switch p.Delivery {
	case Queued, Unconfirmed:
		return StatusSending
	case Cancelled:
		return StatusCancelled
	case Failed:
		return StatusFailed
	}
	if p.Expired(now) {
		return StatusExpired
	}
	switch p.Delivery {
	case Received:
		return StatusDelivered
	case Consumed:
		return StatusRead
	}
	return StatusSent
}

// takenAt is when the platform took the message. A platform may report a later step and never the
// acceptance itself; then the earliest of those steps stands for it.
func (p Progress) takenAt() time.Time {
	if !p.AcceptedAt.IsZero() {
		return p.AcceptedAt
	}
	var first time.Time
	keepFirst(&first, p.DispatchedAt)
	keepFirst(&first, p.ReceivedAt)
	keepFirst(&first, p.ConsumedAt)
	return first
}

// ExpiresAt is the end of the reply window: 24 h after the platform took the message. Zero while it
// has not taken it and for failed messages: no window ever opened or it was closed by the failure.
func (p Progress) ExpiresAt() time.Time {
	taken := p.takenAt()
	if taken.IsZero() || p.Delivery == Failed {
		return time.Time{}
	}
	return taken.Add(ReplyWindow)
}

// RepliedInWindow says whether the recipient answered before the window closed. A reply to a message
// that nobody confirmed as taken counts: it proves what the receipts did not tell.
func (p Progress) RepliedInWindow() bool {
	if p.RepliedAt.IsZero() {
		return false
	}
	taken := p.takenAt()
	return taken.IsZero() || p.RepliedAt.Before(taken.Add(ReplyWindow))
}

// Expired says whether the reply window closed with no reply in it. The window includes its first
// millisecond and not its last: at ExpiresAt itself the message is expired.
func (p Progress) Expired(now time.Time) bool {
	end := p.ExpiresAt()
	return !end.IsZero() && !now.Before(end) && !p.RepliedInWindow()
}

// LeavesAt is when the row leaves Sent if nothing else happens: 72 h after the platform took the
// message. A message that failed before it was taken stays 72 h from the failure, which is the
// platform's answer to the send: a message that waited days for a line does not vanish unseen.
// Zero means that the row does not leave by itself: what is not known to be taken stays.
func (p Progress) LeavesAt() time.Time {
	start := p.takenAt()
	if start.IsZero() && p.Delivery == Failed {
		start = p.FailedAt
	}
	if start.IsZero() {
		return time.Time{}
	}
	return start.Add(VisibleFor)
}

// Visible says whether the message has a row in Sent: not cancelled, not answered inside its window
// (then the row is a ticket), and not past LeavesAt. A late reply does not remove the row.
func (p Progress) Visible(now time.Time) bool {
	if p.Delivery == Cancelled || p.RepliedInWindow() {
		return false
	}
	end := p.LeavesAt()
	return end.IsZero() || now.Before(end)
}
