package lime

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// onLoopback serves the desk over real sockets and gives the address of its WebSocket.
func onLoopback(t *testing.T, handler *desk, options WebOptions) (address string) {
	t.Helper()
	return listenLoopback(t, newDeskServer(handler, nil), options)
}

// listenLoopback serves until the test ends.
func listenLoopback(t testing.TB, server *Server, options WebOptions) (address string) {
	t.Helper()
	web := httptest.NewUnstartedServer(nil)
	web.Config = NewHTTPServer(server.Handler(options))
	web.Start()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil {
			t.Error(err)
		}
		web.Close()
	})
	return "ws" + strings.TrimPrefix(web.URL, "http")
}

// connect runs a client until the test ends and returns once it is connected.
func connect(t testing.TB, options ClientOptions) *Client {
	t.Helper()
	connected := make(chan ConnectionState, 8)
	options.Log = quiet
	options.OnState = func(state ConnectionState) {
		if state.Phase != Connecting {
			connected <- state
		}
	}
	client := NewClient(options)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- client.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	if state := <-connected; state.Phase != Connected {
		t.Fatalf("the client is %s: %v", state.Phase, state.Cause)
	}
	return client
}

func dialTo(address string) func(context.Context) (Transport, error) {
	return func(ctx context.Context) (Transport, error) {
		return DialWebSocket(ctx, address, NetworkOptions{})
	}
}

func TestSessionOverALoopbackWebSocket(t *testing.T) {
	handler := &desk{}
	address := onLoopback(t, handler, WebOptions{})
	got := make(chan Envelope, 8)
	client := connect(t, ClientOptions{
		Dial: dialTo(address), Node: ana, Authentication: Plain(deskSecret),
		Presence: &Presence{Status: PresenceAvailable}, Receipt: AllReceipts(),
		OnMessage:      func(_ context.Context, m *Message) { got <- m },
		OnNotification: func(_ context.Context, n *Notification) { got <- n },
	})
	if answer, err := client.Command(t.Context(), NewCommand(MethodGet, "/echo")); err != nil || answer.Status != StatusSuccess {
		t.Fatalf("%+v, %v", answer, err)
	}
	long := `"` + strings.Repeat("ü", 1<<20) + `"`
	if err := client.Send(t.Context(), &Message{ID: "m", To: deskNode, Content: []byte(long)}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"m", "m"} {
		if notification := (<-got).(*Notification); notification.ID != want {
			t.Errorf("got %+v", notification)
		}
	}
	if message := (<-got).(*Message); string(message.Content) != `"echo"` {
		t.Errorf("got %+v", message)
	}
}

func TestWebSocketCloses1000AfterFinished(t *testing.T) {
	address := onLoopback(t, &desk{}, WebOptions{})
	conn, response, err := websocket.DefaultDialer.Dial(address, http.Header{"Sec-WebSocket-Protocol": {Subprotocol}})
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if chosen := response.Header.Get("Sec-WebSocket-Protocol"); chosen != Subprotocol {
		t.Errorf("the subprotocol is %q", chosen)
	}
	for _, frame := range []string{`{"state":"new"}`, `{"state":"finishing"}`} {
		if err := conn.WriteMessage(websocket.TextMessage, []byte(frame)); err != nil {
			t.Fatal(err)
		}
	}
	for {
		if _, _, err = conn.ReadMessage(); err != nil {
			break
		}
	}
	if !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
		t.Errorf("closed with %v", err)
	}
}

func TestWebSocketHandshakeRules(t *testing.T) {
	address := onLoopback(t, &desk{}, WebOptions{Origins: []string{"https://desk.example"}})
	tests := map[string]struct {
		header http.Header
		status int
	}{
		"no subprotocol":      {http.Header{}, http.StatusSwitchingProtocols},
		"one of two":          {http.Header{"Sec-Websocket-Protocol": {"mqtt, lime"}}, http.StatusSwitchingProtocols},
		"another subprotocol": {http.Header{"Sec-Websocket-Protocol": {"mqtt"}}, http.StatusBadRequest},
		"own origin":          {http.Header{"Origin": {"http" + strings.TrimPrefix(address, "ws")}}, http.StatusSwitchingProtocols},
		"allowed origin":      {http.Header{"Origin": {"https://desk.example"}}, http.StatusSwitchingProtocols},
		"foreign origin":      {http.Header{"Origin": {"https://evil.example"}}, http.StatusForbidden},
		"origin null":         {http.Header{"Origin": {"null"}}, http.StatusForbidden},
		"another port's page": {http.Header{"Origin": {"http://127.0.0.1:1"}}, http.StatusForbidden},
	}
	for name, test := range tests {
		conn, response, err := websocket.DefaultDialer.Dial(address, test.header)
		if err == nil {
			_ = conn.Close()
		}
		if response != nil {
			_ = response.Body.Close()
		}
		if response == nil || response.StatusCode != test.status {
			t.Errorf("%s: %v, %v; want status %d", name, response, err, test.status)
		}
	}
}

