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

// LIME's codes of the refusals that have a name.
const (
	reasonProcessing = 61
	reasonNotAllowed = 66
)

// AgentNotOnline begins the description of a refusal (code 66) of a send by an agent who is not Online.
const AgentNotOnline = "agent-not-online"

// IsAgentNotOnline tells whether a refusal means that the agent is not Online.
func IsAgentNotOnline(code int, description string) bool {
	return code == reasonNotAllowed && strings.HasPrefix(description, AgentNotOnline)
}

// DiskFull begins the description of a refusal (code 61) by a hub that has no room left to write.
const DiskFull = "disk-full"

// IsDiskFull tells whether a refusal means that the hub has no room left.
func IsDiskFull(code int, description string) bool {
	return code == reasonProcessing && strings.HasPrefix(description, DiskFull)
}
