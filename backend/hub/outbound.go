package hub

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/message"
	"activa/backend/ticket"
)

const (
	// textRunesMax is WhatsApp's limit for a text of a conversation, in characters.
	textRunesMax = 4096
	// talkBytesMax bounds the content of any message of a ticket.
	talkBytesMax = 64 << 10
	// outsideWindow is WhatsApp's reason for a free message after the service window.
	outsideWindow = 131047
)

// talkTypes are the contents that an agent can write to a customer; true means a JSON object.
var talkTypes = map[string]bool{lime.MediaTypeText: false, doc.MediaTypeMediaLink: true, doc.MediaTypeReply: true,
	doc.MediaTypeLocation: true}

// deskNode is the address of a ticket's conversation (LIME and Blip, §14.2).
func deskNode(id string) lime.Node { return nodeOf(id + "@" + doc.DeskDomain) }

// talk takes a message of an agent to the customer of a ticket; to is the ticket's address. A repeated id
// is answered with the latest news. What WhatsApp would not carry any more is kept as failed.
func (m *messageIn) talk(s *step, caller caller, to string) error {
	if caller.account.Role == roleGuest {
		return errNotAllowed
	}
	if strings.EqualFold(m.message.Type, doc.MediaTypeChatState) {
		return m.agentTypes(s, caller, to)
	}
	if !validMessageID(m.message.ID) {
		return refuse(lime.ReasonCodeValidationError, "A message needs an id of at most %d bytes", messageIDMax)
	}
	known, err := s.Outbound(caller.account.Identity, m.message.ID)
	if err == nil {
		known.ReplyTo = m.member.Node().String()
		return s.notifyTalk(known, known.Progress.Delivery)
	}
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	id, _ := doc.SplitIdentity(to)
	one, err := s.Ticket(id)
	if err != nil {
		return err
	}
	if err := ticket.Answer(one, caller.account.asTicket()); err != nil {
		return ticketRefusal(err)
	}
	bot, err := s.Bot(one.Bot)
	if err != nil {
		return err
	}
	if ended, closes := ticket.CloseInactive(one, bot.asTicket(), s.at); closes { // its timer is on its way
		return ticketRefusal(ticket.Answer(ended.Ticket, caller.account.asTicket()))
	}
	if err := m.checkTalk(); err != nil {
		return err
	}
	return m.keepTalk(s, one, caller)
}

// checkTalk refuses what cannot be written to a customer.
func (m *messageIn) checkTalk() error {
	isObject, known := talkTypes[strings.ToLower(m.message.Type)]
	if !known {
		return refuse(lime.ReasonCodeContentTypeNotSupported, "A customer is written to by text, media or a reply")
	}
	if len(m.message.Content) > talkBytesMax {
		return refuse(lime.ReasonCodeValidationError, "The content is longer than %d bytes", talkBytesMax)
	}
	if isObject {
		var object map[string]json.RawMessage
		if json.Unmarshal(m.message.Content, &object) != nil || len(object) == 0 {
			return refuse(lime.ReasonCodeValidationError, "The content is no object")
		}
		return nil
	}
	text := textOf(m.message.Content)
	if strings.TrimSpace(text) == "" || utf8.RuneCountInString(text) > textRunesMax {
		return refuse(lime.ReasonCodeValidationError, "A text has from 1 to %d characters", textRunesMax)
	}
	return nil
}

// keepTalk stores the message for the gateway, or as failed outside the service window.
func (m *messageIn) keepTalk(s *step, one ticket.Ticket, caller caller) error {
	contact, err := s.Contact(one.Contact)
	if err != nil {
		return err
	}
	lastWrittenAt, err := s.LastInboundAt(one.Bot, one.Contact)
	if err != nil {
		return err
	}
	outbound := Outbound{
		Sender: caller.account.Identity, ID: m.message.ID, Handle: s.newID(), Bot: one.Bot, Contact: one.Contact,
		Phone: contact.Phone, Ticket: one.ID, Type: strings.ToLower(m.message.Type), Content: m.message.Content,
		ReplyTo: m.member.Node().String(), WrittenAt: s.at, Progress: message.NewProgress(s.at),
	}
	if ticket.InServiceWindow(lastWrittenAt, s.at) {
		outbound.Progress = outbound.Progress.Apply(message.Receipt{Kind: message.Accepted, At: s.at})
		outbound.Handover, outbound.NextTryAt = HandoverWaiting, s.at
		s.wakes = true
	} else {
		outbound.Progress = outbound.Progress.Apply(message.Receipt{Kind: message.Failed, At: s.at, Reason: message.Reason{
			Code: outsideWindow, Description: "More than 24 hours have passed since the customer last wrote",
		}})
	}
	if err := errors.Join(s.InsertOutbound(outbound), s.active(one)); err != nil {
		return err
	}
	if err := s.notifyTalk(outbound, outbound.Progress.Delivery); err != nil {
		return err
	}
	if err := s.tellOtherDevices(outbound); err != nil {
		return err
	}
	return s.tellTicket(one, one)
}

