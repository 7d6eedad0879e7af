package hub

import (
	"encoding/json"
	"errors"
	"strings"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/message"
)

// recipientNameMax bounds the name of a new contact, in bytes.
const recipientNameMax = 256

// messageIn is a message that a session sent.
type messageIn struct {
	member  *member
	message *lime.Message
}

func (m *messageIn) apply(s *step) error {
	caller, err := callerOf(s, m.member, m.message.Head())
	if err != nil {
		return err
	}
	to := foldNode(m.message.To)
	_, domain := doc.SplitIdentity(to)
	if domain == doc.DeskDomain {
		return m.talk(s, caller, to)
	}
	if domain != doc.WhatsAppDomain {
		// Messages between accounts are only those of a ticket (LIME and Blip, §26).
		return refuse(lime.ReasonCodeGatewayNotFound, "The destination takes no messages")
	}
	if caller.bot == "" || caller.account.Role == roleGuest {
		return refuse(lime.ReasonCodeNotAllowed, "A contact is written to in the name of a bot: act for one by from and pp")
	}
	if !validMessageID(m.message.ID) {
		return refuse(lime.ReasonCodeValidationError, "An active message needs an id of at most %d bytes", messageIDMax)
	}
	known, err := s.Send(caller.account.Identity, m.message.ID)
	if err == nil {
		return m.tellAgain(s, known, caller.replyTo)
	}
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	if !caller.account.mayStart(s.at) {
		return errNotOnline
	}
	proposed, err := m.proposal(caller, to)
	if err != nil {
		return err
	}
	send, err := s.propose(proposed)
	if err != nil {
		return err
	}
	return s.notifySender(send, send.Progress.Delivery)
}

// tellAgain answers a repeated id with what is known of it, and nothing else (LIME and Blip, §26).
func (m *messageIn) tellAgain(s *step, known Send, replyTo lime.Node) error {
	known.ReplyTo = replyTo.String()
	return s.notifySender(known, known.Progress.Delivery)
}

// refused tells the sender that the message went nowhere.
func (m *messageIn) refused(s *step, err error) {
	if m.message.ID == "" {
		return
	}
	reason, _ := reasonOf(err)
	s.tell(m.member, &lime.Notification{
		ID: m.message.ID, From: m.message.To, To: m.member.Node(), Event: lime.EventFailed, Reason: &reason,
	})
}

// templateContent is the content of a direct template message (LIME and Blip, §13.2).
type templateContent struct {
	Type     string          `json:"type"`
	Template json.RawMessage `json:"template"`
}

// templateHead is what of Meta's payload names the template.
type templateHead struct {
	Name     string `json:"name"`
	Language struct {
		Code string `json:"code"`
	} `json:"language"`
}

// proposal reads the message. What is said beside the payload is not trusted: values are read back out
// of the payload itself.
func (m *messageIn) proposal(caller caller, to string) (proposal, error) {
	var content templateContent
	var head templateHead
	if json.Unmarshal(m.message.Content, &content) != nil || !strings.EqualFold(content.Type, doc.ContentTemplate) ||
		json.Unmarshal(content.Template, &head) != nil || head.Name == "" {
		return proposal{}, refuse(lime.ReasonCodeValidationError, "A contact is written to by a template message: {\"type\":\"template\",\"template\":{…}}")
	}
	name := strings.TrimSpace(m.message.Metadata.Text(doc.MetadataName))
	if len(name) > recipientNameMax {
		return proposal{}, refuse(lime.ReasonCodeValidationError, "The recipient's name is longer than %d bytes", recipientNameMax)
	}
	payload := []byte(m.message.Content)
	retryOf := m.message.Metadata.Text(doc.MetadataRetryOf)
	if !validMessageID(retryOf) {
		retryOf = ""
	}
	return proposal{
		caller: caller, sender: caller.account, id: m.message.ID, to: to, phone: doc.ContactPhone(to), name: name,
		templateName: head.Name, templateLanguage: head.Language.Code,
		values: func(template message.Template) (message.Values, error) {
			return message.ReadPayload(template, content.Template)
		},
		payload: func(message.Template, message.Values) ([]byte, error) { return payload, nil },
		replyTo: caller.replyTo, retryOf: retryOf,
	}, nil
}
