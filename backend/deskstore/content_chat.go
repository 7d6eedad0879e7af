package deskstore

import (
	"encoding/json"
	"time"

	"activa/backend/desk"
	"activa/backend/message"
	"activa/backend/ticket"
)

// The JSON of tickets and their conversations; for its keys the same holds as in content.go.

type ticketContent struct {
	Number          int            `json:"number,omitempty"`
	Bot             string         `json:"bot"`
	Status          ticket.Status  `json:"status"`
	Queue           string         `json:"queue,omitempty"`
	Agent           string         `json:"agent,omitempty"`
	AgentName       string         `json:"agentName,omitempty"`
	ReservedFor     string         `json:"reservedFor,omitempty"`
	Why             ticket.Why     `json:"why,omitempty"`
	Answers         string         `json:"answers,omitempty"`
	Parent          string         `json:"parent,omitempty"`
	Priority        int            `json:"priority,omitempty"`
	Tags            []string       `json:"tags,omitempty"`
	CreatedAt       int64          `json:"createdAt"`
	TakenAt         int64          `json:"takenAt,omitempty"`
	ContactID       string         `json:"contactId"`
	Contact         contactContent `json:"contact"`
	Unread          int            `json:"unread,omitempty"`
	Last            *chatContent   `json:"last,omitempty"`
	CustomerWroteAt int64          `json:"customerWroteAt,omitempty"`
	ReadUpTo        int64          `json:"readUpTo,omitempty"`
	CountedUpTo     int64          `json:"countedUpTo,omitempty"`
	Counted         string         `json:"counted,omitempty"`
	Whole           bool           `json:"whole,omitempty"`
}

func ticketContentOf(t desk.KeptTicket) ticketContent {
	content := ticketContent{
		Number: t.Number, Bot: t.Bot, Status: t.Status, Queue: t.Queue, Agent: t.Agent, AgentName: t.AgentName,
		ReservedFor: t.ReservedFor, Why: t.Why, Answers: t.Answers,
		Parent: t.Parent, Priority: t.Priority, Tags: t.Tags, CreatedAt: millis(t.CreatedAt), TakenAt: millis(t.TakenAt),
		ContactID: string(t.Contact.ID), Contact: contactContentOf(t.Contact), Unread: t.Unread,
		CustomerWroteAt: millis(t.CustomerWroteAt), ReadUpTo: millis(t.ReadUpTo),
		CountedUpTo: millis(t.CountedUpTo), Counted: string(t.Counted), Whole: t.Whole,
	}
	if t.Last != nil {
		last := chatContentOf(*t.Last)
		content.Last = &last
	}
	return content
}

func (c ticketContent) ticket(id string) desk.KeptTicket {
	kept := desk.KeptTicket{
		ReadUpTo: at(c.ReadUpTo), CountedUpTo: at(c.CountedUpTo), Counted: desk.MessageID(c.Counted), Whole: c.Whole,
	}
	kept.Ticket = desk.Ticket{
		Ticket: ticket.Ticket{
			ID: id, Bot: c.Bot, Contact: c.ContactID, Status: c.Status, Queue: c.Queue, Agent: c.Agent,
			ReservedFor: c.ReservedFor, Why: c.Why, Answers: c.Answers, Parent: c.Parent,
			Priority: c.Priority, Tags: c.Tags, CreatedAt: at(c.CreatedAt), TakenAt: at(c.TakenAt),
		},
		Number: c.Number, AgentName: c.AgentName, Contact: c.Contact.contact(c.ContactID), Unread: c.Unread,
		CustomerWroteAt: at(c.CustomerWroteAt),
	}
	if c.Last != nil {
		last := c.Last.message(id, c.Last.ID)
		kept.Last = &last
	}
	return kept
}

type chatContent struct {
	ID        string          `json:"id,omitempty"` // only inside a ticket
	From      desk.ChatSide   `json:"from"`
	Kind      desk.ChatKind   `json:"kind"`
	Text      string          `json:"text,omitempty"`
	Media     *mediaContent   `json:"media,omitempty"`
	Place     *placeContent   `json:"place,omitempty"`
	Agent     string          `json:"agent,omitempty"`
	AgentName string          `json:"agentName,omitempty"`
	InReply   string          `json:"inReply,omitempty"`
	At        int64           `json:"at"`
	Progress  progressContent `json:"progress"`
	Active    *activeContent  `json:"active,omitempty"`
}

// activeContent is an active message that stands in a conversation, with its template as Meta wrote it.
type activeContent struct {
	Agent      string          `json:"agent,omitempty"`
	Name       string          `json:"name"`
	Language   string          `json:"language,omitempty"`
	Values     message.Values  `json:"values,omitempty"`
	ComposedAt int64           `json:"composedAt,omitempty"`
	Template   json.RawMessage `json:"template,omitempty"`
}

