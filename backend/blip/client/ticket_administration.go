package client

import (
	"context"
	"fmt"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// Tickets lists the tickets that the account may see, of all its bots: the unfinished ones, oldest first,
// or those that are over (LIME and Blip, §14.2).
func (a *Administration) Tickets(ctx context.Context, over bool) ([]doc.Ticket, error) {
	var all []doc.Ticket
	for skip := 0; ; skip += doc.TakeTicketsMax {
		list, err := ask[doc.Collection](ctx, a.Client, a.request(lime.MethodGet, doc.DeskNode, doc.TicketsURI("", over, skip, doc.TakeTicketsMax)))
		if err != nil {
			return nil, fmt.Errorf("read tickets: %w", err)
		}
		page, dropped := doc.Items[doc.Ticket](list)
		a.noteDropped("tickets", dropped)
		all = append(all, page...)
		if len(page)+dropped < doc.TakeTicketsMax {
			return all, nil
		}
	}
}

// TakeTicket opens a ticket to the account. A refusal is a fault with the ticket room's code, such
// as "ticket-taken-by-another" with the parameter "reason".
func (a *Administration) TakeTicket(ctx context.Context, id string) (doc.Ticket, error) {
	return a.actOnTicket(ctx, doc.TicketStatusURI(), doc.MediaTypeTicket, doc.Ticket{ID: id, Status: doc.TicketOpen})
}

// CloseTicket ends a ticket, with tags when there are any.
func (a *Administration) CloseTicket(ctx context.Context, id string, tags []string) (doc.Ticket, error) {
	closing := doc.Ticket{ID: id, ClosedBy: a.own().Identity.String(), Tags: tags}
	return a.actOnTicket(ctx, doc.TicketURI(id, "close"), doc.MediaTypeTicket, closing)
}

// TransferTicket gives a ticket to an agent or a queue; the answer is the ticket that goes on.
func (a *Administration) TransferTicket(ctx context.Context, id string, to doc.TicketTransfer) (doc.Ticket, error) {
	if to.AgentIdentity != "" {
		to.Team = doc.DirectTransferTeam
	}
	return a.actOnTicket(ctx, doc.TicketURI(id, "transfer"), doc.MediaTypeTicket, to)
}

// Time is the hub's clock.
func (a *Administration) Time(ctx context.Context) (time.Time, error) {
	abilities, err := ask[doc.Abilities](ctx, a.Client, a.request(lime.MethodGet, doc.ActivaNode, doc.PathAbilities))
	return abilities.Time.Time, err
}
