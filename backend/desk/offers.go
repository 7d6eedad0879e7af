package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"activa/backend/fault"
)

// TemplateOfferer is a platform where a team settles by itself which templates its agents are offered.
// Found by a type assertion; an account may ask while it has Abilities.Offers.
type TemplateOfferer interface {
	// TemplateOffered tells whether a template is offered to agents, as it stands now.
	TemplateOffered(ctx context.Context, template TemplateKey) (bool, error)
	// WithheldTemplates are the templates of a bot that agents are not offered, as it stands now.
	WithheldTemplates(ctx context.Context, bot BotID) ([]TemplateKey, error)
	// DateOffer gives what is settled about a template its instant: now, or later than what holds already.
	DateOffer(ctx context.Context, template TemplateKey, offered bool) (TemplateOffer, error)
	// PutOffer has an offer hold unless a later one of the template does. written tells that it was not there.
	PutOffer(ctx context.Context, offer TemplateOffer) (written bool, err error)
}

// TemplateOffer is what a supervisor settled about a template.
type TemplateOffer struct {
	Template TemplateKey
	Offered  bool
	At       time.Time // of two about one template the later holds; whole milliseconds
}

// TemplateOffered tells whether a template is offered to agents. Faults: NotConnected, NotSupported, and
// those of the platform.
func (d *Desk) TemplateOffered(ctx context.Context, template TemplateKey) (bool, error) {
	offerer, err := d.offerer()
	if err != nil {
		return false, err
	}
	return offerer.TemplateOffered(ctx, template)
}

// WithheldTemplates are the templates of all bots that agents are not offered. Faults as of TemplateOffered.
func (d *Desk) WithheldTemplates(ctx context.Context) ([]TemplateKey, error) {
	offerer, err := d.offerer()
	if err != nil {
		return nil, err
	}
	d.mu.RLock()
	bots := slices.Clone(d.memory.bots)
	d.mu.RUnlock()
	var all []TemplateKey
	for _, bot := range bots {
		withheld, err := offerer.WithheldTemplates(ctx, bot.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, withheld...)
	}
	return all, nil
}

// OfferTemplate offers a template to agents or takes it back; every agent's list obeys when it is read
// next. It is stored before it is written and looked after until it is proven (offers_step.go). Faults as of
// TemplateOffered; after one it is not done later, unless the desk ended in between.
func (d *Desk) OfferTemplate(ctx context.Context, template TemplateKey, offered bool) error {
	offerer, err := d.offerer()
	if err != nil {
		return err
	}
	offer, err := offerer.DateOffer(ctx, template, offered)
	if err != nil {
		return err
	}
	if _, err := d.do(ctx, KeepOfferInput{Offer: offer}); err != nil {
		return err
	}
	if _, err := offerer.PutOffer(ctx, offer); err != nil {
		_, forgotten := d.do(ctx, ForgetOfferInput{Offer: offer})
		return errors.Join(err, forgotten)
	}
	_, err = d.do(ctx, KeepOfferInput{Offer: offer}) // the looks count from here
	return err
}

func (d *Desk) offerer() (TemplateOfferer, error) {
	offerer, can := d.platform.(TemplateOfferer)
	switch {
	case !can || !d.abilities().Offers:
		return nil, fault.New(NotSupported, nil, fault.Parameters{"what": "offered templates"})
	case !d.online():
		return nil, fault.New(NotConnected, nil, nil)
	}
	return offerer, nil
}
