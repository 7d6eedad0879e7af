package app

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"time"

	"activa/backend/blip/client"
	"activa/backend/fault"
	"activa/backend/lime"
)

const kindBlip = "blip"

const (
	botDomain        = "msging.net"
	userDomain       = "blip.ai"
	userInstance     = "!desk"
	userIssuer       = "account.blip.ai"
	identifierBytes  = 64
	blipTextBytesMax = 256
	rootBytesMax     = 64 << 10
)

// identifierShape is what identifiers of bots and contracts are made of.
var identifierShape = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// blipConnection reads what stands on the screen: the connection without its keys, and the keys, those
// that are kept where the field is empty.
func (p *Program) blipConnection(ctx context.Context, draft ConnectionDraft) (connection, secrets, error) {
	blip := tidied(draft.Blip)
	if field := wrongField(blip); field != "" {
		return connection{}, nil, invalid(field, nil)
	}
	if blip.Address != "" {
		if _, _, err := platformAddresses(blip); err != nil {
			return connection{}, nil, err
		}
	}
	of := connection{Kind: kindBlip, Address: blip.Contract + "/" + blip.Router + "/" + blip.ServiceBot, Identity: blip.Email, Name: blip.Name, Blip: &blip}
	of.ID = connectionID(of)
	if draft.ID != "" && draft.ID != of.ID {
		return connection{}, nil, invalid("contract", errors.New("another contract, bot or e-mail is another connection"))
	}
	keys, err := p.blipKeys(ctx, of, draft)
	return of, keys, err
}

// blipKeys are the keys that a connection needs: what was typed, else what is kept.
func (p *Program) blipKeys(ctx context.Context, of connection, draft ConnectionDraft) (secrets, error) {
	keys := secrets{}
	if known, err := p.kept(of.ID); err == nil {
		if keys, err = p.keptSecrets(ctx, known); err != nil && fault.CodeOf(err) != connectionKeyless {
			return nil, err
		}
	}
	needed := secrets{}
	take := func(name, identifier, pasted, field string) error {
		needed[name] = keys[name]
		if pasted = strings.TrimSpace(pasted); pasted != "" {
			key, err := accessKey(identifier, pasted)
			if err != nil {
				return err
			}
			needed[name] = key
		}
		if needed[name] == "" {
			return invalid(field, nil)
		}
		return nil
	}
	if of.Blip.UserToken {
		needed[keyToken] = keys[keyToken]
		if token := strings.TrimSpace(draft.Token); token != "" {
			needed[keyToken] = token
		}
		if needed[keyToken] == "" {
			return nil, invalid("token", nil)
		}
		return needed, nil
	}
	if err := take(keyRouter, of.Blip.Router, draft.RouterKey, "routerKey"); err != nil {
		return nil, err
	}
	if of.Blip.ServiceBot == "" {
		return needed, nil
	}
	return needed, take(keyService, of.Blip.ServiceBot, draft.ServiceKey, "serviceKey")
}

// accessKey is the access key in what a person pasted: the key itself, or the header "Key …" that the
// portal shows for HTTP, which holds the identifier too (LIME and Blip, §5).
func accessKey(identifier, pasted string) (string, error) {
	pasted = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(pasted, "Authorization:"), " "))
	pasted = strings.TrimSpace(strings.TrimPrefix(pasted, "Key "))
	raw, err := lime.DecodeSecret(pasted)
	if err != nil {
		return "", invalid("key", err)
	}
	named, key, isHeader := strings.Cut(raw, ":")
	if !isHeader || !identifierShape.MatchString(strings.ToLower(named)) {
		return pasted, nil
	}
	if !strings.EqualFold(named, identifier) {
		return "", fault.New(client.KeyOfAnotherBot, nil, fault.Parameters{"bot": named})
	}
	return lime.EncodeSecret(key), nil
}

// tidied takes away what people paste along: blanks, hosts and domains.
func tidied(blip BlipView) BlipView {
	for _, field := range []*string{&blip.Contract, &blip.Router, &blip.ServiceBot, &blip.Email, &blip.Name, &blip.Address,
		&blip.MasterState, &blip.FlowID, &blip.StateID} {
		*field = strings.TrimSpace(*field)
	}
	blip.Contract, _, _ = strings.Cut(strings.TrimPrefix(strings.ToLower(blip.Contract), "https://"), ".")
	for _, bot := range []*string{&blip.Router, &blip.ServiceBot} {
		*bot = strings.TrimSuffix(strings.ToLower(*bot), "@"+botDomain)
	}
	if blip.ServiceBot == blip.Router {
		blip.ServiceBot = ""
	}
	return blip
}

