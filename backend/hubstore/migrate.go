package hubstore

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"

	"activa/backend/fault"
)

// The faults of this room.
const (
	// DataCorrupted: the file is no database of ours or is damaged; it is left as it is.
	DataCorrupted fault.Code = "data-corrupted"
	// DataNotWritable: the folder or the file cannot be written.
	DataNotWritable fault.Code = "data-not-writable"
	// DataTooNew: a newer program made the database; parameters "version" and "known".
	DataTooNew fault.Code = "data-too-new"
	// DataInUse: another program holds the database.
	DataInUse fault.Code = "data-in-use"
	// DiskFull: there is no room left to write.
	DiskFull fault.Code = "disk-full"
)

var errDamaged = errors.New("the database is damaged")

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrate brings the schema up to date. What exists is copied to a file beside it first, so that a
// migration that goes wrong loses nothing.
func migrate(ctx context.Context, database *sql.DB, path string) error {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return err
	}
	return migrateWith(ctx, database, path, files)
}

func migrateWith(ctx context.Context, database *sql.DB, path string, files fs.FS) error {
	provider, err := goose.NewProvider(goose.DialectSQLite3, database, files)
	if err != nil {
		return err
	}
	current, known, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > known {
		return fault.New(DataTooNew, nil, fault.Parameters{"version": fmt.Sprint(current), "known": fmt.Sprint(known)})
	}
	if current == known {
		return nil
	}
	if current > 0 {
		if err := copyBefore(ctx, database, fmt.Sprintf("%s.before-%05d", path, current+1)); err != nil {
			return err
		}
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate from %d to %d: %w", current, known, err)
	}
	return nil
}

func copyBefore(ctx context.Context, database *sql.DB, copyPath string) error {
	if err := os.Remove(copyPath); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := database.ExecContext(ctx, "VACUUM INTO ?", copyPath); err != nil {
		return fmt.Errorf("copy the database before migrating: %w", err)
	}
	return os.Chmod(copyPath, 0o600)
}

// explain gives an error of SQLite or the file system its fault, and wraps it with what was done.
func explain(doing string, err error) error {
	if err == nil {
		return nil
	}
	err = fmt.Errorf("%s: %w", doing, err)
	if code := codeOf(err); code != "" {
		return fault.New(code, err, nil)
	}
	return err
}

func codeOf(err error) fault.Code {
	var already *fault.Fault
	var failure sqlite3.Error
	switch {
	case errors.As(err, &already):
		return ""
	case errors.Is(err, errDamaged):
		return DataCorrupted
	case errors.As(err, &failure):
		return codeOfSQLite(failure)
	case errors.Is(err, syscall.ENOSPC):
		return DiskFull
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR),
		errors.Is(err, syscall.EISDIR), errors.Is(err, fs.ErrExist):
		return DataNotWritable
	}
	return ""
}

func codeOfSQLite(failure sqlite3.Error) fault.Code {
	switch failure.Code {
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return DataCorrupted
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm, sqlite3.ErrIoErr, sqlite3.ErrAuth:
		return DataNotWritable
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return DataInUse
	case sqlite3.ErrFull:
		return DiskFull
	}
	return ""
}
