-- +goose Up
-- The message that a text which was begun answers; empty for none.
ALTER TABLE unsent ADD COLUMN in_reply TEXT NOT NULL DEFAULT '';
