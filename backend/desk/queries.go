package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"activa/backend/fault"
	"activa/backend/message"
)

// earlierMax is how many earlier messages to a customer a detail holds.
const earlierMax = 50

// CatalogEntry is one template of one bot with what this agent did with it.
type CatalogEntry struct {
	Key        TemplateKey
	Template   message.Template
	Favourite  bool
	LastUsedAt time.Time // zero when never
}

// Catalog lists every template of every bot, in the platform's order; sendable or not.
func (e *Engine) Catalog() []CatalogEntry {
	e.mu.RLock()
	defer e.mu.RUnlock()
	used := make(map[TemplateKey]time.Time, len(e.memory.recents))
	for _, recent := range e.memory.recents {
		used[recent.Template] = recent.UsedAt
	}
	starred := make(map[string]bool, len(e.memory.favourites))
	for _, key := range e.memory.favourites {
		starred[key] = true
	}
	var entries []CatalogEntry
	for _, bot := range e.memory.bots {
		shelf := e.memory.shelves[bot.ID]
		if shelf == nil {
			continue
		}
		for _, template := range shelf.Templates {
			key := keyOf(bot.ID, template)
			entries = append(entries, CatalogEntry{
				Key: key, Template: template, Favourite: starred[key.String()], LastUsedAt: used[key],
			})
		}
	}
	return entries
}

// Template finds one template in the cache. Fault: TemplateUnknown.
func (e *Engine) Template(key TemplateKey) (CatalogEntry, error) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	template, _, found := e.memory.template(key)
	if !found {
		return CatalogEntry{}, fault.New(TemplateUnknown, nil, nil)
	}
	entry := CatalogEntry{Key: key, Template: template, Favourite: slices.Contains(e.memory.favourites, key.String())}
	for _, recent := range e.memory.recents {
		if recent.Template == key {
			entry.LastUsedAt = recent.UsedAt
		}
	}
	return entry, nil
}

// SentDetail is one active message whole.
type SentDetail struct {
	Message  SentMessage
	Template message.Template // as it was at sending where that is known; its Name is empty otherwise
	Earlier  []SentMessage    // to the same customer, newest first
}

// SentMessage reads one message whole, visible or not. Fault: MessageUnknown.
func (e *Engine) SentMessage(ctx context.Context, id MessageID) (SentDetail, error) {
	sent, err := e.store.Message(ctx, id)
	if err != nil {
		return SentDetail{}, err
	}
	detail := SentDetail{Message: sent}
	detail.Template, err = e.store.SentTemplate(ctx, id)
	if fault.CodeOf(err) == TemplateUnknown {
		entry, _ := e.Template(templateOf(sent.Message)) // the present one is better than none
		detail.Template, err = entry.Template, nil
	}
	if err != nil {
		return SentDetail{}, fmt.Errorf("read template: %w", err)
	}
	detail.Earlier, err = e.store.Earlier(ctx, sent, earlierMax)
	return detail, err
}

// History searches everything that was ever sent, newest first.
func (e *Engine) History(ctx context.Context, query HistoryQuery) (HistoryPage, error) {
	return e.store.History(ctx, query)
}
