package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// ContactsCount is how many contacts the workspace has.
const ContactsCount = 500

// gatewayDomain is where contacts live (LIME and Blip, §2: "<digits>@wa.gw.msging.net").
const gatewayDomain = "@wa.gw.msging.net"

// known are the people whom everybody meets first; the first names of the list of 500.
var known = []Contact{
	person("Gabriela Méndez", "+573105550188", "Bogotá", "pedido", "A-20388"),
	person("Valentina Rojas", "+56955550111", "Valparaíso", "pedido", "A-20402"),
	person("Rita Lima", "+5511955500121", "São Paulo", "pedido", "A-20417", "cliente_desde", "marzo de 2025", "direccion", "Rua das Acácias 482, Vila Nova"),
	person("João Paz", "+551185550143", "São Paulo", "pedido", "A-20421"),
	person("Mateo Fernández", "+573105550121", "Cali", "pedido", "A-20377"),
	person("Lucía Herrera", "+5491155550119", "Buenos Aires", "pedido", "A-20410"),
	person("Diego Quispe Salas", "+525555550147", "Ciudad de México", "pedido", "A-20350"),
	person("Ana Paula Souza", "+5521955500116", "Rio de Janeiro", "factura", "F-11-47803", "vencimiento", "30/11"),
	user("marcos.vera", "Marcos Vera", "Rosario", "pedido", "A-20339"),
	person("Sofía Castillo", "+525555550133", "Puebla", "pedido", "A-20345"),
	person("Ximena Robles", "+525555550178", "Ciudad de México", "pedido", "A-20366"),
	person("Nicolás Ferrer", "+5491155550118", "Córdoba", "pedido", "A-20361"),
	person("Fernanda Molina", "+573125550174", "Medellín", "pedido", "A-20389", "cliente_desde", "junio de 2024"),
	person("Fernando Paz", "+5491155550133", "Buenos Aires", "pedido", "A-20392"),
	person("Fermín Ocampo", "+56955550112", "Concepción", "visita", "martes 24, de 9 a 11"),
	user("fer.duarte", "Fernanda Duarte", "Santiago"),
	person("Gabino Ortega", "+573105550164", "Barranquilla", "pedido", "A-20395"),
	person("Tomás Cárdenas", "+573015550142", "Bogotá", "factura", "F-11-48213", "vencimiento", "28/11", "cliente_desde", "enero de 2024"),
	person("Hugo Salas", "+5491155550127", "Mendoza", "cita", "mañana a las 15:30"),
	person("Nora Paredes", "+525555550155", "Monterrey", "pedido", "A-20399"),
	person("Carla Benítez", "+56955550109", "Santiago", "factura", "F-10-47120", "vencimiento", "15/11"),
	person("Andrés Molina", "+573205550136", "Pereira", "pedido", "A-20401"),
	person("Beatriz Nogueira", "+5531955500128", "Belo Horizonte", "pedido", "A-20391"),
	person("Julián Prieto", "+573205550117", "Bucaramanga", "cita", "viernes a las 10:00"),
}

func person(name, phone, city string, extras ...string) Contact {
	contact := Contact{Identity: phone[1:] + gatewayDomain, Name: name, Phone: phone, City: city,
		Email: addressOf(name), Extras: map[string]string{"ciudad": city}}
	for i := 0; i+1 < len(extras); i += 2 {
		contact.Extras[extras[i]] = extras[i+1]
	}
	return contact
}

func user(identity, name, city string, extras ...string) Contact {
	contact := person(name, "+", city, extras...)
	contact.Identity, contact.Phone = identity+gatewayDomain, ""
	return contact
}

// Contacts are the workspace's 500 customers: the known ones, then people made from the name lists of
// their countries. Some have no phone, many no e-mail, some stopped marketing.
func Contacts() []Contact {
	contacts := append([]Contact(nil), known...)
	taken := map[string]bool{}
	for _, contact := range contacts {
		taken[contact.Name], taken[contact.Phone] = true, true
	}
	chance := rand.New(rand.NewPCG(2026, 11))
	for len(contacts) < ContactsCount {
		index := len(contacts)
		country := countries[countryOrder[index%len(countryOrder)]]
		name := country.name(chance)
		if taken[name] {
			continue
		}
		area := country.areas[chance.IntN(len(country.areas))]
		phone := area.prefix + fmt.Sprintf("01%02d", chance.IntN(100))
		if taken[phone] {
			continue
		}
		taken[name], taken[phone] = true, true
		contacts = append(contacts, made(chance, index, name, phone, area.city))
	}
	return contacts
}

func made(chance *rand.Rand, index int, name, phone, city string) Contact {
	contact := person(name, phone, city)
	if index%40 == 7 { // WhatsApp lets people hide their number behind a user name
		contact = user(strings.ReplaceAll(plain(name), " ", "."), name, city)
	}
	if chance.IntN(5) < 2 {
		contact.Email = ""
	}
	contact.OptedOut = index%25 == 11
	switch chance.IntN(10) {
	case 0, 1, 2, 3, 4, 5:
		contact.Extras["pedido"] = fmt.Sprintf("A-%d", 20000+index)
	case 6, 7:
		contact.Extras["factura"] = fmt.Sprintf("F-11-%d", 48000+index)
		contact.Extras["vencimiento"] = fmt.Sprintf("%02d/12", 1+chance.IntN(28))
	case 8:
		contact.Extras["cita"] = fmt.Sprintf("%02d/12 a las %d:30", 1+chance.IntN(18), 8+chance.IntN(9))
	}
	return contact
}

// addressOf is an e-mail address under a name that is reserved for examples.
func addressOf(name string) string {
	return strings.ReplaceAll(plain(name), " ", ".") + "@correo.example"
}

var withoutAccents = strings.NewReplacer("á", "a", "â", "a", "ã", "a", "é", "e", "ê", "e", "í", "i",
	"ó", "o", "ô", "o", "õ", "o", "ú", "u", "ü", "u", "ñ", "n", "ç", "c", "'", "")

func plain(name string) string { return withoutAccents.Replace(strings.ToLower(name)) }
