package ticket

import (
	"testing"
	"time"
)

func TestOnlyAnOpenTicketClosesByInactivityAndToTheMillisecond(t *testing.T) {
	day := Bot{Identity: bot, ClosesAfter: 24 * time.Hour}
	with := func(status Status) Ticket {
		return Ticket{ID: "t", Bot: bot, Status: status, Agent: camila, CreatedAt: sentAt.Add(-72 * time.Hour), ActiveAt: sentAt}
	}
	reserved := with(Waiting)
	reserved.ReservedFor = camila
	for name, c := range map[string]struct {
		ticket Ticket
		bot    Bot
		after  time.Duration
		want   bool
	}{
		"a millisecond before":            {with(Open), day, 24*time.Hour - time.Millisecond, false},
		"at the instant":                  {with(Open), day, 24 * time.Hour, true},
		"long after":                      {with(Open), day, 720 * time.Hour, true},
		"a bot that closes nothing":       {with(Open), Bot{Identity: bot}, 720 * time.Hour, false},
		"what waits in its queue":         {with(Waiting), day, 720 * time.Hour, false},
		"what waits for its agent":        {reserved, day, 720 * time.Hour, false},
		"what is closed already":          {with(Closed), day, 720 * time.Hour, false},
		"what went on in another ticket":  {with(Transferred), day, 720 * time.Hour, false},
		"a clock that stands before it":   {with(Open), day, -time.Hour, false},
		"the shortest that there is, not": {with(Open), Bot{ClosesAfter: time.Hour}, time.Hour - time.Millisecond, false},
		"the shortest that there is":      {with(Open), Bot{ClosesAfter: time.Hour}, time.Hour, true},
	} {
		now := sentAt.Add(c.after)
		change, closed := CloseInactive(c.ticket, c.bot, now)
		if closed != c.want {
			t.Errorf("%s: closed %t", name, closed)
		}
		if !closed {
			continue
		}
		got, entry := change.Ticket, change.History[0]
		if got.Status != Closed || got.Closure != ByInactivity || got.Agent != camila || !got.EndedAt.Equal(now) {
			t.Errorf("%s: %+v", name, got)
		}
		if len(change.History) != 1 || entry.Action != Ended || entry.By != "" || entry.From != camila || !entry.At.Equal(now) {
			t.Errorf("%s: %+v", name, change.History)
		}
	}
}

// What makes a ticket active: the customer's first message, and being opened by whatever way.
func TestInactivityCountsFromWhenItWasOpened(t *testing.T) {
	later := sentAt.Add(5 * time.Hour)
	day := Bot{Identity: bot, ClosesAfter: 24 * time.Hour, DirectTransfer: true}
	waiting := Route(Facts{NewID: "t", Contact: "c", Bot: day}, sentAt).Ticket
	if waiting.Status != Waiting || !waiting.ActiveAt.Equal(sentAt) {
		t.Fatalf("%+v", waiting)
	}
	free := agentWith(bruno, Online, 0)
	taken, err := Take(waiting, free, later)
	if err != nil || !InactiveAt(taken.Ticket, day).Equal(later.Add(24*time.Hour)) {
		t.Errorf("taken: %+v %v", taken.Ticket, err)
	}
	moved, err := Transfer(taken.Ticket, account(bruno, RoleAgent), Target{Agent: ptr(agentWith(camila, Online, 0))}, "t-2", "", later.Add(time.Hour))
	if err != nil || !InactiveAt(*moved.Child, day).Equal(later.Add(25*time.Hour)) || !InactiveAt(moved.Ticket, day).IsZero() {
		t.Errorf("transferred: %+v %v", moved, err)
	}
	reserved := Ticket{ID: "r", Bot: bot, Status: Waiting, ReservedFor: camila, ActiveAt: sentAt}
	back, given := Return(reserved, agentWith(camila, Online, 0), day, later)
	if !given || !InactiveAt(back.Ticket, day).Equal(later.Add(24*time.Hour)) {
		t.Errorf("given back: %+v", back.Ticket)
	}
}

func ptr[T any](value T) *T { return &value }
