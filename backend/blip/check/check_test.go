package check_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/check"
	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

// platform is the stand-in of Blip over real sockets: it answers what Blip documents, and nothing else.
type platform struct {
	web             http.Handler
	router, service check.Bot
}

func bot(identity, key string) check.Bot {
	parsed, err := lime.ParseIdentity(identity)
	if err != nil {
		panic(err)
	}
	return check.Bot{Node: lime.Node{Identity: parsed, Instance: "check"}, Authentication: lime.Key(key)}
}

func newPlatform(t *testing.T) platform {
	t.Helper()
	routerKey, serviceKey := lime.EncodeSecret("key of the router"), lime.EncodeSecret("key of the service bot")
	there := platform{router: bot("router@msging.net", routerKey), service: bot("service@msging.net", serviceKey)}
	stand := blipstand.New(blipstand.Options{Router: true, Bots: []blipstand.Bot{
		{ID: "router@msging.net", Key: routerKey, HasNumber: true}, {ID: "service@msging.net", Key: serviceKey, HasDesk: true}}})
	t.Cleanup(func() {
		if err := stand.Close(context.Background()); err != nil {
			t.Error(err)
		}
		for _, one := range stand.Broken() {
			t.Errorf("not documented: %s", one)
		}
	})
	there.web = stand.Handler()
	return there
}

// serve gives the addresses of a handler on this machine.
func serve(t *testing.T, handler http.Handler) (webSocket, web string) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return "ws" + strings.TrimPrefix(server.URL, "http"), server.URL
}

func (p platform) target(webSocket, web string) check.Target {
	service := p.service
	return check.Target{WebSocket: webSocket, HTTP: web, Router: p.router, Service: &service, Network: lime.NetworkOptions{Proxy: noProxy}}
}

func noProxy(*http.Request) (*url.URL, error) { return nil, nil }

// walk is what some steps found, every step once.
func walk(t *testing.T, target check.Target, steps ...check.Step) map[check.Step]check.Result {
	t.Helper()
	if len(steps) == 0 {
		steps = check.Steps()
	}
	found := map[check.Step]check.Result{}
	check.Run(t.Context(), target, steps, func(result check.Result) {
		if before, told := found[result.Step]; told && before.State != check.Running {
			t.Errorf("%s is told after its end", result.Step)
		}
		found[result.Step] = result
	})
	for _, step := range steps {
		if result, told := found[step]; !told || result.State == check.Running {
			t.Errorf("%s came to no end: %+v", step, result)
		}
	}
	return found
}

func want(t *testing.T, found map[check.Step]check.Result, step check.Step, state check.State, code fault.Code) check.Result {
	t.Helper()
	result := found[step]
	if result.State != state || result.Code != code {
		t.Errorf("%s is %s %s (%v), want %s %s", step, result.State, result.Code, result.Cause, state, code)
	}
	return result
}

func TestEveryStepOfAConnectionThatWorks(t *testing.T) {
	there := newPlatform(t)
	found := walk(t, there.target(serve(t, there.web)))
	want(t, found, check.Name, check.Fine, "")
	want(t, found, check.TLS, check.Skipped, check.NotEncrypted)
	want(t, found, check.WebSocket, check.Fine, "")
	if facts := want(t, found, check.SignIn, check.Fine, "").Facts; facts["bots"] != "router, service" || facts["route"] != "websocket" {
		t.Errorf("signed in: %v", facts)
	}
	want(t, found, check.Templates, check.Warning, check.NoTemplates) // a fresh bot has none
	want(t, found, check.Contacts, check.Fine, "")
	want(t, found, check.Campaigns, check.Fine, "")
	want(t, found, check.Tickets, check.Fine, "")
}

func TestAStepAloneOpensWhatItNeeds(t *testing.T) {
	there := newPlatform(t)
	target := there.target(serve(t, there.web))
	for _, step := range check.Steps() {
		if found := walk(t, target, step); found[step].State == check.Failed {
			t.Errorf("%s alone: %+v", step, found[step])
		}
	}
}

