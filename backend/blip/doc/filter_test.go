package doc

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDocumentedFiltersAreRead(t *testing.T) {
	cases := []struct {
		name, text string
		want       Filter
	}{
		{"LIME and Blip §10 startswith", "(startswith(name,'Ana'))", Match{StartsWith, "name", "Ana"}},
		{"§10 eq", "(name eq 'Ana Lima')", Is("name", "Ana Lima")},
		{"§10 ne", "(name ne 'Ana')", Comparison{"name", NotEqual, Value{Text: "Ana"}}},
		{"§10 substringof", "(substringof('Lima',name))", Match{SubstringOf, "name", "Lima"}},
		{"§10 date", "(lastmessagedate ge datetimeoffset'2026-01-01T00:00:00.000Z')",
			Comparison{"lastmessagedate", GreaterOrEqual, Value{"2026-01-01T00:00:00.000Z", InstantValue}}},
		{"§14.2 waiting", "status eq 'waiting'", Is("status", "waiting")},
		{"§14.2 active of one customer",
			"customerIdentity eq 'X' and (status eq 'Open' or status eq 'Waiting' or status eq 'Assigned')",
			All{Is("customerIdentity", "X"), Any{Is("status", "Open"), Is("status", "Waiting"), Is("status", "Assigned")}}},
		{"§14.2 closed", "(CustomerIdentity eq 'X')", Is("CustomerIdentity", "X")},
		{"a quote inside a value is doubled", "name eq 'D''Ávila'", Is("name", "D'Ávila")},
		{"and binds stronger than or", "a eq '1' or b eq '2' and c eq '3'",
			Any{Is("a", "1"), All{Is("b", "2"), Is("c", "3")}}},
		{"words in capitals", "NAME EQ 'a' AND SubstringOf('b',name) eq true",
			All{Is("NAME", "a"), Match{SubstringOf, "name", "b"}}},
		{"bare word", "unreadMessages gt 3", Comparison{"unreadMessages", Greater, Value{"3", WordValue}}},
		{"field of extras", "extras.plan eq 'x'", Is("extras.plan", "x")},
		{"nothing", "  ", All{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := ParseFilter(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if difference := cmp.Diff(c.want, got); difference != "" {
				t.Error(difference)
			}
		})
	}
}

func TestBrokenFiltersAreRefused(t *testing.T) {
	for _, text := range []string{
		"(", "name", "name eq", "name eq 'open", "name like 'a'", "startswith('a',name)", "endswith(name,'a')",
		"name eq 'a' and", "name eq 'a')", "substringof('a',name) eq false", "day ge datetimeoffset'noon'", "\xff",
		strings.Repeat("(", 40) + "a eq 'b'" + strings.Repeat(")", 40),
		strings.Repeat("a eq 'b' or ", 70) + "a eq 'b'",
		"name eq '" + strings.Repeat("a", filterBytesMax) + "'",
	} {
		if got, err := ParseFilter(text); err == nil {
			t.Errorf("%.60q was read as %v", text, got)
		}
	}
}

func TestBuiltFiltersAreTheDocumentedOnes(t *testing.T) {
	for _, c := range [][2]string{
		{NameStartsWith("Rit"), "(startswith(name,'Rit'))"},
		{NameContains("D'Ávila"), "(substringof('D''Ávila',name))"},
		{UnfinishedTicketsOf("5511987654321@wa.gw.msging.net"), "customerIdentity eq '5511987654321@wa.gw.msging.net'" +
			" and (status eq 'Open' or status eq 'Waiting' or status eq 'Assigned')"},
	} {
		if c[0] != c[1] {
			t.Errorf("got %s, want %s", c[0], c[1])
		}
	}
}

func FuzzParseFilter(f *testing.F) {
	for _, seed := range []string{"(startswith(name,'Ana'))", "a eq 'b''c' and (d ne 2 or substringof('x',e))",
		"d ge datetimeoffset'2026-01-01T00:00:00Z'", "((a eq 'b'))", "", "a eq true"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := ParseFilter(text)
		if err != nil {
			return
		}
		again, err := ParseFilter(parsed.String())
		if err != nil {
			t.Fatalf("%q was written as %q, which is refused: %v", text, parsed, err)
		}
		if difference := cmp.Diff(parsed, again); difference != "" {
			t.Fatalf("%q changes when written and read:\n%s", text, difference)
		}
	})
}
