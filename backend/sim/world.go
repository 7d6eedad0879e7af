package sim

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"activa/backend/demo"
	"activa/backend/gateway/simulator"
	"activa/backend/hub"
	"activa/backend/hubstore"
	"activa/backend/lime"
	"activa/backend/message"
	"activa/backend/ticket"
)

// tokenLife outlasts every run.
const tokenLife = 10_000 * time.Hour

// world is one hub with its gateway, the desks on it, and everything that is known of them.
type world struct {
	seed    uint64
	folder  string
	log     *slog.Logger
	chance  *rand.Rand // of this step
	gateway *gateway
	witness *witness
	counts  *counts

	sessions   sessions
	colleagues []*colleague
	outsider   *outsider
	supervisor *colleague
	devices    []*device
	people     []demo.Contact
	plans      plans
	quietUntil time.Time // end of the weekend
	drawn      int       // message ids made so far

	hubIDs atomic.Int64
	mu     sync.Mutex
	hub    *hubProgram // nil while it is down; written by the driver
	broken *violation  // the first one
}

// violation is a rule that did not hold.
type violation struct{ rule, detail string }

// hubProgram is one run of the hub.
type hubProgram struct {
	*hub.Hub
	life      *life
	store     *hubStore
	startedAt time.Time
	cancel    context.CancelFunc
	ended     chan error
}

func newWorld(options Options) *world {
	w := &world{
		seed: options.Seed, folder: options.Folder, log: slog.New(slog.DiscardHandler), counts: &counts{},
	}
	w.witness = &witness{known: map[string]message.Progress{}, breaks: w.breaks}
	w.gateway = &gateway{
		Simulator: simulator.New(simulator.Settings{Seed: options.Seed, Characters: characters()}),
		breaks:    w.breaks, counts: w.counts, chance: rand.New(rand.NewPCG(options.Seed, 1)), asked: map[string]error{},
	}
	return w
}

// breaks notes a rule that did not hold, wherever that was seen.
func (w *world) breaks(rule, detail string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.broken == nil {
		w.broken = &violation{rule, detail}
	}
}

// verdict is the first rule that did not hold since the last time.
func (w *world) verdict() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.broken == nil {
		return nil
	}
	return fmt.Errorf("%s: %s", w.broken.rule, w.broken.detail)
}

// startHub starts the hub on the folder that it left behind.
func (w *world) startHub(ctx context.Context) error {
	store, err := hubstore.Open(ctx, filepath.Join(w.folder, "hub"))
	if err != nil {
		return fmt.Errorf("open the hub's store: %w", err)
	}
	process := newLife(w.breakLines)
	kept := &hubStore{Store: store, life: process, witness: w.witness}
	clock := w.gateway.Clock()
	running, cancel := context.WithCancel(context.Background())
	program := &hubProgram{
		Hub: hub.New(hub.Options{
			Store: kept, Gateway: w.gateway, Now: clock.Now, Until: clock.Until, Changed: clock.Changed, Log: w.log,
			Media: demo.Media(), MediaHost: demo.MediaHost, NewID: w.newHubID,
		}),
		life: process, store: kept, startedAt: time.Now(), cancel: cancel, ended: make(chan error, 1),
	}
	go func() { program.ended <- program.Run(running) }()
	w.mu.Lock()
	w.hub = program
	w.mu.Unlock()
	return nil
}

// newHubID makes the hub's ids: the same ones in every run of a seed.
func (w *world) newHubID() string { return fmt.Sprintf("hub-%06d", w.hubIDs.Add(1)) }

// stopHub ends the hub, in order when it still lives.
func (w *world) stopHub() error {
	w.mu.Lock()
	stopped := w.hub
	w.hub = nil
	w.mu.Unlock()
	died := stopped.life.isDead()
	stopped.life.thaw()
	stopped.cancel()
	err := <-stopped.ended
	w.sessions.wait()
	if died {
		err = nil // whatever a dead process said, nobody heard
	}
	return errors.Join(err, stopped.store.Close())
}

// breakLines is what a hub that dies leaves: every line breaks.
func (w *world) breakLines() {
	for _, d := range w.devices {
		d.network.cut()
	}
	for _, c := range w.colleagues {
		c.network.cut()
	}
}

func (w *world) hubIsUp() bool {
	return w.hub != nil && !w.hub.life.isDead()
}

// connect opens a line to the hub for an account.
func (w *world) connect(identity string) (lime.Transport, error) {
	w.mu.Lock()
	program := w.hub
	w.mu.Unlock()
	if program == nil || program.life.isDead() {
		return nil, errNoNetwork
	}
	near, far := lime.Pipe()
	w.sessions.begin(identity)
	go func() {
		defer w.sessions.end(identity)
		if err := program.Serve(context.Background(), far); err != nil {
			w.log.Debug("session ended", "error", err)
		}
	}()
	return near, nil
}

// sessions counts who is served by the hub.
type sessions struct {
	mu     sync.Mutex
	open   map[string]int
	endAt  map[string]time.Time
	served sync.WaitGroup
}

func (s *sessions) begin(identity string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open == nil {
		s.open, s.endAt = map[string]int{}, map[string]time.Time{}
	}
	s.open[identity]++
	s.served.Add(1)
}

func (s *sessions) end(identity string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open[identity]--
	s.endAt[identity] = time.Now()
	s.served.Done()
}

func (s *sessions) awaySince(identity string) (time.Time, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.endAt[identity], s.open[identity] == 0
}

func (s *sessions) wait() { s.served.Wait() }

// read reads the hub's store beside the hub.
func read[T any](w *world, ask func(hub.Reader) (T, error)) (answer T, err error) {
	err = w.hub.store.View(context.Background(), func(reader hub.Reader) error {
		answer, err = ask(reader)
		return err
	})
	if err != nil {
		return answer, fmt.Errorf("read the hub's store: %w", err)
	}
	return answer, nil
}

func (w *world) unfinishedTickets() ([]ticket.Ticket, error) {
	return read(w, func(r hub.Reader) ([]ticket.Ticket, error) {
		bots, err := r.Bots()
		if err != nil {
			return nil, err
		}
		identities := make([]string, len(bots))
		for i, bot := range bots {
			identities[i] = bot.Identity
		}
		return r.Tickets(hub.TicketQuery{Bots: identities, Take: 1 << 20})
	})
}

// awake are the devices whose program runs and is neither frozen nor dead.
func (w *world) awake() []*device {
	var awake []*device
	for _, d := range w.devices {
		if d.isAwake() {
			awake = append(awake, d)
		}
	}
	return awake
}
