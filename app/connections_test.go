package app

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"math"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/workspace"
)

// noKeyring is a system without a key store that works.
type noKeyring struct{}

var errNoKeyring = errors.New("no key store here")

func (noKeyring) Set(string, string, string) error   { return errNoKeyring }
func (noKeyring) Get(string, string) (string, error) { return "", errNoKeyring }
func (noKeyring) Delete(string, string) error        { return errNoKeyring }

// logBuffer is a log that many may write.
type logBuffer struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (l *logBuffer) Write(line []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.Write(line)
}

func (l *logBuffer) String() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.String()
}

// openProgram runs the program on a folder until the test ends.
func openProgram(t *testing.T, folder string, log *logBuffer) *Program {
	t.Helper()
	program, err := newProgram(t.Context(), folder, slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.Level(math.MinInt)})), noKeyring{})
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// startHub is an empty hub that ends with the test.
func startHub(t *testing.T) *workspace.Hub {
	t.Helper()
	folder, err := workspace.Hold(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	hub, err := workspace.OpenHub(t.Context(), folder, workspace.HubOptions{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(hub.Close(), folder.Release()); err != nil {
			t.Error(err)
		}
	})
	return hub
}

// serveTeamHub is a hub with the account carla@activa.local; it answers the address.
func serveTeamHub(t *testing.T, secret string) string {
	t.Helper()
	hub := startHub(t)
	administration, err := hub.Administration(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer administration.Close()
	account := doc.HubAccount{Identity: "carla@activa.local", Name: "Carla Reyes", Role: doc.RoleAgent, Secret: lime.EncodeSecret(secret)}
	if err := administration.PutAccount(t.Context(), account); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(hub.Web())
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return "ws" + strings.TrimPrefix(server.URL, "http")
}

// reach waits for a phase of the line, and gives the line as it was then.
func reach(t *testing.T, program *Program, phase desk.ConnectionPhase) desk.Connection {
	t.Helper()
	current, err := program.current()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	changes := current.desk.Watch(ctx)
	for {
		line := current.desk.Snapshot().Connection
		if line.Phase == phase {
			return line
		}
		if _, more := <-changes; !more {
			t.Fatalf("the line is %+v, not %s", line, phase)
		}
	}
}

func blipDraft() ConnectionDraft {
	return ConnectionDraft{
		Blip: BlipView{
			Contract: "entregasdelsur", Router: "entregasrouter", ServiceBot: "atencionsur",
			Email: "camila.rios@entregas.example", Name: "Camila Ríos", Address: "ws://127.0.0.1:9",
		},
		RouterKey: markedKey, ServiceKey: markedKey,
	}
}

func TestATeamHubIsEnteredAgainWithoutAsking(t *testing.T) {
	log, folder := &logBuffer{}, t.TempDir()
	address := serveTeamHub(t, markedSecret)
	program := openProgram(t, folder, log)
	if err := program.door.Start(StartChoice{Kind: kindHub, Address: address, Identity: "carla@activa.local", Secret: markedSecret}); err != nil {
		t.Fatal(err)
	}
	changes := program.listeners.Add(t.Context())
	for program.connections().Connections[0].Name == "" {
		<-changes
	}
	if err := program.Close(); err != nil {
		t.Fatal(err)
	}
	again := openProgram(t, folder, log)
	defer closing(t, again)
	reach(t, again, desk.Connected)
	if view := again.connections(); len(view.Connections) != 1 || !view.Connections[0].Current ||
		view.Connections[0].Name != "Carla Reyes" || !slices.Equal(view.Connections[0].Keys, []string{keySecret}) {
		t.Errorf("kept as %+v", view)
	}
}

func TestConnectionsStandSideBySide(t *testing.T) {
	log, folder := &logBuffer{}, t.TempDir()
	program := openProgram(t, folder, log)
	defer closing(t, program)
	door := program.door
	for _, agent := range []string{"camila.rios@activa.local", "bruno.diaz@activa.local"} {
		if err := door.Start(StartChoice{Kind: kindEmbedded, Identity: agent}); err != nil {
			t.Fatal(err)
		}
		reach(t, program, desk.Connected)
		if err := door.SaveDraft(DraftView{ID: "draft-of-" + agent, Name: agent}); err != nil {
			t.Fatal(err)
		}
	}
	if err := door.Connect(blipDraft()); err != nil {
		t.Fatal(err)
	}
	rows := program.connections().Connections
	if len(rows) != 3 || !rows[0].Current || rows[0].Kind != kindBlip {
		t.Fatalf("kept %+v", rows)
	}
	for _, row := range rows[1:] {
		if err := door.SwitchConnection(row.ID); err != nil {
			t.Fatal(err)
		}
		snapshot, err := door.Snapshot()
		if err != nil || len(snapshot.Drafts) != 1 || snapshot.Drafts[0].Name != row.Identity {
			t.Errorf("%s shows %+v, %v", row.Identity, snapshot.Drafts, err)
		}
	}
	if err := door.RemoveConnection(rows[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(program.deskFolder(rows[0].ID)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("its data stays: %v", err)
	}
	if _, found, err := program.keys.Get(t.Context(), keyOf(rows[0].ID, keyRouter)); found || err != nil {
		t.Errorf("its key stays: %v", err)
	}
	if err := door.SwitchConnection(rows[0].ID); fault.CodeOf(err) != connectionUnknown {
		t.Errorf("opened after it was removed: %v", err)
	}
	if rows = program.connections().Connections; len(rows) != 2 {
		t.Errorf("kept %+v", rows)
	}
}

// Signing in twice to one account must not open its store twice.
func TestTheSameConnectionOpenedAgainTakesItsOwnPlace(t *testing.T) {
	log := &logBuffer{}
	program := openProgram(t, t.TempDir(), log)
	defer closing(t, program)
	for range 3 {
		if err := program.door.Start(StartChoice{Kind: kindEmbedded, Identity: "camila.rios@activa.local"}); err != nil {
			t.Fatal(err)
		}
	}
	reach(t, program, desk.Connected)
	if rows := program.connections().Connections; len(rows) != 1 {
		t.Errorf("kept %+v", rows)
	}
}

func TestRemovingTheCurrentConnectionShowsTheWelcome(t *testing.T) {
	log := &logBuffer{}
	program := openProgram(t, t.TempDir(), log)
	defer closing(t, program)
	if err := program.door.Connect(blipDraft()); err != nil {
		t.Fatal(err)
	}
	if err := program.door.RemoveConnection(program.connections().Connections[0].ID); err != nil {
		t.Fatal(err)
	}
	if snapshot, err := program.door.Snapshot(); err != nil || snapshot.Stage != stageWelcome {
		t.Errorf("stage %s, %v", snapshot.Stage, err)
	}
	if _, err := os.Stat(program.keys.Path()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file of keys without a key stays: %v", err)
	}
}

func closing(t *testing.T, program *Program) {
	t.Helper()
	if err := program.Close(); err != nil {
		t.Error(err)
	}
}

// BenchmarkSwitchConnection is from the click to the other desk's snapshot, while the one before leaves.
func BenchmarkSwitchConnection(b *testing.B) {
	program, err := newProgram(b.Context(), b.TempDir(), slog.New(slog.DiscardHandler), noKeyring{})
	if err != nil {
		b.Fatal(err)
	}
	for _, agent := range []string{"camila.rios@activa.local", "bruno.diaz@activa.local"} {
		if err := program.door.Start(StartChoice{Kind: kindEmbedded, Identity: agent}); err != nil {
			b.Fatal(err)
		}
	}
	ids := []string{program.connections().Connections[0].ID, program.connections().Connections[1].ID}
	turn := 0
	for b.Loop() {
		turn++
		if err := program.door.SwitchConnection(ids[turn%2]); err != nil {
			b.Fatal(err)
		}
		if _, err := program.door.Snapshot(); err != nil {
			b.Fatal(err)
		}
	}
	if err := program.Close(); err != nil {
		b.Fatal(err)
	}
}
