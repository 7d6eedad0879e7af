package client

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// ticketPagesMax ends a reading of tickets that never comes to an end.
const ticketPagesMax = 100

// Tickets lists the unfinished tickets that the agent may see, of all their bots.
func (c *Client) Tickets(ctx context.Context) ([]desk.Ticket, error) {
	if c.options.Blip {
		return c.tickets.read(ctx)
	}
	var all []desk.Ticket
	for page := range ticketPagesMax {
		skip := page * doc.TakeTicketsMax
		documents, full, err := c.ticketPage(ctx, c.request(lime.MethodGet, doc.DeskNode, doc.TicketsURI("", false, skip, doc.TakeTicketsMax)))
		if err != nil {
			return nil, err
		}
		for _, document := range documents {
			if one := deskTicketOf(document); one.Unfinished() && !containsTicket(all, one.ID) {
				all = append(all, one)
			}
		}
		if !full {
			break
		}
	}
	return all, nil
}

func containsTicket(all []desk.Ticket, id string) bool {
	return slices.ContainsFunc(all, func(one desk.Ticket) bool { return one.ID == id })
}

// ticketPage reads one page; full tells that another may follow.
func (c *Client) ticketPage(ctx context.Context, request lime.Command) (documents []doc.Ticket, full bool, err error) {
	list, err := ask[doc.Collection](ctx, c, request)
	if isAbsent(err) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read tickets: %w", err)
	}
	documents, dropped := doc.Items[doc.Ticket](list)
	c.noteDropped("tickets", dropped)
	documents = slices.DeleteFunc(documents, func(document doc.Ticket) bool { return document.ID == "" })
	return documents, len(list.Items) >= doc.TakeTicketsMax, nil
}

// Ticket reads one ticket; the fault ticket.NotThere when there is none for this agent.
func (c *Client) Ticket(ctx context.Context, id desk.TicketID) (desk.Ticket, error) {
	document, err := ask[doc.Ticket](ctx, c, c.request(lime.MethodGet, doc.DeskNode, doc.TicketOneURI(string(id))))
	if isAbsent(err) {
		return desk.Ticket{}, fault.New(ticket.NotThere, err, nil)
	}
	if err != nil {
		return desk.Ticket{}, fmt.Errorf("read ticket: %w", err)
	}
	return c.ticketOf(ctx, document), nil
}

// ticketOf is a ticket in the desk's words; on Blip its customer may stand behind a tunnel.
func (c *Client) ticketOf(ctx context.Context, document doc.Ticket) desk.Ticket {
	if c.options.Blip {
		return c.tickets.view(ctx, document)
	}
	return deskTicketOf(document)
}

// TicketsOf lists a contact's tickets of one bot that are over, newest first.
func (c *Client) TicketsOf(ctx context.Context, bot desk.BotID, contact desk.ContactID, limit int) ([]desk.Ticket, error) {
	filter := doc.All{doc.Is("customerIdentity", string(contact)), doc.Is("ownerIdentity", string(bot))}.String()
	if c.options.Blip { // the owner is the service bot, and the customer may be known to it by a tunnel
		filter = doc.Is("customerIdentity", c.tickets.customerOf(string(contact))).String()
	}
	var all []desk.Ticket
	for page := range ticketPagesMax {
		uri := doc.TicketsURI(filter, true, page*doc.TakeTicketsMax, doc.TakeTicketsMax)
		documents, full, err := c.ticketPage(ctx, c.request(lime.MethodGet, doc.DeskNode, uri))
		if err != nil {
			return nil, err
		}
		for _, document := range documents {
			if one := c.ticketOf(ctx, document); !one.Unfinished() && !containsTicket(all, one.ID) {
				all = append(all, one)
			}
		}
		if !full {
			break
		}
	}
	slices.SortStableFunc(all, func(a, b desk.Ticket) int { return b.CreatedAt.Compare(a.CreatedAt) })
	return all[:min(len(all), max(limit, 0))], nil
}

// TicketHistory tells who did what with a ticket, oldest first; a platform without a history has none.
func (c *Client) TicketHistory(ctx context.Context, id desk.TicketID) ([]ticket.Entry, error) {
	if !c.has(doc.AbilityTickets) {
		return nil, nil
	}
	list, err := ask[doc.Collection](ctx, c, c.request(lime.MethodGet, doc.ActivaNode, doc.TicketHistoryURI(string(id))))
	if isAbsent(err) {
		return nil, fault.New(ticket.NotThere, err, nil)
	}
	if err != nil {
		return nil, fmt.Errorf("read history of a ticket: %w", err)
	}
	documents, dropped := doc.Items[doc.TicketEntry](list)
	c.noteDropped("ticket history", dropped)
	entries := make([]ticket.Entry, len(documents))
	for i, document := range documents {
		entries[i] = ticket.Entry{Ticket: string(id), At: document.At.Time, By: document.By,
			Action: ticket.Action(document.Action), From: document.From, To: document.To, Note: document.Note}
	}
	return entries, nil
}

