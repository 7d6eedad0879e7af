package doc

import "strings"

// Reason is code and text of a failure as documents carry it.
type Reason struct {
	Code        Number `json:"code"`
	Description string `json:"description,omitempty"`
}

// ReasonRecipientInAttendance is Blip's code for a customer with an open ticket (§13.1, P6). The codes of
// LIME itself are in package lime.
const ReasonRecipientInAttendance = 1602

// reasonNotAllowed is LIME's code 66.
const reasonNotAllowed = 66

// AgentNotOnline begins the description of a refusal (code 66) of a send by an agent who is not Online.
const AgentNotOnline = "agent-not-online"

// IsAgentNotOnline tells whether a refusal means that the agent is not Online.
func IsAgentNotOnline(code int, description string) bool {
	return code == reasonNotAllowed && strings.HasPrefix(description, AgentNotOnline)
}
