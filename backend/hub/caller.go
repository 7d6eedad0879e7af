package hub

import (
	"errors"
	"slices"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// roleGuest is who signed in as nobody: such a session may ping and nothing else.
const roleGuest ticket.Role = "guest"

// caller is who asks for something, and for which bot.
type caller struct {
	member  *member
	account Account
	// bot is the bot acted for, empty when the account asks for itself.
	bot string
	// replyTo is told of answers and news.
	replyTo lime.Node
}

// callerOf finds out who sent an envelope. The account is read fresh: a right that was taken away is
// gone with the next envelope.
func callerOf(reader Reader, m *member, head lime.Head) (caller, error) {
	asking := caller{member: m, replyTo: m.Node()}
	if m.guest {
		asking.account = Account{Identity: m.identity, Role: roleGuest}
		return asking, nil
	}
	account, err := reader.Account(m.identity)
	if errors.Is(err, ErrNotFound) {
		return caller{}, errNotAllowed
	}
	if err != nil {
		return caller{}, err
	}
	asking.account = account
	if account.Role == ticket.RoleBot {
		asking.bot = account.Identity
	}
	from := doc.FoldIdentity(head.From.Identity.String())
	if head.From.IsZero() || from == account.Identity {
		return asking, nil
	}
	// Acting for a bot: from is the bot and pp the account (LIME and Blip, §2.1 "per procuration").
	if doc.FoldIdentity(head.PP.Identity.String()) != account.Identity || !account.mayActFor(from) {
		return caller{}, errNotAllowed
	}
	if _, err := reader.Bot(from); errors.Is(err, ErrNotFound) {
		return caller{}, errNotAllowed
	} else if err != nil {
		return caller{}, err
	}
	asking.bot = from
	return asking, nil
}

// mayActFor says whether the account may use a bot.
func (a Account) mayActFor(bot string) bool { return a.asTicket().WorksFor(bot) }

// botsOf lists the bots that an account may use, in the order of their identities.
func botsOf(reader Reader, account Account) ([]Bot, error) {
	bots, err := reader.Bots()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(bots, func(bot Bot) bool { return !account.mayActFor(bot.Identity) }), nil
}

// foldNode is a node's identity as the records know it.
func foldNode(node lime.Node) string { return doc.FoldIdentity(node.Identity.String()) }

// supervises says whether the account sees the whole team.
func (a Account) supervises() bool { return a.asTicket().Supervises() }

// asTicket is the account as the rules of tickets see it.
func (a Account) asTicket() ticket.Account {
	return ticket.Account{Identity: a.Identity, Role: a.Role, Bots: a.Bots, Queues: a.Queues}
}
