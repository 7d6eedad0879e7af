package desk

import (
	"context"
	"io"
	"time"

	"activa/backend/message"
	"activa/backend/ticket"
)

// TicketKeeper is a platform whose tickets the desk follows and acts on: replies become tickets there,
// and agent and customer talk in them (P9, P10). Found by a type assertion, announced as
// Abilities.Tickets. Which agent sees which ticket is the platform's decision, never the desk's.
type TicketKeeper interface {
	// Tickets lists the unfinished tickets that this agent may see, of all their bots, all pages.
	Tickets(ctx context.Context) ([]Ticket, error)
	// Ticket reads one ticket; TicketUnknown when there is none for this agent.
	Ticket(ctx context.Context, id TicketID) (Ticket, error)
	// TicketsOf lists a contact's tickets of one bot that are over and that the agent may see, newest
	// first, at most limit.
	TicketsOf(ctx context.Context, bot BotID, contact ContactID, limit int) ([]Ticket, error)
	// TicketHistory tells who did what with a ticket, oldest first; empty where the platform keeps none.
	TicketHistory(ctx context.Context, id TicketID) ([]ticket.Entry, error)

	// TakeTicket opens a waiting ticket to this agent. Errors: the ticket room's own codes, such as
	// ticket.TakenByAnother.
	TakeTicket(ctx context.Context, id TicketID) (Ticket, error)
	// CloseTicket ends a ticket, with its tags.
	CloseTicket(ctx context.Context, id TicketID, tags []string) (Ticket, error)
	// TransferTicket gives a ticket to an agent or a queue; the answer is the ticket that goes on.
	TransferTicket(ctx context.Context, id TicketID, to TransferTarget, note string) (Ticket, error)
	// TagTicket replaces the tags of an unfinished ticket.
	TagTicket(ctx context.Context, id TicketID, tags []string) (Ticket, error)
	// TransferTargets lists where tickets of a bot can go.
	TransferTargets(ctx context.Context, bot BotID) (TransferTargets, error)
	// Tags lists the tags that a bot offers; empty means that people write their own.
	Tags(ctx context.Context, bot BotID) ([]string, error)
	// CannedReplies lists what agents of a bot may answer with one stroke.
	CannedReplies(ctx context.Context, bot BotID) ([]CannedReply, error)

	// TicketMessages lists what was said in a ticket, newest first, older than before (zero: the newest),
	// at most limit; more tells that there are older ones.
	TicketMessages(ctx context.Context, id TicketID, before time.Time, limit int) (page []ChatMessage, more bool, err error)
	// SendChatMessage hands one message of the agent over. Errors as of Platform.Send: nil means that the
	// platform has it or tells by ChatReceiptNews, NotHandedOver that it certainly never left.
	SendChatMessage(ctx context.Context, outgoing ChatMessage) error
	// ConfirmChatMessages tells the platform what became of the customer's messages here: receipt
	// received on arrival, consumed only when they stood on the screen.
	ConfirmChatMessages(ctx context.Context, id TicketID, messages []MessageID, receipt message.Delivery) error
	// TellTyping says that the agent writes, or stopped.
	TellTyping(ctx context.Context, id TicketID, typing bool) error
}

// ContactEditor is a platform where an agent may change a contact's fields.
type ContactEditor interface {
	// Contact reads one contact whole.
	Contact(ctx context.Context, bot BotID, id ContactID) (Contact, error)
	// ChangeContact changes name, e-mail and further fields; an empty field is taken away.
	ChangeContact(ctx context.Context, bot BotID, contact Contact) (Contact, error)
	// Comments lists what people wrote about a contact, newest first.
	Comments(ctx context.Context, bot BotID, id ContactID) ([]Comment, error)
	// AddComment writes one comment.
	AddComment(ctx context.Context, bot BotID, id ContactID, text string) (Comment, error)
}

// Uploader is a platform that takes files and serves them to the customer's side.
type Uploader interface {
	// Upload stores a file of size bytes; the answer is its address, to be sent in a chat message. told
	// gets the bytes that went over so far, for a progress meter.
	Upload(ctx context.Context, bot BotID, name, contentType string, size int64, content io.Reader, told func(sent int64)) (uri string, err error)
}

// TicketID is the platform's identity of a ticket; opaque to the desk.
type TicketID string

