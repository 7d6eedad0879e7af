// Package check walks a connection to Blip step by step and says for each step what it found, so that a
// person knows what works, what does not, and what to do. It only looks: nothing is sent, nothing is
// changed on the platform.
//
//	name ─► tls ─► websocket ─► sign-in ─┬─► templates
//	         a blocked WebSocket is a     ├─► contacts
//	         warning: HTTP takes over     ├─► campaigns
//	                                      └─► tickets
//	a step that fails leaves those out that need it; every step can be walked alone again
//
// It must never hold words for people, tell a key in a result, or decide what the window offers.
package check

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"activa/backend/blip/client"
	"activa/backend/fault"
	"activa/backend/lime"
)

// Step is one thing that must work.
type Step string

// The steps, in the order in which they are walked.
const (
	Name      Step = "name"
	TLS       Step = "tls"
	WebSocket Step = "websocket"
	SignIn    Step = "sign-in"
	Templates Step = "templates"
	Contacts  Step = "contacts"
	Campaigns Step = "campaigns"
	Tickets   Step = "tickets"
)

// Steps are all of them, in order.
func Steps() []Step {
	return []Step{Name, TLS, WebSocket, SignIn, Templates, Contacts, Campaigns, Tickets}
}

// State is where a step stands.
type State string

// The states of a step.
const (
	Running State = "running"
	Fine    State = "fine"
	Warning State = "warning" // it works, with a drawback
	Failed  State = "failed"
	Skipped State = "skipped" // not needed, or something that it needs failed
)

// Codes that only a check finds, besides those of blip/client.
const (
	// NoTemplates: the bot's list of templates is empty.
	NoTemplates fault.Code = "no-templates"
	// NoCampaigns: the router's key may not use campaigns; parameters as of client.KeyWithoutRights.
	NoCampaigns fault.Code = "campaigns-not-allowed"
	// NoTickets: the key may not see tickets, so replies are not shown; parameters likewise.
	NoTickets fault.Code = "tickets-not-allowed"
	// NotEncrypted: the platform is on this machine and is reached without TLS.
	NotEncrypted fault.Code = "not-encrypted"
	// SwappedKeys: the keys of router and service bot are each the other's.
	SwappedKeys fault.Code = "keys-swapped"
	// DirectRoute: campaigns are not used, so the right to them is not needed.
	DirectRoute fault.Code = "direct-route-chosen"
	// StepBefore: something that this step needs failed; parameter "step".
	StepBefore fault.Code = "step-before-failed"
)

// Result is what one step found. Facts are numbers and names that the words for it need.
type Result struct {
	Step  Step
	State State
	Code  fault.Code // empty for Fine
	Facts fault.Parameters
	Took  time.Duration
	Cause error // for technical detail; never holds a key
}

// Bot is who signs in.
type Bot struct {
	Node           lime.Node
	Authentication lime.Authentication
}

// Target is the connection to check.
type Target struct {
	WebSocket string // address
	HTTP      string // address; empty: no way by HTTP
	Contract  string
	Network   lime.NetworkOptions
	OwnRoots  bool // Network.RootCAs holds a company's own certificate
	Router    Bot
	Service   *Bot // nil: the router has the tickets too
	// DirectRoute says that campaigns are not to be used.
	DirectRoute bool

	// Lookup finds the addresses of a host; nil means the system's.
	Lookup func(ctx context.Context, host string) ([]string, error)
	// Now is this machine's clock, which may be wrong; nil means time.Now.
	Now func() time.Time
	Log *slog.Logger
}

// stepMax bounds one step. Signing in and a question each have bounds of their own.
const stepMax = 40 * time.Second

// walk is one walk over some steps; sessions that a step opened serve the next ones.
type walk struct {
	Target
	route   client.Route
	lines   map[string]*line
	failed  map[Step]bool
	running sessions
}

// Run walks the given steps in their order and tells each twice: when it begins, as Running, and what it
// found. It ends early, without an error, when ctx does. A step alone opens what it needs by itself.
func Run(ctx context.Context, target Target, steps []Step, told func(Result)) {
	if target.Now == nil {
		target.Now = time.Now
	}
	if target.Log == nil {
		target.Log = slog.New(slog.DiscardHandler)
	}
	w := &walk{Target: target, lines: map[string]*line{}, failed: map[Step]bool{}}
	defer w.running.end()
	for _, step := range Steps() {
		if ctx.Err() != nil || !contains(steps, step) {
			continue
		}
		result := w.begin(ctx, step, told)
		if ctx.Err() != nil {
			return
		}
		w.failed[step] = result.State == Failed
		told(result)
	}
}

func contains(steps []Step, wanted Step) bool {
	for _, step := range steps {
		if step == wanted {
			return true
		}
	}
	return false
}

// needs are the steps without which a step cannot be walked. A WebSocket that fails for want of
// WebSocket alone is a warning and keeps nothing back.
var needs = map[Step][]Step{
	TLS:       {Name},
	WebSocket: {Name, TLS},
	SignIn:    {Name, TLS, WebSocket},
	Templates: {Name, TLS, WebSocket, SignIn},
	Contacts:  {Name, TLS, WebSocket, SignIn},
	Campaigns: {Name, TLS, WebSocket, SignIn},
	Tickets:   {Name, TLS, WebSocket, SignIn},
}

func (w *walk) begin(ctx context.Context, step Step, told func(Result)) Result {
	for _, before := range needs[step] {
		if w.failed[before] {
			return Result{Step: step, State: Skipped, Code: StepBefore, Facts: fault.Parameters{"step": string(before)}}
		}
	}
	told(Result{Step: step, State: Running})
	ctx, cancel := context.WithTimeout(ctx, stepMax)
	defer cancel()
	began := time.Now()
	result := w.step(ctx, step)
	result.Step, result.Took = step, time.Since(began)
	return result
}

func (w *walk) step(ctx context.Context, step Step) Result {
	switch step {
	case Name:
		return w.name(ctx)
	case TLS:
		return w.tls(ctx)
	case WebSocket:
		return w.webSocket(ctx)
	case SignIn:
		return w.signIn(ctx)
	case Templates:
		return w.templates(ctx)
	case Contacts:
		return w.contacts(ctx)
	case Campaigns:
		return w.campaigns(ctx)
	}
	return w.tickets(ctx)
}

// fine is a step that works.
func fine(facts fault.Parameters) Result { return Result{State: Fine, Facts: facts} }

// failed is a step that does not, by the code of its error.
func failed(err error) Result { return troubled(Failed, err) }

func troubled(state State, err error) Result {
	err = client.Diagnose(err)
	found := fault.Of(err)
	if found.Code == fault.Internal && errors.Is(err, context.DeadlineExceeded) {
		found = fault.New(lime.CodeNoAnswer, err, nil)
	}
	return Result{State: state, Code: found.Code, Facts: found.Parameters, Cause: err}
}
