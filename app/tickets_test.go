package app

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/fault"
)

// attending is an agent at a desk on the embedded hub, and a window that listens.
type attending struct {
	t       *testing.T
	program *Program
	door    *App
	changes <-chan Change
	seen    []Change
}

func attend(t *testing.T) *attending {
	t.Helper()
	program := openProgram(t, t.TempDir(), &logBuffer{})
	t.Cleanup(func() {
		if err := program.Close(); err != nil {
			t.Error(err)
		}
	})
	a := &attending{t: t, program: program, door: program.door, changes: program.listeners.Add(t.Context())}
	if err := a.door.Start(StartChoice{Kind: kindEmbedded, Identity: "camila.rios@activa.local"}); err != nil {
		t.Fatal(err)
	}
	a.until("connected", func(s Snapshot) bool {
		return s.Connection.Phase == "connected" && s.Templates.Count > 0 && !s.Templates.Reading
	})
	if err := a.door.SetPresence("Online", ""); err != nil {
		t.Fatal(err)
	}
	return a
}

// until waits for a change after which the window's picture is as wanted.
func (a *attending) until(what string, wanted func(Snapshot) bool) Snapshot {
	a.t.Helper()
	ctx, cancel := context.WithTimeout(a.t.Context(), 20*time.Second)
	defer cancel()
	for {
		snapshot, err := a.door.Snapshot()
		if err != nil {
			a.t.Fatal(err)
		}
		if wanted(snapshot) {
			return snapshot
		}
		select {
		case change := <-a.changes:
			a.seen = append(a.seen, change)
		case <-ctx.Done():
			a.t.Fatalf("not %s: tickets %+v", what, snapshot.Tickets)
		}
	}
}

