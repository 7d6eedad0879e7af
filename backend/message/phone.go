package message

import (
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers/v2"
)

// PhoneTextMax is the longest text, in bytes, in which a phone number is looked for.
const PhoneTextMax = 64

// Phone is a phone number as it was understood. E164 is empty when the text holds none.
type Phone struct {
	Raw           string // the text as given
	E164          string // "+5531987654321", the form that is sent
	Region        string // "BR"; empty when the country code belongs to no one region for sure
	CountryCode   int
	National      string // "(31) 98765-4321"
	International string // "+55 31 98765-4321"
	Possible      bool   // the length fits the country
	Valid         bool   // the digits fit the country's plan as well
	Mobile        bool   // for sure or possibly a mobile; meaningful only when Valid
}

// ParsePhone understands a phone number in any usual writing. With a default region ("BR") a number
// may lack its country code; with an empty one it needs its +, or the finding offers the + form. The
// number is never rewritten silently: better forms come as fixes of findings of rule P1 at
// PlaceRecipient. No finding means a valid number.
func ParsePhone(text, defaultRegion string) (Phone, []Finding) {
	phone, findings := parsePhone(text, defaultRegion)
	return phone, finish(findings, rule{id: "P1", level: LevelError})
}

// parsePhone is ParsePhone whose findings still lack what every finding of a rule shares.
func parsePhone(text, defaultRegion string) (Phone, []Finding) {
	phone := Phone{Raw: text}
	written, clean := phoneText(text)
	if !clean || written == "" {
		return phone, []Finding{{Place: PlaceRecipient, Code: "phone-not-a-number"}}
	}
	if !strings.HasPrefix(written, "+") && defaultRegion == "" {
		return phone, []Finding{withoutPlus(written)}
	}
	number, err := phonenumbers.Parse(written, strings.ToUpper(defaultRegion))
	if err != nil {
		return phone, []Finding{offerPlus(Finding{Place: PlaceRecipient, Code: "phone-not-a-number"}, written)}
	}
	phone.fill(number)
	if better := betterForm(phone); better != nil {
		return phone, []Finding{*better}
	}
	switch {
	case phone.Valid:
		return phone, nil
	case phone.Possible:
		doubt := Finding{Place: PlaceRecipient, Level: LevelWarning, Code: "phone-only-possible"}
		return phone, []Finding{offerPlus(doubt, written)}
	}
	return phone, []Finding{offerPlus(Finding{Place: PlaceRecipient, Code: "phone-not-possible"}, written)}
}

func (p *Phone) fill(number *phonenumbers.PhoneNumber) {
	kind := phonenumbers.GetNumberType(number)
	p.E164 = phonenumbers.Format(number, phonenumbers.E164)
	p.Region = phonenumbers.GetRegionCodeForNumber(number)
	p.CountryCode = int(number.GetCountryCode())
	p.National = phonenumbers.Format(number, phonenumbers.NATIONAL)
	p.International = phonenumbers.Format(number, phonenumbers.INTERNATIONAL)
	p.Possible = phonenumbers.IsPossibleNumber(number)
	p.Valid = kind != phonenumbers.UNKNOWN
	p.Mobile = kind == phonenumbers.MOBILE || kind == phonenumbers.FIXED_LINE_OR_MOBILE
}

// phoneText brings a pasted text to what the parser takes; false when it holds more than a number.
func phoneText(text string) (string, bool) {
	if len(text) > PhoneTextMax {
		return "", false
	}
	text = strings.TrimSpace(text)
	for _, scheme := range []string{"tel:", "whatsapp:"} {
		if len(text) > len(scheme) && strings.EqualFold(text[:len(scheme)], scheme) {
			text = text[len(scheme):]
		}
	}
	var written strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsDigit(r) || strings.ContainsRune("+-.()/", r):
			written.WriteRune(r)
		case r == '＋':
			written.WriteByte('+')
		case unicode.Is(unicode.Pd, r) || unicode.IsSpace(r):
			written.WriteByte(' ')
		case unicode.Is(unicode.Cf, r): // direction marks that address books put around numbers
		default:
			return "", false
		}
	}
	return strings.TrimSpace(written.String()), true
}

// withoutPlus is the finding for a number whose country is unknown: without its + WhatsApp would put
// the business's own country code in front and write to a stranger (WhatsApp templates, §9.1).
func withoutPlus(written string) Finding {
	return offerPlus(Finding{Place: PlaceRecipient, Code: "phone-needs-plus"}, written)
}

// offerPlus adds the + form as a fix when the text has no + and is a true number with it. What begins
// with an area code in brackets or with the 0 of a long-distance call names no country: its + form
// would be a stranger's.
func offerPlus(finding Finding, written string) Finding {
	national := strings.HasPrefix(written, "(") || strings.HasPrefix(written, "0") && !strings.HasPrefix(written, "00")
	if strings.HasPrefix(written, "+") || national {
		return finding
	}
	number, err := phonenumbers.Parse("+"+strings.TrimPrefix(written, "00"), "")
	if err != nil {
		return finding
	}
	var phone Phone
	phone.fill(number)
	if phone.Valid || betterForm(phone) != nil {
		finding.Fix = &Fix{Place: PlaceRecipient, Value: phone.E164}
	}
	return finding
}

// betterForm is the finding for a number that has a likelier form: a Brazilian mobile without its
// ninth digit, a Mexican mobile with the old 1, an Argentine number without the mobile's 9. The fix
// is offered and never applied by itself: old accounts exist in both forms (WhatsApp templates, §9.2).
func betterForm(phone Phone) *Finding {
	digits := strings.TrimPrefix(phone.E164, "+")
	var code string
	switch {
	case len(digits) == 12 && strings.HasPrefix(digits, "55"):
		code = "phone-brazil-ninth-digit"
	case len(digits) == 13 && strings.HasPrefix(digits, "521"):
		code = "phone-mexico-without-one"
	case len(digits) == 12 && strings.HasPrefix(digits, "54"):
		code = "phone-argentina-nine"
	default:
		return nil
	}
	other := otherPhoneForm(digits)
	if other == "" {
		return nil
	}
	number, err := phonenumbers.Parse("+"+other, "")
	if err != nil || !phonenumbers.IsValidNumber(number) {
		return nil
	}
	return &Finding{Place: PlaceRecipient, Level: LevelWarning, Code: code,
		Parameters: map[string]string{"form": phonenumbers.Format(number, phonenumbers.INTERNATIONAL)},
		Fix:        &Fix{Place: PlaceRecipient, Value: phonenumbers.Format(number, phonenumbers.E164)}}
}

// KnownRegion says whether a region ("BR") has a numbering plan.
func KnownRegion(region string) bool { return phonenumbers.GetCountryCodeForRegion(region) != 0 }
