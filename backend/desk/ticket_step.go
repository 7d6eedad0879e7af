package desk

import (
	"maps"
	"slices"
	"time"

	"activa/backend/fault"
	"activa/backend/message"
	"activa/backend/ticket"
)

// ticketInput is the table of what each input about tickets means.
func (s *step) ticketInput(input Input) (refusal, err error) {
	switch in := input.(type) {
	case SendChatInput:
		return s.sendChat(in.Message)
	case RetryChatInput:
		return s.retryChat(in.ID)
	case ReadTicketInput:
		return nil, s.readTicket(in.ID)
	case UnsentInput:
		return s.keepUnsent(in), nil
	case TicketDoneInput:
		s.ticketDone(in)
	case TicketRefusedInput:
		s.ticketRefused(in)
	case ChatPageInput:
		return nil, s.chatPageRead(in)
	}
	return nil, nil
}

// ticketNews takes in what the platform tells about tickets.
func (s *step) ticketNews(told News) error {
	switch news := told.(type) {
	case TicketNews:
		s.noteTold(TicketID(news.Ticket.ID))
		s.ticketTold(news.Ticket)
	case TicketGoneNews:
		s.noteTold(news.ID)
		s.ticketGone(news.ID, true)
	case ChatMessageNews:
		return s.chatTold(news.Message)
	case ChatReceiptNews:
		return s.chatReceipt(news)
	case TypingNews:
		s.typingTold(news)
	}
	return nil
}

// noteTold remembers that news of a ticket came while the list was being read: they are later.
func (s *step) noteTold(id TicketID) {
	if s.talk.reading {
		s.talk.told[id] = true
	}
}

// ticket is an unfinished ticket as this step sees it; nil when the desk does not know it.
func (s *step) ticket(id TicketID) *KeptTicket {
	if altered, found := s.kept[id]; found {
		return altered
	}
	return s.memory.tickets[id]
}

// keep stores a ticket, and tells it where it shows something else.
func (s *step) keep(now KeptTicket) {
	id := TicketID(now.ID)
	if known := s.ticket(id); known == nil || !known.Ticket.same(now.Ticket) {
		s.touched[id] = true
	}
	s.kept[id] = &now
}

// ticketTold takes in a ticket as the platform has it. With a ticket that answers a message of this agent,
// that message's row leaves in the same change: a window that follows the row finds the ticket there.
func (s *step) ticketTold(told Ticket) {
	id := TicketID(told.ID)
	switch {
	case id == "":
		return
	case !told.Unfinished():
		s.ticketGone(id, false)
		return
	}
	now := KeptTicket{}.told(told)
	known := s.ticket(id)
	if known != nil {
		now = known.told(told)
	}
	if known == nil || !now.same(*known) {
		s.keep(now)
	}
	if row := s.row(MessageID(told.Answers)); row != nil && told.Parent == "" && row.Progress.RepliedAt.IsZero() {
		s.advanceTo(row, row.Progress.Replied(told.CreatedAt))
	}
}

// ticketGone takes a ticket out: it has ended, or the agent may see it no longer; then its conversation is
// forgotten, too.
func (s *step) ticketGone(id TicketID, forget bool) {
	if forget {
		s.commit.ChatTrimmed = append(s.commit.ChatTrimmed, ChatTrim{Ticket: id})
	}
	if s.ticket(id) == nil {
		return
	}
	s.kept[id] = nil
	s.touched[id] = true
	delete(s.talk.typing, id)
	delete(s.talk.current, id)
	s.forgetUnsent(id)
}

// ticketDone takes in what became of a ticket that the agent acted on. A ticket that was passed on has
// ended; the one that goes on is told by the platform to whoever may see it.
func (s *step) ticketDone(in TicketDoneInput) {
	s.noteTold(in.ID)
	if TicketID(in.Ticket.ID) != in.ID {
		s.ticketGone(in.ID, false)
		return
	}
	s.ticketTold(in.Ticket)
}

