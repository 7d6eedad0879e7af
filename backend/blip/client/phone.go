package client

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
	"activa/backend/message"
)

// Phone is a simulated customer's phone, for who plays the customer. In a list it has no messages.
type Phone struct {
	Contact   desk.ContactID
	Name      string
	Number    string // E.164, or empty
	Bot       desk.BotID
	BotName   string
	State     PhoneState
	Character string         // what its owner does without being played, in the simulator's word
	Answers   bool           // its owner answers without being played
	At        time.Time      // of the latest that went to or came from it; in a list
	Unread    int            // what arrived and is not known to be read; in a list
	Messages  []PhoneMessage // oldest first
}

// PhoneState says what a phone can do.
type PhoneState string

// The states of a phone.
const (
	PhoneOn      = PhoneState(doc.PhoneOn)
	PhoneOff     = PhoneState(doc.PhoneOff)
	PhoneBlocked = PhoneState(doc.PhoneBlocked) // its owner has blocked the bot
)

// PhoneMessage is a message as it stands on a phone. From is as the agent sees it: FromCustomer is the
// phone's owner, whose Progress tells how far the agent has come with it. Of an active message, Template is
// the one that was sent, and Values fill it.
type PhoneMessage struct {
	desk.ChatMessage
	Template message.Template
	Values   message.Values
}

// PhoneChange tells that a phone shows something else now, and whether the bot's side writes.
type PhoneChange struct {
	Contact desk.ContactID
	Bot     desk.BotID
	Typing  bool
}

type (
	// PhoneAct is what a customer does with their phone.
	PhoneAct = doc.PhoneAct
	// PhoneButton is the index of a button, counting all of a message.
	PhoneButton = doc.Number
	// PhoneMedia is a file that a customer sends.
	PhoneMedia = doc.MediaLink
)

// Phones lists the simulated phones that something went to or came from lately, the latest first. The
// fault is desk.NotSupported where nobody is simulated.
func (c *Client) Phones(ctx context.Context) ([]Phone, error) {
	list, err := ask[doc.Collection](ctx, c, c.request(lime.MethodGet, doc.SimulatorNode, doc.PathPhones))
	if err != nil {
		return nil, fmt.Errorf("read phones: %w", err)
	}
	documents, dropped := doc.Items[doc.Phone](list)
	c.noteDropped("phones", dropped)
	phones := make([]Phone, len(documents))
	for i, document := range documents {
		phones[i] = phoneShown(document)
	}
	return phones, nil
}

// Phone tells what stands on one phone towards a bot, at most limit messages; without a bot, towards the one
// that wrote to it last.
func (c *Client) Phone(ctx context.Context, contact desk.ContactID, bot desk.BotID, limit int) (Phone, error) {
	limit = min(max(limit, 1), doc.TakeTicketsMax)
	request := c.request(lime.MethodGet, doc.SimulatorNode, doc.PhoneURI(string(contact), string(bot), limit))
	document, err := ask[doc.Phone](ctx, c, request)
	if err != nil {
		return Phone{}, fmt.Errorf("read phone: %w", err)
	}
	return phoneShown(document), nil
}

func phoneShown(document doc.Phone) Phone {
	phone := Phone{Contact: desk.ContactID(document.Contact), Name: document.Name, Number: document.Phone,
		Bot: desk.BotID(document.Bot), BotName: document.BotName, State: PhoneState(document.State),
		Character: document.Character, Answers: bool(document.Answers), At: document.At.Time, Unread: int(document.Unread)}
	for _, said := range document.Messages {
		shown := PhoneMessage{ChatMessage: chatMessageOf("", said)}
		if shown.Active != nil {
			shown.Template, shown.Values = shown.Active.Template, shown.Active.Message.Values
		}
		phone.Messages = append(phone.Messages, shown)
	}
	return phone
}

// ActOnPhone lets a simulated customer act; it returns when the hub knows what they did.
func (c *Client) ActOnPhone(ctx context.Context, act PhoneAct) error {
	request, err := c.request(lime.MethodSet, doc.SimulatorNode, doc.PathPhone).WithResource(doc.MediaTypePhoneAct, act)
	if err != nil {
		return err
	}
	_, err = ask[nothing](ctx, c, request)
	return err
}

// watchPhones asks to hear of phones that change, where somebody listens.
func (c *Client) watchPhones(ctx context.Context) error {
	if c.options.OnPhone == nil || !c.has(doc.AbilitySimulator) {
		return nil
	}
	if _, err := ask[nothing](ctx, c, c.request(lime.MethodSubscribe, doc.SimulatorNode, doc.PathPhones)); err != nil {
		return fmt.Errorf("subscribe to the phones: %w", err)
	}
	return nil
}

// phoneChanged tells of a pushed phone; false when the message is none.
func (c *Client) phoneChanged(pushed lime.Message) bool {
	if c.options.OnPhone == nil || !fromPlatform(pushed.From) || !strings.EqualFold(pushed.Type, doc.MediaTypePhone) {
		return false
	}
	var document doc.Phone
	if json.Unmarshal(pushed.Content, &document) != nil || document.Contact == "" {
		return false
	}
	c.options.OnPhone(PhoneChange{desk.ContactID(document.Contact), desk.BotID(document.Bot), bool(document.Typing)})
	return true
}
