package message

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// drawn writes blocks as text: <b>, <i>, <s>, <m>, <l> for looks, [place:…] for values, {…} for what is
// not filled, and a first letter for the kind of the block.
func drawn(blocks []Block) string {
	var lines []string
	for _, block := range blocks {
		line := map[BlockKind]string{BlockParagraph: "p ", BlockListItem: "- ", BlockQuote: "> ", BlockMono: "m "}[block.Kind]
		if block.Kind == BlockNumberedItem {
			line = fmt.Sprintf("%d ", block.Number)
		}
		for _, span := range block.Spans {
			text := span.Text
			if span.Place != "" && span.Filled {
				text = "[" + text + "]"
			}
			for _, look := range []struct {
				on   bool
				name string
			}{{span.Bold, "b"}, {span.Italic, "i"}, {span.Strike, "s"}, {span.Mono, "m"}, {span.Link, "l"}} {
				if look.on {
					text = look.name + "(" + text + ")"
				}
			}
			line += text
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "|")
}

func TestFormatting(t *testing.T) {
	for text, want := range map[string]string{
		"plain":                          "p plain",
		"":                               "",
		"a\n\nb":                         "p a|p |p b",
		"*bold* _italic_ ~strike~":       "p b(bold) i(italic) s(strike)",
		"*_x_*":                          "p i(b(x))",
		"*bold _both_ bold*":             "p b(bold )i(b(both))b( bold)",
		"* not bold*":                    "- not bold*",
		"a * b * c":                      "p a * b * c",
		"2*3*4":                          "p 2*3*4",
		"*a\nb*":                         "p *a|p b*",
		"**":                             "p **",
		"***":                            "p ***",
		"*a*b":                           "p *a*b",
		"(*a*), ok":                      "p (b(a)), ok",
		"snake_case_name":                "p snake_case_name",
		"`co*de*` *x*":                   "p m(co*de*) b(x)",
		"```a *b*``` c":                  "p m(a *b*) c",
		"x\n```\nline 1\nline 2\n```\ny": "p x|m m(line 1\nline 2)|p y",
		"```a\nb``````c\nd```":           "m m(a\nb)|m m(c\nd)",
		"``````":                         "p ``````",
		"```open":                        "p ```open",
		"- a\n* b\n-c":                   "- a|- b|p -c",
		"1. a\n12. b\n123. c\n1.d":       "1 a|12 b|p 123. c|p 1.d",
		"> quote *b*\n>no":               "> quote b(b)|p >no",
		"see https://x.com/a_b_c.":       "p see l(https://x.com/a_b_c).",
		"www.x.com, a@b.com":             "p l(www.x.com), l(a@b.com)",
		"call +55 31 98765-4321 now":     "p call l(+55 31 98765-4321) now",
		"<script>&amp;":                  "p <script>&amp;",
		"*bold* and *again*":             "p b(bold) and b(again)",
		"_*a_*":                          "p i(*a)*",
	} {
		if got := drawn(formatBody(fillStyled(cutText(text, false), nil, nil))); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestFillComesBeforeFormatting(t *testing.T) {
	template := templateOf(t, `[{"type":"BODY","text":"Oi *{{1}}*, {{2}} {{3}} _{{1}}_"}]`)
	got := drawn(Render(template, Values{"body.1": " Ana ", "body.2": "~x~"}).Body)
	if want := "p Oi b([Ana]), s([x]) {{3}} i([Ana])"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	named := templateOf(t, `[{"type":"BODY","text":"_{{a_b}} c_"}]`)
	if got := drawn(Render(named, nil).Body); got != "p i({{a_b}})i( c)" {
		t.Errorf("an unfilled name with underscores stays whole: %s", got)
	}
	spans := Render(named, nil).Body[0].Spans
	if spans[0].Place != "body.a_b" || spans[0].Filled {
		t.Errorf("spans %+v", spans)
	}
	values := Values{"body.1": "a*", "body.2": "*b"}
	across := templateOf(t, `[{"type":"BODY","text":"*{{1}} {{2}}*"}]`)
	if got := drawn(Render(across, values).Body); got != "p b([a]) b([b])" {
		t.Errorf("values take part in formatting, as on the phone: %s", got)
	}
}

// TestVector3PreviewFillsTwice and 24 are WhatsApp templates, §12.
func TestVector3PreviewFillsTwice(t *testing.T) {
	template := templateOf(t, `[{"type":"BODY","text":"Oi {{1}} e {{1}}"}]`)
	if got := BodyText(template, Values{"body.1": "Ana"}); got != "Oi Ana e Ana" {
		t.Error(got)
	}
	three := templateOf(t, `[{"type":"HEADER","format":"TEXT","text":"{{1}}"},{"type":"BODY","text":"{{1}}"},
		{"type":"BUTTONS","buttons":[{"type":"URL","url":"https://x.com/{{1}}"}]}]`)
	preview := Render(three, Values{"header.1": "*h*", "body.1": "b", "button.0.url": "ç"})
	if preview.Header.Text[0].Text != "*h*" || preview.Header.Text[0].Bold || preview.Body[0].Spans[0].Text != "b" ||
		preview.Buttons[0].Target[1].Text != "%C3%A7" || preview.Buttons[0].Place != "button.0.url" {
		t.Errorf("vector 24: %+v", preview)
	}
}

func TestRenderParts(t *testing.T) {
	templates := everyTemplate(t)
	visit := Render(templates["visita_tecnica"], Values{"header.media": "https://x.com/o.pdf"})
	if visit.Header.Media.Filename != "o.pdf" || visit.Header.Media.Example == "" || visit.Footer[0].Text != "Equipe de Campo" ||
		len(visit.Buttons) != 4 || visit.Buttons[3].Target[0].Text != "+551133334444" {
		t.Errorf("visit %+v", visit)
	}
	if !slices.Equal(visit.Notes, []Note{NoteNotOnDesktop, NoteSeeAllOptions}) {
		t.Errorf("notes %v", visit.Notes)
	}
	if id := Render(templates["tour_video"], Values{"header.media": "id:7"}).Header.Media; id.ID != "7" || id.Link != "" {
		t.Errorf("id %+v", id)
	}
	shop := Render(templates["store_address"], Values{"header.location.name": "Loja"}).Header.Location
	if !shop.Name.Filled || shop.Address.Filled || shop.Address.Place != "header.location.address" {
		t.Errorf("shop %+v", shop)
	}
	offer := Render(templates["oferta_relampago"], Values{"offer.expires": "1780003600000", "button.0.code": "F"})
	if offer.Offer.Expires.Text != "1780003600000" || offer.Buttons[0].Target[0].Text != "F" {
		t.Errorf("offer %+v", offer)
	}
	shoes := Render(templates["carrossel_sapatos"], Values{"card.1.body.1": "15%"})
	if len(shoes.Cards) != 2 || drawn(shoes.Cards[1].Body) != "p Bota com [15%]" || shoes.Cards[1].Buttons[1].Place != "card.1.button.1.url" {
		t.Errorf("shoes %+v", shoes.Cards)
	}
	if product := Render(templates["item_unico"], Values{"header.product": "S"}).Header.Product; product.Text != "S" {
		t.Errorf("product %+v", product)
	}
	if summer := Render(templates["catalogo_verano"], Values{"body.1": "a*b"}); !slices.Contains(summer.Notes, NoteMayChangeStyle) || slices.Contains(summer.Notes, NoteReadMore) {
		t.Errorf("summer notes %v", summer.Notes)
	}
	long := templateOf(t, `[{"type":"BODY","text":"1\n2\n3\n4\n5\n6"}]`, `"category":"MARKETING"`)
	long.Category = CategoryMarketing
	if notes := Render(long, nil).Notes; !slices.Equal(notes, []Note{NoteReadMore}) {
		t.Errorf("long notes %v", notes)
	}
	if gif := Render(templates["gif_promo"], nil); gif.Header.Format != "GIF" || len(gif.Body) != 1 {
		t.Errorf("what cannot be sent is still shown: %+v", gif)
	}
}

// shownText is all text of blocks.
func shownText(blocks []Block) string {
	var text strings.Builder
	for _, block := range blocks {
		for _, span := range block.Spans {
			text.WriteString(span.Text)
		}
	}
	return text.String()
}

func FuzzFormatting(f *testing.F) {
	for _, seed := range []string{"*a _b ~c~ b_ a*", "```x\ny``` `z` *", "1. a\n> b\n- c", "*a*a*a*", "http://*x*", "\xff*\u200b*", "``` ``` ```a```"} {
		f.Add(seed, "valu*e")
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		template := Template{Body: &Body{Text: text + "{{1}}" + text}}
		for _, values := range []Values{nil, {"body.1": value}} {
			blocks := Render(template, values).Body
			shown := shownText(blocks)
			if !utf8.ValidString(shown) {
				t.Fatal("the preview is no UTF-8")
			}
			rest := []rune(BodyText(template, values))
			for _, r := range shown { // formatting leaves characters out; it adds none and moves none
				at := slices.Index(rest, r)
				if at < 0 {
					t.Fatalf("%q is shown and not in the text", r)
				}
				rest = rest[at+1:]
			}
		}
	})
}

func TestOneLineFixesEveryValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringOf(rapid.SampledFrom([]rune("ab \u00a0\n\t\r\x00\x7f\u2028😀"))).Draw(t, "value")
		fixed := oneLine(value)
		if code := lineFault(fixed); code != "" {
			t.Fatalf("%q is still %s", fixed, code)
		}
		if again := oneLine(fixed); again != fixed {
			t.Fatalf("fixing twice: %q, %q", fixed, again)
		}
		if lineFault(value) == "" && fixed != strings.TrimSpace(value) {
			t.Fatalf("%q was fine and became %q", value, fixed)
		}
	})
}

