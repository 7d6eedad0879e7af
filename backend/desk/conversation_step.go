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

// hear lets a ticket's row show what was said. pushed says that the message is new and was told by itself.
func (s *step) hear(m ChatMessage, pushed bool) {
	kept := s.ticket(m.Ticket)
	if kept == nil {
		return
	}
	if _, writing := s.talk.typing[m.Ticket]; writing && m.From == FromCustomer && pushed {
		delete(s.talk.typing, m.Ticket)
		s.touched[m.Ticket] = true
	}
	if now := kept.heard(m, pushed); !now.same(*kept) {
		s.keep(now)
	}
	s.standBehind(m)
}

// standBehind moves what the agent wrote and the platform has not taken yet behind a message: there it will
// stand when it is taken.
func (s *step) standBehind(m ChatMessage) {
	if s.chatOutbox[m.ID] != nil {
		return
	}
	last := m.At
	for _, send := range s.chatOrder() {
		if send.Message.Ticket != m.Ticket || send.Row.Stage == OutboxUnconfirmed {
			continue
		}
		moved := *send
		if !moved.Message.At.After(last) {
			moved.Message.At = last.Add(time.Millisecond)
			s.putChat(moved.Message, &moved.Row)
			s.hear(moved.Message, true)
		}
		last = moved.Message.At
	}
}

// chatTold takes in a message of a conversation: the customer's, or the agent's own that the platform has.
func (s *step) chatTold(told ChatMessage) error {
	if told.ID == "" || s.ticket(told.Ticket) == nil {
		return nil // of a ticket that this agent does not see; its own news come first
	}
	fresh, err := s.learn(told, true)
	if err != nil || !fresh || told.From != FromCustomer || !told.Progress.ReceivedAt.IsZero() {
		return err
	}
	if s.ticket(told.Ticket).owner(s.account.Identity) {
		s.confirm(told.Ticket, []MessageID{told.ID}, message.Received)
	}
	return nil
}

// learn adds a message to what is known of its conversation; fresh says that it was not known.
func (s *step) learn(told ChatMessage, pushed bool) (fresh bool, err error) {
	told.At = instant(told.At)
	known, err := s.chat(told.Ticket, told.ID)
	if err != nil {
		return false, err
	}
	if known == nil {
		told = told.placed()
		s.putChat(told, nil)
		s.hear(told, pushed)
		return true, nil
	}
	now := known.merged(told)
	switch {
	case now.same(*known):
		return false, nil
	case now.From == FromCustomer: // only our own confirmations can be new of it
		s.writeChat(now, nil)
		return false, nil
	}
	return false, s.further(*known, now)
}

// further takes in how a message of our side came further. When that moves it back from the end of its
// conversation, the row shows what stands there now.
func (s *step) further(known, now ChatMessage) error {
	waited := s.chatOutbox[now.ID] != nil
	s.putChat(now, s.rowAfter(now))
	s.hear(now, waited)
	kept := s.ticket(now.Ticket)
	if kept == nil || kept.Last == nil || kept.Last.ID != now.ID || !now.At.Before(known.At) {
		return nil
	}
	stored, _, err := s.engine.store.ChatPage(s.ctx, now.Ticket, time.Time{}, len(s.chats)+1)
	if err != nil {
		return fmt.Errorf("read the end of a conversation: %w", err)
	}
	for _, m := range stored {
		if altered := s.chats[chatKey{m.Ticket, m.ID}]; altered != nil {
			m = *altered
		}
		s.hear(m, false)
	}
	return nil
}

// rowAfter is the outbox row that a message still needs: none once the platform answered for it.
func (s *step) rowAfter(now ChatMessage) *ChatOutboxRow {
	waiting := s.chatOutbox[now.ID]
	if waiting == nil || waiting.Message.Ticket != now.Ticket || taken(now.Progress) {
		return nil
	}
	return &waiting.Row
}

// chatReceipt takes in a receipt for a message of the agent. One for a message that is not known here is
// left to the next reading of its conversation.
func (s *step) chatReceipt(news ChatReceiptNews) error {
	known, err := s.chat(news.Ticket, news.ID)
	if err != nil || known == nil || known.From == FromCustomer {
		return err
	}
	now := known.advanced(news.Receipt)
	if now.same(*known) {
		return nil
	}
	return s.further(*known, now)
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
	joins, err := s.joins(in)
	if err != nil {
		return err
	}
	page := pageRead{readUpTo: kept.ReadUpTo, mine: kept.owner(s.account.Identity)}
	for _, told := range in.Page {
		if told.ID == "" || told.Ticket != in.Ticket {
			continue
		}
		if err := s.learnOfPage(told, &page); err != nil {
			return err
		}
	}
	if !joins {
		s.commit.ChatTrimmed = append(s.commit.ChatTrimmed, ChatTrim{Ticket: in.Ticket, Before: in.Page[0].At})
	}
	now := *s.ticket(in.Ticket)
	now.Whole = !in.More || joins && now.Whole
	if page.mine && (!in.More || page.unread < page.customers) {
		now.Unread = page.unread // every unread one stands in this page
	}
	if !now.same(*s.ticket(in.Ticket)) {
		s.keep(now)
	}
	s.talk.current[in.Ticket] = s.connected()
	s.confirm(in.Ticket, page.arrived, message.Received)
	s.confirm(in.Ticket, page.owed, message.Consumed)
	return nil
}

// pageRead is what the reading of a page has found so far.
type pageRead struct {
	readUpTo  time.Time // up to here the conversation stood on the screen
	mine      bool      // the ticket is this agent's: only then anything is confirmed
	customers int       // messages of the customer
	unread    int       // those of them that were not read
	arrived   []MessageID
	owed      []MessageID // read here, and the platform does not know it
}

// learnOfPage takes in one message of a page.
func (s *step) learnOfPage(told ChatMessage, page *pageRead) error {
	fresh, err := s.learn(told, false)
	if err != nil || !page.mine || told.From != FromCustomer {
		return err
	}
	seen, err := s.seen(told, page.readUpTo)
	if err != nil {
		return err
	}
	page.customers++
	if !seen {
		page.unread++
	}
	switch {
	case seen && told.Progress.ConsumedAt.IsZero():
		page.owed = append(page.owed, told.ID)
	case fresh && told.Progress.ReceivedAt.IsZero():
		page.arrived = append(page.arrived, told.ID)
	}
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
