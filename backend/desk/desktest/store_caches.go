package desktest

import (
	"slices"
	"testing"
	"time"

	"activa/backend/desk"
	"activa/backend/message"
)

func testSession(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	settings := desk.Settings{Language: "pt-BR", Theme: "dark", Density: "compact", UndoSeconds: 3, SendsPerMinute: 60, Region: "BR", IdleRule: true}
	account := desk.Account{Identity: "ana@activa.local", Name: "Ana", Email: "ana@example.org", Role: "agent"}
	bots := []desk.Bot{{ID: "b2", Name: "Dois", Number: "+55", DirectTransfer: true}, {ID: "b1", Name: "Um"}}
	cursor, favourites := "42", []string{"b/es/um", "a/es/dois"}
	offers := []desk.KeptOffer{
		{TemplateOffer: desk.TemplateOffer{Template: desk.TemplateKey{Bot: "b1", Name: "um", Language: "es"}, At: began}, LookAt: began.Add(time.Minute), Found: 2},
		{TemplateOffer: desk.TemplateOffer{Template: desk.TemplateKey{Bot: "b2", Name: "dois", Language: "pt_BR"}, Offered: true, At: began}},
	}
	draft := desk.Draft{
		ID: "d1", Step: desk.StepValues, Template: desk.TemplateKey{Bot: "b1", Name: "um", Language: "es"}, Contact: "c1",
		Phone: "31 98765", Region: "BR", Name: "Rita", Values: message.Values{"body.1": "Olá\n"}, RetryOf: "m0", UpdatedAt: began,
	}
	commit(t, store, desk.Commit{
		Revision: 1, Settings: &settings, Account: &account, Bots: bots, Cursor: &cursor, Favourites: &favourites, Offers: &offers,
		Drafts: []desk.Draft{draft, {ID: "d2", UpdatedAt: began}},
	})
	draft.Name = "Rita Lima"
	commit(t, store, desk.Commit{Revision: 2, DraftsGone: []desk.MessageID{"d2", "d9"}, Drafts: []desk.Draft{draft}})
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	store = open(t)
	defer closed(t, store)
	loaded := load(t, store, began)
	same(t, "settings", loaded.Settings, settings)
	same(t, "account", loaded.Account, account)
	same(t, "bots", loaded.Bots, bots)
	same(t, "cursor", loaded.Cursor, cursor)
	same(t, "favourites", loaded.Favourites, favourites)
	same(t, "offers", loaded.Offers, offers)
	commit(t, store, desk.Commit{Revision: 3, Offers: &[]desk.KeptOffer{}})
	same(t, "no offers", len(load(t, store, began).Offers), 0)
	same(t, "drafts", loaded.Drafts, []desk.Draft{draft})
}

func testShelves(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	defer closed(t, store)
	template := func(name string) message.Template {
		read, err := message.ReadTemplate([]byte(`{"name":"` + name + `","language":"es","status":"APPROVED","category":"UTILITY","components":[{"type":"BODY","text":"Hola"}]}`))
		if err != nil {
			t.Fatal(err)
		}
		return read
	}
	shelf := desk.Shelf{Templates: []message.Template{template("zeta"), template("alfa")}, Skipped: []message.Skipped{{Index: 2, Name: "x", Reason: "y"}}, ReadAt: began}
	commit(t, store, desk.Commit{Revision: 1, Shelves: []desk.ShelfWrite{{Bot: "b1", Shelf: shelf}, {Bot: "b2", Shelf: desk.Shelf{ReadAt: began}}}})
	same(t, "shelf", load(t, store, began).Shelves["b1"], shelf)
	shelf.Templates, shelf.Skipped = shelf.Templates[1:], nil
	commit(t, store, desk.Commit{Revision: 2, Shelves: []desk.ShelfWrite{{Bot: "b1", Shelf: shelf}}})
	shelf.ReadAt = began.Add(time.Hour)
	commit(t, store, desk.Commit{Revision: 3, ShelvesRead: []desk.ShelfRead{{Bot: "b1", ReadAt: shelf.ReadAt}}})
	same(t, "replaced shelf", load(t, store, began).Shelves["b1"], shelf)
}

