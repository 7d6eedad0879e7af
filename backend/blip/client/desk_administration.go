package client

import (
	"context"
	"encoding/json"
	"fmt"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

// What the desk of a bot is set up with (LIME and Blip, §14.4, §14.5).

// PutQueue adds a queue of a bot, or changes the one of that id.
func (a *Administration) PutQueue(ctx context.Context, bot desk.BotID, queue doc.AttendanceQueue) error {
	return a.setUp(ctx, bot, doc.PathQueues, doc.MediaTypeQueue, queue)
}

// PutRule adds a rule that sends replies to a queue, or changes the one of that id.
func (a *Administration) PutRule(ctx context.Context, bot desk.BotID, rule doc.Rule) error {
	return a.setUp(ctx, bot, doc.PathRules, doc.MediaTypeRule, rule)
}

// PutReplies replaces the canned replies of a category.
func (a *Administration) PutReplies(ctx context.Context, bot desk.BotID, category string, replies []doc.CustomReply) error {
	list, err := doc.NewCollection(doc.MediaTypeCustomReply, replies)
	if err != nil {
		return err
	}
	return a.setUp(ctx, bot, doc.ReplyCategoryURI(category), lime.MediaTypeCollection, list)
}

// PutTags replaces the tags that a bot offers.
func (a *Administration) PutTags(ctx context.Context, bot desk.BotID, tags []string) error {
	list, err := doc.NewCollection(lime.MediaTypeText, tags)
	if err != nil {
		return err
	}
	return a.setUp(ctx, bot, doc.PathTags, lime.MediaTypeCollection, list)
}

// PutAttendant gives an agent of a bot slots and queues.
func (a *Administration) PutAttendant(ctx context.Context, bot desk.BotID, attendant doc.Attendant) error {
	return a.setUp(ctx, bot, doc.PathAttendants, doc.MediaTypeAttendant, attendant)
}

// Configure changes keys of a bot's configuration.
func (a *Administration) Configure(ctx context.Context, bot desk.BotID, configuration map[string]string) error {
	return a.setUp(ctx, bot, doc.ConfigurationURI(string(bot)), lime.MediaTypeJSON, configuration)
}

func (a *Administration) setUp(ctx context.Context, bot desk.BotID, uri, mediaType string, document any) error {
	raw, err := json.Marshal(document)
	if err != nil {
		return err
	}
	request, err := a.request(lime.MethodSet, doc.DeskNode, uri).WithResource(mediaType, json.RawMessage(raw))
	if err != nil {
		return err
	}
	if _, err := ask[nothing](ctx, a.Client, a.actingFor(bot, request)); err != nil {
		return fmt.Errorf("set up the desk of %s: %w", bot, err)
	}
	return nil
}
