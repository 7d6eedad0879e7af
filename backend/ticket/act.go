package ticket

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"activa/backend/fault"
)

// The refusals of this room.
const (
	// NotThere: there is no such ticket for this account. A ticket that the account must not see is
	// refused in the same words as one that does not exist.
	NotThere fault.Code = "ticket-not-there"
	// TakenByAnother: somebody else has it; parameter "agent".
	TakenByAnother fault.Code = "ticket-taken-by-another"
	// AlreadyEnded: it is Closed or Transferred; parameter "status".
	AlreadyEnded fault.Code = "ticket-already-ended"
	// NotYours: the account sees it but may not do this with it.
	NotYours fault.Code = "ticket-not-yours"
	// SlotsFull: the agent has as many Open tickets as they may; parameter "agent".
	SlotsFull fault.Code = "agent-slots-full"
	// OnlySupervisor: only a supervisor may do this.
	OnlySupervisor fault.Code = "only-supervisor"
	// AgentUnavailable: the person named cannot be given this ticket; parameter "agent".
	AgentUnavailable fault.Code = "agent-unavailable"
	// NoTarget: neither an agent nor a queue was named, or the one that has it already.
	NoTarget fault.Code = "transfer-without-target"
	// TagsTooMany: more or longer tags than a ticket can have; parameters "tags" and "bytes".
	TagsTooMany fault.Code = "ticket-tags-too-many"
	// NotReserved: there is nothing to hand over, the ticket does not wait for one agent.
	NotReserved fault.Code = "ticket-not-reserved"
)

// Take opens a Waiting ticket to the agent who asks for it. Taking one's own Open ticket again changes
// nothing and is not refused. A reserved ticket may be taken beyond the agent's slots: nobody else can.
func Take(t Ticket, agent Agent, now time.Time) (Change, error) {
	switch {
	case t.Status == Open && t.Agent == agent.Identity:
		return Change{Ticket: t}, nil
	case t.Status == Open && agent.WorksFor(t.Bot) && agent.Serves(t.Queue):
		// Two agents reach for one ticket: the one who comes second is told who has it.
		return Change{}, fault.New(TakenByAnother, nil, fault.Parameters{"agent": t.Agent})
	case !CanSee(t, agent.Account):
		return Change{}, fault.New(NotThere, nil, nil)
	case !t.Unfinished():
		return Change{}, ended(t)
	case agent.Role == RoleBot:
		return Change{}, fault.New(NotYours, nil, nil) // a bot answers nobody by hand
	case t.ReservedFor != "" && t.ReservedFor != agent.Identity:
		return Change{}, fault.New(NotYours, nil, nil) // a supervisor sees it, and hands it over instead
	case t.ReservedFor == "" && !agent.hasFreeSlot():
		return Change{}, fault.New(SlotsFull, nil, fault.Parameters{"agent": agent.Identity})
	}
	entry := Entry{Ticket: t.ID, At: now, By: agent.Identity, Action: Taken, From: t.ReservedFor, To: agent.Identity}
	return Change{Ticket: opened(t, agent.Identity, WhyTaken, now), History: []Entry{entry}}, nil
}

// Assign opens a Waiting ticket to an agent on the word of a supervisor or of the bot. The agent must be
// Online, work for the bot and have a free slot, or be the one for whom it waits. What waits for one
// agent is handed over, not assigned, to another.
func Assign(t Ticket, by Account, to Agent, now time.Time) (Change, error) {
	switch {
	case !CanSee(t, by):
		return Change{}, fault.New(NotThere, nil, nil)
	case !by.Supervises() && by.Role != RoleBot, t.ReservedFor != "" && t.ReservedFor != to.Identity:
		return Change{}, fault.New(OnlySupervisor, nil, nil)
	case !t.Unfinished():
		return Change{}, ended(t)
	case t.Status == Open && t.Agent == to.Identity:
		return Change{Ticket: t}, nil
	case t.Status == Open:
		return Change{}, fault.New(TakenByAnother, nil, fault.Parameters{"agent": t.Agent})
	case to.Presence != Online || !to.WorksFor(t.Bot) || t.ReservedFor == "" && !to.hasFreeSlot():
		return Change{}, fault.New(AgentUnavailable, nil, fault.Parameters{"agent": to.Identity})
	}
	entry := Entry{Ticket: t.ID, At: now, By: by.Identity, Action: HandedOver, From: t.ReservedFor, To: to.Identity}
	return Change{Ticket: opened(t, to.Identity, WhyHandedOver, now), History: []Entry{entry}}, nil
}

