package demo

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func (w *workspace) SetUpDesk(_ context.Context, desk Desk) error {
	if _, there := w.bots[desk.Bot]; !there {
		return fmt.Errorf("no bot %s", desk.Bot)
	}
	w.desks[desk.Bot] = desk
	return w.fail("desk")
}

// variables are what the desk can fill (LIME and Blip, §14.5); pedido is an extra of the demo's contacts.
var variables = []string{"contact.name", "contact.extras.pedido", "agent.fullName"}

func TestDesksShowAllThatADeskCanHave(t *testing.T) {
	variable := regexp.MustCompile(`\{\{([^}]*)\}\}`)
	desks := Desks()
	if len(desks) != len(Bots()) {
		t.Fatalf("%d desks for %d bots", len(desks), len(Bots()))
	}
	for _, desk := range desks {
		if len(desk.Queues) != 2 || len(desk.Tags) < 3 || desk.AgentSlots < 1 {
			t.Errorf("%s: queues %q, tags %q, %d slots", desk.Bot, desk.Queues, desk.Tags, desk.AgentSlots)
		}
		for _, rule := range desk.Rules {
			if !slices.Contains(desk.Queues, rule.Queue) || len(rule.Words) == 0 {
				t.Errorf("%s: rule %+v leads nowhere", desk.Bot, rule)
			}
		}
		seen := map[string]bool{}
		for _, category := range desk.Replies {
			for _, reply := range category.Replies {
				id := category.ID + "." + reply.ID
				if seen[id] || reply.Name == "" || strings.TrimSpace(reply.Text) == "" || utf8.RuneCountInString(reply.Text) > 300 {
					t.Errorf("%s: reply %s is %+v", desk.Bot, id, reply)
				}
				seen[id] = true
				for _, found := range variable.FindAllStringSubmatch(reply.Text, -1) {
					if !slices.Contains(variables, found[1]) {
						t.Errorf("%s: reply %s asks for %q", desk.Bot, id, found[1])
					}
				}
			}
		}
	}
}
