package hubstore

import (
	"fmt"
	"math"
	"slices"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
	"activa/backend/ticket"
)

const outboundColumns = `SELECT sender, id, handle, bot, contact, phone, ticket, type, content, reply_to, written_at,
	delivery, accepted_at, dispatched_at, failed_at, received_at, consumed_at, reason_code, reason_description,
	handover, next_try_at FROM outbound `

func readOutbound(row scanner) (hub.Outbound, error) {
	var outbound hub.Outbound
	var delivery string
	progress := &outbound.Progress
	err := row.Scan(&outbound.Sender, &outbound.ID, &outbound.Handle, &outbound.Bot, &outbound.Contact, &outbound.Phone,
		&outbound.Ticket, &outbound.Type, &outbound.Content, &outbound.ReplyTo, instant{&outbound.WrittenAt}, &delivery,
		instant{&progress.AcceptedAt}, instant{&progress.DispatchedAt}, instant{&progress.FailedAt},
		instant{&progress.ReceivedAt}, instant{&progress.ConsumedAt}, &progress.Reason.Code, &progress.Reason.Description,
		&outbound.Handover, instant{&outbound.NextTryAt})
	if err != nil {
		return outbound, err
	}
	progress.QueuedAt = outbound.WrittenAt
	var known bool
	if progress.Delivery, known = message.ParseDelivery(delivery); !known {
		return outbound, fmt.Errorf("%w: message %s has the delivery %q", errDamaged, outbound.ID, delivery)
	}
	return outbound, nil
}

// Outbound finds an agent's message by its key.
func (c *connection) Outbound(sender, id string) (hub.Outbound, error) {
	return one(c, readOutbound, outboundColumns+`WHERE sender = ? AND id = ?`, sender, id)
}

// OutboundByHandle finds an agent's message by its key towards the gateway.
func (c *connection) OutboundByHandle(handle string) (hub.Outbound, error) {
	return one(c, readOutbound, outboundColumns+`WHERE handle = ?`, handle)
}

// OutboundSince lists what agents wrote since an instant, oldest first.
func (c *connection) OutboundSince(at time.Time) ([]hub.Outbound, error) {
	return list(c, readOutbound, outboundColumns+`WHERE written_at >= ? ORDER BY number`, at.UnixMilli())
}

// OutboundWaiting lists what is due for the gateway.
func (c *connection) OutboundWaiting(due time.Time, take int) ([]hub.Outbound, error) {
	return list(c, readOutbound, outboundColumns+`WHERE handover = 1 AND next_try_at <= ? ORDER BY next_try_at, number LIMIT ?`,
		due.UnixMilli(), take)
}

