package deskstore_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"activa/backend/desk"
	"activa/backend/desk/desktest"
	"activa/backend/deskstore"
	"activa/backend/fault"
	"activa/backend/message"
)

func open(t testing.TB, folder string) *deskstore.Store {
	t.Helper()
	store, err := deskstore.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func TestStore(t *testing.T) {
	folders := map[string]string{}
	desktest.RunStore(t, func(t *testing.T) desk.Store {
		if folders[t.Name()] == "" {
			folders[t.Name()] = t.TempDir()
		}
		return open(t, folders[t.Name()])
	})
}

// change opens the file behind the store's back.
func change(t *testing.T, folder, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(folder, deskstore.FileName))
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(statement)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, folder string, want fault.Code) {
	t.Helper()
	store, err := deskstore.Open(context.Background(), folder)
	if err == nil {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
	if fault.CodeOf(err) != want {
		t.Errorf("opening gives %v, want %s", err, want)
	}
	if want != "" && fault.Of(err).Parameters["path"] == "" {
		t.Errorf("%v does not say which path", err)
	}
}

func TestOpenTellsOfDamage(t *testing.T) {
	t.Run("not a database", func(t *testing.T) {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, deskstore.FileName), bytes.Repeat([]byte("no "), 5000), 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, folder, desk.DataCorrupted)
	})
	t.Run("pages overwritten", func(t *testing.T) {
		folder := t.TempDir()
		store := open(t, folder)
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, deskstore.FileName)
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for at := 4096; at < len(content)-4096; at += 512 {
			copy(content[at:], "garbage garbage garbage garbage")
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, folder, desk.DataCorrupted)
	})
	t.Run("folder is a file", func(t *testing.T) {
		folder := filepath.Join(t.TempDir(), "data")
		if err := os.WriteFile(folder, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, folder, desk.DataNotWritable)
	})
	t.Run("written by a newer program", func(t *testing.T) {
		folder := t.TempDir()
		if err := open(t, folder).Close(); err != nil {
			t.Fatal(err)
		}
		change(t, folder, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
		refused(t, folder, desk.DataNewer)
	})
}

func closed(t testing.TB, store *deskstore.Store) {
	t.Helper()
	if err := store.Close(); err != nil {
		t.Error(err)
	}
}

func TestFilesAreTheOwnersAlone(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	store := open(t, folder)
	defer closed(t, store)
	for _, path := range []string{folder, filepath.Join(folder, deskstore.FileName)} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v, %v", path, info.Mode(), err)
		}
	}
}

// TestCommitIsDurable: the settings that make a commit survive a power cut are really on.
func TestCommitIsDurable(t *testing.T) {
	folder := t.TempDir()
	store := open(t, folder)
	defer closed(t, store)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"} {
		if got := store.Pragma(t, pragma); got != want {
			t.Errorf("%s is %s, want %s", pragma, got, want)
		}
	}
}

// TestAFullDiskInTheMiddleOfAWrite is told by its own name, writes nothing, and passes.
func TestAFullDiskInTheMiddleOfAWrite(t *testing.T) {
	store := open(t, t.TempDir())
	defer closed(t, store)
	large := desk.Commit{Revision: 1, Drafts: []desk.Draft{{ID: "draft", Values: message.Values{"body.1": strings.Repeat("x", 1<<20)}}}}
	store.Limit(t, 1) // SQLite raises it to what there is
	err := store.Commit(t.Context(), large)
	if fault.CodeOf(err) != desk.DiskFull || fault.Of(err).Parameters["folder"] == "" {
		t.Errorf("a commit that found no room gives %v", err)
	}
	store.Limit(t, 1_000_000)
	if err := store.Commit(t.Context(), large); err != nil {
		t.Errorf("with room again: %v", err)
	}
}
