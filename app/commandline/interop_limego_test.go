package commandline_test

import (
	"context"
	"io"
	"log"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	limego "github.com/takenet/lime-go"
	"github.com/takenet/lime-go/chat"

	"activa/backend/lime"
)

// limeGoTimeout bounds one play of lime-go, v0.2.1: the protocol in Go by its owners, an independent
// peer that is here only in tests.
const limeGoTimeout = 30 * time.Second

// limeGo is one of its clients, with what it was notified of.
type limeGo struct {
	*limego.Client
	node   string
	notice chan *limego.Notification
}

func newLimeGo(t *testing.T, hub *served, name, domain string, prove func(*limego.ClientBuilder)) *limeGo {
	t.Helper()
	peer := &limeGo{node: name + "@" + domain + "/limego", notice: make(chan *limego.Notification, 16)}
	builder := limego.NewClientBuilder().Name(name).Domain(domain).Instance("limego").
		UseWebsocket(hub.address, nil, nil).AutoReplyPings().
		NotificationsHandlerFunc(func(_ context.Context, notification *limego.Notification) error {
			peer.notice <- notification
			return nil
		}).
		MessagesHandlerFunc(func(context.Context, *limego.Message, limego.Sender) error { return nil })
	prove(builder)
	peer.Client = builder.Build()
	return peer
}

// ask sends a command, in the name of the demo bot when asked to, and wants it to succeed.
func (l *limeGo) ask(ctx context.Context, t *testing.T, method limego.CommandMethod, to, uri string, resource limego.Document, forBot bool) {
	t.Helper()
	request := &limego.RequestCommand{Command: limego.Command{Envelope: limego.Envelope{ID: uuid.NewString()}, Method: method}}
	request.SetURIString(uri)
	if to != "" {
		request.SetToString(to)
	}
	if resource != nil {
		request.SetResource(resource)
	}
	if forBot {
		request.SetFromString(demoBot).SetPPString(l.node)
	}
	if answer, err := l.ProcessCommand(ctx, request); err != nil || answer.Status != limego.CommandStatusSuccess {
		t.Fatalf("%s %s: %+v, %v", method, uri, answer, err)
	}
}

func (l *limeGo) announce(ctx context.Context, t *testing.T) {
	t.Helper()
	l.ask(ctx, t, limego.CommandMethodSet, "", "/presence",
		&chat.Presence{Status: chat.PresenceStatusAvailable, RoutingRule: chat.RoutingRuleIdentity}, false)
	l.ask(ctx, t, limego.CommandMethodSet, "", "/receipt", &chat.Receipt{Events: []limego.NotificationEvent{
		limego.NotificationEventFailed, limego.NotificationEventAccepted, limego.NotificationEventDispatched,
		limego.NotificationEventReceived, limego.NotificationEventConsumed,
	}}, false)
}

// send sends a template message and waits until every receipt has come.
func (l *limeGo) send(ctx context.Context, t *testing.T, to string, forBot bool, content map[string]any) {
	t.Helper()
	document := limego.JsonDocument(content["content"].(map[string]any))
	message := &limego.Message{Envelope: limego.Envelope{ID: uuid.NewString()}}
	message.SetToString(to)
	message.SetContent(&document)
	if forBot {
		message.SetFromString(demoBot).SetPPString(l.node)
	}
	if err := l.SendMessage(ctx, message); err != nil {
		t.Fatal(err)
	}
	missing := strings.Split(everyReceipt, ",")
	for len(missing) > 0 {
		select {
		case notification := <-l.notice:
			if notification.ID != message.ID || notification.From.Identity.String() != to {
				t.Errorf("notified of %+v", notification)
			}
			missing = slices.DeleteFunc(missing, func(event string) bool { return event == string(notification.Event) })
		case <-ctx.Done():
			t.Fatalf("never notified of %v", missing)
		}
	}
}

