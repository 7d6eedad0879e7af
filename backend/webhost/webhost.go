// Package webhost serves the window to a browser: the same built pages and the same bound App, through
// one generic door. Calls are POSTs of an argument list, changes come over one WebSocket.
//
//	one-time token in the address ──POST /door/session──► cookie (HttpOnly, SameSite=Strict)
//	cookie ──POST /door/call/<Method>──► App     cookie ──GET /door/changes──► changes
//	cookie ──GET /media──► files to show         cookie ──POST /upload──► files to send
//
// It listens on loopback only, checks Host against the address that it listens on (DNS rebinding) and
// Origin on everything that acts. It must never know a method of the App by name, hold a rule, or serve
// a file that is not part of the window.
package webhost

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"reflect"
	"time"
)

// Options is what a host needs.
type Options struct {
	App    any                                  // exported methods are the door, as Wails binds them
	Faults func(error) string                   // the text that a failed call rejects with, as in the window
	Watch  func(ctx context.Context) <-chan any // changes for one page; closed when ctx ends
	Pages  fs.FS                                // the built window, index.html at its root
	Media  http.Handler                         // bytes of previews, at /media
	Upload http.Handler                         // takes files, at /upload
	Policy string                               // Content-Security-Policy of the pages
	Log    *slog.Logger
}

// Host serves one App to the browsers of this machine.
type Host struct {
	options Options
	methods map[string]reflect.Value
	tokens  *tokens
	server  *http.Server
	origin  string // http://127.0.0.1:port
	host    string // 127.0.0.1:port
}

// New prepares a host. It fails when the App's methods cannot be called from outside.
func New(options Options) (*Host, error) {
	methods, err := callable(options.App)
	if err != nil {
		return nil, err
	}
	host := &Host{options: options, methods: methods, tokens: newTokens()}
	host.server = &http.Server{
		Handler:           host.routes(),
		ReadHeaderTimeout: 10 * time.Second,
		MaxHeaderBytes:    64 << 10,
	}
	return host, nil
}

// Serve answers on the listener until ctx ends; the listener must be on a loopback address.
func (h *Host) Serve(ctx context.Context, listener net.Listener) error {
	address, ok := listener.Addr().(*net.TCPAddr)
	if !ok || !address.IP.IsLoopback() {
		return fmt.Errorf("serve the window: %s is not a loopback address", listener.Addr())
	}
	h.host = address.String()
	h.origin = "http://" + h.host
	h.server.BaseContext = func(net.Listener) context.Context { return ctx }
	stopped := context.AfterFunc(ctx, func() { _ = h.server.Close() })
	defer stopped()
	if err := h.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the window: %w", err)
	}
	return nil
}

// Address is where a browser opens the window, with a token that works once and for ten minutes.
// Serve must have begun.
func (h *Host) Address(listener net.Listener) string {
	return "http://" + listener.Addr().String() + "/#token=" + h.tokens.issue(time.Now())
}

func (h *Host) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /door/session", h.acts(h.startSession))
	mux.HandleFunc("POST /door/call/{method}", h.acts(h.signedIn(h.call)))
	mux.HandleFunc("GET /door/changes", h.acts(h.signedIn(h.changes)))
	mux.HandleFunc("POST /upload", h.acts(h.signedIn(h.options.Upload.ServeHTTP)))
	mux.HandleFunc("GET /media", h.signedIn(h.options.Media.ServeHTTP))
	mux.Handle("GET /", h.pages())
	return h.known(mux)
}

// known lets only requests through that name the address we listen on: a foreign name that resolves to
// loopback (DNS rebinding) is refused.
func (h *Host) known(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host != h.host {
			http.Error(w, "unknown host", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// acts lets only our own pages act: browsers send Origin with every POST and every WebSocket.
func (h *Host) acts(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Origin") != h.origin {
			http.Error(w, "foreign origin", http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

func (h *Host) pages() http.Handler {
	files := http.FileServerFS(h.options.Pages)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", h.options.Policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		files.ServeHTTP(w, r)
	})
}
