package client

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

// Contact reads one contact whole. One that nobody has saved is what its identity tells.
func (c *Client) Contact(ctx context.Context, bot desk.BotID, id desk.ContactID) (desk.Contact, error) {
	known, err := c.contact(ctx, bot, string(id))
	if err != nil {
		return desk.Contact{}, err
	}
	if known == nil {
		return desk.Contact{ID: id, Phone: doc.ContactPhone(string(id))}, nil
	}
	return *known, nil
}

// documentedFields are the fields of a contact that have a place of their own beside the extras (LIME and
// Blip, §10), with their names as fieldsOf gives them.
var documentedFields = []string{"address", "city", "gender", "culture", "group", "source", "taxDocument", "whatsAppUserName"}

// ChangeContact merges name, e-mail and the further fields that are given; what is empty is taken away.
// The answer is the contact as the platform has it then.
func (c *Client) ChangeContact(ctx context.Context, bot desk.BotID, contact desk.Contact) (desk.Contact, error) {
	known, err := c.Contact(ctx, bot, contact.ID)
	if err != nil {
		return desk.Contact{}, err
	}
	request := c.request(lime.MethodMerge, doc.ContactsNode, doc.PathContacts)
	if request, err = request.WithResource(doc.MediaTypeContact, contactPatch(known, contact)); err != nil {
		return desk.Contact{}, err
	}
	if _, err := ask[nothing](ctx, c, c.actingFor(bot, request)); err != nil {
		return desk.Contact{}, fmt.Errorf("change contact: %w", err)
	}
	return c.Contact(ctx, bot, contact.ID)
}

// contactPatch is what a merge changes: null takes a field away. The extras are one field, so all of them
// go along.
func contactPatch(known, wanted desk.Contact) map[string]any {
	patch := map[string]any{"identity": string(known.ID), "name": orNull(wanted.Name), "email": orNull(wanted.Email)}
	extras := map[string]string{}
	for name, value := range known.Fields {
		if !slices.Contains(documentedFields, name) {
			extras[name] = value
		}
	}
	for name, value := range wanted.Fields {
		value = strings.TrimSpace(value)
		switch {
		case slices.Contains(documentedFields, name):
			patch[name] = orNull(value)
		case value == "":
			delete(extras, name)
		default:
			extras[name] = value
		}
	}
	patch["extras"] = extras
	return patch
}

func orNull(text string) any {
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	return text
}

// Comments lists what people wrote about a contact, newest first (LIME and Blip, §10).
func (c *Client) Comments(ctx context.Context, bot desk.BotID, id desk.ContactID) ([]desk.Comment, error) {
	documents, err := listOf[doc.Comment](ctx, c, bot, doc.ContactsNode, doc.CommentsURI(string(id)), "comments")
	if err != nil {
		return nil, err
	}
	comments := make([]desk.Comment, len(documents))
	for i, document := range documents {
		comments[i] = c.commentOf(document)
	}
	slices.SortStableFunc(comments, func(a, b desk.Comment) int { return b.At.Compare(a.At) })
	return comments, nil
}

// commentOf is a comment in the desk's words. Blip tells no name of its author, and often no author at all.
func (c *Client) commentOf(document doc.Comment) desk.Comment {
	author := document.AuthorName
	switch {
	case author != "":
	case c.options.Blip && doc.SameIdentity(document.AuthorIdentity, c.self()):
		author = c.options.OnBlip.Agent.Name
	default:
		author = doc.PortalEmail(document.AuthorIdentity)
	}
	return desk.Comment{ID: document.ID, Text: document.Content, Author: author, At: document.StorageDate.Time}
}

// AddComment writes one comment in the agent's name.
func (c *Client) AddComment(ctx context.Context, bot desk.BotID, id desk.ContactID, text string) (desk.Comment, error) {
	written := doc.Comment{AuthorIdentity: c.self(), Content: text}
	request, err := c.request(lime.MethodSet, doc.ContactsNode, doc.CommentsURI(string(id))).WithResource(doc.MediaTypeComment, written)
	if err != nil {
		return desk.Comment{}, err
	}
	document, err := ask[doc.Comment](ctx, c, c.actingFor(bot, request))
	if err != nil {
		return desk.Comment{}, fmt.Errorf("write comment: %w", err)
	}
	if document.Content == "" { // Blip's answer has no resource
		return c.writtenComment(ctx, bot, id, written), nil
	}
	return c.commentOf(document), nil
}

// writtenComment finds a comment among those of the contact, which have ids.
func (c *Client) writtenComment(ctx context.Context, bot desk.BotID, id desk.ContactID, written doc.Comment) desk.Comment {
	comments, err := c.Comments(ctx, bot, id)
	for _, comment := range comments {
		if err == nil && comment.Text == written.Content {
			return comment
		}
	}
	written.StorageDate = doc.At(c.now())
	return c.commentOf(written)
}
