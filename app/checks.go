package app

import (
	"context"
	"sync"

	"activa/backend/blip/check"
	"activa/backend/fault"
)

// checkStepUnknown refuses to walk a step that there is not.
const checkStepUnknown fault.Code = "check-step-unknown"

// checks is the check of a connection on the screen: one at a time, told to every window as it goes.
//
//	CheckConnection ─► running ── a result ─► told ── … ─► done
//	                      └── CancelCheck, or another check ─► what is not walked is told as waiting
type checks struct {
	// beginning lets one change of walks happen at a time: whoever begins or forgets one has ended the one before.
	beginning sync.Mutex

	mutex  sync.Mutex
	cancel context.CancelFunc
	done   chan struct{}
	view   CheckView
}

// checkConnection begins to walk a connection as it stands on the screen: all steps, or one alone, whose
// result takes the place of the one before. It answers when the walk has begun.
func (p *Program) checkConnection(draft ConnectionDraft, step string) error {
	steps := check.Steps()
	if step != "" {
		steps = []check.Step{check.Step(step)}
		if !knownStep(check.Step(step)) {
			return fault.New(checkStepUnknown, nil, fault.Parameters{"step": step})
		}
	}
	of, keys, err := p.blipConnection(p.ctx, draft)
	if err != nil {
		return err
	}
	target, err := p.checkTarget(of, keys)
	if err != nil {
		return err
	}
	p.checks.beginning.Lock()
	defer p.checks.beginning.Unlock()
	p.cancelCheck()
	ctx, cancel := context.WithCancel(p.ctx)
	done := make(chan struct{})
	c := &p.checks
	c.mutex.Lock()
	if step == "" || len(c.view.Steps) == 0 {
		c.view.Steps = waitingSteps()
	}
	c.view.Running, c.cancel, c.done = true, cancel, done
	p.tellCheck(c.view)
	c.mutex.Unlock()
	go func() {
		defer close(done)
		defer cancel()
		check.Run(ctx, target, steps, func(result check.Result) { p.checked(ctx, result) })
		p.checkEnded()
	}()
	return nil
}

func knownStep(step check.Step) bool {
	for _, known := range check.Steps() {
		if known == step {
			return true
		}
	}
	return false
}

func waitingSteps() []CheckStepView {
	var steps []CheckStepView
	for _, step := range check.Steps() {
		steps = append(steps, CheckStepView{Step: string(step), State: stepWaiting, Facts: map[string]string{}})
	}
	return steps
}

// stepWaiting is a step that was not walked yet.
const stepWaiting = "waiting"

// checked takes one result over. What a cancelled walk still tells is nobody's any more.
func (p *Program) checked(ctx context.Context, result check.Result) {
	c := &p.checks
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if ctx.Err() != nil {
		return
	}
	for at := range c.view.Steps {
		if c.view.Steps[at].Step == string(result.Step) {
			c.view.Steps[at] = checkStepView(result)
		}
	}
	p.tellCheck(c.view)
}

// checkEnded tells that nothing more comes; a step that was being walked waits again.
func (p *Program) checkEnded() {
	c := &p.checks
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.view.Running, c.cancel = false, nil
	for at := range c.view.Steps {
		if c.view.Steps[at].State == string(check.Running) {
			c.view.Steps[at] = CheckStepView{Step: c.view.Steps[at].Step, State: stepWaiting, Facts: map[string]string{}}
		}
	}
	p.tellCheck(c.view)
}

// cancelCheck ends the walk that is under way, if there is one, and waits for its end.
func (p *Program) cancelCheck() {
	c := &p.checks
	c.mutex.Lock()
	cancel, done := c.cancel, c.done
	c.mutex.Unlock()
	if cancel != nil {
		cancel()
		<-done
	}
}

// forgetCheck ends the walk and forgets what it found: another connection is on the screen.
func (p *Program) forgetCheck() {
	p.checks.beginning.Lock()
	defer p.checks.beginning.Unlock()
	p.cancelCheck()
	p.checks.mutex.Lock()
	defer p.checks.mutex.Unlock()
	p.checks.view = CheckView{Steps: []CheckStepView{}}
}

// tellCheck tells the windows; the list is copied, since the next result changes it.
func (p *Program) tellCheck(view CheckView) {
	view.Steps = append([]CheckStepView{}, view.Steps...)
	change := Change{Now: milliseconds(p.now()), Check: &view}
	if current, err := p.current(); err == nil {
		change.Revision = current.desk.Snapshot().Revision
	}
	p.listeners.Tell(change)
}

func checkStepView(of check.Result) CheckStepView {
	view := CheckStepView{
		Step: string(of.Step), State: string(of.State), Code: string(of.Code), Facts: of.Facts, Milliseconds: of.Took.Milliseconds(),
	}
	if view.Facts == nil {
		view.Facts = map[string]string{}
	}
	if of.Cause != nil {
		view.Detail = of.Cause.Error()
	}
	return view
}