// Close ends an unfinished ticket for an account: its agent, the agent whom it waits for, a supervisor,
// or the bot. Closing what is Closed is refused, so that two who close at once learn of it.
func Close(t Ticket, by Account, note string, now time.Time) (Change, error) {
	if err := mayAct(t, by); err != nil {
		return Change{}, err
	}
	return end(t, ByAgent, by.Identity, note, now), nil
}

// CloseByItself ends an unfinished ticket for the customer or for inactivity, with no account asking.
func CloseByItself(t Ticket, closure Closure, now time.Time) (Change, error) {
	if !t.Unfinished() {
		return Change{}, ended(t)
	}
	return end(t, closure, "", "", now), nil
}

func end(t Ticket, closure Closure, by, note string, now time.Time) Change {
	entry := Entry{Ticket: t.ID, At: now, By: by, Action: Ended, From: holder(t), Note: note}
	t.Status, t.Closure, t.EndedAt = Closed, closure, now
	t.ReservedFor = ""
	return Change{Ticket: t, History: []Entry{entry}}
}

// Target is where a ticket goes on: to an agent, or with none named to a queue.
type Target struct {
	Agent *Agent
	Queue string
}

// Transfer ends a ticket as Transferred and makes the child that goes on, in one change. To an agent,
// the child is Open to them, and they must be Online, work for the bot and have a free slot; to a
// queue, it waits there for all. Priority and the answered send go along; tags do not (LIME and Blip,
// §14.2). An agent for whom a ticket waits takes it before passing it on: only a supervisor moves a
// reserved one (P9).
func Transfer(t Ticket, by Account, to Target, childID, note string, now time.Time) (Change, error) {
	if err := mayAct(t, by); err != nil {
		return Change{}, err
	}
	if t.ReservedFor != "" && !by.Supervises() {
		return Change{}, fault.New(OnlySupervisor, nil, nil)
	}
	child := Ticket{
		ID: childID, Bot: t.Bot, Contact: t.Contact, Status: Waiting, Queue: t.Queue, Why: WhyTransferred,
		Answers: t.Answers, Parent: t.ID, Priority: t.Priority, CreatedAt: now, ActiveAt: now,
	}
	entry := Entry{Ticket: t.ID, At: now, By: by.Identity, Action: TransferMade, From: holder(t), Note: note}
	switch {
	case to.Agent != nil && to.Agent.Identity == t.Agent && t.Status == Open:
		return Change{}, fault.New(NoTarget, nil, nil)
	case to.Agent != nil:
		if to.Agent.Presence != Online || !to.Agent.WorksFor(t.Bot) || !to.Agent.hasFreeSlot() {
			return Change{}, fault.New(AgentUnavailable, nil, fault.Parameters{"agent": to.Agent.Identity})
		}
		child = opened(child, to.Agent.Identity, WhyTransferred, now)
		entry.To = to.Agent.Identity
	case to.Queue != "":
		child.Queue, entry.To = to.Queue, to.Queue
	default:
		return Change{}, fault.New(NoTarget, nil, nil)
	}
	t.Status, t.EndedAt = Transferred, now
	t.ReservedFor = ""
	born := Entry{Ticket: child.ID, At: now, By: by.Identity, Action: Created, From: entry.From, To: entry.To}
	return Change{Ticket: t, Child: &child, History: []Entry{entry, born}}, nil
}

