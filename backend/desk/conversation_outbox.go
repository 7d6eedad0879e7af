package desk

import (
	"fmt"
	"time"

	"activa/backend/fault"
	"activa/backend/message"
)

// moveChats looks at every message of conversations that the platform is not known to have. Within a ticket
// one follows the other: the next leaves when the platform answered for the one before. After the line came
// up nothing leaves before the tickets are known as they are now.
func (s *step) moveChats() {
	held := map[TicketID]bool{}
	for _, send := range s.chatOrder() {
		if held[send.Message.Ticket] {
			continue
		}
		held[send.Message.Ticket] = s.moveChat(*send)
	}
}

// moveChat moves one message on, and says whether the next of its ticket has to wait for it.
func (s *step) moveChat(send ChatSend) (holds bool) {
	row := send.Row
	ready := s.connected() && s.talk.listed && !s.talk.inFlight[send.Message.ID]
	switch {
	case row.Stage == OutboxUnconfirmed && s.sessionKnown && !s.abilities.DropsRepeats:
		s.lookForChat(send)
		return false
	case row.Stage == OutboxHanded && s.talk.inFlight[send.Message.ID]:
	case s.here.Before(row.NextAt):
		s.wakeAtHere(row.NextAt)
	case row.Stage == OutboxHanded:
		s.chatUnconfirmed(send)
	case ready:
		s.handOverChat(send)
	}
	return true
}

// handOverChat commits that a message was handed over and asks for it to be done. After a crash in between,
// the row is Handed and nobody knows.
func (s *step) handOverChat(send ChatSend) {
	row := send.Row.handedOver(s.moment())
	s.writeChat(send.Message, &row)
	s.talk.inFlight[send.Message.ID] = true
	s.do(HandOverChat{Message: send.Message})
	s.wakeAtHere(row.NextAt)
}

// chatUnconfirmed notes that nobody knows whether the platform has a message.
func (s *step) chatUnconfirmed(send ChatSend) {
	row := send.Row.again(OutboxUnconfirmed, s.here)
	send.Message.Progress = send.Message.Progress.Apply(message.Receipt{Kind: message.Unconfirmed, At: s.now})
	s.putChat(send.Message, &row)
	s.hear(send.Message, false)
	s.wakeAtHere(row.NextAt)
}

// chatHanded takes in what came of handing a message over.
func (s *step) chatHanded(in ChatHandedAnswer) {
	delete(s.talk.inFlight, in.ID)
	send := s.chatOutbox[in.ID]
	if send == nil || send.Row.Stage != OutboxHanded {
		return // a receipt was faster
	}
	switch {
	case in.Err == nil:
	case fault.CodeOf(in.Err) == NotHandedOver && send.Message.Progress.Delivery == message.Queued:
		row := send.Row.again(OutboxWaiting, s.here)
		s.writeChat(send.Message, &row)
	default:
		s.chatUnconfirmed(*send)
	}
}

// startChats judges what the last run left behind: a message that was handed over may be with the platform
// or not.
func (s *step) startChats() {
	for _, send := range s.chatOrder() {
		if send.Row.Stage == OutboxHanded {
			s.chatUnconfirmed(*send)
		}
	}
}

// chatLineUp lets everything that waited for the line move at once.
func (s *step) chatLineUp() {
	for _, send := range s.chatOrder() {
		if row := send.Row; row.Stage != OutboxHanded && !row.NextAt.IsZero() {
			row.NextAt, row.Tries = time.Time{}, 0
			s.writeChat(send.Message, &row)
		}
	}
}

// lookForMax is how often a message that may not be repeated is looked for in its conversation.
const lookForMax = 6

// lookForChat reads the conversation in which a message must stand if the platform has it. Finding nothing
// proves nothing: it stays unconfirmed.
func (s *step) lookForChat(send ChatSend) {
	id := send.Message.Ticket
	switch {
	case !s.connected() || s.talk.asked[id] || send.Row.Tries > lookForMax || s.ticket(id) == nil:
	case s.here.Before(send.Row.NextAt):
		s.wakeAtHere(send.Row.NextAt)
	default:
		row := send.Row.again(OutboxUnconfirmed, s.here)
		s.writeChat(send.Message, &row)
		s.talk.asked[id] = true
		s.do(ReadConversation{Ticket: id})
	}
}

func unknownInput(input Input) error { return fmt.Errorf("step: unknown input %T", input) }
