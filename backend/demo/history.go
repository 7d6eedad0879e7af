package demo

import (
	"fmt"
	"strings"
	"time"

	"activa/backend/message"
)

// past is one message of the history: how long ago it was sent and how far it came.
type past struct {
	ago                time.Duration
	agent              string
	bot, name, lang    string
	contact            string
	outcome            message.Delivery
	readAfter, replied time.Duration // since it was sent; 0: not known to be read; never replied
	reason             message.Reason
}

const hour = time.Hour

var undeliverable = message.Reason{Code: 131026, Description: "Message undeliverable"}

// pasts are the last 72 hours of the team. Those of Camila are the rows of a working day: something of
// every status, the newest first.
var pasts = []past{
	{4*hour + 56*time.Minute, camila, Entregas, "aviso_entrega", "pt_BR", "Rita Lima", message.Consumed, 4 * time.Minute, 0, message.Reason{}},
	{5 * hour, camila, Postventa, "recordatorio_cita", "es", "João Paz", message.Failed, 0, 0, undeliverable},
	{5*hour + 46*time.Minute, camila, Postventa, "recordatorio_cita", "es", "Mateo Fernández", message.Received, 0, 0, message.Reason{}},
	{6*hour + 18*time.Minute, camila, Entregas, "aviso_entrega", "es", "Lucía Herrera", message.Dispatched, 0, 0, message.Reason{}},
	{7*hour + 7*time.Minute, camila, Postventa, "encuesta_postventa", "es", "Diego Quispe Salas", message.Consumed, 26 * time.Minute, 0, message.Reason{}},
	{23*hour + 8*time.Minute, camila, Cobranzas, "recordatorio_pago", "es", "Ana Paula Souza", message.Received, 0, 0, message.Reason{}},
	{25 * hour, camila, Entregas, "aviso_entrega", "es", "Marcos Vera", message.Consumed, 2 * hour, 0, message.Reason{}},
	{27 * hour, camila, Postventa, "coleccion_verano", "es", "Sofía Castillo", message.Received, 0, 0, message.Reason{}},
	{28 * hour, camila, Postventa, "cupon_bienvenida", "es", "Ximena Robles", message.Received, 0, 0, message.Reason{}},
	{29 * hour, camila, Entregas, "aviso_demora", "es", "Nicolás Ferrer", message.Consumed, 41 * time.Minute, 0, message.Reason{}},
	{50 * hour, camila, Entregas, "aviso_entrega", "es", "Fernanda Molina", message.Consumed, 3 * time.Minute, 9 * time.Minute, message.Reason{}},

	{2 * hour, bruno, Entregas, "aviso_demora", "es", "Gabino Ortega", message.Consumed, 12 * time.Minute, 0, message.Reason{}},
	{3 * hour, bruno, Postventa, "recordatorio_cita", "es", "Hugo Salas", message.Consumed, 2 * time.Minute, 18 * time.Minute, message.Reason{}},
	{6 * hour, bruno, Entregas, "entrega_sin_exito", "es", "Andrés Molina", message.Received, 0, 0, message.Reason{}},
	{26 * hour, bruno, Postventa, "visita_tecnica", "pt_BR", "Beatriz Nogueira", message.Consumed, 15 * time.Minute, 0, message.Reason{}},

	{2*hour + 30*time.Minute, luana, Entregas, "pedido_saiu_para_entrega", "pt_BR", "Beatriz Nogueira", message.Consumed, time.Minute, 6 * time.Minute, message.Reason{}},
	{4 * hour, luana, Cobranzas, "lembrete_pagamento", "pt_BR", "Ana Paula Souza", message.Consumed, 50 * time.Minute, 0, message.Reason{}},
	{8 * hour, luana, Entregas, "aviso_retiro_sucursal", "es_MX", "Nora Paredes", message.Received, 0, 0, message.Reason{}},
	{30 * hour, luana, Cobranzas, "boleto_disponivel", "pt_BR", "João Paz", message.Failed, 0, 0, undeliverable},

	{time.Hour, elena, Cobranzas, "factura_mes", "es", "Tomás Cárdenas", message.Consumed, 7 * time.Minute, 0, message.Reason{}},
	{5 * hour, elena, Postventa, "recordatorio_cita", "es", "Julián Prieto", message.Failed, 0, 0, undeliverable},
	{9 * hour, elena, Postventa, "promo_invierno", "es", "Carla Benítez", message.Failed, 0, 0,
		message.Reason{Code: 131049, Description: "This message was not delivered to maintain healthy ecosystem engagement"}},
	{31 * hour, elena, Cobranzas, "confirmacion_pago", "es", "Fernanda Molina", message.Consumed, 20 * time.Minute, 0, message.Reason{}},
}

// History is what the team sent in the 72 hours before now, the newest of each agent first.
func History(now time.Time) ([]Sent, error) {
	templates := map[[3]string]message.Template{}
	for _, bot := range Bots() {
		list, err := Templates(bot.Identity)
		if err != nil {
			return nil, err
		}
		for _, template := range list {
			templates[[3]string{bot.Identity, template.Name, template.Language}] = template
		}
	}
	contacts := map[string]Contact{}
	for _, contact := range known {
		contacts[contact.Name] = contact
	}
	history := make([]Sent, 0, len(pasts))
	for index, p := range pasts {
		template, here := templates[[3]string{p.bot, p.name, p.lang}]
		contact, met := contacts[p.contact]
		if !here || !met {
			return nil, fmt.Errorf("demo history: %s %s for %s does not exist", p.name, p.lang, p.contact)
		}
		sentAt := now.Add(-p.ago)
		history = append(history, Sent{
			ID: fmt.Sprintf("d3000000-ac71-4a00-8000-%012d", index+1), Bot: p.bot, Agent: p.agent, Contact: contact,
			Template: template, Values: valuesFor(template, contact, sentAt), Progress: p.progress(sentAt),
		})
	}
	return history, nil
}

// valuesFor are the template's examples with the contact's own name, which our templates ask for first.
func valuesFor(template message.Template, contact Contact, at time.Time) message.Values {
	values := ExampleValues(template, at)
	given, _, _ := strings.Cut(contact.Name, " ")
	for _, place := range []message.Place{"body.1", "body.nome"} {
		if values[place] != "" {
			values[place] = given
		}
	}
	return values
}

func (p past) progress(sentAt time.Time) message.Progress {
	progress := message.NewProgress(sentAt)
	tell := func(kind message.Delivery, after time.Duration) {
		progress = progress.Apply(message.Receipt{Kind: kind, At: sentAt.Add(after), Reason: p.reason})
	}
	tell(message.Accepted, 180*time.Millisecond)
	tell(message.Dispatched, 420*time.Millisecond)
	if p.outcome == message.Failed {
		tell(message.Failed, 2800*time.Millisecond)
	}
	if p.outcome == message.Received || p.outcome == message.Consumed {
		tell(message.Received, 3*time.Second)
	}
	if p.outcome == message.Consumed {
		tell(message.Consumed, p.readAfter)
	}
	if p.replied > 0 {
		progress = progress.Replied(sentAt.Add(p.replied))
	}
	return progress
}
