package hubstore

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"activa/backend/hub"
	"activa/backend/ticket"
)

const ticketColumns = `SELECT id, bot, contact, status, closure, queue, agent, reserved_for, why,
	answers, parent, priority, tags, created_at, taken_at, active_at, ended_at FROM tickets `

func readTicket(row scanner) (ticket.Ticket, error) {
	var t ticket.Ticket
	var status, closure, why, tags string
	err := row.Scan(&t.ID, &t.Bot, &t.Contact, &status, &closure, &t.Queue, &t.Agent, &t.ReservedFor,
		&why, &t.Answers, &t.Parent, &t.Priority, &tags,
		instant{&t.CreatedAt}, instant{&t.TakenAt}, instant{&t.ActiveAt}, instant{&t.EndedAt})
	if err != nil {
		return t, err
	}
	t.Status, t.Closure, t.Why = ticket.Status(status), ticket.Closure(closure), ticket.Why(why)
	t.Tags, err = readTexts(tags)
	return t, err
}

// readTexts reads a JSON array of texts; nil when it is empty.
func readTexts(written string) (texts []string, err error) {
	if err := json.Unmarshal([]byte(written), &texts); err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if len(texts) == 0 {
		return nil, nil
	}
	return texts, nil
}

// Ticket finds one ticket.
func (c *connection) Ticket(id string) (ticket.Ticket, error) {
	return one(c, readTicket, ticketColumns+`WHERE id = ?`, id)
}

// UnfinishedTicket finds what keeps a contact from active messages of a bot.
func (c *connection) UnfinishedTicket(bot, contact string) (ticket.Ticket, error) {
	return one(c, readTicket, ticketColumns+`WHERE contact = ? AND bot = ? AND unfinished = 1`, contact, bot)
}

// Tickets lists by a filter, oldest first.
func (c *connection) Tickets(query hub.TicketQuery) ([]ticket.Ticket, error) {
	condition, arguments, err := ticketFields.condition(query.Filter)
	if err != nil || len(query.Bots) == 0 {
		return nil, err
	}
	condition = `(` + condition + `) AND bot IN (?` + strings.Repeat(", ?", len(query.Bots)-1) + `)`
	for _, bot := range query.Bots {
		arguments = append(arguments, bot)
	}
	if query.Finished {
		condition += ` AND status IN ('Closed', 'Transferred')`
	} else {
		condition += ` AND status IN ('Waiting', 'Open')`
	}
	if query.ShownTo != "" {
		// ticket.CanSee in SQL; a test holds the two against each other.
		condition += ` AND (status IN ('Closed', 'Transferred') OR status = 'Open' AND agent = ?
			OR status = 'Waiting' AND (reserved_for = ? OR reserved_for = ''`
		arguments = append(arguments, query.ShownTo, query.ShownTo)
		if len(query.Queues) > 0 {
			condition += ` AND queue IN (?` + strings.Repeat(", ?", len(query.Queues)-1) + `)`
			for _, queue := range query.Queues {
				arguments = append(arguments, queue)
			}
		}
		condition += `))`
	}
	return listOnce(c, readTicket, ticketColumns+`WHERE `+condition+` ORDER BY created_at, number LIMIT ? OFFSET ?`,
		append(arguments, query.Take, query.Skip)...)
}

// ReservedTickets lists what waits for one agent alone.
func (c *connection) ReservedTickets(agent string) ([]ticket.Ticket, error) {
	return list(c, readTicket, ticketColumns+`WHERE status = 'Waiting' AND reserved_for = ? AND reserved_for <> ''
		ORDER BY created_at, number`, agent)
}

// WaitingTickets lists what waits in the queues of a bot for everybody.
func (c *connection) WaitingTickets(bot string) ([]ticket.Ticket, error) {
	return list(c, readTicket, ticketColumns+`WHERE bot = ? AND status = 'Waiting' AND reserved_for = ''
		ORDER BY created_at, number`, bot)
}

// QuietestTickets lists the Open tickets of a bot in which nobody wrote for longest.
func (c *connection) QuietestTickets(bot string, take int) ([]ticket.Ticket, error) {
	return list(c, readTicket, ticketColumns+`WHERE bot = ? AND status = 'Open' ORDER BY active_at, number LIMIT ?`, bot, take)
}

// NoteActivity notes when somebody last wrote in a ticket.
func (c *connection) NoteActivity(id string, at time.Time) error {
	return c.exec(`UPDATE tickets SET active_at = max(coalesce(active_at, 0), ?) WHERE id = ?`, millis(at), id)
}

// TicketHistory lists what happened to a ticket, oldest first.
func (c *connection) TicketHistory(id string) ([]ticket.Entry, error) {
	return list(c, func(row scanner) (entry ticket.Entry, err error) {
		var action string
		err = row.Scan(&entry.Ticket, instant{&entry.At}, &entry.By, &action, &entry.From, &entry.To, &entry.Note)
		entry.Action = ticket.Action(action)
		return entry, err
	}, `SELECT ticket, at, by_account, action, from_whom, to_whom, note FROM ticket_history WHERE ticket = ? ORDER BY number`, id)
}

func textsText(texts []string) string {
	if len(texts) == 0 {
		return "[]"
	}
	written, _ := json.Marshal(texts) // strings always can be written
	return string(written)
}

// InsertTicket stores a new ticket.
func (c *connection) InsertTicket(t ticket.Ticket) error {
	return c.exec(`INSERT INTO tickets (id, bot, contact, status, closure, queue, agent, reserved_for,
			why, answers, parent, priority, tags, created_at, taken_at, active_at, ended_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		t.ID, t.Bot, t.Contact, string(t.Status), string(t.Closure), t.Queue, t.Agent, t.ReservedFor,
		string(t.Why), t.Answers, t.Parent, t.Priority, textsText(t.Tags),
		t.CreatedAt.UnixMilli(), millis(t.TakenAt), millis(t.ActiveAt), millis(t.EndedAt))
}

// UpdateTicket writes a ticket if it still stands as was.
func (c *connection) UpdateTicket(t, was ticket.Ticket) error {
	return c.execOne(`UPDATE tickets SET status = ?, closure = ?, queue = ?, agent = ?, reserved_for = ?,
			why = ?, answers = ?, priority = ?, tags = ?, taken_at = ?, active_at = ?, ended_at = ?
		WHERE id = ? AND status = ? AND agent = ? AND reserved_for = ?`,
		string(t.Status), string(t.Closure), t.Queue, t.Agent, t.ReservedFor, string(t.Why),
		t.Answers, t.Priority, textsText(t.Tags), millis(t.TakenAt), millis(t.ActiveAt), millis(t.EndedAt),
		was.ID, string(was.Status), was.Agent, was.ReservedFor)
}

// AddTicketHistory stores history lines in their order.
func (c *connection) AddTicketHistory(entries []ticket.Entry) error {
	for _, entry := range entries {
		err := c.exec(`INSERT INTO ticket_history (ticket, at, by_account, action, from_whom, to_whom, note)
			VALUES (?, ?, ?, ?, ?, ?, ?)`, entry.Ticket, entry.At.UnixMilli(), entry.By, string(entry.Action),
			entry.From, entry.To, entry.Note)
		if err != nil {
			return err
		}
	}
	return nil
}
