package deskstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"activa/backend/desk"
	"activa/backend/message"
)

// Commit writes everything or nothing.
func (s *Store) Commit(ctx context.Context, commit desk.Commit) error {
	return s.explain("commit to", s.transaction(ctx, func(tx *sql.Tx) error {
		w := writer{ctx: ctx, tx: tx}
		for _, write := range commit.Sent {
			w.sent(write)
		}
		w.drafts(commit)
		w.session(commit)
		w.caches(commit)
		w.conversations(commit)
		w.fact(factRevision, fmt.Sprint(commit.Revision))
		return w.err
	}))
}

func (s *Store) transaction(ctx context.Context, work func(*sql.Tx) error) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := work(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// writer runs statements of one transaction and keeps the first error; after it nothing runs.
type writer struct {
	ctx context.Context
	tx  *sql.Tx
	err error
}

// run executes a statement and tells how many rows it changed.
func (w *writer) run(statement string, arguments ...any) int64 {
	if w.err != nil {
		return 0
	}
	result, err := w.tx.ExecContext(w.ctx, statement, arguments...)
	if err != nil {
		w.err = err
		return 0
	}
	changed, err := result.RowsAffected()
	w.err = err
	return changed
}

// one is run for a statement whose condition must hold for exactly one row.
func (w *writer) one(statement string, arguments ...any) {
	if changed := w.run(statement, arguments...); w.err == nil && changed != 1 {
		w.err = desk.ErrConflict
	}
}

// number reads one number; zero when there is no row.
func (w *writer) number(query string, arguments ...any) int64 {
	if w.err != nil {
		return 0
	}
	var found int64
	err := w.tx.QueryRowContext(w.ctx, query, arguments...).Scan(&found)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		w.err = err
	}
	return found
}

// sent writes one message and its outbox row, each only if it is still where the desk believes it is.
func (w *writer) sent(write desk.SentWrite) {
	if write.New {
		w.newMessage(write)
	} else {
		w.progress(write)
	}
	id, row := string(write.Now.ID()), write.Now.Outbox
	switch {
	case row == nil && write.Stage == "":
		if found := w.number("SELECT count(*) FROM outbox WHERE id = ?", id); w.err == nil && found > 0 {
			w.err = desk.ErrConflict
		}
	case row == nil:
		w.one("DELETE FROM outbox WHERE id = ? AND stage = ?", id, write.Stage)
	case write.Stage == "":
		w.one(`INSERT INTO outbox (id, stage, leaves_at, handed_at, next_at, tries)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			id, row.Stage, millis(row.LeavesAt), millis(row.HandedAt), millis(row.NextAt), row.Tries)
	default:
		w.one(`UPDATE outbox SET stage = ?, leaves_at = ?, handed_at = ?, next_at = ?, tries = ?
			WHERE id = ? AND stage = ?`,
			row.Stage, millis(row.LeavesAt), millis(row.HandedAt), millis(row.NextAt), row.Tries, id, write.Stage)
	}
}

// perMillisecond is how many messages composed in one millisecond the history can order.
const perMillisecond = 1024

func (w *writer) newMessage(write desk.SentWrite) {
	m, p := write.Now.Message, write.Now.Progress
	first := millis(m.ComposedAt) * perMillisecond
	number := 1 + w.number("SELECT coalesce(max(number), ?) FROM sent WHERE number >= ? AND number < ?",
		first-1, first, first+perMillisecond)
	if w.err == nil && number >= first+perMillisecond {
		w.err = fmt.Errorf("more than %d messages in one millisecond", perMillisecond)
	}
	w.one(`INSERT INTO sent (number, id, bot, agent, contact, phone, name, template_id, template_name,
			template_language, template_copy, content, composed_at, delivery, queued_at, unconfirmed_at,
			accepted_at, dispatched_at, failed_at, received_at, consumed_at, cancelled_at, replied_at,
			reason_code, reason_text, visible_until)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`,
		number, m.ID, m.Bot, m.Agent, m.Contact, m.Phone, m.Name, m.TemplateID, m.TemplateName,
		m.TemplateLanguage, w.templateCopy(write.Template), w.json(contentOf(m)), millis(m.ComposedAt),
		p.Delivery.String(), millis(p.QueuedAt), millis(p.UnconfirmedAt), millis(p.AcceptedAt),
		millis(p.DispatchedAt), millis(p.FailedAt), millis(p.ReceivedAt), millis(p.ConsumedAt),
		millis(p.CancelledAt), millis(p.RepliedAt), p.Reason.Code, p.Reason.Description, visibleUntil(p))
	w.run("INSERT INTO sent_words (rowid, name, phone, template) VALUES (?, ?, ?, ?)",
		number, m.Name, phoneWords(m.Phone), m.TemplateName)
}

func (w *writer) progress(write desk.SentWrite) {
	p := write.Now.Progress
	w.one(`UPDATE sent SET delivery = ?, queued_at = ?, unconfirmed_at = ?, accepted_at = ?,
			dispatched_at = ?, failed_at = ?, received_at = ?, consumed_at = ?, cancelled_at = ?,
			replied_at = ?, reason_code = ?, reason_text = ?, visible_until = ?
		WHERE id = ? AND delivery = ?`,
		p.Delivery.String(), millis(p.QueuedAt), millis(p.UnconfirmedAt), millis(p.AcceptedAt),
		millis(p.DispatchedAt), millis(p.FailedAt), millis(p.ReceivedAt), millis(p.ConsumedAt),
		millis(p.CancelledAt), millis(p.RepliedAt), p.Reason.Code, p.Reason.Description, visibleUntil(p),
		string(write.Now.ID()), write.Delivery.String())
}

// templateCopy stores a template once and gives its number, nil without one.
func (w *writer) templateCopy(template *message.Template) any {
	if template == nil || len(template.Raw) == 0 || w.err != nil {
		return nil
	}
	digest := digestOf(template.Raw)
	w.run("INSERT INTO template_copies (digest, raw) VALUES (?, ?) ON CONFLICT DO NOTHING", digest, template.Raw)
	return w.number("SELECT number FROM template_copies WHERE digest = ?", digest)
}

// visibleUntil is until when a message has a row in Sent: zero when it has none, the largest number when
// it stays until something happens.
func visibleUntil(p message.Progress) int64 {
	end := p.LeavesAt()
	switch {
	case !p.Visible(time.Time{}):
		return 0
	case end.IsZero():
		return math.MaxInt64
	}
	return millis(end)
}

// millis is the stored form of an instant: Unix milliseconds, zero for none.
func millis(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMilli()
}

// at is the instant of stored milliseconds.
func at(stored int64) time.Time {
	if stored == 0 {
		return time.Time{}
	}
	return time.UnixMilli(stored).UTC()
}
