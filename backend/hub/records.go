package hub

import (
	"time"

	"activa/backend/message"
	"activa/backend/ticket"
)

// Identities in records are folded (doc.FoldIdentity): lower case, no instance. Instants are UTC in
// whole milliseconds; zero means "not yet" or "never".

// Account is somebody who can sign in: an agent, a supervisor, the owner of the data, or a bot.
type Account struct {
	Identity string
	Name     string
	Email    string
	Role     ticket.Role
	Bots     []string // that it may act for; ignored for an owner, who may act for all
	Secret   string   // argon2id in PHC form; empty: cannot sign in by a secret
	Slots    int      // Open tickets at once; 0: what the bot says, or no limit
	Queues   []string // that an agent serves; none: every queue of their bots
	Presence Presence
}

// Presence is an agent's presence as routing and the send rule see it (P1).
type Presence struct {
	Status ticket.Presence
	Reason string // of a pause, in the agent's words
	Since  time.Time
	// AwaySince is when the last session that stood for the person ended, zero while one is there.
	// PresenceGrace later the account is Offline.
	AwaySince time.Time
}

// Token lets an account sign in by the scheme external until it ends. Only its SHA-256 is kept.
type Token struct {
	Digest    []byte
	Account   string
	ExpiresAt time.Time
}

// Bot is a chatbot: it owns a WhatsApp number, templates and the direct-transfer switch.
type Bot struct {
	Identity       string
	Name           string
	Number         string // E.164
	DirectTransfer bool
	ClosesAfter    time.Duration // ticket.Bot.ClosesAfter, in whole hours
}

// Template is one template of a bot as Meta's JSON object; Digest is the SHA-256 of Raw.
type Template struct {
	Bot      string
	Name     string
	Language string
	Digest   string
	Raw      []byte
}

// Contact is a person whom the bots can write to. Document is the whole contact document as JSON; the
// other fields are read out of it so that the store can find by them.
type Contact struct {
	Identity      string
	Name          string
	Phone         string // E.164, or empty
	Email         string
	OptedOut      bool // of marketing
	LastMessageAt time.Time
	Document      []byte
}

// CommentsMax is how many comments on a contact are listed.
const CommentsMax = 200

// Comment is what somebody of the team wrote about a contact.
type Comment struct {
	ID      string
	Contact string
	Author  string // account
	Content string
	At      time.Time
}

// Workload is what an agent has to do.
type Workload struct {
	Open        int
	LastGivenAt time.Time // zero when never
}

// Handover says where a send stands between the hub and its gateway; see the drawing in doc.go.
type Handover int

// The steps of a hand-over. Only HandoverWaiting is ever handed over by itself after a crash.
const (
	HandoverDone    Handover = iota // taken, refused, or never to be handed over
	HandoverWaiting                 // certainly not with the gateway
	HandoverBegun                   // the gateway may have it
)

// NoticesMax is how many envelopes are kept for an identity without a session.
const NoticesMax = 10000

// Send is one active message on the hub. Sender and ID are its key: a repeated id of one sender is the
// same message. Handle is the key towards the gateway, unique over all senders.
type Send struct {
	Sender string // the account that sent: an agent, or the bot itself
	ID     string
	Handle string
	Change int64 // grows with every write of any send; 0 before the first

	Bot     string
	Agent   string // empty when a bot sent on its own
	Contact string
	Phone   string
	Name    string // of the contact at sending

	TemplateID       string
	TemplateName     string
	TemplateLanguage string
	Template         []byte // Meta's object as it was at sending; nil when there was none
	TemplateDigest   string // SHA-256 of Template, empty with it
	Values           message.Values
	Payload          []byte // the content that goes to the gateway
	Campaign         string // id of the campaign that it was sent by, or empty
	CampaignNote     []byte // the campaign's own JSON, given back in its summaries
	ReplyTo          string // node that is told of receipts
	RetryOf          string
	ComposedAt       time.Time

	Progress  message.Progress
	Handover  Handover
	NextTryAt time.Time // of HandoverWaiting: not before
}

// Inbound is a stored message of a customer.
type Inbound struct {
	InboundMessage
	Bot     string
	Contact string
	Ticket  string
}

// Outbound is a message that an agent wrote to the customer of a ticket. Sender and ID are its key, Handle
// the one towards the gateway.
type Outbound struct {
	Sender, ID, Handle  string
	Bot, Contact, Phone string
	Ticket              string
	Type                string // MIME type as in LIME
	Content             []byte // JSON
	ReplyTo             string // node that is told of receipts
	WrittenAt           time.Time
	Progress            message.Progress
	Handover            Handover
	NextTryAt           time.Time
}

// TicketMessage is one message of a conversation, whoever wrote it. Of a customer's, Progress tells how far
// the agent has come with it.
type TicketMessage struct {
	ID      string
	Sender  string // the agent, or the bot itself; empty for the customer
	Ticket  string // empty for an active message
	Type    string
	Content []byte
	// InReplyTo is the id of the message that a customer's one answers; empty when the gateway told none.
	InReplyTo string
	At        time.Time
	Progress  message.Progress
}

// Correspondent is a contact with the latest that went to or came from them.
type Correspondent struct {
	Contact string
	At      time.Time
	Unread  int // what arrived on their phone and is not known to be read
}

// TicketFacts is what a list shows of a ticket beside itself.
type TicketFacts struct {
	Number, ParentNumber int            // short numbers for people; of no parent 0
	Unread               int            // the customer's messages that nobody has read
	Last                 *TicketMessage // nil when nothing was said yet
	CustomerWroteAt      time.Time      // zero when never
}
