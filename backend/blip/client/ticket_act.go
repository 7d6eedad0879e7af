package client

import (
	"context"
	"errors"
	"strings"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// TakeTicket opens a waiting ticket to this agent. Its refusals are the ticket room's codes.
func (c *Client) TakeTicket(ctx context.Context, id desk.TicketID) (desk.Ticket, error) {
	taking := doc.Ticket{ID: string(id), Status: doc.TicketOpen, AgentIdentity: c.self()}
	return c.actOnKnown(ctx, id, doc.TicketStatusURI(), doc.MediaTypeTicket, taking)
}

// CloseTicket ends a ticket, with its tags; none leaves those that it has.
func (c *Client) CloseTicket(ctx context.Context, id desk.TicketID, tags []string) (desk.Ticket, error) {
	if c.options.Blip {
		return c.closeOnBlip(ctx, id, tags)
	}
	closing := doc.Ticket{ID: string(id), ClosedBy: c.self(), Tags: tags}
	return c.actOn(ctx, doc.TicketURI(string(id), "close"), doc.MediaTypeTicket, closing)
}

// TransferTicket gives a ticket to an agent or a queue; the answer is the ticket that goes on. Where the
// platform keeps no history, there is no place for a note (LIME and Blip, §14.2).
func (c *Client) TransferTicket(ctx context.Context, id desk.TicketID, to desk.TransferTarget, note string) (desk.Ticket, error) {
	if to.Queue == "" && to.Agent == "" {
		return desk.Ticket{}, fault.New(ticket.NoTarget, nil, nil)
	}
	transfer := doc.TicketTransfer{Team: to.Queue, AgentIdentity: to.Agent, Note: note}
	if to.Agent != "" {
		transfer.Team = doc.DirectTransferTeam
	}
	if c.options.Blip {
		var err error
		if transfer, err = c.transferOnBlip(ctx, to); err != nil {
			return desk.Ticket{}, err
		}
	}
	child, err := c.actOnKnown(ctx, id, doc.TicketURI(string(id), "transfer"), doc.MediaTypeTicket, transfer)
	if err == nil && child.Parent == "" && child.ID != string(id) {
		child.Parent = string(id) // Blip tells only its number
	}
	return child, err
}

// transferOnBlip names the team even of a transfer to an agent: that is the documented form (docs.blip.ai,
// extensions/desk, "Transfer a ticket directly to an agent and team").
func (c *Client) transferOnBlip(ctx context.Context, to desk.TransferTarget) (doc.TicketTransfer, error) {
	transfer := doc.TicketTransfer{Team: to.Queue, AgentIdentity: to.Agent}
	if to.Agent == "" {
		return transfer, nil
	}
	attendants, err := listOf[doc.Attendant](ctx, c, "", doc.DeskNode, doc.AttendantsURI(0, doc.TakeTicketsMax), "agents")
	if err != nil {
		return transfer, err
	}
	transfer.Team = doc.DefaultTeam
	for _, attendant := range attendants {
		if doc.SameIdentity(attendant.Identity, to.Agent) && len(attendant.Teams) > 0 {
			transfer.Team = attendant.Teams[0]
		}
	}
	return transfer, nil
}

// TagTicket replaces the tags of a ticket.
func (c *Client) TagTicket(ctx context.Context, id desk.TicketID, tags []string) (desk.Ticket, error) {
	tags, err := ticket.CleanTags(tags)
	if err != nil {
		return desk.Ticket{}, err
	}
	tagging := doc.Ticket{ID: string(id), Tags: tags}
	return c.actOnKnown(ctx, id, doc.TicketURI(string(id), "change-tags"), doc.MediaTypeTicket, tagging)
}

func (c *Client) actOn(ctx context.Context, uri, mediaType string, resource any) (desk.Ticket, error) {
	after, err := c.actOnTicket(ctx, uri, mediaType, resource)
	if err != nil {
		return desk.Ticket{}, err
	}
	return c.ticketOf(ctx, after), nil
}

// actOnKnown acts on a ticket of Blip, which may answer without the ticket: then it is read.
func (c *Client) actOnKnown(ctx context.Context, id desk.TicketID, uri, mediaType string, resource any) (desk.Ticket, error) {
	after, err := c.actOnTicket(ctx, uri, mediaType, resource)
	switch {
	case err != nil:
		return desk.Ticket{}, c.whyRefused(ctx, id, err)
	case after.ID == "":
		return c.Ticket(ctx, id)
	}
	return c.ticketOf(ctx, after), nil
}

// whyRefused names a refusal of Blip, whose codes tell only that something was wrong, by the ticket itself.
func (c *Client) whyRefused(ctx context.Context, id desk.TicketID, refusal error) error {
	var refused *lime.ReasonError
	if !c.options.Blip || !errors.As(refusal, &refused) {
		return refusal
	}
	now, err := c.Ticket(ctx, id)
	switch {
	case err != nil:
		return refusal
	case !now.Unfinished():
		return fault.New(ticket.AlreadyEnded, refusal, nil)
	case now.Agent != "" && !doc.SameIdentity(now.Agent, c.self()):
		return fault.New(ticket.TakenByAnother, refusal, fault.Parameters{"agent": now.Agent})
	}
	return refusal
}

// closeOnBlip ends a ticket as its agent (LIME and Blip, §14.2): the tags first, for they belong to an
// unfinished one.
func (c *Client) closeOnBlip(ctx context.Context, id desk.TicketID, tags []string) (desk.Ticket, error) {
	if len(tags) > 0 {
		if _, err := c.TagTicket(ctx, id, tags); err != nil {
			return desk.Ticket{}, err
		}
	}
	closing := doc.Ticket{ID: string(id), Status: doc.TicketClosedAttendant}
	return c.actOnKnown(ctx, id, doc.TicketStatusURI(), doc.MediaTypeTicket, closing)
}

func (c *Client) actOnTicket(ctx context.Context, uri, mediaType string, resource any) (doc.Ticket, error) {
	request, err := c.request(lime.MethodSet, doc.DeskNode, uri).WithResource(mediaType, resource)
	if err != nil {
		return doc.Ticket{}, err
	}
	after, err := ask[doc.Ticket](ctx, c, request)
	if err != nil {
		return doc.Ticket{}, ticketFault(err)
	}
	return after, nil
}

// ticketCodes are the refusals that a hub tells by their own codes at the beginning of a description.
var ticketCodes = map[fault.Code]bool{
	ticket.TakenByAnother: true, ticket.AlreadyEnded: true, ticket.NotYours: true, ticket.SlotsFull: true,
	ticket.OnlySupervisor: true, ticket.AgentUnavailable: true, ticket.NoTarget: true, ticket.TagsTooMany: true,
	ticket.NotReserved: true,
}

// ticketFault reads the ticket room's code out of a refusal: the description is "code: reason". Of what is
// not there, nothing more is told (LIME and Blip, §14.2 "67").
func ticketFault(err error) error {
	code, reason, _ := strings.Cut(descriptionOf(err), ": ")
	switch {
	case ticketCodes[fault.Code(code)]:
		return fault.New(fault.Code(code), err, fault.Parameters{"reason": reason, "agent": agentIn(reason)})
	case isAbsent(err):
		return fault.New(ticket.NotThere, err, nil)
	}
	return err
}

// agentIn is the identity with which the reason of a refusal begins, empty when it names none.
func agentIn(reason string) string {
	first, _, _ := strings.Cut(reason, " ")
	if !strings.Contains(first, "@") {
		return ""
	}
	return first
}

// descriptionOf is what the platform said when it refused; empty for any other error.
func descriptionOf(err error) string {
	var refused *lime.ReasonError
	if !errors.As(err, &refused) {
		return ""
	}
	return refused.Reason.Description
}
