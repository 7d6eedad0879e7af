package doc

import "strings"

// Domains of the addresses.
const (
	BotDomain       = "msging.net"       // bots, routers: LIME and Blip, §1.2
	WhatsAppDomain  = "wa.gw.msging.net" // contacts
	AgentDomain     = "activa.local"     // agents and supervisors of a hub
	SimulatorDomain = "sim.local"        // the hub's simulator
	BlipAgentDomain = "blip.ai"          // people of Blip's portal
	TunnelDomain    = "tunnel.msging.net"
	DeskDomain      = "desk.msging.net"
)

// Nodes that answer commands: LIME and Blip, §1.3; the last two are ours.
const (
	ServerNode    = "postmaster@msging.net"
	DeskNode      = "postmaster@desk.msging.net"
	ContactsNode  = "postmaster@crm.msging.net"
	WhatsAppNode  = "postmaster@wa.gw.msging.net"
	CampaignNode  = "postmaster@activecampaign.msging.net"
	ScheduleNode  = "postmaster@scheduler.msging.net"
	MediaNode     = "postmaster@media.msging.net"
	TunnelNode    = "postmaster@tunnel.msging.net"
	BuilderNode   = "postmaster@builder.msging.net"
	ActivaNode    = "postmaster@activa.local"
	SimulatorNode = "postmaster@sim.local"
)

// OwnerIdentity is the account that owns the data folder of an embedded hub.
const OwnerIdentity = "owner@" + AgentDomain

// BotIdentity is the address of a bot by its short name; a full identity stays as it is.
func BotIdentity(shortName string) string { return withDomain(shortName, BotDomain) }

// AgentIdentity is the address of an agent or a supervisor of a hub by name; an identity stays.
func AgentIdentity(name string) string { return withDomain(name, AgentDomain) }

func withDomain(name, domain string) string {
	if strings.Contains(name, "@") {
		return name
	}
	return name + "@" + domain
}

// PortalIdentity is the address of a person of Blip's portal: the e-mail is encoded once as a name
// (LIME and Blip, §1.1), so that ana.lima@example.com becomes ana.lima%40example.com@blip.ai.
func PortalIdentity(email string) string {
	return strings.ReplaceAll(email, "@", "%40") + "@" + BlipAgentDomain
}

// PortalEmail is the e-mail of a person of Blip's portal, the way back of PortalIdentity; any other identity
// stays.
func PortalEmail(identity string) string {
	name, domain := SplitIdentity(identity)
	if !strings.EqualFold(domain, BlipAgentDomain) {
		return identity
	}
	return strings.ReplaceAll(name, "%40", "@")
}

// ContactIdentity is the address of a WhatsApp contact by phone in E.164, with or without the plus.
func ContactIdentity(phone string) string {
	return strings.TrimPrefix(phone, "+") + "@" + WhatsAppDomain
}

// ContactPhone is the phone in E.164 of a WhatsApp contact, or empty when the identity has none: a
// contact of another channel, or one that is known by a WhatsApp user id only (§1.2).
func ContactPhone(identity string) string {
	name, domain := SplitIdentity(identity)
	if !strings.EqualFold(domain, WhatsAppDomain) || !allDigits(name) || len(name) < 5 || len(name) > 15 {
		return ""
	}
	return "+" + name
}

func allDigits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return text != ""
}

// SplitIdentity takes name@domain apart at its last @; the instance of a node is dropped.
func SplitIdentity(identity string) (name, domain string) {
	at := strings.LastIndexByte(identity, '@')
	if at < 0 {
		domain, _, _ = strings.Cut(identity, "/")
		return "", domain
	}
	domain, _, _ = strings.Cut(identity[at+1:], "/")
	return identity[:at], domain
}

// SameIdentity compares two identities without regard to case and instance.
func SameIdentity(one, other string) bool {
	return strings.EqualFold(FoldIdentity(one), FoldIdentity(other))
}

// FoldIdentity is the form of an identity for keys: without instance, in lower case, and with every @
// of the name encoded, which some senders forget inside a URI (§1.1).
func FoldIdentity(identity string) string {
	name, domain := SplitIdentity(identity)
	folded := strings.ToLower(domain)
	if name != "" {
		folded = strings.ToLower(strings.ReplaceAll(name, "@", "%40")) + "@" + folded
	}
	return folded
}
