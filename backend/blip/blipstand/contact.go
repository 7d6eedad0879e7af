package blipstand

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

var contactTypes = []string{doc.MediaTypeContact}

// contactRoutes are LIME and Blip, §10. Both nodes answer.
var contactRoutes = slices.Concat(contactsOn(doc.ContactsNode), contactsOn(doc.ServerNode))

func contactsOn(node string) []route {
	return []route{
		{node, lime.MethodSet, "/contacts", contactTypes, nil, (*Stand).setContact},
		{node, lime.MethodMerge, "/contacts", contactTypes, nil, (*Stand).mergeContact},
		{node, lime.MethodGet, "/contacts", nil, append([]string{doc.QueryFilter}, paging...), (*Stand).listContacts},
		{node, lime.MethodGet, "/contacts/*", nil, nil, (*Stand).getContact},
		{node, lime.MethodDelete, "/contacts/*", nil, nil, (*Stand).deleteContact},
		{node, lime.MethodSet, "/contacts/*/comments", []string{doc.MediaTypeComment}, nil, (*Stand).addComment},
		{node, lime.MethodGet, "/contacts/*/comments", nil, paging, (*Stand).listComments},
	}
}

// AddContact puts a contact into the roster.
func (s *Stand) AddContact(contact doc.Contact) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.contacts[doc.FoldIdentity(contact.Identity)] = contact
}

// Contact is a contact of the roster; false when there is none.
func (s *Stand) Contact(identity string) (doc.Contact, bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	found, is := s.contacts[doc.FoldIdentity(identity)]
	return found, is
}

func (s *Stand) setContact(q question) reply {
	contact, ok := read[doc.Contact](q)
	if !ok || contact.Identity == "" {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "a contact has an identity")
	}
	contact.LastUpdateDate = doc.At(s.now())
	s.contacts[doc.FoldIdentity(contact.Identity)] = contact
	return done
}

func (s *Stand) mergeContact(q question) reply {
	patch, ok := read[doc.Contact](q)
	if !ok || patch.Identity == "" {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "a contact has an identity")
	}
	known, err := merged(s.contacts[doc.FoldIdentity(patch.Identity)], q.Resource)
	if err != nil {
		return failure(lime.ReasonCodeInvalidArgument, err.Error())
	}
	s.contacts[doc.FoldIdentity(patch.Identity)] = known
	return done
}

// merged patches a contact: only the given fields change, null takes one away.
func merged(known doc.Contact, patch json.RawMessage) (after doc.Contact, err error) {
	before, err := json.Marshal(known)
	var fields, changes map[string]json.RawMessage
	if err := errors.Join(err, json.Unmarshal(before, &fields), json.Unmarshal(patch, &changes)); err != nil {
		return after, err
	}
	for name, value := range changes {
		if fields[name] = value; string(value) == "null" {
			delete(fields, name)
		}
	}
	written, err := json.Marshal(fields)
	return after, errors.Join(err, json.Unmarshal(written, &after))
}

func (s *Stand) getContact(q question) reply {
	found, is := s.contacts[doc.FoldIdentity(q.uri.Segments[1])]
	if !is {
		return nothing
	}
	return success(doc.MediaTypeContact, found)
}

func (s *Stand) deleteContact(q question) reply {
	delete(s.contacts, doc.FoldIdentity(q.uri.Segments[1]))
	return done
}

// listContacts keeps to the limits of §10: without a filter up to 30000, with one up to 10000 in all.
func (s *Stand) listContacts(q question) reply {
	var filter doc.Filter
	most := doc.TakeContactsMax
	if text := first(q.uri, doc.QueryFilter); text != "" {
		parsed, err := doc.ParseFilter(text)
		if err != nil {
			return s.breaks(q, lime.ReasonCodeInvalidArgument, err.Error())
		}
		filter = parsed
		skip, _ := whole(q.uri, doc.QuerySkip, 0)
		most = doc.SkipAndTakeFilterMax - skip
	}
	var found []doc.Contact
	for _, key := range slices.Sorted(maps.Keys(s.contacts)) {
		if contact := s.contacts[key]; filter == nil || fits(filter, contactField(contact)) {
			found = append(found, contact)
		}
	}
	found, ok := page(q, found, doc.TakeContactsDefault, most)
	if !ok {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "$skip and $take are out of range")
	}
	return listOf(doc.MediaTypeContact, found)
}

func contactField(contact doc.Contact) func(string) string {
	return func(name string) string {
		switch strings.ToLower(name) {
		case "name":
			return contact.Name
		case "identity":
			return contact.Identity
		case "email":
			return contact.Email
		case "phonenumber":
			return string(contact.PhoneNumber)
		case "lastmessagedate":
			return contact.LastMessageDate.String()
		}
		return ""
	}
}

// fits judges a filter, texts without regard to case.
func fits(filter doc.Filter, field func(string) string) bool {
	switch filter := filter.(type) {
	case doc.All:
		return !slices.ContainsFunc(filter, func(part doc.Filter) bool { return !fits(part, field) })
	case doc.Any:
		return slices.ContainsFunc(filter, func(part doc.Filter) bool { return fits(part, field) })
	case doc.Match:
		value, text := strings.ToLower(field(filter.Field)), strings.ToLower(filter.Text)
		if filter.Function == doc.StartsWith {
			return strings.HasPrefix(value, text)
		}
		return strings.Contains(value, text)
	case doc.Comparison:
		return compares(filter, field(filter.Field))
	}
	return false
}

func compares(comparison doc.Comparison, value string) bool {
	order := strings.Compare(strings.ToLower(value), strings.ToLower(comparison.Value.Text))
	if comparison.Value.Kind == doc.InstantValue {
		one, errOne := doc.ParseInstant(value)
		other, errOther := doc.ParseInstant(comparison.Value.Text)
		if errOne != nil || errOther != nil {
			return false
		}
		order = one.Compare(other.Time)
	}
	switch comparison.Operator {
	case doc.Equal:
		return order == 0 || doc.SameIdentity(value, comparison.Value.Text) && strings.Contains(value, "@")
	case doc.NotEqual:
		return order != 0
	case doc.Greater:
		return order > 0
	case doc.GreaterOrEqual:
		return order >= 0
	case doc.Less:
		return order < 0
	}
	return order <= 0
}

func (s *Stand) addComment(q question) reply {
	comment, ok := read[doc.Comment](q)
	if !ok || comment.Content == "" {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "a comment has a content")
	}
	comment.ID, comment.StorageDate = s.id("comment"), doc.At(s.now())
	key := doc.FoldIdentity(q.uri.Segments[1])
	s.comments[key] = append(s.comments[key], comment)
	return done
}

func (s *Stand) listComments(q question) reply {
	newest := slices.Clone(s.comments[doc.FoldIdentity(q.uri.Segments[1])])
	slices.Reverse(newest)
	found, ok := page(q, newest, 100, 100)
	if !ok {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "$skip and $take are out of range")
	}
	return listOf(doc.MediaTypeComment, found)
}

// past tells whether an instant has come.
func (s *Stand) past(at time.Time) bool { return !s.now().Before(at) }
