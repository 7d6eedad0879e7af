package lime

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"activa/backend/fault"
)

// Times of a client. They are the same for everybody, so they are no options.
const (
	// ConnectTimeout bounds dialling.
	ConnectTimeout = 15 * time.Second
	// SignInTimeout bounds signing in, on both sides (LIME reference, §20).
	SignInTimeout = 10 * time.Second
	// ClientPingInterval is how often a client asks its server for a sign of life.
	ClientPingInterval = 25 * time.Second
	// FinishTimeout is how long an ending client waits for "finished" (LIME reference, §4).
	FinishTimeout = 2 * time.Second
	// RetryFirst and RetryMax bound the waiting before the next try (LIME reference, §4).
	RetryFirst = 100 * time.Millisecond
	RetryMax   = 30 * time.Second
	// stableAfter is how long a session must have lived for its loss to count as a first one. Without
	// it a server that lets in and throws out at once would be asked ten times a second for ever.
	stableAfter = 10 * time.Second
	// incomingMax is how many envelopes wait for a client's handlers before reading pauses.
	incomingMax = 256
)

// ClientOptions says whom a client connects to, as whom, and who hears what comes.
type ClientOptions struct {
	// Dial opens a transport; it is called again for every try.
	Dial func(ctx context.Context) (Transport, error)
	// Node is who signs in. A guest without a name gets a fresh one.
	Node           Node
	Authentication Authentication
	// Presence and Receipt are set as soon as the session is established, before Connected is
	// reported; nil leaves one out. Guests set neither.
	Presence *Presence
	Receipt  *Receipt

	// The handlers are called one at a time, in the order of arrival, from before Connected is
	// reported. They may use the client. A panic costs its envelope only. They must return when their
	// context ends: the next session waits for them.
	OnMessage      func(ctx context.Context, message *Message)
	OnNotification func(ctx context.Context, notification *Notification)
	// OnCommand answers requests other than pings; nil means that the answer comes later, by Send.
	// Without the handler every request is refused as not supported.
	OnCommand func(ctx context.Context, command *Command) *Command
	// OnState hears every change, in order, and must not block.
	OnState func(state ConnectionState)

	// Pace holds every command back, those of signing in too, and counts pings; several clients may share
	// one. Nil: as fast as asked.
	Pace *rate.Limiter

	// Chance gives 0 to 1, for the jitter of the waiting; nil means that of math/rand.
	Chance func() float64
	// Log gets what is dropped and why; nil means slog.Default.
	Log *slog.Logger
}

// Phase is what a client is doing about its connection.
type Phase string

// Phases of a client.
const (
	Connecting Phase = "connecting" // dialling or signing in
	Connected  Phase = "connected"  // established, presence and receipt set
	Dropped    Phase = "dropped"    // waiting for the next try
	Refused    Phase = "refused"    // the credentials are wrong; there is no next try
	Finished   Phase = "finished"   // ended because it was asked to
)

// ConnectionState is what a client reports of its connection.
type ConnectionState struct {
	Phase Phase
	// Node is who we are, as the server said; set when Connected.
	Node Node
	// Attempt counts the tries since the last stable session, from 1.
	Attempt int
	// NextTryAt is when the next try begins; set when Dropped.
	NextTryAt time.Time
	// Cause is why there is no connection; set when Dropped or Refused, and while Connecting again.
	Cause error
}

// Client keeps one session with a server for as long as Run runs.
type Client struct {
	options ClientOptions
	log     *slog.Logger
	tryNow  chan struct{}

	mu      sync.Mutex
	state   ConnectionState
	session *clientSession
}

// NewClient makes a client; Run connects it. Options.Dial must be there.
func NewClient(options ClientOptions) *Client {
	log := options.Log
	if log == nil {
		log = slog.Default()
	}
	if options.Chance == nil {
		options.Chance = rand.Float64
	}
	return &Client{options: options, log: log, tryNow: make(chan struct{}, 1)}
}

