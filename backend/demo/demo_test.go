package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/jpeg"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"activa/backend/message"
)

var now = time.Date(2026, 11, 22, 14, 58, 0, 0, time.UTC)

func all(t *testing.T) []message.Template {
	t.Helper()
	var templates []message.Template
	for _, bot := range Bots() {
		list, err := Templates(bot.Identity)
		if err != nil {
			t.Fatal(err)
		}
		templates = append(templates, list...)
	}
	return templates
}

func TestTemplatesCoverWhatThereIs(t *testing.T) {
	languages, statuses, qualities, categories, seen := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	named := 0
	for _, template := range all(t) {
		languages[template.Language]++
		statuses[template.Status]++
		qualities[template.Quality]++
		categories[template.Category]++
		for _, kind := range kindsOf(template) {
			seen[kind]++
		}
		if template.NamedParameters {
			named++
		}
	}
	expect := func(what string, got, want map[string]int) {
		t.Helper()
		if !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	expect("languages", languages, map[string]int{"es": 23, "es_MX": 6, "es_AR": 3, "pt_BR": 20, "en": 5, "en_US": 3})
	expect("statuses", statuses, map[string]int{"APPROVED": 50, "PENDING": 1, "REJECTED": 1, "PAUSED": 2, "DISABLED": 1,
		"IN_APPEAL": 1, "LIMIT_EXCEEDED": 1, "PENDING_DELETION": 1, "DELETED": 1, "ARCHIVED": 1})
	expect("categories", categories, map[string]int{"UTILITY": 43, "MARKETING": 14, "AUTHENTICATION": 3})
	for _, quality := range []string{"GREEN", "YELLOW", "RED", "UNKNOWN"} {
		if qualities[quality] == 0 {
			t.Errorf("no template of quality %s", quality)
		}
	}
	if named != 4 {
		t.Errorf("%d templates have named variables", named)
	}
	for _, kind := range []string{
		"header TEXT", "header IMAGE", "header VIDEO", "header DOCUMENT", "header LOCATION", "header PRODUCT", "header GIF",
		"footer", "offer", "offer without end", "call permission", "carousel of IMAGE", "carousel of PRODUCT",
		"button QUICK_REPLY", "button URL", "button URL with a variable", "button PHONE_NUMBER", "button COPY_CODE",
		"button FLOW", "button CATALOG", "button MPM", "button SPM", "button VOICE_CALL",
		"button OTP COPY_CODE", "button OTP ONE_TAP", "button OTP ZERO_TAP", "button REQUEST_CONTACT_INFO",
		"variable in a text header", "no button", "more than three buttons",
	} {
		if seen[kind] == 0 {
			t.Errorf("no template has: %s", kind)
		}
	}
}

// kindsOf names what a template has in it.
func kindsOf(template message.Template) []string {
	var kinds []string
	add := func(there bool, kind string) {
		if there {
			kinds = append(kinds, kind)
		}
	}
	if header := template.Header; header != nil {
		add(true, "header "+string(header.Format))
		add(strings.Contains(header.Text, "{{"), "variable in a text header")
	}
	add(template.Footer != nil, "footer")
	add(template.Offer != nil && template.Offer.HasExpiration, "offer")
	add(template.Offer != nil && !template.Offer.HasExpiration, "offer without end")
	add(template.CallPermission, "call permission")
	add(len(template.Buttons) == 0, "no button")
	add(len(template.Buttons) > 3, "more than three buttons")
	buttons := slices.Clone(template.Buttons)
	for _, card := range template.Cards {
		add(true, "carousel of "+string(card.Header.Format))
		buttons = append(buttons, card.Buttons...)
	}
	for _, button := range buttons {
		add(true, strings.TrimSpace("button "+string(button.Kind)+" "+button.OTPKind))
		add(button.Kind == message.ButtonURL && strings.Contains(button.URL, "{{"), "button URL with a variable")
	}
	return kinds
}

func TestOnlyTwoApprovedTemplatesHaveWhatThisProgramCannotSend(t *testing.T) {
	refused := map[string]int{}
	for _, template := range all(t) {
		if sendable, why := template.Sendable(); !sendable {
			refused[why]++
		}
	}
	if refused["unknown-component"] != 2 || refused["paused"] != 2 || len(refused) != 10 {
		t.Fatalf("%v", refused)
	}
}

func TestTemplatesKeepMetasRules(t *testing.T) {
	name := regexp.MustCompile(`^[a-z0-9_]+$`)
	seen := map[string]bool{}
	ids := map[string]bool{}
	for _, template := range all(t) {
		key := template.Name + " " + template.Language
		if seen[key] || ids[template.ID] || !name.MatchString(template.Name) {
			t.Errorf("%s: name, language or id is not unique or not allowed", key)
		}
		seen[key], ids[template.ID] = true, true
		text := template.Body.Text
		authentication := template.Category == message.CategoryAuthentication // WhatsApp wrote those
		if !authentication && (strings.HasPrefix(text, "{{") || strings.HasSuffix(text, "}}") || strings.Contains(text, "}}{{")) {
			t.Errorf("%s: a variable at an end or next to another", key)
		}
		quickReplies := ""
		for _, button := range template.Buttons {
			if button.Kind == message.ButtonQuickReply {
				quickReplies += "Q"
			} else {
				quickReplies += "-"
			}
		}
		if trimmed := strings.Trim(quickReplies, "-"); strings.Contains(trimmed, "-") {
			t.Errorf("%s: quick replies are not together: %s", key, quickReplies)
		}
		for _, detail := range template.Places() {
			example := detail.Example != "" || detail.Kind != message.KindText
			if sendable, _ := template.Sendable(); sendable && detail.Required && !example {
				t.Errorf("%s: no example for %s", key, detail.Place)
			}
		}
	}
}

func TestTemplatesShowOnlyFilesThatAreThere(t *testing.T) {
	used := map[string]bool{}
	for _, template := range all(t) {
		headers := []*message.Header{template.Header}
		for _, card := range template.Cards {
			headers = append(headers, card.Header)
		}
		for _, header := range headers {
			if header == nil || header.MediaExample == "" {
				continue
			}
			address, err := url.Parse(header.MediaExample)
			if err != nil || address.Scheme != "https" || address.Host != MediaHost {
				t.Errorf("%s shows %s", template.Name, header.MediaExample)
				continue
			}
			if _, err := fs.Stat(Media(), path.Base(address.Path)); err != nil {
				t.Errorf("%s: %v", template.Name, err)
			}
			used[path.Base(address.Path)] = true
		}
	}
	entries, err := fs.ReadDir(Media(), ".")
	if err != nil || len(entries) != len(used) {
		t.Errorf("%d files, %d are shown: %v", len(entries), len(used), err)
	}
}

func TestMediaFilesAreWhatWhatsAppTakes(t *testing.T) {
	starts := map[string]string{".jpg": "\xff\xd8\xff", ".pdf": "%PDF-", ".mp4": "\x00\x00\x00"}
	most := map[string]int{".jpg": 150 << 10, ".pdf": 150 << 10, ".mp4": 300 << 10}
	entries, err := fs.ReadDir(Media(), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		content, err := fs.ReadFile(Media(), entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		kind := path.Ext(entry.Name())
		if starts[kind] == "" || !bytes.HasPrefix(content, []byte(starts[kind])) || len(content) > most[kind] {
			t.Errorf("%s: %d bytes, begins %q", entry.Name(), len(content), content[:8])
		}
		switch kind {
		case ".jpg":
			if picture, err := jpeg.DecodeConfig(bytes.NewReader(content)); err != nil || picture.Width < 800 {
				t.Errorf("%s: %d wide, %v", entry.Name(), picture.Width, err)
			}
		case ".mp4": // a phone plays while it loads only with moov before mdat (WhatsApp templates, §3)
			moov, mdat := bytes.Index(content, []byte("moov")), bytes.Index(content, []byte("mdat"))
			if moov < 0 || moov > mdat || !bytes.Contains(content, []byte("avc1")) {
				t.Errorf("%s: moov at %d, mdat at %d", entry.Name(), moov, mdat)
			}
		}
	}
	invoice, err := fs.ReadFile(Media(), "factura.pdf")
	if err != nil || !bytes.Contains(invoice, []byte("/Count 2")) {
		t.Errorf("factura.pdf does not have two pages: %v", err)
	}
}

func TestContactsAreTheSameEveryTime(t *testing.T) {
	codes := []string{"+55", "+52", "+57", "+54", "+56", "+1"}
	first := Contacts()
	if !reflect.DeepEqual(first, Contacts()) {
		t.Fatal("two lists differ")
	}
	identities, countries := map[string]bool{}, map[string]int{}
	noPhone, noEmail, optedOut := 0, 0, 0
	for _, contact := range first {
		if identities[contact.Identity] || contact.Name == "" {
			t.Errorf("%s %q: twice, or nameless", contact.Identity, contact.Name)
		}
		identities[contact.Identity] = true
		if contact.Phone == "" {
			noPhone++
		} else {
			for _, code := range codes {
				if strings.HasPrefix(contact.Phone, code) {
					countries[code]++
				}
			}
			if contact.Identity != contact.Phone[1:]+gatewayDomain {
				t.Errorf("%s has phone %s", contact.Identity, contact.Phone)
			}
		}
		if contact.Email == "" {
			noEmail++
		} else if !strings.HasSuffix(contact.Email, "@correo.example") {
			t.Errorf("%s writes from %s", contact.Name, contact.Email)
		}
		if contact.OptedOut {
			optedOut++
		}
	}
	if len(first) != ContactsCount || noPhone < 10 || noEmail < 100 || noEmail > 300 || optedOut < 15 {
		t.Errorf("%d contacts, %d without phone, %d without e-mail, %d opted out", len(first), noPhone, noEmail, optedOut)
	}
	for _, code := range codes {
		if countries[code] < 25 {
			t.Errorf("only %d from %s", countries[code], code)
		}
	}
}

func TestCharactersBelongToContacts(t *testing.T) {
	keys := map[string]bool{}
	for _, contact := range Contacts() {
		keys[contact.Identity] = true
		if contact.Phone != "" {
			keys[contact.Phone[1:]] = true
		}
	}
	characters := Characters()
	for key := range characters {
		if !keys[key] {
			t.Errorf("nobody is %s", key)
		}
	}
	if len(characters) < 40 || len(characters) > ContactsCount/4 {
		t.Errorf("%d people have a character of their own", len(characters))
	}
	if characters["5511955500121"] != "taps" || characters["551185550143"] != "no-whatsapp" {
		t.Error("the known ones do not have theirs")
	}
}

func TestHistoryShowsEveryStatus(t *testing.T) {
	history, err := History(now)
	if err != nil {
		t.Fatal(err)
	}
	statuses := map[message.Status]int{}
	replied := 0
	agents := map[string]bool{}
	ids := map[string]bool{}
	for _, sent := range history {
		if ids[sent.ID] || sent.Progress.QueuedAt.After(now) || now.Sub(sent.Progress.QueuedAt) > message.VisibleFor {
			t.Errorf("%s: sent at %v", sent.ID, sent.Progress.QueuedAt)
		}
		for _, at := range []time.Time{sent.Progress.ReceivedAt, sent.Progress.ConsumedAt, sent.Progress.RepliedAt} {
			if at.After(now) {
				t.Errorf("%s tells of the future", sent.ID)
			}
		}
		ids[sent.ID], agents[sent.Agent] = true, true
		statuses[sent.Progress.Status(now)]++
		if sent.Progress.RepliedInWindow() {
			replied++
		}
	}
	for _, status := range []message.Status{message.StatusSent, message.StatusDelivered, message.StatusRead, message.StatusFailed, message.StatusExpired} {
		if statuses[status] == 0 {
			t.Errorf("nothing is %s", status)
		}
	}
	if replied == 0 || len(agents) != 4 {
		t.Errorf("%d replied, %d agents", replied, len(agents))
	}
	serves := map[string][]string{}
	for _, account := range Accounts() {
		serves[account.Identity] = account.Bots
	}
	for _, sent := range history {
		if !slices.Contains(serves[sent.Agent], sent.Bot) {
			t.Errorf("%s sent for %s", sent.Agent, sent.Bot)
		}
	}
}

// workspace is a Target that keeps what it is given.
type workspace struct {
	bots      map[string]Bot
	accounts  map[string]Account
	templates map[string][]byte
	desks     map[string]Desk
	contacts  map[string]Contact
	sent      map[string]Sent
	fails     string
}

func (w *workspace) fail(what string) error {
	if w.fails == what {
		return errors.New("the disk is full")
	}
	return nil
}

func (w *workspace) AddBot(_ context.Context, bot Bot) error {
	w.bots[bot.Identity] = bot
	return w.fail("bot")
}

func (w *workspace) AddAccount(_ context.Context, account Account) error {
	w.accounts[account.Identity] = account
	return w.fail("account")
}

func (w *workspace) ImportTemplates(_ context.Context, bot string, list []byte) error {
	if _, there := w.bots[bot]; !there {
		return fmt.Errorf("no bot %s", bot)
	}
	w.templates[bot] = list
	return w.fail("templates")
}

func (w *workspace) SaveContacts(_ context.Context, contacts []Contact) error {
	if len(contacts) > ContactsAtOnce {
		return fmt.Errorf("%d contacts at once", len(contacts))
	}
	for _, contact := range contacts {
		w.contacts[contact.Identity] = contact
	}
	return w.fail("contacts")
}

func (w *workspace) AddSent(_ context.Context, sent []Sent) error {
	for _, one := range sent {
		if _, there := w.contacts[one.Contact.Identity]; !there {
			return fmt.Errorf("no contact %s", one.Contact.Identity)
		}
		w.sent[one.ID] = one
	}
	return w.fail("sent")
}

func empty() *workspace {
	return &workspace{bots: map[string]Bot{}, accounts: map[string]Account{}, templates: map[string][]byte{}, desks: map[string]Desk{},
		contacts: map[string]Contact{}, sent: map[string]Sent{}}
}

func TestMakeMakesTheWholeWorkspaceAlsoTwice(t *testing.T) {
	target := empty()
	for range 2 {
		if err := Make(t.Context(), target, now); err != nil {
			t.Fatal(err)
		}
		if len(target.bots) != 3 || len(target.accounts) != 5 || len(target.templates) != 3 || len(target.desks) != 3 ||
			len(target.contacts) != ContactsCount || len(target.sent) != len(pasts) {
			t.Fatalf("%d bots, %d accounts, %d lists, %d contacts, %d sent", len(target.bots), len(target.accounts),
				len(target.templates), len(target.contacts), len(target.sent))
		}
	}
}

func TestMakeWithoutAPlaceForHistory(t *testing.T) {
	target := struct{ Target }{empty()} // offers the five methods and no more
	if err := Make(t.Context(), target, now); err != nil {
		t.Fatal(err)
	}
}

func TestMakeTellsWhatCouldNotBeMade(t *testing.T) {
	for _, what := range []string{"bot", "account", "templates", "desk", "contacts", "sent"} {
		target := empty()
		target.fails = what
		if err := Make(t.Context(), target, now); err == nil || !strings.Contains(err.Error(), "demo") {
			t.Errorf("%s: %v", what, err)
		}
	}
}
