package client

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/message"
)

// The names of the contexts that decide where a reply goes (LIME and Blip, §13.3).
const (
	contextMasterState   = "Master-State"
	contextStatePrefix   = "stateid@"
	lookedUpNumbersMax   = 10_000
	reasonTicketsUnknown = "the open tickets cannot be checked"
)

// sendAround sends a template message straight to the contact, without the campaign command (LIME and
// Blip, §13.2). Blip documents neither an open-ticket check nor a way back for this route, so both are
// done here first: the order is that of §13.3. What is refused on the way ends the message; what gets no
// answer leaves it where it was, since nothing of it left.
func (c *Client) sendAround(ctx context.Context, outgoing message.ActiveMessage, template message.Template) error {
	customer, refused, err := c.prepareDirect(ctx, outgoing)
	if err != nil {
		return fault.New(desk.NotHandedOver, err, nil)
	}
	if refused.Code != 0 {
		c.tellFailed(ctx, outgoing.ID, refused)
		return nil
	}
	outgoing.Contact = customer
	c.sends.note(sendNote{message: desk.MessageID(outgoing.ID), customer: customer, at: c.now()})
	if err := c.sendDirectly(ctx, outgoing, template); err != nil {
		return err
	}
	c.saveName(ctx, desk.BotID(outgoing.Bot), customer, outgoing.Name)
	return nil
}

// prepareDirect finds the customer's address, makes sure that nobody attends to them, and says where
// their reply goes. A reason is a refusal.
func (c *Client) prepareDirect(ctx context.Context, outgoing message.ActiveMessage) (customer string, refused message.Reason, err error) {
	bot := desk.BotID(outgoing.Bot)
	if customer, refused, err = c.address(ctx, outgoing); err != nil || refused.Code != 0 {
		return "", refused, err
	}
	open, checked, err := c.openTicket(ctx, bot, customer, 0)
	switch {
	case err != nil:
		return "", refused, err
	case !checked:
		return "", message.Reason{Code: lime.ReasonCodeNotAllowed, Description: reasonTicketsUnknown}, nil
	case open != nil:
		return "", message.Reason{Code: doc.ReasonRecipientInAttendance, Description: "the customer has an open ticket"}, nil
	}
	refused, err = c.directReply(ctx, bot, customer)
	return customer, refused, err
}

// address is the identity to send to: the contact's, or what WhatsApp calls the number, which is asked
// once for each (LIME and Blip, §11).
func (c *Client) address(ctx context.Context, outgoing message.ActiveMessage) (string, message.Reason, error) {
	if outgoing.Contact != "" {
		return outgoing.Contact, message.Reason{}, nil
	}
	if known := c.numbers.get(outgoing.Phone); known != "" {
		return known, message.Reason{}, nil
	}
	request := c.request(lime.MethodGet, doc.WhatsAppNode, doc.WhatsAppAccountURI(outgoing.Phone))
	account, err := ask[doc.WhatsAppAccount](ctx, c, c.actingFor(desk.BotID(outgoing.Bot), request))
	if reason, refused := reasonOf(err); refused {
		return "", reason, nil
	}
	if err != nil {
		return "", message.Reason{}, fmt.Errorf("look up number: %w", err)
	}
	found := account.AlternativeAccount
	if found == "" {
		found = account.Identity
	}
	if found == "" {
		found = doc.ContactIdentity(outgoing.Phone)
	}
	c.numbers.put(outgoing.Phone, found)
	return found, message.Reason{}, nil
}

// directReply leads the customer's reply to the service bot, and there to a block of its flow.
func (c *Client) directReply(ctx context.Context, bot desk.BotID, customer string) (message.Reason, error) {
	settings := c.options.Campaign
	master := settings.MasterState
	if master == "" && c.options.OnBlip.Service != nil {
		master = c.options.OnBlip.Service.Node.Identity.String()
	}
	if master != "" && !doc.SameIdentity(master, string(bot)) {
		if refused, err := c.setContext(ctx, doc.ServerNode, customer, contextMasterState, master); err != nil || refused.Code != 0 {
			return refused, err
		}
	}
	if settings.FlowID == "" || settings.StateID == "" {
		return message.Reason{}, nil
	}
	return c.setContext(ctx, doc.BuilderNode, customer, contextStatePrefix+settings.FlowID, settings.StateID)
}

