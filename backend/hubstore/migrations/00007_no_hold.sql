-- +goose Up
-- A reserved ticket waits for its agent for as long as it is open (P9): nothing lets it go by time.
ALTER TABLE tickets DROP COLUMN reserved_until;
