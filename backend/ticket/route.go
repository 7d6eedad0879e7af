package ticket

import "time"

// Why is the reason for who gets a ticket; the texts for people are keyed by it.
type Why string

// The reasons. The first group keeps the ticket with the sender, the second follows the queue.
const (
	WhySenderOnline     Why = "sender-online"
	WhySenderOffline    Why = "sender-offline"
	WhySenderPaused     Why = "sender-paused"
	WhySenderInvisible  Why = "sender-invisible"
	WhyNoDirectTransfer Why = "no-direct-transfer"

	WhyUnfinished    Why = "unfinished-ticket" // the message joined the ticket that was there
	WhyNoOrigin      Why = "no-origin"         // it answers no active message, or one that no agent sent
	WhyBondEnded     Why = "bond-ended"        // the send it answers was 24 h old
	WhyAnswered      Why = "already-answered"  // the send had its answer before
	WhySenderGone    Why = "sender-gone"       // the sender no longer works for this bot
	WhyAgentBack     Why = "sender-back"       // its agent came Online
	WhyTaken         Why = "taken"
	WhyTransferred   Why = "transferred"
	WhyHandedOver    Why = "handed-over"
	WhyHandedToQueue Why = "handed-to-queue"
)

// Facts are what Route weighs when a customer writes.
type Facts struct {
	// NewID is the id for a ticket, should one be made.
	NewID   string
	Contact string
	Bot     Bot
	// Unfinished is the customer's Waiting or Open ticket with this bot, or nil.
	Unfinished *Ticket
	// Origin is the send that the message answers (see Answered), or nil.
	Origin *Origin
	// Agents are all who work for the bot, the sender among them; who is missing is gone.
	Agents []Agent
	// Properties of the message and its contact for the queue rules, by the names of Condition.
	Properties map[string]string
}

// Decision is what becomes of a customer's message.
type Decision struct {
	Change
	// Why is the ticket's reason, or WhyUnfinished when the message joined.
	Why Why
	// Joined tells that the unfinished ticket takes the message and nothing else changes.
	Joined bool
	// AnswersOrigin tells that this message is the first answer of Facts.Origin, whose RepliedAt is now.
	AnswersOrigin bool
}

// Route decides who gets a customer's message at now, the instant at which the platform received it.
// In order: the unfinished ticket takes it; the bond with the sender holds (P9), and the ticket is
// Open to them or waits for them alone; else the bot's queue rules, and its next free agent.
func Route(facts Facts, now time.Time) Decision {
	answers := facts.Origin != nil && facts.Origin.RepliedAt.IsZero()
	if facts.Unfinished != nil && facts.Unfinished.Unfinished() {
		joined := *facts.Unfinished
		return Decision{Change: Change{Ticket: joined}, Why: WhyUnfinished, Joined: true, AnswersOrigin: answers}
	}
	t := Ticket{
		ID: facts.NewID, Bot: facts.Bot.Identity, Contact: facts.Contact, Status: Waiting,
		Queue: QueueFor(facts.Bot, facts.Properties), CreatedAt: now, ActiveAt: now,
	}
	if facts.Origin != nil {
		t.Answers = facts.Origin.Message
		if facts.Bot.ActiveFirst {
			t.Priority = ActiveFirstPriority
		}
	}
	sender, why := bond(facts, now)
	t.Why = why
	created := Entry{Ticket: t.ID, At: now, Action: Created, To: t.Queue}
	decision := Decision{Why: why, AnswersOrigin: answers}
	switch {
	case why == WhySenderOnline:
		decision.Change = give(t, sender.Identity, why, now)
	case sender != nil:
		t.ReservedFor = sender.Identity
		decision.Change = Change{Ticket: t}
		created.To = sender.Identity
	default:
		decision.Change = Change{Ticket: t}
		if free := FreeAgent(t.Bot, t.Queue, facts.Agents); free != nil {
			decision.Change = give(t, free.Identity, why, now)
		}
	}
	decision.History = append([]Entry{created}, decision.History...)
	return decision
}

// bond is the sender whom the reply belongs to, with how; or nil with the reason why there is none.
func bond(facts Facts, now time.Time) (*Agent, Why) {
	origin := facts.Origin
	switch {
	case origin == nil || origin.Agent == "":
		return nil, WhyNoOrigin
	case !origin.RepliedAt.IsZero():
		return nil, WhyAnswered
	case !origin.Bonded(now):
		return nil, WhyBondEnded
	}
	sender := findAgent(facts.Agents, origin.Agent)
	if sender == nil || !sender.WorksFor(facts.Bot.Identity) {
		return nil, WhySenderGone
	}
	return sender, whyOf(sender.Presence, facts.Bot.DirectTransfer)
}

// whyOf puts the missing direct transfer first: with it missing, coming Online would change nothing.
func whyOf(presence Presence, directTransfer bool) Why {
	switch {
	case !directTransfer:
		return WhyNoDirectTransfer
	case presence == Online:
		return WhySenderOnline
	case presence == Paused:
		return WhySenderPaused
	case presence == Invisible:
		return WhySenderInvisible
	default:
		return WhySenderOffline
	}
}

func findAgent(agents []Agent, identity string) *Agent {
	for i := range agents {
		if agents[i].Identity == identity {
			return &agents[i]
		}
	}
	return nil
}

// Return opens a ticket that waits for an agent who came Online, when the bot has direct transfer
// (P9). The second result is false when nothing changes.
func Return(t Ticket, agent Agent, bot Bot, now time.Time) (Change, bool) {
	waits := t.Status == Waiting && t.ReservedFor != "" && t.ReservedFor == agent.Identity
	if !waits || agent.Presence != Online || !bot.DirectTransfer {
		return Change{}, false
	}
	return give(t, agent.Identity, WhyAgentBack, now), true
}

// give opens a ticket to an agent by a rule.
func give(t Ticket, agent string, why Why, now time.Time) Change {
	entry := Entry{Ticket: t.ID, At: now, Action: Given, From: t.ReservedFor, To: agent}
	return Change{Ticket: opened(t, agent, why, now), History: []Entry{entry}}
}

func opened(t Ticket, agent string, why Why, now time.Time) Ticket {
	t.Status, t.Agent, t.Why = Open, agent, why
	t.ReservedFor = ""
	t.ActiveAt = now
	if t.TakenAt.IsZero() {
		t.TakenAt = now
	}
	return t
}
