package check

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"time"

	"activa/backend/blip/client"
	"activa/backend/fault"
	"activa/backend/lime"
)

const (
	nameMax = 8 * time.Second
	tlsMax  = 15 * time.Second
	// sharedHost is a name that is found wherever Blip is (LIME and Blip, §4).
	sharedHost = "ws.msging.net"
)

func (t Target) host() string {
	parsed, err := url.Parse(t.WebSocket)
	if err != nil {
		return t.WebSocket
	}
	return parsed.Hostname()
}

func (t Target) lookup(ctx context.Context, host string) ([]string, error) {
	if t.Lookup != nil {
		return t.Lookup(ctx, host)
	}
	return net.DefaultResolver.LookupHost(ctx, host)
}

// web is the address as one for HTTP.
func (t Target) web() string { return "http" + strings.TrimPrefix(t.WebSocket, "ws") }

// proxy is the proxy on the way, host and port, empty for none.
func (t Target) proxy() string {
	request, err := http.NewRequest(http.MethodHead, t.web(), nil)
	if err != nil {
		return ""
	}
	if proxy, err := t.Network.ProxyFor(request); err == nil && proxy != nil {
		return proxy.Host
	}
	return ""
}

// name finds the host. Behind a proxy it is the proxy that does.
func (w *walk) name(ctx context.Context) Result {
	if proxy := w.proxy(); proxy != "" {
		return fine(fault.Parameters{"host": w.host(), "proxy": proxy})
	}
	ctx, cancel := context.WithTimeout(ctx, nameMax)
	defer cancel()
	found, err := w.lookup(ctx, w.host())
	if err == nil && len(found) > 0 {
		return fine(fault.Parameters{"host": w.host(), "count": strconv.Itoa(len(found))})
	}
	var name *net.DNSError
	if w.Contract != "" && errors.As(err, &name) && name.IsNotFound {
		if shared, err := w.lookup(ctx, sharedHost); err == nil && len(shared) > 0 {
			return failed(fault.New(client.ContractUnknown, name, fault.Parameters{"contract": w.Contract}))
		}
	}
	return failed(fault.New(client.HostUnreachable, err, fault.Parameters{"host": w.host()}))
}

// met is what a first knock at the host tells.
type met struct {
	state *tls.ConnectionState
	clock time.Time // of the other end, zero when it does not tell
}

// tls looks at the certificate and at both clocks.
func (w *walk) tls(ctx context.Context) Result {
	ctx, cancel := context.WithTimeout(ctx, tlsMax)
	defer cancel()
	before := w.Now()
	found, err := w.knock(ctx, w.Network.RootCAs, false)
	switch {
	case !strings.HasPrefix(w.WebSocket, "wss:") && err == nil:
		return w.judgeClock(found, before, Result{State: Skipped, Code: NotEncrypted, Facts: fault.Parameters{"host": w.host()}})
	case err != nil:
		return w.judgeTLS(ctx, err, before)
	}
	root := "system"
	if w.OwnRoots {
		root = "own"
	}
	return w.judgeClock(found, before, fine(fault.Parameters{"host": w.host(), "issuer": issuerOf(found.state), "root": root}))
}

// knock asks for nothing in particular: what counts is who answers and what time it is there. Blindly, it
// takes any certificate, to learn that time; nothing secret goes out.
func (w *walk) knock(ctx context.Context, roots *x509.CertPool, blindly bool) (met, error) {
	var found met
	trace := &httptrace.ClientTrace{TLSHandshakeDone: func(state tls.ConnectionState, err error) {
		if err == nil {
			found.state = &state
		}
	}}
	request, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), http.MethodHead, w.web(), nil)
	if err != nil {
		return met{}, err
	}
	transport := &http.Transport{
		Proxy:             w.Network.ProxyFor,
		TLSClientConfig:   &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12, InsecureSkipVerify: blindly, Time: w.Now}, //nolint:gosec // said above
		DisableKeepAlives: true,
		OnProxyConnectResponse: func(_ context.Context, proxy *url.URL, _ *http.Request, answer *http.Response) error {
			if answer.StatusCode != http.StatusOK {
				return &lime.ProxyError{Proxy: proxy.Host, StatusCode: answer.StatusCode}
			}
			return nil
		},
	}
	defer transport.CloseIdleConnections()
	answer, err := transport.RoundTrip(request)
	if err != nil {
		if found.state != nil { // the certificate is good; what is served here is not HTTP
			return found, nil
		}
		return met{}, err
	}
	defer func() { _ = answer.Body.Close() }() // of HEAD: nothing
	if at, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
		found.clock = at
	}
	return found, nil
}

