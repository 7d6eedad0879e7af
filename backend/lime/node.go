package lime

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// AddressMax is the longest text, in bytes, that ParseIdentity and ParseNode take. The longest real
// ones (an e-mail inside a tunnel's instance) stay far below it.
const AddressMax = 1024

// ErrAddress is in the chain of every error of ParseIdentity, ParseNode and ParseURI.
var ErrAddress = errors.New("not a LIME address")

// Identity is an account in a domain: "loja-router@msging.net". The name may itself hold
// percent-encoded characters, which stay as they were written (LIME reference, §1.1).
type Identity struct {
	Name   string
	Domain string
}

// Node is one place where an identity is signed in: "loja-router@msging.net/desk-app-7f2".
type Node struct {
	Identity
	Instance string
}

// ParseIdentity reads "name@domain". The last "@" divides, so that a name with an "@" that nobody
// encoded keeps all of its text. Both parts must be there.
func ParseIdentity(text string) (Identity, error) {
	if err := checkAddress(text); err != nil {
		return Identity{}, err
	}
	if strings.Contains(text, "/") {
		return Identity{}, fmt.Errorf("%w: identity %q has an instance", ErrAddress, text)
	}
	identity := readIdentity(text)
	if identity.Name == "" || identity.Domain == "" {
		return Identity{}, fmt.Errorf("%w: identity %q is not name@domain", ErrAddress, text)
	}
	return identity, nil
}

// ParseNode reads "name@domain/instance"; the instance may be absent and may itself hold "/" and "@".
func ParseNode(text string) (Node, error) {
	if err := checkAddress(text); err != nil {
		return Node{}, err
	}
	node := readNode(text)
	if node.Name == "" || node.Domain == "" {
		return Node{}, fmt.Errorf("%w: node %q is not name@domain/instance", ErrAddress, text)
	}
	return node, nil
}

func checkAddress(text string) error {
	if len(text) > AddressMax {
		return fmt.Errorf("%w: longer than %d bytes", ErrAddress, AddressMax)
	}
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) {
		return fmt.Errorf("%w: %q has blanks or control characters", ErrAddress, text)
	}
	return nil
}

// readNode never fails and never loses text: what is no node stays as a name without a domain, so
// that an odd address in one envelope neither breaks the envelope nor changes on its way through.
func readNode(text string) Node {
	owner, instance, found := strings.Cut(text, "/")
	if found && instance == "" {
		return Node{Identity: Identity{Name: text}}
	}
	return Node{Identity: readIdentity(owner), Instance: instance}
}

func readIdentity(text string) Identity {
	at := strings.LastIndexByte(text, '@')
	if at < 0 || at == len(text)-1 {
		return Identity{Name: text}
	}
	return Identity{Name: text[:at], Domain: text[at+1:]}
}

// String is "name@domain", the name alone when there is no domain, and empty for the zero Identity.
func (i Identity) String() string {
	if i.Domain == "" {
		return i.Name
	}
	return i.Name + "@" + i.Domain
}

// IsZero tells whether nothing is known of the identity.
func (i Identity) IsZero() bool { return i == Identity{} }

// Key is the text by which identities are compared and kept in maps: String without regard to case.
func (i Identity) Key() string { return strings.ToLower(i.String()) }

// Equal compares without regard to case, as LIME does (LIME reference, §1.1).
func (i Identity) Equal(other Identity) bool { return i == other || i.Key() == other.Key() }

// MarshalText writes String.
func (i Identity) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText takes any text; use ParseIdentity where a wrong one must be refused.
func (i *Identity) UnmarshalText(text []byte) error {
	*i = readIdentity(string(text))
	return nil
}

// String is "name@domain/instance" without the parts that are absent.
func (n Node) String() string {
	if n.Instance == "" {
		return n.Identity.String()
	}
	return n.Identity.String() + "/" + n.Instance
}

// IsZero tells whether the node is absent.
func (n Node) IsZero() bool { return n == Node{} }

// Key is the text by which nodes are compared and kept in maps: String without regard to case.
func (n Node) Key() string { return strings.ToLower(n.String()) }

// Equal compares without regard to case, the instance included.
func (n Node) Equal(other Node) bool { return n == other || n.Key() == other.Key() }

// MarshalText writes String.
func (n Node) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText takes any text; use ParseNode where a wrong one must be refused.
func (n *Node) UnmarshalText(text []byte) error {
	*n = readNode(string(text))
	return nil
}
