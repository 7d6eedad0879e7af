package hub

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// Options are what a hub is made of. Store and Gateway must be there.
type Options struct {
	Store   Store
	Gateway Gateway
	// Now is the hub's time; nil means the machine's.
	Now func() time.Time
	// Until is how long, in the machine's time, Now takes to show an instant; nil means as long as it
	// says. Changed is closed when that relation changes; nil means never.
	Until   func(at time.Time) time.Duration
	Changed func() <-chan struct{}
	// NewID makes ids that nobody else makes; nil means UUIDs in the order of time.
	NewID func() string
	// Log gets troubles; nil means slog.Default. It never gets phone numbers, texts or secrets.
	Log *slog.Logger
	// Media are the files behind addresses on MediaHost; nil means none.
	Media     fs.FS
	MediaHost string
	// Uploads keeps what agents upload for customers, under MediaHost too; nil means that they cannot.
	Uploads Files
	// Pacer is the simulator's pace, when there is one; it brings the ability "simulator".
	Pacer Pacer
	// Phones and Clock are the simulator's phones and time, when there is one. The hub's Now is Clock's.
	Phones Phones
	Clock  SimulatedClock
	// TemplatesMax is how many read templates are kept in memory; 0 means 1024.
	TemplatesMax int
}

// Hub is the platform. Make it with New, and let Run work while it serves.
type Hub struct {
	options Options
	store   Store
	log     *slog.Logger
	rules   *rules
	server  *lime.Server
	keys    keyring
	members members

	unfinished unfinishedUploads

	inputs    chan posted
	agentNews chan AgentNews // what agents did, for the gateway
	timer     chan struct{}  // one token: look again at what is due
	begun     chan struct{}  // closed when the hub has begun: sessions come after it
	ended     chan struct{}  // closed when the loop has ended

	// What follows belongs to the loop.
	directory directory
	latest    time.Time

	counters counters
}

// counters are what metrics show.
type counters struct {
	commits, inputs, sessions, sends, refused, handedOver, receipts, replies atomic.Int64
}

// New makes a hub; nothing happens before Run.
func New(options Options) *Hub {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Until == nil {
		now := options.Now
		options.Until = func(at time.Time) time.Duration { return at.Sub(now()) }
	}
	if options.Changed == nil {
		options.Changed = func() <-chan struct{} { return nil }
	}
	if options.NewID == nil {
		options.NewID = newID
	}
	if options.Log == nil {
		options.Log = slog.Default()
	}
	h := &Hub{
		options: options, store: options.Store, log: options.Log,
		inputs: make(chan posted, inputsMax), agentNews: make(chan AgentNews, agentNewsMax), timer: make(chan struct{}, 1),
		begun: make(chan struct{}), ended: make(chan struct{}),
		keys: newKeyring(),
	}
	h.rules = &rules{hub: h, options: options, templates: newTemplateCache(options.TemplatesMax)}
	h.server = lime.NewServer(lime.ServerOptions{
		Node:         lime.Node{Identity: lime.Identity{Name: "postmaster", Domain: doc.BotDomain}, Instance: "#activa"},
		Authenticate: h.authenticate,
		Handler:      handler{h},
		Delegation:   true,
		Log:          options.Log,
	})
	return h
}

// newID is a UUID of version 7, which sorts by time.
func newID() string {
	id, err := uuid.NewV7()
	if err != nil {
		return uuid.NewString()
	}
	return id.String()
}

// Run works until ctx ends: it runs the steps, hands messages to the gateway, listens to it, and keeps
// the time. It returns nil then, or why the hub cannot work. It may be called once.
func (h *Hub) Run(ctx context.Context) error {
	defer close(h.ended)
	working, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var workers sync.WaitGroup
	defer workers.Wait()
	// The loop outlives the others, so that what they are told on the way out is still committed.
	looping, stopLoop := context.WithCancel(context.WithoutCancel(ctx))
	defer stopLoop()
	workers.Go(func() { h.loop(looping) })
	beginning := &begun{}
	if err := h.do(context.WithoutCancel(ctx), beginning); err != nil {
		return fmt.Errorf("begin the hub: %w", err)
	}
	if err := h.restore(ctx, beginning.phones); err != nil {
		return err
	}
	close(h.begun)
	if resumer, forgets := h.options.Gateway.(Resumer); forgets {
		for _, outgoing := range beginning.unfinished {
			resumer.Resume(outgoing)
		}
	}
	var others sync.WaitGroup
	others.Go(func() { h.keepTime(working) })
	others.Go(func() { h.showNews(working) })
	others.Go(func() {
		err := h.options.Gateway.Run(working, h.hear)
		if working.Err() == nil {
			stop(fmt.Errorf("the gateway ended: %w", errors.Join(err, errGatewayEnded)))
		}
	})
	<-working.Done()
	h.closeSessions()
	others.Wait()
	if err := context.Cause(working); !errors.Is(err, context.Canceled) && ctx.Err() == nil {
		return err
	}
	return nil
}

var errGatewayEnded = errors.New("no gateway")

// closeTimeout is how long sessions have to end in order when the hub ends.
const closeTimeout = 3 * time.Second

func (h *Hub) closeSessions() {
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	if err := h.server.Shutdown(ctx); err != nil {
		h.log.Warn("sessions did not end in order", "error", err)
	}
}

// Serve runs one session over a transport and returns when it is over, nil after an orderly end.
func (h *Hub) Serve(ctx context.Context, transport lime.Transport) error {
	return h.server.Serve(ctx, transport)
}

// Connect opens a session from inside the process: the far end of a pipe that the hub serves until
// either side closes it or ctx ends.
func (h *Hub) Connect(ctx context.Context) lime.Transport {
	client, server := lime.Pipe()
	go func() {
		if err := h.Serve(ctx, server); err != nil {
			h.log.Debug("session ended", "error", err)
		}
	}()
	return client
}
