package deskstore

import (
	"encoding/json"
	"fmt"
	"time"

	"activa/backend/desk"
	"activa/backend/message"
)

// The types of this file are the JSON in the columns named content. Their keys are kept for ever: a key
// that loses its meaning is left out, never given another.

type messageContent struct {
	Values  message.Values `json:"values,omitempty"`
	RetryOf string         `json:"retryOf,omitempty"`
}

func contentOf(m message.ActiveMessage) messageContent {
	return messageContent{Values: m.Values, RetryOf: m.RetryOf}
}

type draftContent struct {
	Step     string         `json:"step,omitempty"`
	Bot      string         `json:"bot,omitempty"`
	Template string         `json:"template,omitempty"`
	Language string         `json:"language,omitempty"`
	Contact  string         `json:"contact,omitempty"`
	Phone    string         `json:"phone,omitempty"`
	Region   string         `json:"region,omitempty"`
	Name     string         `json:"name,omitempty"`
	Values   message.Values `json:"values,omitempty"`
	RetryOf  string         `json:"retryOf,omitempty"`
}

func draftContentOf(d desk.Draft) draftContent {
	return draftContent{
		Step: string(d.Step), Bot: string(d.Template.Bot), Template: d.Template.Name,
		Language: d.Template.Language, Contact: string(d.Contact), Phone: d.Phone, Region: d.Region,
		Name: d.Name, Values: d.Values, RetryOf: string(d.RetryOf),
	}
}

func (c draftContent) draft(id string, updatedAt int64) desk.Draft {
	return desk.Draft{
		ID: desk.MessageID(id), Step: desk.DraftStep(c.Step),
		Template: desk.TemplateKey{Bot: desk.BotID(c.Bot), Name: c.Template, Language: c.Language},
		Contact:  desk.ContactID(c.Contact), Phone: c.Phone, Region: c.Region, Name: c.Name,
		Values: c.Values, RetryOf: desk.MessageID(c.RetryOf), UpdatedAt: at(updatedAt),
	}
}

type settingsContent struct {
	Language       string `json:"language"`
	Theme          string `json:"theme"`
	Density        string `json:"density"`
	UndoSeconds    int    `json:"undoSeconds"`
	SendsPerMinute int    `json:"sendsPerMinute"`
	NotifyFailures bool   `json:"notifyFailures"`
	NotifyReplies  bool   `json:"notifyReplies"`
	NotifyWaiting  bool   `json:"notifyWaiting"`
	Sounds         bool   `json:"sounds"`
	EnterSends     bool   `json:"enterSends"`
	IdleRule       bool   `json:"idleRule"`
	SingleKeys     bool   `json:"singleKeys"`
	Region         string `json:"region"`
}

type accountContent struct {
	Identity string `json:"identity"`
	Name     string `json:"name"`
	Email    string `json:"email"`
	Role     string `json:"role"`
}

type botContent struct {
	ID             desk.BotID `json:"id"`
	Name           string     `json:"name"`
	Number         string     `json:"number"`
	DirectTransfer bool       `json:"directTransfer"`
}

type skippedContent struct {
	Index  int    `json:"index"`
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

func skippedContents(skipped []message.Skipped) []skippedContent {
	contents := make([]skippedContent, len(skipped))
	for i, one := range skipped {
		contents[i] = skippedContent(one)
	}
	return contents
}

type offerContent struct {
	Bot      string `json:"bot"`
	Template string `json:"template"`
	Language string `json:"language"`
	Offered  bool   `json:"offered"`
	At       int64  `json:"at"`
	LookAt   int64  `json:"lookAt"`
	Found    int    `json:"found"`
}

func offerContents(offers []desk.KeptOffer) []offerContent {
	contents := make([]offerContent, len(offers))
	for i, kept := range offers {
		contents[i] = offerContent{
			Bot: string(kept.Template.Bot), Template: kept.Template.Name, Language: kept.Template.Language,
			Offered: kept.Offered, At: millis(kept.At), LookAt: millis(kept.LookAt), Found: kept.Found,
		}
	}
	return contents
}

func keptOffers(contents []offerContent) []desk.KeptOffer {
	offers := make([]desk.KeptOffer, len(contents))
	for i, c := range contents {
		template := desk.TemplateKey{Bot: desk.BotID(c.Bot), Name: c.Template, Language: c.Language}
		offers[i] = desk.KeptOffer{
			TemplateOffer: desk.TemplateOffer{Template: template, Offered: c.Offered, At: at(c.At)}, LookAt: at(c.LookAt), Found: c.Found,
		}
	}
	return offers
}

type contactContent struct {
	Name          string            `json:"name,omitempty"`
	Phone         string            `json:"phone,omitempty"`
	Email         string            `json:"email,omitempty"`
	Fields        map[string]string `json:"fields,omitempty"`
	LastMessageAt int64             `json:"lastMessageAt,omitempty"`
	OptedOut      bool              `json:"optedOut,omitempty"`
}

func contactContentOf(c desk.Contact) contactContent {
	return contactContent{
		Name: c.Name, Phone: c.Phone, Email: c.Email, Fields: c.Fields,
		LastMessageAt: millis(c.LastMessageAt), OptedOut: c.OptedOut,
	}
}

func (c contactContent) contact(id string) desk.Contact {
	var last time.Time
	if c.LastMessageAt != 0 {
		last = at(c.LastMessageAt)
	}
	return desk.Contact{
		ID: desk.ContactID(id), Name: c.Name, Phone: c.Phone, Email: c.Email, Fields: c.Fields,
		LastMessageAt: last, OptedOut: c.OptedOut,
	}
}

// json writes a content; the error ends the transaction.
func (w *writer) json(content any) string {
	text, err := json.Marshal(content)
	if err != nil && w.err == nil {
		w.err = fmt.Errorf("write content: %w", err)
	}
	return string(text)
}

// decode reads a content.
func decode(text string, content any) error {
	if err := json.Unmarshal([]byte(text), content); err != nil {
		return fmt.Errorf("read content: %w", err)
	}
	return nil
}
