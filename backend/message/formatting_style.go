package message

import (
	"regexp"
	"strings"
	"unicode"
)

// markCode gives `code` its look; nothing inside is formatted.
func markCode(line []styled) {
	open := -1
	for i, c := range line {
		if !c.is('`') {
			continue
		}
		if open < 0 || i == open+1 {
			open = i
			continue
		}
		for inside := open + 1; inside < i; inside++ {
			line[inside].plain, line[inside].look.Mono = true, true
		}
		line[open].mark, line[i].mark = true, true
		open = -1
	}
}

// styles are the paired marks, in the order of styleLooks.
const styles = "*_~"

var styleLooks = [len(styles)]func(*Span){
	func(s *Span) { s.Bold = true },
	func(s *Span) { s.Italic = true },
	func(s *Span) { s.Strike = true },
}

// styleLine formats one line in time that grows with its length only: the next closing mark of each
// style is known for every position beforehand.
type styleLine struct {
	line   []styled
	closes [len(styles)][]int // by position: where the next closing mark at or after it stands, or -1
}

// markStyles gives *bold*, _italic_ and ~strike~ their looks. A mark opens at the start of a word and
// closes at the end of one, touches its text, and styles nest (WhatsApp templates, §4).
func markStyles(line []styled) {
	s := styleLine{line: line}
	there := false
	for style := range styles {
		s.closes[style], there = s.closing(rune(styles[style]), there)
	}
	if there {
		s.mark(0, len(line), [len(styles)]bool{})
	}
}

// closing lists the closing marks of one style.
func (s styleLine) closing(mark rune, there bool) ([]int, bool) {
	closes := make([]int, len(s.line)+2)
	next := -1
	closes[len(s.line)], closes[len(s.line)+1] = -1, -1
	for i := len(s.line) - 1; i >= 0; i-- {
		touches := i > 0 && !unicode.IsSpace(s.line[i-1].r) && !s.line[i-1].is(mark)
		wordEnds := i+1 == len(s.line) || !wordRune(s.line[i+1].r)
		if s.line[i].is(mark) && touches && wordEnds {
			next, there = i, true
		}
		closes[i] = next
	}
	return closes, there
}

func (s styleLine) opens(i int, mark rune) bool {
	wordBegins := i == 0 || !wordRune(s.line[i-1].r)
	touches := i+1 < len(s.line) && !unicode.IsSpace(s.line[i+1].r) && !s.line[i+1].is(mark)
	return s.line[i].is(mark) && wordBegins && touches
}

func (s styleLine) mark(from, to int, active [len(styles)]bool) {
	for i := from; i < to; i++ {
		style := strings.IndexRune(styles, s.line[i].r)
		if style < 0 || active[style] || !s.opens(i, s.line[i].r) {
			continue
		}
		end := s.closes[style][i+2]
		if end < 0 || end >= to {
			continue
		}
		s.line[i].mark, s.line[end].mark = true, true
		for inside := i + 1; inside < end; inside++ {
			styleLooks[style](&s.line[inside].look)
		}
		inner := active
		inner[style] = true
		s.mark(i+1, end, inner)
		i = end
	}
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// link is what a phone makes tappable: web addresses, e-mail addresses, phone numbers.
var link = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s<>"]*[^\s<>"'.,;:!?)\]]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d[\d ().-]{6,}\d`)

// markLinks finds links in the text as it is shown, after the formatting characters are gone.
func markLinks(line []styled) {
	var shown strings.Builder
	positions := make([]int, 0, len(line)) // by byte of shown: the position in line
	digits := 0
	for i, c := range line {
		if c.mark {
			continue
		}
		if c.r >= '0' && c.r <= '9' {
			digits++
		}
		before := shown.Len()
		shown.WriteRune(c.r)
		for range shown.Len() - before {
			positions = append(positions, i)
		}
	}
	text := shown.String()
	if digits < 8 && !strings.Contains(text, "://") && !strings.Contains(text, "@") &&
		!strings.Contains(strings.ToLower(text), "www.") {
		return
	}
	for _, at := range link.FindAllStringIndex(text, -1) {
		for i := positions[at[0]]; i <= positions[at[1]-1]; i++ {
			if !line[i].plain || line[i].look.Mono {
				line[i].look.Link = true
			}
		}
	}
}