func TestLimeGoClientAgainstServe(t *testing.T) {
	before := log.Writer()
	log.SetOutput(io.Discard) // lime-go tells the world of every listener it closes
	t.Cleanup(func() { log.SetOutput(before) })
	hub := serveDemo(t)
	t.Run("guest", func(t *testing.T) {
		playLimeGo(t, newLimeGo(t, hub, uuid.NewString(), "activa.local", func(b *limego.ClientBuilder) { b.GuestAuthentication() }), nil)
	})
	t.Run("plain", func(t *testing.T) {
		peer := newLimeGo(t, hub, hub.agent(t), "activa.local", func(b *limego.ClientBuilder) { b.PlainAuthentication(peerSecret) })
		playLimeGo(t, peer, func(ctx context.Context) { peer.sendAsAgent(ctx, t, hub) })
	})
	t.Run("external", func(t *testing.T) {
		agent := hub.agent(t)
		token := hub.token(t, agent)
		peer := newLimeGo(t, hub, agent, "activa.local", func(b *limego.ClientBuilder) { b.ExternalAuthentication(token, "activa.local") })
		playLimeGo(t, peer, func(ctx context.Context) { peer.sendAsAgent(ctx, t, hub) })
	})
	t.Run("key", func(t *testing.T) {
		bot, shown := hub.bot(t)
		key, err := lime.DecodeSecret(shown) // lime-go encodes what it is given
		if err != nil {
			t.Fatal(err)
		}
		peer := newLimeGo(t, hub, bot, "msging.net", func(b *limego.ClientBuilder) { b.KeyAuthentication(key) })
		playLimeGo(t, peer, func(ctx context.Context) {
			peer.announce(ctx, t)
			peer.ask(ctx, t, limego.CommandMethodGet, "postmaster@wa.gw.msging.net", "/message-templates?$take=5", nil, false)
			peer.send(ctx, t, hub.recipient(), false, templateMessage("hola", "Rita"))
		})
	})
	t.Run("wrong secret", func(t *testing.T) { refuseLimeGo(t, hub, hub.agent(t)) })
}

// sendAsAgent goes Online and sends in the name of the demo bot.
func (l *limeGo) sendAsAgent(ctx context.Context, t *testing.T, hub *served) {
	t.Helper()
	l.announce(ctx, t)
	l.ask(ctx, t, limego.CommandMethodSet, "postmaster@activa.local", "/x-activa/presence",
		&presenceDocument{Status: "Online"}, false)
	l.ask(ctx, t, limego.CommandMethodGet, "postmaster@wa.gw.msging.net", "/message-templates?$take=5", nil, true)
	l.send(ctx, t, hub.recipient(), true, templateMessage("aviso_demora", "Rita", "A-1", "mañana"))
}

// presenceDocument is the hub's own presence in lime-go's form.
type presenceDocument struct {
	Status string `json:"status"`
}

func (*presenceDocument) MediaType() limego.MediaType {
	return limego.MediaType{Type: "application", Subtype: "vnd.activa.presence", Suffix: "json"}
}

// playLimeGo signs in, pings, does its work and finishes.
func playLimeGo(t *testing.T, peer *limeGo, work func(ctx context.Context)) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limeGoTimeout)
	defer cancel()
	if err := peer.Establish(ctx); err != nil {
		t.Fatal(err)
	}
	peer.ask(ctx, t, limego.CommandMethodGet, "", "/ping", nil, false)
	if work != nil {
		work(ctx)
	}
	// Its own listener may take the hub's "finished" before it does itself; it tells that by the state.
	if err := peer.Close(); err != nil && !strings.Contains(err.Error(), "in the finished state") {
		t.Errorf("finish: %v", err)
	}
}

func refuseLimeGo(t *testing.T, hub *served, agent string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limeGoTimeout)
	defer cancel()
	transport, err := limego.DialWebsocket(ctx, hub.address, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	wrong := &limego.PlainAuthentication{}
	wrong.SetPasswordAsBase64("wrong")
	session, err := limego.NewClientChannel(transport, 8).EstablishSession(ctx,
		limego.NoneCompressionSelector, limego.NoneEncryptionSelector, limego.Identity{Name: agent, Domain: "activa.local"},
		func([]limego.AuthenticationScheme, limego.Authentication) limego.Authentication { return wrong }, "limego")
	if err != nil || session.State != limego.SessionStateFailed || session.Reason == nil || session.Reason.Code != lime.ReasonCodeAuthenticationFailed {
		t.Errorf("%+v, %v", session, err)
	}
}
