package message

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"activa/backend/fault"
)

const (
	// TemplateBytesMax is the largest template object that is read, in bytes of JSON.
	TemplateBytesMax = 512 << 10
	// TextBytesMax is the longest text with variables that is read: WhatsApp's own ceiling for any text
	// is 32,768 characters (WhatsApp templates, §2.2), of up to four bytes.
	TextBytesMax = 4 * 32768
)

// Fault codes of the reader.
const (
	FaultFileTooLarge       fault.Code = "file-too-large"        // parameter megabytes: the limit
	FaultFileNotJSON        fault.Code = "file-not-json"         // or not in UTF-8; no parameter
	FaultTemplateUnreadable fault.Code = "template-unreadable"   // parameter reason: a skip reason
	FaultTemplatesMissing   fault.Code = "file-has-no-templates" // JSON, but no list of templates
)

// Reasons for which one template of a list is skipped; also the parameter of FaultTemplateUnreadable.
const (
	SkipNotAnObject = "not-an-object"
	SkipNoName      = "name-missing"
	SkipNoLanguage  = "language-missing"
	SkipNoParts     = "components-missing"
	SkipTooLarge    = "template-too-large"
	SkipDuplicate   = "duplicate" // an earlier one has the same name and language
)

// ReadTemplate reads one template object in the form of Meta's Graph API, with the tolerances of
// WhatsApp templates, §1.2: letter case of words and keys, flat or nested examples, numbers as
// texts, unknown parts kept. The error is a fault: FaultFileNotJSON or FaultTemplateUnreadable.
func ReadTemplate(data []byte) (Template, error) {
	data = withoutByteOrderMark(data)
	if len(data) <= TemplateBytesMax && !validJSON(data) {
		return Template{}, fault.New(FaultFileNotJSON, errors.New("read template: invalid JSON"), nil)
	}
	template, skip := readTemplate(data)
	if skip != "" {
		return Template{}, fault.New(FaultTemplateUnreadable, nil, fault.Parameters{"reason": skip})
	}
	return template, nil
}

// validJSON says whether data is JSON in UTF-8; JSON of an older code page would be read with its letters
// replaced, and sent so.
func validJSON(data []byte) bool { return json.Valid(data) && utf8.Valid(data) }

// readTemplate reads one template, or says for which reason it is skipped. The template that comes
// with a reason holds at least the name, when there is one.
func readTemplate(data []byte) (Template, string) {
	if len(data) > TemplateBytesMax {
		return Template{}, SkipTooLarge
	}
	fields, isObject := readObject(data)
	if !isObject {
		return Template{}, SkipNotAnObject
	}
	template := Template{
		ID:               fields.text("id"),
		Name:             strings.TrimSpace(fields.text("name")),
		Language:         readLanguage(fields),
		Status:           fields.upper("status"),
		Category:         fields.upper("category"),
		SubCategory:      fields.upper("sub_category"),
		PreviousCategory: fields.upper("previous_category"),
		Quality:          readQuality(fields),
		RejectedReason:   readRejectedReason(fields),
		Raw:              slices.Clone(data),
	}
	components := readArray(fields["components"])
	switch {
	case template.Name == "":
		return template, SkipNoName
	case template.Language == "":
		return template, SkipNoLanguage
	case len(components) == 0:
		return template, SkipNoParts
	}
	readComponents(&template, components)
	if slices.ContainsFunc(template.variableTexts(), func(text string) bool { return len(text) > TextBytesMax }) {
		return template, SkipTooLarge
	}
	template.NamedParameters = readNamed(fields, template)
	findStrangeVariables(&template)
	return template, ""
}

// readLanguage takes "pt_BR" as well as {"code":"pt_BR"}, the form of a sent template.
func readLanguage(fields object) string {
	if language := strings.TrimSpace(fields.text("language")); language != "" {
		return language
	}
	return strings.TrimSpace(fields.object("language").text("code"))
}

// readQuality takes {"score":"GREEN"} as well as "GREEN".
func readQuality(fields object) string {
	if score := fields.object("quality_score").upper("score"); score != "" {
		return score
	}
	return fields.upper("quality_score")
}

func readRejectedReason(fields object) string {
	reason := fields.upper("rejected_reason")
	if reason == "NONE" {
		return ""
	}
	return reason
}

// readNamed: the format is NAMED only when the template says so, or when it says nothing and a
// placeholder is not a number (WhatsApp templates, §14).
func readNamed(fields object, template Template) bool {
	if format := fields.upper("parameter_format"); format != "" {
		return format == "NAMED"
	}
	return slices.ContainsFunc(template.variableTexts(), hasNamedPlaceholder)
}

// variableTexts are the texts that may hold variables, URLs aside.
func (t Template) variableTexts() []string {
	var texts []string
	add := func(header *Header, body *Body) {
		if header != nil && header.Format == HeaderText {
			texts = append(texts, header.Text)
		}
		if body != nil {
			texts = append(texts, body.Text)
		}
	}
	add(t.Header, t.Body)
	for _, card := range t.Cards {
		add(card.Header, card.Body)
	}
	return texts
}

// findStrangeVariables makes a template unsendable whose variables cannot be counted for sure: zero
// or absurdly high numbers, a header with several variables, a URL with more than one.
func findStrangeVariables(t *Template) {
	for _, text := range t.variableTexts() {
		for _, shown := range cutText(text, t.NamedParameters).strange {
			t.Unknown = append(t.Unknown, UnknownPart{Type: "VARIABLE " + shown})
		}
	}
	mark := func(card int, buttons []Button) {
		for i, button := range buttons {
			if button.Kind != ButtonURL {
				continue
			}
			if address := cutURL(button.URL, t.NamedParameters); address.count > 1 || address.strange {
				place := Place(cardPrefix(card) + "button." + strconv.Itoa(i))
				t.Unknown = append(t.Unknown, UnknownPart{Place: place, Type: "URL " + button.URL})
			}
		}
	}
	mark(None, t.Buttons)
	for i, card := range t.Cards {
		mark(i, card.Buttons)
	}
}

// cutAddress is a button's URL around its placeholder.
type cutAddress struct {
	prefix, suffix  string
	variable, shown string
	count           int // how many placeholders there are; one is all that WhatsApp knows
	strange         bool
}

func cutURL(address string, named bool) cutAddress {
	text := cutText(address, named)
	cut := cutAddress{strange: len(text.strange) > 0}
	for _, part := range text.pieces {
		switch {
		case part.variable != "":
			cut.count++
			cut.variable, cut.shown = part.variable, part.text
		case cut.count == 0:
			cut.prefix += part.text
		default:
			cut.suffix += part.text
		}
	}
	return cut
}
