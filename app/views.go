package app

// The shapes of this file cross the door to the window, and nothing else does. Instants are Unix
// milliseconds (0: not happened), because generated TypeScript has no type for Go's time; every list
// is present, if empty. Codes and facts only: the words are the window's (frontend/src/text).

// Snapshot is everything a window needs to draw itself; changes after it carry higher revisions.
type Snapshot struct {
	Revision   int64          `json:"revision"`
	Now        int64          `json:"now"`   // the clock of the platform's time, for countdowns
	Pace       float64        `json:"pace"`  // how fast that clock runs: 1, more only with the simulator
	Ahead      int64          `json:"ahead"` // milliseconds that it was brought ahead; only with the simulator
	Stage      string         `json:"stage"` // "welcome" or "desk"
	Session    SessionView    `json:"session"`
	Connection ConnectionView `json:"connection"`
	Presence   PresenceView   `json:"presence"`
	Bots       []BotView      `json:"bots"`
	Sent       []SentRow      `json:"sent"`
	Tickets    []TicketRow    `json:"tickets"` // every unfinished one that the agent may see
	Drafts     []DraftView    `json:"drafts"`
	Settings   SettingsView   `json:"settings"`
	Templates  TemplatesView  `json:"templates"`
}

// Change is what one commit changed. An absent part did not change.
type Change struct {
	Revision    int64             `json:"revision"`
	Now         int64             `json:"now"`
	Session     *SessionView      `json:"session,omitempty"`
	Connection  *ConnectionView   `json:"connection,omitempty"`
	Presence    *PresenceView     `json:"presence,omitempty"`
	Bots        []BotView         `json:"bots,omitempty"`
	Sent        []SentRow         `json:"sent,omitempty"`        // new or changed rows, whole
	SentGone    []string          `json:"sentGone,omitempty"`    // ids of rows that left the tab
	Tickets     []TicketRow       `json:"tickets,omitempty"`     // new or changed, whole
	TicketsGone []string          `json:"ticketsGone,omitempty"` // ids: finished, or no longer to be seen
	Chat        []ChatMessageView `json:"chat,omitempty"`        // new or changed messages of any ticket, oldest first
	Drafts      []DraftView       `json:"drafts,omitempty"`      // new or changed drafts, whole
	DraftsGone  []string          `json:"draftsGone,omitempty"`
	Settings    *SettingsView     `json:"settings,omitempty"`
	Templates   *TemplatesView    `json:"templates,omitempty"` // ask for the rows again
	Stage       string            `json:"stage,omitempty"`
	Check       *CheckView        `json:"check,omitempty"`
	Phones      []PhoneChangeView `json:"phones,omitempty"` // of simulated customers; revision 0
	Fault       *FaultView        `json:"fault,omitempty"`  // something that ended badly without a question
	Resync      bool              `json:"resync,omitempty"` // changes were lost: take a new snapshot
}

// ToResync is what is told in the place of this change and those after it that find no room: take a snapshot.
func (c Change) ToResync() Change {
	return Change{Revision: c.Revision, Now: c.Now, Resync: true}
}

// FaultView is an error on its way to a person: the window has the words for the code.
type FaultView struct {
	Code       string            `json:"code"`
	Parameters map[string]string `json:"parameters"`
	Detail     string            `json:"detail"` // the chain, for "technical detail"
}

// SessionView tells which platform this is and who is signed in.
type SessionView struct {
	Kind      string   `json:"kind"` // "embedded", "hub" or "blip"
	Address   string   `json:"address"`
	Identity  string   `json:"identity"`
	Name      string   `json:"name"`
	Role      string   `json:"role"`
	Abilities []string `json:"abilities"` // presence sent live favourites simulator supervision tickets contacts uploads …
}

// ConnectionView tells where the line stands.
type ConnectionView struct {
	Phase     string     `json:"phase"` // "connecting", "connected", "dropped", "refused"
	Since     int64      `json:"since"`
	NextTryAt int64      `json:"nextTryAt"`
	Fault     *FaultView `json:"fault,omitempty"`
}

// PresenceView is the agent's presence as the platform holds it.
type PresenceView struct {
	Status string `json:"status"` // "Online", "Paused", "Invisible", "Offline"
	Reason string `json:"reason"`
	Since  int64  `json:"since"`
	Local  bool   `json:"local"` // the platform cannot hold it
}

// BotView is a chatbot that the agent may use.
type BotView struct {
	ID             string `json:"id"`
	Name           string `json:"name"`
	Number         string `json:"number"`      // E.164
	NumberShown    string `json:"numberShown"` // international format
	DirectTransfer bool   `json:"directTransfer"`
}

// TemplatesView tells about the cache of templates; the rows are asked for.
type TemplatesView struct {
	Revision int64 `json:"revision"`
	Count    int   `json:"count"`
	ReadAt   int64 `json:"readAt"`
	Reading  bool  `json:"reading"`
}

// SettingsView is what a person may set.
type SettingsView struct {
	Language       string `json:"language"` // "", "es", "pt-BR", "en"; empty follows the system
	Theme          string `json:"theme"`    // "system", "light", "dark"
	Density        string `json:"density"`  // "normal", "compact"
	UndoSeconds    int    `json:"undoSeconds"`
	NotifyFailures bool   `json:"notifyFailures"`
	NotifyReplies  bool   `json:"notifyReplies"`
	NotifyWaiting  bool   `json:"notifyWaiting"`
	Sounds         bool   `json:"sounds"`
	EnterSends     bool   `json:"enterSends"` // Enter sends, Shift+Enter begins a line; off: the other way round
	IdleRule       bool   `json:"idleRule"`
	SingleKeys     bool   `json:"singleKeys"`
	Region         string `json:"region"` // default country of typed numbers
}

// StartChoice is what the welcome screen decided.
type StartChoice struct {
	Kind     string `json:"kind"` // "embedded" or "hub"
	Address  string `json:"address"`
	Identity string `json:"identity"`
	Secret   string `json:"secret"`
	Language string `json:"language"`
}

// StartOptions is what the welcome screen offers.
type StartOptions struct {
	DemoAgents []PersonView `json:"demoAgents"`
	Last       StartChoice  `json:"last"` // without its secret
}

// PersonView is an account to choose.
type PersonView struct {
	Identity string `json:"identity"`
	Name     string `json:"name"`
	Role     string `json:"role"`
}

// NotificationView is a note for the desktop, in the window's words. A click on it brings the window
// forward and opens the row.
type NotificationView struct {
	RowID string `json:"rowId"`
	Title string `json:"title"`
	Body  string `json:"body"`
}
