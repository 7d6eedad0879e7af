package message

import (
	"testing"

	"pgregory.net/rapid"
)

func TestANumberStandsInItsGroupsWhileItIsTyped(t *testing.T) {
	for _, one := range []struct{ typed, region, shown string }{
		{"+", "", "+"},
		{"+5", "", "+5"},
		{"+57", "", "+57"},
		{"+573", "", "+57 3"},
		{"+57310555", "", "+57 310 555"},
		{"+573105550188", "", "+57 310 5550188"},
		{"310555", "CO", "310 555"},
		{"3105550188", "CO", "310 5550188"},
		{"+55 (11) 95555-0190", "CO", "+55 11 95555-0190"},
		{"+551185550144", "", "+55 11 85550-144"},        // a mobile that still lacks a digit
		{"+52 1 55 5555 0190", "", "+52 1 55 5555 0190"}, // the old form has no groups any more
		{"11955550190", "BR", "11 95555-0190"},
		{"+525555550190", "", "+52 55 5555 0190"},
		{"+5491155550190", "", "+54 9 11 5555-0190"},
		{"+1 (415) 555.2671", "", "+1 415-555-2671"},
		{"+57\u00a0310\u00a05550188", "", "+57 310 5550188"},
		{"abc", "CO", "abc"},
		{"+57 310x", "", "+57 310x"},
		{"57+310", "CO", "57+310"},
		{"", "CO", ""},
		{"310555", "", "310555"},
	} {
		if shown := PhoneAsTyped(one.typed, one.region); shown != one.shown {
			t.Errorf("%q in %q is shown as %q, wanted %q", one.typed, one.region, shown, one.shown)
		}
	}
}

func TestOnlySeparatorsChangeWhileANumberIsTyped(t *testing.T) {
	regions := []string{"", "BR", "MX", "AR", "CO", "CL", "US", "GB", "DE", "ES", "PT", "IT", "KR", "CR", "ZZ", "xx"}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.StringMatching(`\+?[0-9 ().\-]{0,24}`),
			rapid.StringMatching(`(\+|00)?(55|52|54|57|1|34|44|82|506)[0-9]{0,14}`),
			rapid.String(),
		).Draw(t, "text")
		region := rapid.SampledFrom(regions).Draw(t, "region")
		shown := PhoneAsTyped(text, region)
		keys, plain := phoneKeys(text)
		if !plain && shown != text {
			t.Fatalf("%q is no number and became %q", text, shown)
		}
		if again, _ := phoneKeys(shown); plain && again != keys {
			t.Fatalf("%q became %q: other digits", text, shown)
		}
		if again := PhoneAsTyped(shown, region); again != shown {
			t.Fatalf("%q became %q, and that %q", text, shown, again)
		}
	})
}
