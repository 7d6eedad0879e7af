package simulator

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"activa/backend/hub"
	"activa/backend/message"
)

type language string

const (
	spanish    language = "es"
	portuguese language = "pt"
	english    language = "en"
)

type phraseKind string

const (
	phraseAnswer   phraseKind = "answer"
	phraseGreeting phraseKind = "greeting"
	phraseQuestion phraseKind = "question"
	phraseLate     phraseKind = "late"
	phraseStop     phraseKind = "stop"
)

// phrases are what simulated customers write. They fit any template: nobody knows what was asked.
var phrases = map[language]map[phraseKind][]string{
	spanish: {
		phraseAnswer:   {"Perfecto, muchas gracias", "Sí, me sirve ese horario", "¿Puede ser un poco más tarde?", "Gracias por avisar 🙌", "Listo, quedo a la espera"},
		phraseGreeting: {"¡Hola!", "Buenas", "Hola, ¿cómo están?"},
		phraseQuestion: {"Tengo una duda sobre esto", "¿Me pueden dar más detalles?", "¿Con quién hablo?"},
		phraseLate:     {"Perdón, acabo de ver el mensaje. ¿Sigue en pie?", "Disculpa la demora, estuve sin señal"},
		phraseStop:     {"No quiero recibir más mensajes, por favor", "BAJA"},
	},
	portuguese: {
		phraseAnswer:   {"Perfeito, agradeço muito!", "Sim, esse horário está ótimo", "Pode ser um pouco mais tarde?", "Valeu por avisar 🙌", "Combinado, fico no aguardo"},
		phraseGreeting: {"Oi!", "Bom dia", "Olá, tudo bem?"},
		phraseQuestion: {"Fiquei com uma dúvida", "Podem me explicar melhor?", "Com quem eu falo?"},
		phraseLate:     {"Desculpa, só vi a mensagem agora. Ainda dá tempo?", "Perdão pela demora, estava sem sinal"},
		phraseStop:     {"Não quero mais receber mensagens, por favor", "SAIR"},
	},
	english: {
		phraseAnswer:   {"Perfect, thank you so much", "Yes, that time works for me", "Could it be a bit later?", "Thanks for letting me know 🙌", "Sounds good, I'll be here"},
		phraseGreeting: {"Hi!", "Hello there", "Hey, how are you?"},
		phraseQuestion: {"I have a question about this", "Could you tell me more?", "Who am I talking to?"},
		phraseLate:     {"Sorry, I only just saw this. Is it still on?", "Apologies for the delay, I had no signal"},
		phraseStop:     {"Please don't message me anymore", "STOP"},
	},
}

// languageOf is the language a customer answers in: the template's, else their country's.
func languageOf(outgoing hub.GatewayMessage) language {
	if outgoing.Template != nil {
		code, _, _ := strings.Cut(outgoing.Template.Language, "_")
		if _, known := phrases[language(code)]; known {
			return language(code)
		}
	}
	switch digits := digitsOf(outgoing.Phone); {
	case strings.HasPrefix(digits, "55"):
		return portuguese
	case strings.HasPrefix(digits, "1"), strings.HasPrefix(digits, "44"):
		return english
	default:
		return spanish
	}
}

// payloadOf is what a tap on a quick reply sends back: the payload that was sent with the button, else
// the message's id and the button's index (WhatsApp templates, §5.2).
func payloadOf(outgoing hub.GatewayMessage, index int) string {
	if sent := outgoing.Values[message.Place(fmt.Sprintf("button.%d.payload", index))]; sent != "" {
		return sent
	}
	var content struct {
		Template struct {
			Components []struct {
				SubType    string `json:"sub_type"`
				Index      any    `json:"index"` // text or number, both are in use
				Parameters []struct {
					Payload string `json:"payload"`
				} `json:"parameters"`
			} `json:"components"`
		} `json:"template"`
	}
	if err := json.Unmarshal(outgoing.Content, &content); err == nil {
		for _, component := range content.Template.Components {
			here := strings.EqualFold(component.SubType, "quick_reply") && fmt.Sprint(component.Index) == strconv.Itoa(index)
			if here && len(component.Parameters) > 0 && component.Parameters[0].Payload != "" {
				return component.Parameters[0].Payload
			}
		}
	}
	return outgoing.ID + "|" + strconv.Itoa(index)
}

// jsonText is a text as JSON. The encoder cannot fail on a string, and replaces what is not UTF-8.
func jsonText(text string) []byte {
	encoded, err := json.Marshal(text)
	if err != nil {
		return []byte(`""`)
	}
	return encoded
}
