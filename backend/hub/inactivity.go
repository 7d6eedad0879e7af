package hub

import (
	"time"

	"activa/backend/ticket"
)

// closingsMax is how many tickets of a bot one look closes; the next one follows at once.
const closingsMax = 100

// settle does what its time has come for with people and tickets, and says when there is more; zero when
// nothing is known to come.
func (s *step) settle() (next time.Time, err error) {
	if next, err = s.endPresences(); err != nil {
		return time.Time{}, err
	}
	bots, err := s.Bots()
	if err != nil {
		return time.Time{}, err
	}
	for _, bot := range bots {
		if bot.ClosesAfter == 0 {
			continue
		}
		closesAt, err := s.closeQuiet(bot)
		if err != nil {
			return time.Time{}, err
		}
		next = sooner(next, closesAt)
	}
	return next, nil
}

// sooner is the earlier of two instants, of which zero is none.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// closeQuiet closes the tickets of a bot in which nobody wrote for as long as it allows, and says when the
// next one closes.
func (s *step) closeQuiet(bot Bot) (next time.Time, err error) {
	quiet, err := s.QuietestTickets(bot.Identity, closingsMax)
	if err != nil {
		return time.Time{}, err
	}
	for _, one := range quiet {
		closed, err := s.closeInactive(one, bot)
		if err != nil {
			return time.Time{}, err
		}
		if !closed {
			return ticket.InactiveAt(one, bot.asTicket()), nil
		}
		next = s.at // there may be more than were looked at
	}
	return next, nil
}

// closeInactive closes one ticket if its time has come, and gives whoever is free now what waits.
func (s *step) closeInactive(one ticket.Ticket, bot Bot) (closed bool, err error) {
	change, closes := ticket.CloseInactive(one, bot.asTicket(), s.at)
	if !closes {
		return false, nil
	}
	if err := s.saveTicket(change, one); err != nil {
		return false, err
	}
	return true, s.distribute(bot.Identity)
}

// active notes that somebody wrote in a ticket.
func (s *step) active(one ticket.Ticket) error { return s.NoteActivity(one.ID, s.at) }
