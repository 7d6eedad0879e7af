package hub

import (
	"encoding/json"
	"errors"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/message"
	"activa/backend/ticket"
)

// answerableSends is how many sends to a contact are looked at for the one that a reply answers.
const answerableSends = 50

// inboundIn is a message of a customer. A repeat is dropped; a number that is no bot's is, too.
type inboundIn struct{ InboundMessage }

func (i *inboundIn) refused(*step, error) {}

func (i *inboundIn) apply(s *step) error {
	if _, err := s.Inbound(i.ID); err == nil || !errors.Is(err, ErrNotFound) {
		return err
	}
	bot, err := s.BotByNumber(i.BotNumber)
	if err != nil {
		return ignoreNotFound(err)
	}
	contact, err := s.writer(i.InboundMessage)
	if err != nil {
		return err
	}
	origin, sends, err := s.answered(bot, contact, i.InboundMessage)
	if err != nil {
		return err
	}
	decision, err := s.route(bot, contact, origin, i)
	if err != nil {
		return err
	}
	decision.Ticket.ActiveAt = s.at // not when the customer wrote: what comes late has had nobody's answer yet
	stored := Inbound{InboundMessage: i.InboundMessage, Bot: bot.Identity, Contact: contact.Identity, Ticket: decision.Ticket.ID}
	stored.At = i.at(s.at)
	if err := s.InsertInbound(stored); err != nil { // before its ticket is told, which shows it as the latest
		return err
	}
	if decision.Joined {
		err = errors.Join(s.active(decision.Ticket), s.tellTicket(decision.Ticket, decision.Ticket))
	} else {
		err = s.saveTicket(decision.Change, ticket.Ticket{})
	}
	if err != nil {
		return err
	}
	if decision.AnswersOrigin && origin != nil {
		send := sends[origin.Message]
		if err := s.progressed(send, send.Progress.Replied(i.at(s.at)), send.Handover); err != nil {
			return err
		}
	}
	if err := s.tellPhone(bot.Identity, contact.Identity, false); err != nil {
		return err
	}
	return s.tellInbound(stored, decision.Ticket)
}

// at is when the customer wrote, as far as the gateway tells; never after the hub's own time.
func (i *inboundIn) at(now time.Time) time.Time {
	if i.At.IsZero() || i.At.After(now) {
		return now
	}
	return i.At.UTC().Truncate(time.Millisecond)
}

// writer is the contact who wrote, made when new.
func (s *step) writer(inbound InboundMessage) (Contact, error) {
	identity := doc.FoldIdentity(inbound.Contact)
	if inbound.Contact == "" {
		identity = doc.ContactIdentity(inbound.Phone)
	}
	contact, err := findContact(s, identity, inbound.Phone)
	if errors.Is(err, ErrNotFound) {
		contact, err = Contact{Identity: identity}, nil
	}
	if err != nil {
		return Contact{}, err
	}
	return s.touchContact(contact, inbound.Name)
}

// answered finds the send that a message answers, nil when it answers none. The sends looked at come
// along, by their handle.
func (s *step) answered(bot Bot, contact Contact, inbound InboundMessage) (*ticket.Origin, map[string]Send, error) {
	latest, err := s.SendsTo(contact.Identity, s.at.Add(-ticket.AnswerableMax), answerableSends)
	if err != nil {
		return nil, nil, err
	}
	if inbound.InReplyTo != "" {
		quoted, err := s.SendByHandle(inbound.InReplyTo)
		if err == nil && quoted.Contact == contact.Identity {
			latest = append(latest, quoted) // it may be older than the span or the page
		} else if err := ignoreNotFound(err); err != nil {
			return nil, nil, err
		}
	}
	byHandle := make(map[string]Send, len(latest))
	origins := make([]ticket.Origin, 0, len(latest))
	for _, send := range latest {
		byHandle[send.Handle] = send
		origins = append(origins, ticket.Origin{
			Message: send.Handle, Bot: send.Bot, Agent: send.Agent, AcceptedAt: send.Progress.AcceptedAt,
			RepliedAt: send.Progress.RepliedAt, Failed: send.Progress.Delivery == message.Failed,
		})
	}
	hint := ticket.Hint{InReplyTo: inbound.InReplyTo, Payload: inbound.Payload}
	return ticket.Answered(origins, bot.Identity, hint, s.at), byHandle, nil
}

