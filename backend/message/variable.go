package message

import (
	"strconv"
	"strings"
)

// VariableNumberMax is the highest variable number that is believed: a body of 1024 characters has
// room for about 200. A template with a higher one is kept, shown, and not sendable.
const VariableNumberMax = 250

// variableText is a template's text, cut at its placeholders.
type variableText struct {
	pieces    []piece
	variables []variable // in the order in which they are sent
	strange   []string   // numbered placeholders that cannot be variables: zero or too high
}

// piece is a part of a text: fixed words, or a variable.
type piece struct {
	text     string // the words, or the variable as the template writes it
	variable string // "1" or a name; empty for fixed words
}

// variable is one place of a text; it may stand there several times, or never (a hole: 2 in
// "{{1}} {{3}}"), because the values of numbered variables are 1 to the highest.
type variable struct {
	name  string
	shown string
	times int
}

// cutText finds the variables of a text. In a text with numbered variables only numbers are
// placeholders, everything else is words (WhatsApp templates, §14).
func cutText(text string, named bool) variableText {
	var cut variableText
	rest := 0
	for at := 0; ; {
		found, isThere := nextPlaceholder(text, at)
		if !isThere {
			break
		}
		at = found.end
		name, isVariable := variableName(found.name, named)
		if !isVariable {
			if _, isNumber := readNumber(found.name); isNumber {
				cut.strange = append(cut.strange, text[found.start:found.end])
			}
			continue
		}
		if found.start > rest {
			cut.pieces = append(cut.pieces, piece{text: text[rest:found.start]})
		}
		cut.pieces = append(cut.pieces, piece{text: text[found.start:found.end], variable: name})
		rest = found.end
	}
	if rest < len(text) {
		cut.pieces = append(cut.pieces, piece{text: text[rest:]})
	}
	cut.variables = countVariables(cut.pieces, named)
	return cut
}

// countVariables lists the distinct variables: named ones as they appear, numbered ones in order.
func countVariables(pieces []piece, named bool) []variable {
	var variables []variable
	position := map[string]int{}
	highest := 0
	for _, part := range pieces {
		if part.variable == "" {
			continue
		}
		if i, known := position[part.variable]; known {
			variables[i].times++
			continue
		}
		position[part.variable] = len(variables)
		variables = append(variables, variable{name: part.variable, shown: part.text, times: 1})
		if number, isNumber := readNumber(part.variable); isNumber {
			highest = max(highest, number)
		}
	}
	if named {
		return variables
	}
	ordered := make([]variable, highest)
	for i := range ordered {
		name := strconv.Itoa(i + 1)
		if at, known := position[name]; known {
			ordered[i] = variables[at]
		} else {
			ordered[i] = variable{name: name, shown: "{{" + name + "}}"}
		}
	}
	return ordered
}

// fixedUnits is the length of the words around the variables.
func (c variableText) fixedUnits() int {
	total := 0
	for _, part := range c.pieces {
		if part.variable == "" {
			total += units(part.text)
		}
	}
	return total
}

// fill puts the values in; a variable without a value is left out.
func (c variableText) fill(value func(variable string) string) string {
	var filled strings.Builder
	for _, part := range c.pieces {
		if part.variable == "" {
			filled.WriteString(part.text)
		} else {
			filled.WriteString(value(part.variable))
		}
	}
	return filled.String()
}

// foundPlaceholder is {{name}} in a text, by byte positions.
type foundPlaceholder struct {
	start, end int
	name       string
}

// nextPlaceholder finds the next {{ name }} at or after a position: the grammar of WhatsApp
// templates, §2.1, letters, digits and underscores with white space around them.
func nextPlaceholder(text string, from int) (foundPlaceholder, bool) {
	for {
		open := strings.Index(text[from:], "{{")
		if open < 0 {
			return foundPlaceholder{}, false
		}
		start := from + open
		nameStart := skip(text, start+2, isBlank)
		nameEnd := skip(text, nameStart, isNameByte)
		end := skip(text, nameEnd, isBlank)
		if nameEnd > nameStart && strings.HasPrefix(text[end:], "}}") {
			return foundPlaceholder{start: start, end: end + 2, name: text[nameStart:nameEnd]}, true
		}
		from = start + 1
	}
}

func skip(text string, from int, in func(byte) bool) int {
	for from < len(text) && in(text[from]) {
		from++
	}
	return from
}

func isBlank(b byte) bool { return b == ' ' || b >= '\t' && b <= '\r' }

func isNameByte(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_'
}

// variableName brings a number to its plain form ("01" is "1"); false for what is no variable.
func variableName(name string, named bool) (string, bool) {
	if named {
		return name, true
	}
	number, isNumber := readNumber(name)
	if !isNumber || number < 1 || number > VariableNumberMax {
		return "", false
	}
	return strconv.Itoa(number), true
}

// readNumber reads a name that is made of digits only.
func readNumber(name string) (int, bool) {
	if name == "" || strings.Trim(name, "0123456789") != "" {
		return 0, false
	}
	number, err := strconv.Atoi(name)
	if err != nil {
		return VariableNumberMax + 1, true // digits beyond any int
	}
	return number, true
}

// hasNamedPlaceholder says whether a text has a placeholder that is not a number.
func hasNamedPlaceholder(text string) bool {
	for at := 0; ; {
		found, isThere := nextPlaceholder(text, at)
		if !isThere {
			return false
		}
		if _, isNumber := readNumber(found.name); !isNumber {
			return true
		}
		at = found.end
	}
}
