package app

// The shapes of following what was sent.

// SendAnswer tells what became of Send: on its way, or why not.
type SendAnswer struct {
	MessageID string        `json:"messageId"`
	LeavesAt  int64         `json:"leavesAt"`
	Findings  []FindingView `json:"findings"`
}

// SentRow is one active message in the Sent tab.
type SentRow struct {
	ID               string      `json:"id"`
	ContactID        string      `json:"contactId"`
	Name             string      `json:"name"`
	Phone            string      `json:"phone"`
	PhoneShown       string      `json:"phoneShown"`
	Bot              string      `json:"bot"`
	TemplateID       string      `json:"templateId"`
	TemplateName     string      `json:"templateName"`
	TemplateLanguage string      `json:"templateLanguage"`
	Status           string      `json:"status"` // "sending", "sent", "delivered", "read", "failed", "expired", "cancelled"
	Unconfirmed      bool        `json:"unconfirmed"`
	Asks             bool        `json:"asks"` // could not leave for 15 minutes: confirm or cancel
	Reason           *ReasonView `json:"reason,omitempty"`
	CreatedAt        int64       `json:"createdAt"`
	LeavesAt         int64       `json:"leavesAt"` // until then it can be cancelled
	HandedAt         int64       `json:"handedAt"`
	SentAt           int64       `json:"sentAt"`
	DeliveredAt      int64       `json:"deliveredAt"`
	ReadAt           int64       `json:"readAt"`
	FailedAt         int64       `json:"failedAt"`
	RepliedAt        int64       `json:"repliedAt"`
	ExpiresAt        int64       `json:"expiresAt"`
	GoneAt           int64       `json:"goneAt"` // when the row leaves the tab
	RetryOf          string      `json:"retryOf"`
}

// ReasonView is why a message failed: our key, what to do, and the platform's own words.
type ReasonView struct {
	Code        int    `json:"code"`
	Description string `json:"description"` // in the platform's language, for "technical detail"
	Key         string `json:"key"`         // text key, "unknown" when nobody knows
	Action      string `json:"action"`      // exactly one next step
	WaitHours   int    `json:"waitHours"`
}

// SentDetail is one active message whole.
type SentDetail struct {
	Row     SentRow           `json:"row"`
	Preview PreviewView       `json:"preview"`
	Values  map[string]string `json:"values"`
	Replies []ReplyRouteView  `json:"replies"` // who will get the reply, and why
	Earlier []SentRow         `json:"earlier"` // to the same customer, newest first
}

// ReplyRouteView is one line of "who gets the reply"; the first that applies now is marked.
type ReplyRouteView struct {
	Code       string            `json:"code"` // "you-now", "you-later", "queue"
	Now        bool              `json:"now"`
	Parameters map[string]string `json:"parameters"`
	From       int64             `json:"from"` // from when on, 0: now
}

// HistoryQuery searches everything that was ever sent.
type HistoryQuery struct {
	Text   string `json:"text"`
	Limit  int    `json:"limit"`
	Before int64  `json:"before"` // older than this, for the next page
}

// HistoryPage is an answer to a search in the history.
type HistoryPage struct {
	Rows []SentRow `json:"rows"`
	More bool      `json:"more"`
}
