package lime

import (
	"encoding/json"

	"github.com/google/uuid"
)

// Envelope is one unit on the wire: a *Message, *Notification, *Command or *Session, and nothing else.
type Envelope interface {
	// Head is a copy of the fields that all kinds share.
	Head() Head
	addresses() (from, to *Node)
	clone() Envelope
}

// Head holds the fields that all kinds of envelope share (LIME reference, §2.1).
type Head struct {
	ID string
	// From is the sender; a server fills it in when it is absent.
	From Node
	To   Node
	// PP is who is really asking when From acts for another; answers go to it when it is there.
	PP       Node
	Metadata Metadata
}

// NewID makes an id that nobody else makes.
func NewID() string { return uuid.NewString() }

// Message carries content from one node to another. A message without an id wants no notifications.
type Message struct {
	ID       string   `json:"id,omitempty"`
	From     Node     `json:"from,omitzero"`
	To       Node     `json:"to,omitzero"`
	PP       Node     `json:"pp,omitzero"`
	Metadata Metadata `json:"metadata,omitempty"`
	// Type is the media type of Content; it is not checked.
	Type string `json:"type,omitempty"`
	// Content is any JSON value, exactly as it came.
	Content json.RawMessage `json:"content"`
}

// Event is what a notification tells of a message.
type Event string

// Events of LIME (LIME reference, §8). Others may come and are passed on as they are.
const (
	EventAccepted   Event = "accepted"
	EventDispatched Event = "dispatched"
	EventReceived   Event = "received"
	EventConsumed   Event = "consumed"
	EventFailed     Event = "failed"
	EventDeleted    Event = "deleted"
	EventValidated  Event = "validated"
	EventAuthorized Event = "authorized"
)

// Notification is news about the message whose id it carries.
type Notification struct {
	ID       string   `json:"id,omitempty"`
	From     Node     `json:"from,omitzero"`
	To       Node     `json:"to,omitzero"`
	PP       Node     `json:"pp,omitzero"`
	Metadata Metadata `json:"metadata,omitempty"`
	Event    Event    `json:"event"`
	// Reason is there when Event is EventFailed.
	Reason *Reason `json:"reason,omitempty"`
}

// Method is what a command wants done.
type Method string

// Methods of LIME. MethodObserve is one-way: it has no answer (LIME reference, §2.4).
const (
	MethodGet         Method = "get"
	MethodSet         Method = "set"
	MethodDelete      Method = "delete"
	MethodMerge       Method = "merge"
	MethodSubscribe   Method = "subscribe"
	MethodUnsubscribe Method = "unsubscribe"
	MethodObserve     Method = "observe"
)

// Status is how a command fared; a request has none.
type Status string

// Statuses of an answer. StatusPending may come before the final one.
const (
	StatusPending Status = "pending"
	StatusSuccess Status = "success"
	StatusFailure Status = "failure"
)

// Command is a request on a resource (Status empty) or the answer to one (same ID and Method).
type Command struct {
	ID       string   `json:"id,omitempty"`
	From     Node     `json:"from,omitzero"`
	To       Node     `json:"to,omitzero"`
	PP       Node     `json:"pp,omitzero"`
	Metadata Metadata `json:"metadata,omitempty"`
	Method   Method   `json:"method"`
	// URI is the text as it came or goes; ParseURI takes it apart.
	URI string `json:"uri,omitempty"`
	// Type is the media type of Resource; it is not checked.
	Type string `json:"type,omitempty"`
	// Resource is any JSON value, exactly as it came, or nil.
	Resource json.RawMessage `json:"resource,omitempty"`
	Status   Status          `json:"status,omitempty"`
	// Reason is there when Status is StatusFailure.
	Reason *Reason `json:"reason,omitempty"`

	// trouble is why a transport has no answer, in the place of one; it is never on a wire.
	trouble error
}

// MetadataCommandURI is the metadata name under which an answer repeats the URI that was asked for.
const MetadataCommandURI = "#command.uri"

