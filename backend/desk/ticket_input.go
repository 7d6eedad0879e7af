package desk

import (
	"activa/backend/fault"
	"activa/backend/message"
)

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
		Ticket  TicketID
		Text    string
		InReply MessageID
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
	// ChatPageInput is the newest page of a conversation, as the platform tells it; oldest first.
	ChatPageInput struct {
		Ticket TicketID
		Page   []ChatMessage
		More   bool // there are older ones
	}
)

// Answers to effects.
type (
	// TicketsAnswer tells what came of ReadTickets.
	TicketsAnswer struct {
		Tickets []Ticket
		Err     error
	}
	// TicketAnswer tells what came of ReadTicket.
	TicketAnswer struct {
		ID     TicketID
		Ticket Ticket
		Err    error
	}
	// ChatPageAnswer tells what came of ReadConversation.
	ChatPageAnswer struct {
		ChatPageInput
		Err error
	}
	// ChatHandedAnswer tells what came of HandOverChat. Err follows TicketKeeper.SendChatMessage.
	ChatHandedAnswer struct {
		ID  MessageID
		Err error
	}
)

// Effects.
type (
	// ReadTickets reads every unfinished ticket: TicketsAnswer.
	ReadTickets struct{}
	// ReadTicket reads one ticket again: TicketAnswer.
	ReadTicket struct{ ID TicketID }
	// ReadConversation reads the newest page of a conversation: ChatPageAnswer.
	ReadConversation struct{ Ticket TicketID }
	// HandOverChat gives a message of the agent to the platform: ChatHandedAnswer.
	HandOverChat struct{ Message ChatMessage }
	// ConfirmChat tells the platform what became of the customer's messages here. Nothing comes of it.
	ConfirmChat struct {
		Ticket   TicketID
		Messages []MessageID
		Receipt  message.Delivery
	}
)

func (ReadTickets) effect()      {}
func (ReadTicket) effect()       {}
func (ReadConversation) effect() {}
func (HandOverChat) effect()     {}
func (ConfirmChat) effect()      {}

func (ChatPageInput) input()    {}
func (TicketsAnswer) input()    {}
func (TicketAnswer) input()     {}
func (ChatPageAnswer) input()   {}
func (ChatHandedAnswer) input() {}

func (SendChatInput) input()      {}
func (RetryChatInput) input()     {}
func (ReadTicketInput) input()    {}
func (UnsentInput) input()        {}
func (TicketDoneInput) input()    {}
func (TicketRefusedInput) input() {}