// ticketRefused corrects what the platform's refusal showed to be wrong, at once; then the ticket is read
// again.
func (s *step) ticketRefused(in TicketRefusedInput) {
	known := s.ticket(in.ID)
	if known == nil {
		return
	}
	if agent := in.Fault.Parameters["agent"]; in.Fault.Code == ticket.TakenByAnother && s.supervises() && agent != "" {
		now := *known
		now.Status, now.Agent, now.AgentName, now.ReservedFor = ticket.Open, agent, "", ""
		s.keep(now)
	} else {
		s.ticketGone(in.ID, in.Fault.Code == ticket.NotThere)
	}
	if s.connected() {
		s.do(ReadTicket{ID: in.ID})
	}
}

func (s *step) supervises() bool { return s.abilities.Supervision }

// linesTalk forgets what counted for the line that was.
func (s *step) linesTalk() {
	s.talk.old, s.talk.listed = s.talk.reading, false
	clear(s.talk.current)
	clear(s.talk.asked)
	for _, id := range slices.Sorted(maps.Keys(s.talk.typing)) {
		delete(s.talk.typing, id)
		s.touched[id] = true
	}
}

// readTickets reads every ticket, and answers false when this platform keeps none. The list of sent messages
// follows afterwards, so that no row leaves before its ticket is there.
func (s *step) readTickets() bool {
	if !s.abilities.Tickets {
		return false
	}
	if !s.talk.reading {
		s.talk.reading = true
		clear(s.talk.told)
		s.do(ReadTickets{})
	}
	return true
}

// ticketAnswer takes in what came of an effect on tickets.
func (s *step) ticketAnswer(input Input) error {
	switch in := input.(type) {
	case TicketsAnswer:
		return s.ticketsRead(in)
	case TicketAnswer:
		s.ticketRead(in)
	case ChatPageAnswer:
		delete(s.talk.asked, in.Ticket)
		if in.Err == nil && s.connected() {
			return s.chatPageRead(in.ChatPageInput)
		}
	case ChatHandedAnswer:
		s.chatHanded(in)
	default:
		return unknownInput(input)
	}
	return nil
}

// ticketsRead makes the platform's list the desk's. Tickets that were told meanwhile are later than it.
func (s *step) ticketsRead(in TicketsAnswer) error {
	old := s.talk.old
	s.talk.reading, s.talk.old = false, false
	switch {
	case !s.connected():
		return nil
	case old:
		s.readTickets()
		return nil
	}
	s.talk.listed = true
	if in.Err != nil {
		s.sessionAt = s.here.Add(sessionRetryWait)
		s.readSent()
		return nil //nolint:nilerr // it is asked for again then
	}
	listed := make(map[TicketID]bool, len(in.Tickets))
	for _, told := range in.Tickets {
		id := TicketID(told.ID)
		listed[id] = true
		if !s.talk.told[id] {
			s.ticketTold(told)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.memory.tickets)) {
		if !listed[id] && !s.talk.told[id] {
			s.ticketGone(id, true)
		}
	}
	s.readSent()
	return s.catchUp(in.Tickets)
}

// catchUpMax is how many conversations are read by themselves after the line came up; the others are read
// when they are opened.
const catchUpMax = 20

// catchUp reads the conversations of the agent's own tickets in which something is missing here.
func (s *step) catchUp(tickets []Ticket) error {
	for _, told := range tickets {
		id := TicketID(told.ID)
		if kept := s.ticket(id); len(s.talk.asked) >= catchUpMax || kept == nil || !kept.owner(s.account.Identity) {
			continue
		}
		missing := told.Last == nil || told.Unread > 0
		if !missing {
			known, err := s.chat(id, told.Last.ID)
			if err != nil {
				return err
			}
			missing = known == nil
		}
		if missing {
			s.talk.asked[id] = true
			s.do(ReadConversation{Ticket: id})
		}
	}
	return nil
}

// ticketRead takes in one ticket that was read again.
func (s *step) ticketRead(in TicketAnswer) {
	switch {
	case in.Err == nil && TicketID(in.Ticket.ID) == in.ID:
		s.ticketTold(in.Ticket)
	case fault.CodeOf(in.Err) == ticket.NotThere:
		s.ticketGone(in.ID, true)
	}
}

