package ticket

import "time"

// ClosesAfterMax bounds Bot.ClosesAfter: the messages of a ticket are kept for a month (LIME and Blip, §14.2).
const ClosesAfterMax = 30 * 24 * time.Hour

// InactiveAt is the instant at which a ticket of a bot closes by itself unless somebody writes before it;
// zero means never. Only what is Open does.
func InactiveAt(t Ticket, bot Bot) time.Time {
	if t.Status != Open || bot.ClosesAfter <= 0 {
		return time.Time{}
	}
	return t.ActiveAt.Add(bot.ClosesAfter)
}

// CloseInactive closes a ticket from its InactiveAt on. The second result is false when it stays open.
func CloseInactive(t Ticket, bot Bot, now time.Time) (Change, bool) {
	at := InactiveAt(t, bot)
	if at.IsZero() || now.Before(at) {
		return Change{}, false
	}
	change, err := CloseByItself(t, ByInactivity, now)
	return change, err == nil
}
