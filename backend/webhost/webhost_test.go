package webhost_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gorilla/websocket"

	"activa/backend/webhost"
)

// bound stands for the App: the host must treat it as any value with methods.
type bound struct{ watched chan any }

type greeting struct {
	Name  string `json:"name"`
	Times int    `json:"times"`
}

func (b *bound) Greet(who greeting) (string, error) {
	return strings.Repeat("hola "+who.Name, who.Times), nil
}
func (b *bound) Refuse(code string) error  { return errors.New(code) }
func (b *bound) Break() (string, error)    { panic("a defect") }
func (b *bound) Endless() (float64, error) { zero := 0.0; return 1 / zero, nil }

type page struct {
	t      *testing.T
	origin string
	client *http.Client
}

// open starts a host and gives a browser that has not signed in yet, and the printed address.
func open(t *testing.T) (*page, string, *bound) {
	t.Helper()
	app := &bound{watched: make(chan any, 1)}
	host, err := webhost.New(webhost.Options{
		App:    app,
		Faults: func(err error) string { return `{"code":"` + err.Error() + `"}` },
		Watch: func(ctx context.Context) <-chan any {
			return app.watched
		},
		Pages:  fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>Activa</title>")}},
		Media:  http.NotFoundHandler(),
		Upload: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(w, r.Body) }),
		Policy: "default-src 'self'",
		Log:    slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- host.Serve(ctx, listener) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the host ended with %v", err)
		}
	})
	jar, _ := cookiejar.New(nil)
	return &page{t: t, origin: "http://" + listener.Addr().String(), client: &http.Client{Jar: jar}}, host.Address(listener), app
}

func (p *page) post(path, body string, change func(*http.Request)) (int, string) {
	p.t.Helper()
	request, err := http.NewRequest(http.MethodPost, p.origin+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Origin", p.origin)
	if change != nil {
		change(request)
	}
	answer, err := p.client.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer.StatusCode, strings.TrimSpace(string(text))
}

func (p *page) signIn(address string) int {
	_, token, _ := strings.Cut(address, "#token=")
	status, _ := p.post("/door/session", `{"token":"`+token+`"}`, nil)
	return status
}

func TestCalls(t *testing.T) {
	page, address, _ := open(t)
	if status := page.signIn(address); status != http.StatusNoContent {
		t.Fatalf("the printed address was refused: %d", status)
	}
	cases := []struct {
		name, method, body string
		status             int
		answer             string
	}{
		{"a value comes back", "Greet", `[{"name":"Rita","times":2}]`, 200, `"hola Ritahola Rita"`},
		{"a fault keeps its code", "Refuse", `["line-lost"]`, 422, `{"code":"line-lost"}`},
		{"a defect is an answer, not a silence", "Break", `[]`, 422, `{"code":"panic in a call: a defect"}`},
		{"a value that JSON cannot hold ends nothing", "Endless", `[]`, 500, "the answer cannot be written"},
		{"an unknown method", "Watch", `[]`, 404, "no such method"},
		{"too few arguments", "Greet", `[]`, 400, "1 arguments were expected, 0 came"},
		{"an argument of another shape", "Greet", `["x"]`, 400, "argument 1 does not fit"},
		{"no array", "Greet", `{}`, 400, "a JSON array of arguments was expected"},
		{"too much", "Refuse", `["` + strings.Repeat("x", 2<<20) + `"]`, 413, "the arguments are too large"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			status, answer := page.post("/door/call/"+c.method, c.body, nil)
			if status != c.status || answer != c.answer {
				t.Errorf("answer %d %q, want %d %q", status, answer, c.status, c.answer)
			}
		})
	}
}

func TestTheAddressWorksOnce(t *testing.T) {
	page, address, _ := open(t)
	if status, _ := page.post("/door/call/Greet", `[{}]`, nil); status != http.StatusUnauthorized {
		t.Errorf("a page that did not sign in was answered %d", status)
	}
	if status := page.signIn(address); status != http.StatusNoContent {
		t.Fatalf("first use: %d", status)
	}
	if status := page.signIn(address); status != http.StatusUnauthorized {
		t.Errorf("second use of the address: %d", status)
	}
	if status := page.signIn("#token=guess"); status != http.StatusUnauthorized {
		t.Errorf("a guessed token: %d", status)
	}
}

func TestForeignPagesAreRefused(t *testing.T) {
	page, address, _ := open(t)
	page.signIn(address)
	cases := []struct {
		name   string
		change func(*http.Request)
		status int
	}{
		{"another origin", func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }, http.StatusForbidden},
		{"no origin", func(r *http.Request) { r.Header.Del("Origin") }, http.StatusForbidden},
		{"a name that resolves to loopback", func(r *http.Request) { r.Host = "evil.example" }, http.StatusMisdirectedRequest},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, path := range []string{"/door/call/Greet", "/upload"} {
				if status, _ := page.post(path, `[{"name":"x","times":1}]`, c.change); status != c.status {
					t.Errorf("%s answered %d, want %d", path, status, c.status)
				}
			}
		})
	}
}

func TestFilesNeedTheSession(t *testing.T) {
	page, address, _ := open(t)
	if status, _ := page.post("/upload?name=a.txt", "bytes", nil); status != http.StatusUnauthorized {
		t.Errorf("a page that did not sign in was answered %d", status)
	}
	page.signIn(address)
	if status, text := page.post("/upload?name=a.txt", "bytes", nil); status != http.StatusOK || text != "bytes" {
		t.Errorf("a file of our own page was answered %d %q", status, text)
	}
}

func TestChangesReachThePage(t *testing.T) {
	page, address, app := open(t)
	page.signIn(address)
	origin, _ := url.Parse(page.origin)
	header := http.Header{"Origin": {page.origin}}
	for _, cookie := range page.client.Jar.Cookies(origin) {
		header.Add("Cookie", cookie.String())
	}
	line, _, err := websocket.DefaultDialer.Dial("ws://"+origin.Host+"/door/changes", header) //nolint:bodyclose // it has become the line
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = line.Close() }()
	app.watched <- map[string]int{"revision": 42}
	_, text, err := line.ReadMessage()
	if err != nil || !bytes.Equal(bytes.TrimSpace(text), []byte(`{"revision":42}`)) {
		t.Errorf("the page read %q, %v", text, err)
	}
	header.Set("Origin", "http://evil.example")
	_, answer, err := websocket.DefaultDialer.Dial("ws://"+origin.Host+"/door/changes", header) //nolint:bodyclose // the dialer has read and closed it
	if err == nil || answer.StatusCode != http.StatusForbidden {
		t.Error("a foreign page got the changes")
	}
}

func TestPagesCarryThePolicy(t *testing.T) {
	page, _, _ := open(t)
	answer, err := page.client.Get(page.origin + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if got := answer.Header.Get("Content-Security-Policy"); got != "default-src 'self'" {
		t.Errorf("policy %q", got)
	}
}

func TestAMethodWithoutAnErrorCannotBeBound(t *testing.T) {
	if _, err := webhost.New(webhost.Options{App: json.Number("1")}); err == nil {
		t.Error("a value whose methods answer no error was bound")
	}
}

func TestOnlyLoopbackIsServed(t *testing.T) {
	host, err := webhost.New(webhost.Options{App: &bound{}, Media: http.NotFoundHandler(), Upload: http.NotFoundHandler(), Pages: fstest.MapFS{}})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	if err := host.Serve(t.Context(), listener); err == nil {
		t.Error("the host served an address that others can reach")
	}
}
