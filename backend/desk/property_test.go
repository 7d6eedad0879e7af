package desk_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"activa/backend/desk"
	"activa/backend/desk/desktest"
	"activa/backend/message"
)

// TestNothingIsLostOrDoubled lets anything happen in any order: sends, lost and repeated answers,
// receipts out of order, broken lines, crashes and restarts. In the end, with a line that works, every
// message that was not taken back reached its customer exactly once, and no status ever went back.
func TestNothingIsLostOrDoubled(t *testing.T) {
	playAnything(t, happenings, playAny)
}

// playAnything plays random rows of happenings, each with a number of its own, on a new folder; play tells
// what was wrong in the end.
func playAnything(t *testing.T, happenings []string, play func(t *testing.T, folder string, steps []string, seeds []int) []string) {
	rapid.Check(t, func(r *rapid.T) {
		steps := rapid.SliceOfN(rapid.SampledFrom(happenings), 1, 25).Draw(r, "steps")
		seeds := rapid.SliceOfN(rapid.IntRange(0, 1000), len(steps), len(steps)).Draw(r, "seeds")
		folder := filepath.Join(t.TempDir(), strconv.FormatInt(time.Now().UnixNano(), 36))
		var wrong []string
		ok := t.Run("play", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { wrong = play(t, folder, steps, seeds) })
		})
		if !ok || len(wrong) > 0 {
			r.Fatalf("after %v %v: %v", steps, seeds, wrong)
		}
	})
}

var happenings = []string{
	"send", "send", "wait", "wait", "drop", "connect", "loses", "loses-answer", "never-leaves",
	"takes-mutely", "receipt", "receipt", "cancel", "leave", "crash", "restart", "crash-at-hand-over", "confirm",
}

// chaos is a world in which anything happens, and what must hold in it.
type chaos struct {
	*world
	sent      []string
	cancelled []string
	rank      map[string]message.Delivery
	wrong     []string
}

func playAny(t *testing.T, folder string, steps []string, seeds []int) []string {
	c := &chaos{world: newWorld(t, folder), rank: map[string]message.Delivery{}}
	defer func() { c.stop() }()
	if err := c.ready(); err != nil {
		t.Fatal(err)
	}
	for i, step := range steps {
		c.happen(step, seeds[i])
		synctest.Wait()
		c.watchRanks()
	}
	c.settle()
	return c.judge()
}

func (c *chaos) happen(step string, seed int) {
	ctx := c.t.Context()
	anyOf := func() string {
		if len(c.sent) == 0 {
			return "nobody"
		}
		return c.sent[seed%len(c.sent)]
	}
	switch step {
	case "send":
		id := fmt.Sprintf("m%d", len(c.sent))
		phone := fmt.Sprintf("+55319876543%02d", seed%5)
		if _, _, err := c.desk.SendActiveMessage(ctx, draftOf(desk.MessageID(id), phone, "")); err == nil {
			c.sent = append(c.sent, id)
		}
	case "wait":
		<-time.After(time.Duration(seed%40) * time.Second) // the bubble's time
	case "drop":
		c.platform.Drop()
	case "connect":
		c.platform.Connect()
	case "receipt":
		kinds := []message.Delivery{message.Accepted, message.Dispatched, message.Received, message.Consumed}
		if id := anyOf(); c.platform.Deliveries(id) > 0 {
			c.platform.Receipt(id, message.Receipt{Kind: kinds[seed%len(kinds)], At: time.Now()})
		}
	case "cancel":
		id := anyOf()
		if _, err := c.desk.CancelActiveMessage(ctx, desk.MessageID(id)); err == nil {
			c.cancelled = append(c.cancelled, id)
		}
	case "leave":
		c.ignore(c.desk.DispatchActiveMessage(ctx, desk.MessageID(anyOf())))
	case "confirm":
		c.ignore(c.desk.ConfirmActiveMessage(ctx, desk.MessageID(anyOf())))
	case "crash":
		c.crash()
		c.start()
	case "restart":
		c.stop()
		c.start()
	case "crash-at-hand-over":
		c.platform.WhenSent(func(string) { c.store.dead.Store(true) })
		<-time.After(6 * time.Second)
		c.crash()
		c.start()
	default:
		c.platform.Next(desktest.Manner(step))
	}
}

func (c *chaos) ignore(error) {} // a refusal is a fine answer to a command drawn at random

// watchRanks: what a window saw as taken, delivered or read never becomes less.
func (c *chaos) watchRanks() {
	for _, row := range c.desk.Snapshot().Sent {
		id, now := string(row.ID()), row.Progress.Delivery
		if before, seen := c.rank[id]; seen && before >= message.Accepted && now < before {
			c.wrong = append(c.wrong, fmt.Sprintf("%s went from %s back to %s", id, before, now))
		}
		c.rank[id] = now
	}
	c.seen()
}

// settle brings line and presence up, lets everything be known, and says yes to what asks.
func (c *chaos) settle() {
	c.platform.Next() // manners that are left are drawn by further tries
	for range 30 {
		c.platform.Connect()
		synctest.Wait()
		c.ignore(c.desk.SetPresence(c.t.Context(), desk.Presence{Status: desk.Online}))
		synctest.Wait()
		for _, row := range c.desk.Snapshot().Sent {
			if row.Outbox != nil && row.Outbox.Stage == desk.OutboxAsking {
				c.ignore(c.desk.ConfirmActiveMessage(c.t.Context(), row.ID()))
			}
		}
		<-time.After(time.Minute)
		synctest.Wait()
		c.watchRanks()
	}
}

func (c *chaos) judge() []string {
	for _, id := range c.sent {
		want := 1
		if slices.Contains(c.cancelled, id) {
			want = 0
		}
		if got := c.platform.Deliveries(id); got != want {
			c.wrong = append(c.wrong, fmt.Sprintf("%s reached its customer %d times, not %d", id, got, want))
		}
	}
	for _, row := range c.desk.Snapshot().Sent {
		if row.Outbox != nil {
			c.wrong = append(c.wrong, fmt.Sprintf("%s still in the outbox: %+v", row.ID(), *row.Outbox))
		}
	}
	return c.wrong
}
