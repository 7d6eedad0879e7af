package desk

import (
	"context"
	"errors"
	"time"

	"activa/backend/message"
)

// Store keeps what the desk must not forget. Commit is called by the loop alone; the queries may be
// called at any time and from any goroutine, also during a Commit.
//
// Errors of a broken, read-only or full disk are the faults DataCorrupted, DataNotWritable and DiskFull.
// The suite in desktest tells whether a store keeps these promises.
type Store interface {
	// Load reads what the desk keeps in memory: everything of Loaded, with the messages that are
	// visible at now or still in the outbox.
	Load(ctx context.Context, now time.Time) (Loaded, error)

	// Commit writes everything or nothing, durably: when it returns nil, a power cut does not undo it.
	// Conditional parts whose condition no longer holds make it return ErrConflict, and write nothing.
	Commit(ctx context.Context, commit Commit) error

	// Message reads one message of the history; MessageUnknown when there is none.
	Message(ctx context.Context, id MessageID) (SentMessage, error)

	// SentTemplate reads a message's template as it was when it was sent; TemplateUnknown when this
	// desk never saw it.
	SentTemplate(ctx context.Context, id MessageID) (message.Template, error)

	// History searches everything that was ever sent, newest first, by name, phone and template name:
	// every word of the text must begin a word of the message; accents and case do not count.
	History(ctx context.Context, query HistoryQuery) (HistoryPage, error)

	// Earlier lists messages to the same customer of the same bot that were composed before one,
	// newest first.
	Earlier(ctx context.Context, of SentMessage, limit int) ([]SentMessage, error)

	// LastValues are the values that were last used in a template.
	LastValues(ctx context.Context, template TemplateKey) (message.Values, error)

	// KnownContacts searches the contacts that this desk met, latest used first, by the beginnings of
	// words of name and e-mail and by digits of the phone; an empty text lists the latest.
	KnownContacts(ctx context.Context, bot BotID, text string, limit int) ([]Contact, error)

	// ChatMessage reads a message of a conversation; with an empty ticket, of any. MessageUnknown when
	// there is none.
	ChatMessage(ctx context.Context, ticket TicketID, id MessageID) (ChatMessage, error)

	// ChatPage lists the stored messages of a ticket before an instant (zero: the newest), at most limit,
	// oldest first; messages of one instant stand in the order in which they were stored. more tells that
	// there are older ones in the store.
	ChatPage(ctx context.Context, ticket TicketID, before time.Time, limit int) (page []ChatMessage, more bool, err error)

	// UnreadChat lists the customer's messages of a ticket that are not consumed, oldest first.
	UnreadChat(ctx context.Context, ticket TicketID) ([]ChatMessage, error)

	// Close ends the store.
	Close() error
}

// ErrConflict tells that somebody else wrote what this desk believed to know.
var ErrConflict = errors.New("stored data changed behind the desk")

// SentMessage is one active message of this agent with what is known about its way.
type SentMessage struct {
	Message  message.ActiveMessage
	Progress message.Progress
	Outbox   *OutboxRow // nil once the platform is known to have the message, or it was cancelled
}

// ID is the message's id.
func (m SentMessage) ID() MessageID { return MessageID(m.Message.ID) }

// Loaded is what a store held when the desk began.
type Loaded struct {
	Revision   int64
	Account    Account // of the last sign-in
	Bots       []Bot
	Settings   Settings // DefaultSettings when none were stored
	Cursor     string   // of the platform's sent list
	Favourites []string
	Recents    []Recent
	Offers     []KeptOffer
	Drafts     []Draft
	Sent       []SentMessage
	Shelves    map[BotID]Shelf
	Tickets    []KeptTicket // unfinished ones
	Unsent     map[TicketID]UnsentText
	ChatOutbox []ChatSend
}

// Recent is a template that was used lately.
type Recent struct {
	Template TemplateKey
	UsedAt   time.Time
}

// Shelf is the stored copy of a bot's templates.
type Shelf struct {
	Templates []message.Template
	Skipped   []message.Skipped
	ReadAt    time.Time
}

// Commit is what one input writes. Absent parts (nil) stay as they are.
type Commit struct {
	Revision    int64 // of the change that tells about this commit, or of the one before
	Sent        []SentWrite
	Drafts      []Draft // new or changed
	DraftsGone  []MessageID
	Settings    *Settings
	Account     *Account
	Bots        []Bot
	Cursor      *string
	Favourites  *[]string
	Offers      *[]KeptOffer
	Used        []TemplateUse
	Contacts    []ContactUse
	Shelves     []ShelfWrite // whole lists of templates
	ShelvesRead []ShelfRead  // lists that were read again and had not changed
	Tickets     []KeptTicket // new or changed
	TicketsGone []TicketID
	Unsent      []UnsentText
	Chat        []ChatWrite
	ChatTrimmed []ChatTrim
}

// UnsentText is a text that was begun in a ticket, and the message that it answers, or empty; an empty text
// is forgotten.
type UnsentText struct {
	Ticket  TicketID
	Text    string
	InReply MessageID
}

// ChatWrite sets a message of a conversation, and its outbox row if that is still where the desk believes
// it is.
type ChatWrite struct {
	Now    ChatMessage
	Outbox *ChatOutboxRow // nil once the platform is known to have it, and for others' messages
	Stage  OutboxStage    // of the stored outbox row before; empty: there must be none
}

// ChatTrim forgets the messages of a ticket before an instant that are not in the outbox: between them and
// later ones something is missing. Zero forgets all that are not in the outbox.
type ChatTrim struct {
	Ticket TicketID
	Before time.Time
}

// ShelfWrite replaces the stored templates of a bot.
type ShelfWrite struct {
	Bot BotID
	Shelf
}

// ShelfRead notes that the stored templates of a bot are still the platform's.
type ShelfRead struct {
	Bot    BotID
	ReadAt time.Time
}

// Empty says whether there is nothing to write.
func (c Commit) Empty() bool {
	return len(c.Sent) == 0 && len(c.Drafts) == 0 && len(c.DraftsGone) == 0 && c.Settings == nil &&
		c.Account == nil && c.Bots == nil && c.Cursor == nil && c.Favourites == nil && c.Offers == nil &&
		len(c.Used) == 0 && len(c.Contacts) == 0 && len(c.Shelves) == 0 &&
		len(c.ShelvesRead) == 0 && len(c.Tickets) == 0 && len(c.TicketsGone) == 0 &&
		len(c.Unsent) == 0 && len(c.Chat) == 0 && len(c.ChatTrimmed) == 0
}

// SentWrite sets a message if it is still where the desk believes it is.
type SentWrite struct {
	Now      SentMessage
	New      bool              // it must not exist yet
	Delivery message.Delivery  // of the stored message before, unless New
	Stage    OutboxStage       // of the stored outbox row before; empty: there must be none
	Template *message.Template // copy as it was at sending; nil: none, or already stored
}

// TemplateUse notes that a template was used with values.
type TemplateUse struct {
	Template TemplateKey
	Values   message.Values
	At       time.Time
}

// ContactUse notes that a contact was met.
type ContactUse struct {
	Bot     BotID
	Contact Contact
	At      time.Time
}

// HistoryQuery asks for a page of the history.
type HistoryQuery struct {
	Text   string    // at most HistoryTextMax bytes count
	Before time.Time // composed before; zero begins with the newest
	Limit  int       // 1 to HistoryLimitMax
}

// Limits of a search in the history.
const (
	HistoryTextMax  = 200
	HistoryLimitMax = 500
)

// HistoryPage is an answer to a search.
type HistoryPage struct {
	Messages []SentMessage
	More     bool
}