func BenchmarkCheckAndRender(b *testing.B) {
	data, err := os.ReadFile("testdata/templates.json")
	if err != nil {
		b.Fatal(err)
	}
	result, err := ReadTemplates(data)
	if err != nil {
		b.Fatal(err)
	}
	draft := Draft{Template: result.Templates[0], Recipient: "+5531987654321", OwnNumber: "+551133334444", Now: noon,
		Values: Values{"header.media": "https://x.com/a.pdf", "header.filename": "a.pdf", "body.1": "Marina", "body.2": "12/03", "body.3": "8h", "button.2.url": "A-77"}}
	b.ReportAllocs()
	for b.Loop() {
		if HasErrors(Check(draft)) {
			b.Fatal("the draft is fine")
		}
		Render(draft.Template, draft.Values)
	}
}

// The preview of a template with a part that nobody can draw looked whole.
func TestThePreviewNamesPartsThatItCannotDraw(t *testing.T) {
	odd := templateOf(t, `[{"type":"HOLOGRAM"},{"type":"HOLOGRAM"},{"type":"HEADER","format":"GIF"},{"type":"BODY","text":"x"}]`)
	if got := Render(odd, nil).Unknown; !slices.Equal(got, []string{"HOLOGRAM", "GIF"}) {
		t.Errorf("got %q", got)
	}
}
