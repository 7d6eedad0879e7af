package blipstand

import (
	"encoding/json"
	"slices"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// acted finds the ticket that a question is about; nil comes with the refusal.
func (s *Stand) acted(q question, id string) (*doc.Ticket, doc.Ticket, reply) {
	asked, ok := read[doc.Ticket](q)
	if id == "" {
		id = asked.ID
	}
	one := s.ticket(id)
	switch {
	case q.bot == nil || !q.bot.HasDesk:
		return nil, asked, noDesk
	case !ok || id == "":
		return nil, asked, s.breaks(q, lime.ReasonCodeInvalidArgument, "a ticket has an id")
	case one == nil:
		return nil, asked, nothing
	}
	return one, asked, done
}

// changeStatus assigns a waiting ticket, or closes one (LIME and Blip, §14.2). The documented answer is a
// success without a resource.
func (s *Stand) changeStatus(q question) reply {
	one, asked, refusal := s.acted(q, "")
	if one == nil {
		return refusal
	}
	now := doc.At(s.now())
	switch {
	case one.Status.Finished():
		return failure(lime.ReasonCodeInvalidArgument, "The ticket is closed")
	case asked.Status.Is(doc.TicketOpen):
		if asked.AgentIdentity == "" {
			return s.breaks(q, lime.ReasonCodeInvalidArgument, "an open ticket has an agent")
		}
		if !s.attends(asked.AgentIdentity) {
			return failure(lime.ReasonCodeInvalidArgument, "The agent is not an attendant")
		}
		if one.AgentIdentity != "" && !doc.SameIdentity(one.AgentIdentity, asked.AgentIdentity) {
			return nothing // somebody else took it
		}
		one.AgentIdentity, one.OpenDate = asked.AgentIdentity, now
	case !asked.Status.Is(doc.TicketClosedAttendant) && !asked.Status.Is(doc.TicketClosedClient):
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "the status "+string(asked.Status)+" cannot be set")
	default:
		one.Closed, one.CloseDate = true, now
		s.said[one.ID] = append(s.said[one.ID], doc.ThreadMessage{ID: s.id("said"), Direction: doc.DirectionSent,
			Type: doc.MediaTypeRedirect, Content: json.RawMessage(`{}`), Date: now, Status: "dispatched"})
	}
	one.Status, one.StatusDate = asked.Status, now
	return done
}

func (s *Stand) attends(agent string) bool {
	return slices.ContainsFunc(s.options.Attendants, func(one doc.Attendant) bool { return doc.SameIdentity(one.Identity, agent) })
}

// inTeam tells whether an agent is in a team; one who is in none is in the default one (§14.1).
func (s *Stand) inTeam(agent, team string) bool {
	return slices.ContainsFunc(s.options.Attendants, func(one doc.Attendant) bool {
		return doc.SameIdentity(one.Identity, agent) && (slices.Contains(one.Teams, team) || len(one.Teams) == 0 && team == doc.DefaultTeam)
	})
}

// closeTicket finishes a ticket that the client closed.
func (s *Stand) closeTicket(q question) reply {
	one, asked, refusal := s.acted(q, q.uri.Segments[1])
	if one == nil {
		return refusal
	}
	if !one.Status.Finished() {
		one.Status, one.CloseDate = doc.TicketClosedAttendant, doc.At(s.now())
	}
	one.Closed, one.ClosedBy, one.Tags = true, asked.ClosedBy, asked.Tags
	return done
}

func (s *Stand) changeTags(q question) reply {
	one, asked, refusal := s.acted(q, q.uri.Segments[1])
	if one == nil {
		return refusal
	}
	one.Tags = asked.Tags
	return done
}

// transfer gives a ticket on as a new one; priority stays, tags do not (§14.2).
func (s *Stand) transfer(q question) reply {
	one, _, refusal := s.acted(q, q.uri.Segments[1])
	to, ok := read[doc.TicketTransfer](q)
	switch {
	case one == nil:
		return refusal
	case !ok || to.Team == "", to.Note != "":
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "a transfer has a team and nothing but an agent besides")
	case to.AgentIdentity != "" && !s.inTeam(to.AgentIdentity, to.Team):
		return failure(lime.ReasonCodeInvalidArgument, "The agent cannot be given tickets")
	case one.Status.Finished():
		return failure(lime.ReasonCodeInvalidArgument, "The ticket is closed")
	}
	child := *one
	child.ID, child.SequentialID, child.ParentSequentialID = s.id("ticket"), doc.Number(len(s.tickets)+1), one.SequentialID
	child.Status, child.AgentIdentity, child.Team, child.Tags = doc.TicketWaiting, to.AgentIdentity, to.Team, nil
	child.StorageDate, child.StatusDate, child.OpenDate = doc.At(s.now()), doc.At(s.now()), doc.Instant{}
	one.Status, one.StatusDate = doc.TicketTransferred, doc.At(s.now())
	s.tickets = append(s.tickets, &child)
	return success(doc.MediaTypeTicket, child)
}

func (s *Stand) ticketMessages(q question) reply {
	one := s.ticket(q.uri.Segments[1])
	switch {
	case q.bot == nil || !q.bot.HasDesk:
		return noDesk
	case one == nil:
		return nothing
	}
	found, ok := page(q, s.said[one.ID], doc.TakeTicketsMax, doc.TakeTicketsMax)
	if !ok {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "$skip and $take are out of range")
	}
	return listOf(doc.MediaTypeThreadMessage, found)
}
