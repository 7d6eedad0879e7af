package doc

// MIME types of Blip's documents (LIME and Blip, §9) and ours (application/vnd.activa.…); those of LIME
// itself are in package lime.
const (
	MediaTypeContact   = "application/vnd.lime.contact+json"
	MediaTypeAccount   = "application/vnd.lime.account+json"
	MediaTypeReply     = "application/vnd.lime.reply+json"
	MediaTypeMediaLink = "application/vnd.lime.media-link+json"
	MediaTypeChatState = "application/vnd.lime.chatstate+json"

	MediaTypeLocation       = "application/vnd.lime.location+json"
	MediaTypeWebLink        = "application/vnd.lime.web-link+json"
	MediaTypeSelect         = "application/vnd.lime.select+json"
	MediaTypeDocumentSelect = "application/vnd.lime.document-select+json"
	MediaTypeInput          = "application/vnd.lime.input+json"
	MediaTypeContainer      = "application/vnd.lime.container+json"
	MediaTypeSensitive      = "application/vnd.lime.sensitive+json"
	MediaTypeReaction       = "application/vnd.lime.reaction+json"
	MediaTypeRedirect       = "application/vnd.lime.redirect+json"

	MediaTypeTicket          = "application/vnd.iris.ticket+json"
	MediaTypeAttendant       = "application/vnd.iris.desk.attendant+json"
	MediaTypeAttendantStatus = "application/vnd.iris.desk.attendant-status-device+json"
	MediaTypeCustomReply     = "application/vnd.iris.desk.custom-reply+json"
	MediaTypeTeam            = "application/vnd.iris.desk.team+json"
	MediaTypeTagSummary      = "application/vnd.iris.desk.tag-tickets-summary+json"
	MediaTypeQueue           = "application/vnd.iris.desk.attendancequeue+json"
	MediaTypeRule            = "application/vnd.iris.desk.rule+json"
	MediaTypeComment         = "application/vnd.iris.crm.comment+json"
	MediaTypeFullCampaign    = "application/vnd.iris.activecampaign.full-campaign+json"
	MediaTypeCampaign        = "application/vnd.iris.activecampaign.campaign+json"
	MediaTypeThread          = "application/vnd.iris.thread+json"
	MediaTypeThreadMessage   = "application/vnd.iris.thread-message+json"
	MediaTypeSchedule        = "application/vnd.iris.schedule+json"

	MediaTypeAbilities       = "application/vnd.activa.abilities+json"
	MediaTypeOwnAccount      = "application/vnd.activa.account+json"
	MediaTypeHubAccount      = "application/vnd.activa.hub-account+json"
	MediaTypeBot             = "application/vnd.activa.bot+json"
	MediaTypePresence        = "application/vnd.activa.presence+json"
	MediaTypeRecipient       = "application/vnd.activa.recipient+json"
	MediaTypeSent            = "application/vnd.activa.sent+json"
	MediaTypeTeamSends       = "application/vnd.activa.team+json"
	MediaTypeMedia           = "application/vnd.activa.media+json"
	MediaTypeTemplates       = "application/vnd.activa.templates+json"
	MediaTypeTemplatesImport = "application/vnd.activa.templates-import+json"
	MediaTypeContactsImport  = "application/vnd.activa.contacts-import+json"
	MediaTypeToken           = "application/vnd.activa.token+json"
	MediaTypeUpload          = "application/vnd.activa.upload+json"
	MediaTypeTicketEntry     = "application/vnd.activa.ticket-entry+json"
	MediaTypeClock           = "application/vnd.activa.clock+json"
	MediaTypePhoneAct        = "application/vnd.activa.phone-act+json"
	MediaTypePhone           = "application/vnd.activa.phone+json"
	MediaTypePace            = "application/vnd.activa.pace+json"
	MediaTypeFavourites      = "application/vnd.activa.favourites+json"
)

// ContentTemplate is the value of "type" in the content of a direct template message (§13.2).
const ContentTemplate = "template"

// Metadata keys of envelopes.
const (
	MetadataCommandURI = "#command.uri"      // the absolute URI that a response answers
	MetadataUniqueID   = "#uniqueId"         // Blip's id of a message
	MetadataEmitter    = "#messageEmitter"   // who wrote a message of the bot's side: EmitterHuman is an agent
	MetadataValues     = "#activa.values"    // JSON text of the flat values; a note, never trusted by a hub
	MetadataName       = "#activa.name"      // name of a new contact
	MetadataAt         = "#activa.at"        // instant of a notification on the hub's clock, RFC 3339
	MetadataInReplyTo  = "#activa.inReplyTo" // id of the message that a customer's one answers
	MetadataRetryOf    = "#activa.retryOf"   // id of the message that this one tries again
)

// EmitterHuman is the MetadataEmitter of what an agent wrote: LIME and Blip, §9.
const EmitterHuman = "Human"
