package app

import (
	"net/url"
	"strings"

	"activa/backend/desk"
	"activa/backend/fault"
)

// App is the door: every exported method can be called by the window's pages, and nothing else can.
// Commands change something and answer when it is stored; queries only look.
type App struct{ program *Program }

// Watch tells that this window listens to changes from now on; the answer carries the revision of now,
// so that the window takes its snapshot after it and misses nothing.
func (a *App) Watch() (Change, error) {
	if host := a.program.hosted(); host != nil {
		host.listening()
	}
	change := Change{Now: milliseconds(a.program.now())}
	if current, err := a.program.current(); err == nil {
		change.Revision = current.desk.Snapshot().Revision
	}
	return change, nil
}

// Start signs in: on the embedded hub as one of its people, or on a team hub with a secret.
func (a *App) Start(choice StartChoice) error { return a.program.start(choice) }

// Connections is every connection that is kept, and where their keys are. It may take some seconds when
// the system's key store is locked.
func (a *App) Connections() (ConnectionsView, error) { return a.program.connections(), nil }

// Connect keeps a connection to Blip with its keys, and signs in.
func (a *App) Connect(draft ConnectionDraft) error {
	to, keys, err := a.program.blipConnection(a.program.ctx, draft)
	if err != nil {
		return err
	}
	return a.program.connect(to, keys)
}

// CheckConnection begins to walk a connection as it stands on the screen, all steps or one alone; every
// result comes as a change. A check that is under way ends.
func (a *App) CheckConnection(draft ConnectionDraft, step string) error {
	return a.program.checkConnection(draft, step)
}

// CancelCheck ends the check that is under way and forgets what it found.
func (a *App) CancelCheck() error {
	a.program.forgetCheck()
	return nil
}

// TellHidden tells whether nobody sees the window: what is polled is then polled more slowly.
func (a *App) TellHidden(hidden bool) error {
	a.program.tellHidden(hidden)
	return nil
}

// SwitchConnection signs in to a connection that is kept, with the keys that are kept for it.
func (a *App) SwitchConnection(id string) error { return a.program.switchTo(a.program.ctx, id) }

// RemoveConnection forgets a connection: its keys, and what was stored of it on this machine.
func (a *App) RemoveConnection(id string) error { return a.program.remove(a.program.ctx, id) }

// SignOut ends the session and shows the welcome screen. What waits stays stored.
func (a *App) SignOut() error { return a.program.signOut() }

// TryConnectionNow cuts the waiting for the next attempt short.
func (a *App) TryConnectionNow() error {
	return a.with(func(s *session) error { s.platform.TryNow(); return nil })
}

// SetPresence asks the platform for a presence; the reason belongs to a pause.
func (a *App) SetPresence(status, reason string) error {
	return a.with(func(s *session) error {
		return s.desk.SetPresence(s.ctx, desk.Presence{Status: desk.PresenceStatus(status), Reason: reason})
	})
}

// SaveDraft keeps a draft, finished or not.
func (a *App) SaveDraft(draft DraftView) error {
	return a.with(func(s *session) error { return s.desk.SaveDraft(s.ctx, draftOf(draft)) })
}

// DiscardDraft forgets a draft.
func (a *App) DiscardDraft(id string) error {
	return a.with(func(s *session) error { return s.desk.DiscardDraft(s.ctx, desk.MessageID(id)) })
}

// SendActiveMessage stores a message that leaves when its undo window ends. Findings of level E refuse
// it and come back in the answer; the draft is kept.
func (a *App) SendActiveMessage(draft DraftView) (SendAnswer, error) {
	current, err := a.program.current()
	if err != nil {
		return SendAnswer{}, err
	}
	sent, findings, err := current.desk.SendActiveMessage(current.ctx, draftOf(draft))
	answer := SendAnswer{Findings: findingViews(findings)}
	if fault.CodeOf(err) == desk.DraftHasErrors {
		return answer, nil
	}
	if err != nil {
		return SendAnswer{}, err
	}
	answer.MessageID = sent.Message.ID
	if sent.Outbox != nil {
		answer.LeavesAt = milliseconds(current.glance(a.program.now()).shown(sent.Outbox.LeavesAt))
	}
	return answer, nil
}

