package desktest

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
)

// began is a fixed instant for stored things.
var began = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// RunStore runs the suite that every desk.Store must pass. open opens the store of a test's own place;
// called again with the same test, after Close, it opens what was stored.
func RunStore(t *testing.T, open func(t *testing.T) desk.Store) {
	for name, test := range map[string]func(*testing.T, func(*testing.T) desk.Store){
		"fresh": testFresh, "messages": testMessages, "conflicts": testConflicts, "all or nothing": testAtomic,
		"visible": testVisible, "drafts and session": testSession, "shelves": testShelves,
		"history": testHistory, "earlier": testEarlier, "uses": testUses, "contacts": testContacts,
		"tickets": testTickets, "conversation": testConversation, "chat outbox": testChatOutbox,
	} {
		t.Run(name, func(t *testing.T) { test(t, open) })
	}
}

func commit(t *testing.T, store desk.Store, c desk.Commit) {
	t.Helper()
	if err := store.Commit(t.Context(), c); err != nil {
		t.Fatalf("commit: %v", err)
	}
}

func load(t *testing.T, store desk.Store, now time.Time) desk.Loaded {
	t.Helper()
	loaded, err := store.Load(t.Context(), now)
	if err != nil {
		t.Fatalf("load: %v", err)
	}
	return loaded
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if difference := cmp.Diff(want, got); difference != "" {
		t.Errorf("%s (-want +got):\n%s", what, difference)
	}
}

// Sent is a queued message with an outbox row, the n-th of its kind.
func Sent(n int, name, phone string) desk.SentMessage {
	id := fmt.Sprintf("message-%d", n)
	composed := began.Add(time.Duration(n) * time.Second)
	return desk.SentMessage{
		Message: message.ActiveMessage{
			ID: id, Bot: "entregas@msging.net", Agent: "ana@activa.local", Contact: "c" + phone, Phone: phone, Name: name,
			TemplateID: "1", TemplateName: "aviso_entrega", TemplateLanguage: "pt_BR",
			Values: message.Values{"body.1": name}, ComposedAt: composed, RetryOf: "older",
		},
		Progress: message.NewProgress(composed),
		Outbox:   &desk.OutboxRow{ID: desk.MessageID(id), Stage: desk.OutboxWaiting, LeavesAt: composed.Add(5 * time.Second)},
	}
}

// Accepted is the same message after the platform took it.
func Accepted(sent desk.SentMessage) desk.SentMessage {
	sent.Progress = sent.Progress.Apply(message.Receipt{Kind: message.Accepted, At: sent.Message.ComposedAt.Add(time.Second)})
	sent.Outbox = nil
	return sent
}

// closed ends a store that a test is done with.
func closed(t *testing.T, store desk.Store) {
	t.Helper()
	if err := store.Close(); err != nil {
		t.Error(err)
	}
}

func testFresh(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	defer closed(t, store)
	loaded := load(t, store, began)
	same(t, "settings", loaded.Settings, desk.DefaultSettings())
	if len(loaded.Sent)+len(loaded.Drafts)+len(loaded.Bots)+len(loaded.Shelves) != 0 || loaded.Revision != 0 {
		t.Errorf("a fresh store holds %+v", loaded)
	}
	if _, err := store.Message(t.Context(), "nobody"); fault.CodeOf(err) != desk.MessageUnknown {
		t.Errorf("an unknown message gives %v", err)
	}
	if _, err := store.SentTemplate(t.Context(), "nobody"); fault.CodeOf(err) != desk.TemplateUnknown {
		t.Errorf("an unknown template gives %v", err)
	}
}

