package hub

import (
	"time"

	"activa/backend/blip/doc"
	"activa/backend/ticket"
)

// PresenceGrace is how long after its person's last session ended an account keeps its presence (P1).
const PresenceGrace = 60 * time.Second

// hasPresence says whether the role is one that has a presence: people have, bots have not.
func hasPresence(role ticket.Role) bool { return role != ticket.RoleBot }

// at is the presence that counts at an instant: the end of the grace is not a moment late because its
// timer is.
func (p Presence) at(now time.Time) ticket.Presence {
	if !p.AwaySince.IsZero() && !now.Before(p.AwaySince.Add(PresenceGrace)) {
		return ticket.Offline
	}
	return p.Status
}

// mayStart says whether an account may send active messages now: a bot always, a person while Online (P1).
func (a Account) mayStart(now time.Time) bool {
	return !hasPresence(a.Role) || a.Presence.at(now) == ticket.Online
}

// seat notes that a session stands for its person from now on, or no longer.
func (s *step) seat(m *member, there bool) error {
	was := s.directory.isAtDesk(m.identity)
	m.atDesk = there
	is := s.directory.isAtDesk(m.identity)
	if m.guest || was == is && there {
		return nil
	}
	account, err := s.Account(m.identity)
	switch {
	case err != nil:
		return ignoreNotFound(err)
	case is && !was:
		return s.notePresent(account)
	case !is:
		return s.noteAway(account)
	}
	return nil
}

// noteAway notes that an account whose person is not there has a presence to lose.
func (s *step) noteAway(account Account) error {
	was := account.Presence
	if !hasPresence(account.Role) || was.Status == ticket.Offline || !was.AwaySince.IsZero() {
		return nil
	}
	away := was
	away.AwaySince = s.at
	s.wakes = true
	return s.SetPresence(account.Identity, away, was)
}

// notePresent takes the first session in that stands for a person: within the grace the presence is what
// it was; after it, and at the very first sign-in, it is Invisible (P1).
func (s *step) notePresent(account Account) error {
	was := account.Presence
	if !hasPresence(account.Role) {
		return nil
	}
	present := was
	present.AwaySince = time.Time{}
	if was.Status == ticket.Offline {
		present = Presence{Status: ticket.Invisible, Since: s.at}
	}
	return s.changePresence(account, present)
}

// endPresences makes Offline whose grace is over, and says when the next one's is.
func (s *step) endPresences() (next time.Time, err error) {
	away, err := s.Away()
	if err != nil {
		return time.Time{}, err
	}
	for _, account := range away {
		ends := account.Presence.AwaySince.Add(PresenceGrace)
		if s.at.Before(ends) {
			if next.IsZero() || ends.Before(next) {
				next = ends
			}
			continue
		}
		if err := s.changePresence(account, Presence{Status: ticket.Offline, Since: s.at}); err != nil {
			return time.Time{}, err
		}
	}
	return next, nil
}

// changePresence writes a presence, tells the account's sessions when it looks different, and gives an
// agent who came Online what waited for them (P9).
func (s *step) changePresence(account Account, presence Presence) error {
	was := account.Presence
	if presence == was {
		return nil
	}
	if err := s.SetPresence(account.Identity, presence, was); err != nil {
		return err
	}
	if presence.Status == was.Status && presence.Reason == was.Reason {
		return nil
	}
	for _, m := range s.directory.of(account.Identity) {
		if err := s.push(m, doc.MediaTypePresence, presenceDocument(presence)); err != nil {
			return err
		}
	}
	if presence.Status == ticket.Online {
		account.Presence = presence
		if err := s.giveReserved(account); err != nil {
			return err
		}
		return s.distributeFor(account)
	}
	return nil
}

func presenceDocument(presence Presence) doc.Presence {
	return doc.Presence{
		Status: doc.PresenceStatus(presence.Status), Reason: presence.Reason, Since: doc.At(presence.Since),
	}
}

// pauseReasonMax bounds the reason of a pause, in bytes.
const pauseReasonMax = 200

// setPresence serves set /x-activa/presence. Whoever sets it is there.
func setPresence(s *step, asked *request) (document, error) {
	var wanted doc.Presence
	if err := asked.read(&wanted); err != nil {
		return document{}, err
	}
	status, known := doc.ReadPresenceStatus(string(wanted.Status))
	if !known {
		return document{}, errArgument("The status is not Online, Paused, Invisible or Offline")
	}
	if len(wanted.Reason) > pauseReasonMax {
		return document{}, errArgument("The reason is longer than %d bytes", pauseReasonMax)
	}
	presence := Presence{Status: ticket.Presence(status), Reason: wanted.Reason, Since: s.at}
	if status != doc.PresencePaused {
		presence.Reason = ""
	}
	if err := s.seat(asked.member, true); err != nil {
		return document{}, err
	}
	account, err := s.Account(asked.account.Identity)
	if err != nil {
		return document{}, err
	}
	if was := account.Presence; was.Status == presence.Status && was.Reason == presence.Reason {
		presence = was
	}
	if err := s.changePresence(account, presence); err != nil {
		return document{}, err
	}
	return document{doc.MediaTypePresence, presenceDocument(presence)}, nil
}
