package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// Tickets are polled often while a send of the last day may be answered, and else now and then (LIME and
// Blip, §14.7: every 10 to 20 s).
const (
	ticketsEvery     = 15 * time.Second
	ticketsIdleEvery = time.Minute
	// peopleMax is how many tunnels and contacts of tickets are remembered.
	peopleMax = 10_000
	// serviceWait is how long the start waits for the service bot's line.
	serviceWait = 5 * time.Second
)

// blipTickets follows the tickets of a service bot: Blip pushes little to a bot's session, so they are
// polled, and a push only makes the next poll come at once.
//
//	list of tickets ─► tunnel resolved ─► the send that it answers ─► news of what changed
//	                                          │ waiting, of this agent's send, agent Online, switch on
//	                                          ▼
//	                                      given to the agent (§14.7)
type blipTickets struct {
	client *Client
	wake   chan struct{}
	people *remembered // identity of a contact by that of a tunnel, and the way back
	names  *remembered // documents of contacts by identity
	agents *remembered // who has a ticket by its id
	wrote  *remembered // what a customer wrote last, by ticket

	mutex    sync.Mutex
	can      bool                       // the key may read tickets
	online   bool                       // the agent is Online on this desk
	known    map[desk.TicketID]string   // what the visible ones looked like
	open     map[string]desk.OpenTicket // everybody's unfinished ones by customer
	readAt   time.Time                  // of the last whole list
	notGiven map[desk.TicketID]bool     // the platform refused to give it to the agent
}

func newBlipTickets(client *Client) *blipTickets {
	return &blipTickets{
		client: client, wake: make(chan struct{}, 1), people: newRemembered(peopleMax), names: newRemembered(peopleMax),
		agents: newRemembered(peopleMax), wrote: newRemembered(peopleMax),
		known: map[desk.TicketID]string{}, open: map[string]desk.OpenTicket{}, notGiven: map[desk.TicketID]bool{},
	}
}

func (b *blipTickets) wakeUp() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

func (b *blipTickets) readable() bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.can
}

// setReadable says whether that is news.
func (b *blipTickets) setReadable(can bool) bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	was := b.can
	b.can = can
	return was != can
}

// openOf is the unfinished ticket of a customer, whoever has it, by a list that is not older than age; nil
// when there is none. Behind a router the platform's own filter would not find it: it knows the customer by
// a tunnel.
func (b *blipTickets) openOf(ctx context.Context, customer string, age time.Duration) (*desk.OpenTicket, error) {
	b.mutex.Lock()
	old := b.readAt.IsZero() || b.client.now().Sub(b.readAt) >= age
	b.mutex.Unlock()
	if old {
		if _, err := b.list(ctx); err != nil {
			return nil, err
		}
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	found, is := b.open[doc.FoldIdentity(customer)]
	if !is {
		return nil, nil
	}
	return &found, nil
}

// probe finds out, at the start of a session, whether tickets can be read. It gives the service bot's
// line a moment: without it nobody can say.
func (b *blipTickets) probe(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, serviceWait)
	defer cancel()
	for {
		request := b.client.request(lime.MethodGet, doc.DeskNode, doc.TicketsURI(doc.UnfinishedTickets(), false, 0, 1))
		_, err := ask[doc.Collection](ctx, b.client, request)
		if err == nil || isAbsent(err) || isRefused(err) {
			can := !isRefused(err) || isAbsent(err)
			b.setReadable(can)
			if !can {
				b.client.log.Info("the key may not read tickets", "error", Diagnose(err))
			}
			return
		}
		select {
		case <-time.After(lime.RetryFirst):
		case <-ctx.Done():
			return
		}
	}
}

// run polls until ctx ends.
func (b *blipTickets) run(ctx context.Context) {
	if !b.client.options.Blip {
		return
	}
	for {
		wait := ticketsIdleEvery
		if b.client.sends.forget(b.client.now()) {
			wait = ticketsEvery
		}
		select {
		case <-time.After(slowedBy(b.client.polling.slower(), wait)):
		case <-b.wake:
		case <-ctx.Done():
			return
		}
		if b.client.lineOf(deskNode).State().Phase == lime.Connected {
			b.poll(ctx)
		}
	}
}

