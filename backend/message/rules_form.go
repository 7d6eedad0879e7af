package message

import (
	"encoding/json"
	"strconv"
	"strings"
)

// BlanksMax is how many blanks in a row WhatsApp takes inside a value (WhatsApp templates, §2.2).
const BlanksMax = 4

// oneLineKinds are the places whose values must be one line of text.
var oneLineKinds = []PlaceKind{KindText, KindOTP, KindFilename, KindPlaceName, KindAddress}

// judgeForm is V2: what WhatsApp refuses inside a value, with the value that it would take.
func judgeForm(s *subject) []Finding {
	findings := s.each(oneLineKinds, func(detail PlaceDetail, value string) *Finding {
		code := lineFault(s.Values[detail.Place])
		if code == "" {
			return nil
		}
		return &Finding{Code: code, Fix: fixAt(detail.Place, oneLine(s.Values[detail.Place]))}
	})
	structured := []PlaceKind{KindPayload, KindFlowData, KindSections, KindCallMinutes}
	return append(findings, s.each(structured, judgeStructure)...)
}

// lineFault is the code of what is wrong with a value as one line of text, as it was given; empty
// when nothing is. Blanks at the ends are dropped anyway and are no fault.
func lineFault(value string) string {
	inner := strings.Trim(value, " \u00a0")
	switch {
	case strings.ContainsAny(inner, "\n\r\v\f\u0085\u2028\u2029"):
		return "value-has-line-break"
	case strings.Contains(inner, "\t"):
		return "value-has-tab"
	case strings.ContainsFunc(inner, isControl):
		return "value-has-control-character"
	case longestBlank(inner) > BlanksMax:
		return "value-has-long-blank"
	}
	return ""
}

// isBreak are the characters that count as white space which is not a blank: WhatsApp templates, §2.2.
func isBreak(r rune) bool {
	return r >= '\t' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

func isControl(r rune) bool { return (r < 0x20 || r == 0x7f) && !isBreak(r) }

func longestBlank(text string) int {
	longest, run := 0, 0
	for _, r := range text {
		if r != ' ' && r != 0xa0 {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// oneLine is the value that WhatsApp takes: control characters are removed, and every run of white
// space that holds a break, or more than BlanksMax blanks, becomes one blank; the ends are trimmed.
// Shorter runs stay, the no-break space of a price among them.
func oneLine(value string) string {
	var line, run strings.Builder
	blanks, broken := 0, false
	endRun := func() {
		if broken || blanks > BlanksMax {
			line.WriteByte(' ')
		} else {
			line.WriteString(run.String())
		}
		run.Reset()
		blanks, broken = 0, false
	}
	for _, r := range value {
		switch {
		case isControl(r):
		case isBreak(r):
			broken = true
		case r == ' ' || r == 0xa0:
			blanks++
			run.WriteRune(r)
		default:
			endRun()
			line.WriteRune(r)
		}
	}
	endRun()
	return strings.TrimSpace(line.String())
}

// judgeStructure judges values that are more than a line of text.
func judgeStructure(detail PlaceDetail, value string) *Finding {
	switch detail.Kind {
	case KindPayload:
		if length := units(value); length > detail.LengthMax {
			return &Finding{Code: "payload-too-long", Parameters: map[string]string{
				"length": strconv.Itoa(length), "limit": strconv.Itoa(detail.LengthMax)}}
		}
	case KindFlowData:
		if _, isObject := readObject([]byte(value)); !isObject {
			return &Finding{Code: "flow-data-not-an-object"}
		}
	case KindSections:
		if !validSections(value) {
			return &Finding{Code: "sections-not-valid", Parameters: map[string]string{
				"sections": strconv.Itoa(SectionsMax), "products": strconv.Itoa(ProductsMax), "title": strconv.Itoa(SectionTitleMax)}}
		}
	case KindCallMinutes:
		if minutes, err := strconv.Atoi(value); err != nil || minutes < 1 || minutes > CallMinutesMax {
			return &Finding{Code: "call-minutes-not-valid", Parameters: map[string]string{"limit": strconv.Itoa(CallMinutesMax)}}
		}
	}
	return nil
}

// validSections: a JSON array of sections with titles and products, within WhatsApp's numbers.
func validSections(text string) bool {
	if !json.Valid([]byte(text)) {
		return false
	}
	sections := readArray([]byte(text))
	if len(sections) == 0 || len(sections) > SectionsMax {
		return false
	}
	products := 0
	for _, raw := range sections {
		section, isObject := readObject(raw)
		items := readArray(section["product_items"])
		if !isObject || len(items) == 0 || units(section.text("title")) > SectionTitleMax {
			return false
		}
		for _, item := range items {
			if fields, _ := readObject(item); fields.text("product_retailer_id") == "" {
				return false
			}
			products++
		}
	}
	return products <= ProductsMax
}
