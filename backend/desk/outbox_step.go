package desk

import (
	"fmt"
	"time"

	"activa/backend/fault"
	"activa/backend/message"
)

// sessionRetryWait is how long after a failed reading of session, templates or sent list it is tried
// again while the line is up.
const sessionRetryWait = 10 * time.Second

// moveOutbox looks at every row of the outbox: what may leave leaves, what is too late asks, what got no
// answer becomes Unconfirmed, what is Unconfirmed is looked up.
func (s *step) moveOutbox() error {
	for _, id := range s.outboxOrder() {
		row := *s.row(id)
		switch row.Outbox.Stage {
		case OutboxWaiting:
			if err := s.tryToLeave(row); err != nil {
				return err
			}
		case OutboxHanded:
			s.awaitAnswer(row)
		case OutboxUnconfirmed:
			s.lookUp(row)
		case OutboxAsking:
			// Only a person moves it.
		}
	}
	return nil
}

// tryToLeave hands a Waiting row over when nothing holds it. HandedAt is committed by this step, before
// the effect runs: a crash in between leaves a Handed row, which the next start looks up.
func (s *step) tryToLeave(row SentMessage) error {
	read, fresh := s.freshTemplate(row)
	hold, again, ask := row.Outbox.mayLeave(leaveFacts{
		now: s.moment(), connected: s.connected(), online: s.presence.online(),
		pairAt: s.pairAt[customerOf(row.Message)], template: fresh,
	})
	switch {
	case ask:
		s.change1(row, func(now *SentMessage) { now.Outbox.Stage = OutboxAsking })
		return nil
	case hold == HoldTemplate:
		s.readTemplates(BotID(row.Message.Bot))
		s.wakeAtHere(again.Here)
		return nil
	case hold != HoldNone:
		s.wake(again.At)
		s.wakeAtHere(again.Here)
		return nil
	}
	if !s.engine.limiter.AllowN(s.here, 1) {
		s.wakeAtHere(s.here.Add(time.Duration(float64(time.Second) / float64(s.engine.limiter.Limit()))))
		return nil
	}
	return s.handOver(row, read)
}

// freshTemplate is the template as the platform has it now, nil when the bot's list does not hold it any
// more, and whether that reading is fresh enough to judge by (rule T1). Shortly after a failed reading the
// last copy must do: the platform judges again.
func (s *step) freshTemplate(row SentMessage) (*message.Template, bool) {
	bot := BotID(row.Message.Bot)
	if failedAt, failed := s.unreadable[bot]; failed && s.here.Before(failedAt.Add(sessionRetryWait)) {
		return nil, true
	}
	shelf := s.shelves[bot]
	if shelf == nil || s.now.Sub(shelf.ReadAt) >= TemplateFreshFor {
		return nil, false
	}
	template, _, found := s.template(templateOf(row.Message))
	if !found {
		return nil, true
	}
	return &template, true
}

// handOver commits that the row was handed over and asks for it to be done, or fails the message when
// its template can no longer carry it.
func (s *step) handOver(row SentMessage, current *message.Template) error {
	template, err := s.sentTemplate(row, current)
	if err != nil {
		return err
	}
	if reason, refused := s.refusal(row, template, current); refused {
		s.apply(&row, message.Receipt{Kind: message.Failed, At: s.now, Reason: reason})
		return nil
	}
	s.change1(row, func(now *SentMessage) { *now.Outbox = now.Outbox.handedOver(s.moment()) })
	s.inFlight[row.ID()] = true
	s.pairAt[customerOf(row.Message)] = s.now.Add(AnswerWait)
	s.forgetPairs()
	s.do(HandOver{Message: row.Message, Template: template})
	s.wakeAtHere(s.here.Add(AnswerWait))
	return nil
}

// sentTemplate is the template that carries the message: the platform's own of now, else the copy that
// was stored with the message.
func (s *step) sentTemplate(row SentMessage, current *message.Template) (message.Template, error) {
	if current != nil {
		return *current, nil
	}
	if copied := s.templates[row.ID()]; copied != nil {
		return *copied, nil
	}
	template, err := s.engine.store.SentTemplate(s.ctx, row.ID())
	if err != nil && fault.CodeOf(err) != TemplateUnknown {
		return message.Template{}, fmt.Errorf("read template of message: %w", err)
	}
	return template, nil
}

// Meta's codes for a template that cannot be sent (WhatsApp templates, §8.2), used when the desk finds
// out first, so that one table of reasons explains both.
const (
	reasonTemplateMissing  = 132001
	reasonTemplateMismatch = 132012
	reasonTemplatePaused   = 132015
	reasonTemplateDisabled = 132016
)

// refusal judges a message once more at the moment of leaving: minutes may have passed since Send.
func (s *step) refusal(row SentMessage, template message.Template, current *message.Template) (message.Reason, bool) {
	shelf := s.shelves[BotID(row.Message.Bot)]
	_, unreadable := s.unreadable[BotID(row.Message.Bot)]
	if current == nil && shelf != nil && !unreadable {
		return message.Reason{Code: reasonTemplateMissing, Description: "the template is gone"}, true
	}
	if sendable, why := template.Sendable(); !sendable && template.Name != "" {
		code := reasonTemplateMismatch
		switch why {
		case "paused":
			code = reasonTemplatePaused
		case "disabled":
			code = reasonTemplateDisabled
		}
		return message.Reason{Code: code, Description: "the template cannot be sent: " + why}, true
	}
	findings := message.Check(message.Draft{
		Template: template, Values: row.Message.Values, Recipient: row.Message.Phone,
		PlatformMedia: s.platformMedia(), Now: s.now,
	})
	for _, finding := range findings {
		if finding.Level == message.LevelError {
			return message.Reason{Code: reasonTemplateMismatch, Description: finding.Rule + ": " + finding.Text}, true
		}
	}
	return message.Reason{}, false
}

