package client

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"sync"
	"time"

	"activa/backend/fault"
	"activa/backend/lime"
)

// Route says over what LIME goes to Blip.
type Route string

// The routes. RouteAuto takes WebSocket, and HTTP while a network lets no WebSocket through.
const (
	RouteAuto      Route = ""
	RouteWebSocket Route = "websocket"
	RouteHTTP      Route = "http"
)

const (
	// httpFor is how long HTTP is used after WebSocket was found blocked; then WebSocket is tried again.
	httpFor = 10 * time.Minute
	// silentMax is how many WebSocket lines in a row may open and bring nothing before they count as blocked.
	silentMax = 2
	// sharedHost is a name that is found wherever Blip is (LIME and Blip, §4).
	sharedHost = "ws.msging.net"
)

// Dialer opens lines to Blip: by WebSocket, or by HTTP where that is blocked. What goes wrong comes as a
// fault of this room (see faults.go). One Dialer serves one line.
type Dialer struct {
	WebSocket string // address: wss://CONTRACT.ws.msging.net:443
	HTTP      string // address: https://CONTRACT.http.msging.net; empty: no way by HTTP
	Route     Route
	Contract  string // for words only; empty on the shared hosts
	Network   lime.NetworkOptions
	// Lookup finds the addresses of a host; nil means the system's.
	Lookup func(ctx context.Context, host string) ([]string, error)
	// Now is this machine's clock, which may be wrong; nil means time.Now.
	Now func() time.Time

	mutex     sync.Mutex
	httpUntil time.Time
	silent    int
	skew      time.Duration
	met       bool
}

// Dial opens a line; use it as Options.Dial.
func (d *Dialer) Dial(ctx context.Context) (lime.Transport, error) {
	if d.goesHTTP() {
		return d.dialHTTP()
	}
	transport, err := lime.DialWebSocket(ctx, d.WebSocket, d.network())
	if err == nil {
		return &provedLine{Transport: transport, dialer: d}, nil
	}
	if d.Route == RouteAuto && d.HTTP != "" && isBlocked(err) {
		d.noteBlocked()
		return d.dialHTTP()
	}
	return nil, d.diagnosed(ctx, err)
}

// ClockSkew is how far this machine's clock is ahead of the platform's, as its last answer told; false
// before the first answer.
func (d *Dialer) ClockSkew() (time.Duration, bool) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.skew, d.met
}

// OverHTTP tells whether lines go by HTTP now, where news takes longer.
func (d *Dialer) OverHTTP() bool { return d.goesHTTP() }

func (d *Dialer) goesHTTP() bool {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.Route == RouteHTTP || d.Route == RouteAuto && d.now().Before(d.httpUntil)
}

func (d *Dialer) dialHTTP() (lime.Transport, error) {
	return lime.DialHTTP(d.HTTP, lime.HTTPOptions{Network: d.network()})
}

func (d *Dialer) now() time.Time {
	if d.Now != nil {
		return d.Now()
	}
	return time.Now()
}

func (d *Dialer) network() lime.NetworkOptions {
	network := d.Network
	network.Clock = func(there time.Time) {
		d.mutex.Lock()
		defer d.mutex.Unlock()
		d.skew, d.met = d.now().Sub(there), true
	}
	return network
}

func (d *Dialer) noteBlocked() {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.httpUntil, d.silent = d.now().Add(httpFor), 0
}

// noteLine counts lines that opened and brought nothing: some networks let a WebSocket open and then
// swallow what goes over it.
func (d *Dialer) noteLine(brought bool) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if brought {
		d.silent = 0
		return
	}
	if d.silent++; d.silent >= silentMax && d.Route == RouteAuto && d.HTTP != "" {
		d.httpUntil, d.silent = d.now().Add(httpFor), 0
	}
}

// provedLine is a WebSocket that notes whether anything ever came over it.
type provedLine struct {
	lime.Transport
	dialer *Dialer
	once   sync.Once
}

// Receive is the line's own.
func (l *provedLine) Receive(ctx context.Context) (lime.Envelope, error) {
	envelope, err := l.Transport.Receive(ctx)
	if err == nil {
		l.once.Do(func() { l.dialer.noteLine(true) })
	}
	return envelope, err
}

// Close is the line's own.
func (l *provedLine) Close() error {
	l.once.Do(func() { l.dialer.noteLine(false) })
	return l.Transport.Close()
}

// isBlocked tells a WebSocket that is not let through from a host that is not reached at all: the line
// stood, and what came was no WebSocket or the end.
func isBlocked(err error) bool {
	var handshake *lime.HandshakeError
	var proxy *lime.ProxyError
	var network *net.OpError
	switch {
	case errors.As(err, &handshake):
		return !handshake.Page
	case errors.As(err, &proxy), isCertificate(err):
		return false
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return true
	case errors.As(err, &network):
		return network.Op == "read" || network.Op == "write"
	}
	return false
}

// diagnosed names an error of dialling. A name that is not found is the contract's fault only where the
// shared host's name is found.
func (d *Dialer) diagnosed(ctx context.Context, err error) error {
	host := d.WebSocket
	if parsed, parseErr := url.Parse(d.WebSocket); parseErr == nil {
		host = parsed.Hostname()
	}
	var name *net.DNSError
	if d.Contract != "" && errors.As(err, &name) && name.IsNotFound && d.finds(ctx, sharedHost) {
		return fault.New(ContractUnknown, err, fault.Parameters{"contract": d.Contract})
	}
	skew, _ := d.ClockSkew()
	return diagnose(err, way{host: host, contract: d.Contract, skew: skew})
}

func (d *Dialer) finds(ctx context.Context, host string) bool {
	lookup := d.Lookup
	if lookup == nil {
		lookup = net.DefaultResolver.LookupHost
	}
	found, err := lookup(ctx, host)
	return err == nil && len(found) > 0
}
