package message

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// ruleCase is a draft for which a rule says code, or nothing when code is empty.
type ruleCase struct {
	rule, name string
	draft      Draft
	code       string
	level      Level
	place      Place
	fix        string
}

// found are the findings of one rule.
func found(findings []Finding, rule string) []Finding {
	var of []Finding
	for _, finding := range findings {
		if finding.Rule == rule {
			of = append(of, finding)
		}
	}
	return of
}

func runRuleCases(t *testing.T, cases []ruleCase) {
	t.Helper()
	for _, c := range cases {
		got := found(Check(c.draft), c.rule)
		if c.code == "" {
			if len(got) > 0 {
				t.Errorf("%s %s: fires with %+v", c.rule, c.name, got)
			}
			continue
		}
		if len(got) != 1 {
			t.Errorf("%s %s: %d findings %+v", c.rule, c.name, len(got), got)
			continue
		}
		fix := ""
		if got[0].Fix != nil {
			fix = got[0].Fix.Value
		}
		if got[0].Code != c.code || got[0].Level != c.level || got[0].Place != c.place || fix != c.fix {
			t.Errorf("%s %s: %+v fix %q", c.rule, c.name, got[0], fix)
		}
		if got[0].Text == "" || strings.ContainsAny(got[0].Text, "{}") && !strings.Contains(got[0].Text, "{{") {
			t.Errorf("%s %s: sentence %q", c.rule, c.name, got[0].Text)
		}
	}
}

func bodyDraft(t testing.TB, text, value string) Draft {
	return Draft{Template: templateOf(t, `[{"type":"BODY","text":"`+text+`"},{"type":"FOOTER","text":"f"}]`),
		Values: Values{"body.1": value}, Now: noon}
}

func TestRulesOfTemplate(t *testing.T) {
	of := func(change func(*Template)) Draft {
		template := Template{Status: "APPROVED", Category: CategoryUtility, Body: &Body{Text: "x"}}
		change(&template)
		return Draft{Template: template, Now: noon}
	}
	fine := of(func(*Template) {})
	stale, fresh := fine, fine
	stale.TemplateReadAt = noon.Add(-TemplateFreshFor - time.Millisecond)
	fresh.TemplateReadAt = noon.Add(-TemplateFreshFor)
	reply, link := Button{Kind: ButtonQuickReply}, Button{Kind: ButtonURL, URL: "https://x.com"}
	runRuleCases(t, []ruleCase{
		{rule: "T1", name: "approved", draft: fine},
		{rule: "T1", name: "vector 15: PAUSED", draft: of(func(t *Template) { t.Status = "PAUSED" }), code: "template-not-approved", level: "E"},
		{rule: "T1", name: "vector 15: FOO", draft: of(func(t *Template) { t.Status = "FOO" }), code: "template-not-approved", level: "E"},
		{rule: "T1", name: "empty", draft: of(func(t *Template) { t.Status = "" }), code: "template-not-approved", level: "E"},
		{rule: "T1", name: "old copy", draft: stale, code: "template-copy-old", level: "E"},
		{rule: "T1", name: "fresh copy", draft: fresh},
		{rule: "T2", name: "known", draft: fine},
		{rule: "T2", name: "unknown", draft: of(func(t *Template) { t.Unknown = []UnknownPart{{Place: "button.1", Type: "APP"}} }),
			code: "template-part-unknown", level: "E", place: "button.1"},
		{rule: "T3", name: "utility", draft: fine},
		{rule: "T3", name: "marketing", draft: of(func(t *Template) { t.Category = "MARKETING" }), code: "template-is-marketing", level: "W"},
		{rule: "T4", name: "green", draft: of(func(t *Template) { t.Quality = "GREEN" })},
		{rule: "T4", name: "red", draft: of(func(t *Template) { t.Quality = "RED" }), code: "template-quality-low", level: "W"},
		{rule: "T5", name: "three replies", draft: of(func(t *Template) { t.Buttons = []Button{reply, reply, reply} })},
		{rule: "T5", name: "four replies", draft: of(func(t *Template) { t.Buttons = []Button{reply, reply, reply, reply} }), code: "not-on-desktop", level: "W"},
		{rule: "T5", name: "mixed", draft: of(func(t *Template) { t.Buttons = []Button{reply, link} }), code: "not-on-desktop", level: "W"},
		{rule: "T5", name: "links", draft: of(func(t *Template) { t.Buttons = []Button{link, link} })},
		{rule: "T5", name: "offer", draft: of(func(t *Template) { t.Offer = &Offer{} }), code: "not-on-desktop", level: "W"},
	})
}

