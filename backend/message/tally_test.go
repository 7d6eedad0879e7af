package message

import (
	"slices"
	"testing"
	"time"
)

func TestTallyCountsWhatBecameOfMessages(t *testing.T) {
	taken := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	sent := NewProgress(taken).Apply(Receipt{Kind: Accepted, At: taken})
	read := sent.Apply(Receipt{Kind: Consumed, At: taken.Add(time.Minute)})
	var tally Tally
	for _, progress := range []Progress{
		NewProgress(taken),
		sent,
		sent.Apply(Receipt{Kind: Received, At: taken}),
		read,
		read.Replied(taken.Add(time.Hour)),
		read.Replied(taken.Add(25 * time.Hour)), // too late
		sent.Apply(Receipt{Kind: Failed, At: taken}),
	} {
		tally = tally.With(progress, taken.Add(ReplyWindow))
	}
	if want := (Tally{Sent: 7, Delivered: 4, Read: 3, Replied: 1, Failed: 1, Expired: 4}); tally != want {
		t.Errorf("counted %+v, want %+v", tally, want)
	}
	if twice := tally.Plus(tally); twice != (Tally{14, 8, 6, 2, 2, 8}) {
		t.Errorf("twice is %+v", twice)
	}
}

func TestReasonsInTheSameWordsAreOne(t *testing.T) {
	merged := MergeReasons([]ReasonCount{
		{Reason{Code: 999998, Description: "b"}, 1}, {Reason{Code: 131026}, 2}, {Reason{Code: 999997, Description: "a"}, 2},
		{Reason{Code: 81, Description: "code 131026"}, 1}, {Reason{Code: 1602}, 4},
	})
	want := []ReasonCount{{Reason{Code: 1602}, 4}, {Reason{Code: 81, Description: "code 131026"}, 3}, {Reason{Code: 999997, Description: "a"}, 3}}
	if !slices.Equal(merged, want) {
		t.Errorf("merged to %+v, want %+v", merged, want)
	}
}
