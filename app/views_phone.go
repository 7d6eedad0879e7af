package app

// The shapes of the customer's phone and of simulated time. Both are there only with the simulator.

// ClockView is the platform's time. Pace and Ahead are 1 and 0 where nobody simulates it.
type ClockView struct {
	Now   int64   `json:"now"`
	Pace  float64 `json:"pace"`  // how many times faster than the machine's it runs
	Ahead int64   `json:"ahead"` // milliseconds that it was brought ahead of the machine's
}

// PhoneRow is one customer's phone, towards one bot, that something went to or came from lately.
type PhoneRow struct {
	ContactID  string `json:"contactId"`
	Bot        string `json:"bot"`
	Name       string `json:"name"`
	Phone      string `json:"phone"`
	PhoneShown string `json:"phoneShown"`
	State      string `json:"state"`     // "on", "off", or "blocked": its owner has blocked the bot
	Character  string `json:"character"` // what its owner does without being played: a word of the simulator, "silent" or "talkative"
	Answers    bool   `json:"answers"`   // its owner answers without being played
	At         int64  `json:"at"`        // of the latest that went to or came from it
	Unread     int    `json:"unread"`    // what arrived and is not known to be read; in the list of phones
}

// PhoneView is what stands on a phone.
type PhoneView struct {
	Row      PhoneRow           `json:"row"`
	BotName  string             `json:"botName"`
	Messages []PhoneMessageView `json:"messages"` // oldest first
	Samples  []string           `json:"samples"`  // pictures that the customer can send
}

// PhoneMessageView is one message on a phone. Status of a message of the customer's own is how far the agent
// has come with it: "sent" or "read".
type PhoneMessageView struct {
	Message    ChatMessageView `json:"message"`
	ReceivedAt int64           `json:"receivedAt"`
	ReadAt     int64           `json:"readAt"`
}

// PhoneActInput is what the customer does with their phone.
type PhoneActInput struct {
	ContactID string `json:"contactId"`
	Bot       string `json:"bot"`
	Act       string `json:"act"`     // "read", "type", "reply", "tap", "block", "off", "on" (ends a block too), "silent", "talkative"
	Text      string `json:"text"`    // of reply
	Picture   string `json:"picture"` // of reply: one of PhoneView.Samples
	Button    int    `json:"button"`  // of tap: index among all buttons of the latest active message
}

// PhoneChangeView tells that a phone shows something else now: ask for it again.
type PhoneChangeView struct {
	ContactID string `json:"contactId"`
	Bot       string `json:"bot"`
	Typing    bool   `json:"typing"` // the bot's side writes right now
}
