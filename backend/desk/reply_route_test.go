package desk

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"activa/backend/message"
)

// P9 in the words of the window: the agent must know beforehand who will get the reply.
func TestReplyRoutes(t *testing.T) {
	sentAt := time.Date(2026, 11, 12, 10, 2, 0, 0, time.UTC)
	bond := sentAt.Add(message.ReplyWindow)
	accepted := message.NewProgress(sentAt).Apply(message.Receipt{Kind: message.Accepted, At: sentAt})
	failed := accepted.Apply(message.Receipt{Kind: message.Failed, At: sentAt})
	queue := ReplyRoute{Code: ReplyToQueue, From: bond}
	cases := []struct {
		name     string
		progress message.Progress
		direct   bool
		presence PresenceStatus
		now      time.Time
		want     []ReplyRoute
	}{
		{"online with direct transfer", accepted, true, Online, sentAt, []ReplyRoute{{Code: ReplyToYouNow, Now: true}, {Code: ReplyToYouLater}, queue}},
		{"invisible with direct transfer", accepted, true, Invisible, sentAt, []ReplyRoute{{Code: ReplyToYouNow}, {Code: ReplyToYouLater, Now: true}, queue}},
		{"online without direct transfer", accepted, false, Online, sentAt, []ReplyRoute{{Code: ReplyWaits, Now: true}, queue}},
		{"a millisecond before the bond ends", accepted, false, Offline, bond.Add(-time.Millisecond), []ReplyRoute{{Code: ReplyWaits, Now: true}, queue}},
		{"when the bond ends", accepted, true, Online, bond, []ReplyRoute{{Code: ReplyToQueue, Now: true, From: bond}}},
		{"failed", failed, true, Online, sentAt, nil},
		{"answered", accepted.Replied(sentAt.Add(time.Hour)), true, Online, sentAt.Add(2 * time.Hour), nil},
		{"not taken yet", message.NewProgress(sentAt), true, Online, sentAt, []ReplyRoute{{Code: ReplyToYouNow, Now: true}, {Code: ReplyToYouLater}, {Code: ReplyToQueue}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := ReplyRoutes(SentMessage{Progress: c.progress}, Bot{DirectTransfer: c.direct}, Abilities{}, c.presence, c.now)
			if difference := cmp.Diff(c.want, got); difference != "" {
				t.Error(difference)
			}
		})
	}
}

// Blip routes replies by rules of its own: what only a hub can promise must not be said there.
func TestAPlatformThatRoutesItselfIsPromisedNothingFor(t *testing.T) {
	taken := SentMessage{Progress: message.NewProgress(time.Unix(0, 0)).Apply(message.Receipt{Kind: message.Accepted, At: time.Unix(0, 0)})}
	routing, now := Abilities{RoutesItself: true}, time.Unix(60, 0)
	for name, c := range map[string]struct {
		direct   bool
		presence PresenceStatus
		want     []ReplyRoute
	}{
		"left to the platform": {false, Online, []ReplyRoute{{Code: ReplyByPlatform, Now: true}}},
		"taken while Online":   {true, Online, []ReplyRoute{{Code: ReplyToYouNow, Now: true}, {Code: ReplyByPlatform}}},
		"taken, but away":      {true, Invisible, []ReplyRoute{{Code: ReplyToYouNow}, {Code: ReplyByPlatform, Now: true}}},
	} {
		if got := ReplyRoutes(taken, Bot{DirectTransfer: c.direct}, routing, c.presence, now); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}
