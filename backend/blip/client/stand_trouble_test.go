package client_test

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

// served is a stand on real sockets.
func served(t *testing.T, stand *blipstand.Stand, around func(http.Handler) http.Handler) *httptest.Server {
	t.Helper()
	web := httptest.NewServer(around(stand.Handler()))
	t.Cleanup(func() {
		if err := stand.Close(context.Background()); err != nil {
			t.Error(err)
		}
		web.CloseClientConnections()
		web.Close()
	})
	return web
}

func asItIs(next http.Handler) http.Handler { return next }

// noSockets is a network that lets no WebSocket through.
func noSockets(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if websocket.IsWebSocketUpgrade(r) {
			http.Error(w, "not here", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// reach connects to a stand on real sockets until the line is connected, refused or dropped with a cause.
func reach(t *testing.T, web *httptest.Server, change func(*client.Options)) (*onStand, desk.ConnectionNews, *client.Dialer) {
	t.Helper()
	node, err := lime.ParseNode(standRouter + "/activa-1")
	if err != nil {
		t.Fatal(err)
	}
	dialer := &client.Dialer{WebSocket: "ws" + strings.TrimPrefix(web.URL, "http"), HTTP: web.URL, Contract: "acme"}
	options := client.Options{Blip: true, Dialer: dialer, Node: node, Authentication: lime.Key(routerKey), Campaign: client.CampaignOptions{Sender: standEmail},
		OnBlip: client.BlipOptions{Agent: desk.Account{Identity: standAgent, Name: "Ana Lima"}}}
	change(&options)
	on := &onStand{Client: client.New(options)}
	settled := make(chan desk.ConnectionNews, 64)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- on.Run(ctx, func(news desk.News) {
			on.hear(news)
			if told, is := news.(desk.ConnectionNews); is && told.Phase != desk.Connecting {
				settled <- told
			}
		})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil && fault.CodeOf(err) != desk.CredentialsRefused {
			t.Error(err)
		}
	})
	select {
	case told := <-settled:
		return on, told, dialer
	case <-time.After(20 * time.Second):
		t.Fatal("nothing was told of the line")
		return nil, desk.ConnectionNews{}, nil
	}
}

func TestWhereWebSocketIsBlockedHTTPDoesIt(t *testing.T) { // LIME and Blip, §5
	for name, inbox := range map[string]bool{"with an inbox": true, "without one": false} {
		t.Run(name, func(t *testing.T) {
			stand := newStand(func(options *blipstand.Options) { options.Bots[0].HasDesk, options.Router = true, false })
			strictly(t, stand)
			if !inbox {
				stand.NoInbox()
			}
			on, told, dialer := reach(t, served(t, stand, noSockets), func(*client.Options) {})
			if told.Phase != desk.Connected || !dialer.OverHTTP() {
				t.Fatalf("told %+v, over HTTP %t", told, dialer.OverHTTP())
			}
			template := templateOf(t, on)
			if err := on.Send(t.Context(), activeTo(standNew, template), template); err != nil {
				t.Fatal(err)
			}
			if left := stand.Delivered(); len(left) != 1 || left[0].Phone != standNew {
				t.Errorf("left: %+v", left)
			}
			stand.HTTPStatus(http.StatusTooManyRequests, 1, time.Minute)
			again := activeTo(standKnown, template)
			if err := on.Send(t.Context(), again, template); fault.CodeOf(err) != desk.NotHandedOver {
				t.Errorf("throttled: %v", err)
			}
			if _, err := on.SearchContacts(t.Context(), standRouter, "Bia", 5); fault.CodeOf(err) != client.TooManyCommands {
				t.Errorf("within the window of 429: %v", err)
			}
			if len(stand.Delivered()) != 1 {
				t.Error("the platform was not left alone")
			}
		})
	}
}

func TestWhatIsWrongOnTheWayIsSaid(t *testing.T) {
	expired := func(options *client.Options) {
		options.Node.Identity = lime.Identity{Name: "ana.lima%40example.com", Domain: "blip.ai"}
		options.Authentication = lime.External("old", "account.blip.ai")
	}
	for name, one := range map[string]struct {
		change func(*client.Options)
		around func(http.Handler) http.Handler
		phase  desk.ConnectionPhase
		code   fault.Code
	}{
		"wrong key":                {func(o *client.Options) { o.Authentication = lime.Key(lime.EncodeSecret("wrong")) }, asItIs, desk.Refused, desk.CredentialsRefused},
		"right key, wrong bot":     {func(o *client.Options) { o.Authentication = lime.Key(serviceKey) }, asItIs, desk.Refused, desk.CredentialsRefused},
		"wrong key over HTTP":      {func(o *client.Options) { o.Authentication = lime.Key(lime.EncodeSecret("wrong")) }, noSockets, desk.Refused, desk.CredentialsRefused},
		"token that is over":       {expired, asItIs, desk.Refused, client.TokenExpired},
		"a page for people":        {func(*client.Options) {}, portal, desk.Dropped, client.CaptivePortal},
		"a contract of nobody":     {func(*client.Options) {}, status(http.StatusNotFound), desk.Dropped, client.ContractUnknown},
		"throttled from the start": {func(*client.Options) {}, status(http.StatusTooManyRequests), desk.Dropped, client.TooManyCommands},
	} {
		t.Run(name, func(t *testing.T) {
			stand := newStand(func(options *blipstand.Options) {
				options.People = []blipstand.Person{{Email: standEmail, Token: "old", ExpiresAt: time.Now().Add(-time.Hour)}}
			})
			_, told, _ := reach(t, served(t, stand, one.around), one.change)
			if told.Phase != one.phase || fault.CodeOf(told.Cause) != one.code {
				t.Errorf("told %s: %v", told.Phase, told.Cause)
			}
		})
	}
}

func portal(http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<html>Welcome to the hotel</html>")
	})
}

