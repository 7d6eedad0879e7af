package desk

import (
	"fmt"
	"maps"
	"slices"

	"activa/backend/fault"
	"activa/backend/message"
)

// send takes a draft for the outbox: one commit holds the message, its outbox row, the template as it is
// now, the values for next time, and the end of the draft. An id that was sent before is the same
// message and is answered as such. A refused draft is kept.
func (s *step) send(in SendInput) (refusal, err error) {
	draft := in.Draft
	if err := draft.validate(); err != nil {
		return err, nil
	}
	known, err := s.known(draft.ID)
	if err != nil {
		return nil, err
	}
	if known != nil {
		s.outcome.Sent = known
		return nil, nil
	}
	refuse := func(code fault.Code, parameters fault.Parameters) (error, error) {
		s.keepDraft(draft)
		return fault.New(code, nil, parameters), nil
	}
	template, _, found := s.template(draft.Template)
	switch {
	case s.closing:
		return refuse(DeskClosed, nil)
	case s.presence.shown().Status != Online:
		return refuse(AgentNotOnline, fault.Parameters{"presence": string(s.presence.shown().Status)})
	case !found:
		return refuse(TemplateUnknown, nil)
	case draft.Contact == "" && draft.Phone == "":
		return refuse(RecipientMissing, nil)
	case in.Ticket != nil:
		return refuse(RecipientInAttendance, fault.Parameters{"agent": in.Ticket.AgentName})
	}
	active, findings := message.Compose(message.ActiveMessage{
		ID: string(draft.ID), Bot: string(draft.Template.Bot), Agent: s.account.Identity,
		Contact: string(draft.Contact), Phone: recipientOf(draft), Name: draft.Name, RetryOf: string(draft.RetryOf),
	}, s.judged(draft, template, in))
	if message.HasErrors(findings) {
		s.outcome.Found = findings
		return refuse(DraftHasErrors, nil)
	}
	s.enqueue(draft, active, template)
	return nil, nil
}

// judged is the draft in the form in which the validator takes it.
func (s *step) judged(draft Draft, template message.Template, in SendInput) message.Draft {
	bot, _ := s.bot(draft.Template.Bot)
	return message.Draft{
		Template: template, Values: draft.Values, Recipient: recipientOf(draft), OwnNumber: bot.Number,
		Contact: in.Contact, History: in.History, Media: in.Media, PlatformMedia: s.platformMedia(), Now: s.now,
	}
}

// recipientOf is the phone of a draft in E.164 where it can be understood, else as it was typed.
func recipientOf(draft Draft) string {
	if phone, _ := message.ParsePhone(draft.Phone, draft.Region); phone.E164 != "" {
		return phone.E164
	}
	return draft.Phone
}

// enqueue puts a message that may be sent into the outbox; it leaves when the undo window ends.
func (s *step) enqueue(draft Draft, active message.ActiveMessage, template message.Template) {
	s.templates[draft.ID] = &template
	s.put(nil, SentMessage{
		Message: active, Progress: message.NewProgress(s.now),
		Outbox: &OutboxRow{
			ID: draft.ID, Stage: OutboxWaiting, LeavesAt: s.here.Add(s.settings.Undo()),
		},
	})
	s.outcome.Sent = s.row(draft.ID)
	s.used(draft.Template, active.Values)
	s.dropDraft(draft.ID)
}

// cancel takes a message back. After it was handed over that is no longer possible.
func (s *step) cancel(in CancelInput) (refusal, err error) {
	id := in.ID
	row, err := s.known(id)
	switch {
	case err != nil:
		return nil, err
	case row == nil:
		return fault.New(MessageUnknown, nil, nil), nil
	case row.Progress.Delivery == message.Cancelled:
		return nil, nil
	case row.Outbox == nil || !row.Outbox.Cancellable():
		return fault.New(AlreadyHandedOver, nil, nil), nil
	}
	progress, fine := row.Progress.Cancel(s.now)
	if !fine {
		return fault.New(AlreadyHandedOver, nil, nil), nil
	}
	s.put(row, SentMessage{Message: row.Message, Progress: progress})
	s.outcome.Sent = s.row(id)
	if in.Draft != "" && in.Draft != id {
		s.keepDraft(draftOf(*row, in.Draft))
		kept := s.drafts[in.Draft]
		s.outcome.Draft = &kept
	}
	return nil, nil
}

