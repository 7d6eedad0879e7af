package hub

import (
	"context"
	"errors"
	"sync"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// handler is the hub as the LIME server calls it.
type handler struct{ hub *Hub }

var (
	_ lime.Handler         = handler{}
	_ lime.PresenceHandler = handler{}
	_ lime.ReceiptHandler  = handler{}
)

// members finds the member of a session.
type members struct {
	mu   sync.Mutex
	each map[*lime.ServerSession]*member
}

// get is nil for a session that has ended: one by HTTP may end while an envelope of it is on its way.
func (m *members) get(session *lime.ServerSession) *member {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.each[session]
}

func (m *members) put(session *lime.ServerSession, one *member) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.each == nil {
		m.each = make(map[*lime.ServerSession]*member)
	}
	m.each[session] = one
}

func (m *members) drop(session *lime.ServerSession) *member {
	m.mu.Lock()
	defer m.mu.Unlock()
	one := m.each[session]
	delete(m.each, session)
	return one
}

// Established takes a session in.
func (h handler) Established(ctx context.Context, session *lime.ServerSession) error {
	m := &member{
		outlet: session, identity: doc.FoldIdentity(session.Node().Identity.String()),
		guest: session.Scheme() == lime.SchemeGuest,
	}
	err := h.hub.waitUntilBegun(ctx)
	if err == nil {
		err = h.hub.do(ctx, opened{m})
	}
	if err != nil {
		h.hub.forget(m)
		reason, _ := reasonOf(err)
		return errors.Join(err, &lime.ReasonError{Reason: reason, Of: "session"})
	}
	h.hub.members.put(session, m)
	h.hub.counters.sessions.Add(1)
	return nil
}

// forget takes a session back that was not let in: its opening may wait for the loop still, when only the
// waiting for it was cut short.
func (h *Hub) forget(m *member) {
	if _, err := h.post(context.Background(), closed{m}); err != nil && !errors.Is(err, lime.ErrClosed) {
		h.log.Error("a session that was not let in is still listed", "error", err)
	}
}

// waitUntilBegun keeps sessions back until the hub has noted who is away: a session that came first would
// be taken for one of those, and what it asks would find presences of the last run.
func (h *Hub) waitUntilBegun(ctx context.Context) error {
	select {
	case <-h.begun:
		return nil
	case <-h.ended:
		return lime.ErrClosed
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Closed lets a session go.
func (h handler) Closed(session *lime.ServerSession, _ error) {
	m := h.hub.members.drop(session)
	if m == nil {
		return
	}
	h.hub.counters.sessions.Add(-1)
	if err := h.hub.do(context.Background(), closed{m}); err != nil && !errors.Is(err, lime.ErrClosed) {
		h.hub.log.Error("a session's end was not noted", "error", err)
	}
}

// Message takes an active message in; it does not wait for the commit, so that one session can have
// many on their way.
func (h handler) Message(ctx context.Context, session *lime.ServerSession, message *lime.Message) {
	if m := h.hub.members.get(session); m != nil {
		h.write(ctx, m, &messageIn{member: m, message: message})
	}
}

// Notification takes an agent's receipts for what customers wrote.
func (h handler) Notification(ctx context.Context, session *lime.ServerSession, notification *lime.Notification) {
	if m := h.hub.members.get(session); m != nil {
		h.write(ctx, m, &toldIn{member: m, notification: notification})
	}
}

// PresenceSet takes note that a session announced itself, or took leave.
func (h handler) PresenceSet(ctx context.Context, session *lime.ServerSession) {
	if m := h.hub.members.get(session); m != nil {
		h.write(ctx, m, announced{m})
	}
}

// ReceiptSet hands out what was kept for the identity.
func (h handler) ReceiptSet(ctx context.Context, session *lime.ServerSession) {
	if m := h.hub.members.get(session); m != nil {
		h.write(ctx, m, noticesAsked{m})
	}
}

// write posts an event of a session without waiting for it.
func (h handler) write(ctx context.Context, m *member, e event) {
	settled, err := h.hub.post(ctx, e)
	if err != nil {
		h.hub.log.Debug("input refused", "peer", m.Node().String(), "error", err)
		return
	}
	m.settled = settled
}

// opened is a session that was let in.
type opened struct{ member *member }

func (o opened) apply(s *step) error {
	s.directory.add(o.member)
	if o.member.guest {
		return nil
	}
	_, err := s.Account(o.member.identity)
	return err
}

func (o opened) refused(s *step, _ error) { s.directory.remove(o.member) }

// announced is a session that set its LIME presence: from now on it stands for its person, or no longer.
type announced struct{ member *member }

func (a announced) apply(s *step) error {
	presence, set := a.member.Presence()
	if there := set && presence.Status != lime.PresenceUnavailable; there != a.member.atDesk {
		return s.seat(a.member, there)
	}
	return nil
}

func (a announced) refused(*step, error) {}

// closed is a session that ended.
type closed struct{ member *member }

func (c closed) apply(s *step) error {
	s.directory.remove(c.member)
	if !c.member.atDesk {
		return nil
	}
	return s.seat(c.member, false)
}

func (c closed) refused(*step, error) {}

// noticesAsked is a session that said which events it takes.
type noticesAsked struct{ member *member }

func (n noticesAsked) apply(s *step) error {
	frames, err := s.TakeNotices(n.member.identity)
	if err != nil {
		return err
	}
	for _, frame := range frames {
		envelope, err := lime.Decode(frame)
		if err != nil {
			return err
		}
		notification, ok := envelope.(*lime.Notification)
		if ok && n.member.Wants(notification.Event) {
			// The public SDK takes what is addressed to its node or identity only (LIME and Blip, §20).
			notification.To = n.member.Node()
			s.tell(n.member, notification)
		}
	}
	return nil
}

func (n noticesAsked) refused(*step, error) {}
