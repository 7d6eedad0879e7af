package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"activa/backend/blip/client"
	"activa/backend/desk"
	"activa/backend/deskstore"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/workspace"
)

// The kinds of platform that a session can be on.
const (
	kindEmbedded = "embedded"
	kindHub      = "hub"
)

// closeWaitMax is how long the desk may take to hand over what waits when it is closed.
const closeWaitMax = 3 * time.Second

// session is a desk at work for one person on one platform.
type session struct {
	choice   StartChoice // without its secret
	platform *client.Client
	desk     *desk.Desk
	store    *deskstore.Store
	ctx      context.Context
	cancel   context.CancelFunc
	ended    chan struct{} // closed when the desk's loop has ended
	measured measured
}

// openSession opens the desk of an account: every account has a store of its own in the data folder.
func (p *Program) openSession(choice StartChoice) (*session, error) {
	options, err := p.clientOptions(choice)
	if err != nil {
		return nil, err
	}
	choice.Secret = ""
	store, err := deskstore.Open(p.ctx, filepath.Join(p.folder.Path(), "desks", deskName(choice)))
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(p.ctx)) // ended by close, in order
	s := &session{choice: choice, platform: client.New(options), store: store, ctx: ctx, cancel: cancel, ended: make(chan struct{})}
	s.desk, err = desk.New(ctx, desk.Options{Store: store, Platform: s.platform, Now: options.Now, Log: p.log})
	if err != nil {
		cancel()
		return nil, errors.Join(err, store.Close())
	}
	go s.tell(p)
	go func() {
		defer close(s.ended)
		if err := s.desk.Run(ctx); err != nil {
			p.log.Error("the desk ended", "error", err)
		}
	}()
	p.adoptAppearance(s)
	return s, nil
}

// tell hands the desk's changes to the windows.
func (s *session) tell(p *Program) {
	for change := range s.desk.Watch(s.ctx) {
		p.listeners.tell(s.changeView(change, p.now()))
	}
}

// close ends the desk in order: what waits in its undo window leaves if it can within closeWaitMax.
func (s *session) close() error {
	closing, cancel := context.WithTimeout(context.Background(), closeWaitMax)
	defer cancel()
	err := s.desk.Close(closing)
	s.cancel()
	<-s.ended
	return errors.Join(err, s.store.Close())
}

// deskName is the folder of an account's store: readable, and unique by a hash of the whole address.
func deskName(choice StartChoice) string {
	sum := sha256.Sum256([]byte(choice.Kind + "\n" + choice.Address + "\n" + strings.ToLower(choice.Identity)))
	readable := strings.Map(func(letter rune) rune {
		if letter >= 'a' && letter <= 'z' || letter >= '0' && letter <= '9' {
			return letter
		}
		return '-'
	}, strings.ToLower(choice.Identity))
	if len(readable) > 40 {
		readable = readable[:40]
	}
	return choice.Kind + "-" + readable + "-" + hex.EncodeToString(sum[:4])
}

// clientOptions says how the platform of a choice is reached, and as whom.
func (p *Program) clientOptions(choice StartChoice) (client.Options, error) {
	identity, err := lime.ParseIdentity(choice.Identity)
	if err != nil {
		return client.Options{}, fault.New(startChoiceInvalid, err, fault.Parameters{"field": "identity"})
	}
	node := lime.Node{Identity: identity, Instance: "desk-" + shortID()}
	switch choice.Kind {
	case kindEmbedded:
		token, err := p.embedded.IssueToken(p.ctx, choice.Identity)
		if err != nil {
			return client.Options{}, err
		}
		return client.Options{
			Dial: p.embedded.Dial, Node: node, Now: p.embedded.Now, Log: p.log,
			Authentication: lime.External(token, workspace.Issuer),
		}, nil
	case kindHub:
		address, err := hubAddress(choice.Address)
		if err != nil {
			return client.Options{}, err
		}
		dial := func(ctx context.Context) (lime.Transport, error) {
			return lime.DialWebSocket(ctx, address, lime.WebSocketOptions{})
		}
		return client.Options{Dial: dial, Node: node, Now: time.Now, Log: p.log, Authentication: lime.Plain(choice.Secret)}, nil
	}
	return client.Options{}, fault.New(startChoiceInvalid, nil, fault.Parameters{"field": "kind"})
}

// hubAddress reads what a person typed as the address of a team hub: hub.example:8443, https://…, wss://….
func hubAddress(text string) (string, error) {
	text = strings.TrimSpace(text)
	if !strings.Contains(text, "://") {
		text = "wss://" + text
	}
	parsed, err := url.Parse(text)
	if err != nil || parsed.Host == "" || parsed.User != nil {
		return "", fault.New(startChoiceInvalid, err, fault.Parameters{"field": "address"})
	}
	switch parsed.Scheme {
	case "https":
		parsed.Scheme = "wss"
	case "http":
		parsed.Scheme = "ws"
	}
	if parsed.Scheme != "wss" && parsed.Scheme != "ws" {
		return "", fault.New(startChoiceInvalid, fmt.Errorf("scheme %q", parsed.Scheme), fault.Parameters{"field": "address"})
	}
	if parsed.Scheme == "ws" && !loopback(parsed.Hostname()) {
		return "", fault.New(addressNotSecure, nil, fault.Parameters{"address": parsed.Host})
	}
	return parsed.String(), nil
}

// loopback says whether a host is this machine: only there may a secret travel without TLS.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// shortID tells two programs of one account apart on the platform.
func shortID() string { return strings.ToLower(rand.Text()[:8]) }
