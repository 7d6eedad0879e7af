package ticket

import (
	"strings"
	"time"

	"activa/backend/message"
)

// BondDuration is how long a reply belongs to the agent who sent the message, counted from when the
// platform took it: the reply window (P8). It is half open: a reply at exactly 24 h is outside.
const BondDuration = message.ReplyWindow

// AnswerableMax is how old a send may be for an unquoted reply to still be shown as its answer:
// WhatsApp itself keeps an undelivered message for 30 days (WhatsApp templates, §6.4).
const AnswerableMax = 30 * 24 * time.Hour

// Origin is a send that a reply may answer.
type Origin struct {
	Message string // id of the active message
	Bot     string
	Agent   string // empty when a bot sent it with its own key
	// AcceptedAt is when the platform took it; the bond counts from here.
	AcceptedAt time.Time
	// RepliedAt is when the customer first answered it; zero while unanswered.
	RepliedAt time.Time
	// Failed tells that it never reached a phone.
	Failed bool
}

// Bonded tells whether a reply at now belongs to the agent who sent the message.
func (o Origin) Bonded(now time.Time) bool {
	return o.Agent != "" && o.RepliedAt.IsZero() && now.Before(o.AcceptedAt.Add(BondDuration))
}

// Hint is what the platform tells about the message that a reply answers; both parts may be empty.
type Hint struct {
	InReplyTo string // id of the quoted message
	Payload   string // of a tapped quick reply: "<message id>|<button index>"
}

// Answered finds the send that a reply answers, or nil. sends are those of one customer, in any order;
// only the given bot's count. The quoted message wins at any age, then the one whose quick reply was
// tapped, then the latest unexpired one, then the latest at all within AnswerableMax.
func Answered(sends []Origin, bot string, hint Hint, now time.Time) *Origin {
	for _, id := range []string{hint.InReplyTo, messageOfPayload(hint.Payload)} {
		if found := byMessage(sends, bot, id); found != nil {
			return found
		}
	}
	var latest *Origin
	for i := range sends {
		send := &sends[i]
		if send.Bot != bot || send.Failed || !now.Before(send.AcceptedAt.Add(AnswerableMax)) {
			continue
		}
		if latest == nil || later(*send, *latest) {
			latest = send
		}
	}
	// The latest unexpired send, when there is one, is the latest of all; one search finds both.
	return latest
}

func byMessage(sends []Origin, bot, id string) *Origin {
	if id == "" {
		return nil
	}
	for i := range sends {
		if sends[i].Message == id && sends[i].Bot == bot {
			return &sends[i]
		}
	}
	return nil
}

func later(a, b Origin) bool {
	if a.AcceptedAt.Equal(b.AcceptedAt) {
		return a.Message > b.Message
	}
	return a.AcceptedAt.After(b.AcceptedAt)
}

// messageOfPayload reads the message id out of a quick reply's payload as we send it (WhatsApp
// templates, §5.2: "<our message key>|<button index>"); empty when the payload is not ours.
func messageOfPayload(payload string) string {
	cut := strings.LastIndexByte(payload, '|')
	if cut < 0 {
		return ""
	}
	return payload[:cut]
}
