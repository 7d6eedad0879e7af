package platformtest

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"activa/backend/desk"
	"activa/backend/message"
)

// The codes of refusals that every platform shares.
const (
	reasonNotOnline  = 66
	reasonOpenTicket = 1602
)

func testSend(t *testing.T, s *session) {
	s.online(t)
	for _, to := range []desk.Contact{s.Known, {Phone: s.NewPhone}} {
		active := s.send(t, to.Phone, to.ID)
		accepted := s.receipt(t, desk.MessageID(active.ID), message.Accepted)
		if accepted.At.IsZero() {
			t.Error("the receipt has no instant")
		}
		if s.Delivers {
			s.receipt(t, desk.MessageID(active.ID), message.Received)
		}
	}
}

// testRepeat: the same id again is answered with what is known, and is no second message.
func testRepeat(t *testing.T, s *session) {
	s.online(t)
	template := s.template(t)
	active := s.message(template, s.NewPhone, "")
	for range 3 {
		if err := s.Platform.Send(t.Context(), active, template); err != nil {
			t.Fatalf("send: %v", err)
		}
	}
	s.receipt(t, desk.MessageID(active.ID), message.Accepted)
	seen := map[string]bool{}
	for _, record := range s.all(t, "") {
		if record.Message.Phone == s.NewPhone {
			seen[record.Message.ID] = true
		}
	}
	if lister, can := s.lister(); can && lister != nil && len(seen) != 1 {
		t.Errorf("one id sent three times is %d messages", len(seen))
	}
}

func testNotOnline(t *testing.T, s *session) {
	if _, can := s.Platform.(desk.PresenceKeeper); !can || !s.Platform.Abilities().Presence {
		s.leaveOut(t, "the platform keeps no presence")
	}
	for _, status := range []desk.PresenceStatus{desk.Invisible, desk.Paused} {
		s.presence(t, status)
		active := s.send(t, s.NewPhone, "")
		failed := s.receipt(t, desk.MessageID(active.ID), message.Failed)
		if failed.Reason.Code != reasonNotOnline || !strings.HasPrefix(failed.Reason.Description, "agent-not-online") {
			t.Errorf("refused with %+v", failed.Reason)
		}
	}
}

func testOpenTicket(t *testing.T, s *session) {
	if s.Busy.ID == "" {
		s.leaveOut(t, "the world has nobody with an open ticket")
	}
	s.online(t)
	active := s.send(t, s.Busy.Phone, s.Busy.ID)
	failed := s.receipt(t, desk.MessageID(active.ID), message.Failed)
	if failed.Reason.Code != reasonOpenTicket {
		t.Errorf("refused with %+v, want %d", failed.Reason, reasonOpenTicket)
	}
}

func testLookUp(t *testing.T, s *session) {
	s.online(t)
	active := s.send(t, s.NewPhone, "")
	s.receipt(t, desk.MessageID(active.ID), message.Accepted)
	found, err := s.Platform.LookUp(t.Context(), s.Bot, desk.MessageID(active.ID))
	if err != nil || found.Outcome != desk.LookUpFound || found.Progress.AcceptedAt.IsZero() {
		t.Errorf("a message that was taken: %+v, %v", found, err)
	}
	absent, err := s.Platform.LookUp(t.Context(), s.Bot, desk.MessageID(uuid.NewString()))
	if err != nil || absent.Outcome == desk.LookUpFound {
		t.Errorf("a message that never was: %+v, %v", absent, err)
	}
	if s.Platform.Abilities().SentList && absent.Outcome != desk.LookUpAbsent {
		t.Errorf("a platform with a sent list can prove absence, and says %s", absent.Outcome)
	}
}

func (s *session) lister() (desk.SentLister, bool) {
	lister, can := s.Platform.(desk.SentLister)
	return lister, can && s.Platform.Abilities().SentList
}

// all reads the sent list from a cursor to its end.
func (s *session) all(t *testing.T, cursor string) []desk.SentRecord {
	t.Helper()
	records, _ := s.from(t, cursor)
	return records
}

func (s *session) from(t *testing.T, cursor string) ([]desk.SentRecord, string) {
	t.Helper()
	lister, can := s.lister()
	if !can {
		return nil, ""
	}
	var records []desk.SentRecord
	for range 1000 {
		page, next, more, err := lister.SentSince(t.Context(), cursor)
		if err != nil {
			t.Fatalf("sent since %q: %v", cursor, err)
		}
		records = append(records, page...)
		if next != "" {
			cursor = next
		}
		if !more {
			return records, cursor
		}
	}
	t.Fatal("the sent list does not end")
	return nil, ""
}

func testSentList(t *testing.T, s *session) {
	if _, can := s.lister(); !can {
		s.leaveOut(t, "the platform keeps no sent list")
	}
	s.online(t)
	first := s.send(t, s.NewPhone, "")
	s.receipt(t, desk.MessageID(first.ID), message.Accepted)
	if s.Delivers {
		s.receipt(t, desk.MessageID(first.ID), message.Received)
	}
	records, cursor := s.from(t, "")
	record := last(records, first.ID)
	if record == nil {
		t.Fatalf("the message is not in the list of %d", len(records))
	}
	got := record.Message
	if got.Phone != first.Phone || got.Bot != first.Bot || got.Agent != s.Agent || got.Name != first.Name ||
		got.TemplateName != first.TemplateName || got.TemplateLanguage != first.TemplateLanguage || got.Contact == "" {
		t.Errorf("the list tells %+v, sent was %+v", got, first)
	}
	for place, value := range first.Values {
		if got.Values[place] != value {
			t.Errorf("value of %s came back as %q, sent was %q", place, got.Values[place], value)
		}
	}
	if record.Progress.AcceptedAt.IsZero() {
		t.Errorf("progress %+v is not accepted", record.Progress)
	}
	second := s.send(t, s.Known.Phone, s.Known.ID)
	s.receipt(t, desk.MessageID(second.ID), message.Accepted)
	news, _ := s.from(t, cursor)
	if last(news, second.ID) == nil {
		t.Errorf("after the cursor: %d records, the new message is not among them", len(news))
	}
}

func last(records []desk.SentRecord, id string) *desk.SentRecord {
	for i := len(records) - 1; i >= 0; i-- {
		if records[i].Message.ID == id {
			return &records[i]
		}
	}
	return nil
}

// testSentNews: a change is pushed with a cursor behind which nothing of it is left.
func testSentNews(t *testing.T, s *session) {
	if _, can := s.lister(); !can || !s.Platform.Abilities().Live {
		s.leaveOut(t, "the platform pushes no sent list")
	}
	s.online(t)
	active := s.send(t, s.NewPhone, "")
	news := wait(t, s, "push of the sent list", func(news desk.SentNews) bool {
		return news.Record.Message.ID == active.ID && !news.Record.Progress.AcceptedAt.IsZero()
	})
	if news.Cursor == "" {
		t.Error("the push has no cursor")
	}
}

func testReconnect(t *testing.T, s *session) {
	if s.Cut == nil {
		s.leaveOut(t, "the line of this world cannot be cut")
	}
	s.online(t)
	s.Cut()
	s.phase(t, desk.Dropped)
	s.Platform.TryNow()
	s.phase(t, desk.Connected)
	s.online(t)
	active := s.send(t, s.NewPhone, "")
	s.receipt(t, desk.MessageID(active.ID), message.Accepted)
}
