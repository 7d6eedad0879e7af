package workspace

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"time"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/demo"
	"activa/backend/fault"
	"activa/backend/gateway/simulator"
	"activa/backend/hub"
	"activa/backend/hubstore"
	"activa/backend/lime"
)

// Issuer is the issuer of a hub's own tokens, for the scheme external.
const Issuer = hub.Issuer

const (
	ownerTokenLife = 30 * 24 * time.Hour // a program that runs longer is started again
	agentTokenLife = 30 * 24 * time.Hour
)

// HubOptions says how the embedded hub begins.
type HubOptions struct {
	Demo bool // make the demo workspace when the folder holds no hub yet
	Log  *slog.Logger
}

// Hub is the embedded hub of a folder at work, with simulated customers behind it.
type Hub struct {
	folder     *Folder
	log        *slog.Logger
	store      *hubstore.Store
	files      *hubstore.Files
	hub        *hub.Hub
	clock      *simulator.Clock
	ownerToken string
	cancel     context.CancelFunc
	ended      chan error
	announced  *announcement
}

// OpenHub starts the embedded hub of a folder. A broken or read-only database is a fault of hubstore,
// and nothing is changed then.
func OpenHub(ctx context.Context, folder *Folder, options HubOptions) (*Hub, error) {
	fresh := folder.fresh()
	store, err := hubstore.Open(ctx, folder.path)
	if err != nil {
		return nil, naming(folder, err)
	}
	files, err := hubstore.OpenFiles(folder.path)
	if err != nil {
		return nil, errors.Join(naming(folder, err), store.Close())
	}
	clock := &simulator.Clock{}
	least, factor, err := hub.SimulatedTime(ctx, store, time.Now())
	if err != nil {
		return nil, errors.Join(err, files.Close(), store.Close())
	}
	clock.NotBefore(least)
	if err := clock.SetFactor(factor); err != nil {
		return nil, errors.Join(err, files.Close(), store.Close())
	}
	people := simulator.New(simulator.Settings{Clock: clock, Seed: 1, Characters: demoCharacters()})
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	h := &Hub{
		folder: folder, log: options.Log, store: store, files: files, clock: clock, cancel: cancel, ended: make(chan error, 1),
		hub: hub.New(hub.Options{
			Store: store, Gateway: people, Now: clock.Now, Until: clock.Until, Changed: clock.Changed,
			Log: options.Log, Media: demo.Media(), MediaHost: demo.MediaHost, Uploads: files,
			Pacer: people, Phones: people, Clock: clock,
		}),
	}
	go func() { h.ended <- h.hub.Run(running) }()
	if err := h.begin(ctx, fresh && options.Demo); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return h, nil
}

// naming adds to a fault of the store which file it is about; the store itself tells no paths.
func naming(folder *Folder, err error) error {
	found := fault.Of(err)
	if found.Code == fault.Internal {
		return err
	}
	parameters := fault.Parameters{"folder": folder.path, "path": filepath.Join(folder.path, hubstore.FileName)}
	maps.Copy(parameters, found.Parameters)
	return fault.New(found.Code, err, parameters)
}

// begin makes the owner, and the demo workspace in a fresh folder.
func (h *Hub) begin(ctx context.Context, makeDemo bool) error {
	if err := h.hub.MakeOwner(ctx); err != nil {
		return fmt.Errorf("make the owner: %w", err)
	}
	token, err := h.hub.IssueToken(ctx, doc.OwnerIdentity, ownerTokenLife)
	if err != nil {
		return fmt.Errorf("issue the owner's token: %w", err)
	}
	h.ownerToken = token
	if !makeDemo {
		return nil
	}
	if err := h.folder.beginDemo(); err != nil {
		return err
	}
	if err := h.makeDemo(ctx); err != nil {
		return err
	}
	return h.folder.endDemo()
}

func demoCharacters() map[string]simulator.Character {
	characters := map[string]simulator.Character{}
	for person, character := range demo.Characters() {
		characters[person] = simulator.Character(character)
	}
	return characters
}

// Now is the hub's time; simulated people may live faster than the machine.
func (h *Hub) Now() time.Time { return h.clock.Now() }

// Pace is how many times faster than the machine's the hub's time runs.
func (h *Hub) Pace() float64 { return float64(h.clock.Factor()) }

// Until is how long, in the machine's time, the hub's takes to show at; ClockChanged tells when that is no
// longer so.
func (h *Hub) Until(at time.Time) time.Duration { return h.clock.Until(at) }

// ClockChanged is closed when the hub's time is moved ahead or runs at another pace from now on.
func (h *Hub) ClockChanged() <-chan struct{} { return h.clock.Changed() }

// Dial opens a session from inside the process.
func (h *Hub) Dial(ctx context.Context) (lime.Transport, error) {
	return h.hub.Connect(context.WithoutCancel(ctx)), nil
}

// IssueToken lets the owner of the folder sign in as one of the hub's people, scheme external. The
// fault is AccountUnknown when there is nobody of that name.
func (h *Hub) IssueToken(ctx context.Context, identity string) (string, error) {
	token, err := h.hub.IssueToken(ctx, identity, agentTokenLife)
	if errors.Is(err, hub.ErrNotFound) {
		return "", fault.New(AccountUnknown, err, fault.Parameters{"account": identity})
	}
	return token, err
}

// Administration signs the owner of the folder in, for the short commands; it is ended by Close.
func (h *Hub) Administration(ctx context.Context) (*client.Administration, error) {
	return Administer(ctx, h.Dial, h.ownerToken, h.log)
}

// Administer signs in the owner of a folder by the token of its hub, in this process or in another.
func Administer(ctx context.Context, dial func(context.Context) (lime.Transport, error), token string, log *slog.Logger) (*client.Administration, error) {
	node, err := lime.ParseNode(doc.OwnerIdentity + "/" + lime.NewID())
	if err != nil {
		return nil, err
	}
	return client.Administer(ctx, client.Options{
		Dial: dial, Node: node, Authentication: lime.External(token, Issuer), Log: log,
	})
}

// Web is the hub for a network: LIME over WebSocket and HTTP, health and metrics.
func (h *Hub) Web() http.Handler { return h.hub.Web(lime.WebOptions{}) }

// Close ends the hub and then its store.
func (h *Hub) Close() error {
	var err error
	if h.announced != nil {
		err = h.announced.close()
	}
	h.cancel()
	return errors.Join(err, <-h.ended, h.files.Close(), h.store.Close())
}

// People are the accounts of the hub that can sit at a desk.
func (h *Hub) People(ctx context.Context) ([]doc.HubAccount, error) {
	administration, err := h.Administration(ctx)
	if err != nil {
		return nil, err
	}
	defer administration.Close()
	accounts, err := administration.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(accounts, func(account doc.HubAccount) bool {
		return account.Role != doc.RoleAgent && account.Role != doc.RoleSupervisor
	}), nil
}
