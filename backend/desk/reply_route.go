package desk

import "time"

// ReplyRoute is one line of "who gets the reply" (P9): a code for the window, whether it is what would
// happen now, and from when on it holds (zero: from now).
type ReplyRoute struct {
	Code ReplyCode
	Now  bool
	From time.Time
}

// ReplyCode says where a reply goes.
type ReplyCode string

// The ways of a reply.
const (
	ReplyToYouNow   ReplyCode = "you-now"     // Online and direct transfer: it opens with its agent
	ReplyToYouLater ReplyCode = "you-later"   // away: it waits for its agent alone
	ReplyWaits      ReplyCode = "you-waiting" // no direct transfer: it waits for its agent alone, also while Online
	ReplyToQueue    ReplyCode = "queue"       // the bond ended: the ordinary rules
	ReplyByPlatform ReplyCode = "platform"    // the platform's own rules, which nobody here knows
)

// ReplyRoutes lists who would get the reply to a message, in order of time. It is empty for a message
// that has no reply to wait for: failed, taken back, or answered. Where the platform routes by itself,
// direct transfer means that a waiting ticket is taken for the agent while Online, and no more.
func ReplyRoutes(sent SentMessage, bot Bot, abilities Abilities, presence PresenceStatus, now time.Time) []ReplyRoute {
	progress := sent.Progress
	if !progress.RepliedAt.IsZero() || !progress.CancelledAt.IsZero() || progress.ExpiresAt().IsZero() && !progress.FailedAt.IsZero() {
		return nil
	}
	bond := progress.ExpiresAt()
	if progress.Expired(now) {
		return []ReplyRoute{{Code: ReplyToQueue, Now: true, From: bond}}
	}
	online := presence == Online
	if abilities.RoutesItself {
		if !bot.DirectTransfer {
			return []ReplyRoute{{Code: ReplyByPlatform, Now: true}}
		}
		return []ReplyRoute{{Code: ReplyToYouNow, Now: online}, {Code: ReplyByPlatform, Now: !online}}
	}
	queue := ReplyRoute{Code: ReplyToQueue, From: bond}
	if !bot.DirectTransfer {
		return []ReplyRoute{{Code: ReplyWaits, Now: true}, queue}
	}
	return []ReplyRoute{{Code: ReplyToYouNow, Now: online}, {Code: ReplyToYouLater, Now: !online}, queue}
}
