package lime

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// proxyTo is an HTTP proxy that answers CONNECT with a status and, when that is 200, lets through. It
// gives the choice of itself and counts in passed.
func proxyTo(t *testing.T, status int, passed *int) func(*http.Request) (*url.URL, error) {
	t.Helper()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect || r.Header.Get("Proxy-Authorization") != "Basic "+EncodeSecret("ana:p") || status != http.StatusOK {
			w.WriteHeader(status)
			return
		}
		*passed++
		far, err := (&net.Dialer{}).DialContext(r.Context(), "tcp", r.Host)
		if err != nil {
			t.Error(err)
			return
		}
		near, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.WriteString(near, "HTTP/1.1 200 Connection established\r\n\r\n")
		go func() { _, _ = io.Copy(far, near); _ = far.Close() }()
		_, _ = io.Copy(near, far)
		_ = near.Close()
	}))
	t.Cleanup(proxy.Close)
	address, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	address.User = url.UserPassword("ana", "p")
	return http.ProxyURL(address)
}

func TestAProxyLetsASessionThrough(t *testing.T) {
	address := onLoopback(t, &desk{}, WebOptions{})
	passed := 0
	options := NetworkOptions{Proxy: proxyTo(t, http.StatusOK, &passed)}
	transport, err := DialWebSocket(t.Context(), address, options)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := signIn(t.Context(), transport, ana, Plain(deskSecret), quiet); err != nil || passed != 1 {
		t.Errorf("%v, %d lines through the proxy", err, passed)
	}
	_ = transport.Close()
}

func TestAProxyThatRefusesIsNamed(t *testing.T) {
	options := NetworkOptions{Proxy: proxyTo(t, http.StatusProxyAuthRequired, nil)}
	_, overSocket := DialWebSocket(t.Context(), "wss://acme.ws.example:443", options)
	line, err := DialHTTP("https://acme.http.example", HTTPOptions{Network: options})
	if err != nil {
		t.Fatal(err)
	}
	_, overHTTP := signIn(t.Context(), line, Node{Identity{"loja", deskDomain}, "x"}, Key(EncodeSecret(deskSecret)), quiet)
	for way, err := range map[string]error{"WebSocket": overSocket, "HTTP": overHTTP} {
		var refused *ProxyError
		if !errors.As(err, &refused) || refused.StatusCode != http.StatusProxyAuthRequired || strings.Contains(err.Error(), "ana:p") {
			t.Errorf("%s: %v", way, err)
		}
	}
}

func TestWhatTheOtherEndSaysOfTheTimeIsHeard(t *testing.T) {
	yesterday := time.Now().Add(-24 * time.Hour)
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", yesterday.UTC().Format(http.TimeFormat))
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<html>Sign in to the hotel</html>")
	}))
	t.Cleanup(page.Close)
	var heard time.Time
	_, err := DialWebSocket(t.Context(), "ws"+strings.TrimPrefix(page.URL, "http"), NetworkOptions{Clock: func(at time.Time) { heard = at }})
	var answered *HandshakeError
	if !errors.As(err, &answered) || !answered.Page || heard.Sub(yesterday).Abs() > time.Second {
		t.Errorf("%v, heard %v", err, heard)
	}
}

// The environment's proxy is on the way of a line for which nothing was set.
func TestALineGoesThroughTheProxyOfTheEnvironment(t *testing.T) {
	proxy, err := proxyTo(t, http.StatusProxyAuthRequired, nil)(nil)
	if err != nil {
		t.Fatal(err)
	}
	readAnew := func() { thisMachine.readAt = time.Time{} } // the settings are kept for a while
	readAnew()
	t.Cleanup(readAnew)
	t.Setenv("HTTPS_PROXY", proxy.String())
	t.Setenv("NO_PROXY", "")
	_, err = DialWebSocket(t.Context(), "wss://acme.ws.example:443", NetworkOptions{})
	var refused *ProxyError
	if !errors.As(err, &refused) {
		t.Errorf("the proxy was not asked: %v", err)
	}
}
