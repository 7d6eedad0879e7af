//go:build secretservice

// The key store of a real system: build/keystore.sh starts a Secret Service, unlocked, and these tests.
package keystore_test

import (
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"activa/backend/fault"
	"activa/backend/keystore"
)

func onSystem(t *testing.T, folder string) *keystore.Store {
	t.Helper()
	store := keystore.New(keystore.Options{Folder: folder, Log: slog.New(slog.DiscardHandler), AnswerWait: 5 * time.Second})
	if store.Place() != keystore.System {
		t.Fatal("the Secret Service was not found")
	}
	return store
}

func TestARealKeyStoreKeepsSecrets(t *testing.T) {
	folder := t.TempDir()
	longest := strings.Repeat("k", keystore.SecretBytesMax)
	for name, secret := range map[string]string{"blip-a/router": marked, "blip-a/token": longest, "hub-b/secret": "ñ á 日本 \n"} {
		if err := onSystem(t, folder).Put(t.Context(), name, secret); err != nil {
			t.Fatal(err)
		}
		again := onSystem(t, folder) // as after a restart of the program
		if got, found, err := again.Get(t.Context(), name); got != secret || !found || err != nil {
			t.Errorf("%s: %d bytes, %v, %v", name, len(got), found, err)
		}
		for range 2 { // the second time it is not there, which is fine
			if err := again.Delete(t.Context(), name); err != nil {
				t.Error(err)
			}
		}
		if _, found, err := again.Get(t.Context(), name); found || err != nil {
			t.Errorf("%s after its end: %v, %v", name, found, err)
		}
	}
	if _, err := os.Stat(onSystem(t, folder).Path()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("there is a file of keys: %v", err)
	}
}

// A key that was kept in the file while there was no store moves when it is given anew.
func TestAKeyLeavesTheFileForTheRealKeyStore(t *testing.T) {
	folder := t.TempDir()
	before := keystore.New(keystore.Options{Folder: folder, Keyring: &memory{trouble: errors.New("none")}, Log: slog.New(slog.DiscardHandler)})
	if err := before.Put(t.Context(), "hub-c/secret", "old"); err != nil || before.Place() != keystore.File {
		t.Fatal(err)
	}
	store := onSystem(t, folder)
	if got, _, err := store.Get(t.Context(), "hub-c/secret"); got != "old" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if err := store.Put(t.Context(), "hub-c/secret", marked); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(store.Path()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file of keys is still there: %v", err)
	}
	if err := store.Delete(t.Context(), "hub-c/secret"); err != nil {
		t.Error(err)
	}
}

// It comes last, since it locks the store. Nobody is here to type its password.
func TestALockedRealKeyStoreIsToldAndNoFileTakesItsPlace(t *testing.T) {
	folder := t.TempDir()
	store := onSystem(t, folder)
	if err := store.Put(t.Context(), "hub-d/secret", marked); err != nil {
		t.Fatal(err)
	}
	lock := exec.CommandContext(t.Context(), "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets",
		"/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock", "array:objpath:/org/freedesktop/secrets/collection/login")
	if said, err := lock.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	_, _, reading := store.Get(t.Context(), "hub-d/secret")
	writing := store.Put(t.Context(), "hub-d/secret", "another")
	for what, err := range map[string]error{"reading": reading, "writing": writing} {
		if code := fault.CodeOf(err); code != keystore.Silent && code != keystore.Refused {
			t.Errorf("%s a locked store: %v", what, err)
		}
	}
	if _, err := os.Stat(store.Path()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("there is a file of keys: %v", err)
	}
}
