package doc

import (
	"encoding/json"
	"fmt"
)

// Collection is a list of documents on the wire. Total may be absent or be the size of the page: never
// page by it (LIME and Blip, §9). Next and More are ours and present in the sent list only.
type Collection struct {
	Total    *Number           `json:"total,omitempty"`
	ItemType string            `json:"itemType"`
	Items    []json.RawMessage `json:"items"`
	Next     string            `json:"next,omitempty"`
	More     Truth             `json:"more,omitempty"`
}

// NewCollection makes the collection of some documents of one type.
func NewCollection[T any](itemType string, documents []T) (Collection, error) {
	total := Number(len(documents))
	list := Collection{Total: &total, ItemType: itemType, Items: make([]json.RawMessage, 0, len(documents))}
	for index, document := range documents {
		raw, err := json.Marshal(document)
		if err != nil {
			return Collection{}, fmt.Errorf("write item %d of a %s collection: %w", index, itemType, err)
		}
		list.Items = append(list.Items, raw)
	}
	return list, nil
}

// UnmarshalJSON reads both shapes of a list, items (LIME) and data (Meta's own, §12), and a bare array.
func (c *Collection) UnmarshalJSON(raw []byte) error {
	type plain Collection
	var read struct {
		plain
		Data []json.RawMessage `json:"data"`
	}
	var bare []json.RawMessage
	if json.Unmarshal(raw, &bare) == nil {
		*c = Collection{Items: bare}
		return nil
	}
	if err := json.Unmarshal(raw, &read); err != nil {
		return fmt.Errorf("read collection: %w", err)
	}
	*c = Collection(read.plain)
	if c.Items == nil {
		c.Items = read.Data
	}
	return nil
}

// Items reads the documents of a collection. An item that cannot be read is left out and counted: one
// odd document must not hide the others (§2.5).
func Items[T any](list Collection) (documents []T, dropped int) {
	documents = make([]T, 0, len(list.Items))
	for _, raw := range list.Items {
		var document T
		if err := json.Unmarshal(raw, &document); err != nil {
			dropped++
			continue
		}
		documents = append(documents, document)
	}
	return documents, dropped
}
