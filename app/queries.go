package app

import (
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
)

const (
	bodyShownMax    = 160 // characters of a template's body in the list
	historyLimitMax = 200
)

// Snapshot is everything a window draws. A window watches first, then takes it.
func (a *App) Snapshot() (Snapshot, error) {
	current, err := a.program.current()
	if fault.CodeOf(err) == signedOut {
		return a.program.welcomeSnapshot(), nil
	}
	if err != nil {
		return Snapshot{}, err
	}
	return current.snapshotView(current.desk.Snapshot(), a.program.clockView()), nil
}

// StartOptions is what the welcome screen offers.
func (a *App) StartOptions() (StartOptions, error) { return a.program.startOptions() }

// Templates lists every template of every bot for the wizard's first step.
func (a *App) Templates() ([]TemplateRow, error) {
	current, err := a.program.current()
	if err != nil {
		return nil, err
	}
	entries := current.desk.Catalog()
	rows := make([]TemplateRow, 0, len(entries))
	for _, entry := range entries {
		rows = append(rows, templateRow(entry))
	}
	return rows, nil
}

// Template is one template whole, drawn with its variables.
func (a *App) Template(id string) (TemplateDetail, error) {
	current, err := a.program.current()
	if err != nil {
		return TemplateDetail{}, err
	}
	key, fine := desk.ParseTemplateKey(id)
	if !fine {
		return TemplateDetail{}, fault.New(desk.TemplateUnknown, nil, nil)
	}
	entry, err := current.desk.Template(key)
	if err != nil {
		return TemplateDetail{}, err
	}
	detail := TemplateDetail{Row: templateRow(entry), Places: []PlaceView{}, Preview: previewView(message.Render(entry.Template, nil))}
	for _, place := range entry.Template.Places() {
		if !asked(place.Kind) {
			continue
		}
		detail.Places = append(detail.Places, placeView(desk.ReviewedPlace{PlaceDetail: place, Left: place.LengthMax}, entry.Template))
	}
	detail.Preview.Unknown = unknownKinds(entry.Template)
	return detail, nil
}

// TemplateOffered tells whether a template is offered to the team's agents, as the platform has it now. For
// who has the ability "offers".
func (a *App) TemplateOffered(templateID string) (bool, error) {
	current, err := a.program.current()
	if err != nil {
		return false, err
	}
	key, fine := desk.ParseTemplateKey(templateID)
	if !fine {
		return false, fault.New(desk.TemplateUnknown, nil, nil)
	}
	return current.desk.TemplateOffered(current.ctx, key)
}

// WithheldTemplates are the ids of the templates that the team's agents are not offered, as the platform has it
// now. For who has the ability "offers".
func (a *App) WithheldTemplates() ([]string, error) {
	current, err := a.program.current()
	if err != nil {
		return nil, err
	}
	keys, err := current.desk.WithheldTemplates(current.ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(keys))
	for _, key := range keys {
		ids = append(ids, key.String())
	}
	return ids, nil
}

// SearchContacts finds contacts by name, phone or e-mail, best first.
func (a *App) SearchContacts(query ContactQuery) (ContactPage, error) {
	current, err := a.program.current()
	if err != nil {
		return ContactPage{}, err
	}
	found, offline, err := current.desk.SearchContacts(current.ctx, desk.BotID(query.Bot), query.Text, query.Limit)
	if err != nil {
		return ContactPage{}, err
	}
	page := ContactPage{Contacts: make([]ContactView, 0, len(found)), Offline: offline}
	for _, contact := range found {
		page.Contacts = append(page.Contacts, contactView(contact))
	}
	return page, nil
}

// ReviewRecipient tells who a recipient is and what speaks against writing to them now.
func (a *App) ReviewRecipient(input RecipientInput) (RecipientReview, error) {
	current, err := a.program.current()
	if err != nil {
		return RecipientReview{}, err
	}
	key, chosen := desk.ParseTemplateKey(input.TemplateID)
	if !chosen {
		key = desk.TemplateKey{Bot: desk.BotID(input.Bot)}
	}
	return recipientView(current.desk.ReviewRecipient(current.ctx, desk.RecipientInput{
		Template: key, Contact: desk.ContactID(input.ContactID), Text: input.Text, Region: input.Region,
	})), nil
}

