package hub

import (
	"context"
	"errors"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/message"
	"activa/backend/ticket"
)

// ErrNotFound is in the chain when a record is not there.
var ErrNotFound = errors.New("not found")

// ErrConflict is in the chain when a conditional write met another state than the one it was made
// for, or a unique key that is taken. Nothing was written by it.
var ErrConflict = errors.New("conflict")

// ErrNoRoom is in the chain when the disk is full. Nothing was written; what was stored before is whole.
var ErrNoRoom = errors.New("no room left to write")

// ErrFilter is in the chain when a filter asks for what the records do not have.
var ErrFilter = errors.New("filter not supported")

// Store keeps everything that the hub knows. It is the only truth: what is not in it did not happen.
type Store interface {
	// Update runs the steps in order on one writer and makes them durable with one commit, so that
	// many inputs share the price of reaching the disk. Each step is atomic by itself: one that
	// returns an error is undone alone and its error stands at its place in failures. When err is
	// not nil nothing of any step was kept.
	Update(ctx context.Context, steps ...func(Tx) error) (failures []error, err error)

	// View runs a reading on one consistent state, beside the writer and other readings.
	View(ctx context.Context, read func(Reader) error) error

	// Close ends the store. No other call may run or follow.
	Close() error
}

// Reader finds records. A record that is not there gives ErrNotFound, an empty list is no error.
// Lists are in the order that is said, never in an order that chance decides.
type Reader interface {
	AccountReader
	TemplateReader
	ContactReader
	SendReader
	TicketReader
	TalkReader
	// LatestInstant is the latest instant that the records know; zero when they know none.
	LatestInstant() (time.Time, error)
}

// AccountReader finds accounts and bots; lists are in the order of identities.
type AccountReader interface {
	Account(identity string) (Account, error)
	Accounts() ([]Account, error)
	// AccountsOfBot lists who may act for a bot.
	AccountsOfBot(bot string) ([]Account, error)
	// Away lists the accounts that have a presence other than Offline and no session.
	Away() ([]Account, error)
	Token(digest []byte) (Token, error)
	Bot(identity string) (Bot, error)
	BotByNumber(number string) (Bot, error)
	Bots() ([]Bot, error)
	Bucket(owner, name string) ([]byte, error)
	// BotSetting finds what a bot's desk is set up with under a name: a JSON document.
	BotSetting(bot, name string) ([]byte, error)
}

// TemplateReader finds templates; lists are in the order of name and language.
type TemplateReader interface {
	// Template finds one; with no language, the only one of that name (several give ErrConflict).
	Template(bot, name, language string) (Template, error)
	Templates(bot string, skip, take int) (page []Template, total int, err error)
}

// ContactReader finds contacts.
type ContactReader interface {
	Contact(identity string) (Contact, error)
	ContactByPhone(phone string) (Contact, error)
	// Contacts lists in the order of names. A filter on a field that contacts do not have, or with a
	// relation that does not fit it, gives ErrFilter.
	Contacts(query ContactQuery) ([]Contact, error)
	// SearchContacts finds by the beginnings of words in name and e-mail, accents and case ignored,
	// and by any part of name or phone digits; beginnings first, then names.
	SearchContacts(text string, take int) ([]Contact, error)
	// Comments lists what was written about a contact, newest first, at most CommentsMax.
	Comments(contact string) ([]Comment, error)
}

// ContactQuery is a page of the contacts that meet a documented filter; nil is every contact. Texts are
// compared without case and accents.
type ContactQuery struct {
	Filter     doc.Filter
	Skip, Take int
}

