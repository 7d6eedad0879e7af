package hub

import (
	"encoding/json"
	"fmt"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// event is one input of the hub.
type event interface {
	// apply does the step's work: it reads and writes through the step and leaves in it what is to
	// be told. An error undoes everything it wrote.
	apply(s *step) error
	// refused makes what is told after apply has failed, in place of everything it left.
	refused(s *step, err error)
}

// step is the work on one input: the transaction; what a step may not find out by itself, the time and
// fresh ids; and what is to be done after the commit.
type step struct {
	Tx
	at        time.Time
	newID     func() string
	rules     *rules
	directory *directory

	answers    []func() // the answer to who asked; it goes before what the step pushes
	deliveries []delivery
	agentNews  []AgentNews // for the gateway
	wakes      bool        // something became due, or will be sooner than before
	silently   bool        // a ticket that ends is not given back to its bot
}

// rules is what steps know that never changes.
type rules struct {
	hub       *Hub // for answers and counters, never for a decision
	options   Options
	templates *templateCache
}

// delivery is one envelope for one session.
type delivery struct {
	to       *member
	envelope lime.Envelope
}

// tell sends an envelope to a session after the commit.
func (s *step) tell(to *member, envelope lime.Envelope) {
	s.deliveries = append(s.deliveries, delivery{to, envelope})
}

// push sends a document to a session as a message. It has no id: nobody waits for receipts of it.
func (s *step) push(to *member, mediaType string, value any) error {
	content, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write %s: %w", mediaType, err)
	}
	from := doc.ActivaNode
	if mediaType == doc.MediaTypeTicket {
		from = doc.DeskNode
	}
	s.tell(to, &lime.Message{From: nodeOf(from), To: to.Node(), Type: mediaType, Content: content})
	return nil
}

// notify sends news about a message to the node that sent it. Without a session that has said what it
// takes, it is kept until one says so (LIME and Blip, §26); only failures go out before.
func (s *step) notify(notification *lime.Notification) error {
	if notification.To.IsZero() || notification.ID == "" {
		return nil
	}
	sessions := s.directory.reachable(notification.To)
	keep := len(sessions) == 0
	for _, m := range sessions {
		if m.Wants(notification.Event) {
			s.tell(m, notification)
		} else if _, said := m.Receipt(); !said {
			keep = true
		}
	}
	if !keep {
		return nil
	}
	return s.keepNotice(notification)
}

func (s *step) keepNotice(notification *lime.Notification) error {
	frame, err := lime.Encode(notification)
	if err != nil {
		return err
	}
	return s.KeepNotice(foldNode(notification.To), frame, s.at)
}

// undelivered is news for a session that comes by HTTP and has not asked for its inbox: other sessions
// of the identity get it, or it is kept until an inbox is asked for.
type undelivered struct{ notification *lime.Notification }

func (u undelivered) apply(s *step) error {
	taken := false
	for _, m := range s.directory.of(foldNode(u.notification.To)) {
		if m.takesIdentity() && m.Wants(u.notification.Event) {
			s.tell(m, u.notification)
			taken = true
		}
	}
	if taken {
		return nil
	}
	return s.keepNotice(u.notification)
}

func (u undelivered) refused(*step, error) {}
