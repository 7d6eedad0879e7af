-- +goose Up
-- What agents write to customers in tickets, and how far the agent has come with what customers write.
ALTER TABLE inbound ADD COLUMN received_at INTEGER;
ALTER TABLE inbound ADD COLUMN consumed_at INTEGER;

CREATE INDEX inbound_by_contact ON inbound (contact, bot, at);

CREATE TABLE outbound (
    number             INTEGER PRIMARY KEY,
    sender             TEXT NOT NULL,
    id                 TEXT NOT NULL,
    handle             TEXT NOT NULL UNIQUE,
    bot                TEXT NOT NULL,
    contact            TEXT NOT NULL,
    phone              TEXT NOT NULL,
    ticket             TEXT NOT NULL,
    type               TEXT NOT NULL,
    content            BLOB NOT NULL,
    reply_to           TEXT NOT NULL,
    written_at         INTEGER NOT NULL,
    delivery           TEXT NOT NULL,
    accepted_at        INTEGER,
    dispatched_at      INTEGER,
    failed_at          INTEGER,
    received_at        INTEGER,
    consumed_at        INTEGER,
    reason_code        INTEGER NOT NULL,
    reason_description TEXT NOT NULL,
    handover           INTEGER NOT NULL CHECK (handover IN (0, 1, 2)),
    next_try_at        INTEGER, -- NULL unless handover is 1
    UNIQUE (sender, id)
) STRICT;

CREATE INDEX outbound_by_ticket ON outbound (ticket, written_at);
CREATE INDEX outbound_by_time ON outbound (written_at);
CREATE INDEX outbound_to_hand_over ON outbound (next_try_at, number);
