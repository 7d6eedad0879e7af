package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"activa/backend/fault"
	"activa/backend/lime"
)

// Codes of connections.
const (
	connectionInvalid fault.Code = "connection-invalid"   // parameter "field"
	connectionUnknown fault.Code = "connection-unknown"   // it was removed, perhaps by another window
	connectionKeyless fault.Code = "connection-key-gone"  // its key is no longer in the key store
	connectionsFull   fault.Code = "connections-too-many" // parameter "max"
)

// connectionsMax bounds the connections that are kept.
const connectionsMax = 32

// The names of a connection's secrets in the key store, after the connection's id.
const (
	keySecret  = "secret" // of an account on a team hub
	keyRouter  = "router"
	keyService = "service"
	keyToken   = "token"
)

var keyNames = []string{keySecret, keyRouter, keyService, keyToken}

// connection is a place to sign in to, as the preferences keep it: everything but its secrets. Its id
// names its store in the data folder and its secrets in the key store.
type connection struct {
	ID       string    `json:"id"`
	Kind     string    `json:"kind"`
	Address  string    `json:"address,omitempty"`
	Identity string    `json:"identity"`
	Name     string    `json:"name,omitempty"`
	UsedAt   time.Time `json:"usedAt"`
	Keys     []string  `json:"keys,omitempty"` // the names of what the key store holds for it
	Blip     *BlipView `json:"blip,omitempty"`
}

// secrets are a connection's keys by name. They are never stored, shown or logged from here.
type secrets map[string]string

// String keeps secrets out of every log line.
func (s secrets) String() string { return fmt.Sprintf("%d secrets", len(s)) }

// GoString is String, for the same reason.
func (s secrets) GoString() string { return s.String() }

// connectionOf is the connection of a choice on the welcome screen.
func connectionOf(choice StartChoice) connection {
	to := connection{Kind: choice.Kind, Address: choice.Address, Identity: choice.Identity}
	to.ID = connectionID(to)
	return to
}

// connectionID is the folder of a connection's store: readable, and unique by a hash of the whole address.
func connectionID(to connection) string {
	sum := sha256.Sum256([]byte(to.Kind + "\n" + to.Address + "\n" + strings.ToLower(to.Identity)))
	readable := strings.Map(func(letter rune) rune {
		if letter >= 'a' && letter <= 'z' || letter >= '0' && letter <= '9' {
			return letter
		}
		return '-'
	}, strings.ToLower(to.Identity))
	if len(readable) > 40 {
		readable = readable[:40]
	}
	return to.Kind + "-" + readable + "-" + hex.EncodeToString(sum[:4])
}

// validate says what of a connection cannot be right before anything is kept or dialled.
func (c connection) validate() error {
	if c.Kind == kindBlip {
		return nil // blipConnection has looked at every field
	}
	if _, err := lime.ParseIdentity(c.Identity); err != nil {
		return fault.New(startChoiceInvalid, err, fault.Parameters{"field": "identity"})
	}
	switch c.Kind {
	case kindEmbedded:
		return nil
	case kindHub:
		_, err := hubAddress(c.Address)
		return err
	}
	return fault.New(startChoiceInvalid, nil, fault.Parameters{"field": "kind"})
}

// switchTo opens a connection that is kept, with the keys that are kept for it.
func (p *Program) switchTo(ctx context.Context, id string) error {
	to, err := p.kept(id)
	if err != nil {
		return err
	}
	keys, err := p.keptSecrets(ctx, to)
	if err != nil {
		return err
	}
	return p.open(to, keys)
}

func (p *Program) kept(id string) (connection, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if at := p.preferences.find(id); at >= 0 {
		return p.preferences.Connections[at], nil
	}
	return connection{}, fault.New(connectionUnknown, nil, nil)
}

