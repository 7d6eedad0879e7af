package message

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"activa/backend/fault"
)

// everyTemplate reads testdata/templates.json: one template of every kind, by name.
func everyTemplate(t testing.TB) map[string]Template {
	t.Helper()
	data, err := os.ReadFile("testdata/templates.json")
	if err != nil {
		t.Fatal(err)
	}
	result, err := ReadTemplates(data)
	if err != nil {
		t.Fatal(err)
	}
	templates := map[string]Template{}
	for _, template := range result.Templates {
		templates[template.Name] = template
	}
	return templates
}

// templateOf reads an approved template from its components.
func templateOf(t testing.TB, components string, fields ...string) Template {
	t.Helper()
	extra := ""
	for _, field := range fields {
		extra += field + ","
	}
	template, err := ReadTemplate([]byte(
		`{"name":"n","language":"pt_BR","status":"APPROVED","category":"UTILITY",` + extra + `"components":` + components + `}`))
	if err != nil {
		t.Fatal(err)
	}
	return template
}

func TestReadListKeepsSkipsAndCursor(t *testing.T) {
	data, err := os.ReadFile("testdata/templates.json")
	if err != nil {
		t.Fatal(err)
	}
	result, err := ReadTemplates(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Templates) != 16 || result.NextCursor != "QVFJ" {
		t.Errorf("%d templates, cursor %q", len(result.Templates), result.NextCursor)
	}
	want := []Skipped{
		{16, "", SkipNoName}, {17, "sem_partes", SkipNoParts}, {18, "", SkipNotAnObject}, {19, "visita_tecnica", SkipDuplicate},
	}
	if !reflect.DeepEqual(result.Skipped, want) {
		t.Errorf("skipped %v, want %v", result.Skipped, want)
	}
}

func TestReadListForms(t *testing.T) {
	one := `{"name":"a","language":"es","components":[{"type":"BODY","text":"x"}]}`
	for form, text := range map[string]string{
		"plain array": `[` + one + `]`, "items": `{"items":[` + one + `]}`, "data": `{"data":[` + one + `]}`,
		"command": `{"method":"get","resource":{"total":1,"items":[` + one + `]}}`, "alone": one,
		"byte order mark": "\xef\xbb\xbf[" + one + "]", "keys in capitals": `{"Data":[` + strings.Replace(one, "name", "Name", 1) + `]}`,
	} {
		result, err := ReadTemplates([]byte(text))
		if err != nil || len(result.Templates) != 1 || result.Templates[0].Name != "a" {
			t.Errorf("%s: %v %v", form, result, err)
		}
	}
	if result, err := ReadTemplates([]byte(`[]`)); err != nil || len(result.Templates) != 0 {
		t.Errorf("an empty list is a list: %v", err)
	}
}

func TestCursorOfNextPage(t *testing.T) {
	for paging, want := range map[string]string{
		`{"cursors":{"after":"A"}}`:                                  "",
		`{"cursors":{"after":"A"},"next":"https://x/?after=B"}`:      "A",
		`{"next":"https://x/?after=B%3D&access_token=s"}`:            "B=",
		`{"next":"://broken"}`:                                       "",
		`{"cursors":{"after":"A"},"previous":"https://x/?before=A"}`: "",
	} {
		result, err := ReadTemplates([]byte(`{"data":[],"paging":` + paging + `}`))
		if err != nil || result.NextCursor != want {
			t.Errorf("%s: cursor %q, want %q (%v)", paging, result.NextCursor, want, err)
		}
	}
}