// tellOtherDevices shows an agent's message, as far as it has come, to the agent's sessions that did not
// write it.
func (s *step) tellOtherDevices(outbound Outbound) error {
	written, err := readThreadMessage(s, TicketMessage{
		ID: outbound.ID, Sender: outbound.Sender, Ticket: outbound.Ticket, Type: outbound.Type, Content: outbound.Content,
		At: outbound.WrittenAt, Progress: outbound.Progress,
	}, outbound.Contact)
	if err != nil {
		return err
	}
	content, err := json.Marshal(written)
	if err != nil {
		return err
	}
	for _, m := range s.directory.of(outbound.Sender) {
		if m.Node().String() != outbound.ReplyTo {
			s.tell(m, &lime.Message{From: deskNode(outbound.Ticket), To: m.Node(), Type: doc.MediaTypeThreadMessage, Content: content})
		}
	}
	return nil
}

func (s *step) notifyTalk(outbound Outbound, kind message.Delivery) error {
	return s.notifyProgress(outbound.ID, deskNode(outbound.Ticket), outbound.ReplyTo, outbound.Progress, kind)
}

// talkProgressed writes what became of an agent's message and tells the agent. Nothing is written or told
// when nothing is new.
func (s *step) talkProgressed(outbound Outbound, progress message.Progress, handover Handover, nextTryAt time.Time) error {
	was := outbound
	outbound.Progress, outbound.Handover, outbound.NextTryAt = progress, handover, nextTryAt
	if outbound.Progress == was.Progress && handover == was.Handover {
		return nil
	}
	if err := s.UpdateOutbound(outbound, was); err != nil {
		return err
	}
	for _, kind := range newsBetween(was.Progress, progress) {
		if err := s.notifyTalk(outbound, kind); err != nil {
			return err
		}
	}
	if progress == was.Progress {
		return nil
	}
	if err := s.tellPhone(outbound.Bot, outbound.Contact, false); err != nil {
		return err
	}
	return s.tellOtherDevices(outbound)
}

// beginTalk marks the agents' messages that are due for the gateway.
func (s *step) beginTalk() ([]GatewayMessage, error) {
	waiting, err := s.OutboundWaiting(s.at, handoversMax)
	if err != nil {
		return nil, err
	}
	var messages []GatewayMessage
	for _, outbound := range waiting {
		begun := outbound
		begun.Handover, begun.NextTryAt = HandoverBegun, time.Time{}
		if err := s.UpdateOutbound(begun, outbound); err != nil {
			return nil, err
		}
		outgoing, err := s.outgoingTalk(outbound)
		if err != nil {
			return nil, err
		}
		messages = append(messages, outgoing)
	}
	return messages, nil
}

func (s *step) outgoingTalk(outbound Outbound) (GatewayMessage, error) {
	bot, err := s.Bot(outbound.Bot)
	return GatewayMessage{
		ID: outbound.Handle, BotNumber: bot.Number, Contact: outbound.Contact, Phone: outbound.Phone,
		Type: outbound.Type, Content: outbound.Content, SentAt: outbound.Progress.AcceptedAt,
	}, err
}

// toldIn is a receipt of an agent for a customer's message.
type toldIn struct {
	member       *member
	notification *lime.Notification
}

// apply notes the first received and the first consumed of the agent who has the ticket or for whom it
// waits; anybody else's say nothing about the conversation.
func (n *toldIn) apply(s *step) error {
	if !slices.Contains([]lime.Event{lime.EventReceived, lime.EventConsumed}, n.notification.Event) {
		return nil
	}
	inbound, err := s.Inbound(n.notification.ID)
	if err != nil {
		return ignoreNotFound(err)
	}
	one, err := s.Ticket(inbound.Ticket)
	if err != nil {
		return ignoreNotFound(err)
	}
	if current, err := s.UnfinishedTicket(inbound.Bot, inbound.Contact); err == nil {
		one = current // it goes on with what was written in those before it
	} else if err := ignoreNotFound(err); err != nil {
		return err
	}
	if one.Agent != n.member.identity && one.ReservedFor != n.member.identity {
		return nil
	}
	if n.notification.Event != lime.EventConsumed {
		err = s.NoteInbound(inbound.ID, s.at, time.Time{})
		return errors.Join(err, s.showCustomer(inbound.Bot, inbound.Contact, AgentNews{Message: inbound.ID, Receipt: message.Received}))
	}
	if err := s.NoteInbound(inbound.ID, s.at, s.at); err != nil {
		return err
	}
	if err := s.showCustomer(inbound.Bot, inbound.Contact, AgentNews{Message: inbound.ID, Receipt: message.Consumed}); err != nil {
		return err
	}
	return s.tellTicket(one, one) // fewer are unread
}

