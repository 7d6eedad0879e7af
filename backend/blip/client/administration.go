package client

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

// Administration is a connection of the short commands to a hub: it looks after accounts, bots, templates
// and contacts. What an account may not do, the hub refuses. It is made by Administer and ended by Close.
type Administration struct {
	*Client
	end   context.CancelFunc
	ended chan struct{}
}

// contactsPage is how many contacts are asked for at once.
const contactsPage = 500

// Administer connects to a hub and signs in. A command does not wait for a line to come back: the first
// attempt that fails is the answer, as the fault desk.NotConnected or desk.CredentialsRefused.
func Administer(ctx context.Context, options Options) (*Administration, error) {
	running, end := context.WithCancel(context.WithoutCancel(ctx))
	options.Looks = true
	session := &Administration{Client: New(options), end: end, ended: make(chan struct{})}
	arrived := make(chan error, 1)
	go func() {
		defer close(session.ended)
		err := session.Run(running, func(news desk.News) {
			line, isLine := news.(desk.ConnectionNews)
			if !isLine || line.Phase == desk.Connecting {
				return
			}
			select {
			case arrived <- arrival(line):
			default:
			}
		})
		if err != nil {
			session.log.Debug("the connection of a command ended", "error", err)
		}
	}()
	var err error
	select {
	case err = <-arrived:
	case <-ctx.Done():
		err = fault.New(desk.NotConnected, context.Cause(ctx), nil)
	}
	if err != nil {
		session.Close()
		return nil, err
	}
	return session, nil
}

func arrival(line desk.ConnectionNews) error {
	switch line.Phase {
	case desk.Connected:
		return nil
	case desk.Refused:
		return fault.New(desk.CredentialsRefused, line.Cause, nil)
	}
	return fault.New(desk.NotConnected, line.Cause, nil)
}

// Close takes leave of the hub and waits until the line is closed.
func (a *Administration) Close() {
	a.end()
	<-a.ended
}

// Accounts lists the accounts of the hub, without secrets.
func (a *Administration) Accounts(ctx context.Context) ([]doc.HubAccount, error) {
	list, err := ask[doc.Collection](ctx, a.Client, a.request(lime.MethodGet, doc.ActivaNode, doc.PathAccounts))
	if err != nil {
		return nil, fmt.Errorf("read accounts: %w", err)
	}
	accounts, dropped := doc.Items[doc.HubAccount](list)
	a.noteDropped("accounts", dropped)
	return accounts, nil
}

// PutAccount adds an account, or changes the one of that identity. The secret is base64 of the raw one
// (lime.EncodeSecret).
func (a *Administration) PutAccount(ctx context.Context, account doc.HubAccount) error {
	_, err := set[nothing](ctx, a, doc.PathAccounts, doc.MediaTypeHubAccount, account)
	if err != nil {
		return fmt.Errorf("put account %s: %w", account.Identity, err)
	}
	return nil
}

// Token makes a token of the scheme external for an account.
func (a *Administration) Token(ctx context.Context, identity string, lasts time.Duration) (doc.Token, error) {
	asked := doc.TokenRequest{Seconds: doc.Number(lasts / time.Second)}
	token, err := set[doc.Token](ctx, a, doc.TokenURI(identity), doc.MediaTypeToken, asked)
	if err != nil {
		return doc.Token{}, fmt.Errorf("make token of %s: %w", identity, err)
	}
	return token, nil
}

// PutBot adds a bot, or changes the one of that identity. The answer holds the key of a new one, which
// the hub does not tell a second time.
func (a *Administration) PutBot(ctx context.Context, bot doc.Bot) (doc.Bot, error) {
	made, err := set[doc.Bot](ctx, a, doc.PathBots, doc.MediaTypeBot, bot)
	if err != nil {
		return doc.Bot{}, fmt.Errorf("put bot %s: %w", bot.Identity, err)
	}
	return made, nil
}

