package client

import (
	"maps"
	"slices"

	"activa/backend/blip/doc"
	"activa/backend/desk"
)

// contactOf is a contact document in the desk's words.
func contactOf(document doc.Contact) desk.Contact {
	return desk.Contact{
		ID:            desk.ContactID(document.Identity),
		Name:          document.Name,
		Phone:         phoneOf(document),
		Email:         document.Email,
		Fields:        fieldsOf(document),
		LastMessageAt: document.LastMessageDate.Time,
		OptedOut:      document.SubscriptionStatus == doc.NotSubscribed,
	}
}

// phoneOf is the phone in E.164. The identity of a WhatsApp contact is the number that WhatsApp knows,
// so it goes before the fields that people fill in (LIME and Blip, §1.2, §10).
func phoneOf(document doc.Contact) string {
	if phone := doc.ContactPhone(document.Identity); phone != "" {
		return phone
	}
	for _, written := range []doc.Text{document.WhatsAppID, document.CellPhoneNumber, document.PhoneNumber} {
		if phone := doc.ContactPhone(doc.ContactIdentity(string(written))); phone != "" {
			return phone
		}
	}
	return ""
}

// fieldsOf gathers what may be offered as a value besides name, phone and e-mail. An extra of the
// contact's own goes before a documented field of the same name.
func fieldsOf(document doc.Contact) map[string]string {
	fields := map[string]string{
		"address": document.Address, "city": document.City, "gender": document.Gender,
		"culture": document.Culture, "group": document.Group, "source": document.Source,
		"taxDocument": string(document.TaxDocument), "whatsAppUserName": document.WhatsAppUserName,
	}
	for name, value := range document.Extras {
		fields[name] = string(value)
	}
	maps.DeleteFunc(fields, func(_, value string) bool { return value == "" })
	if len(fields) == 0 {
		return nil
	}
	return fields
}

// newContact is the document that saves a new contact.
func newContact(contact desk.Contact) doc.Contact {
	document := doc.Contact{
		Identity:    string(contact.ID),
		Name:        contact.Name,
		Email:       contact.Email,
		PhoneNumber: doc.Text(contact.Phone),
	}
	if document.Identity == "" {
		document.Identity = doc.ContactIdentity(contact.Phone)
	}
	for _, name := range slices.Sorted(maps.Keys(contact.Fields)) {
		if document.Extras == nil {
			document.Extras = map[string]doc.Text{}
		}
		document.Extras[name] = doc.Text(contact.Fields[name])
	}
	return document
}

func botOf(document doc.Bot) desk.Bot {
	name := document.Name
	if name == "" {
		name, _ = doc.SplitIdentity(document.Identity)
	}
	return desk.Bot{ID: desk.BotID(document.Identity), Name: name, Number: document.Number,
		DirectTransfer: bool(document.DirectTransfer)}
}

func accountOf(document doc.OwnAccount) desk.Account {
	return desk.Account{Identity: document.Identity, Name: document.Name, Email: document.Email,
		Role: string(document.Role)}
}

// presenceOf reads a presence; false when its status is none of the four.
func presenceOf(document doc.Presence) (desk.Presence, bool) {
	status, known := doc.ReadPresenceStatus(string(document.Status))
	return desk.Presence{Status: desk.PresenceStatus(status), Reason: document.Reason, Since: document.Since.Time}, known
}

// recipientOf is what a hub knows of a customer; own is the identity of who asks.
func recipientOf(document doc.Recipient, own string) desk.RecipientFacts {
	var facts desk.RecipientFacts
	if document.Contact != nil && document.Contact.Identity != "" {
		contact := contactOf(*document.Contact)
		contact.OptedOut = contact.OptedOut || bool(document.OptedOut)
		facts.Contact = &contact
	}
	if ticket := document.Ticket; ticket != nil && !ticket.Status.Finished() {
		facts.Ticket = &desk.OpenTicket{
			ID:        ticket.ID,
			Agent:     ticket.Agent,
			AgentName: ticket.AgentName,
			Mine:      ticket.Agent != "" && doc.SameIdentity(ticket.Agent, own),
			Waiting:   ticket.Status.Is(doc.TicketWaiting),
			Since:     ticket.Since.Time,
		}
	}
	for _, recent := range document.Recent[:min(len(document.Recent), recentMax)] {
		facts.Recent = append(facts.Recent, desk.RecentSend{
			Agent: recent.Agent, AgentName: recent.AgentName, TemplateName: recent.TemplateName, At: recent.At.Time,
			Mine: recent.Agent != "" && doc.SameIdentity(recent.Agent, own),
		})
	}
	return facts
}

// recentMax is how many recent sends of a customer the port asks for.
const recentMax = 10

// ticketOf is a documented ticket in the desk's words, nil when it is over (LIME and Blip, §14.1).
func ticketOf(document doc.Ticket, own string) *desk.OpenTicket {
	if document.Status.Finished() || bool(document.Closed) {
		return nil
	}
	since := document.StatusDate
	if since.IsZero() {
		since = document.StorageDate
	}
	return &desk.OpenTicket{
		ID:      document.ID,
		Agent:   document.AgentIdentity,
		Mine:    document.AgentIdentity != "" && doc.SameIdentity(document.AgentIdentity, own),
		Waiting: document.Status.Is(doc.TicketWaiting) || document.Status.Is(doc.TicketNone),
		Since:   since.Time,
	}
}
