package hub

import (
	"encoding/json"
	"errors"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/message"
	"activa/backend/ticket"
)

// searchTakeMax bounds a search; nobody reads more.
const searchTakeMax = 200

func contactDocuments(contacts []Contact) (document, error) {
	raws := make([]json.RawMessage, len(contacts))
	for i, contact := range contacts {
		raws[i] = contact.Document
	}
	return collection(doc.MediaTypeContact, raws)
}

// searchContacts serves our search over name, phone and e-mail.
func searchContacts(_ *Hub, reader Reader, asked *request) (document, error) {
	take, err := asked.number(doc.QueryTake, 20, 1, searchTakeMax)
	if err != nil {
		return document{}, err
	}
	text := asked.uri.Query.Get(doc.QuerySearch)
	if text == "" {
		contacts, err := reader.Contacts(ContactQuery{Take: take})
		if err != nil {
			return document{}, err
		}
		return contactDocuments(contacts)
	}
	contacts, err := reader.SearchContacts(text, take)
	if err != nil {
		return document{}, err
	}
	return contactDocuments(contacts)
}

// getContacts serves the documented list (LIME and Blip, §10 "Paging").
func getContacts(_ *Hub, reader Reader, asked *request) (document, error) {
	skip, take, err := asked.page(doc.TakeContactsDefault, doc.TakeContactsMax)
	if err != nil {
		return document{}, err
	}
	filter, err := asked.filter()
	if err != nil {
		return document{}, err
	}
	if asked.uri.Query.Get(doc.QueryFilter) != "" && skip+take > doc.SkipAndTakeFilterMax {
		return document{}, errArgument("With a filter, $skip and $take together are at most %d", doc.SkipAndTakeFilterMax)
	}
	contacts, err := reader.Contacts(ContactQuery{Filter: filter, Skip: skip, Take: take})
	if err != nil {
		return document{}, err
	}
	return contactDocuments(contacts)
}

func getContact(_ *Hub, reader Reader, asked *request) (document, error) {
	contact, err := reader.Contact(doc.FoldIdentity(asked.values[0]))
	if err != nil {
		return document{}, err
	}
	return document{doc.MediaTypeContact, json.RawMessage(contact.Document)}, nil
}

// setContact replaces a contact, mergeContact changes the fields that are given.
func setContact(s *step, asked *request) (document, error) {
	return document{}, s.saveContact(asked, func(Contact) []byte { return nil })
}

func mergeContact(s *step, asked *request) (document, error) {
	return document{}, s.saveContact(asked, func(known Contact) []byte { return known.Document })
}

func (s *step) saveContact(asked *request, base func(Contact) []byte) error {
	if len(asked.command.Resource) == 0 {
		return errNoResource
	}
	err := s.putContact(asked.command.Resource, base)
	var refused contactRefusal
	if errors.As(err, &refused) {
		return errArgument("The contact cannot be saved: %s", refused)
	}
	return err
}

// putContact saves a contact document over what base gives of the contact that is known.
func (s *step) putContact(raw []byte, base func(Contact) []byte) error {
	if len(raw) > contactBytesMax {
		return contactRefusal(contactTooLarge)
	}
	given, err := patched(nil, raw)
	if err != nil {
		return contactRefusal(contactUnreadable)
	}
	contact, err := contactOf(given, s.at)
	if err != nil {
		return err
	}
	known, err := s.Contact(contact.Identity)
	switch {
	case errors.Is(err, ErrNotFound):
		given.putText("creationDate", doc.At(s.at).String())
	case err != nil:
		return err
	}
	merged, err := patched(base(known), raw) // a null takes away what is known
	if err != nil {
		return err
	}
	for name, value := range given {
		merged.put(name, value)
	}
	if contact, err = contactOf(merged, s.at); err != nil {
		return err
	}
	return s.PutContact(contact)
}

func deleteContact(s *step, asked *request) (document, error) {
	return document{}, s.DeleteContact(doc.FoldIdentity(asked.values[0]))
}

// importContacts saves many contacts, each for itself: what is known of one stays where the import
// says nothing.
func importContacts(s *step, asked *request) (document, error) {
	var list doc.Collection
	if err := asked.read(&list); err != nil {
		return document{}, err
	}
	if len(list.Items) > doc.ContactsImportMax {
		return document{}, errArgument("At most %d contacts at once", doc.ContactsImportMax)
	}
	var outcome doc.ContactsImport
	for i, raw := range list.Items {
		err := s.putContact(raw, func(known Contact) []byte { return known.Document })
		var refused contactRefusal
		switch {
		case errors.As(err, &refused):
			outcome.Refused = append(outcome.Refused, doc.RefusedContact{Index: doc.Number(i), Code: string(refused)})
		case err != nil:
			return document{}, err
		default:
			outcome.Saved++
		}
	}
	return document{doc.MediaTypeContactsImport, outcome}, nil
}

