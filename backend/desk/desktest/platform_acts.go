package desktest

import (
	"context"
	"slices"
	"time"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/ticket"
)

// act changes one ticket by a rule of the ticket room.
func (p *Platform) act(id desk.TicketID, rule func(ticket.Ticket) (ticket.Change, error)) (desk.Ticket, error) {
	if err := p.online(); err != nil {
		return desk.Ticket{}, err
	}
	p.mu.Lock()
	at := p.ticketAt(id)
	if at < 0 {
		p.mu.Unlock()
		return desk.Ticket{}, fault.New(ticket.NotThere, nil, nil)
	}
	changed, err := rule(p.talk.tickets[at].Ticket)
	if err != nil {
		p.mu.Unlock()
		return desk.Ticket{}, err
	}
	now := p.talk.tickets[at]
	now.Ticket = changed.Ticket
	p.mu.Unlock()
	told := p.PutTicket(now)
	if changed.Child == nil {
		return told, nil
	}
	now.Ticket = *changed.Child
	return p.PutTicket(now), nil
}

func (p *Platform) account(bot string) ticket.Account {
	return ticket.Account{Identity: Me, Role: ticket.RoleAgent, Bots: []string{bot}}
}

// TakeTicket opens a ticket to the agent.
func (p *Platform) TakeTicket(_ context.Context, id desk.TicketID) (desk.Ticket, error) {
	return p.act(id, func(t ticket.Ticket) (ticket.Change, error) {
		return ticket.Take(t, ticket.Agent{Account: p.account(t.Bot), Presence: ticket.Online}, time.Now())
	})
}

// CloseTicket ends a ticket.
func (p *Platform) CloseTicket(_ context.Context, id desk.TicketID, tags []string) (desk.Ticket, error) {
	return p.act(id, func(t ticket.Ticket) (ticket.Change, error) {
		t.Tags = tags
		return ticket.Close(t, p.account(t.Bot), "", time.Now())
	})
}

// TransferTicket gives a ticket to a queue, or to Bruno who is Online.
func (p *Platform) TransferTicket(_ context.Context, id desk.TicketID, to desk.TransferTarget, note string) (desk.Ticket, error) {
	return p.act(id, func(t ticket.Ticket) (ticket.Change, error) {
		target := ticket.Target{Queue: to.Queue}
		if to.Agent != "" {
			target.Agent = &ticket.Agent{Presence: ticket.Online, Account: ticket.Account{
				Identity: to.Agent, Role: ticket.RoleAgent, Bots: []string{t.Bot}}}
		}
		return ticket.Transfer(t, p.account(t.Bot), target, string(id)+"-next", note, time.Now())
	})
}

// TagTicket replaces the tags.
func (p *Platform) TagTicket(_ context.Context, id desk.TicketID, tags []string) (desk.Ticket, error) {
	return p.act(id, func(t ticket.Ticket) (ticket.Change, error) { return ticket.Tag(t, p.account(t.Bot), tags, time.Now()) })
}

// TicketsOf lists a contact's finished tickets.
func (p *Platform) TicketsOf(_ context.Context, bot desk.BotID, contact desk.ContactID, limit int) ([]desk.Ticket, error) {
	if err := p.online(); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var found []desk.Ticket
	for _, t := range slices.Backward(p.talk.tickets) {
		if t.Bot == string(bot) && t.Contact.ID == contact && !t.Unfinished() && len(found) < limit {
			found = append(found, t)
		}
	}
	return found, nil
}

// TicketHistory tells nothing.
func (p *Platform) TicketHistory(context.Context, desk.TicketID) ([]ticket.Entry, error) {
	return nil, p.online()
}

// TransferTargets are Bruno and one queue.
func (p *Platform) TransferTargets(context.Context, desk.BotID) (desk.TransferTargets, error) {
	return desk.TransferTargets{
		Agents: []desk.TransferAgent{{Identity: "bruno@activa.local", Name: "Bruno Díaz", Presence: desk.Online}},
		Queues: []desk.TransferQueue{{Name: "Default", AgentsOnline: 1}},
	}, p.online()
}

// Tags are two.
func (p *Platform) Tags(context.Context, desk.BotID) ([]string, error) {
	return []string{"entrega", "reclamo"}, p.online()
}

// CannedReplies are two.
func (p *Platform) CannedReplies(context.Context, desk.BotID) ([]desk.CannedReply, error) {
	return []desk.CannedReply{
		{ID: "1", Category: "Saludos", Name: "hola", Text: "Hola {{contact.name}}, soy {{agent.firstName}}."},
		{ID: "2", Category: "Entrega", Name: "pedido", Text: "Su pedido {{contact.pedido}} está en camino."},
	}, p.online()
}

// TellTyping is heard by nobody.
func (p *Platform) TellTyping(context.Context, desk.TicketID, bool) error { return p.online() }
