package hub

import (
	"cmp"
	"slices"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// getQueues serves get /attendance-queues (LIME and Blip, §14.4).
func getQueues(_ *Hub, reader Reader, asked *request) (document, error) {
	return listSetting[doc.AttendanceQueue](reader, asked, settingQueues, doc.MediaTypeQueue)
}

func getQueue(_ *Hub, reader Reader, asked *request) (document, error) {
	queue, err := findSetting(reader, asked, settingQueues, queueID)
	return document{doc.MediaTypeQueue, queue}, err
}

func queueID(queue doc.AttendanceQueue) string { return queue.ID }

// setQueue makes or changes a queue; without an id a new one.
func setQueue(s *step, asked *request) (document, error) {
	wanted := doc.AttendanceQueue{IsActive: true}
	if err := asked.read(&wanted); err != nil {
		return document{}, err
	}
	if err := checkText("The name", wanted.Name); err != nil {
		return document{}, err
	}
	queues, err := readSetting[[]doc.AttendanceQueue](s, asked.bot, settingQueues)
	if err != nil {
		return document{}, err
	}
	if slices.ContainsFunc(queues, func(queue doc.AttendanceQueue) bool { return queue.Name == wanted.Name && queue.ID != wanted.ID }) {
		return document{}, errArgument("There is a queue of that name")
	}
	if wanted.ID == "" {
		wanted.ID = s.newID()
	}
	wanted.OwnerIdentity = asked.bot
	queues = slices.DeleteFunc(queues, func(queue doc.AttendanceQueue) bool { return queue.ID == wanted.ID })
	if queues = append(queues, wanted); len(queues) > queuesMax || len(wanted.ID) > settingTextMax {
		return document{}, errArgument("A bot has at most %d queues", queuesMax)
	}
	slices.SortFunc(queues, func(a, b doc.AttendanceQueue) int {
		return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(a.Name, b.Name))
	})
	return document{doc.MediaTypeQueue, wanted}, s.putSetting(asked.bot, settingQueues, queues)
}

// deleteQueue removes a queue. Tickets in it stay where they are: whoever serves every queue has them.
func deleteQueue(s *step, asked *request) (document, error) {
	return document{}, dropSetting(s, asked, settingQueues, queueID)
}

// getTeams serves get /teams: the names of the queues (LIME and Blip, §14.3).
func getTeams(_ *Hub, reader Reader, asked *request) (document, error) {
	names, err := queueNames(reader, asked.bot)
	if err != nil {
		return document{}, err
	}
	return collection(lime.MediaTypeText, names)
}

// getTeamsOnline serves get /teams/agents-online.
func getTeamsOnline(h *Hub, reader Reader, asked *request) (document, error) {
	names, err := queueNames(reader, asked.bot)
	if err != nil {
		return document{}, err
	}
	accounts, err := reader.AccountsOfBot(asked.bot)
	if err != nil {
		return document{}, err
	}
	now := h.options.Now()
	teams := make([]doc.Team, len(names))
	for i, name := range names {
		teams[i].Name = name
		for _, account := range accounts {
			if account.Role == ticket.RoleAgent && account.asTicket().Serves(name) && account.Presence.at(now) == ticket.Online {
				teams[i].AgentsOnline++
			}
		}
	}
	return collection(doc.MediaTypeTeam, teams)
}

// getRules serves get /rules: what sends replies to queues (LIME and Blip, §14.4).
func getRules(_ *Hub, reader Reader, asked *request) (document, error) {
	return listSetting[doc.Rule](reader, asked, settingRules, doc.MediaTypeRule)
}

// setRule makes or changes a rule; without an id a new one.
func setRule(s *step, asked *request) (document, error) {
	wanted := doc.Rule{IsActive: true}
	if err := asked.read(&wanted); err != nil {
		return document{}, err
	}
	if wanted.Property != "" && len(wanted.Conditions) == 0 { // the form of old clients
		wanted.Conditions = []doc.RuleCondition{wanted.RuleCondition}
	}
	wanted.RuleCondition = doc.RuleCondition{}
	if err := checkRule(wanted); err != nil {
		return document{}, err
	}
	rules, err := readSetting[[]doc.Rule](s, asked.bot, settingRules)
	if err != nil {
		return document{}, err
	}
	if wanted.ID == "" {
		wanted.ID = s.newID()
	}
	wanted.OwnerIdentity = asked.bot
	rules = slices.DeleteFunc(rules, func(rule doc.Rule) bool { return rule.ID == wanted.ID })
	if rules = append(rules, wanted); len(rules) > rulesMax || len(wanted.ID) > settingTextMax {
		return document{}, errArgument("A bot has at most %d rules", rulesMax)
	}
	slices.SortFunc(rules, func(a, b doc.Rule) int {
		return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(a.ID, b.ID))
	})
	return document{doc.MediaTypeRule, wanted}, s.putSetting(asked.bot, settingRules, rules)
}

func checkRule(rule doc.Rule) error {
	if err := checkText("The team", rule.Team); err != nil {
		return err
	}
	if len(rule.Conditions) == 0 || len(rule.Conditions) > conditionsMax || len(rule.Title) > settingTextMax {
		return errArgument("A rule has from 1 to %d conditions and a title of at most %d bytes", conditionsMax, settingTextMax)
	}
	for _, condition := range rule.Conditions {
		if err := checkText("The property", condition.Property); err != nil {
			return err
		}
		if _, known := readRelation(condition.Relation); !known {
			return errArgument("The relation is not Contains, NotContains, Equals or NotEquals")
		}
		if len(condition.Values) == 0 || len(condition.Values) > conditionValues {
			return errArgument("A condition has from 1 to %d values", conditionValues)
		}
		for _, value := range condition.Values {
			if err := checkText("A value", value); err != nil {
				return err
			}
		}
	}
	return nil
}

func deleteRule(s *step, asked *request) (document, error) {
	return document{}, dropSetting(s, asked, settingRules, func(rule doc.Rule) string { return rule.ID })
}
