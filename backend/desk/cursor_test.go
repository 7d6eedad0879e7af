package desk_test

import (
	"testing"
	"time"

	"activa/backend/desk"
	"activa/backend/deskstore"
	"activa/backend/message"
)

// stepped is an engine whose inputs a test gives one by one.
type stepped struct {
	*desk.Engine
	t   *testing.T
	now time.Time
}

func newStepped(t *testing.T) *stepped {
	t.Helper()
	store, err := deskstore.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	s := &stepped{t: t, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	if s.Engine, err = desk.Begin(t.Context(), store, s.now); err != nil {
		t.Fatal(err)
	}
	s.take(desk.StartInput{})
	return s
}

// take gives one input and lists the readings of the sent list that come of it.
func (s *stepped) take(input desk.Input) (readings []desk.ReadSent) {
	s.t.Helper()
	outcome, refusal, err := s.Step(s.t.Context(), desk.Moment{At: s.now, Here: s.now}, input)
	if err != nil || refusal != nil {
		s.t.Fatal(err, refusal)
	}
	for _, effect := range outcome.Effects {
		if reading, is := effect.(desk.ReadSent); is {
			readings = append(readings, reading)
		}
	}
	return readings
}

func (s *stepped) line(phase desk.ConnectionPhase) {
	s.take(desk.NewsInput{News: desk.ConnectionNews{Phase: phase, Since: s.now}})
}

func (s *stepped) session() []desk.ReadSent {
	return s.take(desk.SessionAnswer{Abilities: desk.Abilities{SentList: true, Live: true}, Account: desk.Account{Identity: "ana@activa.local"}})
}

func pushed(id, cursor string) desk.NewsInput {
	return desk.NewsInput{News: desk.SentNews{Record: recorded(id), Cursor: cursor}}
}

func recorded(id string) desk.SentRecord {
	return desk.SentRecord{Message: message.ActiveMessage{ID: id, Bot: "loja@msging.net", Agent: "ana@activa.local"}}
}

// TestAPushBeforeTheListIsReadSkipsNothing: when the line came back, the cursor of a push went past what
// had changed while it was down, and the desk never heard of that.
func TestAPushBeforeTheListIsReadSkipsNothing(t *testing.T) {
	s := newStepped(t)
	s.line(desk.Connected)
	s.take(pushed("m9", "9"))
	reading := s.session()
	if len(reading) != 1 || reading[0].Cursor != "" {
		t.Fatalf("after a push the list is read from %+v", reading)
	}
	s.take(pushed("m10", "10"))
	if next := s.take(desk.SentAnswer{Page: []desk.SentRecord{recorded("m1")}, Next: "5", More: true}); len(next) != 1 || next[0].Cursor != "5" {
		t.Fatalf("the next page is read from %+v", next)
	}
	s.take(desk.SentAnswer{Page: []desk.SentRecord{recorded("m9")}, Next: "10"})
	s.take(pushed("m11", "11"))
	s.line(desk.Dropped)
	s.line(desk.Connected)
	if again := s.session(); len(again) != 1 || again[0].Cursor != "11" {
		t.Errorf("once the list was read, a push counts; it is read from %+v", again)
	}
}

// TestAPageOfALostLineDoesNotEndTheReading: what changed between the lost line and the new one is in
// neither the page that was asked for before nor in the pushes.
func TestAPageOfALostLineDoesNotEndTheReading(t *testing.T) {
	s := newStepped(t)
	s.line(desk.Connected)
	s.session()
	s.line(desk.Dropped)
	s.line(desk.Connected)
	s.session()
	again := s.take(desk.SentAnswer{Page: []desk.SentRecord{recorded("m1")}, Next: "5"})
	if len(again) != 1 || again[0].Cursor != "5" {
		t.Errorf("after the page of a lost line the list is read from %+v", again)
	}
}
