package app

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/desk"
	"activa/backend/fault"
)

// TestTheCustomersPhone plays the customer from the window's side: the message arrives, is read, a quick
// word and a picture go back, the agent's answer stands on the phone, and off and block take hold.
func TestTheCustomersPhone(t *testing.T) {
	a := attend(t)
	const phone = "+5511955559900" // reads by itself within seconds, and answers nothing
	id := a.sendTo(phone)
	rows, err := a.door.Phones()
	a.must(err)
	at := slices.IndexFunc(rows, func(row PhoneRow) bool { return row.Phone == phone })
	if at < 0 || rows[at].State != "on" || rows[at].Name != "Rita Lima" || rows[at].At == 0 {
		t.Fatalf("the phones are %+v", rows)
	}
	contact, bot := rows[at].ContactID, rows[at].Bot
	act := func(act PhoneActInput) {
		t.Helper()
		act.ContactID, act.Bot = contact, bot
		a.must(a.door.ActOnPhone(act))
	}
	look := func() PhoneView {
		t.Helper()
		view, err := a.door.Phone(contact, bot)
		a.must(err)
		return view
	}
	view := look()
	if len(view.Messages) != 1 || view.Messages[0].Message.ID != id || view.Messages[0].Message.Preview == nil ||
		view.Messages[0].ReceivedAt == 0 || view.BotName == "" || len(view.Samples) == 0 {
		t.Fatalf("the phone shows %+v", view)
	}
	a.seen = nil
	act(PhoneActInput{Act: "read"})
	a.until("read", func(s Snapshot) bool {
		return slices.ContainsFunc(s.Sent, func(row SentRow) bool { return row.ID == id && row.Status == "read" })
	})
	act(PhoneActInput{Act: "reply", Text: "Mira", Picture: view.Samples[0]})
	row := a.ticketOf(phone)
	told := func(change Change) bool {
		return change.Revision == 0 && slices.ContainsFunc(change.Phones, func(one PhoneChangeView) bool { return one.ContactID == contact })
	}
	a.until("told of the phone", func(Snapshot) bool { return slices.ContainsFunc(a.seen, told) })
	act(PhoneActInput{Act: "tap", Button: 0})
	_, err = a.door.ChatMessages(ChatQuery{Ticket: row.ID, Limit: 50}) // what the desk has not read it cannot tell as read
	a.must(err)
	a.must(a.door.ReadTicket(row.ID))
	_, err = a.door.SendChatMessage(ChatDraft{ID: "answer-phone", Ticket: row.ID, Kind: "text", Text: "Se ve *bien*."})
	a.must(err)
	a.until("on the phone", func(s Snapshot) bool {
		return s.Tickets[0].LastFrom == "agent" && s.Tickets[0].LastStatus != "sending" && s.Tickets[0].LastStatus != "sent"
	})
	view = look()
	if len(view.Messages) != 4 || view.Messages[1].Message.Kind != "image" || view.Messages[1].Message.Status != "read" ||
		view.Messages[2].Message.Text != view.Messages[0].Message.Preview.Buttons[0].Label || view.Messages[3].Message.Text != "Se ve *bien*." {
		t.Errorf("the phone shows %+v", view.Messages)
	}
	if look().Row.Answers {
		t.Error("who reads soon and stays silent is said to answer")
	}
	act(PhoneActInput{Act: "talkative"})
	if !look().Row.Answers {
		t.Error("the talkative do not answer")
	}
	act(PhoneActInput{Act: "silent"})
	if look().Row.Answers {
		t.Error("the silent answer")
	}
	act(PhoneActInput{Act: "off"})
	if err := a.door.ActOnPhone(PhoneActInput{ContactID: contact, Bot: bot, Act: "reply", Text: "x"}); fault.CodeOf(err) != phoneRefused {
		t.Errorf("a phone that is off writes: %v", err)
	}
	if look().Row.State != "off" {
		t.Error("the phone is not off")
	}
	act(PhoneActInput{Act: "on"})
	act(PhoneActInput{Act: "block"})
	if look().Row.State != "blocked" {
		t.Error("the bot is not blocked")
	}
	for name, odd := range map[string]PhoneActInput{
		"button":  {Act: "tap", Button: -1},
		"none":    {Act: "tap", Button: 99},
		"picture": {Act: "reply", Picture: "https://example.com/a.jpg"},
		"act":     {Act: "throw away"},
	} {
		odd.ContactID, odd.Bot = contact, bot
		if err := a.door.ActOnPhone(odd); fault.CodeOf(err) != phoneRefused {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSimulatedTimeMoves lets 24 and 72 hours pass: the row expires, then it leaves.
func TestSimulatedTimeMoves(t *testing.T) {
	a := attend(t)
	const phone = "+5511955559902" // gets it, reads nothing, answers nothing
	id := a.sendTo(phone)
	if clock, err := a.door.Clock(); err != nil || clock.Pace != 1 || clock.Ahead != 0 {
		t.Fatalf("the clock is %+v, %v", clock, err)
	}
	const day = 24 * 60 * 60
	clock, err := a.door.SetClock(0, day+1)
	a.must(err)
	if clock.Pace != 1 || clock.Ahead < day*1000 {
		t.Errorf("a day later the clock is %+v", clock)
	}
	statusOf := func(s Snapshot) string {
		at := slices.IndexFunc(s.Sent, func(row SentRow) bool { return row.ID == id })
		if at < 0 {
			return "gone"
		}
		return s.Sent[at].Status
	}
	a.until("expired", func(s Snapshot) bool { return statusOf(s) == "expired" && s.Ahead >= day*1000 })
	_, err = a.door.SetClock(1000, 2*day)
	a.must(err)
	a.until("gone", func(s Snapshot) bool { return statusOf(s) == "gone" && s.Pace == 1000 })
	for _, wrong := range [][2]int{{1001, 0}, {-1, 0}, {0, -1}, {0, 400 * day}} {
		if _, err := a.door.SetClock(wrong[0], wrong[1]); fault.CodeOf(err) != clockRefused {
			t.Errorf("%v: %v", wrong, err)
		}
	}
}

// TestWithoutTheSimulatorNobodyPlays asks on a desk whose platform has no simulated customers.
func TestWithoutTheSimulatorNobodyPlays(t *testing.T) {
	program := openProgram(t, t.TempDir(), &logBuffer{})
	defer closing(t, program)
	if err := program.door.Connect(serveBots(t)); err != nil {
		t.Fatal(err)
	}
	_, phones := program.door.Phones()
	_, phone := program.door.Phone("x", "y")
	_, clock := program.door.SetClock(60, 0)
	for name, err := range map[string]error{
		"Phones": phones, "Phone": phone, "SetClock": clock, "ActOnPhone": program.door.ActOnPhone(PhoneActInput{Act: "read"}),
	} {
		if fault.CodeOf(err) != desk.NotSupported {
			t.Errorf("%s: %v", name, err)
		}
	}
	if now, err := program.door.Clock(); err != nil || now.Pace != 1 || now.Ahead != 0 {
		t.Errorf("the clock is %+v, %v", now, err)
	}
}

func TestToldTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock toldTime
		start := time.Now()
		if !clock.Now().Equal(start) || clock.Pace() != 1 || clock.Until(start.Add(time.Hour)) != time.Hour {
			t.Errorf("before the platform says anything it is %v", clock.Now())
		}
		clock.tell(desk.ClockNews{Now: start.Add(24 * time.Hour), Factor: 60})
		<-time.After(time.Minute)
		if want := start.Add(25 * time.Hour); !clock.Now().Equal(want) {
			t.Errorf("a minute later it is %v, not %v", clock.Now(), want)
		}
		if left := clock.Until(start.Add(26 * time.Hour)); left != time.Minute || clock.Pace() != 60 {
			t.Errorf("an hour takes %v", left)
		}
	})
}

// TestTheSecondsToUndoAreShownByTheClockOfEverythingElse: they are the agent's own, and what is drawn goes by the
// platform's clock.
func TestTheSecondsToUndoAreShownByTheClockOfEverythingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		here := time.Now().Round(0)
		ahead := here.Add(25 * time.Hour)
		for _, c := range []struct {
			name     string
			at       glance
			in, want time.Duration // from here, and from the time of the glance
		}{
			{"the same clock", glance{now: here, pace: 1}, 5 * time.Second, 5 * time.Second},
			{"a little off", glance{now: here.Add(time.Second), pace: 1}, 5 * time.Second, 4 * time.Second},
			{"ahead", glance{now: ahead, pace: 1}, 5 * time.Second, 5 * time.Second},
			{"fast", glance{now: ahead, pace: 1000}, 5 * time.Second, 5000 * time.Second},
			{"passed", glance{now: ahead, pace: 60}, -time.Second, -time.Minute},
			{"long passed", glance{now: ahead, pace: 1000}, -365 * 24 * time.Hour, -1000 * shownPast},
		} {
			if got := c.at.shown(here.Add(c.in)).Sub(c.at.now); got != c.want {
				t.Errorf("%s: %v, not %v", c.name, got, c.want)
			}
		}
	})
}