// route decides who gets the message.
func (s *step) route(bot Bot, contact Contact, origin *ticket.Origin, inbound *inboundIn) (decision ticket.Decision, err error) {
	facts := ticket.Facts{NewID: s.newID(), Contact: contact.Identity, Origin: origin, Properties: properties(contact, inbound.Content)}
	if facts.Unfinished, err = s.unfinished(bot, contact); err != nil {
		return ticket.Decision{}, err
	}
	if facts.Unfinished != nil {
		return ticket.Route(facts, inbound.at(s.at)), nil // it takes the message, whoever is there
	}
	if facts.Bot, err = routing(s, bot); err != nil {
		return ticket.Decision{}, err
	}
	if facts.Agents, err = s.agentsOf(bot.Identity); err != nil {
		return ticket.Decision{}, err
	}
	return ticket.Route(facts, inbound.at(s.at)), nil
}

// unfinished is the ticket that takes a contact's message, or nil. One whose time has come is closed first,
// however late its timer is.
func (s *step) unfinished(bot Bot, contact Contact) (*ticket.Ticket, error) {
	one, err := s.UnfinishedTicket(bot.Identity, contact.Identity)
	if err != nil {
		return nil, ignoreNotFound(err)
	}
	closed, err := s.closeInactive(one, bot)
	if err != nil || closed {
		return nil, err
	}
	return &one, nil
}

// properties are what the rules of queues can ask for (LIME and Blip, §14.4).
func properties(contact Contact, content []byte) map[string]string {
	known := map[string]string{"Message": textOf(content), "Contact.Name": contact.Name, "Contact.Email": contact.Email}
	var document doc.Contact
	if json.Unmarshal(contact.Document, &document) != nil {
		return known
	}
	for name, value := range document.Extras {
		known["Contact.Extras."+name] = string(value)
	}
	return known
}

// textOf is the text of a text message, empty for any other content.
func textOf(content []byte) string {
	var text string
	if json.Unmarshal(content, &text) != nil {
		return ""
	}
	return text
}

// tellInbound forwards a customer's message to the agent of its ticket, from the ticket's node, and to
// the bot's own sessions, from the contact (LIME and Blip, §1.2, §14.2).
func (s *step) tellInbound(inbound Inbound, t ticket.Ticket) error {
	agent := t.Agent
	if t.Status == ticket.Waiting {
		agent = t.ReservedFor
	}
	quoted, err := s.idOfHandle(inbound.InReplyTo)
	if err != nil {
		return err
	}
	inbound.InReplyTo = quoted
	for _, m := range s.directory.of(agent) {
		s.tell(m, inboundEnvelope(inbound, nodeOf(t.ID+"@"+doc.DeskDomain+"/Lime"), m.Node()))
	}
	for _, m := range s.directory.reachable(nodeOf(inbound.Bot)) {
		s.tell(m, inboundEnvelope(inbound, nodeOf(inbound.Contact), m.Node()))
	}
	return nil
}

func inboundEnvelope(inbound Inbound, from, to lime.Node) *lime.Message {
	metadata := lime.Metadata{doc.MetadataUniqueID: inbound.ID, doc.MetadataAt: doc.At(inbound.At).String()}
	if inbound.InReplyTo != "" {
		metadata[doc.MetadataInReplyTo] = inbound.InReplyTo
	}
	return &lime.Message{ID: inbound.ID, From: from, To: to, Type: inbound.Type, Content: inbound.Content, Metadata: metadata}
}

// idOfHandle is the sender's id of a message by its key towards the gateway; the key itself when it is none of ours.
func (s *step) idOfHandle(handle string) (string, error) {
	if handle == "" {
		return "", nil
	}
	send, err := s.SendByHandle(handle)
	if err == nil {
		return send.ID, nil
	} else if !errors.Is(err, ErrNotFound) {
		return "", err
	}
	outbound, err := s.OutboundByHandle(handle)
	if err == nil {
		return outbound.ID, nil
	}
	return handle, ignoreNotFound(err)
}
