package message

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"activa/backend/fault"

	"pgregory.net/rapid"
)

// builtComponents are the components of a payload as JSON text, "absent" when there are none.
func builtComponents(t testing.TB, template Template, values Values, messageID string) string {
	t.Helper()
	payload, err := BuildPayload(template, values, messageID)
	if err != nil {
		t.Errorf("build: %v", err)
	}
	data, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	fields, _ := readObject(data)
	if fields["components"] == nil {
		return "absent"
	}
	return string(fields["components"])
}

func sameJSON(t testing.TB, name, got, want string) {
	t.Helper()
	var a, b any
	if json.Unmarshal([]byte(got), &a) != nil || json.Unmarshal([]byte(want), &b) != nil || !reflect.DeepEqual(a, b) {
		t.Errorf("%s:\n got %s\nwant %s", name, got, want)
	}
}

// TestPayloadVectors is WhatsApp templates, §12, numbers 1 to 6 and 24.
func TestPayloadVectors(t *testing.T) {
	if got := builtComponents(t, templateOf(t, `[{"type":"BODY","text":"Oi!"}]`), nil, "m"); got != "absent" {
		t.Errorf("vector 1: %s", got)
	}
	reply, phone := `{"type":"QUICK_REPLY","text":"a"}`, `{"type":"PHONE_NUMBER","phone_number":"+1"}`
	link := `{"type":"URL","url":"https://x.com/{{1}}"}`
	for _, c := range []struct {
		name, components, values, want string
	}{
		{"vector 2", `[{"type":"BODY","text":"Oi {{1}}, {{2}}"}]`, `body.1=Ana body.2=hoje`,
			`[{"type":"body","parameters":[{"type":"text","text":"Ana"},{"type":"text","text":"hoje"}]}]`},
		{"vector 3", `[{"type":"BODY","text":"Oi {{1}} e {{1}}"}]`, `body.1=Ana`,
			`[{"type":"body","parameters":[{"type":"text","text":"Ana"}]}]`},
		{"vector 4", `[{"type":"BODY","text":"{{nome}} {{pedido}}"}]`, `body.nome=Ana body.pedido=8`,
			`[{"type":"body","parameters":[{"type":"text","parameter_name":"nome","text":"Ana"},{"type":"text","parameter_name":"pedido","text":"8"}]}]`},
		{"vector 5", `[{"type":"BUTTONS","buttons":[` + reply + `,` + reply + `,` + link + `,` + phone + `]}]`, `button.2.url=A-77`,
			`[{"type":"button","sub_type":"url","index":"2","parameters":[{"type":"text","text":"A-77"}]}]`},
		{"vector 6", `[{"type":"BUTTONS","buttons":[` + phone + `,` + link + `]}]`, `button.1.url=x`,
			`[{"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"x"}]}]`},
		{"vector 24", `[{"type":"HEADER","format":"TEXT","text":"{{1}}"},{"type":"BODY","text":"{{1}}"},{"type":"BUTTONS","buttons":[` + link + `]}]`,
			`header.1=h body.1=b button.0.url=u`,
			`[{"type":"header","parameters":[{"type":"text","text":"h"}]},{"type":"body","parameters":[{"type":"text","text":"b"}]},
			  {"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"u"}]}]`},
	} {
		values := Values{}
		for _, pair := range strings.Fields(c.values) {
			place, value, _ := strings.Cut(pair, "=")
			values[Place(place)] = value
		}
		sameJSON(t, c.name, builtComponents(t, templateOf(t, c.components), values, ""), c.want)
	}
}

