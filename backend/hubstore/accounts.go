package hubstore

import (
	"time"

	"activa/backend/hub"
	"activa/backend/ticket"
)

const accountColumns = `SELECT identity, name, email, role, secret,
	presence, presence_reason, presence_since, away_since, slots, queues FROM accounts `

func readAccount(row scanner) (hub.Account, error) {
	var account hub.Account
	var role, status, queues string
	presence := &account.Presence
	err := row.Scan(&account.Identity, &account.Name, &account.Email, &role, &account.Secret,
		&status, &presence.Reason, instant{&presence.Since}, instant{&presence.AwaySince}, &account.Slots, &queues)
	if err != nil {
		return account, err
	}
	account.Role, presence.Status = ticket.Role(role), ticket.Presence(status)
	account.Queues, err = readTexts(queues)
	return account, err
}

func (c *connection) withBots(account hub.Account) (hub.Account, error) {
	var err error
	account.Bots, err = list(c, text, `SELECT bot FROM account_bots WHERE account = ? ORDER BY bot`, account.Identity)
	return account, err
}

func (c *connection) accounts(query string, arguments ...any) ([]hub.Account, error) {
	accounts, err := list(c, readAccount, query, arguments...)
	for i := range accounts {
		if err == nil {
			accounts[i], err = c.withBots(accounts[i])
		}
	}
	return accounts, err
}

// Account finds one account.
func (c *connection) Account(identity string) (hub.Account, error) {
	account, err := one(c, readAccount, accountColumns+`WHERE identity = ?`, identity)
	if err != nil {
		return account, err
	}
	return c.withBots(account)
}

// Accounts lists all accounts.
func (c *connection) Accounts() ([]hub.Account, error) {
	return c.accounts(accountColumns + `ORDER BY identity`)
}

// AccountsOfBot lists who may act for a bot.
func (c *connection) AccountsOfBot(bot string) ([]hub.Account, error) {
	return c.accounts(accountColumns+`WHERE identity = ?1 OR role = 'owner'
		OR identity IN (SELECT account FROM account_bots WHERE bot = ?1) ORDER BY identity`, bot)
}

// Away lists who has a presence but no session.
func (c *connection) Away() ([]hub.Account, error) {
	return c.accounts(accountColumns + `WHERE away_since IS NOT NULL ORDER BY identity`)
}

// PutAccount makes or replaces an account; the presence of one that exists stays.
func (c *connection) PutAccount(account hub.Account) error {
	err := c.exec(`INSERT INTO accounts (identity, name, email, role, secret,
			presence, presence_reason, presence_since, away_since, slots, queues) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (identity) DO UPDATE SET name = excluded.name, email = excluded.email,
			role = excluded.role, secret = excluded.secret, slots = excluded.slots, queues = excluded.queues`,
		account.Identity, account.Name, account.Email, string(account.Role), account.Secret,
		string(account.Presence.Status), account.Presence.Reason,
		millis(account.Presence.Since), millis(account.Presence.AwaySince), account.Slots, textsText(account.Queues))
	if err != nil {
		return err
	}
	if err := c.exec(`DELETE FROM account_bots WHERE account = ?`, account.Identity); err != nil {
		return err
	}
	for _, bot := range account.Bots {
		err := c.exec(`INSERT OR IGNORE INTO account_bots (account, bot) VALUES (?, ?)`, account.Identity, bot)
		if err != nil {
			return err
		}
	}
	return nil
}

// SetPresence writes the presence if it still is was.
func (c *connection) SetPresence(identity string, presence, was hub.Presence) error {
	return c.execOne(`UPDATE accounts SET presence = ?, presence_reason = ?, presence_since = ?, away_since = ?
		WHERE identity = ? AND presence = ? AND presence_since IS ? AND away_since IS ?`,
		string(presence.Status), presence.Reason, millis(presence.Since), millis(presence.AwaySince),
		identity, string(was.Status), millis(was.Since), millis(was.AwaySince))
}

// Token finds a token by its digest.
func (c *connection) Token(digest []byte) (hub.Token, error) {
	return one(c, func(row scanner) (hub.Token, error) {
		token := hub.Token{Digest: digest}
		err := row.Scan(&token.Account, instant{&token.ExpiresAt})
		return token, err
	}, `SELECT account, expires_at FROM tokens WHERE digest = ?`, digest)
}

