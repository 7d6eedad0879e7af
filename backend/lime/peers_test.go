package lime

import (
	"slices"
	"strings"
	"testing"
	"time"

	"activa/backend/lime/limetest"
)

func TestPublicClientsAgainstOurServer(t *testing.T) {
	limetest.Need(t)
	exchange := []string{"LIME_TO=" + deskNode.String(), "LIME_EVENTS=accepted,received", "LIME_REPLY=yes"}
	accounts := map[string]struct {
		settings []string
		sockets  bool // only over WebSocket
	}{
		"guest":          {[]string{"LIME_SCHEME=guest", "LIME_TO=" + deskNode.String(), "LIME_REPLY=yes", "LIME_AWAIT_PING=yes"}, true},
		"external":       {append([]string{"LIME_SCHEME=external", "LIME_IDENTIFIER=rita", "LIME_TOKEN=token-of-rita", "LIME_ISSUER=" + deskDomain}, exchange...), true},
		"plain":          {append([]string{"LIME_SCHEME=plain", "LIME_IDENTIFIER=ana", "LIME_SECRET=" + deskSecret}, exchange...), false},
		"key":            {append([]string{"LIME_SCHEME=key", "LIME_IDENTIFIER=loja", "LIME_SECRET=" + deskSecret}, exchange...), false},
		"wrong password": {[]string{"LIME_SCHEME=plain", "LIME_IDENTIFIER=ana", "LIME_SECRET=wrong", "LIME_EXPECT=refused"}, false},
		"wrong key":      {[]string{"LIME_SCHEME=key", "LIME_IDENTIFIER=loja", "LIME_SECRET=wrong", "LIME_EXPECT=refused"}, false},
		"wrong token":    {[]string{"LIME_SCHEME=external", "LIME_IDENTIFIER=rita", "LIME_TOKEN=x", "LIME_ISSUER=x", "LIME_EXPECT=refused"}, true},
	}
	for _, script := range limetest.Scripts {
		for name, account := range accounts {
			t.Run(script+"/WebSocket/"+name, func(t *testing.T) { playPeer(t, script, false, account.settings) })
			if !account.sockets {
				t.Run(script+"/HTTP/"+name, func(t *testing.T) { playPeer(t, script, true, account.settings) })
			}
		}
	}
}

func playPeer(t *testing.T, script string, overHTTP bool, settings []string) {
	t.Parallel()
	handler := &desk{}
	address := listenLoopback(t, newDeskServer(handler, func(options *ServerOptions) {
		options.Negotiate = strings.HasPrefix(script, "lime-js")
		options.PingInterval = 2 * time.Second // soon, and yet a busy machine answers before two were missed
	}), WebOptions{})
	settings = append(slices.Clone(settings), "LIME_DOMAIN="+deskDomain, "LIME_URL="+address)
	if overHTTP {
		settings[len(settings)-1] = "LIME_URL=http" + strings.TrimPrefix(address, "ws")
	}
	said := limetest.Play(t, script, settings...)
	if slices.Contains(settings, "LIME_EXPECT=refused") {
		if len(handler.established) != 0 {
			t.Errorf("a wrong secret made a session\n%s", said)
		}
		return
	}
	handler.mu.Lock()
	defer handler.mu.Unlock()
	if len(handler.established) != 1 {
		t.Fatalf("%d sessions\n%s", len(handler.established), said)
	}
	for _, want := range []Event{EventReceived, EventConsumed} {
		if !slices.ContainsFunc(handler.seen, func(e Envelope) bool {
			notification, ok := e.(*Notification)
			return ok && notification.Event == want
		}) {
			t.Errorf("our server was never told of %s\n%s", want, said)
		}
	}
}
