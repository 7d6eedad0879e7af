package commandline_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"activa/backend/lime/limetest"
)

// templateMessage is a direct template message as a Blip bot sends it (LIME and Blip, §13.2).
func templateMessage(name string, values ...string) map[string]any {
	parameters := []any{}
	for _, value := range values {
		parameters = append(parameters, map[string]any{"type": "text", "text": value})
	}
	return map[string]any{"type": "application/json", "content": map[string]any{
		"type": "template",
		"template": map[string]any{
			"name":       name,
			"language":   map[string]any{"code": "es", "policy": "deterministic"},
			"components": []any{map[string]any{"type": "body", "parameters": parameters}},
		},
	}}
}

// inNameOf lets an agent's node send or ask for the demo bot, by LIME's delegation.
func inNameOf(agentNode string, envelope map[string]any) map[string]any {
	envelope["from"], envelope["pp"] = demoBot, agentNode
	return envelope
}

func online() map[string]any {
	return map[string]any{
		"to": "postmaster@activa.local", "method": "set", "uri": "/x-activa/presence",
		"type": "application/vnd.activa.presence+json", "resource": map[string]any{"status": "Online"},
	}
}

func listTemplates() map[string]any {
	return map[string]any{"to": "postmaster@wa.gw.msging.net", "method": "get", "uri": "/message-templates?$take=5"}
}

func asJSON(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const everyReceipt = "accepted,dispatched,received,consumed"

// interopPlay is what one public client does with the hub.
type interopPlay struct {
	name     string
	overHTTP bool // goes over HTTP as well
	settings func(t *testing.T, hub *served) []string
	said     string // what the client's lines must hold
}

// byAgent prepares an agent who goes Online and sends for the demo bot; prove gives how it signs in.
func byAgent(prove func(t *testing.T, hub *served, agent string) []string) func(*testing.T, *served) []string {
	return func(t *testing.T, hub *served) []string {
		agent := hub.agent(t)
		node := agent + "@activa.local/peer"
		message := inNameOf(node, templateMessage("aviso_demora", "Rita", "A-1", "mañana"))
		return append(prove(t, hub, agent), "LIME_IDENTIFIER="+agent, "LIME_DOMAIN=activa.local",
			"LIME_PREPARE="+asJSON(t, []any{online(), inNameOf(node, listTemplates())}),
			"LIME_TO="+hub.recipient(), "LIME_MESSAGE="+asJSON(t, message), "LIME_EVENTS="+everyReceipt)
	}
}

func byBot(t *testing.T, hub *served) []string {
	bot, key := hub.bot(t)
	return []string{
		"LIME_SCHEME=key", "LIME_IDENTIFIER=" + bot, "LIME_DOMAIN=msging.net", "LIME_KEY=" + key,
		"LIME_PREPARE=" + asJSON(t, []any{listTemplates()}),
		"LIME_TO=" + hub.recipient(), "LIME_MESSAGE=" + asJSON(t, templateMessage("hola", "Rita")), "LIME_EVENTS=" + everyReceipt,
	}
}

// byInvisibleAgent does not go Online before it sends (P1).
func byInvisibleAgent(t *testing.T, hub *served) []string {
	agent := hub.agent(t)
	message := inNameOf(agent+"@activa.local/peer", templateMessage("aviso_demora", "Rita", "A-1", "mañana"))
	return []string{
		"LIME_SCHEME=plain", "LIME_IDENTIFIER=" + agent, "LIME_DOMAIN=activa.local", "LIME_SECRET=" + peerSecret,
		"LIME_TO=" + hub.recipient(), "LIME_MESSAGE=" + asJSON(t, message), "LIME_EVENTS=failed",
	}
}

// wrong signs in to an account that exists with what does not prove it.
func wrong(scheme, identifier, domain, proof string) func(*testing.T, *served) []string {
	return func(*testing.T, *served) []string {
		return []string{"LIME_SCHEME=" + scheme, "LIME_IDENTIFIER=" + identifier, "LIME_DOMAIN=" + domain, proof, "LIME_EXPECT=refused"}
	}
}

// interopPlays are all of them; the agent and the bot are those that are signed in to with a wrong proof.
func interopPlays(agent, bot string) []interopPlay {
	const told = `"step":"notification consumed"`
	return []interopPlay{
		{"guest", false, func(*testing.T, *served) []string { return []string{"LIME_SCHEME=guest"} }, `"step":"ping"`},
		{"plain", true, byAgent(func(*testing.T, *served, string) []string {
			return []string{"LIME_SCHEME=plain", "LIME_SECRET=" + peerSecret}
		}), told},
		{"external", false, byAgent(func(t *testing.T, hub *served, agent string) []string {
			return []string{"LIME_SCHEME=external", "LIME_TOKEN=" + hub.token(t, agent), "LIME_ISSUER=activa.local"}
		}), told},
		{"key", true, byBot, told},
		{"not online", true, byInvisibleAgent, "agent-not-online"},
		{"wrong password", true, wrong("plain", agent, "activa.local", "LIME_SECRET=wrong"), `"code":13`},
		{"wrong key", true, wrong("key", bot, "msging.net", "LIME_SECRET=wrong"), `"code":13`},
		{"wrong token", false, wrong("external", agent, "activa.local", "LIME_TOKEN=wrong"), `"code":13`},
	}
}

// TestPublicClientsAgainstServe lets Blip's own public clients use the hub as they would use Blip.
func TestPublicClientsAgainstServe(t *testing.T) {
	limetest.Need(t)
	hub := serveDemo(t)
	bot, _ := hub.bot(t)
	plays := interopPlays(hub.agent(t), bot)
	t.Run("plays", func(t *testing.T) { // ends before the hub does
		for _, script := range limetest.Scripts {
			for _, play := range plays {
				t.Run(fmt.Sprintf("%s/WebSocket/%s", script, play.name), func(t *testing.T) {
					play.against(t, hub, script, hub.address)
				})
				if play.overHTTP {
					t.Run(fmt.Sprintf("%s/HTTP/%s", script, play.name), func(t *testing.T) {
						play.against(t, hub, script, "http"+strings.TrimPrefix(hub.address, "ws"))
					})
				}
			}
		}
	})
}

func (p interopPlay) against(t *testing.T, hub *served, script, address string) {
	t.Parallel()
	said := limetest.Play(t, script, append(p.settings(t, hub), "LIME_URL="+address)...)
	if !strings.Contains(said, p.said) {
		t.Errorf("%s is missing in\n%s", p.said, said)
	}
}
