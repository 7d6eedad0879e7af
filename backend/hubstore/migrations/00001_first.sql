-- +goose Up
-- Identities are folded to lower case. Instants are Unix milliseconds, NULL for "not yet".
-- NULL keeps rows out of unique keys where a partial index would: statements stay simple to plan.

CREATE TABLE accounts (
    identity        TEXT PRIMARY KEY,
    name            TEXT NOT NULL,
    email           TEXT NOT NULL,
    role            TEXT NOT NULL CHECK (role IN ('agent', 'supervisor', 'owner', 'bot')),
    secret          TEXT NOT NULL,
    presence        TEXT NOT NULL CHECK (presence IN ('Online', 'Paused', 'Invisible', 'Offline')),
    presence_reason TEXT NOT NULL,
    presence_since  INTEGER,
    away_since      INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX accounts_away ON accounts (away_since);

CREATE TABLE bots (
    identity        TEXT PRIMARY KEY,
    name            TEXT NOT NULL,
    number          TEXT NOT NULL UNIQUE,
    direct_transfer INTEGER NOT NULL CHECK (direct_transfer IN (0, 1))
) STRICT, WITHOUT ROWID;

-- A grant may name a bot that is made later, so bot is no foreign key.
CREATE TABLE account_bots (
    account TEXT NOT NULL REFERENCES accounts (identity) ON DELETE CASCADE,
    bot     TEXT NOT NULL,
    PRIMARY KEY (account, bot)
) STRICT, WITHOUT ROWID;

CREATE INDEX account_bots_by_bot ON account_bots (bot);

CREATE TABLE tokens (
    digest     BLOB PRIMARY KEY,
    account    TEXT NOT NULL REFERENCES accounts (identity) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE buckets (
    owner    TEXT NOT NULL,
    name     TEXT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (owner, name)
) STRICT, WITHOUT ROWID;

-- Meta's JSON of a template, once for all sends that used it.
CREATE TABLE template_texts (
    digest TEXT PRIMARY KEY,
    raw    BLOB NOT NULL
) STRICT;

CREATE TABLE templates (
    bot      TEXT NOT NULL REFERENCES bots (identity) ON DELETE CASCADE,
    name     TEXT NOT NULL,
    language TEXT NOT NULL,
    digest   TEXT NOT NULL REFERENCES template_texts (digest),
    PRIMARY KEY (bot, name, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (
    number          INTEGER PRIMARY KEY,
    identity        TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    name_folded     TEXT NOT NULL,
    phone           TEXT NOT NULL,
    email           TEXT NOT NULL,
    opted_out       INTEGER NOT NULL CHECK (opted_out IN (0, 1)),
    last_message_at INTEGER,
    document        BLOB NOT NULL
) STRICT;

CREATE INDEX contacts_by_name ON contacts (name_folded, identity);
CREATE INDEX contacts_by_phone ON contacts (phone);

-- Beginnings of words in name and e-mail, and any part of name and phone digits. The text in both is
-- folded before it comes here; contents stay in contacts.
CREATE VIRTUAL TABLE contact_words USING fts5 (
    words, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61'
);
CREATE VIRTUAL TABLE contact_parts USING fts5 (
    parts, content = '', contentless_delete = 1, tokenize = 'trigram'
);

CREATE TABLE sends (
    number             INTEGER PRIMARY KEY,
    sender             TEXT NOT NULL,
    id                 TEXT NOT NULL,
    handle             TEXT NOT NULL UNIQUE,
    change             INTEGER NOT NULL UNIQUE,
    bot                TEXT NOT NULL,
    agent              TEXT NOT NULL,
    contact            TEXT NOT NULL,
    phone              TEXT NOT NULL,
    name               TEXT NOT NULL,
    template_id        TEXT NOT NULL,
    template_name      TEXT NOT NULL,
    template_language  TEXT NOT NULL,
    template           TEXT REFERENCES template_texts (digest),
    filled             TEXT NOT NULL,
    payload            BLOB,
    campaign           TEXT UNIQUE,
    campaign_note      BLOB,
    reply_to           TEXT NOT NULL,
    retry_of           TEXT NOT NULL,
    composed_at        INTEGER NOT NULL,
    delivery           TEXT NOT NULL,
    accepted_at        INTEGER,
    dispatched_at      INTEGER,
    failed_at          INTEGER,
    received_at        INTEGER,
    consumed_at        INTEGER,
    replied_at         INTEGER,
    reason_code        INTEGER NOT NULL,
    reason_description TEXT NOT NULL,
    handover           INTEGER NOT NULL CHECK (handover IN (0, 1, 2)),
    next_try_at        INTEGER, -- NULL unless handover is 1
    UNIQUE (sender, id)
) STRICT;

CREATE INDEX sends_by_sender ON sends (sender, change);
CREATE INDEX sends_by_contact ON sends (contact, composed_at);
CREATE INDEX sends_by_bot ON sends (bot, composed_at);
CREATE INDEX sends_to_hand_over ON sends (next_try_at, change);

CREATE TABLE tickets (
    number         INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    bot            TEXT NOT NULL,
    contact        TEXT NOT NULL,
    status         TEXT NOT NULL CHECK (status IN ('Waiting', 'Open', 'Closed', 'Transferred')),
    closure        TEXT NOT NULL,
    queue          TEXT NOT NULL,
    agent          TEXT NOT NULL,
    reserved_for   TEXT NOT NULL,
    reserved_until INTEGER,
    why            TEXT NOT NULL,
    answers        TEXT NOT NULL,
    parent         TEXT NOT NULL,
    priority       INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    taken_at       INTEGER,
    ended_at       INTEGER,
    unfinished     INTEGER GENERATED ALWAYS AS (CASE WHEN status IN ('Waiting', 'Open') THEN 1 END)
) STRICT;

-- One unfinished ticket per contact and bot (P10); what is finished is NULL there and does not count.
CREATE UNIQUE INDEX tickets_unfinished ON tickets (contact, bot, unfinished);
CREATE INDEX tickets_by_status ON tickets (bot, status, created_at);
CREATE INDEX tickets_reserved ON tickets (reserved_for, status);

CREATE TABLE ticket_history (
    number     INTEGER PRIMARY KEY,
    ticket     TEXT NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    at         INTEGER NOT NULL,
    by_account TEXT NOT NULL,
    action     TEXT NOT NULL,
    from_whom  TEXT NOT NULL,
    to_whom    TEXT NOT NULL,
    note       TEXT NOT NULL
) STRICT;

CREATE INDEX ticket_history_by_ticket ON ticket_history (ticket, number);

CREATE TABLE inbound (
    number      INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    bot         TEXT NOT NULL,
    contact     TEXT NOT NULL,
    ticket      TEXT NOT NULL,
    type        TEXT NOT NULL,
    content     BLOB NOT NULL,
    in_reply_to TEXT NOT NULL,
    payload     TEXT NOT NULL,
    at          INTEGER NOT NULL
) STRICT;

CREATE INDEX inbound_by_ticket ON inbound (ticket, number);

-- Envelopes for an identity that has no session now.
CREATE TABLE notices (
    number   INTEGER PRIMARY KEY,
    identity TEXT NOT NULL,
    envelope BLOB NOT NULL,
    kept_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX notices_by_identity ON notices (identity, number);
CREATE INDEX notices_by_age ON notices (kept_at);
