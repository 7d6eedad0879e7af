package app

// The shapes of tickets and their conversations.

// TicketRow is one ticket in the lists En espera and En proceso.
type TicketRow struct {
	ID          string   `json:"id"`
	Number      int      `json:"number"` // short number for people, 0: none
	Bot         string   `json:"bot"`
	ContactID   string   `json:"contactId"`
	Name        string   `json:"name"`
	Phone       string   `json:"phone"`
	PhoneShown  string   `json:"phoneShown"`
	Status      string   `json:"status"`      // "waiting", "open", "closed", "transferred"
	Closure     string   `json:"closure"`     // of a closed one: "agent", "customer", "inactivity"
	Mine        bool     `json:"mine"`        // this agent has it
	Agent       string   `json:"agent"`       // who has it, or had it last
	AgentName   string   `json:"agentName"`   //
	Reserved    bool     `json:"reserved"`    // it waits for this agent alone
	ReservedFor string   `json:"reservedFor"` // the agent whom it waits for, told to supervisors
	Why         string   `json:"why"`         // code of the last routing decision
	Queue       string   `json:"queue"`
	Priority    int      `json:"priority"`
	Answers     string   `json:"answers"` // the active message that the customer answered
	Parent      string   `json:"parent"`  // the transferred ticket that this one continues
	Tags        []string `json:"tags"`
	CreatedAt   int64    `json:"createdAt"`
	TakenAt     int64    `json:"takenAt"`
	EndedAt     int64    `json:"endedAt"`
	Unread      int      `json:"unread"`
	LastKind    string   `json:"lastKind"` // of the latest message, as ChatMessageView.kind; "" while unknown
	LastText    string   `json:"lastText"`
	LastFrom    string   `json:"lastFrom"`   // "customer", "agent", "bot"
	LastStatus  string   `json:"lastStatus"` // of a message from our side
	LastAt      int64    `json:"lastAt"`
	Typing      bool     `json:"typing"`     // the customer writes right now
	WindowEnds  int64    `json:"windowEnds"` // when WhatsApp's 24 h customer-service window ends; 0: it is not known to be open
	Unsent      bool     `json:"unsent"`     // the agent has begun an answer
}

// ChatMessageView is one message of a conversation.
type ChatMessageView struct {
	ID          string         `json:"id"`
	Ticket      string         `json:"ticket"`
	From        string         `json:"from"` // "customer", "agent", "bot"
	Kind        string         `json:"kind"` // "text", "image", "video", "audio", "document", "sticker", "location", "template", "unknown"
	Text        string         `json:"text"`
	Body        []BlockView    `json:"body"` // the text with WhatsApp's formatting
	Media       *ChatMediaView `json:"media,omitempty"`
	Place       *LocationView  `json:"place,omitempty"`
	Template    string         `json:"template"`          // name, of an active message
	Preview     *PreviewView   `json:"preview,omitempty"` // of an active message
	Agent       string         `json:"agent"`             // name of the agent who wrote it
	Mine        bool           `json:"mine"`
	InReply     string         `json:"inReply"`
	At          int64          `json:"at"`
	Status      string         `json:"status"`      // of our side: "sending", "sent", "delivered", "read", "failed"
	Unconfirmed bool           `json:"unconfirmed"` // of "sending": it was handed over and nobody knows what became of it
	Reason      *ReasonView    `json:"reason,omitempty"`
}

// ChatMediaView is a file of a conversation. Its bytes are read through /media like every other.
type ChatMediaView struct {
	URL         string `json:"url"`
	ContentType string `json:"contentType"`
	Name        string `json:"name"`
	Size        int64  `json:"size"` // bytes; 0: not known
}

// ChatQuery asks for a page of a conversation.
type ChatQuery struct {
	Ticket string `json:"ticket"`
	Before int64  `json:"before"` // older than this; 0: the newest
	Limit  int    `json:"limit"`
}

