package message

import (
	"slices"
	"strings"
	"testing"
)

func placeNames(t Template) string {
	var names []string
	for _, detail := range t.Places() {
		name := string(detail.Place)
		if !detail.Required {
			name += "?"
		}
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

func TestPlacesOfEveryTemplate(t *testing.T) {
	want := map[string]string{
		"visita_tecnica":     "header.media header.filename? body.1 body.2 body.3 button.0.payload? button.1.payload? button.2.url",
		"aviso_entrega":      "header.pedido body.nome body.pedido",
		"catalogo_verano":    "header.media body.1 button.0.thumbnail?",
		"tour_video":         "header.media button.0.ttl? button.0.payload?",
		"store_address":      "header.location.latitude header.location.longitude header.location.name header.location.address body.1",
		"cupom_volta":        "button.1.code",
		"oferta_relampago":   "header.media body.1 offer.expires button.0.code button.1.url",
		"codigo_acesso":      "body.1 button.0.code",
		"encuesta_flow":      "button.0.flow? button.0.token?",
		"vitrine_itens":      "body.1 button.0.sections button.0.thumbnail?",
		"item_unico":         "header.product header.catalog body.1",
		"carrossel_sapatos":  "body.1 card.0.header.media card.0.body.1 card.0.button.0.payload? card.0.button.1.url card.1.header.media card.1.body.1 card.1.button.0.payload? card.1.button.1.url",
		"carrossel_produtos": "card.0.header.product card.0.header.catalog card.1.header.product card.1.header.catalog",
		"permiso_llamada":    "body.1",
		"gif_promo":          "",
		"agenda_lembrete":    "button.1.url",
	}
	templates := everyTemplate(t)
	if len(templates) != len(want) {
		t.Errorf("%d templates, %d expectations", len(templates), len(want))
	}
	for name, places := range want {
		if got := placeNames(templates[name]); got != places {
			t.Errorf("%s:\n got %s\nwant %s", name, got, places)
		}
	}
}

func TestPlaceDetails(t *testing.T) {
	templates := everyTemplate(t)
	visit := templates["visita_tecnica"].Places()
	link := visit[len(visit)-1]
	if link.Prefix != "https://exemplo.com.br/os/" || link.Example != "A-77" || link.Kind != KindURLSuffix ||
		link.Button != 2 || link.Card != None || link.LengthMax != URLMax-26 {
		t.Errorf("link: %+v", link)
	}
	day := visit[3]
	if day.Shown != "{{2}}" || day.Variable != "2" || day.Example != "12/03" || day.Component != ComponentBody {
		t.Errorf("day: %+v", day)
	}
	name := templates["aviso_entrega"].Places()[1]
	fixed := len("Oi , o pedido  saiu. Ate ja, !") // in characters
	if name.Shown != "{{nome}}" || name.LengthMax != (BodyMax-fixed)/2 {
		t.Errorf("a variable that stands twice fits half as much: %+v", name)
	}
	code := templates["codigo_acesso"].Places()
	if code[0].Kind != KindOTP || code[1].Kind != KindOTP || code[0].LengthMax != OTPMax {
		t.Errorf("code: %+v", code)
	}
	cards := templates["carrossel_sapatos"].Places()
	if cards[5].Card != 1 || cards[5].Kind != KindImage || cards[6].LengthMax != BodyCardMax-len("Bota com ") {
		t.Errorf("cards: %+v", cards[5:7])
	}
}

// TestVector24HeaderBodyAndURLNumberTheirOwn is WhatsApp templates, §12.
func TestVector24HeaderBodyAndURLNumberTheirOwn(t *testing.T) {
	template := templateOf(t, `[{"type":"HEADER","format":"TEXT","text":"{{1}}"},{"type":"BODY","text":"{{1}}"},
		{"type":"BUTTONS","buttons":[{"type":"URL","url":"https://x.com/{{1}}"}]}]`)
	if got := placeNames(template); got != "header.1 body.1 button.0.url" {
		t.Error(got)
	}
}

func TestPlaceholderGrammar(t *testing.T) {
	for _, c := range []struct {
		text      string
		named     bool
		variables string
	}{
		{"{{1}} {{2}}", false, "1 2"}, {"{{2}} {{1}}", false, "1 2"}, {"{{ 1 }}", false, "1"}, {"{{\t01\n}}", false, "1"},
		{"{{1}} {{3}}", false, "1 2 3"}, {"{{1}}{{1}}", false, "1"}, {"{{{1}}}", false, "1"}, {"{{ {{1}}", false, "1"},
		{"{{nome}} {{1}}", false, "1"}, {"{{nome}} {{1}}", true, "nome 1"}, {"{{b}} {{a}} {{b}}", true, "b a"},
		{"{1} {{}} {{ }} {{a-b}} {{1}", false, ""}, {"{{ação}}", true, ""}, {"{{x_9}}", true, "x_9"}, {"{{", true, ""},
	} {
		var names []string
		for _, variable := range cutText(c.text, c.named).variables {
			names = append(names, variable.name)
		}
		if got := strings.Join(names, " "); got != c.variables {
			t.Errorf("%q named %v: %q, want %q", c.text, c.named, got, c.variables)
		}
	}
}

func TestProductCarouselGrowsWithItsValues(t *testing.T) {
	template := everyTemplate(t)["carrossel_produtos"]
	grown := template.withCardsFor(Values{"card.3.header.product": "SKU", "card.99.header.product": "x", "card.5.header.product": " "})
	if len(grown.Cards) != 4 || len(template.Cards) != 2 {
		t.Errorf("%d cards from %d", len(grown.Cards), len(template.Cards))
	}
	media := everyTemplate(t)["carrossel_sapatos"]
	if got := media.withCardsFor(Values{"card.3.body.1": "x"}); len(got.Cards) != 2 {
		t.Error("a media carousel never grows")
	}
}

func FuzzCutText(f *testing.F) {
	for _, seed := range []string{"Oi {{1}}, {{ 2 }}", "{{nome}}{{{1}}}", "{{{{", "{{99999999999999999999}}", "\xff{{1}}"} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, named bool) {
		cut := cutText(text, named)
		var whole strings.Builder
		for _, part := range cut.pieces {
			whole.WriteString(part.text)
		}
		if whole.String() != text {
			t.Fatalf("the pieces are not the text: %q", whole.String())
		}
		filled := cut.fill(func(name string) string {
			if !slices.ContainsFunc(cut.variables, func(v variable) bool { return v.name == name }) {
				t.Fatalf("%q is asked for and not listed", name)
			}
			return ""
		})
		if units(filled) != cut.fixedUnits() {
			t.Fatalf("fixed length %d, filled %d", cut.fixedUnits(), units(filled))
		}
	})
}
