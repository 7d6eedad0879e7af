package desk

import (
	"slices"
	"time"

	"activa/backend/fault"
)

// Limits and defaults of the settings.
const (
	UndoSecondsDefault    = 5
	UndoSecondsMax        = 10
	SendsPerMinuteDefault = 120 // toward the platform, all bots together
	SendsPerMinuteMax     = 4800
	SendsBurst            = 10
	settingTextMax        = 64 // bytes of a textual setting
)

// Settings is what a person may set. Texts are codes; empty means "follow the system".
type Settings struct {
	Language       string // "", "es", "pt-BR", "en"
	Theme          string // "system", "light", "dark"
	Density        string // "normal", "compact"
	UndoSeconds    int    // 0 to UndoSecondsMax (P5)
	SendsPerMinute int    // 1 to SendsPerMinuteMax
	NotifyFailures bool
	NotifyReplies  bool
	NotifyWaiting  bool // a ticket that waits is told on the desktop
	Sounds         bool
	EnterSends     bool // in a conversation Enter sends and Shift+Enter begins a line; off: the other way round
	IdleRule       bool // ten idle minutes ask, ten more make the agent Invisible
	SingleKeys     bool
	Region         string // default country of typed numbers, ISO 3166: "BR"
}

// DefaultSettings is what a fresh desk has.
func DefaultSettings() Settings {
	return Settings{
		Theme: "system", Density: "normal",
		UndoSeconds: UndoSecondsDefault, SendsPerMinute: SendsPerMinuteDefault,
		NotifyFailures: true, NotifyReplies: true, NotifyWaiting: true, Sounds: true, EnterSends: true, IdleRule: true, SingleKeys: true,
	}
}

// Undo is how long a message waits for a change of mind before it leaves.
func (s Settings) Undo() time.Duration { return time.Duration(s.UndoSeconds) * time.Second }

// Validate checks every setting against its limits; the fault is SettingsInvalid.
func (s Settings) Validate() error {
	refuse := func(setting string) error {
		return fault.New(SettingsInvalid, nil, fault.Parameters{"setting": setting})
	}
	switch {
	case !slices.Contains([]string{"", "es", "pt-BR", "en"}, s.Language):
		return refuse("language")
	case !slices.Contains([]string{"system", "light", "dark"}, s.Theme):
		return refuse("theme")
	case !slices.Contains([]string{"normal", "compact"}, s.Density):
		return refuse("density")
	case s.UndoSeconds < 0 || s.UndoSeconds > UndoSecondsMax:
		return refuse("undoSeconds")
	case s.SendsPerMinute < 1 || s.SendsPerMinute > SendsPerMinuteMax:
		return refuse("sendsPerMinute")
	case len(s.Region) > settingTextMax:
		return refuse("region")
	}
	return nil
}
