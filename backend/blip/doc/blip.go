package doc

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"activa/backend/lime"
)

// Contact is a contact document: LIME and Blip, §10. The newer WhatsApp fields are read in either
// spelling, since property names are compared without case (§23).
type Contact struct {
	Identity           string          `json:"identity"`
	Name               string          `json:"name,omitempty"`
	Email              string          `json:"email,omitempty"`
	PhoneNumber        Text            `json:"phoneNumber,omitempty"`
	CellPhoneNumber    Text            `json:"cellPhoneNumber,omitempty"`
	Address            string          `json:"address,omitempty"`
	City               string          `json:"city,omitempty"`
	Gender             string          `json:"gender,omitempty"`
	Culture            string          `json:"culture,omitempty"`
	Group              string          `json:"group,omitempty"`
	Source             string          `json:"source,omitempty"`
	TaxDocument        Text            `json:"taxDocument,omitempty"`
	Extras             map[string]Text `json:"extras,omitempty"`
	LastMessageDate    Instant         `json:"lastMessageDate,omitzero"`
	LastUpdateDate     Instant         `json:"lastUpdateDate,omitzero"`
	CreationDate       Instant         `json:"creationDate,omitzero"`
	WhatsAppBSUID      string          `json:"whatsAppBsuid,omitempty"`
	WhatsAppID         Text            `json:"whatsAppWaId,omitempty"`
	WhatsAppUserName   string          `json:"whatsAppUserName,omitempty"`
	SubscriptionStatus string          `json:"subscriptionStatus,omitempty"`
}

// NotSubscribed is the SubscriptionStatus of a contact who stopped marketing messages.
const NotSubscribed = "not-subscribed"

// WhatsAppAccount answers the look-up of a number: LIME and Blip, §11. AlternativeAccount is the identity
// to send to; it may lack the ninth digit that the number was asked with.
type WhatsAppAccount struct {
	FullName           string `json:"fullName,omitempty"`
	Identity           string `json:"identity,omitempty"`
	AlternativeAccount string `json:"alternativeAccount,omitempty"`
	PhoneNumber        Text   `json:"phoneNumber,omitempty"`
	Source             string `json:"source,omitempty"`
}

// FullCampaign is the resource of set /campaign/full: LIME and Blip, §13.1.
type FullCampaign struct {
	Campaign CampaignRequest `json:"campaign"`
	Audience *Audience       `json:"audience,omitempty"`
	Message  CampaignMessage `json:"message"`
}

// CampaignRequest names the campaign and where its replies go. MasterState is read in any of the three
// spellings in the wild and written in the documented one.
type CampaignRequest struct {
	Name              string  `json:"name"`
	CampaignType      string  `json:"campaignType,omitempty"`
	MasterState       string  `json:"masterState,omitempty"`
	FlowID            string  `json:"flowId,omitempty"`
	StateID           string  `json:"stateId,omitempty"`
	ChannelType       string  `json:"channelType,omitempty"`
	Scheduled         Instant `json:"scheduled,omitzero"`
	SourceApplication string  `json:"sourceApplication,omitempty"`
	CampaignSender    string  `json:"campaignSender,omitempty"`
}

// MasterStateSpellings are the spellings of the field in the wild, the documented one first (§23).
var MasterStateSpellings = []string{"masterState", "masterstate", "MasterState"}

// SpelledAs is the campaign with its master state spelled in another way; a spelling that is not one of
// MasterStateSpellings is the documented one.
func (f FullCampaign) SpelledAs(spelling string) json.Marshaler { return spelledCampaign{f, spelling} }

type spelledCampaign struct {
	FullCampaign
	spelling string
}

// MarshalJSON writes the campaign with its spelling.
func (s spelledCampaign) MarshalJSON() ([]byte, error) {
	written, err := json.Marshal(s.FullCampaign)
	if err != nil || !slices.Contains(MasterStateSpellings[1:], s.spelling) {
		return written, err
	}
	var whole, campaign map[string]json.RawMessage
	if err := errors.Join(json.Unmarshal(written, &whole), json.Unmarshal(written, &struct{ Campaign *map[string]json.RawMessage }{&campaign})); err != nil {
		return nil, err
	}
	documented := MasterStateSpellings[0]
	campaign[s.spelling] = campaign[documented]
	delete(campaign, documented)
	if whole["campaign"], err = json.Marshal(campaign); err != nil {
		return nil, err
	}
	return json.Marshal(whole)
}

// Audience is the one recipient of an Individual campaign, with a value for each key of the message.
type Audience struct {
	Recipient     string          `json:"recipient"` // E.164 with +
	MessageParams map[string]Text `json:"messageParams,omitempty"`
}

// CampaignMessage names the template and the order of the keys of its values.
type CampaignMessage struct {
	MessageTemplate         string `json:"messageTemplate"`
	MessageTemplateLanguage string `json:"messageTemplateLanguage,omitempty"`
	MessageParams           []Text `json:"messageParams,omitempty"`
	ChannelType             string `json:"channelType,omitempty"`
}

