package client

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
	"activa/backend/message"
)

// deliveries are the events that say something of a message's way. Others (deleted, validated,
// authorized, and those of the future) say nothing to the desk (LIME and Blip, §8).
var deliveries = map[string]message.Delivery{
	string(lime.EventAccepted):   message.Accepted,
	string(lime.EventDispatched): message.Dispatched,
	string(lime.EventReceived):   message.Received,
	string(lime.EventConsumed):   message.Consumed,
	string(lime.EventFailed):     message.Failed,
}

// receiptOf is a notification as news; false when it tells nothing. The platform's instant goes before
// ours: clocks of this machine must not move the windows of time (P8).
func receiptOf(notification lime.Notification, now time.Time) (desk.ReceiptNews, bool) {
	kind, known := deliveries[strings.ToLower(string(notification.Event))]
	if !known || notification.ID == "" {
		return desk.ReceiptNews{}, false
	}
	receipt := message.Receipt{Kind: kind, At: now}
	if at, err := doc.ParseInstant(notification.Metadata.Text(doc.MetadataAt)); err == nil {
		receipt.At = at.Time
	}
	if kind == message.Failed && notification.Reason != nil {
		receipt.Reason = message.Reason{Code: notification.Reason.Code, Description: notification.Reason.Description}
	}
	return desk.ReceiptNews{ID: desk.MessageID(notification.ID), Receipt: receipt}, true
}

// pushOf is a message of the platform itself as news; false when it is none of ours.
func pushOf(pushed lime.Message) (desk.News, bool) {
	if !fromPlatform(pushed.From) {
		return nil, false
	}
	switch strings.ToLower(pushed.Type) {
	case doc.MediaTypeSent:
		var document doc.Sent
		if json.Unmarshal(pushed.Content, &document) != nil || document.ID == "" {
			return nil, false
		}
		return desk.SentNews{Record: sentOf(document), Cursor: strconv.FormatInt(int64(document.Change), 10)}, true
	case doc.MediaTypePresence:
		var document doc.Presence
		if json.Unmarshal(pushed.Content, &document) != nil {
			return nil, false
		}
		presence, known := presenceOf(document)
		return desk.PresenceNews{Presence: presence}, known
	case doc.MediaTypeClock:
		var document doc.Clock
		if json.Unmarshal(pushed.Content, &document) != nil || document.Now.IsZero() {
			return nil, false
		}
		return desk.ClockNews{Now: document.Now.Time, Factor: int(document.Factor)}, true
	case doc.MediaTypeTemplates:
		var document doc.TemplatesChanged
		if json.Unmarshal(pushed.Content, &document) != nil || document.Bot == "" {
			return nil, false
		}
		return desk.TemplatesNews{Bot: desk.BotID(document.Bot)}, true
	}
	return nil, false
}

func (c *Client) notificationCame(ctx context.Context, notification *lime.Notification) {
	news, tells := receiptOf(*notification, c.now())
	if !tells {
		return
	}
	if id, fromTicket := ticketFrom(notification.From); fromTicket {
		c.news.put(ctx, desk.ChatReceiptNews{Ticket: id, ID: news.ID, Receipt: news.Receipt})
		return
	}
	c.news.put(ctx, news)
}

func (c *Client) messageCame(ctx context.Context, pushed *lime.Message) {
	if c.phoneChanged(*pushed) {
		return
	}
	news, ours := c.newsOf(*pushed)
	if !ours {
		c.log.Debug("message left alone", "from", pushed.From, "type", pushed.Type)
		return
	}
	if clock, is := news.(desk.ClockNews); is && c.options.OnClock != nil {
		c.options.OnClock(clock) // before the desk looks at the time
	}
	c.news.put(ctx, news)
}

// newsOf is a message as news: of a ticket, of the node that keeps tickets, or of the platform itself.
func (c *Client) newsOf(pushed lime.Message) (desk.News, bool) {
	if id, fromTicket := ticketFrom(pushed.From); fromTicket {
		news, tells := chatOf(id, pushed, c.now())
		if tells && c.options.Blip {
			c.tickets.noteWritten(news)
		}
		return news, tells
	}
	if doc.SameIdentity(pushed.From.Identity.String(), doc.DeskNode) && strings.EqualFold(pushed.Type, doc.MediaTypeTicket) {
		if c.options.Blip { // it may be anybody's: the list tells whether this agent sees it
			c.tickets.wakeUp()
			return nil, false
		}
		return ticketNewsOf(pushed)
	}
	return pushOf(pushed)
}

// fromPlatform tells whether an envelope is the platform's own word and not somebody else's.
func fromPlatform(from lime.Node) bool {
	sender := from.Identity.String()
	return from.IsZero() || doc.SameIdentity(sender, doc.ActivaNode) || doc.SameIdentity(sender, doc.ServerNode)
}
