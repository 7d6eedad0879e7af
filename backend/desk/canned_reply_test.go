package desk

import (
	"slices"
	"testing"
)

func TestReplyIsFilledAndWhatIsMissingStaysToBeTypedOver(t *testing.T) {
	contact := Contact{Name: "Rita Lima", Fields: map[string]string{"Pedido": "A-20417"}}
	agent := Account{Name: "Camila Ríos"}
	for _, one := range []struct {
		written, filled string
		empty           []string
	}{
		{"Hola, {{contact.firstName}}. Soy {{ agent.fullName }}.", "Hola, Rita. Soy Camila Ríos.", nil},
		{"Tu pedido {{contact.extras.pedido}} sale hoy.", "Tu pedido A-20417 sale hoy.", nil},
		{"Llega el {{ contact.fecha }}. ¿El {{contact.fecha}} estás?", "Llega el {{contact.fecha}}. ¿El {{contact.fecha}} estás?", []string{"contact.fecha"}},
		{"Precio: {5}", "Precio: {5}", nil},
	} {
		got := FillReply(CannedReply{Text: one.written}, contact, agent)
		if got.Text != one.filled || !slices.Equal(got.Empty, one.empty) {
			t.Errorf("%q became %q, empty %q; want %q, %q", one.written, got.Text, got.Empty, one.filled, one.empty)
		}
	}
}
