package lime

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

const (
	// httpInboxEvery is how often the inbox is asked for, as lime-transport-http does (LIME reference, §5).
	httpInboxEvery = 5 * time.Second
	// httpCommandsMax is how many commands wait for their answers at once; more wait to be sent.
	httpCommandsMax = 8
	// httpIncomingMax is how many envelopes wait to be received.
	httpIncomingMax = 64
	// httpRequestTimeout is longer than the server waits for its extensions (LIME reference, §5).
	httpRequestTimeout = HTTPAnswerTimeout + 15*time.Second
	// pathProfile is asked to see whether the key is taken (LIME reference, §18).
	pathProfile = "/profile"
)

// HTTPOptions say how a client speaks LIME over HTTP.
type HTTPOptions struct {
	Network NetworkOptions
	// RoundTripper replaces the way to the network.
	RoundTripper http.RoundTripper
}

// DialHTTP makes a transport that carries envelopes by HTTP requests to an "https:" or "http:" address
// (LIME reference, §5), for networks that let no WebSocket through. HTTP knows no session, so the steps
// of one, /presence and /receipt are answered here:
//
//	signing in          the key is tried by one question; HTTP status 401 is "failed" 13
//	commands            one request each; the answer is in the body
//	messages, notifications   one request each
//	what comes          the inbox, asked for every five seconds where the platform serves it
//
// Only SchemeKey and SchemePlain are possible. Nothing is asked before signing in.
func DialHTTP(address string, options HTTPOptions) (Transport, error) {
	base, err := url.Parse(strings.TrimRight(address, "/"))
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return nil, fmt.Errorf("%q is no address for HTTP", address)
	}
	ctx, cancel := context.WithCancelCause(context.Background()) // ended by Close
	return &httpLine{
		base: base, options: options, client: &http.Client{Transport: options.roundTripper(), CheckRedirect: asItCame},
		ctx: ctx, cancel: cancel, incoming: make(chan Envelope, httpIncomingMax), room: make(chan struct{}, httpCommandsMax),
	}, nil
}