// Ticket is an attendance as this agent sees it, with what a list shows of its conversation.
type Ticket struct {
	ticket.Ticket
	Number    int // short number for people; 0 where there is none
	AgentName string
	Contact   Contact
	Unread    int // customer's messages that the agent has not read
	// Last is the latest message; nil where the platform does not tell it with the ticket.
	Last *ChatMessage
	// CustomerWroteAt is when the customer last wrote: WhatsApp's window of 24 h begins there
	// (WhatsApp templates, customer-service window). Zero when unknown.
	CustomerWroteAt time.Time
}

// WindowEndsAt is when WhatsApp's window for free messages closes: at exactly that instant it is closed.
// Zero when it is not known to be open.
func (t Ticket) WindowEndsAt() time.Time {
	if t.CustomerWroteAt.IsZero() {
		return time.Time{}
	}
	return t.CustomerWroteAt.Add(ticket.ServiceWindow)
}

// ChatMessage is one message of a ticket's conversation.
type ChatMessage struct {
	ID        MessageID
	Ticket    TicketID
	From      ChatSide
	Kind      ChatKind
	Text      string // of text; the caption of media; the fallback text of kinds that cannot be drawn
	Media     *ChatMedia
	Place     *ChatPlace // of a location
	Agent     string     // identity of the agent who wrote it, of messages from our side
	AgentName string     // empty where the platform does not tell it
	InReply   MessageID  // the message that it answers; empty when the platform does not tell
	At        time.Time
	Progress  message.Progress // of messages from our side; received and consumed of the customer's
	Active    *SentRecord      // of ChatTemplate: the active message, where the platform tells it; its ID is the send's
}

// ChatSide says who wrote a message.
type ChatSide string

// The three who write.
const (
	FromCustomer ChatSide = "customer"
	FromAgent    ChatSide = "agent"
	FromBot      ChatSide = "bot"
)

// ChatKind says what a message holds.
type ChatKind string

// What a conversation can hold; an active message stands in it as ChatTemplate with the id of the send.
const (
	ChatText     ChatKind = "text"
	ChatImage    ChatKind = "image"
	ChatVideo    ChatKind = "video"
	ChatAudio    ChatKind = "audio"
	ChatDocument ChatKind = "document"
	ChatSticker  ChatKind = "sticker"
	ChatLocation ChatKind = "location"
	ChatTemplate ChatKind = "template"
	ChatUnknown  ChatKind = "unknown"
)

// ChatMedia is a file of a conversation.
type ChatMedia struct {
	URI         string
	ContentType string
	Name        string // of a document
	Size        int64  // bytes; 0 when unknown
}

// ChatPlace is a place on the map.
type ChatPlace struct {
	Latitude, Longitude float64
	Name, Address       string
}

// TransferTarget is where a ticket goes: an agent or a queue, one of them.
type TransferTarget struct{ Agent, Queue string }

// TransferTargets is where tickets of a bot can go.
type TransferTargets struct {
	Agents []TransferAgent
	Queues []TransferQueue
}

// TransferAgent is a colleague with what helps to choose one.
type TransferAgent struct {
	Identity, Name string
	Presence       PresenceStatus
	Open           int // tickets in progress
}

// TransferQueue is a queue of the bot.
type TransferQueue struct {
	Name         string
	AgentsOnline int
}

// CannedReply is a prepared answer. Variables are written {{contact.name}}, {{agent.fullName}} and so on
// (LIME and Blip, §14.5); the desk fills them.
type CannedReply struct {
	ID, Category, Name, Text string
}

// Comment is what somebody of the team wrote about a contact.
type Comment struct {
	ID, Text, Author string
	At               time.Time
}

// TicketNews is a ticket that is new or changed.
type TicketNews struct{ Ticket Ticket }

// TicketGoneNews tells that the agent may see a ticket no longer.
type TicketGoneNews struct{ ID TicketID }

// ChatMessageNews is a message of a conversation, the customer's or the agent's from another device.
type ChatMessageNews struct{ Message ChatMessage }

// ChatReceiptNews is a receipt for a message of the agent in a ticket.
type ChatReceiptNews struct {
	Ticket  TicketID
	ID      MessageID
	Receipt message.Receipt
}

// TypingNews tells that the customer writes, or stopped.
type TypingNews struct {
	Ticket TicketID
	Typing bool
}

func (TicketNews) news()      {}
func (TicketGoneNews) news()  {}
func (ChatMessageNews) news() {}
func (ChatReceiptNews) news() {}
func (TypingNews) news()      {}
