package hubstore

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// searchWordsMax bounds the words of one search; a person types few.
const searchWordsMax = 8

// unfoldable are letters that have no decomposition but that people type without their stroke.
var unfoldable = strings.NewReplacer("ł", "l", "ø", "o", "ß", "ss", "đ", "d", "æ", "ae", "œ", "oe", "ð", "d", "þ", "th", "ı", "i")

// fold is a text as it is compared: lower case, without accents. It is used alike for what is stored
// and for what is looked for.
func fold(original string) string {
	if isPlain(original) {
		return strings.ToLower(original)
	}
	var folded strings.Builder
	for _, letter := range norm.NFKD.String(strings.ToLower(original)) {
		if !unicode.Is(unicode.Mn, letter) {
			folded.WriteRune(letter)
		}
	}
	return unfoldable.Replace(folded.String())
}

func isPlain(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= 0x80 }) < 0
}

// searchWords are the folded words of a search text, cut as the index cuts them.
func searchWords(searched string) []string {
	words := strings.FieldsFunc(fold(searched), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	return words[:min(len(words), searchWordsMax)]
}

// phoneDigits are the digits of a text that people write for a number: digits with blanks, dashes,
// brackets, dots and a plus. Any other text gives none.
func phoneDigits(searched string) string {
	var digits strings.Builder
	for _, r := range searched {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case !strings.ContainsRune(" +-().\u00a0", r):
			return ""
		}
	}
	return digits.String()
}
