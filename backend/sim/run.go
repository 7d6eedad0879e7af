package sim

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing/synctest"
	"time"

	"activa/backend/message"
)

// Options says what is simulated.
type Options struct {
	Seed   uint64
	Steps  int    // things that happen, minutes apart; in the middle comes a weekend
	Agents int    // 1 to 4; the first one has two devices
	Folder string // for the stores; empty at the start
	// Trace gets a line for every step; nil: nobody reads along.
	Trace func(line string)
}

// counts tell what happened in a run, so that a test can see that it was not a quiet one.
type counts struct {
	mu sync.Mutex
	Report
}

func (c *counts) add(count *int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	*count++
}

// Report is what happened in a run.
type Report struct {
	Steps      int
	Promised   int // messages for which SendActiveMessage returned
	Said       int // messages of conversations for which SendChatMessage returned
	HandedOver int // calls of the gateway
	DeskDeaths int
	HubDeaths  int
	Cuts       int // lines that broke at an envelope
	Silences   int // lines that went silent at an envelope
	Repeats    int // envelopes that came twice
	Reserved   int // steps at which the outsider asked for reserved tickets
	Asked      int // messages that were confirmed after they had asked
	Cancelled  int
	Closed     int // tickets
}

// weekendLasts is a little shorter than a row stays in the tab.
const weekendLasts = message.VisibleFor - 5*time.Hour

// stepChance keeps the streams of chance of the steps apart from the others.
const stepChance = 1 << 32

// healing is how long everything stands still and whole before the last rules are asked: longer than
// AskAfter, every retry and every look-up take.
const healing = 40 * time.Minute

// Run simulates a team. It must be called inside a testing/synctest bubble. The error names the seed, the
// step and the rule that did not hold.
func Run(ctx context.Context, options Options) (Report, error) {
	w := newWorld(options)
	err := w.work(ctx, options)
	if err != nil {
		err = fmt.Errorf("seed %d, step %d, %s: %w", options.Seed, w.counts.Steps, time.Now().UTC().Format(time.RFC3339Nano), err)
	}
	return w.counts.Report, errors.Join(err, w.close())
}

func (w *world) work(ctx context.Context, options Options) error {
	if err := w.startHub(ctx); err != nil {
		return err
	}
	if err := w.furnish(ctx, options.Agents); err != nil {
		return err
	}
	for _, d := range w.devices {
		if err := d.start(w); err != nil {
			return err
		}
	}
	trace := options.Trace
	if trace == nil {
		trace = func(string) {}
	}
	for w.counts.Steps < options.Steps && ctx.Err() == nil {
		if w.counts.Steps == options.Steps/2 {
			w.plan(0, action{"a weekend begins", w.weekend})
		}
		if err := w.step(trace); err != nil {
			return err
		}
	}
	return w.heal(trace)
}

// step waits and lets one thing happen: what was planned for an earlier instant, or a new action.
//
// Every step has its own chance, so that one that needed more of it does not change all later ones.
func (w *world) step(trace func(string)) error {
	w.counts.Steps++
	w.chance = rand.New(rand.NewPCG(w.seed, stepChance+uint64(w.counts.Steps)))
	at := time.Now().Add(w.drawWait())
	act := w.drawAction
	if len(w.plans) > 0 && !w.plans[0].at.After(at) {
		planned := w.plans[0]
		w.plans = w.plans[1:]
		at, act = planned.at, func() action { return planned.action }
	}
	if wait := time.Until(at); wait > 0 {
		pass(wait)
	}
	synctest.Wait()
	chosen := act()
	trace(fmt.Sprintf("%d %s %s", w.counts.Steps, time.Now().UTC().Format("02 15:04:05.000"), chosen.name))
	if err := chosen.do(); err != nil {
		return fmt.Errorf("%s: %w", chosen.name, err)
	}
	synctest.Wait()
	if err := w.bury(); err != nil {
		return err
	}
	return w.judge(everyStep)
}

func (w *world) judge(rules []func(*world) error) error {
	if err := w.verdict(); err != nil {
		return err
	}
	for _, holds := range rules {
		if err := holds(w); err != nil {
			return err
		}
	}
	return w.verdict()
}

// bury ends what died by itself since the last step, and plans when it is started again.
func (w *world) bury() error {
	if w.hub != nil && w.hub.life.isDead() {
		w.counts.add(&w.counts.HubDeaths)
		if err := w.stopHub(); err != nil {
			return err
		}
		w.plan(w.between(0, 3*time.Minute), action{"the hub is started again", w.startAgain})
	}
	for _, d := range w.devices {
		if d.program != nil && d.program.life.isDead() {
			w.counts.add(&w.counts.DeskDeaths)
			if err := d.stop(); err != nil {
				return err
			}
			w.plan(w.drawWait(), w.startLater(d))
		}
	}
	return nil
}

// heal makes everything whole and lets time pass. What was planned and only makes things whole is done now.
func (w *world) heal(trace func(string)) error {
	trace("everything heals")
	w.plans = nil
	if err := w.startAgain(); err != nil {
		return err
	}
	w.hub.life.dieAt(-1, false)
	for _, d := range w.devices {
		d.network.set(true, still)
		d.window.wake()
		if d.program == nil {
			if err := d.start(w); err != nil {
				return err
			}
		}
		d.program.life.dieAt(-1, false)
		d.program.life.thaw()
	}
	pass(healing)
	synctest.Wait()
	if err := w.judge(everyStep); err != nil {
		return err
	}
	return w.judge(atTheEnd)
}

// close ends everything.
func (w *world) close() error {
	var failures []error
	for _, d := range w.devices {
		if d.program != nil {
			failures = append(failures, d.stop())
		}
	}
	for _, c := range w.colleagues {
		failures = append(failures, c.stop())
	}
	if w.hub != nil {
		failures = append(failures, w.stopHub())
	}
	return errors.Join(failures...)
}

// plans are what will happen later, earliest first.
type plans []plan

type plan struct {
	at     time.Time
	action action
}

func (w *world) plan(after time.Duration, later action) {
	w.plans = append(w.plans, plan{time.Now().Add(after), later})
	slices.SortStableFunc(w.plans, func(a, b plan) int { return cmp.Compare(a.at.UnixNano(), b.at.UnixNano()) })
}

// drawWait is how long nothing happens: mostly moments, sometimes minutes, hours or a night.
func (w *world) drawWait() time.Duration {
	if time.Now().Before(w.quietUntil) {
		return w.between(2*time.Hour, 12*time.Hour)
	}
	switch chance := w.chance.IntN(200); {
	case chance < 60:
		return w.between(0, 200*time.Millisecond)
	case chance < 130:
		return w.between(0, 10*time.Second)
	case chance < 175:
		return w.between(5*time.Second, 2*time.Minute)
	case chance < 194:
		return w.between(time.Minute, 20*time.Minute)
	case chance < 199:
		return w.between(10*time.Minute, 2*time.Hour)
	}
	return w.between(2*time.Hour, 20*time.Hour)
}

func (w *world) between(least, most time.Duration) time.Duration {
	return least + time.Duration(w.chance.Int64N(int64(most-least)+1))
}
