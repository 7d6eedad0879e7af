package message

import "strings"

// findingTexts are the sentences that the commands print, by code. {place} and the names of the
// parameters in braces are replaced. The window has its own words for the same codes.
var findingTexts = map[string]string{
	"template-not-approved": "The template cannot be sent: its status is {shown}, not APPROVED.",
	"template-copy-old":     "The template was read more than five minutes ago; read it again before sending.",
	"template-body-missing": "The template has no body, and WhatsApp takes none without.",
	"template-part-unknown": "The template has a part that this program cannot send ({type}).",
	"template-is-marketing": "Marketing: WhatsApp may hold it back, recipients may have opted out, and it is charged when delivered.",
	"template-quality-low":  "WhatsApp rates this template {score}; it may soon be paused.",
	"not-on-desktop":        "WhatsApp on a computer does not show this message.",

	"value-missing":               "{place} needs a value.",
	"value-has-line-break":        "The value of {place} contains a line break; WhatsApp refuses it.",
	"value-has-tab":               "The value of {place} contains a tab; WhatsApp refuses it.",
	"value-has-control-character": "The value of {place} contains an invisible control character; WhatsApp refuses it.",
	"value-has-long-blank":        "The value of {place} contains more than four blanks in a row; WhatsApp refuses it.",
	"payload-too-long":            "The value of {place} has {length} characters; {limit} is the most.",
	"flow-data-not-an-object":     "The value of {place} must be a JSON object.",
	"sections-not-valid": "The value of {place} must be a JSON array of at most {sections} sections and {products} products, " +
		"titles up to {title} characters.",
	"call-minutes-not-valid":  "The value of {place} must be minutes from 1 to {limit}.",
	"header-too-long":         "The header has {length} characters after filling, {over} more than the {limit} that fit.",
	"body-too-long":           "The body has {length} characters after filling, {over} more than the {limit} that fit.",
	"body-perhaps-too-long":   "The body has {length} characters after filling; above {limit} WhatsApp may refuse it.",
	"value-has-style-marks":   "The value of {place} contains *, _, ~ or `, which may change how the text looks.",
	"value-looks-unfilled":    "The value of {place} still looks like a placeholder ({found}).",
	"value-is-example":        "The value of {place} is the template's own example.",
	"value-not-in-template":   "The template has no {place}.",
	"variable-number-skipped": "The template skips {variable}; a value for it is sent, but WhatsApp may count differently.",

	"url-has-white-space": "The value of {place} contains white space, which no address may.",
	"url-too-long":        "The address of {place} has {length} characters; {limit} is the most.",
	"url-not-valid":       "The value of {place} does not make a valid address.",
	"url-is-whole-link":   "The value of {place} looks like a whole link; only what follows {prefix} belongs there.",

	"coupon-not-letters-and-digits": "The coupon code of {place} may hold only letters and digits.",
	"coupon-too-long":               "The coupon code of {place} has {length} characters; {limit} is the most.",
	"coupon-perhaps-too-long":       "The coupon code of {place} has {length} characters; above {limit} WhatsApp may refuse it.",
	"otp-too-long":                  "The code of {place} has {length} characters; {limit} is the most.",
	"otp-differs":                   "The code of {place} differs from the code in the body.",

	"media-missing":          "{place} needs the {wanted} to send; the template's sample is never used.",
	"media-id-not-valid":     "{place} must be an https address, or id: and the digits of an uploaded file.",
	"media-wrong-kind":       "This is a file of the kind {found}; {place} needs a WhatsApp {wanted}.",
	"media-not-an-address":   "{place} must be a whole address that begins with https://.",
	"media-address-too-long": "The address of {place} is too long.",
	"media-not-https":        "The address of {place} must begin with https://.",
	"media-has-credentials":  "The address of {place} holds a user name; WhatsApp fetches public files only.",
	"media-host-private":     "The address of {place} is inside a private network; WhatsApp cannot fetch it.",
	"media-unreachable":      "The file of {place} cannot be reached ({cause}).",
	"media-bad-status":       "The address of {place} answers with status {status} instead of the file.",
	"media-is-a-page":        "The address of {place} is a web page; it needs the {wanted} itself.",
	"media-too-large":        "The file of {place} has {megabytes} MB; {limit} MB is the most for a WhatsApp {wanted}.",
	"media-redirected":       "The address of {place} leads on to another one; use the final address.",
	"media-host-borrowed":    "The address of {place} belongs to WhatsApp itself ({host}) and expires; use a copy of your own.",
	"media-id-expired":       "The file of {place} was uploaded 30 days ago or more; WhatsApp has dropped it.",
	"media-id-other-number":  "The file of {place} was uploaded for another number.",
	"document-not-pdf":       "The document of {place} is not a PDF ({found}); WhatsApp may refuse it.",
	"filename-missing":       "The document has no name; the customer would see {name}.",
	"filename-not-clean":     "The document's name will be sent as {name}.",

	"coordinate-has-comma":    "{place} needs a decimal point instead of the comma.",
	"coordinate-not-valid":    "{place} must be degrees between -{limit} and {limit}.",
	"card-not-in-template":    "{place} stands in a card that the template does not have; it has {cards}.",
	"offer-expiry-not-a-time": "{place} must be a time in Unix milliseconds.",
	"offer-expiry-past":       "The end of the offer is in the past.",

	"phone-not-a-number":         "This is not a phone number.",
	"phone-needs-plus":           "The phone number needs its country code and a + in front.",
	"phone-not-possible":         "No phone number of that country has this length.",
	"phone-only-possible":        "The phone number may be right, but does not fit its country's numbering.",
	"phone-brazil-ninth-digit":   "Brazilian mobile numbers have a 9 after the area code: {form}.",
	"phone-mexico-without-one":   "Mexican mobile numbers no longer have the 1 after +52: {form}.",
	"phone-argentina-nine":       "If this is an Argentine mobile, it has a 9 after +54: {form}.",
	"recipient-missing":          "The message has no recipient.",
	"recipient-needs-phone":      "An authentication message needs the recipient's phone number.",
	"recipient-is-own-number":    "This is our own number.",
	"recipient-too-soon":         "WhatsApp asks for six seconds between messages to one recipient; wait {milliseconds} ms.",
	"recipient-opted-out":        "The recipient asked for no marketing from this business.",
	"recipient-in-united-states": "Meta does not deliver marketing to numbers of the United States.",
	"recipient-has-other-agent":  "Another agent ({agent}) wrote to this recipient {minutes} minutes ago.",
	"message-sent-before":        "The same message went to this recipient before, or may have.",
}

// findingText is the English sentence of a finding.
func findingText(finding Finding) string {
	pairs := []string{"{place}", string(finding.Place)}
	for name, value := range finding.Parameters {
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(findingTexts[finding.Code])
}

// FindingCodes lists every code that a finding can have, so that texts in other languages can be
// checked for completeness. The order means nothing.
func FindingCodes() []string {
	codes := make([]string, 0, len(findingTexts))
	for code := range findingTexts {
		codes = append(codes, code)
	}
	return codes
}