// PhoneAsTyped is a number that is being typed, in the groups of its country; the region is that of a number
// without its country code.
func (a *App) PhoneAsTyped(text, region string) (string, error) {
	return message.PhoneAsTyped(text, region), nil
}

// ReviewDraft judges a draft as it is and draws it.
func (a *App) ReviewDraft(draft DraftView) (DraftReview, error) {
	current, err := a.program.current()
	if err != nil {
		return DraftReview{}, err
	}
	judged := draftOf(draft)
	view := reviewView(current.desk.ReviewDraft(current.ctx, judged), judged.Values)
	for i := range view.Media {
		current.measured.fill(&view.Media[i])
	}
	return view, nil
}

// CheckMedia finds out what is at an address and judges it for its place; it may take seconds.
func (a *App) CheckMedia(question MediaQuestion) (MediaView, error) {
	current, err := a.program.current()
	if err != nil {
		return MediaView{}, err
	}
	facts := current.desk.CheckMedia(current.ctx, question.URL)
	key, _ := desk.ParseTemplateKey(question.TemplateID)
	review := current.desk.ReviewDraft(current.ctx, desk.Draft{
		ID: "media-check", Template: key, Values: message.Values{message.Place(question.Place): question.URL},
	})
	state := desk.MediaState{Address: question.URL, Checked: true, Facts: facts}
	view := mediaView(message.Place(question.Place), state, review.Findings)
	current.measure(current.ctx, view)
	current.measured.fill(&view)
	return view, nil
}

// Sent is one active message whole, also one that left the tab.
func (a *App) Sent(id string) (SentDetail, error) {
	current, err := a.program.current()
	if err != nil {
		return SentDetail{}, err
	}
	detail, err := current.desk.SentMessage(current.ctx, desk.MessageID(id))
	if err != nil {
		return SentDetail{}, err
	}
	return current.sentView(detail, a.program.now()), nil
}

// SentTicket is the id of the ticket in which a message was answered; empty when none is known.
func (a *App) SentTicket(id string) (string, error) {
	current, err := a.program.current()
	if err != nil {
		return "", err
	}
	found, err := current.desk.AnsweredIn(current.ctx, desk.MessageID(id))
	return string(found), err
}

// SearchSent searches everything that was ever sent from here, newest first.
func (a *App) SearchSent(query HistoryQuery) (HistoryPage, error) {
	current, err := a.program.current()
	if err != nil {
		return HistoryPage{}, err
	}
	page, err := current.desk.History(current.ctx, desk.HistoryQuery{
		Text: query.Text, Before: instant(query.Before), Limit: min(max(query.Limit, 1), historyLimitMax),
	})
	if err != nil {
		return HistoryPage{}, err
	}
	return HistoryPage{Rows: orEmpty(rowViews(page.Messages, current.glance(a.program.now()))), More: page.More}, nil
}

// welcomeSnapshot is what a window draws while nobody is signed in.
func (p *Program) welcomeSnapshot() Snapshot {
	clock := p.clockView()
	return Snapshot{
		Now: clock.Now, Pace: clock.Pace, Ahead: clock.Ahead, Stage: stageWelcome,
		Session: SessionView{Abilities: []string{}}, Presence: PresenceView{Status: string(desk.Offline)},
		Bots: []BotView{}, Sent: []SentRow{}, Tickets: []TicketRow{}, Drafts: []DraftView{}, Settings: p.welcomeSettings(),
	}
}

// startOptions offers the people of the embedded hub and the last choice.
func (p *Program) startOptions() (StartOptions, error) {
	people, err := p.embedded.People(p.ctx)
	if err != nil {
		return StartOptions{}, err
	}
	options := StartOptions{DemoAgents: []PersonView{}}
	for _, person := range people {
		options.DemoAgents = append(options.DemoAgents, PersonView{Identity: person.Identity, Name: person.Name, Role: string(person.Role)})
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	options.Last = p.preferences.Last
	return options, nil
}
