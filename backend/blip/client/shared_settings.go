package client

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
	"activa/backend/message"
)

// On Blip what a team shares is kept in the bot's own bucket (LIME and Blip, §16): which templates are
// offered to agents. Whoever has the key may change it; the program lets supervisors.
//
// A bucket knows no condition: of two supervisors who change it at once, the one who writes last writes what
// they read before. So each change has its instant, the later one of a template holds, and the desk puts its
// own again where it was lost (desk.TemplateOfferer).
//
//	DateOffer: read ─► instant        PutOffer: read ─► merge ─► write where it is missing

// TemplateOffered tells whether a template is offered to agents, read anew. Errors: desk.NotSupported
// where the platform itself keeps this, KeyWithoutRights.
func (c *Client) TemplateOffered(ctx context.Context, template desk.TemplateKey) (bool, error) {
	if !c.options.Blip {
		return false, notSupported("offered templates")
	}
	settings, err := c.sharedSettings(ctx, template.Bot)
	return !withheld(settings, template.Language, template.Name), Diagnose(err)
}

// WithheldTemplates are the templates of a bot that agents are not offered, in the order of their keys, read
// anew. Errors as of TemplateOffered.
func (c *Client) WithheldTemplates(ctx context.Context, bot desk.BotID) ([]desk.TemplateKey, error) {
	if !c.options.Blip {
		return nil, notSupported("offered templates")
	}
	settings, err := c.sharedSettings(ctx, bot)
	if err != nil {
		return nil, Diagnose(err)
	}
	var all []desk.TemplateKey
	for _, key := range slices.Sorted(maps.Keys(settings.Templates)) {
		if language, name, fine := strings.Cut(key, "/"); fine && withheld(settings, language, name) {
			all = append(all, desk.TemplateKey{Bot: bot, Language: language, Name: name})
		}
	}
	return all, nil
}

// DateOffer gives an offer its instant: now, or later than what the bucket has where another machine's clock is
// ahead. Templates that nobody spoke of are offered. Errors as of TemplateOffered.
func (c *Client) DateOffer(ctx context.Context, template desk.TemplateKey, offered bool) (desk.TemplateOffer, error) {
	if !c.options.Blip {
		return desk.TemplateOffer{}, notSupported("offered templates")
	}
	settings, err := c.sharedSettings(ctx, template.Bot)
	if err != nil {
		return desk.TemplateOffer{}, Diagnose(err)
	}
	at := c.now().UTC().Truncate(time.Millisecond)
	if known := settings.Templates[doc.TemplateSettingsKey(template.Language, template.Name)].At.UTC().Truncate(time.Millisecond); !at.After(known) {
		at = known.Add(time.Millisecond)
	}
	return desk.TemplateOffer{Template: template, Offered: offered, At: at}, nil
}

// PutOffer writes an offer into the bot's bucket unless the bucket has it, or a later one of the template; one at
// a time, so that this program never overwrites itself. Errors as of TemplateOffered.
func (c *Client) PutOffer(ctx context.Context, offer desk.TemplateOffer) (written bool, err error) {
	if !c.options.Blip {
		return false, notSupported("offered templates")
	}
	select {
	case c.settling <- struct{}{}:
		defer func() { <-c.settling }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	settings, err := c.sharedSettings(ctx, offer.Template.Bot)
	if err != nil {
		return false, Diagnose(err)
	}
	key := doc.TemplateSettingsKey(offer.Template.Language, offer.Template.Name)
	if !settings.Templates[key].At.Before(offer.At) {
		return false, nil
	}
	merged := maps.Clone(settings.Templates)
	if merged == nil {
		merged = map[string]doc.TemplateSettings{}
	}
	merged[key] = doc.TemplateSettings{Withheld: doc.Truth(!offer.Offered), At: doc.At(offer.At)}
	settings.Templates = merged
	err = c.writeSettings(ctx, offer.Template.Bot, settings)
	return err == nil, Diagnose(err)
}

func (c *Client) writeSettings(ctx context.Context, bot desk.BotID, settings doc.SharedSettings) error {
	request, err := c.request(lime.MethodSet, doc.ServerNode, doc.BucketURI(doc.BucketSettings)).WithResource(lime.MediaTypeJSON, settings)
	if err != nil {
		return err
	}
	if _, err := ask[nothing](ctx, c, c.actingFor(bot, request)); err != nil {
		return fmt.Errorf("keep shared settings: %w", err)
	}
	c.keepSettings(settings)
	return nil
}

// sharedSettings reads what the team shares; nothing was said before somebody changed something.
func (c *Client) sharedSettings(ctx context.Context, bot desk.BotID) (doc.SharedSettings, error) {
	settings, err := ask[doc.SharedSettings](ctx, c, c.actingFor(bot, c.request(lime.MethodGet, doc.ServerNode, doc.BucketURI(doc.BucketSettings))))
	if isAbsent(err) {
		err = nil
	}
	if err != nil {
		return settings, fmt.Errorf("read shared settings: %w", err)
	}
	c.keepSettings(settings)
	return settings, nil
}

func (c *Client) keepSettings(settings doc.SharedSettings) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.settings = settings
}

// offered leaves out the templates that the team does not offer to agents; a supervisor sees all. When the
// settings cannot be read now, those that were read last hold.
func (c *Client) offered(ctx context.Context, bot desk.BotID, templates []message.Template) []message.Template {
	if !c.options.Blip || c.options.OnBlip.Agent.Role == string(doc.RoleSupervisor) {
		return templates
	}
	settings, err := c.sharedSettings(ctx, bot)
	if err != nil {
		c.log.Info("shared settings not read", "error", err)
		c.mutex.Lock()
		settings = c.settings
		c.mutex.Unlock()
	}
	return slices.DeleteFunc(templates, func(template message.Template) bool {
		return withheld(settings, template.Language, template.Name)
	})
}

func withheld(settings doc.SharedSettings, language, name string) bool {
	return bool(settings.Templates[doc.TemplateSettingsKey(language, name)].Withheld)
}
