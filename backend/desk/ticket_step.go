package desk

import (
	"context"
	"time"

	"activa/backend/fault"
	"activa/backend/ticket"
)

func (s *step) ticketInput(input Input) (refusal, err error) {
	return fault.New(NotSupported, nil, nil), nil
}

// refusesTicket says whether a refusal tells that a ticket is not where this desk believes it is.
func refusesTicket(code fault.Code) bool {
	switch code {
	case ticket.NotThere, ticket.TakenByAnother, ticket.AlreadyEnded:
		return true
	}
	return false
}

// ChatQuery asks for a page of a conversation.
type ChatQuery struct {
	Ticket TicketID
	Before time.Time // older than this; zero: the newest
	Limit  int       // 1 to ChatPageMax
}

// ChatPage is a page of a conversation, oldest first.
type ChatPage struct {
	Messages []ChatMessage
	More     bool // there are older ones
}

// ChatMessages reads a page of a conversation, oldest first: from the platform, and without a line what is
// stored here.
func (d *Desk) ChatMessages(ctx context.Context, query ChatQuery) (ChatPage, error) {
	return ChatPage{}, fault.New(NotSupported, nil, nil)
}

func (e *Engine) knownTicket(id TicketID) (TicketState, bool) { return TicketState{}, false }

func (e *Engine) unsentOf(id TicketID) string { return "" }

// Account is who is signed in, or was last.
func (e *Engine) Account() Account {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.memory.account
}
