package lime

import (
	"errors"
	"net/url"
	"reflect"
	"strings"
	"testing"
)

func TestParseURI(t *testing.T) {
	tests := []struct {
		text string
		want URI
	}{
		{"/tickets", URI{Segments: []string{"tickets"}}},
		{"/tickets?$take=20", URI{Segments: []string{"tickets"}, Query: url.Values{"$take": {"20"}}}},
		{"lime://loja@msging.net/tickets", URI{Owner: Identity{"loja", "msging.net"}, Segments: []string{"tickets"}}},
		{"lime://wa.gw.msging.net/accounts/+5511987654321",
			URI{Owner: Identity{Domain: "wa.gw.msging.net"}, Segments: []string{"accounts", "+5511987654321"}}},
		{"LIME://Loja@msging.net", URI{Owner: Identity{"Loja", "msging.net"}}},
		{"/attendants/ana.lima%2540example.com@blip.ai",
			URI{Segments: []string{"attendants", "ana.lima%40example.com@blip.ai"}}},
		{"/attendants/ana.lima%2540example.com%40blip.ai",
			URI{Segments: []string{"attendants", "ana.lima%40example.com@blip.ai"}}},
		{"/contacts?$filter=(startswith(name%2C'Rit'))&$skip=0",
			URI{Segments: []string{"contacts"}, Query: url.Values{"$filter": {"(startswith(name,'Rit'))"}, "$skip": {"0"}}}},
		{"/contacts?q=a b&q=+55&flag", URI{Segments: []string{"contacts"}, Query: url.Values{"q": {"a b", "+55"}, "flag": {""}}}},
		{"/a//b/", URI{Segments: []string{"a", "", "b"}}},
		{"/bad%zz?bad%=%", URI{Segments: []string{"bad%zz"}, Query: url.Values{"bad%": {"%"}}}},
		{"tickets", URI{Segments: []string{"tickets"}}},
		{"/", URI{}},
	}
	for _, test := range tests {
		got, err := ParseURI(test.text)
		if err != nil || !reflect.DeepEqual(got, test.want) {
			t.Errorf("ParseURI(%q) = %#v, %v; want %#v", test.text, got, err, test.want)
		}
	}
}

func TestParseURIRefuses(t *testing.T) {
	for _, text := range []string{"", "http://x/y", "lime:///x", "lime://a@/x", "/a\x00b", "/" + strings.Repeat("a", URIMax)} {
		if uri, err := ParseURI(text); !errors.Is(err, ErrAddress) {
			t.Errorf("ParseURI(%.40q) = %#v, %v; want ErrAddress", text, uri, err)
		}
	}
}

func TestURIIsWrittenEncodedOnce(t *testing.T) {
	uri := NewURI("attendants", "ana.lima%40example.com@blip.ai").With("$take", "20").With("$filter", "(name eq 'A & B+')")
	want := "/attendants/ana.lima%2540example.com@blip.ai?$filter=(name%20eq%20'A%20%26%20B%2B')&$take=20"
	if uri.String() != want {
		t.Errorf("got  %s\nwant %s", uri, want)
	}
	if got := uri.OwnedBy(Identity{Domain: "wa.gw.msging.net"}).String(); got != "lime://wa.gw.msging.net"+want {
		t.Errorf("absolute: %s", got)
	}
	if got := uri.Path(); got != "/attendants/ana.lima%40example.com@blip.ai" {
		t.Errorf("path: %s", got)
	}
}

func FuzzURI(f *testing.F) {
	for _, text := range []string{"/a?b=c", "lime://a@b/c%2540?$x=+", "lime://b", "/%", "?a", "//a//", "/a?&=&"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		uri, err := ParseURI(text)
		if err != nil || len(uri.String()) > URIMax {
			return
		}
		again, err := ParseURI(uri.String())
		if err != nil {
			// A decoded control character is written encoded, so only an owner can be at fault.
			t.Fatalf("%q is written as %q: %v", text, uri, err)
		}
		if again.String() != uri.String() || again.Owner != uri.Owner {
			t.Fatalf("%q: %q, then %q", text, uri, again)
		}
	})
}
