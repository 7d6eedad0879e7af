package lime

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// NetworkOptions are the few things about a network that differ between places.
type NetworkOptions struct {
	// RootCAs replaces the system's root certificates.
	RootCAs *x509.CertPool
	// Proxy chooses a proxy; nil means SystemProxy.
	Proxy func(*http.Request) (*url.URL, error)
	// Clock hears what time the other end says it is, with every answer that says so; nil: nobody asks.
	Clock func(time.Time)
}

// ProxyError says that a proxy answered and did not let the connection through.
type ProxyError struct {
	Proxy      string // host and port; never its credentials
	StatusCode int
}

// Error is the line for the log.
func (e *ProxyError) Error() string {
	return fmt.Sprintf("the proxy %s answered with HTTP status %d", e.Proxy, e.StatusCode)
}

// HandshakeError says that the other end answered, but not as a LIME server over WebSocket.
type HandshakeError struct {
	// StatusCode is that of the HTTP answer.
	StatusCode int
	// Page says that the answer is a page for people, or leads to one.
	Page  bool
	Cause error
}

// Error is the line for the log.
func (e *HandshakeError) Error() string {
	return fmt.Sprintf("WebSocket handshake answered with HTTP status %d: %v", e.StatusCode, e.Cause)
}

// Unwrap gives the cause.
func (e *HandshakeError) Unwrap() error { return e.Cause }

func newHandshakeError(response *http.Response, cause error) error {
	return &HandshakeError{StatusCode: response.StatusCode, Page: isPage(response), Cause: cause}
}

// isPage tells a page for people, or the way to one, from an answer of a platform.
func isPage(response *http.Response) bool {
	if response.StatusCode == http.StatusNetworkAuthenticationRequired || response.Header.Get("Location") != "" {
		return true
	}
	kind, _, err := mime.ParseMediaType(response.Header.Get("Content-Type"))
	return err == nil && kind == "text/html"
}

func (o NetworkOptions) tls() *tls.Config {
	return &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12}
}

// ProxyFor is the proxy on the way of a request, nil for none.
func (o NetworkOptions) ProxyFor(request *http.Request) (*url.URL, error) {
	if o.Proxy != nil {
		return o.Proxy(request)
	}
	return SystemProxy(request)
}

// socksProxy is the proxy when it is one that gorilla knows better than we do.
func (o NetworkOptions) socksProxy(request *http.Request) (*url.URL, error) {
	proxy, err := o.ProxyFor(request)
	if err != nil || proxy == nil || !strings.HasPrefix(proxy.Scheme, "socks") {
		return nil, err
	}
	return proxy, nil
}

// met tells the clock what time the other end says it is.
func (o NetworkOptions) met(header http.Header) {
	if o.Clock == nil {
		return
	}
	if at, err := http.ParseTime(header.Get("Date")); err == nil {
		o.Clock(at)
	}
}

// dialer opens the line to the address, through an HTTP proxy where one is chosen, so that its refusal
// is told as what it is.
func (o NetworkOptions) dialer(address string) func(ctx context.Context, network, hostPort string) (net.Conn, error) {
	return func(ctx context.Context, network, hostPort string) (net.Conn, error) {
		line := &net.Dialer{Timeout: ConnectTimeout}
		proxy, err := o.ProxyFor(asHTTP(address))
		if err != nil {
			return nil, fmt.Errorf("choose proxy: %w", err)
		}
		if proxy == nil || strings.HasPrefix(proxy.Scheme, "socks") {
			return line.DialContext(ctx, network, hostPort)
		}
		return o.dialThrough(ctx, line, proxy, hostPort)
	}
}

// asHTTP is the request that a proxy is chosen for.
func asHTTP(address string) *http.Request {
	parsed, err := url.Parse("http" + strings.TrimPrefix(address, "ws"))
	if err != nil {
		parsed = &url.URL{}
	}
	return &http.Request{Method: http.MethodGet, URL: parsed, Host: parsed.Host, Header: http.Header{}}
}

// dialThrough asks an HTTP proxy for a line to a host.
func (o NetworkOptions) dialThrough(ctx context.Context, line *net.Dialer, proxy *url.URL, hostPort string) (net.Conn, error) {
	at := proxyHostPort(proxy)
	conn, err := line.DialContext(ctx, "tcp", at)
	if err != nil {
		return nil, fmt.Errorf("dial proxy %s: %w", at, err)
	}
	if proxy.Scheme == "https" {
		secured := o.tls()
		secured.ServerName = proxy.Hostname()
		conn = tls.Client(conn, secured)
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() }) // frees what waits; the error is told there
	defer stop()
	if err := askProxy(conn, proxy, hostPort); err != nil {
		_ = conn.Close() // the first error is the one to tell
		return nil, err
	}
	return conn, nil
}

// askProxy says CONNECT and reads the answer. Who speaks first behind it is us, so the reader cannot have
// taken more than the answer.
func askProxy(conn net.Conn, proxy *url.URL, hostPort string) error {
	request := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: hostPort}, Host: hostPort, Header: http.Header{}}
	if user := proxy.User; user != nil {
		password, _ := user.Password()
		request.Header.Set("Proxy-Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password)))
	}
	if err := request.Write(conn); err != nil {
		return fmt.Errorf("ask proxy: %w", err)
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), request)
	if err != nil {
		return fmt.Errorf("hear proxy: %w", err)
	}
	_ = response.Body.Close() // of CONNECT: nothing
	if response.StatusCode != http.StatusOK {
		return &ProxyError{Proxy: proxy.Host, StatusCode: response.StatusCode}
	}
	return nil
}

func proxyHostPort(proxy *url.URL) string {
	if proxy.Port() != "" {
		return proxy.Host
	}
	port := "80"
	if proxy.Scheme == "https" {
		port = "443"
	}
	return net.JoinHostPort(proxy.Hostname(), port)
}
