package hubstore

import (
	"encoding/json"
	"fmt"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
)

// sendColumns finds the template's text by a subquery: measured, a join makes finding one send ten
// times as slow.
const sendColumns = `SELECT sender, id, handle, change, bot, agent, contact, phone, name,
	template_id, template_name, template_language, coalesce(template, ''), (SELECT raw FROM template_texts WHERE digest = template), filled, payload, coalesce(campaign, ''), campaign_note,
	reply_to, retry_of, composed_at, delivery, accepted_at, dispatched_at, failed_at, received_at, consumed_at,
	replied_at, reason_code, reason_description, handover, next_try_at
	FROM sends `

func readSend(row scanner) (hub.Send, error) {
	var send hub.Send
	var filled, delivery string
	progress := &send.Progress
	err := row.Scan(&send.Sender, &send.ID, &send.Handle, &send.Change, &send.Bot, &send.Agent, &send.Contact,
		&send.Phone, &send.Name, &send.TemplateID, &send.TemplateName, &send.TemplateLanguage, &send.TemplateDigest,
		&send.Template, &filled, &send.Payload, &send.Campaign, &send.CampaignNote, &send.ReplyTo, &send.RetryOf,
		instant{&send.ComposedAt}, &delivery, instant{&progress.AcceptedAt}, instant{&progress.DispatchedAt},
		instant{&progress.FailedAt}, instant{&progress.ReceivedAt}, instant{&progress.ConsumedAt},
		instant{&progress.RepliedAt}, &progress.Reason.Code, &progress.Reason.Description,
		&send.Handover, instant{&send.NextTryAt})
	if err != nil {
		return send, err
	}
	progress.QueuedAt = send.ComposedAt
	var known bool
	if progress.Delivery, known = message.ParseDelivery(delivery); !known {
		return send, fmt.Errorf("%w: send %s has the delivery %q", errDamaged, send.ID, delivery)
	}
	if err := json.Unmarshal([]byte(filled), &send.Values); err != nil {
		return send, fmt.Errorf("%w: send %s: %w", errDamaged, send.ID, err)
	}
	return send, nil
}

// Send finds a send by its key.
func (c *connection) Send(sender, id string) (hub.Send, error) {
	return one(c, readSend, sendColumns+`WHERE sender = ? AND id = ?`, sender, id)
}

// SendByHandle finds a send by its key towards the gateway.
func (c *connection) SendByHandle(handle string) (hub.Send, error) {
	return one(c, readSend, sendColumns+`WHERE handle = ?`, handle)
}

// SendOfCampaign finds the send of a campaign.
func (c *connection) SendOfCampaign(campaign string) (hub.Send, error) {
	return one(c, readSend, sendColumns+`WHERE campaign = ?`, campaign)
}

// SentSince lists by change.
func (c *connection) SentSince(query hub.SentQuery) ([]hub.Send, error) {
	since := int64(0)
	if !query.VisibleSince.IsZero() {
		since = query.VisibleSince.UnixMilli()
	}
	const visible = `change > ? AND coalesce(accepted_at, failed_at, composed_at) >= ? ORDER BY change LIMIT ?`
	if query.Sender == "" {
		return list(c, readSend, sendColumns+`WHERE `+visible, query.AfterChange, since, query.Take)
	}
	return list(c, readSend, sendColumns+`WHERE sender = ? AND `+visible, query.Sender, query.AfterChange, since, query.Take)
}

// SendsTo lists what a contact was sent, latest first.
func (c *connection) SendsTo(contact string, since time.Time, take int) ([]hub.Send, error) {
	return list(c, readSend, sendColumns+`WHERE contact = ? AND composed_at >= ?
		ORDER BY composed_at DESC, number DESC LIMIT ?`, contact, since.UnixMilli(), take)
}

// LastSentTo is when a contact was last sent what was not refused.
func (c *connection) LastSentTo(contact string) (time.Time, error) {
	latest, err := one(c, whole, `SELECT max(composed_at) FROM sends WHERE contact = ? AND delivery <> 'failed'`, contact)
	if err != nil || latest == 0 {
		return time.Time{}, err
	}
	return time.UnixMilli(latest).UTC(), nil
}

// Campaigns lists the campaigns of a bot, latest first.
func (c *connection) Campaigns(query hub.CampaignQuery) ([]hub.Send, error) {
	return list(c, readSend, sendColumns+`WHERE bot = ? AND campaign IS NOT NULL AND composed_at >= ? AND (?3 = '' OR agent = ?3)
		ORDER BY composed_at DESC, number DESC LIMIT ? OFFSET ?`,
		query.Bot, query.Since.UnixMilli(), query.Agent, query.Take, query.Skip)
}

