package desk

import (
	"maps"
	"slices"
	"time"

	"activa/backend/message"
)

// memory is the desk's picture of what is committed, and what is true only while the program runs. A
// step works on a copy (see branch) that replaces it once the commit succeeded.
type memory struct {
	// Committed.
	revision   int64
	account    Account
	bots       []Bot
	settings   Settings
	cursor     string
	favourites []string
	recents    []Recent
	offers     []KeptOffer
	drafts     map[MessageID]Draft
	sent       map[MessageID]*SentMessage // rows in the tab or in the outbox; never altered in place
	outbox     map[MessageID]bool         // ids of the rows of sent that have an outbox row
	shelves    map[BotID]*shelf           // never altered in place
	tickets    map[TicketID]*KeptTicket   // unfinished ones; never altered in place
	unsent     map[TicketID]UnsentText    // texts that were begun
	chatOutbox map[MessageID]*ChatSend    // never altered in place

	// Only while the program runs.
	abilities         Abilities
	mediaHost         string
	connection        Connection
	presence          presenceMemory
	templatesRevision int64
	reading           map[BotID]bool         // templates being read
	unreadable        map[BotID]time.Time    // when reading templates last failed
	inFlight          map[MessageID]bool     // Platform.Send is under way
	lookingUp         map[MessageID]bool     // Platform.LookUp is under way
	pairAt            map[customer]time.Time // when a customer may get the next message
	sessionKnown      bool                   // the session was read since the line came up
	sessionAt         time.Time              // when to read the session again after a failure
	sentReading       bool                   // a page of the sent list is being read
	sentOld           bool                   // that page was asked for over a line that is gone
	sentCurrent       bool                   // the list was read to its end over this line: pushes leave no gap
	offerLooking      bool                   // TemplateOfferer.PutOffer is under way for one of offers
	nextAgeAt         time.Time              // when some row expires or leaves the tab; zero: never
	closing           bool
	talk              talkMemory
}

// talkMemory is what is true of tickets and conversations only while the program runs.
type talkMemory struct {
	reading  bool                   // the list of tickets is being read
	old      bool                   // that list was asked for over a line that is gone
	listed   bool                   // the list was asked for over this line and answered, if only by an error
	told     map[TicketID]bool      // news of these came while the list was being read
	typing   map[TicketID]time.Time // until when the customer counts as writing
	inFlight map[MessageID]bool     // TicketKeeper.SendChatMessage is under way
	current  map[TicketID]bool      // the newest page was read over this line: pushes leave no gap
	asked    map[TicketID]bool      // the newest page is being read to catch up
}

func newTalkMemory() talkMemory {
	return talkMemory{
		told: map[TicketID]bool{}, typing: map[TicketID]time.Time{}, inFlight: map[MessageID]bool{},
		current: map[TicketID]bool{}, asked: map[TicketID]bool{},
	}
}

func (t talkMemory) branch() talkMemory {
	t.told, t.typing, t.inFlight = maps.Clone(t.told), maps.Clone(t.typing), maps.Clone(t.inFlight)
	t.current, t.asked = maps.Clone(t.current), maps.Clone(t.asked)
	return t
}

// customer is who gets messages: one person of one bot.
type customer struct {
	bot BotID
	who string // contact, or phone when there is no contact yet
}

// presenceMemory is what the agent wishes and what the platform holds.
type presenceMemory struct {
	wish      Presence // what the agent chose in this run; empty status: nothing yet
	held      Presence // what the platform last said
	confirmed bool
	applying  bool
	local     bool
	retryAt   time.Time
}

// shown is the presence that people see: the wish, else what the platform holds, else Invisible (P1:
// the first sign-in is Invisible).
func (p presenceMemory) shown() Presence {
	if p.wish.Status != "" {
		return p.wish
	}
	if p.held.Status != "" {
		return p.held
	}
	return Presence{Status: Invisible}
}

func (p presenceMemory) state() PresenceState {
	return PresenceState{Presence: p.shown(), Confirmed: p.confirmed, Local: p.local}
}

// online says whether the platform is known to hold the agent as Online.
func (p presenceMemory) online() bool { return p.confirmed && p.shown().Status == Online }

// shelf is a bot's templates with an index.
type shelf struct {
	Shelf
	index map[TemplateKey]int
}

func newShelf(bot BotID, stored Shelf) *shelf {
	made := &shelf{Shelf: stored, index: make(map[TemplateKey]int, len(stored.Templates))}
	for i, template := range stored.Templates {
		made.index[keyOf(bot, template)] = i
	}
	return made
}

