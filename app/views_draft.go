package app

// The shapes of writing an active message: templates, places, previews, findings, drafts, recipients.

// TemplateRow is one template in the list of the wizard.
type TemplateRow struct {
	ID         string `json:"id"` // bot, name and language: opaque to the window
	Bot        string `json:"bot"`
	Name       string `json:"name"`
	Language   string `json:"language"`
	Category   string `json:"category"` // "MARKETING", "UTILITY", "AUTHENTICATION"
	Status     string `json:"status"`
	Quality    string `json:"quality"`
	HeaderKind string `json:"headerKind"` // "", "text", "image", "video", "document", "location", …
	Body       string `json:"body"`       // first 160 characters
	Sendable   bool   `json:"sendable"`
	Why        string `json:"why"` // code, when not sendable
	Favourite  bool   `json:"favourite"`
	LastUsedAt int64  `json:"lastUsedAt"`
}

// TemplateDetail is one template whole, drawn with its placeholders.
type TemplateDetail struct {
	Row     TemplateRow `json:"row"`
	Places  []PlaceView `json:"places"`
	Preview PreviewView `json:"preview"`
}

// PlaceView is one field of the variables step.
type PlaceView struct {
	Place     string       `json:"place"`     // "header.1", "body.nome", "button.2.url", …
	Component string       `json:"component"` // "header", "body", "button", "card", "offer"
	Index     int          `json:"index"`     // of the button or card, -1 elsewhere
	Kind      string       `json:"kind"`      // "text", "image", "video", "document", "filename", "latitude", "url", "coupon", "code", …
	Label     string       `json:"label"`     // name or number as the template has it: "1", "nome"
	Example   string       `json:"example"`
	Context   string       `json:"context"` // the words before the variable, a hint for its label
	Prefix    string       `json:"prefix"`  // fixed part of a URL
	Required  bool         `json:"required"`
	Limit     int          `json:"limit"` // characters really left for this value after filling, 0: none
	Used      int          `json:"used"`
	Sources   []SourceView `json:"sources"`
}

// SourceView is an offered value: where it comes from and what it is.
type SourceView struct {
	Source string `json:"source"` // "contact.name", "contact.firstName", "contact.field.pedido", "agent.name", "date", "last"
	Value  string `json:"value"`
}

// PreviewView is the message as the phone draws it.
type PreviewView struct {
	Header  *HeaderView   `json:"header,omitempty"`
	Body    []BlockView   `json:"body"`
	Footer  string        `json:"footer"`
	Buttons []ButtonView  `json:"buttons"`
	Cards   []PreviewView `json:"cards"`
	Offer   *OfferView    `json:"offer,omitempty"`
	Notes   []string      `json:"notes"`   // codes: "not-on-desktop", "read-more", …
	Unknown []string      `json:"unknown"` // kinds that this program cannot draw
}

// HeaderView is a header of one kind.
type HeaderView struct {
	Kind     string        `json:"kind"`
	Text     []SpanView    `json:"text"`
	Place    string        `json:"place"`
	Link     string        `json:"link"` // where the window gets the picture from; empty while unknown
	Filename string        `json:"filename"`
	Location *LocationView `json:"location,omitempty"`
}

// LocationView is a location header.
type LocationView struct {
	Name      string `json:"name"`
	Address   string `json:"address"`
	Latitude  string `json:"latitude"`
	Longitude string `json:"longitude"`
}

// BlockView is one block of the body.
type BlockView struct {
	Kind   string     `json:"kind"` // "paragraph", "bullet", "numbered", "quote", "code"
	Marker string     `json:"marker"`
	Spans  []SpanView `json:"spans"`
}

// SpanView is a run of text of one look that came from one place, or from the template.
type SpanView struct {
	Text   string `json:"text"`
	Place  string `json:"place"`
	Filled bool   `json:"filled"`
	Bold   bool   `json:"bold"`
	Italic bool   `json:"italic"`
	Strike bool   `json:"strike"`
	Mono   bool   `json:"mono"`
	Link   bool   `json:"link"`
}

// ButtonView is one button of the bubble.
type ButtonView struct {
	Kind   string `json:"kind"` // "quick-reply", "url", "phone-number", "copy-code", …
	Label  string `json:"label"`
	Target string `json:"target"`
	Place  string `json:"place"`
}

// OfferView is a limited-time offer.
type OfferView struct {
	Text      string `json:"text"`
	ExpiresAt int64  `json:"expiresAt"`
	Code      string `json:"code"`
}

