package platformtest

import (
	"slices"
	"strings"
	"testing"

	"activa/backend/desk"
)

func testPresence(t *testing.T, s *session) {
	keeper, can := s.Platform.(desk.PresenceKeeper)
	if !can || !s.Platform.Abilities().Presence {
		s.leaveOut(t, "the platform keeps no presence")
	}
	for _, wish := range []desk.Presence{
		{Status: desk.Invisible}, {Status: desk.Online}, {Status: desk.Paused, Reason: "almoço"}, {Status: desk.Offline},
	} {
		if err := keeper.SetPresence(t.Context(), wish); err != nil {
			t.Fatalf("set %v: %v", wish, err)
		}
		held, err := keeper.Presence(t.Context())
		if err != nil || held.Status != wish.Status || held.Reason != wish.Reason {
			t.Errorf("set %v, the platform holds %v, %v", wish, held, err)
		}
	}
}

func testTemplates(t *testing.T, s *session) {
	template := s.template(t)
	if sendable, why := template.Sendable(); !sendable {
		t.Errorf("%s is not sendable: %s", template.Name, why)
	}
	if len(template.Raw) == 0 || template.Language == "" || template.Body == nil {
		t.Errorf("%s came incomplete: %+v", template.Name, template)
	}
}

func testContacts(t *testing.T, s *session) {
	phone := s.Known.Phone[3:]
	if s.WholePhones {
		phone = s.Known.Phone
	}
	for _, text := range []string{s.Known.Name, strings.ToUpper(firstLetters(s.Known.Name)), phone} {
		found, err := s.Platform.SearchContacts(t.Context(), s.Bot, text, 20)
		if err != nil {
			t.Fatalf("search %q: %v", text, err)
		}
		at := slices.IndexFunc(found, func(c desk.Contact) bool { return c.ID == s.Known.ID })
		if at < 0 {
			t.Errorf("search %q found %d contacts and not %s", text, len(found), s.Known.Name)
		} else if found[at].Name != s.Known.Name || found[at].Phone != s.Known.Phone {
			t.Errorf("found %+v, want %+v", found[at], s.Known)
		}
	}
	if found, err := s.Platform.SearchContacts(t.Context(), s.Bot, "", 1); err != nil || len(found) > 1 {
		t.Errorf("limit 1 gave %d, %v", len(found), err)
	}
}

func firstLetters(name string) string {
	word, _, _ := strings.Cut(name, " ")
	letters := []rune(word)
	return string(letters[:min(3, len(letters))])
}

func testRecipient(t *testing.T, s *session) {
	for _, query := range []desk.RecipientQuery{{Contact: s.Known.ID}, {Phone: s.Known.Phone}} {
		facts, err := s.Platform.Recipient(t.Context(), s.Bot, query)
		if err != nil || facts.Contact == nil || facts.Contact.ID != s.Known.ID || facts.Ticket != nil {
			t.Errorf("%v: %+v, %v; want %s without a ticket", query, facts, err, s.Known.Name)
		}
	}
	facts, err := s.Platform.Recipient(t.Context(), s.Bot, desk.RecipientQuery{Phone: s.NewPhone})
	if err != nil || facts.Contact != nil {
		t.Errorf("an unknown phone gave %+v, %v", facts, err)
	}
	if s.Busy.ID == "" {
		return
	}
	facts, err = s.Platform.Recipient(t.Context(), s.Bot, desk.RecipientQuery{Contact: s.Busy.ID})
	if err != nil || facts.Ticket == nil || facts.Ticket.ID == "" || facts.Ticket.Since.IsZero() {
		t.Errorf("%s has an open ticket; was told %+v, %v", s.Busy.Name, facts.Ticket, err)
	}
}

func testFavourites(t *testing.T, s *session) {
	keeper, can := s.Platform.(desk.FavouriteKeeper)
	if !can || !s.Platform.Abilities().Favourites {
		s.leaveOut(t, "the platform keeps no favourites")
	}
	if first, err := keeper.Favourites(t.Context()); err != nil || len(first) != 0 {
		t.Errorf("a new agent has favourites %v, %v", first, err)
	}
	for _, wish := range [][]string{{"bot/pt_BR/um", "bot/es/dois"}, {"bot/es/dois"}, {}} {
		if err := keeper.SetFavourites(t.Context(), wish); err != nil {
			t.Fatal(err)
		}
		if held, err := keeper.Favourites(t.Context()); err != nil || !slices.Equal(held, wish) {
			t.Errorf("set %v, the platform keeps %v, %v", wish, held, err)
		}
	}
}

func testContactEditor(t *testing.T, s *session) {
	editor, can := s.Platform.(desk.ContactEditor)
	if !can || !s.Platform.Abilities().Contacts {
		s.leaveOut(t, "an agent of this platform cannot change a contact")
	}
	ctx := t.Context()
	known, err := editor.Contact(ctx, s.Bot, s.Known.ID)
	if err != nil || known.Name != s.Known.Name || known.Phone != s.Known.Phone {
		t.Fatalf("read %+v, %v", known, err)
	}
	known.Name, known.Email = "Beatriz Prado", "bia@example.com"
	known.Fields = map[string]string{"city": "Recife", "plano": "ouro", "pedido": "A-7"}
	changed, err := editor.ChangeContact(ctx, s.Bot, known)
	if err != nil || changed.Name != known.Name || changed.Email != known.Email || changed.Fields["city"] != "Recife" ||
		changed.Fields["plano"] != "ouro" || changed.Phone != s.Known.Phone {
		t.Fatalf("changed to %+v, %v", changed, err)
	}
	changed.Email, changed.Fields = "", map[string]string{"city": "", "plano": ""}
	if changed, err = editor.ChangeContact(ctx, s.Bot, changed); err != nil || changed.Email != "" ||
		changed.Fields["city"] != "" || changed.Fields["plano"] != "" || changed.Fields["pedido"] != "A-7" {
		t.Errorf("after emptying: %+v, %v", changed, err)
	}
	first, err := editor.AddComment(ctx, s.Bot, s.Known.ID, "Prefere a tarde")
	if err != nil || first.ID == "" || first.Text != "Prefere a tarde" || first.Author == "" || first.At.IsZero() {
		t.Fatalf("comment %+v, %v", first, err)
	}
	if _, err := editor.AddComment(ctx, s.Bot, s.Known.ID, "Mora no terceiro andar"); err != nil {
		t.Fatal(err)
	}
	comments, err := editor.Comments(ctx, s.Bot, s.Known.ID)
	if err != nil || len(comments) != 2 || comments[1].ID != first.ID || comments[1].Text != first.Text {
		t.Errorf("comments %+v, %v", comments, err)
	}
}
