package lime

import (
	"context"
	"io"
	"log"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	limego "github.com/takenet/lime-go"
	"github.com/takenet/lime-go/chat"
)

// lime-go v0.2.1 is the protocol in Go by its owners: an independent peer, here only in tests
// (LIME reference, §21, §22).

const peerTimeout = 20 * time.Second

func quietLimeGo(t *testing.T) {
	t.Helper()
	before := log.Writer()
	log.SetOutput(io.Discard)
	t.Cleanup(func() { log.SetOutput(before) })
}

func TestLimeGoClientAgainstOurServer(t *testing.T) {
	quietLimeGo(t)
	tests := map[string]struct {
		name  string
		prove func(*limego.ClientBuilder)
	}{
		"guest":     {uuid.NewString(), func(b *limego.ClientBuilder) { b.GuestAuthentication() }},
		"plain":     {"ana", func(b *limego.ClientBuilder) { b.PlainAuthentication(deskSecret) }},
		"key":       {"loja", func(b *limego.ClientBuilder) { b.KeyAuthentication(deskSecret) }},
		"transport": {"node1", func(b *limego.ClientBuilder) { b.TransportAuthentication() }},
		"external":  {"rita", func(b *limego.ClientBuilder) { b.ExternalAuthentication("token-of-rita", deskDomain) }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			handler := &desk{over: make(chan error, 1)}
			address := onLoopback(t, handler, WebOptions{})
			events, messages := make(chan limego.NotificationEvent, 8), make(chan *limego.Message, 8)
			builder := limego.NewClientBuilder().Name(test.name).Domain(deskDomain).Instance("limego").
				UseWebsocket(address, nil, nil).AutoReplyPings().
				NotificationsHandlerFunc(func(_ context.Context, n *limego.Notification) error {
					events <- n.Event
					return nil
				}).
				MessagesHandlerFunc(func(_ context.Context, m *limego.Message, _ limego.Sender) error {
					messages <- m
					return nil
				})
			test.prove(builder)
			client := builder.Build()
			ctx, cancel := context.WithTimeout(t.Context(), peerTimeout)
			defer cancel()
			if err := client.Establish(ctx); err != nil {
				t.Fatal(err)
			}
			limeGoCommands(t, ctx, client)
			limeGoExchange(t, ctx, client, events, messages)
			_ = client.Close() // it may trip over its own listener; what counts is that our server saw the end
			if cause := <-handler.over; cause != nil {
				t.Errorf("finish: %v", cause)
			}
			if node := handler.session(t).Node().String(); node != test.name+"@activa.local/limego" {
				t.Errorf("our server called it %s", node)
			}
		})
	}
}

func limeGoCommands(t *testing.T, ctx context.Context, client *limego.Client) {
	t.Helper()
	presence := &limego.RequestCommand{Command: limego.Command{Envelope: limego.Envelope{ID: "p"}, Method: limego.CommandMethodSet}}
	presence.SetURIString("/presence").SetResource(&chat.Presence{Status: chat.PresenceStatusAvailable, RoutingRule: chat.RoutingRuleIdentity})
	receipt := &limego.RequestCommand{Command: limego.Command{Envelope: limego.Envelope{ID: "r"}, Method: limego.CommandMethodSet}}
	receipt.SetURIString("/receipt").SetResource(&chat.Receipt{Events: []limego.NotificationEvent{
		limego.NotificationEventAccepted, limego.NotificationEventReceived, limego.NotificationEventFailed}})
	ping := &limego.RequestCommand{Command: limego.Command{Envelope: limego.Envelope{ID: "g"}, Method: limego.CommandMethodGet}}
	ping.SetURIString("/ping")
	nothing := &limego.RequestCommand{Command: limego.Command{Envelope: limego.Envelope{ID: "n"}, Method: limego.CommandMethodGet}}
	nothing.SetURIString("/nothing")
	for _, request := range []*limego.RequestCommand{presence, receipt, ping} {
		if answer, err := client.ProcessCommand(ctx, request); err != nil || answer.Status != limego.CommandStatusSuccess {
			t.Fatalf("%s %s: %+v, %v", request.Method, request.URI, answer, err)
		}
	}
	if answer, err := client.ProcessCommand(ctx, nothing); err != nil || answer.Reason == nil || answer.Reason.Code != ReasonCodeResourceNotFound {
		t.Errorf("get /nothing: %+v, %v", answer, err)
	}
}