// asItCame keeps a redirect from being followed: the key must not travel to another host.
func asItCame(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func (o HTTPOptions) roundTripper() http.RoundTripper {
	if o.RoundTripper != nil {
		return o.RoundTripper
	}
	return &http.Transport{
		Proxy: o.Network.ProxyFor, TLSClientConfig: o.Network.tls(), ForceAttemptHTTP2: true,
		TLSHandshakeTimeout: ConnectTimeout, MaxIdleConnsPerHost: httpCommandsMax, IdleConnTimeout: time.Minute,
		OnProxyConnectResponse: func(_ context.Context, proxy *url.URL, _ *http.Request, answer *http.Response) error {
			if answer.StatusCode != http.StatusOK {
				return &ProxyError{Proxy: proxy.Host, StatusCode: answer.StatusCode}
			}
			return nil
		},
	}
}

// httpLine is a Transport over HTTP.
type httpLine struct {
	base    *url.URL
	options HTTPOptions
	client  *http.Client
	ctx     context.Context
	cancel  context.CancelCauseFunc

	incoming chan Envelope
	room     chan struct{} // holds one token for each command under way

	mu            sync.Mutex
	authorization string
	node          Node
	noInbox       bool // the platform serves none
}

func (l *httpLine) RemoteDescription() string { return l.base.Host + " (HTTP)" }

// Close ends what is under way and frees the connections.
func (l *httpLine) Close() error {
	l.cancel(ErrClosed)
	l.client.CloseIdleConnections()
	return nil
}

// Receive gives what came; after the end it gives why.
func (l *httpLine) Receive(ctx context.Context) (Envelope, error) {
	select {
	case envelope := <-l.incoming:
		return envelope, nil
	default:
	}
	select {
	case envelope := <-l.incoming:
		return envelope, nil
	case <-l.ctx.Done():
		select {
		case envelope := <-l.incoming: // last words
			return envelope, nil
		default:
			return nil, fmt.Errorf("HTTP: %w", context.Cause(l.ctx))
		}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Send hands one envelope over. Commands are answered later; for the rest it waits until the platform
// took it.
func (l *httpLine) Send(ctx context.Context, envelope Envelope) error {
	if l.ctx.Err() != nil {
		return fmt.Errorf("HTTP: %w", context.Cause(l.ctx))
	}
	switch envelope := envelope.(type) {
	case *Session:
		return l.step(ctx, envelope)
	case *Command:
		if envelope.IsRequest() {
			return l.command(ctx, envelope)
		}
		return l.post(ctx, "/commands", envelope)
	case *Message:
		return l.post(ctx, "/messages", envelope)
	case *Notification:
		return l.post(ctx, "/notifications", envelope)
	}
	return fmt.Errorf("HTTP: cannot send a %T", envelope)
}

// put queues what came; only the end of the line keeps it from being received.
func (l *httpLine) put(envelope Envelope) {
	select {
	case l.incoming <- envelope:
	case <-l.ctx.Done():
	}
}

// end closes the line for a reason that Receive tells.
func (l *httpLine) end(cause error) { l.cancel(cause) }

// step answers a step of the session as a server would.
func (l *httpLine) step(ctx context.Context, step *Session) error {
	switch step.State {
	case SessionNew:
		l.put(&Session{ID: NewID(), State: SessionAuthenticating, SchemeOptions: []Scheme{SchemeKey, SchemePlain}})
	case SessionAuthenticating:
		return l.signIn(ctx, step)
	case SessionFinishing:
		l.put(&Session{ID: step.ID, State: SessionFinished})
	}
	return nil
}

// signIn tries the key by one question. Any answer in LIME means that the key was taken.
func (l *httpLine) signIn(ctx context.Context, asking *Session) error {
	authorization, err := httpAuthorization(asking)
	if err != nil {
		return err
	}
	l.mu.Lock()
	l.authorization, l.node = authorization, asking.From
	l.mu.Unlock()
	question := NewCommand(MethodGet, pathProfile)
	question.ID = NewID()
	_, err = l.ask(ctx, &question)
	if errors.Is(err, ErrRefused) {
		l.put(&Session{ID: asking.ID, State: SessionFailed, Reason: &Reason{ReasonCodeAuthenticationFailed, "HTTP status 401"}})
		return nil
	}
	if err != nil {
		return err
	}
	l.put(&Session{ID: asking.ID, From: Node{Identity: Identity{Name: "postmaster", Domain: asking.From.Domain}}, To: asking.From, State: SessionEstablished})
	go l.collect()
	return nil
}

// httpAuthorization is the header for a session's proof (LIME reference, §5).
func httpAuthorization(asking *Session) (string, error) {
	proof := asking.Authentication
	switch {
	case proof != nil && asking.Scheme == SchemeKey:
		token, err := HTTPToken(asking.From.Name, proof.Key)
		return "Key " + token, err
	case proof != nil && asking.Scheme == SchemePlain:
		password, err := DecodeSecret(proof.Password)
		return "Basic " + EncodeSecret(asking.From.String()+":"+password), err
	}
	return "", fmt.Errorf("%s: the scheme %q is not possible over HTTP", signInStep, asking.Scheme)
}

// command asks a question in a request of its own, so that a slow answer holds up nobody.
func (l *httpLine) command(ctx context.Context, command *Command) error {
	if answer := l.answerItself(command); answer != nil {
		l.put(answer)
		return nil
	}
	select {
	case l.room <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	case <-l.ctx.Done():
		return fmt.Errorf("HTTP: %w", context.Cause(l.ctx))
	}
	go func() {
		defer func() { <-l.room }()
		answer, err := l.ask(l.ctx, command)
		var status *HTTPStatusError
		switch {
		case err == nil && answer != nil:
			l.put(answer)
		case errors.As(err, &status) && !status.Page:
			l.put(command.unanswered(err))
		case errors.Is(err, ErrRefused):
			l.put(&Session{State: SessionFailed, Reason: &Reason{ReasonCodeAuthenticationFailed, "HTTP status 401"}})
		case err != nil:
			l.end(err)
		}
	}()
	return nil
}

// answerItself answers what is about the session, and pings while the inbox shows that the line is alive.
func (l *httpLine) answerItself(command *Command) *Command {
	uri, err := ParseURI(command.URI)
	if err != nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case uri.Path() == PathPresence, uri.Path() == PathReceipt:
		return command.Answer("", nil)
	case isPing(command) && !l.noInbox:
		return pong(command)
	}
	return nil
}
