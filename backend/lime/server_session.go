package lime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
)

// ServerSession is one signed-in peer of a server. All methods may be called from anywhere.
type ServerSession struct {
	server *Server
	entry  entry
	outlet outlet

	mu       sync.Mutex
	presence *Presence
	events   []Event
}

// outlet is the way to a session's peer: a connection, or the inbox of one that comes by HTTP.
type outlet interface {
	// offer takes an envelope without waiting.
	offer(envelope Envelope) error
	// leave says the last words and ends the session for the given cause; nil is an orderly end.
	leave(lastWords *Session, cause error)
	// describe says for the log who is there.
	describe() string
}

func (s *Server) newSession(transport Transport, entered entry) *ServerSession {
	session := &ServerSession{server: s, entry: entered}
	session.outlet = &line{connection: connection{
		transport: transport, queue: newQueue(), log: s.log, ended: make(chan struct{}),
		pingEvery: s.options.PingInterval, pingOnlyIdle: true, brokenMax: BrokenFramesMax,
		ping: func() Envelope { return pingCommand(s.options.Node, entered.node) },
	}}
	return session
}

// ID is the session's id, made by the server.
func (s *ServerSession) ID() string { return s.entry.id }

// Node is who the peer is.
func (s *ServerSession) Node() Node { return s.entry.node }

// Scheme is how the peer proved it.
func (s *ServerSession) Scheme() Scheme { return s.entry.scheme }

// RemoteDescription says for the log from where the peer comes.
func (s *ServerSession) RemoteDescription() string { return s.outlet.describe() }

// Presence is what the peer set last; false when it has set none, and then only what is addressed to
// its full node is for it.
func (s *ServerSession) Presence() (Presence, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.presence == nil {
		return Presence{}, false
	}
	return *s.presence, true
}

// Receipt is which events the peer takes; false when it has not said.
func (s *ServerSession) Receipt() (Receipt, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Receipt{Events: slices.Clone(s.events)}, s.events != nil
}

// Wants tells whether a notification of the event is for the peer. Before it has said which events it
// takes, only failures are (LIME reference, §26).
func (s *ServerSession) Wants(event Event) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.events == nil {
		return event == EventFailed
	}
	return slices.Contains(s.events, event)
}

// Send hands an envelope to the peer without waiting. A From or To that is zero is filled in: the
// server's node and the peer's. When the peer's queue is full the peer is cut, with ErrSlowPeer. An
// error means that the envelope was not sent.
func (s *ServerSession) Send(envelope Envelope) error {
	envelope = envelope.clone() // the same one may go to many
	from, to := envelope.addresses()
	if from.IsZero() {
		*from = s.server.options.Node
	}
	if to.IsZero() {
		*to = s.entry.node
	}
	return s.outlet.offer(envelope)
}

// Answer sends the answer to a request of this peer, unless nobody waits for one. The URI that was
// asked for goes along as metadata (LIME reference, §2.4).
func (s *ServerSession) Answer(request, answer *Command) error {
	if answer == nil || !request.WantsAnswer() {
		return nil
	}
	sent := *answer
	if uri, err := ParseURI(request.URI); err == nil {
		sent.Metadata = Metadata{MetadataCommandURI: absolute(uri, request.URI, s.entry.node.Identity)}
		maps.Copy(sent.Metadata, answer.Metadata)
	}
	return s.Send(&sent)
}

// absolute keeps the text of the URI as it came and only puts the owner before it.
func absolute(uri URI, text string, owner Identity) string {
	if !uri.Owner.IsZero() || text[0] != '/' {
		return text
	}
	return uriScheme + owner.String() + text
}

// Close ends the session: with "failed" and the reason, or with "finished" when reason is nil.
func (s *ServerSession) Close(reason *Reason) {
	if reason == nil {
		s.outlet.leave(s.step(SessionFinished), nil)
		return
	}
	failed := s.step(SessionFailed)
	failed.Reason = reason
	s.outlet.leave(failed, &ReasonError{Reason: *reason, Of: "session"})
}

func (s *ServerSession) step(state SessionState) *Session {
	return &Session{ID: s.entry.id, From: s.server.options.Node, To: s.entry.node, State: state}
}

// line is the outlet of a session that has a transport.
type line struct{ connection }

func (l *line) describe() string { return l.transport.RemoteDescription() }

func (l *line) leave(lastWords *Session, cause error) {
	if l.flush(lastWordsTimeout, lastWords) {
		l.end(cause)
	}
}

// run tells the peer that it is signed in and serves it to the end, which is nil when orderly.
func (s *ServerSession) run(ctx context.Context) error {
	line := s.outlet.(*line)
	telling, stopTelling := context.WithTimeout(ctx, WriteTimeout)
	err := line.transport.Send(telling, s.step(SessionEstablished))
	stopTelling()
	if err != nil {
		line.end(fmt.Errorf("tell that the session is established: %w", err))
		return line.cause
	}
	open := s.server.remember(s)
	defer s.server.forget(s)
	var writing sync.WaitGroup
	writing.Go(line.write)
	defer writing.Wait()
	stopWatching := context.AfterFunc(ctx, func() { s.Close(nil) })
	defer stopWatching()
	if !open {
		s.Close(nil)
	}
	working, stopWorking := context.WithCancel(ctx)
	defer stopWorking()
	for over := false; !over; {
		envelope, err := line.receive()
		if over = err != nil; over {
			s.receiveFailed(line, err)
		} else {
			over = s.take(working, envelope)
		}
	}
	<-line.ended // somebody else may still be saying the last words
	return line.cause
}

func (s *ServerSession) receiveFailed(line *line, err error) {
	switch {
	case errors.Is(err, errBrokenFrames):
		s.Close(&Reason{ReasonCodeValidationError, "Too many broken frames"})
	case errors.Is(err, io.EOF):
		line.end(fmt.Errorf("the peer closed the connection: %w", err))
	default:
		line.end(err)
	}
}

// take deals with one envelope and says whether the session is over.
func (s *ServerSession) take(ctx context.Context, envelope Envelope) (over bool) {
	session, isSession := envelope.(*Session)
	switch {
	case !isSession:
		s.dispatch(ctx, envelope)
		return false
	case session.ID != "" && session.ID != s.entry.id:
		s.Close(&Reason{ReasonCodeSessionError, "The session id is not that of this session"})
	case session.State == SessionFinishing:
		s.Close(nil)
	default:
		s.Close(&Reason{ReasonCodeInvalidAction, "The session is already established"})
	}
	return true
}
