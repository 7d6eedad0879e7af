package lime

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
)

// signInStep is the ReasonError.Of of everything that a server refuses before a session stands.
const signInStep = "sign-in"

// signInFramesMax bounds what a server may send before the session is established.
const signInFramesMax = 64

// signIn takes a fresh transport to an established session, whose last envelope it returns with To
// set to the node that we really got (LIME reference, §3.1).
func signIn(ctx context.Context, transport Transport, node Node, proof Authentication, log *slog.Logger) (*Session, error) {
	ctx, cancel := context.WithTimeout(ctx, SignInTimeout)
	defer cancel()
	if proof.Scheme == SchemeGuest && node.Name == "" {
		node.Name = NewID()
	}
	if err := transport.Send(ctx, &Session{State: SessionNew}); err != nil {
		return nil, fmt.Errorf("%s: %w", signInStep, err)
	}
	asked := false
	for range signInFramesMax {
		envelope, err := transport.Receive(ctx)
		if errors.Is(err, ErrBrokenFrame) {
			log.Warn("frame dropped", "step", signInStep, "error", err)
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", signInStep, err)
		}
		news, ok := envelope.(*Session)
		if !ok {
			log.Warn("envelope before the session dropped", "kind", fmt.Sprintf("%T", envelope))
			continue
		}
		if news.State == SessionEstablished {
			return establishedAs(news, node), nil
		}
		answer, err := answerSession(news, node, proof, asked)
		if err != nil {
			return nil, err
		}
		if answer == nil {
			continue
		}
		asked = asked || answer.State == SessionAuthenticating
		if err := transport.Send(ctx, answer); err != nil {
			return nil, fmt.Errorf("%s: %w", signInStep, err)
		}
	}
	return nil, fmt.Errorf("%s: the server sent %d frames and no session", signInStep, signInFramesMax)
}

func establishedAs(news *Session, node Node) *Session {
	if news.To.IsZero() {
		news.To = node
	}
	return news
}

// answerSession is the client's half of the session machine: what to say to a server's envelope,
// nothing when there is nothing to say.
func answerSession(news *Session, node Node, proof Authentication, asked bool) (*Session, error) {
	switch news.State {
	case SessionNegotiating:
		if len(news.EncryptionOptions) == 0 && len(news.CompressionOptions) == 0 {
			return nil, nil // the server confirms what was chosen
		}
		return &Session{
			ID: news.ID, State: SessionNegotiating,
			Encryption:  choose(news.EncryptionOptions),
			Compression: choose(news.CompressionOptions),
		}, nil
	case SessionAuthenticating:
		if asked {
			return nil, fmt.Errorf("%s: the server asks for a second proof, which %s has not", signInStep, proof)
		}
		return &Session{
			ID: news.ID, From: node, State: SessionAuthenticating, Scheme: proof.Scheme, Authentication: &proof,
		}, nil
	case SessionFailed:
		failure := &ReasonError{Of: signInStep}
		if news.Reason != nil {
			failure.Reason = *news.Reason
		}
		return nil, failure
	}
	return nil, fmt.Errorf("%s: the server answers with the state %q", signInStep, news.State)
}

// choose prefers none: the transport encrypts, and compression is not for us (LIME reference, §4).
func choose(options []string) string {
	if len(options) == 0 || slices.Contains(options, OptionNone) {
		return OptionNone
	}
	return options[0]
}
