package client

import (
	"encoding/json"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
	"activa/backend/message"
	"activa/backend/ticket"
)

// ticketFrom is the ticket that an envelope comes from; false when it comes from none.
func ticketFrom(from lime.Node) (desk.TicketID, bool) {
	if !strings.EqualFold(from.Domain, doc.DeskDomain) || from.Name == "" || doc.SameIdentity(from.Identity.String(), doc.DeskNode) {
		return "", false
	}
	return desk.TicketID(from.Name), true
}

// chatOf is a message from a ticket's address as news: what the customer wrote, that they write, or a
// message of our side that is new or has come further.
func chatOf(id desk.TicketID, pushed lime.Message, now time.Time) (desk.News, bool) {
	switch strings.ToLower(pushed.Type) {
	case doc.MediaTypeChatState:
		var state doc.ChatState
		err := json.Unmarshal(pushed.Content, &state)
		return desk.TypingNews{Ticket: id, Typing: state.Composing()}, err == nil
	case doc.MediaTypeThreadMessage:
		var document doc.ThreadMessage
		if json.Unmarshal(pushed.Content, &document) != nil || document.ID == "" {
			return nil, false
		}
		return desk.ChatMessageNews{Message: chatMessageOf(id, document)}, true
	}
	if pushed.ID == "" || isTurn(pushed.Type) {
		return nil, false
	}
	written := customerMessage(id, pushed.ID, pushed.Type, pushed.Content, now)
	if at, err := doc.ParseInstant(pushed.Metadata.Text(doc.MetadataAt)); err == nil {
		written.At = at.Time
	}
	if quoted := pushed.Metadata.Text(doc.MetadataInReplyTo); quoted != "" && written.InReply == "" {
		written.InReply = desk.MessageID(quoted)
	}
	return desk.ChatMessageNews{Message: written}, true
}

// isTurn tells a document with which the platform opens or ends an attendance from what people say: it stands
// among the messages of a ticket, too (docs.blip.ai, extensions/desk, "Get all messages from a customer by a
// ticket").
func isTurn(mediaType string) bool {
	return strings.EqualFold(mediaType, doc.MediaTypeRedirect) || strings.EqualFold(mediaType, doc.MediaTypeTicket)
}

func customerMessage(id desk.TicketID, messageID, mediaType string, content json.RawMessage, at time.Time) desk.ChatMessage {
	read := readContent(mediaType, content)
	return desk.ChatMessage{
		ID: desk.MessageID(messageID), Ticket: id, From: desk.FromCustomer, Kind: read.kind, Text: read.text, Media: read.media,
		Place: read.place, InReply: read.inReply, At: at, Progress: message.Progress{Delivery: message.Received},
	}
}

// chatMessageOf is a message of a conversation in the desk's words (LIME and Blip, §15).
func chatMessageOf(id desk.TicketID, document doc.ThreadMessage) desk.ChatMessage {
	written := customerMessage(id, document.ID, document.Type, document.Content, document.Date.Time)
	if written.InReply == "" {
		written.InReply = desk.MessageID(document.InReplyTo)
	}
	if document.Direction == doc.DirectionSent {
		written.From, written.Agent, written.AgentName = desk.FromAgent, document.Agent, document.AgentName
		if _, domain := doc.SplitIdentity(document.Agent); document.Agent == "" || strings.EqualFold(domain, doc.BotDomain) {
			written.From, written.Agent, written.AgentName = desk.FromBot, "", ""
		}
	}
	written.Progress = chatProgress(document)
	if document.Sent != nil {
		active := sentOf(*document.Sent)
		written.Active = &active
	}
	return written
}

