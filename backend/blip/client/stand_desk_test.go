package client_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

func TestTheTagsOfBlipComeAsSummaries(t *testing.T) { // docs.blip.ai, extensions/desk, "Get tags"
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		strictly(t, stand)
		on := newOnStand(t, stand)
		run(t, on)
		if tags, err := on.Tags(t.Context(), standRouter); err != nil || !slices.Equal(tags, []string{"entrega", "reclamo"}) {
			t.Errorf("%q, %v", tags, err)
		}
	})
}

// Without a filter the list holds any ticket of the bot, those of years among them.
func TestTicketsThatAreOverAreNeverReadByThePolling(t *testing.T) { // docs.blip.ai, "Get all tickets of a bot"
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		strictly(t, stand)
		on := newOnStand(t, stand)
		run(t, on)
		over, open := stand.Reply(standNew, "Oi"), stand.Reply(standKnown, "Oi")
		if _, err := on.CloseTicket(t.Context(), desk.TicketID(over.ID), nil); err != nil {
			t.Fatal(err)
		}
		settle(10 * time.Minute)
		if list, err := on.Tickets(t.Context()); err != nil || len(list) != 1 || list[0].ID != open.ID {
			t.Errorf("listed %+v, %v", list, err)
		}
		polled := 0
		for _, one := range stand.Seen() {
			if one.Route != "/tickets" || one.Method != lime.MethodGet {
				continue
			}
			polled++
			if filter := strings.Join(one.Query[doc.QueryFilter], " "); !strings.Contains(filter, "status eq 'Waiting'") {
				t.Errorf("asked for tickets by %q", filter)
			}
		}
		if polled < 5 {
			t.Errorf("only %d lists were read", polled)
		}
	})
}

func TestATransferToAnAgentNamesTheirTeam(t *testing.T) { // docs.blip.ai, "Transfer a ticket directly to an agent and team"
	bia := doc.PortalIdentity("bia@example.com")
	for name, one := range map[string]struct {
		teams []string
		want  string
	}{"of their first team": {[]string{"Entregas", "Default"}, "Entregas"}, "of no team": {nil, "Default"}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stand := newStand(func(options *blipstand.Options) {
					options.Attendants = append(options.Attendants, doc.Attendant{Identity: bia, FullName: "Bia", Teams: one.teams})
				})
				strictly(t, stand)
				on := newOnStand(t, stand)
				run(t, on)
				waiting := desk.TicketID(stand.Reply(standNew, "Oi").ID)
				if _, err := on.TransferTicket(t.Context(), waiting, desk.TransferTarget{Agent: bia}, "a note that has no place"); err != nil {
					t.Fatal(err)
				}
				for _, seen := range stand.Seen() {
					var sent map[string]string
					if seen.Route == "/tickets/*/transfer" && (json.Unmarshal(seen.Raw, &sent) != nil || len(sent) != 2 || sent["team"] != one.want) {
						t.Errorf("sent %s", seen.Raw)
					}
				}
			})
		})
	}
}

func TestTheEndOfAnAttendanceIsNoMessage(t *testing.T) { // docs.blip.ai, "Get all messages from a customer by a ticket"
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		strictly(t, stand)
		on := newOnStand(t, stand)
		run(t, on)
		over := desk.TicketID(stand.Reply(standNew, "Oi").ID)
		if _, err := on.CloseTicket(t.Context(), over, nil); err != nil {
			t.Fatal(err)
		}
		page, _, err := on.TicketMessages(t.Context(), over, time.Time{}, 10)
		if err != nil || len(page) != 1 || page[0].Text != "Oi" {
			t.Errorf("said %+v, %v", page, err)
		}
	})
}

func TestAWaitingTicketTellsWhatTheCustomerWrote(t *testing.T) { // LIME and Blip, §14.2: the push alone has it
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		strictly(t, stand)
		on := newOnStand(t, stand)
		run(t, on)
		first := stand.Reply(standNew, "Oi")
		settle(time.Minute)
		stand.Reply(standNew, "Alguém aí?")
		settle(time.Minute)
		if told := lastTicket(on, first.ID); told == nil || told.Last == nil || told.Last.Text != "Alguém aí?" {
			t.Errorf("told %+v", told)
		}
	})
}

func TestACommentNamesItsAuthorAsFarAsBlipDoes(t *testing.T) { // LIME and Blip, §10
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		strictly(t, stand)
		on, bia := newOnStand(t, stand), newOnStandUntil(t, stand, func(options *client.Options) {
			options.OnBlip.Agent = desk.Account{Identity: doc.PortalIdentity("bia@example.com"), Name: "Bia"}
		})
		run(t, on)
		run(t, bia)
		id := desk.ContactID(doc.ContactIdentity(standKnown))
		for _, one := range []*onStand{bia, on} {
			if _, err := one.AddComment(t.Context(), standRouter, id, "Prefere a tarde"); err != nil {
				t.Fatal(err)
			}
			settle(time.Second)
		}
		comments, err := on.Comments(t.Context(), standRouter, id)
		if err != nil || len(comments) != 2 || comments[0].Author != "Ana Lima" || comments[1].Author != "bia@example.com" {
			t.Errorf("%+v, %v", comments, err)
		}
	})
}