// SendReader finds sends.
type SendReader interface {
	Send(sender, id string) (Send, error)
	SendByHandle(handle string) (Send, error)
	// SendOfCampaign finds the send of a campaign id.
	SendOfCampaign(campaign string) (Send, error)
	// SentSince lists what changed after a change number, oldest change first.
	SentSince(query SentQuery) ([]Send, error)
	// TeamTallies counts what was sent since an instant by agent, the most first, then in the order of
	// agents: message.Tally.With at now over every send, or over those of one bot.
	TeamTallies(since, now time.Time, bot string) ([]AgentTally, error)
	// FailuresSince counts what was sent since an instant, by every bot or by one, and failed, by reason.
	FailuresSince(since time.Time, bot string) ([]message.ReasonCount, error)
	// SendsTo lists what was sent to a contact since an instant, latest first.
	SendsTo(contact string, since time.Time, take int) ([]Send, error)
	// LastSentTo is when a contact was last sent what was not refused; zero when never.
	LastSentTo(contact string) (time.Time, error)
	// Campaigns lists sends by campaign, latest first.
	Campaigns(query CampaignQuery) ([]Send, error)
	// HandoverWaiting lists what waits for the gateway and is due, in the order of changes.
	HandoverWaiting(due time.Time, take int) ([]Send, error)
	// NextTry is the earliest NextTryAt of what waits for the gateway, agents' messages included; zero
	// when nothing waits.
	NextTry() (time.Time, error)
	// Inbound finds a customer's message by the gateway's id.
	Inbound(id string) (Inbound, error)
}

// SentQuery lists the sends of one account, or of all when Sender is empty.
type SentQuery struct {
	Sender      string
	AfterChange int64
	// VisibleSince leaves out what the platform took, or refused, before it; zero leaves nothing out.
	VisibleSince time.Time
	Take         int
}

// CampaignQuery lists the campaigns of one bot, and of one agent when Agent is not empty.
type CampaignQuery struct {
	Bot, Agent string
	Since      time.Time
	Skip, Take int
}

// AgentTally counts what one agent sent; Agent is empty for what bots sent on their own.
type AgentTally struct {
	Agent string
	message.Tally
}

// TicketReader finds tickets.
type TicketReader interface {
	Ticket(id string) (ticket.Ticket, error)
	// UnfinishedTicket finds the one Waiting or Open ticket of a contact with a bot.
	UnfinishedTicket(bot, contact string) (ticket.Ticket, error)
	// Tickets lists oldest first. A filter on a field that tickets do not have gives ErrFilter.
	Tickets(query TicketQuery) ([]ticket.Ticket, error)
	// ReservedTickets lists what waits for one agent alone, oldest first.
	ReservedTickets(agent string) ([]ticket.Ticket, error)
	// WaitingTickets lists what waits in the queues of a bot for everybody, oldest first.
	WaitingTickets(bot string) ([]ticket.Ticket, error)
	// QuietestTickets lists the Open tickets of a bot in which nobody wrote for longest, those first.
	QuietestTickets(bot string, take int) ([]ticket.Ticket, error)
	// TicketHistory lists what happened to a ticket, oldest first.
	TicketHistory(id string) ([]ticket.Entry, error)
	// Workload is what an agent has to do, of all bots.
	Workload(agent string) (Workload, error)
}

// TalkReader finds what is said in tickets.
type TalkReader interface {
	Outbound(sender, id string) (Outbound, error)
	OutboundByHandle(handle string) (Outbound, error)
	// OutboundSince lists what agents wrote since an instant, oldest first.
	OutboundSince(at time.Time) ([]Outbound, error)
	// OutboundWaiting lists what waits for the gateway and is due, in the order of writing.
	OutboundWaiting(due time.Time, take int) ([]Outbound, error)
	// LastInboundAt is when a contact last wrote to a bot; zero when never.
	LastInboundAt(bot, contact string) (time.Time, error)
	// TicketFacts gathers what a list shows of a ticket beside itself.
	TicketFacts(of ticket.Ticket) (TicketFacts, error)
	// TicketMessages lists the latest messages of a ticket's conversation, oldest first: its own, those
	// of the tickets that it continues, and the active message that it answers.
	TicketMessages(query TicketMessagesQuery) ([]TicketMessage, error)
	// ThreadMessages lists the latest of all that a bot and a contact wrote to each other, active
	// messages that were taken included, in the same way.
	ThreadMessages(bot, contact string, skip, take int) ([]TicketMessage, error)
	// Correspondents lists the contacts that a bot wrote to, or that wrote to it, since an instant, the
	// latest first; unread is counted of what was written since that instant.
	Correspondents(bot string, since time.Time, take int) ([]Correspondent, error)
}