func status(code int) func(http.Handler) http.Handler {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
	}
}

func TestErrorsOfDiallingHaveTheirCodes(t *testing.T) {
	secured := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(secured.Close)
	trusting := x509.NewCertPool()
	trusting.AddCert(secured.Certificate())
	proxy := httptest.NewServer(status(http.StatusProxyAuthRequired)(nil))
	t.Cleanup(proxy.Close)
	through, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	secure := "wss" + strings.TrimPrefix(secured.URL, "https")
	found := func(context.Context, string) ([]string, error) { return []string{"192.0.2.1"}, nil }
	lost := func(context.Context, string) ([]string, error) { return nil, &net.DNSError{IsNotFound: true} }
	for name, one := range map[string]struct {
		dialer *client.Dialer
		code   fault.Code
	}{
		"certificate of nobody":     {&client.Dialer{WebSocket: secure}, client.TLSIntercepted},
		"certificate of another":    {&client.Dialer{WebSocket: strings.Replace(secure, "127.0.0.1", "localhost", 1), Network: lime.NetworkOptions{RootCAs: trusting}}, client.CaptivePortal},
		"name of no contract":       {&client.Dialer{WebSocket: "wss://no-such.invalid", Contract: "no-such", Lookup: found}, client.ContractUnknown},
		"no names at all":           {&client.Dialer{WebSocket: "wss://no-such.invalid", Contract: "no-such", Lookup: lost}, client.HostUnreachable},
		"nobody listens":            {&client.Dialer{WebSocket: "ws://127.0.0.1:1"}, client.HostUnreachable},
		"the proxy says no":         {&client.Dialer{WebSocket: secure, Network: lime.NetworkOptions{Proxy: http.ProxyURL(through)}}, client.ProxyRefused},
		"WebSocket only, and no WS": {&client.Dialer{WebSocket: secure, Route: client.RouteWebSocket, Network: lime.NetworkOptions{RootCAs: trusting}}, client.WebSocketBlocked},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := one.dialer.Dial(t.Context())
			if fault.CodeOf(err) != one.code {
				t.Errorf("told as %v", err)
			}
		})
	}
}

