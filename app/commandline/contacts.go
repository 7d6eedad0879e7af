package commandline

import (
	"fmt"
	"os"
	"strings"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/contactfile"
	"activa/backend/desk"
	"activa/backend/message"
)

type contactsCommand struct {
	Import contactsImportCommand `cmd:"" help:"Import contacts from a CSV file."`
	List   contactsListCommand   `cmd:"" help:"List contacts."`
}

type contactsImportCommand struct {
	File   string `arg:"" help:"CSV with columns for name, phone and e-mail; further columns become fields." type:"existingfile"`
	Region string `help:"Country of numbers that name none, for example BR." placeholder:"BR"`
	JSON   bool   `name:"json" help:"One JSON object."`
}

// Run keeps the good rows and names the bad ones; the status is 1 when no row came in.
func (c *contactsImportCommand) Run(r *run) error {
	if c.Region != "" && !message.KnownRegion(strings.ToUpper(c.Region)) {
		return usage("--region takes the two letters of a country, like BR, not %q", c.Region)
	}
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("read the file: %w", err)
	}
	defer func() { _ = file.Close() }()
	read, err := contactfile.Read(file, strings.ToUpper(c.Region))
	if err != nil {
		return &fileError{c.File, err}
	}
	saved := 0
	if len(read.Contacts) > 0 {
		if saved, err = c.save(r, &read); err != nil {
			return err
		}
	}
	for _, bad := range read.Bad {
		r.complain("line %d: %s", bad.Line, bad.Reason)
	}
	if c.JSON {
		err = r.printJSON(map[string]int{"imported": saved, "refused": len(read.Bad)})
	} else {
		r.say("%d contacts imported, %d rows left out.", saved, len(read.Bad))
	}
	if err == nil && saved == 0 {
		r.complain("activa: the file has no contact that could be imported.")
		return statusError(ExitFailed)
	}
	return err
}

// save gives the contacts to the hub; what it refuses joins the bad rows.
func (c *contactsImportCommand) save(r *run, read *contactfile.Result) (saved int, err error) {
	documents := make([]doc.Contact, 0, len(read.Contacts))
	for _, contact := range read.Contacts {
		document := doc.Contact{
			Name: contact.Name, PhoneNumber: doc.Text(contact.Phone), Email: contact.Email,
			Identity: contactIdentity(contact), Extras: map[string]doc.Text{},
		}
		for name, value := range contact.Fields {
			document.Extras[name] = doc.Text(value)
		}
		documents = append(documents, document)
	}
	err = r.administer(func(administration *client.Administration) error {
		result, err := administration.ImportContacts(r.ctx, documents)
		if err != nil {
			return err
		}
		saved = int(result.Saved)
		for _, refused := range result.Refused {
			index := int(refused.Index)
			if index < 0 || index >= len(read.Contacts) {
				return fmt.Errorf("the hub refused contact %d of %d", index, len(read.Contacts))
			}
			row := read.Contacts[index]
			read.Bad = append(read.Bad, contactfile.BadRow{Line: row.Line, Reason: "the hub refused it: " + refused.Code})
		}
		return nil
	})
	return saved, err
}

// contactIdentity is the customer's on WhatsApp: the digits of the phone, else the e-mail as a name.
func contactIdentity(contact contactfile.Contact) string {
	if contact.Phone != "" {
		return doc.ContactIdentity(contact.Phone)
	}
	return strings.ReplaceAll(contact.Email, "@", "%40") + "@" + doc.WhatsAppDomain
}

type contactsListCommand struct {
	Search string `help:"Name, phone or e-mail to look for." placeholder:"TEXT"`
	Bot    string `help:"Bot whose contacts are listed; the first one when not given." placeholder:"B"`
	JSON   bool   `name:"json" help:"One JSON object a line."`
}

// contactLine is one contact as list prints it.
type contactLine struct {
	ID     string            `json:"id"`
	Name   string            `json:"name"`
	Phone  string            `json:"phone"`
	Email  string            `json:"email"`
	Fields map[string]string `json:"fields"`
}

// searchLimit is how many contacts a search lists at the most.
const searchLimit = 100

// Run lists contacts, or those that a search finds.
func (c *contactsListCommand) Run(r *run) error {
	return r.administer(func(administration *client.Administration) error {
		bot, err := r.findBot(administration, c.Bot)
		if err != nil {
			return err
		}
		var found []desk.Contact
		if c.Search != "" {
			found, err = administration.SearchContacts(r.ctx, bot.ID, c.Search, searchLimit)
		} else {
			found, err = administration.Contacts(r.ctx, bot.ID)
		}
		if err != nil {
			return err
		}
		if c.Search != "" && len(found) == searchLimit {
			r.complain("activa: only the first %d are listed; say more of the name or number.", searchLimit)
		}
		for _, contact := range found {
			line := contactLine{ID: string(contact.ID), Name: contact.Name, Phone: contact.Phone, Email: contact.Email, Fields: contact.Fields}
			if line.Fields == nil {
				line.Fields = map[string]string{}
			}
			if !c.JSON {
				r.say("%-18s %-32s %s", line.Phone, line.Name, line.Email)
				continue
			}
			if err := r.printJSON(line); err != nil {
				return err
			}
		}
		return nil
	})
}