func TestRulesOfValues(t *testing.T) {
	named := Draft{Template: templateOf(t, `[{"type":"BODY","text":"{{nome}} {{pedido}}"}]`),
		Values: Values{"body.nome": "Ana", "body.1": "8"}}
	holes := Draft{Template: templateOf(t, `[{"type":"BODY","text":"{{1}} {{3}}"}]`),
		Values: Values{"body.1": "a", "body.2": "b", "body.3": "c"}}
	fixed := strings.Repeat("x", 1000)
	runRuleCases(t, []ruleCase{
		{rule: "V1", name: "vector 11: value of spaces", draft: bodyDraft(t, "Oi {{1}}", "   "), code: "value-missing", level: "E", place: "body.1"},
		{rule: "V1", name: "only breaks", draft: bodyDraft(t, "Oi {{1}}", "\n\t"), code: "value-missing", level: "E", place: "body.1"},
		{rule: "V1", name: "there", draft: bodyDraft(t, "Oi {{1}}", "a")},
		{rule: "V1", name: "vector 17: key with spaces", draft: bodyDraft(t, "Oi {{ 1 }}", "Ana")},
		{rule: "V1", name: "named", draft: named, code: "value-missing", level: "E", place: "body.pedido"},
		{rule: "V2", name: "vector 9: line break", draft: bodyDraft(t, "{{1}}", "linha1\nlinha2"), code: "value-has-line-break", level: "E", place: "body.1", fix: "linha1 linha2"},
		{rule: "V2", name: "break at the end", draft: bodyDraft(t, "{{1}}", "a\n"), code: "value-has-line-break", level: "E", place: "body.1", fix: "a"},
		{rule: "V2", name: "tab", draft: bodyDraft(t, "{{1}}", "a\t b"), code: "value-has-tab", level: "E", place: "body.1", fix: "a b"},
		{rule: "V2", name: "vector 10: four spaces", draft: bodyDraft(t, "{{1}}", "a    b")},
		{rule: "V2", name: "vector 10: five spaces", draft: bodyDraft(t, "{{1}}", "a     b"), code: "value-has-long-blank", level: "E", place: "body.1", fix: "a b"},
		{rule: "V2", name: "no-break spaces count", draft: bodyDraft(t, "{{1}}", "R$\u00a0  \u00a0 9"), code: "value-has-long-blank", level: "E", place: "body.1", fix: "R$ 9"},
		{rule: "V2", name: "blanks at the ends", draft: bodyDraft(t, "{{1}}", "      a      ")},
		{rule: "V2", name: "control character", draft: bodyDraft(t, "{{1}}", "a\x00b"), code: "value-has-control-character", level: "E", place: "body.1", fix: "ab"},
		{rule: "V2", name: "no-break space of a price", draft: bodyDraft(t, "{{1}}", "R$\u00a09,90")},
		{rule: "V4", name: "vector 12: 1025", draft: bodyDraft(t, fixed+"{{1}}", strings.Repeat("y", 25)), code: "body-too-long", level: "E", place: "body.1"},
		{rule: "V4", name: "vector 13: 1024", draft: bodyDraft(t, fixed+"{{1}}", strings.Repeat("y", 24))},
		{rule: "V4", name: "vector 14: emoji counts two, over", draft: bodyDraft(t, fixed+"{{1}}", strings.Repeat("y", 23)+"😀"), code: "body-too-long", level: "E", place: "body.1"},
		{rule: "V4", name: "vector 14: emoji counts two, fits", draft: bodyDraft(t, fixed+"{{1}}", strings.Repeat("y", 22)+"😀")},
		{rule: "V5", name: "marks", draft: bodyDraft(t, "{{1}}", "2*3"), code: "value-has-style-marks", level: "W", place: "body.1"},
		{rule: "V5", name: "none", draft: bodyDraft(t, "{{1}}", "2x3")},
		{rule: "V6", name: "placeholder inside", draft: bodyDraft(t, "{{1}}", "Oi {{nome}}!"), code: "value-looks-unfilled", level: "W", place: "body.1"},
		{rule: "V6", name: "angle brackets", draft: bodyDraft(t, "{{1}}", "<nome>"), code: "value-looks-unfilled", level: "W", place: "body.1"},
		{rule: "V6", name: "null", draft: bodyDraft(t, "{{1}}", "NULL"), code: "value-looks-unfilled", level: "W", place: "body.1"},
		{rule: "V6", name: "a word that holds null", draft: bodyDraft(t, "{{1}}", "nullable 1 < 2 > 1")},
		{rule: "V8", name: "extra in a named template", draft: named, code: "value-not-in-template", level: "E", place: "body.1"},
		{rule: "V8", name: "exact", draft: bodyDraft(t, "{{1}}", "a")},
		{rule: "V8", name: "hole", draft: holes, code: "variable-number-skipped", level: "W", place: "body.2"},
	})
}

