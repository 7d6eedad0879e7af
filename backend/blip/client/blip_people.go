package client

import (
	"context"
	"encoding/json"
	"strings"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// view is a ticket in the desk's words: its bot is the one that sends, its customer the contact behind
// the tunnel, and what it answers one of the agent's messages.
func (b *blipTickets) view(ctx context.Context, document doc.Ticket) desk.Ticket {
	customer := b.contactBehind(ctx, document)
	one := deskTicketOf(document)
	one.Bot, one.Ticket.Contact = b.client.bot(), customer
	one.Contact = b.contact(ctx, customer)
	one.Answers = string(b.client.sends.answered(document.CampaignID, customer, one.CreatedAt))
	if doc.SameIdentity(one.Agent, b.client.self()) && one.AgentName == "" {
		one.Agent, one.AgentName = b.client.self(), b.client.options.OnBlip.Agent.Name
	}
	if one.Agent != "" {
		b.agents.put(one.ID, one.Agent)
	}
	if one.Status == ticket.Waiting && one.Last == nil {
		one.Last = b.lastOf(one.ID)
	}
	return one
}

// noteWritten keeps what a customer wrote: Blip's ticket does not tell it, and the push comes before anybody
// here has read the ticket.
func (b *blipTickets) noteWritten(news desk.News) {
	if said, is := news.(desk.ChatMessageNews); is {
		if kept, err := json.Marshal(said.Message); err == nil {
			b.wrote.put(string(said.Message.Ticket), string(kept))
		}
	}
}

func (b *blipTickets) lastOf(id string) *desk.ChatMessage {
	var last desk.ChatMessage
	if kept := b.wrote.get(id); kept == "" || json.Unmarshal([]byte(kept), &last) != nil {
		return nil
	}
	return &last
}

// attributed says who wrote a message of our side in a ticket: Blip's own documents do not name the agent,
// so it is whoever has the ticket, unless the message says that no person wrote it (LIME and Blip, §9).
func (b *blipTickets) attributed(written desk.ChatMessage, document doc.ThreadMessage) desk.ChatMessage {
	emitter := document.Metadata.Text(doc.MetadataEmitter)
	if written.From != desk.FromBot || emitter != "" && !strings.EqualFold(emitter, doc.EmitterHuman) {
		return written
	}
	written.From, written.Agent = desk.FromAgent, b.agents.get(string(written.Ticket))
	if doc.SameIdentity(written.Agent, b.client.self()) {
		written.AgentName = b.client.options.OnBlip.Agent.Name
	}
	return written
}

// contactBehind resolves a tunnel (LIME and Blip, §14.1, §16). What cannot be resolved stays as it is and
// is tried again.
func (b *blipTickets) contactBehind(ctx context.Context, document doc.Ticket) string {
	customer := document.CustomerIdentity
	name, domain := doc.SplitIdentity(customer)
	if !strings.EqualFold(domain, doc.TunnelDomain) {
		return customer
	}
	if known := b.people.get(doc.FoldIdentity(customer)); known != "" {
		return known
	}
	behind := document.RoutingCustomerIdentity
	if behind == "" {
		tunnel, err := ask[doc.Tunnel](ctx, b.client, b.client.request(lime.MethodGet, doc.TunnelNode, doc.TunnelURI(name)))
		if err != nil || tunnel.Originator == "" {
			b.client.log.Info("tunnel not resolved", "error", err)
			return customer
		}
		behind = tunnel.Originator
	}
	if owner, _, isNode := strings.Cut(behind, "/"); isNode {
		behind = owner
	}
	b.people.put(doc.FoldIdentity(customer), behind)
	b.people.put(doc.FoldIdentity(behind), customer)
	return behind
}

// customerOf is how the service bot knows a contact.
func (b *blipTickets) customerOf(contact string) string {
	if tunnel := b.people.get(doc.FoldIdentity(contact)); tunnel != "" {
		return tunnel
	}
	return contact
}

// contact reads a ticket's contact once; a name that changes later is read by whoever opens it.
func (b *blipTickets) contact(ctx context.Context, identity string) desk.Contact {
	plain := desk.Contact{ID: desk.ContactID(identity), Phone: doc.ContactPhone(identity)}
	if kept := b.names.get(identity); kept != "" {
		var known desk.Contact
		if json.Unmarshal([]byte(kept), &known) == nil {
			return known
		}
	}
	known, err := b.client.contact(ctx, desk.BotID(b.client.bot()), identity)
	if err != nil {
		return plain
	}
	if known == nil {
		known = &plain
	}
	if kept, err := json.Marshal(known); err == nil {
		b.names.put(identity, string(kept))
	}
	return *known
}
