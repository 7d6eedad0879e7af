package hubstore

import (
	"time"

	"activa/backend/hub"
)

// BotSetting finds what a bot's desk is set up with under a name.
func (c *connection) BotSetting(bot, name string) ([]byte, error) {
	return one(c, readBytes, `SELECT document FROM bot_settings WHERE bot = ? AND name = ?`, bot, name)
}

// PutBotSetting makes or replaces a setting.
func (c *connection) PutBotSetting(bot, name string, document []byte) error {
	return c.exec(`INSERT INTO bot_settings (bot, name, document) VALUES (?, ?, ?)
		ON CONFLICT (bot, name) DO UPDATE SET document = excluded.document`, bot, name, document)
}

// Comments lists what was written about a contact, newest first.
func (c *connection) Comments(contact string) ([]hub.Comment, error) {
	return list(c, func(row scanner) (comment hub.Comment, err error) {
		err = row.Scan(&comment.ID, &comment.Contact, &comment.Author, &comment.Content, instant{&comment.At})
		return comment, err
	}, `SELECT id, contact, author, content, at FROM contact_comments WHERE contact = ? ORDER BY number DESC LIMIT ?`,
		contact, hub.CommentsMax)
}

// InsertComment stores a comment.
func (c *connection) InsertComment(comment hub.Comment) error {
	return c.exec(`INSERT INTO contact_comments (id, contact, author, content, at) VALUES (?, ?, ?, ?, ?)`,
		comment.ID, comment.Contact, comment.Author, comment.Content, comment.At.UnixMilli())
}

// DeleteComment removes a comment; none is hub.ErrNotFound.
func (c *connection) DeleteComment(contact, id string) error {
	return c.deleteOne(`DELETE FROM contact_comments WHERE contact = ? AND id = ?`, contact, id)
}

// Workload is what an agent has to do.
func (c *connection) Workload(agent string) (work hub.Workload, err error) {
	open, err := one(c, whole, `SELECT count(*) FROM tickets WHERE agent = ? AND status = 'Open'`, agent)
	if err != nil {
		return work, err
	}
	work.Open = int(open)
	latest, err := one(c, whole, `SELECT max(taken_at) FROM tickets WHERE agent = ?`, agent)
	if latest != 0 {
		work.LastGivenAt = time.UnixMilli(latest).UTC()
	}
	return work, err
}
