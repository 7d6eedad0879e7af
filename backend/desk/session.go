package desk

import (
	"slices"
	"time"

	"activa/backend/fault"
)

const (
	pauseReasonMax    = 200 // bytes
	presenceRetryWait = 5 * time.Second
)

// news takes in what the platform tells.
func (s *step) news(told News) error {
	switch news := told.(type) {
	case ConnectionNews:
		s.connectionChanged(news)
	case ReceiptNews:
		return s.receipt(news)
	case SentNews:
		if err := s.record(news.Record); err != nil {
			return err
		}
		if s.sentCurrent { // before, the cursor of a push would skip what was not read yet
			s.moveCursor(news.Cursor)
		}
	case PresenceNews:
		s.presenceTold(news.Presence)
	case TicketNews, TicketGoneNews, ChatMessageNews, ChatReceiptNews, TypingNews:
		return s.ticketNews(told)
	case TemplatesNews:
		delete(s.unreadable, news.Bot)
		s.readTemplates(news.Bot)
	}
	return nil
}

// connectionChanged notes where the line stands. A line that came up begins with reading the session:
// nothing leaves before the platform is known to hold the agent as Online.
func (s *step) connectionChanged(news ConnectionNews) {
	was := s.connection.Phase
	s.connection = Connection(news)
	told := s.connection
	s.change.Connection = &told
	s.sentOld, s.sentCurrent = s.sentReading, false
	if was != Connected || news.Phase != Connected { // else it is the same line still
		s.linesTalk()
	}
	if news.Phase != Connected {
		s.sessionAt, s.sessionKnown = time.Time{}, false
		s.presence.confirmed, s.presence.applying = false, false
		s.tellPresence()
		return
	}
	if was != Connected {
		s.lineUp()
		s.chatLineUp()
	}
	s.do(ReadSession{}) // of the same line again: what the account may do there is another now
}

// readSessionLater repeats a reading that failed while the line is up.
func (s *step) readSessionLater() {
	switch {
	case s.sessionAt.IsZero() || !s.connected():
	case s.here.Before(s.sessionAt):
		s.wakeAtHere(s.sessionAt)
	default:
		s.sessionAt = time.Time{}
		s.do(ReadSession{})
	}
}

// sessionRead takes in who is signed in and what they may use, and reads on.
func (s *step) sessionRead(in SessionAnswer) {
	if !s.connected() {
		return // of a line that is gone
	}
	if in.Err != nil {
		s.sessionAt = s.here.Add(sessionRetryWait)
		s.tellFault(in.Err)
		return
	}
	s.sessionKnown, s.mediaHost = true, in.MediaHost
	if s.account != in.Account {
		s.commit.Account = &in.Account
	}
	if s.account != in.Account || s.abilities != in.Abilities {
		s.account, s.abilities = in.Account, in.Abilities
		session := s.session()
		s.change.Session = &session
	}
	if in.Bots != nil && !slices.Equal(s.bots, in.Bots) {
		s.bots, s.commit.Bots, s.change.Bots = in.Bots, in.Bots, in.Bots
		s.tellTemplates()
	}
	if in.Favourites != nil && !slices.Equal(s.favourites, *in.Favourites) {
		s.favourites, s.commit.Favourites = *in.Favourites, in.Favourites
		s.tellTemplates()
	}
	s.presenceRead(in.Presence)
	if !s.readTickets() {
		s.readSent()
	}
	for _, bot := range s.bots {
		if shelf := s.shelves[bot.ID]; shelf == nil || s.now.Sub(shelf.ReadAt) >= TemplateFreshFor {
			s.readTemplates(bot.ID)
		}
	}
}

// presenceRead compares what the platform holds with what the agent wishes. A wish of this run is set
// again after a lost line; without one, an agent whom the platform has Offline comes in Invisible (P1).
func (s *step) presenceRead(held *Presence) {
	p := &s.presence
	p.local = held == nil
	if p.local {
		p.confirmed = true
		s.tellPresence()
		return
	}
	p.held = *held
	if p.wish.Status == "" && held.Status == Offline {
		p.wish = Presence{Status: Invisible, Since: s.now}
	}
	if p.wish.Status == "" || (p.wish.Status == held.Status && p.wish.Reason == held.Reason) {
		p.confirmed = true
		s.tellPresence()
		return
	}
	s.applyPresence()
}

// setPresence takes the agent's wish. Without a line it is kept and set when the line returns.
func (s *step) setPresence(wish Presence) error {
	known := slices.Contains([]PresenceStatus{Online, Paused, Invisible, Offline}, wish.Status)
	if !known || len(wish.Reason) > pauseReasonMax {
		return fault.New(PresenceInvalid, nil, nil)
	}
	if wish.Status != Paused {
		wish.Reason = ""
	}
	wish.Since = s.now
	p := &s.presence
	p.wish, p.confirmed, p.retryAt = wish, p.local && s.connected(), time.Time{}
	s.tellPresence()
	return nil
}

// applyPresence sets the wish on the platform, one at a time.
func (s *step) applyPresence() {
	p := &s.presence
	switch {
	case p.applying || p.local || !s.sessionKnown:
	case s.here.Before(p.retryAt):
		s.wakeAtHere(p.retryAt)
	default:
		p.applying = true
		s.do(ApplyPresence{Presence: p.wish})
	}
}

// presenceApplied takes in what the platform said to a wish. An answer to an older wish is not the
// answer to the present one.
func (s *step) presenceApplied(in PresenceAnswer) {
	p := &s.presence
	p.applying = false
	if in.Err != nil {
		p.retryAt = s.here.Add(presenceRetryWait)
		s.wakeAtHere(p.retryAt)
		s.tellFault(in.Err)
		return
	}
	p.held = in.Presence
	if s.connected() && in.Presence.Status == p.wish.Status && in.Presence.Reason == p.wish.Reason {
		p.confirmed = true
		s.tellPresence()
	}
}

// presenceTold takes in a presence that the platform or another device changed: it is the truth, and the
// agent's older wish is over.
func (s *step) presenceTold(told Presence) {
	p := &s.presence
	p.held = told
	if p.applying {
		return // the echo of our own wish, or it is overtaken by it
	}
	p.wish, p.confirmed = told, s.connected()
	s.tellPresence()
}

func (s *step) tellPresence() {
	told := s.presence.state()
	s.change.Presence = &told
}

func (s *step) tellTemplates() {
	s.templatesRevision++
	told := s.templatesState()
	s.change.Templates = &told
}

func (s *step) tellFault(err error) {
	if err != nil {
		s.change.Fault = err
	}
}