// TicketMessages lists what was said in a ticket, newest first. Where the platform does not page by
// instant, the pages are counted until they are old enough.
func (c *Client) TicketMessages(ctx context.Context, id desk.TicketID, before time.Time, limit int) (page []desk.ChatMessage, more bool, err error) {
	if limit = min(limit, doc.TakeTicketsMax); limit <= 0 {
		return nil, false, nil
	}
	if c.has(doc.AbilityTickets) {
		list, err := c.ticketMessages(ctx, doc.TicketMessagesURI(string(id), doc.At(before), 0, limit))
		if err != nil {
			return nil, false, err
		}
		return c.newestFirst(id, list, time.Time{}), bool(list.More), nil
	}
	for skip := 0; skip < ticketPagesMax*doc.TakeTicketsMax; skip += doc.TakeTicketsMax {
		list, err := c.ticketMessages(ctx, doc.TicketMessagesURI(string(id), doc.Instant{}, skip, doc.TakeTicketsMax))
		if err != nil {
			return nil, false, err
		}
		page = append(page, c.newestFirst(id, list, before)...)
		if more = len(list.Items) >= doc.TakeTicketsMax; !more || len(page) >= limit {
			break
		}
	}
	return page[:min(len(page), limit)], more || len(page) > limit, nil
}

func (c *Client) ticketMessages(ctx context.Context, uri string) (doc.Collection, error) {
	list, err := ask[doc.Collection](ctx, c, c.request(lime.MethodGet, doc.DeskNode, uri))
	if isAbsent(err) {
		return list, fault.New(ticket.NotThere, err, nil)
	}
	if err != nil {
		return list, fmt.Errorf("read messages of a ticket: %w", err)
	}
	return list, nil
}

// newestFirst reads a page, whatever order it has, and leaves out what is not older than before.
func (c *Client) newestFirst(id desk.TicketID, list doc.Collection, before time.Time) []desk.ChatMessage {
	documents, dropped := doc.Items[doc.ThreadMessage](list)
	c.noteDropped("messages of a ticket", dropped)
	page := make([]desk.ChatMessage, 0, len(documents))
	for _, document := range slices.Backward(documents) { // the hub lists oldest first
		if document.ID == "" || isTurn(document.Type) || !before.IsZero() && !document.Date.Before(before) {
			continue
		}
		one := chatMessageOf(id, document)
		if c.options.Blip {
			one = c.tickets.attributed(one, document)
		}
		page = append(page, one)
	}
	slices.SortStableFunc(page, func(a, b desk.ChatMessage) int { return b.At.Compare(a.At) })
	return page
}

// TransferTargets lists the agents and the queues of a bot (LIME and Blip, §14.3).
func (c *Client) TransferTargets(ctx context.Context, bot desk.BotID) (desk.TransferTargets, error) {
	var targets desk.TransferTargets
	attendants, err := listOf[doc.Attendant](ctx, c, bot, doc.DeskNode, doc.AttendantsURI(0, doc.TakeTicketsMax), "agents")
	if err != nil {
		return targets, err
	}
	own := c.self()
	for _, attendant := range attendants {
		if attendant.Identity == "" || doc.SameIdentity(attendant.Identity, own) {
			continue
		}
		status, known := doc.ReadPresenceStatus(string(attendant.Status))
		if !known {
			status = doc.PresenceOffline
		}
		name := attendant.FullName
		if name == "" {
			name = doc.PortalEmail(attendant.Identity)
		}
		targets.Agents = append(targets.Agents, desk.TransferAgent{Identity: attendant.Identity, Name: name,
			Presence: desk.PresenceStatus(status), Open: int(attendant.TicketsInService)})
	}
	teams, err := listOf[doc.Team](ctx, c, bot, doc.DeskNode, doc.PathTeamsOnline, "queues")
	if err != nil {
		return targets, err
	}
	for _, team := range teams {
		if team.Name != "" {
			targets.Queues = append(targets.Queues, desk.TransferQueue{Name: team.Name, AgentsOnline: int(team.AgentsOnline)})
		}
	}
	return targets, nil
}

// Tags lists the tags that a bot offers (LIME and Blip, §14.5).
func (c *Client) Tags(ctx context.Context, bot desk.BotID) ([]string, error) {
	documents, err := listOf[doc.TagSummary](ctx, c, bot, doc.DeskNode, doc.PathTagsActive, "tags")
	if err != nil {
		return nil, err
	}
	tags := make([]string, 0, len(documents))
	for _, document := range documents {
		if document.Name != "" {
			tags = append(tags, document.Name)
		}
	}
	return tags, nil
}

// CannedReplies lists the canned replies of all categories. Those that are no text cannot be written into
// an answer and are left out (LIME and Blip, §14.5).
func (c *Client) CannedReplies(ctx context.Context, bot desk.BotID) ([]desk.CannedReply, error) {
	categories, err := listOf[doc.CustomReply](ctx, c, bot, doc.DeskNode, doc.PathReplies, "canned replies")
	if err != nil {
		return nil, err
	}
	var all []desk.CannedReply
	for _, category := range categories {
		documents := []doc.CustomReply{category}
		if len(category.Document) == 0 { // a category; its replies are asked for by its id
			if documents, err = listOf[doc.CustomReply](ctx, c, bot, doc.DeskNode, doc.ReplyCategoryURI(category.ID), "canned replies"); err != nil {
				return nil, err
			}
		}
		for _, document := range documents {
			var text string
			if json.Unmarshal(document.Document, &text) != nil || text == "" {
				continue
			}
			name := document.Category
			if name == "" {
				name = category.Category
			}
			all = append(all, desk.CannedReply{ID: document.ID, Category: name, Name: document.Name, Text: text})
		}
	}
	return all, nil
}

// listOf reads a short list of a bot; one that is not there is empty.
func listOf[T any](ctx context.Context, c *Client, bot desk.BotID, node, uri, what string) ([]T, error) {
	list, err := ask[doc.Collection](ctx, c, c.actingFor(bot, c.request(lime.MethodGet, node, uri)))
	if isAbsent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	items, dropped := doc.Items[T](list)
	c.noteDropped(what, dropped)
	return items, nil
}
