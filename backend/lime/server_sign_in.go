package lime

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// errFinishedEarly: the peer said "finishing" before it was signed in.
var errFinishedEarly = errors.New("the peer finished before it signed in")

// signInGuard lets one peer in, or not. Nothing but session envelopes counts before that.
type signInGuard struct {
	server    *Server
	transport Transport
	id        string
}

func refusal(code int, description string) error {
	return &ReasonError{Reason: Reason{code, description}, Of: signInStep}
}

func (g *signInGuard) run(ctx context.Context) (entry, error) {
	if _, err := g.receive(ctx, SessionNew); err != nil {
		return entry{}, err
	}
	if g.server.options.Negotiate {
		if err := g.negotiate(ctx); err != nil {
			return entry{}, err
		}
	}
	if err := g.send(ctx, &Session{State: SessionAuthenticating, SchemeOptions: g.server.options.Schemes}); err != nil {
		return entry{}, err
	}
	asking, err := g.receive(ctx, SessionAuthenticating)
	if err != nil {
		return entry{}, err
	}
	return g.authenticate(ctx, asking)
}

func (g *signInGuard) negotiate(ctx context.Context) error {
	none := []string{OptionNone}
	offer := &Session{State: SessionNegotiating, EncryptionOptions: none, CompressionOptions: none}
	if err := g.send(ctx, offer); err != nil {
		return err
	}
	chosen, err := g.receive(ctx, SessionNegotiating)
	if err != nil {
		return err
	}
	for _, option := range []string{chosen.Encryption, chosen.Compression} {
		if option != "" && !strings.EqualFold(option, OptionNone) {
			return refusal(ReasonCodeInvalidNegotiationOptions, "The option "+option+" was not offered")
		}
	}
	return g.send(ctx, &Session{State: SessionNegotiating, Encryption: OptionNone, Compression: OptionNone})
}

func (g *signInGuard) authenticate(ctx context.Context, asking *Session) (entry, error) {
	proof := Authentication{Scheme: asking.Scheme}
	if asking.Authentication != nil {
		proof = *asking.Authentication
		if asking.Scheme != "" {
			proof.Scheme = asking.Scheme // it stands in one or both places: LIME reference, §3.2
		}
	}
	if !g.server.offers(proof.Scheme) {
		return entry{}, refusal(ReasonCodeAuthenticationFailed, "The scheme was not offered")
	}
	node := asking.From
	if proof.Scheme == SchemeGuest && node.Name == "" {
		node.Name = NewID()
	}
	if _, err := ParseNode(node.String()); err != nil {
		return entry{}, refusal(ReasonCodeAuthenticationFailed, "The session authentication failed: no valid from")
	}
	node, err := g.server.options.Authenticate(ctx, node, proof)
	if err != nil {
		return entry{}, err
	}
	if node.Instance == "" {
		node.Instance = NewID()[:8]
	}
	return entry{id: g.id, node: node, scheme: proof.Scheme}, nil
}

func (g *signInGuard) send(ctx context.Context, step *Session) error {
	step.ID, step.From = g.id, g.server.options.Node
	return g.transport.Send(ctx, step)
}

// receive waits for the session envelope with the wanted state.
func (g *signInGuard) receive(ctx context.Context, wanted SessionState) (*Session, error) {
	var envelope Envelope
	for broken := 1; ; broken++ {
		received, err := g.transport.Receive(ctx)
		if err == nil {
			envelope = received
			break
		}
		if !errors.Is(err, ErrBrokenFrame) {
			return nil, err
		}
		if broken == BrokenFramesMax {
			return nil, fmt.Errorf("%w: %w", errBrokenFrames, err)
		}
	}
	step, ok := envelope.(*Session)
	switch {
	case !ok:
		return nil, refusal(ReasonCodeInvalidAction, "A session must be established first")
	case step.State == SessionFinishing:
		return nil, errFinishedEarly
	case step.State != wanted:
		return nil, refusal(ReasonCodeInvalidAction, fmt.Sprintf("The state %s is expected", wanted))
	case wanted != SessionNew && step.ID != "" && step.ID != g.id:
		return nil, refusal(ReasonCodeSessionError, "The session id is not that of this session")
	}
	return step, nil
}

func (g *signInGuard) sayFinished() {
	ctx, cancel := context.WithTimeout(context.Background(), lastWordsTimeout)
	defer cancel()
	err := g.send(ctx, &Session{State: SessionFinished})
	if closing := g.transport.Close(); err == nil {
		err = closing
	}
	if err != nil {
		g.server.log.Debug("finish session", "peer", g.transport.RemoteDescription(), "error", err)
	}
}
