package desk

import (
	"strings"
	"time"
	"unicode/utf8"

	"activa/backend/fault"
	"activa/backend/message"
)

// Limits of a draft and of the identities in it.
const (
	DraftsMax         = 200       // kept drafts; the oldest leaves
	draftIDBytesMax   = 64        // of a message id; ours have 36
	draftTextBytesMax = 1 << 10   // of recipient, name and identities
	draftValuesMax    = 200       // places of one draft
	draftValueBytes   = 128 << 10 // of one value: 32,768 characters are allowed by WhatsApp
)

// DraftStep is where in the wizard a draft stands.
type DraftStep string

// The steps of a draft.
const (
	StepTemplate DraftStep = "template"
	StepValues   DraftStep = "values"
)

// Draft is what the agent is filling in. The window makes its id, which becomes the message's id.
type Draft struct {
	ID        MessageID
	Step      DraftStep
	Template  TemplateKey // its Bot is the bot of the draft
	Contact   ContactID   // of an existing contact, else empty
	Phone     string      // as typed, or E.164 of the contact
	Region    string      // country of a typed number without +, ISO 3166
	Name      string
	Values    message.Values
	RetryOf   MessageID
	UpdatedAt time.Time // set by the desk
}

// TemplateKey names one template of one bot: a name is unique only together with its language.
type TemplateKey struct {
	Bot      BotID
	Name     string
	Language string
}

// String writes a key as one text, opaque to windows: bot, language and name.
func (k TemplateKey) String() string {
	if k == (TemplateKey{}) {
		return ""
	}
	return string(k.Bot) + "/" + k.Language + "/" + k.Name
}

// ParseTemplateKey reads what String writes; false for any other text.
func ParseTemplateKey(text string) (TemplateKey, bool) {
	last := strings.LastIndexByte(text, '/')
	if last < 0 {
		return TemplateKey{}, false
	}
	middle := strings.LastIndexByte(text[:last], '/')
	if middle < 0 {
		return TemplateKey{}, false
	}
	key := TemplateKey{Bot: BotID(text[:middle]), Language: text[middle+1 : last], Name: text[last+1:]}
	return key, key.Bot != "" && key.Name != ""
}

// keyOf is the key of a template of a bot.
func keyOf(bot BotID, template message.Template) TemplateKey {
	return TemplateKey{Bot: bot, Name: template.Name, Language: template.Language}
}

// validate checks the limits of a draft, not its content: an unfinished draft is a good draft.
func (d Draft) validate() error {
	refuse := func(limit string) error {
		return fault.New(DraftInvalid, nil, fault.Parameters{"limit": limit})
	}
	switch {
	case d.ID == "" || len(d.ID) > draftIDBytesMax || !utf8.ValidString(string(d.ID)):
		return refuse("id")
	case d.Step != "" && d.Step != StepTemplate && d.Step != StepValues:
		return refuse("step")
	case len(d.Values) > draftValuesMax:
		return refuse("values")
	}
	for _, text := range []string{
		string(d.Template.Bot), d.Template.Name, d.Template.Language,
		string(d.Contact), d.Phone, d.Region, d.Name, string(d.RetryOf),
	} {
		if len(text) > draftTextBytesMax || !utf8.ValidString(text) {
			return refuse("text")
		}
	}
	for place, value := range d.Values {
		if len(place) > draftTextBytesMax || len(value) > draftValueBytes || !utf8.ValidString(value) {
			return refuse("value")
		}
	}
	return nil
}

// sameRecipient says whether two drafts are for one customer of one bot; drafts without a recipient
// yet are for nobody.
func sameRecipient(a, b Draft) bool {
	if a.Template.Bot != b.Template.Bot {
		return false
	}
	if a.Contact != "" || b.Contact != "" {
		return a.Contact == b.Contact
	}
	return a.Phone != "" && a.Phone == b.Phone
}
