package desk_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/desk"
	"activa/backend/desk/desktest"
	"activa/backend/message"
)

// TestEveryWordIsSaidOnceAndInOrder lets anything happen while an agent talks in two tickets: lost and late
// answers, broken lines, crashes and restarts, messages and receipts twice. In the end, with a line that
// works, each customer got every message once, in the order in which it was written, and the window shows
// the conversation in the platform's order with nothing missing.
func TestEveryWordIsSaidOnceAndInOrder(t *testing.T) {
	playAnything(t, talkHappenings, playTalk)
}

var talkHappenings = []string{
	"write", "write", "write", "says", "says", "says-again", "wait", "drop", "connect", "loses", "loses-answer", "never-leaves",
	"takes-mutely", "receipt", "receipt", "read", "open", "crash", "restart", "crash-at-hand-over",
}

var talkTickets = []desk.TicketID{"t1", "t2"}

// talkers are two conversations in which anything happens, and what must hold in them.
type talkers struct {
	*world
	written map[desk.TicketID][]string
	said    []string
	count   int
}

func playTalk(t *testing.T, folder string, steps []string, seeds []int) []string {
	c := &talkers{world: newWorld(t, folder), written: map[desk.TicketID][]string{}}
	defer func() { c.stop() }()
	c.platform.DropRepeats()
	if err := c.ready(); err != nil {
		t.Fatal(err)
	}
	for _, id := range talkTickets {
		c.putTicket(string(id), func(t *desk.Ticket) { t.Status, t.Agent = "Open", desktest.Me })
		c.says(id)
	}
	synctest.Wait()
	for i, step := range steps {
		c.happen(step, seeds[i])
		synctest.Wait()
		c.seen()
	}
	c.settle()
	return c.judge()
}

func (c *talkers) says(id desk.TicketID) {
	c.count++
	said := fmt.Sprintf("c%d", c.count)
	c.said = append(c.said, said)
	<-time.After(time.Millisecond)
	c.platform.Says(desk.ChatMessage{ID: desk.MessageID(said), Ticket: id, From: desk.FromCustomer, Kind: desk.ChatText, Text: said, At: c.now().UTC()})
}

func (c *talkers) happen(step string, seed int) {
	ctx, id := c.t.Context(), talkTickets[seed%2]
	switch step {
	case "write":
		<-time.After(time.Millisecond)
		c.count++
		text := fmt.Sprintf("a%d", c.count)
		_, err := c.desk.SendChatMessage(ctx, desk.ChatMessage{ID: desk.MessageID(text), Ticket: id, Kind: desk.ChatText, Text: text})
		if err == nil {
			c.written[id] = append(c.written[id], text)
		}
	case "says":
		c.says(id)
	case "says-again":
		c.platform.SaysAgain(c.said[seed%len(c.said)])
	case "wait":
		<-time.After(time.Duration(seed%40) * time.Second)
	case "drop":
		c.platform.Drop()
	case "connect":
		<-time.After(time.Millisecond) // two messages of one instant have no order
		c.platform.Connect()
	case "receipt":
		kinds := []message.Delivery{message.Accepted, message.Dispatched, message.Received, message.Consumed}
		if heard := c.platform.Heard(id); len(heard) > 0 {
			c.platform.ChatReceipt(heard[seed%len(heard)], message.Receipt{Kind: kinds[seed%len(kinds)], At: c.now()})
		}
	case "read":
		if err := c.desk.ReadTicket(ctx, id); err != nil {
			c.t.Log(err) // a store that died with the machine
		}
	case "open":
		_, _ = c.desk.ChatMessages(ctx, desk.ChatQuery{Ticket: id, Limit: 20}) // without a line it may be refused
	case "crash":
		c.crash()
		c.start()
	case "restart":
		c.stop()
		c.start()
	case "crash-at-hand-over":
		c.platform.WhenSent(func(string) { c.store.dead.Store(true) })
		c.happen("write", seed)
		synctest.Wait()
		c.crash()
		c.start()
	default:
		c.platform.NextChat(desktest.Manner(step))
	}
}

// settle brings the line up and lets everything be known.
func (c *talkers) settle() {
	for range 10 {
		<-time.After(time.Millisecond)
		c.platform.Connect()
		<-time.After(time.Minute)
		synctest.Wait()
		c.seen()
	}
}

func (c *talkers) judge() (wrong []string) {
	for _, id := range talkTickets {
		if heard := c.platform.Heard(id); !slices.Equal(heard, c.written[id]) {
			wrong = append(wrong, fmt.Sprintf("the customer of %s got %v of %v", id, heard, c.written[id]))
		}
		for _, text := range c.written[id] {
			if got := c.platform.Deliveries(text); got != 1 {
				wrong = append(wrong, fmt.Sprintf("%s was said %d times", text, got))
			}
		}
		page, err := c.desk.ChatMessages(c.t.Context(), desk.ChatQuery{Ticket: id, Limit: 200})
		synctest.Wait()
		c.seen()
		if err != nil {
			return append(wrong, err.Error())
		}
		platform, _, err := c.platform.TicketMessages(c.t.Context(), id, time.Time{}, 1000)
		if err != nil {
			return append(wrong, err.Error())
		}
		slices.Reverse(platform)
		if shown, held := idsOf(page.Messages), idsOf(platform); !slices.Equal(shown, held) {
			wrong = append(wrong, fmt.Sprintf("%s is shown as %v, and is %v", id, shown, held))
		}
		wrong = append(wrong, c.judgeRow(id, platform)...)
	}
	return wrong
}

// judgeRow compares a ticket's row with the conversation.
func (c *talkers) judgeRow(id desk.TicketID, platform []desk.ChatMessage) []string {
	for _, state := range c.desk.Snapshot().Tickets {
		if state.ID != string(id) {
			continue
		}
		unread := 0
		for _, m := range platform {
			if m.From == desk.FromCustomer && m.Progress.ConsumedAt.IsZero() {
				unread++
			}
		}
		if last := platform[len(platform)-1].ID; state.Last == nil || state.Last.ID != last || state.Unread != unread {
			return []string{fmt.Sprintf("%s shows %+v with %d unread; the last is %s with %d", id, state.Last, state.Unread, last, unread)}
		}
		return nil
	}
	return []string{string(id) + " is not listed"}
}

func idsOf(messages []desk.ChatMessage) []desk.MessageID {
	var ids []desk.MessageID
	for _, m := range messages {
		ids = append(ids, m.ID)
	}
	return ids
}