// wrongField is the first field that cannot be right, empty when all may be.
func wrongField(blip BlipView) string {
	identifier := func(text string) bool { return len(text) <= identifierBytes && identifierShape.MatchString(text) }
	address, err := mail.ParseAddress(blip.Email)
	switch {
	case !identifier(blip.Contract):
		return "contract"
	case !identifier(blip.Router):
		return "router"
	case blip.ServiceBot != "" && !identifier(blip.ServiceBot):
		return "serviceBot"
	case err != nil || address.Address != blip.Email || len(blip.Email) > blipTextBytesMax:
		return "email"
	case blip.Name == "" || len(blip.Name) > blipTextBytesMax:
		return "name"
	case blip.RootCertificates != "" && rootName(blip.RootCertificates) == "":
		return "rootCertificates"
	case len(blip.MasterState) > blipTextBytesMax:
		return "masterState"
	case len(blip.FlowID) > blipTextBytesMax:
		return "flowId"
	case len(blip.StateID) > blipTextBytesMax:
		return "stateId"
	}
	return ""
}

func invalid(field string, cause error) error {
	return fault.New(connectionInvalid, cause, fault.Parameters{"field": field})
}

// platformAddresses are where a contract is reached by WebSocket and by HTTP (LIME and Blip, §4, §5). A
// user's session has hosts of its own (§3.3).
func platformAddresses(blip BlipView) (webSocket, web string, err error) {
	if blip.Address != "" {
		webSocket, err = hubAddress(blip.Address)
		return webSocket, "http" + strings.TrimPrefix(webSocket, "ws"), err
	}
	domain := botDomain
	if blip.UserToken {
		domain = userDomain
	}
	return "wss://" + blip.Contract + ".ws." + domain + ":443", "https://" + blip.Contract + ".http." + domain, nil
}

// blipOptions says how Blip is reached, and as whom.
func (p *Program) blipOptions(of connection, keys secrets) (client.Options, error) {
	if of.Blip == nil {
		return client.Options{}, invalid("contract", nil)
	}
	address, _, err := platformAddresses(*of.Blip)
	if err != nil {
		return client.Options{}, err
	}
	options := client.Options{
		Blip: true, Now: time.Now, Log: p.log,
		Node:           lime.Node{Identity: lime.Identity{Name: of.Blip.Router, Domain: botDomain}, Instance: "activa-" + shortID()},
		Authentication: lime.Key(keys[keyRouter]),
		Campaign: client.CampaignOptions{
			MasterState: botIdentity(of.Blip.MasterState), FlowID: of.Blip.FlowID, StateID: of.Blip.StateID,
			Sender: of.Blip.Email, MediaKeyZero: of.Blip.MediaKeyZero,
		},
	}
	if of.Blip.UserToken {
		name := strings.ReplaceAll(of.Blip.Email, "@", "%40")
		options.Node = lime.Node{Identity: lime.Identity{Name: name, Domain: userDomain}, Instance: userInstance}
		options.Authentication = lime.External(keys[keyToken], userIssuer)
	}
	sockets := lime.WebSocketOptions{RootCAs: roots(of.Blip.RootCertificates)}
	options.Dial = func(ctx context.Context) (lime.Transport, error) { return lime.DialWebSocket(ctx, address, sockets) }
	return options, nil
}

// botIdentity completes the identifier of a bot; an empty one stays empty.
func botIdentity(text string) string {
	if text == "" || strings.Contains(text, "@") {
		return text
	}
	return text + "@" + botDomain
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
	request, err := http.NewRequest(http.MethodGet, "https://http."+botDomain, nil)
	if err != nil {
		return ""
	}
	proxy, err := http.ProxyFromEnvironment(request)
	if err != nil || proxy == nil {
		return ""
	}
	return (&url.URL{Scheme: proxy.Scheme, Host: proxy.Host}).String()
}