// ChatPage is a page of a conversation, oldest first.
type ChatPage struct {
	Messages []ChatMessageView `json:"messages"`
	More     bool              `json:"more"` // there are older ones
}

// ChatDraft is what the agent sends in a conversation. The id is made in the window and stays to the wire.
type ChatDraft struct {
	ID          string `json:"id"`
	Ticket      string `json:"ticket"`
	Kind        string `json:"kind"`
	Text        string `json:"text"` // text, or the caption
	URL         string `json:"url"`  // of media: https, or an address that an upload gave
	ContentType string `json:"contentType"`
	FileName    string `json:"fileName"`
	Size        int64  `json:"size"`
	InReply     string `json:"inReply"`
}

// UnsentView is a text that was begun and not sent, and the message that it answers, or empty.
type UnsentView struct {
	Text    string `json:"text"`
	InReply string `json:"inReply"`
}

// TicketDetail is what stands beside a conversation.
type TicketDetail struct {
	Row      TicketRow         `json:"row"`
	Contact  ContactCard       `json:"contact"`
	Answers  *SentRow          `json:"answers,omitempty"` // the send that the customer answered
	Unsent   UnsentView        `json:"unsent"`
	History  []TicketEntryView `json:"history"`  // oldest first
	Earlier  []TicketRow       `json:"earlier"`  // the contact's finished tickets, newest first
	Sends    []SentRow         `json:"sends"`    // active messages to the contact, newest first
	Comments []CommentView     `json:"comments"` // newest first
}

// ContactCard is a contact with everything that may be changed.
type ContactCard struct {
	ID         string         `json:"id"`
	Bot        string         `json:"bot"`
	Name       string         `json:"name"`
	Phone      string         `json:"phone"`
	PhoneShown string         `json:"phoneShown"`
	Email      string         `json:"email"`
	Fields     []ContactField `json:"fields"` // in the order of their names
	Editable   bool           `json:"editable"`
}

// ContactField is one further field of a contact.
type ContactField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// CommentView is what somebody of the team wrote about a contact.
type CommentView struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Author string `json:"author"` // name
	At     int64  `json:"at"`
}

// TicketEntryView is one line of a ticket's history.
type TicketEntryView struct {
	At     int64  `json:"at"`
	Action string `json:"action"`
	By     string `json:"by"` // names; "" for a rule or the customer
	From   string `json:"from"`
	To     string `json:"to"`
	Note   string `json:"note"`
}

// TransferInput says where a ticket goes: to an agent or to a queue.
type TransferInput struct {
	Ticket string `json:"ticket"`
	Agent  string `json:"agent"`
	Queue  string `json:"queue"`
	Note   string `json:"note"`
}

// TransferTargetsView is where tickets of a bot can go.
type TransferTargetsView struct {
	Agents []TransferAgentView `json:"agents"`
	Queues []TransferQueueView `json:"queues"`
}

// TransferAgentView is a colleague.
type TransferAgentView struct {
	Identity string `json:"identity"`
	Name     string `json:"name"`
	Presence string `json:"presence"`
	Open     int    `json:"open"` // tickets in progress
}

// TransferQueueView is a queue of the bot.
type TransferQueueView struct {
	Name         string `json:"name"`
	AgentsOnline int    `json:"agentsOnline"`
}

// CannedReplyView is a prepared answer, with the contact's and the agent's values filled in.
type CannedReplyView struct {
	ID       string   `json:"id"`
	Category string   `json:"category"`
	Name     string   `json:"name"`
	Text     string   `json:"text"`
	Empty    []string `json:"empty"` // variables for which there was no value
}

// UploadView is what came of a file that was given to POST /upload.
type UploadView struct {
	URL         string `json:"url"`
	ContentType string `json:"contentType"`
	Name        string `json:"name"`
	Size        int64  `json:"size"`
	Kind        string `json:"kind"` // "image", "video", "audio", "document"
}
