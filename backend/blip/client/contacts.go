package client

import (
	"context"
	"fmt"
	"strings"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

// SearchContacts finds contacts. A hub searches by name, phone and e-mail itself; otherwise the
// documented filters are used, first those that begin with the text and, when they do not fill the
// list, those that hold it, which Blip documents as slow (LIME and Blip, §10, §18).
func (c *Client) SearchContacts(ctx context.Context, bot desk.BotID, text string, limit int) ([]desk.Contact, error) {
	text = strings.TrimSpace(text)
	if limit <= 0 {
		return nil, nil
	}
	if c.has(doc.AbilityContacts) {
		limit = min(limit, doc.TakeSearchMax)
		request := c.request(lime.MethodGet, doc.ActivaNode, doc.ContactSearchURI(text, limit))
		return c.contacts(ctx, bot, request, limit)
	}
	var found []desk.Contact
	if phone := phoneIn(text); phone != "" {
		contact, err := c.contact(ctx, bot, doc.ContactIdentity(phone))
		if err != nil {
			return nil, err
		}
		if contact != nil {
			found = append(found, *contact)
		}
	}
	filters := []string{doc.NameStartsWith(text), doc.NameContains(text)}
	if text == "" {
		filters = []string{""}
	}
	for _, filter := range filters {
		if len(found) >= limit {
			break
		}
		request := c.request(lime.MethodGet, doc.ContactsNode, doc.ContactsURI(filter, 0, limit))
		page, err := c.contacts(ctx, bot, request, limit)
		if err != nil {
			return nil, err
		}
		found = appendNew(found, page)
	}
	return found[:min(len(found), limit)], nil
}

func (c *Client) contacts(ctx context.Context, bot desk.BotID, request lime.Command, limit int) ([]desk.Contact, error) {
	list, err := ask[doc.Collection](ctx, c, c.actingFor(bot, request))
	if isAbsent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("search contacts: %w", err)
	}
	documents, dropped := doc.Items[doc.Contact](list)
	c.noteDropped("contacts", dropped)
	found := make([]desk.Contact, 0, len(documents))
	for _, document := range documents[:min(len(documents), limit)] {
		if document.Identity != "" {
			found = append(found, contactOf(document))
		}
	}
	return found, nil
}

func appendNew(known, more []desk.Contact) []desk.Contact {
	seen := make(map[string]bool, len(known))
	for _, contact := range known {
		seen[doc.FoldIdentity(string(contact.ID))] = true
	}
	for _, contact := range more {
		if !seen[doc.FoldIdentity(string(contact.ID))] {
			known = append(known, contact)
		}
	}
	return known
}

// phoneIn is the digits of a text that looks like a whole phone with its country code, else empty.
func phoneIn(text string) string {
	digits := strings.NewReplacer("+", "", " ", "", "-", "", "(", "", ")", "", ".", "").Replace(text)
	if len(digits) < 10 || len(digits) > 15 || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return digits
}

// contact reads one contact by identity; nil when there is none.
func (c *Client) contact(ctx context.Context, bot desk.BotID, identity string) (*desk.Contact, error) {
	request := c.request(lime.MethodGet, doc.ContactsNode, doc.ContactURI(identity))
	document, err := ask[doc.Contact](ctx, c, c.actingFor(bot, request))
	if isAbsent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read contact: %w", err)
	}
	if document.Identity == "" {
		document.Identity = identity
	}
	contact := contactOf(document)
	return &contact, nil
}

// SaveNewContact saves a contact that does not exist yet and gives back the one that does: the name of
// a known contact is never changed (LIME and Blip, §10).
func (c *Client) SaveNewContact(ctx context.Context, bot desk.BotID, contact desk.Contact) (desk.Contact, error) {
	document := newContact(contact)
	known, err := c.contact(ctx, bot, document.Identity)
	if err != nil {
		return desk.Contact{}, err
	}
	if known != nil {
		return *known, nil
	}
	request := c.request(lime.MethodSet, doc.ContactsNode, doc.PathContacts)
	if request, err = request.WithResource(doc.MediaTypeContact, document); err != nil {
		return desk.Contact{}, err
	}
	if _, err := ask[nothing](ctx, c, c.actingFor(bot, request)); err != nil {
		return desk.Contact{}, fmt.Errorf("save contact: %w", err)
	}
	return contactOf(document), nil
}

// Recipient gathers what is known of a customer. Without a hub's ability it asks for the contact and for
// unfinished tickets; a session without the right to see tickets knows of none, and the platform's own
// refusal (reason 1602) still stands (LIME and Blip, §18).
func (c *Client) Recipient(ctx context.Context, bot desk.BotID, who desk.RecipientQuery) (desk.RecipientFacts, error) {
	if c.has(doc.AbilityRecipient) {
		uri := doc.RecipientByContactURI(string(who.Contact))
		if who.Contact == "" {
			uri = doc.RecipientByPhoneURI(who.Phone)
		}
		document, err := ask[doc.Recipient](ctx, c, c.actingFor(bot, c.request(lime.MethodGet, doc.ActivaNode, uri)))
		if err != nil && !isAbsent(err) {
			return desk.RecipientFacts{}, fmt.Errorf("read recipient: %w", err)
		}
		return recipientOf(document, c.own().Identity.String()), nil
	}
	identity := string(who.Contact)
	if identity == "" {
		identity = doc.ContactIdentity(who.Phone)
	}
	var facts desk.RecipientFacts
	var err error
	if facts.Contact, err = c.contact(ctx, bot, identity); err != nil {
		return desk.RecipientFacts{}, err
	}
	facts.Ticket, _, err = c.openTicket(ctx, bot, identity, ticketsEvery)
	return facts, err
}
