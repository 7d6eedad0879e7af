package lime

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// WebOptions say how a server meets browsers and HTTP clients.
type WebOptions struct {
	// Origins are the origins, besides the server's own, whose pages may talk to it.
	Origins []string
	// AccountDomain is the domain of an identifier that comes without one in "Authorization: Key";
	// empty means the domain of the server's node.
	AccountDomain string
}

// Handler serves WebSocket and HTTP on one port: an upgrade on any path, and the routes of HTTPHandler.
func (s *Server) Handler(options WebOptions) http.Handler {
	sockets, routes := s.WebSocketHandler(options), s.HTTPHandler(options)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if websocket.IsWebSocketUpgrade(r) {
			sockets.ServeHTTP(w, r)
			return
		}
		routes.ServeHTTP(w, r)
	})
}

// NewHTTPServer is an http.Server with the limits that this protocol needs: a bare socket that says
// nothing is closed after SignInTimeout, as one that does not sign in is (LIME reference, §26).
func NewHTTPServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: SignInTimeout,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
	}
}

// WebSocketHandler upgrades every request and serves the session. The subprotocol is lime; a client
// that asks only for others is refused, one that asks for none is not (LIME reference, §20).
func (s *Server) WebSocketHandler(options WebOptions) http.Handler {
	upgrader := websocket.Upgrader{
		Subprotocols:   []string{Subprotocol},
		ReadBufferSize: socketBuffer, WriteBufferSize: socketBuffer, WriteBufferPool: &writeBuffers,
		HandshakeTimeout: SignInTimeout,
		CheckOrigin:      options.allows,
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked := websocket.Subprotocols(r)
		if len(asked) > 0 && !slices.Contains(asked, Subprotocol) {
			http.Error(w, "the WebSocket subprotocol is "+Subprotocol, http.StatusBadRequest)
			return
		}
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			s.log.Debug("WebSocket handshake", "peer", r.RemoteAddr, "error", err) // the peer has been told
			return
		}
		if err := s.Serve(r.Context(), newWebSocket(conn)); err != nil && !errors.Is(err, ErrClosed) {
			s.log.Info("session ended", "peer", r.RemoteAddr, "error", err)
		}
	})
}

// allows is the rule for Origin: none, the server's own, or a named one (LIME reference, §26).
func (o WebOptions) allows(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" || slices.ContainsFunc(o.Origins, func(allowed string) bool { return strings.EqualFold(allowed, origin) }) {
		return true
	}
	from, err := url.Parse(origin)
	return err == nil && from.Host != "" && strings.EqualFold(from.Host, r.Host)
}
