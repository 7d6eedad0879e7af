package commandline

import (
	"cmp"
	"errors"
	"strings"
	"time"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/message"
	"activa/backend/workspace"
)

type accountsCommand struct {
	Add   accountsAddCommand   `cmd:"" help:"Add an account, or change one; the secret is read from standard input."`
	Token accountsTokenCommand `cmd:"" help:"Issue a token of the scheme external for an account."`
}

type accountsAddCommand struct {
	Identity string   `arg:"" help:"Name of the account: ana, or ana@activa.local."`
	Role     string   `required:"" enum:"agent,supervisor,bot" help:"agent, supervisor or bot."`
	Name     string   `help:"Name that people read." placeholder:"NAME"`
	Bot      []string `help:"Bot that the account may use; may be given several times." placeholder:"B" sep:"none"`
	JSON     bool     `name:"json" help:"One JSON object a line."`
}

// Run adds the account. One of role bot belongs to the bot of the same name.
func (c *accountsAddCommand) Run(r *run) error {
	secret, err := r.readSecret()
	if err != nil {
		return err
	}
	identity := agentIdentity(c.Identity)
	if doc.Role(c.Role) == doc.RoleBot && !strings.Contains(c.Identity, "@") {
		identity = doc.BotIdentity(c.Identity)
	}
	return r.administer(func(administration *client.Administration) error {
		account, err := knownAccount(r, administration, identity)
		if err != nil {
			return err
		}
		account.Role, account.Secret = doc.Role(c.Role), lime.EncodeSecret(secret)
		account.Name = cmp.Or(c.Name, account.Name, nameOf(identity))
		if len(c.Bot) > 0 {
			account.Bots = nil
		}
		for _, name := range c.Bot {
			bot, err := r.findBot(administration, name)
			if err != nil {
				return err
			}
			account.Bots = append(account.Bots, string(bot.ID))
		}
		if err := administration.PutAccount(r.ctx, account); err != nil {
			return err
		}
		if c.JSON {
			return r.printJSON(map[string]any{"identity": identity, "role": c.Role, "bots": account.Bots})
		}
		r.say("%s may sign in as %s.", identity, c.Role)
		return nil
	})
}

// knownAccount is the account as it is, so that a new secret takes neither name nor bots away; a new one
// has only its identity.
func knownAccount(r *run, administration *client.Administration, identity string) (doc.HubAccount, error) {
	accounts, err := administration.Accounts(r.ctx)
	if err != nil {
		return doc.HubAccount{}, err
	}
	for _, account := range accounts {
		if doc.FoldIdentity(account.Identity) == doc.FoldIdentity(identity) {
			return account, nil
		}
	}
	return doc.HubAccount{Identity: identity}, nil
}

// nameOf is the part of an identity before the @.
func nameOf(identity string) string {
	name, _, _ := strings.Cut(identity, "@")
	return name
}

type accountsTokenCommand struct {
	Identity string        `arg:"" help:"Name of the account."`
	For      time.Duration `default:"24h" help:"How long the token lasts." placeholder:"24h"`
	JSON     bool          `name:"json" help:"One JSON object a line."`
}

// Run prints the token, alone on its line, or with its end as JSON.
func (c *accountsTokenCommand) Run(r *run) error {
	if c.For <= 0 {
		return usage("--for takes a time like 24h")
	}
	return r.administer(func(administration *client.Administration) error {
		token, err := administration.Token(r.ctx, agentIdentity(c.Identity), c.For)
		if err != nil {
			return orUnknownAgent(err, agentIdentity(c.Identity))
		}
		if c.JSON {
			return r.printJSON(map[string]any{"token": token.Token, "expiresAt": token.ExpiresAt.UTC().Format(time.RFC3339)})
		}
		r.say("%s", token.Token)
		return nil
	})
}

type botsCommand struct {
	Add botsAddCommand `cmd:"" help:"Add a bot, or change one."`
}