// unanswered stands in the place of the answer that a transport did not get, so that who waits need not
// wait in vain.
func (c *Command) unanswered(trouble error) *Command {
	answer := c.Failure(ReasonCodeGeneral, trouble.Error())
	answer.trouble = trouble
	return answer
}

// IsRequest tells a request from an answer.
func (c *Command) IsRequest() bool { return c.Status == "" }

// WantsAnswer tells whether somebody waits for an answer to the request.
func (c *Command) WantsAnswer() bool {
	return c.IsRequest() && c.Method != MethodObserve && c.ID != ""
}

// Answer is the success that answers the request, with a resource of the given media type or, when
// resource is nil, without one.
func (c *Command) Answer(mediaType string, resource json.RawMessage) *Command {
	answer := c.answer(StatusSuccess)
	if resource != nil {
		answer.Type, answer.Resource = mediaType, resource
	}
	return answer
}

// Failure is the refusal that answers the request, with one of the codes ReasonCode…, or another.
func (c *Command) Failure(code int, description string) *Command {
	answer := c.answer(StatusFailure)
	answer.Reason = &Reason{Code: code, Description: description}
	return answer
}

func (c *Command) answer(status Status) *Command {
	to := c.From
	if !c.PP.IsZero() {
		to = c.PP
	}
	return &Command{ID: c.ID, From: c.To, To: to, Method: c.Method, Status: status}
}

// SessionState is where a session stands. Only the server advances it (LIME reference, §3.1).
type SessionState string

// States of a session.
const (
	SessionNew            SessionState = "new"
	SessionNegotiating    SessionState = "negotiating"
	SessionAuthenticating SessionState = "authenticating"
	SessionEstablished    SessionState = "established"
	SessionFinishing      SessionState = "finishing"
	SessionFinished       SessionState = "finished"
	SessionFailed         SessionState = "failed"
)

// OptionNone is "no encryption" and "no compression" in a negotiation; OptionTLS is encryption by TLS.
const (
	OptionNone = "none"
	OptionTLS  = "tls"
)

// Session is a step of opening, authenticating or ending a session.
type Session struct {
	ID                 string          `json:"id,omitempty"`
	From               Node            `json:"from,omitzero"`
	To                 Node            `json:"to,omitzero"`
	PP                 Node            `json:"pp,omitzero"`
	Metadata           Metadata        `json:"metadata,omitempty"`
	State              SessionState    `json:"state"`
	EncryptionOptions  []string        `json:"encryptionOptions,omitempty"`
	CompressionOptions []string        `json:"compressionOptions,omitempty"`
	Encryption         string          `json:"encryption,omitempty"`
	Compression        string          `json:"compression,omitempty"`
	SchemeOptions      []Scheme        `json:"schemeOptions,omitempty"`
	Scheme             Scheme          `json:"scheme,omitempty"`
	Authentication     *Authentication `json:"authentication,omitempty"`
	// Reason is there when State is SessionFailed.
	Reason *Reason `json:"reason,omitempty"`
}

// Head is a copy of the shared fields.
func (m *Message) Head() Head { return Head{m.ID, m.From, m.To, m.PP, m.Metadata} }

// Head is a copy of the shared fields.
func (n *Notification) Head() Head { return Head{n.ID, n.From, n.To, n.PP, n.Metadata} }

// Head is a copy of the shared fields.
func (c *Command) Head() Head { return Head{c.ID, c.From, c.To, c.PP, c.Metadata} }

// Head is a copy of the shared fields.
func (s *Session) Head() Head { return Head{s.ID, s.From, s.To, s.PP, s.Metadata} }

func (m *Message) addresses() (from, to *Node)      { return &m.From, &m.To }
func (n *Notification) addresses() (from, to *Node) { return &n.From, &n.To }
func (c *Command) addresses() (from, to *Node)      { return &c.From, &c.To }
func (s *Session) addresses() (from, to *Node)      { return &s.From, &s.To }

func (m *Message) clone() Envelope      { copied := *m; return &copied }
func (n *Notification) clone() Envelope { copied := *n; return &copied }
func (c *Command) clone() Envelope      { copied := *c; return &copied }
func (s *Session) clone() Envelope      { copied := *s; return &copied }
