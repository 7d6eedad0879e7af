package hub_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/hub"
	"activa/backend/lime"
)

func refusedCode(err error) int {
	var reported *lime.ReasonError
	if errors.As(err, &reported) {
		return reported.Reason.Code
	}
	return 0
}

func TestWhoMaySignIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		owner := w.peers[0]
		var made doc.Bot
		raw := owner.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathBots, doc.Bot{Identity: "nova", Number: "+551140000002"})
		if err := json.Unmarshal(raw, &made); err != nil || made.Key == "" {
			t.Fatalf("the answer that makes a bot lacks its key: %s (%v)", raw, err)
		}
		raw = owner.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathBots, doc.Bot{Identity: "nova", Number: "+551140000002"})
		if strings.Contains(string(raw), `"key"`) {
			t.Errorf("the key was told a second time: %s", raw)
		}
		owner.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathAccounts,
			doc.HubAccount{Identity: "eva", Role: doc.RoleAgent, Secret: lime.EncodeSecret("pass word")})
		var token doc.Token
		raw = owner.must(t, "", lime.MethodSet, doc.ActivaNode, doc.TokenURI("eva@activa.local"), doc.TokenRequest{Seconds: 60})
		if err := json.Unmarshal(raw, &token); err != nil {
			t.Fatal(err)
		}
		eva, nova := nodeOf("eva@activa.local/x"), nodeOf("nova@msging.net/x")
		guest := nodeOf("4a1b6f0e-95f0-4bd1-8b53-1f3c0a4c6f11@msging.net/x")
		cases := []struct {
			name  string
			node  lime.Node
			proof lime.Authentication
			code  int
		}{
			{"plain", eva, lime.Plain("pass word"), 0},
			{"plain, case of the name", nodeOf("EVA@Activa.local/y"), lime.Plain("pass word"), 0},
			{"plain, wrong", eva, lime.Plain("password"), lime.ReasonCodeAuthenticationFailed},
			{"plain, nobody", nodeOf("nobody@activa.local/x"), lime.Plain("pass word"), lime.ReasonCodeAuthenticationFailed},
			{"plain, no base64", eva, lime.Authentication{Scheme: lime.SchemePlain, Password: "%"}, lime.ReasonCodeAuthenticationFailed},
			{"plain, account without a secret", nodeOf("ana@activa.local/x"), lime.Plain(""), lime.ReasonCodeAuthenticationFailed},
			{"key", nova, lime.Key(made.Key), 0},
			{"key, wrong", nova, lime.Key(lime.EncodeSecret("x")), lime.ReasonCodeAuthenticationFailed},
			{"key of another", nodeOf("loja@msging.net/x"), lime.Key(made.Key), lime.ReasonCodeAuthenticationFailed},
			{"external", eva, lime.External(token.Token, hub.Issuer), 0},
			{"external, another's", nodeOf("ana@activa.local/x"), lime.External(token.Token, hub.Issuer), lime.ReasonCodeAuthenticationFailed},
			{"external, other issuer", eva, lime.External(token.Token, "account.blip.ai"), lime.ReasonCodeAuthenticationFailed},
			{"external, made up", eva, lime.External("abc", hub.Issuer), lime.ReasonCodeAuthenticationFailed},
			{"guest", guest, lime.Guest(), 0},
			{"guest with a name of their own", eva, lime.Guest(), lime.ReasonCodeAuthenticationFailed},
			{"transport", eva, lime.ByTransport(), lime.ReasonCodeAuthenticationFailed},
		}
		for _, c := range cases {
			_, err := w.open("x", c.node, c.proof)
			if got := refusedCode(err); got != c.code || c.code == 0 && err != nil {
				t.Errorf("%s: got %v, want code %d", c.name, err, c.code)
			}
		}
		time.Sleep(time.Minute)
		if _, err := w.open("x", eva, lime.External(token.Token, hub.Issuer)); refusedCode(err) != lime.ReasonCodeAuthenticationFailed {
			t.Errorf("a token that ended: got %v", err)
		}
	})
}

func TestGuestMayPingAndNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		guest, err := w.open("guest", nodeOf("4a1b6f0e-95f0-4bd1-8b53-1f3c0a4c6f11@msging.net/x"), lime.Guest())
		if err != nil {
			t.Fatal(err)
		}
		guest.must(t, "", lime.MethodGet, "", lime.PathPing, nil)
		for _, c := range [][2]string{{doc.ActivaNode, doc.PathAbilities}, {doc.ContactsNode, doc.PathContacts}, {doc.DeskNode, doc.PathTickets}} {
			answer := guest.ask(t, guest.command(t, "", lime.MethodGet, c[0], c[1], nil))
			if answer.Reason == nil || answer.Reason.Code != lime.ReasonCodeNotAllowed {
				t.Errorf("%s: got %v", c[1], answer.Reason)
			}
		}
		guest.send(t, guest.templateMessage(loja, rita, "g1", "ola", "pt_BR"))
		synctest.Wait()
		if news := guest.take(); len(news) != 1 || shown(news[0]) != "failed g1 (66: A contact is written to in the name of a bot: act for one by from and pp)" {
			t.Errorf("got %v", news)
		}
	})
}

func TestARightThatWasTakenAwayIsGoneWithTheNextEnvelope(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		owner := w.peers[0]
		ana := w.agent("ana")
		owner.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathAccounts, doc.HubAccount{Identity: "ana", Role: doc.RoleAgent})
		ana.send(t, ana.templateMessage(loja, rita, "m1", "ola", "pt_BR"))
		synctest.Wait()
		if news := ana.take(); len(news) != 1 || shown(news[0]) != "failed m1 (66: The account may not do this)" {
			t.Errorf("got %v", news)
		}
	})
}

func TestTheOwnerWasMadeAnAgentAndNobodyCouldAdminister(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		owner := w.peers[0]
		change := doc.HubAccount{Identity: "Owner", Role: doc.RoleAgent}
		answer := owner.ask(t, owner.command(t, "", lime.MethodSet, doc.ActivaNode, doc.PathAccounts, change))
		if answer.Reason == nil || answer.Reason.Code != lime.ReasonCodeInvalidArgument {
			t.Errorf("got %v", answer.Reason)
		}
		owner.must(t, "", lime.MethodGet, doc.ActivaNode, doc.PathAccounts, nil)
	})
}

func TestASupervisorImportsTemplatesAndContactsAndAnAgentDoesNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		contacts := json.RawMessage(`{"items":[{"name":"Rita","phoneNumber":"+5511987654321"}]}`)
		templates := json.RawMessage(`{"data":[{"name":"novo","language":"es","status":"APPROVED","components":[{"type":"BODY","text":"Hola"}]}]}`)
		for name, code := range map[string]int{"sofia": 0, "ana": lime.ReasonCodeNotAllowed} {
			peer := w.agent(name)
			for path, resource := range map[string]any{doc.PathActivaContacts: contacts, doc.PathTemplates: templates} {
				answer := peer.ask(t, peer.command(t, loja, lime.MethodSet, doc.ActivaNode, path, resource))
				if got := answer.Reason; (got == nil) != (code == 0) || got != nil && got.Code != code {
					t.Errorf("%s %s: got %v", name, path, got)
				}
			}
		}
	})
}

func TestImportOfContactsKeepsTheGoodOnes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		owner := w.peers[0]
		raw := owner.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathActivaContacts, json.RawMessage(`{"itemType":"x","items":[
			{"name":"Rita Lima","phoneNumber":"+55 11 98765-4321","email":"rita@example.com","extras":{"pedido":"A-7"}},
			{"name":"Sem número"},
			{"name":"Errado","phoneNumber":"12"},
			"no object",
			{"identity":"a b@c","name":"x"},
			{"identity":"4711@wa.gw.msging.net","name":"BSUID"}]}`))
		want := `{"saved":2,"refused":[{"index":1,"code":"identity-and-phone-missing"},{"index":2,"code":"phone-not-valid"},` +
			`{"index":3,"code":"contact-unreadable"},{"index":4,"code":"identity-not-valid"}]}`
		if string(raw) != want {
			t.Errorf("got  %s\nwant %s", raw, want)
		}
		// A second import says less of her and takes nothing away.
		owner.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathActivaContacts,
			json.RawMessage(`{"items":[{"PhoneNumber":"5511987654321","name":"Rita de Cássia"}]}`))
		ana := w.agent("ana")
		var found doc.Collection
		if err := json.Unmarshal(ana.must(t, loja, lime.MethodGet, doc.ActivaNode, doc.ContactSearchURI("cassia", 5), nil), &found); err != nil {
			t.Fatal(err)
		}
		contacts, _ := doc.Items[doc.Contact](found)
		if len(contacts) != 1 || contacts[0].Name != "Rita de Cássia" || contacts[0].Email != "rita@example.com" ||
			contacts[0].PhoneNumber != "+5511987654321" || contacts[0].Extras["pedido"] != "A-7" {
			t.Errorf("got %+v", contacts)
		}
	})
}

