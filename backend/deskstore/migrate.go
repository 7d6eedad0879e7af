package deskstore

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"os"

	"github.com/pressly/goose/v3"

	"activa/backend/desk"
	"activa/backend/fault"
)

//go:embed migrations/*.sql
var embedded embed.FS

// migrations are the numbered files, oldest first.
func migrations() fs.FS {
	files, err := fs.Sub(embedded, "migrations")
	if err != nil {
		panic(err) // only a misspelt name of a folder that is built in can cause it
	}
	return files
}

// migrate brings the file to the newest schema. Before an existing file is changed, a copy of it is
// written beside it, named after the version that it has.
func (s *Store) migrate(ctx context.Context, files fs.FS) error {
	provider, err := goose.NewProvider(goose.DialectSQLite3, s.writer, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	var tables int
	if err := s.writer.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return err
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	switch {
	case current > target:
		return fault.New(desk.DataNewer, nil, fault.Parameters{"path": s.path})
	case current == target:
		return nil
	case tables > 0:
		if err := copyBefore(ctx, s.writer, fmt.Sprintf("%s.before-%d", s.path, current)); err != nil {
			return err
		}
	}
	_, err = provider.Up(ctx)
	return err
}

// copyBefore writes a consistent copy of the database; an older copy of the same version is replaced.
func copyBefore(ctx context.Context, db *sql.DB, path string) error {
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("copy before migration: %w", err)
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return fmt.Errorf("copy before migration: %w", err)
	}
	return os.Chmod(path, 0o600)
}
