package message

import "strings"

// Template is an approved (or not yet approved) WhatsApp message model as the platform lists it.
// WhatsApp templates, §1. Name and language together are unique for one bot; names alone are not.
type Template struct {
	ID               string
	Name             string
	Language         string // opaque and case-sensitive, for example pt_BR
	Status           string // upper case; only APPROVED can be sent, see Sendable
	Category         string // upper case: MARKETING, UTILITY, AUTHENTICATION
	SubCategory      string
	PreviousCategory string
	Quality          string // upper case score: GREEN, YELLOW, RED, UNKNOWN; empty when not told
	RejectedReason   string // empty when none
	NamedParameters  bool   // variables have names ({{nome}}) and not numbers ({{1}})

	Header         *Header // nil when absent
	Body           *Body   // nil when absent
	Footer         *Footer // nil when absent
	Buttons        []Button
	Cards          []Card
	Offer          *Offer // limited-time offer; nil when absent
	CallPermission bool   // asks the recipient to allow calls

	Unknown []UnknownPart // parts that this program cannot build; any one makes the template unsendable
	Raw     []byte        // the JSON object as it was read; stores keep it and read it back
}

// The categories that rules know.
const (
	CategoryMarketing      = "MARKETING"
	CategoryUtility        = "UTILITY"
	CategoryAuthentication = "AUTHENTICATION"
)

// HeaderFormat is the kind of a header, in the upper-case words of Meta.
type HeaderFormat string

// The header formats that can be sent. Any other (GIF among them) is kept and reported as unknown.
const (
	HeaderText     HeaderFormat = "TEXT"
	HeaderImage    HeaderFormat = "IMAGE"
	HeaderVideo    HeaderFormat = "VIDEO"
	HeaderDocument HeaderFormat = "DOCUMENT"
	HeaderLocation HeaderFormat = "LOCATION"
	HeaderProduct  HeaderFormat = "PRODUCT"
)

// Media says whether the header takes a file on every send.
func (f HeaderFormat) Media() bool {
	return f == HeaderImage || f == HeaderVideo || f == HeaderDocument
}

// Header is the top of a template or of a card.
type Header struct {
	Format       HeaderFormat
	Text         string            // of a TEXT header
	Examples     map[string]string // example by variable: "1" or its name
	MediaExample string            // address of the sample file; fit for a preview, never for a send (M3)
}

// Body is the main text.
type Body struct {
	Text                   string            // empty in some AUTHENTICATION templates: WhatsApp writes it
	Examples               map[string]string // example by variable: "1" or its name
	SecurityRecommendation bool              // AUTHENTICATION: WhatsApp adds "don't share this code"
}

// Footer is the small text below the body. It has no variables.
type Footer struct {
	Text                  string
	CodeExpirationMinutes int // AUTHENTICATION: WhatsApp writes the footer; 0 when absent
}

// ButtonKind is the kind of a button, in the upper-case words of Meta.
type ButtonKind string

// The button kinds that this program can build. Any other is kept and reported as unknown.
const (
	ButtonQuickReply  ButtonKind = "QUICK_REPLY"
	ButtonURL         ButtonKind = "URL"
	ButtonPhoneNumber ButtonKind = "PHONE_NUMBER"
	ButtonCopyCode    ButtonKind = "COPY_CODE"
	ButtonOTP         ButtonKind = "OTP"
	ButtonFlow        ButtonKind = "FLOW"
	ButtonCatalog     ButtonKind = "CATALOG"
	ButtonMPM         ButtonKind = "MPM" // several products
	ButtonSPM         ButtonKind = "SPM" // one product, the header's
	ButtonVoiceCall   ButtonKind = "VOICE_CALL"
)

// Button is one button; its position in Buttons is its index on the wire, static ones included.
type Button struct {
	Kind        ButtonKind
	Text        string // the label; WhatsApp writes it for COPY_CODE
	URL         string // may end in one placeholder
	PhoneNumber string
	Example     string // of the dynamic part: a whole URL, a coupon code
	OTPKind     string // upper case: COPY_CODE, ONE_TAP, ZERO_TAP
	FlowID      string
	FlowName    string
	FlowAction  string // upper case: NAVIGATE, DATA_EXCHANGE
	FlowScreen  string // first screen of a NAVIGATE flow
}

// Card is one card of a carousel.
type Card struct {
	Header  *Header // nil when absent
	Body    *Body   // nil when absent
	Buttons []Button
}

// Offer is the limited-time offer component.
type Offer struct {
	Text          string
	HasExpiration bool // then the place offer.expires is required
}

// UnknownPart is a part of a template that this program does not know how to send.
type UnknownPart struct {
	Place Place  // where it stands: "header", "button.2", "card.0.button.1", or empty for a component
	Type  string // the type or format as it was read
	Raw   []byte // the part's JSON, to show
}

// Sendable says whether the template may be sent, and if not, why, as a stable code: the status
// ("paused", "disabled", "pending", "rejected", …, "status-missing", "status-unknown") or
// "unknown-component", or "body-missing".
func (t Template) Sendable() (bool, string) {
	if why := statusRefusal(t.Status); why != "" {
		return false, why
	}
	if len(t.Unknown) > 0 {
		return false, "unknown-component"
	}
	if t.bodyMissing() {
		return false, "body-missing"
	}
	return true, ""
}

// bodyMissing: every template has exactly one body (WhatsApp templates, §1.4). Only an AUTHENTICATION
// body may stand without words, which are WhatsApp's own (§14).
func (t Template) bodyMissing() bool {
	return t.Body == nil || t.Body.Text == "" && !t.authentication()
}

var refusedStatuses = map[string]string{
	"PENDING": "pending", "REJECTED": "rejected", "PAUSED": "paused", "DISABLED": "disabled",
	"IN_APPEAL": "in-appeal", "LIMIT_EXCEEDED": "limit-exceeded", "PENDING_DELETION": "pending-deletion",
	"DELETED": "deleted", "ARCHIVED": "archived",
}

// statusRefusal is empty for an approved template, else the code of why it cannot be sent.
func statusRefusal(status string) string {
	switch folded := strings.ToUpper(strings.TrimSpace(status)); folded {
	case "APPROVED":
		return ""
	case "":
		return "status-missing"
	default:
		if why, known := refusedStatuses[folded]; known {
			return why
		}
		return "status-unknown"
	}
}

// productCarousel says whether the cards show products: such a carousel is defined with two cards
// and may be sent with up to ten (WhatsApp templates, §1.4).
func (t Template) productCarousel() bool {
	return len(t.Cards) > 0 && t.Cards[0].Header != nil && t.Cards[0].Header.Format == HeaderProduct
}
