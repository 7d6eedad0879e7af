package desk

import (
	"context"
	"errors"
	"time"

	"activa/backend/message"
)

// Platform is what carries messages for the desk: Blip, a team hub, or the embedded hub. It is the
// small part that every platform has; what only some have are the optional interfaces below, found by
// a type assertion and announced to the window as data (Abilities).
//
// Every method may block on the network until its context ends. None may be called from inside the
// sink. Errors that a person can act on are faults; the codes are named in faults.go of this room. The
// suite in platformtest tells whether a platform keeps these promises.
type Platform interface {
	// Run signs in and stays connected until ctx ends or the credentials are refused. Everything that
	// happens is told to sink, one call at a time and in order: connection trouble is news, not an
	// error. It returns nil when ctx ended, and a fault "credentials-refused" otherwise.
	Run(ctx context.Context, sink func(News)) error

	// TryNow cuts the waiting for the next connection attempt short. It does nothing while connected.
	TryNow()

	// Abilities tells what this platform can do for this account. Known after the first connection.
	Abilities() Abilities

	// Account tells who is signed in. Known after the first connection.
	Account(ctx context.Context) (Account, error)

	// Bots lists the bots that the account may use.
	Bots(ctx context.Context) ([]Bot, error)

	// Templates lists every template of one bot, all pages, sendable or not.
	Templates(ctx context.Context, bot BotID) (TemplateList, error)

	// SearchContacts finds contacts by name, phone or e-mail, best first, at most limit.
	SearchContacts(ctx context.Context, bot BotID, text string, limit int) ([]Contact, error)

	// Recipient gathers what must be known of a customer before a message to them: the contact if one
	// exists, an unfinished ticket, what was sent lately.
	Recipient(ctx context.Context, bot BotID, who RecipientQuery) (RecipientFacts, error)

	// Send hands one active message over. The platform keeps message.ID as the identity of the message
	// on the wire. A nil error means that the platform has it or will tell about it by ReceiptNews;
	// the fault NotHandedOver means that it certainly never left; any other error leaves the outcome unknown.
	Send(ctx context.Context, outgoing message.ActiveMessage, template message.Template) error

	// LookUp asks what the platform knows of a message id. Absence must be proven, not assumed:
	// a platform that cannot tell answers LookUpUnknown.
	LookUp(ctx context.Context, bot BotID, id MessageID) (LookUp, error)
}

// PresenceKeeper is a platform that holds the agent's presence (P1).
type PresenceKeeper interface {
	SetPresence(ctx context.Context, presence Presence) error
	Presence(ctx context.Context) (Presence, error)
}

// SentLister is a platform that keeps the agent's own sent list, whatever device it was sent from.
type SentLister interface {
	// SentSince lists what changed after the cursor, oldest change first; an empty cursor starts with
	// everything that is still visible. more tells that another page follows.
	SentSince(ctx context.Context, cursor string) (page []SentRecord, next string, more bool, err error)
}

// FavouriteKeeper is a platform that keeps the agent's favourite templates.
type FavouriteKeeper interface {
	Favourites(ctx context.Context) ([]string, error)
	SetFavourites(ctx context.Context, templateIDs []string) error
}

// ErrMediaAbsent tells that a platform's own host has no file at a path.
var ErrMediaAbsent = errors.New("no such file")

// MediaKeeper is a platform that serves media of its own under a host that only it resolves.
type MediaKeeper interface {
	// MediaHost is that host, or empty.
	MediaHost() string
	// Media fetches the beginning of a file of that host by the path of its address: at most limit bytes, and
	// not much more goes over the line. Errors: ErrMediaAbsent when the host has no such file.
	Media(ctx context.Context, path string, limit int64) (PlatformFile, error)
}

// PlatformFile is a file that a platform serves, or its beginning.
type PlatformFile struct {
	Content     []byte
	ContentType string
	Size        int64 // of the whole file, in bytes
}

// ContactKeeper is a platform where a new contact can be saved.
type ContactKeeper interface {
	// SaveNewContact saves the name of a new contact and never changes an existing one.
	SaveNewContact(ctx context.Context, bot BotID, contact Contact) (Contact, error)
}

type (
	// BotID is the platform's identity of a bot, for example entregas@msging.net; opaque to the desk.
	BotID string
	// MessageID is the id of an active message, made in the window and the same to the wire.
	MessageID string
	// ContactID is the platform's identity of a contact; opaque to the desk.
	ContactID string
)

// Abilities is what a platform can do beyond the small port; the window hides the rest.
type Abilities struct {
	Presence    bool // the platform holds the agent's presence
	SentList    bool // the platform keeps the agent's sent list
	Favourites  bool
	Live        bool // receipts are pushed, nothing polls
	Simulator   bool // the customers are simulated
	Supervision bool // this account may see the whole team
	Tickets     bool // the platform is a TicketKeeper for this account
	Contacts    bool // the platform is a ContactEditor for this account
	Uploads     bool // the platform is an Uploader for this account
	Offers      bool // the platform is a TemplateOfferer for this account
	// TicketHistory: the platform keeps who did what with a ticket, the notes of transfers with it.
	TicketHistory bool
	// DropsRepeats: a chat message whose id came before is answered with what is known of it and never
	// delivered again, so one without an answer may be handed over once more.
	DropsRepeats bool
	// RoutesItself: who gets a reply is decided by the platform's own rules; nothing is kept for the agent
	// who wrote (P9 cannot be promised).
	RoutesItself bool
}

