package hub

import (
	"context"
	"errors"
	"fmt"
	"time"

	"activa/backend/message"
)

// Gateway is how the hub reaches WhatsApp: the simulator, or the Cloud API. It keeps no truth: what it
// has not told through its sink did not happen, and the hub hands a message over again only when the
// gateway answered that it certainly did not take it.
type Gateway interface {
	// Run works until ctx ends and tells everything that happens to sink, in order, one at a time.
	// sink returns once the news is committed on the hub; an error means "tell it again later".
	Run(ctx context.Context, sink func(context.Context, GatewayNews) error) error

	// Send takes one message for a customer and returns soon; it is called for one message at a time,
	// and never from inside sink. nil: taken, receipts follow. ErrNotTaken in the chain: it certainly
	// was not; with a Refusal for the reason in it, never will be. Any other error: unknown; the hub
	// waits for receipts and does not send again by itself.
	Send(ctx context.Context, outgoing GatewayMessage) error
}

// Resumer is a Gateway that keeps nothing over a restart, such as the simulator. When the hub starts it
// is told what it took in an earlier run and may still have news of; it tells the news again, which
// changes nothing where they are known.
type Resumer interface {
	Resume(outgoing GatewayMessage)
}

// AgentTeller is a Gateway that can show a customer what the agent does: that a message of theirs came or
// was read, that the agent writes. It is told of one thing at a time and returns soon. What it cannot
// show is lost: none of it is a promise.
type AgentTeller interface {
	TellAgent(ctx context.Context, news AgentNews) error
}

// AgentNews is what an agent did towards a customer: a receipt for a message, or with Message empty that
// they write, or stopped.
type AgentNews struct {
	BotNumber string           // E.164
	Phone     string           // E.164, or empty
	Contact   string           // contact identity on the hub
	Message   string           // the gateway's id of the customer's message
	Receipt   message.Delivery // Received or Consumed
	Typing    bool
}

// ErrNotTaken is in the chain of an error of Gateway.Send when the message certainly was not taken.
// Alone it asks the hub to try again later; as a Refusal it is for good.
var ErrNotTaken = errors.New("the gateway did not take the message")

// Refusal is a gateway's answer that it will never take a message: the message has failed with Reason.
type Refusal struct{ Reason message.Reason }

// Error is the line for the log.
func (r *Refusal) Error() string {
	return fmt.Sprintf("%v: code %d: %s", ErrNotTaken, r.Reason.Code, r.Reason.Description)
}

// Unwrap lets errors.Is find ErrNotTaken.
func (r *Refusal) Unwrap() error { return ErrNotTaken }

// GatewayMessage is one message on its way to a customer: a template message, or one of a ticket.
type GatewayMessage struct {
	ID        string // the hub's key, unique on the hub; comes back in every receipt
	BotNumber string // E.164 of the bot
	Contact   string // contact identity on the hub
	Phone     string // E.164, or empty
	Type      string // MIME type as in LIME
	Content   []byte // JSON; for templates Meta's payload {"type":"template","template":{…}}
	Template  *message.Template
	Values    message.Values
	SentAt    time.Time
}

// GatewayNews is a receipt, a message from a customer, or that one writes; exactly one of them is set.
type GatewayNews struct {
	Receipt *GatewayReceipt
	Inbound *InboundMessage
	Typing  *CustomerTyping
}

// CustomerTyping tells that a customer writes, or stopped.
type CustomerTyping struct {
	BotNumber string // E.164
	Phone     string // E.164, or empty
	Contact   string // contact identity if the gateway knows it
	Typing    bool
}

// GatewayReceipt tells what became of a message. Receipts may repeat and come in any order.
type GatewayReceipt struct {
	ID      string // of the GatewayMessage
	Receipt message.Receipt
}

// InboundMessage is what a customer wrote or tapped.
type InboundMessage struct {
	ID        string // the gateway's id, unique; a repeat is dropped
	BotNumber string // E.164
	Phone     string // E.164, or empty
	Contact   string // contact identity if the gateway knows it
	Name      string // profile name
	Type      string // MIME type as in LIME
	Content   []byte // JSON
	InReplyTo string // ID of the GatewayMessage that it answers, when the gateway knows it
	Payload   string // of a tapped quick reply
	At        time.Time
}
