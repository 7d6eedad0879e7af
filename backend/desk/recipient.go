package desk

import (
	"context"
	"math"
	"strings"
	"sync"
	"time"

	"activa/backend/fault"
	"activa/backend/message"
)

const (
	factsFresh   = 30 * time.Second // how long facts of a recipient count while values are typed
	factsAgain   = 2 * time.Second  // and while the recipient itself is looked at: a ticket may open meanwhile
	factsWait    = 2 * time.Second  // for the platform to tell them
	factsMax     = 200
	searchWait   = 3 * time.Second
	searchMax    = 50
	recentWindow = 24 * time.Hour // the same template to the same person is worth a word
)

// RecipientInput is what the recipient step holds: a contact, or typed text.
type RecipientInput struct {
	Template TemplateKey // its Bot is the bot that sends
	Contact  ContactID
	Text     string
	Region   string
}

// RecipientKind is what a recipient input turned out to be.
type RecipientKind string

// The kinds of a reviewed recipient.
const (
	RecipientEmpty   RecipientKind = "empty"
	RecipientContact RecipientKind = "contact" // an existing one was chosen
	RecipientNew     RecipientKind = "new"     // a number was typed
	RecipientInvalid RecipientKind = "invalid"
)

// RecipientReview is what must be known of a recipient before the values are filled in.
type RecipientReview struct {
	Kind        RecipientKind
	Contact     *Contact
	Phone       message.Phone
	Known       *Contact // whom a typed number belongs to
	Suggestions []string // E.164 forms that may be meant
	Guards      []Guard
	Findings    []message.Finding
	CanContinue bool
}

// GuardLevel says what a guard does.
type GuardLevel string

// The levels of a guard.
const (
	GuardGood GuardLevel = "good"
	GuardWarn GuardLevel = "warn"
	GuardStop GuardLevel = "stop"
)

// Guard is one line about a recipient, as a code.
type Guard struct {
	Code       string
	Level      GuardLevel
	Parameters map[string]string
	At         time.Time
}

// ReviewRecipient tells who a recipient is and what speaks against writing to them now.
func (d *Desk) ReviewRecipient(ctx context.Context, in RecipientInput) RecipientReview {
	review := RecipientReview{Kind: RecipientContact}
	query := RecipientQuery{Contact: in.Contact}
	if in.Contact == "" {
		if strings.TrimSpace(in.Text) == "" {
			return RecipientReview{Kind: RecipientEmpty}
		}
		review.Phone, review.Findings = message.ParsePhone(in.Text, in.Region)
		review.Kind = RecipientNew
		for _, finding := range review.Findings {
			if finding.Fix != nil {
				review.Suggestions = append(review.Suggestions, finding.Fix.Value)
			}
		}
		if review.Phone.E164 == "" || message.HasErrors(review.Findings) {
			review.Kind = RecipientInvalid
			return review
		}
		query = RecipientQuery{Phone: review.Phone.E164}
	}
	facts, err := d.recipientFacts(ctx, in.Template.Bot, query, factsAgain)
	if err != nil {
		review.Guards = append(review.Guards, Guard{Code: "not-checked", Level: GuardWarn,
			Parameters: map[string]string{"why": string(fault.CodeOf(err))}})
	}
	review.person(facts)
	d.mu.RLock()
	review.Guards = append(review.Guards, d.memory.guards(in, review, facts, err == nil, d.Now())...)
	d.mu.RUnlock()
	review.CanContinue = true
	for _, guard := range review.Guards {
		review.CanContinue = review.CanContinue && guard.Level != GuardStop
	}
	return review
}

// person puts in who the facts are about.
func (r *RecipientReview) person(facts RecipientFacts) {
	if facts.Contact == nil {
		return
	}
	if r.Kind == RecipientNew {
		r.Known = facts.Contact
		return
	}
	r.Contact = facts.Contact
	if facts.Contact.Phone != "" {
		r.Phone, _ = message.ParsePhone(facts.Contact.Phone, "")
	}
}