// template finds one template of the caches.
func (m *memory) template(key TemplateKey) (message.Template, time.Time, bool) {
	if found := m.shelves[key.Bot]; found != nil {
		if i, known := found.index[key]; known {
			return found.Templates[i], found.ReadAt, true
		}
	}
	return message.Template{}, time.Time{}, false
}

func (m *memory) bot(id BotID) (Bot, bool) {
	for _, bot := range m.bots {
		if bot.ID == id {
			return bot, true
		}
	}
	return Bot{}, false
}

// platformMedia is how addresses of the platform's own media begin; empty when it has none.
func (m *memory) platformMedia() string {
	if m.mediaHost == "" {
		return ""
	}
	return "https://" + m.mediaHost + "/"
}

func (m *memory) connected() bool { return m.connection.Phase == Connected }

func (m *memory) session() Session { return Session{Account: m.account, Abilities: m.abilities} }

func (m *memory) templatesState() TemplatesState {
	state := TemplatesState{Revision: m.templatesRevision, Reading: len(m.reading) > 0}
	for i, bot := range m.bots {
		var readAt time.Time
		if found := m.shelves[bot.ID]; found != nil {
			state.Count += len(found.Templates)
			readAt = found.ReadAt
		}
		if i == 0 || readAt.Before(state.ReadAt) {
			state.ReadAt = readAt
		}
	}
	return state
}

// branch is a copy that a step may alter. The large maps of rows and tickets are shared: a step keeps its
// changes of them apart until they are committed.
func (m *memory) branch() memory {
	copied := *m
	copied.drafts = maps.Clone(m.drafts)
	copied.outbox = maps.Clone(m.outbox)
	copied.shelves = maps.Clone(m.shelves)
	copied.reading = maps.Clone(m.reading)
	copied.unreadable = maps.Clone(m.unreadable)
	copied.inFlight = maps.Clone(m.inFlight)
	copied.lookingUp = maps.Clone(m.lookingUp)
	copied.pairAt = maps.Clone(m.pairAt)
	copied.unsent = maps.Clone(m.unsent)
	copied.chatOutbox = maps.Clone(m.chatOutbox)
	copied.talk = m.talk.branch()
	copied.favourites = slices.Clone(m.favourites)
	copied.recents = slices.Clone(m.recents)
	copied.offers = slices.Clone(m.offers)
	return copied
}

// remember makes the memory of what a store held.
func remember(loaded Loaded) memory {
	m := memory{
		revision: loaded.Revision + 1, account: loaded.Account, bots: loaded.Bots,
		settings: loaded.Settings, cursor: loaded.Cursor,
		favourites: loaded.Favourites, recents: loaded.Recents, offers: loaded.Offers,
		drafts: make(map[MessageID]Draft, len(loaded.Drafts)),
		sent:   make(map[MessageID]*SentMessage, len(loaded.Sent)),
		outbox: map[MessageID]bool{}, shelves: make(map[BotID]*shelf, len(loaded.Shelves)),
		connection: Connection{Phase: Connecting},
		reading:    map[BotID]bool{}, unreadable: map[BotID]time.Time{},
		inFlight: map[MessageID]bool{}, lookingUp: map[MessageID]bool{},
		pairAt:  map[customer]time.Time{},
		tickets: make(map[TicketID]*KeptTicket, len(loaded.Tickets)), unsent: loaded.Unsent,
		chatOutbox: map[MessageID]*ChatSend{}, talk: newTalkMemory(),
	}
	if m.unsent == nil {
		m.unsent = map[TicketID]UnsentText{}
	}
	for i := range loaded.Tickets {
		m.tickets[TicketID(loaded.Tickets[i].ID)] = &loaded.Tickets[i]
	}
	for i := range loaded.ChatOutbox {
		m.chatOutbox[loaded.ChatOutbox[i].Message.ID] = &loaded.ChatOutbox[i]
	}
	for _, draft := range loaded.Drafts {
		m.drafts[draft.ID] = draft
	}
	for i := range loaded.Sent {
		row := &loaded.Sent[i]
		m.sent[row.ID()] = row
		if row.Outbox != nil {
			m.outbox[row.ID()] = true
		}
		m.nextAgeAt = earlier(m.nextAgeAt, nextAge(*row, time.Time{}))
	}
	for bot, stored := range loaded.Shelves {
		m.shelves[bot] = newShelf(bot, stored)
	}
	return m
}

// nextAge is when time alone next changes a row: its reply window closes, or it leaves the tab. Only
// instants after the given one count; zero means never.
func nextAge(row SentMessage, after time.Time) time.Time {
	var next time.Time
	for _, at := range []time.Time{row.Progress.ExpiresAt(), row.Progress.LeavesAt()} {
		if !at.IsZero() && at.After(after) {
			next = earlier(next, at)
		}
	}
	return next
}