// PutToken stores a token.
func (c *connection) PutToken(token hub.Token) error {
	return c.exec(`INSERT INTO tokens (digest, account, expires_at) VALUES (?, ?, ?)`,
		token.Digest, token.Account, millis(token.ExpiresAt))
}

const botColumns = `SELECT identity, name, number, direct_transfer, close_after_hours FROM bots `

func readBot(row scanner) (hub.Bot, error) {
	var bot hub.Bot
	var hours int64
	err := row.Scan(&bot.Identity, &bot.Name, &bot.Number, &bot.DirectTransfer, &hours)
	bot.ClosesAfter = time.Duration(hours) * time.Hour
	return bot, err
}

// Bot finds one bot.
func (c *connection) Bot(identity string) (hub.Bot, error) {
	return one(c, readBot, botColumns+`WHERE identity = ?`, identity)
}

// BotByNumber finds the bot that owns a number.
func (c *connection) BotByNumber(number string) (hub.Bot, error) {
	return one(c, readBot, botColumns+`WHERE number = ?`, number)
}

// Bots lists all bots.
func (c *connection) Bots() ([]hub.Bot, error) {
	return list(c, readBot, botColumns+`ORDER BY identity`)
}

// PutBot makes or replaces a bot; a number that another bot has is hub.ErrConflict.
func (c *connection) PutBot(bot hub.Bot) error {
	return c.exec(`INSERT INTO bots (identity, name, number, direct_transfer, close_after_hours) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (identity) DO UPDATE SET name = excluded.name, number = excluded.number,
			direct_transfer = excluded.direct_transfer, close_after_hours = excluded.close_after_hours`,
		bot.Identity, bot.Name, bot.Number, bot.DirectTransfer, int64(bot.ClosesAfter/time.Hour))
}

func readBytes(row scanner) (value []byte, err error) {
	err = row.Scan(&value)
	return value, err
}

// Bucket finds a stored document.
func (c *connection) Bucket(owner, name string) ([]byte, error) {
	return one(c, readBytes, `SELECT document FROM buckets WHERE owner = ? AND name = ?`, owner, name)
}

// PutBucket makes or replaces a stored document.
func (c *connection) PutBucket(owner, name string, document []byte) error {
	return c.exec(`INSERT INTO buckets (owner, name, document) VALUES (?, ?, ?)
		ON CONFLICT (owner, name) DO UPDATE SET document = excluded.document`, owner, name, document)
}

// DeleteBucket removes a stored document; none is hub.ErrNotFound.
func (c *connection) DeleteBucket(owner, name string) error {
	return c.deleteOne(`DELETE FROM buckets WHERE owner = ? AND name = ?`, owner, name)
}

func (c *connection) deleteOne(text string, arguments ...any) error {
	touched, err := c.run(text, arguments...)
	if err == nil && touched == 0 {
		return hub.ErrNotFound
	}
	return err
}

// KeepNotice keeps an envelope for an identity without a session.
func (c *connection) KeepNotice(identity string, envelope []byte, at time.Time) error {
	err := c.exec(`INSERT INTO notices (identity, envelope, kept_at) VALUES (?, ?, ?)`, identity, envelope, millis(at))
	if err != nil {
		return err
	}
	return c.exec(`DELETE FROM notices WHERE identity = ?1 AND number <= (SELECT number FROM notices
		WHERE identity = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)`, identity, hub.NoticesMax)
}

// TakeNotices gives the kept envelopes and forgets them.
func (c *connection) TakeNotices(identity string) ([][]byte, error) {
	envelopes, err := list(c, readBytes, `SELECT envelope FROM notices WHERE identity = ? ORDER BY number`, identity)
	if err != nil || len(envelopes) == 0 {
		return nil, err
	}
	return envelopes, c.exec(`DELETE FROM notices WHERE identity = ?`, identity)
}

// ForgetBefore removes what has had its time.
func (c *connection) ForgetBefore(at time.Time) error {
	if err := c.exec(`DELETE FROM tokens WHERE expires_at < ?`, millis(at)); err != nil {
		return err
	}
	return c.exec(`DELETE FROM notices WHERE kept_at < ?`, millis(at))
}
