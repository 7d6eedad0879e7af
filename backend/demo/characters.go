package demo

// Characters tell how some of the customers treat what arrives, for the simulator: a character's name by
// the digits of a phone, or by the identity of a contact without one. Whoever is not listed reads soon
// and stays silent, as most do.
func Characters() map[string]string {
	characters := map[string]string{}
	for index, contact := range Contacts() {
		character := knownCharacters[contact.Name]
		switch {
		case contact.OptedOut:
			character = "opted-out"
		case index >= len(known):
			character = occasional[index%100]
		}
		if character == "" {
			continue
		}
		key := contact.Identity
		if contact.Phone != "" {
			key = contact.Phone[1:]
		}
		characters[key] = character
	}
	return characters
}

var knownCharacters = map[string]string{
	"Valentina Rojas":    "answers",
	"Rita Lima":          "taps",
	"João Paz":           "no-whatsapp",
	"Lucía Herrera":      "phone-off",
	"Ana Paula Souza":    "third-day",
	"Sofía Castillo":     "stops",
	"Diego Quispe Salas": "chatty",
	"Nicolás Ferrer":     "never-reads",
	"Beatriz Nogueira":   "answers",
	"Andrés Molina":      "slow",
	"Julián Prieto":      "no-whatsapp",
	"Carla Benítez":      "marketing-cap",
}

// occasional are the characters of a few in every hundred of the others, by their place in the list.
var occasional = map[int]string{
	4: "answers", 15: "taps", 27: "slow", 38: "never-reads", 49: "phone-off", 53: "no-whatsapp",
	66: "answers", 72: "third-day", 85: "marketing-cap", 94: "taps",
}