// chatProgress goes the way of a message by its instants; of a platform that tells none, by its status.
func chatProgress(document doc.ThreadMessage) message.Progress {
	var reason message.Reason
	if document.Reason != nil {
		reason = message.Reason{Code: int(document.Reason.Code), Description: document.Reason.Description}
	}
	if document.Direction != doc.DirectionSent { // our own confirmations, which are no way of a message
		return message.Progress{Delivery: message.Received, ReceivedAt: document.Received.Time, ConsumedAt: document.Consumed.Time}
	}
	progress := message.NewProgress(document.Date.Time)
	for _, step := range []struct {
		kind message.Delivery
		at   doc.Instant
	}{
		{message.Accepted, document.Accepted}, {message.Dispatched, document.Dispatched}, {message.Received, document.Received},
		{message.Consumed, document.Consumed}, {message.Failed, document.Failed},
	} {
		if !step.at.IsZero() {
			progress = progress.Apply(message.Receipt{Kind: step.kind, At: step.at.Time, Reason: reason})
		}
	}
	if kind, known := deliveries[strings.ToLower(document.Status)]; known && progress.FirstAt(kind).IsZero() {
		progress = progress.Apply(message.Receipt{Kind: kind, At: document.Date.Time, Reason: reason})
	}
	return progress
}

// ticketNewsOf is a pushed ticket as news. A status None says that the agent may see it no longer.
func ticketNewsOf(pushed lime.Message) (desk.News, bool) {
	var document doc.Ticket
	if json.Unmarshal(pushed.Content, &document) != nil || document.ID == "" {
		return nil, false
	}
	if document.Status.Is(doc.TicketNone) {
		return desk.TicketGoneNews{ID: desk.TicketID(document.ID)}, true
	}
	return desk.TicketNews{Ticket: deskTicketOf(document)}, true
}

// deskTicketOf is a ticket in the desk's words (LIME and Blip, §14.1).
func deskTicketOf(document doc.Ticket) desk.Ticket {
	one := desk.Ticket{
		Ticket: ticket.Ticket{
			ID: document.ID, Bot: document.OwnerIdentity, Contact: document.CustomerIdentity, Queue: document.Team,
			Agent: document.AgentIdentity, ReservedFor: document.ReservedFor,
			Why: ticket.Why(document.Why), Answers: document.CampaignID, Parent: document.Parent, Priority: int(document.Priority),
			Tags: document.Tags, CreatedAt: document.StorageDate.Time, TakenAt: document.OpenDate.Time, EndedAt: document.CloseDate.Time,
		},
		Number: int(document.SequentialID), AgentName: document.AgentName, Unread: int(document.UnreadMessages),
		Contact:         desk.Contact{ID: desk.ContactID(document.CustomerIdentity), Phone: doc.ContactPhone(document.CustomerIdentity)},
		CustomerWroteAt: document.CustomerWroteAt.Time,
	}
	one.Status, one.Closure = ticketStatusOf(document)
	if one.Status == ticket.Waiting {
		one.Agent = ""
	}
	if one.CreatedAt.IsZero() {
		one.CreatedAt = document.StatusDate.Time
	}
	if document.Contact != nil && document.Contact.Identity != "" {
		one.Contact = contactOf(*document.Contact)
	}
	if document.LastMessage != nil && document.LastMessage.ID != "" {
		last := chatMessageOf(desk.TicketID(document.ID), *document.LastMessage)
		one.Last = &last
	}
	return one
}

// ticketStatusOf reads a status. Assigned is given to its agent (LIME and Blip, §14.1), and unknown values
// that begin with Closed are closed (§23).
func ticketStatusOf(document doc.Ticket) (ticket.Status, ticket.Closure) {
	status := document.Status
	switch {
	case status.Is(doc.TicketTransferred):
		return ticket.Transferred, ""
	case status.Is(doc.TicketClosedAttendant):
		return ticket.Closed, ticket.ByAgent
	case status.Is(doc.TicketClosedInactivity):
		return ticket.Closed, ticket.ByInactivity
	case status.Finished(), bool(document.Closed):
		return ticket.Closed, ticket.ByCustomer
	case status.Is(doc.TicketOpen), status.Is(doc.TicketAssigned):
		return ticket.Open, ""
	}
	return ticket.Waiting, ""
}
