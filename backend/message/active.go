package message

import "time"

// ActiveMessage is a template message that an agent sends to start a conversation, as it was composed:
// what it says, to whom, and in whose name. It does not change any more; what becomes of it is its
// Progress. Identities are the platform's own and opaque here.
type ActiveMessage struct {
	ID               string // made in the window, the same from the click to the wire
	Bot              string
	Agent            string // who sends; empty when a bot's own key sends
	Contact          string // the recipient's identity; empty for a number that is no contact yet
	Phone            string // E.164; empty for a contact without a phone
	Name             string // of the recipient
	TemplateID       string
	TemplateName     string
	TemplateLanguage string
	Values           Values
	ComposedAt       time.Time
	RetryOf          string // id of the message that this one tries again, or empty
}
