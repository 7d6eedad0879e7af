package app

import (
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"net/url"
	"strings"

	"activa/backend/blip/check"
	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

const kindBlip = "blip"

const (
	userInstance = "!desk"
	userIssuer   = "account.blip.ai"
	rootBytesMax = 64 << 10
)

// platformAddresses are where a contract is reached by WebSocket and by HTTP (LIME and Blip, §4, §5). A
// user's session has hosts of its own (§3.3).
func platformAddresses(blip BlipView) (webSocket, web string, err error) {
	if blip.Address != "" {
		webSocket, err = hubAddress(blip.Address)
		return webSocket, "http" + strings.TrimPrefix(webSocket, "ws"), err
	}
	domain := doc.BotDomain
	if blip.UserToken {
		domain = doc.BlipAgentDomain
	}
	return "wss://" + blip.Contract + ".ws." + domain + ":443", "https://" + blip.Contract + ".http." + domain, nil
}

// blipOptions says how Blip is reached, and as whom.
func (p *Program) blipOptions(of connection, keys secrets) (client.Options, error) {
	if of.Blip == nil {
		return client.Options{}, invalid("contract", nil)
	}
	blip := *of.Blip
	router, service := blipBots(blip, keys)
	line, err := blipLine(blip, router)
	if err != nil {
		return client.Options{}, err
	}
	options := client.Options{
		Blip: true, Log: p.log, Dialer: line.Dialer, Node: line.Node, Authentication: line.Authentication,
		OnBlip: client.BlipOptions{
			Agent: desk.Account{Identity: doc.PortalIdentity(blip.Email), Name: blip.Name, Email: blip.Email, Role: "agent"},
			Bot:   doc.BotIdentity(blip.Router), DirectRoute: blip.DirectRoute, HandOver: blip.DirectHandOver,
			DeskStatus:           blip.DeskStatus,
			CommandsPerSecondMax: blip.PaceMax,
		},
		Campaign: client.CampaignOptions{
			MasterState: botIdentity(blip.MasterState), MasterStateSpelling: blip.MasterSpelling, FlowID: blip.FlowID, StateID: blip.StateID,
			Sender: blip.Email, MediaKeyZero: blip.MediaKeyZero,
		},
	}
	if blip.Supervisor {
		options.OnBlip.Agent.Role = "supervisor"
	}
	if service != nil {
		second, err := blipLine(blip, *service)
		if err != nil {
			return client.Options{}, err
		}
		options.OnBlip.Service = &second
	}
	return options, nil
}

// blipBots are who signs in: the router and, where it is another one, the bot of the tickets; or a person
// by a token.
func blipBots(blip BlipView, keys secrets) (router check.Bot, service *check.Bot) {
	if blip.UserToken {
		person, _ := lime.ParseIdentity(doc.PortalIdentity(blip.Email)) // an e-mail that was looked at: cannot fail
		return check.Bot{Node: lime.Node{Identity: person, Instance: userInstance}, Authentication: lime.External(keys[keyToken], userIssuer)}, nil
	}
	bot := func(identifier, key string) check.Bot {
		identity := lime.Identity{Name: identifier, Domain: doc.BotDomain}
		return check.Bot{Node: lime.Node{Identity: identity, Instance: "activa-" + shortID()}, Authentication: lime.Key(key)}
	}
	if blip.ServiceBot != "" {
		second := bot(blip.ServiceBot, keys[keyService])
		service = &second
	}
	return bot(blip.Router, keys[keyRouter]), service
}

// blipLine is one session. A person's has no way by HTTP, which takes keys alone.
func blipLine(blip BlipView, bot check.Bot) (client.Line, error) {
	webSocket, web, err := platformAddresses(blip)
	if err != nil {
		return client.Line{}, err
	}
	dialer := &client.Dialer{
		WebSocket: webSocket, HTTP: web, Contract: blip.Contract, Network: lime.NetworkOptions{RootCAs: roots(blip.RootCertificates)},
	}
	if blip.UserToken {
		dialer.HTTP, dialer.Route = "", client.RouteWebSocket
	}
	return client.Line{Dialer: dialer, Node: bot.Node, Authentication: bot.Authentication}, nil
}

// checkTarget is a connection for its check.
func (p *Program) checkTarget(of connection, keys secrets) (check.Target, error) {
	router, service := blipBots(*of.Blip, keys)
	line, err := blipLine(*of.Blip, router)
	if err != nil {
		return check.Target{}, err
	}
	return check.Target{
		WebSocket: line.Dialer.WebSocket, HTTP: line.Dialer.HTTP, Contract: of.Blip.Contract, Network: line.Dialer.Network,
		OwnRoots: of.Blip.RootCertificates != "", Router: router, Service: service, DirectRoute: of.Blip.DirectRoute, Log: p.log,
	}, nil
}

// botIdentity completes the identifier of a bot; an empty one stays empty.
func botIdentity(text string) string {
	if text == "" || strings.Contains(text, "@") {
		return text
	}
	return text + "@" + doc.BotDomain
}

// roots are the system's certificates and a company's own; nil for the system's alone.
func roots(own string) *x509.CertPool {
	if own == "" {
		return nil
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	pool.AppendCertsFromPEM([]byte(own))
	return pool
}

// rootName says whose the first certificate of a PEM text is; empty for what holds none that is right.
func rootName(text string) string {
	if len(text) > rootBytesMax {
		return ""
	}
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return ""
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return ""
	}
	if name := certificate.Subject.CommonName; name != "" {
		return name
	}
	return certificate.Subject.String()
}

// proxyShown is the proxy on the way to Blip without its credentials, empty for none.
func proxyShown() string {
	request, err := http.NewRequest(http.MethodGet, "https://http."+doc.BotDomain, nil)
	if err != nil {
		return ""
	}
	proxy, err := lime.SystemProxy(request)
	if err != nil || proxy == nil {
		return ""
	}
	return (&url.URL{Scheme: proxy.Scheme, Host: proxy.Host}).String()
}
