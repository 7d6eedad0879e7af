package hub_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"activa/backend/blip/doc"
	"activa/backend/hub"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// samples are addresses for every pattern that can be read, with ID, TICKET and CAMPAIGN to be filled.
var samples = map[string][]string{
	doc.PathAbilities: {doc.PathAbilities}, doc.PathOwnAccount: {doc.PathOwnAccount}, doc.PathBots: {doc.PathBots},
	doc.PathActivaPresence: {doc.PathActivaPresence},
	doc.PathActivaContacts: {doc.PathActivaContacts, doc.PathActivaContacts + "?search=rita"},
	doc.PathRecipient:      {doc.PathRecipient + "?contact=" + rita},
	doc.PathSent:           {doc.PathSent, doc.PathSent + "?cursor=0", doc.PathSent + "?agent=all", doc.PathSent + "?agent=rui"},
	doc.PathTeam:           {doc.PathTeam + "?since=2026-11-22T00:00:00Z"},
	doc.PathSent + "/*":    {doc.PathSent + "/ID"}, doc.PathMedia + "/**": {doc.PathMedia + "/templates.json"},
	doc.PathAccounts: {doc.PathAccounts}, doc.PathPace: {doc.PathPace}, doc.PathClock: {doc.PathClock}, doc.PathContacts: {doc.PathContacts},
	"/contacts/*": {"/contacts/" + rita}, "/accounts/*": {"/accounts/+5511987654321"},
	doc.PathMessageTemplates:  {doc.PathMessageTemplates},
	doc.PathCampaignSummaries: {doc.PathCampaignSummaries, doc.PathCampaignSummaries + "?CampaignSender=rui@activa.local"},
	"/campaigns/*/summaries":  {"/campaigns/CAMPAIGN/summaries"},
	doc.PathTickets: {doc.PathTickets, doc.PathTickets + "?$closed=true", doc.PathTickets + "?$filter=agentIdentity eq 'rui@activa.local'",
		doc.PathTickets + "?$filter=status eq 'waiting' or status eq 'open'"},
	"/ticket/*": {"/ticket/TICKET"}, doc.PathThreads + "/*": {"/threads/5511987654310@wa.gw.msging.net", "/threads/5511987654325@wa.gw.msging.net"}, doc.PathTickets + "/*/messages": {"/tickets/TICKET/messages?$take=100"}, doc.PathTicketHistory + "/*": {doc.PathTicketHistory + "/TICKET"}, doc.PathAttendants: {doc.PathAttendants},
	doc.PathPhones: {doc.PathPhones}, doc.PathPhone: {doc.PathPhone + "?contact=" + rita},
	doc.PathTeams: {doc.PathTeams}, doc.PathTeamsOnline: {doc.PathTeamsOnline}, doc.PathQueues: {doc.PathQueues},
	doc.PathQueues + "/*": {doc.PathQueues + "/x"}, doc.PathRules: {doc.PathRules}, doc.PathReplies: {doc.PathReplies},
	doc.PathReplies + "/*": {doc.PathReplies + "/x"}, doc.PathTagsActive: {doc.PathTagsActive},
	doc.PathConfigurationCaller: {doc.PathConfigurationCaller}, "/contacts/*/comments": {"/contacts/" + rita + "/comments"},
	"/buckets/*": {"/buckets/activemsg:favourites:rui", "/buckets/rui-own"},
}

// shownOnPurpose tells who has the customer's ticket and that somebody wrote lately (P6).
var shownOnPurpose = []string{doc.PathRecipient}