func TestRulesOfLengthAndExample(t *testing.T) {
	header := func(value string) Draft {
		return Draft{Template: templateOf(t, `[{"type":"HEADER","format":"TEXT","text":"Oi {{1}}","example":{"header_text":["Rita"]}},{"type":"BODY","text":"x"}]`),
			Values: Values{"header.1": value}}
	}
	long := func(components string, length int) Draft {
		return Draft{Template: templateOf(t, components), Values: Values{"body.1": strings.Repeat("y", length), "card.0.body.1": strings.Repeat("z", length)}}
	}
	alone, call := `[{"type":"BODY","text":"{{1}}"}]`, `[{"type":"BODY","text":"{{1}}"},{"type":"CALL_PERMISSION_REQUEST"}]`
	offer := `[{"type":"BODY","text":"{{1}}"},{"type":"LIMITED_TIME_OFFER","limited_time_offer":{"text":"x"}}]`
	product := `[{"type":"HEADER","format":"PRODUCT"},{"type":"BODY","text":"{{1}}"}]`
	cards := `[{"type":"BODY","text":"x"},{"type":"CAROUSEL","cards":[{"components":[{"type":"BODY","text":"{{1}}"}]}]}]`
	runRuleCases(t, []ruleCase{
		{rule: "V3", name: "60", draft: header(strings.Repeat("x", 57))},
		{rule: "V3", name: "61", draft: header(strings.Repeat("x", 58)), code: "header-too-long", level: "E", place: "header.1"},
		{rule: "V4", name: "alone 1024", draft: long(alone, 1024)},
		{rule: "V4", name: "alone 1025", draft: long(alone, 1025), code: "body-perhaps-too-long", level: "W", place: "body.1"},
		{rule: "V4", name: "call 1025", draft: long(call, 1025), code: "body-perhaps-too-long", level: "W", place: "body.1"},
		{rule: "V4", name: "call 4097", draft: long(call, 4097), code: "body-too-long", level: "E", place: "body.1"},
		{rule: "V4", name: "offer 601", draft: long(offer, 601), code: "body-too-long", level: "E", place: "body.1"},
		{rule: "V4", name: "offer 600", draft: long(offer, 600)},
		{rule: "V4", name: "product 161", draft: long(product, 161), code: "body-too-long", level: "E", place: "body.1"},
		{rule: "V4", name: "card 161", draft: long(cards, 161), code: "body-too-long", level: "E", place: "card.0.body.1"},
		{rule: "V7", name: "example", draft: header("Rita "), code: "value-is-example", level: "W", place: "header.1"},
		{rule: "V7", name: "other", draft: header("Ana")},
	})
}

// TestEveryFindingHasASentence reads the sources: a code that is written there has its text.
func TestEveryFindingHasASentence(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	written := regexp.MustCompile(`(?:Code: |finding\.Code(?:, [^=]*)? = |code = |tooLong\(|return )"([a-z]+(?:-[a-z]+)+)"`)
	used := map[string]bool{}
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasSuffix(name, "_test.go") || !strings.HasPrefix(name, "rules_") && !strings.HasPrefix(name, "phone") && name != "active_compose.go" {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range written.FindAllSubmatch(source, -1) {
			used[string(match[1])] = true
		}
	}
	for code := range used {
		if findingTexts[code] == "" {
			t.Errorf("%s has no sentence", code)
		}
	}
	for _, code := range FindingCodes() {
		if !used[code] && !strings.HasPrefix(code, "recipient-missing") && !strings.HasPrefix(code, "recipient-needs-phone") {
			t.Errorf("%s has a sentence and nobody says it", code)
		}
	}
}