func TestBinaryFrameIsBrokenAndTooLargeOneEnds(t *testing.T) {
	address := onLoopback(t, &desk{}, WebOptions{})
	conn, response, err := websocket.DefaultDialer.Dial(address, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	defer func() { _ = conn.Close() }()
	steps := []struct {
		kind  int
		frame string
	}{
		{websocket.BinaryMessage, `{"state":"new"}`},
		{websocket.TextMessage, `{"state":"new"}`},
	}
	for _, step := range steps {
		if err := conn.WriteMessage(step.kind, []byte(step.frame)); err != nil {
			t.Fatal(err)
		}
	}
	if _, frame, err := conn.ReadMessage(); err != nil || !strings.Contains(string(frame), "authenticating") {
		t.Fatalf("%s, %v", frame, err)
	}
	_ = conn.WriteMessage(websocket.TextMessage, make([]byte, FrameMax+1)) // the server stops reading on the way
	for {
		_, _, err := conn.ReadMessage()
		if err != nil {
			break
		}
	}
}

func TestDialSaysWhatAnswered(t *testing.T) {
	page := httptest.NewServer(http.NotFoundHandler())
	defer page.Close()
	var handshake *HandshakeError
	_, err := DialWebSocket(t.Context(), "ws"+strings.TrimPrefix(page.URL, "http"), NetworkOptions{})
	if !errors.As(err, &handshake) || handshake.StatusCode != http.StatusNotFound {
		t.Errorf("a web page: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := DialWebSocket(ctx, "ws://127.0.0.1:1", NetworkOptions{}); err == nil {
		t.Error("dialled with a context that has ended")
	}
}

func TestDialTrustsOnlyTheGivenRoots(t *testing.T) {
	limeServer := newDeskServer(&desk{}, nil)
	server := httptest.NewUnstartedServer(limeServer.Handler(WebOptions{}))
	server.Config.ErrorLog = nil
	server.StartTLS()
	defer server.Close()
	address := "wss" + strings.TrimPrefix(server.URL, "https")
	roots := x509.NewCertPool()
	if _, err := DialWebSocket(t.Context(), address, NetworkOptions{RootCAs: roots}); err == nil {
		t.Error("a certificate of nobody's was trusted")
	}
	roots.AddCert(server.Certificate())
	transport, err := DialWebSocket(t.Context(), address, NetworkOptions{RootCAs: roots})
	if err != nil {
		t.Fatal(err)
	}
	if err := transport.Send(t.Context(), &Session{State: SessionNew}); err != nil {
		t.Error(err)
	}
	if envelope, err := transport.Receive(t.Context()); err != nil || envelope.(*Session).State != SessionAuthenticating {
		t.Errorf("%v, %v", envelope, err)
	}
	_ = transport.Close()
	if _, err := transport.Receive(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
	if err := transport.Send(t.Context(), &Session{State: SessionNew}); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

func TestWebSocketHonoursContexts(t *testing.T) {
	received := make(chan *webSocket, 1)
	upgrader := websocket.Upgrader{}
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		received <- newWebSocket(conn)
	}))
	defer page.Close()
	transport, err := DialWebSocket(t.Context(), "ws"+strings.TrimPrefix(page.URL, "http"), NetworkOptions{})
	if err != nil {
		t.Fatal(err)
	}
	peer := <-received
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := transport.Receive(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("receive: %v", err)
	}
	content := []byte(`"` + strings.Repeat("x", FrameMax/2) + `"`)
	for err == nil { // until the sockets hold no more
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		err = peer.Send(ctx, &Message{Content: content})
		cancel()
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("send: %v", err)
	}
	_ = transport.Close()
	_ = peer.Close()
}

func TestOrderlyCloseOfTheSocketIsEOF(t *testing.T) {
	upgrader := websocket.Upgrader{}
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if conn, err := upgrader.Upgrade(w, r, nil); err == nil {
			_ = newWebSocket(conn).Close()
		}
	}))
	defer page.Close()
	transport, err := DialWebSocket(t.Context(), "ws"+strings.TrimPrefix(page.URL, "http"), NetworkOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = transport.Close() }()
	if _, err := transport.Receive(t.Context()); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
}
