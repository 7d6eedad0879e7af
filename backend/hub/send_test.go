package hub_test

import (
	"testing"
	"testing/synctest"

	"activa/backend/lime"
)

func TestSmoke(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		ana := w.agent("ana")
		ana.send(t, ana.templateMessage(loja, rita, "m1", "aviso_entrega", "pt_BR", "Rita", "A-7"))
		synctest.Wait()
		for _, e := range ana.take() {
			raw, _ := lime.Encode(e)
			t.Log(string(raw))
		}
	})
}
