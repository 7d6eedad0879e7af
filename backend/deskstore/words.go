package deskstore

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"activa/backend/desk"
)

const (
	searchWordsMax   = 8 // words of a search that count
	searchWordMax    = 40
	phoneEndingLeast = 4 // digits of the shortest ending by which a phone is found
)

// phoneWords makes a phone findable by its whole number and by every ending of it that a person may
// type: with or without country and area code, or the last four digits.
func phoneWords(phone string) string {
	digits := digitsOf(phone)
	var endings []string
	for at := 0; at == 0 || len(digits)-at >= phoneEndingLeast; at++ {
		if digits != "" {
			endings = append(endings, digits[at:])
		}
		if at >= len(digits) {
			break
		}
	}
	return strings.Join(endings, " ")
}

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// wordsOf cuts a text into its words of letters and digits, as the full-text index does.
func wordsOf(text string) []string {
	if len(text) > desk.HistoryTextMax {
		text = text[:desk.HistoryTextMax]
	}
	words := strings.FieldsFunc(strings.ToValidUTF8(text, " "), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	if len(words) > searchWordsMax {
		words = words[:searchWordsMax]
	}
	for i, word := range words {
		if cut := []rune(word); len(cut) > searchWordMax {
			words[i] = string(cut[:searchWordMax])
		}
	}
	return words
}

// matchOf is the full-text question for "every word begins some word"; empty without words.
func matchOf(text string) string {
	words := wordsOf(text)
	for i, word := range words {
		words[i] = `"` + word + `"*`
	}
	return strings.Join(words, " ")
}

// fold drops case and accents.
func fold(text string) string {
	folded, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), text)
	if err != nil {
		folded = text
	}
	return strings.ToLower(folded)
}

// contactWords is what a contact is found by: each word behind a blank, folded.
func contactWords(contact desk.Contact) string {
	words := wordsOf(fold(contact.Name))
	words = append(words, fold(contact.Email))
	words = append(words, wordsOf(fold(contact.Email))...)
	return " " + strings.Join(words, " ") + " " + phoneWords(contact.Phone)
}
