package hub

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"activa/backend/blip/doc"
	"activa/backend/ticket"
)

// The names of what a bot's desk is set up with (LIME and Blip, §14.4, §14.5).
const (
	settingQueues        = "queues"        // []doc.AttendanceQueue
	settingRules         = "rules"         // []doc.Rule
	settingReplies       = "replies"       // []replyCategory
	settingTags          = "tags"          // []string
	settingConfiguration = "configuration" // map[string]string
)

// The keys of a configuration that the hub goes by; it keeps the others for who asks (LIME and Blip, §14.5).
const (
	keyActiveFirst = "ActiveMessageTicketPriorityEnabled"
	keyAgentSlots  = "AgentSlots"
)

// Limits of what a bot's desk can be set up with.
const (
	queuesMax        = 200
	rulesMax         = 200
	conditionsMax    = 20
	conditionValues  = 50
	categoriesMax    = 100
	repliesMax       = 200 // of one category
	tagsMax          = 500
	configurationMax = 200
	settingTextMax   = 200  // bytes of a name or a value
	replyTextMax     = 4096 // characters, WhatsApp's limit of a text
	slotsMax         = 1000
)

// replyCategory is a category of canned replies; its ID is in the URI.
type replyCategory struct {
	ID      string            `json:"id"`
	Name    string            `json:"name"`
	Replies []doc.CustomReply `json:"replies"`
}

// readSetting reads a setting of a bot; one that was never made is the zero value.
func readSetting[T any](reader Reader, bot, name string) (value T, err error) {
	raw, err := reader.BotSetting(bot, name)
	if err != nil {
		return value, ignoreNotFound(err)
	}
	if err := json.Unmarshal(raw, &value); err != nil {
		return value, fmt.Errorf("setting %s of %s: %w", name, bot, err)
	}
	return value, nil
}

func (s *step) putSetting(bot, name string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return s.PutBotSetting(bot, name, raw)
}

// listSetting answers all items of a setting that is a list.
func listSetting[Item any](reader Reader, asked *request, name, itemType string) (document, error) {
	items, err := readSetting[[]Item](reader, asked.bot, name)
	if err != nil {
		return document{}, err
	}
	return collection(itemType, items)
}

// findSetting finds the item of a list that the path names.
func findSetting[Item any](reader Reader, asked *request, name string, idOf func(Item) string) (found Item, err error) {
	items, err := readSetting[[]Item](reader, asked.bot, name)
	if err != nil {
		return found, err
	}
	at := slices.IndexFunc(items, func(item Item) bool { return idOf(item) == asked.values[0] })
	if at < 0 {
		return found, errNothing
	}
	return items[at], nil
}

// dropSetting removes the item of a list that the path names.
func dropSetting[Item any](s *step, asked *request, name string, idOf func(Item) string) error {
	items, err := readSetting[[]Item](s, asked.bot, name)
	if err != nil {
		return err
	}
	left := slices.DeleteFunc(slices.Clone(items), func(item Item) bool { return idOf(item) == asked.values[0] })
	if len(left) == len(items) {
		return errNothing
	}
	return s.putSetting(asked.bot, name, left)
}

// routing is a bot with the settings that routing needs.
func routing(reader Reader, bot Bot) (ticket.Bot, error) {
	routed := bot.asTicket()
	configuration, err := readSetting[map[string]string](reader, bot.Identity, settingConfiguration)
	if err != nil {
		return routed, err
	}
	routed.ActiveFirst = strings.EqualFold(configuration[keyActiveFirst], "true")
	rules, err := readSetting[[]doc.Rule](reader, bot.Identity, settingRules)
	for _, rule := range rules {
		if rule.IsActive {
			routed.Rules = append(routed.Rules, routingRule(rule))
		}
	}
	return routed, err
}

func routingRule(rule doc.Rule) ticket.Rule {
	routed := ticket.Rule{
		ID: rule.ID, Queue: rule.Team, Priority: int(rule.Priority), All: strings.EqualFold(rule.Operator, "And"),
	}
	for _, condition := range rule.Conditions {
		relation, _ := readRelation(condition.Relation) // checked when it was set
		routed.Conditions = append(routed.Conditions, ticket.Condition{
			Property: condition.Property, Relation: relation, Values: condition.Values,
		})
	}
	return routed
}

// relations are in the order of their numbers on the wire (LIME and Blip, §14.4).
var relations = []ticket.Relation{ticket.Contains, ticket.NotContains, ticket.Equals, ticket.NotEquals}

func readRelation(text doc.Text) (ticket.Relation, bool) {
	if number, err := strconv.Atoi(string(text)); err == nil && number >= 0 && number < len(relations) {
		return relations[number], true
	}
	at := slices.IndexFunc(relations, func(one ticket.Relation) bool { return strings.EqualFold(string(one), string(text)) })
	if at < 0 {
		return "", false
	}
	return relations[at], true
}

// botSlots is how many tickets at once the bot gives each agent who has no number of their own.
func botSlots(reader Reader, bot string) (int, error) {
	configuration, err := readSetting[map[string]string](reader, bot, settingConfiguration)
	slots, _ := strconv.Atoi(configuration[keyAgentSlots]) // what is no number is no limit
	return min(max(slots, 0), slotsMax), err
}

// queueNames are the names of the bot's active queues in their order, with the one for what no rule takes.
func queueNames(reader Reader, bot string) ([]string, error) {
	queues, err := readSetting[[]doc.AttendanceQueue](reader, bot, settingQueues)
	names := []string{ticket.DefaultQueue}
	for _, queue := range queues {
		if bool(queue.IsActive) && !slices.Contains(names, queue.Name) {
			names = append(names, queue.Name)
		}
	}
	return names, err
}

// checkText refuses a text of a setting that is empty or too long.
func checkText(what, text string) error {
	if strings.TrimSpace(text) == "" || len(text) > settingTextMax {
		return errArgument("%s has from 1 to %d bytes", what, settingTextMax)
	}
	return nil
}
