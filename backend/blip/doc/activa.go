package doc

import "encoding/json"

// Abilities answers get /x-activa/abilities: what the platform does beyond Blip's documented commands
// for this account. A real Blip has no such URI, which means: none.
type Abilities struct {
	Abilities []Ability `json:"abilities"`
	MediaHost string    `json:"mediaHost,omitempty"` // host of addresses that only /x-activa/media resolves
	Time      Instant   `json:"time,omitzero"`       // the hub's clock
}

// Ability is one thing that a platform can do beyond Blip's documented commands.
type Ability string

// The abilities of a hub.
const (
	AbilityPresence       Ability = "presence"
	AbilitySent           Ability = "sent"
	AbilityLive           Ability = "live"
	AbilityDirectMessage  Ability = "direct-message"
	AbilityLookUp         Ability = "look-up"
	AbilityFavourites     Ability = "favourites"
	AbilityMedia          Ability = "media"
	AbilityContacts       Ability = "contacts"
	AbilityRecipient      Ability = "recipient"
	AbilityTickets        Ability = "tickets"         // tickets tell what a list shows, and their messages are paged by instant
	AbilityContactEditing Ability = "contact-editing" // contacts can be merged and commented
	AbilityUploads        Ability = "uploads"
	AbilitySupervision    Ability = "supervision"
	AbilityAdministration Ability = "administration"
	AbilitySimulator      Ability = "simulator"
)

// Role is what an account may do on a hub.
type Role string

// The roles of accounts; an owner may everything that a supervisor may, and administer.
const (
	RoleAgent      Role = "agent"
	RoleSupervisor Role = "supervisor"
	RoleBot        Role = "bot"
	RoleOwner      Role = "owner"
)

// OwnAccount answers get /x-activa/account: who is signed in.
type OwnAccount struct {
	Identity string `json:"identity"`
	Name     string `json:"name,omitempty"`
	Email    string `json:"email,omitempty"`
	Role     Role   `json:"role"`
}

// HubAccount is one account of a hub for its administration. Secret is base64 of the raw secret; it goes
// to the hub and never comes back.
type HubAccount struct {
	Identity string   `json:"identity"`
	Name     string   `json:"name,omitempty"`
	Email    string   `json:"email,omitempty"`
	Role     Role     `json:"role"`
	Bots     []string `json:"bots,omitempty"`
	Secret   string   `json:"secret,omitempty"`
}

// TokenRequest asks for a token of the scheme external that lasts some seconds.
type TokenRequest struct {
	Seconds Number `json:"seconds"`
}

// Token is a token that the hub issued for an account.
type Token struct {
	Token     string  `json:"token"`
	ExpiresAt Instant `json:"expiresAt"`
}

// Bot is a chatbot of a hub. Key is there once, in the answer that made the bot.
type Bot struct {
	Identity       string `json:"identity"`
	Name           string `json:"name,omitempty"`
	Number         string `json:"number,omitempty"` // E.164
	DirectTransfer Truth  `json:"directTransfer"`
	// CloseAfterHours is how many hours nobody writes in an Open ticket before it closes by itself; 0 is never.
	CloseAfterHours Number `json:"closeAfterHours,omitempty"`
	Key             string `json:"key,omitempty"`
}

// Presence is an agent's presence on the hub, not LIME's (LIME and Blip, §26 "Desk presence").
type Presence struct {
	Status PresenceStatus `json:"status"`
	Reason string         `json:"reason,omitempty"`
	Since  Instant        `json:"since,omitzero"`
}

// PresenceStatus is one of the four presences of an agent.
type PresenceStatus string

// The four presences. Blip writes the second one Pause (§14.3); ReadPresenceStatus takes both.
const (
	PresenceOnline    PresenceStatus = "Online"
	PresencePaused    PresenceStatus = "Paused"
	PresenceInvisible PresenceStatus = "Invisible"
	PresenceOffline   PresenceStatus = "Offline"
)

// Recipient answers get /x-activa/recipient: what the hub knows of a customer before a send.
type Recipient struct {
	Contact  *Contact     `json:"contact,omitempty"`
	OptedOut Truth        `json:"optedOut"`
	Ticket   *OpenTicket  `json:"ticket,omitempty"`
	Recent   []RecentSend `json:"recent,omitempty"`
}

