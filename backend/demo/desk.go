package demo

// Desk is what the desk of a bot is set up with.
type Desk struct {
	Bot        string
	Queues     []string // in their order
	Rules      []Rule
	Tags       []string
	Replies    []Replies
	AgentSlots int // tickets at once of each agent
	// ActiveFirst lets tickets that answer active messages stand first in their queue.
	ActiveFirst bool
}

// Rule sends replies that hold one of some words to a queue.
type Rule struct {
	ID    string
	Title string
	Queue string
	Words []string
}

// Replies are the canned replies of a category.
type Replies struct {
	ID      string
	Name    string
	Replies []Reply
}

// Reply is a canned reply. Its variables are written {{contact.name}}, {{agent.fullName}} and so on.
type Reply struct{ ID, Name, Text string }

// agentSlots is what an agent of the demo has in hand at once.
const agentSlots = 12

// Desks are the desks of the bots: two queues each, with the words that lead there.
func Desks() []Desk {
	return []Desk{
		{
			Bot: Entregas, Queues: []string{"Entregas", "Reclamos"}, AgentSlots: agentSlots, ActiveFirst: true,
			Rules: []Rule{
				{"reclamos", "Algo salió mal", "Reclamos", []string{"reclamo", "queja", "no llegó", "dañado", "reclamação", "complaint"}},
				{"entregas", "Preguntas por un pedido", "Entregas", []string{"pedido", "entrega", "paquete", "encomenda", "order", "delivery"}},
			},
			Tags: []string{"Entrega confirmada", "Cambio de fecha", "Cambio de dirección", "Reclamo", "Sin respuesta"},
			Replies: []Replies{greetings(), {"entregas", "Entregas", []Reply{
				{"en-camino", "Va en camino", "Su pedido {{contact.extras.pedido}} ya va en camino. Llega hoy antes de las 18:00."},
				{"nueva-fecha", "Nueva fecha", "Con gusto cambiamos la fecha. ¿Qué día le queda mejor?"},
				{"direccion", "Confirmar dirección", "¿Me confirma la dirección de entrega, {{contact.name}}?"},
			}}, portuguese(), english()},
		},
		{
			Bot: Cobranzas, Queues: []string{"Pagos", "Acuerdos"}, AgentSlots: agentSlots,
			Rules: []Rule{
				{"acuerdos", "Pide un acuerdo", "Acuerdos", []string{"acuerdo", "cuotas", "plazo", "parcelas"}},
				{"pagos", "Habla de un pago", "Pagos", []string{"pago", "pagué", "factura", "boleto", "fatura"}},
			},
			Tags: []string{"Pagado", "Promesa de pago", "Acuerdo", "Número equivocado"},
			Replies: []Replies{greetings(), {"pagos", "Pagos", []Reply{
				{"medios", "Medios de pago", "Puede pagar con tarjeta, por transferencia o en efectivo en cualquier corresponsal."},
				{"acuerdo", "Ofrecer cuotas", "Podemos dividir el saldo en tres cuotas sin recargo. ¿Le sirve?"},
				{"recibido", "Pago recibido", "Recibimos su pago, {{contact.name}}. ¡Muchas gracias!"},
			}}, portuguese(), english()},
		},
		{
			Bot: Postventa, Queues: []string{"Soporte", "Garantías"}, AgentSlots: agentSlots, ActiveFirst: true,
			Rules: []Rule{
				{"garantias", "Pide la garantía", "Garantías", []string{"garantía", "cambio", "devolver", "garantia", "warranty"}},
				{"soporte", "Algo no funciona", "Soporte", []string{"no funciona", "no enciende", "error", "ayuda", "help"}},
			},
			Tags: []string{"Resuelto", "Visita técnica", "Cambio", "Devolución", "Encuesta contestada"},
			Replies: []Replies{greetings(), {"soporte", "Soporte", []Reply{
				{"reiniciar", "Reiniciar", "¿Puede apagar el equipo un minuto y encenderlo de nuevo? Quedo pendiente."},
				{"foto", "Pedir una foto", "¿Me envía una foto de la etiqueta, por favor?"},
				{"visita", "Visita técnica", "Programamos una visita sin costo. ¿Le sirve mañana en la mañana?"},
			}}, portuguese(), english()},
		},
	}
}

func greetings() Replies {
	return Replies{"saludos", "Saludos", []Reply{
		{"hola", "Saludo", "¡Hola, {{contact.name}}! Soy {{agent.fullName}}. ¿En qué le puedo ayudar?"},
		{"espera", "Un momento", "Deme un momento, por favor; ya lo reviso."},
		{"gracias", "Despedida", "Fue un gusto ayudarle, {{contact.name}}. ¡Que tenga un buen día!"},
	}}
}

func portuguese() Replies {
	return Replies{"portugues", "Português", []Reply{
		{"ola", "Saudação", "Olá, {{contact.name}}! Aqui é {{agent.fullName}}. Como posso ajudar?"},
		{"momento", "Um momento", "Só um momento, por favor. Já verifico."},
		{"obrigado", "Despedida", "Foi um prazer ajudar, {{contact.name}}. Tenha um ótimo dia!"},
	}}
}

func english() Replies {
	return Replies{"english", "English", []Reply{
		{"hello", "Greeting", "Hi {{contact.name}}, this is {{agent.fullName}}. How can I help?"},
		{"moment", "One moment", "One moment, please. Let me check that for you."},
		{"bye", "Goodbye", "Happy to help, {{contact.name}}. Have a great day!"},
	}}
}
