package ticket

import (
	"slices"
	"time"
)

// Presence is what an agent's presence means for routing (P1). The texts are the wire's.
type Presence string

// The four presences.
const (
	Online    Presence = "Online"
	Paused    Presence = "Paused"
	Invisible Presence = "Invisible"
	Offline   Presence = "Offline"
)

// Role says what an account may do.
type Role string

// The roles of accounts. An owner may do what a supervisor may.
const (
	RoleAgent      Role = "agent"
	RoleSupervisor Role = "supervisor"
	RoleOwner      Role = "owner"
	RoleBot        Role = "bot"
)

// Account is who asks to see or to do something. A bot's own account has its identity in Identity.
type Account struct {
	Identity string
	Role     Role
	// Bots that the account may work for; an owner works for all.
	Bots []string
	// Queues that an agent serves; none listed means every queue of their bots.
	Queues []string
}

// Supervises says whether the account sees the whole team.
func (a Account) Supervises() bool { return a.Role == RoleSupervisor || a.Role == RoleOwner }

// WorksFor says whether the account may use a bot.
func (a Account) WorksFor(bot string) bool {
	switch a.Role {
	case RoleOwner:
		return true
	case RoleBot:
		return a.Identity == bot
	default:
		return slices.Contains(a.Bots, bot)
	}
}

// Serves says whether a queue of their bots is one of the agent's.
func (a Account) Serves(queue string) bool {
	return len(a.Queues) == 0 || slices.Contains(a.Queues, queue)
}

// Agent is an account together with the facts that routing weighs.
type Agent struct {
	Account
	Presence Presence
	// SlotsMax is how many Open tickets the agent works on at once; 0 means no limit.
	SlotsMax int
	// OpenCount is how many tickets the agent has Open now.
	OpenCount int
	// IdleSince is when the agent was last given a ticket, or came Online; zero is the longest idle.
	IdleSince time.Time
}

func (a Agent) hasFreeSlot() bool { return a.SlotsMax == 0 || a.OpenCount < a.SlotsMax }

// CanSee tells whether an account may list, count and read a ticket. A reserved ticket does not exist
// for other agents (P9). An Open one is its agent's. What has ended is history of the customer and is
// readable by everybody who works for the bot.
func CanSee(t Ticket, account Account) bool {
	if !account.WorksFor(t.Bot) {
		return false
	}
	if account.Supervises() || account.Role == RoleBot {
		return true
	}
	switch {
	case t.Status == Open:
		return t.Agent == account.Identity
	case t.Status == Waiting && t.ReservedFor != "":
		return t.ReservedFor == account.Identity
	case t.Status == Waiting:
		return account.Serves(t.Queue)
	default:
		return true
	}
}
