package desk

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"activa/backend/fault"
)

// Limits of the runner.
const (
	inputsMax    = 64               // inputs that wait for the loop
	handOverWait = 20 * time.Second // for one Platform.Send
	questionWait = 30 * time.Second // for any other question to the platform
	closeWait    = 3 * time.Second  // for hand-overs that are under way when the desk ends
	wallCheck    = 30 * time.Second // timers are compared with the wall clock at least this often: a
	// machine that slept stops them
	otherClockCheck = time.Second // the same where another clock than the machine's counts
	storeRetryWait  = time.Second // before an input that could not be stored is taken in again
)

// Options is what a desk is made of.
type Options struct {
	Store    Store
	Platform Platform
	Now      func() time.Time // the platform's clock where it is not the machine's (a simulator's); nil: time.Now
	// Until is how long, in the machine's time, Now takes to show an instant; nil: as long as the time between
	// them. ClockNews tells when it answers differently.
	Until func(at time.Time) time.Duration
	Fetch Fetch // nil: FetchPublic, which refuses addresses that are not public
	Log   *slog.Logger
}

// Desk runs an Engine: it owns the loop, the timers, the calls to the platform and the listeners.
// Its methods may be called from any goroutine.
type Desk struct {
	*Engine
	platform  Platform
	store     Store
	log       *slog.Logger
	now       func() time.Time
	until     func(at time.Time) time.Duration
	wakeCheck time.Duration // the timer never runs longer
	inputs    chan request
	ended     chan struct{}
	listeners Listeners[Change]
	facts     factsCache
	people    people
	media     mediaCache
}

// request is an input on its way to the loop; answer is nil when nobody waits.
type request struct {
	input  Input
	answer chan<- response
}

type response struct {
	outcome Outcome
	err     error
}

// New loads the desk. Snapshot and the reviews work from then on; commands wait for Run.
func New(ctx context.Context, options Options) (*Desk, error) {
	desk := &Desk{
		platform: options.Platform, store: options.Store, log: options.Log,
		now: time.Now, wakeCheck: wallCheck,
		inputs: make(chan request, inputsMax), ended: make(chan struct{}),
	}
	if options.Now != nil {
		desk.now, desk.wakeCheck = options.Now, otherClockCheck
	}
	desk.until = options.Until
	if desk.until == nil {
		desk.until = func(at time.Time) time.Duration { return at.Sub(desk.now().Round(0)) }
	}
	if desk.log == nil {
		desk.log = slog.New(slog.DiscardHandler)
	}
	desk.media.fetch = options.Fetch
	if desk.media.fetch == nil {
		desk.media.fetch = FetchPublic
	}
	var err error
	if desk.Engine, err = Begin(ctx, options.Store, desk.now()); err != nil {
		return nil, err
	}
	return desk, nil
}

// Watch gives every change from now on, in order, until ctx or the desk ends. Watch first, then take a
// Snapshot, then leave out changes that are not newer than it. A receiver that cannot keep up gets one
// change with Resync in the place of those that were lost.
func (d *Desk) Watch(ctx context.Context) <-chan Change { return d.listeners.Add(ctx) }

// Run runs the desk until ctx ends; it may be called once. When ctx ends, messages in their undo window
// leave if they can (P5), and hand-overs under way get a moment to finish. It returns the fault of
// Platform.Run when the platform refused the credentials; the desk goes on without a line until ctx ends.
func (d *Desk) Run(ctx context.Context) error {
	defer close(d.ended)
	defer d.listeners.Close()
	calls, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	var running sync.WaitGroup
	runner := &runner{Desk: d, calls: calls, running: &running}
	refused := make(chan error, 1)
	running.Go(func() { refused <- d.platform.Run(calls, runner.sink) })
	runner.loop(ctx)
	cancel()
	runner.drain(&running)
	return <-refused
}

// runner is the loop's own state.
type runner struct {
	*Desk
	calls    context.Context // of everything that talks to the platform
	running  *sync.WaitGroup
	wakeAt   Moment
	inFlight int               // hand-overs under way
	closing  []chan<- response // who waits for the hand-overs to end
	held     []Input           // news and answers that could not be stored yet, in order
}

// sink brings the platform's news to the loop, in order. It blocks while the loop is busy.
func (r *runner) sink(news News) { r.post(NewsInput{News: news}) }

// post brings an input to the loop unless the desk ends.
func (r *runner) post(input Input) {
	select {
	case r.inputs <- request{input: input}:
	case <-r.calls.Done():
	}
}

