package client

import (
	"context"
	"encoding/json"
	"fmt"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/message"
)

// SendChatMessage hands one message of the agent to the ticket's own address, from which the customer's
// come; what becomes of it comes as notifications (LIME and Blip, §14.2). What cannot be put into an
// envelope can never be sent: that is the end of the message.
func (c *Client) SendChatMessage(ctx context.Context, outgoing desk.ChatMessage) error {
	if state := c.lineOf(ticketNode(outgoing.Ticket)).State(); state.Phase != lime.Connected {
		return fault.New(desk.NotHandedOver, fault.New(desk.NotConnected, state.Cause, nil), nil)
	}
	mediaType, content, err := writeContent(outgoing)
	if err != nil {
		c.news.put(ctx, desk.ChatReceiptNews{Ticket: outgoing.Ticket, ID: outgoing.ID, Receipt: message.Receipt{
			Kind: message.Failed, At: c.now(),
			Reason: message.Reason{Code: lime.ReasonCodeValidationError, Description: err.Error()},
		}})
		return nil //nolint:nilerr // told as a receipt: it ends the message, not this try
	}
	envelope := &lime.Message{ID: string(outgoing.ID), To: ticketNode(outgoing.Ticket), Type: mediaType, Content: content}
	return c.hand(ctx, envelope)
}

// ConfirmChatMessages tells what became of the customer's messages here, one notification each.
func (c *Client) ConfirmChatMessages(ctx context.Context, id desk.TicketID, messages []desk.MessageID, receipt message.Delivery) error {
	event, known := confirmations[receipt]
	if !known {
		return fmt.Errorf("confirm messages: a customer is not told of %s", receipt)
	}
	for _, one := range messages {
		if err := c.hand(ctx, &lime.Notification{ID: string(one), To: ticketNode(id), Event: event}); err != nil {
			return err
		}
	}
	return nil
}

var confirmations = map[message.Delivery]lime.Event{
	message.Received: lime.EventReceived, message.Consumed: lime.EventConsumed,
}

// TellTyping says that the agent writes, or stopped.
func (c *Client) TellTyping(ctx context.Context, id desk.TicketID, typing bool) error {
	state := doc.ChatState{State: doc.ChatPaused}
	if typing {
		state.State = doc.ChatComposing
	}
	content, err := json.Marshal(state)
	if err != nil {
		return err
	}
	// It has no id: nobody waits for what becomes of it.
	return c.hand(ctx, &lime.Message{To: ticketNode(id), Type: doc.MediaTypeChatState, Content: content})
}

// hand gives the line of its destination an envelope; see handOverError for what its errors promise.
func (c *Client) hand(ctx context.Context, envelope lime.Envelope) error {
	ctx, cancel := context.WithTimeout(ctx, AnswerWait)
	defer cancel()
	if err := c.lineOf(envelope.Head().To).Send(ctx, envelope); err != nil {
		return handOverError(err)
	}
	return nil
}

// ticketNode is the address of a ticket's conversation (LIME and Blip, §14.2).
func ticketNode(id desk.TicketID) (node lime.Node) {
	_ = node.UnmarshalText([]byte(string(id) + "@" + doc.DeskDomain + "/Lime")) // takes any text
	return node
}

// writeContent is a message as a document: text, file or place, inside a reply when it answers another.
func writeContent(outgoing desk.ChatMessage) (mediaType string, content json.RawMessage, err error) {
	var document any = outgoing.Text
	switch {
	case outgoing.Kind == desk.ChatText:
		mediaType = lime.MediaTypeText
	case outgoing.Media != nil:
		mediaType = doc.MediaTypeMediaLink
		document = doc.MediaLink{URI: outgoing.Media.URI, Type: doc.Text(outgoing.Media.ContentType),
			Size: doc.Number(outgoing.Media.Size), Title: outgoing.Media.Name, Text: outgoing.Text}
	case outgoing.Place != nil:
		mediaType = doc.MediaTypeLocation
		document = doc.Location{Latitude: outgoing.Place.Latitude, Longitude: outgoing.Place.Longitude,
			Text: outgoing.Text, Name: outgoing.Place.Name, Address: outgoing.Place.Address}
	default:
		return "", nil, fmt.Errorf("a message of the kind %q cannot be sent", outgoing.Kind)
	}
	if content, err = json.Marshal(document); err != nil || outgoing.InReply == "" {
		return mediaType, content, err
	}
	content, err = json.Marshal(doc.Reply{
		Replied: doc.Container{Type: mediaType, Value: content}, InReplyTo: doc.Quoted{ID: string(outgoing.InReply)},
	})
	return doc.MediaTypeReply, content, err
}
