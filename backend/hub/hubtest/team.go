package hubtest

import (
	"testing"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
)

// teamTallies holds the store's counting to message.Tally, over every way that a message can go.
func teamTallies(t *testing.T, s hub.Store) {
	at := func(kind message.Delivery, after time.Duration) message.Receipt {
		return message.Receipt{Kind: kind, At: Noon.Add(after), Reason: message.Reason{Code: 131026, Description: "no"}}
	}
	ways := [][]message.Receipt{
		{},
		{at(message.Accepted, 0)},
		{at(message.Accepted, 0), at(message.Dispatched, 1), at(message.Received, time.Minute)},
		{at(message.Accepted, 0), at(message.Consumed, time.Minute)},
		{at(message.Failed, 0)},
		{at(message.Accepted, 0), at(message.Failed, time.Minute)},
		{at(message.Failed, 0), at(message.Received, time.Minute)}, // a phone got it anyway
		{at(message.Received, time.Minute), at(message.Consumed, time.Hour)},
		{at(message.Consumed, time.Hour)},
	}
	replies := []time.Duration{0, time.Hour, 24 * time.Hour, 26 * time.Hour}
	var stored []hub.Send
	for _, way := range ways {
		for _, reply := range replies {
			number := len(stored)
			send := aSend(string(rune('A'+number)), []string{"ana", "rui", ""}[min(number%4, 2)], "rita", Noon)
			send.Progress = message.NewProgress(Noon)
			for _, receipt := range way {
				send.Progress = send.Progress.Apply(receipt)
			}
			if reply != 0 {
				send.Progress = send.Progress.Replied(Noon.Add(reply))
			}
			stored = append(stored, send)
		}
	}
	old := aSend("old", "ana", "rita", Noon.Add(-time.Millisecond))
	insert(t, s, append(stored, old)...)

	for _, after := range []time.Duration{0, time.Hour, 24*time.Hour - time.Millisecond, 24 * time.Hour, 25 * time.Hour, 80 * time.Hour} {
		now := Noon.Add(after)
		want := map[string]message.Tally{}
		for _, send := range stored {
			want[send.Agent] = want[send.Agent].With(send.Progress, now)
		}
		tallies := view(t, s, func(r hub.Reader) ([]hub.AgentTally, error) { return r.TeamTallies(Noon, now, "") })
		counted := map[string]message.Tally{}
		for i, one := range tallies {
			counted[one.Agent] = one.Tally
			if i > 0 && one.Sent > tallies[i-1].Sent {
				t.Errorf("%+v stand in the wrong order", tallies)
			}
		}
		same(t, counted, want)
	}
	failures := view(t, s, func(r hub.Reader) ([]message.ReasonCount, error) { return r.FailuresSince(Noon, "") })
	same(t, failures, []message.ReasonCount{{Reason: message.Reason{Code: 131026, Description: "no"}, Count: 2 * len(replies)}})
	tallyOfBot(t, s, bot, len(stored), 2*len(replies))
	tallyOfBot(t, s, "another", 0, 0)
	same(t, len(view(t, s, func(r hub.Reader) ([]hub.AgentTally, error) {
		return r.TeamTallies(Noon.Add(time.Millisecond), Noon, "")
	})), 0)
}

// tallyOfBot holds what one bot alone sent, and what of it failed.
func tallyOfBot(t *testing.T, s hub.Store, bot string, wantSent, wantFailed int) {
	t.Helper()
	sent, failed := 0, 0
	for _, one := range view(t, s, func(r hub.Reader) ([]hub.AgentTally, error) { return r.TeamTallies(Noon, Noon, bot) }) {
		sent += one.Sent
	}
	for _, one := range view(t, s, func(r hub.Reader) ([]message.ReasonCount, error) { return r.FailuresSince(Noon, bot) }) {
		failed += one.Count
	}
	if sent != wantSent || failed != wantFailed {
		t.Errorf("%s sent %d, %d of it failed; want %d and %d", bot, sent, failed, wantSent, wantFailed)
	}
}