type botsAddCommand struct {
	Name           string        `arg:"" help:"Name of the bot: ventas."`
	Number         string        `required:"" help:"Its WhatsApp number, with its country: +55…" placeholder:"PHONE"`
	DirectTransfer bool          `help:"A reply goes straight to the agent who sent the message."`
	CloseAfter     time.Duration `help:"An open ticket in which nobody writes for so many whole hours closes by itself; never without it." placeholder:"24h"`
	JSON           bool          `name:"json" help:"One JSON object a line."`
}

// Run adds the bot and prints its access key, which the hub tells only now.
func (c *botsAddCommand) Run(r *run) error {
	phone, _ := message.ParsePhone(c.Number, "")
	if phone.E164 == "" {
		return usage("--number takes a number with its country, like +5511…, not %q", c.Number)
	}
	if _, domain, whole := strings.Cut(c.Name, "@"); whole && domain != doc.BotDomain {
		return usage("a bot's name is like ventas or ventas@%s, not %q", doc.BotDomain, c.Name)
	}
	if c.CloseAfter < 0 || c.CloseAfter%time.Hour != 0 {
		return usage("--close-after takes whole hours like 24h, or 0 for never, not %s", c.CloseAfter)
	}
	return r.administer(func(administration *client.Administration) error {
		bot, err := administration.PutBot(r.ctx, doc.Bot{
			Identity: botIdentity(c.Name), Name: nameOf(c.Name), Number: phone.E164, DirectTransfer: doc.Truth(c.DirectTransfer),
			CloseAfterHours: doc.Number(c.CloseAfter / time.Hour),
		})
		if err != nil {
			return err
		}
		if c.JSON {
			return r.printJSON(map[string]any{
				"bot": bot.Identity, "number": bot.Number, "directTransfer": bool(bot.DirectTransfer),
				"closeAfterHours": int(bot.CloseAfterHours), "key": bot.Key,
			})
		}
		r.say("%s has the number %s.", bot.Identity, phone.E164)
		if bot.CloseAfterHours > 0 {
			r.say("Its open tickets close by themselves after %d hours in which nobody writes.", bot.CloseAfterHours)
		}
		if bot.Key != "" {
			r.say("Access key, shown only now: %s", bot.Key)
		}
		return nil
	})
}

// botIdentity makes an identity of a name as people type it: blanks become hyphens.
func botIdentity(name string) string {
	if strings.Contains(name, "@") {
		return name
	}
	return doc.BotIdentity(strings.ToLower(strings.Join(strings.Fields(name), "-")))
}

// findBot finds a bot by its identity, its short name or the name that people read; an empty name is
// the only bot, or the first one, which is said.
func (r *run) findBot(administration *client.Administration, name string) (desk.Bot, error) {
	bots, err := administration.Bots(r.ctx)
	if err != nil {
		return desk.Bot{}, err
	}
	if len(bots) == 0 {
		return desk.Bot{}, fault.New(noBot, nil, nil)
	}
	if name == "" {
		return bots[0], nil
	}
	for _, bot := range bots {
		if strings.EqualFold(string(bot.ID), botIdentity(name)) || strings.EqualFold(bot.Name, name) {
			return bot, nil
		}
	}
	var names []string
	for _, bot := range bots {
		names = append(names, string(bot.ID))
	}
	return desk.Bot{}, unknownBot(name, names)
}

// Codes of names that a hub does not know.
const (
	noBot      fault.Code = "no-bot"
	botUnknown fault.Code = "bot-unknown" // parameters "bot" and "known"
)

func unknownBot(name string, known []string) error {
	return fault.New(botUnknown, nil, fault.Parameters{"bot": name, "known": strings.Join(known, ", ")})
}

// orUnknownAgent tells an account that is not there from other refusals.
func orUnknownAgent(err error, identity string) error {
	var refused *lime.ReasonError
	if errors.As(err, &refused) && refused.Reason.Code == lime.ReasonCodeResourceNotFound {
		return fault.New(workspace.AccountUnknown, err, fault.Parameters{"account": identity})
	}
	return err
}
