package lime

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"activa/backend/fault"
)

// odd is an answer in the handler's place: its status (0: the handler answers) and a header or none.
type odd func(*http.Request) (code int, header, value string)

// wire is the way from an HTTP client to a handler without sockets, with what can go wrong on it.
type wire struct {
	handler http.Handler

	mu    sync.Mutex
	odd   odd
	asked []string
}

func (w *wire) RoundTrip(request *http.Request) (*http.Response, error) {
	w.mu.Lock()
	w.asked = append(w.asked, request.URL.Path)
	odd := w.odd
	w.mu.Unlock()
	recorder := httptest.NewRecorder()
	code := 0
	if odd != nil {
		var header, value string
		if code, header, value = odd(request); header != "" {
			recorder.Header().Set(header, value)
		}
	}
	if code == 0 {
		w.handler.ServeHTTP(recorder, request)
	} else {
		recorder.WriteHeader(code)
	}
	return recorder.Result(), request.Context().Err()
}

func (w *wire) set(odd odd) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.odd = odd
}

func (w *wire) count(path string) (times int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, one := range w.asked {
		if one == path {
			times++
		}
	}
	return times
}

// status answers the requests of one path, of every path when it is empty, with a status.
func status(code int, path, header, value string) odd {
	return func(request *http.Request) (int, string, string) {
		if path != "" && request.URL.Path != path {
			return 0, "", ""
		}
		return code, header, value
	}
}

// overHTTP runs a test in a bubble with a client that speaks HTTP to the desk's server.
func overHTTP(t *testing.T, test func(t *testing.T, p *play, w *wire)) {
	line := &wire{}
	inPlay(t, func(options *ClientOptions, _ *ServerOptions) {
		options.Dial = httpDial(line)
	}, func(t *testing.T, p *play) {
		line.handler = p.server.HTTPHandler(WebOptions{})
		test(t, p, line)
	})
}

func httpDial(line *wire) func(context.Context) (Transport, error) {
	return func(context.Context) (Transport, error) {
		return DialHTTP("https://acme.http.example", HTTPOptions{RoundTripper: line})
	}
}

func TestSessionOverHTTP(t *testing.T) { // LIME reference, §5
	overHTTP(t, func(t *testing.T, p *play, w *wire) {
		p.start()
		p.wantPhase(Connected)
		answer, err := p.client.Command(t.Context(), NewCommand(MethodGet, "/echo"))
		if err != nil || string(answer.Resource) != `{"of":"ana@activa.local/desk"}` {
			t.Fatalf("%+v, %v", answer, err)
		}
		var failure *ReasonError
		if _, err := p.client.Command(t.Context(), NewCommand(MethodGet, "/nothing")); !errors.As(err, &failure) {
			t.Errorf("a failure is told as %v", err)
		}
		if err := p.client.Send(t.Context(), &Message{ID: "m1", To: deskNode, Type: MediaTypeText, Content: []byte(`"oi"`)}); err != nil {
			t.Fatal(err)
		}
		pass(3 * httpInboxEvery)
		p.mu.Lock()
		defer p.mu.Unlock()
		if len(p.got) != 3 { // accepted, received and the echo
			t.Errorf("%d envelopes came by the inbox", len(p.got))
		}
	})
}

func TestAKeyThatIsNotTakenOverHTTPIsRefused(t *testing.T) {
	overHTTP(t, func(t *testing.T, p *play, w *wire) {
		w.set(status(http.StatusUnauthorized, "", "", ""))
		done := make(chan error, 1)
		go func() { done <- p.client.Run(t.Context()) }()
		if err := <-done; fault.CodeOf(err) != CodeSignInRefused || p.client.State().Phase != Refused {
			t.Errorf("%v, phase %s", err, p.client.State().Phase)
		}
	})
}

func TestAnswersThatAreNoneOverHTTP(t *testing.T) {
	for name, one := range map[string]struct {
		odd  odd
		left bool
		wait time.Duration
	}{
		"429 with its window":    {status(http.StatusTooManyRequests, "/commands", "Retry-After", "30"), false, 30 * time.Second},
		"429 without one":        {status(http.StatusTooManyRequests, "/commands", "", ""), false, ThrottledFor},
		"504 leaves it open":     {status(http.StatusGatewayTimeout, "/commands", "", ""), true, 0},
		"400 is certain":         {status(http.StatusBadRequest, "/commands", "", ""), false, 0},
		"500 leaves it open too": {status(http.StatusInternalServerError, "/commands", "", ""), true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			overHTTP(t, func(t *testing.T, p *play, w *wire) {
				p.start()
				w.set(one.odd)
				_, err := p.client.Command(t.Context(), NewCommand(MethodSet, "/echo"))
				var status *HTTPStatusError
				if !errors.As(err, &status) || NeverLeft(err) == one.left || status.RetryAfter != one.wait {
					t.Errorf("told as %v, never left %t", err, NeverLeft(err))
				}
				p.wantPhase(Connected)
			})
		})
	}
}

func TestAPageInThePlatformsPlaceEndsTheLine(t *testing.T) {
	overHTTP(t, func(t *testing.T, p *play, w *wire) {
		p.start()
		w.set(status(http.StatusOK, "", "Content-Type", "text/html; charset=utf-8"))
		_, err := p.client.Command(t.Context(), NewCommand(MethodGet, "/echo"))
		var found *HTTPStatusError
		if !errors.As(err, &found) || !found.Page {
			t.Errorf("told as %v", err)
		}
		pass(time.Millisecond)
		p.wantPhase(Dropped)
	})
}

func TestAPlatformWithoutInboxIsAskedForSignsOfLife(t *testing.T) {
	overHTTP(t, func(t *testing.T, p *play, w *wire) {
		w.set(func(request *http.Request) (int, string, string) {
			if strings.HasSuffix(request.URL.Path, "/inbox") {
				return http.StatusNotFound, "", ""
			}
			return 0, "", ""
		})
		p.start()
		pass(10 * ClientPingInterval)
		if inbox, commands := w.count("/messages/inbox"), w.count("/commands"); inbox != 1 || commands < 9 {
			t.Errorf("asked %d times for the inbox, %d commands", inbox, commands)
		}
		p.wantPhase(Connected)
		w.set(status(http.StatusUnauthorized, "", "", "")) // the key was taken back
		pass(2 * ClientPingInterval)
		if p.client.State().Phase != Refused {
			t.Errorf("phase %s", p.client.State().Phase)
		}
		p.stop = nil
		if err := <-p.stopped; fault.CodeOf(err) != CodeSignInRefused {
			t.Errorf("ended with %v", err)
		}
	})
}

func TestARefusedMessageNeverLeft(t *testing.T) {
	overHTTP(t, func(t *testing.T, p *play, w *wire) {
		p.start()
		w.set(status(http.StatusTooManyRequests, "/messages", "", ""))
		err := p.client.Send(t.Context(), &Message{ID: "m1", To: deskNode, Type: MediaTypeText, Content: []byte(`"oi"`)})
		if !NeverLeft(err) {
			t.Errorf("told as %v", err)
		}
	})
}
