package deskstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
)

// sentColumns is what every reading of messages selects, in the order of scanSent.
const sentColumns = `sent.id, sent.bot, sent.agent, sent.contact, sent.phone, sent.name, sent.template_id,
	sent.template_name, sent.template_language, sent.content, sent.composed_at, sent.delivery,
	sent.queued_at, sent.unconfirmed_at, sent.accepted_at, sent.dispatched_at, sent.failed_at,
	sent.received_at, sent.consumed_at, sent.cancelled_at, sent.replied_at, sent.reason_code,
	sent.reason_text, outbox.stage, outbox.leaves_at, outbox.handed_at, outbox.next_at, outbox.tries`

type row interface{ Scan(...any) error }

func scanSent(from row) (desk.SentMessage, error) {
	var m desk.SentMessage
	var content, delivery string
	var composed int64
	var times [9]int64
	var stage sql.NullString
	var leavesAt, handedAt, nextAt, tries sql.NullInt64
	a, p := &m.Message, &m.Progress
	err := from.Scan(&a.ID, &a.Bot, &a.Agent, &a.Contact, &a.Phone, &a.Name, &a.TemplateID,
		&a.TemplateName, &a.TemplateLanguage, &content, &composed, &delivery,
		&times[0], &times[1], &times[2], &times[3], &times[4], &times[5], &times[6], &times[7], &times[8],
		&p.Reason.Code, &p.Reason.Description, &stage, &leavesAt, &handedAt, &nextAt, &tries)
	if err != nil {
		return m, err
	}
	var whole messageContent
	if err := decode(content, &whole); err != nil {
		return m, err
	}
	a.Values, a.RetryOf, a.ComposedAt = whole.Values, whole.RetryOf, at(composed)
	var known bool
	if p.Delivery, known = message.ParseDelivery(delivery); !known {
		return m, fmt.Errorf("unknown delivery %q", delivery)
	}
	for i, field := range []*time.Time{
		&p.QueuedAt, &p.UnconfirmedAt, &p.AcceptedAt, &p.DispatchedAt, &p.FailedAt,
		&p.ReceivedAt, &p.ConsumedAt, &p.CancelledAt, &p.RepliedAt,
	} {
		*field = at(times[i])
	}
	if stage.Valid {
		m.Outbox = &desk.OutboxRow{
			ID: m.ID(), Stage: desk.OutboxStage(stage.String), LeavesAt: at(leavesAt.Int64),
			HandedAt: at(handedAt.Int64), NextAt: at(nextAt.Int64), Tries: int(tries.Int64),
		}
	}
	return m, nil
}

// list reads all rows of a query with one function.
func list[T any](ctx context.Context, db *sql.DB, scan func(row) (T, error), query string, arguments ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, arguments...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // its error is Err's, which is read below
	var found []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, one)
	}
	return found, rows.Err()
}

// Message reads one message of the history.
func (s *Store) Message(ctx context.Context, id desk.MessageID) (desk.SentMessage, error) {
	found, err := scanSent(s.readers.QueryRowContext(ctx,
		"SELECT "+sentColumns+" FROM sent LEFT JOIN outbox USING (id) WHERE sent.id = ?", string(id)))
	if errors.Is(err, sql.ErrNoRows) {
		return desk.SentMessage{}, fault.New(desk.MessageUnknown, nil, nil)
	}
	return found, s.explain("read message from", err)
}

// SentTemplate reads a message's template as it was when it was sent.
func (s *Store) SentTemplate(ctx context.Context, id desk.MessageID) (message.Template, error) {
	var raw []byte
	err := s.readers.QueryRowContext(ctx, `SELECT template_copies.raw FROM sent
		JOIN template_copies ON template_copies.number = sent.template_copy WHERE sent.id = ?`, string(id)).Scan(&raw)
	if errors.Is(err, sql.ErrNoRows) {
		return message.Template{}, fault.New(desk.TemplateUnknown, nil, nil)
	}
	if err != nil {
		return message.Template{}, s.explain("read template from", err)
	}
	template, err := message.ReadTemplate(raw)
	if err != nil {
		return message.Template{}, fmt.Errorf("read copy of template: %w", err)
	}
	return template, nil
}

