package deskstore

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"activa/backend/desk"
	"activa/backend/fault"
)

// chatKeptMax is how many messages of conversations are kept in all; the oldest make room, but never those of
// the outbox and of unfinished tickets.
const chatKeptMax = 100_000

// conversations writes what a commit holds of tickets and their conversations.
func (w *writer) conversations(commit desk.Commit) {
	for _, id := range commit.TicketsGone {
		w.run("DELETE FROM tickets WHERE id = ?", string(id))
	}
	for _, kept := range commit.Tickets {
		w.run(`INSERT INTO tickets (id, content) VALUES (?, ?)
			ON CONFLICT (id) DO UPDATE SET content = excluded.content`, kept.ID, w.json(ticketContentOf(kept)))
	}
	for _, begun := range commit.Unsent {
		if begun.Text == "" {
			w.run("DELETE FROM unsent WHERE ticket = ?", string(begun.Ticket))
			continue
		}
		w.run(`INSERT INTO unsent (ticket, text, in_reply) VALUES (?, ?, ?)
			ON CONFLICT (ticket) DO UPDATE SET text = excluded.text, in_reply = excluded.in_reply`,
			string(begun.Ticket), begun.Text, string(begun.InReply))
	}
	for _, trim := range commit.ChatTrimmed {
		w.run(`DELETE FROM chat WHERE ticket = ?1 AND (?2 = 0 OR at < ?2)
			AND id NOT IN (SELECT id FROM chat_outbox WHERE ticket = ?1)`, string(trim.Ticket), millis(trim.Before))
	}
	for _, write := range commit.Chat {
		w.chat(write)
	}
	if len(commit.Chat) > 0 {
		w.run(`DELETE FROM chat WHERE number <= (SELECT max(number) FROM chat) - ?
			AND id NOT IN (SELECT id FROM chat_outbox) AND ticket NOT IN (SELECT id FROM tickets)`, chatKeptMax)
	}
}

// chat writes one message, and its outbox row only if that is still where the desk believes it is.
func (w *writer) chat(write desk.ChatWrite) {
	m, row := write.Now, write.Outbox
	id, of := string(m.ID), string(m.Ticket)
	unread := m.From == desk.FromCustomer && m.Progress.ConsumedAt.IsZero()
	content := chatContentOf(m)
	content.ID = ""
	w.run(`INSERT INTO chat (ticket, id, at, unread, content) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (ticket, id) DO UPDATE SET at = excluded.at, unread = excluded.unread, content = excluded.content`,
		of, id, millis(m.At), unread, w.json(content))
	switch {
	case row == nil && write.Stage == "":
		if found := w.number("SELECT count(*) FROM chat_outbox WHERE id = ? AND ticket = ?", id, of); w.err == nil && found > 0 {
			w.err = desk.ErrConflict
		}
	case row == nil:
		w.one("DELETE FROM chat_outbox WHERE id = ? AND stage = ?", id, write.Stage)
	case write.Stage == "":
		w.one(`INSERT INTO chat_outbox (id, ticket, stage, handed_at, next_at, tries) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT DO NOTHING`, id, of, row.Stage, millis(row.HandedAt), millis(row.NextAt), row.Tries)
	default:
		w.one("UPDATE chat_outbox SET stage = ?, handed_at = ?, next_at = ?, tries = ? WHERE id = ? AND stage = ?",
			row.Stage, millis(row.HandedAt), millis(row.NextAt), row.Tries, id, write.Stage)
	}
}

// loadConversations reads the tickets, what was begun in them, and the outbox of their conversations.
func (s *Store) loadConversations(ctx context.Context, loaded *desk.Loaded) error {
	var err error
	loaded.Tickets, err = list(ctx, s.readers, func(r row) (desk.KeptTicket, error) {
		var id, text string
		if err := r.Scan(&id, &text); err != nil {
			return desk.KeptTicket{}, err
		}
		var content ticketContent
		err := decode(text, &content)
		return content.ticket(id), err
	}, "SELECT id, content FROM tickets ORDER BY id")
	if err != nil {
		return err
	}
	begun, err := list(ctx, s.readers, func(r row) (one desk.UnsentText, err error) {
		return one, r.Scan(&one.Ticket, &one.Text, &one.InReply)
	}, "SELECT ticket, text, in_reply FROM unsent")
	if err != nil {
		return err
	}
	for _, one := range begun {
		if loaded.Unsent == nil {
			loaded.Unsent = map[desk.TicketID]desk.UnsentText{}
		}
		loaded.Unsent[one.Ticket] = one
	}
	loaded.ChatOutbox, err = list(ctx, s.readers, func(r row) (desk.ChatSend, error) {
		var send desk.ChatSend
		var ticketID, id, text, stage string
		var handedAt, nextAt int64
		if err := r.Scan(&ticketID, &id, &text, &stage, &handedAt, &nextAt, &send.Row.Tries); err != nil {
			return send, err
		}
		var content chatContent
		err := decode(text, &content)
		send.Message = content.message(ticketID, id)
		send.Row.ID, send.Row.Stage = send.Message.ID, desk.OutboxStage(stage)
		send.Row.HandedAt, send.Row.NextAt = at(handedAt), at(nextAt)
		return send, err
	}, `SELECT chat.ticket, chat.id, content, stage, handed_at, next_at, tries
		FROM chat_outbox JOIN chat USING (ticket, id) ORDER BY chat.at, chat.id`)
	return err
}

const chatColumns = "SELECT ticket, id, content FROM chat "

func scanChat(from row) (desk.ChatMessage, error) {
	var ticketID, id, text string
	if err := from.Scan(&ticketID, &id, &text); err != nil {
		return desk.ChatMessage{}, err
	}
	var content chatContent
	err := decode(text, &content)
	return content.message(ticketID, id), err
}

// ChatMessage reads a message of a conversation; with an empty ticket, of any.
func (s *Store) ChatMessage(ctx context.Context, ticket desk.TicketID, id desk.MessageID) (desk.ChatMessage, error) {
	found, err := scanChat(s.readers.QueryRowContext(ctx,
		chatColumns+"WHERE id = ?1 AND (?2 = '' OR ticket = ?2) ORDER BY number LIMIT 1", string(id), string(ticket)))
	if errors.Is(err, sql.ErrNoRows) {
		return desk.ChatMessage{}, fault.New(desk.MessageUnknown, nil, nil)
	}
	return found, s.explain("read conversation from", err)
}

// ChatPage lists the stored messages of a ticket before an instant, oldest first.
func (s *Store) ChatPage(ctx context.Context, ticket desk.TicketID, before time.Time, limit int) ([]desk.ChatMessage, bool, error) {
	limit = min(max(limit, 1), desk.ChatPageMax)
	found, err := list(ctx, s.readers, scanChat,
		chatColumns+"WHERE ticket = ?1 AND (?2 = 0 OR at < ?2) ORDER BY at DESC, number DESC LIMIT ?3",
		string(ticket), millis(before), limit+1)
	if err != nil {
		return nil, false, s.explain("read conversation from", err)
	}
	more := len(found) > limit
	if more {
		found = found[:limit]
	}
	slices.Reverse(found)
	return found, more, nil
}

// UnreadChat lists the customer's messages of a ticket that are not consumed, oldest first.
func (s *Store) UnreadChat(ctx context.Context, ticket desk.TicketID) ([]desk.ChatMessage, error) {
	found, err := list(ctx, s.readers, scanChat, chatColumns+"WHERE ticket = ? AND unread = 1 ORDER BY at, number", string(ticket))
	return found, s.explain("read conversation from", err)
}
