// Package deskstore keeps what the desk must not forget in one SQLite file: drafts, outbox, sent
// messages with their way, tickets and the newest part of their conversations, copies of templates, what was
// used last, and the revision.
//
// One connection writes (WAL, full sync: a commit survives a power cut), a few others read at the same
// time. Numbered migrations are in the folder migrations; the file is copied before they run.
//
// It must never hold a rule: it does not know when a row expires or what may leave.
package deskstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"

	"activa/backend/desk"
	"activa/backend/fault"
)

// FileName is the name of the desk's file in its data folder.
const FileName = "desk.sqlite"

const (
	readersMax      = 4      // connections that read
	busyWait        = "5000" // milliseconds that a connection waits for another's lock
	folderMode      = 0o700
	cacheKibibytes  = "-16000" // SQLite's page cache of a connection; negative means KiB
	corruptionCheck = "PRAGMA quick_check(1)"
)

// Store is a desk.Store on one SQLite file.
type Store struct {
	path    string
	writer  *sql.DB
	readers *sql.DB
}

var _ desk.Store = (*Store)(nil)

// Open opens the desk's file in a folder and makes both where they are missing. The faults are
// desk.DataCorrupted, desk.DataNotWritable, desk.DiskFull and desk.DataNewer.
func Open(ctx context.Context, folder string) (*Store, error) {
	path := filepath.Join(folder, FileName)
	if err := prepare(folder, path); err != nil {
		return nil, err
	}
	store := &Store{path: path}
	var err error
	if store.writer, err = connect(path, "rw", 1); err != nil {
		return nil, store.explain("open", err)
	}
	if err := store.check(ctx); err != nil {
		return nil, errors.Join(store.explain("check", err), store.writer.Close())
	}
	if err := store.migrate(ctx, migrations()); err != nil {
		return nil, errors.Join(store.explain("migrate", err), store.writer.Close())
	}
	if store.readers, err = connect(path, "ro", readersMax); err != nil {
		return nil, errors.Join(store.explain("open for reading", err), store.writer.Close())
	}
	return store, nil
}

// prepare makes the folder and the file, readable by their owner only, and finds out early when the
// place refuses writing.
func prepare(folder, path string) error {
	refuse := func(err error) error {
		return fault.New(desk.DataNotWritable, err, fault.Parameters{"path": folder, "folder": folder})
	}
	if err := os.MkdirAll(folder, folderMode); err != nil {
		return refuse(err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return refuse(err)
	}
	if err := file.Close(); err != nil {
		return refuse(err)
	}
	return nil
}

func connect(path, mode string, connections int) (*sql.DB, error) {
	options := url.Values{
		"mode": {mode}, "_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_foreign_keys": {"on"},
		"_txlock": {"immediate"}, "_busy_timeout": {busyWait}, "_cache_size": {cacheKibibytes},
	}
	if mode == "ro" {
		options.Del("_journal_mode") // a reader cannot set it, and need not
		options.Set("_txlock", "deferred")
	}
	address := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: options.Encode()}
	db, err := sql.Open("sqlite3", address.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// check looks for damage before anything is written into a damaged file.
func (s *Store) check(ctx context.Context) error {
	var verdict string
	if err := s.writer.QueryRowContext(ctx, corruptionCheck).Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fault.New(desk.DataCorrupted, errors.New(verdict), fault.Parameters{"path": s.path})
	}
	return nil
}

// Close ends the store; the file is whole without its side files afterwards.
func (s *Store) Close() error {
	return errors.Join(s.readers.Close(), s.writer.Close())
}

// explain gives an error of SQLite the code that a person can be told about.
func (s *Store) explain(doing string, err error) error {
	if err == nil {
		return nil
	}
	err = fmt.Errorf("%s %s: %w", doing, FileName, err)
	var known *fault.Fault
	var failure sqlite3.Error
	if errors.As(err, &known) || !errors.As(err, &failure) {
		return err
	}
	parameters := fault.Parameters{"path": s.path, "folder": filepath.Dir(s.path)}
	switch failure.Code {
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrFormat:
		return fault.New(desk.DataCorrupted, err, parameters)
	case sqlite3.ErrReadonly, sqlite3.ErrIoErr, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
		return fault.New(desk.DataNotWritable, err, parameters)
	case sqlite3.ErrFull:
		return fault.New(desk.DiskFull, err, parameters)
	}
	return err
}
