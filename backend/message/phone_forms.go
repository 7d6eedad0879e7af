package message

import (
	"slices"
	"strings"
)

// PhoneForms are all forms under which an account of this number may be known, the given one first,
// each with its +: Brazil with and without the ninth digit, Mexico with and without the 1, Argentina
// with and without the 9 (WhatsApp templates, §9.2). They are for look-up only. The number may lack
// its +, as a wa_id does; nil when there is no digit in it.
func PhoneForms(e164 string) []string {
	digits := phoneDigits(e164)
	if digits == "" {
		return nil
	}
	forms := []string{"+" + digits}
	if other := otherPhoneForm(digits); other != "" {
		forms = append(forms, "+"+other)
	}
	return forms
}

// SamePhone says whether two numbers in E.164 (the + may lack) are one for look-up.
func SamePhone(a, b string) bool {
	digits := phoneDigits(b)
	return digits != "" && slices.Contains(PhoneForms(a), "+"+digits)
}

func phoneDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

// otherPhoneForm is the second form of a number, empty for the many that have only one.
func otherPhoneForm(digits string) string {
	switch {
	case strings.HasPrefix(digits, "55") && len(digits) == 13 && digits[4] == '9' && digits[5] >= '6':
		return digits[:4] + digits[5:]
	case strings.HasPrefix(digits, "55") && len(digits) == 12 && digits[4] >= '6':
		return digits[:4] + "9" + digits[4:]
	case strings.HasPrefix(digits, "521") && len(digits) == 13:
		return "52" + digits[3:]
	case strings.HasPrefix(digits, "52") && len(digits) == 12:
		return "521" + digits[2:]
	case strings.HasPrefix(digits, "549") && len(digits) == 13:
		return "54" + digits[3:]
	case strings.HasPrefix(digits, "54") && len(digits) == 12:
		return "549" + digits[2:]
	}
	return ""
}
