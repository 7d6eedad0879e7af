package hub

import (
	"slices"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/message"
	"activa/backend/ticket"
)

// teamSinceMax bounds how far back the team's sends are counted.
const teamSinceMax = 31 * 24 * time.Hour

// getTeam counts what everybody sent since an instant, through every bot or one, by agent and by reason of
// failure, and says where everybody stands (P11).
func getTeam(h *Hub, reader Reader, asked *request) (document, error) {
	now := h.options.Now()
	since, err := asked.instant(doc.QuerySince)
	switch {
	case err != nil:
		return document{}, err
	case since.IsZero(), now.Sub(since) > teamSinceMax:
		return document{}, errArgument("%s is no instant of the last 31 days", doc.QuerySince)
	}
	bot := asked.uri.Query.Get(doc.QueryBot)
	agents, err := teamAgents(reader, since, now, bot)
	if err != nil {
		return document{}, err
	}
	answer := doc.TeamSends{AsOf: doc.At(now), Agents: agents}
	failures, err := reader.FailuresSince(since, bot)
	if err != nil {
		return document{}, err
	}
	for _, one := range message.MergeReasons(failures) {
		answer.Reasons = append(answer.Reasons, doc.ReasonCount{Count: doc.Number(one.Count),
			Reason: doc.Reason{Code: doc.Number(one.Reason.Code), Description: one.Reason.Description}})
	}
	return document{doc.MediaTypeTeamSends, answer}, nil
}

// teamAgents is who sent anything, the most first, and then every other agent, in the order of identities.
func teamAgents(reader Reader, since, now time.Time, bot string) ([]doc.AgentSends, error) {
	tallies, err := reader.TeamTallies(since, now, bot)
	if err != nil {
		return nil, err
	}
	accounts, err := reader.Accounts()
	if err != nil {
		return nil, err
	}
	for _, account := range accounts {
		sent := slices.ContainsFunc(tallies, func(one AgentTally) bool { return one.Agent == account.Identity })
		if account.Role == ticket.RoleAgent && !sent {
			tallies = append(tallies, AgentTally{Agent: account.Identity})
		}
	}
	agents := make([]doc.AgentSends, 0, len(tallies))
	for _, tally := range tallies {
		sends := doc.AgentSends{Agent: tally.Agent, Sent: doc.Number(tally.Sent),
			Delivered: doc.Number(tally.Delivered), Read: doc.Number(tally.Read), Replied: doc.Number(tally.Replied),
			Failed: doc.Number(tally.Failed), Expired: doc.Number(tally.Expired)}
		at := slices.IndexFunc(accounts, func(one Account) bool { return one.Identity == tally.Agent })
		if at >= 0 {
			sends.Name, sends.Presence = accounts[at].Name, accounts[at].standsAt(now)
		}
		agents = append(agents, sends)
	}
	return agents, nil
}

// standsAt is where a person stands at an instant; nil for a bot. Who lost the line stands nowhere since
// the grace was over.
func (a Account) standsAt(now time.Time) *doc.Presence {
	if !hasPresence(a.Role) {
		return nil
	}
	stands := presenceDocument(a.Presence)
	if status := a.Presence.at(now); status != a.Presence.Status {
		stands = doc.Presence{Status: doc.PresenceStatus(status), Since: doc.At(a.Presence.AwaySince.Add(PresenceGrace))}
	}
	return &stands
}
