package ticket

import (
	"reflect"
	"testing"
	"time"
)

const (
	bot    = "entregas@msging.net"
	camila = "camila@activa.local"
	bruno  = "bruno@activa.local"
	elena  = "elena@activa.local"
	marta  = "marta@activa.local"
)

var sentAt = time.Date(2026, 11, 23, 10, 2, 11, 0, time.UTC)

func account(identity string, role Role) Account {
	return Account{Identity: identity, Role: role, Bots: []string{bot}}
}

func agentWith(identity string, presence Presence, open int) Agent {
	return Agent{Account: account(identity, RoleAgent), Presence: presence, SlotsMax: 5, OpenCount: open}
}

func sendBy(agent string) *Origin {
	return &Origin{Message: "m-1", Bot: bot, Agent: agent, AcceptedAt: sentAt}
}

func TestRouteWithoutUnfinishedTicket(t *testing.T) {
	answered := sendBy(camila)
	answered.RepliedAt = sentAt.Add(time.Hour)
	at := func(after time.Duration) time.Time { return sentAt.Add(after) }
	const day = 24 * time.Hour
	cases := []struct {
		name           string
		origin         *Origin
		presence       Presence
		directTransfer bool
		now            time.Time

		status      Status
		agent       string
		reservedFor string
		why         Why
	}{
		{"online and direct transfer", sendBy(camila), Online, true, at(time.Hour), Open, camila, "", WhySenderOnline},
		{"offline", sendBy(camila), Offline, true, at(time.Hour), Waiting, "", camila, WhySenderOffline},
		{"invisible", sendBy(camila), Invisible, true, at(time.Hour), Waiting, "", camila, WhySenderInvisible},
		{"paused", sendBy(camila), Paused, true, at(time.Hour), Waiting, "", camila, WhySenderPaused},
		{"unknown presence counts as offline", sendBy(camila), "", true, at(time.Hour), Waiting, "", camila, WhySenderOffline},
		{"no direct transfer, online", sendBy(camila), Online, false, at(time.Hour), Waiting, "", camila, WhyNoDirectTransfer},
		{"no direct transfer, offline", sendBy(camila), Offline, false, at(time.Hour), Waiting, "", camila, WhyNoDirectTransfer},
		{"at once", sendBy(camila), Online, true, at(0), Open, camila, "", WhySenderOnline},
		{"a millisecond before 24 h", sendBy(camila), Offline, true, at(day - time.Millisecond), Waiting, "", camila, WhySenderOffline},
		{"at 24 h", sendBy(camila), Offline, true, at(day), Open, bruno, "", WhyBondEnded},
		{"a millisecond after 24 h", sendBy(camila), Offline, true, at(day + time.Millisecond), Open, bruno, "", WhyBondEnded},
		{"just before 24 h, online", sendBy(camila), Online, true, at(day - time.Millisecond), Open, camila, "", WhySenderOnline},
		{"after 24 h the sender has no claim", sendBy(camila), Online, true, at(day), Open, bruno, "", WhyBondEnded},
		{"after 72 h", sendBy(camila), Online, true, at(3 * day), Open, bruno, "", WhyBondEnded},
		{"on day 5", sendBy(camila), Online, true, at(5 * day), Open, bruno, "", WhyBondEnded},
		{"answered before", answered, Online, true, at(2 * time.Hour), Open, bruno, "", WhyAnswered},
		{"sent with a bot's key", sendBy(""), Online, true, at(time.Hour), Open, bruno, "", WhyNoOrigin},
		{"nothing was sent", nil, Online, true, at(time.Hour), Open, bruno, "", WhyNoOrigin},
		{"the sender is gone", sendBy("nobody@activa.local"), Online, true, at(time.Hour), Open, bruno, "", WhySenderGone},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			facts := Facts{
				NewID: "t-1", Contact: "c", Origin: c.origin,
				Bot:    Bot{Identity: bot, DirectTransfer: c.directTransfer},
				Agents: []Agent{agentWith(camila, c.presence, 3), agentWith(bruno, Online, 1)},
			}
			got := Route(facts, c.now)
			made := got.Ticket
			if made.Status != c.status || made.Agent != c.agent || made.ReservedFor != c.reservedFor || got.Why != c.why || made.Why != c.why {
				t.Fatalf("got %s agent %q reserved %q why %s", made.Status, made.Agent, made.ReservedFor, got.Why)
			}
			if got.Joined || made.ID != "t-1" || made.Queue != DefaultQueue || !made.CreatedAt.Equal(c.now) {
				t.Fatalf("made %+v", made)
			}
			if c.origin != nil && made.Answers != c.origin.Message {
				t.Fatalf("the ticket does not show the send it answers: %+v", made)
			}
			if want := c.origin != nil && c.origin.RepliedAt.IsZero(); got.AnswersOrigin != want {
				t.Fatalf("answers the origin: %v, want %v", got.AnswersOrigin, want)
			}
			if got.History[0].Action != Created || (c.status == Open) != (got.History[len(got.History)-1].Action == Given) {
				t.Fatalf("history %+v", got.History)
			}
		})
	}
}