// TestNoAgentReadsAnothersRows asks for everything that can be asked for, as ana, after whatever rui
// has done: nothing of rui's may be in any answer or push.
func TestNoAgentReadsAnothersRows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		ana, rui := w.agent("ana"), w.agent("rui")
		// She is not given what the queue has; what rui is given and what waits for him is his.
		ana.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathActivaPresence, doc.Presence{Status: doc.PresenceInvisible})
		ana.take()
		rui.must(t, "", lime.MethodSet, doc.ServerNode, "/buckets/rui-own", map[string]string{"x": "of-rui"})
		rui.must(t, loja, lime.MethodSet, doc.ServerNode, doc.FavouritesURI("rui"), map[string]string{"x": "of-rui"})
		sends := 0
		secrets := []string{"of-rui"}
		rapid.Check(withoutDeadline{t}, func(r *rapid.T) {
			contact := doc.ContactIdentity(fmt.Sprintf("+55119876543%02d", rapid.IntRange(10, 40).Draw(r, "contact")))
			switch rapid.SampledFrom([]string{"send", "campaign", "reply", "presence"}).Draw(r, "what rui does") {
			case "send":
				sends++
				id := fmt.Sprintf("of-rui-%d", sends)
				rui.send(t, rui.templateMessage(loja, contact, id, "aviso_entrega", "pt_BR", "of-rui", "A-7"))
			case "campaign":
				sends++
				rui.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathActivaPresence, doc.Presence{Status: doc.PresenceOnline})
				answer := rui.must(t, loja, lime.MethodSet, doc.CampaignNode, doc.PathCampaignFull, doc.FullCampaign{
					Campaign: doc.CampaignRequest{Name: fmt.Sprintf("of-rui-%d", sends)},
					Audience: &doc.Audience{Recipient: doc.ContactPhone(contact)},
					Message:  doc.CampaignMessage{MessageTemplate: "ola", MessageTemplateLanguage: "es"},
				})
				var made doc.Campaign
				if err := json.Unmarshal(answer, &made); err != nil {
					r.Fatal(err)
				}
				secrets = append(secrets, strconv.Quote(made.ID))
			case "reply":
				sends++
				w.gateway.tell(t, hub.GatewayNews{Inbound: &hub.InboundMessage{ID: fmt.Sprint("i", sends),
					BotNumber: "+551140000001", Contact: contact, Type: lime.MediaTypeText, Content: []byte(strconv.Quote(saidBy(contact))), At: time.Now()}})
			case "presence":
				status := rapid.SampledFrom([]doc.PresenceStatus{doc.PresenceInvisible, doc.PresenceOnline}).Draw(r, "presence")
				rui.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathActivaPresence, doc.Presence{Status: status})
			}
			time.Sleep(7 * time.Second) // the rule of pace
			synctest.Wait()
			for _, envelope := range ana.take() {
				if text := shown(envelope); strings.Contains(text, "of-rui") {
					r.Fatalf("pushed to ana: %s", text)
				}
			}
			askEverything(t, r, ana, fmt.Sprintf("of-rui-%d", max(sends, 1)), secrets, w.ruisTickets(t))
		})
	})
}

// withoutDeadline is a test in a bubble, which may not be asked for its deadline.
type withoutDeadline struct{ testing.TB }

// saidBy is what a customer writes: what waits for all is shown to all, what is in a hidden ticket is not.
func saidBy(contact string) string { return "said by " + contact }

// ruisTickets lists the tickets that ana may not see, and what customers say in them.
func (w *world) ruisTickets(t *testing.T) []string {
	var hidden []string
	ana := ticket.Account{Identity: "ana@activa.local", Role: ticket.RoleAgent, Bots: []string{loja}}
	err := w.store.View(t.Context(), func(r hub.Reader) error {
		all, err := r.Tickets(hub.TicketQuery{Bots: []string{loja}, Take: 1000})
		for _, one := range all {
			if !ticket.CanSee(one, ana) {
				hidden = append(hidden, strconv.Quote(one.ID), strconv.Quote(saidBy(one.Contact)))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return hidden
}

func askEverything(t *testing.T, r *rapid.T, ana *peer, id string, secrets, tickets []string) {
	ticketID := "none"
	if len(tickets) > 0 {
		ticketID = strings.Trim(tickets[len(tickets)-2], `"`)
	}
	fill := strings.NewReplacer("ID", id, "TICKET", ticketID, "CAMPAIGN", strings.Trim(secrets[len(secrets)-1], `"`))
	for _, line := range hub.CommandLines() {
		if line.Method != lime.MethodGet {
			continue
		}
		if len(samples[line.Pattern]) == 0 {
			t.Fatalf("no sample for %s: nobody looks whether it keeps agents apart", line.Pattern)
		}
		for _, uri := range samples[line.Pattern] {
			for _, bot := range []string{"", loja} {
				answer := ana.ask(t, ana.command(t, bot, line.Method, line.Nodes[0], fill.Replace(uri), nil))
				if slices.Contains(shownOnPurpose, line.Pattern) || line.Pattern == doc.PathMedia+"/**" {
					continue
				}
				for _, secret := range append(tickets, secrets...) {
					if strings.Contains(string(answer.Resource), secret) {
						r.Fatalf("get %s (for %q) tells ana of %s: %s", uri, bot, secret, answer.Resource)
					}
				}
			}
		}
	}
}

// TestEveryCommandIsRefusedToWhoHasNoRight asks each command as each role that the table does not name.
func TestEveryCommandIsRefusedToWhoHasNoRight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		peers := map[ticket.Role]*peer{
			ticket.RoleAgent: w.signIn("ana", "ana@activa.local"), ticket.RoleSupervisor: w.signIn("sofia", "sofia@activa.local"),
			ticket.RoleBot: w.signIn("loja", loja), ticket.RoleOwner: w.signIn("owner-2", doc.OwnerIdentity),
		}
		for _, line := range hub.CommandLines() {
			uri := strings.NewReplacer("**", "x", "*", "x").Replace(line.Pattern)
			for role, asker := range peers {
				answer := asker.ask(t, asker.command(t, "", line.Method, line.Nodes[0], uri, nil))
				refused := answer.Reason != nil && answer.Reason.Code == lime.ReasonCodeNotAllowed
				if allowed := slices.Contains(line.Roles, role); allowed == refused {
					t.Errorf("%s %s as %s: %v", line.Method, uri, role, answer.Reason)
				}
			}
		}
	})
}
