package message

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// judgeMissing is V1: every variable has a value. A missing file is M1's.
func judgeMissing(s *subject) []Finding {
	var findings []Finding
	for _, detail := range s.places {
		if detail.Required && !detail.Kind.Media() && s.Values.used(detail.Place) == "" {
			findings = append(findings, Finding{Place: detail.Place, Code: "value-missing"})
		}
	}
	return findings
}

// judgeHeaderLength is V3.
func judgeHeaderLength(s *subject) []Finding {
	var findings []Finding
	s.template.eachText(func(card int, component ComponentKind, text variableText) {
		if length := s.length(card, component, text); component == ComponentHeader && length > HeaderMax {
			findings = append(findings, tooLong("header-too-long", textPlace(card, component, text), length, HeaderMax))
		}
	})
	return findings
}

// judgeBodyLength is V4.
func judgeBodyLength(s *subject) []Finding {
	var findings []Finding
	s.template.eachText(func(card int, component ComponentKind, text variableText) {
		if component != ComponentBody {
			return
		}
		warned, refused := s.template.bodyLimits()
		if card != None {
			warned, refused = BodyCardMax, BodyCardMax
		}
		length, place := s.length(card, component, text), textPlace(card, component, text)
		switch {
		case length > refused:
			findings = append(findings, tooLong("body-too-long", place, length, refused))
		case length > warned:
			doubt := tooLong("body-perhaps-too-long", place, length, warned)
			doubt.Level = LevelWarning
			findings = append(findings, doubt)
		}
	})
	return findings
}

// length counts a text as it will be sent, in UTF-16 units.
func (s *subject) length(card int, component ComponentKind, text variableText) int {
	return units(text.fill(func(name string) string { return s.Values.used(variablePlace(card, component, name)) }))
}

// textPlace is where to look at for a text that is too long: its first variable, else the component.
func textPlace(card int, component ComponentKind, text variableText) Place {
	if len(text.variables) > 0 {
		return variablePlace(card, component, text.variables[0].name)
	}
	return Place(cardPrefix(card) + string(component))
}

func tooLong(code string, place Place, length, limit int) Finding {
	return Finding{Place: place, Code: code, Parameters: map[string]string{
		"length": strconv.Itoa(length), "limit": strconv.Itoa(limit), "over": strconv.Itoa(length - limit)}}
}

// judgeStyleMarks is V5: the phone formats the filled text, so a value's marks may change its look.
func judgeStyleMarks(s *subject) []Finding {
	return s.each([]PlaceKind{KindText}, func(_ PlaceDetail, value string) *Finding {
		if !strings.ContainsAny(value, styleMarks) {
			return nil
		}
		return &Finding{Code: "value-has-style-marks"}
	})
}

// leftover is what remains in a value when a form or a mail merge did not fill it.
var leftover = regexp.MustCompile(`(?i)\{\{[^{}]*\}\}|<\pL[\pL\pN_ -]*>|^(null|undefined|nan|nil|none)$|\[object Object\]|\bundefined\b`)

// judgeLeftovers is V6.
func judgeLeftovers(s *subject) []Finding {
	return s.each([]PlaceKind{KindText}, func(_ PlaceDetail, value string) *Finding {
		found := leftover.FindString(value)
		if found == "" {
			return nil
		}
		return &Finding{Code: "value-looks-unfilled", Parameters: map[string]string{"found": found}}
	})
}

// judgeExample is V7.
func judgeExample(s *subject) []Finding {
	return s.each([]PlaceKind{KindText}, func(detail PlaceDetail, value string) *Finding {
		if value != usedValue(detail.Example) {
			return nil
		}
		return &Finding{Code: "value-is-example"}
	})
}

// judgeExtraValues is V8: no value for a place that the template does not have. Numbers that the
// template skips are asked for and sent, with a warning. Cards too many are K1's.
func judgeExtraValues(s *subject) []Finding {
	known := map[Place]bool{}
	for _, detail := range s.places {
		known[detail.Place] = true
	}
	var findings []Finding
	for _, place := range slices.Sorted(maps.Keys(s.Values)) {
		if known[place] || s.excessCard(place) || s.Values.used(place) == "" {
			continue
		}
		findings = append(findings, Finding{Place: place, Code: "value-not-in-template"})
	}
	return append(findings, s.holes()...)
}

func (s *subject) holes() []Finding {
	var findings []Finding
	s.template.eachText(func(card int, component ComponentKind, text variableText) {
		for _, variable := range text.variables {
			if variable.times == 0 {
				findings = append(findings, Finding{Level: LevelWarning, Code: "variable-number-skipped",
					Place:      variablePlace(card, component, variable.name),
					Parameters: map[string]string{"variable": variable.shown}})
			}
		}
	})
	return findings
}
