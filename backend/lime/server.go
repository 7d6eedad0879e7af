package lime

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"
)

const (
	// ServerPingInterval is how long a peer may say nothing before the server asks for a sign of life.
	ServerPingInterval = 20 * time.Second
	// SessionsMax is how many sessions a server serves at once when its options do not say.
	SessionsMax = 10_000
	// lastWordsTimeout is how long a server tries to tell a peer why it is being left.
	lastWordsTimeout = time.Second
)

// ServerOptions says who the server is, whom it lets in, and who does the work.
type ServerOptions struct {
	// Node is the server's own: "postmaster@activa.local/#hub1".
	Node Node
	// Schemes are offered and taken; empty means all five.
	Schemes []Scheme
	// Negotiate puts the negotiation of encryption and compression before the authentication. The
	// only offer is none for both; a server may leave the step out (LIME reference, §3.1).
	Negotiate bool
	// Authenticate decides who the peer is: the node that it gets, whose instance is made when empty.
	// The scheme has been checked against Schemes; the node is whole, except that a guest may have
	// come without a name, and then has a fresh one. ErrRefused in the chain of the error means wrong
	// credentials (13), a *ReasonError speaks for itself, anything else is a trouble of ours.
	Authenticate func(ctx context.Context, node Node, proof Authentication) (Node, error)
	Handler      Handler
	// Delegation lets a peer ask in another's name: From is the other and PP the peer itself (LIME
	// reference, §2.1). Whether it may is the handler's to judge. Otherwise it is refused here.
	Delegation bool
	// PingInterval replaces ServerPingInterval, SessionsMax the constant of that name; 0 leaves them.
	PingInterval time.Duration
	SessionsMax  int
	// Log gets what is dropped and why; nil means slog.Default.
	Log *slog.Logger
}

// Handler does a server's work. The calls for one session come one at a time, in the order of arrival;
// calls for different sessions come at once. A panic costs its envelope only.
//
// Every envelope has From set to the session's node, or with ServerOptions.Delegation to somebody else
// for whom PP, the session's identity, asks. A To that is zero means the server.
type Handler interface {
	// Established is called before the peer hears that it is signed in. What is sent to the session
	// meanwhile follows that news. An error refuses the session, with the reason that ReasonOf gives.
	Established(ctx context.Context, session *ServerSession) error
	Message(ctx context.Context, session *ServerSession, message *Message)
	Notification(ctx context.Context, session *ServerSession, notification *Notification)
	// Command answers a request by what it returns, or later by session.Answer when it returns nil.
	// Pings, /presence and /receipt on the server's node are answered before they come here.
	Command(ctx context.Context, session *ServerSession, command *Command) *Command
	// Closed is called once for every session that was Established, with nil for an orderly end.
	Closed(session *ServerSession, cause error)
}

// PresenceHandler is a Handler that wants to know when a session has set its LIME presence.
type PresenceHandler interface {
	PresenceSet(ctx context.Context, session *ServerSession)
}

// ReceiptHandler is a Handler that wants to know when a session has said which events it takes.
type ReceiptHandler interface {
	ReceiptSet(ctx context.Context, session *ServerSession)
}

// Server runs sessions over any transport.
type Server struct {
	options ServerOptions
	log     *slog.Logger

	mu       sync.Mutex
	closing  bool
	serving  int
	idle     chan struct{} // closed by the last session that ends while closing
	sessions map[*ServerSession]struct{}
}

// NewServer makes a server. Node, Authenticate and Handler must be there.
func NewServer(options ServerOptions) *Server {
	if len(options.Schemes) == 0 {
		options.Schemes = knownSchemes
	}
	if options.PingInterval == 0 {
		options.PingInterval = ServerPingInterval
	}
	if options.SessionsMax == 0 {
		options.SessionsMax = SessionsMax
	}
	if options.Log == nil {
		options.Log = slog.Default()
	}
	return &Server{
		options: options, log: options.Log,
		idle: make(chan struct{}), sessions: map[*ServerSession]struct{}{},
	}
}

