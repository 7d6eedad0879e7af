package app

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestPreferencesComeBackWithoutTheSecret(t *testing.T) {
	folder := t.TempDir()
	kept := defaultPreferences()
	kept.Language, kept.Last = "pt-BR", StartChoice{Kind: "hub", Address: "ws://hub.example", Identity: "ana@activa.local", Secret: "hunter2"}
	if err := kept.save(folder); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(folder, preferencesName))
	if err != nil || strings.Contains(string(content), "hunter2") {
		t.Errorf("the file holds the secret, or cannot be read: %v", err)
	}
	loaded, err := loadPreferences(folder)
	kept.Last.Secret = ""
	kept.takeOverLast()
	if err != nil || !reflect.DeepEqual(loaded, kept) {
		t.Errorf("came back as %+v, %v", loaded, err)
	}
}

func TestBrokenPreferencesDoNotKeepTheProgramFromStarting(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, preferencesName), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	loaded, err := loadPreferences(folder)
	if err == nil || !reflect.DeepEqual(loaded, defaultPreferences()) {
		t.Errorf("loaded %+v, %v", loaded, err)
	}
}
