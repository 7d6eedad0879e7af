package message

import "strings"

// styleMarks are the characters with which WhatsApp formats text (WhatsApp templates, §4).
const styleMarks = "*_~`"

// monoFence encloses monospace text, which may span lines.
const monoFence = "```"

// styled is one character of a filled text: where it came from and how it looks.
type styled struct {
	r     rune
	look  Span // without its text; Place and Filled say where the character came from
	plain bool // takes no part in formatting: inside code, or a variable that has no value
	mark  bool // a formatting character that is not shown
}

// is says whether the character is r and may format.
func (s styled) is(r rune) bool { return s.r == r && !s.plain && !s.mark }

// fillStyled fills a text: every character knows its place. A variable without a value stays as the
// template writes it.
func fillStyled(text variableText, place func(variable string) Place, values Values) []styled {
	length := 0
	for _, part := range text.pieces {
		length += len(part.text)
	}
	filled := make([]styled, 0, length)
	for _, part := range text.pieces {
		look, words := Span{}, part.text
		if part.variable != "" {
			look.Place = place(part.variable)
			if value := values.used(look.Place); value != "" {
				look.Filled, words = true, value
			}
		}
		for _, r := range words {
			filled = append(filled, styled{r: r, look: look, plain: look.Place != "" && !look.Filled})
		}
	}
	return filled
}

// spansOf joins neighbours of one look and one origin; formatting characters are left out.
func spansOf(text []styled) []Span {
	var spans []Span
	var words strings.Builder
	var look Span
	end := func() {
		if words.Len() > 0 {
			look.Text = words.String()
			spans = append(spans, look)
			words.Reset()
		}
	}
	for _, c := range text {
		if c.mark {
			continue
		}
		if look.Text = ""; c.look != look {
			end()
			look = c.look
		}
		words.WriteRune(c.r)
	}
	end()
	return spans
}

// formatBody formats a filled body as WhatsApp does. What the phone parses is the filled text, so a
// value may begin or end a style (WhatsApp templates, §4). Each line is a block; a monospace region of
// several lines is one, too.
func formatBody(text []styled) []Block {
	var blocks []Block
	rest := 0
	for _, region := range markMono(text) {
		if before := withoutBreakAtEnd(text[rest:region.start]); region.start > rest {
			blocks = append(blocks, formatLines(before)...)
		}
		content := text[region.start+len(monoFence) : region.end-len(monoFence)]
		blocks = append(blocks, Block{Kind: BlockMono, Spans: spansOf(withoutBreaksAround(content))})
		rest = region.end
		if rest < len(text) && text[rest].r == '\n' {
			rest++
		}
	}
	if rest < len(text) {
		blocks = append(blocks, formatLines(text[rest:])...)
	}
	return blocks
}

// FormatText formats a text as WhatsApp draws it in a conversation: as a body in which nothing is a
// variable.
func FormatText(text string) []Block {
	filled := make([]styled, 0, len(text))
	for _, r := range text {
		filled = append(filled, styled{r: r})
	}
	return formatBody(filled)
}

// region is a part of a text, by positions.
type region struct{ start, end int }

// markMono gives all fenced text its look and returns the regions that span lines, fences included.
func markMono(text []styled) []region {
	var regions []region
	for open := nextFence(text, 0); open >= 0; {
		end := nextFence(text, open+len(monoFence))
		if end < 0 {
			break
		}
		inside := text[open+len(monoFence) : end]
		if blank(inside) { // fences around nothing are shown as they are
			open = end
			continue
		}
		whole := region{start: open, end: end + len(monoFence)}
		several := false
		for i := range inside {
			inside[i].plain, inside[i].look.Mono = true, true
			several = several || inside[i].r == '\n'
		}
		for i := range len(monoFence) {
			text[open+i].mark, text[end+i].mark = true, true
		}
		if several {
			regions = append(regions, whole)
		}
		open = nextFence(text, whole.end)
	}
	return regions
}

func nextFence(text []styled, from int) int {
	for i := from; i+len(monoFence) <= len(text); i++ {
		if text[i].is('`') && text[i+1].is('`') && text[i+2].is('`') {
			return i
		}
	}
	return -1
}

func blank(text []styled) bool {
	for _, c := range text {
		if c.r != ' ' && c.r != '\n' {
			return false
		}
	}
	return true
}

func withoutBreakAtEnd(text []styled) []styled {
	if len(text) > 0 && text[len(text)-1].r == '\n' {
		return text[:len(text)-1]
	}
	return text
}

func withoutBreaksAround(text []styled) []styled {
	if len(text) > 0 && text[0].r == '\n' {
		text = text[1:]
	}
	return withoutBreakAtEnd(text)
}

func formatLines(text []styled) []Block {
	var blocks []Block
	start := 0
	for i, c := range text {
		if c.r == '\n' {
			blocks = append(blocks, formatLine(text[start:i]))
			start = i + 1
		}
	}
	return append(blocks, formatLine(text[start:]))
}

// formatLine makes a block of one line: its kind by how it begins, then styles, then links.
func formatLine(line []styled) Block {
	block := Block{Kind: BlockParagraph}
	switch number, length := numberedItem(line); {
	case begins(line, "> "):
		block.Kind, line = BlockQuote, line[2:]
	case begins(line, "- "), begins(line, "* "):
		block.Kind, line = BlockListItem, line[2:]
	case length > 0:
		block.Kind, block.Number, line = BlockNumberedItem, number, line[length:]
	}
	markCode(line)
	markStyles(line)
	markLinks(line)
	block.Spans = spansOf(line)
	return block
}

func begins(line []styled, prefix string) bool {
	for i, r := range prefix {
		if i >= len(line) || !line[i].is(r) {
			return false
		}
	}
	return len(line) > len(prefix)
}

// numberedItem reads "1. " or "12. " at the start of a line; length 0 when it is not there.
func numberedItem(line []styled) (number, length int) {
	for digits := 1; digits <= 2 && digits+1 < len(line); digits++ {
		c := line[digits-1]
		if c.plain || c.r < '0' || c.r > '9' {
			return 0, 0
		}
		number = number*10 + int(c.r-'0')
		if begins(line[digits:], ". ") {
			return number, digits + 2
		}
	}
	return 0, 0
}
