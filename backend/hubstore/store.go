// Package hubstore keeps the hub's records in one SQLite file: write-ahead log, every commit on disk
// (synchronous FULL), foreign keys, STRICT tables, one writer and a few readers beside it.
//
//	Update ─► writer connection ── BEGIN IMMEDIATE ─ savepoint per step ─ COMMIT ─► disk
//	View   ─► reader connections ── BEGIN ─ read one state ─ ROLLBACK
//
// It owns the SQL text, the migrations and the search index. It must never decide a rule: it refuses
// only what a key or a condition of a write refuses. A damaged file is reported and left as it is.
package hubstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"

	"activa/backend/hub"
)

// FileName is the name of the database inside a data folder.
const FileName = "hub.db"

// readersMax is how many readings run side by side; more wait for one of them.
const readersMax = 4

// Store is the SQLite store of a hub.
type Store struct {
	writers *sql.DB
	writing sync.Mutex
	writer  *connection

	reading *sql.DB
	readers chan *connection
}

var _ hub.Store = (*Store)(nil)

// Open opens the database of a data folder, makes it when there is none, and brings an older one up to
// date after copying it to a file beside it. Faults: "data-corrupted", "data-not-writable",
// "data-too-new", "data-in-use", "disk-full"; nothing is overwritten then.
func Open(ctx context.Context, folder string) (*Store, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, explain("make the data folder", err)
	}
	path := filepath.Join(folder, FileName)
	if err := createFile(path); err != nil {
		return nil, explain("open the database", err)
	}
	s := &Store{readers: make(chan *connection, readersMax)}
	if err := s.open(ctx, path); err != nil {
		return nil, errors.Join(explain("open the database", err), s.Close())
	}
	return s, nil
}

// createFile makes an empty database that only its owner can read, and finds out early whether an
// existing one can be written.
func createFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return file.Close()
}

func (s *Store) open(ctx context.Context, path string) error {
	_, walErr := os.Stat(path + "-wal")
	crashed := walErr == nil
	var err error
	if s.writers, err = sql.Open("sqlite3", address(path, url.Values{"_txlock": {"immediate"}})); err != nil {
		return err
	}
	s.writers.SetMaxOpenConns(1)
	if err := check(ctx, s.writers, crashed); err != nil {
		return err
	}
	if err := migrate(ctx, s.writers, path); err != nil {
		return err
	}
	if s.writer, err = connect(s.writers); err != nil {
		return err
	}
	if s.reading, err = sql.Open("sqlite3", address(path, url.Values{"_query_only": {"true"}})); err != nil {
		return err
	}
	s.reading.SetMaxOpenConns(readersMax)
	for range readersMax {
		reader, err := connect(s.reading)
		if err != nil {
			return err
		}
		s.readers <- reader
	}
	return nil
}

// address is the driver's name for the file; characters that mean something in a URI are escaped.
func address(path string, options url.Values) string {
	options.Set("_journal_mode", "WAL")
	options.Set("_synchronous", "FULL")
	options.Set("_foreign_keys", "true")
	options.Set("_busy_timeout", "5000") // milliseconds; another process has the file only while it copies it
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + options.Encode()
}

// check reads the schema, which finds a file that is no database, and after a crash the whole file.
func check(ctx context.Context, database *sql.DB, thoroughly bool) error {
	var tables int
	if err := database.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&tables); err != nil {
		return err
	}
	if !thoroughly {
		return nil
	}
	var verdict string
	if err := database.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("%w: %s", errDamaged, verdict)
	}
	return nil
}

// Update runs the steps in order and commits once; see hub.Store.
func (s *Store) Update(ctx context.Context, steps ...func(hub.Tx) error) ([]error, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.writer.exec("BEGIN IMMEDIATE"); err != nil {
		return nil, explain("begin", err)
	}
	failures := make([]error, len(steps))
	for i, step := range steps {
		var err error
		if failures[i], err = s.writer.step(step); err != nil {
			return nil, errors.Join(explain("write", err), s.writer.rollBackIfOpen())
		}
	}
	if err := s.writer.exec("COMMIT"); err != nil {
		return nil, errors.Join(explain("commit", err), s.writer.rollBackIfOpen())
	}
	return failures, nil
}

// View runs a reading on one state; see hub.Store.
func (s *Store) View(ctx context.Context, read func(hub.Reader) error) error {
	var reader *connection
	select {
	case reader = <-s.readers:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { s.readers <- reader }()
	if err := reader.exec("BEGIN"); err != nil {
		return explain("begin reading", err)
	}
	err := read(reader)
	return errors.Join(err, reader.exec("ROLLBACK"))
}

// Close ends all connections; the write-ahead log goes into the file.
func (s *Store) Close() error {
	var failures []error
	if s.reading != nil {
		for range len(s.readers) {
			failures = append(failures, (<-s.readers).close())
		}
		failures = append(failures, s.reading.Close())
	}
	if s.writer != nil {
		failures = append(failures, s.writer.close())
	}
	if s.writers != nil {
		failures = append(failures, s.writers.Close())
	}
	return errors.Join(failures...)
}
