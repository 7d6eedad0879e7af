package message

import "strconv"

// Place names where a value goes, the same in the window, the files and the commands (DESIGN §5):
// "header.1", "body.nome", "button.2.url", "card.0.header.media", "offer.expires".
type Place string

// PlaceRecipient names the recipient's phone in findings; it never carries a value of a template.
const PlaceRecipient Place = "recipient"

// Values fill a template: text by place. A missing key and an empty text mean the same.
type Values map[Place]string

// PlaceKind says what a value is, so that a window can choose its field.
type PlaceKind string

// The kinds of place.
const (
	KindText        PlaceKind = "text"           // replaces a variable of header or body
	KindImage       PlaceKind = "media-image"    // an https address or id:<digits>
	KindVideo       PlaceKind = "media-video"    // an https address or id:<digits>
	KindDocument    PlaceKind = "media-document" // an https address or id:<digits>
	KindFilename    PlaceKind = "filename"       // the name that the customer sees for a document
	KindLatitude    PlaceKind = "latitude"       // degrees, decimal point
	KindLongitude   PlaceKind = "longitude"      // degrees, decimal point
	KindPlaceName   PlaceKind = "place-name"     // name of the location
	KindAddress     PlaceKind = "address"        // address of the location
	KindProduct     PlaceKind = "product"        // the product's retailer id
	KindCatalog     PlaceKind = "catalog"        // the catalog's id
	KindURLSuffix   PlaceKind = "url-suffix"     // appended to the fixed part of a button's URL
	KindCoupon      PlaceKind = "coupon-code"    // letters and digits
	KindOTP         PlaceKind = "otp"            // one-time password; also the body's variable of an OTP
	KindPayload     PlaceKind = "payload"        // what a tap sends back
	KindFlowData    PlaceKind = "flow-data"      // JSON object as text
	KindFlowToken   PlaceKind = "flow-token"     // free text
	KindThumbnail   PlaceKind = "thumbnail"      // retailer id of the product shown small
	KindSections    PlaceKind = "sections"       // JSON array as text
	KindCallMinutes PlaceKind = "call-minutes"   // how long a call button works, in minutes
	KindOfferExpiry PlaceKind = "offer-expiry"   // Unix milliseconds as text
)

// Media says whether the place takes a file.
func (k PlaceKind) Media() bool { return k == KindImage || k == KindVideo || k == KindDocument }

// ComponentKind says in which part of a template a place stands.
type ComponentKind string

// The components that hold places. A place inside a card has its component within the card.
const (
	ComponentHeader ComponentKind = "header"
	ComponentBody   ComponentKind = "body"
	ComponentButton ComponentKind = "button"
	ComponentOffer  ComponentKind = "offer"
)

// None is the Card or Button of a place that is in no card or no button.
const None = -1

// PlaceDetail describes one place of a template.
type PlaceDetail struct {
	Place     Place
	Component ComponentKind
	Card      int // index of the card, None outside cards
	Button    int // index of the button, None outside buttons
	Kind      PlaceKind
	Variable  string // "1" or "nome"; empty for places that are no variable
	Shown     string // how the template writes the variable: "{{1}}"; empty for the others
	Required  bool
	LengthMax int    // UTF-16 units that fit when the other values are empty; 0 means no limit
	Example   string // the template's own example; empty when it has none
	Prefix    string // fixed text before a URL suffix
	Suffix    string // fixed text after it, nearly always empty
}

// prefix of the places of a card ("card.3."), empty outside cards.
func cardPrefix(card int) string {
	if card == None {
		return ""
	}
	return "card." + strconv.Itoa(card) + "."
}

func variablePlace(card int, component ComponentKind, variable string) Place {
	return Place(cardPrefix(card) + string(component) + "." + variable)
}

func headerPlace(card int, name string) Place { return Place(cardPrefix(card) + "header." + name) }

func buttonPlace(card, button int, name string) Place {
	return Place(cardPrefix(card) + "button." + strconv.Itoa(button) + "." + name)
}

// offerExpires is the only place of a limited-time offer.
const offerExpires Place = "offer.expires"