// guards is the pure rule of the lines under a recipient.
func (m *memory) guards(in RecipientInput, review RecipientReview, facts RecipientFacts, checked bool, now time.Time) []Guard {
	var guards []Guard
	bot, _ := m.bot(in.Template.Bot)
	if bot.Number != "" && review.Phone.E164 == bot.Number {
		guards = append(guards, Guard{Code: "own-number", Level: GuardStop})
	}
	switch ticket := facts.Ticket; {
	case ticket != nil:
		state := "open"
		if ticket.Waiting {
			state = "waiting"
		}
		mine := "no"
		if ticket.Mine {
			mine = "yes"
		}
		guards = append(guards, Guard{Code: "open-ticket", Level: GuardStop, At: ticket.Since, Parameters: map[string]string{
			"agent": ticket.AgentName, "state": state, "mine": mine}})
	case checked:
		guards = append(guards, Guard{Code: "no-open-ticket", Level: GuardGood})
	}
	if facts.Contact != nil && facts.Contact.OptedOut {
		level := GuardWarn
		if template, _, found := m.template(in.Template); found && template.Category == message.CategoryMarketing {
			level = GuardStop
		}
		guards = append(guards, Guard{Code: "opted-out", Level: level})
	}
	guards = append(guards, recentGuards(in, facts, now)...)
	if checked && facts.Ticket == nil && bot.DirectTransfer {
		guards = append(guards, Guard{Code: "reply-to-you", Level: GuardGood})
	}
	return guards
}

// recentGuards tells of what the customer got lately: the same template, or a message of a colleague.
func recentGuards(in RecipientInput, facts RecipientFacts, now time.Time) []Guard {
	var guards []Guard
	same, other := false, false
	for _, recent := range facts.Recent {
		age := now.Sub(recent.At)
		parameters := map[string]string{"agent": recent.AgentName, "template": recent.TemplateName}
		switch {
		case !same && recent.TemplateName == in.Template.Name && in.Template.Name != "" && age < recentWindow:
			same = true
			guards = append(guards, Guard{Code: "same-template-recently", Level: GuardWarn, Parameters: parameters, At: recent.At})
		case !other && !recent.Mine && age < message.OtherAgentWindowDefault:
			other = true
			guards = append(guards, Guard{Code: "other-agent-recently", Level: GuardWarn, Parameters: parameters, At: recent.At})
		}
	}
	return guards
}

// recipientFacts asks the platform about a recipient unless its facts are younger than that. The contact
// that it finds is kept for work without a line. Without a line the last facts must do; fault: NotConnected.
func (d *Desk) recipientFacts(ctx context.Context, bot BotID, query RecipientQuery, than time.Duration) (RecipientFacts, error) {
	known, age := d.facts.known(bot, query, d.Now())
	if age < than || bot == "" || query == (RecipientQuery{}) {
		return known, nil
	}
	if !d.online() {
		return known, fault.New(NotConnected, nil, nil)
	}
	ctx, cancel := context.WithTimeout(ctx, factsWait)
	defer cancel()
	facts, err := d.platform.Recipient(ctx, bot, query)
	if err != nil {
		return known, err
	}
	d.facts.keep(bot, query, facts, d.Now())
	if facts.Contact != nil {
		d.met(ContactUse{Bot: bot, Contact: *facts.Contact, At: d.Now()})
	}
	return facts, nil
}

// met tells the loop about a contact; when the loop is busy it is not worth waiting for.
func (d *Desk) met(use ContactUse) {
	select {
	case d.inputs <- request{input: MetInput{Use: use}}:
	default:
	}
}

// online says whether the line to the platform is up.
func (d *Desk) online() bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.memory.connected()
}

// SearchContacts finds contacts by name, phone or e-mail; without a line among those that this desk met,
// and then offline is true.
func (d *Desk) SearchContacts(ctx context.Context, bot BotID, text string, limit int) (found []Contact, offline bool, err error) {
	limit = min(max(limit, 1), searchMax)
	if d.online() {
		asking, cancel := context.WithTimeout(ctx, searchWait)
		defer cancel()
		if found, err = d.platform.SearchContacts(asking, bot, text, limit); err == nil {
			return found, false, nil
		}
		d.log.Warn("contacts were searched in the local copy", "error", err)
	}
	found, err = d.store.KnownContacts(ctx, bot, text, limit)
	return found, true, err
}

// factsCache keeps facts of recipients for a moment.
type factsCache struct {
	mu   sync.Mutex
	kept map[factsKey]recipientFacts
}

type factsKey struct {
	bot   BotID
	query RecipientQuery
}

type recipientFacts struct {
	facts RecipientFacts
	at    time.Time
}

// known gives the last facts and their age; of what was never asked, an age without end.
func (c *factsCache) known(bot BotID, query RecipientQuery, now time.Time) (RecipientFacts, time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept, found := c.kept[factsKey{bot, query}]
	if !found {
		return RecipientFacts{}, math.MaxInt64
	}
	return kept.facts, now.Sub(kept.at)
}

func (c *factsCache) keep(bot BotID, query RecipientQuery, facts RecipientFacts, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept == nil || len(c.kept) >= factsMax {
		c.kept = map[factsKey]recipientFacts{}
	}
	c.kept[factsKey{bot, query}] = recipientFacts{facts: facts, at: now}
}
