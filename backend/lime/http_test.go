package lime

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func lojaHeader(t *testing.T) string {
	t.Helper()
	token, err := HTTPToken("Loja", EncodeSecret(deskSecret))
	if err != nil {
		t.Fatal(err)
	}
	return "Key " + token
}

func anaHeader() string { return "Basic " + EncodeSecret(ana.String()+":"+deskSecret) }

// web is the HTTP door of a desk, called without sockets.
type web struct {
	t      *testing.T
	routes http.Handler
	desk   *desk
}

func newWeb(t *testing.T) *web {
	handler := &desk{}
	return &web{t: t, desk: handler, routes: newDeskServer(handler, nil).HTTPHandler(WebOptions{})}
}

func (w *web) do(method, path, authorization, body string) (status int, answer string) {
	w.t.Helper()
	request := httptest.NewRequestWithContext(w.t.Context(), method, path, strings.NewReader(body))
	if authorization != "" {
		request.Header.Set("Authorization", authorization)
	}
	recorder := httptest.NewRecorder()
	w.routes.ServeHTTP(recorder, request)
	return recorder.Code, recorder.Body.String()
}

func TestHTTPCommand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := newWeb(t)
		status, body := web.do("POST", "/commands", lojaHeader(t), `{"id":"1","method":"get","uri":"/echo"}`)
		var answer Command
		if err := json.Unmarshal([]byte(body), &answer); err != nil || status != http.StatusOK || answer.ID != "1" || answer.Status != StatusSuccess {
			t.Fatalf("%d %s (%v)", status, body, err)
		}
		if answer.To.String() != "loja@activa.local" {
			t.Errorf("answered to %q", answer.To)
		}
		status, body = web.do("POST", "/commands", anaHeader(), `{"method":"get","uri":"/nothing"}`)
		if status != http.StatusOK || !strings.Contains(body, `"failure"`) || !strings.Contains(body, `"code":67`) {
			t.Errorf("a failure: %d %s", status, body)
		}
		if status, body = web.do("POST", "/commands", anaHeader(), `{"id":"2","method":"get","uri":"/late"}`); status != http.StatusOK {
			t.Errorf("a late answer: %d %s", status, body)
		}
		if status, _ = web.do("POST", "/commands", anaHeader(), `{"id":"3","method":"observe","uri":"/echo"}`); status != http.StatusAccepted {
			t.Errorf("observe: %d", status)
		}
		began := time.Now()
		status, _ = web.do("POST", "/commands", anaHeader(), `{"id":"4","method":"get","uri":"/never"}`)
		if status != http.StatusGatewayTimeout || time.Since(began) != HTTPAnswerTimeout {
			t.Errorf("no answer: %d after %v", status, time.Since(began))
		}
		pass(2 * HTTPSessionIdle)
	})
}

