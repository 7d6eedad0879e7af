package desktest

import (
	"context"
	"slices"
	"time"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
	"activa/backend/ticket"
)

// talk is what the platform holds of tickets and conversations.
type talk struct {
	tickets   []desk.Ticket // in the order of their beginning, finished ones too
	messages  []desk.ChatMessage
	manners   []Manner
	confirmed map[desk.MessageID]message.Delivery
	hushed    bool // nothing is told
}

func newTalk() talk { return talk{confirmed: map[desk.MessageID]message.Delivery{}} }

// Me is the agent of this platform.
const Me = "ana@activa.local"

// serviceWindowClosed is Meta's code for a message after WhatsApp's 24 h (WhatsApp templates, §8).
const serviceWindowClosed = 131047

// PutTicket sets a ticket as the platform has it now, and tells it while the line is up. One that this agent
// may not see is told to be gone.
func (p *Platform) PutTicket(told desk.Ticket) desk.Ticket {
	p.mu.Lock()
	at := slices.IndexFunc(p.talk.tickets, func(t desk.Ticket) bool { return t.ID == told.ID })
	if at >= 0 {
		p.talk.tickets[at] = told
	} else {
		p.talk.tickets = append(p.talk.tickets, told)
	}
	told = p.withTalk(told)
	p.mu.Unlock()
	if visible(told) {
		p.tell(desk.TicketNews{Ticket: told})
	} else {
		p.tell(desk.TicketGoneNews{ID: desk.TicketID(told.ID)})
	}
	return told
}

func visible(t desk.Ticket) bool {
	return ticket.CanSee(t.Ticket, ticket.Account{Identity: Me, Role: ticket.RoleAgent, Bots: []string{t.Bot}})
}

// withTalk is a ticket with what its conversation adds.
func (p *Platform) withTalk(t desk.Ticket) desk.Ticket {
	t.Unread, t.Last = 0, nil
	for _, m := range p.talk.messages {
		if m.Ticket != desk.TicketID(t.ID) {
			continue
		}
		last := m
		t.Last = &last
		if m.From == desk.FromCustomer {
			t.CustomerWroteAt = m.At
			if p.talk.confirmed[m.ID] != message.Consumed {
				t.Unread++
			}
		}
	}
	return t
}

// TicketNow is a ticket as the platform has it; false when it has none.
func (p *Platform) TicketNow(id string) (desk.Ticket, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.ticketAt(desk.TicketID(id))
	if at < 0 {
		return desk.Ticket{}, false
	}
	return p.talk.tickets[at], true
}

// Hush lets the platform tell nothing, or again everything that happens from then on.
func (p *Platform) Hush(hush bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.talk.hushed = hush
}

func (p *Platform) ticketAt(id desk.TicketID) int {
	return slices.IndexFunc(p.talk.tickets, func(t desk.Ticket) bool { return t.ID == string(id) })
}

// Says is a message of a conversation, told while the line is up.
func (p *Platform) Says(m desk.ChatMessage) {
	p.mu.Lock()
	p.talk.messages = append(p.talk.messages, m)
	p.mu.Unlock()
	p.tell(desk.ChatMessageNews{Message: m})
}

// SaysAgain tells a message a second time.
func (p *Platform) SaysAgain(id string) {
	p.mu.Lock()
	m := p.talk.messages[p.said(desk.MessageID(id))]
	p.mu.Unlock()
	p.tell(desk.ChatMessageNews{Message: m})
}

func (p *Platform) said(id desk.MessageID) int {
	return slices.IndexFunc(p.talk.messages, func(m desk.ChatMessage) bool { return m.ID == id })
}

// Types tells that the customer writes, or stopped.
func (p *Platform) Types(id string, typing bool) {
	p.tell(desk.TypingNews{Ticket: desk.TicketID(id), Typing: typing})
}

// ChatReceipt advances a message of the agent and tells about it while the line is up.
func (p *Platform) ChatReceipt(id string, receipt message.Receipt) {
	p.mu.Lock()
	at := p.said(desk.MessageID(id))
	news := desk.ChatReceiptNews{ID: desk.MessageID(id), Receipt: receipt}
	if at >= 0 {
		m := &p.talk.messages[at]
		m.Progress = m.Progress.Apply(receipt)
		news.Ticket = m.Ticket
	}
	p.mu.Unlock()
	p.tell(news)
}

// NextChat sets how the next hand-overs of conversations go, in order; afterwards they are taken.
func (p *Platform) NextChat(manners ...Manner) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.talk.manners = append(p.talk.manners, manners...)
}

// Confirmed is what the desk told about a customer's message.
func (p *Platform) Confirmed(id string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if receipt, told := p.talk.confirmed[desk.MessageID(id)]; told {
		return receipt.String()
	}
	return "nothing"
}

