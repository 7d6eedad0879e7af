package app

import (
	"slices"
	"time"

	"activa/backend/desk"
	"activa/backend/message"
)

// milliseconds is an instant as the window gets it; 0 for one that did not happen.
func milliseconds(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMilli()
}

// instant reads what milliseconds wrote.
func instant(at int64) time.Time {
	if at == 0 {
		return time.Time{}
	}
	return time.UnixMilli(at).UTC()
}

// changeView is one commit of the desk in the window's shape.
func (s *session) changeView(change desk.Change, now time.Time) Change {
	view := Change{
		Revision: change.Revision, Now: milliseconds(now), Resync: change.Resync,
		Sent: rowViews(change.Sent, s.glance(now)), Tickets: s.ticketRows(change.Tickets), Chat: s.chatViews(change.Chat), Drafts: draftViews(change.Drafts), Bots: botViews(change.Bots),
		Fault: optionalFault(change.Fault),
	}
	for _, id := range change.SentGone {
		view.SentGone = append(view.SentGone, string(id))
	}
	for _, id := range change.TicketsGone {
		view.TicketsGone = append(view.TicketsGone, string(id))
	}
	for _, id := range change.DraftsGone {
		view.DraftsGone = append(view.DraftsGone, string(id))
	}
	if change.Session != nil {
		session := s.sessionView(*change.Session)
		view.Session = &session
	}
	if change.Connection != nil {
		connection := connectionView(*change.Connection)
		view.Connection = &connection
	}
	if change.Presence != nil {
		presence := presenceView(*change.Presence)
		view.Presence = &presence
	}
	if change.Settings != nil {
		settings := settingsView(*change.Settings)
		view.Settings = &settings
	}
	if change.Templates != nil {
		templates := templatesView(*change.Templates)
		view.Templates = &templates
	}
	return view
}

// snapshotView is the whole desk in the window's shape.
func (s *session) snapshotView(snapshot desk.Snapshot, clock ClockView) Snapshot {
	now := instant(clock.Now)
	return Snapshot{
		Revision: snapshot.Revision, Now: clock.Now, Pace: clock.Pace, Ahead: clock.Ahead, Stage: stageDesk,
		Session:    s.sessionView(snapshot.Session),
		Connection: connectionView(snapshot.Connection),
		Presence:   presenceView(snapshot.Presence),
		Bots:       orEmpty(botViews(snapshot.Bots)),
		Sent:       orEmpty(rowViews(snapshot.Sent, s.glance(now))),
		Tickets:    orEmpty(s.ticketRows(snapshot.Tickets)),
		Drafts:     orEmpty(draftViews(snapshot.Drafts)),
		Settings:   settingsView(snapshot.Settings),
		Templates:  templatesView(snapshot.Templates),
	}
}

// orEmpty is the list, never nil: the window's shapes have lists, if empty.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func (s *session) sessionView(of desk.Session) SessionView {
	view := SessionView{
		Kind: s.connection.Kind, Address: s.connection.Address,
		Identity: of.Account.Identity, Name: of.Account.Name, Role: of.Account.Role, Abilities: []string{},
	}
	for name, has := range map[string]bool{
		"presence": of.Abilities.Presence, "sent": of.Abilities.SentList, "favourites": of.Abilities.Favourites,
		"live": of.Abilities.Live, "simulator": of.Abilities.Simulator, "supervision": of.Abilities.Supervision,
		"own-routing": of.Abilities.RoutesItself, "tickets": of.Abilities.Tickets, "contacts": of.Abilities.Contacts, "uploads": of.Abilities.Uploads,
		"offers": of.Abilities.Offers, "ticket-history": of.Abilities.TicketHistory,
	} {
		if has {
			view.Abilities = append(view.Abilities, name)
		}
	}
	slices.Sort(view.Abilities)
	return view
}

func connectionView(of desk.Connection) ConnectionView {
	return ConnectionView{
		Phase: string(of.Phase), Since: milliseconds(of.Since), NextTryAt: milliseconds(of.NextTryAt), Fault: optionalFault(of.Cause),
	}
}

func presenceView(of desk.PresenceState) PresenceView {
	return PresenceView{Status: string(of.Presence.Status), Reason: of.Presence.Reason, Since: milliseconds(of.Presence.Since), Local: of.Local}
}

func botViews(bots []desk.Bot) []BotView {
	var views []BotView
	for _, bot := range bots {
		views = append(views, BotView{ID: string(bot.ID), Name: bot.Name, Number: bot.Number, NumberShown: shownPhone(bot.Number), DirectTransfer: bot.DirectTransfer})
	}
	return views
}

func templatesView(of desk.TemplatesState) TemplatesView {
	return TemplatesView{Revision: of.Revision, Count: of.Count, ReadAt: milliseconds(of.ReadAt), Reading: of.Reading}
}

func rowViews(messages []desk.SentMessage, at glance) []SentRow {
	var rows []SentRow
	for _, sent := range messages {
		rows = append(rows, rowView(sent, at))
	}
	return rows
}

