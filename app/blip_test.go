package app

import (
	"encoding/json"
	"encoding/pem"
	"io"
	"log"
	"net/http/httptest"
	"strings"
	"testing"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/check"
	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

func TestAPastedKeyIsReadInEveryFormThatThePortalShows(t *testing.T) {
	key := lime.EncodeSecret("a raw key")
	header, err := lime.HTTPToken("entregasrouter", key)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		pasted string
		code   fault.Code
	}{
		"the key itself":         {key, ""},
		"with blanks around":     {"  " + key + "\n", ""},
		"the header's value":     {"Key " + header, ""},
		"the whole header":       {"Authorization: Key " + header, ""},
		"the header without Key": {header, ""},
		"the header of another":  {"Key " + lime.EncodeSecret("atencionsur:a raw key"), client.KeyOfAnotherBot},
		"what is no key":         {"¿dónde está la llave?", connectionInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := accessKey("entregasrouter", c.pasted)
			if fault.CodeOf(err) != c.code || err == nil && got != key {
				t.Errorf("read as %q, %v", got, err)
			}
		})
	}
}

func TestWhatIsPastedAlongIsTakenAway(t *testing.T) {
	blip := tidied(BlipView{
		Contract: " https://EntregasDelSur.http.msging.net/commands ", Router: "EntregasRouter@msging.net",
		ServiceBot: " atencionsur ", Email: " a@b.example ", Name: " Ana ",
	})
	want := BlipView{Contract: "entregasdelsur", Router: "entregasrouter", ServiceBot: "atencionsur", Email: "a@b.example", Name: "Ana"}
	if blip != want || wrongField(blip) != "" {
		t.Errorf("tidied to %+v, wrong %q", blip, wrongField(blip))
	}
	if same := tidied(BlipView{Router: "one", ServiceBot: "One@msging.net"}); same.ServiceBot != "" {
		t.Error("one bot for both counts as two")
	}
}

func TestTheFirstWrongFieldIsNamed(t *testing.T) {
	for field, change := range map[string]func(*BlipView){
		"contract":            func(b *BlipView) { b.Contract = "mi contrato" },
		"router":              func(b *BlipView) { b.Router = "" },
		"serviceBot":          func(b *BlipView) { b.ServiceBot = "á" },
		"email":               func(b *BlipView) { b.Email = "camila" },
		"name":                func(b *BlipView) { b.Name = "" },
		"rootCertificates":    func(b *BlipView) { b.RootCertificates = "-----BEGIN" },
		"flowId":              func(b *BlipView) { b.FlowID = strings.Repeat("x", blipTextBytesMax+1) },
		"masterStateSpelling": func(b *BlipView) { b.MasterSpelling = "master" },
		"paceMax":             func(b *BlipView) { b.PaceMax = paceMost + 1 },
		"":                    func(*BlipView) {},
	} {
		blip := blipDraft().Blip
		change(&blip)
		if got := wrongField(blip); got != field {
			t.Errorf("wrong is %q, not %q", got, field)
		}
	}
}

func TestWhereAContractIsReached(t *testing.T) {
	for name, c := range map[string]struct {
		blip           BlipView
		webSocket, web string
		code           fault.Code
	}{
		"Blip":             {BlipView{Contract: "sur"}, "wss://sur.ws.msging.net:443", "https://sur.http.msging.net", ""},
		"a person's token": {BlipView{Contract: "sur", UserToken: true}, "wss://sur.ws.blip.ai:443", "https://sur.http.blip.ai", ""},
		"elsewhere":        {BlipView{Contract: "sur", Address: "https://lime.example:8443"}, "wss://lime.example:8443", "https://lime.example:8443", ""},
		"this machine":     {BlipView{Contract: "sur", Address: "ws://127.0.0.1:9"}, "ws://127.0.0.1:9", "http://127.0.0.1:9", ""},
		"in clear":         {BlipView{Contract: "sur", Address: "ws://lime.example"}, "", "", addressNotSecure},
	} {
		t.Run(name, func(t *testing.T) {
			webSocket, web, err := platformAddresses(c.blip)
			if fault.CodeOf(err) != c.code || err == nil && (webSocket != c.webSocket || web != c.web) {
				t.Errorf("reached at %s and %s, %v", webSocket, web, err)
			}
		})
	}
}

