package hub

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/message"
	"activa/backend/ticket"
)

func getAbilities(h *Hub, _ Reader, asked *request) (document, error) {
	abilities := []doc.Ability{
		doc.AbilityPresence, doc.AbilitySent, doc.AbilityLive, doc.AbilityDirectMessage, doc.AbilityLookUp,
		doc.AbilityFavourites, doc.AbilityMedia, doc.AbilityContacts, doc.AbilityRecipient,
		doc.AbilityTickets, doc.AbilityContactEditing,
	}
	if asked.account.supervises() {
		abilities = append(abilities, doc.AbilitySupervision)
	}
	if asked.account.Role == ticket.RoleOwner {
		abilities = append(abilities, doc.AbilityAdministration)
	}
	if h.options.Pacer != nil {
		abilities = append(abilities, doc.AbilitySimulator)
	}
	if h.options.Uploads != nil && h.options.MediaHost != "" && asked.account.Role != ticket.RoleBot {
		abilities = append(abilities, doc.AbilityUploads)
	}
	return document{doc.MediaTypeAbilities, doc.Abilities{
		Abilities: abilities, MediaHost: h.options.MediaHost, Time: doc.At(h.options.Now()),
	}}, nil
}

func getOwnAccount(_ *Hub, _ Reader, asked *request) (document, error) {
	account := asked.account
	return document{doc.MediaTypeOwnAccount, doc.OwnAccount{
		Identity: account.Identity, Name: account.Name, Email: account.Email, Role: doc.Role(account.Role),
	}}, nil
}

func getPresence(_ *Hub, _ Reader, asked *request) (document, error) {
	return document{doc.MediaTypePresence, presenceDocument(asked.account.Presence)}, nil
}

func getBots(_ *Hub, reader Reader, asked *request) (document, error) {
	bots, err := botsOf(reader, asked.account)
	if err != nil {
		return document{}, err
	}
	documents := make([]doc.Bot, len(bots))
	for i, bot := range bots {
		documents[i] = botDocument(bot, "")
	}
	return collection(doc.MediaTypeBot, documents)
}

func botDocument(bot Bot, key string) doc.Bot {
	return doc.Bot{
		Identity: bot.Identity, Name: bot.Name, Number: bot.Number,
		DirectTransfer: doc.Truth(bot.DirectTransfer), CloseAfterHours: doc.Number(bot.ClosesAfter / time.Hour), Key: key,
	}
}

// freshKey is a bot's key with its hash.
type freshKey struct{ key, hash string }

func prepareBotKey(h *Hub, _ *request) (any, error) {
	key := randomSecret()
	hash, err := h.keys.hash(context.Background(), key)
	return freshKey{lime.EncodeSecret(key), hash}, err
}

// setBot makes or changes a bot; the answer to the one that makes it carries the key, once.
func setBot(s *step, asked *request) (document, error) {
	var wanted doc.Bot
	if err := asked.read(&wanted); err != nil {
		return document{}, err
	}
	identity, err := checkedIdentity(doc.BotIdentity(wanted.Identity))
	if err != nil {
		return document{}, err
	}
	phone, findings := message.ParsePhone(wanted.Number, "")
	if phone.E164 == "" || message.HasErrors(findings) {
		return document{}, errArgument("The number is not a phone in E.164")
	}
	if wanted.CloseAfterHours < 0 || wanted.CloseAfterHours > doc.Number(ticket.ClosesAfterMax/time.Hour) {
		return document{}, errArgument("A ticket closes by itself after 1 to %d hours, or with 0 never", ticket.ClosesAfterMax/time.Hour)
	}
	bot := Bot{
		Identity: identity, Name: wanted.Name, Number: phone.E164, DirectTransfer: bool(wanted.DirectTransfer),
		ClosesAfter: time.Duration(wanted.CloseAfterHours) * time.Hour,
	}
	s.wakes = true // what was quiet for longer closes now
	if owning, err := s.BotByNumber(bot.Number); err == nil && owning.Identity != identity {
		return document{}, errArgument("The number belongs to the bot %s", owning.Identity)
	}
	if err := s.PutBot(bot); err != nil {
		return document{}, err
	}
	if err := s.giveReservedOf(identity); err != nil {
		return document{}, err
	}
	account, err := s.Account(identity)
	if err == nil && account.Secret != "" {
		return document{doc.MediaTypeBot, botDocument(bot, "")}, nil
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return document{}, err
	}
	fresh := asked.prepared.(freshKey)
	err = s.PutAccount(Account{
		Identity: identity, Name: bot.Name, Role: ticket.RoleBot, Secret: fresh.hash,
		Presence: Presence{Status: ticket.Offline},
	})
	return document{doc.MediaTypeBot, botDocument(bot, fresh.key)}, err
}

