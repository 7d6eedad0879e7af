package lime

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// URIMax is the longest URI, in bytes, that ParseURI takes.
const URIMax = 16 << 10

const uriScheme = "lime://"

// URI names a resource: absolute ("lime://name@domain/path?query", "lime://domain/path") or relative
// to whoever asks ("/path?query").
type URI struct {
	// Owner is whose resource it is. It is zero for a relative URI, and has no Name when the owner is
	// a whole domain (LIME reference, §1.1).
	Owner Identity
	// Segments are the parts of the path, each decoded once: an identity whose name holds "%40" stands
	// in a path as "%2540" and comes out here as "%40".
	Segments []string
	// Query holds the decoded values by name. A "+" is a plus sign, not a blank: phone numbers begin
	// with it.
	Query url.Values
}

// NewURI makes a relative URI of undecorated path segments.
func NewURI(segments ...string) URI { return URI{Segments: segments} }

// With is a copy with one more query value.
func (u URI) With(name, value string) URI {
	query := make(url.Values, len(u.Query)+1)
	maps.Copy(query, u.Query)
	query[name] = append(slices.Clone(query[name]), value)
	u.Query = query
	return u
}

// OwnedBy is the same URI in absolute form.
func (u URI) OwnedBy(owner Identity) URI {
	u.Owner = owner
	return u
}

// ParseURI reads an absolute or relative LIME URI. Escapes that are not valid are kept as written.
// It fails only for an empty or too long text, control characters and another scheme.
func ParseURI(text string) (URI, error) {
	switch {
	case text == "":
		return URI{}, fmt.Errorf("%w: empty URI", ErrAddress)
	case len(text) > URIMax:
		return URI{}, fmt.Errorf("%w: URI longer than %d bytes", ErrAddress, URIMax)
	case strings.ContainsFunc(text, unicode.IsControl):
		return URI{}, fmt.Errorf("%w: URI has control characters", ErrAddress)
	}
	var uri URI
	path, query, hasQuery := strings.Cut(text, "?")
	switch {
	case len(path) >= len(uriScheme) && strings.EqualFold(path[:len(uriScheme)], uriScheme):
		authority, rest, _ := strings.Cut(path[len(uriScheme):], "/")
		if uri.Owner = readIdentity(authority); uri.Owner.Domain == "" {
			uri.Owner = Identity{Domain: authority}
		}
		if authority == "" || strings.HasSuffix(authority, "@") {
			return URI{}, fmt.Errorf("%w: URI %q has no owner", ErrAddress, text)
		}
		path = rest
	case strings.Contains(path, "://"):
		return URI{}, fmt.Errorf("%w: URI %q is not of the scheme lime", ErrAddress, text)
	}
	uri.Segments = readSegments(path)
	if hasQuery {
		uri.Query = readQuery(query)
	}
	return uri, nil
}

func readSegments(path string) []string {
	path = strings.Trim(path, "/")
	if path == "" {
		return nil
	}
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		segments[i] = unescape(segment)
	}
	return segments
}

func readQuery(query string) url.Values {
	values := url.Values{}
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		values.Add(unescape(name), unescape(value))
	}
	return values
}

func unescape(text string) string {
	plain, err := url.PathUnescape(text)
	if err != nil {
		return text
	}
	return plain
}

// Path is the decoded segments after one slash each: "/contacts/rita@wa.gw.msging.net". It is for
// matching and the log; only String is fit for the wire.
func (u URI) Path() string { return "/" + strings.Join(u.Segments, "/") }

// String writes the URI for the wire: every segment and query value encoded once, query names in the
// order of the alphabet, "$" left as it is because Blip's documents write it so.
func (u URI) String() string {
	var text strings.Builder
	if !u.Owner.IsZero() {
		text.WriteString(uriScheme)
		if u.Owner.Name != "" {
			text.WriteString(u.Owner.Name + "@")
		}
		text.WriteString(u.Owner.Domain)
	}
	if len(u.Segments) == 0 {
		text.WriteByte('/')
	}
	for _, segment := range u.Segments {
		text.WriteByte('/')
		text.WriteString(url.PathEscape(segment))
	}
	separator := byte('?')
	for _, name := range slices.Sorted(maps.Keys(u.Query)) {
		for _, value := range u.Query[name] {
			text.WriteByte(separator)
			text.WriteString(escapeQuery(name) + "=" + escapeQuery(value))
			separator = '&'
		}
	}
	return text.String()
}

var queryEscapes = strings.NewReplacer("+", "%20", "%24", "$", "%27", "'", "%28", "(", "%29", ")")

func escapeQuery(text string) string { return queryEscapes.Replace(url.QueryEscape(text)) }