// awaitAnswer makes a handed-over row Unconfirmed when no receipt came in time. While Platform.Send is
// still under way its own end is waited for.
func (s *step) awaitAnswer(row SentMessage) {
	switch {
	case s.inFlight[row.ID()]:
	case s.here.Before(row.Outbox.NextAt):
		s.wakeAtHere(row.Outbox.NextAt)
	default:
		s.makeUnconfirmed(row)
	}
}

// makeUnconfirmed notes that nobody knows whether the platform has the message, and looks it up.
func (s *step) makeUnconfirmed(row SentMessage) {
	now := row
	now.Progress = now.Progress.Apply(message.Receipt{Kind: message.Unconfirmed, At: s.now})
	waiting := row.Outbox.unconfirmed(s.here)
	now.Outbox = &waiting
	s.put(&row, now)
	s.lookUp(*s.row(row.ID()))
}

func (s *step) lookUp(row SentMessage) {
	switch {
	case !s.connected() || !s.sessionKnown || s.lookingUp[row.ID()] || s.inFlight[row.ID()]:
	case s.here.Before(row.Outbox.NextAt):
		s.wakeAtHere(row.Outbox.NextAt)
	default:
		s.lookingUp[row.ID()] = true
		s.do(AskLookUp{Bot: BotID(row.Message.Bot), ID: row.ID()})
	}
}

// handed takes in what came of handing over.
func (s *step) handed(in HandedAnswer) {
	delete(s.inFlight, in.ID)
	found := s.row(in.ID)
	if found == nil || found.Outbox == nil || found.Outbox.Stage != OutboxHanded {
		return // a receipt was faster
	}
	switch {
	case in.Err == nil:
	case fault.CodeOf(in.Err) == NotHandedOver:
		s.change1(*found, func(now *SentMessage) { *now.Outbox = now.Outbox.neverLeft(s.here) })
		delete(s.pairAt, customerOf(found.Message))
	default:
		s.makeUnconfirmed(*found)
	}
}

// lookedUp takes in what came of a look-up. Only a proven absence allows another try.
func (s *step) lookedUp(in LookUpAnswer) {
	delete(s.lookingUp, in.ID)
	found := s.row(in.ID)
	if found == nil || found.Outbox == nil || found.Outbox.Stage != OutboxUnconfirmed {
		return
	}
	row := *found
	if in.Err == nil && in.LookUp.Outcome == LookUpFound {
		s.merge(&row, in.LookUp.Progress)
		if row = *s.row(in.ID); row.Outbox == nil {
			return
		}
	}
	if in.Err == nil && in.LookUp.Outcome == LookUpAbsent {
		// That it was handed over proved to be wrong, so the message is again what it was before.
		delete(s.pairAt, customerOf(row.Message))
		s.change1(row, func(now *SentMessage) {
			*now.Outbox = now.Outbox.absent()
			now.Progress = message.NewProgress(now.Progress.QueuedAt)
		})
		return
	}
	s.change1(row, func(now *SentMessage) { *now.Outbox = now.Outbox.lookUpLater(s.here) })
}

// start judges what the last run left behind: a row that was handed over and got no answer may be with
// the platform or not.
func (s *step) start() {
	for _, id := range s.outboxOrder() {
		row := *s.row(id)
		switch latest := s.here.Add(UndoSecondsMax * time.Second); {
		case row.Outbox.Stage == OutboxHanded:
			s.makeUnconfirmed(row)
		case row.Outbox.LeavesAt.After(latest): // this machine's clock was set back since
			s.change1(row, func(now *SentMessage) { now.Outbox.LeavesAt = latest })
		}
	}
	s.startChats()
}

// close lets what waits in its undo window leave now.
func (s *step) close() {
	s.closing = true
	for _, id := range s.outboxOrder() {
		row := *s.row(id)
		if row.Outbox.Stage == OutboxWaiting && s.here.Before(row.Outbox.LeavesAt) {
			s.change1(row, func(now *SentMessage) { *now.Outbox = now.Outbox.leaveNow(s.here) })
		}
	}
}

// lineUp lets everything that waited for the line move at once.
func (s *step) lineUp() {
	for _, id := range s.outboxOrder() {
		row := *s.row(id)
		stage := row.Outbox.Stage
		if (stage == OutboxWaiting || stage == OutboxUnconfirmed) && !row.Outbox.NextAt.IsZero() {
			s.change1(row, func(now *SentMessage) { now.Outbox.NextAt, now.Outbox.Tries = time.Time{}, 0 })
		}
	}
}

// change1 alters a copy of one row that has an outbox row.
func (s *step) change1(row SentMessage, alter func(*SentMessage)) {
	now := row
	now.Outbox = clonedRow(row.Outbox)
	alter(&now)
	s.put(&row, now)
}

// forgetPairs drops waits that are over, so that the map does not grow with the customers.
func (s *step) forgetPairs() {
	for who, at := range s.pairAt {
		if s.now.After(at) {
			delete(s.pairAt, who)
		}
	}
}

func customerOf(active message.ActiveMessage) customer {
	who := active.Contact
	if active.Phone != "" {
		who = active.Phone
	}
	return customer{bot: BotID(active.Bot), who: who}
}

func templateOf(active message.ActiveMessage) TemplateKey {
	return TemplateKey{Bot: BotID(active.Bot), Name: active.TemplateName, Language: active.TemplateLanguage}
}
