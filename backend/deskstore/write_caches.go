package deskstore

import (
	"crypto/sha256"

	"activa/backend/desk"
)

// The names of single facts.
const (
	factRevision = "revision"
	factCursor   = "cursor"
	factSettings = "settings"
	factAccount  = "account"
	factOffers   = "offers"
)

// knownContactsMax is how many contacts are kept for work without a line; the ones that were met longest
// ago make room.
const knownContactsMax = 20_000

func digestOf(raw []byte) []byte {
	sum := sha256.Sum256(raw)
	return sum[:]
}

func (w *writer) fact(name, value string) {
	w.run(`INSERT INTO facts (name, value) VALUES (?, ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
}

func (w *writer) drafts(commit desk.Commit) {
	for _, id := range commit.DraftsGone {
		w.run("DELETE FROM drafts WHERE id = ?", string(id))
	}
	for _, draft := range commit.Drafts {
		w.run(`INSERT INTO drafts (id, content, updated_at) VALUES (?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET content = excluded.content, updated_at = excluded.updated_at`,
			string(draft.ID), w.json(draftContentOf(draft)), millis(draft.UpdatedAt))
	}
}

// session writes what is known of the sign-in and what a person set.
func (w *writer) session(commit desk.Commit) {
	if commit.Settings != nil {
		w.fact(factSettings, w.json(settingsContent(*commit.Settings)))
	}
	if commit.Account != nil {
		w.fact(factAccount, w.json(accountContent(*commit.Account)))
	}
	if commit.Cursor != nil {
		w.fact(factCursor, *commit.Cursor)
	}
	if commit.Offers != nil {
		w.fact(factOffers, w.json(offerContents(*commit.Offers)))
	}
	if commit.Bots != nil {
		w.run("DELETE FROM bots")
		for position, bot := range commit.Bots {
			w.run("INSERT INTO bots (position, content) VALUES (?, ?)", position, w.json(botContent(bot)))
		}
	}
	if commit.Favourites != nil {
		w.run("DELETE FROM favourites")
		for position, template := range *commit.Favourites {
			w.run("INSERT INTO favourites (position, template) VALUES (?, ?) ON CONFLICT DO NOTHING",
				position, template)
		}
	}
}

func (w *writer) caches(commit desk.Commit) {
	for _, shelf := range commit.Shelves {
		w.shelf(shelf)
	}
	for _, read := range commit.ShelvesRead {
		w.run("UPDATE shelves SET read_at = ? WHERE bot = ?", millis(read.ReadAt), string(read.Bot))
	}
	for _, use := range commit.Used {
		w.use(use)
	}
	for _, met := range commit.Contacts {
		w.contact(met)
	}
	if len(commit.Contacts) > 0 {
		w.run(`DELETE FROM contacts WHERE number IN (
			SELECT number FROM contacts ORDER BY used_at DESC, number DESC LIMIT -1 OFFSET ?)`, knownContactsMax)
	}
}

func (w *writer) shelf(shelf desk.ShelfWrite) {
	bot := string(shelf.Bot)
	w.run(`INSERT INTO shelves (bot, read_at, skipped) VALUES (?, ?, ?)
		ON CONFLICT (bot) DO UPDATE SET read_at = excluded.read_at, skipped = excluded.skipped`,
		bot, millis(shelf.ReadAt), w.json(skippedContents(shelf.Skipped)))
	w.run("DELETE FROM templates WHERE bot = ?", bot)
	for position, template := range shelf.Templates {
		w.run("INSERT INTO templates (bot, position, raw) VALUES (?, ?, ?)", bot, position, template.Raw)
	}
}

// use notes what was used; a value that was left empty does not hide the one before.
func (w *writer) use(use desk.TemplateUse) {
	template, usedAt := use.Template.String(), millis(use.At)
	w.run(`INSERT INTO template_uses (template, used_at) VALUES (?, ?)
		ON CONFLICT (template) DO UPDATE SET used_at = excluded.used_at`, template, usedAt)
	for place, value := range use.Values {
		if value == "" {
			continue
		}
		w.run(`INSERT INTO last_values (template, place, value, used_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (template, place) DO UPDATE SET value = excluded.value, used_at = excluded.used_at`,
			template, string(place), value, usedAt)
	}
}

func (w *writer) contact(met desk.ContactUse) {
	w.run(`INSERT INTO contacts (bot, id, content, words, used_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (bot, id) DO UPDATE SET content = excluded.content, words = excluded.words,
			used_at = max(used_at, excluded.used_at)`,
		string(met.Bot), string(met.Contact.ID), w.json(contactContentOf(met.Contact)),
		contactWords(met.Contact), millis(met.At))
}
