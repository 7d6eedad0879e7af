package lime

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// WriteTimeout is how long the transport may take over one frame before the peer is cut.
	WriteTimeout = 10 * time.Second
	// MissedAnswersMax is how many pings in a row may stay unanswered; then the line counts as lost.
	MissedAnswersMax = 2
	// BrokenFramesMax is how many broken frames in a row end a session on the server's side
	// (LIME reference, §26).
	BrokenFramesMax = 16
)

var (
	// ErrSilentPeer is in the chain of errors of a session whose peer answered no ping.
	ErrSilentPeer = errors.New("the peer answers no ping")
	// errBrokenFrames ends a session on the server's side with ReasonCodeValidationError.
	errBrokenFrames = errors.New("too many broken frames in a row")
)

// connection is what client and server sessions share once they are established: a bounded queue with
// one writer, and the keep-alive. Who owns it reads from it in one goroutine and runs write in another.
type connection struct {
	transport Transport
	queue     *queue
	log       *slog.Logger

	// pingEvery is the interval of the keep-alive; pingOnlyIdle leaves a ping out when something came
	// during the interval; ping makes one.
	pingEvery    time.Duration
	pingOnlyIdle bool
	ping         func() Envelope
	// brokenMax is how many broken frames in a row are borne; 0 bears them all.
	brokenMax int

	heard atomic.Bool // something came since the last tick of the keep-alive
	ended chan struct{}
	once  sync.Once
	cause error // why it ended; read after ended is closed
}

// end closes the transport for the given reason. Only the first reason counts.
func (c *connection) end(cause error) {
	c.once.Do(func() {
		c.cause = cause
		close(c.ended)
		if err := c.transport.Close(); err != nil {
			c.log.Debug("close transport", "peer", c.transport.RemoteDescription(), "error", err)
		}
	})
}

func (c *connection) isOver() bool {
	select {
	case <-c.ended:
		return true
	default:
		return false
	}
}

// receive gives the next envelope; broken frames are logged, counted and skipped.
func (c *connection) receive() (Envelope, error) {
	for broken := 1; ; broken++ {
		envelope, err := c.transport.Receive(context.Background()) // end closes the transport, which frees this
		if err == nil {
			c.heard.Store(true)
			return envelope, nil
		}
		if !errors.Is(err, ErrBrokenFrame) {
			return nil, err
		}
		c.heard.Store(true)
		c.log.Warn("frame dropped", "peer", c.transport.RemoteDescription(), "error", err)
		if broken == c.brokenMax {
			return nil, fmt.Errorf("%w: %w", errBrokenFrames, err)
		}
	}
}

// write is the one writer: it empties the queue and keeps the line alive until the connection ends.
// The end of the context is its owner's affair, who may have last words to send.
func (c *connection) write() {
	ticker := time.NewTicker(c.pingEvery)
	defer ticker.Stop()
	var alive keepAlive
	for {
		if c.isOver() {
			return
		}
		if next := c.queue.pop(); next != nil {
			c.writeParcel(next)
			continue
		}
		select {
		case <-c.queue.wake:
		case <-ticker.C:
			c.keepAlive(&alive)
		case <-c.ended:
			return
		}
	}
}

func (c *connection) writeParcel(next *parcel) {
	ctx, cancel := context.WithTimeout(context.Background(), WriteTimeout)
	err := sendFrame(ctx, c.transport, next.frame)
	cancel()
	if next.written != nil {
		next.written <- err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("%w: %w", ErrSlowPeer, err)
	}
	if err != nil {
		c.end(fmt.Errorf("write: %w", err))
	}
}

// keepAlive counts the pings that nothing has come after.
type keepAlive struct {
	asked  bool
	missed int
}

func (c *connection) keepAlive(alive *keepAlive) {
	heard := c.heard.Swap(false)
	switch {
	case heard:
		alive.missed = 0
	case alive.asked:
		alive.missed++
	}
	if alive.missed >= MissedAnswersMax {
		c.end(ErrSilentPeer)
		return
	}
	if alive.asked = !heard || !c.pingOnlyIdle; alive.asked {
		if err := c.offer(c.ping()); err != nil {
			c.log.Debug("ping", "peer", c.transport.RemoteDescription(), "error", err)
		}
	}
}

// offer queues an envelope without waiting. A full queue means that the peer does not read: it is cut.
func (c *connection) offer(envelope Envelope) error {
	frame, err := Encode(envelope)
	if err != nil {
		return err
	}
	if c.isOver() {
		return fmt.Errorf("session: %w", ErrClosed)
	}
	err = c.queue.push(&parcel{frame: frame})
	if errors.Is(err, ErrSlowPeer) {
		c.end(err)
	}
	return err
}

// flush queues last words and waits until they are written, the connection ends, or the limit passes.
// It returns false at once when somebody else is saying last words already.
func (c *connection) flush(limit time.Duration, envelope Envelope) bool {
	frame, err := Encode(envelope)
	if err != nil {
		c.log.Error("last words", "error", err)
		return true
	}
	last := &parcel{frame: frame, written: make(chan error, 1)}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	if !c.queue.pushLast(last) {
		return false
	}
	select {
	case err := <-last.written:
		if err != nil {
			c.log.Debug("last words", "peer", c.transport.RemoteDescription(), "error", err)
		}
	case <-c.ended:
	case <-timer.C:
	}
	return true
}

// pingCommand asks the peer for a sign of life (LIME reference, §7.3).
func pingCommand(from, to Node) Envelope {
	return &Command{ID: NewID(), From: from, To: to, Method: MethodGet, URI: PathPing}
}

// isPing recognises the question that both sides answer by themselves.
func isPing(command *Command) bool {
	if !command.IsRequest() || command.Method != MethodGet {
		return false
	}
	uri, err := ParseURI(command.URI)
	return err == nil && uri.Path() == PathPing
}

func pong(command *Command) *Command { return command.Answer(MediaTypePing, []byte("{}")) }
