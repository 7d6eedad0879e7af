package doc

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a filter that comes from outside.
const (
	filterBytesMax = 4 << 10
	filterDepthMax = 16
	filterTermsMax = 64
)

// ParseFilter reads a decoded $filter. The empty text is no condition: an empty All. Errors tell the
// place in bytes; the hub answers them with reason 64.
func ParseFilter(text string) (Filter, error) {
	if len(text) > filterBytesMax {
		return nil, fmt.Errorf("filter is longer than %d bytes", filterBytesMax)
	}
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("filter is not UTF-8")
	}
	reader := &filterReader{text: text}
	reader.blanks()
	if reader.ended() {
		return All{}, nil
	}
	parsed, err := reader.either(0)
	if err != nil {
		return nil, err
	}
	if !reader.ended() {
		return nil, reader.complain("the end, and or or")
	}
	return parsed, nil
}

// filterReader walks over the text of a filter; position is always after the blanks.
type filterReader struct {
	text     string
	position int
	terms    int
}

func (r *filterReader) ended() bool { return r.position >= len(r.text) }

func (r *filterReader) complain(expected string) error {
	return fmt.Errorf("filter at byte %d: %s expected", r.position, expected)
}

// either reads parts joined by or, which binds weaker than and.
func (r *filterReader) either(depth int) (Filter, error) {
	parts, err := r.joined("or", depth, r.both)
	if err != nil || len(parts) == 1 {
		return only(parts), err
	}
	return Any(parts), nil
}

// both reads parts joined by and.
func (r *filterReader) both(depth int) (Filter, error) {
	parts, err := r.joined("and", depth, r.term)
	if err != nil || len(parts) == 1 {
		return only(parts), err
	}
	return All(parts), nil
}

func only(parts []Filter) Filter {
	if len(parts) == 0 {
		return nil
	}
	return parts[0]
}

func (r *filterReader) joined(word string, depth int, read func(int) (Filter, error)) ([]Filter, error) {
	var parts []Filter
	for {
		part, err := read(depth)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
		if !r.keyword(word) {
			return parts, nil
		}
	}
}

// term reads a filter in brackets, a call or a comparison.
func (r *filterReader) term(depth int) (Filter, error) {
	if r.sign('(') {
		if depth >= filterDepthMax {
			return nil, fmt.Errorf("filter has more than %d brackets inside each other", filterDepthMax)
		}
		inner, err := r.either(depth + 1)
		if err != nil {
			return nil, err
		}
		if !r.sign(')') {
			return nil, r.complain("a closing bracket")
		}
		return inner, nil
	}
	if r.terms++; r.terms > filterTermsMax {
		return nil, fmt.Errorf("filter has more than %d conditions", filterTermsMax)
	}
	name := r.name()
	if name == "" {
		return nil, r.complain("a field")
	}
	if r.sign('(') {
		return r.call(Function(strings.ToLower(name)))
	}
	return r.comparison(name)
}

func (r *filterReader) call(function Function) (Filter, error) {
	match := Match{Function: function}
	var ok bool
	switch function {
	case StartsWith:
		match.Field = r.name()
		ok = match.Field != "" && r.sign(',') && r.quoted(&match.Text)
	case SubstringOf:
		ok = r.quoted(&match.Text) && r.sign(',')
		match.Field = r.name()
		ok = ok && match.Field != ""
	default:
		return nil, r.complain("startswith or substringof")
	}
	if !ok || !r.sign(')') {
		return nil, r.complain("the arguments of " + string(function))
	}
	// OData's boolean functions are also written "substringof('a',name) eq true".
	if r.keyword("eq") && !r.keyword("true") {
		return nil, r.complain("true")
	}
	return match, nil
}

func (r *filterReader) comparison(field string) (Filter, error) {
	operator := Operator(strings.ToLower(r.name()))
	switch operator {
	case Equal, NotEqual, Greater, GreaterOrEqual, Less, LessOrEqual:
	default:
		return nil, r.complain("an operator such as eq")
	}
	value, err := r.value()
	if err != nil {
		return nil, err
	}
	return Comparison{Field: field, Operator: operator, Value: value}, nil
}

func (r *filterReader) value() (Value, error) {
	var value Value
	if r.quoted(&value.Text) {
		return value, nil
	}
	word := r.name()
	if word == "" {
		return Value{}, r.complain("a value")
	}
	if !strings.EqualFold(word, "datetimeoffset") && !strings.EqualFold(word, "datetime") {
		return Value{Text: word, Kind: WordValue}, nil
	}
	if !r.quoted(&value.Text) {
		return Value{}, r.complain("a date in quotes")
	}
	if _, err := ParseInstant(value.Text); err != nil {
		return Value{}, fmt.Errorf("filter at byte %d: %w", r.position, err)
	}
	value.Kind = InstantValue
	return value, nil
}

// quoted reads a text in single quotes, in which a doubled quote stands for one.
func (r *filterReader) quoted(into *string) bool {
	if r.ended() || r.text[r.position] != '\'' {
		return false
	}
	var text strings.Builder
	for at := r.position + 1; at < len(r.text); at++ {
		if r.text[at] != '\'' {
			text.WriteByte(r.text[at])
			continue
		}
		if at+1 < len(r.text) && r.text[at+1] == '\'' {
			text.WriteByte('\'')
			at++
			continue
		}
		r.position = at + 1
		r.blanks()
		*into = text.String()
		return true
	}
	return false
}

// name reads a field, an operator, a function or a bare value.
func (r *filterReader) name() string {
	rest := r.text[r.position:]
	length := strings.IndexFunc(rest, func(letter rune) bool {
		return !unicode.IsLetter(letter) && !unicode.IsDigit(letter) && !strings.ContainsRune("._-+/", letter)
	})
	if length < 0 {
		length = len(rest)
	}
	r.position += length
	r.blanks()
	return rest[:length]
}

// keyword takes a word in any case if it comes next and ends there.
func (r *filterReader) keyword(word string) bool {
	before := r.position
	if strings.EqualFold(r.name(), word) {
		return true
	}
	r.position = before
	return false
}

func (r *filterReader) sign(sign byte) bool {
	if r.ended() || r.text[r.position] != sign {
		return false
	}
	r.position++
	r.blanks()
	return true
}

func (r *filterReader) blanks() {
	for !r.ended() && (r.text[r.position] == ' ' || r.text[r.position] == '\t') {
		r.position++
	}
}
