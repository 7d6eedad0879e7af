package ticket

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"activa/backend/fault"
	"pgregory.net/rapid"
)

func TestTwoAgentsReachForOneTicket(t *testing.T) {
	waiting := Ticket{ID: "t", Bot: bot, Queue: "Q", Status: Waiting}
	first, err := Take(waiting, agentWith(camila, Online, 0), sentAt)
	if err != nil || first.Ticket.Agent != camila || first.Ticket.Status != Open || first.History[0].By != camila {
		t.Fatalf("%+v %v", first, err)
	}
	_, err = Take(first.Ticket, agentWith(bruno, Online, 0), sentAt)
	if fault.CodeOf(err) != TakenByAnother || fault.Of(err).Parameters["agent"] != camila {
		t.Fatalf("the other was told %v", err)
	}
	again, err := Take(first.Ticket, agentWith(camila, Online, 1), sentAt.Add(time.Minute))
	if err != nil || !reflect.DeepEqual(again.Ticket, first.Ticket) || len(again.History) != 0 {
		t.Fatalf("taking one's own again: %+v %v", again, err)
	}
}

func TestTakeRefusals(t *testing.T) {
	reserved := Ticket{ID: "t", Bot: bot, Queue: "Q", Status: Waiting, ReservedFor: camila}
	free := Ticket{ID: "t", Bot: bot, Queue: "Q", Status: Waiting}
	boss := Agent{Account: account(marta, RoleSupervisor), Presence: Online}
	stranger := Agent{Account: Account{Identity: "x", Role: RoleAgent}}
	cases := []struct {
		name   string
		ticket Ticket
		agent  Agent
		want   fault.Code
	}{
		{"reserved for another does not exist", reserved, agentWith(bruno, Online, 0), NotThere},
		{"a supervisor hands over instead", reserved, boss, NotYours},
		{"another bot's", free, stranger, NotThere},
		{"slots full", free, agentWith(bruno, Online, 5), SlotsFull},
		{"a bot", free, Agent{Account: Account{Identity: bot, Role: RoleBot}}, NotYours},
		{"ended", Ticket{ID: "t", Bot: bot, Status: Closed}, agentWith(bruno, Online, 0), AlreadyEnded},
		{"reserved for oneself beyond the slots", reserved, agentWith(camila, Paused, 5), ""},
		{"free, while paused", free, agentWith(bruno, Paused, 0), ""},
	}
	for _, c := range cases {
		if _, err := Take(c.ticket, c.agent, sentAt); fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestAssign(t *testing.T) {
	reserved := Ticket{ID: "t", Bot: bot, Queue: "Q", Status: Waiting, ReservedFor: camila}
	free := Ticket{ID: "t", Bot: bot, Queue: "Q", Status: Waiting}
	boss, machine := account(marta, RoleSupervisor), Account{Identity: bot, Role: RoleBot}
	cases := []struct {
		name   string
		ticket Ticket
		by     Account
		to     Agent
		want   fault.Code
	}{
		{"by a supervisor", free, boss, agentWith(bruno, Online, 0), ""},
		{"by the bot", free, machine, agentWith(bruno, Online, 0), ""},
		{"the bot gives what is reserved to its agent", reserved, machine, agentWith(camila, Online, 5), ""},
		{"the bot gives it to nobody else", reserved, machine, agentWith(bruno, Online, 0), OnlySupervisor},
		{"an agent gives nothing away", free, account(camila, RoleAgent), agentWith(bruno, Online, 0), OnlySupervisor},
		{"nor sees what is reserved", reserved, account(bruno, RoleAgent), agentWith(elena, Online, 0), NotThere},
		{"who is not Online is given nothing", free, boss, agentWith(bruno, Invisible, 0), AgentUnavailable},
		{"nor who has no free slot", free, boss, agentWith(bruno, Online, 5), AgentUnavailable},
		{"somebody has it", Ticket{ID: "t", Bot: bot, Status: Open, Agent: camila}, boss, agentWith(bruno, Online, 0), TakenByAnother},
		{"it has ended", Ticket{ID: "t", Bot: bot, Status: Closed}, boss, agentWith(bruno, Online, 0), AlreadyEnded},
	}
	for _, c := range cases {
		change, err := Assign(c.ticket, c.by, c.to, sentAt)
		if fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if err == nil && (change.Ticket.Agent != c.to.Identity || change.Ticket.Status != Open || change.History[0].By != c.by.Identity) {
			t.Errorf("%s: %+v", c.name, change)
		}
	}
}

func TestTag(t *testing.T) {
	open := Ticket{ID: "t", Bot: bot, Status: Open, Agent: camila}
	change, err := Tag(open, account(camila, RoleAgent), []string{" venta ", "", "venta", "urgente"}, sentAt)
	if err != nil || !reflect.DeepEqual(change.Ticket.Tags, []string{"venta", "urgente"}) || change.History[0].Note != "venta, urgente" {
		t.Errorf("%+v %v", change, err)
	}
	if _, err := Tag(open, account(bruno, RoleAgent), []string{"x"}, sentAt); fault.CodeOf(err) != NotThere {
		t.Errorf("another agent: %v", err)
	}
	if _, err := Tag(open, account(camila, RoleAgent), []string{strings.Repeat("x", TagBytesMax+1)}, sentAt); fault.CodeOf(err) != TagsTooMany {
		t.Errorf("too long: %v", err)
	}
}

func TestOnlyItsAgentAnswers(t *testing.T) {
	open := Ticket{ID: "t", Bot: bot, Status: Open, Agent: camila}
	cases := []struct {
		name   string
		ticket Ticket
		by     Account
		want   fault.Code
	}{
		{"its agent", open, account(camila, RoleAgent), ""},
		{"another agent", open, account(bruno, RoleAgent), NotThere},
		{"a supervisor", open, account(marta, RoleSupervisor), NotYours},
		{"before it is taken", Ticket{ID: "t", Bot: bot, Status: Waiting, ReservedFor: camila}, account(camila, RoleAgent), NotYours},
		{"after its end", Ticket{ID: "t", Bot: bot, Status: Closed, Agent: camila}, account(camila, RoleAgent), AlreadyEnded},
	}
	for _, c := range cases {
		if err := Answer(c.ticket, c.by); fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestServiceWindowEndsToTheMillisecond(t *testing.T) {
	for after, want := range map[time.Duration]bool{
		0: true, ServiceWindow - time.Millisecond: true, ServiceWindow: false, ServiceWindow + time.Millisecond: false,
	} {
		if InServiceWindow(sentAt, sentAt.Add(after)) != want {
			t.Errorf("after %v it is not %v", after, want)
		}
	}
	if InServiceWindow(time.Time{}, sentAt) {
		t.Error("who never wrote can be written to")
	}
}

func TestClose(t *testing.T) {
	open := Ticket{ID: "t", Bot: bot, Status: Open, Agent: camila}
	reserved := Ticket{ID: "t", Bot: bot, Status: Waiting, ReservedFor: camila}
	free := Ticket{ID: "t", Bot: bot, Status: Waiting, Queue: "Q"}
	cases := []struct {
		name   string
		ticket Ticket
		by     Account
		want   fault.Code
	}{
		{"its agent", open, account(camila, RoleAgent), ""},
		{"another agent", open, account(bruno, RoleAgent), NotThere},
		{"a supervisor", open, account(marta, RoleSupervisor), ""},
		{"the bot", open, Account{Identity: bot, Role: RoleBot}, ""},
		{"another bot", open, Account{Identity: "cobranzas@msging.net", Role: RoleBot}, NotThere},
		{"the owner", open, Account{Identity: "owner@activa.local", Role: RoleOwner}, ""},
		{"the one it waits for", reserved, account(camila, RoleAgent), ""},
		{"an agent, from the queue, without taking it", free, account(camila, RoleAgent), NotYours},
		{"what is closed", Ticket{Bot: bot, Status: Closed, Agent: camila}, account(camila, RoleAgent), AlreadyEnded},
		{"what went on elsewhere", Ticket{Bot: bot, Status: Transferred, Agent: camila}, account(camila, RoleAgent), AlreadyEnded},
	}
	for _, c := range cases {
		change, err := Close(c.ticket, c.by, "listo", sentAt)
		if fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if err == nil && (change.Ticket.Status != Closed || change.Ticket.Closure != ByAgent || change.Ticket.ReservedFor != "" || change.History[0].Note != "listo") {
			t.Errorf("%s: %+v", c.name, change)
		}
	}
	for _, closure := range []Closure{ByCustomer, ByInactivity} {
		change, err := CloseByItself(open, closure, sentAt)
		if err != nil || change.Ticket.Closure != closure || change.Ticket.Agent != camila || !change.Ticket.EndedAt.Equal(sentAt) {
			t.Errorf("%s: %+v %v", closure, change, err)
		}
		if _, err := CloseByItself(change.Ticket, closure, sentAt); fault.CodeOf(err) != AlreadyEnded {
			t.Errorf("%s twice: %v", closure, err)
		}
	}
}

func TestTransferMakesAChildThatNamesItsParent(t *testing.T) {
	open := Ticket{ID: "t", Bot: bot, Contact: "c", Status: Open, Agent: camila, Queue: "Q", Answers: "m-1", Priority: 7}
	camilaHerself := account(camila, RoleAgent)
	change, err := Transfer(open, camilaHerself, Target{Queue: "Facturas"}, "t-2", "pide la factura", sentAt)
	if err != nil || change.Ticket.Status != Transferred || change.Child == nil {
		t.Fatalf("%+v %v", change, err)
	}
	want := Ticket{ID: "t-2", Bot: bot, Contact: "c", Status: Waiting, Queue: "Facturas", Why: WhyTransferred,
		Answers: "m-1", Parent: "t", Priority: 7, CreatedAt: sentAt, ActiveAt: sentAt}
	if !reflect.DeepEqual(*change.Child, want) {
		t.Fatalf("child %+v", *change.Child)
	}
	free := agentWith(bruno, Online, 0)
	change, err = Transfer(open, camilaHerself, Target{Agent: &free}, "t-2", "", sentAt)
	if err != nil || change.Child.Status != Open || change.Child.Agent != bruno || change.Child.Queue != "Q" {
		t.Fatalf("%+v %v", change, err)
	}
	away, full, self := agentWith(bruno, Paused, 0), agentWith(bruno, Online, 5), agentWith(camila, Online, 1)
	stranger := Agent{Account: Account{Identity: "x", Role: RoleAgent}, Presence: Online}
	for name, c := range map[string]struct {
		by   Account
		to   Target
		want fault.Code
	}{
		"to one who is away":   {camilaHerself, Target{Agent: &away}, AgentUnavailable},
		"to one who is full":   {camilaHerself, Target{Agent: &full}, AgentUnavailable},
		"to another bot's":     {camilaHerself, Target{Agent: &stranger}, AgentUnavailable},
		"to oneself":           {camilaHerself, Target{Agent: &self}, NoTarget},
		"to nobody":            {camilaHerself, Target{}, NoTarget},
		"by one without right": {account(bruno, RoleAgent), Target{Queue: "Q"}, NotThere},
	} {
		if _, err := Transfer(open, c.by, c.to, "t-2", "", sentAt); fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestReservedTicketIsTransferredOnlyByASupervisor(t *testing.T) {
	reserved := Ticket{ID: "t", Bot: bot, Status: Waiting, Queue: "Q", ReservedFor: camila}
	if _, err := Transfer(reserved, account(camila, RoleAgent), Target{Queue: "Q2"}, "t-2", "", sentAt); fault.CodeOf(err) != OnlySupervisor {
		t.Errorf("by its agent: %v", err)
	}
	change, err := Transfer(reserved, account(marta, RoleSupervisor), Target{Queue: "Q2"}, "t-2", "", sentAt)
	if err != nil || change.Child.ReservedFor != "" || change.Ticket.ReservedFor != "" || change.History[0].From != camila {
		t.Errorf("by a supervisor: %+v %v", change, err)
	}
}

func TestOnlyASupervisorHandsAReservedTicketOn(t *testing.T) {
	reserved := Ticket{ID: "t", Bot: bot, Status: Waiting, Queue: "Q", ReservedFor: camila, Why: WhySenderOffline}
	boss := account(marta, RoleSupervisor)
	online, away, same := agentWith(bruno, Online, 9), agentWith(elena, Offline, 0), agentWith(camila, Offline, 0)
	stranger := Agent{Account: Account{Identity: "x", Role: RoleAgent}, Presence: Online}

	change, err := HandOver(reserved, boss, Target{Agent: &online}, "Camila no vuelve hoy", sentAt)
	if err != nil || change.Ticket.Status != Open || change.Ticket.Agent != bruno || change.History[0].Note == "" || change.History[0].From != camila {
		t.Fatalf("to an Online agent: %+v %v", change, err)
	}
	change, err = HandOver(reserved, boss, Target{Agent: &away}, "", sentAt)
	if err != nil || change.Ticket.ReservedFor != elena {
		t.Fatalf("to one who is away: %+v %v", change, err)
	}
	change, err = HandOver(reserved, boss, Target{Queue: "Q2"}, "", sentAt)
	if err != nil || change.Ticket.ReservedFor != "" || change.Ticket.Queue != "Q2" || change.Ticket.Status != Waiting {
		t.Fatalf("to a queue: %+v %v", change, err)
	}
	for name, c := range map[string]struct {
		ticket Ticket
		by     Account
		to     Target
		want   fault.Code
	}{
		"its own agent":        {reserved, account(camila, RoleAgent), Target{Agent: &online}, OnlySupervisor},
		"another agent":        {reserved, account(bruno, RoleAgent), Target{Agent: &online}, NotThere},
		"to the same":          {reserved, boss, Target{Agent: &same}, NoTarget},
		"to nobody":            {reserved, boss, Target{}, NoTarget},
		"to another bot's":     {reserved, boss, Target{Agent: &stranger}, AgentUnavailable},
		"what is not reserved": {Ticket{Bot: bot, Status: Waiting}, boss, Target{Agent: &online}, NotReserved},
		"what is open":         {Ticket{Bot: bot, Status: Open, Agent: camila}, boss, Target{Agent: &online}, NotReserved},
		"what is closed":       {Ticket{Bot: bot, Status: Closed}, boss, Target{Agent: &online}, AlreadyEnded},
	} {
		if _, err := HandOver(c.ticket, c.by, c.to, "", sentAt); fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestCanSee(t *testing.T) {
	queueOnly := Account{Identity: elena, Role: RoleAgent, Bots: []string{bot}, Queues: []string{"Facturas"}}
	tickets := map[string]Ticket{
		"reserved": {Bot: bot, Status: Waiting, ReservedFor: camila, Queue: "Q"},
		"queue":    {Bot: bot, Status: Waiting, Queue: "Q"},
		"open":     {Bot: bot, Status: Open, Agent: camila, Queue: "Q"},
		"closed":   {Bot: bot, Status: Closed, Agent: camila, Queue: "Q"},
	}
	cases := []struct {
		account Account
		sees    string
	}{
		{account(camila, RoleAgent), "reserved queue open closed"},
		{account(bruno, RoleAgent), "queue closed"},
		{queueOnly, "closed"},
		{account(marta, RoleSupervisor), "reserved queue open closed"},
		{Account{Identity: "owner@activa.local", Role: RoleOwner}, "reserved queue open closed"},
		{Account{Identity: bot, Role: RoleBot}, "reserved queue open closed"},
		{Account{Identity: "x", Role: RoleAgent}, ""},
		{Account{Identity: "x", Role: RoleSupervisor}, ""},
	}
	for _, c := range cases {
		seen := ""
		for _, name := range []string{"reserved", "queue", "open", "closed"} {
			if CanSee(tickets[name], c.account) {
				seen += " " + name
			}
		}
		if seen = trimFirst(seen); seen != c.sees {
			t.Errorf("%s %s sees %q, want %q", c.account.Role, c.account.Identity, seen, c.sees)
		}
	}
}

func trimFirst(text string) string {
	if text == "" {
		return ""
	}
	return text[1:]
}

// Whatever is done in whatever order: what ended stays ended, an Open ticket has an agent and no
// reservation, and a reservation is broken only by its agent, a supervisor or the bot.
func TestAnyOrderOfActionsKeepsTheLife(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agents := []Agent{agentWith(camila, Online, 0), agentWith(bruno, Online, 0), agentWith(elena, Offline, 0)}
		now := sentAt.Add(time.Hour)
		direct := Bot{Identity: bot, DirectTransfer: rapid.Bool().Draw(t, "direct")}
		sender := rapid.SampledFrom([]string{camila, elena, ""}).Draw(t, "sender")
		current := Route(Facts{NewID: "t", Contact: "c", Bot: direct, Origin: sendBy(sender), Agents: agents}, now).Ticket
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "minutes")) * time.Minute)
			agent := rapid.SampledFrom(agents).Draw(t, "agent")
			change, acted, byRight := Change{}, false, false
			var err error
			switch rapid.IntRange(0, 3).Draw(t, "action") {
			case 0:
				change, err = Take(current, agent, now)
				acted, byRight = err == nil, agent.Identity == current.ReservedFor
			case 1:
				change, err = Close(current, agent.Account, "", now)
				acted, byRight = err == nil, agent.Identity == current.ReservedFor
			case 2:
				change, acted = Return(current, agent, direct, now)
				byRight = agent.Identity == current.ReservedFor
			case 3:
				change, err = HandOver(current, account(marta, RoleSupervisor), Target{Agent: &agent}, "", now)
				acted, byRight = err == nil, true
			}
			if !acted {
				continue
			}
			next := change.Ticket
			if !current.Unfinished() {
				t.Fatalf("an ended ticket moved: %+v to %+v", current, next)
			}
			if next.Status == Open && (next.Agent == "" || next.ReservedFor != "") {
				t.Fatalf("open without its agent: %+v", next)
			}
			if current.ReservedFor != "" && next.ReservedFor != current.ReservedFor && !byRight {
				t.Fatalf("the reservation was broken: %+v to %+v", current, next)
			}
			current = next
		}
	})
}