func (a *attending) must(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

// sendTo sends an active message that leaves at once, and waits until the phone has it.
func (a *attending) sendTo(phone string) string {
	a.t.Helper()
	id := "journey-" + strings.TrimPrefix(phone, "+")
	rows, err := a.door.Templates()
	a.must(err)
	at := slices.IndexFunc(rows, func(row TemplateRow) bool { return row.Name == "aviso_demora" && row.Language == "es" })
	if at < 0 {
		a.t.Fatalf("no template aviso_demora among %d", len(rows))
	}
	draft := DraftView{
		ID: id, Step: "values", TemplateID: rows[at].ID, Bot: rows[at].Bot, Phone: phone,
		Name: "Rita Lima", Values: map[string]string{"body.1": "Rita", "body.2": "A-1", "body.3": "mañana"},
	}
	answer, err := a.door.SendActiveMessage(draft)
	a.must(err)
	if answer.MessageID == "" {
		a.t.Fatalf("not sent: %+v", answer.Findings)
	}
	a.must(a.door.DispatchActiveMessage(id))
	a.until("delivered", func(s Snapshot) bool {
		return slices.ContainsFunc(s.Sent, func(row SentRow) bool { return row.ID == id && row.DeliveredAt != 0 })
	})
	return id
}

func (a *attending) phone(act doc.PhoneAct) {
	a.t.Helper()
	administration, err := a.program.embedded.Administration(a.t.Context())
	a.must(err)
	defer administration.Close()
	a.must(administration.ActOnPhone(a.t.Context(), act))
}

func (a *attending) ticketOf(phone string) TicketRow {
	a.t.Helper()
	find := func(row TicketRow) bool { return row.Phone == phone && row.LastFrom == "customer" }
	snapshot := a.until("a ticket of "+phone, func(s Snapshot) bool { return slices.ContainsFunc(s.Tickets, find) })
	return snapshot.Tickets[slices.IndexFunc(snapshot.Tickets, find)]
}

// TestAReplyBecomesAConversation walks the whole way on the real hub: the row leaves Sent with the ticket's
// arrival, the active message stands first, both write, a file goes over, the ticket is closed.
func TestAReplyBecomesAConversation(t *testing.T) {
	a := attend(t)
	const phone = "+5511955550177"
	id := a.sendTo(phone)
	a.seen = nil
	a.phone(doc.PhoneAct{Phone: phone, Act: "reply", Text: "Gracias, ¿a qué hora?"})
	row := a.ticketOf(phone)
	if row.Status != "open" || !row.Mine || row.Answers != id || row.Unread != 1 || row.WindowEnds == 0 || row.Why != "sender-online" {
		t.Errorf("the ticket is %+v", row)
	}
	for _, change := range a.seen {
		if slices.Contains(change.SentGone, id) && len(change.Tickets) == 0 {
			t.Errorf("the row left without its ticket: %+v", a.seen)
		}
	}
	page, err := a.door.ChatMessages(ChatQuery{Ticket: row.ID, Limit: 50})
	a.must(err)
	if len(page.Messages) != 2 || page.More || page.Messages[0].Kind != "template" || page.Messages[0].Preview == nil ||
		page.Messages[0].ID != id || page.Messages[1].Text != "Gracias, ¿a qué hora?" {
		t.Fatalf("the conversation begins %+v", page)
	}
	a.must(a.door.ReadTicket(row.ID))
	a.until("read", func(s Snapshot) bool { return s.Tickets[0].Unread == 0 })
	sent, err := a.door.SendChatMessage(ChatDraft{ID: "answer-1", Ticket: row.ID, Kind: "text", Text: "A las *10*."})
	a.must(err)
	if sent.Status != "sending" || !sent.Mine || !sent.Body[0].Spans[1].Bold {
		t.Errorf("the answer is %+v", sent)
	}
	a.until("on the phone", func(s Snapshot) bool {
		return s.Tickets[0].LastStatus == "delivered" || s.Tickets[0].LastStatus == "read"
	})
	detail, err := a.door.Ticket(row.ID)
	a.must(err)
	if detail.Answers == nil || detail.Answers.ID != id || len(detail.History) == 0 || len(detail.Sends) != 1 || !detail.Contact.Editable {
		t.Errorf("beside it stands %+v", detail)
	}
	a.answeredIn(id, row.ID)
	a.must(a.door.CloseTicket(row.ID, []string{"entrega"}))
	a.until("closed", func(s Snapshot) bool { return len(s.Tickets) == 0 })
	a.answeredIn(id, row.ID)
	a.answeredIn(a.sendTo("+5511955550178"), "")
	if _, err := a.door.SendChatMessage(ChatDraft{ID: "late", Ticket: row.ID, Kind: "text", Text: "x"}); fault.CodeOf(err) != "ticket-not-there" {
		t.Errorf("a closed ticket takes a message: %v", err)
	}
	again, err := a.door.ChatMessages(ChatQuery{Ticket: row.ID, Limit: 50})
	if err != nil || len(again.Messages) < 2 {
		t.Errorf("a closed ticket is not readable: %+v, %v", again, err)
	}
}

// answeredIn checks in which ticket a sent message was answered.
func (a *attending) answeredIn(sent, wanted string) {
	a.t.Helper()
	if found, err := a.door.SentTicket(sent); err != nil || found != wanted {
		a.t.Errorf("%s was answered in %q, wanted %q: %v", sent, found, wanted, err)
	}
}

// give posts a file as a page does.
func (a *attending) give(ticketID, name string, content []byte) (status int, last string) {
	a.t.Helper()
	request := httptest.NewRequestWithContext(a.t.Context(), http.MethodPost, "/upload?ticket="+ticketID+"&name="+name, bytes.NewReader(content))
	recorder := httptest.NewRecorder()
	a.program.upload().ServeHTTP(recorder, request)
	lines := strings.Split(strings.TrimSpace(recorder.Body.String()), "\n")
	return recorder.Code, lines[len(lines)-1]
}

func TestAFileReachesTheCustomer(t *testing.T) {
	a := attend(t)
	const phone = "+5511955550178"
	a.sendTo(phone)
	a.phone(doc.PhoneAct{Phone: phone, Act: "reply", Text: "¿Me manda una foto?"})
	row := a.ticketOf(phone)
	var picture bytes.Buffer
	a.must(png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 40, 30))))
	status, text := a.give(row.ID, "..%2Ffoto.png", picture.Bytes())
	var taken UploadView
	a.must(json.Unmarshal([]byte(text), &taken))
	if status != http.StatusOK || taken.Kind != "image" || taken.ContentType != "image/png" || taken.Name != "foto.png" || taken.URL == "" {
		t.Fatalf("answered %d %s", status, text)
	}
	sent, err := a.door.SendChatMessage(ChatDraft{
		ID: "picture-1", Ticket: row.ID, Kind: taken.Kind, URL: taken.URL, ContentType: taken.ContentType, FileName: taken.Name, Size: taken.Size,
	})
	a.must(err)
	recorder := httptest.NewRecorder()
	a.program.media().ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), http.MethodGet, sent.Media.URL, nil))
	if recorder.Code != http.StatusOK || !bytes.Equal(recorder.Body.Bytes(), picture.Bytes()) {
		t.Errorf("the picture is answered with %d, %d bytes", recorder.Code, recorder.Body.Len())
	}
	a.until("on the phone", func(s Snapshot) bool {
		return s.Tickets[0].LastStatus == "delivered" || s.Tickets[0].LastStatus == "read"
	})
	for name, content := range map[string][]byte{
		"upload-empty": nil, "upload-kind": []byte("<html><script>alert(1)</script>"),
		"upload-too-large": append(bytes.Clone(picture.Bytes()), make([]byte, 6<<20)...),
	} {
		if status, text := a.give(row.ID, "x.png", content); status != http.StatusUnprocessableEntity || !strings.Contains(text, name) {
			t.Errorf("%s: answered %d %s", name, status, text)
		}
	}
	if status, text := a.give("nobody", "x.png", picture.Bytes()); status != http.StatusOK || !strings.Contains(text, "ticket-not-there") {
		t.Errorf("a file for no ticket: %d %s", status, text)
	}
}