func limeGoExchange(t *testing.T, ctx context.Context, client *limego.Client, events <-chan limego.NotificationEvent, messages <-chan *limego.Message) {
	t.Helper()
	message := &limego.Message{Envelope: limego.Envelope{ID: "m", To: limego.ParseNode(deskNode.String())}}
	message.SetContent(limego.TextDocument("olá"))
	if err := client.SendMessage(ctx, message); err != nil {
		t.Fatal(err)
	}
	for _, want := range []limego.NotificationEvent{limego.NotificationEventAccepted, limego.NotificationEventReceived} {
		select {
		case got := <-events:
			if got != want {
				t.Errorf("notified of %s, want %s", got, want)
			}
		case <-ctx.Done():
			t.Fatalf("never notified of %s", want)
		}
	}
	select {
	case echo := <-messages:
		if err := client.SendNotification(ctx, echo.Notification(limego.NotificationEventConsumed)); err != nil {
			t.Error(err)
		}
	case <-ctx.Done():
		t.Fatal("no message came")
	}
}

func TestLimeGoClientWithWrongSecretIsRefused(t *testing.T) {
	quietLimeGo(t)
	handler := &desk{}
	address := onLoopback(t, handler, WebOptions{})
	transport, err := limego.DialWebsocket(t.Context(), address, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	channel := limego.NewClientChannel(transport, 8)
	wrong := &limego.PlainAuthentication{}
	wrong.SetPasswordAsBase64("wrong")
	ctx, cancel := context.WithTimeout(t.Context(), peerTimeout)
	defer cancel()
	session, err := channel.EstablishSession(ctx, limego.NoneCompressionSelector, limego.NoneEncryptionSelector,
		limego.Identity{Name: "ana", Domain: deskDomain},
		func([]limego.AuthenticationScheme, limego.Authentication) limego.Authentication { return wrong }, "x")
	if err != nil || session.State != limego.SessionStateFailed || session.Reason == nil || session.Reason.Code != ReasonCodeAuthenticationFailed {
		t.Errorf("%+v, %v", session, err)
	}
}

// limeGoServer listens on loopback until the test ends; ana's password and loja's key are deskSecret.
func limeGoServer(t *testing.T) (address string) {
	t.Helper()
	quietLimeGo(t)
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	place := free.Addr().(*net.TCPAddr)
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	let := func(ok bool) (*limego.AuthenticationResult, error) {
		if ok {
			return limego.MemberAuthenticationResult(), nil
		}
		return limego.UnknownAuthenticationResult(), nil
	}
	server := limego.NewServerBuilder().Name("postmaster").Domain(deskDomain).Instance("#limego").
		ListenWebsocket(place, &limego.WebsocketConfig{}).
		EnableGuestAuthentication().
		EnablePlainAuthentication(func(_ context.Context, i limego.Identity, password string) (*limego.AuthenticationResult, error) {
			return let(i.Name == "ana" && password == deskSecret)
		}).
		EnableKeyAuthentication(func(_ context.Context, i limego.Identity, key string) (*limego.AuthenticationResult, error) {
			return let(i.Name == "loja" && key == deskSecret)
		}).
		EnableExternalAuthentication(func(_ context.Context, i limego.Identity, token, issuer string) (*limego.AuthenticationResult, error) {
			return let(i.Name == "rita" && token == "token-of-rita" && issuer == deskDomain)
		}).
		AutoReplyPings().
		RequestCommandsHandlerFunc(func(ctx context.Context, command *limego.RequestCommand, s limego.Sender) error {
			if command.URI.Path() == "/nothing" {
				return s.SendResponseCommand(ctx, command.FailureResponse(&limego.Reason{Code: ReasonCodeResourceNotFound}))
			}
			return s.SendResponseCommand(ctx, command.SuccessResponse())
		}).
		NotificationsHandlerFunc(func(context.Context, *limego.Notification) error { return nil }).
		MessagesHandlerFunc(func(ctx context.Context, message *limego.Message, s limego.Sender) error {
			if err := s.SendNotification(ctx, message.Notification(limego.NotificationEventReceived)); err != nil {
				return err
			}
			echo := &limego.Message{Envelope: limego.Envelope{ID: "echo"}}
			echo.SetContent(limego.TextDocument("echo"))
			return s.SendMessage(ctx, echo)
		}).Build()
	ended := make(chan error, 1)
	go func() {
		ended <- server.ListenAndServe()
		close(ended)
	}()
	t.Cleanup(func() {
		_ = server.Close() // it reports the listener it closed itself
		for err := range ended {
			t.Logf("lime-go server: %v", err)
		}
	})
	for { // its ListenAndServe does not say when it listens
		if line, err := net.Dial("tcp", place.String()); err == nil {
			_ = line.Close()
			return "ws://" + place.String()
		}
		select {
		case err := <-ended:
			t.Fatalf("lime-go server: %v", err)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func TestOurClientAgainstLimeGoServer(t *testing.T) {
	address := limeGoServer(t)
	tests := map[string]struct {
		name  string
		proof Authentication
	}{
		"guest":    {"", Guest()},
		"plain":    {"ana", Plain(deskSecret)},
		"key":      {"loja", Key(EncodeSecret(deskSecret))},
		"external": {"rita", External("token-of-rita", deskDomain)},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := make(chan Envelope, 8)
			client := connect(t, ClientOptions{
				Dial: dialTo(address), Node: Node{Identity: Identity{test.name, deskDomain}, Instance: "i"}, Authentication: test.proof,
				Presence: &Presence{Status: PresenceAvailable, RoutingRule: RoutingIdentity}, Receipt: AllReceipts(),
				OnMessage:      func(_ context.Context, m *Message) { got <- m },
				OnNotification: func(_ context.Context, n *Notification) { got <- n },
			})
			if node := client.State().Node; !strings.HasPrefix(node.String(), test.name) || node.Domain != deskDomain || node.Instance == "" {
				t.Errorf("we are %v", node)
			}
			ctx, cancel := context.WithTimeout(t.Context(), peerTimeout)
			defer cancel()
			if answer, err := client.Command(ctx, NewCommand(MethodGet, PathPing)); err != nil || answer.Type != MediaTypePing {
				t.Errorf("ping: %+v, %v", answer, err)
			}
			if answer, _ := client.Command(ctx, NewCommand(MethodGet, "/nothing")); answer == nil || answer.Reason == nil || answer.Reason.Code != ReasonCodeResourceNotFound {
				t.Errorf("get /nothing: %+v", answer)
			}
			if err := client.Send(ctx, &Message{ID: "m", Type: MediaTypeText, Content: []byte(`"olá"`)}); err != nil {
				t.Fatal(err)
			}
			if notification, ok := (<-got).(*Notification); !ok || notification.Event != EventReceived || notification.ID != "m" {
				t.Errorf("got %+v", notification)
			}
			if message, ok := (<-got).(*Message); !ok || string(message.Content) != `"echo"` {
				t.Errorf("got %+v", message)
			}
		})
	}
}

// lime-go refuses with code 1 where LIME says 13, so this is no refusal to us, only a reason.
func TestOurClientWithWrongSecretAtLimeGoServer(t *testing.T) {
	states := make(chan ConnectionState, 8)
	client := NewClient(ClientOptions{
		Dial: dialTo(limeGoServer(t)), Node: ana, Authentication: Plain("wrong"), Log: quiet,
		OnState: func(state ConnectionState) { states <- state },
	})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- client.Run(ctx) }()
	<-states
	state := <-states
	if state.Phase != Dropped || ReasonOf(state.Cause).Code != ReasonCodeGeneral {
		t.Errorf("%+v", state)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