// HandoverWaiting lists what is due for the gateway.
func (c *connection) HandoverWaiting(due time.Time, take int) ([]hub.Send, error) {
	return list(c, readSend, sendColumns+`WHERE handover = 1 AND next_try_at <= ? ORDER BY next_try_at, change LIMIT ?`,
		due.UnixMilli(), take)
}

// NextTry is the earliest instant at which something is due for the gateway.
func (c *connection) NextTry() (time.Time, error) {
	earliest, err := one(c, whole, `SELECT min(earliest) FROM (
		SELECT min(next_try_at) AS earliest FROM sends UNION ALL SELECT min(next_try_at) FROM outbound)`)
	if err != nil || earliest == 0 {
		return time.Time{}, err
	}
	return time.UnixMilli(earliest).UTC(), nil
}

// orNull keeps the empty text out of unique and foreign keys.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func (c *connection) nextChange() (int64, error) {
	return one(c, whole, `SELECT coalesce(max(change), 0) + 1 FROM sends`)
}

// InsertSend stores a new send.
func (c *connection) InsertSend(send hub.Send) (int64, error) {
	change, err := c.nextChange()
	if err != nil {
		return 0, err
	}
	filled, err := json.Marshal(send.Values)
	if err != nil {
		return 0, err
	}
	if send.TemplateDigest != "" {
		if err := c.putTemplateText(send.TemplateDigest, send.Template); err != nil {
			return 0, err
		}
	}
	progress := send.Progress
	return change, c.exec(`INSERT INTO sends (sender, id, handle, change, bot, agent, contact, phone, name,
			template_id, template_name, template_language, template, filled, payload, campaign, campaign_note,
			reply_to, retry_of, composed_at, delivery, accepted_at, dispatched_at, failed_at, received_at,
			consumed_at, replied_at, reason_code, reason_description, handover, next_try_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		send.Sender, send.ID, send.Handle, change, send.Bot, send.Agent, send.Contact, send.Phone, send.Name,
		send.TemplateID, send.TemplateName, send.TemplateLanguage, orNull(send.TemplateDigest), string(filled), send.Payload,
		orNull(send.Campaign), send.CampaignNote, send.ReplyTo, send.RetryOf, send.ComposedAt.UnixMilli(),
		progress.Delivery.String(), millis(progress.AcceptedAt), millis(progress.DispatchedAt),
		millis(progress.FailedAt), millis(progress.ReceivedAt), millis(progress.ConsumedAt),
		millis(progress.RepliedAt), progress.Reason.Code, progress.Reason.Description,
		int(send.Handover), millis(send.NextTryAt))
}

// UpdateSend writes progress and hand-over if nobody wrote since it was read.
func (c *connection) UpdateSend(send hub.Send) (int64, error) {
	change, err := c.nextChange()
	if err != nil {
		return 0, err
	}
	progress := send.Progress
	return change, c.execOne(`UPDATE sends SET change = ?, delivery = ?, accepted_at = ?, dispatched_at = ?,
			failed_at = ?, received_at = ?, consumed_at = ?, replied_at = ?, reason_code = ?, reason_description = ?,
			handover = ?, next_try_at = ?
		WHERE sender = ? AND id = ? AND change = ?`,
		change, progress.Delivery.String(), millis(progress.AcceptedAt), millis(progress.DispatchedAt),
		millis(progress.FailedAt), millis(progress.ReceivedAt), millis(progress.ConsumedAt),
		millis(progress.RepliedAt), progress.Reason.Code, progress.Reason.Description,
		int(send.Handover), millis(send.NextTryAt), send.Sender, send.ID, send.Change)
}

// SetHandover moves a hand-over on if it still is was.
func (c *connection) SetHandover(handle string, to, was hub.Handover, nextTryAt time.Time) error {
	return c.execOne(`UPDATE sends SET handover = ?, next_try_at = ? WHERE handle = ? AND handover = ?`,
		int(to), millis(nextTryAt), handle, int(was))
}

// Inbound finds a customer's message.
func (c *connection) Inbound(id string) (hub.Inbound, error) {
	return one(c, func(row scanner) (hub.Inbound, error) {
		var inbound hub.Inbound
		err := row.Scan(&inbound.ID, &inbound.Bot, &inbound.Contact, &inbound.Ticket, &inbound.Type, &inbound.Content,
			&inbound.InReplyTo, &inbound.Payload, instant{&inbound.At})
		return inbound, err
	}, `SELECT id, bot, contact, ticket, type, content, in_reply_to, payload, at FROM inbound WHERE id = ?`, id)
}

// InsertInbound stores a customer's message.
func (c *connection) InsertInbound(inbound hub.Inbound) error {
	return c.exec(`INSERT INTO inbound (id, bot, contact, ticket, type, content, in_reply_to, payload, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, inbound.ID, inbound.Bot, inbound.Contact, inbound.Ticket,
		inbound.Type, inbound.Content, inbound.InReplyTo, inbound.Payload, inbound.At.UnixMilli())
}