// Account is who is signed in.
type Account struct {
	Identity string
	Name     string
	Email    string
	Role     string // "agent", "supervisor", "owner" or "bot"
}

// Bot is a chatbot: it owns a WhatsApp number, templates, and a direct-transfer switch.
type Bot struct {
	ID             BotID
	Name           string
	Number         string // E.164
	DirectTransfer bool
}

// Contact is a person. Phone may be empty: WhatsApp has users without one.
type Contact struct {
	ID            ContactID
	Name          string
	Phone         string // E.164 or empty
	Email         string
	Fields        map[string]string // further fields, by name
	LastMessageAt time.Time         // zero when never
	OptedOut      bool              // stopped marketing
}

// BotTemplate is one template of one bot.
type BotTemplate struct {
	Bot      BotID
	Template message.Template
}

// TemplateList is a whole reading of a bot's templates.
type TemplateList struct {
	Templates []message.Template
	Skipped   []message.Skipped
	ReadAt    time.Time
}

// RecipientQuery names a customer by contact or by phone (E.164); one of them is empty.
type RecipientQuery struct {
	Contact ContactID
	Phone   string
}

// RecipientFacts is what the platform knows of a customer at this moment.
type RecipientFacts struct {
	Contact *Contact // nil when there is none
	Ticket  *OpenTicket
	Recent  []RecentSend // newest first, at most 10, of the last 72 h, of any agent
}

// OpenTicket is the unfinished ticket that keeps an active message from being sent (P6).
type OpenTicket struct {
	ID        string
	Agent     string // identity, empty while nobody has it
	AgentName string
	Mine      bool
	Waiting   bool
	Since     time.Time
}

// RecentSend is an active message that the customer got lately.
type RecentSend struct {
	Agent        string
	AgentName    string
	Mine         bool
	TemplateName string
	At           time.Time
}

// SentRecord is what the platform's sent list holds of one active message.
type SentRecord struct {
	Message  message.ActiveMessage
	Progress message.Progress
	Template message.Template // as it was at sending; zero when the platform does not tell
}

// LookUp is the answer to "do you have this message?".
type LookUp struct {
	Outcome  LookUpOutcome
	Progress message.Progress // of a message that was found
}

// LookUpOutcome tells whether a message is on the platform.
type LookUpOutcome string

// The three answers of a look-up.
const (
	LookUpFound   LookUpOutcome = "found"
	LookUpAbsent  LookUpOutcome = "absent" // proven: it never arrived and will not arrive later
	LookUpUnknown LookUpOutcome = "unknown"
)

// Presence is an agent's presence on the platform.
type Presence struct {
	Status PresenceStatus
	Reason string // of a pause
	Since  time.Time
}

// PresenceStatus is one of the four of P1.
type PresenceStatus string

// The four presences; the texts are those of the wire (LIME and Blip, §26 "Desk presence").
const (
	Online    PresenceStatus = "Online"
	Paused    PresenceStatus = "Paused"
	Invisible PresenceStatus = "Invisible"
	Offline   PresenceStatus = "Offline"
)

// News is what a platform tells the desk. The kinds are closed: the types below.
type News interface{ news() }

// ConnectionNews tells where the line stands.
type ConnectionNews struct {
	Phase     ConnectionPhase
	Since     time.Time
	NextTryAt time.Time // of Dropped
	Cause     error     // of Dropped and Refused
}

// ConnectionPhase is where the line to the platform stands.
type ConnectionPhase string

// The phases of a connection.
const (
	Connecting ConnectionPhase = "connecting"
	Connected  ConnectionPhase = "connected"
	Dropped    ConnectionPhase = "dropped"
	Refused    ConnectionPhase = "refused"
)

// ReceiptNews is a receipt for one of the agent's messages.
type ReceiptNews struct {
	ID      MessageID
	Receipt message.Receipt
}

// SentNews is a change in the platform's sent list: another device, a reply, an expiry.
type SentNews struct {
	Record SentRecord
	Cursor string
}

// PresenceNews is a presence that the platform changed, or another device of the same agent.
type PresenceNews struct{ Presence Presence }

// TemplatesNews tells that a bot's templates changed and must be read again.
type TemplatesNews struct{ Bot BotID }

// ClockNews tells that a platform whose time is simulated moved it, or lets it run at another speed: what
// waits for an instant looks at the time again. Taking it in is enough for that.
type ClockNews struct {
	Now    time.Time
	Factor int // how many times as fast as the machine's clock
}

func (ConnectionNews) news() {}
func (ReceiptNews) news()    {}
func (SentNews) news()       {}
func (PresenceNews) news()   {}
func (TemplatesNews) news()  {}
func (ClockNews) news()      {}
