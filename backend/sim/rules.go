package sim

import (
	"context"
	"fmt"
	"slices"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/hub"
	"activa/backend/message"
	"activa/backend/ticket"
)

// The rules, by the numbers of DESIGN §1. Those without a function are judged where it happens: inside
// the hub's transaction, at the gateway, in a window.
const (
	ruleOnce      = "§3.1 a message reaches the gateway once, unless it certainly was not taken"
	ruleOnline    = "P1 nothing is sent while the agent is not Online"
	ruleOffline   = "P1 who has no line for 60 s is Offline"
	ruleNoTicket  = "P6 no active message goes to a customer with an unfinished ticket"
	ruleNeverBack = "P7 a status never goes back"
	ruleLeaves    = "P8 a row leaves the tab at 72 h to the second, and not before"
	ruleReserved  = "P9 a reserved ticket does not exist for other agents"
	ruleOneTicket = "P10 at most one unfinished ticket per customer and bot"
	ruleOwn       = "P11 an agent sees only their own sends"
	ruleNoGaps    = "§3 one commit is one numbered change: no gap without Resync"
	ruleWindow    = "§3 what a window shows is what the desk knows"
	ruleKnown     = "§3.1 what the hub took, its sender's desk knows, and the same of it"
	ruleNotLost   = "P5 what was sent is not lost: it left, failed with a reason, was cancelled, or asks"
	ruleSaid      = "P10 what an agent says in a ticket reaches the hub once, or is refused, and the desk knows"
	ruleTickets   = "P9 a desk lists the tickets that its agent may see, as they are"
	ruleWorks     = "the team can work at all"
)

// everyStep are the rules that are asked after every step.
var everyStep = []func(*world) error{
	offlineAfterAMinute, oneUnfinishedTicket, rowsLeaveInTime, windowsShowTheDesk, agentsSeeTheirOwn, reservedIsHidden,
}

// slack is how late the hub may notice an instant: it looks at its timers once more after a commit.
const slack = time.Second

// offlineAfterAMinute: who closes the program or loses the line is Offline after 60 s.
func offlineAfterAMinute(w *world) error {
	if !w.hubIsUp() {
		return nil
	}
	accounts, err := read(w, func(r hub.Reader) ([]hub.Account, error) { return r.Accounts() })
	if err != nil {
		return err
	}
	for _, account := range accounts {
		since, away := w.sessions.awaySince(account.Identity)
		if away && time.Since(later(since, w.hub.startedAt)) > hub.PresenceGrace+slack && account.Presence.Status != ticket.Offline &&
			account.Role == ticket.RoleAgent {
			return fmt.Errorf("%s: %s is %s without a line since %v", ruleOffline, account.Identity, account.Presence.Status, since)
		}
	}
	return nil
}

// oneUnfinishedTicket asks the store, not its unique index.
func oneUnfinishedTicket(w *world) error {
	if !w.hubIsUp() {
		return nil
	}
	unfinished, err := w.unfinishedTickets()
	if err != nil {
		return err
	}
	seen := map[[2]string]string{}
	for _, one := range unfinished {
		key := [2]string{one.Bot, one.Contact}
		if other := seen[key]; other != "" {
			return fmt.Errorf("%s: %s and %s of %s", ruleOneTicket, other, one.ID, one.Contact)
		}
		seen[key] = one.ID
	}
	return nil
}

// rowsLeaveInTime: no row is shown after its 72 h, and none that is known to be visible is missing.
func rowsLeaveInTime(w *world) error {
	now := time.Now()
	for _, d := range w.awake() {
		if d.window.isAsleep() {
			continue
		}
		rows := d.window.rows()
		for id, row := range rows {
			if row.Outbox == nil && !row.Progress.Visible(now) {
				return fmt.Errorf("%s: %s still shows %s, which had to leave at %v", ruleLeaves, d.name, id, row.Progress.LeavesAt())
			}
		}
		page, err := d.program.desk.History(context.Background(), desk.HistoryQuery{Limit: desk.HistoryLimitMax})
		if err != nil {
			return fmt.Errorf("read the history of %s: %w", d.name, err)
		}
		for _, row := range page.Messages {
			if _, shown := rows[row.ID()]; !shown && row.Progress.Visible(now) {
				return fmt.Errorf("%s: %s does not show %s, which leaves at %v", ruleLeaves, d.name, row.ID(), row.Progress.LeavesAt())
			}
		}
	}
	return nil
}

func windowsShowTheDesk(w *world) error {
	for _, d := range w.awake() {
		if d.window.isAsleep() {
			continue
		}
		if differs := d.window.differs(d.program.desk.Snapshot()); differs != "" {
			return fmt.Errorf("%s: the window of %s shows %s", ruleWindow, d.name, differs)
		}
	}
	return nil
}

func agentsSeeTheirOwn(w *world) error {
	for _, d := range w.devices {
		for id, row := range d.window.rows() {
			if row.Message.Agent != d.agent {
				return fmt.Errorf("%s: %s shows %s of %s", ruleOwn, d.name, id, row.Message.Agent)
			}
		}
	}
	if d := w.devices[0]; len(d.promised) > 0 && w.counts.Steps%10 == 0 && w.hubIsUp() && w.outsider.connected() {
		if id := d.promised[len(d.promised)-1]; w.outsider.seesSends(string(id)) {
			return fmt.Errorf("%s: %s is shown sends, asked for %s", ruleOwn, outsiderIdentity, id)
		}
	}
	return w.outsider.trouble()
}

