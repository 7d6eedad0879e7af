package desk

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"activa/backend/fault"
	"activa/backend/message"
)

// DraftReview is the judgement of a draft.
type DraftReview struct {
	Template message.Template // the one that was judged; its Name is empty when there is none
	Places   []ReviewedPlace
	Findings []message.Finding
	Media    map[message.Place]MediaState
	Blocked  []*fault.Fault // why it cannot be sent, beyond the findings
	CanSend  bool
}

// ReviewedPlace is one field of the variables step.
type ReviewedPlace struct {
	message.PlaceDetail
	Used    int      // UTF-16 units of the value
	Left    int      // UTF-16 units that this value may have beside the others; 0: no limit
	Sources []Source // values on offer
}

// Source is an offered value and where it comes from: contact.name, contact.firstName, contact.phone,
// contact.email, contact.field.NAME, agent.name, agent.firstName, date, last. A field that the contact
// lacks is offered with an empty value, so that a window can say so and lead to another way.
type Source struct {
	From  string
	Value string
}

// MediaState is what is known of the address at a media place.
type MediaState struct {
	Address string
	Checked bool // Facts are known; CheckMedia finds them out
	Facts   message.MediaFacts
}

// ReviewDraft judges a draft as it is. It never fails: what is not known yet is not judged.
func (d *Desk) ReviewDraft(ctx context.Context, draft Draft) DraftReview {
	facts, _ := d.recipientFacts(ctx, draft.Template.Bot, queryOf(draft), factsFresh)
	last := d.lastValues(ctx, draft.Template)
	in := d.sendInput(draft)
	d.mu.RLock()
	defer d.mu.RUnlock()
	m := &d.memory
	review := DraftReview{Blocked: m.blocked(draft, in), Media: d.mediaStates(draft, m)}
	template, _, found := m.template(draft.Template)
	if !found {
		return review
	}
	review.Template = template
	bot, _ := m.bot(draft.Template.Bot)
	review.Findings = message.Check(message.Draft{
		Template: template, Values: draft.Values, Recipient: recipientOf(draft), OwnNumber: bot.Number,
		Contact: in.Contact, History: in.History, Media: in.Media, PlatformMedia: m.platformMedia(), Now: d.Now(),
	})
	offered := sources(facts.Contact, recipientOf(draft), m.account, template.Language, d.Now())
	for _, detail := range template.Places() {
		review.Places = append(review.Places, reviewed(detail, template, draft.Values, offered, last))
	}
	review.CanSend = len(review.Blocked) == 0 && !message.HasErrors(review.Findings)
	return review
}

// blocked lists the reasons besides the findings, the same that refuse a send.
func (m *memory) blocked(draft Draft, in SendInput) []*fault.Fault {
	var why []*fault.Fault
	if m.presence.shown().Status != Online {
		why = append(why, fault.New(AgentNotOnline, nil, fault.Parameters{"presence": string(m.presence.shown().Status)}))
	}
	if _, _, found := m.template(draft.Template); !found {
		why = append(why, fault.New(TemplateUnknown, nil, nil))
	}
	if draft.Contact == "" && draft.Phone == "" {
		why = append(why, fault.New(RecipientMissing, nil, nil))
	}
	if in.Ticket != nil {
		why = append(why, fault.New(RecipientInAttendance, nil, fault.Parameters{"agent": in.Ticket.AgentName}))
	}
	return why
}

// reviewed is one place with its counter and what is on offer for it.
func reviewed(detail message.PlaceDetail, template message.Template, values message.Values, offered []Source, last message.Values) ReviewedPlace {
	place := ReviewedPlace{PlaceDetail: detail, Used: units(values[detail.Place])}
	if detail.LengthMax > 0 {
		place.Left = max(detail.LengthMax-othersOf(detail, template, values), 1)
	}
	if text := last[detail.Place]; text != "" {
		place.Sources = append(place.Sources, Source{From: "last", Value: text})
	}
	if detail.Kind == message.KindText || detail.Kind == message.KindURLSuffix {
		place.Sources = append(place.Sources, offered...)
	}
	return place
}

// othersOf is how much room the other values of the same text take.
func othersOf(detail message.PlaceDetail, template message.Template, values message.Values) int {
	if detail.Component == message.ComponentButton || detail.Kind != message.KindText {
		return 0
	}
	taken := 0
	for _, other := range template.Places() {
		if other.Component == detail.Component && other.Card == detail.Card &&
			other.Kind == message.KindText && other.Place != detail.Place {
			taken += units(values[other.Place])
		}
	}
	return taken
}

