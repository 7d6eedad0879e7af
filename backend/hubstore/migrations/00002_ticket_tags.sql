-- +goose Up
-- Tags of a ticket, a JSON array of texts.
ALTER TABLE tickets ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
