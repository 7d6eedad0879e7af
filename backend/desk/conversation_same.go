package desk

import (
	"maps"
	"slices"
)

// same says whether two readings of one message tell the same.
func (m ChatMessage) same(other ChatMessage) bool {
	return pointedSame(m.Media, other.Media) && pointedSame(m.Place, other.Place) && m.ID == other.ID &&
		m.Ticket == other.Ticket && m.From == other.From && m.Kind == other.Kind && m.Text == other.Text &&
		m.Agent == other.Agent && m.AgentName == other.AgentName && m.InReply == other.InReply &&
		m.At.Equal(other.At) && m.Progress == other.Progress && (m.Active == nil) == (other.Active == nil)
}

func pointedSame[T comparable](a, b *T) bool {
	return a == b || a != nil && b != nil && *a == *b
}

// same says whether two readings of one ticket tell and note the same.
func (t KeptTicket) same(other KeptTicket) bool {
	return t.Ticket.same(other.Ticket) && t.ReadUpTo.Equal(other.ReadUpTo) &&
		t.CountedUpTo.Equal(other.CountedUpTo) && t.Counted == other.Counted && t.Whole == other.Whole
}

// same says whether two readings of one ticket tell the same.
func (t Ticket) same(other Ticket) bool {
	a, b := t.Ticket, other.Ticket
	sameLife := a.ID == b.ID && a.Bot == b.Bot && a.Contact == b.Contact && a.Status == b.Status &&
		a.Closure == b.Closure && a.Queue == b.Queue && a.Agent == b.Agent && a.ReservedFor == b.ReservedFor &&
		a.Why == b.Why && a.Answers == b.Answers && a.Parent == b.Parent &&
		a.Priority == b.Priority && slices.Equal(a.Tags, b.Tags) && a.CreatedAt.Equal(b.CreatedAt) &&
		a.TakenAt.Equal(b.TakenAt) && a.EndedAt.Equal(b.EndedAt)
	sameLast := t.Last == other.Last || t.Last != nil && other.Last != nil && t.Last.same(*other.Last)
	return sameLife && sameLast && t.Number == other.Number && t.AgentName == other.AgentName &&
		t.Contact.same(other.Contact) && t.Unread == other.Unread && t.CustomerWroteAt.Equal(other.CustomerWroteAt)
}

func (c Contact) same(other Contact) bool {
	return c.ID == other.ID && c.Name == other.Name && c.Phone == other.Phone && c.Email == other.Email &&
		maps.Equal(c.Fields, other.Fields) && c.LastMessageAt.Equal(other.LastMessageAt) && c.OptedOut == other.OptedOut
}
