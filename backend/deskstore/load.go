package deskstore

import (
	"context"
	"fmt"
	"time"

	"activa/backend/desk"
	"activa/backend/message"
)

// Load reads what the desk keeps in memory.
func (s *Store) Load(ctx context.Context, now time.Time) (desk.Loaded, error) {
	loaded := desk.Loaded{Settings: desk.DefaultSettings()}
	for _, part := range []func(context.Context, *desk.Loaded) error{
		s.loadFacts, s.loadBots, s.loadDrafts, s.loadTemplates, s.loadUses, s.loadConversations,
	} {
		if err := part(ctx, &loaded); err != nil {
			return desk.Loaded{}, s.explain("load", err)
		}
	}
	var err error
	loaded.Sent, err = list(ctx, s.readers, scanSent, "SELECT "+sentColumns+` FROM sent LEFT JOIN outbox USING (id)
		WHERE sent.visible_until > ? OR sent.id IN (SELECT id FROM outbox)`, millis(now))
	if err != nil {
		return desk.Loaded{}, s.explain("load", err)
	}
	return loaded, nil
}

func (s *Store) loadFacts(ctx context.Context, loaded *desk.Loaded) error {
	type pair struct{ name, value string }
	pairs, err := list(ctx, s.readers, func(r row) (p pair, err error) { return p, r.Scan(&p.name, &p.value) },
		"SELECT name, value FROM facts")
	if err != nil {
		return err
	}
	for _, fact := range pairs {
		switch fact.name {
		case factRevision:
			loaded.Revision, err = revisionOf(fact.value)
		case factCursor:
			loaded.Cursor = fact.value
		case factSettings:
			content := settingsContent(loaded.Settings)
			err = decode(fact.value, &content)
			loaded.Settings = desk.Settings(content)
		case factAccount:
			var content accountContent
			err = decode(fact.value, &content)
			loaded.Account = desk.Account(content)
		case factOffers:
			var content []offerContent
			err = decode(fact.value, &content)
			loaded.Offers = keptOffers(content)
		}
		if err != nil {
			return fmt.Errorf("fact %s: %w", fact.name, err)
		}
	}
	return nil
}

func (s *Store) loadBots(ctx context.Context, loaded *desk.Loaded) (err error) {
	loaded.Bots, err = list(ctx, s.readers, func(r row) (desk.Bot, error) {
		var text string
		if err := r.Scan(&text); err != nil {
			return desk.Bot{}, err
		}
		var content botContent
		err := decode(text, &content)
		return desk.Bot(content), err
	}, "SELECT content FROM bots ORDER BY position")
	return err
}

func (s *Store) loadDrafts(ctx context.Context, loaded *desk.Loaded) (err error) {
	loaded.Drafts, err = list(ctx, s.readers, func(r row) (desk.Draft, error) {
		var id, text string
		var updatedAt int64
		if err := r.Scan(&id, &text, &updatedAt); err != nil {
			return desk.Draft{}, err
		}
		var content draftContent
		err := decode(text, &content)
		return content.draft(id, updatedAt), err
	}, "SELECT id, content, updated_at FROM drafts")
	return err
}

// loadTemplates reads the copies of all templates. One that this program cannot read any more is left
// out: the next reading from the platform tells about it again.
func (s *Store) loadTemplates(ctx context.Context, loaded *desk.Loaded) error {
	type stored struct {
		bot, skipped string
		readAt       int64
	}
	shelves, err := list(ctx, s.readers, func(r row) (one stored, err error) {
		return one, r.Scan(&one.bot, &one.skipped, &one.readAt)
	}, "SELECT bot, skipped, read_at FROM shelves")
	if err != nil {
		return err
	}
	loaded.Shelves = make(map[desk.BotID]desk.Shelf, len(shelves))
	for _, one := range shelves {
		shelf := desk.Shelf{ReadAt: at(one.readAt)}
		var skipped []skippedContent
		if err := decode(one.skipped, &skipped); err != nil {
			return err
		}
		for _, entry := range skipped {
			shelf.Skipped = append(shelf.Skipped, message.Skipped(entry))
		}
		raws, err := list(ctx, s.readers, func(r row) (raw []byte, err error) { return raw, r.Scan(&raw) },
			"SELECT raw FROM templates WHERE bot = ? ORDER BY position", one.bot)
		if err != nil {
			return err
		}
		for _, raw := range raws {
			if template, err := message.ReadTemplate(raw); err == nil {
				shelf.Templates = append(shelf.Templates, template)
			}
		}
		loaded.Shelves[desk.BotID(one.bot)] = shelf
	}
	return nil
}

// recentsLoaded is how many recently used templates are read back.
const recentsLoaded = 50

func (s *Store) loadUses(ctx context.Context, loaded *desk.Loaded) (err error) {
	loaded.Favourites, err = list(ctx, s.readers, func(r row) (one string, err error) { return one, r.Scan(&one) },
		"SELECT template FROM favourites ORDER BY position")
	if err != nil {
		return err
	}
	uses, err := list(ctx, s.readers, func(r row) (desk.Recent, error) {
		var template string
		var usedAt int64
		if err := r.Scan(&template, &usedAt); err != nil {
			return desk.Recent{}, err
		}
		key, _ := desk.ParseTemplateKey(template)
		return desk.Recent{Template: key, UsedAt: at(usedAt)}, nil
	}, "SELECT template, used_at FROM template_uses ORDER BY used_at DESC, template LIMIT ?", recentsLoaded)
	loaded.Recents = uses
	return err
}
