package message

import (
	"strings"

	"github.com/nyaruka/phonenumbers/v2"
)

// phoneSeparators may stand between the digits of a number that is being typed: the plain ones, and those
// that keep its parts on one line.
const phoneSeparators = " \t-.()/\u00a0\u2010\u2011\u2013"

// PhoneAsTyped is a number that is being typed, in the groups of its country as far as it goes: "+57310" becomes
// "+57 310". Only what stands between the digits changes. The region ("BR") is that of a number without its
// country code. What is no beginning of a number comes back as it is.
func PhoneAsTyped(text, region string) string {
	typed, plain := phoneKeys(text)
	if !plain || typed == "" || typed == "+" {
		return text
	}
	formatter := phonenumbers.GetAsYouTypeFormatter(strings.ToUpper(region))
	shown := ""
	for _, key := range typed {
		shown = formatter.InputDigit(key)
	}
	shown = strings.TrimSpace(shown)
	if again, _ := phoneKeys(shown); again != typed || shown == typed {
		return text // a form that adds or drops a digit is another number; without groups those of the person stay
	}
	return shown
}

// phoneKeys are the digits of a text and the + before them; false when it holds anything but those and separators.
func phoneKeys(text string) (string, bool) {
	if len(text) > PhoneTextMax {
		return "", false
	}
	var keys strings.Builder
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9', r == '+' && keys.Len() == 0:
			keys.WriteRune(r)
		case !strings.ContainsRune(phoneSeparators, r):
			return "", false
		}
	}
	return keys.String(), true
}
