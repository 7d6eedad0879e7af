package doc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Text is a text that some senders write as a number or a truth value (LIME and Blip, §2.5).
type Text string

// UnmarshalJSON reads a text, a number or a truth value; null is the empty text.
func (t *Text) UnmarshalJSON(raw []byte) error {
	raw = bytes.TrimSpace(raw)
	switch {
	case len(raw) == 0 || bytes.Equal(raw, []byte("null")):
		*t = ""
	case raw[0] == '"':
		var text string
		if err := json.Unmarshal(raw, &text); err != nil {
			return err
		}
		*t = Text(text)
	case raw[0] == '{' || raw[0] == '[':
		return fmt.Errorf("a text was expected, not %.20s", raw)
	default:
		*t = Text(raw)
	}
	return nil
}

// Number is a whole number that some senders write as a text (LIME and Blip, §2.5).
type Number int64

// UnmarshalJSON reads a number or a text that holds one; null and the empty text are zero. A fraction
// is cut off.
func (n *Number) UnmarshalJSON(raw []byte) error {
	var text Text
	if err := text.UnmarshalJSON(raw); err != nil {
		return err
	}
	digits := strings.TrimSpace(string(text))
	if digits == "" {
		*n = 0
		return nil
	}
	if whole, err := strconv.ParseInt(digits, 10, 64); err == nil {
		*n = Number(whole)
		return nil
	}
	fraction, err := strconv.ParseFloat(digits, 64)
	if err != nil || fraction != fraction || fraction > 1<<53 || fraction < -(1<<53) {
		return fmt.Errorf("%q is not a whole number", digits)
	}
	*n = Number(fraction)
	return nil
}

// Truth is a truth value that some senders write as a text.
type Truth bool

// UnmarshalJSON reads true, false, "true", "false", 1, 0 and null, in any case.
func (t *Truth) UnmarshalJSON(raw []byte) error {
	var text Text
	if err := text.UnmarshalJSON(raw); err != nil {
		return err
	}
	switch strings.ToLower(string(text)) {
	case "true", "1":
		*t = true
	case "false", "0", "":
		*t = false
	default:
		return fmt.Errorf("%q is not a truth value", text)
	}
	return nil
}

// Instant is a date and time on the wire. It is written as RFC 3339 in UTC with milliseconds and read
// with or without zone (then UTC) and with a fraction of any length.
type Instant struct{ time.Time }

// instantLayout is RFC 3339 with milliseconds, always in UTC.
const instantLayout = "2006-01-02T15:04:05.000Z07:00"

// At is the instant of a time.
func At(t time.Time) Instant { return Instant{t} }

// String is the wire form; the zero instant is empty.
func (i Instant) String() string {
	if i.IsZero() {
		return ""
	}
	return i.UTC().Format(instantLayout)
}

// MarshalJSON writes the wire form; the zero instant is null (fields use omitzero instead).
func (i Instant) MarshalJSON() ([]byte, error) {
	if i.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(i.String())
}

// UnmarshalJSON reads any of the accepted forms; null and the empty text are the zero instant.
func (i *Instant) UnmarshalJSON(raw []byte) error {
	var text Text
	if err := text.UnmarshalJSON(raw); err != nil {
		return err
	}
	if text == "" {
		*i = Instant{}
		return nil
	}
	parsed, err := ParseInstant(string(text))
	if err != nil {
		return err
	}
	*i = parsed
	return nil
}

// instantForms are the accepted forms; Go reads a fraction of any length after the seconds by itself.
var instantForms = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02",
}

// ParseInstant reads a date and time in any of the forms seen on the wire (§2.5).
func ParseInstant(text string) (Instant, error) {
	text = strings.TrimSpace(text)
	for _, form := range instantForms {
		if parsed, err := time.Parse(form, text); err == nil {
			return Instant{parsed.UTC()}, nil
		}
	}
	if len(text) > 40 {
		text = text[:40] + "…"
	}
	return Instant{}, fmt.Errorf("%q is not a date and time", text)
}
