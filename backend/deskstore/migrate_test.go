package deskstore

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"activa/backend/desk"
	"activa/backend/desk/desktest"
)

// TestMigrationKeepsDataAndACopy: a file of an older version is copied before it is changed, and both
// hold what was stored.
func TestMigrationKeepsDataAndACopy(t *testing.T) {
	folder := t.TempDir()
	store, err := Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	sent := desktest.Sent(1, "Rita", "+5531987654321")
	if err := store.Commit(t.Context(), desk.Commit{Revision: 1, Sent: []desk.SentWrite{{Now: sent, New: true}}}); err != nil {
		t.Fatal(err)
	}
	next := fstest.MapFS{"09999_next.sql": {Data: []byte("-- +goose Up\nALTER TABLE drafts ADD COLUMN colour TEXT;\n")}}
	if err := fs.WalkDir(migrations(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(migrations(), path)
		next[path] = &fstest.MapFile{Data: content}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	before, err := filepath.Glob(store.path + ".before-*")
	if err != nil || len(before) != 0 {
		t.Errorf("a fresh file was copied: %v, %v", before, err)
	}
	if err := store.migrate(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	if _, err := store.writer.ExecContext(t.Context(), "UPDATE drafts SET colour = 'red'"); err != nil {
		t.Errorf("the migration did not run: %v", err)
	}
	holds(t, store, sent)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	copies, err := filepath.Glob(store.path + ".before-*")
	if err != nil || len(copies) != 1 {
		t.Fatalf("copies %v, %v", copies, err)
	}
	old := t.TempDir()
	if err := os.Rename(copies[0], filepath.Join(old, FileName)); err != nil {
		t.Fatal(err)
	}
	restored, err := Open(t.Context(), old)
	if err != nil {
		t.Fatalf("the copy cannot be opened: %v", err)
	}
	holds(t, restored, sent)
	if err := restored.Close(); err != nil {
		t.Error(err)
	}
}

func holds(t *testing.T, store *Store, sent desk.SentMessage) {
	t.Helper()
	loaded, err := store.Load(t.Context(), time.Now())
	if err != nil || len(loaded.Sent) != 1 || loaded.Sent[0].ID() != sent.ID() {
		t.Errorf("holds %+v, %v", loaded.Sent, err)
	}
}
