package lime

import (
	"errors"
	"strings"
	"testing"
)

func TestParseNode(t *testing.T) {
	tests := map[string]Node{
		"loja-router@msging.net":               {Identity: Identity{"loja-router", "msging.net"}},
		"loja-router@msging.net/desk-app-7f2":  {Identity{"loja-router", "msging.net"}, "desk-app-7f2"},
		"ana.lima%40example.com@blip.ai/!desk": {Identity{"ana.lima%40example.com", "blip.ai"}, "!desk"},
		"ana@example.com@blip.ai":              {Identity: Identity{"ana@example.com", "blip.ai"}},
		"7f2c@desk.msging.net/Lime":            {Identity{"7f2c", "desk.msging.net"}, "Lime"},
		"sub@tunnel.msging.net/55119%40wa.gw.msging.net": {
			Identity{"sub", "tunnel.msging.net"}, "55119%40wa.gw.msging.net"},
		"a@b/c/d@e/f": {Identity{"a", "b"}, "c/d@e/f"},
	}
	for text, want := range tests {
		got, err := ParseNode(text)
		if err != nil || got != want {
			t.Errorf("ParseNode(%q) = %#v, %v; want %#v", text, got, err, want)
		}
		if got.String() != text {
			t.Errorf("%q comes back as %q", text, got)
		}
	}
}

func TestParseRefusesWhatIsNoAddress(t *testing.T) {
	for _, text := range []string{"", "loja", "@msging.net", "loja@", "loja@/x", "loja@msging.net/", "lo ja@x",
		"loja@x\n", strings.Repeat("a", AddressMax) + "@b"} {
		if node, err := ParseNode(text); !errors.Is(err, ErrAddress) {
			t.Errorf("ParseNode(%q) = %#v, %v; want ErrAddress", text, node, err)
		}
		if identity, err := ParseIdentity(text); !errors.Is(err, ErrAddress) {
			t.Errorf("ParseIdentity(%q) = %#v, %v; want ErrAddress", text, identity, err)
		}
	}
	if _, err := ParseIdentity("loja@msging.net/desk"); !errors.Is(err, ErrAddress) {
		t.Errorf("an identity with an instance: %v", err)
	}
}

func TestEqualIgnoresCaseAndKeepsText(t *testing.T) {
	written := Node{Identity{"Loja-Router", "MSGING.net"}, "Desk"}
	if other := (Node{Identity{"loja-router", "msging.NET"}, "desk"}); !written.Equal(other) || written.Key() != other.Key() {
		t.Errorf("%v and %v should be equal", written, other)
	}
	if written.String() != "Loja-Router@MSGING.net/Desk" {
		t.Errorf("the text changed to %q", written)
	}
	if written.Identity.Equal(Identity{"loja", "msging.net"}) {
		t.Error("different names are equal")
	}
}

func FuzzNode(f *testing.F) {
	for _, text := range []string{"a@b/c", "a", "@", "a@", "/", "a/", "a@@b//c"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got := readNode(text).String(); got != text {
			t.Fatalf("%q comes back as %q", text, got)
		}
		node, err := ParseNode(text)
		if err == nil && (node.Name == "" || node.Domain == "" || !node.Equal(node)) {
			t.Fatalf("ParseNode(%q) = %#v", text, node)
		}
	})
}
