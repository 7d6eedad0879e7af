package desk

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"activa/backend/fault"
	"activa/backend/message"
	"activa/backend/ticket"
)

// chatKey names a message of a conversation: an active message may stand in several.
type chatKey struct {
	ticket TicketID
	id     MessageID
}

// chat reads a message of a conversation as this step sees it; nil when there is none. An empty ticket
// finds the agent's own message in whatever conversation it stands.
func (s *step) chat(id TicketID, message MessageID) (*ChatMessage, error) {
	if altered, found := s.chats[chatKey{id, message}]; found {
		return altered, nil
	}
	if waiting := s.chatOutbox[message]; waiting != nil && (id == "" || waiting.Message.Ticket == id) {
		return &waiting.Message, nil
	}
	stored, err := s.engine.store.ChatMessage(s.ctx, id, message)
	switch {
	case fault.CodeOf(err) == MessageUnknown:
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read message of a conversation: %w", err)
	}
	return &stored, nil
}

// putChat stores a message of a conversation with its outbox row, nil for none, and tells it.
func (s *step) putChat(now ChatMessage, row *ChatOutboxRow) {
	s.writeChat(now, row)
	same := func(m ChatMessage) bool { return m.ID == now.ID && m.Ticket == now.Ticket }
	if at := slices.IndexFunc(s.change.Chat, same); at >= 0 {
		s.change.Chat[at] = now
	} else {
		s.change.Chat = append(s.change.Chat, now)
	}
}

// writeChat stores a message of which no window needs to be told.
func (s *step) writeChat(now ChatMessage, row *ChatOutboxRow) {
	write := ChatWrite{Now: now, Outbox: row}
	before := s.chatOutbox[now.ID]
	if before != nil && before.Message.Ticket == now.Ticket {
		write.Stage = before.Row.Stage
	}
	same := func(w ChatWrite) bool { return w.Now.ID == now.ID && w.Now.Ticket == now.Ticket }
	if at := slices.IndexFunc(s.commit.Chat, same); at >= 0 {
		write.Stage = s.commit.Chat[at].Stage
		s.commit.Chat[at] = write
	} else {
		s.commit.Chat = append(s.commit.Chat, write)
	}
	s.chats[chatKey{now.Ticket, now.ID}] = &now
	switch {
	case row != nil:
		s.chatOutbox[now.ID] = &ChatSend{Message: now, Row: *row}
	case before != nil && before.Message.Ticket == now.Ticket:
		delete(s.chatOutbox, now.ID)
	}
}

// hear lets a ticket's row show what was said. counts says that it is the customer's and not read yet.
func (s *step) hear(m ChatMessage, counts bool) {
	kept := s.ticket(m.Ticket)
	if kept == nil {
		return
	}
	if m.From == FromCustomer && counts {
		delete(s.talk.typing, m.Ticket)
		s.touched[m.Ticket] = true
	}
	if now := kept.heard(m, counts); !sameRow(*kept, now) {
		s.keep(now)
	}
}

// sameRow says whether a ticket shows and notes the same.
func sameRow(a, b KeptTicket) bool {
	sameLast := a.Last == b.Last || a.Last != nil && b.Last != nil && sameChat(*a.Last, *b.Last)
	return sameLast && a.Unread == b.Unread && a.CustomerWroteAt.Equal(b.CustomerWroteAt) &&
		a.CountedUpTo.Equal(b.CountedUpTo) && a.Counted == b.Counted
}

// chatTold takes in a message of a conversation: the customer's, or the agent's own that the platform has.
func (s *step) chatTold(told ChatMessage) error {
	if told.ID == "" || s.ticket(told.Ticket) == nil {
		return nil // of a ticket that this agent does not see; its own news come first
	}
	fresh, err := s.learn(told)
	if err != nil || !fresh || told.From != FromCustomer || !told.Progress.ReceivedAt.IsZero() {
		return err
	}
	if s.ticket(told.Ticket).owner(s.account.Identity) {
		s.confirm(told.Ticket, []MessageID{told.ID}, message.Received)
	}
	return nil
}

