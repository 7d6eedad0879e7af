package lime

import (
	"context"
	"encoding/json"
)

// sessionDocumentMax is the largest presence or receipt, in bytes, that a session keeps.
const sessionDocumentMax = 4 << 10

// dispatch deals with one envelope that is no session step: what every session understands here, the
// rest by the handler. A panic of the handler costs this envelope.
func (s *ServerSession) dispatch(ctx context.Context, envelope Envelope) {
	defer func() {
		if trouble := recover(); trouble != nil {
			logPanic(s.server.log, envelope, trouble)
			s.fail(envelope, ReasonCodeProcessingError, "The envelope could not be processed")
		}
	}()
	if !s.admit(envelope) {
		s.fail(envelope, ReasonCodeSenderNotAuthorized, "The sender is not the identity of this session")
		return
	}
	handler := s.server.options.Handler
	switch envelope := envelope.(type) {
	case *Message:
		handler.Message(ctx, s, envelope)
	case *Notification:
		handler.Notification(ctx, s, envelope)
	case *Command:
		if !envelope.IsRequest() {
			s.server.log.Debug("answer that nobody waits for", "id", envelope.ID, "peer", s.entry.node)
			return
		}
		if !s.answerItself(ctx, envelope) {
			s.send(s.Answer(envelope, handler.Command(ctx, s, envelope)))
		}
	}
}

// admit fills in the sender, and refuses one that is somebody else without asking on their behalf.
func (s *ServerSession) admit(envelope Envelope) bool {
	from, _ := envelope.addresses()
	if !from.IsZero() && !from.Identity.Equal(s.entry.node.Identity) {
		return s.server.options.Delegation && envelope.Head().PP.Identity.Equal(s.entry.node.Identity)
	}
	*from = s.entry.node
	return true
}

// fail tells the peer that its envelope was not dealt with, where somebody waits for that.
func (s *ServerSession) fail(envelope Envelope, code int, description string) {
	switch envelope := envelope.(type) {
	case *Message:
		if envelope.ID != "" {
			s.send(s.Send(&Notification{
				ID: envelope.ID, Event: EventFailed, Reason: &Reason{code, description},
			}))
		}
	case *Command:
		answer := envelope.Failure(code, description)
		answer.To = s.entry.node
		s.send(s.Answer(envelope, answer))
	}
}

// send logs the error of a Send whose only listener is the peer that is gone.
func (s *ServerSession) send(err error) {
	if err != nil {
		s.server.log.Debug("not sent", "peer", s.entry.node, "error", err)
	}
}

// answerItself deals with what every session understands on the server's node.
func (s *ServerSession) answerItself(ctx context.Context, command *Command) bool {
	if !s.isForServer(command.To) {
		return false
	}
	uri, err := ParseURI(command.URI)
	if err != nil {
		return false
	}
	switch uri.Path() {
	case PathPing:
		if command.Method != MethodGet {
			return false
		}
		s.send(s.Answer(command, pong(command)))
	case PathPresence:
		s.presenceCommand(ctx, command)
	case PathReceipt:
		s.receiptCommand(ctx, command)
	default:
		return false
	}
	return true
}

// isForServer: nobody, the server itself, or the postmaster of the peer's own domain, which is where
// clients send what is about their session (LIME reference, §1.1).
func (s *ServerSession) isForServer(to Node) bool {
	return to.IsZero() || to.Identity.Equal(s.server.options.Node.Identity) ||
		to.Identity.Equal(Identity{Name: "postmaster", Domain: s.entry.node.Domain})
}

func (s *ServerSession) presenceCommand(ctx context.Context, command *Command) {
	presence, _ := s.Presence()
	if command.Method == MethodSet {
		presence = Presence{}
	}
	if !s.document(command, MediaTypePresence, &presence) {
		return
	}
	s.mu.Lock()
	s.presence = &presence
	s.mu.Unlock()
	s.send(s.Answer(command, command.Answer("", nil)))
	if watcher, ok := s.server.options.Handler.(PresenceHandler); ok {
		watcher.PresenceSet(ctx, s)
	}
}

func (s *ServerSession) receiptCommand(ctx context.Context, command *Command) {
	receipt, _ := s.Receipt()
	if receipt.Events == nil || command.Method == MethodSet {
		receipt.Events = []Event{}
	}
	if !s.document(command, MediaTypeReceipt, &receipt) {
		return
	}
	s.setReceipt(receipt)
	s.send(s.Answer(command, command.Answer("", nil)))
	if watcher, ok := s.server.options.Handler.(ReceiptHandler); ok {
		watcher.ReceiptSet(ctx, s)
	}
}

func (s *ServerSession) setReceipt(receipt Receipt) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.events = append(make([]Event, 0, len(receipt.Events)), receipt.Events...)
}

// document answers a get and everything that is wrong. It returns true when the command sets, and
// then value holds the new document.
func (s *ServerSession) document(command *Command, mediaType string, value any) (set bool) {
	var answer *Command
	switch command.Method {
	case MethodGet:
		resource, err := json.Marshal(value)
		if err != nil {
			answer = command.Failure(ReasonCodeProcessingError, "The document cannot be written")
			break
		}
		answer = command.Answer(mediaType, resource)
	case MethodSet, MethodMerge:
		if command.Resource == nil {
			answer = command.Failure(ReasonCodeEmptyDocument, "The resource is missing")
			break
		}
		if len(command.Resource) <= sessionDocumentMax && json.Unmarshal(command.Resource, value) == nil {
			return true
		}
		answer = command.Failure(ReasonCodeInvalidArgument, "The resource is not a "+mediaType)
	default:
		answer = command.Failure(ReasonCodeMethodNotSupported, "The method is not supported here")
	}
	s.send(s.Answer(command, answer))
	return false
}
