package hub

import (
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
		query.ShownTo = asked.account.Identity
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
		documents[i] = ticketDocument(one)
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
	return document{doc.MediaTypeTicket, ticketDocument(one)}, nil
}

// ticketDocument is a ticket in Blip's words (LIME and Blip, §14.1).
func ticketDocument(t ticket.Ticket) doc.Ticket {
	written := doc.Ticket{
		ID: t.ID, OwnerIdentity: t.Bot, CustomerIdentity: t.Contact, AgentIdentity: t.Agent, Provider: "Lime",
		Status: ticketStatus(t), StorageDate: doc.At(t.CreatedAt), OpenDate: doc.At(t.TakenAt), CloseDate: doc.At(t.EndedAt),
		Team: t.Queue, Closed: doc.Truth(!t.Unfinished()), Priority: doc.Number(t.Priority), CampaignID: t.Answers,
		ExpirationDate: doc.At(t.ReservedUntil),
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
		return "ClosedClientInactivity"
	}
	return doc.TicketClosedClient
}

// getAttendants lists who works for a bot, with their presence.
func getAttendants(_ *Hub, reader Reader, asked *request) (document, error) {
	accounts, err := reader.AccountsOfBot(asked.bot)
	if err != nil {
		return document{}, err
	}
	open, err := reader.OpenCounts(asked.bot)
	if err != nil {
		return document{}, err
	}
	attendants := make([]doc.Attendant, 0, len(accounts))
	for _, account := range accounts {
		if account.Role != ticket.RoleAgent {
			continue
		}
		attendants = append(attendants, doc.Attendant{
			Identity: account.Identity, FullName: account.Name, Email: account.Email,
			Status: doc.Text(account.Presence.Status), TicketsInService: doc.Number(open[account.Identity]),
		})
	}
	return collection(doc.MediaTypeAttendant, attendants)
}

// giveReserved opens to an agent who came Online what waited for them alone, where the bot has direct
// transfer (P9).
func (s *step) giveReserved(account Account) error {
	waiting, err := s.ReservedTickets(account.Identity)
	if err != nil {
		return err
	}
	for _, one := range waiting {
		bot, err := s.Bot(one.Bot)
		if err != nil {
			return err
		}
		agent := ticket.Agent{Account: account.asTicket(), Presence: account.Presence.Status}
		change, opened := ticket.Return(one, agent, bot.asTicket(), s.at)
		if !opened {
			continue
		}
		if err := s.saveTicket(change, one); err != nil {
			return err
		}
	}
	return nil
}

func (b Bot) asTicket() ticket.Bot {
	return ticket.Bot{Identity: b.Identity, DirectTransfer: b.DirectTransfer}
}

// saveTicket writes a change of a ticket and tells who has to do with it.
func (s *step) saveTicket(change ticket.Change, was ticket.Ticket) error {
	var err error
	if was.ID == "" {
		err = s.InsertTicket(change.Ticket)
	} else {
		err = s.UpdateTicket(change.Ticket, was)
	}
	if err != nil {
		return err
	}
	if err := s.AddTicketHistory(change.History); err != nil {
		return err
	}
	return s.tellTicket(change.Ticket)
}

// tellTicket pushes a ticket to its agent, or to whom it waits for.
func (s *step) tellTicket(t ticket.Ticket) error {
	agent := t.Agent
	if t.Status == ticket.Waiting {
		agent = t.ReservedFor
	}
	for _, m := range s.directory.of(agent) {
		if err := s.push(m, doc.MediaTypeTicket, ticketDocument(t)); err != nil {
			return err
		}
	}
	return nil
}

// agentsOf are the people of a bot as routing weighs them.
func (s *step) agentsOf(bot string) ([]ticket.Agent, error) {
	accounts, err := s.AccountsOfBot(bot)
	if err != nil {
		return nil, err
	}
	open, err := s.OpenCounts(bot)
	if err != nil {
		return nil, err
	}
	agents := make([]ticket.Agent, 0, len(accounts))
	for _, account := range accounts {
		if account.Role == ticket.RoleBot {
			continue
		}
		agents = append(agents, ticket.Agent{
			Account: account.asTicket(), Presence: account.Presence.Status,
			OpenCount: open[account.Identity], IdleSince: account.Presence.Since,
		})
	}
	return agents, nil
}

// ignoreNotFound makes "there is none" no error.
func ignoreNotFound(err error) error {
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}