// Heard lists the agent's messages of a ticket in the order in which the customer got them.
func (p *Platform) Heard(id desk.TicketID) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var heard []string
	for _, m := range p.talk.messages {
		if m.Ticket == id && m.From == desk.FromAgent && m.Progress.FailedAt.IsZero() {
			heard = append(heard, string(m.ID))
		}
	}
	return heard
}

// Tickets lists the unfinished ones that the agent may see.
func (p *Platform) Tickets(context.Context) ([]desk.Ticket, error) {
	if err := p.online(); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var tickets []desk.Ticket
	for _, t := range p.talk.tickets {
		if t.Unfinished() && visible(t) {
			tickets = append(tickets, p.withTalk(t))
		}
	}
	return tickets, nil
}

// Ticket reads one.
func (p *Platform) Ticket(_ context.Context, id desk.TicketID) (desk.Ticket, error) {
	if err := p.online(); err != nil {
		return desk.Ticket{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.ticketAt(id)
	if at < 0 || !visible(p.talk.tickets[at]) {
		return desk.Ticket{}, fault.New(ticket.NotThere, nil, nil)
	}
	return p.withTalk(p.talk.tickets[at]), nil
}

// TicketMessages lists what was said, newest first.
func (p *Platform) TicketMessages(_ context.Context, id desk.TicketID, before time.Time, limit int) ([]desk.ChatMessage, bool, error) {
	if err := p.online(); err != nil {
		return nil, false, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var page []desk.ChatMessage
	for _, m := range slices.Backward(p.talk.messages) {
		if m.Ticket == id && (before.IsZero() || m.At.Before(before)) {
			page = append(page, m)
		}
	}
	slices.SortStableFunc(page, func(a, b desk.ChatMessage) int { return b.At.Compare(a.At) })
	return page[:min(limit, len(page))], len(page) > limit, nil
}

// SendChatMessage behaves in the next manner.
func (p *Platform) SendChatMessage(ctx context.Context, outgoing desk.ChatMessage) error {
	p.mu.Lock()
	onSend := p.onSend
	p.mu.Unlock()
	if onSend != nil {
		onSend(string(outgoing.ID))
	}
	p.mu.Lock()
	manner := Takes
	if len(p.talk.manners) > 0 {
		manner, p.talk.manners = p.talk.manners[0], p.talk.manners[1:]
	}
	if !p.connected {
		manner = NeverLeaves
	}
	p.mu.Unlock()
	switch manner {
	case NeverLeaves:
		return fault.New(desk.NotHandedOver, errLine, nil)
	case Loses:
		return errLine
	case Hangs:
		<-ctx.Done()
		return ctx.Err()
	}
	receipt := p.takeChat(outgoing)
	switch manner {
	case LosesAnswer:
		return errLine
	case Takes:
		p.tell(desk.ChatReceiptNews{Ticket: outgoing.Ticket, ID: outgoing.ID, Receipt: receipt})
	}
	return nil
}

// takeChat keeps a message and says what becomes of it. A repeat is delivered again unless repeats are
// dropped.
func (p *Platform) takeChat(outgoing desk.ChatMessage) message.Receipt {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now().UTC().Truncate(time.Millisecond)
	if at := p.said(outgoing.ID); at >= 0 && p.dropRepeats {
		if failed := p.talk.messages[at].Progress; !failed.FailedAt.IsZero() {
			return message.Receipt{Kind: message.Failed, At: failed.FailedAt, Reason: failed.Reason}
		}
		return message.Receipt{Kind: message.Accepted, At: p.talk.messages[at].Progress.AcceptedAt}
	}
	receipt := message.Receipt{Kind: message.Accepted, At: now}
	if at := p.ticketAt(outgoing.Ticket); at < 0 || !ticket.InServiceWindow(p.withTalk(p.talk.tickets[at]).CustomerWroteAt, now) {
		receipt = message.Receipt{Kind: message.Failed, At: now, Reason: message.Reason{Code: serviceWindowClosed}}
	} else {
		p.deliveries[string(outgoing.ID)]++
	}
	outgoing.At, outgoing.Progress = now, message.NewProgress(now).Apply(receipt)
	p.talk.messages = append(p.talk.messages, outgoing)
	return receipt
}

// ConfirmChatMessages keeps what became of the customer's messages.
func (p *Platform) ConfirmChatMessages(_ context.Context, _ desk.TicketID, messages []desk.MessageID, receipt message.Delivery) error {
	if err := p.online(); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, id := range messages {
		if p.talk.confirmed[id] < receipt {
			p.talk.confirmed[id] = receipt
		}
		if at := p.said(id); at >= 0 {
			m := &p.talk.messages[at]
			m.Progress = m.Progress.Apply(message.Receipt{Kind: receipt, At: time.Now()})
		}
	}
	return nil
}
