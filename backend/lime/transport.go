package lime

import (
	"context"
	"errors"
)

// FrameMax is the largest envelope, in bytes, that a transport reads. Blip documents no limit; this
// holds pages of templates and threads (LIME reference, §4).
const FrameMax = 4 << 20

// ErrClosed is in the chain of errors of a transport, client or session that has been closed here.
var ErrClosed = errors.New("closed")

// Transport carries envelopes both ways. One goroutine may receive while others send.
//
// Any error but ErrBrokenFrame is the end of it: what remains is to Close. That includes the end of a
// context while receiving or sending, because half a frame may have gone.
type Transport interface {
	// Receive waits for the next envelope. A frame that is no envelope gives ErrBrokenFrame, after
	// which the next one can be received. An orderly end by the peer gives io.EOF.
	Receive(ctx context.Context) (Envelope, error)
	// Send hands over one envelope, waiting while the peer is slow.
	Send(ctx context.Context, envelope Envelope) error
	// Close ends both directions and frees what waits in Receive and Send. It may be called often and
	// from anywhere.
	Close() error
	// RemoteDescription says for the log who is at the other end.
	RemoteDescription() string
}

// frameSender is a transport that takes a frame already encoded. Our own are; one that a test wraps
// around them need not be.
type frameSender interface {
	sendFrame(ctx context.Context, frame []byte) error
}

func sendFrame(ctx context.Context, transport Transport, frame []byte) error {
	if sender, ok := transport.(frameSender); ok {
		return sender.sendFrame(ctx, frame)
	}
	envelope, err := Decode(frame)
	if err != nil {
		return err
	}
	return transport.Send(ctx, envelope)
}