func (n *toldIn) refused(*step, error) {}

// getTicketMessages lists what was said in a ticket, also after its end (LIME and Blip, §14.2).
func getTicketMessages(_ *Hub, reader Reader, asked *request) (document, error) {
	skip, take, err := asked.page(doc.TakeTicketsMax, doc.TakeTicketsMax)
	if err != nil {
		return document{}, err
	}
	one, err := reader.Ticket(asked.values[0])
	if err != nil {
		return document{}, err
	}
	if !ticket.CanSee(one, asked.account.asTicket()) {
		return document{}, errNothing
	}
	before, err := asked.instant(doc.QueryBefore)
	if err != nil {
		return document{}, err
	}
	messages, err := reader.TicketMessages(TicketMessagesQuery{Ticket: one.ID, Before: before, Skip: skip, Take: take + 1})
	if err != nil {
		return document{}, err
	}
	messages, more := wholeInstants(messages, take)
	documents := make([]doc.ThreadMessage, len(messages))
	for i, said := range messages {
		if documents[i], err = readThreadMessage(reader, said, one.Contact); err != nil {
			return document{}, err
		}
	}
	list, err := doc.NewCollection(doc.MediaTypeThreadMessage, documents)
	list.More = doc.Truth(more)
	return document{lime.MediaTypeCollection, list}, err
}

// wholeInstants cuts a page, oldest first, of one message more than was asked for, to begin with all that
// was said at its first instant: the next page asks for what is before it.
func wholeInstants(messages []TicketMessage, take int) (page []TicketMessage, more bool) {
	if len(messages) <= take {
		return messages, false
	}
	cut := messages[0].At
	page = messages[1:]
	for len(page) > 0 && page[0].At.Equal(cut) {
		page = page[1:]
	}
	if len(page) == 0 { // more at one instant than fit: better these than none
		page = messages[1:]
	}
	return page, true
}

// getThread lists what a bot and a contact wrote to each other, over all tickets and active messages
// (LIME and Blip, §15). It is for who sees everybody's; agents read by ticket.
func getThread(_ *Hub, reader Reader, asked *request) (document, error) {
	skip, take, err := asked.page(doc.TakeThreadDefault, doc.TakeTicketsMax)
	if err != nil {
		return document{}, err
	}
	contact := doc.FoldIdentity(asked.values[0])
	messages, err := reader.ThreadMessages(asked.bot, contact, skip, take)
	if err != nil {
		return document{}, err
	}
	documents := make([]doc.ThreadMessage, len(messages))
	for i, said := range messages {
		documents[i] = threadMessage(said, contact)
	}
	return collection(doc.MediaTypeThreadMessage, documents)
}

// readThreadMessage is a message with what is shown beside it: who wrote it, and of an active message all
// that it is drawn from.
func readThreadMessage(reader Reader, said TicketMessage, contact string) (doc.ThreadMessage, error) {
	written := threadMessage(said, contact)
	var err error
	if written.AgentName, err = nameOf(reader, said.Sender); err != nil || said.Sender == "" || said.Ticket != "" {
		return written, err
	}
	send, err := reader.Send(said.Sender, said.ID)
	if err != nil {
		return written, ignoreNotFound(err)
	}
	sent := sentDocument(send)
	written.Sent = &sent
	return written, nil
}

// threadMessage is a message in Blip's words (LIME and Blip, §15): sent is what the bot's side wrote.
func threadMessage(said TicketMessage, contact string) doc.ThreadMessage {
	progress := said.Progress
	written := doc.ThreadMessage{
		ID: said.ID, PeerIdentity: contact, Direction: doc.DirectionSent, Type: said.Type, Content: said.Content,
		Date: doc.At(said.At), Agent: said.Sender, InReplyTo: said.InReplyTo,
		Accepted: doc.At(progress.AcceptedAt), Dispatched: doc.At(progress.DispatchedAt),
		Received: doc.At(progress.ReceivedAt), Consumed: doc.At(progress.ConsumedAt), Failed: doc.At(progress.FailedAt),
		Status: string(eventOf[progress.Delivery]),
	}
	if said.Sender == "" {
		written.Direction = doc.DirectionReceived
		if !progress.ConsumedAt.IsZero() {
			written.Status = string(lime.EventConsumed)
		}
	}
	if progress.Delivery == message.Failed {
		written.Reason = &doc.Reason{Code: doc.Number(progress.Reason.Code), Description: progress.Reason.Description}
	}
	return written
}
