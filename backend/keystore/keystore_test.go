package keystore_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/fault"
	"activa/backend/keystore"
)

// memory is a key store of a system that is open, is locked, or does not work.
type memory struct {
	secrets map[string]string
	trouble error
	locked  chan struct{} // when there: every call waits for it
}

func (m *memory) wait() error {
	if m.locked != nil {
		<-m.locked
	}
	return m.trouble
}

func (m *memory) Set(service, name, secret string) error {
	if err := m.wait(); err != nil {
		return err
	}
	m.secrets[service+"/"+name] = secret
	return nil
}

func (m *memory) Get(service, name string) (string, error) {
	if err := m.wait(); err != nil {
		return "", err
	}
	if secret, found := m.secrets[service+"/"+name]; found {
		return secret, nil
	}
	return "", keystore.ErrAbsent
}

func (m *memory) Delete(service, name string) error {
	if err := m.wait(); err != nil {
		return err
	}
	delete(m.secrets, service+"/"+name)
	return nil
}

const marked = "bWFya2VkLWtleQ=="

func newStore(t *testing.T, keyring keystore.Keyring, log *bytes.Buffer) (*keystore.Store, string) {
	t.Helper()
	folder := t.TempDir()
	return keystore.New(keystore.Options{
		Folder: folder, Keyring: keyring, Log: slog.New(slog.NewTextHandler(log, nil)), AnswerWait: time.Second,
	}), folder
}

func TestASecretComesBackFromEitherPlace(t *testing.T) {
	broken := &memory{trouble: errors.New("no such service")}
	for name, c := range map[string]struct {
		keyring keystore.Keyring
		place   keystore.Place
	}{
		"the system's store":     {&memory{secrets: map[string]string{}}, keystore.System},
		"a store that works not": {broken, keystore.File},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			store, folder := newStore(t, c.keyring, &log)
			ctx := context.Background()
			if store.Place() != c.place {
				t.Fatalf("kept in %s", store.Place())
			}
			if err := store.Put(ctx, "ours/router", marked); err != nil {
				t.Fatal(err)
			}
			secret, found, err := store.Get(ctx, "ours/router")
			if secret != marked || !found || err != nil {
				t.Errorf("came back %v, %v", found, err)
			}
			inFile := holds(t, folder, marked)
			if inFile != (c.place == keystore.File) {
				t.Errorf("stands in the folder: %v", inFile)
			}
			if err := store.Delete(ctx, "ours/router"); err != nil {
				t.Fatal(err)
			}
			if _, found, err := store.Get(ctx, "ours/router"); found || err != nil || holds(t, folder, marked) {
				t.Errorf("still there: %v, %v", found, err)
			}
			if strings.Contains(log.String(), marked) {
				t.Error("the log tells the secret")
			}
		})
	}
}

func TestTheFileIsItsOwnersOnly(t *testing.T) {
	var log bytes.Buffer
	store, folder := newStore(t, &memory{trouble: errors.New("none")}, &log)
	ctx, name := context.Background(), filepath.Join(folder, "keys.json")
	if err := store.Put(ctx, "a", marked); err != nil {
		t.Fatal(err)
	}
	if mode := modeOf(t, name); mode != 0o600 {
		t.Errorf("made with mode %v", mode)
	}
	if err := os.Chmod(name, 0o644); err != nil { // as a restored backup may be
		t.Fatal(err)
	}
	if secret, _, err := store.Get(ctx, "a"); secret != marked || err != nil {
		t.Fatal(err)
	}
	if mode := modeOf(t, name); mode != 0o600 {
		t.Errorf("left with mode %v", mode)
	}
}

func TestABrokenFileIsToldWithoutItsContent(t *testing.T) {
	var log bytes.Buffer
	store, folder := newStore(t, &memory{trouble: errors.New("none")}, &log)
	if err := os.WriteFile(filepath.Join(folder, "keys.json"), []byte(`{"a":"`+marked+`"`), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err := store.Get(context.Background(), "a")
	if fault.CodeOf(err) != keystore.NotWritten || strings.Contains(err.Error(), marked) {
		t.Errorf("told %v", err)
	}
	if err := store.Put(context.Background(), "b", "x"); fault.CodeOf(err) != keystore.NotWritten {
		t.Errorf("the broken file was written over: %v", err)
	}
}

// A locked store asks a person, who may be at lunch: the program must not wait for ever, and must not
// take the file instead.
func TestALockedStoreIsNotWaitedForWithoutEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		keyring := &memory{secrets: map[string]string{}, locked: make(chan struct{})}
		var log bytes.Buffer
		store, folder := newStore(t, keyring, &log)
		ctx := context.Background()
		if store.Place() != keystore.System {
			t.Error("a locked store counts as none")
		}
		if err := store.Put(ctx, "a", marked); fault.CodeOf(err) != keystore.Silent {
			t.Errorf("told %v", err)
		}
		if _, _, err := store.Get(ctx, "a"); fault.CodeOf(err) != keystore.Silent {
			t.Errorf("told %v", err)
		}
		if holds(t, folder, marked) {
			t.Error("the secret went to the file behind the person's back")
		}
		close(keyring.locked)
		synctest.Wait()
		if err := store.Put(ctx, "a", marked); err != nil {
			t.Errorf("unlocked: %v", err)
		}
	})
}

func TestTheSystemsStoreTakesOverFromTheFile(t *testing.T) {
	var log bytes.Buffer
	keyring := &memory{secrets: map[string]string{}, trouble: errors.New("none yet")}
	first, folder := newStore(t, keyring, &log)
	ctx := context.Background()
	if err := first.Put(ctx, "a", marked); err != nil {
		t.Fatal(err)
	}
	keyring.trouble = nil
	second := keystore.New(keystore.Options{Folder: folder, Keyring: keyring, Log: slog.New(slog.DiscardHandler)})
	if secret, found, err := second.Get(ctx, "a"); secret != marked || !found || err != nil {
		t.Fatalf("the file's key is lost: %v, %v", found, err)
	}
	if err := second.Put(ctx, "a", marked); err != nil || holds(t, folder, marked) {
		t.Errorf("a copy stays in the file, %v", err)
	}
}

func TestASecretThatIsTooLongIsRefusedInWords(t *testing.T) {
	var log bytes.Buffer
	store, _ := newStore(t, &memory{secrets: map[string]string{}}, &log)
	err := store.Put(context.Background(), "a", strings.Repeat("x", keystore.SecretBytesMax+1))
	if fault.CodeOf(err) != keystore.TooLong {
		t.Errorf("told %v", err)
	}
}

func modeOf(t *testing.T, name string) fs.FileMode {
	t.Helper()
	state, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return state.Mode().Perm()
}

// holds says whether a file of a folder holds a text.
func holds(t *testing.T, folder, text string) bool {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), text) {
			return true
		}
	}
	return false
}
