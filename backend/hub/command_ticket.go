package hub

import (
	"encoding/json"
	"errors"

	"activa/backend/blip/doc"
	"activa/backend/ticket"
)

// getTickets lists tickets of the caller's bots by a documented filter (LIME and Blip, §14.2). What
// ticket.CanSee hides from an agent is left out by the query itself.
func getTickets(_ *Hub, reader Reader, asked *request) (document, error) {
	skip, take, err := asked.page(doc.TakeTicketsMax, doc.TakeTicketsMax)
	if err != nil {
		return document{}, err
	}
	query := TicketQuery{Skip: skip, Take: take, Finished: asked.uri.Query.Get(doc.QueryClosed) == "true"}
	if query.Filter, err = asked.filter(); err != nil {
		return document{}, err
	}
	if asked.account.Role == ticket.RoleAgent {
		query.ShownTo, query.Queues = asked.account.Identity, asked.account.Queues
	}
	if query.Bots, err = asked.ticketBots(reader); err != nil {
		return document{}, err
	}
	tickets, err := reader.Tickets(query)
	if err != nil {
		return document{}, err
	}
	documents := make([]doc.Ticket, len(tickets))
	for i, one := range tickets {
		if documents[i], err = readTicket(reader, one); err != nil {
			return document{}, err
		}
	}
	return collection(doc.MediaTypeTicket, documents)
}

// ticketBots are the bots whose tickets are asked for: the one acted for, or all of the account.
func (r *request) ticketBots(reader Reader) ([]string, error) {
	if r.bot != "" {
		return []string{r.bot}, nil
	}
	bots, err := botsOf(reader, r.account)
	identities := make([]string, len(bots))
	for i, bot := range bots {
		identities[i] = bot.Identity
	}
	return identities, err
}

// getTicket gives one ticket. One that the account may not see is not there.
func getTicket(_ *Hub, reader Reader, asked *request) (document, error) {
	one, err := reader.Ticket(asked.values[0])
	if err != nil {
		return document{}, err
	}
	if !ticket.CanSee(one, asked.account.asTicket()) {
		return document{}, errNothing
	}
	written, err := readTicket(reader, one)
	return document{doc.MediaTypeTicket, written}, err
}

// readTicket is a ticket with what a list shows of it: numbers, names, unread and latest message.
func readTicket(reader Reader, one ticket.Ticket) (doc.Ticket, error) {
	written := ticketDocument(one)
	facts, err := reader.TicketFacts(one)
	if err != nil {
		return written, err
	}
	written.SequentialID, written.ParentSequentialID = doc.Number(facts.Number), doc.Number(facts.ParentNumber)
	written.UnreadMessages, written.CustomerWroteAt = doc.Number(facts.Unread), doc.At(facts.CustomerWroteAt)
	if facts.Last != nil {
		last, err := readThreadMessage(reader, *facts.Last, one.Contact)
		if err != nil {
			return written, err
		}
		written.LastMessage = &last
	}
	if written.AgentName, err = nameOf(reader, written.AgentIdentity); err != nil {
		return written, err
	}
	contact, err := reader.Contact(one.Contact)
	if err != nil {
		return written, ignoreNotFound(err)
	}
	written.Contact = new(doc.Contact)
	if json.Unmarshal(contact.Document, written.Contact) != nil {
		written.Contact = nil // a list is not spoilt by one document
	}
	return written, nil
}

// getTicketHistory tells what happened to a ticket; one that the account may not see is not there.
func getTicketHistory(_ *Hub, reader Reader, asked *request) (document, error) {
	one, err := reader.Ticket(asked.values[0])
	if err != nil {
		return document{}, err
	}
	if !ticket.CanSee(one, asked.account.asTicket()) {
		return document{}, errNothing
	}
	entries, err := reader.TicketHistory(one.ID)
	if err != nil {
		return document{}, err
	}
	documents := make([]doc.TicketEntry, len(entries))
	for i, entry := range entries {
		documents[i] = doc.TicketEntry{
			At: doc.At(entry.At), By: entry.By, Action: string(entry.Action), From: entry.From, To: entry.To, Note: entry.Note,
		}
	}
	return collection(doc.MediaTypeTicketEntry, documents)
}

// ticketDocument is a ticket in Blip's words (LIME and Blip, §14.1).
func ticketDocument(t ticket.Ticket) doc.Ticket {
	written := doc.Ticket{
		ID: t.ID, OwnerIdentity: t.Bot, CustomerIdentity: t.Contact, AgentIdentity: t.Agent, Provider: "Lime",
		Status: ticketStatus(t), StorageDate: doc.At(t.CreatedAt), OpenDate: doc.At(t.TakenAt), CloseDate: doc.At(t.EndedAt),
		Team: t.Queue, Closed: doc.Truth(!t.Unfinished()), Priority: doc.Number(t.Priority), CampaignID: t.Answers,
		Tags: t.Tags, ReservedFor: t.ReservedFor, Why: string(t.Why), Parent: t.Parent,
	}
	if t.Status == ticket.Waiting {
		written.AgentIdentity = t.ReservedFor
	}
	return written
}

func ticketStatus(t ticket.Ticket) doc.TicketStatus {
	switch {
	case t.Status != ticket.Closed:
		return doc.TicketStatus(t.Status)
	case t.Closure == ticket.ByAgent:
		return doc.TicketClosedAttendant
	case t.Closure == ticket.ByInactivity:
		return doc.TicketClosedInactivity
	}
	return doc.TicketClosedClient
}

// ignoreNotFound makes "there is none" no error.
func ignoreNotFound(err error) error {
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}