// learn adds a message to what is known of its conversation; fresh says that it was not known.
func (s *step) learn(told ChatMessage) (fresh bool, err error) {
	known, err := s.chat(told.Ticket, told.ID)
	if err != nil {
		return false, err
	}
	if known == nil {
		told = told.placed()
		s.putChat(told, nil)
		s.hear(told, true)
		return true, nil
	}
	now := known.merged(told)
	if sameChat(*known, now) {
		return false, nil
	}
	s.putChat(now, s.rowAfter(now))
	s.hear(now, false)
	return false, nil
}

// rowAfter is the outbox row that a message still needs: none once the platform answered for it.
func (s *step) rowAfter(now ChatMessage) *ChatOutboxRow {
	waiting := s.chatOutbox[now.ID]
	if waiting == nil || waiting.Message.Ticket != now.Ticket || taken(now.Progress) {
		return nil
	}
	return &waiting.Row
}

// sameChat says whether two readings of one message tell the same.
func sameChat(a, b ChatMessage) bool {
	sameMedia := a.Media == b.Media || a.Media != nil && b.Media != nil && *a.Media == *b.Media
	samePlace := a.Place == b.Place || a.Place != nil && b.Place != nil && *a.Place == *b.Place
	return sameMedia && samePlace && a.ID == b.ID && a.Ticket == b.Ticket && a.From == b.From && a.Kind == b.Kind &&
		a.Text == b.Text && a.Agent == b.Agent && a.AgentName == b.AgentName && a.InReply == b.InReply &&
		a.At.Equal(b.At) && a.Progress == b.Progress && (a.Active == nil) == (b.Active == nil)
}

// chatReceipt takes in a receipt for a message of the agent. One for a message that is not known here is
// left to the next reading of its conversation.
func (s *step) chatReceipt(news ChatReceiptNews) error {
	known, err := s.chat(news.Ticket, news.ID)
	if err != nil || known == nil || known.From == FromCustomer {
		return err
	}
	now := known.advanced(news.Receipt)
	if sameChat(*known, now) {
		return nil
	}
	s.putChat(now, s.rowAfter(now))
	s.hear(now, false)
	return nil
}

// joins says whether a page of a conversation follows what is stored here with nothing missing between:
// its oldest message was known, or there is none before it.
func (s *step) joins(in ChatPageInput) (bool, error) {
	if !in.More || len(in.Page) == 0 {
		return true, nil
	}
	known, err := s.chat(in.Ticket, in.Page[0].ID)
	return known != nil, err
}

// chatPageRead takes in the newest page of a conversation. When something between it and what is stored here
// is missing, the older part is forgotten.
func (s *step) chatPageRead(in ChatPageInput) error {
	kept := s.ticket(in.Ticket)
	if kept == nil {
		return nil
	}
	var arrived, owed []MessageID
	mine := kept.owner(s.account.Identity)
	joins, err := s.joins(in)
	if err != nil {
		return err
	}
	readUpTo := kept.ReadUpTo
	for _, told := range in.Page {
		if told.ID == "" || told.Ticket != in.Ticket {
			continue
		}
		fresh, err := s.learn(told)
		if err != nil {
			return err
		}
		if !mine || told.From != FromCustomer {
			continue
		}
		seen, err := s.seen(told, readUpTo)
		switch {
		case err != nil:
			return err
		case seen && told.Progress.ConsumedAt.IsZero():
			owed = append(owed, told.ID)
		case fresh && told.Progress.ReceivedAt.IsZero():
			arrived = append(arrived, told.ID)
		}
	}
	if !joins {
		s.commit.ChatTrimmed = append(s.commit.ChatTrimmed, ChatTrim{Ticket: in.Ticket, Before: in.Page[0].At})
	}
	if now := *s.ticket(in.Ticket); now.Whole != (!in.More || joins && now.Whole) {
		now.Whole = !now.Whole
		s.keep(now)
	}
	s.talk.current[in.Ticket] = s.connected()
	s.confirm(in.Ticket, arrived, message.Received)
	s.confirm(in.Ticket, owed, message.Consumed)
	return nil
}

