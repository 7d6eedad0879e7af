package lime

import (
	"encoding/json"
	"fmt"
)

// Media types of the documents of LIME itself (LIME reference, §7).
const (
	MediaTypeText       = "text/plain"
	MediaTypeJSON       = "application/json"
	MediaTypeCollection = "application/vnd.lime.collection+json"
	MediaTypePresence   = "application/vnd.lime.presence+json"
	MediaTypeReceipt    = "application/vnd.lime.receipt+json"
	MediaTypePing       = "application/vnd.lime.ping+json"
)

// URIs that every session understands, on the server node (LIME reference, §7).
const (
	PathPresence = "/presence"
	PathReceipt  = "/receipt"
	PathPing     = "/ping"
)

// Statuses and routing rules of a Presence that this package sets itself.
const (
	PresenceAvailable   = "available"
	PresenceUnavailable = "unavailable"
	RoutingInstance     = "instance"
	RoutingIdentity     = "identity"
)

// Presence is LIME's own: whether a session takes what is addressed to its identity. Without one it
// gets only what is addressed to its full node (LIME reference, §7.1). It says nothing of an agent.
type Presence struct {
	Status      string `json:"status,omitempty"`
	RoutingRule string `json:"routingRule,omitempty"`
	Message     string `json:"message,omitempty"`
	Priority    int    `json:"priority,omitempty"`
	RoundRobin  bool   `json:"roundRobin,omitempty"`
	Echo        bool   `json:"echo,omitempty"`
	Promiscuous bool   `json:"promiscuous,omitempty"`
}

// Receipt says which events a session wants to be notified of (LIME reference, §7.2).
type Receipt struct {
	Events []Event `json:"events"`
}

// AllReceipts wants the five documented events, as npm blip-sdk 10.0.1 asks for them.
func AllReceipts() *Receipt {
	return &Receipt{Events: []Event{EventFailed, EventAccepted, EventDispatched, EventReceived, EventConsumed}}
}

// NewCommand makes a request with a fresh id.
func NewCommand(method Method, uri string) Command {
	return Command{ID: NewID(), Method: method, URI: uri}
}

// WithResource is a copy of the command with the value as its resource.
func (c Command) WithResource(mediaType string, value any) (Command, error) {
	raw, err := json.Marshal(value)
	if err != nil {
		return Command{}, fmt.Errorf("resource of %s %s: %w", c.Method, c.URI, err)
	}
	c.Type, c.Resource = mediaType, raw
	return c, nil
}