// loop takes inputs one by one. It is the only caller of Step.
func (r *runner) loop(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	r.take(request{input: StartInput{}})
	end := ctx.Done()
	var deadline <-chan time.Time
	for {
		timer.Reset(r.untilWake())
		select {
		case <-end:
			end = nil
			r.take(request{input: CloseInput{}})
			deadline = time.After(closeWait)
		case <-deadline:
			return
		case request := <-r.inputs:
			switch request.input.(type) {
			case HandedAnswer, ChatHandedAnswer: // counted when it comes in: one that is held is taken again
				r.inFlight--
			}
			r.take(request)
		case <-timer.C:
			r.tick()
		}
		if r.inFlight > 0 {
			continue
		}
		for _, answer := range r.closing {
			answer <- response{}
		}
		r.closing = nil
		if end == nil {
			return
		}
	}
}

// untilWake is how long the timer runs: to the next instant that matters, and never longer than
// wakeCheck, so that sleep and changed clocks are noticed.
func (r *runner) untilWake() time.Duration {
	wait := r.wakeCheck
	if at := r.wakeAt.At; !at.IsZero() {
		wait = min(wait, r.until(at))
	}
	if here := r.wakeAt.Here; !here.IsZero() {
		wait = min(wait, here.Sub(time.Now().Round(0)))
	}
	return max(wait, 0)
}

func (r *runner) tick() {
	if held := r.held; len(held) > 0 {
		r.held = nil
		for _, input := range held {
			r.take(request{input: input})
		}
	}
	if now := r.moment(); passed(r.wakeAt.At, now.At) || passed(r.wakeAt.Here, now.Here) {
		r.take(request{input: TickInput{}})
	}
}

// moment is what time it is.
func (r *runner) moment() Moment { return Moment{At: r.now().Round(0), Here: time.Now().Round(0)} }

// passed says that the time of something has come; zero never comes.
func passed(at, now time.Time) bool { return !at.IsZero() && !now.Before(at) }

// take gives one input to the engine and does what comes of it.
func (r *runner) take(request request) {
	if len(r.held) > 0 && request.answer == nil {
		r.hold(request.input) // the order of news matters
		return
	}
	outcome, refusal, err := r.Step(r.calls, r.moment(), request.input)
	if err != nil {
		r.failed(request, err)
		return
	}
	r.wakeAt = outcome.WakeAt
	for _, effect := range outcome.Effects {
		r.perform(effect)
	}
	if outcome.Change != nil {
		r.listeners.Tell(*outcome.Change)
	}
	if _, close := request.input.(CloseInput); close && request.answer != nil {
		r.closing = append(r.closing, request.answer)
		return
	}
	if request.answer != nil {
		request.answer <- response{outcome: outcome, err: refusal}
	}
}

// failed is what happens to an input that could not be stored: a command is told so, anything else is
// kept and taken in again, because the platform may not tell it twice.
func (r *runner) failed(request request, err error) {
	r.log.Error("step failed", "input", nameOf(request.input), "error", err)
	if request.answer != nil {
		request.answer <- response{err: err}
	} else {
		r.hold(request.input)
	}
	r.wakeAt = Moment{Here: time.Now().Round(0).Add(storeRetryWait)}
	r.listeners.Tell(Change{Revision: r.revisionNow(), Fault: err})
}

// heldMax is how many inputs wait for a store that refuses; more are dropped, and the platform's sent
// list tells about them again.
const heldMax = 10_000

func (r *runner) hold(input Input) {
	switch input.(type) {
	case TickInput, CloseInput:
		return
	}
	if len(r.held) < heldMax {
		r.held = append(r.held, input)
	}
}

// drain throws away what still comes in while the goroutines end.
func (r *runner) drain(running *sync.WaitGroup) {
	quiet := make(chan struct{})
	go func() {
		running.Wait()
		close(quiet)
	}()
	for {
		select {
		case request := <-r.inputs:
			if request.answer != nil {
				request.answer <- response{err: fault.New(DeskClosed, nil, nil)}
			}
		case <-quiet:
			return
		}
	}
}

// do gives a command to the loop and waits for what came of it.
func (d *Desk) do(ctx context.Context, input Input) (Outcome, error) {
	answer := make(chan response, 1)
	select {
	case d.inputs <- request{input: input, answer: answer}:
	case <-d.ended:
		return Outcome{}, fault.New(DeskClosed, nil, nil)
	case <-ctx.Done():
		return Outcome{}, ctx.Err()
	}
	select {
	case got := <-answer:
		return got.outcome, got.err
	case <-d.ended:
		return Outcome{}, fault.New(DeskClosed, nil, nil)
	case <-ctx.Done():
		return Outcome{}, ctx.Err()
	}
}
