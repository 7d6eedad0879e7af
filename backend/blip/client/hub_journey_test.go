package client_test

import (
	"slices"
	"testing"
	"time"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/hub"
	"activa/backend/lime"
	"activa/backend/message"
)

func TestAnActiveMessageOnTheRealHub(t *testing.T) {
	overBoth(t, func(t *testing.T, dial dialer, running *hub.Hub) {
		owner := administer(t, dial, running)
		furnish(t, owner)
		ana := connectAgent(t, dial, running)
		whatAnaSees(t, ana)

		template := readTemplate(t, ana)
		if err := ana.Send(t.Context(), to(readsSoon, "m-1"), template); err != nil {
			t.Fatal(err)
		}
		refused := ana.waitReceipts("m-1", message.Failed)
		if !doc.IsAgentNotOnline(refused.Code, refused.Description) {
			t.Errorf("a send by an agent who is not Online fails with %+v", refused)
		}
		if err := ana.SetPresence(t.Context(), desk.Presence{Status: desk.Online}); err != nil {
			t.Fatal(err)
		}
		if err := ana.Send(t.Context(), to(readsSoon, "m-2"), template); err != nil {
			t.Fatal(err)
		}
		ana.waitReceipts("m-2", message.Accepted, message.Dispatched, message.Received, message.Consumed)
		found, err := ana.LookUp(t.Context(), loja, "m-2")
		if err != nil || found.Outcome != desk.LookUpFound || found.Progress.Delivery != message.Consumed {
			t.Errorf("look-up says %+v, %v", found, err)
		}
		if found, err := ana.LookUp(t.Context(), loja, "m-7"); err != nil || found.Outcome != desk.LookUpAbsent {
			t.Errorf("look-up of a message that was never sent says %+v, %v", found, err)
		}
		caughtUpAfterALostLine(t, ana, template)

		everyones, err := owner.Sent(t.Context(), true)
		if seen := idsOf(everyones); err != nil || seen["m-2"] != 1 || seen["m-3"] != 1 {
			t.Errorf("the owner sees %v, %v", seen, err)
		}
	})
}

func TestTheHubIsAdministered(t *testing.T) {
	overBoth(t, func(t *testing.T, dial dialer, running *hub.Hub) {
		owner := administer(t, dial, running)
		furnish(t, owner)
		if contacts, err := owner.Contacts(t.Context(), loja); err != nil || len(contacts) != 2 {
			t.Errorf("contacts are %+v, %v", contacts, err)
		}
		if found, err := owner.SearchContacts(t.Context(), loja, "", 100_000); err != nil || len(found) > doc.TakeSearchMax {
			t.Errorf("a search without end finds %d, %v", len(found), err)
		}
		accounts, err := owner.Accounts(t.Context())
		isAna := func(account doc.HubAccount) bool {
			return account.Identity == "ana@activa.local" && account.Role == doc.RoleAgent && account.Secret == ""
		}
		if err != nil || !slices.ContainsFunc(accounts, isAna) {
			t.Errorf("accounts are %+v, %v", accounts, err)
		}
		token, err := owner.Token(t.Context(), "ana@activa.local", time.Hour)
		if err != nil || token.ExpiresAt.IsZero() {
			t.Fatalf("token is %+v, %v", token, err)
		}
		for name, proof := range map[string]lime.Authentication{
			"token": lime.External(token.Token, hub.Issuer), "secret": lime.Plain("segredo")} {
			chosen := options(t, dial, running, "ana@activa.local")
			chosen.Authentication = proof
			session, err := client.Administer(t.Context(), chosen)
			if err != nil {
				t.Errorf("signing in by %s: %v", name, err)
				continue
			}
			if _, err := session.Accounts(t.Context()); fault.CodeOf(err) != client.Refused {
				t.Errorf("an agent who asks for the accounts gets %v", err)
			}
			session.Close()
		}
	})
}