// getWhatsAppAccount looks a number up (LIME and Blip, §11). The + is required.
func getWhatsAppAccount(_ *Hub, reader Reader, asked *request) (document, error) {
	phone, findings := message.ParsePhone(asked.values[0], "")
	if phone.E164 == "" || message.HasErrors(findings) || asked.values[0][0] != '+' {
		return document{}, errArgument("The number is not a phone in E.164")
	}
	account := doc.WhatsAppAccount{
		PhoneNumber: doc.Text(phone.E164), Source: "WhatsApp", AlternativeAccount: doc.ContactIdentity(phone.E164),
	}
	contact, err := findContact(reader, "", phone.E164)
	if err == nil {
		account.FullName, account.AlternativeAccount = contact.Name, contact.Identity
	} else if !errors.Is(err, ErrNotFound) {
		return document{}, err
	}
	account.Identity = account.AlternativeAccount
	return document{doc.MediaTypeAccount, account}, nil
}

// Bounds of what getRecipient tells of earlier sends.
const (
	recentMax  = 10
	recentSpan = 72 * time.Hour
)

// getRecipient tells what must be known of a customer before a send: the contact, the ticket that
// would refuse it (P6), and what anybody sent lately.
func getRecipient(h *Hub, reader Reader, asked *request) (document, error) {
	identity, phone := asked.uri.Query.Get(doc.QueryContact), asked.uri.Query.Get(doc.QueryPhone)
	if (identity == "") == (phone == "") {
		return document{}, errArgument("Either contact or phone must be given")
	}
	if identity != "" {
		identity = doc.FoldIdentity(identity)
	}
	contact, err := findContact(reader, identity, phone)
	if errors.Is(err, ErrNotFound) {
		if contact.Identity = identity; identity == "" {
			contact.Identity = doc.ContactIdentity(phone)
		}
	} else if err != nil {
		return document{}, err
	}
	answer := doc.Recipient{OptedOut: doc.Truth(contact.OptedOut)}
	if contact.Document != nil {
		answer.Contact = new(doc.Contact)
		if err := json.Unmarshal(contact.Document, answer.Contact); err != nil {
			return document{}, err
		}
	}
	if answer.Ticket, err = openTicket(reader, asked.bot, contact.Identity); err != nil {
		return document{}, err
	}
	answer.Recent, err = recentSends(reader, contact.Identity, h.options.Now().Add(-recentSpan))
	return document{doc.MediaTypeRecipient, answer}, err
}

func openTicket(reader Reader, bot, contact string) (*doc.OpenTicket, error) {
	open, err := reader.UnfinishedTicket(bot, contact)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	holder := open.Agent
	if open.Status == ticket.Waiting {
		holder = open.ReservedFor
	}
	name, err := nameOf(reader, holder)
	return &doc.OpenTicket{
		ID: open.ID, Agent: holder, AgentName: name, Status: doc.TicketStatus(open.Status), Since: doc.At(open.CreatedAt),
	}, err
}

// nameOf is an account's name, its identity when it has none, empty for nobody.
func nameOf(reader Reader, identity string) (string, error) {
	if identity == "" {
		return "", nil
	}
	account, err := reader.Account(identity)
	if errors.Is(err, ErrNotFound) || err == nil && account.Name == "" {
		return identity, nil
	}
	return account.Name, err
}

func recentSends(reader Reader, contact string, since time.Time) ([]doc.RecentSend, error) {
	sends, err := reader.SendsTo(contact, since, recentMax)
	if err != nil {
		return nil, err
	}
	recent := make([]doc.RecentSend, 0, len(sends))
	for _, send := range sends {
		if send.Progress.Delivery == message.Failed {
			continue
		}
		name, err := nameOf(reader, send.Agent)
		if err != nil {
			return nil, err
		}
		recent = append(recent, doc.RecentSend{
			Agent: send.Agent, AgentName: name, TemplateName: send.TemplateName, At: doc.At(send.ComposedAt),
		})
	}
	return recent, nil
}
