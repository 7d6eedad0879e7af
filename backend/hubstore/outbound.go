package hubstore

import (
	"fmt"
	"slices"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
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

// UnreadCount counts the customer's messages that the agent of the ticket has not read.
func (c *connection) UnreadCount(ticket string) (int, error) {
	unread, err := one(c, whole, `SELECT count(*) FROM inbound WHERE ticket = ? AND consumed_at IS NULL`, ticket)
	return int(unread), err
}

// The three sources of a conversation, in the columns that readTicketMessage takes.
const (
	saidByCustomer = `SELECT id, '' AS sender, ticket, type, content, at AS said_at, NULL AS accepted_at, NULL AS dispatched_at,
		received_at, consumed_at, NULL AS failed_at, 0 AS code, '' AS description, 'received' AS delivery FROM inbound `
	saidByAgent = `SELECT id, sender, ticket, type, content, written_at, accepted_at, dispatched_at,
		received_at, consumed_at, failed_at, reason_code, reason_description, delivery FROM outbound `
	sentActively = `SELECT id, sender, '', 'application/json', payload, composed_at, accepted_at, dispatched_at,
		received_at, consumed_at, failed_at, reason_code, reason_description, delivery FROM sends `
	latestFirst = ` ORDER BY said_at DESC, id DESC LIMIT ?3 OFFSET ?4`
)

// TicketMessages lists the latest messages of a ticket, oldest first.
func (c *connection) TicketMessages(ticket string, skip, take int) ([]hub.TicketMessage, error) {
	messages, err := list(c, readTicketMessage, saidByCustomer+`WHERE ticket = ?1 AND ?2 = '' UNION ALL `+
		saidByAgent+`WHERE ticket = ?1`+latestFirst, ticket, "", take, skip)
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

func readTicketMessage(row scanner) (hub.TicketMessage, error) {
	var said hub.TicketMessage
	var delivery string
	progress := &said.Progress
	err := row.Scan(&said.ID, &said.Sender, &said.Ticket, &said.Type, &said.Content, instant{&said.At}, instant{&progress.AcceptedAt},
		instant{&progress.DispatchedAt}, instant{&progress.ReceivedAt}, instant{&progress.ConsumedAt}, instant{&progress.FailedAt},
		&progress.Reason.Code, &progress.Reason.Description, &delivery)
	if err != nil {
		return said, err
	}
	var known bool
	if progress.Delivery, known = message.ParseDelivery(delivery); !known {
		return said, fmt.Errorf("%w: message %s has the delivery %q", errDamaged, said.ID, delivery)
	}
	return said, nil
}
