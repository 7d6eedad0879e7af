package hub

import (
	"slices"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// What stands on simulated phones, for who plays the customer. All of it is for people: whoever may play a
// customer sees what that customer sees.
const (
	// phonesSince is how far back the list of phones looks.
	phonesSince = 30 * 24 * time.Hour
	// phonesMax is how many phones are listed.
	phonesMax = 200
)

// getPhones lists the phones of one bot, or of all of the account, that something went to or came from
// lately, the latest first.
func getPhones(h *Hub, reader Reader, asked *request) (document, error) {
	if h.options.Phones == nil {
		return document{}, errUnknownNode
	}
	bots, err := asked.ticketBots(reader)
	if err != nil {
		return document{}, err
	}
	states, err := phoneStates(reader)
	if err != nil {
		return document{}, err
	}
	var phones []doc.Phone
	for _, bot := range bots {
		lately, err := reader.Correspondents(bot, h.options.Now().Add(-phonesSince), phonesMax)
		if err != nil {
			return document{}, err
		}
		for _, one := range lately {
			phone, err := h.phoneOf(reader, bot, one.Contact, states)
			if err != nil {
				return document{}, err
			}
			phone.At, phone.Unread = doc.At(one.At), doc.Number(one.Unread)
			phones = append(phones, phone)
		}
	}
	slices.SortStableFunc(phones, func(a, b doc.Phone) int { return b.At.Compare(a.At.Time) })
	return collection(doc.MediaTypePhone, phones[:min(len(phones), phonesMax)])
}

func phoneStates(reader Reader) (map[string]PhoneActKind, error) {
	states := map[string]PhoneActKind{}
	return states, readBucket(reader, bucketPhones, &states)
}

func (h *Hub) phoneOf(reader Reader, bot, contact string, states map[string]PhoneActKind) (doc.Phone, error) {
	phone := doc.Phone{Contact: contact, Bot: bot, Phone: doc.ContactPhone(contact), State: doc.PhoneOn}
	switch states[contact] {
	case PhoneBlock:
		phone.State = doc.PhoneBlocked
	case PhoneOff:
		phone.State = doc.PhoneOff
	}
	known, err := reader.Contact(contact)
	if err == nil {
		phone.Name, phone.Phone = known.Name, known.Phone
	}
	habits := h.options.Phones.Habits(phone.Phone, contact)
	phone.Character, phone.Answers = habits.Character, doc.Truth(habits.Answers)
	return phone, ignoreNotFound(err)
}

// getPhone tells what stands on one phone: what its owner wrote, and what of the bot's side arrived.
func getPhone(h *Hub, reader Reader, asked *request) (document, error) {
	if h.options.Phones == nil {
		return document{}, errUnknownNode
	}
	take, err := asked.number(doc.QueryTake, doc.TakeThreadDefault, 1, doc.TakeTicketsMax)
	if err != nil {
		return document{}, err
	}
	identity := doc.FoldIdentity(asked.uri.Query.Get(doc.QueryContact))
	contact, err := findContact(reader, identity, asked.uri.Query.Get(doc.QueryPhone))
	if err != nil {
		return document{}, err
	}
	bot, err := botOfPhone(reader, asked.uri.Query.Get(doc.QueryBot), contact.Identity, h.options.Now())
	if err != nil {
		return document{}, err
	}
	if !asked.account.mayActFor(bot.Identity) {
		return document{}, errNothing
	}
	states, err := phoneStates(reader)
	if err != nil {
		return document{}, err
	}
	phone, err := h.phoneOf(reader, bot.Identity, contact.Identity, states)
	if err != nil {
		return document{}, err
	}
	phone.BotName, phone.BotNumber = bot.Name, bot.Number
	messages, err := reader.ThreadMessages(bot.Identity, contact.Identity, 0, take)
	if err != nil {
		return document{}, err
	}
	for _, said := range messages {
		if said.Sender != "" && said.Progress.ReceivedAt.IsZero() && said.Progress.ConsumedAt.IsZero() {
			continue // it never came this far
		}
		shown, err := readThreadMessage(reader, said, contact.Identity)
		if err != nil {
			return document{}, err
		}
		phone.Messages = append(phone.Messages, shown)
	}
	return document{doc.MediaTypePhone, phone}, nil
}

// botOfPhone is the bot that is named, else the one that wrote to the contact last, else the first there is.
func botOfPhone(reader Reader, named, contact string, now time.Time) (Bot, error) {
	if named != "" {
		bot, err := reader.Bot(doc.FoldIdentity(doc.BotIdentity(named)))
		if ignoreNotFound(err) == nil && err != nil {
			return Bot{}, errArgument("There is no bot %q", named)
		}
		return bot, err
	}
	sends, err := reader.SendsTo(contact, now.Add(-unfinishedFor), 1)
	if err != nil {
		return Bot{}, err
	}
	if len(sends) > 0 {
		return reader.Bot(sends[0].Bot)
	}
	bots, err := reader.Bots()
	if err == nil && len(bots) == 0 {
		err = errArgument("There is no bot to write to")
	}
	if err != nil {
		return Bot{}, err
	}
	return bots[0], nil
}

// watchPhones makes a session hear of every phone that changes, or no longer.
func watchPhones(s *step, asked *request) (document, error) {
	if s.rules.options.Phones == nil {
		return document{}, errUnknownNode
	}
	s.directory.watchPhones(asked.member, asked.command.Method == lime.MethodSubscribe)
	return document{}, nil
}

// tellPhone tells who plays customers that a phone shows something else now; typing is whether the bot's
// side writes.
func (s *step) tellPhone(bot, contact string, typing bool) error {
	for _, m := range s.directory.phones {
		account, err := s.Account(m.identity)
		if err != nil || account.Role == ticket.RoleBot || !account.mayActFor(bot) {
			if err := ignoreNotFound(err); err != nil {
				return err
			}
			continue
		}
		changed := doc.Phone{Contact: contact, Bot: bot, Typing: doc.Truth(typing)}
		if err := s.push(m, doc.MediaTypePhone, changed); err != nil {
			return err
		}
	}
	return nil
}