// HandOver gives a reserved ticket to somebody else, which only a supervisor may (P9). An Online agent
// gets it Open; any other agent has it reserved from now on; a queue gets it for all.
func HandOver(t Ticket, by Account, to Target, note string, now time.Time) (Change, error) {
	switch {
	case !CanSee(t, by):
		return Change{}, fault.New(NotThere, nil, nil)
	case !by.Supervises():
		return Change{}, fault.New(OnlySupervisor, nil, nil)
	case !t.Unfinished():
		return Change{}, ended(t)
	case t.Status != Waiting || t.ReservedFor == "":
		return Change{}, fault.New(NotReserved, nil, nil)
	case to.Agent == nil && to.Queue == "", to.Agent != nil && to.Agent.Identity == t.ReservedFor:
		return Change{}, fault.New(NoTarget, nil, nil)
	case to.Agent != nil && !to.Agent.WorksFor(t.Bot):
		return Change{}, fault.New(AgentUnavailable, nil, fault.Parameters{"agent": to.Agent.Identity})
	}
	entry := Entry{Ticket: t.ID, At: now, By: by.Identity, Action: HandedOver, From: t.ReservedFor, Note: note}
	switch {
	case to.Agent == nil:
		entry.To = to.Queue
		t.Queue, t.ReservedFor, t.Why = to.Queue, "", WhyHandedToQueue
	case to.Agent.Presence == Online:
		entry.To = to.Agent.Identity
		t = opened(t, to.Agent.Identity, WhyHandedOver, now)
	default:
		entry.To = to.Agent.Identity
		t.ReservedFor, t.Why = to.Agent.Identity, WhyHandedOver
	}
	return Change{Ticket: t, History: []Entry{entry}}, nil
}

// Limits of a ticket's tags.
const (
	TagsMax     = 50
	TagBytesMax = 100
)

// Tag replaces the tags of an unfinished ticket; who may close it may tag it. Blank and repeated tags
// are left out. Too many or too long ones are refused.
func Tag(t Ticket, by Account, tags []string, now time.Time) (Change, error) {
	if err := mayAct(t, by); err != nil {
		return Change{}, err
	}
	kept, err := CleanTags(tags)
	if err != nil {
		return Change{}, err
	}
	if slices.Equal(kept, t.Tags) {
		return Change{Ticket: t}, nil
	}
	t.Tags = kept
	entry := Entry{Ticket: t.ID, At: now, By: by.Identity, Action: Tagged, Note: strings.Join(kept, ", ")}
	return Change{Ticket: t, History: []Entry{entry}}, nil
}

// CleanTags leaves blank and repeated tags out, and refuses too many or too long ones with TagsTooMany.
func CleanTags(tags []string) (kept []string, err error) {
	for _, tag := range tags {
		if tag = strings.TrimSpace(tag); tag != "" && !slices.Contains(kept, tag) {
			kept = append(kept, tag)
		}
		if len(kept) > TagsMax || len(tag) > TagBytesMax {
			return nil, fault.New(TagsTooMany, nil, fault.Parameters{
				"tags": strconv.Itoa(TagsMax), "bytes": strconv.Itoa(TagBytesMax)})
		}
	}
	return kept, nil
}

// Answer says whether an account may write to the customer of a ticket: only the agent who has it Open
// may. Whom it waits for takes it first.
func Answer(t Ticket, by Account) error {
	switch {
	case t.Status == Open && t.Agent == by.Identity && by.WorksFor(t.Bot):
		return nil
	case !CanSee(t, by):
		return fault.New(NotThere, nil, nil)
	case !t.Unfinished():
		return ended(t)
	default:
		return fault.New(NotYours, nil, nil)
	}
}

// ServiceWindow is how long after a customer's message WhatsApp lets a bot write to them freely (WhatsApp
// templates, §8: 131047 after it). It is half open: at exactly 24 h it has ended.
const ServiceWindow = 24 * time.Hour

// InServiceWindow says whether a customer who last wrote at lastWrittenAt can be written to freely.
func InServiceWindow(lastWrittenAt, now time.Time) bool {
	return !lastWrittenAt.IsZero() && now.Before(lastWrittenAt.Add(ServiceWindow))
}

// mayAct refuses who may not end or move an unfinished ticket.
func mayAct(t Ticket, by Account) error {
	switch {
	case !CanSee(t, by):
		return fault.New(NotThere, nil, nil)
	case !t.Unfinished():
		return ended(t)
	case by.Supervises() || by.Role == RoleBot || holder(t) == by.Identity:
		return nil
	default:
		return fault.New(NotYours, nil, nil)
	}
}

// holder is who has the ticket, or for whom it waits; empty for the queue.
func holder(t Ticket) string {
	if t.Status == Waiting {
		return t.ReservedFor
	}
	return t.Agent
}

func ended(t Ticket) error {
	return fault.New(AlreadyEnded, nil, fault.Parameters{"status": string(t.Status)})
}
