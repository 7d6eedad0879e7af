package lime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	// Subprotocol is what LIME is called in Sec-WebSocket-Protocol (LIME reference, §4).
	Subprotocol = "lime"
	// socketBuffer is the size of the buffers of a socket, in bytes. Most envelopes fit; larger ones
	// take several writes.
	socketBuffer = 2 << 10
	// closeLinger is how long a closed socket still takes in what the peer had on its way, so that
	// the peer gets our last words and not a reset.
	closeLinger = time.Second
	// goodbyeTimeout bounds the close frame: whoever closes must not wait for a peer that is gone.
	goodbyeTimeout = 50 * time.Millisecond
)

// writeBuffers are shared by all sockets, which hold one only while they write.
var writeBuffers sync.Pool

// DialWebSocket opens a transport to a "ws:" or "wss:" address. An answer that is no WebSocket gives a
// *HandshakeError, a proxy's refusal a *ProxyError; anything else is of the network or of TLS.
func DialWebSocket(ctx context.Context, address string, options NetworkOptions) (Transport, error) {
	dialer := websocket.Dialer{
		Proxy: options.socksProxy, NetDialContext: options.dialer(address),
		Subprotocols: []string{Subprotocol}, HandshakeTimeout: ConnectTimeout,
		TLSClientConfig: options.tls(), ReadBufferSize: socketBuffer, WriteBufferSize: socketBuffer, WriteBufferPool: &writeBuffers,
	}
	conn, response, err := dialer.DialContext(ctx, address, nil)
	if response != nil {
		defer func() { _ = response.Body.Close() }() // a copy of its beginning: it has no line to close
		options.met(response.Header)
	}
	if err != nil {
		if response != nil {
			return nil, newHandshakeError(response, err)
		}
		return nil, fmt.Errorf("dial %s: %w", address, err)
	}
	return newWebSocket(conn), nil
}

// webSocket is one socket as a transport: text frames, one envelope each.
type webSocket struct {
	conn *websocket.Conn
	// reading and writing are held while the socket is read and written.
	reading, writing sync.Mutex
	closed           chan struct{}
	once             sync.Once
}

func newWebSocket(conn *websocket.Conn) *webSocket {
	conn.SetReadLimit(FrameMax)
	conn.EnableWriteCompression(false)
	return &webSocket{conn: conn, closed: make(chan struct{})}
}

func (w *webSocket) RemoteDescription() string { return w.conn.RemoteAddr().String() }

func (w *webSocket) Receive(ctx context.Context) (Envelope, error) {
	w.reading.Lock()
	defer w.reading.Unlock()
	if w.isClosed() {
		return nil, fmt.Errorf("WebSocket: %w", ErrClosed)
	}
	if ctx.Done() != nil {
		stop := context.AfterFunc(ctx, func() { w.interrupt(w.conn.SetReadDeadline) })
		defer stop()
	}
	kind, frame, err := w.conn.ReadMessage()
	switch {
	case err == nil && kind != websocket.TextMessage:
		return nil, fmt.Errorf("%w: binary", ErrBrokenFrame)
	case err == nil:
		return Decode(frame)
	case w.isClosed():
		return nil, fmt.Errorf("WebSocket: %w", ErrClosed)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway, websocket.CloseNoStatusReceived):
		return nil, io.EOF
	}
	return nil, fmt.Errorf("WebSocket: read: %w", err)
}

func (w *webSocket) Send(ctx context.Context, envelope Envelope) error {
	frame, err := Encode(envelope)
	if err != nil {
		return err
	}
	return w.sendFrame(ctx, frame)
}

func (w *webSocket) sendFrame(ctx context.Context, frame []byte) error {
	w.writing.Lock()
	defer w.writing.Unlock()
	if w.isClosed() {
		return fmt.Errorf("WebSocket: %w", ErrClosed)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	stop := context.AfterFunc(ctx, func() { w.interrupt(w.conn.NetConn().SetWriteDeadline) })
	defer stop()
	deadline, _ := ctx.Deadline() // zero means none
	if err := w.conn.SetWriteDeadline(deadline); err != nil {
		return fmt.Errorf("WebSocket: write: %w", err)
	}
	err := w.conn.WriteMessage(websocket.TextMessage, frame)
	var timeout interface{ Timeout() bool }
	if errors.As(err, &timeout) && timeout.Timeout() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("WebSocket: write: %w", context.DeadlineExceeded)
	}
	if err != nil {
		return fmt.Errorf("WebSocket: write: %w", err)
	}
	return nil
}

// interrupt frees a pending read or write by a deadline in the past.
func (w *webSocket) interrupt(setDeadline func(time.Time) error) {
	// An error means that the socket is closed, which frees them as well.
	_ = setDeadline(time.Unix(1, 0))
}

func (w *webSocket) isClosed() bool {
	select {
	case <-w.closed:
		return true
	default:
		return false
	}
}

// Close takes leave with code 1000, unless a write is stuck, and frees Receive and Send at once; the
// socket itself stays a moment for the peer's sake.
func (w *webSocket) Close() error {
	w.once.Do(func() {
		close(w.closed)
		if w.writing.TryLock() {
			goodbye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
			_ = w.conn.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(goodbyeTimeout)) // the peer may be gone
			w.writing.Unlock()
		}
		w.interrupt(w.conn.SetReadDeadline)
		w.interrupt(w.conn.NetConn().SetWriteDeadline)
		go w.linger()
	})
	return nil
}

func (w *webSocket) linger() {
	w.reading.Lock() // whoever was reading has gone
	defer w.reading.Unlock()
	line := w.conn.NetConn()
	if line.SetReadDeadline(time.Now().Add(closeLinger)) == nil {
		_, _ = io.Copy(io.Discard, io.LimitReader(line, FrameMax)) // ends by the peer's leaving or the deadline
	}
	_ = w.conn.Close() // nobody is left to hear of an error
}