func (c *Client) setContext(ctx context.Context, node, customer, name, value string) (message.Reason, error) {
	request := c.request(lime.MethodSet, node, doc.ContextURI(customer, name))
	request, err := request.WithResource(lime.MediaTypeText, value)
	if err != nil {
		return message.Reason{}, err
	}
	_, err = ask[nothing](ctx, c, request)
	if reason, refused := reasonOf(err); refused {
		return reason, nil
	}
	if err != nil {
		return message.Reason{}, fmt.Errorf("set context %s: %w", name, err)
	}
	return message.Reason{}, nil
}

// openTicket looks for an unfinished ticket of a customer; on Blip among all that are open, by a list
// that is not older than age. checked is false when the platform does not let us look.
func (c *Client) openTicket(ctx context.Context, bot desk.BotID, customer string, age time.Duration) (open *desk.OpenTicket, checked bool, err error) {
	if c.options.Blip {
		open, err = c.tickets.openOf(ctx, customer, age)
	} else {
		open, err = c.ticketByFilter(ctx, bot, customer)
	}
	if isRefused(err) && !isAbsent(err) {
		c.log.Info("tickets of a customer cannot be read", "error", err)
		return nil, false, nil
	}
	return open, err == nil, err
}

// ticketByFilter asks for a customer's unfinished tickets alone (LIME and Blip, §14.2).
func (c *Client) ticketByFilter(ctx context.Context, bot desk.BotID, customer string) (*desk.OpenTicket, error) {
	uri := doc.TicketsURI(doc.UnfinishedTicketsOf(customer), false, 0, doc.TakeTicketsMax)
	documents, _, err := c.ticketPage(ctx, c.actingFor(bot, c.request(lime.MethodGet, doc.DeskNode, uri)))
	if err != nil {
		return nil, err
	}
	for _, document := range documents {
		if found := ticketOf(document, c.self()); found != nil {
			return found, nil
		}
	}
	return nil, nil
}

// reasonOf is why the platform refused; false when it did not.
func reasonOf(err error) (message.Reason, bool) {
	reason, refused := refusedReason(err)
	return message.Reason{Code: reason.Code, Description: reason.Description}, refused
}

// saveName saves the name of a contact that does not exist yet; a known one's is never changed (LIME and
// Blip, §10). That it was not saved costs nothing but the name.
func (c *Client) saveName(ctx context.Context, bot desk.BotID, customer, name string) {
	if name == "" || customer == "" {
		return
	}
	if _, err := c.SaveNewContact(ctx, bot, desk.Contact{ID: desk.ContactID(customer), Name: name, Phone: doc.ContactPhone(customer)}); err != nil {
		c.log.Info("name of a new contact not saved", "error", err)
	}
}

// lookUpNotifications asks for the events of one message, which Blip keeps for about three days (LIME and
// Blip, §15). That there are none proves nothing.
func (c *Client) lookUpNotifications(ctx context.Context, bot desk.BotID, id desk.MessageID) (desk.LookUp, error) {
	answer := desk.LookUp{Outcome: desk.LookUpUnknown}
	list, err := ask[doc.Collection](ctx, c, c.actingFor(bot, c.request(lime.MethodGet, doc.ServerNode, doc.NotificationsURI(string(id)))))
	if isAbsent(err) {
		return answer, nil
	}
	if err != nil {
		return answer, fmt.Errorf("look up notifications: %w", err)
	}
	progress := message.NewProgress(c.now())
	for _, raw := range list.Items {
		var notification lime.Notification
		if json.Unmarshal(raw, &notification) != nil || notification.ID != string(id) {
			continue
		}
		if told, tells := receiptOf(notification, c.now()); tells {
			progress, answer.Outcome = progress.Apply(told.Receipt), desk.LookUpFound
		}
	}
	answer.Progress = progress
	return answer, nil
}
