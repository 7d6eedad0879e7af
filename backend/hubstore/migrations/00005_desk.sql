-- +goose Up
-- How many tickets an agent works on at once (0: no limit) and which queues they serve (a JSON array of
-- names, empty: every queue of their bots).
ALTER TABLE accounts ADD COLUMN slots INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN queues TEXT NOT NULL DEFAULT '[]';

-- What a bot's desk is set up with: queues, rules, canned replies, tags, configuration; JSON by name.
CREATE TABLE bot_settings (
    bot      TEXT NOT NULL REFERENCES bots (identity) ON DELETE CASCADE,
    name     TEXT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (bot, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_comments (
    number  INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    contact TEXT NOT NULL,
    author  TEXT NOT NULL,
    content TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

CREATE INDEX contact_comments_by_contact ON contact_comments (contact, number);

-- Routing weighs what an agent has open, and since when they were given nothing.
CREATE INDEX tickets_of_agent ON tickets (agent, status);
CREATE INDEX tickets_given ON tickets (agent, taken_at);
