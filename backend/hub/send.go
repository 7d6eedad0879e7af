package hub

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/message"
)

// proposal is an active message that somebody wants to send, by either route.
type proposal struct {
	caller
	sender Account // the agent, or the bot itself
	id     string
	to     string // contact identity, folded
	phone  string // E.164, or empty
	name   string // for a contact that is new

	templateName, templateLanguage string
	// values reads what fills the template; payload makes what goes to the gateway.
	values  func(template message.Template) (message.Values, error)
	payload func(template message.Template, values message.Values) ([]byte, error)

	campaign     string
	campaignNote []byte
	replyTo      lime.Node
	retryOf      string
}

// propose judges a proposal by the rules of the product and keeps the outcome: a send that waits for
// the gateway, or one that failed with its reason, so that everybody who may see it learns why. The
// order is that of cost: what the sender can correct first, the customer's ticket last.
func (s *step) propose(p proposal) (Send, error) {
	send := Send{
		Sender: p.sender.Identity, ID: p.id, Bot: p.bot, Contact: p.to, Phone: p.phone, Name: p.name,
		TemplateName: p.templateName, TemplateLanguage: p.templateLanguage, Campaign: p.campaign,
		CampaignNote: p.campaignNote, RetryOf: p.retryOf, ComposedAt: s.at,
		Progress: message.NewProgress(s.at), Values: message.Values{},
	}
	if !p.replyTo.IsZero() {
		send.ReplyTo = p.replyTo.String()
	}
	if hasPresence(p.sender.Role) {
		send.Agent = p.sender.Identity
	}
	contact, reason, err := s.judge(&send, p)
	if err != nil {
		return Send{}, err
	}
	if reason == nil {
		if _, err := s.touchContact(contact, p.name); err != nil {
			return Send{}, err
		}
		send.Progress = send.Progress.Apply(message.Receipt{Kind: message.Accepted, At: s.at})
		send.Handover, send.NextTryAt = HandoverWaiting, s.at
		s.wakes = true
	} else {
		send.Progress = send.Progress.Apply(message.Receipt{Kind: message.Failed, At: s.at, Reason: *reason})
	}
	return s.keep(send)
}

// keep stores a new send under a key for the gateway that no other sender's message has.
func (s *step) keep(send Send) (Send, error) {
	send.Handle = send.ID
	if _, err := s.SendByHandle(send.Handle); err == nil {
		send.Handle = s.newID()
	} else if !errors.Is(err, ErrNotFound) {
		return Send{}, err
	}
	var err error
	if send.Change, err = s.InsertSend(send); err != nil {
		return Send{}, fmt.Errorf("keep send: %w", err)
	}
	counters := &s.rules.hub.counters
	if counters.sends.Add(1); send.Handover != HandoverWaiting {
		counters.refused.Add(1)
	}
	return send, s.tellSent(send)
}

// judge fills in what the hub knows itself and finds the reason against the send, nil when there is
// none.
func (s *step) judge(send *Send, p proposal) (Contact, *message.Reason, error) {
	bot, err := s.Bot(p.bot)
	if err != nil {
		return Contact{}, nil, err
	}
	contact, err := findContact(s, p.to, p.phone)
	switch {
	case err == nil:
		send.Contact, send.Name = contact.Identity, contact.Name
		if contact.Phone != "" {
			send.Phone = contact.Phone
		}
	case errors.Is(err, ErrNotFound):
		contact = Contact{Identity: p.to, Phone: p.phone}
	default:
		return Contact{}, nil, err
	}
	if send.Name == "" {
		send.Name = p.name
	}
	if contact.Document == nil && p.phone == "" {
		return contact, &message.Reason{Code: lime.ReasonCodeGatewayDestinationNotFound, Description: "There is no such contact"}, nil
	}
	stored, err := s.Template(p.bot, p.templateName, p.templateLanguage)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrConflict) {
		return contact, invalid("T1", "", "the bot has no one template %q in the language %q", p.templateName, p.templateLanguage), nil
	}
	if err != nil {
		return Contact{}, nil, err
	}
	template, err := s.rules.templates.get(stored)
	if err != nil {
		return contact, invalid("T1", "", "the template cannot be read: %v", err), nil
	}
	send.TemplateID, send.TemplateLanguage = template.ID, template.Language
	send.Template, send.TemplateDigest = stored.Raw, stored.Digest
	reason, err := s.judgeContent(send, p, *template, contact, bot)
	if err != nil || reason != nil && reason.Code != metaCodes[pace] {
		return contact, reason, err
	}
	// Who waits because of the pace meets the ticket next: it is what there is to know.
	if attended, err := s.judgeTicket(send); attended != nil || err != nil {
		return contact, attended, err
	}
	return contact, reason, nil
}

// invalid is the reason of a content that breaks a rule: the rule and its place begin the description
// (LIME and Blip, §26 "Malformed template content").
func invalid(rule string, place message.Place, format string, arguments ...any) *message.Reason {
	where := rule
	if place != "" {
		where += " " + string(place)
	}
	return &message.Reason{Code: lime.ReasonCodeValidationError, Description: where + ": " + fmt.Sprintf(format, arguments...)}
}

