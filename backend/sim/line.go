package sim

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"activa/backend/lime"
)

var (
	errNoNetwork = errors.New("the network is down")
	errCut       = errors.New("the line broke")
)

// weather is how a network treats envelopes: chances from 0 to 1 for each of them, and how long one takes.
type weather struct {
	cutBefore, cutAfter float64 // the line breaks, with the envelope lost or just delivered
	silence             float64 // nothing passes any more, and nobody is told
	twice               float64 // a message or notification arrives twice
	stall               float64 // the reader pauses for a while
	delayMax            time.Duration
}

var (
	still  = weather{}
	fair   = weather{twice: 0.01, delayMax: 60 * time.Millisecond}
	stormy = weather{
		cutBefore: 0.03, cutAfter: 0.03, silence: 0.01, twice: 0.1, stall: 0.02, delayMax: 900 * time.Millisecond,
	}
)

const (
	stallMax   = 25 * time.Second
	silenceMax = 3 * time.Minute // until the far side of a silent line that was closed learns of it
)

// network is what lies between one machine and the hub.
type network struct {
	seed    uint64
	connect func() (lime.Transport, error)
	counts  *counts

	mu      sync.Mutex
	up      bool
	weather weather
	dials   uint64
	lines   map[*line]bool
}

// dial opens a line. Every line has its own chance, so that one line's envelopes do not move another's.
func (n *network) dial(context.Context) (lime.Transport, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.up {
		return nil, errNoNetwork
	}
	under, err := n.connect()
	if err != nil {
		return nil, err
	}
	n.dials++
	opened := &line{Transport: under, network: n, chance: rand.New(rand.NewPCG(n.seed, n.dials)), gone: make(chan struct{})}
	if n.lines == nil {
		n.lines = map[*line]bool{}
	}
	n.lines[opened] = true
	return opened, nil
}

func (n *network) set(up bool, now weather) {
	n.mu.Lock()
	n.up, n.weather = up, now
	n.mu.Unlock()
	if !up {
		n.each(func(l *line) { _ = l.Close() })
	}
}

// cut breaks every line; silence lets them stand with nothing passing.
func (n *network) cut() { n.each(func(l *line) { _ = l.Close() }) }

func (n *network) silence() { n.each((*line).silence) }

func (n *network) each(do func(*line)) {
	n.mu.Lock()
	standing := make([]*line, 0, len(n.lines))
	for l := range n.lines {
		standing = append(standing, l)
	}
	n.mu.Unlock()
	for _, l := range standing {
		do(l)
	}
}

func (n *network) now() weather {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.weather
}

func (n *network) forget(l *line) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.lines, l)
}

// line is one connection through a network, as its client holds it.
type line struct {
	lime.Transport
	network *network
	gone    chan struct{}
	once    sync.Once
	again   lime.Envelope // to be received a second time; the reader's own

	mu     sync.Mutex
	chance *rand.Rand
	silent bool
}

// fate is what happens to one envelope.
type fate struct {
	delay                                time.Duration
	cutBefore, cutAfter, silence, repeat bool
}

func (l *line) fate(envelope lime.Envelope) fate {
	weather := l.network.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	decided := fate{
		cutBefore: l.chance.Float64() < weather.cutBefore, cutAfter: l.chance.Float64() < weather.cutAfter,
		silence: l.chance.Float64() < weather.silence, repeat: l.chance.Float64() < weather.twice,
	}
	stall := l.chance.Float64() < weather.stall
	if weather.delayMax > 0 {
		decided.delay = time.Duration(l.chance.Int64N(int64(weather.delayMax)))
	}
	if stall {
		decided.delay += time.Duration(l.chance.Int64N(int64(stallMax)))
	}
	switch envelope.(type) {
	case *lime.Message, *lime.Notification:
	default:
		decided.repeat = false // only these may be repeated: they have ids that tell
	}
	return decided
}

func (l *line) Send(ctx context.Context, envelope lime.Envelope) error {
	fate := l.fate(envelope)
	if err := l.pause(ctx, fate.delay); err != nil {
		return err
	}
	switch {
	case l.isSilent():
		return nil // it waits in a buffer that nobody reads
	case fate.silence:
		l.network.counts.add(&l.network.counts.Silences)
		l.silence()
		return nil
	case fate.cutBefore:
		return l.broken()
	}
	if err := l.Transport.Send(ctx, envelope); err != nil {
		return err
	}
	if fate.repeat {
		l.network.counts.add(&l.network.counts.Repeats)
		if err := l.Transport.Send(ctx, envelope); err != nil {
			return err
		}
	}
	if fate.cutAfter {
		return l.broken()
	}
	return nil
}

func (l *line) Receive(ctx context.Context) (lime.Envelope, error) {
	if again := l.again; again != nil {
		l.again = nil
		return again, nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-l.gone:
			cancel()
		case <-ctx.Done():
		}
	}()
	if l.isSilent() {
		<-ctx.Done()
		return nil, errCut
	}
	envelope, err := l.Transport.Receive(ctx)
	if err != nil {
		return nil, err
	}
	fate := l.fate(envelope)
	if err := l.pause(ctx, fate.delay); err != nil {
		return nil, err
	}
	switch {
	case l.isSilent():
		<-ctx.Done()
		return nil, errCut
	case fate.cutBefore, fate.cutAfter && fate.repeat:
		return nil, l.broken()
	case fate.repeat:
		l.network.counts.add(&l.network.counts.Repeats)
		l.again = envelope
	}
	return envelope, nil
}

func (l *line) pause(ctx context.Context, delay time.Duration) error {
	if delay == 0 {
		return nil
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-l.gone:
		return errCut
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *line) broken() error {
	l.network.counts.add(&l.network.counts.Cuts)
	_ = l.Close()
	return errCut
}

func (l *line) silence() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.silent = true
}

func (l *line) isSilent() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.silent
}

// Close ends the line. The far side of a silent one learns of it much later, or by itself.
func (l *line) Close() error {
	l.once.Do(func() {
		close(l.gone)
		l.network.forget(l)
		if !l.isSilent() {
			_ = l.Transport.Close()
			return
		}
		l.mu.Lock()
		late := time.Duration(l.chance.Int64N(int64(silenceMax)))
		l.mu.Unlock()
		time.AfterFunc(late, func() { _ = l.Transport.Close() })
	})
	return nil
}
