package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/url"
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
	connection connection
	platform   *client.Client
	desk       *desk.Desk
	store      *deskstore.Store
	ctx        context.Context
	cancel     context.CancelFunc
	ended      chan struct{} // closed when the desk's loop has ended
	measured   measured
	time       platformTime
}

// openSession opens the desk of a connection: every one has a store of its own in the data folder.
func (p *Program) openSession(to connection, keys secrets) (*session, error) {
	options, err := p.clientOptions(to, keys)
	if err != nil {
		return nil, err
	}
	clock := p.followTime(to, &options)
	store, err := deskstore.Open(p.ctx, p.deskFolder(to.ID))
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(p.ctx)) // ended by close, in order
	s := &session{connection: to, platform: client.New(options), time: clock, store: store, ctx: ctx, cancel: cancel, ended: make(chan struct{})}
	s.desk, err = desk.New(ctx, desk.Options{Store: store, Platform: s.platform, Now: clock.Now, Until: clock.Until, Log: p.log})
	if err != nil {
		cancel()
		return nil, errors.Join(err, store.Close())
	}
	go s.tell(p, s.desk.Watch(ctx))
	go func() {
		defer close(s.ended)
		if err := s.desk.Run(ctx); err != nil {
			p.log.Error("the desk ended", "error", err)
		}
	}()
	p.adoptAppearance(s)
	return s, nil
}

// tell hands the desk's changes to the windows, for as long as they show this desk.
func (s *session) tell(p *Program, changes <-chan desk.Change) {
	s.tellOnline(s.desk.Snapshot().Presence)
	for change := range changes {
		if change.Presence != nil {
			s.tellOnline(*change.Presence)
		}
		if current, _ := p.current(); current != s {
			continue
		}
		if change.Session != nil && s.connection.Kind != kindBlip { // Blip knows a bot, not its agent
			p.rememberName(s.connection.ID, change.Session.Account.Name)
		}
		p.listeners.Tell(s.changeView(change, p.now()))
	}
}

// tellOnline says to a platform that does not keep the agent's presence whether replies may be given to them.
func (s *session) tellOnline(presence desk.PresenceState) {
	s.platform.SetOnline(presence.Presence.Status == desk.Online)
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

// clientOptions says how the platform of a connection is reached, and as whom.
func (p *Program) clientOptions(to connection, keys secrets) (client.Options, error) {
	if to.Kind == kindBlip {
		return p.blipOptions(to, keys)
	}
	identity, err := lime.ParseIdentity(to.Identity)
	if err != nil {
		return client.Options{}, fault.New(startChoiceInvalid, err, fault.Parameters{"field": "identity"})
	}
	node := lime.Node{Identity: identity, Instance: "desk-" + shortID()}
	switch to.Kind {
	case kindEmbedded:
		token, err := p.embedded.IssueToken(p.ctx, to.Identity)
		if err != nil {
			return client.Options{}, err
		}
		return client.Options{
			Dial: p.embedded.Dial, Node: node, Log: p.log, OnPhone: p.phoneChanged,
			Authentication: lime.External(token, workspace.Issuer),
		}, nil
	case kindHub:
		address, err := hubAddress(to.Address)
		if err != nil {
			return client.Options{}, err
		}
		dial := func(ctx context.Context) (lime.Transport, error) {
			return lime.DialWebSocket(ctx, address, lime.NetworkOptions{})
		}
		return client.Options{
			Dial: dial, Node: node, Log: p.log, OnPhone: p.phoneChanged, Authentication: lime.Plain(keys[keySecret]),
		}, nil
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