// malformed is the reason of a content that does not fit its template, as the message room found it.
func malformed(err error) *message.Reason {
	found := fault.Of(err)
	rule, problem := found.Parameters["rule"], found.Parameters["problem"]
	if rule == "" {
		rule, problem = "T2", string(found.Code)
	}
	return invalid(rule, message.Place(found.Parameters["place"]), "%s", problem)
}

// pace is the rule for the time between two messages to one recipient.
const pace = "P3"

// metaCodes are WhatsApp's own codes for what is wrong with the recipient and not with the content
// (WhatsApp templates, §11): people are told by code what to do next.
var metaCodes = map[string]int{"P1": 131026, "P2": 131021, pace: 131056, "P4": 131050}

// judgeContent reads the values back out of what was sent and applies every rule of the validator.
func (s *step) judgeContent(send *Send, p proposal, template message.Template, contact Contact, bot Bot) (*message.Reason, error) {
	values, err := p.values(template)
	if err != nil {
		return malformed(err), nil
	}
	send.Values = values
	last, err := s.LastSentTo(send.Contact)
	if err != nil {
		return nil, err
	}
	findings := message.Check(message.Draft{
		Template: template, TemplateReadAt: s.at, Values: values, Recipient: send.Phone, OwnNumber: bot.Number,
		Contact: &message.ContactFacts{OptedOut: contact.OptedOut},
		History: &message.HistoryFacts{LastToRecipientAt: last}, Now: s.at,
	})
	for _, finding := range findings {
		if finding.Level != message.LevelError {
			continue
		}
		reason := invalid(finding.Rule, finding.Place, "%s", finding.Text)
		if code, known := metaCodes[finding.Rule]; known {
			reason.Code = code
		}
		return reason, nil
	}
	if send.Payload, err = p.payload(template, values); err != nil {
		return malformed(err), nil
	}
	return nil, nil
}

// judgeTicket keeps active messages from a customer who has an open ticket (P6).
func (s *step) judgeTicket(send *Send) (*message.Reason, error) {
	open, err := openTicket(s, send.Bot, send.Contact)
	if err != nil || open == nil {
		return nil, err
	}
	description := "The recipient is in attendance"
	if open.AgentName != "" {
		description += " by " + open.AgentName
	}
	return &message.Reason{Code: doc.ReasonRecipientInAttendance, Description: description}, nil
}

// progressed writes what became of a send and tells everybody who waits for it. Nothing is written or
// told when nothing is new.
func (s *step) progressed(send Send, progress message.Progress, handover Handover) error {
	if progress == send.Progress && handover == send.Handover {
		return nil
	}
	before := send.Progress
	send.Progress, send.Handover = progress, handover
	if handover != HandoverWaiting {
		send.NextTryAt = time.Time{}
	}
	var err error
	if send.Change, err = s.UpdateSend(send); err != nil {
		return err
	}
	for _, kind := range newsBetween(before, progress) {
		if err := s.notifySender(send, kind); err != nil {
			return err
		}
	}
	if err := s.tellPhone(send.Bot, send.Contact, false); err != nil {
		return err
	}
	return s.tellSent(send)
}

// newsBetween lists what is told of a message that has come from one progress to another.
func newsBetween(before, progress message.Progress) []message.Delivery {
	var news []message.Delivery
	for _, kind := range []message.Delivery{
		message.Accepted, message.Dispatched, message.Failed, message.Received, message.Consumed,
	} {
		// A failure after a phone got the message is a note, not news (DESIGN §3.2).
		isNote := kind == message.Failed && progress.Delivery != message.Failed
		if before.FirstAt(kind).IsZero() && !progress.FirstAt(kind).IsZero() && !isNote {
			news = append(news, kind)
		}
	}
	return news
}

var eventOf = map[message.Delivery]lime.Event{
	message.Accepted: lime.EventAccepted, message.Dispatched: lime.EventDispatched, message.Failed: lime.EventFailed,
	message.Received: lime.EventReceived, message.Consumed: lime.EventConsumed,
}

// notifySender sends the notification of one kind of news to the node that sent.
func (s *step) notifySender(send Send, kind message.Delivery) error {
	return s.notifyProgress(send.ID, nodeOf(send.Contact), send.ReplyTo, send.Progress, kind)
}

// notifyProgress tells the node that sent a message one kind of news about it.
func (s *step) notifyProgress(id string, from lime.Node, replyTo string, progress message.Progress, kind message.Delivery) error {
	event, known := eventOf[kind]
	if !known || replyTo == "" {
		return nil
	}
	var to lime.Node
	if err := to.UnmarshalText([]byte(replyTo)); err != nil {
		return err
	}
	notification := &lime.Notification{
		ID: id, From: from, To: to, Event: event,
		Metadata: lime.Metadata{doc.MetadataAt: doc.At(progress.FirstAt(kind)).String()},
	}
	if kind == message.Failed {
		notification.Reason = &lime.Reason{Code: progress.Reason.Code, Description: progress.Reason.Description}
	}
	return s.notify(notification)
}

func nodeOf(identity string) (node lime.Node) {
	_ = node.UnmarshalText([]byte(identity)) // takes any text
	return node
}

// validMessageID says whether an id can be kept and shown: not empty, short, and without control
// characters.
func validMessageID(id string) bool {
	return id != "" && len(id) <= messageIDMax && !strings.ContainsFunc(id, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// messageIDMax bounds the id of a message, in bytes.
const messageIDMax = 128
