package client

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
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
// they read before. So each change has its instant, the later one of a template holds, and who changed
// something looks again later and puts it back where it was lost.
//
//	read ─► merge own changes ─► write ─► look again after settingsSettle, settingsLooks times

const (
	// settingsSettle is later than anybody takes from reading the bucket to writing it: questions wait as long
	// as AnswerWait.
	settingsSettle = AnswerWait + 5*time.Second
	settingsLooks  = 3
)

// ownChanges are this supervisor's latest changes, as long as they may still be lost.
type ownChanges struct {
	mutex   sync.Mutex
	changes map[desk.TemplateKey]doc.TemplateSettings
	wake    chan struct{}
}

func newOwnChanges() *ownChanges {
	return &ownChanges{changes: map[desk.TemplateKey]doc.TemplateSettings{}, wake: make(chan struct{}, 1)}
}

// note takes a change in and has it looked after.
func (o *ownChanges) note(template desk.TemplateKey, change doc.TemplateSettings) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.changes[template] = change
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

func (o *ownChanges) drop(template desk.TemplateKey) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	delete(o.changes, template)
}

func (o *ownChanges) forget() {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	clear(o.changes)
}

// bots are those with changes.
func (o *ownChanges) bots() []desk.BotID {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	var bots []desk.BotID
	for template := range o.changes {
		if !slices.Contains(bots, template.Bot) {
			bots = append(bots, template.Bot)
		}
	}
	return bots
}

// merged puts a bot's own changes into what was read, where nobody changed the template later; false when all
// are there already.
func (o *ownChanges) merged(bot desk.BotID, settings doc.SharedSettings) (doc.SharedSettings, bool) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	lost := false
	settings.Templates = maps.Clone(settings.Templates)
	for template, change := range o.changes {
		key := doc.TemplateSettingsKey(template.Language, template.Name)
		if template.Bot != bot || !settings.Templates[key].At.Before(change.At.Time) {
			continue
		}
		if settings.Templates == nil {
			settings.Templates = map[string]doc.TemplateSettings{}
		}
		settings.Templates[key], lost = change, true
	}
	return settings, lost
}

// watchSettings looks after the supervisor's changes until ctx ends.
func (c *Client) watchSettings(ctx context.Context) {
	for {
		select {
		case <-c.changes.wake:
		case <-ctx.Done():
			return
		}
		for range settingsLooks {
			select {
			case <-time.After(settingsSettle):
			case <-ctx.Done():
				return
			}
			for _, bot := range c.changes.bots() {
				if err := c.putSettings(ctx, bot); err != nil {
					c.log.Info("shared settings not looked after", "error", err)
				}
			}
		}
		if len(c.changes.wake) == 0 {
			c.changes.forget()
		}
	}
}

// putSettings reads what the team shares and writes it with this supervisor's changes, where one is missing.
func (c *Client) putSettings(ctx context.Context, bot desk.BotID) error {
	settings, err := c.sharedSettings(ctx, bot)
	if err != nil {
		return err
	}
	settings, lost := c.changes.merged(bot, settings)
	if !lost {
		return nil
	}
	request := c.request(lime.MethodSet, doc.ServerNode, doc.BucketURI(doc.BucketSettings))
	if request, err = request.WithResource(lime.MediaTypeJSON, settings); err != nil {
		return err
	}
	if _, err := ask[nothing](ctx, c, c.actingFor(bot, request)); err != nil {
		return fmt.Errorf("keep shared settings: %w", err)
	}
	c.keepSettings(settings)
	return nil
}

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
	at := c.now()
	if known := settings.Templates[doc.TemplateSettingsKey(template.Language, template.Name)].At.Time; !at.After(known) {
		at = known.Add(time.Millisecond) // another machine's clock is ahead
	}
	c.changes.note(template, doc.TemplateSettings{Withheld: doc.Truth(!offered), At: doc.At(at)})
	if err := c.putSettings(ctx, template.Bot); err != nil {
		c.changes.drop(template) // told as not done: then nothing does it later
		return Diagnose(err)
	}
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
