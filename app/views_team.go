package app

// The shapes of what a supervisor reads of the team.

// TeamQuery asks for what was sent since an instant of the last 31 days.
type TeamQuery struct {
	Since int64  `json:"since"`
	Bot   string `json:"bot"` // empty: every bot
}

// TeamView is what the team sent, as it stood at an instant.
type TeamView struct {
	AsOf    int64             `json:"asOf"`
	Replies bool              `json:"replies"` // false: replied and expired are not known, whatever stands there
	Whole   bool              `json:"whole"`   // false: there was more than the platform lets itself be asked
	Total   TallyView         `json:"total"`
	Agents  []AgentSendsView  `json:"agents"`  // the most first
	Reasons []ReasonCountView `json:"reasons"` // of the failures, the most frequent first
}

// TallyView counts messages by what became of them; the counts overlap.
type TallyView struct {
	Sent      int `json:"sent"`
	Delivered int `json:"delivered"`
	Read      int `json:"read"`
	Replied   int `json:"replied"`
	Failed    int `json:"failed"`
	Expired   int `json:"expired"`
}

// AgentSendsView is what one agent sent.
type AgentSendsView struct {
	Agent  string    `json:"agent"` // identity or e-mail; empty: the platform does not tell who sent
	Name   string    `json:"name"`  // empty where it is not told
	Counts TallyView `json:"counts"`
	// Presence is where the agent stands, as of PresenceView; empty where the platform does not tell it.
	Presence      string `json:"presence"`
	PresenceSince int64  `json:"presenceSince"` // 0 where it is not told
}

// ReasonCountView is how many messages failed for a reason.
type ReasonCountView struct {
	Key   string `json:"key"` // text key, as of ReasonView
	Count int    `json:"count"`
}
