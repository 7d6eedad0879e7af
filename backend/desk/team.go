package desk

import (
	"context"
	"time"

	"activa/backend/fault"
	"activa/backend/message"
)

// teamWait bounds how long a supervisor waits for the figures of the team.
const teamWait = 60 * time.Second

// TeamReader is a platform that tells a supervisor what the whole team sent (P11). Found by a type
// assertion; an account may ask while it has Abilities.Supervision, for others it is NotSupported or refused.
type TeamReader interface {
	// TeamSends counts what everybody sent since an instant, by every bot or, where one is named, by that.
	TeamSends(ctx context.Context, since time.Time, bot BotID) (TeamSends, error)
}

// TeamSends is what a team sent, as it stood at an instant.
type TeamSends struct {
	AsOf time.Time
	// Replies: the platform tells replies. Without them Replied and Expired of every tally are not known.
	Replies bool
	Whole   bool                  // false: there was more than the platform lets itself be asked
	Agents  []AgentSends          // the most first; who sent nothing is there as far as the platform tells it
	Reasons []message.ReasonCount // of the failures, merged; the most frequent first
}

// AgentSends is what one agent sent.
type AgentSends struct {
	Agent string // identity or e-mail; empty when the platform does not tell who sent
	Name  string // empty when the platform does not tell it
	// Presence is where the agent stands now; its status is empty where the platform does not tell it.
	Presence Presence
	message.Tally
}

// TeamSends counts what everybody sent since an instant, by one bot or, with an empty one, by all. Faults:
// NotConnected, NotSupported, and those of the platform.
func (d *Desk) TeamSends(ctx context.Context, since time.Time, bot BotID) (TeamSends, error) {
	reader, can := d.platform.(TeamReader)
	if !can || !d.abilities().Supervision {
		return TeamSends{}, fault.New(NotSupported, nil, fault.Parameters{"what": "supervision"})
	}
	if !d.online() {
		return TeamSends{}, fault.New(NotConnected, nil, nil)
	}
	asking, cancel := context.WithTimeout(ctx, teamWait)
	defer cancel()
	return reader.TeamSends(asking, since, bot)
}
