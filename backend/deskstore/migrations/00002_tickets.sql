-- +goose Up
-- Unfinished tickets that the agent may see.
CREATE TABLE tickets (
  id      TEXT PRIMARY KEY,
  content TEXT NOT NULL -- JSON
) STRICT;

-- Texts that were begun in a ticket and not sent.
CREATE TABLE unsent (
  ticket TEXT PRIMARY KEY,
  text   TEXT NOT NULL
) STRICT;

-- The newest part of conversations. number is the order of storing: it orders messages of one instant.
CREATE TABLE chat (
  number  INTEGER PRIMARY KEY,
  ticket  TEXT NOT NULL,
  id      TEXT NOT NULL,
  at      INTEGER NOT NULL,
  unread  INTEGER NOT NULL CHECK (unread IN (0, 1)), -- the customer's, not consumed here
  content TEXT NOT NULL, -- JSON
  UNIQUE (ticket, id)
) STRICT;
CREATE INDEX chat_page ON chat (ticket, at, number);
CREATE INDEX chat_id ON chat (id);
CREATE INDEX chat_unread ON chat (ticket) WHERE unread = 1;

CREATE TABLE chat_outbox (
  id        TEXT PRIMARY KEY,
  ticket    TEXT NOT NULL,
  stage     TEXT NOT NULL CHECK (stage IN ('waiting', 'handed', 'unconfirmed')),
  handed_at INTEGER NOT NULL,
  next_at   INTEGER NOT NULL,
  tries     INTEGER NOT NULL,
  FOREIGN KEY (ticket, id) REFERENCES chat (ticket, id)
) STRICT;