// ImportTemplates gives a bot templates in the form of Meta's Graph API, in pages that the hub takes.
// Indexes in the result count over all of them.
func (a *Administration) ImportTemplates(ctx context.Context, bot desk.BotID, templates []json.RawMessage) (doc.TemplatesImport, error) {
	var whole doc.TemplatesImport
	for first, page := range pages(templates, len(templates), doc.TemplatesImportMax) {
		request, err := a.request(lime.MethodSet, doc.ActivaNode, doc.PathTemplates).
			WithResource(doc.MediaTypeTemplates, doc.Templates{Data: page})
		if err != nil {
			return whole, err
		}
		part, err := ask[doc.TemplatesImport](ctx, a.Client, a.actingFor(bot, request))
		if err != nil {
			return whole, fmt.Errorf("import templates from %d on: %w", first, err)
		}
		whole.Imported += part.Imported
		for _, skipped := range part.Skipped {
			skipped.Index += doc.Number(first)
			whole.Skipped = append(whole.Skipped, skipped)
		}
	}
	return whole, nil
}

// ImportContacts saves contacts, in batches that the hub takes. Indexes in the result count over all.
func (a *Administration) ImportContacts(ctx context.Context, contacts []doc.Contact) (doc.ContactsImport, error) {
	var whole doc.ContactsImport
	list, err := doc.NewCollection(doc.MediaTypeContact, contacts)
	if err != nil {
		return whole, err
	}
	for first, batch := range pages(list.Items, doc.ContactsImportMax, doc.TemplatesImportMax) {
		resource := doc.Collection{ItemType: doc.MediaTypeContact, Items: batch}
		part, err := set[doc.ContactsImport](ctx, a, doc.PathActivaContacts, lime.MediaTypeCollection, resource)
		if err != nil {
			return whole, fmt.Errorf("import contacts from %d on: %w", first, err)
		}
		whole.Saved += part.Saved
		for _, refused := range part.Refused {
			refused.Index += doc.Number(first)
			whole.Refused = append(whole.Refused, refused)
		}
	}
	return whole, nil
}

// Contacts lists every contact that a bot has, in the order of the platform.
func (a *Administration) Contacts(ctx context.Context, bot desk.BotID) ([]desk.Contact, error) {
	var all []desk.Contact
	for skip := 0; ; {
		request := a.request(lime.MethodGet, doc.ContactsNode, doc.ContactsURI("", skip, contactsPage))
		page, err := a.contacts(ctx, bot, request, contactsPage)
		if err != nil {
			return nil, err
		}
		known := len(all)
		all = appendNew(all, page)
		skip += len(page)
		if len(page) < contactsPage || len(all) == known {
			return all, nil
		}
	}
}

// Sent lists the sent messages that the hub still shows, of the account or, for those who may see them,
// of every agent; in the order of their last change.
func (a *Administration) Sent(ctx context.Context, everyAgent bool) ([]desk.SentRecord, error) {
	var all []desk.SentRecord
	for cursor, more := "", true; more; {
		page, next, follows, err := a.sentPage(ctx, cursor, everyAgent)
		if err != nil {
			return nil, err
		}
		all, cursor, more = append(all, page...), next, follows
	}
	return all, nil
}

// SetPace sets how fast the simulated customers of a hub live; 1 is real time.
func (a *Administration) SetPace(ctx context.Context, factor float64) error {
	request, err := a.request(lime.MethodSet, doc.SimulatorNode, doc.PathPace).
		WithResource(doc.MediaTypePace, doc.Pace{Factor: factor})
	if err != nil {
		return err
	}
	if _, err := ask[nothing](ctx, a.Client, request); err != nil {
		return fmt.Errorf("set pace: %w", err)
	}
	return nil
}

func set[T any](ctx context.Context, a *Administration, uri, mediaType string, document any) (T, error) {
	request, err := a.request(lime.MethodSet, doc.ActivaNode, uri).WithResource(mediaType, document)
	if err != nil {
		var none T
		return none, err
	}
	return ask[T](ctx, a.Client, request)
}

// pages cuts a list into runs of at most so many items and bytes, each with the index of its first item.
// An item that is too large by itself is a run of its own: the hub says what is wrong with it.
func pages(items []json.RawMessage, itemsMax, bytesMax int) func(yield func(int, []json.RawMessage) bool) {
	const separators = 64 // bytes for what stands around the items
	return func(yield func(int, []json.RawMessage) bool) {
		for first := 0; first < len(items); {
			end, size := first, separators
			for end < len(items) && end-first < itemsMax && (end == first || size+len(items[end])+1 <= bytesMax) {
				size += len(items[end]) + 1
				end++
			}
			if !yield(first, items[first:end]) {
				return
			}
			first = end
		}
	}
}
