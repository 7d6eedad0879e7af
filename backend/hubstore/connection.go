package hubstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"

	"activa/backend/hub"
)

// connection is one SQLite connection with its prepared statements. One goroutine uses it at a time.
// It is the hub's Reader, and on the writer's side its Tx.
type connection struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt // by their text; the texts are constants, so there are few
}

var _ hub.Tx = (*connection)(nil)

// noCancel is what statements run under: the driver starts a goroutine for each statement that can be
// cancelled, which costs more than most of ours take. Waiting is bounded before a transaction begins.
var noCancel = context.Background()

func connect(database *sql.DB) (*connection, error) {
	conn, err := database.Conn(noCancel)
	if err != nil {
		return nil, err
	}
	c := &connection{conn: conn, statements: make(map[string]*sql.Stmt)}
	for _, setting := range settings {
		if _, err := conn.ExecContext(noCancel, setting); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return c, nil
}

// settings of each connection. What a savepoint may have to undo stays in memory; otherwise every step
// of a group would write a temporary file. The cache, in KiB, holds the indexes that a send touches.
var settings = []string{
	"PRAGMA temp_store = MEMORY", "PRAGMA cache_size = -16384", "PRAGMA wal_autocheckpoint = 4000",
}

func (c *connection) close() error {
	var failures []error
	for _, statement := range c.statements {
		failures = append(failures, statement.Close())
	}
	return errors.Join(append(failures, c.conn.Close())...)
}

func (c *connection) prepare(text string) (*sql.Stmt, error) {
	if statement, known := c.statements[text]; known {
		return statement, nil
	}
	statement, err := c.conn.PrepareContext(noCancel, text)
	if err != nil {
		return nil, fmt.Errorf("prepare %.60q: %w", text, err)
	}
	c.statements[text] = statement
	return statement, nil
}

// step runs one step between savepoints. The first result is the step's own failure, which is undone
// alone; the second ends the whole transaction.
func (c *connection) step(step func(hub.Tx) error) (failure, err error) {
	if err := c.exec("SAVEPOINT step"); err != nil {
		return nil, err
	}
	if failure = step(c); failure != nil {
		if err := c.exec("ROLLBACK TO step"); err != nil {
			return failure, errors.Join(failure, err) // a full disk may have ended the transaction already
		}
	}
	return failure, c.exec("RELEASE step")
}

// rollBackIfOpen ends the transaction after a COMMIT that failed: SQLite leaves it open when the
// disk is full and has closed it after other failures.
func (c *connection) rollBackIfOpen() error {
	err := c.exec("ROLLBACK")
	var failure sqlite3.Error
	if errors.As(err, &failure) && failure.Code == sqlite3.ErrError {
		return nil // "no transaction is active"
	}
	return err
}

func (c *connection) exec(text string, arguments ...any) error {
	_, err := c.run(text, arguments...)
	return err
}

// execOne runs a conditional write that must touch one row: none is hub.ErrConflict.
func (c *connection) execOne(text string, arguments ...any) error {
	touched, err := c.run(text, arguments...)
	if err == nil && touched != 1 {
		return hub.ErrConflict
	}
	return err
}

func (c *connection) run(text string, arguments ...any) (touched int64, err error) {
	statement, err := c.prepare(text) //nolint:sqlclosecheck // it lives as long as its connection
	if err != nil {
		return 0, err
	}
	result, err := statement.ExecContext(noCancel, arguments...)
	if err != nil {
		return 0, meant(err)
	}
	return result.RowsAffected()
}

// meant says in the hub's words what it has words for: a broken unique key is hub.ErrConflict, a full
// disk hub.ErrNoRoom.
func meant(err error) error {
	var failure sqlite3.Error
	if !errors.As(err, &failure) {
		return err
	}
	switch {
	case failure.ExtendedCode == sqlite3.ErrConstraintUnique, failure.ExtendedCode == sqlite3.ErrConstraintPrimaryKey:
		return fmt.Errorf("%w: %w", hub.ErrConflict, err)
	case failure.Code == sqlite3.ErrFull:
		return fmt.Errorf("%w: %w", hub.ErrNoRoom, err)
	}
	return err
}

// scanner is a row under the cursor.
type scanner interface{ Scan(into ...any) error }

// one reads the only row of a query; no row is hub.ErrNotFound.
func one[T any](c *connection, read func(scanner) (T, error), text string, arguments ...any) (T, error) {
	var none T
	statement, err := c.prepare(text) //nolint:sqlclosecheck // it lives as long as its connection
	if err != nil {
		return none, err
	}
	record, err := read(statement.QueryRowContext(noCancel, arguments...))
	if errors.Is(err, sql.ErrNoRows) {
		return none, hub.ErrNotFound
	}
	return record, meant(err) // a write may answer with a row, too
}

// list reads all rows of a query.
func list[T any](c *connection, read func(scanner) (T, error), text string, arguments ...any) ([]T, error) {
	statement, err := c.prepare(text)
	if err != nil {
		return nil, err
	}
	return listOf(statement, read, arguments)
}

// listOnce is list for a text that is made for one query, such as a filter's: it is not kept.
func listOnce[T any](c *connection, read func(scanner) (T, error), text string, arguments ...any) ([]T, error) {
	statement, err := c.conn.PrepareContext(noCancel, text)
	if err != nil {
		return nil, fmt.Errorf("prepare %.60q: %w", text, err)
	}
	defer func() { _ = statement.Close() }() // nothing is written by it
	return listOf(statement, read, arguments)
}

func listOf[T any](statement *sql.Stmt, read func(scanner) (T, error), arguments []any) ([]T, error) {
	rows, err := statement.QueryContext(noCancel, arguments...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // its error is Err's, which is read below
	var records []T
	for rows.Next() {
		record, err := read(rows)
		if err != nil {
			return nil, err
		}
		records = append(records, record)
	}
	return records, rows.Err()
}

// text reads a row of one text column.
func text(row scanner) (value string, err error) {
	err = row.Scan(&value)
	return value, err
}

// whole reads a row of one whole number, which may be NULL for zero.
func whole(row scanner) (int64, error) {
	var value sql.NullInt64
	err := row.Scan(&value)
	return value.Int64, err
}

// millis is an instant as a column: Unix milliseconds, NULL for zero.
func millis(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return at.UnixMilli()
}

// instant scans a column of Unix milliseconds into a time.
type instant struct{ at *time.Time }

func (i instant) Scan(value any) error {
	switch value := value.(type) {
	case nil:
		*i.at = time.Time{}
	case int64:
		*i.at = time.UnixMilli(value).UTC()
	default:
		return fmt.Errorf("an instant is no %T", value)
	}
	return nil
}

// LatestInstant is the latest instant of what changed last in each table.
func (c *connection) LatestInstant() (time.Time, error) {
	latest, err := one(c, whole, `SELECT max(at) FROM (
		SELECT max(composed_at, coalesce(accepted_at, 0), coalesce(dispatched_at, 0), coalesce(failed_at, 0),
			coalesce(received_at, 0), coalesce(consumed_at, 0), coalesce(replied_at, 0)) AS at
			FROM (SELECT * FROM sends ORDER BY change DESC LIMIT 1)
		UNION ALL SELECT at FROM (SELECT at FROM inbound ORDER BY number DESC LIMIT 1)
		UNION ALL SELECT written_at FROM (SELECT written_at FROM outbound ORDER BY number DESC LIMIT 1)
		UNION ALL SELECT at FROM (SELECT at FROM ticket_history ORDER BY number DESC LIMIT 1)
		UNION ALL SELECT max(max(coalesce(presence_since, 0)), max(coalesce(away_since, 0))) FROM accounts)`)
	if err != nil || latest == 0 {
		return time.Time{}, err
	}
	return time.UnixMilli(latest).UTC(), nil
}
