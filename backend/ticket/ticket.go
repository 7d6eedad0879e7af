package ticket

import "time"

// Status is where a ticket stands. The texts are also what stores and wires keep.
type Status string

// The life of a ticket; Waiting and Open are unfinished.
const (
	Waiting     Status = "Waiting"
	Open        Status = "Open"
	Closed      Status = "Closed"
	Transferred Status = "Transferred"
)

// Closure says who ended a Closed ticket; empty for any other status.
type Closure string

// Who or what may end a ticket.
const (
	ByAgent      Closure = "agent"
	ByCustomer   Closure = "customer"
	ByInactivity Closure = "inactivity"
)

// Ticket is one attendance of a contact by a bot's people. Identities are those of the hub.
type Ticket struct {
	ID      string
	Bot     string
	Contact string
	Status  Status
	Closure Closure

	// Queue is the bot's queue that the ticket belongs to, also while it is reserved or Open.
	Queue string
	// Agent has the ticket (Open), or had it last (Closed, Transferred); empty when nobody ever did.
	Agent string
	// ReservedFor is the only agent who may be given a Waiting ticket; empty when it is for all.
	ReservedFor string
	// Why is the reason for the last decision on who gets the ticket.
	Why Why

	// Answers is the id of the active message that the customer answered; empty when there is none.
	Answers string
	// Parent is the Transferred ticket that this one continues.
	Parent string
	// Priority orders a queue: higher first, then older first.
	Priority int
	// Tags are what the people who attended wrote on it, in their order; nil when there are none.
	Tags []string

	CreatedAt time.Time
	TakenAt   time.Time // first Open; zero before
	// ActiveAt is when somebody last wrote in it, or when it was last opened: inactivity counts from it.
	ActiveAt time.Time
	EndedAt  time.Time // Closed or Transferred; zero before
}

// Unfinished tells whether the ticket is Waiting or Open: it takes the customer's next message, and it
// stops active messages to this customer (P6).
func (t Ticket) Unfinished() bool { return t.Status == Waiting || t.Status == Open }

// Action names what a history line tells.
type Action string

// The actions that a ticket's history can hold.
const (
	Created      Action = "created"
	Taken        Action = "taken"
	Given        Action = "given" // opened to its agent by a rule, not by a hand
	HandedOver   Action = "handed-over"
	Ended        Action = "closed"
	TransferMade Action = "transferred"
	Tagged       Action = "tagged"
)

// Entry is one line of a ticket's history.
type Entry struct {
	Ticket string
	At     time.Time
	By     string // the account that acted; empty for a rule or the customer
	Action Action
	From   string // who had it or for whom it was reserved; empty for the queue
	To     string // the agent, or the queue when no agent was named
	Note   string // what the acting person wrote; may be empty
}

// Change is the outcome of an action: the ticket's new value, the child of a transfer, and the history
// lines. All of it goes into one commit.
type Change struct {
	Ticket  Ticket
	Child   *Ticket
	History []Entry
}