func TestOneBotPerNumber(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		owner := w.peers[0]
		for _, wrong := range []doc.Bot{
			{Identity: "outra", Number: "+551140000001"}, {Identity: "outra", Number: "no"}, {Identity: "a/b", Number: "+551140000003"},
		} {
			answer := owner.ask(t, owner.command(t, "", lime.MethodSet, doc.ActivaNode, doc.PathBots, wrong))
			if answer.Reason == nil || answer.Reason.Code != lime.ReasonCodeInvalidArgument {
				t.Errorf("%+v: got %v", wrong, answer.Reason)
			}
		}
	})
}

func TestTemplatesAreImportedAndPaged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		owner := w.peers[0]
		raw := owner.must(t, loja, lime.MethodSet, doc.ActivaNode, doc.PathTemplates, json.RawMessage(
			`{"data":[{"name":"novo","language":"es","status":"APPROVED","category":"UTILITY","components":[{"type":"BODY","text":"Hola"}]},{"name":"x"}]}`))
		var outcome doc.TemplatesImport
		if err := json.Unmarshal(raw, &outcome); err != nil || outcome.Imported != 1 || len(outcome.Skipped) != 1 {
			t.Fatalf("got %s (%v)", raw, err)
		}
		ana := w.agent("ana")
		var seen []string
		for skip := 0; ; skip += 4 {
			var page doc.Collection
			if err := json.Unmarshal(ana.must(t, loja, lime.MethodGet, doc.WhatsAppNode, doc.MessageTemplatesURI(skip, 4), nil), &page); err != nil {
				t.Fatal(err)
			}
			if *page.Total != 6 {
				t.Fatalf("total %d", *page.Total)
			}
			for _, item := range page.Items {
				var head struct{ Name, Language string }
				if err := json.Unmarshal(item, &head); err != nil {
					t.Fatal(err)
				}
				seen = append(seen, head.Name+" "+head.Language)
			}
			if len(page.Items) < 4 {
				break
			}
		}
		if got := strings.Join(seen, ", "); got != "aviso_entrega pt_BR, novo es, oferta pt_BR, ola es, ola pt_BR, parado pt_BR" {
			t.Errorf("got %s", got)
		}
	})
}

func TestIssueTokenForNobodyFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		if _, err := w.hub.IssueToken(context.Background(), "nobody@activa.local", time.Hour); !errors.Is(err, hub.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	})
}

// TestAnswersFitAFrame: what does not fit is refused in words instead of breaking the line.
func TestAnswersFitAFrame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		owner := w.peers[0]
		long := strings.Repeat("x", 50_000)
		for page := range 2 {
			var list doc.Collection
			for i := range 50 {
				list.Items = append(list.Items, json.RawMessage(fmt.Sprintf(
					`{"identity":"p%d-%d@wa.gw.msging.net","name":"P","address":%q}`, page, i, long)))
			}
			owner.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathActivaContacts, list)
		}
		answer := owner.ask(t, owner.command(t, "", lime.MethodGet, doc.ContactsNode, doc.ContactsURI("", 0, 100), nil))
		if answer.Reason == nil || answer.Reason.Code != lime.ReasonCodeInvalidArgument {
			t.Errorf("got %v", answer.Reason)
		}
		owner.must(t, "", lime.MethodGet, doc.ContactsNode, doc.ContactsURI("", 0, 50), nil)
	})
}
