// Package hubtest holds what every adapter of the hub's ports must pass: the conformance suite of
// hub.Store. An adapter's own test is the line that opens it.
package hubtest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"activa/backend/blip/doc"
	"activa/backend/hub"
	"activa/backend/message"
	"activa/backend/ticket"
)

// Noon is the instant around which the suite's records lie.
var Noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const bot = "loja@msging.net"

// StoreConformance runs the suite; open gives an empty store that ends with the test.
func StoreConformance(t *testing.T, open func(t *testing.T) hub.Store) {
	for _, c := range []struct {
		name string
		run  func(t *testing.T, s hub.Store)
	}{
		{"a step that fails is undone alone", stepsAreAtomic},
		{"accounts, tokens and presence", accounts},
		{"bots and buckets", botsAndBuckets},
		{"templates", templates},
		{"contacts are found by word, part, phone and filter", contacts},
		{"sends keep their key and their change number", sends},
		{"a send written since it was read is not overwritten", conditionalSends},
		{"what a team sent is counted as the rule counts it", teamTallies},
		{"what waits for the gateway", handovers},
		{"one unfinished ticket per contact and bot", tickets},
		{"quietest tickets", quietTickets},
		{"listed tickets are those that CanSee shows", ticketsShown},
		{"what is said in tickets", talk},
		{"comments", comments},
		{"kept notices", notices},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, open(t)) })
	}
}

// update runs one step and fails the test when it does.
func update(t *testing.T, s hub.Store, step func(hub.Tx) error) {
	t.Helper()
	failures, err := s.Update(context.Background(), step)
	if err := errors.Join(append(failures, err)...); err != nil {
		t.Fatal(err)
	}
}

// refused runs one step that must fail with wanted.
func refused(t *testing.T, s hub.Store, wanted error, step func(hub.Tx) error) {
	t.Helper()
	failures, err := s.Update(context.Background(), step)
	if err != nil {
		t.Fatal(err)
	}
	if !errors.Is(failures[0], wanted) {
		t.Fatalf("got %v, want %v", failures[0], wanted)
	}
}

