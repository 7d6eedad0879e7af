package sim

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/desk"
	"activa/backend/hub"
	"activa/backend/lime"
	"activa/backend/message"
)

// A rule that holds whatever is done is no rule: these tests break each judgement once.

var began = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func progress(kinds ...message.Delivery) message.Progress {
	made := message.NewProgress(began)
	for i, kind := range kinds {
		made = made.Apply(message.Receipt{
			Kind: kind, At: began.Add(time.Duration(i+1) * time.Second), Reason: message.Reason{Code: 131026},
		})
	}
	return made
}

func TestAStatusThatGoesBackIsSeen(t *testing.T) {
	cancelled, _ := progress().Cancel(began)
	late := progress(message.Accepted)
	late.AcceptedAt = late.AcceptedAt.Add(time.Second)
	answered := progress(message.Accepted).Replied(began.Add(time.Minute))
	for name, test := range map[string]struct {
		before, now message.Progress
		back        bool
	}{
		"forward":                      {progress(message.Accepted), progress(message.Accepted, message.Consumed), false},
		"found absent":                 {progress(message.Unconfirmed), progress(), false},
		"left after all":               {cancelled, progress(message.Accepted), false},
		"cancelled after it was taken": {progress(message.Accepted), cancelled, true},
		"read, then delivered":         {progress(message.Accepted, message.Consumed), progress(message.Accepted, message.Received), true},
		"taken, then sending":          {progress(message.Accepted), progress(), true},
		"taken later than before":      {progress(message.Accepted), late, true},
		"answered, then not":           {answered, progress(message.Accepted), true},
	} {
		if got := wentBack(test.before, test.now); (got != "") != test.back {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestAWordThatIsLostIsSeen(t *testing.T) {
	held := &hub.Outbound{Progress: progress(message.Accepted)}
	for name, test := range map[string]struct {
		held  *hub.Outbound
		shown message.Progress
		lost  bool
	}{
		"there and shown":        {held, progress(message.Accepted, message.Received), false},
		"refused and shown so":   {nil, progress(message.Failed), false},
		"there and not known":    {held, progress(message.Unconfirmed), true},
		"there and still queued": {held, progress(), true},
		"nowhere":                {nil, progress(), true},
		"shown, and not there":   {nil, progress(message.Accepted), true},
	} {
		if got := wordLost(test.held, test.shown); (got != "") != test.lost {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestWhatIsLostIsSeen(t *testing.T) {
	failed := progress(message.Failed)
	failed.Reason = message.Reason{}
	row := func(stage desk.OutboxStage) *desk.OutboxRow { return &desk.OutboxRow{Stage: stage} }
	for name, test := range map[string]struct {
		sent desk.SentMessage
		open bool
	}{
		"taken":                   {desk.SentMessage{Progress: progress(message.Accepted)}, false},
		"asking":                  {desk.SentMessage{Progress: progress(), Outbox: row(desk.OutboxAsking)}, false},
		"failed with a reason":    {desk.SentMessage{Progress: progress(message.Failed)}, false},
		"failed without a reason": {desk.SentMessage{Progress: failed}, true},
		"waiting for ever":        {desk.SentMessage{Progress: progress(), Outbox: row(desk.OutboxWaiting)}, true},
		"unconfirmed for ever":    {desk.SentMessage{Progress: progress(message.Unconfirmed), Outbox: row(desk.OutboxUnconfirmed)}, true},
		"fallen out":              {desk.SentMessage{Progress: progress()}, true},
	} {
		if got := openEnd(test.sent); (got != "") != test.open {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestHubAndDeskThatDisagreeAreSeen(t *testing.T) {
	here := progress(message.Unconfirmed, message.Accepted)
	there := progress(message.Accepted)
	there.AcceptedAt = here.AcceptedAt
	if differs := disagree(there, here); differs != "" {
		t.Errorf("what only the desk can know differs: %s", differs)
	}
	for name, hub := range map[string]message.Progress{
		"delivered": there.Apply(message.Receipt{Kind: message.Received, At: began.Add(time.Hour)}),
		"answered":  there.Replied(began.Add(time.Hour)),
		"nothing":   message.NewProgress(began),
	} {
		if disagree(hub, here) == "" {
			t.Errorf("%s: not seen", name)
		}
	}
}

func TestOnlyAnAnswerThatProvesAllowsAnotherTry(t *testing.T) {
	for answer, allowed := range map[error]bool{
		nil: false, errNotSaying: false, &hub.Refusal{}: false, fmt.Errorf("down: %w", hub.ErrNotTaken): true,
	} {
		if mayTryAgain(answer) != allowed {
			t.Errorf("%v", answer)
		}
	}
}

func TestAWindowSeesAGap(t *testing.T) {
	var broken string
	w := &window{breaks: func(rule, _ string) { broken = rule }, seen: map[desk.MessageID]message.Progress{}}
	w.take(desk.Snapshot{Revision: 4})
	w.apply(desk.Change{Revision: 4})
	w.apply(desk.Change{Revision: 5})
	if broken != "" {
		t.Errorf("changes in order break %q", broken)
	}
	if w.apply(desk.Change{Revision: 7}); broken != ruleNoGaps {
		t.Errorf("a gap breaks %q", broken)
	}
}

func TestALineDoesWhatItsWeatherSays(t *testing.T) {
	send := func(ctx context.Context, l lime.Transport) error {
		return l.Send(ctx, &lime.Message{ID: "m1", Type: lime.MediaTypeText, Content: []byte(`"x"`)})
	}
	for name, test := range map[string]struct {
		weather weather
		arrive  int
		err     error
	}{
		"still":      {still, 1, nil},
		"twice":      {weather{twice: 1}, 2, nil},
		"cut before": {weather{cutBefore: 1}, 0, errCut},
		"cut after":  {weather{cutAfter: 1}, 1, errCut},
		"silent":     {weather{silence: 1}, 0, nil},
		"slow":       {weather{delayMax: time.Minute, stall: 1}, 1, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var far lime.Transport
				n := &network{up: true, weather: test.weather, counts: &counts{}}
				n.connect = func() (near lime.Transport, err error) {
					near, far = lime.Pipe()
					return near, nil
				}
				near, err := n.dial(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if err := send(t.Context(), near); !errors.Is(err, test.err) {
					t.Errorf("send ends with %v", err)
				}
				closed := near.Close()
				pass(silenceMax)
				arrived := 0
				for {
					if _, err = far.Receive(t.Context()); err != nil {
						break
					}
					arrived++
				}
				if arrived != test.arrive || !errors.Is(err, io.EOF) || closed != nil {
					t.Errorf("%d arrived, then %v", arrived, err)
				}
				n.set(false, still)
				if _, err := n.dial(t.Context()); !errors.Is(err, errNoNetwork) {
					t.Errorf("without a network dialling ends with %v", err)
				}
			})
		})
	}
}
