package lime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// desk is the handler that the tests' servers run: it knows four accounts, answers a few URIs, and
// acts on messages by their text. The same one stands behind the pipe, the sockets and the peers.
type desk struct {
	mu          sync.Mutex
	established []*ServerSession
	closed      []error
	seen        []Envelope
	kept        []Envelope
	receiptSet  int
	presenceSet int
	// forgetful makes it record nothing.
	forgetful bool
	// over, when set, gets what Closed gets.
	over chan error
	// onEstablished, when set, decides about a session.
	onEstablished func(*ServerSession) error
}

const deskDomain = "activa.local"

var deskNode = Node{Identity{"postmaster", deskDomain}, "#hub1"}

func (d *desk) Established(_ context.Context, session *ServerSession) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.onEstablished != nil {
		if err := d.onEstablished(session); err != nil {
			return err
		}
	}
	d.established = append(d.established, session)
	return nil
}

func (d *desk) Message(_ context.Context, session *ServerSession, message *Message) {
	d.record(message)
	var text string
	if json.Unmarshal(message.Content, &text) == nil && text == "panic" {
		panic("the handler was told to")
	}
	for _, event := range []Event{EventAccepted, EventReceived} {
		d.deliver(session, &Notification{ID: message.ID, From: message.To, Event: event})
	}
	d.deliver(session, &Message{ID: NewID(), From: message.To, Type: MediaTypeText, Content: []byte(`"echo"`)})
}

// deliver keeps what the session does not take yet until it says which events it takes
// (LIME reference, §26).
func (d *desk) deliver(session *ServerSession, envelope Envelope) {
	notification, ok := envelope.(*Notification)
	if ok && !session.Wants(notification.Event) || errors.Is(session.Send(envelope), ErrNoInbox) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.kept = append(d.kept, envelope)
	}
}

func (d *desk) Notification(_ context.Context, _ *ServerSession, notification *Notification) {
	d.record(notification)
}

func (d *desk) Command(_ context.Context, session *ServerSession, command *Command) *Command {
	d.record(command)
	switch command.URI {
	case "/echo":
		return command.Answer(MediaTypeJSON, json.RawMessage(`{"of":"`+session.Node().String()+`"}`))
	case "/late":
		pending := command.Answer("", nil)
		pending.Status = StatusPending
		_ = session.Answer(command, pending)
		time.AfterFunc(time.Second, func() { _ = session.Answer(command, command.Answer("", nil)) })
		return nil
	case "/never":
		return nil
	case "/panic":
		panic("the handler was told to")
	}
	return command.Failure(ReasonCodeResourceNotFound, "nothing there")
}

func (d *desk) Closed(_ *ServerSession, cause error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = append(d.closed, cause)
	if d.over != nil {
		d.over <- cause
	}
}

func (d *desk) PresenceSet(context.Context, *ServerSession) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.presenceSet++
}

func (d *desk) ReceiptSet(_ context.Context, session *ServerSession) {
	d.mu.Lock()
	kept := d.kept
	d.kept = nil
	d.receiptSet++
	d.mu.Unlock()
	for _, envelope := range kept {
		d.deliver(session, envelope)
	}
}

func (d *desk) record(envelope Envelope) {
	if d.forgetful {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seen = append(d.seen, envelope)
}

func (d *desk) session(t *testing.T) *ServerSession {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.established) == 0 {
		t.Fatal("no session is established")
	}
	return d.established[len(d.established)-1]
}

// deskSecret is the raw secret of every account.
const deskSecret = "segredo"

// deskAuthenticate lets in ana (plain), loja (key), rita (external token of activa.local), node1
// (transport) and guests.
func deskAuthenticate(_ context.Context, node Node, proof Authentication) (Node, error) {
	secret, _ := proof.Secret()
	ok := false
	switch proof.Scheme {
	case SchemeGuest:
		ok = true
	case SchemePlain:
		ok = node.Name == "ana" && secret == deskSecret
	case SchemeKey:
		ok = node.Name == "loja" && secret == deskSecret
	case SchemeTransport:
		ok = node.Name == "node1"
	case SchemeExternal:
		ok = node.Name == "rita" && proof.Token == "token-of-rita" && proof.Issuer == deskDomain
	}
	if !ok {
		return Node{}, fmt.Errorf("account %s: %w", node, ErrRefused)
	}
	return node, nil
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func newDeskServer(handler *desk, change func(*ServerOptions)) *Server {
	options := ServerOptions{Node: deskNode, Authenticate: deskAuthenticate, Handler: handler, Log: quiet}
	if change != nil {
		change(&options)
	}
	return NewServer(options)
}

var ana = Node{Identity{"ana", deskDomain}, "desk"}

// play is a server and a client that meet over pipes inside a bubble.
type play struct {
	t      *testing.T
	desk   *desk
	server *Server
	client *Client

	mu     sync.Mutex
	states []ConnectionState
	pipes  []Transport // the client's ends, in the order of the tries
	got    []Envelope
	dials  []time.Time
	noDial bool

	stop    context.CancelFunc
	stopped chan error
}

// inPlay runs a test in a bubble with a server and a client, not yet running, of the given options.
func inPlay(t *testing.T, change func(*ClientOptions, *ServerOptions), test func(t *testing.T, p *play)) {
	synctest.Test(t, func(t *testing.T) {
		p := &play{t: t, desk: &desk{}, stopped: make(chan error, 1)}
		options := ClientOptions{
			Dial: p.dial, Node: ana, Authentication: Plain(deskSecret), Log: quiet,
			Presence:       &Presence{Status: PresenceAvailable, RoutingRule: RoutingIdentity},
			Receipt:        AllReceipts(),
			OnState:        p.changed,
			OnMessage:      func(_ context.Context, m *Message) { p.received(m) },
			OnNotification: func(_ context.Context, n *Notification) { p.received(n) },
		}
		p.server = newDeskServer(p.desk, func(serverOptions *ServerOptions) {
			if change != nil {
				change(&options, serverOptions)
			}
		})
		p.client = NewClient(options)
		defer func() {
			if p.stop != nil {
				p.stop()
				if err := <-p.stopped; err != nil {
					t.Error(err)
				}
			}
		}()
		test(t, p)
		if err := p.server.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func (p *play) dial(context.Context) (Transport, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dials = append(p.dials, time.Now())
	if p.noDial {
		return nil, errors.New("no line")
	}
	client, server := Pipe()
	p.pipes = append(p.pipes, client)
	go func() { _ = p.server.Serve(context.Background(), server) }()
	return client, nil
}

func (p *play) changed(state ConnectionState) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.states = append(p.states, state)
}

func (p *play) received(envelope Envelope) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.got = append(p.got, envelope)
}

// start runs the client and waits until nothing moves any more.
func (p *play) start() {
	ctx, cancel := context.WithCancel(context.Background())
	p.stop = cancel
	go func() { p.stopped <- p.client.Run(ctx) }()
	synctest.Wait()
}

// cutLine ends the newest pipe as a broken network would.
func (p *play) cutLine() {
	p.mu.Lock()
	line := p.pipes[len(p.pipes)-1]
	p.mu.Unlock()
	_ = line.Close()
	synctest.Wait()
}

func (p *play) wantPhase(want Phase) {
	p.t.Helper()
	if state := p.client.State(); state.Phase != want {
		p.t.Fatalf("the client is %s (%v), want %s", state.Phase, state.Cause, want)
	}
}

// pass lets the bubble's time go by, and everything happen that is due by then.
func pass(duration time.Duration) {
	<-time.After(duration)
	synctest.Wait()
}
