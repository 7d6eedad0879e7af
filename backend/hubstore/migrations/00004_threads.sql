-- +goose Up
-- The conversation of a bot and a contact is read over all tickets.
CREATE INDEX outbound_by_contact ON outbound (contact, bot, written_at);
