package hub_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"activa/backend/hub"
	"activa/backend/lime"
	"activa/backend/message"
)

// httpPeer is a bot that speaks HTTP.
type httpPeer struct {
	t     *testing.T
	base  string
	token string
}

func (p httpPeer) call(method, path, body string, wantStatus int) string {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.t.Context(), method, p.base+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Key "+p.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != wantStatus {
		p.t.Fatalf("%s %s: %s %s (%v)", method, path, response.Status, answer, err)
	}
	return string(answer)
}

func (p httpPeer) command(body string) lime.Command {
	p.t.Helper()
	var answer lime.Command
	if err := json.Unmarshal([]byte(p.call(http.MethodPost, "/commands", body, http.StatusOK)), &answer); err != nil {
		p.t.Fatal(err)
	}
	return answer
}

// TestABotOverHTTPFindsItsNewsInTheInbox sends before it has ever asked for its inbox: what came
// meanwhile was kept (LIME and Blip, §26).
func TestABotOverHTTPFindsItsNewsInTheInbox(t *testing.T) {
	w := furnished(t)
	owner := w.peers[0]
	raw := owner.must(t, "", lime.MethodSet, "postmaster@activa.local", "/x-activa/bots", json.RawMessage(
		`{"identity":"nova","number":"+551140000002"}`))
	var made struct{ Key string }
	if err := json.Unmarshal(raw, &made); err != nil {
		t.Fatal(err)
	}
	w.importTemplates(owner, "nova", "templates.json")
	token, err := lime.HTTPToken("nova", made.Key)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(w.hub.Web(lime.WebOptions{AccountDomain: "msging.net"}))
	defer server.Close()
	bot := httpPeer{t, server.URL, token}
	if answer := bot.command(`{"id":"1","to":"postmaster@wa.gw.msging.net","method":"get","uri":"/message-templates"}`); answer.Status != lime.StatusSuccess {
		t.Fatalf("got %+v", answer)
	}
	if answer := bot.command(`{"id":"2","to":"postmaster@nowhere","method":"get","uri":"/x"}`); answer.Reason == nil || answer.Reason.Code != lime.ReasonCodeGatewayNotFound {
		t.Fatalf("got %+v", answer)
	}
	bot.call(http.MethodPost, "/messages", `{"id":"h1","to":"`+rita+`","type":"application/json",
		"content":{"type":"template","template":{"name":"ola","language":{"code":"es"}}}}`, http.StatusAccepted)
	// A command is answered after what the session sent before it is committed.
	if answer := bot.command(`{"id":"3","to":"postmaster@activa.local","method":"get","uri":"/x-activa/sent/h1"}`); answer.Status != lime.StatusSuccess {
		t.Fatalf("got %+v", answer)
	}
	w.gateway.tell(t, hub.GatewayNews{Receipt: &hub.GatewayReceipt{ID: "h1", Receipt: message.Receipt{Kind: message.Received, At: time.Now()}}})
	var inbox string
	// The inbox fills after the answer to the request that asks first.
	for giveUpAt := time.Now().Add(10 * time.Second); time.Now().Before(giveUpAt); {
		inbox += bot.call(http.MethodGet, "/notifications/inbox", "", http.StatusOK)
		if strings.Contains(inbox, `"accepted"`) && strings.Contains(inbox, `"received"`) {
			break
		}
	}
	for _, event := range []string{`"accepted"`, `"received"`} {
		if strings.Count(inbox, event) != 1 {
			t.Errorf("%s stands %d times in %s", event, strings.Count(inbox, event), inbox)
		}
	}
	if got := bot.call(http.MethodGet, "/health", "", http.StatusOK); got != "{\"status\":\"well\"}\n" {
		t.Errorf("health: %s", got)
	}
	if got := bot.call(http.MethodGet, "/metrics", "", http.StatusOK); !strings.Contains(got, "\nactiva_sends_total 1\n") {
		t.Errorf("metrics: %s", got)
	}
}
