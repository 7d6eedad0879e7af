package hub

import (
	"slices"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// Who may use a command. What an agent is shown of it is limited by the command itself.
var (
	everybody = []ticket.Role{ticket.RoleAgent, ticket.RoleSupervisor, ticket.RoleOwner, ticket.RoleBot}
	people    = []ticket.Role{ticket.RoleAgent, ticket.RoleSupervisor, ticket.RoleOwner}
	keepers   = []ticket.Role{ticket.RoleSupervisor, ticket.RoleOwner, ticket.RoleBot}
	keeping   = []ticket.Role{ticket.RoleSupervisor, ticket.RoleOwner} // what a team sends and to whom
	owner     = []ticket.Role{ticket.RoleOwner}
)

var (
	onServer        = []string{doc.ServerNode}
	onActiva        = []string{doc.ActivaNode, doc.ServerNode}
	onContacts      = []string{doc.ContactsNode, doc.ServerNode}
	onWhatsApp      = []string{doc.WhatsAppNode}
	onCampaign      = []string{doc.CampaignNode}
	onDesk          = []string{doc.DeskNode}
	onConfiguration = []string{doc.DeskNode, doc.ServerNode}
	onSim           = []string{doc.SimulatorNode}
)

// commandTable is the one place that says which role may use which command. A command that is not
// here does not exist. It is filled in by init because the commands look at the table themselves.
var commandTable []commandRule

func init() { commandTable = slices.Concat(ownCommands(), blipCommands(), deskCommands()) }

// ownCommands are ours; the package comment of the hub describes each.
func ownCommands() []commandRule {
	return []commandRule{
		{nodes: onActiva, method: lime.MethodGet, pattern: doc.PathAbilities, roles: everybody, read: getAbilities},
		{nodes: onActiva, method: lime.MethodGet, pattern: doc.PathOwnAccount, roles: everybody, read: getOwnAccount},
		{nodes: onActiva, method: lime.MethodGet, pattern: doc.PathBots, roles: everybody, read: getBots},
		{nodes: onActiva, method: lime.MethodSet, pattern: doc.PathBots, roles: owner, write: setBot, prepare: prepareBotKey},
		{nodes: onActiva, method: lime.MethodGet, pattern: doc.PathActivaPresence, roles: people, read: getPresence},
		{nodes: onActiva, method: lime.MethodSet, pattern: doc.PathActivaPresence, roles: people, write: setPresence},
		{nodes: onActiva, method: lime.MethodGet, pattern: doc.PathActivaContacts, roles: everybody, read: searchContacts},
		{nodes: onActiva, method: lime.MethodSet, pattern: doc.PathActivaContacts, roles: keeping, write: importContacts},
		{nodes: onActiva, method: lime.MethodGet, pattern: doc.PathRecipient, roles: everybody, forBot: true, read: getRecipient},
		{nodes: onActiva, method: lime.MethodGet, pattern: doc.PathSent, roles: everybody, read: getSentList},
		{nodes: onActiva, method: lime.MethodSubscribe, pattern: doc.PathSent, roles: everybody, write: watchSent},
		{nodes: onActiva, method: lime.MethodUnsubscribe, pattern: doc.PathSent, roles: everybody, write: watchSent},
		{nodes: onActiva, method: lime.MethodGet, pattern: doc.PathSent + "/*", roles: everybody, read: getSent},
		{nodes: onActiva, method: lime.MethodGet, pattern: doc.PathTeam, roles: keeping, read: getTeam},
		{nodes: onActiva, method: lime.MethodGet, pattern: doc.PathMedia + "/**", roles: everybody, read: getMedia},
		{nodes: onActiva, method: lime.MethodSet, pattern: doc.PathUploads + "/*", roles: people, write: setUpload, prepare: prepareUpload},
		{nodes: onActiva, method: lime.MethodSet, pattern: doc.PathTemplates, roles: keeping, forBot: true, write: importTemplates},
		{nodes: onActiva, method: lime.MethodGet, pattern: doc.PathAccounts, roles: owner, read: getAccounts},
		{nodes: onActiva, method: lime.MethodSet, pattern: doc.PathAccounts, roles: owner, write: setAccount, prepare: prepareSecret},
		{nodes: onActiva, method: lime.MethodSet, pattern: doc.PathAccounts + "/*/token", roles: owner, write: setToken, prepare: prepareToken},
		{nodes: onActiva, method: lime.MethodGet, pattern: doc.PathTicketHistory + "/*", roles: everybody, read: getTicketHistory},
		{nodes: onSim, method: lime.MethodGet, pattern: doc.PathPace, roles: people, read: getPace},
		{nodes: onSim, method: lime.MethodSet, pattern: doc.PathPace, roles: people, write: setPace, prepare: preparePace},
		{nodes: onSim, method: lime.MethodGet, pattern: doc.PathClock, roles: people, read: getClock},
		{nodes: onSim, method: lime.MethodSet, pattern: doc.PathClock, roles: people, write: setClock, prepare: prepareClock},
		{nodes: onSim, method: lime.MethodGet, pattern: doc.PathPhones, roles: people, read: getPhones},
		{nodes: onSim, method: lime.MethodSubscribe, pattern: doc.PathPhones, roles: people, write: watchPhones},
		{nodes: onSim, method: lime.MethodUnsubscribe, pattern: doc.PathPhones, roles: people, write: watchPhones},
		{nodes: onSim, method: lime.MethodGet, pattern: doc.PathPhone, roles: people, read: getPhone},
		{nodes: onSim, method: lime.MethodSet, pattern: doc.PathPhone, roles: people, write: setPhone, prepare: preparePhone},
	}
}

// blipCommands are Blip's documented ones beside the desk's (LIME and Blip, §10–§16).
func blipCommands() []commandRule {
	return []commandRule{
		{nodes: onContacts, method: lime.MethodGet, pattern: doc.PathContacts, roles: everybody, read: getContacts},
		{nodes: onContacts, method: lime.MethodSet, pattern: doc.PathContacts, roles: everybody, write: setContact},
		{nodes: onContacts, method: lime.MethodMerge, pattern: doc.PathContacts, roles: everybody, write: mergeContact},
		{nodes: onContacts, method: lime.MethodGet, pattern: "/contacts/*", roles: everybody, read: getContact},
		{nodes: onContacts, method: lime.MethodDelete, pattern: "/contacts/*", roles: keepers, write: deleteContact},
		{nodes: onContacts, method: lime.MethodGet, pattern: "/contacts/*/comments", roles: everybody, read: getComments},
		{nodes: onContacts, method: lime.MethodSet, pattern: "/contacts/*/comments", roles: everybody, write: addComment},
		{nodes: onContacts, method: lime.MethodDelete, pattern: "/contacts/*/comments/*", roles: everybody, write: deleteComment},
		{nodes: onWhatsApp, method: lime.MethodGet, pattern: "/accounts/*", roles: everybody, read: getWhatsAppAccount},
		{nodes: onWhatsApp, method: lime.MethodGet, pattern: doc.PathMessageTemplates, roles: everybody, forBot: true, read: getTemplates},
		{nodes: onCampaign, method: lime.MethodSet, pattern: doc.PathCampaignFull, roles: everybody, forBot: true, write: setCampaign},
		{nodes: onCampaign, method: lime.MethodGet, pattern: doc.PathCampaignSummaries, roles: everybody, forBot: true, read: getCampaignSummaries},
		{nodes: onCampaign, method: lime.MethodGet, pattern: "/campaigns/*/summaries", roles: everybody, forBot: true, read: getCampaignSummary},
		{nodes: onServer, method: lime.MethodGet, pattern: doc.PathThreads + "/*", roles: keepers, forBot: true, read: getThread},
		{nodes: onServer, method: lime.MethodGet, pattern: "/buckets/*", roles: everybody, read: getBucket},
		{nodes: onServer, method: lime.MethodSet, pattern: "/buckets/*", roles: everybody, write: setBucket},
		{nodes: onServer, method: lime.MethodDelete, pattern: "/buckets/*", roles: everybody, write: deleteBucket},
	}
}

// deskCommands are Blip's for tickets and for what a desk is set up with (LIME and Blip, §14).
func deskCommands() []commandRule {
	return []commandRule{
		{nodes: onDesk, method: lime.MethodGet, pattern: doc.PathTickets, roles: everybody, read: getTickets},
		{nodes: onDesk, method: lime.MethodGet, pattern: "/ticket/*", roles: everybody, read: getTicket},
		{nodes: onDesk, method: lime.MethodGet, pattern: doc.PathTickets + "/*/messages", roles: everybody, read: getTicketMessages},
		{nodes: onDesk, method: lime.MethodSet, pattern: doc.PathTickets + "/change-status", roles: everybody, write: changeTicketStatus},
		{nodes: onDesk, method: lime.MethodSet, pattern: doc.PathTickets + "/change-status-without-redirect", roles: everybody, write: changeStatusSilently},
		{nodes: onDesk, method: lime.MethodSet, pattern: doc.PathTickets + "/*/close", roles: everybody, write: closeTicket},
		{nodes: onDesk, method: lime.MethodSet, pattern: doc.PathTickets + "/*/transfer", roles: everybody, write: transferTicket},
		{nodes: onDesk, method: lime.MethodSet, pattern: doc.PathTickets + "/*/change-tags", roles: everybody, write: changeTicketTags},
		{nodes: onDesk, method: lime.MethodGet, pattern: doc.PathAttendants, roles: everybody, forBot: true, read: getAttendants},
		{nodes: onDesk, method: lime.MethodSet, pattern: doc.PathAttendants, roles: keepers, forBot: true, write: setAttendant},
		{nodes: onDesk, method: lime.MethodGet, pattern: doc.PathTeams, roles: everybody, forBot: true, read: getTeams},
		{nodes: onDesk, method: lime.MethodGet, pattern: doc.PathTeamsOnline, roles: everybody, forBot: true, read: getTeamsOnline},
		{nodes: onDesk, method: lime.MethodGet, pattern: doc.PathQueues, roles: everybody, forBot: true, read: getQueues},
		{nodes: onDesk, method: lime.MethodGet, pattern: doc.PathQueues + "/*", roles: everybody, forBot: true, read: getQueue},
		{nodes: onDesk, method: lime.MethodSet, pattern: doc.PathQueues, roles: keepers, forBot: true, write: setQueue},
		{nodes: onDesk, method: lime.MethodDelete, pattern: doc.PathQueues + "/*", roles: keepers, forBot: true, write: deleteQueue},
		{nodes: onDesk, method: lime.MethodGet, pattern: doc.PathRules, roles: keepers, forBot: true, read: getRules},
		{nodes: onDesk, method: lime.MethodSet, pattern: doc.PathRules, roles: keepers, forBot: true, write: setRule},
		{nodes: onDesk, method: lime.MethodDelete, pattern: doc.PathRules + "/*", roles: keepers, forBot: true, write: deleteRule},
		{nodes: onDesk, method: lime.MethodGet, pattern: doc.PathReplies, roles: everybody, forBot: true, read: getReplyCategories},
		{nodes: onDesk, method: lime.MethodGet, pattern: doc.PathReplies + "/*", roles: everybody, forBot: true, read: getReplies},
		{nodes: onDesk, method: lime.MethodSet, pattern: doc.PathReplies + "/*", roles: keepers, forBot: true, write: setReplies},
		{nodes: onDesk, method: lime.MethodDelete, pattern: doc.PathReplies + "/*", roles: keepers, forBot: true, write: deleteReplies},
		{nodes: onDesk, method: lime.MethodGet, pattern: doc.PathTagsActive, roles: everybody, forBot: true, read: getTags},
		{nodes: onDesk, method: lime.MethodSet, pattern: doc.PathTags, roles: keepers, forBot: true, write: setTags},
		{nodes: onConfiguration, method: lime.MethodGet, pattern: doc.PathConfigurationCaller, roles: everybody, forBot: true, read: getConfiguration},
		{nodes: onConfiguration, method: lime.MethodSet, pattern: doc.PathConfiguration, roles: keepers, forBot: true, write: setConfiguration},
	}
}
