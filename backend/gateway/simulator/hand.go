package simulator

import (
	"slices"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
)

// hand is what somebody has made of a person's phone by hand; it stands above their character.
type hand struct {
	power hub.PhoneActKind // PhoneBlock, PhoneOff, or empty
	talk  hub.PhoneActKind // PhoneSilent, PhoneTalkative, or empty: by character
	// talkAt is when talk was given. What somebody would have written while they were silent is never
	// written, also when a restart offers it again.
	talkAt time.Time
}

// verdict is whether a step of a script that has fallen due happens.
type verdict int

const (
	happens verdict = iota
	waits           // until the phone is on
	never
)

// lets decides on a step of a script. What WhatsApp itself tells (it took the message, it gave up) no phone
// keeps from happening.
func (h hand) lets(due waitingStep) verdict {
	writes := due.inbound != nil || due.typing != nil
	switch {
	case due.contact == "":
		return happens
	case !writes && due.receipt != message.Received && due.receipt != message.Consumed:
		return happens
	case h.power == hub.PhoneBlock:
		return never
	case writes && (h.talk == hub.PhoneSilent || due.due.Before(h.talkAt)):
		return never
	case h.power == hub.PhoneOff:
		return waits
	default:
		return happens
	}
}

// Habits tells what a person does by themselves: as it was given by hand, else by character.
func (s *Simulator) Habits(phone, contact string) hub.PhoneHabits {
	s.mu.Lock()
	defer s.mu.Unlock()
	if talk := s.hands[contact].talk; talk != "" {
		return hub.PhoneHabits{Character: string(talk), Answers: talk == hub.PhoneTalkative}
	}
	character := s.characterOf(phone, contact)
	return hub.PhoneHabits{Character: string(character), Answers: slices.Contains(writers, character)}
}

// take notes an act that lasts.
func (s *Simulator) take(act hub.PhoneAct) {
	s.mu.Lock()
	defer s.mu.Unlock()
	given := s.hands[act.Contact]
	switch act.Kind {
	case hub.PhoneSilent, hub.PhoneTalkative:
		given.talk, given.talkAt = act.Kind, act.At
		if given.talkAt.IsZero() {
			given.talkAt = s.clock.Now()
		}
	case hub.PhoneBlock:
		s.release(act.Contact) // lost, like all that comes to who has blocked us
		given.power = act.Kind
	default:
		given.power = act.Kind
	}
	s.hands[act.Contact] = given
}

// release lets go on what waited for a phone that was off: at once what came first of each message, the
// rest as long after it as it would have been.
func (s *Simulator) release(contact string) {
	now := s.clock.Now()
	late := map[string]time.Duration{}
	rest := s.held[:0]
	for _, held := range s.held {
		if held.contact != contact {
			rest = append(rest, held)
			continue
		}
		if _, seen := late[held.message]; !seen {
			late[held.message] = now.Sub(held.due)
		}
		held.sentAt = held.sentAt.Add(late[held.message])
		s.forget(held) // schedule counts it again
		s.schedule(held)
	}
	clear(s.held[len(rest):])
	s.held = rest
}