// checkedIdentity folds an identity that somebody wrote, and refuses what cannot be one.
func checkedIdentity(text string) (string, error) {
	if _, err := lime.ParseIdentity(text); err != nil || strings.ContainsAny(text, `"'<>`) {
		return "", errArgument("The identity is not name@domain")
	}
	return doc.FoldIdentity(text), nil
}

func getAccounts(_ *Hub, reader Reader, _ *request) (document, error) {
	accounts, err := reader.Accounts()
	if err != nil {
		return document{}, err
	}
	documents := make([]doc.HubAccount, len(accounts))
	for i, account := range accounts {
		documents[i] = accountDocument(account)
	}
	return collection(doc.MediaTypeOwnAccount, documents)
}

func accountDocument(account Account) doc.HubAccount {
	return doc.HubAccount{
		Identity: account.Identity, Name: account.Name, Email: account.Email,
		Role: doc.Role(account.Role), Bots: account.Bots,
	}
}

// prepareSecret hashes the secret of an account, if one was given.
func prepareSecret(h *Hub, asked *request) (any, error) {
	var wanted doc.HubAccount
	if err := asked.read(&wanted); err != nil || wanted.Secret == "" {
		return "", err
	}
	secret, err := lime.DecodeSecret(wanted.Secret)
	if err != nil || secret == "" || len(secret) > SecretBytesMax {
		return "", errArgument("The secret is not base64 of 1 to %d bytes", SecretBytesMax)
	}
	return h.keys.hash(context.Background(), secret)
}

var settableRoles = []doc.Role{doc.RoleAgent, doc.RoleSupervisor, doc.RoleBot, doc.RoleOwner}

// setAccount makes or changes an account; without a secret the one it has stays.
func setAccount(s *step, asked *request) (document, error) {
	var wanted doc.HubAccount
	if err := asked.read(&wanted); err != nil {
		return document{}, err
	}
	text := doc.AgentIdentity(wanted.Identity)
	if wanted.Role == doc.RoleBot {
		text = doc.BotIdentity(wanted.Identity)
	}
	identity, err := checkedIdentity(text)
	if err != nil {
		return document{}, err
	}
	if !slices.Contains(settableRoles, wanted.Role) {
		return document{}, errArgument("The role is not agent, supervisor, bot or owner")
	}
	if identity == doc.OwnerIdentity && wanted.Role != doc.RoleOwner {
		return document{}, errArgument("The owner of the hub keeps that role") // else nobody could administer it
	}
	account, err := s.Account(identity)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return document{}, err
	}
	if err != nil {
		account = Account{Identity: identity, Presence: Presence{Status: ticket.Offline}}
	}
	was := account.asTicket()
	account.Name, account.Email, account.Role = wanted.Name, wanted.Email, ticket.Role(wanted.Role)
	if hash := asked.prepared.(string); hash != "" {
		account.Secret = hash
	}
	account.Bots = nil
	for _, bot := range wanted.Bots {
		botIdentity, err := checkedIdentity(doc.BotIdentity(bot))
		if err != nil {
			return document{}, err
		}
		account.Bots = append(account.Bots, botIdentity)
	}
	slices.Sort(account.Bots)
	account.Bots = slices.Compact(account.Bots)
	if err := s.PutAccount(account); err != nil {
		return document{}, err
	}
	return document{doc.MediaTypeOwnAccount, accountDocument(account)}, s.tellSight(account, was)
}

func prepareToken(*Hub, *request) (any, error) { return randomSecret(), nil }

// setToken issues a token for an account.
func setToken(s *step, asked *request) (document, error) {
	var wanted doc.TokenRequest
	if err := asked.read(&wanted); err != nil {
		return document{}, err
	}
	validFor := time.Duration(wanted.Seconds) * time.Second
	if wanted.Seconds < 1 || wanted.Seconds > doc.Number(TokenLifeMax/time.Second) {
		return document{}, errArgument("A token lasts from 1 to %d seconds", TokenLifeMax/time.Second)
	}
	secret := asked.prepared.(string)
	token, err := s.issue(doc.FoldIdentity(doc.AgentIdentity(asked.values[0])), tokenDigest(secret), validFor)
	if err != nil {
		return document{}, err
	}
	return document{doc.MediaTypeToken, doc.Token{Token: secret, ExpiresAt: doc.At(token.ExpiresAt)}}, nil
}
