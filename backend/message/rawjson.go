package message

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// object is a JSON object whose keys were brought to lower case: other people's JSON is read by key
// in any case, and what nobody asks for is left alone.
type object map[string]json.RawMessage

// readObject reads a JSON object; false when data is anything else. Of keys that differ only in case
// the lower-case one wins, else the first in the order of the alphabet.
func readObject(data []byte) (object, bool) {
	var raw map[string]json.RawMessage
	if json.Unmarshal(data, &raw) != nil || raw == nil {
		return nil, false
	}
	keys := make([]string, 0, len(raw))
	for key := range raw {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	read := make(object, len(raw))
	for _, key := range keys {
		lower := strings.ToLower(key)
		if _, taken := read[lower]; !taken || key == lower {
			read[lower] = raw[key]
		}
	}
	return read, true
}

// readArray reads a JSON array; nil when data is anything else.
func readArray(data []byte) []json.RawMessage {
	var list []json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		return nil
	}
	return list
}

// readText reads a text, or a number or a truth value as it is written; empty for anything else.
func readText(data []byte) string {
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return ""
	}
	switch data[0] {
	case '"':
		var text string
		if json.Unmarshal(data, &text) != nil {
			return ""
		}
		return text
	case '{', '[', 'n':
		return ""
	}
	return string(data)
}

func (o object) text(key string) string { return readText(o[key]) }

// upper is for Meta's enumerations, which come in either case.
func (o object) upper(key string) string { return strings.ToUpper(strings.TrimSpace(o.text(key))) }

func (o object) truth(key string) bool { return strings.EqualFold(o.text(key), "true") }

func (o object) number(key string) int {
	value, err := strconv.Atoi(o.text(key))
	if err != nil {
		return 0
	}
	return value
}

func (o object) object(key string) object {
	read, _ := readObject(o[key])
	return read
}

// texts reads a list of texts that may be nested once or stand alone: [["a","b"]], ["a","b"], "a".
func (o object) texts(key string) []string {
	list := readArray(o[key])
	if list == nil {
		if text := o.text(key); text != "" {
			return []string{text}
		}
		return nil
	}
	if len(list) > 0 {
		if inner := readArray(list[0]); inner != nil {
			list = inner
		}
	}
	texts := make([]string, 0, len(list))
	for _, item := range list {
		texts = append(texts, readText(item))
	}
	return texts
}
