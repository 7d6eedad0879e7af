package hub

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/message"
)

// contactBytesMax bounds a contact document, before anybody takes it apart and when it is put together.
const contactBytesMax = 64 << 10

// Why a contact of an import is refused (doc.RefusedContact.Code).
const (
	contactUnreadable    = "contact-unreadable"
	contactTooLarge      = "contact-too-large"
	contactPhoneWrong    = "phone-not-valid"
	contactIdentityWrong = "identity-not-valid"
	contactUnnamed       = "identity-and-phone-missing"
)

// contactRefusal is a contact that cannot be kept, with one of the codes above.
type contactRefusal string

func (c contactRefusal) Error() string { return string(c) }

// fields is a JSON object whose names are compared without case (LIME and Blip, §2.5).
type fields map[string]json.RawMessage

// put sets a field under the name that it has already in some case; null removes it.
func (f fields) put(name string, value json.RawMessage) {
	for known := range f {
		if strings.EqualFold(known, name) {
			name = known // at most one, because put made them
		}
	}
	if string(value) == "null" {
		delete(f, name)
		return
	}
	f[name] = value
}

func (f fields) putText(name, text string) {
	raw, _ := json.Marshal(text) // a string always can be written
	f.put(name, raw)
}

// patched is a document with another one's fields over its own, in the order of the other's names.
func patched(document, patch []byte) (fields, error) {
	base, over := fields{}, fields{}
	if len(document) > 0 {
		if err := json.Unmarshal(document, &base); err != nil {
			return nil, err
		}
	}
	if err := json.Unmarshal(patch, &over); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(over)) {
		base.put(name, over[name])
	}
	return base, nil
}

// contactOf reads the record out of a document. What is wrong with it is a contactRefusal.
func contactOf(document fields, at time.Time) (Contact, error) {
	document.putText("lastUpdateDate", doc.At(at).String())
	raw, err := json.Marshal(document)
	if err != nil {
		return Contact{}, contactRefusal(contactUnreadable)
	}
	var read doc.Contact
	if err := json.Unmarshal(raw, &read); err != nil {
		return Contact{}, contactRefusal(contactUnreadable)
	}
	phone, err := contactPhone(read)
	if err != nil {
		return Contact{}, err
	}
	identity := read.Identity
	if identity == "" && phone != "" {
		identity = doc.ContactIdentity(phone)
	}
	if identity == "" {
		return Contact{}, contactRefusal(contactUnnamed)
	}
	if identity, err = checkedIdentity(identity); err != nil {
		return Contact{}, contactRefusal(contactIdentityWrong)
	}
	document.putText("identity", identity)
	if phone != "" {
		document.putText("phoneNumber", phone)
	}
	if raw, err = json.Marshal(document); err != nil || len(raw) > contactBytesMax {
		return Contact{}, contactRefusal(contactTooLarge)
	}
	return Contact{
		Identity: identity, Name: read.Name, Phone: phone, Email: read.Email,
		OptedOut:      strings.EqualFold(read.SubscriptionStatus, doc.NotSubscribed),
		LastMessageAt: read.LastMessageDate.UTC().Truncate(time.Millisecond), Document: raw,
	}, nil
}

// contactPhone is the phone in E.164: of the document, or else the digits of the identity.
func contactPhone(read doc.Contact) (string, error) {
	written := string(read.PhoneNumber)
	if written == "" {
		written = string(read.CellPhoneNumber)
	}
	if written == "" {
		return doc.ContactPhone(read.Identity), nil
	}
	phone, findings := message.ParsePhone(written, "")
	if phone.E164 == "" && strings.Trim(written, "0123456789") == "" {
		// Blip's own documents carry phones as bare digits with country code, as the identity does.
		phone, findings = message.ParsePhone("+"+written, "")
	}
	if phone.E164 == "" || message.HasErrors(findings) {
		return "", contactRefusal(contactPhoneWrong)
	}
	return phone.E164, nil
}

// findContact finds a contact by any form that its phone may have been saved under (WhatsApp
// templates, §9.2), or by its identity.
func findContact(reader Reader, identity, phone string) (Contact, error) {
	if identity != "" {
		if contact, err := reader.Contact(identity); !errors.Is(err, ErrNotFound) {
			return contact, err
		}
		if phone == "" {
			phone = doc.ContactPhone(identity)
		}
	}
	for _, form := range message.PhoneForms(phone) {
		if contact, err := reader.ContactByPhone(form); !errors.Is(err, ErrNotFound) {
			return contact, err
		}
	}
	return Contact{}, ErrNotFound
}

// touchContact writes the contact of a message that goes or came: it is made when it is new, a name is
// only given to one that has none (LIME and Blip, §10), and the last message is noted.
func (s *step) touchContact(contact Contact, name string) (Contact, error) {
	patch := fields{}
	patch.putText("lastMessageDate", doc.At(s.at).String())
	if contact.Document == nil {
		patch.putText("identity", contact.Identity)
		patch.putText("creationDate", doc.At(s.at).String())
	}
	if contact.Name == "" && name != "" {
		patch.putText("name", name)
	}
	raw, err := json.Marshal(patch)
	if err != nil {
		return Contact{}, err
	}
	document, err := patched(contact.Document, raw)
	if err != nil {
		return Contact{}, fmt.Errorf("contact %s: %w", contact.Identity, err)
	}
	touched, err := contactOf(document, s.at)
	if err != nil {
		return Contact{}, err
	}
	return touched, s.PutContact(touched)
}