// FindingView is what the validator says of a draft.
type FindingView struct {
	Rule       string            `json:"rule"`
	Level      string            `json:"level"` // "E" or "W"
	Place      string            `json:"place"`
	Code       string            `json:"code"`
	Parameters map[string]string `json:"parameters"`
	Fix        *FixView          `json:"fix,omitempty"`
}

// FixView is a one-click fix: the value to put into the place.
type FixView struct {
	Place string `json:"place"`
	Value string `json:"value"`
}

// DraftView is what the agent is filling in; the window makes its id, which becomes the message's id.
type DraftView struct {
	ID         string            `json:"id"`
	Step       string            `json:"step"` // "template" or "values"
	TemplateID string            `json:"templateId"`
	Bot        string            `json:"bot"`
	ContactID  string            `json:"contactId"` // of an existing contact, else empty
	Phone      string            `json:"phone"`     // as typed, or E.164 of the contact
	Region     string            `json:"region"`    // country picker: "BR"
	Name       string            `json:"name"`
	Values     map[string]string `json:"values"`
	RetryOf    string            `json:"retryOf"`
	UpdatedAt  int64             `json:"updatedAt"`
}

// DraftReview is the judgement of a draft and its preview.
type DraftReview struct {
	Places   []PlaceView   `json:"places"`
	Preview  PreviewView   `json:"preview"`
	Findings []FindingView `json:"findings"`
	CanSend  bool          `json:"canSend"`
	Blocked  []FaultView   `json:"blocked"` // why not, beyond the findings
	Media    []MediaView   `json:"media"`
}

// MediaView is what is known of a media value.
type MediaView struct {
	Place    string       `json:"place"`
	URL      string       `json:"url"`
	Checking bool         `json:"checking"`
	Kind     string       `json:"kind"` // what it is: "image", "video", "document", "other"
	Type     string       `json:"type"` // MIME type
	Bytes    int64        `json:"bytes"`
	Width    int          `json:"width"`
	Height   int          `json:"height"`
	Pages    int          `json:"pages"` // of a PDF, 0 when they cannot be counted
	Link     string       `json:"link"`  // where the window shows it from
	Finding  *FindingView `json:"finding,omitempty"`
}

// MediaQuestion asks for a check of one media value.
type MediaQuestion struct {
	TemplateID string `json:"templateId"`
	Place      string `json:"place"`
	URL        string `json:"url"`
}

// ContactQuery searches contacts.
type ContactQuery struct {
	Bot   string `json:"bot"`
	Text  string `json:"text"`
	Limit int    `json:"limit"`
}

// ContactView is a person.
type ContactView struct {
	ID            string            `json:"id"`
	Name          string            `json:"name"`
	Phone         string            `json:"phone"`
	PhoneShown    string            `json:"phoneShown"` // international format
	Email         string            `json:"email"`
	Fields        map[string]string `json:"fields"`
	LastMessageAt int64             `json:"lastMessageAt"`
	OptedOut      bool              `json:"optedOut"`
}

// ContactPage is an answer to a search.
type ContactPage struct {
	Contacts []ContactView `json:"contacts"`
	Offline  bool          `json:"offline"` // from the local copy
}

// RecipientInput is what the recipient step holds: a contact, or typed text.
type RecipientInput struct {
	Bot        string `json:"bot"`
	TemplateID string `json:"templateId"`
	ContactID  string `json:"contactId"`
	Text       string `json:"text"`
	Region     string `json:"region"`
}

// RecipientReview is what must be known of a recipient before Continue.
type RecipientReview struct {
	Kind        string        `json:"kind"` // "empty", "contact", "new", "invalid"
	Contact     *ContactView  `json:"contact,omitempty"`
	Phone       string        `json:"phone"`      // E.164
	PhoneShown  string        `json:"phoneShown"` // international format
	Region      string        `json:"region"`
	Known       *ContactView  `json:"known,omitempty"` // the contact that a typed number belongs to
	Suggestions []NumberView  `json:"suggestions"`     // other forms that may be meant
	Guards      []GuardView   `json:"guards"`
	Findings    []FindingView `json:"findings"`
	CanContinue bool          `json:"canContinue"`
}

// NumberView is a phone number as it is sent and as people read it.
type NumberView struct {
	Phone      string `json:"phone"`      // E.164
	PhoneShown string `json:"phoneShown"` // international format
}

// GuardView is one line under the recipient: good, look at this, or stop.
type GuardView struct {
	Code       string            `json:"code"`  // "no-open-ticket", "open-ticket", "reply-to-you", "sent-recently", …
	Level      string            `json:"level"` // "good", "warn", "stop"
	Parameters map[string]string `json:"parameters"`
	At         int64             `json:"at"`
}
