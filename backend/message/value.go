package message

import (
	"strings"
	"unicode/utf16"
)

// usedValue is the value as it is shown and sent: ordinary blanks at the ends are dropped
// (WhatsApp templates, §14). Whatever is only white space is no value.
func usedValue(value string) string {
	if strings.TrimSpace(value) == "" {
		return ""
	}
	return strings.Trim(value, " \u00a0")
}

// used is the value at a place as it is shown and sent; empty when there is none.
func (v Values) used(place Place) string { return usedValue(v[place]) }

// units counts UTF-16 code units, the unit that never lets through what another count would refuse
// (WhatsApp templates, §2.3).
func units(text string) int {
	count := 0
	for _, r := range text {
		count += max(1, utf16.RuneLen(r))
	}
	return count
}

// cutUnits shortens a text to at most limit UTF-16 units without cutting a character.
func cutUnits(text string, limit int) string {
	count := 0
	for i, r := range text {
		count += max(1, utf16.RuneLen(r))
		if count > limit {
			return text[:i]
		}
	}
	return text
}
