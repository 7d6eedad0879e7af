package message

import (
	"maps"
	"testing"
	"time"
)

func TestComposeMakesTheMessage(t *testing.T) {
	template := everyTemplate(t)["aviso_entrega"]
	draft := Draft{Template: template, Now: noon.Add(1500 * time.Microsecond),
		Values: Values{"header.pedido": " 1 ", "body.nome": "Ana", "body.pedido": "2", "body.other": " "}}
	wanted := ActiveMessage{ID: "m1", Bot: "b", Agent: "a", Contact: "c", Phone: "+55 31 98765-4321", Name: "Ana", RetryOf: "m0"}
	message, findings := Compose(wanted, draft)
	if HasErrors(findings) {
		t.Fatalf("%+v", findings)
	}
	if message.Phone != "+5531987654321" || message.TemplateName != "aviso_entrega" || message.TemplateLanguage != "pt_BR" ||
		message.TemplateID != "1002" || message.ID != "m1" || message.RetryOf != "m0" || !message.ComposedAt.Equal(noon.Add(time.Millisecond)) {
		t.Errorf("%+v", message)
	}
	if want := (Values{"header.pedido": "1", "body.nome": "Ana", "body.pedido": "2"}); !maps.Equal(message.Values, want) {
		t.Errorf("values %v", message.Values)
	}
	message.Values["body.nome"] = "changed"
	if draft.Values["body.nome"] != "Ana" {
		t.Error("the message shares the draft's values")
	}
}

func TestComposeRefuses(t *testing.T) {
	templates := everyTemplate(t)
	for name, c := range map[string]struct {
		wanted ActiveMessage
		draft  Draft
		rule   string
		code   string
	}{
		"a value is missing": {ActiveMessage{Phone: "+5531987654321"}, Draft{Template: templates["aviso_entrega"]}, "V1", "value-missing"},
		"nobody":             {ActiveMessage{}, Draft{Template: templates["encuesta_flow"]}, "P1", "recipient-missing"},
		"code without phone": {ActiveMessage{Contact: "c"}, Draft{Template: templates["codigo_acesso"],
			Values: Values{"body.1": "1", "button.0.code": "1"}}, "P1", "recipient-needs-phone"},
		"phone without plus": {ActiveMessage{Phone: "5531987654321"}, Draft{Template: templates["encuesta_flow"]}, "P1", "phone-needs-plus"},
	} {
		message, findings := Compose(c.wanted, c.draft)
		told := found(findings, c.rule)
		if message.Phone != "" || message.TemplateName != "" || len(told) == 0 || told[0].Code != c.code || told[0].Text == "" {
			t.Errorf("%s: %+v %+v", name, message, findings)
		}
	}
	if message, findings := Compose(ActiveMessage{Contact: "user"}, Draft{Template: templates["encuesta_flow"]}); HasErrors(findings) || message.TemplateName == "" {
		t.Errorf("a contact without a phone can be written to: %+v", findings)
	}
}