func TestABlockedWebSocketGoesOnByHTTP(t *testing.T) {
	there := newPlatform(t)
	blocked := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Upgrade") != "" {
			http.Error(w, "no upgrades here", http.StatusForbidden)
			return
		}
		there.web.ServeHTTP(w, r)
	})
	found := walk(t, there.target(serve(t, blocked)))
	want(t, found, check.WebSocket, check.Warning, client.WebSocketBlocked)
	if facts := want(t, found, check.SignIn, check.Fine, "").Facts; facts["route"] != "http" {
		t.Errorf("signed in: %v", facts)
	}
	want(t, found, check.Contacts, check.Fine, "")
	want(t, found, check.Tickets, check.Fine, "")
}

func TestWrongKeys(t *testing.T) {
	there := newPlatform(t)
	webSocket, web := serve(t, there.web)
	wrong := lime.Key(lime.EncodeSecret("nobody's key"))
	for name, c := range map[string]struct {
		router, service lime.Authentication
		code            fault.Code
		bot             string
	}{
		"a wrong key of the router":  {wrong, there.service.Authentication, desk.CredentialsRefused, "router"},
		"a wrong key of the service": {there.router.Authentication, wrong, desk.CredentialsRefused, "service"},
		"the service's key for both": {there.service.Authentication, there.service.Authentication, client.KeyOfAnotherBot, "service"},
		"the router's key for both":  {there.router.Authentication, there.router.Authentication, client.KeyOfAnotherBot, "router"},
		"each the other's":           {there.service.Authentication, there.router.Authentication, check.SwappedKeys, ""},
	} {
		t.Run(name, func(t *testing.T) {
			target := there.target(webSocket, web)
			target.Router.Authentication, target.Service.Authentication = c.router, c.service
			found := walk(t, target)
			if result := want(t, found, check.SignIn, check.Failed, c.code); result.Facts["bot"] != c.bot {
				t.Errorf("told of the bot %q", result.Facts["bot"])
			}
			for _, step := range []check.Step{check.Templates, check.Contacts, check.Campaigns, check.Tickets} {
				want(t, found, step, check.Skipped, check.StepBefore)
			}
		})
	}
}

func TestAnExpiredTokenIsToldAsSuch(t *testing.T) {
	there := newPlatform(t)
	target := there.target(serve(t, there.web))
	target.Service = nil
	const over = "e30.eyJleHAiOjE3MDAwMDAwMDB9.c2ln" // a JWT that ended in November 2023
	target.Router.Authentication = lime.External(over, "account.blip.ai")
	want(t, walk(t, target), check.SignIn, check.Failed, client.TokenExpired)
}

// denying is a platform that refuses by node, and has nothing elsewhere.
type denying map[string]lime.Reason

func (denying) Established(context.Context, *lime.ServerSession) error                { return nil }
func (denying) Message(context.Context, *lime.ServerSession, *lime.Message)           {}
func (denying) Notification(context.Context, *lime.ServerSession, *lime.Notification) {}
func (denying) Closed(*lime.ServerSession, error)                                     {}
func (d denying) Command(_ context.Context, _ *lime.ServerSession, command *lime.Command) *lime.Command {
	if reason, refuses := d[command.To.Identity.String()]; refuses {
		return command.Failure(reason.Code, reason.Description)
	}
	return command.Failure(lime.ReasonCodeResourceNotFound, "")
}

// answering is a platform whose answers to some nodes are a refusal.
func answering(t *testing.T, reasons map[string]lime.Reason) check.Target {
	t.Helper()
	server := lime.NewServer(lime.ServerOptions{
		Node:         lime.Node{Identity: lime.Identity{Name: "postmaster", Domain: "msging.net"}},
		Authenticate: func(_ context.Context, node lime.Node, _ lime.Authentication) (lime.Node, error) { return node, nil },
		Handler:      denying(reasons),
	})
	webSocket, web := serve(t, server.Handler(lime.WebOptions{}))
	return platform{router: bot("router@msging.net", "a2V5"), service: bot("service@msging.net", "a2V5")}.target(webSocket, web)
}

