package ticket

import (
	"testing"
	"time"
)

func TestQueueFor(t *testing.T) {
	properties := map[string]string{"Message": "Quiero mi FACTURA de marzo", "Contact.Extras.ciudad": "Lima"}
	one := func(relation Relation, property string, values ...string) Condition {
		return Condition{Property: property, Relation: relation, Values: values}
	}
	cases := []struct {
		name  string
		rules []Rule
		want  string
	}{
		{"no rule", nil, "General"},
		{"contains, whatever the case", []Rule{{Queue: "Facturas", Conditions: []Condition{one(Contains, "Message", "recibo", "factura")}}}, "Facturas"},
		{"equals the whole", []Rule{{Queue: "Q", Conditions: []Condition{one(Equals, "Message", "factura")}}}, "General"},
		{"not contains none of them", []Rule{{Queue: "Q", Conditions: []Condition{one(NotContains, "Message", "pedido", "factura")}}}, "General"},
		{"not equals", []Rule{{Queue: "Q", Conditions: []Condition{one(NotEquals, "Contact.Extras.ciudad", "Quito")}}}, "Q"},
		{"a missing property equals nothing", []Rule{{Queue: "Q", Conditions: []Condition{one(Equals, "Contact.Email", "a@b")}}}, "General"},
		{"one of two is enough", []Rule{{Queue: "Q", Conditions: []Condition{one(Equals, "Message", "x"), one(Equals, "Contact.Extras.ciudad", "lima")}}}, "Q"},
		{"all of two", []Rule{{Queue: "Q", All: true, Conditions: []Condition{one(Equals, "Message", "x"), one(Equals, "Contact.Extras.ciudad", "lima")}}}, "General"},
		{"lower priority number first", []Rule{
			{ID: "b", Queue: "Second", Priority: 2, Conditions: []Condition{one(Contains, "Message", "factura")}},
			{ID: "a", Queue: "First", Priority: 1, Conditions: []Condition{one(Contains, "Message", "factura")}}}, "First"},
		{"an empty rule holds never", []Rule{{Queue: "Q", All: true}}, "General"},
		{"an unknown relation holds never", []Rule{{Queue: "Q", Conditions: []Condition{one("Resembles", "Message", "factura")}}}, "General"},
	}
	for _, c := range cases {
		if got := QueueFor(Bot{DefaultQueue: "General", Rules: c.rules}, properties); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestFreeAgentTakesFewestOpenThenLongestIdle(t *testing.T) {
	idle := func(agent Agent, since time.Duration) Agent {
		agent.IdleSince = sentAt.Add(-since)
		return agent
	}
	elsewhere := agentWith("elsewhere@activa.local", Online, 0)
	elsewhere.Queues = []string{"Facturas"}
	foreign := agentWith("foreign@activa.local", Online, 0)
	foreign.Bots = []string{"cobranzas@msging.net"}
	boss := Agent{Account: account(marta, RoleSupervisor), Presence: Online}
	agents := []Agent{elsewhere, foreign, boss, agentWith("paused@activa.local", Paused, 0),
		idle(agentWith(camila, Online, 2), time.Hour), idle(agentWith(bruno, Online, 1), time.Minute), idle(agentWith(elena, Online, 1), 2*time.Minute)}
	if got := FreeAgent(bot, "Entregas", agents); got == nil || got.Identity != elena {
		t.Fatalf("%+v", got)
	}
	if got := FreeAgent(bot, "Entregas", agents[:4]); got != nil {
		t.Fatalf("nobody is free, got %s", got.Identity)
	}
	unlimited := agentWith(camila, Online, 500)
	unlimited.SlotsMax = 0
	if got := FreeAgent(bot, "Entregas", []Agent{unlimited}); got == nil {
		t.Fatal("no limit means a free slot")
	}
}

func TestDistributeFollowsTheOrderOfTheQueueAndTheSlots(t *testing.T) {
	waiting := func(id string, priority int, age time.Duration) Ticket {
		return Ticket{ID: id, Bot: bot, Queue: "Q", Status: Waiting, Priority: priority, CreatedAt: sentAt.Add(-age)}
	}
	reserved := waiting("reserved", 9000, time.Hour)
	reserved.ReservedFor = elena
	tickets := []Ticket{waiting("young", 0, time.Minute), waiting("old", 0, time.Hour), waiting("first", ActiveFirstPriority, time.Second), reserved}
	agents := []Agent{agentWith(bruno, Online, 4), agentWith(camila, Online, 4)}
	changes := Distribute(tickets, agents, sentAt)
	if len(changes) != 2 || changes[0].Ticket.ID != "first" || changes[0].Ticket.Agent != bruno ||
		changes[1].Ticket.ID != "old" || changes[1].Ticket.Agent != camila {
		t.Fatalf("%+v", changes)
	}
	if agents[0].OpenCount != 4 || tickets[0].ID != "young" {
		t.Fatal("the arguments were changed")
	}
}
