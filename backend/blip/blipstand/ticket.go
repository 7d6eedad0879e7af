package blipstand

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

var ticketTypes = []string{doc.MediaTypeTicket}

// ticketRoutes are LIME and Blip, §14.2. One ticket has the singular only: /tickets/{id} is 62.
var ticketRoutes = []route{
	{doc.DeskNode, lime.MethodGet, "/tickets", nil, append([]string{doc.QueryFilter, doc.QueryClosed}, paging...), (*Stand).listTickets},
	{doc.DeskNode, lime.MethodGet, "/ticket/*", nil, nil, (*Stand).getTicket},
	{doc.DeskNode, lime.MethodSet, "/tickets", ticketTypes, nil, (*Stand).openTicket},
	{doc.DeskNode, lime.MethodSet, "/tickets/change-status", ticketTypes, nil, (*Stand).changeStatus},
	{doc.DeskNode, lime.MethodSet, "/tickets/*/close", ticketTypes, nil, (*Stand).closeTicket},
	{doc.DeskNode, lime.MethodSet, "/tickets/*/change-tags", ticketTypes, nil, (*Stand).changeTags},
	{doc.DeskNode, lime.MethodSet, "/tickets/*/transfer", ticketTypes, nil, (*Stand).transfer},
	{doc.DeskNode, lime.MethodGet, "/tickets/*/messages", nil, append([]string{"getFromOwnerIfTunnel"}, paging...), (*Stand).ticketMessages},
}

var noDesk = failure(lime.ReasonCodeNotAllowed, "The bot is not a service bot")

// Reply lets a customer answer: into their unfinished ticket, or a new one of the service bot. A ticket
// within a day of a campaign names it (§14.1). It gives the ticket.
func (s *Stand) Reply(phone, text string) doc.Ticket {
	s.mutex.Lock()
	customer := s.identityOf(phone)
	one := s.openTicketOf(customer)
	fresh := one == nil
	if fresh {
		one = s.newTicket(customer)
	}
	content, _ := json.Marshal(text) // a text: cannot fail
	said := doc.ThreadMessage{ID: s.id("said"), Direction: doc.DirectionReceived, Type: lime.MediaTypeText, Content: content,
		Date: doc.At(s.now()), PeerIdentity: one.CustomerIdentity}
	s.said[one.ID] = append(s.said[one.ID], said)
	one.UnreadMessages++
	copied, owner := *one, one.OwnerIdentity
	s.mutex.Unlock()
	s.push(owner, copied, said, fresh)
	return copied
}

// push tells the service bot's sessions of a new ticket and of what the customer said.
func (s *Stand) push(owner string, of doc.Ticket, said doc.ThreadMessage, fresh bool) {
	from := lime.Node{Identity: lime.Identity{Name: of.ID, Domain: doc.DeskDomain}, Instance: "Lime"}
	desk, _ := lime.ParseNode(doc.DeskNode) // a constant: cannot fail
	for _, session := range s.sessionsOf(owner) {
		if raw, err := json.Marshal(of); err == nil && fresh {
			_ = session.Send(&lime.Message{ID: lime.NewID(), From: desk, Type: doc.MediaTypeTicket, Content: raw})
		}
		_ = session.Send(&lime.Message{ID: said.ID, From: from, Type: said.Type, Content: said.Content})
	}
}

// newTicket opens a ticket of a customer. The mutex is held.
func (s *Stand) newTicket(customer string) *doc.Ticket {
	now := doc.At(s.now())
	one := &doc.Ticket{ID: s.id("ticket"), SequentialID: doc.Number(len(s.tickets) + 1), CustomerIdentity: customer, Provider: "Lime",
		Status: doc.TicketWaiting, StorageDate: now, StatusDate: now, Team: doc.DefaultTeam}
	if bot := s.desk(); bot != nil {
		one.OwnerIdentity = bot.ID
	}
	if s.options.Router {
		if bot := s.numbered(); bot != nil {
			one.RoutingOwnerIdentity = bot.ID
		}
		one.CustomerIdentity = s.tunnel(customer)
	}
	for _, sent := range slices.Backward(s.campaigns) {
		if sent.failed.Status == "" && doc.SameIdentity(sent.customer, customer) && s.now().Sub(sent.at) < 24*time.Hour && !s.odd.NamesNoCampaign {
			one.CampaignID = sent.id
			break
		}
	}
	s.distribute(one)
	s.tickets = append(s.tickets, one)
	return one
}