func TestWhatTheFirstQuestionsMeanForTheKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stand := newStand(func(options *blipstand.Options) { options.Bots[0].Denied = []string{"contacts", "campaigns"} })
		on := newOnStand(t, stand, func(options *client.Options) {
			service := *options.OnBlip.Service
			options.Dial, options.Node, options.Authentication = service.Dial, service.Node, service.Authentication
			options.OnBlip.Service = nil
		})
		run(t, on)
		if _, err := on.Templates(t.Context(), standService); fault.CodeOf(client.Diagnose(err)) != client.KeyOfAnotherBot {
			t.Errorf("a bot without a number: %v", err)
		}
		both := newOnStandUntil(t, stand)
		run(t, both)
		if _, err := both.SearchContacts(t.Context(), standRouter, "Bia", 5); fault.CodeOf(client.Diagnose(err)) != client.KeyWithoutRights {
			t.Errorf("a key without rights: %v", err)
		}
	})
}

func TestATokenThatEndsInTheMiddleIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		claims, _ := json.Marshal(map[string]any{"exp": time.Now().Add(time.Hour).Unix()}) // numbers: cannot fail
		token := "e30." + strings.TrimRight(lime.EncodeSecret(string(claims)), "=") + ".s"
		stand := newStand(func(options *blipstand.Options) {
			options.People = []blipstand.Person{{Email: standEmail, Token: token, ExpiresAt: time.Now().Add(time.Hour)}}
		})
		on := newOnStand(t, stand, func(options *client.Options) {
			options.Node = lime.Node{Identity: lime.Identity{Name: "ana.lima%40example.com", Domain: "blip.ai"}, Instance: "!desk"}
			options.Authentication = lime.External(token, "account.blip.ai")
			options.OnBlip.Bot, options.OnBlip.Service = standRouter, nil
		})
		ended := make(chan error, 1)
		go func() { ended <- on.Run(t.Context(), on.hear) }()
		settle(time.Hour + time.Minute)
		stand.TakeKey(standAgent)
		err := <-ended
		var inside *fault.Fault
		if fault.CodeOf(err) != desk.CredentialsRefused || !errors.As(errors.Unwrap(err), &inside) || inside.Code != client.TokenExpired {
			t.Errorf("Run ended with %v", err)
		}
		refused := heard[desk.ConnectionNews](on)
		if last := refused[len(refused)-1]; last.Phase != desk.Refused || fault.CodeOf(last.Cause) != client.TokenExpired {
			t.Errorf("told %+v", last)
		}
	})
}

// TestThePlatformsReasonsReachTheSentTab refuses a campaign with every reason there is: each ends its
// message as Failed with that very code, and nothing is sent again.
func TestThePlatformsReasonsReachTheSentTab(t *testing.T) {
	codes := []int{doc.ReasonRecipientInAttendance}
	for code := 1; code <= 101; code++ {
		codes = append(codes, code)
	}
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		on := newOnStand(t, stand)
		run(t, on)
		template := templateOf(t, on)
		for _, code := range codes {
			stand.Refuse(lime.MethodSet, "/campaign", code, 1)
			if err := on.Send(t.Context(), activeTo(fmt.Sprintf("+551198765%04d", code), template), template); err != nil {
				t.Fatalf("%d: %v", code, err)
			}
		}
		settle(time.Second)
		told := map[desk.MessageID]int{}
		for _, news := range heard[desk.ReceiptNews](on) {
			told[news.ID] = news.Receipt.Reason.Code
		}
		for _, code := range codes {
			if got := told[desk.MessageID(fmt.Sprintf("m+551198765%04d", code))]; got != code {
				t.Errorf("refused with %d, told %d", code, got)
			}
		}
		if left := stand.Delivered(); len(left) != 0 {
			t.Errorf("%d messages left", len(left))
		}
	})
}
