package hub

import (
	"fmt"
	"slices"

	"activa/backend/blip/doc"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// ticketNoteMax bounds what is written beside a transfer, in bytes.
const ticketNoteMax = 1000

// ticketReasons are LIME's codes for the refusals of the ticket room. 67 for a ticket that somebody else
// took, 23 for a full list and 64 for who cannot be given one are as seen on Blip (LIME and Blip, §14.2).
var ticketReasons = map[fault.Code]int{
	ticket.TakenByAnother: lime.ReasonCodeResourceNotFound,
	ticket.AlreadyEnded:   lime.ReasonCodeInvalidArgument, ticket.NotYours: lime.ReasonCodeNotAllowed,
	ticket.OnlySupervisor: lime.ReasonCodeNotAllowed, ticket.SlotsFull: reasonListFull,
	ticket.AgentUnavailable: lime.ReasonCodeInvalidArgument, ticket.NoTarget: lime.ReasonCodeInvalidArgument,
	ticket.NotReserved: lime.ReasonCodeInvalidArgument, ticket.TagsTooMany: lime.ReasonCodeInvalidArgument,
}

const reasonListFull = 23

// ticketWords are the descriptions; %s is the refusal's parameter.
var ticketWords = map[fault.Code]string{
	ticket.TakenByAnother: "%s has it",
	ticket.AlreadyEnded:   "it is %s", ticket.NotYours: "the account may not do this with it",
	ticket.OnlySupervisor: "only a supervisor may do this", ticket.SlotsFull: "%s has as many tickets as they may",
	ticket.AgentUnavailable: "%s cannot be given it now", ticket.NoTarget: "name an agent or a queue that does not have it already",
	ticket.NotReserved: "it does not wait for one agent", ticket.TagsTooMany: "a ticket has few and short tags",
}

// ticketRefusal is a refusal of the ticket room for the wire: the description begins with its code. A
// ticket that the account must not see is answered like one that does not exist.
func ticketRefusal(err error) error {
	refused := fault.Of(err)
	if refused.Code == ticket.NotThere {
		return errNothing
	}
	code, known := ticketReasons[refused.Code]
	if err == nil || !known {
		return err
	}
	words := ticketWords[refused.Code]
	for _, name := range []string{"agent", "status"} {
		if value := refused.Parameters[name]; value != "" {
			words = fmt.Sprintf(words, value)
		}
	}
	return refuse(code, "%s: %s", refused.Code, words)
}

// actOn runs a rule on a ticket and saves what it changed. The queues are looked at again: somebody may
// be free now, or something wait for all.
func (s *step) actOn(asked *request, id string, act func(one ticket.Ticket, by ticket.Account) (ticket.Change, error)) (document, error) {
	one, err := s.Ticket(id)
	if err != nil {
		return document{}, err
	}
	change, err := act(one, asked.account.asTicket())
	if err != nil {
		return document{}, ticketRefusal(err)
	}
	if err := s.saveTicket(change, one); err != nil {
		return document{}, err
	}
	if err := s.distribute(one.Bot); err != nil {
		return document{}, err
	}
	if change.Child != nil {
		id = change.Child.ID
	}
	after, err := s.Ticket(id)
	if err != nil {
		return document{}, err
	}
	written, err := readTicket(s, after)
	return document{doc.MediaTypeTicket, written}, err
}

// changeTicketStatus serves set /tickets/change-status: Open takes a ticket, or gives it to the agent who
// is named; ClosedAttendant closes it, ClosedClient closes it as the customer, which only a bot may.
func changeTicketStatus(s *step, asked *request) (document, error) {
	var wanted doc.Ticket
	if err := asked.read(&wanted); err != nil {
		return document{}, err
	}
	return s.actOn(asked, wanted.ID, func(one ticket.Ticket, by ticket.Account) (ticket.Change, error) {
		switch {
		case wanted.Status.Is(doc.TicketOpen):
			return s.open(one, by, wanted.AgentIdentity)
		case wanted.Status.Is(doc.TicketClosedAttendant):
			return ticket.Close(one, by, "", s.at)
		case !wanted.Status.Is(doc.TicketClosedClient):
			return ticket.Change{}, errArgument("The status is not Open, ClosedAttendant or ClosedClient")
		case by.Role != ticket.RoleBot:
			return ticket.Change{}, errNotAllowed
		case !ticket.CanSee(one, by):
			return ticket.Change{}, errNothing
		}
		return ticket.CloseByItself(one, ticket.ByCustomer, s.at)
	})
}

// changeStatusSilently is changeTicketStatus that does not give the customer back to the bot.
func changeStatusSilently(s *step, asked *request) (document, error) {
	s.silently = true
	return changeTicketStatus(s, asked)
}

// open gives a ticket to the account itself, or to the agent whom it names.
func (s *step) open(one ticket.Ticket, by ticket.Account, agent string) (ticket.Change, error) {
	if agent == "" {
		agent = by.Identity
	}
	agent = doc.FoldIdentity(doc.AgentIdentity(agent))
	to, err := s.agentOf(one.Bot, agent)
	if err != nil {
		return ticket.Change{}, err
	}
	if agent == by.Identity {
		to.Account = by
		return ticket.Take(one, to, s.at)
	}
	if one.ReservedFor != "" && one.ReservedFor != agent {
		return ticket.HandOver(one, by, ticket.Target{Agent: &to}, "", s.at)
	}
	return ticket.Assign(one, by, to, s.at)
}

// agentOf is one of a bot's people as routing weighs them; whoever is none can be given nothing.
func (s *step) agentOf(bot, identity string) (ticket.Agent, error) {
	agents, err := s.agentsOf(bot)
	if err != nil {
		return ticket.Agent{}, err
	}
	if i := slices.IndexFunc(agents, func(a ticket.Agent) bool { return a.Identity == identity }); i >= 0 {
		return agents[i], nil
	}
	return ticket.Agent{Account: ticket.Account{Identity: identity}, Presence: ticket.Offline}, nil
}

// closeTicket serves set /tickets/{id}/close; tags may come along.
func closeTicket(s *step, asked *request) (document, error) {
	var wanted doc.Ticket
	if len(asked.command.Resource) > 0 {
		if err := asked.read(&wanted); err != nil {
			return document{}, err
		}
	}
	return s.actOn(asked, asked.values[0], func(one ticket.Ticket, by ticket.Account) (ticket.Change, error) {
		tagged := ticket.Change{Ticket: one}
		if wanted.Tags != nil {
			var err error
			if tagged, err = ticket.Tag(one, by, wanted.Tags, s.at); err != nil {
				return ticket.Change{}, err
			}
		}
		closed, err := ticket.Close(tagged.Ticket, by, "", s.at)
		closed.History = append(tagged.History, closed.History...)
		return closed, err
	})
}

// changeTicketTags serves set /tickets/{id}/change-tags.
func changeTicketTags(s *step, asked *request) (document, error) {
	var wanted doc.Ticket
	if err := asked.read(&wanted); err != nil {
		return document{}, err
	}
	return s.actOn(asked, asked.values[0], func(one ticket.Ticket, by ticket.Account) (ticket.Change, error) {
		return ticket.Tag(one, by, wanted.Tags, s.at)
	})
}

// transferTicket serves set /tickets/{id}/transfer: to a queue, or to an agent. It answers the ticket that
// goes on. What waits for one agent is handed over by a supervisor and stays the ticket it is (P9).
func transferTicket(s *step, asked *request) (document, error) {
	var wanted doc.TicketTransfer
	if err := asked.read(&wanted); err != nil {
		return document{}, err
	}
	if len(wanted.Note) > ticketNoteMax || len(wanted.Team) > ticketNoteMax {
		return document{}, errArgument("The note or the team is longer than %d bytes", ticketNoteMax)
	}
	return s.actOn(asked, asked.values[0], func(one ticket.Ticket, by ticket.Account) (ticket.Change, error) {
		target := ticket.Target{Queue: wanted.Team}
		if wanted.AgentIdentity != "" {
			to, err := s.agentOf(one.Bot, doc.FoldIdentity(doc.AgentIdentity(wanted.AgentIdentity)))
			if err != nil {
				return ticket.Change{}, err
			}
			target = ticket.Target{Agent: &to}
		} else if wanted.Team == doc.DirectTransferTeam {
			return ticket.Change{}, errArgument("A direct transfer names the agent")
		}
		if one.Status == ticket.Waiting && one.ReservedFor != "" && ticket.CanSee(one, by) {
			return ticket.HandOver(one, by, target, wanted.Note, s.at)
		}
		return ticket.Transfer(one, by, target, s.newID(), wanted.Note, s.at)
	})
}