// typingTold notes that the customer writes. Nobody may ever say that they stopped: it ends by itself.
func (s *step) typingTold(news TypingNews) {
	if s.ticket(news.Ticket) == nil {
		return
	}
	s.touched[news.Ticket] = true
	if news.Typing {
		s.talk.typing[news.Ticket] = s.now.Add(TypingLasts)
	} else {
		delete(s.talk.typing, news.Ticket)
	}
}

// endTyping lets customers who were last heard of too long ago no longer write.
func (s *step) endTyping() {
	for id, until := range s.talk.typing { // in any order: each is for itself
		if s.now.Before(until) {
			s.wake(until)
			continue
		}
		delete(s.talk.typing, id)
		s.touched[id] = true
	}
}

// keepUnsent keeps a text that was begun. A ticket that is not there any more needs none.
func (s *step) keepUnsent(in UnsentInput) error {
	if len(in.Text)+len(in.InReply) > unsentBytesMax {
		return fault.New(ChatMessageInvalid, nil, fault.Parameters{"limit": "text"})
	}
	before, begun := s.unsent[in.Ticket]
	switch {
	case s.ticket(in.Ticket) == nil || before == UnsentText(in):
	case in.Text == "":
		s.forgetUnsent(in.Ticket)
	default:
		if !begun {
			s.touched[in.Ticket] = true
		}
		s.unsent[in.Ticket] = UnsentText(in)
		s.commit.Unsent = append(s.commit.Unsent, UnsentText(in))
	}
	return nil
}

func (s *step) forgetUnsent(id TicketID) {
	if _, begun := s.unsent[id]; begun {
		delete(s.unsent, id)
		s.commit.Unsent = append(s.commit.Unsent, UnsentText{Ticket: id})
		s.touched[id] = true
	}
}

// tellTickets puts the altered tickets into the commit and the change, and those that left.
func (s *step) tellTickets() {
	for _, id := range slices.Sorted(maps.Keys(s.kept)) {
		if kept := s.kept[id]; kept != nil {
			s.commit.Tickets = append(s.commit.Tickets, *kept)
		} else {
			s.commit.TicketsGone = append(s.commit.TicketsGone, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.touched)) {
		if kept := s.ticket(id); kept != nil {
			s.change.Tickets = append(s.change.Tickets, s.memory.ticketState(kept))
		} else if _, shown := s.memory.tickets[id]; shown {
			s.change.TicketsGone = append(s.change.TicketsGone, id)
		}
	}
}

// ticketState is a ticket as a window sees it.
func (m *memory) ticketState(kept *KeptTicket) TicketState {
	id, me := TicketID(kept.ID), m.account.Identity
	_, typing := m.talk.typing[id]
	_, begun := m.unsent[id]
	return TicketState{
		Ticket: kept.Ticket, Mine: kept.owner(me), Typing: typing, Unsent: begun,
		Reserved: kept.Status == ticket.Waiting && kept.ReservedFor == me && me != "",
	}
}

// refusesTicket says whether a refusal tells that a ticket is not where this desk believes it is.
func refusesTicket(code fault.Code) bool {
	switch code {
	case ticket.NotThere, ticket.TakenByAnother, ticket.AlreadyEnded:
		return true
	}
	return false
}

// confirm tells the platform what became of customer's messages on this screen. Without a line it is told
// by the next reading of the conversation.
func (s *step) confirm(id TicketID, messages []MessageID, receipt message.Delivery) {
	if len(messages) > 0 && s.connected() {
		s.do(ConfirmChat{Ticket: id, Messages: messages, Receipt: receipt})
	}
}

// oldestTicket orders tickets by when they began.
func oldestTicket(a, b *KeptTicket) int {
	if order := a.CreatedAt.Compare(b.CreatedAt); order != 0 {
		return order
	}
	return compareIDs(MessageID(a.ID), MessageID(b.ID))
}

// latestOf is the later of two instants.
func latestOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