// judgeTLS tells what a handshake that failed means. A certificate out of its time is most often a clock
// that is wrong, so the other end's clock is asked.
func (w *walk) judgeTLS(ctx context.Context, err error, before time.Time) Result {
	var name x509.HostnameError
	if errors.As(err, &name) {
		return failed(fault.New(client.CaptivePortal, err, fault.Parameters{"host": w.host()}))
	}
	result := failed(err)
	if result.Code == client.HostUnreachable {
		result.Facts = fault.Parameters{"host": w.host()}
	}
	if result.Code != client.ClockWrong {
		return result
	}
	blind, knockErr := w.knock(ctx, nil, true)
	if knockErr != nil || blind.clock.IsZero() {
		return result
	}
	skew := before.Sub(blind.clock)
	if skew.Abs() <= client.ClockSkewMax {
		return failed(fault.New(client.TLSIntercepted, err, fault.Parameters{"issuer": issuerOf(blind.state)}))
	}
	return failed(clockWrong(err, skew))
}

// judgeClock adds to a result how far this machine's clock is off, or fails when it is too far: the
// windows of 24 and 72 hours are counted by it.
func (w *walk) judgeClock(found met, before time.Time, result Result) Result {
	if found.clock.IsZero() {
		return result
	}
	skew := before.Sub(found.clock)
	if skew.Abs() > client.ClockSkewMax {
		return failed(clockWrong(nil, skew))
	}
	result.Facts["clock"] = strconv.Itoa(int(skew.Abs().Round(time.Second).Seconds()))
	return result
}

func clockWrong(cause error, skew time.Duration) error {
	return fault.New(client.ClockWrong, cause, fault.Parameters{"minutes": strconv.Itoa(int(skew.Round(time.Minute).Minutes()))})
}

func issuerOf(state *tls.ConnectionState) string {
	if state == nil || len(state.PeerCertificates) == 0 {
		return ""
	}
	issuer := state.PeerCertificates[0].Issuer
	if len(issuer.Organization) > 0 {
		return issuer.Organization[0]
	}
	return issuer.CommonName
}

// webSocket opens a line and closes it. Where only WebSocket is blocked, HTTP is tried.
func (w *walk) webSocket(ctx context.Context) Result {
	dialer := w.dialer(client.RouteWebSocket)
	transport, err := dialer.Dial(ctx)
	if err == nil {
		w.route = client.RouteWebSocket
		if err := transport.Close(); err != nil {
			w.Log.Debug("close the line", "error", err)
		}
		return fine(fault.Parameters{"host": w.host()})
	}
	result, blocked := failed(err), fault.Parameters{"status": ""}
	var handshake *lime.HandshakeError
	switch {
	case errors.As(err, &handshake) && !handshake.Page:
		blocked["status"] = strconv.Itoa(handshake.StatusCode)
	case result.Code != client.WebSocketBlocked && result.Code != fault.Internal:
		return result
	}
	if w.HTTP == "" || w.knockHTTP(ctx) != nil {
		return result
	}
	w.route = client.RouteHTTP
	return Result{State: Warning, Code: client.WebSocketBlocked, Facts: blocked, Cause: err}
}

// knockHTTP sees whether the host for HTTP answers at all.
func (w *walk) knockHTTP(ctx context.Context) error {
	there := walk{Target: w.Target}
	there.WebSocket = "ws" + strings.TrimPrefix(w.HTTP, "http")
	if _, err := there.knock(ctx, w.Network.RootCAs, false); err != nil {
		return fmt.Errorf("reach %s: %w", there.host(), err)
	}
	return nil
}

func (w *walk) dialer(route client.Route) *client.Dialer {
	return &client.Dialer{
		WebSocket: w.WebSocket, HTTP: w.HTTP, Route: route, Contract: w.Contract, Network: w.Network,
		Lookup: w.Lookup, Now: w.Now,
	}
}