func TestHTTPRefusals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := newWeb(t)
		wrongKey, _ := HTTPToken("loja", EncodeSecret("wrong"))
		good := lojaHeader(t)
		tests := map[string]struct {
			method, path, authorization, body string
			status                            int
		}{
			"no credentials":  {"POST", "/commands", "", `{}`, http.StatusUnauthorized},
			"wrong key":       {"POST", "/commands", "Key " + wrongKey, `{}`, http.StatusUnauthorized},
			"key is no token": {"POST", "/messages", "Key ???", `{}`, http.StatusUnauthorized},
			"wrong password":  {"POST", "/messages", "Basic " + EncodeSecret("ana@activa.local:x"), `{}`, http.StatusUnauthorized},
			"no node":         {"POST", "/messages", "Basic " + EncodeSecret("ana:segredo"), `{}`, http.StatusUnauthorized},
			"bearer":          {"GET", "/messages/inbox", "Bearer x", ``, http.StatusUnauthorized},
			"broken JSON":     {"POST", "/commands", good, `{"id":`, http.StatusBadRequest},
			"empty":           {"POST", "/messages", good, ``, http.StatusBadRequest},
			"another kind":    {"POST", "/messages", good, `{"id":"1","method":"get","uri":"/x"}`, http.StatusBadRequest},
			"two envelopes":   {"POST", "/notifications", good, `{"id":"1","event":"received"}{"id":"2","event":"received"}`, http.StatusBadRequest},
			"a session":       {"POST", "/commands", good, `{"state":"new"}`, http.StatusBadRequest},
			"too large":       {"POST", "/messages", good, `{"content":"` + strings.Repeat("x", FrameMax) + `"}`, http.StatusRequestEntityTooLarge},
			"wrong method":    {"PUT", "/messages", good, ``, http.StatusMethodNotAllowed},
			"unknown address": {"POST", "/sessions", good, `{}`, http.StatusNotFound},
		}
		for name, test := range tests {
			if status, body := web.do(test.method, test.path, test.authorization, test.body); status != test.status {
				t.Errorf("%s: %d %s, want %d", name, status, body, test.status)
			}
		}
		request := httptest.NewRequestWithContext(t.Context(), "POST", "/commands", strings.NewReader(`{}`))
		request.Header.Set("Authorization", good)
		request.Header.Set("Origin", "https://evil.example")
		recorder := httptest.NewRecorder()
		if web.routes.ServeHTTP(recorder, request); recorder.Code != http.StatusForbidden {
			t.Errorf("foreign origin: %d", recorder.Code)
		}
		pass(2 * HTTPSessionIdle)
	})
}

func TestHTTPInboxHoldsOnlyForWhoCollects(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := newWeb(t)
		send := func(id string) {
			t.Helper()
			status, _ := web.do("POST", "/messages", anaHeader(), `{"id":"`+id+`","to":"x@y","type":"text/plain","content":"a"}`)
			if status != http.StatusAccepted {
				t.Fatalf("message: %d", status)
			}
		}
		send("1")
		session := web.desk.session(t)
		if err := session.Send(&Notification{ID: "1", Event: EventFailed}); !errors.Is(err, ErrNoInbox) {
			t.Errorf("sending to who does not collect: %v", err)
		}
		if status, body := web.do("GET", "/messages/inbox?keepStored=false", anaHeader(), ""); status != http.StatusOK || !strings.Contains(body, `"echo"`) {
			t.Errorf("first look: %d %s", status, body)
		}
		if web.desk.presenceSet != 1 || web.desk.receiptSet != 1 || !session.Wants(EventConsumed) {
			t.Error("collecting does not count as presence and receipt")
		}
		send("2")
		var notifications []Notification
		for _, keep := range []string{"true", "false"} {
			_, body := web.do("GET", "/notifications/inbox?keepStored="+keep, anaHeader(), "")
			if err := json.Unmarshal([]byte(body), &notifications); err != nil || len(notifications) != 4 || notifications[2].ID != "2" {
				t.Errorf("notifications: %s (%v)", body, err)
			}
		}
		if _, body := web.do("GET", "/notifications/inbox", anaHeader(), ""); body != "[]" {
			t.Errorf("collected twice: %s", body)
		}
		if _, body := web.do("GET", "/messages/inbox", anaHeader(), ""); !strings.Contains(body, `"echo"`) {
			t.Errorf("messages: %s", body)
		}
		if len(web.desk.established) != 1 {
			t.Errorf("%d sessions for one header", len(web.desk.established))
		}
		pass(HTTPSessionIdle + time.Second)
		if len(web.desk.closed) != 1 || web.desk.closed[0] != nil {
			t.Errorf("closed: %v", web.desk.closed)
		}
		if err := session.Send(&Notification{ID: "1", Event: EventFailed}); !errors.Is(err, ErrClosed) {
			t.Errorf("sending to a closed session: %v", err)
		}
	})
}