// History searches everything that was ever sent, newest first.
func (s *Store) History(ctx context.Context, query desk.HistoryQuery) (desk.HistoryPage, error) {
	limit := min(max(query.Limit, 1), desk.HistoryLimitMax)
	before := int64(1) << 62
	if !query.Before.IsZero() {
		before = millis(query.Before) * perMillisecond
	}
	from, match := "sent", matchOf(query.Text)
	where, arguments := "sent.number < ?", []any{before}
	if match != "" {
		from = "sent_words JOIN sent ON sent.number = sent_words.rowid"
		where, arguments = "sent_words MATCH ? AND sent_words.rowid < ?", []any{match, before}
	}
	order := map[bool]string{true: "sent_words.rowid", false: "sent.number"}[match != ""]
	found, err := list(ctx, s.readers, scanSent, "SELECT "+sentColumns+" FROM "+from+
		" LEFT JOIN outbox ON outbox.id = sent.id WHERE "+where+" ORDER BY "+order+" DESC LIMIT ?",
		append(arguments, limit+1)...)
	if err != nil {
		return desk.HistoryPage{}, s.explain("search", err)
	}
	page := desk.HistoryPage{Messages: found, More: len(found) > limit}
	if page.More {
		page.Messages = found[:limit]
	}
	return page, nil
}

// Earlier lists messages to the same customer that were composed before one, newest first.
func (s *Store) Earlier(ctx context.Context, of desk.SentMessage, limit int) ([]desk.SentMessage, error) {
	column, who := "phone", of.Message.Phone
	if who == "" {
		column, who = "contact", of.Message.Contact
	}
	found, err := list(ctx, s.readers, scanSent, "SELECT "+sentColumns+` FROM sent LEFT JOIN outbox USING (id)
		WHERE sent.bot = ? AND sent.`+column+` = ?
			AND sent.number < coalesce((SELECT number FROM sent WHERE id = ?), ?)
		ORDER BY sent.number DESC LIMIT ?`,
		of.Message.Bot, who, of.Message.ID, millis(of.Message.ComposedAt)*perMillisecond,
		min(max(limit, 1), desk.HistoryLimitMax))
	return found, s.explain("read earlier messages from", err)
}

// LastValues are the values that were last used in a template.
func (s *Store) LastValues(ctx context.Context, template desk.TemplateKey) (message.Values, error) {
	type pair struct{ place, value string }
	pairs, err := list(ctx, s.readers, func(r row) (p pair, err error) { return p, r.Scan(&p.place, &p.value) },
		"SELECT place, value FROM last_values WHERE template = ?", template.String())
	if err != nil {
		return nil, s.explain("read last values from", err)
	}
	values := make(message.Values, len(pairs))
	for _, p := range pairs {
		values[message.Place(p.place)] = p.value
	}
	return values, nil
}

// KnownContacts searches the contacts that this desk met.
func (s *Store) KnownContacts(ctx context.Context, bot desk.BotID, text string, limit int) ([]desk.Contact, error) {
	query, arguments := "SELECT id, content FROM contacts WHERE bot = ?", []any{string(bot)}
	for _, word := range wordsOf(fold(text)) {
		query += " AND instr(words, ?) > 0"
		arguments = append(arguments, " "+word)
	}
	found, err := list(ctx, s.readers, scanContact, query+" ORDER BY used_at DESC, number DESC LIMIT ?",
		append(arguments, min(max(limit, 1), desk.HistoryLimitMax))...)
	return found, s.explain("search contacts in", err)
}

func scanContact(from row) (desk.Contact, error) {
	var id, text string
	if err := from.Scan(&id, &text); err != nil {
		return desk.Contact{}, err
	}
	var content contactContent
	err := decode(text, &content)
	return content.contact(id), err
}

// revisionOf reads the revision; a fresh store begins at zero.
func revisionOf(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	return strconv.ParseInt(text, 10, 64)
}