func TestUnfinishedTicketTakesTheMessage(t *testing.T) {
	for _, status := range []Status{Waiting, Open} {
		there := Ticket{ID: "t-0", Bot: bot, Contact: "c", Status: status, Agent: bruno}
		got := Route(Facts{NewID: "t-1", Bot: Bot{Identity: bot, DirectTransfer: true}, Unfinished: &there,
			Origin: sendBy(camila), Agents: []Agent{agentWith(camila, Online, 0)}}, sentAt.Add(time.Hour))
		if !got.Joined || got.Why != WhyUnfinished || !reflect.DeepEqual(got.Ticket, there) || len(got.History) != 0 || !got.AnswersOrigin {
			t.Errorf("%s: %+v", status, got)
		}
	}
	for _, status := range []Status{Closed, Transferred} {
		there := Ticket{ID: "t-0", Bot: bot, Contact: "c", Status: status}
		got := Route(Facts{NewID: "t-1", Bot: Bot{Identity: bot}, Unfinished: &there}, sentAt)
		if got.Joined || got.Ticket.ID != "t-1" {
			t.Errorf("a %s ticket took the message", status)
		}
	}
}

func TestSenderIsGivenTheReplyBeyondTheirSlots(t *testing.T) {
	full := agentWith(camila, Online, 5)
	got := Route(Facts{NewID: "t", Bot: Bot{Identity: bot, DirectTransfer: true}, Origin: sendBy(camila),
		Agents: []Agent{full}}, sentAt.Add(time.Minute))
	if got.Ticket.Agent != camila {
		t.Fatalf("%+v", got.Ticket)
	}
}

func TestNobodyFreeLeavesTheTicketInItsQueue(t *testing.T) {
	got := Route(Facts{NewID: "t", Bot: Bot{Identity: bot, DefaultQueue: "Entregas"},
		Agents: []Agent{agentWith(bruno, Online, 5), agentWith(elena, Paused, 0), agentWith(camila, Invisible, 0)}}, sentAt)
	if got.Ticket.Status != Waiting || got.Ticket.ReservedFor != "" || got.Ticket.Queue != "Entregas" {
		t.Fatalf("%+v", got.Ticket)
	}
}

func TestActiveFirstRaisesOnlyTicketsFromActiveMessages(t *testing.T) {
	setting := Bot{Identity: bot, ActiveFirst: true}
	if got := Route(Facts{Bot: setting, Origin: sendBy(camila)}, sentAt.Add(30*time.Hour)); got.Ticket.Priority != ActiveFirstPriority {
		t.Errorf("from an active message: %d", got.Ticket.Priority)
	}
	if got := Route(Facts{Bot: setting}, sentAt); got.Ticket.Priority != 0 {
		t.Errorf("from nothing: %d", got.Ticket.Priority)
	}
}

func TestReservedTicketOpensWhenItsAgentReturns(t *testing.T) {
	waiting := Ticket{ID: "t", Bot: bot, Status: Waiting, ReservedFor: camila}
	direct := Bot{Identity: bot, DirectTransfer: true}
	change, opens := Return(waiting, agentWith(camila, Online, 5), direct, sentAt)
	if !opens || change.Ticket.Status != Open || change.Ticket.Agent != camila || change.Ticket.Why != WhyAgentBack {
		t.Fatalf("%v %+v", opens, change)
	}
	for name, try := range map[string]func() (Change, bool){
		"paused":             func() (Change, bool) { return Return(waiting, agentWith(camila, Paused, 0), direct, sentAt) },
		"another agent":      func() (Change, bool) { return Return(waiting, agentWith(bruno, Online, 0), direct, sentAt) },
		"no direct transfer": func() (Change, bool) { return Return(waiting, agentWith(camila, Online, 0), Bot{}, sentAt) },
		"not reserved": func() (Change, bool) {
			return Return(Ticket{Status: Waiting}, agentWith("", Online, 0), direct, sentAt)
		},
		"open already": func() (Change, bool) { return Return(change.Ticket, agentWith(camila, Online, 0), direct, sentAt) },
	} {
		if _, opens := try(); opens {
			t.Errorf("%s opened it", name)
		}
	}
}

func TestAnswered(t *testing.T) {
	send := func(id string, age time.Duration, change func(*Origin)) Origin {
		origin := Origin{Message: id, Bot: bot, Agent: camila, AcceptedAt: sentAt.Add(-age)}
		if change != nil {
			change(&origin)
		}
		return origin
	}
	other := func(o *Origin) { o.Bot = "cobranzas@msging.net" }
	failed := func(o *Origin) { o.Failed = true }
	sends := []Origin{
		send("old", 20*24*time.Hour, nil), send("ancient", 40*24*time.Hour, nil),
		send("yesterday", 20*time.Hour, nil), send("other", time.Minute, other), send("failed", time.Minute, failed),
		send("now", time.Hour, nil),
	}
	cases := []struct {
		name  string
		sends []Origin
		hint  Hint
		want  string
	}{
		{"the latest of this bot that did not fail", sends, Hint{}, "now"},
		{"the quoted one", sends, Hint{InReplyTo: "yesterday"}, "yesterday"},
		{"the quoted one at any age", sends, Hint{InReplyTo: "ancient"}, "ancient"},
		{"the one whose quick reply was tapped", sends, Hint{Payload: "yesterday|0"}, "yesterday"},
		{"the quote before the tap", sends, Hint{InReplyTo: "old", Payload: "yesterday|1"}, "old"},
		{"a strange payload", sends, Hint{Payload: "ok"}, "now"},
		{"a quote of something unknown", sends, Hint{InReplyTo: "?"}, "now"},
		{"a quote of another bot's send", sends, Hint{InReplyTo: "other"}, "now"},
		{"an expired one when nothing else is there", sends[:2], Hint{}, "old"},
		{"nothing after thirty days", sends[1:2], Hint{}, ""},
		{"nothing at all", nil, Hint{InReplyTo: "now"}, ""},
	}
	for _, c := range cases {
		got := ""
		if found := Answered(c.sends, bot, c.hint, sentAt); found != nil {
			got = found.Message
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
