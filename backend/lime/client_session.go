package lime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"
)

// clientSession is one established session of a client.
type clientSession struct {
	*connection
	id       string
	node     Node
	server   Node
	options  *ClientOptions
	incoming chan Envelope
	// finished is closed when the server says "finished".
	finished chan struct{}

	mu      sync.Mutex
	waiting map[string]chan *Command
}

// runSession lives through one session: dial, sign in, serve, end. It says how long the session was
// established and why it is over.
func (c *Client) runSession(ctx context.Context, attempt int) (lived time.Duration, cause error) {
	session, err := c.openSession(ctx)
	if err != nil {
		return 0, err
	}
	establishedAt := time.Now()
	c.setSession(session)
	handling, stopHandling := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(session.write)
	running.Go(session.read)
	running.Go(func() { session.handle(handling) })
	defer running.Wait()
	defer stopHandling()
	defer c.setSession(nil)

	if err := session.announce(ctx); err == nil {
		c.tell(ConnectionState{Phase: Connected, Attempt: attempt, Node: session.node})
	} else if ctx.Err() == nil {
		session.end(fmt.Errorf("announce: %w", err))
	}
	select {
	case <-session.ended:
	case <-ctx.Done():
		session.finish()
	}
	return time.Since(establishedAt), session.cause
}

func (c *Client) openSession(ctx context.Context) (*clientSession, error) {
	dialLimit, cancel := context.WithTimeout(ctx, ConnectTimeout)
	defer cancel()
	transport, err := c.options.Dial(dialLimit)
	if err != nil {
		return nil, fmt.Errorf("dial: %w", err)
	}
	established, err := signIn(ctx, transport, c.options.Node, c.options.Authentication, c.log)
	if err != nil {
		if closing := transport.Close(); closing != nil {
			c.log.Debug("close transport", "error", closing)
		}
		return nil, err
	}
	session := &clientSession{
		id: established.ID, node: established.To, server: established.From, options: &c.options,
		incoming: make(chan Envelope, incomingMax), finished: make(chan struct{}),
		waiting: map[string]chan *Command{},
	}
	session.connection = &connection{
		transport: transport, queue: newQueue(), log: c.log, ended: make(chan struct{}),
		pingEvery: ClientPingInterval,
		ping: func() Envelope {
			if c.options.Pace != nil {
				c.options.Pace.Reserve() // a ping does not wait, who comes after it does
			}
			return pingCommand(Node{}, session.server)
		},
	}
	return session, nil
}

// announce sets presence and receipt (LIME reference, §7).
func (s *clientSession) announce(ctx context.Context) error {
	if s.options.Authentication.Scheme == SchemeGuest {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, SignInTimeout)
	defer cancel()
	if s.options.Presence != nil {
		if err := s.set(ctx, PathPresence, MediaTypePresence, s.options.Presence); err != nil {
			return err
		}
	}
	if s.options.Receipt != nil {
		return s.set(ctx, PathReceipt, MediaTypeReceipt, s.options.Receipt)
	}
	return nil
}

func (s *clientSession) set(ctx context.Context, path, mediaType string, value any) error {
	resource, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("set %s: %w", path, err)
	}
	_, err = s.command(ctx, Command{Method: MethodSet, URI: path, Type: mediaType, Resource: resource})
	return err
}

// finish takes leave: "finishing", wait for "finished", close.
func (s *clientSession) finish() {
	deadline := time.Now().Add(FinishTimeout)
	s.flush(FinishTimeout, &Session{ID: s.id, State: SessionFinishing})
	timer := time.NewTimer(time.Until(deadline))
	defer timer.Stop()
	select {
	case <-s.finished:
	case <-s.ended:
	case <-timer.C:
		s.log.Debug("the server did not say finished", "peer", s.transport.RemoteDescription())
	}
	s.end(ErrClosed)
}

// read takes in everything until the connection ends. Answers and pings are dealt with here, so that
// a handler may wait for an answer; the rest goes to handle.
func (s *clientSession) read() {
	defer close(s.incoming)
	for {
		envelope, err := s.receive()
		if errors.Is(err, io.EOF) {
			err = fmt.Errorf("the server closed the connection: %w", err)
		}
		if err != nil {
			s.end(err)
			return
		}
		switch envelope := envelope.(type) {
		case *Session:
			if s.sessionChanged(envelope) {
				return
			}
			continue
		case *Command:
			if s.commandCame(envelope) {
				continue
			}
		}
		select {
		case s.incoming <- envelope:
		case <-s.ended:
			return
		}
	}
}

// sessionChanged says whether the session is over.
func (s *clientSession) sessionChanged(news *Session) bool {
	switch news.State {
	case SessionFinished:
		close(s.finished)
		s.end(fmt.Errorf("the server finished the session: %w", io.EOF))
		return true
	case SessionFailed:
		failure := &ReasonError{Of: "session"}
		if news.Reason != nil {
			failure.Reason = *news.Reason
		}
		s.end(failure)
		return true
	}
	s.log.Warn("session envelope dropped", "state", news.State)
	return false
}

// commandCame says whether the command has been dealt with.
func (s *clientSession) commandCame(command *Command) bool {
	if isPing(command) {
		if err := s.offer(pong(command)); err != nil {
			s.log.Debug("answer ping", "error", err)
		}
		return true
	}
	if command.IsRequest() {
		return false
	}
	if command.Status == StatusPending {
		return true
	}
	s.mu.Lock()
	answer := s.waiting[command.ID]
	delete(s.waiting, command.ID)
	s.mu.Unlock()
	if answer == nil {
		s.log.Debug("answer that nobody waits for", "id", command.ID)
		return true
	}
	answer <- command
	return true
}

// handle calls the handlers one at a time.
func (s *clientSession) handle(ctx context.Context) {
	for envelope := range s.incoming {
		if ctx.Err() != nil {
			continue
		}
		s.handleOne(ctx, envelope)
	}
}

func (s *clientSession) handleOne(ctx context.Context, envelope Envelope) {
	command, _ := envelope.(*Command)
	defer func() {
		if trouble := recover(); trouble != nil {
			logPanic(s.log, envelope, trouble)
			s.answer(command, func() *Command {
				return command.Failure(ReasonCodeProcessingError, "The command could not be processed")
			})
		}
	}()
	switch envelope := envelope.(type) {
	case *Message:
		if s.options.OnMessage != nil {
			s.options.OnMessage(ctx, envelope)
		}
	case *Notification:
		if s.options.OnNotification != nil {
			s.options.OnNotification(ctx, envelope)
		}
	case *Command:
		s.answer(envelope, func() *Command {
			if s.options.OnCommand == nil {
				return envelope.Failure(ReasonCodeResourceNotSupported, "The resource is not supported")
			}
			return s.options.OnCommand(ctx, envelope)
		})
	}
}

// answer sends what make gives, when it gives something and somebody waits for it.
func (s *clientSession) answer(request *Command, make func() *Command) {
	if request == nil {
		return
	}
	answer := make()
	if answer == nil || !request.WantsAnswer() {
		return
	}
	if err := s.offer(answer); err != nil {
		s.log.Warn("answer command", "uri", request.URI, "error", err)
	}
}

func logPanic(log *slog.Logger, envelope Envelope, trouble any) {
	log.Error("handler panicked", "kind", fmt.Sprintf("%T", envelope), "id", envelope.Head().ID,
		"panic", trouble, "stack", stackText())
}
