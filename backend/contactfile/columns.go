package contactfile

import (
	"net/mail"
	"strings"
	stdunicode "unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"activa/backend/fault"
	"activa/backend/message"
)

// columnNames are the names that a column may have, folded: no accents, case, blanks or signs.
var columnNames = map[string][]string{
	"name":  {"name", "nombre", "nome", "nombrecompleto", "nomecompleto", "fullname", "contact", "contacto", "contato", "cliente", "customer"},
	"phone": {"phone", "telefono", "telefone", "celular", "movil", "whatsapp", "numero", "number", "phonenumber", "mobile", "fone"},
	"email": {"email", "correo", "correoelectronico", "mail", "emailaddress"},
}

// columns tells what stands in which cell of a row.
type columns struct {
	name, phone, email int            // -1: there is no such column
	fields             map[int]string // the others, by their own name
}

// findColumns reads the first row. Without any name that we know it is a row of data whose columns are
// recognised by what they look like; named is then false.
func findColumns(first []string) (found *columns, named bool, err error) {
	if len(first) > ColumnsMax {
		return nil, false, fault.New(NoColumns, nil, nil)
	}
	found = &columns{name: -1, phone: -1, email: -1, fields: map[int]string{}}
	for i, cell := range first {
		switch target := found.named(fold(cell)); {
		case target != nil && *target < 0:
			*target = i
		case strings.TrimSpace(cell) != "":
			found.fields[i] = strings.TrimSpace(cell)
		}
	}
	if found.phone >= 0 || found.email >= 0 {
		return found, true, nil
	}
	if found = guess(first); found == nil {
		return nil, false, fault.New(NoColumns, nil, nil)
	}
	return found, false, nil
}

// named is the column that a folded name stands for, nil for none.
func (c *columns) named(folded string) *int {
	for column, names := range columnNames {
		for _, name := range names {
			if name != folded {
				continue
			}
			switch column {
			case "name":
				return &c.name
			case "phone":
				return &c.phone
			default:
				return &c.email
			}
		}
	}
	return nil
}

// guess recognises the columns of a file without names: the cell that looks like a phone, the one with
// an @, and the first of the others as the name. nil when nothing looks like a contact.
func guess(cells []string) *columns {
	found := &columns{name: -1, phone: -1, email: -1, fields: map[int]string{}}
	for i, cell := range cells {
		switch {
		case found.email < 0 && strings.Contains(cell, "@"):
			found.email = i
		case found.phone < 0 && looksLikePhone(cell):
			found.phone = i
		case found.name < 0 && strings.TrimSpace(cell) != "":
			found.name = i
		}
	}
	if found.phone < 0 && found.email < 0 {
		return nil
	}
	return found
}

func looksLikePhone(cell string) bool {
	digits := 0
	for _, letter := range cell {
		switch {
		case letter >= '0' && letter <= '9':
			digits++
		case !strings.ContainsRune(" +-().\u00a0", letter):
			return false
		}
	}
	return digits >= 7
}

// read makes a contact of a row, or gives the reason why not. An empty row is an empty contact.
func (c *columns) read(line int, cells []string, region string) (Contact, string) {
	contact := Contact{Line: line, Fields: map[string]string{}}
	cell := func(i int) string {
		if i < 0 || i >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[i])
	}
	for _, text := range cells {
		if len(text) > cellBytesMax {
			return contact, "a cell is longer than 4 KiB"
		}
	}
	contact.Name = cell(c.name)
	for i, name := range c.fields {
		if value := cell(i); value != "" {
			contact.Fields[name] = value
		}
	}
	if email := cell(c.email); email != "" {
		address, err := mail.ParseAddress(email)
		if err != nil {
			return contact, "the e-mail " + quoted(email) + " is not an address"
		}
		contact.Email = address.Address
	}
	phone := cell(c.phone)
	if phone == "" {
		if contact.Email == "" && contact.Name != "" {
			return contact, "neither a phone nor an e-mail"
		}
		return contact, ""
	}
	var reason string
	contact.Phone, reason = readPhone(phone, region)
	return contact, reason
}

// readPhone understands a phone, or says why not. Spreadsheets drop the plus sign of whole numbers:
// digits that are a valid number with it are taken so.
func readPhone(text, region string) (e164, reason string) {
	parsed, findings := message.ParsePhone(text, region)
	if parsed.E164 == "" && !strings.HasPrefix(text, "+") {
		if whole, _ := message.ParsePhone("+"+text, ""); whole.Valid {
			return whole.E164, ""
		}
	}
	switch {
	case parsed.E164 != "" && !message.HasErrors(findings):
		return parsed.E164, ""
	case region == "" && !strings.HasPrefix(text, "+"):
		return "", "the phone " + quoted(text) + " names no country: write +55… or give --region"
	}
	return "", "the phone " + quoted(text) + " is not a number that exists"
}

func quoted(text string) string {
	const shown = 40
	if letters := []rune(text); len(letters) > shown {
		text = string(letters[:shown]) + "…"
	}
	return "«" + text + "»"
}

// fold strips a column's name of accents, case and every sign.
func fold(text string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(stdunicode.Mn))), text)
	if err != nil {
		plain = text
	}
	return strings.Map(func(letter rune) rune {
		if stdunicode.IsLetter(letter) || stdunicode.IsDigit(letter) {
			return stdunicode.ToLower(letter)
		}
		return -1
	}, plain)
}