func rowView(sent desk.SentMessage, at glance) SentRow {
	active, progress := sent.Message, sent.Progress
	row := SentRow{
		ID: active.ID, ContactID: active.Contact, Name: active.Name, Phone: active.Phone, PhoneShown: shownPhone(active.Phone),
		Bot: active.Bot, TemplateID: desk.TemplateKey{Bot: desk.BotID(active.Bot), Name: active.TemplateName, Language: active.TemplateLanguage}.String(),
		TemplateName: active.TemplateName, TemplateLanguage: active.TemplateLanguage,
		Status: string(progress.Status(at.now)), Unconfirmed: progress.Delivery == message.Unconfirmed,
		CreatedAt: milliseconds(active.ComposedAt), SentAt: milliseconds(firstOf(progress.AcceptedAt, progress.DispatchedAt)),
		DeliveredAt: milliseconds(progress.ReceivedAt), ReadAt: milliseconds(progress.ConsumedAt),
		FailedAt: milliseconds(progress.FailedAt), RepliedAt: milliseconds(progress.RepliedAt),
		ExpiresAt: milliseconds(progress.ExpiresAt()), GoneAt: milliseconds(progress.LeavesAt()), RetryOf: active.RetryOf,
	}
	if outbox := sent.Outbox; outbox != nil {
		row.LeavesAt, row.HandedAt = milliseconds(at.shown(outbox.LeavesAt)), milliseconds(outbox.HandedAt)
		row.Asks = outbox.Stage == desk.OutboxAsking
	}
	if progress.Delivery == message.Failed {
		reason := reasonView(progress.Reason)
		row.Reason = &reason
	}
	return row
}

// firstOf is the earlier of two instants that happened.
func firstOf(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func reasonView(reason message.Reason) ReasonView {
	explained := message.ExplainReason(reason)
	return ReasonView{
		Code: reason.Code, Description: reason.Description,
		Key: explained.Key, Action: string(explained.Action), WaitHours: explained.WaitHours,
	}
}

// shownPhone is a phone as people read it; a text that is no phone stays as it is.
func shownPhone(phone string) string {
	if phone == "" {
		return ""
	}
	if parsed, _ := message.ParsePhone(phone, ""); parsed.International != "" {
		return parsed.International
	}
	return phone
}

func settingsView(of desk.Settings) SettingsView {
	return SettingsView{
		Language: of.Language, Theme: of.Theme, Density: of.Density, UndoSeconds: of.UndoSeconds,
		NotifyFailures: of.NotifyFailures, NotifyReplies: of.NotifyReplies,
		NotifyWaiting: of.NotifyWaiting, Sounds: of.Sounds, EnterSends: of.EnterSends, IdleRule: of.IdleRule,
		SingleKeys: of.SingleKeys, Region: of.Region,
	}
}

// settingsOf puts what the window may set over what stays.
func settingsOf(view SettingsView, stays desk.Settings) desk.Settings {
	stays.Language, stays.Theme, stays.Density, stays.UndoSeconds = view.Language, view.Theme, view.Density, view.UndoSeconds
	stays.NotifyFailures, stays.NotifyReplies, stays.IdleRule = view.NotifyFailures, view.NotifyReplies, view.IdleRule
	stays.NotifyWaiting, stays.Sounds, stays.EnterSends = view.NotifyWaiting, view.Sounds, view.EnterSends
	stays.SingleKeys, stays.Region = view.SingleKeys, view.Region
	return stays
}

func draftViews(drafts []desk.Draft) []DraftView {
	var views []DraftView
	for _, draft := range drafts {
		views = append(views, draftView(draft))
	}
	return views
}

func draftView(draft desk.Draft) DraftView {
	view := DraftView{
		ID: string(draft.ID), Step: string(draft.Step), TemplateID: draft.Template.String(), Bot: string(draft.Template.Bot),
		ContactID: string(draft.Contact), Phone: draft.Phone, Region: draft.Region, Name: draft.Name,
		Values: map[string]string{}, RetryOf: string(draft.RetryOf), UpdatedAt: milliseconds(draft.UpdatedAt),
	}
	for place, value := range draft.Values {
		view.Values[string(place)] = value
	}
	return view
}

// draftOf reads a draft of the window. The template's id names its bot; until a template is chosen the
// bot stands alone.
func draftOf(view DraftView) desk.Draft {
	key, chosen := desk.ParseTemplateKey(view.TemplateID)
	if !chosen {
		key = desk.TemplateKey{Bot: desk.BotID(view.Bot)}
	}
	draft := desk.Draft{
		ID: desk.MessageID(view.ID), Step: desk.DraftStep(view.Step), Template: key,
		Contact: desk.ContactID(view.ContactID), Phone: view.Phone, Region: view.Region, Name: view.Name,
		Values: message.Values{}, RetryOf: desk.MessageID(view.RetryOf),
	}
	for place, value := range view.Values {
		draft.Values[message.Place(place)] = value
	}
	return draft
}