// reservedIsHidden lets an agent of all bots, for whom nothing is reserved, ask for every reserved ticket
// by the documented commands.
func reservedIsHidden(w *world) error {
	if !w.hubIsUp() || !w.outsider.connected() {
		return nil
	}
	unfinished, err := w.unfinishedTickets()
	if err != nil {
		return err
	}
	reserved := slices.DeleteFunc(unfinished, func(one ticket.Ticket) bool { return one.ReservedFor == "" })
	if len(reserved) == 0 {
		return nil
	}
	w.counts.add(&w.counts.Reserved)
	listed, err := w.outsider.tickets()
	if err != nil {
		return nil //nolint:nilerr // its line is up again soon
	}
	for _, one := range reserved {
		if slices.ContainsFunc(listed, func(shown doc.Ticket) bool { return shown.ID == one.ID }) {
			return fmt.Errorf("%s: %s is listed to %s", ruleReserved, one.ID, outsiderIdentity)
		}
	}
	if one := reserved[0]; w.outsider.reads(one.ID) {
		return fmt.Errorf("%s: %s can be read by %s", ruleReserved, one.ID, outsiderIdentity)
	} else if w.outsider.changeStatus(one.ID, doc.TicketOpen) == nil {
		return fmt.Errorf("%s: %s can be taken by %s", ruleReserved, one.ID, outsiderIdentity)
	}
	return nil
}

// atTheEnd are the rules that hold once everything is healed.
var atTheEnd = []func(*world) error{everyPromiseIsKept, everyWordIsKept, desksListTheirTickets, hubAndDesksAgree, theTeamWorked}

// everyPromiseIsKept: SendActiveMessage returned, so the message has an end that people can see.
func everyPromiseIsKept(w *world) error {
	for _, d := range w.devices {
		for _, id := range d.promised {
			detail, err := d.program.desk.SentMessage(context.Background(), id)
			if err != nil {
				return fmt.Errorf("%s: %s of %s: %w", ruleNotLost, id, d.name, err)
			}
			if open := openEnd(detail.Message); open != "" {
				return fmt.Errorf("%s: %s of %s %s: %+v", ruleNotLost, id, d.name, open, detail.Message)
			}
		}
	}
	return nil
}

// openEnd tells what is missing at the end of a message; empty when nothing is. A hub can always prove
// what it has, so nothing may stay Unconfirmed.
func openEnd(sent desk.SentMessage) string {
	switch delivery := sent.Progress.Delivery; {
	case sent.Outbox != nil && sent.Outbox.Stage != desk.OutboxAsking:
		return "is still " + string(sent.Outbox.Stage)
	case sent.Outbox == nil && (delivery == message.Queued || delivery == message.Unconfirmed):
		return "is in no list and went nowhere"
	case delivery == message.Failed && sent.Progress.Reason == (message.Reason{}):
		return "failed without a reason"
	}
	return ""
}

// hubAndDesksAgree compares what the hub knows of every send with what its agent's desks know.
func hubAndDesksAgree(w *world) error {
	now := time.Now()
	for _, d := range w.devices {
		sends, err := read(w, func(r hub.Reader) ([]hub.Send, error) {
			return r.SentSince(hub.SentQuery{Sender: d.agent, Take: 1 << 20})
		})
		if err != nil {
			return err
		}
		onHub := map[desk.MessageID]bool{}
		for _, send := range sends {
			onHub[desk.MessageID(send.ID)] = true
			own := slices.Contains(d.promised, desk.MessageID(send.ID))
			if !own && !send.Progress.Visible(now) {
				continue // another device's, which may have left before this one read the list
			}
			detail, err := d.program.desk.SentMessage(context.Background(), desk.MessageID(send.ID))
			if err != nil {
				return fmt.Errorf("%s: %s knows nothing of %s: %w", ruleKnown, d.name, send.ID, err)
			}
			if differs := disagree(send.Progress, detail.Message.Progress); differs != "" {
				return fmt.Errorf("%s: %s and the hub disagree on %s: %s", ruleKnown, d.name, send.ID, differs)
			}
		}
		for id, row := range d.window.rows() {
			taken := !row.Progress.AcceptedAt.IsZero()
			if taken && !onHub[id] {
				return fmt.Errorf("%s: %s shows %s as taken, and the hub does not have it", ruleKnown, d.name, id)
			}
		}
	}
	return nil
}

// disagree compares what the platform alone can know.
func disagree(hub, desk message.Progress) string {
	for _, kind := range []message.Delivery{
		message.Accepted, message.Dispatched, message.Failed, message.Received, message.Consumed,
	} {
		if there, here := hub.FirstAt(kind), desk.FirstAt(kind); !there.Equal(here) {
			return fmt.Sprintf("%s at %v on the hub, at %v here", kind, there, here)
		}
	}
	switch {
	case hub.Delivery != desk.Delivery:
		return fmt.Sprintf("%s on the hub, %s here", hub.Delivery, desk.Delivery)
	case !hub.RepliedAt.Equal(desk.RepliedAt):
		return fmt.Sprintf("answered at %v on the hub, at %v here", hub.RepliedAt, desk.RepliedAt)
	case hub.Reason != desk.Reason:
		return fmt.Sprintf("reason %+v on the hub, %+v here", hub.Reason, desk.Reason)
	}
	return ""
}

// theTeamWorked keeps the other rules from holding because nothing happens.
func theTeamWorked(w *world) error {
	if w.counts.Promised > 20 && w.counts.HandedOver == 0 {
		return fmt.Errorf("%s: %d messages were sent and none reached the gateway", ruleWorks, w.counts.Promised)
	}
	return nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
