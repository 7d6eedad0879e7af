package hubstore

import (
	"time"

	"activa/backend/hub"
	"activa/backend/message"
)

// teamTallies is message.Tally in SQL; the store's suite holds the two together. The earliest instant that
// proves that the platform took a message begins its reply window.
const teamTallies = `
	WITH taken AS (
		SELECT agent, delivery, replied_at, coalesce(accepted_at, nullif(min(
			coalesce(dispatched_at, ?1), coalesce(received_at, ?1), coalesce(consumed_at, ?1)), ?1)) AS at
		FROM sends WHERE composed_at >= ?2 AND (?5 = '' OR bot = ?5)
	), windows AS (
		SELECT agent, delivery, at, replied_at IS NOT NULL AND (at IS NULL OR replied_at < at + ?3) AS replied FROM taken
	)
	SELECT agent, count(*), sum(delivery IN ('received', 'consumed')), sum(delivery = 'consumed'), sum(replied),
		sum(delivery = 'failed'), sum(coalesce(delivery <> 'failed' AND at + ?3 <= ?4 AND NOT replied, 0))
	FROM windows GROUP BY agent ORDER BY count(*) DESC, agent`

// never is later than every instant, in Unix milliseconds.
const never = int64(1) << 62

// TeamTallies counts by agent.
func (c *connection) TeamTallies(since, now time.Time, bot string) ([]hub.AgentTally, error) {
	return list(c, func(row scanner) (hub.AgentTally, error) {
		var of hub.AgentTally
		err := row.Scan(&of.Agent, &of.Sent, &of.Delivered, &of.Read, &of.Replied, &of.Failed, &of.Expired)
		return of, err
	}, teamTallies, never, since.UnixMilli(), message.ReplyWindow.Milliseconds(), now.UnixMilli(), bot)
}

// FailuresSince counts by reason.
func (c *connection) FailuresSince(since time.Time, bot string) ([]message.ReasonCount, error) {
	return list(c, func(row scanner) (message.ReasonCount, error) {
		var of message.ReasonCount
		err := row.Scan(&of.Reason.Code, &of.Reason.Description, &of.Count)
		return of, err
	}, `SELECT reason_code, reason_description, count(*) FROM sends WHERE composed_at >= ?1 AND delivery = 'failed'
		AND (?2 = '' OR bot = ?2) GROUP BY 1, 2 ORDER BY 1, 2`, since.UnixMilli(), bot)
}