// Values of CampaignRequest.
const (
	CampaignIndividual = "Individual"
	CampaignBatch      = "Batch"
	ChannelWhatsApp    = "WhatsApp"
)

// Campaign answers set /campaign/full. ID is the only handle for later.
type Campaign struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	CampaignType string `json:"campaignType,omitempty"`
	Status       string `json:"status,omitempty"`
	FailedReason string `json:"failedReason,omitempty"`
}

// CampaignSummary answers get /campaigns/{id}/summaries and is the item of get /campaigns/summaries.
type CampaignSummary struct {
	ID              string           `json:"id"`
	Name            string           `json:"name"`
	MessageTemplate string           `json:"messageTemplate,omitempty"`
	MasterState     string           `json:"masterState,omitempty"`
	FlowID          string           `json:"flowId,omitempty"`
	StateID         string           `json:"stateId,omitempty"`
	CampaignSender  string           `json:"campaignSender,omitempty"`
	SendDate        Instant          `json:"sendDate,omitzero"`
	ChannelType     string           `json:"channelType,omitempty"`
	Status          string           `json:"status,omitempty"`
	StatusAudience  []AudienceStatus `json:"statusAudience"`
}

// AudienceStatus is where one recipient of a campaign stands. Compare Status without case; an unknown
// value keeps what was known (§13.1).
type AudienceStatus struct {
	RecipientIdentity string  `json:"recipientIdentity"`
	Status            string  `json:"status"`
	ReasonCode        Number  `json:"reasonCode,omitempty"`
	ReasonDescription string  `json:"reasonDescription,omitempty"`
	Processed         Instant `json:"processed,omitzero"`
	Received          Instant `json:"received,omitzero"`
	Read              Instant `json:"read,omitzero"`
	Failed            Instant `json:"failed,omitzero"`
	NumberStatus      string  `json:"numberStatus,omitempty"`
}

// Values of AudienceStatus.Status.
const (
	AudienceProcessed = "PROCESSED"
	AudienceReceived  = "RECEIVED"
	AudienceRead      = "READ"
	AudienceFailed    = "FAILED"
)

// Ticket is a ticket document: LIME and Blip, §14.1.
type Ticket struct {
	ID                      string       `json:"id,omitempty"`
	SequentialID            Number       `json:"sequentialId,omitempty"`
	ParentSequentialID      Number       `json:"parentSequentialId,omitempty"`
	OwnerIdentity           string       `json:"ownerIdentity,omitempty"`
	RoutingOwnerIdentity    string       `json:"routingOwnerIdentity,omitempty"`
	CustomerIdentity        string       `json:"customerIdentity,omitempty"`
	RoutingCustomerIdentity string       `json:"routingCustomerIdentity,omitempty"`
	AgentIdentity           string       `json:"agentIdentity,omitempty"`
	Provider                string       `json:"provider,omitempty"`
	Status                  TicketStatus `json:"status,omitempty"`
	StorageDate             Instant      `json:"storageDate,omitzero"`
	OpenDate                Instant      `json:"openDate,omitzero"`
	CloseDate               Instant      `json:"closeDate,omitzero"`
	StatusDate              Instant      `json:"statusDate,omitzero"`
	ExpirationDate          Instant      `json:"expirationDate,omitzero"`
	FirstResponseDate       Instant      `json:"firstResponseDate,omitzero"`
	UnreadMessages          Number       `json:"unreadMessages,omitempty"`
	Team                    string       `json:"team,omitempty"`
	Closed                  Truth        `json:"closed,omitempty"`
	ClosedBy                string       `json:"closedBy,omitempty"`
	Tags                    []string     `json:"tags,omitempty"`
	Priority                Number       `json:"priority,omitempty"`
	CampaignID              string       `json:"CampaignId,omitempty"` // capital C as seen: a ticket born of an active message

	// Ours: the only agent who may take a Waiting ticket, why the ticket is where it is (ticket.Why), the
	// id of the ticket that it continues, and what a list shows of it, so that nobody asks once more for
	// each: names, the latest message, and when the customer last wrote.
	ReservedFor     string         `json:"reservedFor,omitempty"`
	Why             string         `json:"why,omitempty"`
	Parent          string         `json:"parent,omitempty"`
	AgentName       string         `json:"agentName,omitempty"`
	Contact         *Contact       `json:"contact,omitempty"`
	LastMessage     *ThreadMessage `json:"lastMessage,omitempty"`
	CustomerWroteAt Instant        `json:"customerWroteAt,omitzero"`
}

// Tunnel tells who stands behind a customer whom a sub-bot sees: LIME and Blip, §16.
type Tunnel struct {
	Owner       string `json:"owner,omitempty"`
	Originator  string `json:"originator,omitempty"`
	Destination string `json:"destination,omitempty"`
}

// TicketTransfer is the resource of set /tickets/{id}/transfer: LIME and Blip, §14.2. To a person, Team is
// DirectTransferTeam or empty. Note goes into the ticket's history; ours.
type TicketTransfer struct {
	Team          string `json:"team,omitempty"`
	AgentIdentity string `json:"agentIdentity,omitempty"`
	Note          string `json:"note,omitempty"`
}

