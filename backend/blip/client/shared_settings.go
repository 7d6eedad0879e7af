package client

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
	"activa/backend/message"
)

// On Blip what a team shares is kept in the bot's own bucket (LIME and Blip, §16): which templates are
// offered to agents. Whoever has the key may change it; the program lets supervisors.

// TemplateOffered tells whether a template is offered to agents, read anew. Errors: desk.NotSupported
// where the platform itself keeps this, KeyWithoutRights.
func (c *Client) TemplateOffered(ctx context.Context, template desk.TemplateKey) (bool, error) {
	if !c.options.Blip {
		return false, notSupported("offered templates")
	}
	settings, err := c.sharedSettings(ctx, template.Bot)
	return !withheld(settings, template.Language, template.Name), Diagnose(err)
}

// OfferTemplate offers a template of a bot to its agents, or takes it back. Templates that nobody spoke
// of are offered. Errors as of TemplateOffered.
func (c *Client) OfferTemplate(ctx context.Context, template desk.TemplateKey, offered bool) error {
	if !c.options.Blip {
		return notSupported("offered templates")
	}
	settings, err := c.sharedSettings(ctx, template.Bot)
	if err != nil {
		return Diagnose(err)
	}
	settings.Templates = maps.Clone(settings.Templates)
	if settings.Templates == nil {
		settings.Templates = map[string]doc.TemplateSettings{}
	}
	key := doc.TemplateSettingsKey(template.Language, template.Name)
	settings.Templates[key] = doc.TemplateSettings{Withheld: true}
	if offered {
		delete(settings.Templates, key)
	}
	request := c.request(lime.MethodSet, doc.ServerNode, doc.BucketURI(doc.BucketSettings))
	if request, err = request.WithResource(lime.MediaTypeJSON, settings); err != nil {
		return err
	}
	if _, err := ask[nothing](ctx, c, c.actingFor(template.Bot, request)); err != nil {
		return Diagnose(fmt.Errorf("keep shared settings: %w", err))
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
