package blipstand

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// DirectMessage is a message that a bot sent straight to a contact.
type DirectMessage struct {
	ID, To, Template string
	At               time.Time
}

// Message takes what a bot sends: a template straight to a contact (LIME and Blip, §13.2), or what an
// agent says in a ticket (§14.2). Anything else is refused.
func (s *Stand) Message(_ context.Context, session *lime.ServerSession, sent *lime.Message) {
	s.mutex.Lock()
	bot := s.bot(session.Node().Identity.String())
	toTicket := strings.EqualFold(sent.To.Domain, doc.DeskDomain)
	var reason *lime.Reason
	switch {
	case bot == nil:
		reason = &lime.Reason{Code: lime.ReasonCodeSenderNotAuthorized, Description: "only bots send"}
	case toTicket:
		reason = s.say(bot, sent)
	default:
		reason = s.sendDirect(bot, sent)
	}
	s.mutex.Unlock()
	if reason != nil {
		s.tell(session, sent, lime.EventFailed, reason)
		return
	}
	s.goes(session, sent, !toTicket)
}

// sendDirect takes a template message. The mutex is held.
func (s *Stand) sendDirect(bot *Bot, sent *lime.Message) *lime.Reason {
	var content struct {
		Type     string
		Template struct {
			Name     string
			Language struct{ Code string }
		}
	}
	err := json.Unmarshal(sent.Content, &content)
	switch {
	case !bot.HasNumber:
		return &lime.Reason{Code: lime.ReasonCodeGatewayError, Description: noBusinessAccount.description}
	case !strings.EqualFold(sent.To.Domain, doc.WhatsAppDomain):
		return &lime.Reason{Code: lime.ReasonCodeDestinationNotFound, Description: "The destination was not found"}
	case err != nil || sent.Type != lime.MediaTypeJSON || content.Type != doc.ContentTemplate || content.Template.Name == "":
		s.broken = append(s.broken, "message "+sent.ID+": no template")
		return &lime.Reason{Code: lime.ReasonCodeValidationError, Description: "no template"}
	case !s.hasTemplate(bot, doc.CampaignMessage{MessageTemplate: content.Template.Name, MessageTemplateLanguage: content.Template.Language.Code}):
		return &lime.Reason{Code: 132001, Description: "Template name does not exist in the translation"}
	}
	s.direct = append(s.direct, DirectMessage{ID: sent.ID, To: sent.To.Identity.String(), Template: content.Template.Name, At: s.now()})
	return nil
}

// say puts what an agent says into the conversation. The mutex is held.
func (s *Stand) say(bot *Bot, sent *lime.Message) *lime.Reason {
	one := s.ticket(sent.To.Name)
	if !bot.HasDesk || one == nil || one.Status.Finished() {
		return &lime.Reason{Code: lime.ReasonCodeDestinationNotFound, Description: "The ticket was not found"}
	}
	if sent.ID == "" || sent.Type == doc.MediaTypeChatState {
		return nil
	}
	s.said[one.ID] = append(s.said[one.ID], doc.ThreadMessage{ID: sent.ID, Direction: doc.DirectionSent, Type: sent.Type,
		Content: sent.Content, Date: doc.At(s.now()), Status: "accepted", PeerIdentity: one.CustomerIdentity})
	return nil
}

// goes tells how a message goes on, by notifications.
func (s *Stand) goes(session *lime.ServerSession, sent *lime.Message, template bool) {
	if sent.ID == "" {
		return
	}
	phone := doc.ContactPhone(sent.To.Identity.String())
	s.mutex.Lock()
	outcome := s.outcome(phone)
	s.mutex.Unlock()
	s.tell(session, sent, lime.EventAccepted, nil)
	if template && outcome.FailsWith != 0 {
		after(processedAfter, func() {
			s.tell(session, sent, lime.EventFailed, &lime.Reason{Code: outcome.FailsWith, Description: "The message was not delivered"})
		})
		return
	}
	after(processedAfter, func() { s.tell(session, sent, lime.EventDispatched, nil) })
	if outcome.NeverReceived {
		return
	}
	after(receivedAfter, func() { s.tell(session, sent, lime.EventReceived, nil) })
	if outcome.Reads {
		after(readAfter, func() { s.tell(session, sent, lime.EventConsumed, nil) })
	}
}

// tell notifies the sender and keeps the event for get /notifications. What the session does not take
// yet, because it comes by HTTP and did not ask for its inbox, waits for it.
func (s *Stand) tell(session *lime.ServerSession, sent *lime.Message, event lime.Event, reason *lime.Reason) {
	notification := lime.Notification{ID: sent.ID, From: sent.To, Event: event, Reason: reason}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.events[sent.ID] = append(s.events[sent.ID], notification)
	if !session.Wants(event) || session.Send(&notification) != nil {
		s.waiting[session] = append(s.waiting[session], notification)
	}
}

// ReceiptSet gives a session what waited for it.
func (s *Stand) ReceiptSet(_ context.Context, session *lime.ServerSession) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	waited := s.waiting[session]
	delete(s.waiting, session)
	for _, one := range waited {
		if session.Wants(one.Event) {
			_ = session.Send(&one) // the session may be over; the events are kept
		}
	}
}
