package demo

import "math/rand/v2"

// country gives people of one country: names as they are there, and the prefix of invented numbers, to
// which 01 and two digits are added.
type country struct {
	given    []string
	families []string
	double   bool // people are called by two family names
	areas    []area
}

type area struct{ prefix, city string }

// countryOrder spreads countries over the list: of every 25, 8 from Brazil, 6 from Mexico, 4 from
// Colombia, 3 from Argentina, 2 from Chile and 2 from the United States.
var countryOrder = []string{
	"BR", "MX", "CO", "BR", "AR", "MX", "BR", "CL", "BR", "CO", "MX", "US", "BR",
	"AR", "MX", "BR", "CO", "BR", "MX", "US", "AR", "BR", "CL", "CO", "MX",
}

func (c country) name(chance *rand.Rand) string {
	name := c.given[chance.IntN(len(c.given))] + " " + c.families[chance.IntN(len(c.families))]
	if c.double && chance.IntN(3) > 0 {
		name += " " + c.families[chance.IntN(len(c.families))]
	}
	return name
}

var spanishGiven = []string{
	"Alejandra", "Andrea", "Camila", "Carolina", "Daniela", "Elisa", "Gabriela", "Isabel", "Jimena", "Julia",
	"Laura", "Lorena", "Mariana", "Martina", "Natalia", "Paula", "Renata", "Silvia", "Sofía", "Victoria",
	"Adrián", "Alonso", "Bruno", "Carlos", "Cristian", "Damián", "Emilio", "Esteban", "Felipe", "Gonzalo",
	"Hernán", "Ignacio", "Javier", "Leandro", "Manuel", "Óscar", "Pablo", "Ramiro", "Sebastián", "Vicente",
}

var countries = map[string]country{
	"BR": {
		given: []string{
			"Adriana", "Aline", "Amanda", "Beatriz", "Bruna", "Carolina", "Débora", "Eduarda", "Fernanda", "Helena",
			"Isabela", "Juliana", "Larissa", "Letícia", "Luana", "Marina", "Natália", "Patrícia", "Renata", "Tatiane",
			"Alexandre", "André", "Caio", "Daniel", "Diego", "Eduardo", "Felipe", "Gustavo", "Henrique", "Igor",
			"João", "Leonardo", "Lucas", "Marcelo", "Murilo", "Paulo", "Rafael", "Rodrigo", "Thiago", "Vinícius",
		},
		families: []string{
			"Almeida", "Araújo", "Barbosa", "Cardoso", "Carvalho", "Castro", "Costa", "Dias", "Fernandes", "Ferreira",
			"Gomes", "Lima", "Martins", "Mendes", "Moraes", "Nascimento", "Oliveira", "Pereira", "Ribeiro", "Rocha",
			"Santana", "Silveira", "Souza", "Teixeira", "Vieira",
		},
		areas: []area{
			{"+551195550", "São Paulo"}, {"+552195550", "Rio de Janeiro"}, {"+553195550", "Belo Horizonte"},
			{"+554195550", "Curitiba"}, {"+555195550", "Porto Alegre"}, {"+557195550", "Salvador"},
			{"+558195550", "Recife"},
		},
	},
	"MX": {
		given: append([]string{"Guadalupe", "Itzel", "Regina", "Ximena", "Emiliano", "Santiago"}, spanishGiven...),
		families: []string{
			"Aguilar", "Bautista", "Cervantes", "Delgado", "Escobedo", "Fuentes", "Garza", "Hernández", "Juárez", "López",
			"Martínez", "Navarro", "Olvera", "Pacheco", "Ramírez", "Salgado", "Treviño", "Vázquez", "Zamora", "Zúñiga",
		},
		double: true,
		areas: []area{
			{"+52555555", "Ciudad de México"}, {"+52335555", "Guadalajara"}, {"+52815555", "Monterrey"},
			{"+52222555", "Puebla"}, {"+52999555", "Mérida"},
		},
	},
	"CO": {
		given: append([]string{"Luz Marina", "Yuliana", "Jhon", "Wilson"}, spanishGiven...),
		families: []string{
			"Acosta", "Bedoya", "Castaño", "Duque", "Echeverri", "Giraldo", "Londoño", "Mejía", "Ospina", "Quintero",
			"Restrepo", "Saldarriaga", "Torres", "Uribe", "Vélez", "Zapata",
		},
		double: true,
		areas: []area{
			{"+57310555", "Bogotá"}, {"+57312555", "Medellín"}, {"+57320555", "Cali"}, {"+57301555", "Barranquilla"},
		},
	},
	"AR": {
		given: append([]string{"Agustina", "Julieta", "Lautaro", "Nahuel"}, spanishGiven...),
		families: []string{
			"Acuña", "Bianchi", "Colombo", "Domínguez", "Ferreyra", "Giménez", "Ibarra", "Ledesma", "Maldonado", "Peralta",
			"Quiroga", "Rossi", "Sosa", "Toledo", "Villalba",
		},
		areas: []area{
			{"+549115555", "Buenos Aires"}, {"+549351555", "Córdoba"}, {"+549341555", "Rosario"},
		},
	},
	"CL": {
		given: append([]string{"Antonia", "Constanza", "Benjamín", "Matías"}, spanishGiven...),
		families: []string{
			"Araya", "Bravo", "Contreras", "Espinoza", "Fuenzalida", "Leiva", "Muñoz", "Parra", "Riquelme", "Tapia",
			"Valdés", "Yáñez",
		},
		double: true,
		areas:  []area{{"+5695555", "Santiago"}, {"+5698555", "Valparaíso"}},
	},
	"US": {
		given: []string{
			"Ashley", "Brian", "Chloe", "Emily", "Ethan", "Grace", "Jessica", "Kevin", "Megan", "Michael", "Olivia",
			"Rachel", "Sarah", "Tyler", "William", "Zoe",
		},
		families: []string{
			"Anderson", "Brooks", "Carter", "Davis", "Foster", "Hughes", "Jenkins", "Morgan", "Parker", "Reed", "Sullivan",
			"Turner", "Walker", "Young",
		},
		areas: []area{
			{"+1212555", "New York"}, {"+1305555", "Miami"}, {"+1312555", "Chicago"}, {"+1415555", "San Francisco"},
		},
	},
}
