package doc

import (
	"encoding/json"
	"strings"
)

// MediaLink is a file of a conversation by its address: LIME and Blip, §9. Text is its caption.
type MediaLink struct {
	URI   string `json:"uri"`
	Type  Text   `json:"type,omitempty"` // MIME type; WhatsApp's channel also writes voice/… and sticker/…
	Size  Number `json:"size,omitempty"` // bytes
	Title string `json:"title,omitempty"`
	Text  string `json:"text,omitempty"`
}

// Location is a place on the map: LIME and Blip, §9.
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Text      string  `json:"text,omitempty"`
	Name      string  `json:"name,omitempty"`
	Address   string  `json:"address,omitempty"`
}

// WebLink is an address with words around it: LIME and Blip, §9.
type WebLink struct {
	URI   string `json:"uri"`
	Title string `json:"title,omitempty"`
	Text  string `json:"text,omitempty"`
}

// Select is a question with answers to tap, a menu or quick replies: LIME and Blip, §9. Of the
// document-select, Header is the question and each option has a Label.
type Select struct {
	Text    string         `json:"text,omitempty"`
	Header  *Container     `json:"header,omitempty"`
	Options []SelectOption `json:"options"`
}

// SelectOption is one answer to tap.
type SelectOption struct {
	Text  string     `json:"text,omitempty"`
	Label *Container `json:"label,omitempty"`
}

// Container is a document with its type: the form of containers, of labels, and of what was replied.
type Container struct {
	Type  string          `json:"type"`
	Value json.RawMessage `json:"value"`
}

// Reply is a message that quotes another one: LIME and Blip, §9.
type Reply struct {
	Replied   Container `json:"replied"`
	InReplyTo Quoted    `json:"inReplyTo"`
}

// Reaction is an emoji on a message: LIME and Blip, §9. Values are its code points.
type Reaction struct {
	Emoji struct {
		Values []rune `json:"values"`
	} `json:"emoji"`
	InReactionTo Quoted `json:"inReactionTo"`
}

// Redirect gives a conversation back to a bot: LIME and Blip, §14.2 "End". Context is the ticket.
type Redirect struct {
	Context Container `json:"context"`
}

// Quoted names the message that is answered.
type Quoted struct {
	ID string `json:"id"`
}

// ChatState tells that somebody writes: LIME and Blip, §9.
type ChatState struct {
	State string `json:"state"`
}

// The states of a ChatState that tell something.
const (
	ChatComposing = "composing"
	ChatPaused    = "paused"
)

// Composing tells whether the other side writes now.
func (s ChatState) Composing() bool {
	return strings.EqualFold(s.State, ChatComposing) || strings.EqualFold(s.State, "starting")
}

// CustomReply is a canned reply: LIME and Blip, §14.5. Document is a text, or a document of Type.
type CustomReply struct {
	ID               string          `json:"id"`
	Category         string          `json:"category,omitempty"`
	Name             string          `json:"name"`
	Document         json.RawMessage `json:"document,omitempty"`
	Type             string          `json:"type,omitempty"`
	IsDynamicContent Truth           `json:"isDynamicContent,omitempty"`
}

// Team is a queue with who is there for it: LIME and Blip, §14.3.
type Team struct {
	Name         string `json:"name"`
	AgentsOnline Number `json:"agentsOnline"`
}

// UnmarshalJSON also reads the bare name, the form of get /teams.
func (t *Team) UnmarshalJSON(raw []byte) error {
	type plain Team
	if json.Unmarshal(raw, &t.Name) == nil {
		return nil
	}
	return json.Unmarshal(raw, (*plain)(t))
}

// TagSummary is a tag that a bot offers: LIME and Blip, §14.5; docs.blip.ai, documents/tagTicketsSummary. The
// counts of tickets are there for reports, which we do not make.
type TagSummary struct {
	Name string `json:"name"`
}

// UnmarshalJSON also reads the bare name.
func (t *TagSummary) UnmarshalJSON(raw []byte) error {
	type plain TagSummary
	if json.Unmarshal(raw, &t.Name) == nil {
		return nil
	}
	return json.Unmarshal(raw, (*plain)(t))
}

// AttendanceQueue is a queue of a bot: LIME and Blip, §14.4. The lower the priority the earlier.
type AttendanceQueue struct {
	ID            string `json:"id,omitempty"`
	OwnerIdentity string `json:"ownerIdentity,omitempty"`
	Name          string `json:"name"`
	IsActive      Truth  `json:"isActive"`
	Priority      Number `json:"Priority"`
}

// Rule sends replies to a queue: LIME and Blip, §14.4. The condition may also stand at top level.
type Rule struct {
	ID            string          `json:"id,omitempty"`
	OwnerIdentity string          `json:"ownerIdentity,omitempty"`
	Title         string          `json:"title,omitempty"`
	Team          string          `json:"team"`
	IsActive      Truth           `json:"isActive"`
	Operator      string          `json:"operator,omitempty"` // Or, And
	Priority      Number          `json:"priority"`
	Conditions    []RuleCondition `json:"conditions,omitempty"`
	RuleCondition
}

// RuleCondition compares a property of a reply or its contact: LIME and Blip, §14.4.
type RuleCondition struct {
	Property string   `json:"property,omitempty"`
	Relation Text     `json:"relation,omitempty"` // a name, or its number 0…3
	Values   []string `json:"values,omitempty"`
}

// Comment is what somebody wrote about a contact: LIME and Blip, §9, §10.
type Comment struct {
	ID             string  `json:"id,omitempty"`
	AuthorIdentity string  `json:"authorIdentity,omitempty"`
	Content        string  `json:"content"`
	StorageDate    Instant `json:"storageDate,omitzero"`
	AuthorName     string  `json:"authorName,omitempty"` // ours
}

// UploadPart is a part of a file on its way to a hub, at an offset that the command names; ours. The
// last one makes it whole: the hub answers with its address.
type UploadPart struct {
	Bot     string `json:"bot"`
	Name    string `json:"name"`
	Type    string `json:"type"`
	Size    Number `json:"size"`    // of the whole file, in bytes
	Content []byte `json:"content"` // base64 on the wire
}

// Upload answers a part: how much is there, and the address when that is all.
type Upload struct {
	Received Number `json:"received"`
	URI      string `json:"uri,omitempty"`
}

// UploadPartMax is how many bytes of a file one command carries.
const UploadPartMax = 192 << 10 // base64 of it is 256 KiB
