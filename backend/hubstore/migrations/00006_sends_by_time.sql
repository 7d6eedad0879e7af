-- +goose Up
-- What a team sent since an instant is counted over all bots.
CREATE INDEX sends_by_time ON sends (composed_at);
