package message

import (
	"testing"
	"time"
)

func TestStatusOfEveryDelivery(t *testing.T) {
	want := map[Delivery][2]Status{ // inside the reply window, after it
		Queued:      {StatusSending, StatusSending},
		Unconfirmed: {StatusSending, StatusSending},
		Accepted:    {StatusSent, StatusExpired},
		Dispatched:  {StatusSent, StatusExpired},
		Failed:      {StatusFailed, StatusFailed},
		Received:    {StatusDelivered, StatusExpired},
		Consumed:    {StatusRead, StatusExpired},
		Cancelled:   {StatusCancelled, StatusCancelled},
	}
	for d, words := range want {
		p := withDelivery(d)
		if got := p.Status(noon.Add(time.Hour)); got != words[0] {
			t.Errorf("%v inside the window: %v, want %v", d, got, words[0])
		}
		if got := p.Status(noon.Add(25 * time.Hour)); got != words[1] {
			t.Errorf("%v after the window: %v, want %v", d, got, words[1])
		}
	}
}

// TestWindowEdges is P8, exact to the millisecond.
func TestWindowEdges(t *testing.T) {
	taken := noon.Add(7 * time.Minute)
	p := NewProgress(noon).Apply(Receipt{Kind: Accepted, At: taken})
	edges := []struct {
		after            time.Duration
		expired, visible bool
	}{
		{ReplyWindow - time.Millisecond, false, true},
		{ReplyWindow, true, true},
		{VisibleFor - time.Millisecond, true, true},
		{VisibleFor, true, false},
	}
	for _, edge := range edges {
		now := taken.Add(edge.after)
		if p.Expired(now) != edge.expired || p.Visible(now) != edge.visible {
			t.Errorf("%v after: expired %v visible %v", edge.after, p.Expired(now), p.Visible(now))
		}
		elsewhere := now.In(time.FixedZone("elsewhere", -5*3600))
		if p.Expired(elsewhere) != edge.expired {
			t.Errorf("%v after: the time zone moved the window", edge.after)
		}
	}
}

func TestReplyAtTheEdgeOfTheWindow(t *testing.T) {
	p := withDelivery(Accepted)
	end := p.ExpiresAt()
	inside, outside := p.Replied(end.Add(-time.Millisecond)), p.Replied(end)
	if inside.Expired(end) || inside.Visible(end) || !inside.RepliedInWindow() {
		t.Error("a reply in the last millisecond belongs to the message and takes the row away")
	}
	if !outside.Expired(end) || !outside.Visible(end) || outside.RepliedInWindow() {
		t.Error("a reply at the end itself is late: the row stays, expired")
	}
	if second := inside.Replied(end.Add(time.Hour)); second != inside {
		t.Error("a second reply replaced the first")
	}
}

func TestMessagesNeverTakenStay(t *testing.T) {
	years := noon.Add(3 * 365 * 24 * time.Hour)
	for _, d := range []Delivery{Queued, Unconfirmed} {
		p := withDelivery(d)
		if !p.Visible(years) || p.Expired(years) || !p.ExpiresAt().IsZero() || !p.LeavesAt().IsZero() {
			t.Errorf("%v must stay in sight until something is known", d)
		}
	}
	if withDelivery(Cancelled).Visible(noon) {
		t.Error("a cancelled message has no row")
	}
	if answered := withDelivery(Unconfirmed).Replied(noon.Add(time.Hour)); answered.Visible(years) {
		t.Error("a reply proves an unconfirmed message; its row is a ticket now")
	}
}

func TestFailedStays72Hours(t *testing.T) {
	waited := NewProgress(noon).Apply(Receipt{Kind: Failed, At: noon.Add(100 * time.Hour)})
	if !waited.Visible(noon.Add(171*time.Hour)) || waited.Visible(noon.Add(172*time.Hour)) {
		t.Error("a failure before the acceptance is seen for 72 h from the failure")
	}
	taken := withDelivery(Accepted).Apply(Receipt{Kind: Failed, At: noon.Add(50 * time.Hour)})
	end := taken.AcceptedAt.Add(VisibleFor)
	if !taken.Visible(end.Add(-time.Millisecond)) || taken.Visible(end) || !taken.ExpiresAt().IsZero() {
		t.Error("a failure after the acceptance leaves 72 h after the acceptance and never expires")
	}
}

func TestWindowWithoutAcceptance(t *testing.T) {
	p := NewProgress(noon).
		Apply(Receipt{Kind: Consumed, At: noon.Add(9 * time.Minute)}).
		Apply(Receipt{Kind: Received, At: noon.Add(5 * time.Minute)})
	if want := noon.Add(5 * time.Minute).Add(ReplyWindow); !p.ExpiresAt().Equal(want) {
		t.Errorf("the earliest proof opens the window: %v, want %v", p.ExpiresAt(), want)
	}
}