// OpenTicket is the unfinished ticket of a customer: why a message would be refused (P6).
type OpenTicket struct {
	ID        string       `json:"id"`
	Agent     string       `json:"agent,omitempty"` // identity; empty while nobody has it
	AgentName string       `json:"agentName,omitempty"`
	Status    TicketStatus `json:"status"`
	Since     Instant      `json:"since,omitzero"`
}

// RecentSend is an active message that the customer got lately, from any agent.
type RecentSend struct {
	Agent        string  `json:"agent,omitempty"`
	AgentName    string  `json:"agentName,omitempty"`
	TemplateName string  `json:"templateName"`
	At           Instant `json:"at"`
}

// Sent is one record of the hub's sent list. Change numbers grow with every change of any record.
type Sent struct {
	ID               string            `json:"id"`
	Change           Number            `json:"change"`
	Bot              string            `json:"bot"`
	Agent            string            `json:"agent,omitempty"`
	Contact          string            `json:"contact"`
	Phone            string            `json:"phone,omitempty"`
	Name             string            `json:"name,omitempty"`
	TemplateID       string            `json:"templateID,omitempty"`
	TemplateName     string            `json:"templateName"`
	TemplateLanguage string            `json:"templateLanguage"`
	Template         json.RawMessage   `json:"template,omitempty"` // Meta's object as it was at sending
	Values           map[string]string `json:"values,omitempty"`   // by place
	ComposedAt       Instant           `json:"composedAt,omitzero"`
	Accepted         Instant           `json:"accepted,omitzero"`
	Dispatched       Instant           `json:"dispatched,omitzero"`
	Received         Instant           `json:"received,omitzero"`
	Consumed         Instant           `json:"consumed,omitzero"`
	Failed           Instant           `json:"failed,omitzero"`
	RepliedAt        Instant           `json:"repliedAt,omitzero"`
	Reason           *Reason           `json:"reason,omitempty"` // of Failed
	RetryOf          string            `json:"retryOf,omitempty"`
}

// TeamSends answers get /x-activa/team: what everybody sent since an instant.
type TeamSends struct {
	AsOf    Instant       `json:"asOf"`
	Agents  []AgentSends  `json:"agents,omitempty"`  // the most first; agents who sent nothing are the last
	Reasons []ReasonCount `json:"reasons,omitempty"` // of the failures, the most frequent first
}

// AgentSends counts what one agent sent by what became of it. The counts overlap.
type AgentSends struct {
	Agent     string `json:"agent,omitempty"` // empty when a bot sent on its own
	Name      string `json:"name,omitempty"`
	Sent      Number `json:"sent"`
	Delivered Number `json:"delivered"`
	Read      Number `json:"read"`
	Replied   Number `json:"replied"` // inside the reply window
	Failed    Number `json:"failed"`
	Expired   Number `json:"expired"` // no reply in the window
	// Presence is where a person stands now; none for bots and for accounts that are gone.
	Presence *Presence `json:"presence,omitempty"`
}

// ReasonCount is how many sends failed for a reason.
type ReasonCount struct {
	Reason Reason `json:"reason"`
	Count  Number `json:"count"`
}

// Media answers get /x-activa/media/{path}: one file that the hub itself serves, or of a large one the
// part from the offset on that an answer can carry.
type Media struct {
	Type    string `json:"type"`
	Content []byte `json:"content"`        // base64 on the wire
	Size    Number `json:"size,omitempty"` // of the whole file, in bytes
}

// Templates is a page of templates on their way to the hub, each in the form of Meta's Graph API.
type Templates struct {
	Data []json.RawMessage `json:"data"`
}

// TemplatesImport answers an import of templates.
type TemplatesImport struct {
	Imported Number            `json:"imported"`
	Skipped  []SkippedTemplate `json:"skipped,omitempty"`
}

// SkippedTemplate is a template of an import that could not be read, by its index in the page.
type SkippedTemplate struct {
	Index Number `json:"index"`
	Name  string `json:"name,omitempty"`
	Code  string `json:"code"`
}

// ContactsImport answers an import of contacts.
type ContactsImport struct {
	Saved   Number           `json:"saved"`
	Refused []RefusedContact `json:"refused,omitempty"`
}