func TestKeysWithoutRights(t *testing.T) {
	for name, c := range map[string]struct {
		node   string
		reason lime.Reason
		step   check.Step
		state  check.State
		code   fault.Code
	}{
		"templates of another bot": {doc.WhatsAppNode, lime.Reason{Code: 81, Description: "no account"}, check.Templates, check.Failed, client.KeyOfAnotherBot},
		"templates by text":        {doc.WhatsAppNode, lime.Reason{Code: 61, Description: "WhatsApp Business Account id missing"}, check.Templates, check.Failed, client.KeyOfAnotherBot},
		"templates not allowed":    {doc.WhatsAppNode, lime.Reason{Code: 35}, check.Templates, check.Failed, client.KeyWithoutRights},
		"no campaigns, 35":         {doc.CampaignNode, lime.Reason{Code: 35}, check.Campaigns, check.Failed, check.NoCampaigns},
		"no campaigns, 62":         {doc.CampaignNode, lime.Reason{Code: 62}, check.Campaigns, check.Failed, check.NoCampaigns},
		"no campaigns, 66":         {doc.CampaignNode, lime.Reason{Code: 66}, check.Campaigns, check.Failed, check.NoCampaigns},
		"no tickets":               {doc.DeskNode, lime.Reason{Code: 66}, check.Tickets, check.Warning, check.NoTickets},
		"an unknown refusal":       {doc.ContactsNode, lime.Reason{Code: 101, Description: "odd"}, check.Contacts, check.Failed, client.Refused},
	} {
		t.Run(name, func(t *testing.T) {
			want(t, walk(t, answering(t, map[string]lime.Reason{c.node: c.reason})), c.step, c.state, c.code)
		})
	}
}

func TestTheDirectRouteNeedsNoCampaigns(t *testing.T) {
	target := answering(t, map[string]lime.Reason{doc.CampaignNode: {Code: 35}})
	target.DirectRoute = true
	want(t, walk(t, target), check.Campaigns, check.Skipped, check.DirectRoute)
}

func TestCaptivePortals(t *testing.T) {
	page := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<h1>Welcome to the airport</h1>")
	}
	leading := func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://login.airport.example/", http.StatusFound)
	}
	for name, handler := range map[string]http.HandlerFunc{"a page": page, "a redirect": leading} {
		t.Run(name, func(t *testing.T) {
			there := platform{router: bot("router@msging.net", "a2V5"), service: bot("service@msging.net", "a2V5")}
			found := walk(t, there.target(serve(t, handler)))
			want(t, found, check.WebSocket, check.Failed, client.CaptivePortal)
			want(t, found, check.SignIn, check.Skipped, check.StepBefore)
		})
	}
}

// secured serves over TLS by a certificate of its own and gives the pool that trusts it.
func secured(t *testing.T, handler http.Handler, host string, from, until time.Time) (target check.Target, trusting *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Entregas CA", Organization: []string{"Entregas"}},
		NotBefore: from, NotAfter: until, DNSNames: []string{host}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}}
	server.StartTLS()
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	trusting = x509.NewCertPool()
	trusting.AddCert(parsed)
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	target = platform{router: bot("router@msging.net", "a2V5")}.target("wss://localhost:"+port, "https://localhost:"+port)
	target.Service = nil
	return target, trusting
}

