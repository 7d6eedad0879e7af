package sim

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"time"

	"activa/backend/blip/client"
	"activa/backend/desk"
	"activa/backend/deskstore"
	"activa/backend/fault"
	"activa/backend/hub"
	"activa/backend/lime"
	"activa/backend/message"
)

// device is one machine of one agent, with the program on it or not.
type device struct {
	name     string
	agent    string // identity
	token    string
	folder   string
	network  *network
	window   *window
	program  *deskProgram     // nil while it is closed
	starts   int              // of the program
	promised []desk.MessageID // for which SendActiveMessage returned
	said     []desk.MessageID // for which SendChatMessage returned
	attempts []desk.Draft     // every draft that was given to it
}

// deskProgram is one run of the program.
type deskProgram struct {
	desk   *desk.Desk
	life   *life
	store  *deskStore
	cancel context.CancelFunc
	ended  chan struct{}
}

func (w *world) newDevice(agent string, number int, token string) *device {
	name := fmt.Sprintf("%s#%d", agent, number)
	d := &device{
		name: name, agent: agent, token: token, folder: filepath.Join(w.folder, fmt.Sprintf("desk-%d", len(w.devices))),
		network: &network{
			seed: w.seed<<8 + uint64(len(w.devices)) + 2, up: true, weather: fair, counts: w.counts,
			connect: func() (lime.Transport, error) { return w.connect(agent) },
		},
		window: &window{owner: name, breaks: w.breaks, seen: map[desk.MessageID]message.Progress{}},
	}
	w.devices = append(w.devices, d)
	return d
}

func (d *device) isAwake() bool {
	return d.program != nil && !d.program.life.isDead() && !d.program.life.isFrozen()
}

// start opens the program on the folder that it left behind.
func (d *device) start(w *world) error {
	store, err := deskstore.Open(context.Background(), d.folder)
	if err != nil {
		return fmt.Errorf("open the store of %s: %w", d.name, err)
	}
	d.starts++
	node, err := lime.ParseNode(fmt.Sprintf("%s/desk-%s-%d", d.agent, filepath.Base(d.folder), d.starts))
	if err != nil {
		return err
	}
	process := newLife(d.network.cut)
	program := &deskProgram{life: process, store: &deskStore{Store: store, life: process}, ended: make(chan struct{})}
	program.desk, err = desk.New(context.Background(), desk.Options{
		Store: program.store, Log: w.log, Fetch: noFetch,
		Platform: client.New(client.Options{
			Node: node, Authentication: lime.External(d.token, hub.Issuer), Log: w.log,
			Chance: rand.New(rand.NewPCG(d.network.seed, uint64(d.starts))).Float64, // one goroutine reconnects
			Dial: func(ctx context.Context) (lime.Transport, error) {
				if process.isDead() {
					return nil, errNoNetwork
				}
				return d.network.dial(ctx)
			},
		}),
	})
	if err != nil {
		return errors.Join(fmt.Errorf("begin the desk of %s: %w", d.name, err), store.Close())
	}
	var running context.Context
	running, program.cancel = context.WithCancel(context.Background())
	watching := make(chan struct{})
	go func() {
		defer close(watching)
		d.window.watch(running, program.desk)
	}()
	go func() {
		defer close(program.ended)
		if err := program.desk.Run(running); err != nil {
			w.breaks(ruleWorks, fmt.Sprintf("the desk of %s ended: %v", d.name, err))
		}
		<-watching
	}()
	d.program = program
	return nil
}

// noFetch keeps media from being looked for in the real world.
func noFetch(context.Context, string, int64) desk.Fetched {
	return desk.Fetched{}
}

// stop ends the program: in order when it lives, otherwise it is only buried.
func (d *device) stop() error {
	stopped := d.program
	d.program = nil
	d.window.wake()
	stopped.life.thaw()
	stopped.cancel()
	<-stopped.ended
	return stopped.store.Close()
}

// send gives a draft to the desk. What it returned for must not be lost from then on.
func (d *device) send(w *world, draft desk.Draft) (fault.Code, error) {
	d.attempts = append(d.attempts, draft)
	sent, _, err := d.program.desk.SendActiveMessage(context.Background(), draft)
	switch {
	case err == nil && sent.ID() == draft.ID:
		d.promise(w, draft.ID)
		return "", nil
	case err == nil:
		return "", fmt.Errorf("%s: %s of %s was answered with %q", ruleNotLost, draft.ID, d.name, sent.ID())
	}
	return fault.CodeOf(err), nil
}

func (d *device) promise(w *world, id desk.MessageID) {
	for _, promised := range d.promised {
		if promised == id {
			return
		}
	}
	d.promised = append(d.promised, id)
	w.counts.add(&w.counts.Promised)
}

// pass waits. In a bubble that costs nothing.
func pass(wait time.Duration) { <-time.After(wait) }