// units counts as WhatsApp's limits are counted here: UTF-16 code units (WhatsApp templates, §2.3).
func units(text string) int {
	count := 0
	for _, r := range text {
		count += max(utf16.RuneLen(r), 1)
	}
	return count
}

// sources are the values on offer for any text: of the contact, of the agent, and today. Somebody new has
// nothing but the number.
func sources(contact *Contact, phone string, account Account, language string, now time.Time) []Source {
	var offered []Source
	offer := func(from, value string) {
		offered = append(offered, Source{From: from, Value: strings.TrimSpace(value)})
	}
	person := Contact{Phone: phone}
	if contact != nil {
		person = *contact
	}
	offer("contact.name", person.Name)
	offer("contact.firstName", firstWord(person.Name))
	offer("contact.phone", person.Phone)
	offer("contact.email", person.Email)
	for _, name := range slices.Sorted(maps.Keys(person.Fields)) {
		offer("contact.field."+name, person.Fields[name])
	}
	offer("agent.name", account.Name)
	offer("agent.firstName", firstWord(account.Name))
	offer("date", now.Local().Format(dateForm(language)))
	return offered
}

func firstWord(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}

// dateForm is how a date is written in a template's language.
func dateForm(language string) string {
	switch {
	case language == "en" || language == "en_US":
		return "01/02/2006"
	case strings.HasPrefix(language, "es"), strings.HasPrefix(language, "pt"), strings.HasPrefix(language, "en"):
		return "02/01/2006"
	}
	return time.DateOnly
}

// mediaStates is what is known of the addresses of a draft.
func (d *Desk) mediaStates(draft Draft, m *memory) map[message.Place]MediaState {
	states := map[message.Place]MediaState{}
	template, _, _ := m.template(draft.Template)
	for _, detail := range template.Places() {
		address := strings.TrimSpace(draft.Values[detail.Place])
		if !detail.Kind.Media() || address == "" || strings.HasPrefix(address, "id:") {
			continue
		}
		facts, known := d.media.known(address, d.Now())
		states[detail.Place] = MediaState{Address: address, Checked: known, Facts: facts}
	}
	return states
}

// sendInput is a draft with the facts that are known of it at this moment; nothing is asked for.
func (d *Desk) sendInput(draft Draft) SendInput {
	in := SendInput{Draft: draft}
	facts, age := d.facts.known(draft.Template.Bot, queryOf(draft), d.Now())
	d.mu.RLock()
	defer d.mu.RUnlock()
	m := &d.memory
	for place, state := range d.mediaStates(draft, m) {
		if state.Checked {
			if in.Media == nil {
				in.Media = map[message.Place]message.MediaFacts{}
			}
			in.Media[place] = state.Facts
		}
	}
	in.History = &message.HistoryFacts{SameSentBefore: m.sentBefore(draft)}
	if age >= factsFresh {
		return in
	}
	in.Ticket = facts.Ticket
	if facts.Contact != nil {
		in.Contact = &message.ContactFacts{OptedOut: facts.Contact.OptedOut}
	}
	for _, recent := range facts.Recent {
		if !recent.Mine && recent.At.After(in.History.OtherAgentAt) {
			in.History.OtherAgentAt, in.History.OtherAgent = recent.At, recent.AgentName
		}
	}
	return in
}

// sentBefore says whether the same template and values went to the same recipient lately, or may have.
func (m *memory) sentBefore(draft Draft) bool {
	phone := recipientOf(draft)
	for id, row := range m.sent {
		sent := row.Message
		same := sent.Contact != "" && sent.Contact == string(draft.Contact) || sent.Phone != "" && sent.Phone == phone
		if same && id != draft.ID && row.Progress.Delivery != message.Failed &&
			templateOf(sent) == draft.Template && maps.Equal(sent.Values, draft.Values) {
			return true
		}
	}
	return false
}

// lastValues are offered where they can be read; without them the review is only poorer.
func (d *Desk) lastValues(ctx context.Context, template TemplateKey) message.Values {
	values, err := d.store.LastValues(ctx, template)
	if err != nil {
		d.log.Warn("last values were not read", "error", err)
	}
	return values
}

func queryOf(draft Draft) RecipientQuery {
	if draft.Contact != "" {
		return RecipientQuery{Contact: draft.Contact}
	}
	return RecipientQuery{Phone: recipientOf(draft)}
}
