package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	preferencesName     = "preferences.json"
	preferencesBytesMax = 4 << 20 // a company's own certificates are in it
)

// preferences is what the program remembers before anybody is signed in: how it looks and where it was
// signed in last. Never a secret.
type preferences struct {
	Language string      `json:"language"`
	Theme    string      `json:"theme"`
	Density  string      `json:"density"`
	Last     StartChoice `json:"last"` // what the welcome screen was filled in with
	Window   windowPlace `json:"window"`

	Connections []connection `json:"connections"`
	Current     string       `json:"current"` // id of the connection to open at the next start
}

// windowPlace is where the window stood, in the desktop's pixels.
type windowPlace struct {
	Width     int  `json:"width"`
	Height    int  `json:"height"`
	X         int  `json:"x"`
	Y         int  `json:"y"`
	Maximised bool `json:"maximised"`
}

func defaultPreferences() preferences { return preferences{Theme: "system", Density: "normal"} }

// loadPreferences reads the file of the folder; a missing one gives the defaults, a broken one the
// defaults and an error for the log: how the program looked is no reason not to start.
func loadPreferences(folder string) (preferences, error) {
	content, err := os.ReadFile(filepath.Join(folder, preferencesName))
	if errors.Is(err, fs.ErrNotExist) {
		return defaultPreferences(), nil
	}
	if err != nil {
		return defaultPreferences(), fmt.Errorf("read the preferences: %w", err)
	}
	if len(content) > preferencesBytesMax {
		return defaultPreferences(), fmt.Errorf("read the preferences: %d bytes are too many", len(content))
	}
	loaded := defaultPreferences()
	if err := json.Unmarshal(content, &loaded); err != nil {
		return defaultPreferences(), fmt.Errorf("read the preferences: %w", err)
	}
	loaded.Last.Secret = ""
	loaded.takeOverLast()
	return loaded, nil
}

// takeOverLast makes a connection of the last choice of a program that knew of no connections yet.
func (p *preferences) takeOverLast() {
	if p.Last.Kind == "" || len(p.Connections) > 0 {
		return
	}
	to := connectionOf(p.Last)
	p.Connections = []connection{to}
	if to.Kind == kindEmbedded {
		p.Current = to.ID
	}
}

// save writes the file whole or not at all.
func (p preferences) save(folder string) error {
	p.Last.Secret = ""
	content, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return fmt.Errorf("write the preferences: %w", err)
	}
	file, err := os.CreateTemp(folder, preferencesName+"-*")
	if err != nil {
		return fmt.Errorf("write the preferences: %w", err)
	}
	_, err = file.Write(append(content, '\n'))
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), filepath.Join(folder, preferencesName))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write the preferences: %w", err), os.Remove(file.Name()))
	}
	return nil
}
