package simulator

import (
	"fmt"
	"sync"
	"time"
)

// FactorMax is how many times faster than the world the clock may run.
const FactorMax = 1000

// Clock is the simulated time: the machine's time times a factor, plus what it was advanced. It never
// goes back, also when the machine's clock does. The zero value runs with the machine's time, factor
// 1. It is safe for use by several goroutines.
type Clock struct {
	mu      sync.Mutex
	factor  int           // 0 means 1
	real    time.Time     // wall time at the anchor; zero before the first use
	shown   time.Time     // simulated time at the anchor
	changed chan struct{} // closed and replaced when the relation to the machine's time changes
}

// Now is the simulated time, UTC.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.moveAnchor()
}

// Factor is how many times faster than the world the clock runs now.
func (c *Clock) Factor() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return max(c.factor, 1)
}

// SetFactor makes the clock run factor times as fast from now on; 1 to FactorMax.
func (c *Clock) SetFactor(factor int) error {
	if factor < 1 || factor > FactorMax {
		return fmt.Errorf("clock factor %d is not from 1 to %d", factor, FactorMax)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.moveAnchor()
	c.factor = factor
	c.tell()
	return nil
}

// Advance moves the clock ahead by duration; a negative one is refused.
func (c *Clock) Advance(duration time.Duration) error {
	if duration < 0 {
		return fmt.Errorf("the clock cannot go back by %v", -duration)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown = c.moveAnchor().Add(duration)
	c.tell()
	return nil
}

// NotBefore moves the clock ahead to at when it shows less: a hub that starts on data from an advanced
// clock hands in the latest instant that it has stored.
func (c *Clock) NotBefore(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at.After(c.moveAnchor()) {
		c.shown = at.UTC().Round(0)
		c.tell()
	}
}

// Until is how long, in the machine's time, the clock takes to show at; 0 when it shows it already.
// It holds until Changed tells otherwise.
func (c *Clock) Until(at time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	left := at.Sub(c.moveAnchor())
	if left <= 0 {
		return 0
	}
	factor := time.Duration(max(c.factor, 1))
	return (left + factor - 1) / factor
}

// Changed is closed when the clock is advanced or runs at another speed from now on; who waits for an
// instant then asks Until again.
func (c *Clock) Changed() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.changed == nil {
		c.changed = make(chan struct{})
	}
	return c.changed
}

// moveAnchor brings the anchor to the present and answers the simulated time. Wall time and not the
// monotonic one: a machine that slept an hour has lived that hour. Moving the anchor at every look keeps
// the products small and makes a wall clock that is set back merely stand still for a moment.
func (c *Clock) moveAnchor() time.Time {
	wall := time.Now().UTC().Round(0)
	switch {
	case c.real.IsZero():
		c.shown = later(c.shown, wall)
	case wall.After(c.real):
		c.shown = c.shown.Add(wall.Sub(c.real) * time.Duration(max(c.factor, 1)))
	}
	c.real = wall
	return c.shown
}

func (c *Clock) tell() {
	if c.changed != nil {
		close(c.changed)
		c.changed = nil
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
