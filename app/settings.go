package app

import "activa/backend/desk"

// Settings live with the desk of an account, but how the program looks must be known before anybody is
// signed in: language, theme and density are kept in the preferences too, and go with the person from
// one account to the next.

// changeSettings replaces the settings of who is signed in, and the look in the preferences.
func (p *Program) changeSettings(view SettingsView) error {
	current, _ := p.current()
	if current != nil {
		settings := settingsOf(view, current.desk.Snapshot().Settings)
		if err := current.desk.ChangeSettings(current.ctx, settings); err != nil {
			return err
		}
	} else if err := settingsOf(view, desk.DefaultSettings()).Validate(); err != nil {
		return err
	}
	p.mutex.Lock()
	p.preferences.Language, p.preferences.Theme, p.preferences.Density = view.Language, view.Theme, view.Density
	err := p.preferences.save(p.folder.Path())
	p.mutex.Unlock()
	if current == nil {
		p.listeners.Tell(Change{Now: milliseconds(p.now()), Stage: stageWelcome, Resync: true})
	}
	return err
}

// adoptAppearance gives the desk the look that the person chose before signing in. It runs once the
// desk's loop takes commands.
func (p *Program) adoptAppearance(s *session) {
	p.mutex.Lock()
	look := p.preferences
	p.mutex.Unlock()
	settings := s.desk.Snapshot().Settings
	if settings.Language == look.Language && settings.Theme == look.Theme && settings.Density == look.Density {
		return
	}
	settings.Language, settings.Theme, settings.Density = look.Language, look.Theme, look.Density
	if err := s.desk.ChangeSettings(s.ctx, settings); err != nil {
		p.log.Warn("the look was not taken over", "error", err)
	}
}

// welcomeSettings is what the welcome screen may set: the look alone counts there.
func (p *Program) welcomeSettings() SettingsView {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	settings := desk.DefaultSettings()
	settings.Language, settings.Theme, settings.Density = p.preferences.Language, p.preferences.Theme, p.preferences.Density
	return settingsView(settings)
}
