package client

import (
	"sync"

	"activa/backend/blip/doc"
	"activa/backend/desk"
)

// blipTickets follows the tickets of a service bot: Blip pushes to a bot's session little, so they are
// polled (LIME and Blip, §14.7).
type blipTickets struct {
	client *Client
	wake   chan struct{}

	mutex sync.Mutex
	known map[desk.TicketID]desk.OpenTicket
	of    map[string]desk.TicketID // by customer
}

func newBlipTickets(client *Client) *blipTickets {
	return &blipTickets{client: client, wake: make(chan struct{}, 1), known: map[desk.TicketID]desk.OpenTicket{}, of: map[string]desk.TicketID{}}
}

func (b *blipTickets) wakeUp() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// openOf is the unfinished ticket of a customer, as far as it is followed; nil when none is known.
func (b *blipTickets) openOf(customer string) *desk.OpenTicket {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	found, is := b.known[b.of[doc.FoldIdentity(customer)]]
	if !is {
		return nil
	}
	return &found
}
