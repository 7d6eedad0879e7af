package message

import (
	"maps"
	"strings"
	"testing"

	"activa/backend/fault"
)

func TestReadPayloadTolerates(t *testing.T) {
	visit := everyTemplate(t)["visita_tecnica"]
	for name, data := range map[string]string{
		"number as index": `[{"type":"button","sub_type":"url","index":2,"parameters":[{"type":"text","text":"A"}]}]`,
		"capitals":        `{"Components":[{"Type":"BUTTON","Sub_Type":"URL","Index":"2","Parameters":[{"Type":"TEXT","Text":"A"}]}]}`,
		"whole object":    `{"name":"n","language":{"code":"es"},"components":[{"type":"button","sub_type":"url","index":"2","parameters":[{"type":"text","text":"A"}]}]}`,
	} {
		values, err := ReadPayload(visit, []byte(data))
		if err != nil || !maps.Equal(values, Values{"button.2.url": "A"}) {
			t.Errorf("%s: %v %v", name, values, err)
		}
	}
	for _, nothing := range []string{``, `null`, `[]`, `{}`, `{"components":null}`, `[{"type":"body"}]`} {
		if values, err := ReadPayload(visit, []byte(nothing)); err != nil || len(values) != 0 {
			t.Errorf("%q: %v %v", nothing, values, err)
		}
	}
}

func TestReadPayloadRefuses(t *testing.T) {
	templates := everyTemplate(t)
	text := `{"type":"text","text":"x"}`
	for _, c := range []struct{ template, data, rule, place string }{
		{"visita_tecnica", `[`, "V8", ""},
		{"visita_tecnica", `[7]`, "V8", ""},
		{"visita_tecnica", `[{"type":"hologram"}]`, "V8", "hologram"},
		{"visita_tecnica", `[{"type":"body","parameters":7}]`, "V8", "body"},
		{"visita_tecnica", `[{"type":"body"},{"type":"body"}]`, "V8", "body"},
		{"visita_tecnica", `[{"type":"body","parameters":[` + text + `,` + text + `,` + text + `,` + text + `]}]`, "V8", "body"},
		{"visita_tecnica", `[{"type":"body","parameters":[{"type":"image"}]}]`, "V8", "body.1"},
		{"visita_tecnica", `[{"type":"header","parameters":[{"type":"image","image":{"link":"https://x"}}]}]`, "M1", "header.media"},
		{"visita_tecnica", `[{"type":"header","parameters":[{"type":"document","document":{"link":"x","id":"1"}}]}]`, "M1", "header.media"},
		{"visita_tecnica", `[{"type":"header"}]`, "M1", "header.media"},
		{"visita_tecnica", `[{"type":"button","sub_type":"url","index":"4"}]`, "V8", "button"},
		{"visita_tecnica", `[{"type":"button","sub_type":"url","index":"-1"}]`, "V8", "button"},
		{"visita_tecnica", `[{"type":"button","sub_type":"url","index":"0"}]`, "V8", "button.0"},
		{"visita_tecnica", `[{"type":"button","sub_type":"phone_number","index":"3"}]`, "V8", "button.3"},
		{"cupom_volta", `[{"type":"button","sub_type":"url","index":"0","parameters":[` + text + `]}]`, "V8", "button.0"},
		{"aviso_entrega", `[{"type":"body","parameters":[` + text + `]}]`, "V8", "body"},
		{"aviso_entrega", `[{"type":"body","parameters":[{"type":"text","parameter_name":"nome","text":"a"},{"type":"text","parameter_name":"nome","text":"b"}]}]`, "V8", "body"},
		{"carrossel_sapatos", `[{"type":"carousel","cards":[{"card_index":0,"components":[]}]}]`, "K1", "carousel"},
		{"carrossel_sapatos", `[{"type":"carousel","cards":[{"card_index":0,"components":[]},{"card_index":0,"components":[]}]}]`, "K1", "card.1"},
		{"visita_tecnica", `[{"type":"limited_time_offer","parameters":[]}]`, "V8", "offer.expires"},
		{"visita_tecnica", `[{"type":"carousel","cards":[]}]`, "V8", "carousel"},
		{"visita_tecnica", `[` + strings.Repeat(" ", PayloadBytesMax) + `]`, "V8", ""},
	} {
		_, err := ReadPayload(templates[c.template], []byte(c.data))
		told := fault.Of(err)
		if fault.CodeOf(err) != FaultContentMalformed || told.Parameters["rule"] != c.rule || told.Parameters["place"] != c.place {
			t.Errorf("%s %.80s: %v, want %s %s", c.template, c.data, err, c.rule, c.place)
		}
	}
}

func TestProductCarouselReadsMoreCardsThanDefined(t *testing.T) {
	template := everyTemplate(t)["carrossel_produtos"]
	card := func(index string) string {
		return `{"card_index":` + index + `,"components":[{"type":"header","parameters":[{"type":"product","product":{"product_retailer_id":"S","catalog_id":"5"}}]}]}`
	}
	values, err := ReadPayload(template, []byte(`[{"type":"carousel","cards":[`+card("0")+`,`+card("1")+`,`+card("2")+`]}]`))
	if err != nil || values["card.2.header.product"] != "S" || len(values) != 6 {
		t.Errorf("%v %v", values, err)
	}
}

func FuzzReadPayload(f *testing.F) {
	f.Add([]byte(`[{"type":"body","parameters":[{"type":"text","text":"x"}]}]`), 0)
	f.Add([]byte(`{"components":[{"type":"carousel","cards":[{"card_index":1,"components":[{"type":"header"}]},{}]}]}`), 4)
	f.Add([]byte(`[{"type":"button","sub_type":"url","index":2,"parameters":[{"text":"x"}]}]`), 2)
	templates := everyTemplate(f)
	names := []string{"visita_tecnica", "aviso_entrega", "oferta_relampago", "encuesta_flow", "carrossel_sapatos", "carrossel_produtos"}
	f.Fuzz(func(t *testing.T, data []byte, which int) {
		template := templates[names[uint(which)%uint(len(names))]]
		values, err := ReadPayload(template, data)
		if err != nil && values != nil {
			t.Fatal("values and an error")
		}
		for _, finding := range Check(Draft{Template: template, Values: values}) {
			if finding.Rule == "V8" || finding.Rule == "K1" {
				t.Fatalf("read a value that the template has no place for: %+v", finding)
			}
		}
	})
}