// TicketMessagesQuery is a page of a conversation; Skip counts from the latest message.
type TicketMessagesQuery struct {
	Ticket     string
	Before     time.Time // only what is older; zero leaves nothing out
	Skip, Take int
}

// TicketQuery is a page of the tickets of some bots that meet a documented filter (nil: all).
type TicketQuery struct {
	Bots   []string
	Filter doc.Filter
	// Finished lists what is over, otherwise what is Waiting or Open.
	Finished bool
	// ShownTo leaves out what ticket.CanSee hides from that agent; empty hides nothing.
	ShownTo string
	// Queues are those that ShownTo serves; none means every one.
	Queues     []string
	Skip, Take int
}

// Tx reads and writes inside one step of Update.
type Tx interface {
	Reader

	PutAccount(account Account) error
	// SetPresence writes the presence alone, if it still is was (else ErrConflict).
	SetPresence(identity string, presence, was Presence) error
	PutToken(token Token) error
	PutBot(bot Bot) error
	PutBucket(owner, name string, document []byte) error
	DeleteBucket(owner, name string) error
	PutBotSetting(bot, name string, document []byte) error

	PutTemplate(template Template) error
	PutContact(contact Contact) error
	DeleteContact(identity string) error
	InsertComment(comment Comment) error
	DeleteComment(contact, id string) error

	// InsertSend stores a new send and gives its change number; a key that is taken is ErrConflict.
	InsertSend(send Send) (change int64, err error)
	// UpdateSend writes progress and hand-over if the stored change still is send.Change (else
	// ErrConflict) and gives the new one.
	UpdateSend(send Send) (change int64, err error)
	// SetHandover moves the hand-over on if it still is was (else ErrConflict). It tells nothing new
	// about the message, so the change number stays.
	SetHandover(handle string, to, was Handover, nextTryAt time.Time) error
	// InsertInbound stores a customer's message; a repeated id is ErrConflict.
	InsertInbound(inbound Inbound) error
	// NoteInbound notes how far the agent has come with a customer's message: the first instants that
	// are not zero stay.
	NoteInbound(id string, receivedAt, consumedAt time.Time) error
	// InsertOutbound stores an agent's message; a key that is taken is ErrConflict.
	InsertOutbound(outbound Outbound) error
	// UpdateOutbound writes progress and hand-over if delivery and hand-over still are those of was
	// (else ErrConflict).
	UpdateOutbound(outbound, was Outbound) error

	// InsertTicket stores a new ticket; a second unfinished one of contact and bot is ErrConflict.
	InsertTicket(created ticket.Ticket) error
	// UpdateTicket writes the ticket if it still stands as was: status, agent, reservation.
	UpdateTicket(changed, was ticket.Ticket) error
	// NoteActivity notes when somebody last wrote in a ticket; it never goes back.
	NoteActivity(id string, at time.Time) error
	AddTicketHistory(entries []ticket.Entry) error

	// KeepNotice keeps an envelope for an identity without a session; of more than NoticesMax the
	// oldest go.
	KeepNotice(identity string, envelope []byte, at time.Time) error
	// TakeNotices gives the kept envelopes of an identity, oldest first, and forgets them.
	TakeNotices(identity string) ([][]byte, error)
	// ForgetBefore removes tokens that ended, and notices kept, before an instant.
	ForgetBefore(at time.Time) error
}
