package client_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
)

func supervising(options *client.Options) { options.OnBlip.Agent.Role = "supervisor" }

func namesOf(t *testing.T, on *onStand) (names []string) {
	t.Helper()
	list, err := on.Templates(t.Context(), standRouter)
	if err != nil {
		t.Fatal(err)
	}
	for _, template := range list.Templates {
		names = append(names, template.Name)
	}
	return names
}

// settleOffer is what the desk does when a supervisor settles a template, without its looking after.
func settleOffer(t *testing.T, on *onStand, template desk.TemplateKey, offered bool) {
	t.Helper()
	offer, err := on.DateOffer(t.Context(), template, offered)
	if err != nil {
		t.Fatal(err)
	}
	if written, err := on.PutOffer(t.Context(), offer); err != nil || !written {
		t.Fatalf("written %v, %v", written, err)
	}
}

func TestATemplateThatIsNotOfferedIsNoAgents(t *testing.T) { // LIME and Blip, §16: the bot's bucket
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		strictly(t, stand)
		ana, marta := newOnStandUntil(t, stand), newOnStand(t, stand, supervising)
		run(t, ana)
		run(t, marta)
		offer := desk.TemplateKey{Bot: standRouter, Language: "pt_BR", Name: "oferta"}
		told := func() bool {
			offered, err := marta.TemplateOffered(t.Context(), offer)
			if err != nil {
				t.Error(err)
			}
			return offered
		}
		withheld := func() []desk.TemplateKey {
			keys, err := marta.WithheldTemplates(t.Context(), standRouter)
			if err != nil {
				t.Error(err)
			}
			return keys
		}
		if !marta.Abilities().Offers || ana.Abilities().Offers {
			t.Error("who may settle it: an agent, or no supervisor")
		}
		if names := namesOf(t, ana); len(names) != 2 || !told() || len(withheld()) != 0 {
			t.Errorf("nobody spoke of any, and %v are offered", names)
		}
		settleOffer(t, marta, offer, false)
		if agents, supervisors := namesOf(t, ana), namesOf(t, marta); len(agents) != 1 || agents[0] != "aviso_entrega" || len(supervisors) != 2 || told() {
			t.Errorf("agents see %v, supervisors %v", agents, supervisors)
		}
		if keys := withheld(); !slices.Equal(keys, []desk.TemplateKey{offer}) {
			t.Errorf("not offered are %v", keys)
		}
		settleOffer(t, marta, offer, true)
		if names := namesOf(t, ana); len(names) != 2 || !told() || len(withheld()) != 0 {
			t.Errorf("offered again, and %v are", names)
		}
	})
}

func TestASupervisorReadsEverySendersCampaigns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		strictly(t, stand)
		stand.Reply(standBusy, "Oi")
		ana := newOnStandUntil(t, stand)
		bia := newOnStandUntil(t, stand, func(options *client.Options) { options.Campaign.Sender = "bia@example.com" })
		marta := newOnStand(t, stand, supervising)
		for _, one := range []*onStand{ana, bia, marta} {
			run(t, one)
		}
		template := templateOf(t, ana)
		for phone, sender := range map[string]*onStand{standNew: ana, standBusy: bia} {
			if err := sender.Send(t.Context(), activeTo(phone, template), template); err != nil {
				t.Fatal(err)
			}
		}
		settle(time.Minute)
		if _, err := ana.TeamSends(t.Context(), time.Now().Add(-time.Hour), ""); fault.CodeOf(err) != desk.NotSupported {
			t.Errorf("an agent asks: %v", err)
		}
		team, err := marta.TeamCampaigns(t.Context(), standRouter, time.Now().Add(-time.Hour))
		if err != nil || len(team.Sends) != 2 || !team.Whole || team.AsOf.IsZero() {
			t.Fatalf("%+v, %v", team, err)
		}
		for _, send := range team.Sends {
			switch send.Sender {
			case standEmail:
				if send.Progress.Delivery != message.Received || send.ID != "m"+standNew {
					t.Errorf("ana's: %+v", send)
				}
			case "bia@example.com":
				if send.Progress.Reason.Code != 1602 || send.Progress.Delivery != message.Failed {
					t.Errorf("bia's: %+v", send)
				}
			default:
				t.Errorf("a send of %q", send.Sender)
			}
		}
		counted, err := marta.TeamSends(t.Context(), time.Now().Add(-time.Hour), "")
		want := desk.TeamSends{AsOf: counted.AsOf, Whole: true,
			Agents: []desk.AgentSends{
				{Agent: standEmail, Name: "Ana Lima", Presence: desk.Presence{Status: desk.Online}, Tally: message.Tally{Sent: 1, Delivered: 1}},
				{Agent: "bia@example.com", Tally: message.Tally{Sent: 1, Failed: 1}},
			},
			Reasons: []message.ReasonCount{{Reason: message.Reason{Code: 1602}, Count: 1}},
		}
		if len(counted.Reasons) == 1 {
			counted.Reasons[0].Reason.Description = ""
		}
		if err != nil || counted.AsOf.IsZero() || !cmp.Equal(counted, want) {
			t.Errorf("%v, %s", err, cmp.Diff(want, counted))
		}
	})
}

func TestACampaignToManyCountsAsManyMessages(t *testing.T) { // LIME and Blip, §13.1
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		strictly(t, stand)
		marta := newOnStand(t, stand, supervising)
		run(t, marta)
		at := doc.At(time.Now())
		stand.Batch("of the portal", "growth@example.com",
			doc.AudienceStatus{RecipientIdentity: doc.ContactIdentity(standNew), Status: doc.AudienceRead, Processed: at, Received: at, Read: at},
			doc.AudienceStatus{RecipientIdentity: doc.ContactIdentity(standKnown), Status: doc.AudienceReceived, Processed: at, Received: at},
			doc.AudienceStatus{RecipientIdentity: doc.ContactIdentity(standBusy), Status: doc.AudienceFailed, ReasonCode: 131026, Failed: at},
		)
		settle(time.Minute)
		told, err := marta.TeamSends(t.Context(), time.Now().Add(-time.Hour), "")
		if err != nil || len(told.Agents) != 1 || told.Agents[0].Agent != "growth@example.com" {
			t.Fatalf("%+v, %v", told, err)
		}
		if got, want := told.Agents[0].Tally, (message.Tally{Sent: 3, Delivered: 2, Read: 1, Failed: 1}); got != want {
			t.Errorf("counted %+v, want %+v", got, want)
		}
		if len(told.Reasons) != 1 || told.Reasons[0].Reason.Code != 131026 {
			t.Errorf("reasons %+v", told.Reasons)
		}
	})
}
