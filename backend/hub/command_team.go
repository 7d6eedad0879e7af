package hub

import (
	"errors"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/message"
)

// teamSinceMax bounds how far back the team's sends are counted.
const teamSinceMax = 31 * 24 * time.Hour

// getTeam counts what everybody sent since an instant, by agent and by reason of failure (P11).
func getTeam(h *Hub, reader Reader, asked *request) (document, error) {
	now := h.options.Now()
	since, err := asked.instant(doc.QuerySince)
	switch {
	case err != nil:
		return document{}, err
	case since.IsZero(), now.Sub(since) > teamSinceMax:
		return document{}, errArgument("%s is no instant of the last 31 days", doc.QuerySince)
	}
	tallies, err := reader.TeamTallies(since, now)
	if err != nil {
		return document{}, err
	}
	answer := doc.TeamSends{AsOf: doc.At(now)}
	for _, tally := range tallies {
		sends := doc.AgentSends{Agent: tally.Agent, Sent: doc.Number(tally.Sent),
			Delivered: doc.Number(tally.Delivered), Read: doc.Number(tally.Read), Replied: doc.Number(tally.Replied),
			Failed: doc.Number(tally.Failed), Expired: doc.Number(tally.Expired)}
		account, err := reader.Account(tally.Agent)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return document{}, err
		}
		sends.Name = account.Name
		answer.Agents = append(answer.Agents, sends)
	}
	failures, err := reader.FailuresSince(since)
	if err != nil {
		return document{}, err
	}
	for _, one := range message.MergeReasons(failures) {
		answer.Reasons = append(answer.Reasons, doc.ReasonCount{Count: doc.Number(one.Count),
			Reason: doc.Reason{Code: doc.Number(one.Reason.Code), Description: one.Reason.Description}})
	}
	return document{doc.MediaTypeTeamSends, answer}, nil
}
