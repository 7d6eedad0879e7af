package blipstand_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"activa/backend/blip/blipstand"
	"activa/backend/lime"
	"activa/backend/lime/limetest"
)

const peerRouter = "acme-router@msging.net"

var peerKey = lime.EncodeSecret("key of the router")

// peerPlatform is a stand on real sockets with one template, whose customers read everything.
func peerPlatform(t *testing.T) (stand *blipstand.Stand, web *httptest.Server) {
	t.Helper()
	stand = blipstand.New(blipstand.Options{
		Bots: []blipstand.Bot{{ID: peerRouter, Key: peerKey, HasNumber: true, HasDesk: true, Templates: []json.RawMessage{
			json.RawMessage(`{"id":"1","name":"aviso_entrega","language":"pt_BR","status":"APPROVED","category":"UTILITY","components":[{"type":"BODY","text":"Olá {{1}}"}]}`)}}},
		People: []blipstand.Person{{Email: "ana.lima@example.com", Token: "good"}},
	})
	web = httptest.NewServer(stand.Handler())
	t.Cleanup(func() {
		if err := stand.Close(context.Background()); err != nil {
			t.Error(err)
		}
		web.Close()
	})
	return stand, web
}

func asText(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestBlipsOwnClientsOnTheStand lets Blip's public clients sign in to the stand, ask for the templates,
// make a campaign and send a template, over both transports: what they take for Blip is Blip's manner.
func TestBlipsOwnClientsOnTheStand(t *testing.T) {
	limetest.Need(t)
	asked := asText(t, []any{
		map[string]any{"to": "postmaster@wa.gw.msging.net", "method": "get", "uri": "/message-templates?$take=200"},
		map[string]any{"to": "postmaster@crm.msging.net", "method": "get", "uri": "/contacts?$skip=0&$take=10&$filter=(startswith(name%2C'Rit'))"},
		map[string]any{"to": "postmaster@desk.msging.net", "method": "get", "uri": "/tickets?$filter=status%20eq%20'waiting'"},
		map[string]any{"to": "postmaster@activecampaign.msging.net", "method": "set", "uri": "/campaign/full",
			"type": "application/vnd.iris.activecampaign.full-campaign+json", "resource": map[string]any{
				"campaign": map[string]any{"name": "peer-1", "campaignType": "Individual", "masterState": peerRouter, "channelType": "WhatsApp"},
				"audience": map[string]any{"recipient": "+5511987654321", "messageParams": map[string]any{"1": "Rita"}},
				"message": map[string]any{"messageTemplate": "aviso_entrega", "messageTemplateLanguage": "pt_BR",
					"messageParams": []any{"1"}, "channelType": "WhatsApp"}}},
	})
	template := asText(t, map[string]any{"type": "application/json", "content": map[string]any{"type": "template", "template": map[string]any{
		"name": "aviso_entrega", "language": map[string]any{"code": "pt_BR", "policy": "deterministic"},
		"components": []any{map[string]any{"type": "body", "parameters": []any{map[string]any{"type": "text", "text": "Rita"}}}}}}})
	byKey := []string{"LIME_SCHEME=key", "LIME_IDENTIFIER=acme-router", "LIME_DOMAIN=msging.net"}
	good := append(byKey, "LIME_KEY="+peerKey, "LIME_PREPARE="+asked, "LIME_MESSAGE="+template, "LIME_EVENTS=accepted,dispatched,received",
		"LIME_TO=5521987659999@wa.gw.msging.net")
	plays := map[string]struct {
		settings []string
		sockets  bool // only over WebSocket
		said     string
	}{
		"key":         {good, false, `"step":"notification received"`},
		"wrong key":   {append(byKey, "LIME_SECRET=wrong", "LIME_EXPECT=refused"), false, `"code":13`},
		"token":       {[]string{"LIME_SCHEME=external", "LIME_IDENTIFIER=ana.lima%40example.com", "LIME_DOMAIN=blip.ai", "LIME_TOKEN=good", "LIME_ISSUER=account.blip.ai"}, true, ""},
		"wrong token": {[]string{"LIME_SCHEME=external", "LIME_IDENTIFIER=ana.lima%40example.com", "LIME_DOMAIN=blip.ai", "LIME_TOKEN=bad", "LIME_ISSUER=account.blip.ai", "LIME_EXPECT=refused"}, true, `"code":13`},
		"guest":       {[]string{"LIME_SCHEME=guest", "LIME_DOMAIN=msging.net"}, true, ""},
	}
	for _, script := range limetest.Scripts {
		for name, play := range plays {
			for _, way := range []string{"WebSocket", "HTTP"} {
				if way == "HTTP" && play.sockets {
					continue
				}
				t.Run(fmt.Sprintf("%s/%s/%s", script, way, name), func(t *testing.T) {
					stand, web := peerPlatform(t)
					address := web.URL
					if way == "WebSocket" {
						address = "ws" + strings.TrimPrefix(address, "http")
					}
					said := limetest.Play(t, script, append(append([]string{}, play.settings...), "LIME_URL="+address)...)
					if !strings.Contains(said, play.said) {
						t.Errorf("%s is missing in\n%s", play.said, said)
					}
					for _, broken := range stand.Broken() {
						if !strings.Contains(broken, "/nothing-here") { // the play asks for that on purpose
							t.Errorf("not documented: %s", broken)
						}
					}
					if name == "key" && len(stand.Delivered()) != 2 {
						t.Errorf("left: %+v\n%s", stand.Delivered(), said)
					}
				})
			}
		}
	}
}
