package lime

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// errSameID: two commands of one session cannot wait under the same id.
var errSameID = errors.New("a command with this id is already waiting")

// httpSession is the outlet of a session that comes by HTTP: answers go to the request that waits for
// them, the rest to inboxes that the peer collects.
type httpSession struct {
	server  *Server
	session *ServerSession
	remote  string
	// gone takes the session off the door.
	gone func()
	// ended is closed with the session.
	ended   chan struct{}
	once    sync.Once
	opening sync.Once
	refused error // what Established returned
	// working keeps the calls of the handler one at a time.
	working sync.Mutex

	mu            sync.Mutex
	provenAt      time.Time
	requests      int // being served
	idle          *time.Timer
	opened        bool
	collects      bool
	waiting       map[string]chan []byte
	messages      [][]byte
	notifications [][]byte
}

func newHTTPSession(server *Server, entered entry, remote string) *httpSession {
	h := &httpSession{
		server: server, remote: "HTTP " + remote, ended: make(chan struct{}), provenAt: time.Now(),
		waiting: map[string]chan []byte{},
	}
	h.session = &ServerSession{server: server, entry: entered, outlet: h}
	h.idle = time.AfterFunc(HTTPSessionIdle, h.expire)
	return h
}

// open establishes the session, once; everybody gets the same outcome.
func (h *httpSession) open(ctx context.Context) error {
	h.opening.Do(func() {
		h.refused = h.server.options.Handler.Established(context.WithoutCancel(ctx), h.session)
		if h.refused != nil {
			h.leave(nil, h.refused)
			return
		}
		h.mu.Lock()
		h.opened = true
		h.mu.Unlock()
		if !h.server.remember(h.session) {
			h.leave(nil, nil)
		}
	})
	if h.refused != nil {
		h.done()
		return h.refused
	}
	return nil
}

func (h *httpSession) use() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.requests++
	h.idle.Stop()
}

func (h *httpSession) done() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.requests--; h.requests == 0 {
		h.idle.Reset(HTTPSessionIdle)
	}
}

func (h *httpSession) expire() {
	h.mu.Lock()
	busy := h.requests > 0
	h.mu.Unlock()
	if !busy {
		h.leave(nil, nil)
	}
}

func (h *httpSession) proveAgain() {
	h.mu.Lock()
	h.provenAt = time.Now()
	h.mu.Unlock()
}

func (h *httpSession) isProven() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return time.Since(h.provenAt) < httpProofAge
}

func (h *httpSession) describe() string { return h.remote }

// leave ends the session; there is no line for last words.
func (h *httpSession) leave(_ *Session, cause error) {
	h.once.Do(func() {
		h.mu.Lock()
		h.idle.Stop()
		opened := h.opened
		h.mu.Unlock()
		close(h.ended)
		h.gone()
		h.server.forget(h.session)
		if opened {
			h.server.options.Handler.Closed(h.session, cause)
		}
		h.server.leave()
	})
}

// dispatch gives the envelope to the handler, one at a time.
func (h *httpSession) dispatch(envelope Envelope) {
	h.working.Lock()
	defer h.working.Unlock()
	h.session.dispatch(context.Background(), envelope)
}

// ask gives the command to the handler and waits for the encoded answer.
func (h *httpSession) ask(ctx context.Context, command *Command) ([]byte, error) {
	answer := make(chan []byte, 1)
	h.mu.Lock()
	if h.waiting[command.ID] != nil {
		h.mu.Unlock()
		return nil, errSameID
	}
	h.waiting[command.ID] = answer
	h.mu.Unlock()
	defer func() {
		h.mu.Lock()
		delete(h.waiting, command.ID)
		h.mu.Unlock()
	}()
	h.dispatch(command)
	select {
	case frame := <-answer:
		return frame, nil
	case <-h.ended:
		return nil, fmt.Errorf("session: %w", ErrClosed)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// offer keeps an envelope for the peer. Too many uncollected ones cut it, as on a line.
func (h *httpSession) offer(envelope Envelope) error {
	frame, err := Encode(envelope)
	if err != nil {
		return err
	}
	overflow, err := h.keep(envelope, frame)
	if overflow {
		h.leave(nil, ErrSlowPeer)
	}
	return err
}

func (h *httpSession) keep(envelope Envelope, frame []byte) (overflow bool, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	select {
	case <-h.ended:
		return false, fmt.Errorf("session: %w", ErrClosed)
	default:
	}
	if command, ok := envelope.(*Command); ok {
		answer := h.waiting[command.ID]
		if command.Status == StatusPending {
			return false, nil
		}
		if answer == nil {
			return false, fmt.Errorf("command %s: %w", command.ID, ErrNoInbox)
		}
		delete(h.waiting, command.ID)
		answer <- frame
		return false, nil
	}
	if !h.collects {
		return false, ErrNoInbox
	}
	inbox := &h.messages
	if _, ok := envelope.(*Notification); ok {
		inbox = &h.notifications
	}
	if len(*inbox) >= OutgoingMax || totalBytes(*inbox)+len(frame) > max(OutgoingBytesMax, len(frame)) {
		return true, ErrSlowPeer
	}
	*inbox = append(*inbox, frame)
	return false, nil
}

func totalBytes(frames [][]byte) (total int) {
	for _, frame := range frames {
		total += len(frame)
	}
	return total
}

func (h *httpSession) serveMessages(w http.ResponseWriter, r *http.Request) {
	h.serveInbox(&h.messages, w, r)
}

func (h *httpSession) serveNotifications(w http.ResponseWriter, r *http.Request) {
	h.serveInbox(&h.notifications, w, r)
}

func (h *httpSession) serveInbox(inbox *[][]byte, w http.ResponseWriter, r *http.Request) {
	h.collect(context.WithoutCancel(r.Context()))
	h.mu.Lock()
	frames := *inbox
	if r.URL.Query().Get("keepStored") != "true" {
		*inbox = nil
	}
	h.mu.Unlock()
	w.Header().Set("Content-Type", MediaTypeJSON)
	list := append(append([]byte{'['}, bytes.Join(frames, []byte(","))...), ']')
	_, _ = w.Write(list) // the client may be gone
}

// collect begins to keep what is for the peer: LIME's HTTP client answers /presence and /receipt by
// itself and only asks for its inboxes (LIME reference, §5).
func (h *httpSession) collect(ctx context.Context) {
	h.working.Lock()
	defer h.working.Unlock()
	h.mu.Lock()
	first := !h.collects
	h.collects = true
	h.mu.Unlock()
	if !first {
		return
	}
	h.session.mu.Lock()
	h.session.presence = &Presence{Status: PresenceAvailable, RoutingRule: RoutingIdentity}
	h.session.mu.Unlock()
	receipt := AllReceipts()
	receipt.Events = append(receipt.Events, EventDeleted)
	h.session.setReceipt(*receipt)
	if watcher, ok := h.server.options.Handler.(PresenceHandler); ok {
		watcher.PresenceSet(ctx, h.session)
	}
	if watcher, ok := h.server.options.Handler.(ReceiptHandler); ok {
		watcher.ReceiptSet(ctx, h.session)
	}
}