// Node is the server's own.
func (s *Server) Node() Node { return s.options.Node }

// Serve runs one session over the transport and returns when it is over, with nil after an orderly
// end. The end of the context finishes the session. The transport is closed in any case.
func (s *Server) Serve(ctx context.Context, transport Transport) error {
	if err := s.enter(); err != nil {
		s.refuse(transport, "", Reason{ReasonCodeSessionError, "The server takes no more sessions"})
		return err
	}
	defer s.leave()
	entry, err := s.signIn(ctx, transport)
	if err != nil {
		return err
	}
	session := s.newSession(transport, entry)
	if err := s.options.Handler.Established(ctx, session); err != nil {
		s.refuse(transport, entry.id, ReasonOf(err))
		return fmt.Errorf("session of %s: %w", entry.node, err)
	}
	cause := session.run(ctx)
	s.options.Handler.Closed(session, cause)
	if cause != nil {
		return fmt.Errorf("session of %s: %w", entry.node, cause)
	}
	return nil
}

// Shutdown finishes all sessions, lets none in from now on, and waits until every Serve has returned
// or the context has ended.
func (s *Server) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	if !s.closing {
		s.closing = true
		if s.serving == 0 {
			close(s.idle)
		}
	}
	for session := range s.sessions {
		go session.Close(nil)
	}
	s.mu.Unlock()
	select {
	case <-s.idle:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("shut down LIME server: %w", context.Cause(ctx))
	}
}

func (s *Server) enter() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		return fmt.Errorf("LIME server: %w", ErrClosed)
	}
	if s.serving >= s.options.SessionsMax {
		return fmt.Errorf("LIME server: already %d sessions", s.serving)
	}
	s.serving++
	return nil
}

func (s *Server) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.serving--
	if s.closing && s.serving == 0 {
		close(s.idle)
	}
}

// remember lets Shutdown find the session; it says whether the server is still open.
func (s *Server) remember(session *ServerSession) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions[session] = struct{}{}
	return !s.closing
}

func (s *Server) forget(session *ServerSession) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, session)
}

// entry is what signing in settled.
type entry struct {
	id     string
	node   Node
	scheme Scheme
}

// refuse tells the peer why and closes the transport.
func (s *Server) refuse(transport Transport, id string, reason Reason) {
	ctx, cancel := context.WithTimeout(context.Background(), lastWordsTimeout)
	defer cancel()
	failed := &Session{ID: id, From: s.options.Node, State: SessionFailed, Reason: &reason}
	if err := transport.Send(ctx, failed); err != nil {
		s.log.Debug("refuse session", "peer", transport.RemoteDescription(), "error", err)
	}
	if err := transport.Close(); err != nil {
		s.log.Debug("close transport", "peer", transport.RemoteDescription(), "error", err)
	}
}

// signIn is the server's half of the session machine up to the answer "established", which it leaves
// to the session. Whoever fails has been told, and the transport is closed, when it returns an error.
func (s *Server) signIn(ctx context.Context, transport Transport) (entry, error) {
	limited, cancel := context.WithTimeout(ctx, SignInTimeout)
	defer cancel()
	guard := &signInGuard{server: s, transport: transport, id: NewID()}
	entered, err := guard.run(limited)
	if err == nil {
		return entered, nil
	}
	reason := ReasonOf(err)
	switch {
	case errors.Is(err, errFinishedEarly):
		guard.sayFinished()
		return entry{}, err
	case errors.Is(err, context.DeadlineExceeded):
		reason = Reason{ReasonCodeNegotiationTimeout, "The session was not established in time"}
	case errors.Is(err, errBrokenFrames):
		reason = Reason{ReasonCodeValidationError, "Too many broken frames"}
	}
	s.refuse(transport, guard.id, reason)
	return entry{}, fmt.Errorf("sign-in of %s: %w", transport.RemoteDescription(), err)
}

// offers tells whether the server takes the scheme.
func (s *Server) offers(scheme Scheme) bool { return slices.Contains(s.options.Schemes, scheme) }
