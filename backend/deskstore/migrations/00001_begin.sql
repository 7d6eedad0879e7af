-- +goose Up
CREATE TABLE facts (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Copies of templates as they were when a message was sent, each once.
CREATE TABLE template_copies (
  number INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  raw    BLOB NOT NULL
) STRICT;

-- number orders the history: milliseconds of composition times 1024, plus a counter.
CREATE TABLE sent (
  number            INTEGER PRIMARY KEY,
  id                TEXT NOT NULL UNIQUE,
  bot               TEXT NOT NULL,
  agent             TEXT NOT NULL,
  contact           TEXT NOT NULL,
  phone             TEXT NOT NULL,
  name              TEXT NOT NULL,
  template_id       TEXT NOT NULL,
  template_name     TEXT NOT NULL,
  template_language TEXT NOT NULL,
  template_copy     INTEGER REFERENCES template_copies (number),
  content           TEXT NOT NULL, -- JSON of what only the whole message needs
  composed_at       INTEGER NOT NULL,
  delivery          TEXT NOT NULL,
  queued_at         INTEGER NOT NULL,
  unconfirmed_at    INTEGER NOT NULL,
  accepted_at       INTEGER NOT NULL,
  dispatched_at     INTEGER NOT NULL,
  failed_at         INTEGER NOT NULL,
  received_at       INTEGER NOT NULL,
  consumed_at       INTEGER NOT NULL,
  cancelled_at      INTEGER NOT NULL,
  replied_at        INTEGER NOT NULL,
  reason_code       INTEGER NOT NULL,
  reason_text       TEXT NOT NULL,
  visible_until     INTEGER NOT NULL -- 0: not visible; the largest number: until something happens
) STRICT;
CREATE INDEX sent_visible ON sent (visible_until);
CREATE INDEX sent_phone ON sent (bot, phone, number);
CREATE INDEX sent_contact ON sent (bot, contact, number);

CREATE TABLE outbox (
  id        TEXT PRIMARY KEY REFERENCES sent (id),
  stage     TEXT NOT NULL CHECK (stage IN ('waiting', 'asking', 'handed', 'unconfirmed')),
  leaves_at INTEGER NOT NULL,
  handed_at INTEGER NOT NULL,
  next_at   INTEGER NOT NULL,
  tries     INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE sent_words USING fts5 (
  name, phone, template,
  content = '', detail = 'none', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5 6 7 8'
);

CREATE TABLE drafts (
  id         TEXT PRIMARY KEY,
  content    TEXT NOT NULL, -- JSON
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE bots (
  position INTEGER PRIMARY KEY,
  content  TEXT NOT NULL -- JSON
) STRICT;

CREATE TABLE shelves (
  bot     TEXT PRIMARY KEY,
  read_at INTEGER NOT NULL,
  skipped TEXT NOT NULL -- JSON
) STRICT;

CREATE TABLE templates (
  bot      TEXT NOT NULL REFERENCES shelves (bot),
  position INTEGER NOT NULL,
  raw      BLOB NOT NULL,
  PRIMARY KEY (bot, position)
) STRICT;

CREATE TABLE favourites (
  position INTEGER PRIMARY KEY,
  template TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE template_uses (
  template TEXT PRIMARY KEY,
  used_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE last_values (
  template TEXT NOT NULL,
  place    TEXT NOT NULL,
  value    TEXT NOT NULL,
  used_at  INTEGER NOT NULL,
  PRIMARY KEY (template, place)
) STRICT;

CREATE TABLE contacts (
  number  INTEGER PRIMARY KEY,
  bot     TEXT NOT NULL,
  id      TEXT NOT NULL,
  content TEXT NOT NULL, -- JSON
  words   TEXT NOT NULL, -- folded beginnings to search by, see words.go
  used_at INTEGER NOT NULL,
  UNIQUE (bot, id)
) STRICT;
CREATE INDEX contacts_used ON contacts (bot, used_at);
