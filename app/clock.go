package app

import (
	"sync"
	"time"

	"activa/backend/blip/client"
	"activa/backend/desk"
)

// platformTime is what time it is on a platform.
type platformTime interface {
	Now() time.Time
	// Pace is how many times faster than the machine's it runs.
	Pace() float64
	// Until is how long, in the machine's time, it takes to show an instant.
	Until(at time.Time) time.Duration
}

// toldTime is the time of a platform elsewhere: the machine's, until that platform tells that its own is
// simulated. The zero value is ready; it is safe for use by several goroutines.
type toldTime struct {
	mutex  sync.Mutex
	told   desk.ClockNews // Now is zero before the first
	toldAt time.Time      // the machine's wall clock then: a machine that slept has lived that time
}

// tell sets the time by what the platform says.
func (t *toldTime) tell(news desk.ClockNews) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.told, t.toldAt = news, time.Now().Round(0)
}

// Now is the platform's time.
func (t *toldTime) Now() time.Time {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.told.Now.IsZero() {
		return time.Now()
	}
	passed := max(time.Now().Round(0).Sub(t.toldAt), 0)
	return t.told.Now.Add(passed * time.Duration(max(t.told.Factor, 1)))
}

// Pace is 1 until the platform tells another.
func (t *toldTime) Pace() float64 {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return float64(max(t.told.Factor, 1))
}

// Until divides what is left by the pace.
func (t *toldTime) Until(at time.Time) time.Duration {
	return time.Duration(float64(at.Sub(t.Now().Round(0))) / t.Pace())
}

// glance is the time at which something is drawn.
type glance struct {
	now  time.Time // the platform's
	pace float64   // how many times faster than this machine's it runs
}

func (s *session) glance(now time.Time) glance { return glance{now: now, pace: s.time.Pace()} }

// shown is an instant of this machine's clock as the platform's clock shows it, so that everything that is
// drawn goes by one clock.
func (g glance) shown(here time.Time) time.Time {
	machine := time.Now().Round(0)
	if g.pace == 1 && g.now.Sub(machine).Abs() < aheadLeast {
		return here
	}
	return g.now.Add(time.Duration(float64(max(here.Sub(machine), -shownPast)) * g.pace))
}

// followTime gives a connection its platform's clock.
func (p *Program) followTime(to connection, options *client.Options) platformTime {
	if to.Kind == kindEmbedded {
		options.Now = p.embedded.Now
		return p.embedded
	}
	told := &toldTime{}
	options.Now = told.Now
	options.OnClock = func(news desk.ClockNews) {
		told.tell(news)
		p.clockChanged()
	}
	return told
}

// shownPast is how far back an instant of this machine is told exactly.
const shownPast = 24 * time.Hour

// aheadLeast is the difference between two clocks that means nothing.
const aheadLeast = time.Minute

// time is the clock that counts: of the platform, and before anybody is signed in of the embedded hub.
func (p *Program) time() platformTime {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.session == nil {
		return p.embedded
	}
	return p.session.time
}

// now is the platform's time, simulated or not.
func (p *Program) now() time.Time { return p.time().Now() }

func (p *Program) clockView() ClockView {
	clock := p.time()
	now := clock.Now()
	view := ClockView{Now: milliseconds(now), Pace: clock.Pace()}
	if ahead := time.Until(now).Round(time.Second); ahead > aheadLeast {
		view.Ahead = ahead.Milliseconds()
	}
	return view
}

// followClock lets the windows ask for the time again whenever the embedded hub's clock was moved.
func (p *Program) followClock() {
	for {
		select {
		case <-p.embedded.ClockChanged():
			p.clockChanged()
		case <-p.ctx.Done():
			return
		}
	}
}

func (p *Program) clockChanged() {
	p.listeners.Tell(Change{Now: milliseconds(p.now()), Resync: true})
}
