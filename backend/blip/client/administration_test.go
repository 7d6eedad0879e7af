package client

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"

	"github.com/google/go-cmp/cmp"
)

// administer connects to a scripted hub as its owner.
func administer(t *testing.T, platform *scripted) (*Administration, error) {
	t.Helper()
	ended := make(chan struct{}, 8)
	session, err := Administer(within(t), Options{
		Node: lime.Node{Identity: lime.Identity{Name: "owner", Domain: doc.AgentDomain}}, Log: quiet(),
		Authentication: lime.Plain("secret"),
		Dial: func(context.Context) (lime.Transport, error) {
			near, far := lime.Pipe()
			go func() { _ = platform.server.Serve(context.Background(), far); ended <- struct{}{} }()
			return near, nil
		}})
	if err == nil {
		t.Cleanup(func() { session.Close(); <-ended })
	}
	return session, err
}

func TestACommandDoesNotWaitForALine(t *testing.T) {
	inBubble(t, "wrong secret", func(t *testing.T) {
		platform := newHub(t)
		platform.refuse = lime.ErrRefused
		if _, err := administer(t, platform); fault.CodeOf(err) != desk.CredentialsRefused {
			t.Errorf("got %v", err)
		}
	})
	inBubble(t, "nobody there", func(t *testing.T) {
		nobody := errors.New("connection refused")
		_, err := Administer(within(t), Options{Node: anaNode, Authentication: lime.Plain("secret"), Log: quiet(),
			Dial: func(context.Context) (lime.Transport, error) { return nil, nobody }})
		if fault.CodeOf(err) != desk.NotConnected || !errors.Is(err, nobody) {
			t.Errorf("got %v", err)
		}
	})
}

func TestImportsGoInPagesAndCountOverAll(t *testing.T) {
	inBubble(t, "contacts in batches of 500", func(t *testing.T) {
		platform := newHub(t)
		platform.reply("set "+doc.PathActivaContacts, func(asked *lime.Command) *lime.Command {
			var list doc.Collection
			if err := json.Unmarshal(asked.Resource, &list); err != nil || len(list.Items) > doc.ContactsImportMax {
				t.Errorf("%d contacts in one batch, %v", len(list.Items), err)
			}
			return asked.Answer(doc.MediaTypeContactsImport, marshal(t, doc.ContactsImport{Saved: doc.Number(len(list.Items) - 1),
				Refused: []doc.RefusedContact{{Index: 1, Code: "phone-invalid"}}}))
		})
		session, err := administer(t, platform)
		if err != nil {
			t.Fatal(err)
		}
		contacts := make([]doc.Contact, 1200)
		for number := range contacts {
			contacts[number] = contactNamed("x", number)
		}
		result, err := session.ImportContacts(within(t), contacts)
		refused := []doc.RefusedContact{{Index: 1, Code: "phone-invalid"}, {Index: 501, Code: "phone-invalid"}, {Index: 1001, Code: "phone-invalid"}}
		if difference := cmp.Diff(doc.ContactsImport{Saved: 1197, Refused: refused}, result); err != nil || difference != "" {
			t.Errorf("%v %s", err, difference)
		}
	})
	inBubble(t, "templates in pages of 2 MiB", func(t *testing.T) {
		platform := newHub(t)
		platform.reply("set "+doc.PathTemplates, func(asked *lime.Command) *lime.Command {
			if len(asked.Resource) > doc.TemplatesImportMax || asked.From.Identity.String() != string(storeBot) {
				t.Errorf("%d bytes in one page, from %s", len(asked.Resource), asked.From)
			}
			var page doc.Templates
			if err := json.Unmarshal(asked.Resource, &page); err != nil {
				t.Error(err)
			}
			return asked.Answer(doc.MediaTypeTemplatesImport, marshal(t, doc.TemplatesImport{Imported: doc.Number(len(page.Data))}))
		})
		session, err := administer(t, platform)
		if err != nil {
			t.Fatal(err)
		}
		templates := make([]json.RawMessage, 9)
		for number := range templates {
			templates[number] = json.RawMessage(`{"name":"` + strings.Repeat("a", 500<<10) + `"}`)
		}
		result, err := session.ImportTemplates(within(t), storeBot, templates)
		if err != nil || result.Imported != 9 || len(platform.commands(lime.MethodSet, doc.PathTemplates)) != 3 {
			t.Errorf("%+v, %v", result, err)
		}
	})
}

func TestAccountsBotsAndTokens(t *testing.T) {
	inBubble(t, "the documents of the wire", func(t *testing.T) {
		platform := newHub(t, doc.AbilityAdministration)
		platform.answer("set "+doc.PathAccounts, nil)
		platform.answer("set "+doc.PathBots, json.RawMessage(`{"identity":"loja@msging.net","key":"a2V5"}`))
		platform.answer("set /x-activa/accounts/ana@activa.local/token", json.RawMessage(`{"token":"abc","expiresAt":"2026-11-13T12:00:00Z"}`))
		session, err := administer(t, platform)
		if err != nil {
			t.Fatal(err)
		}
		account := doc.HubAccount{Identity: "ana@activa.local", Role: doc.RoleAgent, Bots: []string{"loja@msging.net"},
			Secret: lime.EncodeSecret("segredo")}
		if err := session.PutAccount(within(t), account); err != nil {
			t.Error(err)
		}
		want := `{"identity":"ana@activa.local","role":"agent","bots":["loja@msging.net"],"secret":"c2VncmVkbw=="}`
		if asked := platform.commands(lime.MethodSet, doc.PathAccounts)[0]; string(asked.Resource) != want || !asked.PP.IsZero() {
			t.Errorf("account is set as %s", asked.Resource)
		}
		if bot, err := session.PutBot(within(t), doc.Bot{Identity: "loja@msging.net", Number: "+551140028922"}); err != nil || bot.Key != "a2V5" {
			t.Errorf("bot is %+v, %v", bot, err)
		}
		token, err := session.Token(within(t), "ana@activa.local", 24*time.Hour)
		if err != nil || token.Token != "abc" || !token.ExpiresAt.Equal(noon.Add(24*time.Hour)) {
			t.Errorf("token is %+v, %v", token, err)
		}
	})
}
