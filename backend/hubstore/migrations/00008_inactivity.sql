-- +goose Up
-- A bot closes Open tickets in which nobody wrote for as many hours; 0: it closes none.
ALTER TABLE bots ADD COLUMN close_after_hours INTEGER NOT NULL DEFAULT 0;

-- When somebody last wrote in a ticket, or when it was last opened.
ALTER TABLE tickets ADD COLUMN active_at INTEGER;
UPDATE tickets SET active_at = max(coalesce(taken_at, created_at),
    coalesce((SELECT max(at) FROM inbound WHERE inbound.contact = tickets.contact AND inbound.bot = tickets.bot), 0),
    coalesce((SELECT max(written_at) FROM outbound WHERE outbound.contact = tickets.contact AND outbound.bot = tickets.bot), 0))
WHERE status IN ('Waiting', 'Open');

CREATE INDEX tickets_quietest ON tickets (bot, active_at, number) WHERE status = 'Open';