// RefusedContact is a contact of an import that was not saved, by its index in the batch.
type RefusedContact struct {
	Index Number `json:"index"`
	Code  string `json:"code"`
}

// ContactsImportMax is how many contacts one import command may carry.
const ContactsImportMax = 500

// TemplatesImportMax is how many bytes of templates one import command may carry.
const TemplatesImportMax = 2 << 20

// Favourites is the document of the bucket activemsg:favourites:<agent>.
type Favourites struct {
	Templates []string `json:"templates"`
}

// Pace is how fast the simulated customers live: 1 is real time, 60 a minute in a second.
type Pace struct {
	Factor float64 `json:"factor"`
}

// Clock is the simulated time and how many times faster than the machine's it runs. In a set, Factor 0
// leaves the speed, and AdvanceSeconds moves the clock ahead.
type Clock struct {
	Now            Instant `json:"now,omitzero"`
	Factor         Number  `json:"factor,omitempty"`
	AdvanceSeconds Number  `json:"advanceSeconds,omitempty"`
}

// Phone is a simulated phone. In the list it has no messages and At is the latest; pushed, it only says
// which phone shows something else now, and whether the bot's side writes.
type Phone struct {
	Contact   string          `json:"contact"`
	Name      string          `json:"name,omitempty"`
	Phone     string          `json:"phone,omitempty"` // E.164
	Bot       string          `json:"bot"`
	BotName   string          `json:"botName,omitempty"`
	BotNumber string          `json:"botNumber,omitempty"` // E.164
	State     PhoneState      `json:"state,omitempty"`
	Character string          `json:"character,omitempty"` // what its owner does without being played, in the simulator's word
	Answers   Truth           `json:"answers,omitempty"`   // its owner answers without being played
	Unread    Number          `json:"unread,omitempty"`    // what arrived and is not known to be read; in the list
	Typing    Truth           `json:"typing,omitempty"`
	At        Instant         `json:"at,omitzero"`
	Messages  []ThreadMessage `json:"messages,omitempty"` // oldest first; the direction is seen from the bot
}

// PhoneState says what a phone can do.
type PhoneState string

// The states of a phone.
const (
	PhoneOn      PhoneState = "on"
	PhoneOff     PhoneState = "off"
	PhoneBlocked PhoneState = "blocked" // its owner has blocked the bot
)

// PhoneAct lets a simulated customer, named by phone or contact, do something with their phone: read, reply
// (Text, or Media with Text under it), type (begin to write), tap (Button: index of a quick reply in the latest active message, all buttons counted from 0),
// block, off, or on (which ends both); silent (writes nothing by themselves) or talkative. Bot is the bot that is written to; without it, the one that wrote last.
type PhoneAct struct {
	Phone   string `json:"phone,omitempty"` // E.164
	Contact string `json:"contact,omitempty"`
	Bot     string `json:"bot,omitempty"`
	Act     string `json:"act"`
	Text    string `json:"text,omitempty"`
	Button  Number `json:"button,omitempty"`

	Media *MediaLink `json:"media,omitempty"`
}

// TemplatesChanged is pushed as a message of MediaTypeTemplates when a bot's templates changed.
type TemplatesChanged struct {
	Bot string `json:"bot"`
}

// TicketEntry is one line of a ticket's history: who did what, from whom to whom.
type TicketEntry struct {
	At     Instant `json:"at"`
	By     string  `json:"by,omitempty"` // empty for a rule or the customer
	Action string  `json:"action"`
	From   string  `json:"from,omitempty"`
	To     string  `json:"to,omitempty"`
	Note   string  `json:"note,omitempty"`
}

// SharedSettings is what a team on Blip shares, in the bucket BucketSettings of its bot.
type SharedSettings struct {
	Templates map[string]TemplateSettings `json:"templates,omitempty"` // by TemplateSettingsKey
}

// TemplateSettings is what a team settled about one template.
type TemplateSettings struct {
	Withheld Truth   `json:"withheld,omitempty"` // not offered to agents
	At       Instant `json:"at,omitzero"`        // of the last change: of two at once, the later one holds
}

// TemplateSettingsKey names a template in SharedSettings.
func TemplateSettingsKey(language, name string) string { return language + "/" + name }