// State is what was reported last; the zero state before Run.
func (c *Client) State() ConnectionState {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state
}

// TryNow cuts short the waiting for the next try. At any other moment it does nothing.
func (c *Client) TryNow() {
	if c.State().Phase == Dropped {
		signal(c.tryNow)
	}
}

// Run connects, signs in and stays connected until the context ends; then it finishes the session
// and returns nil. It returns a fault of CodeSignInRefused, and never tries again, when the server
// refuses the credentials. One Run at a time.
func (c *Client) Run(ctx context.Context) error {
	var cause error
	for attempt := 1; ; attempt++ {
		c.tell(ConnectionState{Phase: Connecting, Attempt: attempt, Cause: cause})
		var lived time.Duration
		lived, cause = c.runSession(ctx, attempt)
		if ctx.Err() != nil {
			c.tell(ConnectionState{Phase: Finished})
			return nil //nolint:nilerr // whatever ended the session, the end was asked for
		}
		if isRefusal(cause) {
			cause = fault.New(CodeSignInRefused, cause, nil)
			c.tell(ConnectionState{Phase: Refused, Attempt: attempt, Cause: cause})
			return cause
		}
		if lived >= stableAfter {
			attempt = 1
		}
		if c.waitForNextTry(ctx, attempt, cause) {
			attempt = 0
		}
	}
}

// waitForNextTry reports Dropped and waits. It says whether TryNow ended the waiting.
func (c *Client) waitForNextTry(ctx context.Context, attempt int, cause error) bool {
	select {
	case <-c.tryNow: // asked for while an earlier waiting ended by itself
	default:
	}
	delay := retryDelay(attempt, c.options.Chance())
	timer := time.NewTimer(delay)
	defer timer.Stop()
	c.tell(ConnectionState{Phase: Dropped, Attempt: attempt, NextTryAt: time.Now().Add(delay), Cause: cause})
	select {
	case <-timer.C:
		return false
	case <-c.tryNow:
		return true
	case <-ctx.Done():
		return false
	}
}

// retryDelay is 100 ms · 2ⁿ up to 30 s, of which chance (0 to 1) takes away up to a half, so that a
// team that lost its hub together does not come back together.
func retryDelay(attempt int, chance float64) time.Duration {
	delay := RetryMax
	if attempt < 10 {
		delay = min(RetryFirst<<(attempt-1), RetryMax)
	}
	return delay - time.Duration(chance*float64(delay)/2)
}

func isRefusal(err error) bool {
	var reported *ReasonError
	return errors.As(err, &reported) && reported.Of == signInStep && reported.Reason.Code == ReasonCodeAuthenticationFailed
}

func (c *Client) tell(state ConnectionState) {
	c.mu.Lock()
	c.state = state
	c.mu.Unlock()
	if c.options.OnState != nil {
		c.options.OnState(state)
	}
}

// Command sends a request and waits, through pending answers, for the final one. A failure becomes a
// *ReasonError, which comes with the answer; everything else that goes wrong is a *SendError, which
// tells whether the request may have left (see NeverLeft). A missing id is made. One-way requests
// (MethodObserve) give no answer and no error once they are written.
func (c *Client) Command(ctx context.Context, command Command) (*Command, error) {
	session, err := c.currentSession()
	if err != nil {
		return nil, err
	}
	return session.command(ctx, command)
}

// Send hands over an envelope and returns when the transport took it, with a *SendError otherwise.
func (c *Client) Send(ctx context.Context, envelope Envelope) error {
	session, err := c.currentSession()
	if err != nil {
		return err
	}
	return session.send(ctx, envelope)
}

func (c *Client) currentSession() (*clientSession, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.session == nil {
		return nil, &SendError{Cause: fault.New(CodeNotConnected, c.state.Cause, nil)}
	}
	return c.session, nil
}

func (c *Client) setSession(session *clientSession) {
	c.mu.Lock()
	c.session = session
	c.mu.Unlock()
}