// distribute opens a waiting ticket to an attendant who is Online, where the bot has that. The mutex is held.
func (s *Stand) distribute(one *doc.Ticket) {
	if !s.options.Distributes {
		return
	}
	for _, attendant := range s.options.Attendants {
		if string(attendant.Status) == "Online" {
			one.Status, one.AgentIdentity, one.OpenDate = doc.TicketOpen, attendant.Identity, doc.At(s.now())
			return
		}
	}
}

// tunnel is how the service bot knows a customer behind the router. The mutex is held.
func (s *Stand) tunnel(customer string) string {
	for id, known := range s.tunnels {
		if doc.SameIdentity(known.Originator, customer) {
			return id + "@" + doc.TunnelDomain
		}
	}
	id := s.id("tunnel")
	known := doc.Tunnel{Originator: customer}
	if bot := s.numbered(); bot != nil {
		known.Owner = bot.ID
	}
	if bot := s.desk(); bot != nil {
		known.Destination = bot.ID
	}
	s.tunnels[id] = known
	return id + "@" + doc.TunnelDomain
}

// openTicketOf is a customer's unfinished ticket. The mutex is held.
func (s *Stand) openTicketOf(customer string) *doc.Ticket {
	for _, one := range s.tickets {
		if one.Status.Finished() {
			continue
		}
		name, _ := doc.SplitIdentity(one.CustomerIdentity)
		if doc.SameIdentity(one.CustomerIdentity, customer) || doc.SameIdentity(s.tunnels[name].Originator, customer) {
			return one
		}
	}
	return nil
}

func (s *Stand) ticket(id string) *doc.Ticket {
	for _, one := range s.tickets {
		if strings.EqualFold(one.ID, id) {
			return one
		}
	}
	return nil
}

// Ticket is a ticket as it stands; false when there is none.
func (s *Stand) Ticket(id string) (doc.Ticket, bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if one := s.ticket(id); one != nil {
		return *one, true
	}
	return doc.Ticket{}, false
}

// listTickets lists any ticket that meets the filter, or with $closed the finished ones alone; "status eq
// 'closed'" is refused.
func (s *Stand) listTickets(q question) reply {
	if q.bot == nil || !q.bot.HasDesk {
		return noDesk
	}
	var filter doc.Filter
	if text := first(q.uri, doc.QueryFilter); text != "" {
		parsed, err := doc.ParseFilter(text)
		if err != nil || strings.Contains(strings.ToLower(text), "'closed'") {
			return s.breaks(q, lime.ReasonCodeInvalidArgument, "the filter is not documented: "+text)
		}
		filter = parsed
	}
	closed := strings.EqualFold(first(q.uri, doc.QueryClosed), "true")
	found := []doc.Ticket{}
	for _, one := range s.tickets {
		if (one.Status.Finished() || !closed) && (filter == nil || fits(filter, ticketField(*one))) {
			found = append(found, *one)
		}
	}
	found, ok := page(q, found, doc.TakeTicketsMax, doc.TakeTicketsMax)
	if !ok {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "$skip and $take are out of range")
	}
	return listOf(doc.MediaTypeTicket, found)
}

func ticketField(one doc.Ticket) func(string) string {
	return func(name string) string {
		switch strings.ToLower(name) {
		case "customeridentity":
			return one.CustomerIdentity
		case "agentidentity":
			return one.AgentIdentity
		case "status":
			return string(one.Status)
		case "team":
			return one.Team
		case "sequentialid":
			return strconv.Itoa(int(one.SequentialID))
		}
		return ""
	}
}

func (s *Stand) getTicket(q question) reply {
	one := s.ticket(q.uri.Segments[1])
	switch {
	case q.bot == nil || !q.bot.HasDesk:
		return noDesk
	case one == nil:
		return nothing
	}
	return success(doc.MediaTypeTicket, *one)
}

func (s *Stand) openTicket(q question) reply {
	asked, ok := read[doc.Ticket](q)
	if q.bot == nil || !q.bot.HasDesk {
		return noDesk
	}
	if !ok || asked.CustomerIdentity == "" {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "a ticket has a customer")
	}
	if known := s.openTicketOf(asked.CustomerIdentity); known != nil {
		return success(doc.MediaTypeTicket, *known)
	}
	return success(doc.MediaTypeTicket, *s.newTicket(asked.CustomerIdentity))
}