func activeContentOf(record desk.SentRecord) *activeContent {
	return &activeContent{
		Agent: record.Message.Agent, Name: record.Message.TemplateName, Language: record.Message.TemplateLanguage,
		Values: record.Message.Values, ComposedAt: millis(record.Message.ComposedAt), Template: record.Template.Raw,
	}
}

// record is the active message of a conversation again. A template that this program cannot read is left out.
func (c activeContent) record(id string, progress message.Progress) *desk.SentRecord {
	record := &desk.SentRecord{Progress: progress, Message: message.ActiveMessage{
		ID: id, Agent: c.Agent, TemplateName: c.Name, TemplateLanguage: c.Language, Values: c.Values, ComposedAt: at(c.ComposedAt),
	}}
	if template, err := message.ReadTemplate(c.Template); err == nil {
		record.Template = template
	}
	return record
}

type mediaContent struct {
	URI         string `json:"uri"`
	ContentType string `json:"contentType,omitempty"`
	Name        string `json:"name,omitempty"`
	Size        int64  `json:"size,omitempty"`
}

type placeContent struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Name      string  `json:"name,omitempty"`
	Address   string  `json:"address,omitempty"`
}

type progressContent struct {
	Delivery    string `json:"delivery"`
	Queued      int64  `json:"queued,omitempty"`
	Unconfirmed int64  `json:"unconfirmed,omitempty"`
	Accepted    int64  `json:"accepted,omitempty"`
	Dispatched  int64  `json:"dispatched,omitempty"`
	Failed      int64  `json:"failed,omitempty"`
	Received    int64  `json:"received,omitempty"`
	Consumed    int64  `json:"consumed,omitempty"`
	Cancelled   int64  `json:"cancelled,omitempty"`
	Replied     int64  `json:"replied,omitempty"`
	ReasonCode  int    `json:"reasonCode,omitempty"`
	ReasonText  string `json:"reasonText,omitempty"`
}

func chatContentOf(m desk.ChatMessage) chatContent {
	content := chatContent{
		ID: string(m.ID), From: m.From, Kind: m.Kind, Text: m.Text, Agent: m.Agent, AgentName: m.AgentName,
		InReply: string(m.InReply), At: millis(m.At), Progress: progressContentOf(m.Progress),
	}
	if m.Active != nil {
		content.Active = activeContentOf(*m.Active)
	}
	if m.Media != nil {
		media := mediaContent(*m.Media)
		content.Media = &media
	}
	if m.Place != nil {
		place := placeContent(*m.Place)
		content.Place = &place
	}
	return content
}

func (c chatContent) message(ticketID, id string) desk.ChatMessage {
	m := desk.ChatMessage{
		ID: desk.MessageID(id), Ticket: desk.TicketID(ticketID), From: c.From, Kind: c.Kind, Text: c.Text,
		Agent: c.Agent, AgentName: c.AgentName, InReply: desk.MessageID(c.InReply), At: at(c.At), Progress: c.Progress.progress(),
	}
	if c.Active != nil {
		m.Active = c.Active.record(id, m.Progress)
	}
	if c.Media != nil {
		media := desk.ChatMedia(*c.Media)
		m.Media = &media
	}
	if c.Place != nil {
		place := desk.ChatPlace(*c.Place)
		m.Place = &place
	}
	return m
}

func progressContentOf(p message.Progress) progressContent {
	return progressContent{
		Delivery: p.Delivery.String(), Queued: millis(p.QueuedAt), Unconfirmed: millis(p.UnconfirmedAt),
		Accepted: millis(p.AcceptedAt), Dispatched: millis(p.DispatchedAt), Failed: millis(p.FailedAt),
		Received: millis(p.ReceivedAt), Consumed: millis(p.ConsumedAt), Cancelled: millis(p.CancelledAt),
		Replied: millis(p.RepliedAt), ReasonCode: p.Reason.Code, ReasonText: p.Reason.Description,
	}
}

func (c progressContent) progress() message.Progress {
	p := message.Progress{Reason: message.Reason{Code: c.ReasonCode, Description: c.ReasonText}}
	p.Delivery, _ = message.ParseDelivery(c.Delivery) // an unknown one of a newer program counts as not sent yet
	for field, stored := range map[*time.Time]int64{
		&p.QueuedAt: c.Queued, &p.UnconfirmedAt: c.Unconfirmed, &p.AcceptedAt: c.Accepted, &p.DispatchedAt: c.Dispatched,
		&p.FailedAt: c.Failed, &p.ReceivedAt: c.Received, &p.ConsumedAt: c.Consumed, &p.CancelledAt: c.Cancelled,
		&p.RepliedAt: c.Replied,
	} {
		*field = at(stored)
	}
	return p
}
