package doc

import (
	"strconv"

	"activa/backend/lime"
)

// Paths of commands that take no identity: LIME and Blip, §10–§16; those under /x-activa and /x-sim are
// ours. The first segments of the others are the constants Segment….
const (
	PathContacts          = "/contacts"
	PathMessageTemplates  = "/message-templates"
	PathCampaignFull      = "/campaign/full"
	PathCampaignSummaries = "/campaigns/summaries"
	PathTickets           = "/tickets"
	PathAttendants        = "/attendants"
	PathAttendantStatus   = "/attendants/change-status"
	PathTeams             = "/teams"
	PathTeamsOnline       = "/teams/agents-online"
	PathQueues            = "/attendance-queues"
	PathRules             = "/rules"
	PathReplies           = "/replies"
	PathTags              = "/tags"
	PathTagsActive        = "/tags/active"

	PathConfiguration       = "/configuration"
	PathConfigurationCaller = "/configuration/caller"
	PathThreads             = "/threads"
	PathNotifications       = "/notifications"

	PathAbilities      = "/x-activa/abilities"
	PathOwnAccount     = "/x-activa/account"
	PathBots           = "/x-activa/bots"
	PathActivaPresence = "/x-activa/presence"
	PathActivaContacts = "/x-activa/contacts"
	PathRecipient      = "/x-activa/recipient"
	PathSent           = "/x-activa/sent"
	PathMedia          = "/x-activa/media"
	PathTemplates      = "/x-activa/templates"
	PathAccounts       = "/x-activa/accounts"
	PathTicketHistory  = "/x-activa/ticket-history"
	PathTeam           = "/x-activa/team"
	PathUploads        = "/x-activa/uploads"
	PathPace           = "/x-sim/pace"
	PathClock          = "/x-sim/clock"
	PathPhone          = "/x-sim/phone"
	PathPhones         = "/x-sim/phones"
)

// Names of query values. Blip's begin with $; the others are ours or of the campaigns.
const (
	QuerySkip     = "$skip"
	QueryTake     = "$take"
	QueryFilter   = "$filter"
	QueryClosed   = "$closed"
	QuerySearch   = "search"
	QueryContact  = "contact"
	QueryPhone    = "phone"
	QueryCursor   = "cursor"
	QuerySince    = "since"
	QueryAgent    = "agent"
	QueryCreated  = "created"
	QuerySender   = "CampaignSender"
	QueryBefore   = "before"
	QueryOffset   = "offset"
	QueryBot      = "bot"
	QueryID       = "id"
	QueryAgentAll = "all" // value of QueryAgent: the sent list of every agent, for supervisors
)

// Limits of $take: tickets and threads (§14.2), contacts without a filter, and with one together with
// $skip (§10), and our own search of contacts.
const (
	TakeSearchMax        = 200
	TakeTicketsMax       = 100
	TakeThreadDefault    = 50
	TakeContactsMax      = 30000
	TakeContactsDefault  = 100
	SkipAndTakeFilterMax = 10000
)

func path(text string) lime.URI {
	uri, _ := lime.ParseURI(text) // a constant of this file: cannot fail
	return uri
}

func paged(uri lime.URI, skip, take int) lime.URI {
	return uri.With(QuerySkip, strconv.Itoa(skip)).With(QueryTake, strconv.Itoa(take))
}

// MessageTemplatesURI lists a page of a bot's templates (§12).
func MessageTemplatesURI(skip, take int) string {
	return paged(path(PathMessageTemplates), skip, take).String()
}

// ContactsURI lists a page of contacts that meet a filter; an empty filter is none (§10).
func ContactsURI(filter string, skip, take int) string {
	uri := paged(path(PathContacts), skip, take)
	if filter != "" {
		uri = uri.With(QueryFilter, filter)
	}
	return uri.String()
}

// ContactURI names one contact. An identity that holds an escape is encoded once more by being put into
// the path (§1.1).
func ContactURI(identity string) string { return lime.NewURI("contacts", identity).String() }

// WhatsAppAccountURI asks whether a phone in E.164 is on WhatsApp; the + is required (§11).
func WhatsAppAccountURI(phone string) string {
	return lime.NewURI("accounts", phone).OwnedBy(lime.Identity{Domain: WhatsAppDomain}).String()
}

// CampaignSummaryURI names where one campaign stands (§13.1).
func CampaignSummaryURI(campaignID string) string {
	return lime.NewURI("campaigns", campaignID, "summaries").String()
}

// CampaignSummariesURI lists the campaigns that a sender made since an instant (§13.1).
func CampaignSummariesURI(created Instant, sender string, skip, take int) string {
	uri := paged(path(PathCampaignSummaries), skip, take).With(QueryCreated, created.String())
	if sender != "" {
		uri = uri.With(QuerySender, sender)
	}
	return uri.String()
}

// TicketsURI lists a page of tickets that meet a filter, of the finished ones if closed (§14.2).
func TicketsURI(filter string, closed bool, skip, take int) string {
	uri := paged(path(PathTickets), skip, take)
	if filter != "" {
		uri = uri.With(QueryFilter, filter)
	}
	if closed {
		uri = uri.With(QueryClosed, "true")
	}
	return uri.String()
}

// ContextURI names a variable of a contact's flow, for example Master-State (§13.3).
func ContextURI(contact, variable string) string {
	return lime.NewURI("contexts", contact, variable).String()
}