// poll reads the tickets once and tells what changed.
func (b *blipTickets) poll(ctx context.Context) {
	list, err := b.list(ctx)
	if err != nil {
		if isRefused(err) && b.setReadable(false) {
			b.client.log.Warn("tickets can no longer be read", "error", err)
		}
		return
	}
	if b.setReadable(true) {
		b.client.sayConnectedAgain() // the abilities are others now
	}
	for _, news := range b.changed(list) {
		b.client.news.put(ctx, news)
	}
	b.handOver(ctx, list)
}

// read lists the tickets for the desk, which from then on hears of changes.
func (b *blipTickets) read(ctx context.Context) ([]desk.Ticket, error) {
	list, err := b.list(ctx)
	if err != nil {
		return nil, err
	}
	b.changed(list)
	return list, nil
}

// list reads the unfinished tickets that this agent may see: those that wait, the agent's own, and those
// that answer the agent's messages, wherever the platform routed them.
func (b *blipTickets) list(ctx context.Context) ([]desk.Ticket, error) {
	var all []desk.Ticket
	open := map[string]desk.OpenTicket{}
	for page := range ticketPagesMax {
		uri := doc.TicketsURI(doc.UnfinishedTickets(), false, page*doc.TakeTicketsMax, doc.TakeTicketsMax)
		documents, full, err := b.client.ticketPage(ctx, b.client.request(lime.MethodGet, doc.DeskNode, uri))
		if err != nil {
			return nil, err
		}
		for _, document := range documents {
			one := b.view(ctx, document)
			mine := doc.SameIdentity(one.Agent, b.client.self())
			if one.Unfinished() && (one.Status == ticket.Waiting || mine || one.Answers != "") && !containsTicket(all, one.ID) {
				all = append(all, one)
			}
			if found := ticketOf(document, b.client.self()); found != nil {
				open[doc.FoldIdentity(string(one.Contact.ID))] = *found
			}
		}
		if !full {
			break
		}
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.open, b.readAt = open, b.client.now()
	return all, nil
}

// changed takes a whole list in and gives what is new, changed or gone.
func (b *blipTickets) changed(list []desk.Ticket) (news []desk.News) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	present := map[desk.TicketID]bool{}
	for _, one := range list {
		id, print := desk.TicketID(one.ID), printOf(one)
		present[id] = true
		if b.known[id] != print {
			b.known[id] = print
			news = append(news, desk.TicketNews{Ticket: one})
		}
	}
	for id := range b.known {
		if !present[id] {
			delete(b.known, id)
			delete(b.notGiven, id)
			news = append(news, desk.TicketGoneNews{ID: id})
		}
	}
	return news
}

// printOf is what a ticket looks like, to see whether it changed.
func printOf(one desk.Ticket) string {
	written, err := json.Marshal(one)
	if err != nil {
		return fmt.Sprintf("%+v", one) // then every poll tells it
	}
	return string(written)
}

// setOnline says whether tickets may be given to the agent.
func (b *blipTickets) setOnline(online bool) {
	b.mutex.Lock()
	b.online = online
	b.mutex.Unlock()
	if online {
		b.wakeUp()
	}
}

// handOver gives waiting replies to this agent's own messages to the agent, where the connection has it
// switched on (LIME and Blip, §14.7). What the platform refuses stays as it routed it.
func (b *blipTickets) handOver(ctx context.Context, list []desk.Ticket) {
	for _, one := range list {
		id := desk.TicketID(one.ID)
		if !b.mayGive(one) {
			continue
		}
		_, err := b.client.TakeTicket(ctx, id)
		if err == nil {
			b.wakeUp()
			continue
		}
		b.client.log.Info("reply not handed over", "ticket", id, "error", err)
		if isRefused(err) || errors.Is(err, context.Canceled) {
			b.mutex.Lock()
			b.notGiven[id] = true
			b.mutex.Unlock()
		}
	}
}

func (b *blipTickets) mayGive(one desk.Ticket) bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.client.options.OnBlip.HandOver && b.online && one.Status == ticket.Waiting && one.Answers != "" &&
		!b.notGiven[desk.TicketID(one.ID)]
}