// CancelActiveMessage takes a message back before it left; the draft that comes back holds its values.
func (a *App) CancelActiveMessage(id string) (DraftView, error) {
	return a.draft(func(s *session) (desk.Draft, error) { return s.desk.CancelActiveMessage(s.ctx, desk.MessageID(id)) })
}

// DispatchActiveMessage ends a message's undo window: it leaves now.
func (a *App) DispatchActiveMessage(id string) error {
	return a.with(func(s *session) error { return s.desk.DispatchActiveMessage(s.ctx, desk.MessageID(id)) })
}

// ConfirmActiveMessage is the person's word that a message of more than 15 minutes ago should leave.
func (a *App) ConfirmActiveMessage(id string) error {
	return a.with(func(s *session) error { return s.desk.ConfirmActiveMessage(s.ctx, desk.MessageID(id)) })
}

// RetryActiveMessage makes a draft with an old message's values; sending it is a new message.
func (a *App) RetryActiveMessage(id string) (DraftView, error) {
	return a.draft(func(s *session) (desk.Draft, error) { return s.desk.RetryActiveMessage(s.ctx, desk.MessageID(id)) })
}

// SetFavourite stars a template, or takes the star away.
func (a *App) SetFavourite(templateID string, on bool) error {
	return a.with(func(s *session) error {
		key, fine := desk.ParseTemplateKey(templateID)
		if !fine {
			return fault.New(desk.TemplateUnknown, nil, nil)
		}
		return s.desk.SetFavourite(s.ctx, key, on)
	})
}

// OfferTemplate offers a template to the team's agents, or takes it back. For who has the ability "offers".
func (a *App) OfferTemplate(templateID string, on bool) error {
	return a.with(func(s *session) error {
		key, fine := desk.ParseTemplateKey(templateID)
		if !fine {
			return fault.New(desk.TemplateUnknown, nil, nil)
		}
		return s.desk.OfferTemplate(s.ctx, key, on)
	})
}

// ChangeSettings replaces the settings; how the program looks is remembered also for the welcome screen.
func (a *App) ChangeSettings(settings SettingsView) error { return a.program.changeSettings(settings) }

// OpenLink opens an address outside: only https, tel and mailto, and only by the person's click.
func (a *App) OpenLink(address string) error {
	parsed, err := url.Parse(address)
	if err != nil || !strings.Contains(" https tel mailto ", " "+parsed.Scheme+" ") {
		return fault.New(addressInvalid, err, fault.Parameters{"address": address})
	}
	if host := a.program.hosted(); host != nil {
		return host.openAddress(parsed.String())
	}
	return nil
}

// Notify shows a note on the desktop. Where there is no such service nothing happens: a note is never
// the only place where something is told.
func (a *App) Notify(note NotificationView) error {
	const textMax = 200
	note.Title, note.Body = cut(note.Title, textMax), cut(note.Body, textMax)
	if host := a.program.hosted(); host != nil {
		return host.notify(note)
	}
	return nil
}

// RefreshTemplates reads every bot's templates again; the change tells when they are there.
func (a *App) RefreshTemplates() error {
	return a.with(func(s *session) error { return s.desk.RefreshTemplates(s.ctx, "") })
}

// with runs a command on the desk of who is signed in.
func (a *App) with(command func(*session) error) error {
	current, err := a.program.current()
	if err != nil {
		return err
	}
	return command(current)
}

func (a *App) draft(command func(*session) (desk.Draft, error)) (DraftView, error) {
	current, err := a.program.current()
	if err != nil {
		return DraftView{}, err
	}
	draft, err := command(current)
	if err != nil {
		return DraftView{}, err
	}
	return draftView(draft), nil
}