// seen says whether a customer's message stood on the screen before, and notes it where that is not written.
func (s *step) seen(told ChatMessage, readUpTo time.Time) (bool, error) {
	known, err := s.chat(told.Ticket, told.ID)
	if err != nil || known == nil {
		return false, err
	}
	if known.Progress.ConsumedAt.IsZero() {
		if told.At.After(readUpTo) {
			return false, nil
		}
		s.writeChat(known.advanced(message.Receipt{Kind: message.Consumed, At: s.now}), nil)
	}
	return true, nil
}

// readTicket consumes what the customer wrote, if the ticket is this agent's: a look at what waits, or a
// supervisor's, is no reading.
func (s *step) readTicket(id TicketID) error {
	kept := s.ticket(id)
	if kept == nil || !kept.owner(s.account.Identity) {
		return nil
	}
	unread, err := s.engine.store.UnreadChat(s.ctx, id)
	if err != nil {
		return fmt.Errorf("read what was not read: %w", err)
	}
	var consumed []MessageID
	for _, m := range unread {
		s.writeChat(m.advanced(message.Receipt{Kind: message.Consumed, At: s.now}), nil)
		consumed = append(consumed, m.ID)
	}
	if now := kept.read(); kept.Unread != 0 || !now.ReadUpTo.Equal(kept.ReadUpTo) {
		s.keep(now)
	}
	s.confirm(id, consumed, message.Consumed)
	return nil
}

// sendChat takes a message of the agent for the outbox. Known by its id it is the same message.
func (s *step) sendChat(outgoing ChatMessage) (refusal, err error) {
	if err := outgoing.validate(); err != nil {
		return err, nil
	}
	known, err := s.chat("", outgoing.ID)
	switch {
	case err != nil:
		return nil, err
	case known != nil:
		s.outcome.Chat = known
		return nil, nil
	case s.closing:
		return fault.New(DeskClosed, nil, nil), nil
	}
	kept := s.ticket(outgoing.Ticket)
	if kept == nil {
		return fault.New(ticket.NotThere, nil, nil), nil
	}
	who := ticket.Account{Identity: s.account.Identity, Role: ticket.Role(s.account.Role), Bots: []string{kept.Bot}}
	if err := ticket.Answer(kept.Ticket.Ticket, who); err != nil {
		return err, nil
	}
	s.enqueueChat(outgoing, *kept)
	return nil, nil
}

// enqueueChat writes a message into the outbox; it stands behind everything that was said before, whatever
// this machine's clock says.
func (s *step) enqueueChat(outgoing ChatMessage, kept KeptTicket) {
	outgoing.From, outgoing.Agent, outgoing.AgentName = FromAgent, s.account.Identity, s.account.Name
	outgoing.Progress, outgoing.Active, outgoing.Place = message.NewProgress(s.now), nil, nil
	outgoing.At = s.now
	if kept.Last != nil {
		outgoing.At = latestOf(outgoing.At, kept.Last.At.Add(time.Millisecond))
	}
	s.putChat(outgoing, &ChatOutboxRow{ID: outgoing.ID, Stage: OutboxWaiting})
	s.hear(outgoing, false)
	if outgoing.Text != "" {
		s.forgetUnsent(outgoing.Ticket)
	}
	s.outcome.Chat = &outgoing
}

// retried is the id under which a failed message is sent again. It follows from the old one, so a double
// click is one message.
func retried(old MessageID) MessageID {
	return MessageID(uuid.NewSHA1(uuid.NameSpaceURL, []byte("activa:retry:"+string(old))).String())
}

// retryChat sends a failed message again, as a new one.
func (s *step) retryChat(id MessageID) (refusal, err error) {
	old, err := s.chat("", id)
	if err != nil {
		return nil, err
	}
	if old == nil || old.Progress.Delivery != message.Failed {
		return fault.New(MessageUnknown, nil, nil), nil
	}
	again := *old
	again.ID = retried(id)
	return s.sendChat(again)
}

// chatOrder is the outbox in the order in which its messages leave.
func (s *step) chatOrder() []*ChatSend {
	return slices.SortedFunc(maps.Values(s.chatOutbox), beforeSend)
}
