package desk

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// FilledReply is a prepared answer with its variables filled in. Empty names those for which there was no
// value, in the order in which they stand, each once.
type FilledReply struct {
	CannedReply
	Empty []string
}

// replyVariable is a variable of a prepared answer: {{contact.name}} (LIME and Blip, §14.5).
var replyVariable = regexp.MustCompile(`\{\{\s*([\p{L}\p{N}_.-]+)\s*\}\}`)

// FillReply puts the values of contact and agent into a prepared answer. A variable without a value stays
// as {{name}} and is named in Empty: the agent types over it, and the window sends nothing while it stands.
func FillReply(reply CannedReply, contact Contact, agent Account) FilledReply {
	filled := FilledReply{CannedReply: reply}
	filled.Text = replyVariable.ReplaceAllStringFunc(reply.Text, func(written string) string {
		name := replyVariable.FindStringSubmatch(written)[1]
		value := replyValue(name, contact, agent)
		if value != "" {
			return value
		}
		if !slices.Contains(filled.Empty, name) {
			filled.Empty = append(filled.Empty, name)
		}
		return "{{" + name + "}}"
	})
	return filled
}

// replyValue is what a variable stands for; empty when it is unknown or has no value. Names are read
// without regard to case, as are those of a contact's further fields.
func replyValue(name string, contact Contact, agent Account) string {
	switch strings.ToLower(name) {
	case "contact.name":
		return contact.Name
	case "contact.firstname":
		return firstWord(contact.Name)
	case "contact.phonenumber", "contact.phone":
		return contact.Phone
	case "contact.email":
		return contact.Email
	case "agent.fullname", "agent.name":
		return agent.Name
	case "agent.firstname":
		return firstWord(agent.Name)
	case "agent.email":
		return agent.Email
	}
	field := strings.ToLower(name)
	for _, before := range []string{"contact.", "extras."} {
		field = strings.TrimPrefix(field, before)
	}
	for _, key := range slices.Sorted(maps.Keys(contact.Fields)) {
		if strings.ToLower(key) == field {
			return contact.Fields[key]
		}
	}
	return ""
}
