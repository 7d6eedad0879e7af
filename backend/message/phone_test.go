package message

import (
	"slices"
	"strings"
	"testing"
)

func TestParsePhone(t *testing.T) {
	for _, c := range []struct{ text, region, e164, code, fix string }{
		{"+5531987654321", "", "+5531987654321", "", ""},
		{" +55 (31) 98765-4321 ", "", "+5531987654321", "", ""},
		{"tel:+55-31-98765.4321", "", "+5531987654321", "", ""},
		{"\u202a+55 31 98765–4321\u202c", "", "+5531987654321", "", ""},
		{"(31) 98765-4321", "BR", "+5531987654321", "", ""},
		{"031987654321", "br", "+5531987654321", "", ""},
		{"0 31 31 98765-4321", "BR", "+5531987654321", "", ""},
		{"5531987654321", "BR", "+5531987654321", "", ""},
		{"011 15 2345 6789", "AR", "+5491123456789", "", ""},
		{"5531987654321", "", "", "phone-needs-plus", "+5531987654321"},
		{"005531987654321", "", "", "phone-needs-plus", "+5531987654321"},
		{"31987", "", "", "phone-needs-plus", ""},
		{"(11) 98765-4321", "BR", "+5511987654321", "", ""},
		{"(11) 8765-4321", "BR", "+551187654321", "phone-brazil-ninth-digit", "+5511987654321"},
		{"(11) 98765-4321", "", "", "phone-needs-plus", ""}, // never +11 98765-4321
		{"(11) 98765-4321", "CO", "+5711987654321", "phone-only-possible", ""},
		{"11 98765-4321", "", "", "phone-needs-plus", ""},
		{"011 98765-4321", "", "", "phone-needs-plus", ""},
		{"+553187654321", "", "+553187654321", "phone-brazil-ninth-digit", "+5531987654321"},
		{"+551177654321", "", "+551177654321", "phone-brazil-ninth-digit", "+5511977654321"},
		{"+551157654321", "", "+551157654321", "", ""},
		{"+553133334444", "", "+553133334444", "", ""},
		{"+5215512345678", "", "+5215512345678", "phone-mexico-without-one", "+525512345678"},
		{"+525512345678", "", "+525512345678", "", ""},
		{"+5491123456789", "", "+5491123456789", "", ""},
		{"+541123456789", "", "+541123456789", "phone-argentina-nine", "+5491123456789"},
		{"+5520987654321", "", "+5520987654321", "phone-only-possible", ""},
		{"+1415555267", "", "+1415555267", "phone-not-possible", ""},
		{"5215512345678", "BR", "+555215512345678", "phone-not-possible", "+5215512345678"},
		{"+55", "", "", "phone-not-a-number", ""},
		{"+1 800 FLOWERS", "", "", "phone-not-a-number", ""},
		{"", "BR", "", "phone-not-a-number", ""},
		{strings.Repeat("1", PhoneTextMax+1), "", "", "phone-not-a-number", ""},
	} {
		phone, findings := ParsePhone(c.text, c.region)
		code, fix := "", ""
		if len(findings) > 0 {
			code = findings[0].Code
			if findings[0].Fix != nil {
				fix = findings[0].Fix.Value
			}
			if findings[0].Rule != "P1" || findings[0].Text == "" || findings[0].Level == "" {
				t.Errorf("%q: unfinished finding %+v", c.text, findings[0])
			}
		}
		if phone.E164 != c.e164 || code != c.code || fix != c.fix || phone.Raw != c.text {
			t.Errorf("%q %s: %q %q fix %q, want %q %q fix %q", c.text, c.region, phone.E164, code, fix, c.e164, c.code, c.fix)
		}
	}
}

func TestPhoneFields(t *testing.T) {
	phone, _ := ParsePhone("+5531987654321", "")
	want := Phone{Raw: "+5531987654321", E164: "+5531987654321", Region: "BR", CountryCode: 55, National: "(31) 98765-4321",
		International: "+55 31 98765-4321", Possible: true, Valid: true, Mobile: true}
	if phone != want {
		t.Errorf("%+v", phone)
	}
}

func TestSamePhone(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"+5531987654321", "553187654321", true}, {"+5215512345678", "+525512345678", true},
		{"+5491123456789", "541123456789", true}, {"+14155552671", "+14155552671", true},
		{"+14155552671", "+14155552672", false}, {"", "", false}, {"", "+14155552671", false},
		{"+5531912345678", "+553112345678", false}, // an old number never began with 1
	} {
		if SamePhone(c.a, c.b) != c.same || SamePhone(c.b, c.a) != c.same {
			t.Errorf("%s and %s: want %v", c.a, c.b, c.same)
		}
	}
	if got := PhoneForms("553187654321"); !slices.Equal(got, []string{"+553187654321", "+5531987654321"}) {
		t.Errorf("forms %v", got)
	}
	if PhoneForms("no digits") != nil {
		t.Error("forms of no number")
	}
}

// TestVector23 is WhatsApp templates, §12: a stored wa_id without the ninth digit is not refused.
func TestVector23StoredWaIDIsNotRefused(t *testing.T) {
	if findings := Check(Draft{Template: Template{Status: "APPROVED", Body: &Body{Text: "x"}}, Recipient: "+553187654321"}); HasErrors(findings) {
		t.Errorf("refused: %+v", findings)
	}
}

func FuzzParsePhone(f *testing.F) {
	for _, seed := range []string{"+5531987654321", "(31) 98765-4321", "+54 11 15 2345 6789", "++1", "tel:", "＋55"} {
		f.Add(seed, "BR")
		f.Add(seed, "")
	}
	f.Fuzz(func(t *testing.T, text, region string) {
		phone, findings := ParsePhone(text, region)
		if phone.E164 == "" && !HasErrors(findings) {
			t.Fatal("no number and no error")
		}
		for _, finding := range findings {
			if finding.Fix == nil {
				continue
			}
			if again, worse := ParsePhone(finding.Fix.Value, ""); again.E164 != finding.Fix.Value {
				t.Fatalf("the fix %q is not in E.164 (%+v)", finding.Fix.Value, worse)
			}
		}
	})
}