// keptSecrets reads a connection's keys. One that the key store no longer has is a fault.
func (p *Program) keptSecrets(ctx context.Context, of connection) (secrets, error) {
	found := secrets{}
	for _, name := range of.Keys {
		secret, there, err := p.keys.Get(ctx, keyOf(of.ID, name))
		if err != nil {
			return nil, err
		}
		if !there {
			return nil, fault.New(connectionKeyless, nil, nil)
		}
		found[name] = secret
	}
	return found, nil
}

// keepSecrets puts a connection's keys into the key store and notes in the connection which there are.
func (p *Program) keepSecrets(ctx context.Context, of *connection, keys secrets) error {
	of.Keys = nil
	for _, name := range keyNames {
		if err := p.keys.Put(ctx, keyOf(of.ID, name), keys[name]); err != nil {
			return err
		}
		if keys[name] != "" {
			of.Keys = append(of.Keys, name)
		}
	}
	return nil
}

func keyOf(id, name string) string { return id + "/" + name }

// remove forgets a connection: its keys, and what was stored of it on this machine.
func (p *Program) remove(ctx context.Context, id string) error {
	of, err := p.kept(id)
	if err != nil {
		return err
	}
	if current, _ := p.current(); current != nil && current.connection.ID == id {
		if err := p.signOut(); err != nil {
			return err
		}
	}
	p.switching.Lock()
	defer p.switching.Unlock()
	p.leaving.wait(id)
	for _, name := range keyNames {
		err = errors.Join(err, p.keys.Delete(ctx, keyOf(of.ID, name)))
	}
	err = errors.Join(err, os.RemoveAll(p.deskFolder(id)))
	if err != nil {
		return err
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if at := p.preferences.find(id); at >= 0 {
		p.preferences.Connections = slices.Delete(p.preferences.Connections, at, at+1)
	}
	if connectionID(connectionOf(p.preferences.Last)) == id {
		p.preferences.Last = StartChoice{}
	}
	return p.preferences.save(p.folder.Path())
}

func (p *Program) deskFolder(id string) string { return filepath.Join(p.folder.Path(), "desks", id) }

// connections is every connection for the window, the one used last first.
func (p *Program) connections() ConnectionsView {
	view := ConnectionsView{Connections: []ConnectionRow{}, KeyPlace: string(p.keys.Place()), Proxy: proxyShown()}
	if view.KeyPlace == "file" {
		view.KeyFile = p.keys.Path()
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for _, of := range p.preferences.Connections {
		row := ConnectionRow{
			ID: of.ID, Kind: of.Kind, Address: of.Address, Identity: of.Identity, Name: of.Name,
			UsedAt: milliseconds(of.UsedAt), Keys: orEmpty(of.Keys),
			Current: p.session != nil && p.session.connection.ID == of.ID,
		}
		if of.Blip != nil {
			row.Blip, row.RootName = *of.Blip, rootName(of.Blip.RootCertificates)
		}
		view.Connections = append(view.Connections, row)
	}
	slices.SortStableFunc(view.Connections, func(a, b ConnectionRow) int { return int(b.UsedAt - a.UsedAt) })
	return view
}

// find is where a connection stands in the preferences, -1 for nowhere.
func (p *preferences) find(id string) int {
	return slices.IndexFunc(p.Connections, func(one connection) bool { return one.ID == id })
}

// remember puts a connection among those that are kept, or changes it. The embedded hub's people make
// room for others: they can be chosen again at any time.
func (p *preferences) remember(of connection) error {
	if at := p.find(of.ID); at >= 0 {
		if of.Name == "" {
			of.Name = p.Connections[at].Name
		}
		p.Connections[at] = of
		return nil
	}
	if len(p.Connections) >= connectionsMax {
		spare := slices.IndexFunc(p.Connections, func(one connection) bool { return one.Kind == kindEmbedded })
		if spare < 0 {
			return fault.New(connectionsFull, nil, fault.Parameters{"max": fmt.Sprint(connectionsMax)})
		}
		p.Connections = slices.Delete(p.Connections, spare, spare+1)
	}
	p.Connections = append(p.Connections, of)
	return nil
}
