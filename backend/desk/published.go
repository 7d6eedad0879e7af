package desk

import (
	"maps"
	"slices"
	"time"
)

// Connection is where the line to the platform stands, as a window sees it.
type Connection struct {
	Phase     ConnectionPhase
	Since     time.Time
	NextTryAt time.Time
	Cause     error // of Dropped and Refused
}

// PresenceState is the agent's presence and how sure the desk is of it.
type PresenceState struct {
	Presence  Presence
	Confirmed bool // the platform holds it; false while a wish is on its way or the line is down
	Local     bool // the platform cannot hold it
}

// Session is who is signed in and what this platform can do.
type Session struct {
	Account   Account
	Abilities Abilities
}

// TemplatesState tells about the cache of templates; the rows are asked for.
type TemplatesState struct {
	Revision int64 // of the last change of any shelf
	Count    int
	ReadAt   time.Time // of the oldest shelf; zero when some bot was never read
	Reading  bool
}

// TicketState is an unfinished ticket as a window sees it: what the platform told of it, and what only this
// desk knows.
type TicketState struct {
	Ticket
	Mine     bool // this agent has it
	Reserved bool // it waits for this agent alone
	Typing   bool // the customer writes right now
	Unsent   bool // the agent has begun an answer
}

// Snapshot is everything that a window draws. Its lists are the caller's own.
type Snapshot struct {
	Revision   int64
	Session    Session
	Connection Connection
	Presence   PresenceState
	Bots       []Bot
	Sent       []SentMessage // visible ones, newest first
	Tickets    []TicketState // unfinished ones that the agent may see, oldest first
	Drafts     []Draft       // latest first
	Settings   Settings
	Templates  TemplatesState
	Favourites []TemplateKey
}

// Change is what one commit (or one fact that is true only while the program runs) changed. Absent parts
// did not change. Receivers must not alter what it holds: all listeners share it.
type Change struct {
	Revision    int64
	Session     *Session
	Connection  *Connection
	Presence    *PresenceState
	Bots        []Bot
	Sent        []SentMessage // new or changed rows, whole; also those whose time ran out
	SentGone    []MessageID   // rows that left the tab
	Tickets     []TicketState // new or changed, whole
	TicketsGone []TicketID    // finished, or no longer to be seen
	Chat        []ChatMessage // new or changed messages of conversations, oldest first
	Drafts      []Draft
	DraftsGone  []MessageID
	Settings    *Settings
	Templates   *TemplatesState
	Fault       error // something that ended badly without a question
	Resync      bool  // changes were lost: take a new snapshot
}

func (c Change) empty() bool {
	return c.Session == nil && c.Connection == nil && c.Presence == nil && c.Bots == nil &&
		len(c.Sent) == 0 && len(c.SentGone) == 0 && len(c.Tickets) == 0 && len(c.TicketsGone) == 0 &&
		len(c.Chat) == 0 && len(c.Drafts) == 0 && len(c.DraftsGone) == 0 &&
		c.Settings == nil && c.Templates == nil && c.Fault == nil && !c.Resync
}

// Snapshot gives everything a window draws, of one instant. Watch first, then take the snapshot, then
// leave out changes whose revision is not higher than the snapshot's.
func (e *Engine) Snapshot() Snapshot {
	e.mu.RLock()
	defer e.mu.RUnlock()
	m := &e.memory
	snapshot := Snapshot{
		Revision: m.revision, Session: m.session(), Connection: m.connection, Presence: m.presence.state(),
		Bots: slices.Clone(m.bots), Settings: m.settings, Templates: m.templatesState(),
		Sent:   make([]SentMessage, 0, len(m.sent)),
		Drafts: slices.SortedFunc(maps.Values(m.drafts), newestDraft),
	}
	for _, kept := range slices.SortedFunc(maps.Values(m.tickets), oldestTicket) {
		snapshot.Tickets = append(snapshot.Tickets, m.ticketState(kept))
	}
	for _, favourite := range m.favourites {
		if key, fine := ParseTemplateKey(favourite); fine {
			snapshot.Favourites = append(snapshot.Favourites, key)
		}
	}
	rows := slices.SortedFunc(maps.Values(m.sent), newestMessage) // pointers: a row is large to move
	for _, row := range rows {
		snapshot.Sent = append(snapshot.Sent, *row)
	}
	return snapshot
}

func newestDraft(a, b Draft) int {
	if order := b.UpdatedAt.Compare(a.UpdatedAt); order != 0 {
		return order
	}
	return compareIDs(a.ID, b.ID)
}

func newestMessage(a, b *SentMessage) int {
	if order := b.Message.ComposedAt.Compare(a.Message.ComposedAt); order != 0 {
		return order
	}
	return compareIDs(a.ID(), b.ID())
}

func compareIDs(a, b MessageID) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
