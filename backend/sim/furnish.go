package sim

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/demo"
	"activa/backend/desk"
	"activa/backend/gateway/simulator"
	"activa/backend/hub"
	"activa/backend/lime"
)

const (
	knownPeople = 24 // of the demo's contacts
	agentsMax   = 4

	supervisorIdentity = "marta.salinas@activa.local"
)

// characters give the demo's people their ways; people of ours have theirs by their numbers.
func characters() map[string]simulator.Character {
	given := map[string]simulator.Character{}
	for person, character := range demo.Characters() {
		given[person] = simulator.Character(character)
	}
	return given
}

// customers are some of the demo's contacts, and one for each number to which the simulator gives a
// character of its own.
func customers() []demo.Contact {
	people := slices.Clone(demo.Contacts()[:knownPeople])
	for last := 9900; last <= 9923; last++ {
		phone := fmt.Sprintf("+551198765%d", last)
		people = append(people, demo.Contact{
			Identity: doc.ContactIdentity(phone), Phone: phone, Name: fmt.Sprintf("Pessoa %d", last),
		})
	}
	return people
}

// bots are one with direct transfer and one without.
func bots() []demo.Bot { return demo.Bots()[:2] }

// furnish makes two of the demo's bots with their templates, the customers, and the agents with their
// devices: the first agent has two.
func (w *world) furnish(ctx context.Context, agents int) error {
	if err := w.hub.MakeOwner(ctx); err != nil {
		return fmt.Errorf("make the owner: %w", err)
	}
	token, err := w.hub.IssueToken(ctx, doc.OwnerIdentity, tokenLife)
	if err != nil {
		return fmt.Errorf("issue the owner's token: %w", err)
	}
	node, err := lime.ParseNode(doc.OwnerIdentity + "/furnish")
	if err != nil {
		return err
	}
	owner, err := client.Administer(ctx, client.Options{
		Node: node, Authentication: lime.External(token, hub.Issuer), Log: w.log,
		Dial: func(context.Context) (lime.Transport, error) { return w.connect(doc.OwnerIdentity) },
	})
	if err != nil {
		return fmt.Errorf("sign the owner in: %w", err)
	}
	defer owner.Close()
	if err := w.putBotsAndPeople(ctx, owner); err != nil {
		return err
	}
	return w.hire(ctx, owner, agents)
}

func (w *world) putBotsAndPeople(ctx context.Context, owner *client.Administration) error {
	for _, bot := range bots() {
		_, err := owner.PutBot(ctx, doc.Bot{
			Identity: bot.Identity, Name: bot.Name, Number: bot.Number, DirectTransfer: doc.Truth(bot.DirectTransfer),
		})
		if err != nil {
			return fmt.Errorf("put bot: %w", err)
		}
		raw, err := demo.TemplateList(bot.Identity)
		if err != nil {
			return err
		}
		var list struct {
			Data []json.RawMessage `json:"data"`
		}
		if err := json.Unmarshal(raw, &list); err != nil {
			return fmt.Errorf("read templates: %w", err)
		}
		if _, err := owner.ImportTemplates(ctx, desk.BotID(bot.Identity), list.Data); err != nil {
			return fmt.Errorf("import templates: %w", err)
		}
	}
	w.people = customers()
	documents := make([]doc.Contact, len(w.people))
	for i, person := range w.people {
		documents[i] = doc.Contact{Identity: person.Identity, Name: person.Name, PhoneNumber: doc.Text(person.Phone)}
	}
	if saved, err := owner.ImportContacts(ctx, documents); err != nil || len(saved.Refused) > 0 {
		return fmt.Errorf("import contacts: %d were refused: %w", len(saved.Refused), err)
	}
	return nil
}

// hire makes the accounts, the outsider among them, and puts desks up.
func (w *world) hire(ctx context.Context, owner *client.Administration, agents int) error {
	var all []string
	for _, bot := range bots() {
		all = append(all, bot.Identity)
	}
	employ := func(identity, name string, role doc.Role) (token string, err error) {
		err = owner.PutAccount(ctx, doc.HubAccount{Identity: identity, Name: name, Role: role, Bots: all})
		if err != nil {
			return "", fmt.Errorf("put account: %w", err)
		}
		return w.hub.IssueToken(ctx, identity, tokenLife)
	}
	token, err := employ(outsiderIdentity, "Olga Prado", doc.RoleAgent)
	if err != nil {
		return err
	}
	if err := w.newOutsider(token); err != nil {
		return err
	}
	if token, err = employ(supervisorIdentity, "Marta Salinas", doc.RoleSupervisor); err != nil {
		return err
	}
	if w.supervisor, err = w.signIn(supervisorIdentity, token, func(lime.Envelope) {}); err != nil {
		return err
	}
	for i, account := range demo.Accounts()[:min(agents, agentsMax)] {
		token, err := employ(account.Identity, account.Name, doc.RoleAgent)
		if err != nil {
			return err
		}
		w.newDevice(account.Identity, 1, token)
		if i == 0 {
			w.newDevice(account.Identity, 2, token)
		}
	}
	return nil
}
