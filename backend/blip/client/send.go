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

// Send hands one active message over; see desk.Platform for what its errors promise. The route is
// decided by what the platform can do and never changed after a failure: that could send twice (LIME and
// Blip, §13.4).
func (c *Client) Send(ctx context.Context, outgoing message.ActiveMessage, template message.Template) error {
	if state := c.line.State(); state.Phase != lime.Connected {
		return fault.New(desk.NotHandedOver, fault.New(desk.NotConnected, state.Cause, nil), nil)
	}
	if err := c.unthrottled(ctx); err != nil {
		return fault.New(desk.NotHandedOver, err, nil)
	}
	switch {
	case c.options.Blip && c.options.OnBlip.DirectRoute:
		return c.sendAround(ctx, outgoing, template)
	case c.has(doc.AbilityDirectMessage):
		return c.sendDirectly(ctx, outgoing, template)
	}
	return c.sendCampaign(ctx, outgoing, template)
}

// templateContent is the content of a direct template message (LIME and Blip, §13.2).
type templateContent struct {
	Type     string          `json:"type"`
	Template message.Payload `json:"template"`
}

// sendDirectly sends a template message to the contact; what becomes of it comes as notifications. What
// cannot be put into an envelope can never be sent: that is the end of the message, not of this try.
func (c *Client) sendDirectly(ctx context.Context, outgoing message.ActiveMessage, template message.Template) error {
	envelope, err := c.directMessage(outgoing, template)
	if err != nil {
		c.tellFailed(ctx, outgoing.ID, message.Reason{Code: lime.ReasonCodeValidationError, Description: err.Error()})
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, AnswerWait)
	defer cancel()
	if err := c.line.Send(ctx, envelope); err != nil {
		return handOverError(err)
	}
	return nil
}

func (c *Client) directMessage(outgoing message.ActiveMessage, template message.Template) (*lime.Message, error) {
	payload, err := message.BuildPayload(template, outgoing.Values, outgoing.ID)
	if err != nil {
		return nil, fmt.Errorf("build payload: %w", err)
	}
	content, err := json.Marshal(templateContent{Type: doc.ContentTemplate, Template: payload})
	if err != nil {
		return nil, fmt.Errorf("write content: %w", err)
	}
	values, err := json.Marshal(outgoing.Values)
	if err != nil {
		return nil, fmt.Errorf("write values: %w", err)
	}
	to, err := lime.ParseNode(contactIdentity(outgoing))
	if err != nil {
		return nil, err
	}
	envelope := &lime.Message{ID: outgoing.ID, To: to, Type: lime.MediaTypeJSON, Content: content,
		Metadata: lime.Metadata{doc.MetadataValues: string(values)}}
	envelope.From, envelope.PP = c.delegation(desk.BotID(outgoing.Bot))
	if outgoing.Name != "" {
		envelope.Metadata[doc.MetadataName] = outgoing.Name
	}
	if outgoing.RetryOf != "" {
		envelope.Metadata[doc.MetadataRetryOf] = outgoing.RetryOf
	}
	return envelope, nil
}

// contactIdentity is where a message goes: the known contact, or the address that a phone has.
func contactIdentity(outgoing message.ActiveMessage) string {
	if outgoing.Contact != "" {
		return outgoing.Contact
	}
	return doc.ContactIdentity(outgoing.Phone)
}

// handOverError promises NotHandedOver only for an envelope that certainly never left.
func handOverError(err error) error {
	if lime.NeverLeft(err) || fault.CodeOf(err) == TooManyCommands {
		return fault.New(desk.NotHandedOver, err, nil)
	}
	return fmt.Errorf("hand over: %w", err)
}