func testMessages(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	sent := Sent(1, "Rita Lima", "+5531987654321")
	template := message.Template{Name: "aviso_entrega", Raw: []byte(`{"name":"aviso_entrega","language":"pt_BR","status":"APPROVED","category":"UTILITY","components":[{"type":"BODY","text":"Oi {{1}}"}]}`)}
	commit(t, store, desk.Commit{Revision: 7, Sent: []desk.SentWrite{{Now: sent, New: true, Template: &template}}})
	handed := sent
	row := *sent.Outbox
	row.Stage, row.HandedAt, row.NextAt, row.Tries = desk.OutboxHanded, began.Add(time.Minute), began.Add(time.Hour), 3
	handed.Outbox = &row
	commit(t, store, desk.Commit{Revision: 8, Sent: []desk.SentWrite{{Now: handed, Stage: desk.OutboxWaiting}}})
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	store = open(t)
	defer closed(t, store)
	loaded := load(t, store, began)
	same(t, "loaded", loaded.Sent, []desk.SentMessage{handed})
	if loaded.Revision != 8 {
		t.Errorf("revision %d, want 8", loaded.Revision)
	}
	done := handed
	for kind := message.Unconfirmed; kind <= message.Cancelled; kind++ {
		done.Progress = done.Progress.Apply(message.Receipt{Kind: kind, At: began.Add(time.Duration(kind) * time.Second), Reason: message.Reason{Code: 131026, Description: "não entregue"}})
	}
	done.Progress, done.Outbox = done.Progress.Replied(began.Add(30*time.Hour)), nil
	commit(t, store, desk.Commit{Revision: 9, Sent: []desk.SentWrite{{Now: done, Stage: desk.OutboxHanded}}})
	got, err := store.Message(t.Context(), sent.ID())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "message", got, done)
	copied, err := store.SentTemplate(t.Context(), sent.ID())
	if err != nil || copied.Name != "aviso_entrega" || copied.Body == nil {
		t.Errorf("template copy %+v, %v", copied, err)
	}
}

// testConflicts: a write whose condition does not hold changes nothing.
func testConflicts(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	defer closed(t, store)
	sent := Sent(1, "Rita", "+5531987654321")
	commit(t, store, desk.Commit{Revision: 1, Sent: []desk.SentWrite{{Now: sent, New: true}}})
	taken := Accepted(sent)
	for name, write := range map[string]desk.SentWrite{
		"new twice":         {Now: sent, New: true},
		"another delivery":  {Now: taken, Delivery: message.Accepted, Stage: desk.OutboxWaiting},
		"another stage":     {Now: taken, Stage: desk.OutboxHanded},
		"no row believed":   {Now: taken},
		"unknown message":   {Now: Accepted(Sent(2, "João", "+5531987654322"))},
		"row believed gone": {Now: sent},
	} {
		if err := store.Commit(t.Context(), desk.Commit{Revision: 2, Sent: []desk.SentWrite{write}}); !errors.Is(err, desk.ErrConflict) {
			t.Errorf("%s: %v, want ErrConflict", name, err)
		}
	}
	same(t, "after the conflicts", load(t, store, began).Sent, []desk.SentMessage{sent})
}

func testAtomic(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	defer closed(t, store)
	settings := desk.DefaultSettings()
	settings.UndoSeconds = 9
	err := store.Commit(t.Context(), desk.Commit{
		Revision: 5, Settings: &settings, Drafts: []desk.Draft{{ID: "d"}},
		Sent: []desk.SentWrite{{Now: Sent(1, "Rita", "+55"), New: true}, {Now: Sent(2, "João", "+56")}},
	})
	if err == nil {
		t.Fatal("an update of a message that does not exist went through")
	}
	loaded := load(t, store, began)
	if loaded.Revision != 0 || len(loaded.Sent) != 0 || len(loaded.Drafts) != 0 || loaded.Settings.UndoSeconds == 9 {
		t.Errorf("half of a commit was written: %+v", loaded)
	}
}

// testVisible: loaded is what is in the tab at that instant, or still in the outbox.
func testVisible(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	defer closed(t, store)
	waiting, taken, replied := Sent(1, "Rita", "+551"), Accepted(Sent(2, "João", "+552")), Accepted(Sent(3, "Bia", "+553"))
	replied.Progress = replied.Progress.Replied(began.Add(time.Minute))
	cancelled := Sent(4, "Lia", "+554")
	cancelled.Progress, _ = cancelled.Progress.Cancel(began)
	cancelled.Outbox = nil
	var writes []desk.SentWrite
	for _, sent := range []desk.SentMessage{waiting, taken, replied, cancelled} {
		writes = append(writes, desk.SentWrite{Now: sent, New: true})
	}
	commit(t, store, desk.Commit{Revision: 1, Sent: writes})
	leaves := taken.Progress.LeavesAt()
	for at, want := range map[time.Time][]string{
		began: {"Rita", "João"}, leaves.Add(-time.Millisecond): {"Rita", "João"}, leaves: {"Rita"},
	} {
		var names []string
		for _, sent := range load(t, store, at).Sent {
			names = append(names, sent.Message.Name)
		}
		slices.Sort(names)
		slices.Sort(want)
		same(t, at.String(), names, want)
	}
}
