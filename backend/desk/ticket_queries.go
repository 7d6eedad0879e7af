package desk

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"activa/backend/fault"
	"activa/backend/ticket"
)

// Limits of what stands beside a conversation.
const (
	ChatPageMax    = 200             // messages of one page
	earlierTickets = 20              // finished tickets of a contact
	detailWait     = 3 * time.Second // for each part of a ticket that the platform tells
)

// TicketDetail is one ticket with what stands beside its conversation. Parts that the platform did not
// tell in time are empty.
type TicketDetail struct {
	State    TicketState
	Contact  Contact
	Editable bool         // the contact's fields may be changed
	Answers  *SentMessage // the send that the customer answered, if it was sent from here
	Unsent   UnsentText
	History  []ticket.Entry // oldest first
	Earlier  []Ticket       // the contact's finished tickets, newest first
	Sends    []SentMessage  // active messages to the contact, newest first
	Comments []Comment      // newest first
}

// Ticket reads one ticket whole, unfinished or not. Fault: ticket.NotThere.
func (d *Desk) Ticket(ctx context.Context, id TicketID) (TicketDetail, error) {
	state, err := d.ticketState(ctx, id)
	if err != nil {
		return TicketDetail{}, err
	}
	detail := TicketDetail{State: state, Contact: state.Contact, Unsent: d.unsentOf(id)}
	if state.Answers != "" {
		sent, err := d.store.Message(ctx, MessageID(state.Answers))
		if err == nil {
			detail.Answers = &sent
		} else if fault.CodeOf(err) != MessageUnknown {
			return TicketDetail{}, fmt.Errorf("read the answered message: %w", err)
		}
	}
	if detail.Sends, err = d.sendsTo(ctx, state.Ticket); err != nil {
		return TicketDetail{}, err
	}
	d.askBeside(ctx, &detail)
	return detail, nil
}

// sendsTo lists the active messages of this desk to a ticket's contact, newest first.
func (d *Desk) sendsTo(ctx context.Context, of Ticket) ([]SentMessage, error) {
	ever := SentMessage{}
	ever.Message.Bot, ever.Message.Contact, ever.Message.Phone = of.Bot, string(of.Contact.ID), of.Contact.Phone
	ever.Message.ComposedAt = d.Now().Add(time.Hour) // before which all of them were composed
	return d.store.Earlier(ctx, ever, earlierMax)
}

// askBeside asks the platform for everything beside the conversation at once.
func (d *Desk) askBeside(ctx context.Context, detail *TicketDetail) {
	ctx, cancel := context.WithTimeout(ctx, detailWait)
	defer cancel()
	of := detail.State.Ticket
	var asking sync.WaitGroup
	if keeper, err := d.tickets(); err == nil {
		asking.Go(func() {
			targets, err := keeper.TransferTargets(ctx, BotID(of.Bot)) // who is who in the history
			d.logFailed("the people of a bot were not read", err)
			d.people.meet(targets.Agents)
		})
		asking.Go(func() {
			history, err := keeper.TicketHistory(ctx, TicketID(of.ID))
			d.logFailed("the history of a ticket was not read", err)
			detail.History = history
		})
		asking.Go(func() {
			earlier, err := keeper.TicketsOf(ctx, BotID(of.Bot), of.Contact.ID, earlierTickets)
			d.logFailed("the tickets of a contact were not read", err)
			detail.Earlier = slices.DeleteFunc(earlier, func(t Ticket) bool { return t.ID == of.ID })
		})
	}
	if editor, err := d.contacts(); err == nil {
		detail.Editable = true
		asking.Go(func() {
			contact, err := editor.Contact(ctx, BotID(of.Bot), of.Contact.ID)
			d.logFailed("a contact was not read", err)
			if err == nil {
				detail.Contact = contact
			}
		})
		asking.Go(func() {
			comments, err := editor.Comments(ctx, BotID(of.Bot), of.Contact.ID)
			d.logFailed("the comments about a contact were not read", err)
			detail.Comments = comments
		})
	}
	asking.Wait()
}

