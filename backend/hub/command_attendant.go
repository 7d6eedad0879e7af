package hub

import (
	"slices"

	"activa/backend/blip/doc"
	"activa/backend/ticket"
)

// getAttendants lists who works for a bot, with their presence and what they have (LIME and Blip, §14.3).
func getAttendants(h *Hub, reader Reader, asked *request) (document, error) {
	accounts, err := reader.AccountsOfBot(asked.bot)
	if err != nil {
		return document{}, err
	}
	slots, err := botSlots(reader, asked.bot)
	if err != nil {
		return document{}, err
	}
	now := h.options.Now()
	attendants := make([]doc.Attendant, 0, len(accounts))
	for _, account := range accounts {
		if account.Role != ticket.RoleAgent {
			continue
		}
		work, err := reader.Workload(account.Identity)
		if err != nil {
			return document{}, err
		}
		attendants = append(attendants, doc.Attendant{
			Identity: account.Identity, FullName: account.Name, Email: account.Email, Teams: account.Queues,
			Status: doc.Text(account.Presence.at(now)), TicketsInService: doc.Number(work.Open),
			AgentSlots: doc.Number(account.slots(slots)), LastServiceDate: doc.At(work.LastGivenAt),
		})
	}
	return collection(doc.MediaTypeAttendant, attendants)
}

// slots is how many tickets at once the account works on; 0 is no limit.
func (a Account) slots(ofBot int) int {
	if a.Slots > 0 {
		return a.Slots
	}
	return ofBot
}

// setAttendant gives an agent of the bot slots and queues; teams that are not given stay.
func setAttendant(s *step, asked *request) (document, error) {
	var wanted doc.Attendant
	if err := asked.read(&wanted); err != nil {
		return document{}, err
	}
	account, err := s.Account(doc.FoldIdentity(doc.AgentIdentity(wanted.Identity)))
	if err != nil {
		return document{}, err
	}
	if account.Role != ticket.RoleAgent || !slices.Contains(account.Bots, asked.bot) {
		return document{}, errNothing
	}
	if wanted.AgentSlots < 0 || wanted.AgentSlots > slotsMax || len(wanted.Teams) > queuesMax {
		return document{}, errArgument("An agent has at most %d slots and %d queues", slotsMax, queuesMax)
	}
	for _, queue := range wanted.Teams {
		if err := checkText("A queue", queue); err != nil {
			return document{}, err
		}
	}
	was := account.asTicket()
	if wanted.Teams != nil {
		account.Queues = wanted.Teams
	}
	account.Slots = int(wanted.AgentSlots)
	if err := s.PutAccount(account); err != nil {
		return document{}, err
	}
	if err := s.tellSight(account, was); err != nil {
		return document{}, err
	}
	return document{}, s.distributeFor(account)
}