// testHistory: every word begins a word; accents, case and the writing of a phone do not count.
func testHistory(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	defer closed(t, store)
	var writes []desk.SentWrite
	people := []string{"Rita Lima", "João Paz", "José Ângelo", "Rita Souza"}
	for i, name := range people {
		writes = append(writes, desk.SentWrite{Now: Sent(i, name, []string{"+5531987654321", "+525512345678", "+5491122334455", ""}[i]), New: true})
	}
	slices.Reverse(writes) // the order of writing is not the order of the history
	commit(t, store, desk.Commit{Revision: 1, Sent: writes})
	for text, want := range map[string][]string{
		"":                       {"Rita Souza", "José Ângelo", "João Paz", "Rita Lima"},
		"rita":                   {"Rita Souza", "Rita Lima"},
		"lim RIT":                {"Rita Lima"},
		"joao":                   {"João Paz"},
		"angelo jose":            {"José Ângelo"},
		"+52 55 1234":            {"João Paz"},
		"4321":                   {"Rita Lima"},
		"98765":                  {"Rita Lima"},
		"entrega":                {"Rita Souza", "José Ângelo", "João Paz", "Rita Lima"},
		"aviso_ent":              {"Rita Souza", "José Ângelo", "João Paz", "Rita Lima"},
		"nobody":                 nil,
		`"rita" OR name:joao* (`: nil,
		"NEAR(rita, 2)":          nil,
		"***":                    {"Rita Souza", "José Ângelo", "João Paz", "Rita Lima"},
	} {
		page, err := store.History(t.Context(), desk.HistoryQuery{Text: text, Limit: 10})
		if err != nil {
			t.Errorf("search %q: %v", text, err)
		}
		same(t, "search "+text, names(page.Messages), want)
	}
	first, err := store.History(t.Context(), desk.HistoryQuery{Text: "rita", Limit: 1})
	if err != nil || !first.More || len(first.Messages) != 1 {
		t.Fatalf("first page %+v, %v", first, err)
	}
	next, err := store.History(t.Context(), desk.HistoryQuery{Text: "rita", Limit: 1, Before: first.Messages[0].Message.ComposedAt})
	if err != nil || next.More {
		t.Errorf("second page %+v, %v", next, err)
	}
	same(t, "second page", names(next.Messages), []string{"Rita Lima"})
}

func names(messages []desk.SentMessage) []string {
	var found []string
	for _, sent := range messages {
		found = append(found, sent.Message.Name)
	}
	return found
}

func testEarlier(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	defer closed(t, store)
	var writes []desk.SentWrite
	for i, phone := range []string{"+551", "+552", "+551", "+551"} {
		writes = append(writes, desk.SentWrite{Now: Sent(i, string(rune('a'+i)), phone), New: true})
	}
	commit(t, store, desk.Commit{Revision: 1, Sent: writes})
	found, err := store.Earlier(t.Context(), writes[3].Now, 10)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "earlier", names(found), []string{"c", "a"})
}

func testUses(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	defer closed(t, store)
	key, other := desk.TemplateKey{Bot: "b", Name: "um", Language: "es"}, desk.TemplateKey{Bot: "b", Name: "um", Language: "pt_BR"}
	use := func(key desk.TemplateKey, minute int, values message.Values) {
		commit(t, store, desk.Commit{Revision: 1, Used: []desk.TemplateUse{{Template: key, Values: values, At: began.Add(time.Duration(minute) * time.Minute)}}})
	}
	use(key, 1, message.Values{"body.1": "old", "body.2": "kept"})
	use(other, 2, message.Values{"body.1": "other"})
	use(key, 3, message.Values{"body.1": "new", "body.2": ""})
	values, err := store.LastValues(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "last values", values, message.Values{"body.1": "new", "body.2": "kept"})
	same(t, "recents", load(t, store, began).Recents, []desk.Recent{
		{Template: key, UsedAt: began.Add(3 * time.Minute)}, {Template: other, UsedAt: began.Add(2 * time.Minute)},
	})
}

func testContacts(t *testing.T, open func(*testing.T) desk.Store) {
	store := open(t)
	defer closed(t, store)
	met := func(minute int, bot desk.BotID, contact desk.Contact) {
		commit(t, store, desk.Commit{Revision: 1, Contacts: []desk.ContactUse{{Bot: bot, Contact: contact, At: began.Add(time.Duration(minute) * time.Minute)}}})
	}
	rita := desk.Contact{ID: "c1", Name: "Rita Lima", Phone: "+5531987654321", Email: "rita@example.org", Fields: map[string]string{"pedido": "A-77"}, LastMessageAt: began, OptedOut: true}
	met(1, "b", desk.Contact{ID: "c1", Name: "R. Lima"})
	met(2, "b", desk.Contact{ID: "c2", Name: "José Ângelo", Phone: "+525512345678"})
	met(3, "b", rita)
	met(4, "another", desk.Contact{ID: "c3", Name: "Rita Paz"})
	for text, want := range map[string][]string{
		"": {"Rita Lima", "José Ângelo"}, "angel": {"José Ângelo"}, "RITA li": {"Rita Lima"}, "1234": {"José Ângelo"},
		"rita@example": {"Rita Lima"}, "ita": nil, "%": {"Rita Lima", "José Ângelo"},
	} {
		found, err := store.KnownContacts(t.Context(), "b", text, 10)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, contact := range found {
			got = append(got, contact.Name)
		}
		same(t, "contacts "+text, got, want)
	}
	found, err := store.KnownContacts(t.Context(), "b", "rita", 1)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "contact", found, []desk.Contact{rita})
}