// AnsweredIn is the ticket in which the customer answered a message that was sent from here: an unfinished one,
// else one of the contact's latest finished ones, the newest where it was transferred. Empty when none of them
// names the message. Faults: MessageUnknown, NotConnected, NotSupported.
func (d *Desk) AnsweredIn(ctx context.Context, id MessageID) (TicketID, error) {
	sent, err := d.store.Message(ctx, id)
	if err != nil {
		return "", err
	}
	if open, known := d.ticketAnswering(id); known {
		return open, nil
	}
	keeper, err := d.tickets()
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, questionWait)
	defer cancel()
	bot, contact := BotID(sent.Message.Bot), ContactID(sent.Message.Contact)
	if contact == "" { // it went to a number
		facts, err := d.platform.Recipient(ctx, bot, RecipientQuery{Phone: sent.Message.Phone})
		if err != nil {
			return "", fmt.Errorf("ask who has a number: %w", err)
		}
		if facts.Contact == nil {
			return "", nil
		}
		contact = facts.Contact.ID
	}
	earlier, err := keeper.TicketsOf(ctx, bot, contact, earlierTickets)
	if err != nil {
		return "", fmt.Errorf("read the tickets of a contact: %w", err)
	}
	if at := slices.IndexFunc(earlier, func(t Ticket) bool { return t.Answers == string(id) }); at >= 0 {
		return TicketID(earlier[at].ID), nil
	}
	return "", nil
}

// ticketState is a ticket as the desk knows it, else as the platform does. Fault: ticket.NotThere.
func (d *Desk) ticketState(ctx context.Context, id TicketID) (TicketState, error) {
	if state, known := d.knownTicket(id); known {
		return state, nil
	}
	keeper, err := d.tickets()
	if err != nil {
		return TicketState{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, questionWait)
	defer cancel()
	read, err := keeper.Ticket(ctx, id)
	return TicketState{Ticket: read}, err
}

// ticket is an unfinished ticket that the desk knows. Fault: ticket.NotThere.
func (d *Desk) ticket(id TicketID) (Ticket, error) {
	state, known := d.knownTicket(id)
	if !known {
		return Ticket{}, fault.New(ticket.NotThere, nil, nil)
	}
	return state.Ticket, nil
}

// TransferTargets lists where tickets of a bot can go. Faults: NotConnected, NotSupported.
func (d *Desk) TransferTargets(ctx context.Context, bot BotID) (TransferTargets, error) {
	keeper, err := d.tickets()
	if err != nil {
		return TransferTargets{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, questionWait)
	defer cancel()
	targets, err := keeper.TransferTargets(ctx, bot)
	d.people.meet(targets.Agents)
	return targets, err
}

// TicketTags lists the tags that a bot offers. Faults as of TransferTargets.
func (d *Desk) TicketTags(ctx context.Context, bot BotID) ([]string, error) {
	keeper, err := d.tickets()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, questionWait)
	defer cancel()
	return keeper.Tags(ctx, bot)
}

// CannedReplies lists the prepared answers of a ticket's bot, filled with the values of its contact and
// of the agent. Faults as of TransferTargets, and ticket.NotThere.
func (d *Desk) CannedReplies(ctx context.Context, id TicketID) ([]FilledReply, error) {
	of, err := d.ticket(id)
	if err != nil {
		return nil, err
	}
	keeper, err := d.tickets()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, questionWait)
	defer cancel()
	replies, err := keeper.CannedReplies(ctx, BotID(of.Bot))
	if err != nil {
		return nil, err
	}
	account := d.Account()
	filled := make([]FilledReply, 0, len(replies))
	for _, reply := range replies {
		filled = append(filled, FillReply(reply, of.Contact, account))
	}
	return filled, nil
}