func TestHTTPInboxThatNobodyEmptiesIsCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := newWeb(t)
		web.do("GET", "/messages/inbox", anaHeader(), "")
		session := web.desk.session(t)
		var err error
		for range OutgoingMax + 1 {
			err = session.Send(&Message{Content: []byte(`"x"`)})
		}
		if !errors.Is(err, ErrSlowPeer) || len(web.desk.closed) != 1 {
			t.Errorf("%v, closed %v", err, web.desk.closed)
		}
	})
}

func TestHTTPSessionIsProvedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		handler := &desk{}
		proofs, refuse := 0, false
		server := newDeskServer(handler, func(options *ServerOptions) {
			options.Authenticate = func(_ context.Context, node Node, _ Authentication) (Node, error) {
				if proofs++; refuse {
					return Node{}, ErrRefused
				}
				return node, nil
			}
		})
		web := &web{t: t, desk: handler, routes: server.HTTPHandler(WebOptions{})}
		for range 10 {
			web.do("GET", "/messages/inbox", anaHeader(), "")
			pass(HTTPSessionIdle / 2)
		}
		if proofs != 1 {
			t.Errorf("%d proofs in five minutes", proofs)
		}
		refuse = true
		if status, _ := web.do("GET", "/messages/inbox", anaHeader(), ""); status != http.StatusUnauthorized || len(handler.closed) != 1 {
			t.Errorf("after the account was taken away: %d, closed %v", status, handler.closed)
		}
		if err := server.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestHTTPOverARealSocket(t *testing.T) {
	address := onLoopback(t, &desk{}, WebOptions{})
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http"+strings.TrimPrefix(address, "ws")+"/commands", strings.NewReader(`{"id":"1","method":"get","uri":"/ping"}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", anaHeader())
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(body), MediaTypePing) {
		t.Errorf("%d %s %v", response.StatusCode, body, err)
	}
}

func TestHTTPTellsTroubleFromRefusal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		handler := &desk{}
		trouble := errors.New("database is locked")
		server := newDeskServer(handler, func(options *ServerOptions) {
			options.Authenticate = func(_ context.Context, node Node, _ Authentication) (Node, error) { return node, trouble }
		})
		web := &web{t: t, desk: handler, routes: server.HTTPHandler(WebOptions{AccountDomain: "msging.net"})}
		if status, body := web.do("GET", "/messages/inbox", lojaHeader(t), ""); status != http.StatusServiceUnavailable || strings.Contains(body, "locked") {
			t.Errorf("trouble: %d %s", status, body)
		}
		trouble = &ReasonError{Reason: Reason{ReasonCodeQuotaExceeded, "too many"}}
		if status, _ := web.do("GET", "/messages/inbox", lojaHeader(t), ""); status != http.StatusForbidden {
			t.Errorf("a reason: %d", status)
		}
		trouble = nil
		handler.onEstablished = func(session *ServerSession) error {
			if session.Node().String() != "loja@msging.net" {
				t.Errorf("the account is %s", session.Node())
			}
			return ErrRefused
		}
		for range 2 {
			if status, _ := web.do("GET", "/messages/inbox", lojaHeader(t), ""); status != http.StatusUnauthorized {
				t.Errorf("refused by the handler: %d", status)
			}
		}
		handler.onEstablished = nil
		if status, _ := web.do("GET", "/messages/inbox", lojaHeader(t), ""); status != http.StatusOK {
			t.Errorf("let in at last: %d", status)
		}
		trouble = errors.New("database is locked")
		for range 9 {
			pass(HTTPSessionIdle * 9 / 10)
			web.do("GET", "/messages/inbox", lojaHeader(t), "")
		}
		trouble = nil
		if status, _ := web.do("GET", "/messages/inbox", lojaHeader(t), ""); status != http.StatusOK || len(handler.closed) != 0 {
			t.Errorf("a trouble while proving again: %d, closed %v", status, handler.closed)
		}
		if err := server.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
		if status, _ := web.do("GET", "/messages/inbox", lojaHeader(t), ""); status != http.StatusServiceUnavailable {
			t.Errorf("after Shutdown: %d", status)
		}
	})
}