// NotificationsURI lists the events of one message (§15).
func NotificationsURI(messageID string) string {
	return path(PathNotifications).With(QueryID, messageID).String()
}

// TunnelURI names a tunnel by its id (§16).
func TunnelURI(id string) string { return lime.NewURI("tunnels", id).String() }

// BucketURI names a document of a bot's store (§16).
func BucketURI(id string) string { return lime.NewURI("buckets", id).String() }

// BucketSettings is the id of the bucket with what a team on Blip shares (§16); see SharedSettings.
const BucketSettings = "activemsg:settings"

// BucketFavouritesPrefix begins the id of the bucket with an agent's favourite templates.
const BucketFavouritesPrefix = "activemsg:favourites:"

// FavouritesURI names the bucket with the favourite templates of an agent, by the name part of the
// agent's identity.
func FavouritesURI(agentName string) string { return BucketURI(BucketFavouritesPrefix + agentName) }

// ContactSearchURI finds contacts by name, digits of the phone, or e-mail; ours.
func ContactSearchURI(text string, take int) string {
	return path(PathActivaContacts).With(QuerySearch, text).With(QueryTake, strconv.Itoa(take)).String()
}

// RecipientByContactURI asks what is known of a contact before a send; ours.
func RecipientByContactURI(identity string) string {
	return path(PathRecipient).With(QueryContact, identity).String()
}

// RecipientByPhoneURI asks what is known of a phone in E.164 before a send; ours.
func RecipientByPhoneURI(phone string) string {
	return path(PathRecipient).With(QueryPhone, phone).String()
}

// SentSinceURI lists what changed in the sent list after a cursor, empty for everything; ours. A
// supervisor may ask for every agent.
func SentSinceURI(cursor string, take int, everyAgent bool) string {
	uri := path(PathSent).With(QueryCursor, cursor).With(QueryTake, strconv.Itoa(take))
	if everyAgent {
		uri = uri.With(QueryAgent, QueryAgentAll)
	}
	return uri.String()
}

// TeamURI counts what everybody sent since an instant, by every bot or by one; ours.
func TeamURI(since Instant, bot string) string {
	uri := path(PathTeam).With(QuerySince, since.String())
	if bot != "" {
		uri = uri.With(QueryBot, bot)
	}
	return uri.String()
}

// SentURI names one record of the sent list by message id; ours.
func SentURI(messageID string) string { return lime.NewURI("x-activa", "sent", messageID).String() }

// MediaURI names a file that the hub serves by the path of its address, from an offset in bytes on; ours.
func MediaURI(path string, offset int64) string {
	uri, err := lime.ParseURI("/" + path)
	if err != nil {
		return PathMedia
	}
	uri = lime.NewURI(append([]string{"x-activa", "media"}, uri.Segments...)...)
	if offset > 0 {
		uri = uri.With(QueryOffset, strconv.FormatInt(offset, 10))
	}
	return uri.String()
}

// TokenURI asks for a token of an account; ours.
func TokenURI(identity string) string {
	return lime.NewURI("x-activa", "accounts", identity, "token").String()
}

// TicketStatusURI changes the status of a ticket (§14.2).
func TicketStatusURI() string { return lime.NewURI("tickets", "change-status").String() }

// TicketURI names an action on one ticket: close, transfer, change-tags, messages (§14.2).
func TicketURI(id, action string) string { return lime.NewURI("tickets", id, action).String() }

// TicketHistoryURI asks what happened to a ticket; ours.
func TicketHistoryURI(id string) string {
	return lime.NewURI("x-activa", "ticket-history", id).String()
}

// TicketOneURI names one ticket; the documented form is the singular (§14.2).
func TicketOneURI(id string) string { return lime.NewURI("ticket", id).String() }

// TicketMessagesURI lists the latest messages of a ticket (§14.2); before is ours and leaves out what is
// not older.
func TicketMessagesURI(id string, before Instant, skip, take int) string {
	uri := paged(lime.NewURI("tickets", id, "messages"), skip, take).With("getFromOwnerIfTunnel", "true")
	if !before.IsZero() {
		uri = uri.With(QueryBefore, before.String())
	}
	return uri.String()
}

// ReplyCategoryURI names the canned replies of a category (§14.5).
func ReplyCategoryURI(category string) string { return lime.NewURI("replies", category).String() }

// CommentsURI names what was written about a contact (§10).
func CommentsURI(contact string) string {
	return lime.NewURI("contacts", contact, "comments").String()
}

// UploadURI names a file on its way to a hub, from an offset in bytes on; ours.
func UploadURI(id string, offset int64) string {
	return lime.NewURI("x-activa", "uploads", id).With(QueryOffset, strconv.FormatInt(offset, 10)).String()
}

// AttendantsURI lists a page of a bot's agents (§14.3).
func AttendantsURI(skip, take int) string { return paged(path(PathAttendants), skip, take).String() }

// ConfigurationURI changes the configuration of a bot's desk (§14.5).
func ConfigurationURI(bot string) string {
	owner, _ := lime.ParseIdentity(DeskNode) // a constant of this package: cannot fail
	return path(PathConfiguration).With("caller", bot).OwnedBy(owner).String()
}

// PhoneURI names what stands on a simulated phone towards a bot; without a bot the one that wrote last. Ours.
func PhoneURI(contact, bot string, take int) string {
	uri := path(PathPhone).With(QueryContact, contact).With(QueryTake, strconv.Itoa(take))
	if bot != "" {
		uri = uri.With(QueryBot, bot)
	}
	return uri.String()
}
