package hubstore

import (
	"errors"
	"strings"

	"activa/backend/hub"
)

const contactColumns = `SELECT identity, name, phone, email, opted_out, last_message_at, document FROM contacts `

func readContact(row scanner) (hub.Contact, error) {
	var contact hub.Contact
	err := row.Scan(&contact.Identity, &contact.Name, &contact.Phone, &contact.Email, &contact.OptedOut,
		instant{&contact.LastMessageAt}, &contact.Document)
	return contact, err
}

// Contact finds one contact.
func (c *connection) Contact(identity string) (hub.Contact, error) {
	return one(c, readContact, contactColumns+`WHERE identity = ?`, identity)
}

// ContactByPhone finds the first contact with a phone.
func (c *connection) ContactByPhone(phone string) (hub.Contact, error) {
	if phone == "" {
		return hub.Contact{}, hub.ErrNotFound
	}
	return one(c, readContact, contactColumns+`WHERE phone = ? ORDER BY number LIMIT 1`, phone)
}

// Contacts lists by a filter in the order of names.
func (c *connection) Contacts(query hub.ContactQuery) ([]hub.Contact, error) {
	condition, arguments, err := contactFields.condition(query.Filter)
	if err != nil {
		return nil, err
	}
	return listOnce(c, readContact, contactColumns+`WHERE `+condition+` ORDER BY name_folded, identity LIMIT ? OFFSET ?`,
		append(arguments, query.Take, query.Skip)...)
}

// PutContact makes or replaces a contact and, when it can be found by something else than before, its
// place in the search index.
func (c *connection) PutContact(contact hub.Contact) error {
	before, err := one(c, text, `SELECT name || char(10) || phone || char(10) || email FROM contacts WHERE identity = ?`,
		contact.Identity)
	if err != nil && !errors.Is(err, hub.ErrNotFound) {
		return err
	}
	indexed := err == nil && before == contact.Name+"\n"+contact.Phone+"\n"+contact.Email
	number, err := one(c, whole, `INSERT INTO contacts
			(identity, name, name_folded, phone, email, opted_out, last_message_at, document)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (identity) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded,
			phone = excluded.phone, email = excluded.email, opted_out = excluded.opted_out,
			last_message_at = excluded.last_message_at, document = excluded.document
		RETURNING number`,
		contact.Identity, contact.Name, fold(contact.Name), contact.Phone, contact.Email, contact.OptedOut,
		millis(contact.LastMessageAt), contact.Document)
	if err != nil || indexed {
		return err
	}
	if err := c.forgetWords(number); err != nil {
		return err
	}
	name := fold(contact.Name)
	err = c.exec(`INSERT INTO contact_words (rowid, words) VALUES (?, ?)`, number, name+" "+fold(contact.Email))
	if err != nil {
		return err
	}
	return c.exec(`INSERT INTO contact_parts (rowid, parts) VALUES (?, ?)`, number,
		name+" "+strings.TrimPrefix(contact.Phone, "+"))
}

func (c *connection) forgetWords(number int64) error {
	if err := c.exec(`DELETE FROM contact_words WHERE rowid = ?`, number); err != nil {
		return err
	}
	return c.exec(`DELETE FROM contact_parts WHERE rowid = ?`, number)
}

// DeleteContact removes a contact; none is hub.ErrNotFound.
func (c *connection) DeleteContact(identity string) error {
	number, err := one(c, whole, `DELETE FROM contacts WHERE identity = ? RETURNING number`, identity)
	if err != nil {
		return err
	}
	return c.forgetWords(number)
}

// searchWindow is how many matches of one kind are put in the order of names. A text that matches more
// is too short to mean one person; sorting all of them would cost more than the search.
const searchWindow = 200

// partMin is the shortest text that the index of parts can find, in characters.
const partMin = 3

// SearchContacts finds by beginnings of words first, then by parts of name and phone.
func (c *connection) SearchContacts(searched string, take int) ([]hub.Contact, error) {
	words := searchWords(searched)
	if len(words) == 0 {
		return nil, nil
	}
	found, err := list(c, readContact, contactColumns+`WHERE number IN
		(SELECT rowid FROM contact_words WHERE contact_words MATCH ? LIMIT ?) ORDER BY name_folded, identity LIMIT ?`,
		beginnings(words), searchWindow, take)
	if err != nil || len(found) >= take {
		return found, err
	}
	parts := partsOf(searched, words)
	if parts == "" {
		return found, nil
	}
	more, err := list(c, readContact, contactColumns+`WHERE number IN
		(SELECT rowid FROM contact_parts WHERE contact_parts MATCH ? LIMIT ?) ORDER BY name_folded, identity LIMIT ?`,
		parts, searchWindow, take)
	if err != nil {
		return nil, err
	}
	return appendNew(found, more, take), nil
}

func appendNew(found, more []hub.Contact, take int) []hub.Contact {
	known := make(map[string]bool, len(found))
	for _, contact := range found {
		known[contact.Identity] = true
	}
	for _, contact := range more {
		if len(found) < take && !known[contact.Identity] {
			found = append(found, contact)
		}
	}
	return found
}

// beginnings is the FTS5 question for contacts that have, for every word, a word that begins so.
func beginnings(words []string) string {
	terms := make([]string, len(words))
	for i, word := range words {
		terms[i] = quoteTerm(word) + "*"
	}
	return strings.Join(terms, " ")
}

// partsOf is the FTS5 question for a piece of a phone (the digits of a text that is a number as people
// write it) or for every word as a piece of the name; empty when a piece is too short to be found.
func partsOf(searched string, words []string) string {
	if digits := phoneDigits(searched); digits != "" {
		words = []string{digits}
	}
	terms := make([]string, len(words))
	for i, word := range words {
		if len([]rune(word)) < partMin {
			return ""
		}
		terms[i] = quoteTerm(word)
	}
	return strings.Join(terms, " ")
}

func quoteTerm(word string) string { return `"` + strings.ReplaceAll(word, `"`, `""`) + `"` }
