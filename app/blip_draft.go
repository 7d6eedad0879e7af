package app

import (
	"context"
	"errors"
	"net/mail"
	"regexp"
	"slices"
	"strings"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/fault"
	"activa/backend/lime"
)

const (
	identifierBytes  = 64
	blipTextBytesMax = 256
	// A tenant's own limit is 48 to 200 commands a second (LIME and Blip, §17).
	paceLeast, paceMost = client.CommandsPerSecondMin, 200
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
		*bot = strings.TrimSuffix(strings.ToLower(*bot), "@"+doc.BotDomain)
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
	case !slices.Contains([]string{"", "masterState", "masterstate", "MasterState"}, blip.MasterSpelling):
		return "masterStateSpelling"
	case blip.PaceMax != 0 && (blip.PaceMax < paceLeast || blip.PaceMax > paceMost):
		return "paceMax"
	}
	return ""
}

func invalid(field string, cause error) error {
	return fault.New(connectionInvalid, cause, fault.Parameters{"field": field})
}