// leaveNow ends the undo window of a Waiting row, or is a person's word for an Asking one.
func (s *step) leaveNow(id MessageID, stage OutboxStage, otherwise fault.Code) (refusal, err error) {
	row, err := s.known(id)
	switch {
	case err != nil:
		return nil, err
	case row == nil:
		return fault.New(MessageUnknown, nil, nil), nil
	case row.Outbox == nil || row.Outbox.Stage != stage:
		if stage == OutboxWaiting {
			return nil, nil // it left already: that is what was wanted
		}
		return fault.New(otherwise, nil, nil), nil
	case stage == OutboxWaiting && !s.here.Before(row.Outbox.LeavesAt):
		return nil, nil
	}
	s.change1(*row, func(now *SentMessage) { *now.Outbox = now.Outbox.leaveNow(s.here) })
	s.outcome.Sent = s.row(id)
	return nil, nil
}

// retry makes a draft with the values of an old message. It is a new message that names the old one.
func (s *step) retry(in RetryInput) (refusal, err error) {
	old, err := s.known(in.Old)
	switch {
	case err != nil:
		return nil, err
	case old == nil:
		return fault.New(MessageUnknown, nil, nil), nil
	case in.New == "" || in.New == in.Old:
		return fault.New(DraftInvalid, nil, fault.Parameters{"limit": "id"}), nil
	}
	draft := draftOf(*old, in.New)
	draft.RetryOf = in.Old
	s.keepDraft(draft)
	kept := s.drafts[in.New]
	s.outcome.Draft = &kept
	return nil, nil
}

// draftOf is a draft with everything that a message was made of.
func draftOf(sent SentMessage, id MessageID) Draft {
	return Draft{
		ID: id, Step: StepValues, Template: templateOf(sent.Message),
		Contact: ContactID(sent.Message.Contact), Phone: sent.Message.Phone, Name: sent.Message.Name,
		Values: sent.Message.Values, RetryOf: MessageID(sent.Message.RetryOf),
	}
}

// saveDraft keeps what the agent is filling in.
func (s *step) saveDraft(draft Draft) error {
	if err := draft.validate(); err != nil {
		return err
	}
	if row := s.row(draft.ID); row != nil && row.Progress.Delivery != message.Cancelled {
		return nil // a late save of a draft that was sent meanwhile
	}
	s.keepDraft(draft)
	kept := s.drafts[draft.ID]
	s.outcome.Draft = &kept
	return nil
}

// keepDraft stores a draft. There is one draft for each recipient, and the oldest one makes room.
func (s *step) keepDraft(draft Draft) {
	draft.UpdatedAt = s.now
	for _, other := range slices.SortedFunc(maps.Values(s.drafts), newestDraft) {
		if other.ID != draft.ID && sameRecipient(other, draft) {
			s.dropDraft(other.ID)
		}
	}
	s.drafts[draft.ID] = draft
	s.commit.Drafts = append(s.commit.Drafts, draft)
	s.change.Drafts = append(s.change.Drafts, draft)
	if len(s.drafts) > DraftsMax {
		oldest := slices.SortedFunc(maps.Values(s.drafts), newestDraft)
		s.dropDraft(oldest[len(oldest)-1].ID)
	}
}

func (s *step) dropDraft(id MessageID) {
	if _, kept := s.drafts[id]; !kept {
		return
	}
	delete(s.drafts, id)
	s.commit.DraftsGone = append(s.commit.DraftsGone, id)
	s.change.DraftsGone = append(s.change.DraftsGone, id)
}

// changeSettings replaces the settings.
func (s *step) changeSettings(settings Settings) error {
	if err := settings.Validate(); err != nil {
		return fmt.Errorf("change settings: %w", err)
	}
	if settings == s.settings {
		return nil
	}
	s.settings = settings
	s.commit.Settings = &settings
	s.change.Settings = &settings
	s.engine.limiter.SetLimitAt(s.here, perMinute(settings.SendsPerMinute))
	return nil
}
