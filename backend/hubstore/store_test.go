package hubstore

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"activa/backend/fault"
	"activa/backend/hub"
	"activa/backend/hub/hubtest"
)

func openIn(t testing.TB, folder string) *Store {
	t.Helper()
	s, err := Open(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestStoreConformsToThePort(t *testing.T) {
	hubtest.StoreConformance(t, func(t *testing.T) hub.Store { return openIn(t, t.TempDir()) })
}

func TestFolderNamesWithOddCharactersWork(t *testing.T) {
	openIn(t, filepath.Join(t.TempDir(), "a b?c#d%20é"))
}

func TestDamagedOrForeignFileIsReportedAndLeftAlone(t *testing.T) {
	whole := t.TempDir()
	s, err := Open(context.Background(), whole)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Update(context.Background(), func(tx hub.Tx) error { return tx.PutBot(hub.Bot{Identity: "b", Number: "1"}) })
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(whole, FileName))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"no database": []byte(strings.Repeat("this is not a database ", 400)),
		"cut short":   good[:len(good)/3],
		"overwritten": append(append([]byte{}, good[:100]...), make([]byte, len(good)-100)...),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), FileName)
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			opened, err := Open(context.Background(), filepath.Dir(path))
			if err == nil {
				err = errors.Join(errors.New("it was opened"), opened.Close())
			}
			if fault.CodeOf(err) != DataCorrupted {
				t.Errorf("got %v", err)
			}
			if after, err := os.ReadFile(path); err != nil || string(after) != string(content) {
				t.Errorf("the file was changed (%v)", err)
			}
		})
	}
}

func TestFolderThatCannotBeMadeIsReported(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), filepath.Join(file, "data")); fault.CodeOf(err) != DataNotWritable {
		t.Errorf("got %v", err)
	}
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, FileName), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), folder); fault.CodeOf(err) != DataNotWritable {
		t.Errorf("got %v", err)
	}
}

func TestDatabaseOfANewerProgramIsRefused(t *testing.T) {
	folder := t.TempDir()
	openIn(t, folder)
	database, err := sql.Open("sqlite3", filepath.Join(folder, FileName))
	if err != nil {
		t.Fatal(err)
	}
	_, err = database.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)`)
	if err := errors.Join(err, database.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), folder); fault.CodeOf(err) != DataTooNew {
		t.Errorf("got %v", err)
	}
}

// TestUpgradeFromTheFirstSchema starts from the first migration alone with a row in it, and upgrades.
// The made-up last migration stands for the next one to come, so that the way is walked from the start.
func TestUpgradeFromTheFirstSchema(t *testing.T) {
	first, err := migrationFiles.ReadFile("migrations/00001_first.sql")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), FileName)
	database, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = database.Close() }()
	ctx := context.Background()
	if err := migrateWith(ctx, database, path, fstest.MapFS{"00001_first.sql": {Data: first}}); err != nil {
		t.Fatal(err)
	}
	if _, err := database.Exec(`INSERT INTO bots VALUES ('loja@msging.net', 'Loja', '+551140000001', 1)`); err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"99998_next.sql": {Data: []byte("-- +goose Up\nALTER TABLE bots ADD COLUMN extra TEXT NOT NULL DEFAULT 'x';")}}
	known, err := migrationFiles.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range known {
		content, err := migrationFiles.ReadFile("migrations/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		files[file.Name()] = &fstest.MapFile{Data: content}
	}
	if err := migrateWith(ctx, database, path, files); err != nil {
		t.Fatal(err)
	}
	var name string
	if err := database.QueryRow(`SELECT name || extra FROM bots`).Scan(&name); err != nil || name != "Lojax" {
		t.Errorf("got %q, %v", name, err)
	}
	copied, err := sql.Open("sqlite3", path+".before-00002")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = copied.Close() }()
	if err := copied.QueryRow(`SELECT name FROM bots`).Scan(&name); err != nil || name != "Loja" {
		t.Errorf("the copy holds %q, %v", name, err)
	}
}

// TestAFullDiskInTheMiddleOfAWrite: SQLite may end the transaction by itself then, and what was told was
// that there is no such savepoint.
func TestAFullDiskInTheMiddleOfAWrite(t *testing.T) {
	store := openIn(t, t.TempDir())
	ctx := context.Background()
	put := func(identity, name string) error {
		failures, err := store.Update(ctx, func(tx hub.Tx) error {
			return tx.PutBot(hub.Bot{Identity: identity, Number: identity, Name: name})
		})
		return errors.Join(append(failures, err)...)
	}
	if err := put("before", "small"); err != nil {
		t.Fatal(err)
	}
	if err := store.writer.exec("PRAGMA max_page_count = 1"); err != nil { // SQLite raises it to what there is
		t.Fatal(err)
	}
	if err := put("large", strings.Repeat("x", 1<<20)); !errors.Is(err, hub.ErrNoRoom) {
		t.Errorf("a write that found no room gives %v", err)
	}
	if err := store.writer.exec("PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	if err := put("after", "small"); err != nil {
		t.Errorf("with room again: %v", err)
	}
	err := store.View(ctx, func(reader hub.Reader) error {
		bots, err := reader.Bots()
		if len(bots) != 2 {
			t.Errorf("the store holds %d bots, want the two small ones", len(bots))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
