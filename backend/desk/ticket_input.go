package desk

import "activa/backend/fault"

// What concerns tickets and their conversations, as inputs of a step.
type (
	// SendChatInput takes a message of the agent for the customer of a ticket.
	SendChatInput struct{ Message ChatMessage }
	// RetryChatInput sends a failed message again, as a new one.
	RetryChatInput struct{ ID MessageID }
	// ReadTicketInput tells that a conversation stands on the screen.
	ReadTicketInput struct{ ID TicketID }
	// UnsentInput keeps the text that was begun in a ticket.
	UnsentInput struct {
		Ticket TicketID
		Text   string
	}
	// TicketDoneInput is a ticket after the platform did something with ticket ID: the same one, or the one
	// that goes on after a transfer.
	TicketDoneInput struct {
		ID     TicketID
		Ticket Ticket
	}
	// TicketRefusedInput is what the platform said against doing something with a ticket.
	TicketRefusedInput struct {
		ID    TicketID
		Fault *fault.Fault
	}
)

func (SendChatInput) input()      {}
func (RetryChatInput) input()     {}
func (ReadTicketInput) input()    {}
func (UnsentInput) input()        {}
func (TicketDoneInput) input()    {}
func (TicketRefusedInput) input() {}
