package lime

import (
	"encoding/json"
)

// Metadata is the free part of an envelope. LIME says text to text, but peers really send null,
// numbers and objects (LIME reference, §2.1): a text is a string here, null is nil, and anything else
// stays a json.RawMessage. Any value that encoding/json can write may be put in.
type Metadata map[string]any

// Text is the named value as text: a text itself, the digits of a number, "true" or "false"; empty
// for null, objects, lists and what is not there.
func (m Metadata) Text(name string) string {
	switch value := m[name].(type) {
	case string:
		return value
	case json.RawMessage:
		return readText(value)
	default:
		return ""
	}
}

// readMetadata drops metadata that is no object, and keeps every value of one that is.
func readMetadata(raw json.RawMessage) Metadata {
	var values map[string]json.RawMessage
	if len(raw) == 0 || json.Unmarshal(raw, &values) != nil || len(values) == 0 {
		return nil
	}
	metadata := make(Metadata, len(values))
	for name, value := range values {
		switch value[0] {
		case '"':
			metadata[name] = readText(value)
		case 'n':
			metadata[name] = nil
		default:
			metadata[name] = value
		}
	}
	return metadata
}
