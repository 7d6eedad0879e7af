package hubstore

import (
	"encoding/json"
	"fmt"
	"strings"

	"activa/backend/hub"
	"activa/backend/ticket"
)

const ticketColumns = `SELECT id, bot, contact, status, closure, queue, agent, reserved_for, reserved_until, why,
	answers, parent, priority, tags, created_at, taken_at, ended_at FROM tickets `

func readTicket(row scanner) (ticket.Ticket, error) {
	var t ticket.Ticket
	var status, closure, why, tags string
	err := row.Scan(&t.ID, &t.Bot, &t.Contact, &status, &closure, &t.Queue, &t.Agent, &t.ReservedFor,
		instant{&t.ReservedUntil}, &why, &t.Answers, &t.Parent, &t.Priority, &tags,
		instant{&t.CreatedAt}, instant{&t.TakenAt}, instant{&t.EndedAt})
	if err != nil {
		return t, err
	}
	if err := json.Unmarshal([]byte(tags), &t.Tags); err != nil {
		return t, fmt.Errorf("%w: ticket %s: %w", errDamaged, t.ID, err)
	}
	if len(t.Tags) == 0 {
		t.Tags = nil
	}
	t.Status, t.Closure, t.Why = ticket.Status(status), ticket.Closure(closure), ticket.Why(why)
	return t, nil
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
			OR status = 'Waiting' AND reserved_for IN ('', ?))`
		arguments = append(arguments, query.ShownTo, query.ShownTo)
	}
	return listOnce(c, readTicket, ticketColumns+`WHERE `+condition+` ORDER BY created_at, number LIMIT ? OFFSET ?`,
		append(arguments, query.Take, query.Skip)...)
}

// ReservedTickets lists what waits for one agent alone.
func (c *connection) ReservedTickets(agent string) ([]ticket.Ticket, error) {
	return list(c, readTicket, ticketColumns+`WHERE status = 'Waiting' AND reserved_for = ? AND reserved_for <> ''
		ORDER BY created_at, number`, agent)
}

// OpenCounts counts the Open tickets of a bot by agent.
func (c *connection) OpenCounts(bot string) (map[string]int, error) {
	type count struct {
		agent string
		open  int
	}
	counts, err := list(c, func(row scanner) (n count, err error) {
		err = row.Scan(&n.agent, &n.open)
		return n, err
	}, `SELECT agent, count(*) FROM tickets WHERE bot = ? AND status = 'Open' GROUP BY agent`, bot)
	open := make(map[string]int, len(counts))
	for _, n := range counts {
		open[n.agent] = n.open
	}
	return open, err
}

// WaitingTickets lists what waits in the queues of a bot for everybody.
func (c *connection) WaitingTickets(bot string) ([]ticket.Ticket, error) {
	return list(c, readTicket, ticketColumns+`WHERE bot = ? AND status = 'Waiting' AND reserved_for = ''
		ORDER BY created_at, number`, bot)
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

func tagsText(tags []string) string {
	if len(tags) == 0 {
		return "[]"
	}
	text, _ := json.Marshal(tags) // strings always can be written
	return string(text)
}

// InsertTicket stores a new ticket.
func (c *connection) InsertTicket(t ticket.Ticket) error {
	return c.exec(`INSERT INTO tickets (id, bot, contact, status, closure, queue, agent, reserved_for, reserved_until,
			why, answers, parent, priority, tags, created_at, taken_at, ended_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		t.ID, t.Bot, t.Contact, string(t.Status), string(t.Closure), t.Queue, t.Agent, t.ReservedFor,
		millis(t.ReservedUntil), string(t.Why), t.Answers, t.Parent, t.Priority, tagsText(t.Tags),
		t.CreatedAt.UnixMilli(), millis(t.TakenAt), millis(t.EndedAt))
}

// UpdateTicket writes a ticket if it still stands as was.
func (c *connection) UpdateTicket(t, was ticket.Ticket) error {
	return c.execOne(`UPDATE tickets SET status = ?, closure = ?, queue = ?, agent = ?, reserved_for = ?,
			reserved_until = ?, why = ?, answers = ?, priority = ?, tags = ?, taken_at = ?, ended_at = ?
		WHERE id = ? AND status = ? AND agent = ? AND reserved_for = ?`,
		string(t.Status), string(t.Closure), t.Queue, t.Agent, t.ReservedFor, millis(t.ReservedUntil), string(t.Why),
		t.Answers, t.Priority, tagsText(t.Tags), millis(t.TakenAt), millis(t.EndedAt),
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
