package hub

import (
	"slices"

	"activa/backend/blip/doc"
	"activa/backend/ticket"
)

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

// giveReservedOf is giveReserved for the people of a bot whose direct transfer may just have been switched on.
func (s *step) giveReservedOf(bot string) error {
	accounts, err := s.AccountsOfBot(bot)
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if account.Presence.at(s.at) != ticket.Online {
			continue
		}
		if err := s.giveReserved(account); err != nil {
			return err
		}
	}
	return nil
}

// distribute gives what waits in the queues of a bot to agents who are free for it.
func (s *step) distribute(bot string) error {
	waiting, err := s.WaitingTickets(bot)
	if err != nil || len(waiting) == 0 {
		return err
	}
	agents, err := s.agentsOf(bot)
	if err != nil {
		return err
	}
	for _, change := range ticket.Distribute(waiting, agents, s.at) {
		was := waiting[slices.IndexFunc(waiting, func(t ticket.Ticket) bool { return t.ID == change.Ticket.ID })]
		if err := s.saveTicket(change, was); err != nil {
			return err
		}
	}
	return nil
}

// distributeFor gives a newly Online account its part of the queues of its bots.
func (s *step) distributeFor(account Account) error {
	if account.Role != ticket.RoleAgent {
		return nil
	}
	bots, err := botsOf(s, account)
	if err != nil {
		return err
	}
	for _, bot := range bots {
		if err := s.distribute(bot.Identity); err != nil {
			return err
		}
	}
	return nil
}

func (b Bot) asTicket() ticket.Bot {
	return ticket.Bot{Identity: b.Identity, DirectTransfer: b.DirectTransfer, ClosesAfter: b.ClosesAfter}
}

// saveTicket writes a change of a ticket, if it still stands as was, and tells who may see it. A change
// without history changed nothing.
func (s *step) saveTicket(change ticket.Change, was ticket.Ticket) error {
	if len(change.History) == 0 {
		return nil
	}
	var err error
	if was.ID == "" {
		err = s.InsertTicket(change.Ticket)
	} else {
		err = s.UpdateTicket(change.Ticket, was)
	}
	if err == nil && change.Child != nil {
		err = s.InsertTicket(*change.Child) // after its parent has ended: one unfinished ticket at a time
	}
	if err == nil {
		err = s.AddTicketHistory(change.History)
	}
	if err != nil {
		return err
	}
	if change.Ticket.Status == ticket.Open || change.Child != nil {
		s.wakes = true // from now on it is to be seen whether anybody writes in it
	}
	if change.Ticket.Status == ticket.Closed && was.Unfinished() && !s.silently {
		if err := s.redirect(change.Ticket); err != nil {
			return err
		}
	}
	if err := s.tellTicket(change.Ticket, was); err != nil || change.Child == nil {
		return err
	}
	return s.tellTicket(*change.Child, ticket.Ticket{})
}

// tellTicket pushes a changed ticket to the people who may see it. Who could see it and no longer may is
// told that it is gone, and nothing else of it: its status is None.
func (s *step) tellTicket(t, was ticket.Ticket) error {
	accounts, err := s.AccountsOfBot(t.Bot)
	if err != nil {
		return err
	}
	whole, err := readTicket(s, t)
	if err != nil {
		return err
	}
	for _, account := range accounts {
		written, rights := whole, account.asTicket()
		switch {
		case account.Role == ticket.RoleBot:
			continue // a bot has the customer's messages; tickets are pushed to people (LIME and Blip, §14.2)
		case ticket.CanSee(t, rights):
		case was.ID != "" && ticket.CanSee(was, rights):
			written = goneTicket(t)
		default:
			continue
		}
		for _, m := range s.directory.of(account.Identity) {
			if err := s.push(m, doc.MediaTypeTicket, written); err != nil {
				return err
			}
		}
	}
	return nil
}

// ticketsPage is how many tickets are looked at in one reading.
const ticketsPage = 500

// tellSight tells somebody whose role, bots or queues changed which unfinished tickets they may see now, and
// which are gone for them.
func (s *step) tellSight(account Account, was ticket.Account) error {
	sessions := s.directory.of(account.Identity)
	bots, err := s.Bots()
	if err != nil || len(sessions) == 0 || account.Role == ticket.RoleBot {
		return err
	}
	query := TicketQuery{Take: ticketsPage}
	for _, bot := range bots {
		query.Bots = append(query.Bots, bot.Identity)
	}
	for {
		unfinished, err := s.Tickets(query)
		if err != nil || len(unfinished) == 0 {
			return err
		}
		for _, one := range unfinished {
			if err := s.tellSightOf(one, sessions, ticket.CanSee(one, was), ticket.CanSee(one, account.asTicket())); err != nil {
				return err
			}
		}
		query.Skip += len(unfinished)
	}
}

func (s *step) tellSightOf(one ticket.Ticket, sessions []*member, saw, sees bool) error {
	if saw == sees {
		return nil
	}
	written := goneTicket(one)
	if sees {
		var err error
		if written, err = readTicket(s, one); err != nil {
			return err
		}
	}
	for _, m := range sessions {
		if err := s.push(m, doc.MediaTypeTicket, written); err != nil {
			return err
		}
	}
	return nil
}

// goneTicket is all that who no longer may see a ticket is told of it.
func goneTicket(t ticket.Ticket) doc.Ticket {
	return doc.Ticket{ID: t.ID, OwnerIdentity: t.Bot, CustomerIdentity: t.Contact, Status: doc.TicketNone}
}

// agentsOf are the people of a bot as routing weighs them.
func (s *step) agentsOf(bot string) ([]ticket.Agent, error) {
	accounts, err := s.AccountsOfBot(bot)
	if err != nil {
		return nil, err
	}
	slots, err := botSlots(s, bot)
	if err != nil {
		return nil, err
	}
	agents := make([]ticket.Agent, 0, len(accounts))
	for _, account := range accounts {
		if account.Role == ticket.RoleBot {
			continue
		}
		work, err := s.Workload(account.Identity)
		if err != nil {
			return nil, err
		}
		idleSince := account.Presence.Since
		if work.LastGivenAt.After(idleSince) {
			idleSince = work.LastGivenAt
		}
		agents = append(agents, ticket.Agent{
			Account: account.asTicket(), Presence: account.Presence.at(s.at), SlotsMax: account.slots(slots),
			OpenCount: work.Open, IdleSince: idleSince,
		})
	}
	return agents, nil
}
