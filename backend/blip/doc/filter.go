package doc

import (
	"fmt"
	"strings"
)

// Filter is a condition of $filter on lists of contacts (LIME and Blip, §10) and of tickets (§14.2). It
// is one of All, Any, Comparison and Match. String writes it as it goes into a URI, before encoding.
type Filter interface {
	fmt.Stringer
	filter()
}

// All is met when every part is: parts joined by "and".
type All []Filter

// Any is met when one part is: parts joined by "or".
type Any []Filter

// Comparison compares a field with a value: "name eq 'Ana Lima'". Fields are compared without case.
type Comparison struct {
	Field    string
	Operator Operator
	Value    Value
}

// Match looks for a text in a field: "startswith(name,'Ana')", "substringof('Lima',name)".
type Match struct {
	Function Function
	Field    string
	Text     string
}

// Operator compares.
type Operator string

// The operators of comparisons.
const (
	Equal          Operator = "eq"
	NotEqual       Operator = "ne"
	Greater        Operator = "gt"
	GreaterOrEqual Operator = "ge"
	Less           Operator = "lt"
	LessOrEqual    Operator = "le"
)

// Function looks for a text.
type Function string

// The functions of matches. Blip documents substringof as slow.
const (
	StartsWith  Function = "startswith"
	SubstringOf Function = "substringof"
)

// Value is what a field is compared with: a text in quotes, an instant (datetimeoffset'…'), or a bare
// word such as a number or true.
type Value struct {
	Text string
	Kind ValueKind
}

// ValueKind tells how a value is written.
type ValueKind int

// The kinds of values.
const (
	TextValue ValueKind = iota
	InstantValue
	WordValue
)

func (All) filter()        {}
func (Any) filter()        {}
func (Comparison) filter() {}
func (Match) filter()      {}

// String joins the parts by "and", each alternative in brackets.
func (a All) String() string { return join(a, " and ") }

// String joins the parts by "or".
func (a Any) String() string { return join(a, " or ") }

func join(parts []Filter, word string) string {
	texts := make([]string, len(parts))
	for index, part := range parts {
		texts[index] = part.String()
		switch part.(type) {
		case All, Any:
			texts[index] = "(" + texts[index] + ")"
		}
	}
	return strings.Join(texts, word)
}

// String is "field operator value".
func (c Comparison) String() string {
	return c.Field + " " + string(c.Operator) + " " + c.Value.String()
}

// String is the call with its arguments in the documented order, which differs between the two.
func (m Match) String() string {
	if m.Function == SubstringOf {
		return string(m.Function) + "(" + quote(m.Text) + "," + m.Field + ")"
	}
	return string(m.Function) + "(" + m.Field + "," + quote(m.Text) + ")"
}

// String is the value as it is written in a filter.
func (v Value) String() string {
	switch v.Kind {
	case InstantValue:
		return "datetimeoffset" + quote(v.Text)
	case WordValue:
		return v.Text
	}
	return quote(v.Text)
}

// quote doubles the quotes inside a text (§10).
func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// Is compares a field with a text: "field eq 'text'".
func Is(field, text string) Filter { return Comparison{field, Equal, Value{Text: text}} }

// NameStartsWith finds contacts whose name begins with a text; the brackets are documented.
func NameStartsWith(text string) string {
	return "(" + Match{StartsWith, "name", text}.String() + ")"
}

// NameContains finds contacts whose name holds a text.
func NameContains(text string) string {
	return "(" + Match{SubstringOf, "name", text}.String() + ")"
}

// UnfinishedTicketsOf finds the tickets of a customer that are not over (§14.2).
func UnfinishedTicketsOf(customer string) string {
	return All{Is("customerIdentity", customer), unfinished}.String()
}

// UnfinishedTickets finds everybody's tickets that are not over. Without a filter the list is documented to
// hold any ticket of the bot (docs.blip.ai, extensions/desk, "Get all tickets of a bot").
func UnfinishedTickets() string { return unfinished.String() }

var unfinished = Any{Is("status", string(TicketOpen)), Is("status", string(TicketWaiting)), Is("status", string(TicketAssigned))}