// serveBots is a hub with the bots of the draft; it answers the draft with their keys and its address.
func serveBots(t *testing.T) ConnectionDraft {
	t.Helper()
	hub := startHub(t)
	administration, err := hub.Administration(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer administration.Close()
	draft := blipDraft()
	for name, key := range map[string]*string{draft.Blip.Router: &draft.RouterKey, draft.Blip.ServiceBot: &draft.ServiceKey} {
		number := "+551195555" + map[bool]string{true: "0100", false: "0200"}[name == draft.Blip.Router]
		made, err := administration.PutBot(t.Context(), doc.Bot{Identity: doc.BotIdentity(name), Name: name, Number: number})
		if err != nil {
			t.Fatal(err)
		}
		*key = made.Key
	}
	server := httptest.NewServer(hub.Web())
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	draft.Blip.Address = "ws" + strings.TrimPrefix(server.URL, "http")
	return draft
}

// lastCheck follows the changes of a check to its end.
func lastCheck(t *testing.T, changes <-chan Change) CheckView {
	t.Helper()
	running := 0
	for change := range changes {
		if change.Check == nil {
			continue
		}
		if !change.Check.Running {
			if running < 2 {
				t.Errorf("only %d results came as they were found", running)
			}
			return *change.Check
		}
		running++
	}
	t.Fatal("the line of changes ended")
	return CheckView{}
}

func TestACheckIsToldStepByStep(t *testing.T) {
	program := openProgram(t, t.TempDir(), &logBuffer{})
	defer closing(t, program)
	changes, draft := program.listeners.Add(t.Context()), serveBots(t)
	if err := program.door.CheckConnection(draft, ""); err != nil {
		t.Fatal(err)
	}
	found := lastCheck(t, changes)
	for _, step := range found.Steps {
		if step.State == string(check.Failed) || step.State == stepWaiting {
			t.Errorf("%+v", step)
		}
	}
	if len(found.Steps) != len(check.Steps()) {
		t.Errorf("%d steps", len(found.Steps))
	}
	draft.RouterKey, draft.ServiceKey = draft.ServiceKey, draft.RouterKey
	if err := program.door.CheckConnection(draft, string(check.SignIn)); err != nil {
		t.Fatal(err)
	}
	again := lastCheck(t, changes)
	for at, step := range again.Steps {
		if step.Step == string(check.SignIn) {
			if step.Code != string(check.SwappedKeys) {
				t.Errorf("the step alone: %+v", step)
			}
		} else if text, _ := json.Marshal(step); string(text) != encoded(t, found.Steps[at]) {
			t.Errorf("%s was walked again", step.Step)
		}
	}
	if err := program.door.CheckConnection(draft, "everything"); fault.CodeOf(err) != checkStepUnknown {
		t.Errorf("an unknown step: %v", err)
	}
}

func TestACheckWithoutAKeyIsRefusedByItsField(t *testing.T) {
	program := openProgram(t, t.TempDir(), &logBuffer{})
	defer closing(t, program)
	for field, change := range map[string]func(*ConnectionDraft){
		"routerKey":  func(d *ConnectionDraft) { d.RouterKey = "" },
		"serviceKey": func(d *ConnectionDraft) { d.ServiceKey = "" },
		"token":      func(d *ConnectionDraft) { d.Blip.UserToken = true },
	} {
		draft := blipDraft()
		change(&draft)
		err := program.door.CheckConnection(draft, "")
		if fault.CodeOf(err) != connectionInvalid || fault.Of(err).Parameters["field"] != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestKeptKeysAreUsedWhereTheFieldIsEmpty(t *testing.T) {
	program := openProgram(t, t.TempDir(), &logBuffer{})
	defer closing(t, program)
	draft := serveBots(t)
	if err := program.door.Connect(draft); err != nil {
		t.Fatal(err)
	}
	draft.ID, draft.RouterKey, draft.ServiceKey = program.connections().Connections[0].ID, "", ""
	changes := program.listeners.Add(t.Context())
	if err := program.door.CheckConnection(draft, string(check.SignIn)); err != nil {
		t.Fatal(err)
	}
	for _, step := range lastCheck(t, changes).Steps {
		if step.Step == string(check.SignIn) && step.State != string(check.Fine) {
			t.Errorf("%+v", step)
		}
	}
	draft.Blip.Contract = "another"
	if err := program.door.Connect(draft); fault.CodeOf(err) != connectionInvalid {
		t.Errorf("a kept key went to another contract: %v", err)
	}
}

func encoded(t *testing.T, view any) string {
	t.Helper()
	text, err := json.Marshal(view)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A company that reads its own TLS: without its certificate nothing is said through it, with it the line stands,
// also after a restart.
func TestAnOwnRootCertificateLetsTheLineThrough(t *testing.T) {
	stand := blipstand.New(blipstand.Options{Router: true, Bots: []blipstand.Bot{
		{ID: doc.BotIdentity("entregasrouter"), Key: markedKey, HasNumber: true},
		{ID: doc.BotIdentity("atencionsur"), Key: markedKey, HasDesk: true},
	}})
	server := httptest.NewUnstartedServer(stand.Handler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // of the handshakes that are refused
	server.StartTLS()
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	folder, draft := t.TempDir(), blipDraft()
	draft.Blip.Address = "wss" + strings.TrimPrefix(server.URL, "https")
	program := openProgram(t, folder, &logBuffer{})
	if err := program.door.Connect(draft); err != nil {
		t.Fatal(err)
	}
	if line := reach(t, program, desk.Dropped); fault.CodeOf(line.Cause) != client.TLSIntercepted {
		t.Errorf("without the certificate: %v", line.Cause)
	}
	draft.Blip.RootCertificates = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))
	if err := program.door.Connect(draft); err != nil {
		t.Fatal(err)
	}
	reach(t, program, desk.Connected)
	closing(t, program)
	again := openProgram(t, folder, &logBuffer{})
	defer closing(t, again)
	reach(t, again, desk.Connected)
}