// whatAnaSees asks everything that the desk asks at the beginning.
func whatAnaSees(t *testing.T, ana *agent) {
	t.Helper()
	ctx := t.Context()
	want := desk.Abilities{Presence: true, SentList: true, Favourites: true, Live: true, Tickets: true, Contacts: true, Uploads: true, Simulator: true,
		TicketHistory: true, DropsRepeats: true}
	if got := ana.Abilities(); got != want {
		t.Errorf("abilities are %+v", got)
	}
	if account, err := ana.Account(ctx); err != nil || account.Name != "Ana" || account.Role != "agent" {
		t.Errorf("account is %+v, %v", account, err)
	}
	if bots, err := ana.Bots(ctx); err != nil || len(bots) != 1 || bots[0].ID != loja || bots[0].Number != "+551140028922" {
		t.Errorf("bots are %+v, %v", bots, err)
	}
	for _, text := range []string{"lima", "87659900"} {
		if found, err := ana.SearchContacts(ctx, loja, text, 5); err != nil || len(found) != 1 || found[0].Phone != readsSoon {
			t.Errorf("search of %q finds %+v, %v", text, found, err)
		}
	}
	facts, err := ana.Recipient(ctx, loja, desk.RecipientQuery{Phone: readsSoon})
	if err != nil || facts.Contact == nil || facts.Contact.Name != "Rita Lima" || facts.Ticket != nil {
		t.Errorf("recipient is %+v, %v", facts, err)
	}
	if saved, err := ana.SaveNewContact(ctx, loja, desk.Contact{Phone: readsSoon, Name: "Outra"}); err != nil || saved.Name != "Rita Lima" {
		t.Errorf("a known contact became %+v, %v", saved, err)
	}
	if presence, err := ana.Presence(ctx); err != nil || presence.Status == desk.Online {
		t.Errorf("presence is %+v, %v", presence, err)
	}
	if err := ana.SetFavourites(ctx, []string{"1203"}); err != nil {
		t.Error(err)
	}
	if stars, err := ana.Favourites(ctx); err != nil || len(stars) != 1 || stars[0] != "1203" {
		t.Errorf("favourites are %v, %v", stars, err)
	}
}

func readTemplate(t *testing.T, ana *agent) message.Template {
	t.Helper()
	list, err := ana.Templates(t.Context(), loja)
	if err != nil || len(list.Templates) != 2 || len(list.Skipped) != 0 {
		t.Fatalf("templates are %+v, %v", list, err)
	}
	for _, template := range list.Templates {
		if template.Name == "aviso_entrega" {
			return template
		}
	}
	t.Fatal("the template is not there")
	return message.Template{}
}

// caughtUpAfterALostLine sends the same message again and another one over a line that is cut at once:
// the repeat is no second message, and the sent list tells of everything from the cursor on.
func caughtUpAfterALostLine(t *testing.T, ana *agent, template message.Template) {
	t.Helper()
	page, cursor, more, err := ana.SentSince(t.Context(), "")
	if err != nil || idsOf(page)["m-2"] != 1 || more || cursor == "" {
		t.Fatalf("sent list is %v, more %t, cursor %q, %v", idsOf(page), more, cursor, err)
	}
	if err := ana.Send(t.Context(), to(readsSoon, "m-2"), template); err != nil {
		t.Fatal(err)
	}
	ana.cut()
	ana.waitConnected()
	if err := ana.Send(t.Context(), to(neverReads, "m-3"), template); err != nil {
		t.Fatal(err)
	}
	ana.waitReceipts("m-3", message.Accepted, message.Received)
	page, _, _, err = ana.SentSince(t.Context(), cursor)
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range page {
		if record.Message.ID != "m-3" {
			t.Errorf("%s changed, but nothing happened to it", record.Message.ID)
		}
	}
	if len(page) != 1 || page[0].Message.Values["body.2"] != "A-778" || page[0].Template.Name != "aviso_entrega" {
		t.Errorf("the page from the cursor on is %v", idsOf(page))
	}
}

// idsOf counts the records of each message.
func idsOf(page []desk.SentRecord) map[string]int {
	count := map[string]int{}
	for _, record := range page {
		count[record.Message.ID]++
	}
	return count
}

// A line that is lost without a word stays with the hub for a while. The receipts of what is sent over
// the next one went to the lost one, because both sessions are the same node.
func TestReceiptsDoNotGoToALostLineOfTheSameNode(t *testing.T) {
	overBoth(t, func(t *testing.T, dial dialer, running *hub.Hub) {
		furnish(t, administer(t, dial, running))
		lost := connectAgent(t, dial, running)
		ana := &agent{t: t, Client: client.New(lost.options), news: make(chan desk.News, 1000)}
		ana.run()
		if err := ana.SetPresence(t.Context(), desk.Presence{Status: desk.Online}); err != nil {
			t.Fatal(err)
		}
		if err := ana.Send(t.Context(), to(neverReads, "m-1"), readTemplate(t, ana)); err != nil {
			t.Fatal(err)
		}
		ana.waitReceipts("m-1", message.Accepted, message.Received)
	})
}
