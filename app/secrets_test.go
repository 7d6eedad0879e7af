package app

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/check"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

// markedSecret is looked for wherever a secret must not be; markedKey is its form on the wire.
const markedSecret = "marked-7f3a-secret"

var markedKey = lime.EncodeSecret(markedSecret)

// The issue's own words: never in the database, a log, the window, a crash file or a report. Activa writes no
// crash file and sends no report: a crash prints to standard error, which TestACrashDoesNotPrintASecret reads,
// and every file of the data folder is searched here, whatever it is for.
func TestNoSecretStandsAnywhereButInTheKeyStore(t *testing.T) {
	log, folder := &logBuffer{}, t.TempDir()
	program := openProgram(t, folder, log)
	watched := program.listeners.Add(t.Context())
	door, seen := program.door, &bytes.Buffer{}
	show := func(view any, err error) {
		if err != nil {
			seen.WriteString(FaultText(err))
		}
		if err := json.NewEncoder(seen).Encode(view); err != nil {
			t.Fatal(err)
		}
	}
	address := serveTeamHub(t, markedSecret)
	show(nil, door.Start(StartChoice{Kind: kindHub, Address: address, Identity: "carla@activa.local", Secret: markedSecret}))
	reach(t, program, desk.Connected)
	show(door.Snapshot())
	show(nil, door.Connect(blipDraft()))
	reach(t, program, desk.Dropped)
	show(door.Snapshot())
	for _, checked := range checkedDrafts(t) {
		for _, step := range []string{"", string(check.SignIn), string(check.Campaigns)} {
			changes := program.listeners.Add(t.Context())
			show(nil, door.CheckConnection(checked.draft, step))
			show(untilChecked(t, changes, checked.signIn), nil)
		}
		show(nil, door.Connect(checked.draft))
		reach(t, program, checked.phase)
		show(door.Snapshot())
	}
	show(door.StartOptions())
	show(door.Connections())
	wrong := blipDraft()
	wrong.Blip.Contract, wrong.RouterKey = "other", lime.EncodeSecret("anotherbot:"+markedSecret)
	show(nil, door.Connect(wrong))
	wrong.RouterKey = "%" + markedKey
	show(nil, door.Connect(wrong))
	show(nil, door.SignOut())
	for len(watched) > 0 {
		show(<-watched, nil)
	}
	if err := program.Close(); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"the log": log.String(), "the window": seen.String()} {
		if holdsMarked(text) {
			t.Errorf("%s holds the secret:\n%s", name, text)
		}
	}
	files := 0
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(name)
		files++
		if isKeyFile := name == program.keys.Path(); holdsMarked(string(content)) != isKeyFile {
			t.Errorf("%s: holds the secret is %v", name, !isKeyFile)
		}
		return err
	})
	if err != nil || files < 5 {
		t.Errorf("only %d files were searched: %v", files, err)
	}
}

// markedForms are what the secret looks like: raw, as a key, and as HTTP's header has it for each bot.
func markedForms() []string {
	forms := []string{markedSecret, markedKey, url.QueryEscape(markedKey)}
	for _, bot := range []string{"entregasrouter", "atencionsur", "anotherbot"} {
		token, _ := lime.HTTPToken(bot, markedKey) // a key that is right: cannot fail
		forms = append(forms, token, lime.EncodeSecret(bot+":"+markedSecret))
	}
	return forms
}

func holdsMarked(text string) bool {
	return slices.ContainsFunc(markedForms(), func(form string) bool { return strings.Contains(text, form) })
}

// checkedDraft is a connection, what its signing in is found to be, and where its line comes to stand.
type checkedDraft struct {
	draft  ConnectionDraft
	signIn check.State
	phase  desk.ConnectionPhase
}

// checkedDrafts are connections that are walked and opened with the secret: one that works, one by HTTP because
// no WebSocket gets through, one whose key is another's, and one without a right.
func checkedDrafts(t *testing.T) (drafts []checkedDraft) {
	t.Helper()
	for _, kind := range []string{"works", "by HTTP", "refused", "without rights"} {
		checked := checkedDraft{draft: blipDraft(), signIn: check.Fine, phase: desk.Connected}
		key, denied := markedKey, []string(nil)
		switch kind {
		case "refused":
			key = lime.EncodeSecret("not the marked one")
			checked.signIn, checked.phase = check.Failed, desk.Refused
		case "without rights":
			denied = []string{"campaign", "campaigns"}
		}
		stand := blipstand.New(blipstand.Options{Router: true, Bots: []blipstand.Bot{
			{ID: doc.BotIdentity("entregasrouter"), Key: key, HasNumber: true, Denied: denied},
			{ID: doc.BotIdentity("atencionsur"), Key: key, HasDesk: true},
		}})
		handler := stand.Handler()
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if kind == "by HTTP" && r.Header.Get("Upgrade") != "" {
				http.Error(w, "no WebSocket here", http.StatusForbidden)
				return
			}
			handler.ServeHTTP(w, r)
		}))
		t.Cleanup(func() {
			server.CloseClientConnections()
			server.Close()
		})
		checked.draft.Blip.Contract = strings.ReplaceAll(strings.ToLower(kind), " ", "-")
		checked.draft.Blip.Address = "ws" + strings.TrimPrefix(server.URL, "http")
		drafts = append(drafts, checked)
	}
	return drafts
}

// untilChecked is all that the windows are told of a check: what they show and copy for support is made of it.
func untilChecked(t *testing.T, changes <-chan Change, signIn check.State) (told []Change) {
	t.Helper()
	for change := range changes {
		told = append(told, change)
		if change.Check == nil || change.Check.Running {
			continue
		}
		for _, step := range change.Check.Steps {
			if step.Step == string(check.SignIn) && step.State != string(signIn) {
				t.Errorf("signing in is %+v, not %s", step, signIn)
			}
		}
		return told
	}
	t.Fatal("the line of changes ended")
	return nil
}

// A crash prints every goroutine; what it prints must not hold a key.
func TestACrashDoesNotPrintASecret(t *testing.T) {
	const variable = "ACTIVA_TEST_CRASHES"
	if folder := os.Getenv(variable); folder != "" {
		program := openProgram(t, folder, &logBuffer{})
		if err := program.door.Connect(blipDraft()); err != nil {
			t.Fatal(err)
		}
		reach(t, program, desk.Dropped)
		go func() { panic("a defect of ours") }()
		<-t.Context().Done()
		return
	}
	crashing := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$") //nolint:gosec // this test itself
	crashing.Env = append(os.Environ(), variable+"="+t.TempDir(), "GOTRACEBACK=all")
	printed, err := crashing.CombinedOutput()
	if err == nil || !strings.Contains(string(printed), "a defect of ours") {
		t.Fatalf("it did not crash: %v\n%s", err, printed)
	}
	if holdsMarked(string(printed)) {
		t.Errorf("the crash tells the secret:\n%s", printed)
	}
}
