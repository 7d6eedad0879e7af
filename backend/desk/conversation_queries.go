package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"activa/backend/fault"
)

// ChatQuery asks for a page of a conversation.
type ChatQuery struct {
	Ticket TicketID
	Before time.Time // older than this; zero: the newest
	Limit  int       // 1 to ChatPageMax; 0 for as many as are kept here
}

// ChatPage is a page of a conversation, oldest first.
type ChatPage struct {
	Messages []ChatMessage
	More     bool // there are older ones
}

// ChatMessages reads a page of a conversation, oldest first. The newest page is kept here and readable
// without a line; older ones are asked for. An active message stands in it with its template, and the one
// that the customer answered at its beginning. Faults: NotConnected when the page is not here,
// ticket.NotThere.
func (d *Desk) ChatMessages(ctx context.Context, query ChatQuery) (ChatPage, error) {
	if query.Limit <= 0 {
		query.Limit = chatNewestPage
	}
	query.Limit = min(query.Limit, ChatPageMax)
	state, known := d.knownTicket(query.Ticket)
	page, err := d.chatPage(ctx, query, known)
	if err != nil {
		return ChatPage{}, err
	}
	if known && !page.More && state.Answers != "" {
		d.begin(ctx, state.Ticket, &page)
	}
	for i := range page.Messages {
		d.fillActive(ctx, &page.Messages[i])
	}
	return page, nil
}

// chatPage reads a page where it is: here, when the newest page is known to be whole, else on the platform.
func (d *Desk) chatPage(ctx context.Context, query ChatQuery, known bool) (ChatPage, error) {
	keeper, offline := d.tickets()
	if offline == nil && (!query.Before.IsZero() || !d.chatCurrent(query.Ticket)) {
		page, err := d.askChat(ctx, keeper, query, known)
		if err == nil && (!known || !query.Before.IsZero()) {
			return page, nil
		}
		offline = err
		d.logFailed("a conversation was read from the local copy", err)
	}
	messages, more, err := d.store.ChatPage(ctx, query.Ticket, query.Before, query.Limit)
	if err != nil {
		return ChatPage{}, fmt.Errorf("read conversation: %w", err)
	}
	older := more || !d.chatWhole(query.Ticket)
	if len(messages) == 0 && offline != nil && (older || !known) {
		return ChatPage{}, offline
	}
	return ChatPage{Messages: messages, More: older}, nil
}

// askChat asks the platform for a page. The newest one of a ticket that the desk follows is stored.
func (d *Desk) askChat(ctx context.Context, keeper TicketKeeper, query ChatQuery, known bool) (ChatPage, error) {
	asking, cancel := context.WithTimeout(ctx, questionWait)
	defer cancel()
	limit := query.Limit
	if query.Before.IsZero() {
		limit = max(limit, chatNewestPage)
	}
	messages, more, err := keeper.TicketMessages(asking, query.Ticket, query.Before, limit)
	if err != nil {
		return ChatPage{}, err
	}
	slices.Reverse(messages)
	if known && query.Before.IsZero() {
		_, err = d.do(ctx, ChatPageInput{Ticket: query.Ticket, Page: messages, More: more})
	}
	return ChatPage{Messages: messages, More: more}, err
}

// begin puts the active message that the customer answered at the beginning of a conversation, where the
// platform does not.
func (d *Desk) begin(ctx context.Context, of Ticket, page *ChatPage) {
	id := MessageID(of.Answers)
	if slices.ContainsFunc(page.Messages, func(m ChatMessage) bool { return m.ID == id }) {
		return
	}
	sent, err := d.store.Message(ctx, id)
	if err != nil {
		if fault.CodeOf(err) != MessageUnknown {
			d.logFailed("the answered message was not read", err)
		}
		return
	}
	first := ChatMessage{
		ID: id, Ticket: TicketID(of.ID), From: FromAgent, Kind: ChatTemplate, Agent: sent.Message.Agent,
		At: sent.Message.ComposedAt, Progress: sent.Progress,
	}
	if !sent.Progress.AcceptedAt.IsZero() {
		first.At = sent.Progress.AcceptedAt
	}
	at := slices.IndexFunc(page.Messages, func(m ChatMessage) bool { return m.At.After(first.At) })
	if at < 0 {
		at = len(page.Messages)
	}
	page.Messages = slices.Insert(page.Messages, at, first)
}

// fillActive adds what this desk knows of an active message: what it said, and how far it came.
func (d *Desk) fillActive(ctx context.Context, m *ChatMessage) {
	if m.Kind != ChatTemplate {
		return
	}
	detail, err := d.SentMessage(ctx, m.ID)
	if err != nil {
		if fault.CodeOf(err) != MessageUnknown {
			d.logFailed("an active message was not read", err)
		}
		return
	}
	m.Active = &SentRecord{Message: detail.Message.Message, Progress: detail.Message.Progress, Template: detail.Template}
	m.Progress = detail.Message.Progress
}

// knownTicket is an unfinished ticket that the desk follows.
func (e *Engine) knownTicket(id TicketID) (TicketState, bool) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	kept := e.memory.tickets[id]
	if kept == nil {
		return TicketState{}, false
	}
	return e.memory.ticketState(kept), true
}

// ticketAnswering is the unfinished ticket that the desk follows in which a message was answered.
func (e *Engine) ticketAnswering(id MessageID) (TicketID, bool) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	for _, kept := range e.memory.tickets {
		if kept.Answers == string(id) {
			return TicketID(kept.ID), true
		}
	}
	return "", false
}

func (e *Engine) unsentOf(id TicketID) UnsentText {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.memory.unsent[id]
}

// chatCurrent says whether the newest page of a conversation is here, with nothing missing.
func (e *Engine) chatCurrent(id TicketID) bool {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.memory.talk.current[id]
}

// chatWhole says whether a conversation is stored here from its beginning.
func (e *Engine) chatWhole(id TicketID) bool {
	e.mu.RLock()
	defer e.mu.RUnlock()
	kept := e.memory.tickets[id]
	return kept != nil && kept.Whole
}

// Account is who is signed in, or was last.
func (e *Engine) Account() Account {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.memory.account
}