func TestTLS(t *testing.T) {
	now, day := time.Now(), 24*time.Hour
	server := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUpgradeRequired) }
	for name, c := range map[string]struct {
		host        string
		from, until time.Time
		trusted     bool
		ahead       time.Duration // of this machine's clock
		code        fault.Code
		facts       fault.Parameters
	}{
		"trusted by its own root": {"localhost", now.Add(-day), now.Add(day), true, 0, "", fault.Parameters{"issuer": "Entregas", "root": "own", "clock": "0"}},
		"signed by nobody":        {"localhost", now.Add(-day), now.Add(day), false, 0, client.TLSIntercepted, fault.Parameters{"issuer": "Entregas"}},
		"of another host":         {"portal.example", now.Add(-day), now.Add(day), true, 0, client.CaptivePortal, fault.Parameters{"host": "localhost"}},
		"clock a day ahead":       {"localhost", now.Add(-2 * day), now.Add(3 * day), true, day, client.ClockWrong, fault.Parameters{"minutes": "1440"}},
		"clock out of its time":   {"localhost", now.Add(-day), now.Add(day), true, -3 * day, client.ClockWrong, fault.Parameters{"minutes": "-4320"}},
		"expired, clock right":    {"localhost", now.Add(-2 * day), now.Add(-day), true, 0, client.TLSIntercepted, fault.Parameters{"issuer": "Entregas"}},
	} {
		t.Run(name, func(t *testing.T) {
			target, trusting := secured(t, http.HandlerFunc(server), c.host, c.from, c.until)
			if c.trusted {
				target.Network.RootCAs, target.OwnRoots = trusting, true
			}
			target.Now = func() time.Time { return time.Now().Add(c.ahead) }
			state := check.Failed
			if c.code == "" {
				state = check.Fine
			}
			result := want(t, walk(t, target, check.TLS), check.TLS, state, c.code)
			for name, value := range c.facts {
				if got := result.Facts[name]; got != value && name != "clock" {
					t.Errorf("%s is %q, want %q", name, got, value)
				}
			}
		})
	}
}

func TestHosts(t *testing.T) {
	nobody := &net.DNSError{Err: "no such host", Name: "x", IsNotFound: true}
	finding := func(known ...string) func(context.Context, string) ([]string, error) {
		return func(_ context.Context, host string) ([]string, error) {
			if slices.Contains(known, host) {
				return []string{"192.0.2.1"}, nil
			}
			return nil, nobody
		}
	}
	target := check.Target{WebSocket: "wss://sur.ws.msging.net:443", Contract: "sur", Network: lime.NetworkOptions{Proxy: noProxy}, Router: bot("router@msging.net", "a2V5")}
	for name, c := range map[string]struct {
		known []string
		code  fault.Code
	}{
		"no network at all":    {nil, client.HostUnreachable},
		"a contract of nobody": {[]string{"ws.msging.net"}, client.ContractUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			target.Lookup = finding(c.known...)
			found := walk(t, target)
			want(t, found, check.Name, check.Failed, c.code)
			want(t, found, check.TLS, check.Skipped, check.StepBefore)
		})
	}
}

func TestASocketThatIsRefused(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	there := platform{router: bot("router@msging.net", "a2V5"), service: bot("service@msging.net", "a2V5")}
	found := walk(t, there.target("ws://"+address, "http://"+address))
	result := want(t, found, check.TLS, check.Failed, client.HostUnreachable)
	if result.Facts["host"] != "127.0.0.1" {
		t.Errorf("told of the host %q", result.Facts["host"])
	}
}

func TestAProxyThatRefuses(t *testing.T) {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "who are you", http.StatusProxyAuthRequired)
	}))
	defer proxy.Close()
	at, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	at.User = url.UserPassword("ana", "hunter2")
	target := check.Target{
		WebSocket: "wss://sur.ws.msging.net:443", Contract: "sur", Router: bot("router@msging.net", "a2V5"),
		Network: lime.NetworkOptions{Proxy: func(*http.Request) (*url.URL, error) { return at, nil }},
	}
	found := walk(t, target)
	if facts := want(t, found, check.Name, check.Fine, "").Facts; facts["proxy"] != at.Host {
		t.Errorf("told of the proxy %q", facts["proxy"])
	}
	result := want(t, found, check.TLS, check.Failed, client.ProxyRefused)
	if text := fmt.Sprint(result.Facts, result.Cause); strings.Contains(text, "hunter2") {
		t.Errorf("told the proxy's password: %s", text)
	}
}

func TestACheckThatIsCancelledTellsNoMore(t *testing.T) {
	there := newPlatform(t)
	ctx, cancel := context.WithCancel(t.Context())
	var told []check.Step
	check.Run(ctx, there.target(serve(t, there.web)), check.Steps(), func(result check.Result) {
		told = append(told, result.Step)
		if result.Step == check.WebSocket {
			cancel()
		}
	})
	if last := told[len(told)-1]; last != check.WebSocket {
		t.Errorf("told of %s after the end", last)
	}
}
