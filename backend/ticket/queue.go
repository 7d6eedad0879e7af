package ticket

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// DefaultQueue takes what no rule of the bot takes (LIME and Blip, §14.4).
const DefaultQueue = "Default"

// ActiveFirstPriority is the priority of tickets born from active messages where the bot lets them
// stand first (LIME and Blip, §14.4: the highest step in use).
const ActiveFirstPriority = 4000

// Bot holds the settings of a chatbot that routing needs.
type Bot struct {
	Identity       string
	DirectTransfer bool
	// ActiveFirst lets tickets from active messages stand first in their queue.
	ActiveFirst bool
	// ClosesAfter is how long nobody writes in an Open ticket before it closes by itself; 0 means never.
	ClosesAfter time.Duration
	Rules       []Rule
	// DefaultQueue replaces the general default; may be empty.
	DefaultQueue string
}

// Rule sends a reply to a queue when its conditions hold. Inactive rules are not handed in.
type Rule struct {
	ID         string
	Queue      string
	Priority   int  // lower is asked first; equal priorities by ID
	All        bool // every condition must hold; otherwise one is enough
	Conditions []Condition
}

// Condition compares one property of the reply or its contact, ignoring case.
type Condition struct {
	Property string // "Message", "Contact.Name", "Contact.Email", "Contact.Extras.pedido"
	Relation Relation
	Values   []string
}

// Relation is how a condition compares (LIME and Blip, §14.4).
type Relation string

// A positive relation holds when it holds for one of the values, a negative one when for none.
const (
	Contains    Relation = "Contains"
	NotContains Relation = "NotContains"
	Equals      Relation = "Equals"
	NotEquals   Relation = "NotEquals"
)

// QueueFor is the queue of the first rule by priority that holds; properties are the reply's by name.
// A rule without conditions never holds: an empty rule must not swallow every reply.
func QueueFor(bot Bot, properties map[string]string) string {
	rules := slices.Clone(bot.Rules)
	slices.SortStableFunc(rules, func(a, b Rule) int {
		return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(a.ID, b.ID))
	})
	for _, rule := range rules {
		if rule.holds(properties) {
			return rule.Queue
		}
	}
	return cmp.Or(bot.DefaultQueue, DefaultQueue)
}

func (r Rule) holds(properties map[string]string) bool {
	if len(r.Conditions) == 0 {
		return false
	}
	for _, condition := range r.Conditions {
		if condition.holds(properties[condition.Property]) != r.All {
			return !r.All
		}
	}
	return r.All
}

func (c Condition) holds(property string) bool {
	property = strings.ToLower(property)
	some := func(compare func(value string) bool) bool {
		return slices.ContainsFunc(c.Values, func(value string) bool { return compare(strings.ToLower(value)) })
	}
	switch c.Relation {
	case Contains:
		return some(func(value string) bool { return strings.Contains(property, value) })
	case NotContains:
		return !some(func(value string) bool { return strings.Contains(property, value) })
	case Equals:
		return some(func(value string) bool { return property == value })
	case NotEquals:
		return !some(func(value string) bool { return property == value })
	default:
		return false
	}
}

// FreeAgent chooses who of the queue is given its next ticket: Online, with a free slot, fewest Open
// tickets, then longest idle, then by identity. Nil when nobody can be given one.
func FreeAgent(bot, queue string, agents []Agent) *Agent {
	var best *Agent
	for i := range agents {
		agent := &agents[i]
		able := agent.Role == RoleAgent && agent.Presence == Online && agent.hasFreeSlot() &&
			agent.WorksFor(bot) && agent.Serves(queue)
		if able && (best == nil || firstInTurn(*agent, *best) < 0) {
			best = agent
		}
	}
	return best
}

func firstInTurn(a, b Agent) int {
	return cmp.Or(cmp.Compare(a.OpenCount, b.OpenCount), a.IdleSince.Compare(b.IdleSince),
		cmp.Compare(a.Identity, b.Identity))
}

// InOrder compares two Waiting tickets of a queue: higher priority, then older, then by id.
func InOrder(a, b Ticket) int {
	return cmp.Or(cmp.Compare(b.Priority, a.Priority), a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
}

// Distribute gives the Waiting tickets that are for all to free agents, in the order of their queues,
// until nobody is free. Reserved tickets are left alone. Neither argument is changed.
func Distribute(waiting []Ticket, agents []Agent, now time.Time) []Change {
	waiting, agents = slices.Clone(waiting), slices.Clone(agents)
	slices.SortFunc(waiting, InOrder)
	var changes []Change
	for _, t := range waiting {
		if t.Status != Waiting || t.ReservedFor != "" {
			continue
		}
		agent := FreeAgent(t.Bot, t.Queue, agents)
		if agent == nil {
			continue
		}
		changes = append(changes, give(t, agent.Identity, t.Why, now))
		agent.OpenCount++
		agent.IdleSince = now
	}
	return changes
}