// DirectTransferTeam is the team of a transfer to a person on a hub, as third parties saw it on Blip's own
// desk (§14.2 [O]); what Blip documents is a team of that person.
const DirectTransferTeam = "DIRECT_TRANSFER"

// DefaultTeam is the team of a ticket that no rule sends elsewhere, and of an agent who has none (§14.1).
const DefaultTeam = "Default"

// TicketStatus is where a ticket stands. Unknown values that begin with Closed are closed (§23).
type TicketStatus string

// The documented statuses of tickets.
const (
	TicketNone             TicketStatus = "None"
	TicketWaiting          TicketStatus = "Waiting"
	TicketOpen             TicketStatus = "Open"
	TicketAssigned         TicketStatus = "Assigned"
	TicketClosedAttendant  TicketStatus = "ClosedAttendant"
	TicketClosedClient     TicketStatus = "ClosedClient"
	TicketClosedInactivity TicketStatus = "ClosedClientInactivity"
	TicketTransferred      TicketStatus = "Transferred"
)

// Finished tells whether a ticket is over: closed in any way, or replaced by the one it was moved to.
func (s TicketStatus) Finished() bool {
	status := strings.ToLower(string(s))
	return strings.HasPrefix(status, "closed") || status == "transferred"
}

// Is compares statuses without case.
func (s TicketStatus) Is(other TicketStatus) bool { return strings.EqualFold(string(s), string(other)) }

// ThreadMessage is one message of a conversation: LIME and Blip, §15. Agent, InReplyTo and the instants
// from Accepted on are ours: who wrote it, which message it answers, and how far it has come; of a
// customer's, Received and Consumed are the agent's. Sent is an active message whole.
type ThreadMessage struct {
	ID           string          `json:"id"`
	PeerIdentity string          `json:"peerIdentity,omitempty"`
	Direction    string          `json:"direction"`
	Type         string          `json:"type"`
	Content      json.RawMessage `json:"content"`
	Date         Instant         `json:"date,omitzero"`
	Status       string          `json:"status,omitempty"`
	Reason       *Reason         `json:"reason,omitempty"`
	Metadata     lime.Metadata   `json:"metadata,omitempty"`
	Agent        string          `json:"agent,omitempty"`
	AgentName    string          `json:"agentName,omitempty"`
	Sent         *Sent           `json:"sent,omitempty"`
	InReplyTo    string          `json:"inReplyTo,omitempty"`
	Accepted     Instant         `json:"accepted,omitzero"`
	Dispatched   Instant         `json:"dispatched,omitzero"`
	Received     Instant         `json:"received,omitzero"`
	Consumed     Instant         `json:"consumed,omitzero"`
	Failed       Instant         `json:"failed,omitzero"`
}

// Directions of a ThreadMessage, seen from the bot.
const (
	DirectionSent     = "sent"
	DirectionReceived = "received"
)

// Attendant is an agent of Blip Desk: LIME and Blip, §14.3.
type Attendant struct {
	Identity         string   `json:"identity"`
	FullName         string   `json:"fullName,omitempty"`
	Email            string   `json:"email,omitempty"`
	Teams            []string `json:"teams,omitempty"`
	Status           Text     `json:"status,omitempty"` // a name, or its number
	LastServiceDate  Instant  `json:"lastServiceDate,omitzero"`
	AgentSlots       Number   `json:"agentSlots,omitempty"`
	TicketsInService Number   `json:"ticketsInService,omitempty"`
	IsEnabled        *Truth   `json:"isEnabled,omitempty"`
}

// AttendantStatus sets the status of the agent who is signed in: observed by third parties, not documented
// (LIME and Blip, §14.3 [O]).
type AttendantStatus struct {
	Status            string `json:"status"` // Online, Pause or Invisible
	Device            string `json:"device"`
	CustomPauseReason string `json:"customPauseReason,omitempty"`
}

// Values of an AttendantStatus.
const (
	AttendantPaused = "Pause"
	DeviceWeb       = "Web"
)

// ReadPresenceStatus reads a presence in our spelling or in Blip's, by name in any case or by number
// (§14.3: Offline 0, Pause 1, Online 2, Invisible 3).
func ReadPresenceStatus(text string) (PresenceStatus, bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "online", "2":
		return PresenceOnline, true
	case "paused", "pause", "1":
		return PresencePaused, true
	case "invisible", "3":
		return PresenceInvisible, true
	case "offline", "0":
		return PresenceOffline, true
	}
	return "", false
}

// Summaries are the summaries of campaigns in either form: one object, or a collection of them (LIME and
// Blip, §26). An item that cannot be read is left out.
type Summaries []CampaignSummary

// UnmarshalJSON reads both forms.
func (s *Summaries) UnmarshalJSON(raw []byte) error {
	var list Collection
	if err := json.Unmarshal(raw, &list); err != nil {
		return err
	}
	if list.Items != nil {
		*s, _ = Items[CampaignSummary](list)
		return nil
	}
	var one CampaignSummary
	if err := json.Unmarshal(raw, &one); err != nil {
		return err
	}
	*s = Summaries{one}
	return nil
}
