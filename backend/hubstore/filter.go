package hubstore

import (
	"fmt"
	"strings"

	"activa/backend/blip/doc"
	"activa/backend/hub"
)

// column is how a documented field is found in a table.
type column struct {
	expression string // SQL
	folded     bool   // the expression is folded text
	instant    bool   // the expression is Unix milliseconds
	identity   bool   // the expression is a folded identity
}

// columns are the fields that a list can be filtered by, in lower case.
type columns map[string]column

var contactFields = columns{
	"identity":        {expression: "identity", identity: true},
	"name":            {expression: "name_folded", folded: true},
	"phonenumber":     {expression: "phone"},
	"email":           {expression: "lower(email)", folded: true},
	"lastmessagedate": {expression: "last_message_at", instant: true},
}

// ticketFields knows statuses in Blip's words (LIME and Blip, §14.1).
var ticketFields = columns{
	"id":               {expression: "id"},
	"customeridentity": {expression: "contact", identity: true},
	"agentidentity":    {expression: "agent", identity: true},
	"owneridentity":    {expression: "bot", identity: true},
	"team":             {expression: "queue"},
	"status": {expression: `lower(CASE WHEN status <> 'Closed' THEN status WHEN closure = 'agent' THEN 'ClosedAttendant'
		WHEN closure = 'inactivity' THEN 'ClosedClientInactivity' ELSE 'ClosedClient' END)`, folded: true},
	"storagedate": {expression: "created_at", instant: true},
}

// condition writes a filter as SQL with its arguments. What a field cannot be asked is hub.ErrFilter.
func (fields columns) condition(filter doc.Filter) (text string, arguments []any, err error) {
	switch filter := filter.(type) {
	case nil:
		return "1", nil, nil
	case doc.All:
		return fields.joined(filter, " AND ", "1")
	case doc.Any:
		return fields.joined(filter, " OR ", "0")
	case doc.Comparison:
		return fields.comparison(filter)
	case doc.Match:
		return fields.match(filter)
	}
	return "", nil, fmt.Errorf("%w: %v", hub.ErrFilter, filter)
}

func (fields columns) joined(parts []doc.Filter, word, empty string) (string, []any, error) {
	if len(parts) == 0 {
		return empty, nil, nil
	}
	texts := make([]string, len(parts))
	var arguments []any
	for i, part := range parts {
		text, some, err := fields.condition(part)
		if err != nil {
			return "", nil, err
		}
		texts[i] = "(" + text + ")"
		arguments = append(arguments, some...)
	}
	return strings.Join(texts, word), arguments, nil
}

var operators = map[doc.Operator]string{
	doc.Equal: "IS", doc.NotEqual: "IS NOT", doc.Greater: ">", doc.GreaterOrEqual: ">=", doc.Less: "<", doc.LessOrEqual: "<=",
}

func (fields columns) comparison(comparison doc.Comparison) (string, []any, error) {
	field, known := fields[strings.ToLower(comparison.Field)]
	operator, understood := operators[comparison.Operator]
	ordering := comparison.Operator != doc.Equal && comparison.Operator != doc.NotEqual
	if !known || !understood || ordering && !field.instant {
		return "", nil, fmt.Errorf("%w: %v", hub.ErrFilter, comparison)
	}
	value, err := field.value(comparison.Value.Text)
	if err != nil {
		return "", nil, fmt.Errorf("%w: %v: %w", hub.ErrFilter, comparison, err)
	}
	return field.expression + " " + operator + " ?", []any{value}, nil
}

func (f column) value(text string) (any, error) {
	switch {
	case f.instant:
		at, err := doc.ParseInstant(text)
		return at.UnixMilli(), err
	case f.identity:
		return doc.FoldIdentity(text), nil
	case f.folded:
		return fold(text), nil
	}
	return text, nil
}

// match compares beginnings by range, which an index can serve; parts have none ("documented as slow").
func (fields columns) match(match doc.Match) (string, []any, error) {
	field, known := fields[strings.ToLower(match.Field)]
	if !known || field.instant {
		return "", nil, fmt.Errorf("%w: %v", hub.ErrFilter, match)
	}
	wanted := match.Text
	if field.folded {
		wanted = fold(wanted)
	}
	if match.Function == doc.StartsWith {
		return field.expression + " >= ? AND " + field.expression + " < ?", []any{wanted, wanted + "\U0010FFFF"}, nil
	}
	return "instr(" + field.expression + ", ?) > 0", []any{wanted}, nil
}