func TestPayloadOfEveryKind(t *testing.T) {
	templates := everyTemplate(t)
	for name, c := range map[string]struct {
		values Values
		want   string
	}{
		"visita_tecnica": {Values{"header.media": "https://x.com/d/o%20s.pdf", "body.1": " Ana ", "body.2": "12", "body.3": "8", "button.2.url": "ç é%20", "button.1.payload": "own"},
			`[{"type":"header","parameters":[{"type":"document","document":{"link":"https://x.com/d/o%20s.pdf","filename":"o s.pdf"}}]},
			{"type":"body","parameters":[{"type":"text","text":"Ana"},{"type":"text","text":"12"},{"type":"text","text":"8"}]},
			{"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"m1|0"}]},
			{"type":"button","sub_type":"quick_reply","index":"1","parameters":[{"type":"payload","payload":"own"}]},
			{"type":"button","sub_type":"url","index":"2","parameters":[{"type":"text","text":"%C3%A7%20%C3%A9%20"}]}]`},
		"tour_video": {Values{"header.media": "id:77", "button.0.ttl": "60"},
			`[{"type":"header","parameters":[{"type":"video","video":{"id":"77"}}]},
			{"type":"button","sub_type":"voice_call","index":"0","parameters":[{"type":"ttl_minutes","ttl_minutes":60}]}]`},
		"store_address": {Values{"header.location.latitude": "-19.9", "header.location.longitude": "-43.9", "header.location.name": "L", "header.location.address": "A", "body.1": "x"},
			`[{"type":"header","parameters":[{"type":"location","location":{"latitude":"-19.9","longitude":"-43.9","name":"L","address":"A"}}]},
			{"type":"body","parameters":[{"type":"text","text":"x"}]}]`},
		"cupom_volta": {Values{"button.1.code": "VOLTA10"},
			`[{"type":"button","sub_type":"copy_code","index":"1","parameters":[{"type":"coupon_code","coupon_code":"VOLTA10"}]}]`},
		"oferta_relampago": {Values{"header.media": "https://x.com/i.png", "body.1": "Ana", "offer.expires": "1780003600000", "button.0.code": "F", "button.1.url": "c"},
			`[{"type":"header","parameters":[{"type":"image","image":{"link":"https://x.com/i.png"}}]},
			{"type":"body","parameters":[{"type":"text","text":"Ana"}]},
			{"type":"limited_time_offer","parameters":[{"type":"limited_time_offer","limited_time_offer":{"expiration_time_ms":1780003600000}}]},
			{"type":"button","sub_type":"copy_code","index":"0","parameters":[{"type":"coupon_code","coupon_code":"F"}]},
			{"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"c"}]}]`},
		"codigo_acesso": {Values{"body.1": "123", "button.0.code": "123"},
			`[{"type":"body","parameters":[{"type":"text","text":"123"}]},
			{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"123"}]}]`},
		"encuesta_flow": {Values{"button.0.flow": `{"pedido": "8841"}`},
			`[{"type":"button","sub_type":"flow","index":"0","parameters":[{"type":"action","action":{"flow_token":"unused","flow_action_data":{"pedido":"8841"}}}]}]`},
		"item_unico": {Values{"header.product": "SKU1", "header.catalog": "55", "body.1": "Ana"},
			`[{"type":"header","parameters":[{"type":"product","product":{"product_retailer_id":"SKU1","catalog_id":"55"}}]},
			{"type":"body","parameters":[{"type":"text","text":"Ana"}]}]`},
		"catalogo_verano": {Values{"header.media": "id:1", "body.1": "Ana"},
			`[{"type":"header","parameters":[{"type":"image","image":{"id":"1"}}]},{"type":"body","parameters":[{"type":"text","text":"Ana"}]}]`},
		"carrossel_sapatos": {Values{"body.1": "Ana", "card.0.header.media": "id:1", "card.0.body.1": "a", "card.0.button.1.url": "x", "card.1.header.media": "id:2", "card.1.body.1": "b", "card.1.button.1.url": "y"},
			`[{"type":"body","parameters":[{"type":"text","text":"Ana"}]},{"type":"carousel","cards":[
			{"card_index":0,"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"1"}}]},{"type":"body","parameters":[{"type":"text","text":"a"}]},
			 {"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"m1|0.0"}]},
			 {"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"x"}]}]},
			{"card_index":1,"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"2"}}]},{"type":"body","parameters":[{"type":"text","text":"b"}]},
			 {"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"m1|1.0"}]},
			 {"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"y"}]}]}]}]`},
	} {
		sameJSON(t, name, builtComponents(t, templates[name], c.values, "m1"), c.want)
	}
}

func TestPayloadNamesWhatIsMissing(t *testing.T) {
	templates := everyTemplate(t)
	payload, err := BuildPayload(templates["visita_tecnica"], Values{"header.media": "id:1", "body.1": "a", "button.2.url": "x"}, "")
	if fault.CodeOf(err) != FaultValuesMissing || fault.Of(err).Parameters["places"] != "body.2, body.3" {
		t.Errorf("missing: %v", err)
	}
	if len(payload.Components) != 2 {
		t.Errorf("what can be built is built: %v", payload.Components)
	}
	if _, err := BuildPayload(templates["gif_promo"], nil, ""); fault.CodeOf(err) != FaultTemplateUnknown {
		t.Errorf("unknown part: %v", err)
	}
	if _, err := BuildPayload(templates["encuesta_flow"], Values{"button.0.flow": "{"}, ""); fault.CodeOf(err) != FaultValuesMalformed {
		t.Errorf("malformed: %v", err)
	}
}

