package client

import (
	"context"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

// Clock is the simulated time of the hub, and how many times faster than the machine's it runs. The fault is
// desk.NotSupported where time is not simulated.
func (c *Client) Clock(ctx context.Context) (doc.Clock, error) {
	return ask[doc.Clock](ctx, c, c.request(lime.MethodGet, doc.SimulatorNode, doc.PathClock))
}

// SetClock moves the simulated time ahead and sets how many times faster than the machine's it runs; 0
// leaves the speed.
func (c *Client) SetClock(ctx context.Context, advance time.Duration, factor int) (doc.Clock, error) {
	wanted := doc.Clock{Factor: doc.Number(factor), AdvanceSeconds: doc.Number(advance / time.Second)}
	request, err := c.request(lime.MethodSet, doc.SimulatorNode, doc.PathClock).WithResource(doc.MediaTypeClock, wanted)
	if err != nil {
		return doc.Clock{}, err
	}
	return ask[doc.Clock](ctx, c, request)
}

// learnClock tells, where somebody listens, what time it is on a hub whose time is simulated. What changes
// it afterwards is pushed.
func (c *Client) learnClock(ctx context.Context) error {
	if c.options.OnClock == nil || !c.has(doc.AbilitySimulator) {
		return nil
	}
	clock, err := c.Clock(ctx)
	if err != nil {
		return err
	}
	c.options.OnClock(desk.ClockNews{Now: clock.Now.Time, Factor: int(clock.Factor)})
	return nil
}
