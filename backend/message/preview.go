package message

// Preview is a filled template as a phone shows it: a small tree without any markup language. Every
// text is plain text and must be shown as such; values are customers' data.
type Preview struct {
	Header         *PreviewHeader // nil when absent
	Body           []Block
	Footer         []Span
	Offer          *PreviewOffer // nil when absent
	Buttons        []PreviewButton
	Cards          []PreviewCard
	CallPermission bool
	Notes          []Note
	Unknown        []string // kinds of parts that this program cannot draw, each once
}

// PreviewHeader is a header: text, or a file, or a location, or a product.
type PreviewHeader struct {
	Format   HeaderFormat
	Text     []Span           // of a TEXT header; never formatted
	Media    *PreviewMedia    // of IMAGE, VIDEO, DOCUMENT
	Location *PreviewLocation // of LOCATION
	Product  Span             // of PRODUCT: the retailer id
}

// PreviewMedia is the file of a header.
type PreviewMedia struct {
	Place    Place
	Link     string // the value as given; empty when there is none yet
	ID       string // of an uploaded file; empty for a link
	Filename string // of a document: given or derived, as the customer sees it
	Example  string // address of the template's own sample, to show while there is no value
}

// PreviewLocation is the map pin of a header.
type PreviewLocation struct {
	Latitude, Longitude, Name, Address Span
}

// BlockKind says how a block of the body is drawn.
type BlockKind string

// The kinds of block. A paragraph is one line of the body; an empty one is a blank line.
const (
	BlockParagraph    BlockKind = "paragraph"
	BlockListItem     BlockKind = "list-item"
	BlockNumberedItem BlockKind = "numbered-item"
	BlockQuote        BlockKind = "quote"
	BlockMono         BlockKind = "mono" // several lines of monospace; its spans may hold line breaks
)

// Block is one line of the body, or several for BlockMono.
type Block struct {
	Kind   BlockKind
	Number int // of a numbered item
	Spans  []Span
}

// Span is a piece of text with one look and one origin.
type Span struct {
	Text   string
	Bold   bool
	Italic bool
	Strike bool
	Mono   bool
	Link   bool  // a phone would make it a link; shown as text
	Place  Place // the place that the text came from; empty for the template's own words
	Filled bool  // a value stands at Place; false shows the variable, for example {{1}}
}

// PreviewButton is a button as shown.
type PreviewButton struct {
	Kind   ButtonKind
	Label  string
	Target []Span // the whole URL, the phone number, the code; empty when a tap only answers
	Place  Place  // the place that the target needs; empty for static buttons
}

// PreviewCard is one card of a carousel.
type PreviewCard struct {
	Header  *PreviewHeader
	Body    []Block
	Buttons []PreviewButton
}

// PreviewOffer is the box of a limited-time offer.
type PreviewOffer struct {
	Text    string
	Expires Span // Unix milliseconds as text; zero when the offer has no end
}

// Note is a remark about how phones and computers show the message: a stable code.
type Note string

// The notes of WhatsApp templates, §1.4, §2.3 and §4.
const (
	NoteNotOnDesktop   Note = "not-on-desktop"     // WhatsApp Desktop and Web do not show this message
	NoteSeeAllOptions  Note = "see-all-options"    // the phone shows two buttons and a list for the rest
	NoteReadMore       Note = "read-more"          // phones cut a long marketing body
	NoteMayChangeStyle Note = "value-may-be-style" // a value holds characters that WhatsApp formats
)
