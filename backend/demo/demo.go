package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"activa/backend/message"
)

// Target is where the workspace is made. Each method takes what it was given before again without harm,
// so that a start that was cut off half-way is made whole by the next one.
type Target interface {
	AddBot(ctx context.Context, bot Bot) error
	AddAccount(ctx context.Context, account Account) error
	// ImportTemplates takes Meta's list form, {"data":[…]}.
	ImportTemplates(ctx context.Context, bot string, list []byte) error
	// SetUpDesk sets up the desk of a bot that was added.
	SetUpDesk(ctx context.Context, desk Desk) error
	// SaveContacts takes at most ContactsAtOnce.
	SaveContacts(ctx context.Context, contacts []Contact) error
}

// Historian is a Target that can also hold messages that were sent before the workspace was made.
type Historian interface {
	AddSent(ctx context.Context, sent []Sent) error
}

// ContactsAtOnce is how many contacts SaveContacts is given in one call.
const ContactsAtOnce = 250

// Bot is a chatbot of the workspace.
type Bot struct {
	Identity       string
	Name           string
	Number         string // E.164
	DirectTransfer bool
}

// Account is a person of the workspace's team. It has no secret: whoever makes the workspace decides
// how its people sign in.
type Account struct {
	Identity string
	Name     string
	Email    string
	Role     string // "agent" or "supervisor"
	Bots     []string
}

// Contact is a customer. Extras are the fields that fill variables, by their Spanish names.
type Contact struct {
	Identity string
	Name     string
	Phone    string // E.164; empty for those known by their user name alone
	Email    string
	City     string
	OptedOut bool // of marketing
	Extras   map[string]string
}

// Sent is a message of the history.
type Sent struct {
	ID       string
	Bot      string
	Agent    string
	Contact  Contact
	Template message.Template
	Values   message.Values
	Progress message.Progress
}

// Make makes the workspace; now is the instant from which the history counts back.
func Make(ctx context.Context, target Target, now time.Time) error {
	for _, bot := range Bots() {
		if err := target.AddBot(ctx, bot); err != nil {
			return fmt.Errorf("add demo bot %s: %w", bot.Identity, err)
		}
		list, err := TemplateList(bot.Identity)
		if err != nil {
			return err
		}
		if err := target.ImportTemplates(ctx, bot.Identity, list); err != nil {
			return fmt.Errorf("import demo templates of %s: %w", bot.Identity, err)
		}
	}
	for _, account := range Accounts() {
		if err := target.AddAccount(ctx, account); err != nil {
			return fmt.Errorf("add demo account %s: %w", account.Identity, err)
		}
	}
	for _, desk := range Desks() {
		if err := target.SetUpDesk(ctx, desk); err != nil {
			return fmt.Errorf("set up the demo desk of %s: %w", desk.Bot, err)
		}
	}
	for batch := range slices.Chunk(Contacts(), ContactsAtOnce) {
		if err := target.SaveContacts(ctx, batch); err != nil {
			return fmt.Errorf("save demo contacts: %w", err)
		}
	}
	historian, is := target.(Historian)
	if !is {
		return nil
	}
	sent, err := History(now)
	if err != nil {
		return err
	}
	if err := historian.AddSent(ctx, sent); err != nil {
		return fmt.Errorf("add demo history: %w", err)
	}
	return nil
}

// The bots' identities.
const (
	Entregas  = "entregas@msging.net"
	Cobranzas = "cobranzas@msging.net"
	Postventa = "postventa@msging.net"
)

// Bots of the workspace. Cobranzas has no direct transfer, so that both ways of a reply can be seen.
func Bots() []Bot {
	return []Bot{
		{Identity: Entregas, Name: "Entregas", Number: "+576015550100", DirectTransfer: true},
		{Identity: Cobranzas, Name: "Cobranzas", Number: "+576015550101"},
		{Identity: Postventa, Name: "Postventa", Number: "+576015550102", DirectTransfer: true},
	}
}

// The agents' identities.
const (
	camila = "camila.rios@activa.local"
	bruno  = "bruno.diaz@activa.local"
	luana  = "luana.martins@activa.local"
	elena  = "elena.vargas@activa.local"
	marta  = "marta.salinas@activa.local"
)

// Accounts of the workspace: four agents and their supervisor.
func Accounts() []Account {
	person := func(identity, name, email, role string, bots ...string) Account {
		return Account{Identity: identity, Name: name, Email: email + "@activa.example", Role: role, Bots: bots}
	}
	return []Account{
		person(camila, "Camila Ríos", "camila.rios", "agent", Entregas, Cobranzas, Postventa),
		person(bruno, "Bruno Díaz", "bruno.diaz", "agent", Entregas, Postventa),
		person(luana, "Luana Martins", "luana.martins", "agent", Entregas, Cobranzas),
		person(elena, "Elena Vargas", "elena.vargas", "agent", Cobranzas, Postventa),
		person(marta, "Marta Salinas", "marta.salinas", "supervisor", Entregas, Cobranzas, Postventa),
	}
}