func TestReadRefusesWithAFault(t *testing.T) {
	for text, want := range map[string]fault.Code{
		`{"data":[`: FaultFileNotJSON, ``: FaultFileNotJSON, `{"hello":1}`: FaultTemplatesMissing, `7`: FaultTemplatesMissing,
		`"text"`: FaultTemplatesMissing, `null`: FaultTemplatesMissing, "\xff\xfe[\x00]\x00": FaultFileNotJSON,
	} {
		if _, err := ReadTemplates([]byte(text)); fault.CodeOf(err) != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if _, err := ReadTemplates(make([]byte, TemplatesBytesMax+1)); fault.CodeOf(err) != FaultFileTooLarge {
		t.Errorf("a file that is too large: %v", err)
	}
	for text, reason := range map[string]string{
		`{"language":"es","components":[{}]}`: SkipNoName, `{"name":"a","components":[{}]}`: SkipNoLanguage,
		`{"name":"a","language":"es"}`: SkipNoParts, `[]`: SkipNotAnObject,
		`{"name":"a","language":"es","components":[{"type":"BODY","text":"` + strings.Repeat("x", TextBytesMax+1) + `"}]}`: SkipTooLarge,
		`{"name":"` + strings.Repeat("x", TemplateBytesMax) + `"}`:                                                         SkipTooLarge,
	} {
		if _, err := ReadTemplate([]byte(text)); fault.Of(err).Parameters["reason"] != reason {
			t.Errorf("%.40q: %v, want %s", text, err, reason)
		}
	}
	if _, err := ReadTemplate([]byte(`{`)); fault.CodeOf(err) != FaultFileNotJSON {
		t.Errorf("broken JSON: %v", err)
	}
}

func TestReadFields(t *testing.T) {
	templates := everyTemplate(t)
	visit := templates["visita_tecnica"]
	if visit.ID != "901234567890123" || visit.Quality != "GREEN" || visit.RejectedReason != "" || visit.NamedParameters {
		t.Errorf("visit: %+v", visit)
	}
	if visit.Header.MediaExample == "" || visit.Body.Examples["3"] != "8h e 10h" || len(visit.Buttons) != 4 {
		t.Errorf("visit: %+v", visit)
	}
	notice := templates["aviso_entrega"]
	if !notice.NamedParameters || notice.Category != CategoryUtility || notice.Header.Format != HeaderText ||
		notice.Body.Examples["nome"] != "Rita" {
		t.Errorf("notice: %+v", notice)
	}
	if summer := templates["catalogo_verano"]; summer.ID != "1003" || summer.Quality != "YELLOW" || summer.Body.Examples["1"] != "Ana" {
		t.Errorf("numbers and texts where others are usual: %+v", summer)
	}
	if flow := templates["encuesta_flow"].Buttons[0]; flow.FlowID != "77" || flow.FlowAction != "NAVIGATE" || flow.FlowScreen != "START" {
		t.Errorf("flow: %+v", flow)
	}
	if offer := templates["oferta_relampago"]; !offer.Offer.HasExpiration || offer.Buttons[0].Example != "FLASH30" {
		t.Errorf("offer: %+v", offer)
	}
	if code := templates["codigo_acesso"]; !code.Body.SecurityRecommendation || code.Footer.CodeExpirationMinutes != 10 {
		t.Errorf("code: %+v", code)
	}
	if shoes := templates["carrossel_sapatos"]; len(shoes.Cards) != 2 || shoes.Cards[1].Body.Examples["1"] != "15%" {
		t.Errorf("shoes: %+v", shoes)
	}
	if !templates["permiso_llamada"].CallPermission {
		t.Error("the request for calls is lost")
	}
}

func TestRawReadsBackAsTheSameTemplate(t *testing.T) {
	for name, template := range everyTemplate(t) {
		again, err := ReadTemplate(template.Raw)
		if err != nil || !reflect.DeepEqual(again, template) {
			t.Errorf("%s does not read back: %v", name, err)
		}
	}
}

func TestUnknownPartsAreKeptAndBlock(t *testing.T) {
	for components, want := range map[string]UnknownPart{
		`[{"type":"BODY","text":"x"},{"type":"HOLOGRAM"}]`:                              {Type: "HOLOGRAM"},
		`[{"type":"HEADER","format":"gif"}]`:                                            {Type: "GIF", Place: "header"},
		`[{"type":"BODY","text":"x"},{"type":"BODY","text":"y"}]`:                       {Type: "BODY"},
		`[{"type":"BUTTONS","buttons":[{"type":"URL"},{"type":"APP"}]}]`:                {Type: "APP", Place: "button.1"},
		`[{"type":"CAROUSEL","cards":[]}]`:                                              {Type: "CAROUSEL"},
		`[{"type":"CAROUSEL","cards":[{"components":[{"type":"FOOTER"}]}]}]`:            {Type: "FOOTER", Place: "card.0"},
		`[{"type":"BODY","text":"{{999}}"}]`:                                            {Type: "VARIABLE {{999}}"},
		`[{"type":"BODY","text":"{{0}}"}]`:                                              {Type: "VARIABLE {{0}}"},
		`[{"type":"BUTTONS","buttons":[{"type":"URL","url":"https://x/{{1}}/{{2}}"}]}]`: {Type: "URL https://x/{{1}}/{{2}}", Place: "button.0"},
		`["text"]`: {Type: ""},
	} {
		template := templateOf(t, components)
		if len(template.Unknown) != 1 || template.Unknown[0].Type != want.Type || template.Unknown[0].Place != want.Place {
			t.Errorf("%s: unknown %+v", components, template.Unknown)
		}
		if sendable, why := template.Sendable(); sendable || why != "unknown-component" {
			t.Errorf("%s: sendable %v %q", components, sendable, why)
		}
	}
	eleven := `[{"type":"BUTTONS","buttons":[` + strings.Repeat(`{"type":"QUICK_REPLY"},`, 10) + `{"type":"QUICK_REPLY"}]}]`
	if template := templateOf(t, eleven); len(template.Buttons) != ButtonsMax || len(template.Unknown) != 1 {
		t.Errorf("eleven buttons: %d, unknown %d", len(template.Buttons), len(template.Unknown))
	}
}

func TestNamedFormat(t *testing.T) {
	named, numbered := `[{"type":"BODY","text":"{{nome}}"}]`, `[{"type":"BODY","text":"{{1}}"}]`
	for _, c := range []struct {
		components, field string
		want              bool
	}{
		{named, `"parameter_format":"NAMED"`, true}, {named, `"x":1`, true}, {named, `"parameter_format":"positional"`, false},
		{numbered, `"parameter_format":"named"`, true}, {numbered, `"x":1`, false},
		{`[{"type":"BUTTONS","buttons":[{"type":"URL","url":"https://x/{{a}}"}]}]`, `"x":1`, false},
	} {
		if got := templateOf(t, c.components, c.field).NamedParameters; got != c.want {
			t.Errorf("%s %s: named %v", c.components, c.field, got)
		}
	}
}

func TestDoubledKeysReadTheSameEveryTime(t *testing.T) {
	for range 20 {
		fields, _ := readObject([]byte(`{"Name":"B","NAME":"A","name":"c"}`))
		other, _ := readObject([]byte(`{"Name":"B","NAME":"A"}`))
		if fields.text("name") != "c" || other.text("name") != "A" {
			t.Fatalf("%s, %s", fields["name"], other["name"])
		}
	}
}

func FuzzReadTemplates(f *testing.F) {
	data, err := os.ReadFile("testdata/templates.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`[{"name":"a","language":"b","components":[{"type":"BODY","text":"{{1}}{{nome}}{{ 3 }}"}]}]`))
	f.Add([]byte(`{"items":[{"name":1,"language":{"code":"es"},"components":[{}]}],"paging":{"next":"?after=x"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		result, err := ReadTemplates(data)
		if err != nil && len(result.Templates) > 0 {
			t.Fatal("templates and an error")
		}
		for _, template := range result.Templates {
			if !json.Valid(template.Raw) || template.Name == "" || template.Language == "" {
				t.Fatalf("kept what is no template: %+v", template)
			}
			for _, place := range template.Places() {
				if place.Place == "" || place.LengthMax < 0 {
					t.Fatalf("place %+v", place)
				}
			}
		}
	})
}
