package sim

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/hub"
	"activa/backend/message"
	"activa/backend/ticket"
)

// own are the tickets that a device's agent has, as the device knows them.
func (d *device) own() []desk.TicketState {
	return slices.DeleteFunc(d.program.desk.Snapshot().Tickets, func(t desk.TicketState) bool { return !t.Mine })
}

// talks writes to the customer of one of the agent's tickets.
func (w *world) talks(d *device) error {
	own := d.own()
	if len(own) == 0 {
		return nil
	}
	id := w.newMessageID()
	_, err := d.program.desk.SendChatMessage(context.Background(), desk.ChatMessage{
		ID: id, Ticket: desk.TicketID(own[w.chance.IntN(len(own))].ID), Kind: desk.ChatText, Text: "Oi, aqui é a " + d.name,
	})
	switch code := fault.CodeOf(err); {
	case err == nil:
		d.said = append(d.said, id)
		w.counts.add(&w.counts.Said)
	case d.isAwake() && code != desk.DeskClosed:
		return fmt.Errorf("write %s in an own ticket: %w", id, err)
	}
	return nil
}

// takes reaches for any ticket that waits; to be too late is no defect.
func (w *world) takes(d *device) error {
	waiting := slices.DeleteFunc(d.program.desk.Snapshot().Tickets, func(t desk.TicketState) bool { return t.Status != ticket.Waiting })
	if len(waiting) > 0 {
		_ = d.program.desk.TakeTicket(context.Background(), desk.TicketID(waiting[w.chance.IntN(len(waiting))].ID))
	}
	return nil
}

// looks lets a conversation stand on the screen.
func (w *world) looks(d *device) error {
	own := d.own()
	if len(own) == 0 {
		return nil
	}
	id := desk.TicketID(own[w.chance.IntN(len(own))].ID)
	_, _ = d.program.desk.ChatMessages(context.Background(), desk.ChatQuery{Ticket: id}) // without a line it may not be here
	_ = d.program.desk.ReadTicket(context.Background(), id)                              // a store that dies meanwhile
	return nil
}

// everyWordIsKept: SendChatMessage returned, so the hub has the message, or refused it, and the desk knows.
func everyWordIsKept(w *world) error {
	for _, d := range w.devices {
		for _, id := range d.said {
			held, err := w.outbound(d.agent, id)
			if err != nil {
				return err
			}
			shown, err := d.program.store.ChatMessage(context.Background(), "", id)
			if fault.CodeOf(err) == desk.MessageUnknown && held != nil {
				continue // of a ticket that the agent may see no longer
			}
			if err != nil {
				return fmt.Errorf("%s: %s of %s: %w", ruleSaid, id, d.name, err)
			}
			if wrong := wordLost(held, shown.Progress); wrong != "" {
				return fmt.Errorf("%s: %s of %s %s", ruleSaid, id, d.name, wrong)
			}
		}
	}
	return nil
}

// wordLost tells what is wrong with a message of a conversation at the end, as the hub has it (nil: it has
// none) and as it is shown; empty when nothing is.
func wordLost(held *hub.Outbound, shown message.Progress) string {
	switch {
	case held == nil && shown.Delivery != message.Failed:
		return fmt.Sprintf("is shown as %s, and the hub does not have it", shown.Delivery)
	case held != nil && shown.Delivery < message.Accepted:
		return fmt.Sprintf("is shown as %s, and the hub has it as %s", shown.Delivery, held.Progress.Delivery)
	}
	return ""
}

// outbound is a message of a conversation as the hub has it; nil when it has none.
func (w *world) outbound(agent string, id desk.MessageID) (*hub.Outbound, error) {
	held, err := read(w, func(r hub.Reader) (hub.Outbound, error) { return r.Outbound(agent, string(id)) })
	if errors.Is(err, hub.ErrNotFound) {
		return nil, nil
	}
	return &held, err
}

// desksListTheirTickets: what an agent may see, each of their desks lists, and nothing else.
func desksListTheirTickets(w *world) error {
	unfinished, err := w.unfinishedTickets()
	if err != nil {
		return err
	}
	for _, d := range w.devices {
		account, err := read(w, func(r hub.Reader) (hub.Account, error) { return r.Account(d.agent) })
		if err != nil {
			return err
		}
		rights := ticket.Account{Identity: account.Identity, Role: account.Role, Bots: account.Bots, Queues: account.Queues}
		listed := map[string]desk.TicketState{}
		for _, state := range d.program.desk.Snapshot().Tickets {
			listed[state.ID] = state
		}
		for _, held := range unfinished {
			state, is := listed[held.ID]
			delete(listed, held.ID)
			switch sees := ticket.CanSee(held, rights); {
			case sees != is:
				return fmt.Errorf("%s: %s lists %s: %v, may see it: %v", ruleTickets, d.name, held.ID, is, sees)
			case is && (state.Status != held.Status || state.Agent != held.Agent || state.ReservedFor != held.ReservedFor):
				return fmt.Errorf("%s: %s shows %s as %+v, and it is %+v", ruleTickets, d.name, held.ID, state.Ticket.Ticket, held)
			}
		}
		for id := range listed {
			return fmt.Errorf("%s: %s lists %s, which has ended at %v", ruleTickets, d.name, id, time.Now())
		}
	}
	return nil
}