// InsertOutbound stores a new message of an agent.
func (c *connection) InsertOutbound(outbound hub.Outbound) error {
	progress := outbound.Progress
	return c.exec(`INSERT INTO outbound (sender, id, handle, bot, contact, phone, ticket, type, content, reply_to, written_at,
			delivery, accepted_at, dispatched_at, failed_at, received_at, consumed_at, reason_code, reason_description,
			handover, next_try_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		outbound.Sender, outbound.ID, outbound.Handle, outbound.Bot, outbound.Contact, outbound.Phone, outbound.Ticket,
		outbound.Type, outbound.Content, outbound.ReplyTo, outbound.WrittenAt.UnixMilli(), progress.Delivery.String(),
		millis(progress.AcceptedAt), millis(progress.DispatchedAt), millis(progress.FailedAt), millis(progress.ReceivedAt),
		millis(progress.ConsumedAt), progress.Reason.Code, progress.Reason.Description,
		int(outbound.Handover), millis(outbound.NextTryAt))
}

// UpdateOutbound writes progress and hand-over if they still are what was read.
func (c *connection) UpdateOutbound(outbound, was hub.Outbound) error {
	progress := outbound.Progress
	return c.execOne(`UPDATE outbound SET delivery = ?, accepted_at = ?, dispatched_at = ?, failed_at = ?, received_at = ?,
			consumed_at = ?, reason_code = ?, reason_description = ?, handover = ?, next_try_at = ?
		WHERE handle = ? AND delivery = ? AND handover = ?`,
		progress.Delivery.String(), millis(progress.AcceptedAt), millis(progress.DispatchedAt), millis(progress.FailedAt),
		millis(progress.ReceivedAt), millis(progress.ConsumedAt), progress.Reason.Code, progress.Reason.Description,
		int(outbound.Handover), millis(outbound.NextTryAt), outbound.Handle, was.Progress.Delivery.String(), int(was.Handover))
}

// NoteInbound notes how far the agent has come with a customer's message; what was noted stays.
func (c *connection) NoteInbound(id string, receivedAt, consumedAt time.Time) error {
	return c.execOne(`UPDATE inbound SET received_at = coalesce(received_at, ?), consumed_at = coalesce(consumed_at, ?) WHERE id = ?`,
		millis(receivedAt), millis(consumedAt), id)
}

// LastInboundAt is when a contact last wrote to a bot.
func (c *connection) LastInboundAt(bot, contact string) (time.Time, error) {
	latest, err := one(c, whole, `SELECT max(at) FROM inbound WHERE contact = ? AND bot = ?`, contact, bot)
	if err != nil || latest == 0 {
		return time.Time{}, err
	}
	return time.UnixMilli(latest).UTC(), nil
}

// chain is a ticket with all that it continues.
const chain = `WITH RECURSIVE chain(id) AS (VALUES (?1) UNION
	SELECT parent FROM tickets JOIN chain USING (id) WHERE parent <> '') `

// The three sources of a conversation, in the columns that readTicketMessage takes.
const (
	saidByCustomer = `SELECT id, '' AS sender, ticket, type, content, at AS said_at, NULL AS accepted_at, NULL AS dispatched_at,
		received_at, consumed_at, NULL AS failed_at, 0 AS code, '' AS description, 'received' AS delivery,
		coalesce((SELECT outbound.id FROM outbound WHERE handle = in_reply_to), (SELECT sends.id FROM sends WHERE handle = in_reply_to),
			in_reply_to) AS quoted FROM inbound `
	saidByAgent = `SELECT id, sender, ticket, type, content, written_at, accepted_at, dispatched_at,
		received_at, consumed_at, failed_at, reason_code, reason_description, delivery, '' FROM outbound `
	sentActively = `SELECT id, sender, '', 'application/json', payload, composed_at, accepted_at, dispatched_at,
		received_at, consumed_at, failed_at, reason_code, reason_description, delivery, '' FROM sends `
	latestFirst = ` ORDER BY said_at DESC, id DESC LIMIT ?3 OFFSET ?4`
)

// TicketFacts gathers what a list shows of a ticket beside itself.
func (c *connection) TicketFacts(of ticket.Ticket) (facts hub.TicketFacts, err error) {
	if facts.Number, err = c.ticketNumber(of.ID); err != nil {
		return facts, err
	}
	if of.Parent != "" {
		if facts.ParentNumber, err = c.ticketNumber(of.Parent); err != nil {
			return facts, err
		}
	}
	unread, err := one(c, whole, chain+`SELECT count(*) FROM inbound WHERE ticket IN (SELECT id FROM chain) AND consumed_at IS NULL`, of.ID)
	if err != nil {
		return facts, err
	}
	facts.Unread = int(unread)
	if facts.CustomerWroteAt, err = c.LastInboundAt(of.Bot, of.Contact); err != nil {
		return facts, err
	}
	latest, err := c.TicketMessages(hub.TicketMessagesQuery{Ticket: of.ID, Take: 1})
	if err == nil && len(latest) > 0 {
		facts.Last = &latest[0]
	}
	return facts, err
}

func (c *connection) ticketNumber(id string) (int, error) {
	number, err := one(c, whole, `SELECT number FROM tickets WHERE id = ?`, id)
	return int(number), err
}

// TicketMessages lists the latest messages of a ticket's conversation, oldest first.
func (c *connection) TicketMessages(query hub.TicketMessagesQuery) ([]hub.TicketMessage, error) {
	before := int64(math.MaxInt64)
	if !query.Before.IsZero() {
		before = query.Before.UnixMilli()
	}
	messages, err := list(c, readTicketMessage, chain+saidByCustomer+`WHERE ticket IN (SELECT id FROM chain) AND at < ?2 UNION ALL `+
		saidByAgent+`WHERE ticket IN (SELECT id FROM chain) AND written_at < ?2 UNION ALL `+
		sentActively+`WHERE handle = (SELECT answers FROM tickets WHERE id = ?1) AND payload IS NOT NULL AND composed_at < ?2`+
		latestFirst, query.Ticket, before, query.Take, query.Skip)
	slices.Reverse(messages)
	return messages, err
}

// ThreadMessages lists the latest of everything that a bot and a contact wrote to each other, oldest first.
func (c *connection) ThreadMessages(bot, contact string, skip, take int) ([]hub.TicketMessage, error) {
	messages, err := list(c, readTicketMessage, saidByCustomer+`WHERE contact = ?1 AND bot = ?2 UNION ALL `+
		saidByAgent+`WHERE contact = ?1 AND bot = ?2 UNION ALL `+
		sentActively+`WHERE contact = ?1 AND bot = ?2 AND payload IS NOT NULL`+latestFirst, contact, bot, take, skip)
	slices.Reverse(messages)
	return messages, err
}

// Correspondents lists the contacts of a bot by the latest that went to or came from them.
func (c *connection) Correspondents(bot string, since time.Time, take int) ([]hub.Correspondent, error) {
	return list(c, func(row scanner) (one hub.Correspondent, err error) {
		err = row.Scan(&one.Contact, instant{&one.At}, &one.Unread)
		return one, err
	}, `SELECT contact, max(at) AS latest, sum(received_at IS NOT NULL AND consumed_at IS NULL) FROM (
		SELECT contact, composed_at AS at, received_at, consumed_at FROM sends WHERE bot = ?1 AND composed_at >= ?2 AND payload IS NOT NULL
		UNION ALL SELECT contact, at, NULL, NULL FROM inbound WHERE bot = ?1 AND at >= ?2
		UNION ALL SELECT contact, written_at, received_at, consumed_at FROM outbound WHERE bot = ?1 AND written_at >= ?2)
		GROUP BY contact ORDER BY latest DESC, contact LIMIT ?3`, bot, since.UnixMilli(), take)
}

func readTicketMessage(row scanner) (hub.TicketMessage, error) {
	var said hub.TicketMessage
	var delivery string
	progress := &said.Progress
	err := row.Scan(&said.ID, &said.Sender, &said.Ticket, &said.Type, &said.Content, instant{&said.At}, instant{&progress.AcceptedAt},
		instant{&progress.DispatchedAt}, instant{&progress.ReceivedAt}, instant{&progress.ConsumedAt}, instant{&progress.FailedAt},
		&progress.Reason.Code, &progress.Reason.Description, &delivery, &said.InReplyTo)
	if err != nil {
		return said, err
	}
	var known bool
	if progress.Delivery, known = message.ParseDelivery(delivery); !known {
		return said, fmt.Errorf("%w: message %s has the delivery %q", errDamaged, said.ID, delivery)
	}
	return said, nil
}