// view reads one value.
func view[T any](t *testing.T, s hub.Store, read func(hub.Reader) (T, error)) T {
	t.Helper()
	var value T
	err := s.View(context.Background(), func(r hub.Reader) (err error) {
		value, err = read(r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if difference := cmp.Diff(want, got); difference != "" {
		t.Fatal(difference)
	}
}

func stepsAreAtomic(t *testing.T, s hub.Store) {
	put := func(name string, failure error) func(hub.Tx) error {
		return func(tx hub.Tx) error {
			return errors.Join(tx.PutBucket(bot, name, []byte("1")), failure)
		}
	}
	broken := errors.New("broken")
	failures, err := s.Update(context.Background(), put("a", nil), put("b", broken), put("c", nil))
	if err != nil || failures[0] != nil || !errors.Is(failures[1], broken) || failures[2] != nil {
		t.Fatal(failures, err)
	}
	for name, there := range map[string]bool{"a": true, "b": false, "c": true} {
		_, err := bucket(s, name)
		if there != (err == nil) || !there && !errors.Is(err, hub.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func bucket(s hub.Store, name string) (document []byte, err error) {
	err = s.View(context.Background(), func(r hub.Reader) (err error) {
		document, err = r.Bucket(bot, name)
		return err
	})
	return document, err
}

func accounts(t *testing.T, s hub.Store) {
	ana := hub.Account{Identity: "ana@activa.local", Name: "Ana", Email: "ana@example.com", Role: ticket.RoleAgent,
		Bots: []string{bot}, Secret: "$argon2id$", Presence: hub.Presence{Status: ticket.Invisible, Since: Noon}}
	owner := hub.Account{Identity: "owner@activa.local", Role: ticket.RoleOwner, Presence: hub.Presence{Status: ticket.Offline}}
	rita := hub.Account{Identity: "rita@activa.local", Role: ticket.RoleSupervisor, Presence: hub.Presence{Status: ticket.Offline}}
	update(t, s, func(tx hub.Tx) error {
		return errors.Join(tx.PutAccount(rita), tx.PutAccount(ana), tx.PutAccount(owner))
	})
	same(t, view(t, s, func(r hub.Reader) ([]hub.Account, error) { return r.Accounts() }), []hub.Account{ana, owner, rita})
	same(t, view(t, s, func(r hub.Reader) ([]hub.Account, error) { return r.AccountsOfBot(bot) }), []hub.Account{ana, owner})

	online := hub.Presence{Status: ticket.Online, Since: Noon, AwaySince: Noon.Add(time.Minute)}
	update(t, s, func(tx hub.Tx) error { return tx.SetPresence(ana.Identity, online, ana.Presence) })
	refused(t, s, hub.ErrConflict, func(tx hub.Tx) error { return tx.SetPresence(ana.Identity, online, ana.Presence) })
	ana.Name, ana.Presence = "Ana Lima", hub.Presence{Status: ticket.Offline}
	ana.Slots, ana.Queues = 7, []string{"Entregas", "Trocas"}
	update(t, s, func(tx hub.Tx) error { return tx.PutAccount(ana) })
	ana.Presence = online // replacing an account leaves its presence
	same(t, view(t, s, func(r hub.Reader) (hub.Account, error) { return r.Account(ana.Identity) }), ana)
	same(t, view(t, s, func(r hub.Reader) ([]hub.Account, error) { return r.Away() }), []hub.Account{ana})

	token := hub.Token{Digest: []byte{1, 2}, Account: ana.Identity, ExpiresAt: Noon}
	update(t, s, func(tx hub.Tx) error { return tx.PutToken(token) })
	same(t, view(t, s, func(r hub.Reader) (hub.Token, error) { return r.Token([]byte{1, 2}) }), token)
	update(t, s, func(tx hub.Tx) error { return tx.ForgetBefore(Noon.Add(time.Millisecond)) })
	refused(t, s, hub.ErrNotFound, func(tx hub.Tx) error { _, err := tx.Token([]byte{1, 2}); return err })
}

func botsAndBuckets(t *testing.T, s hub.Store) {
	loja := hub.Bot{Identity: bot, Name: "Loja", Number: "+551140000001", DirectTransfer: true, ClosesAfter: 24 * time.Hour}
	update(t, s, func(tx hub.Tx) error { return tx.PutBot(loja) })
	same(t, view(t, s, func(r hub.Reader) (hub.Bot, error) { return r.BotByNumber(loja.Number) }), loja)
	refused(t, s, hub.ErrConflict, func(tx hub.Tx) error {
		return tx.PutBot(hub.Bot{Identity: "outra@msging.net", Number: loja.Number})
	})
	loja.DirectTransfer, loja.ClosesAfter = false, 0
	update(t, s, func(tx hub.Tx) error { return tx.PutBot(loja) })
	same(t, view(t, s, func(r hub.Reader) ([]hub.Bot, error) { return r.Bots() }), []hub.Bot{loja})

	update(t, s, func(tx hub.Tx) error {
		return errors.Join(tx.PutBucket(bot, "x", []byte(`{"a":1}`)), tx.PutBucket(bot, "x", []byte(`{"a":2}`)))
	})
	same(t, string(view(t, s, func(r hub.Reader) ([]byte, error) { return r.Bucket(bot, "x") })), `{"a":2}`)
	update(t, s, func(tx hub.Tx) error { return tx.DeleteBucket(bot, "x") })
	refused(t, s, hub.ErrNotFound, func(tx hub.Tx) error { return tx.DeleteBucket(bot, "x") })

	refused(t, s, hub.ErrNotFound, func(tx hub.Tx) error { _, err := tx.BotSetting(bot, "rules"); return err })
	update(t, s, func(tx hub.Tx) error {
		return errors.Join(tx.PutBotSetting(bot, "rules", []byte(`[1]`)), tx.PutBotSetting(bot, "tags", []byte(`[3]`)),
			tx.PutBotSetting(bot, "rules", []byte(`[2]`)))
	})
	same(t, string(view(t, s, func(r hub.Reader) ([]byte, error) { return r.BotSetting(bot, "rules") })), `[2]`)
}

func comments(t *testing.T, s hub.Store) {
	first := hub.Comment{ID: "c1", Contact: "rita", Author: "ana", Content: "Prefere a tarde", At: Noon}
	second := hub.Comment{ID: "c2", Contact: "rita", Author: "rui", Content: "Mora no 3.º andar", At: Noon.Add(time.Second)}
	other := hub.Comment{ID: "c3", Contact: "joao", Author: "rui", Content: "x", At: Noon}
	update(t, s, func(tx hub.Tx) error {
		return errors.Join(tx.InsertComment(first), tx.InsertComment(second), tx.InsertComment(other))
	})
	refused(t, s, hub.ErrConflict, func(tx hub.Tx) error { return tx.InsertComment(first) })
	of := func(contact string) []hub.Comment {
		return view(t, s, func(r hub.Reader) ([]hub.Comment, error) { return r.Comments(contact) })
	}
	same(t, of("rita"), []hub.Comment{second, first})
	refused(t, s, hub.ErrNotFound, func(tx hub.Tx) error { return tx.DeleteComment("joao", "c1") })
	update(t, s, func(tx hub.Tx) error { return tx.DeleteComment("rita", "c1") })
	same(t, of("rita"), []hub.Comment{second})
}

func templates(t *testing.T, s hub.Store) {
	template := func(name, language, raw string) hub.Template {
		return hub.Template{Bot: bot, Name: name, Language: language, Digest: raw, Raw: []byte(raw)}
	}
	b, aPT, aES := template("b", "es", "1"), template("a", "pt_BR", "2"), template("a", "es", "1")
	update(t, s, func(tx hub.Tx) error {
		return errors.Join(tx.PutBot(hub.Bot{Identity: bot, Number: "+1"}), tx.PutTemplate(b), tx.PutTemplate(aPT), tx.PutTemplate(aES))
	})
	page := func(skip, take int) (found []hub.Template) {
		return view(t, s, func(r hub.Reader) ([]hub.Template, error) {
			page, total, err := r.Templates(bot, skip, take)
			if total != 3 {
				err = fmt.Errorf("total %d", total)
			}
			return page, err
		})
	}
	same(t, page(0, 2), []hub.Template{aES, aPT})
	same(t, page(2, 2), []hub.Template{b})
	same(t, view(t, s, func(r hub.Reader) (hub.Template, error) { return r.Template(bot, "b", "") }), b)
	refused(t, s, hub.ErrConflict, func(tx hub.Tx) error { _, err := tx.Template(bot, "a", ""); return err })
	refused(t, s, hub.ErrNotFound, func(tx hub.Tx) error { _, err := tx.Template(bot, "b", "pt_BR"); return err })
	b.Digest, b.Raw = "3", []byte("3")
	update(t, s, func(tx hub.Tx) error { return tx.PutTemplate(b) })
	same(t, view(t, s, func(r hub.Reader) (hub.Template, error) { return r.Template(bot, "b", "es") }), b)
}

func notices(t *testing.T, s hub.Store) {
	update(t, s, func(tx hub.Tx) error {
		return errors.Join(tx.KeepNotice("ana", []byte("1"), Noon), tx.KeepNotice("ana", []byte("2"), Noon),
			tx.KeepNotice("rui", []byte("3"), Noon))
	})
	var taken [][]byte
	take := func(tx hub.Tx) (err error) { taken, err = tx.TakeNotices("ana"); return err }
	update(t, s, take)
	same(t, taken, [][]byte{[]byte("1"), []byte("2")})
	update(t, s, take)
	same(t, len(taken), 0)
	update(t, s, func(tx hub.Tx) error { return tx.ForgetBefore(Noon.Add(time.Second)) })
	update(t, s, func(tx hub.Tx) (err error) { taken, err = tx.TakeNotices("rui"); return err })
	same(t, len(taken), 0)
}

func contacts(t *testing.T, s hub.Store) {
	contact := func(name, phone, email string) hub.Contact {
		return hub.Contact{Identity: phone + "@wa", Name: name, Phone: "+" + phone, Email: email, Document: []byte("{}")}
	}
	jose := contact("José Łuczak", "5511987654321", "jose@example.com")
	rita := contact("Rita de Cássia Lima", "5521900000001", "")
	rita.LastMessageAt = Noon
	ana := contact("Ana D'Ávila", "5215512345678", "ana@example.com")
	update(t, s, func(tx hub.Tx) error {
		return errors.Join(tx.PutContact(contact("Nobody", jose.Phone[1:], "")), tx.PutContact(jose), tx.PutContact(rita), tx.PutContact(ana))
	})
	same(t, view(t, s, func(r hub.Reader) (hub.Contact, error) { return r.ContactByPhone(rita.Phone) }), rita)
	for text, want := range map[string][]hub.Contact{
		"jose": {jose}, "JOSÉ l": {jose}, "luc": {jose}, "lima rita": {rita}, "ima": {rita}, "nobody": nil,
		"98765-43": {jose}, "+55 21": {rita}, "ana@exa": {ana}, "avila": {ana}, "a": {ana}, "": nil, `"*`: nil,
		"0000": {rita}, "zz": nil,
	} {
		found := view(t, s, func(r hub.Reader) ([]hub.Contact, error) { return r.SearchContacts(text, 10) })
		if difference := cmp.Diff(want, found); difference != "" {
			t.Errorf("%q: %s", text, difference)
		}
	}
	for text, want := range map[string][]hub.Contact{
		"(startswith(name,'ana'))": {ana}, "(name eq 'rita de cassia lima')": {rita}, "(substringof('Lucz',name))": {jose},
		"(name ne 'José Łuczak')": {ana, rita}, "name eq 'Ana D''Ávila' or name eq 'x'": {ana}, "": {ana, jose, rita},
		"(lastmessagedate ge datetimeoffset'2026-11-22T12:00:00Z')": {rita},
	} {
		filter, err := doc.ParseFilter(text)
		if err != nil {
			t.Fatal(err)
		}
		same(t, view(t, s, func(r hub.Reader) ([]hub.Contact, error) {
			return r.Contacts(hub.ContactQuery{Filter: filter, Take: 10})
		}), want)
	}
	refused(t, s, hub.ErrFilter, func(tx hub.Tx) error {
		_, err := tx.Contacts(hub.ContactQuery{Filter: doc.Is("secret", "x"), Take: 1})
		return err
	})
	update(t, s, func(tx hub.Tx) error { return tx.DeleteContact(rita.Identity) })
	same(t, len(view(t, s, func(r hub.Reader) ([]hub.Contact, error) { return r.SearchContacts("rita", 10) })), 0)
	refused(t, s, hub.ErrNotFound, func(tx hub.Tx) error { return tx.DeleteContact(rita.Identity) })
}

// aSend is a send with every field set.
func aSend(id, agent, contact string, at time.Time) hub.Send {
	return hub.Send{Sender: agent, ID: id, Handle: agent + id, Bot: bot, Agent: agent, Contact: contact, Phone: "+55", Name: "Rita",
		TemplateID: "9", TemplateName: "aviso", TemplateLanguage: "pt_BR", Template: []byte(`{"id":"9"}`), TemplateDigest: "d9",
		Values: message.Values{"body.1": "Rita"}, Payload: []byte(`{}`), ReplyTo: agent + "/desk", RetryOf: "r0", ComposedAt: at,
		Progress: message.NewProgress(at).Apply(message.Receipt{Kind: message.Accepted, At: at}),
		Handover: hub.HandoverWaiting, NextTryAt: at}
}
