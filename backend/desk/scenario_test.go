package desk_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/desk"
	"activa/backend/desk/desktest"
	"activa/backend/deskstore"
	"activa/backend/fault"
	"activa/backend/message"
)

var rewrite = flag.Bool("rewrite", false, "write what the scenarios show into their files")

// TestScenarios plays the files of testdata: a line that begins with "> " is a command, what stands
// below it is what a window sees of it. Lines with # are remarks. Read world.command for the commands.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			script, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			folder := t.TempDir()
			var shown string
			synctest.Test(t, func(t *testing.T) { shown = play(t, folder, string(script)) })
			if *rewrite {
				if err := os.WriteFile(file, []byte(shown), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if shown != string(script) {
				t.Errorf("%s shows something else (go test -rewrite, and read the difference):\n%s", file, shown)
			}
		})
	}
}

// play runs a script and gives it back with what was really shown.
func play(t *testing.T, folder, script string) string {
	w := newWorld(t, folder)
	var shown strings.Builder
	for line := range strings.Lines(script) {
		command, isCommand := strings.CutPrefix(line, "> ")
		switch {
		case isCommand:
			shown.WriteString(line)
			for _, seen := range w.do(strings.Fields(command)) {
				shown.WriteString(seen + "\n")
			}
		case strings.HasPrefix(line, "#"), strings.TrimSpace(line) == "":
			shown.WriteString(line)
		}
	}
	w.stop()
	return shown.String()
}

// world is a desk, its platform and a window that watches.
type world struct {
	t        *testing.T
	folder   string
	platform *desktest.Platform
	offset   atomic.Int64 // nanoseconds that the platform's clock was moved
	pace     atomic.Int64 // how many times faster than the machine's it runs beyond once
	began    time.Time
	desk     *desk.Desk
	store    *mortalStore
	changes  <-chan desk.Change
	end      context.CancelFunc
	ended    chan struct{}
	drafts   map[desk.MessageID]string
}

// mortalStore is the real store until the machine dies: then nothing is written any more.
type mortalStore struct {
	*deskstore.Store
	dead atomic.Bool
}

var errDead = errors.New("the machine is dead")

func (s *mortalStore) Commit(ctx context.Context, commit desk.Commit) error {
	if s.dead.Load() {
		return errDead
	}
	return s.Store.Commit(ctx, commit)
}

const aviso = `{"id":"1","name":"aviso_entrega","language":"pt_BR","status":"APPROVED","category":"UTILITY",
	"components":[{"type":"BODY","text":"Oi {{1}}, seu pedido chegou."}]}`

func templateFrom(t testing.TB, raw string) message.Template {
	t.Helper()
	template, err := message.ReadTemplate([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return template
}

func newWorld(t *testing.T, folder string) *world {
	w := &world{t: t, folder: folder, began: time.Now(), drafts: map[desk.MessageID]string{}}
	w.platform = desktest.NewPlatform(templateFrom(t, aviso))
	return w
}

// start opens the desk on what the folder holds.
func (w *world) start() {
	store, err := deskstore.Open(w.t.Context(), w.folder)
	if err != nil {
		w.t.Fatal(err)
	}
	w.store = &mortalStore{Store: store}
	options := desk.Options{Store: w.store, Platform: w.platform, Log: slog.New(slog.DiscardHandler)}
	if w.offset.Load() != 0 {
		options.Now = w.now
	}
	if w.desk, err = desk.New(w.t.Context(), options); err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(w.t.Context())
	w.end, w.ended = cancel, make(chan struct{})
	w.changes = w.desk.Watch(ctx)
	go func() {
		defer close(w.ended)
		if err := w.desk.Run(ctx); err != nil {
			w.t.Error(err)
		}
	}()
}

// now is the platform's time, which runs apart from the machine's once "clock" or "pace" was played.
func (w *world) now() time.Time {
	gained := time.Duration(w.pace.Load()) * time.Since(w.began)
	return time.Now().Add(time.Duration(w.offset.Load()) + gained)
}

// stop ends the desk in order, if it runs.
func (w *world) stop() {
	if w.desk == nil {
		return
	}
	w.end()
	<-w.ended
	if err := w.store.Close(); err != nil {
		w.t.Error(err)
	}
	w.desk, w.changes = nil, nil // the window is closed with the program: it sees nothing of its end
}

// crash ends the machine: what is not written is gone, and nobody says goodbye.
func (w *world) crash() {
	w.store.dead.Store(true)
	w.platform.WhenSent(nil)
	w.stop()
}

// do runs one command and gives what the window sees of it.
func (w *world) do(words []string) []string {
	switch words[0] {
	case "rows":
		return w.rows()
	case "tickets":
		return w.tickets()
	case "conversation":
		return w.conversation(words[1])
	}
	err := w.command(words[0], words[1:])
	synctest.Wait()
	seen := w.seen()
	if err != nil {
		seen = append(seen, "refused "+string(fault.CodeOf(err)))
	}
	return seen
}

// seen drains the changes and writes each part of them as a line.
func (w *world) seen() []string {
	var lines []string
	for {
		select {
		case change, open := <-w.changes:
			if !open {
				return lines
			}
			lines = append(lines, w.lines(change)...)
		default:
			return lines
		}
	}
}

func (w *world) lines(change desk.Change) []string {
	var lines []string
	if change.Connection != nil {
		lines = append(lines, "line "+string(change.Connection.Phase))
	}
	if p := change.Presence; p != nil {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("presence %s%s %s", p.Presence.Status,
			map[bool]string{false: "?"}[p.Confirmed], p.Presence.Reason)))
	}
	for _, row := range change.Sent {
		lines = append(lines, w.rowLine(row))
	}
	for _, id := range change.SentGone {
		lines = append(lines, "gone "+string(id))
	}
	for _, state := range change.Tickets {
		lines = append(lines, ticketLine(state))
	}
	for _, id := range change.TicketsGone {
		lines = append(lines, "ticket gone "+string(id))
	}
	for _, m := range change.Chat {
		lines = append(lines, chatLine(m))
	}
	for _, draft := range change.Drafts {
		lines = append(lines, "draft "+w.draftName(draft))
	}
	for _, id := range change.DraftsGone {
		lines = append(lines, "draft gone "+w.drafts[id])
	}
	if change.Fault != nil {
		lines = append(lines, "told "+string(fault.CodeOf(change.Fault)))
	}
	return lines
}

// rows is what a window that begins now sees.
func (w *world) rows() []string {
	var lines []string
	for _, row := range w.desk.Snapshot().Sent {
		lines = append(lines, w.rowLine(row))
	}
	return lines
}

// rowLine is a row as the tab shows it: status, what the outbox does, the reason, how long it is open.
func (w *world) rowLine(row desk.SentMessage) string {
	line := fmt.Sprintf("row %s %s", row.ID(), row.Progress.Status(w.now()))
	if row.Progress.Delivery == message.Unconfirmed {
		line += " unconfirmed"
	}
	if row.Outbox != nil {
		line += " [" + string(row.Outbox.Stage) + "]"
	}
	if row.Progress.Delivery == message.Failed {
		line += " " + strconv.Itoa(row.Progress.Reason.Code)
	}
	return line
}

// draftName names a draft whose id the desk made by the message that it came from.
func (w *world) draftName(draft desk.Draft) string {
	name := string(draft.ID)
	if len(name) > 8 {
		name = "new for " + draft.Phone
		if draft.RetryOf != "" {
			name += " retry of " + string(draft.RetryOf)
		}
	}
	if value := draft.Values["body.1"]; value != "" {
		name += " body.1=" + value
	}
	w.drafts[draft.ID] = name
	return name
}