// drawValues draws a value for every required place and some of the others.
func drawValues(t *rapid.T, template Template) Values {
	values := Values{}
	for _, detail := range template.Places() {
		if !detail.Required && !rapid.Bool().Draw(t, string(detail.Place)+"?") {
			continue
		}
		word := rapid.StringMatching(`[A-Za-z0-9çã€😀&<"%/][A-Za-z0-9 çã€😀&<"%/]{0,12}`).Draw(t, string(detail.Place))
		switch detail.Kind {
		case KindImage, KindVideo, KindDocument:
			word = rapid.SampledFrom([]string{"id:7", "https://x.com/a/b%20c", "https://x.com/é.pdf?x=1&y=<"}).Draw(t, "media")
		case KindFlowData:
			word = `{"a":[1,"ç"]}`
		case KindSections:
			word = `[{"title":"a","product_items":[{"product_retailer_id":"S"}]}]`
		case KindCallMinutes:
			word = "60"
		case KindOfferExpiry:
			word = "1780003600000"
		}
		values[detail.Place] = word
	}
	return values
}

// drawTemplate draws a template of any kind, or one with any body.
func drawTemplate(t *rapid.T, templates map[string]Template) Template {
	if rapid.Bool().Draw(t, "known kind") {
		name := rapid.SampledFrom(slices.Sorted(maps.Keys(templates))).Draw(t, "template")
		return templates[name]
	}
	named := rapid.Bool().Draw(t, "named")
	variables := rapid.SliceOfN(rapid.SampledFrom([]string{"{{1}}", "{{2}}", "{{ 4 }}", "{{nome}}", "{{a_b}}", "words", "{{"}), 0, 6)
	text := func(label string) string { return strings.Join(variables.Draw(t, label), " ") }
	template := Template{Name: "n", Language: "es", Status: "APPROVED", NamedParameters: named, Body: &Body{Text: text("body")}}
	if rapid.Bool().Draw(t, "header") {
		template.Header = &Header{Format: HeaderText, Text: text("header")}
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "buttons") {
		kind := rapid.SampledFrom(knownButtons).Draw(t, fmt.Sprint("button ", i))
		template.Buttons = append(template.Buttons, Button{Kind: kind, URL: "https://x.com/{{1}}"})
	}
	return template
}

func TestPayloadReadsBack(t *testing.T) {
	templates := everyTemplate(t)
	rapid.Check(t, func(t *rapid.T) {
		template := drawTemplate(t, templates)
		if len(template.Unknown) > 0 {
			return
		}
		first, err := BuildPayload(template, drawValues(t, template), "m1")
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(first)
		if err != nil {
			t.Fatal(err)
		}
		values, err := ReadPayload(template, data)
		if err != nil {
			t.Fatalf("%v: %s", err, data)
		}
		second, err := BuildPayload(template, values, "another")
		if err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(second)
		if err != nil || !bytes.Equal(data, again) {
			t.Fatalf("built %s\nagain %s", data, again)
		}
	})
}

func TestCampaignReadsBack(t *testing.T) {
	templates := everyTemplate(t)
	for name, refused := range map[string]Place{"cupom_volta": "button.1.code", "codigo_acesso": "body.1", "store_address": "header.location.latitude",
		"carrossel_sapatos": "card.0", "encuesta_flow": "button.0.flow", "oferta_relampago": "offer.expires", "item_unico": "header.product"} {
		if _, _, err := CampaignParameters(templates[name], nil); fault.CodeOf(err) != FaultCampaignCannotSend || fault.Of(err).Parameters["place"] != string(refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	values := Values{"header.media": "https://x.com/a.pdf", "body.1": "a", "body.2": "b", "body.3": "c", "button.2.url": "u"}
	keys, parameters, err := CampaignParameters(templates["visita_tecnica"], values)
	want := map[string]string{"1": "https://x.com/a.pdf", "2": "a", "3": "b", "4": "c", "5": "u"}
	if err != nil || !slices.Equal(keys, []string{"1", "2", "3", "4", "5"}) || !maps.Equal(parameters, want) {
		t.Errorf("%v %v %v", keys, parameters, err)
	}
	back, err := ReadCampaignParameters(templates["visita_tecnica"], keys, parameters)
	if err != nil || !maps.Equal(back, values) {
		t.Errorf("%v %v", back, err)
	}
	for _, wrong := range []struct {
		keys       []string
		parameters map[string]string
	}{
		{[]string{"1", "1"}, map[string]string{"1": "x"}}, {[]string{"1"}, map[string]string{"2": "x"}}, {nil, map[string]string{"1": "x"}},
		{[]string{"1", "2", "3", "4", "5", "6"}, map[string]string{"1": "", "2": "", "3": "", "4": "", "5": "", "6": ""}},
	} {
		if _, err := ReadCampaignParameters(templates["visita_tecnica"], wrong.keys, wrong.parameters); fault.CodeOf(err) != FaultContentMalformed {
			t.Errorf("%v %v: %v", wrong.keys, wrong.parameters, err)
		}
	}
	if _, _, err := CampaignParameters(templates["visita_tecnica"], Values{}); fault.CodeOf(err) != FaultValuesMissing {
		t.Errorf("missing: %v", err)
	}
}
