package desk_test

import (
	"slices"
	"testing"

	"activa/backend/desk"
)

func TestFillReply(t *testing.T) {
	rita := desk.Contact{
		Name: "Rita Lima", Phone: "+5531987654321", Email: "rita@example.org",
		Fields: map[string]string{"Pedido": "A-77", "nota": "{{contact.name}}"},
	}
	ana := desk.Account{Identity: "ana@activa.local", Name: "Ana Souza"}
	for _, c := range []struct {
		text, want string
		empty      []string
	}{
		{"Hola", "Hola", nil},
		{"Hola {{contact.name}}, soy {{agent.fullName}}.", "Hola Rita Lima, soy Ana Souza.", nil},
		{"{{ Contact.FirstName }} / {{agent.firstname}} / {{agent.name}}", "Rita / Ana / Ana Souza", nil},
		{"{{contact.phoneNumber}} {{contact.phone}} {{contact.email}}", "+5531987654321 +5531987654321 rita@example.org", nil},
		{"Pedido {{contact.pedido}}, {{contact.extras.PEDIDO}}, {{pedido}}", "Pedido A-77, A-77, A-77", nil},
		{"{{agent.email}}{{ contact.cpf}}{{contact.cpf}}{{otra}}", "{{agent.email}}{{contact.cpf}}{{contact.cpf}}{{otra}}", []string{"agent.email", "contact.cpf", "otra"}},
		{"{{agent.pedido}}", "{{agent.pedido}}", []string{"agent.pedido"}},
		{"{{contact.nota}}", "{{contact.name}}", nil}, // a value is never read as a variable
		{"llaves {{ }} y {uno} y {{a b}}", "llaves {{ }} y {uno} y {{a b}}", nil},
	} {
		filled := desk.FillReply(desk.CannedReply{ID: "1", Text: c.text}, rita, ana)
		if filled.Text != c.want || !slices.Equal(filled.Empty, c.empty) || filled.ID != "1" {
			t.Errorf("%q becomes %q without %v, want %q without %v", c.text, filled.Text, filled.Empty, c.want, c.empty)
		}
	}
}
