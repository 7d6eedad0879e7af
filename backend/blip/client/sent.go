package client

import (
	"context"
	"fmt"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
	"activa/backend/message"
)

// sentPageMax is how many records of the sent list are asked for at once.
const sentPageMax = 200

// SentSince lists what changed in the agent's sent list after a cursor, oldest change first.
func (c *Client) SentSince(ctx context.Context, cursor string) ([]desk.SentRecord, string, bool, error) {
	return c.sentPage(ctx, cursor, false)
}

func (c *Client) sentPage(ctx context.Context, cursor string, everyAgent bool) ([]desk.SentRecord, string, bool, error) {
	if !c.has(doc.AbilitySent) {
		return nil, "", false, notSupported("sent")
	}
	request := c.request(lime.MethodGet, doc.ActivaNode, doc.SentSinceURI(cursor, sentPageMax, everyAgent))
	list, err := ask[doc.Collection](ctx, c, request)
	if err != nil {
		return nil, "", false, fmt.Errorf("read sent list: %w", err)
	}
	documents, dropped := doc.Items[doc.Sent](list)
	c.noteDropped("sent", dropped)
	page := make([]desk.SentRecord, 0, len(documents))
	for _, document := range documents {
		if document.ID != "" {
			page = append(page, sentOf(document))
		}
	}
	next := list.Next
	if next == "" {
		next = cursor
	}
	return page, next, bool(list.More) && next != cursor, nil
}

// LookUp asks what the platform knows of a message id. Only a platform that keeps every id can prove
// that it has none.
func (c *Client) LookUp(ctx context.Context, bot desk.BotID, id desk.MessageID) (desk.LookUp, error) {
	switch {
	case c.has(doc.AbilityLookUp):
	case c.usesCampaigns():
		return c.lookUpCampaign(ctx, bot, id)
	default:
		return c.lookUpNotifications(ctx, bot, id)
	}
	document, err := ask[doc.Sent](ctx, c, c.request(lime.MethodGet, doc.ActivaNode, doc.SentURI(string(id))))
	switch {
	case isAbsent(err):
		return desk.LookUp{Outcome: desk.LookUpAbsent}, nil
	case err != nil:
		return desk.LookUp{Outcome: desk.LookUpUnknown}, fmt.Errorf("look up message: %w", err)
	case document.ID != string(id):
		return desk.LookUp{Outcome: desk.LookUpUnknown}, nil
	}
	return desk.LookUp{Outcome: desk.LookUpFound, Progress: sentOf(document).Progress}, nil
}

// sentOf is a record of the sent list in the desk's words. The template is the one that was sent, empty
// when the platform did not keep it.
func sentOf(document doc.Sent) desk.SentRecord {
	record := desk.SentRecord{
		Message: message.ActiveMessage{
			ID: document.ID, Bot: document.Bot, Agent: document.Agent,
			Contact: document.Contact, Phone: document.Phone, Name: document.Name,
			TemplateID: document.TemplateID, TemplateName: document.TemplateName,
			TemplateLanguage: document.TemplateLanguage,
			Values:           make(message.Values, len(document.Values)),
			ComposedAt:       document.ComposedAt.Time, RetryOf: document.RetryOf,
		},
		Progress: progressOf(document),
	}
	for place, value := range document.Values {
		record.Message.Values[message.Place(place)] = value
	}
	if template, err := message.ReadTemplate(document.Template); err == nil {
		record.Template = template
	}
	return record
}

// progressOf goes the way of a message by the instants that the platform noted.
func progressOf(document doc.Sent) message.Progress {
	progress := message.NewProgress(document.ComposedAt.Time)
	var reason message.Reason
	if document.Reason != nil {
		reason = message.Reason{Code: int(document.Reason.Code), Description: document.Reason.Description}
	}
	for _, step := range []struct {
		kind message.Delivery
		at   doc.Instant
	}{
		{message.Accepted, document.Accepted}, {message.Dispatched, document.Dispatched},
		{message.Received, document.Received}, {message.Consumed, document.Consumed},
		{message.Failed, document.Failed},
	} {
		if !step.at.IsZero() {
			progress = progress.Apply(message.Receipt{Kind: step.kind, At: step.at.Time, Reason: reason})
		}
	}
	if !document.RepliedAt.IsZero() {
		progress = progress.Replied(document.RepliedAt.Time)
	}
	return progress
}
