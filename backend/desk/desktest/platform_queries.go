package desktest

import (
	"context"
	"slices"
	"strings"
	"time"

	"activa/backend/desk"
)

var (
	_ desk.Platform        = (*Platform)(nil)
	_ desk.PresenceKeeper  = (*Platform)(nil)
	_ desk.SentLister      = (*Platform)(nil)
	_ desk.FavouriteKeeper = (*Platform)(nil)
	_ desk.TicketKeeper    = (*Platform)(nil)
)

// TryNow does nothing: the test decides when the line is up.
func (p *Platform) TryNow() {}

// Abilities are all that this platform has.
func (p *Platform) Abilities() desk.Abilities {
	p.mu.Lock()
	defer p.mu.Unlock()
	return desk.Abilities{
		Presence: true, SentList: true, Favourites: true, Live: true,
		Tickets: true, DropsRepeats: p.dropRepeats,
	}
}

// Account is Ana, an agent.
func (p *Platform) Account(context.Context) (desk.Account, error) {
	return desk.Account{Identity: "ana@activa.local", Name: "Ana Souza", Role: "agent"}, p.online()
}

// Bots lists the bots.
func (p *Platform) Bots(context.Context) ([]desk.Bot, error) { return p.bots, p.online() }

// Templates lists a bot's templates.
func (p *Platform) Templates(_ context.Context, bot desk.BotID) (desk.TemplateList, error) {
	if err := p.online(); err != nil {
		return desk.TemplateList{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.listed++
	return desk.TemplateList{Templates: p.templates[bot], ReadAt: time.Now()}, nil
}

// SearchContacts searches by a part of the name or the phone.
func (p *Platform) SearchContacts(_ context.Context, _ desk.BotID, text string, limit int) ([]desk.Contact, error) {
	if err := p.online(); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	found := slices.DeleteFunc(slices.Clone(p.contacts), func(c desk.Contact) bool {
		return !strings.Contains(strings.ToLower(c.Name), strings.ToLower(text)) && !strings.Contains(c.Phone, text)
	})
	return found[:min(limit, len(found))], nil
}

// Recipient tells what is known of a customer.
func (p *Platform) Recipient(_ context.Context, _ desk.BotID, who desk.RecipientQuery) (desk.RecipientFacts, error) {
	if err := p.online(); err != nil {
		return desk.RecipientFacts{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var facts desk.RecipientFacts
	for _, contact := range p.contacts {
		if contact.ID == who.Contact && who.Contact != "" || contact.Phone == who.Phone && who.Phone != "" {
			facts.Contact = &contact
			if ticket, open := p.tickets[contact.Phone]; open {
				facts.Ticket = &ticket
			}
		}
	}
	return facts, nil
}

// SetPresence holds the presence.
func (p *Platform) SetPresence(_ context.Context, presence desk.Presence) error {
	if err := p.online(); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.presence = presence
	return nil
}

// Presence tells the presence.
func (p *Platform) Presence(context.Context) (desk.Presence, error) {
	p.mu.Lock()
	presence := p.presence
	p.mu.Unlock()
	return presence, p.online()
}

// PresenceElsewhere is a presence that another device set.
func (p *Platform) PresenceElsewhere(presence desk.Presence) {
	p.mu.Lock()
	p.presence = presence
	p.mu.Unlock()
	p.tell(desk.PresenceNews{Presence: presence})
}

// Favourites lists the starred templates.
func (p *Platform) Favourites(context.Context) ([]string, error) {
	p.mu.Lock()
	favourites := slices.Clone(p.favourites)
	p.mu.Unlock()
	return favourites, p.online()
}

// SetFavourites keeps them.
func (p *Platform) SetFavourites(_ context.Context, templates []string) error {
	if err := p.online(); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.favourites = slices.Clone(templates)
	return nil
}
