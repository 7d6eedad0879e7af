package lime

import (
	"context"
	"fmt"
	"io"
	"sync"
)

// pipeFrames is how many frames one direction of a pipe holds before Send waits.
const pipeFrames = 8

// Pipe makes two transports in this process that are each other's peer. Frames pass through the codec
// and obey FrameMax, so that nothing behaves differently from a wire. It uses channels only, so it
// works in a testing/synctest bubble.
func Pipe() (client, server Transport) {
	toServer, toClient := make(chan []byte, pipeFrames), make(chan []byte, pipeFrames)
	clientGone, serverGone := make(chan struct{}), make(chan struct{})
	client = &pipeEnd{name: "pipe (client)", in: toClient, out: toServer, gone: clientGone, peerGone: serverGone}
	server = &pipeEnd{name: "pipe (server)", in: toServer, out: toClient, gone: serverGone, peerGone: clientGone}
	return client, server
}

type pipeEnd struct {
	name     string
	in       <-chan []byte
	out      chan<- []byte
	gone     chan struct{}
	peerGone <-chan struct{}
	once     sync.Once
}

// Receive gives what the peer sent before it closed, then io.EOF.
func (p *pipeEnd) Receive(ctx context.Context) (Envelope, error) {
	select {
	case <-p.gone:
		return nil, fmt.Errorf("%s: %w", p.name, ErrClosed)
	default:
	}
	select {
	case frame := <-p.in:
		return Decode(frame)
	default:
	}
	select {
	case frame := <-p.in:
		return Decode(frame)
	case <-p.peerGone:
		return p.receiveLast()
	case <-p.gone:
		return nil, fmt.Errorf("%s: %w", p.name, ErrClosed)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *pipeEnd) receiveLast() (Envelope, error) {
	select {
	case frame := <-p.in:
		return Decode(frame)
	default:
		return nil, io.EOF
	}
}

func (p *pipeEnd) Send(ctx context.Context, envelope Envelope) error {
	frame, err := Encode(envelope)
	if err != nil {
		return err
	}
	return p.sendFrame(ctx, frame)
}

func (p *pipeEnd) sendFrame(ctx context.Context, frame []byte) error {
	if len(frame) > FrameMax {
		return fmt.Errorf("%s: frame of %d bytes, at most %d", p.name, len(frame), FrameMax)
	}
	select {
	case <-p.gone:
		return fmt.Errorf("%s: %w", p.name, ErrClosed)
	case <-p.peerGone:
		return fmt.Errorf("%s: %w", p.name, io.ErrClosedPipe)
	default:
	}
	select {
	case p.out <- frame:
		return nil
	case <-p.gone:
		return fmt.Errorf("%s: %w", p.name, ErrClosed)
	case <-p.peerGone:
		return fmt.Errorf("%s: %w", p.name, io.ErrClosedPipe)
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *pipeEnd) Close() error {
	p.once.Do(func() { close(p.gone) })
	return nil
}

func (p *pipeEnd) RemoteDescription() string { return p.name }
