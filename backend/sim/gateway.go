package sim

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"

	"activa/backend/gateway/simulator"
	"activa/backend/hub"
)

// notSaying is how often the gateway's line breaks at a hand-over, so that the hub cannot know whether
// the message was taken; half of the times it was.
const notSaying = 0.02

var errNotSaying = errors.New("the line to the gateway broke")

// gateway is the simulator, which lives on while hubs die, with a line that sometimes breaks and a
// record of what was asked of it.
type gateway struct {
	*simulator.Simulator
	breaks func(rule, detail string)
	counts *counts

	mu     sync.Mutex
	chance *rand.Rand
	asked  map[string]error // the last answer, by id
}

func (g *gateway) Send(ctx context.Context, outgoing hub.GatewayMessage) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	before, again := g.asked[outgoing.ID]
	if again && !mayTryAgain(before) {
		g.breaks(ruleOnce, fmt.Sprintf("the gateway got %s again after it had answered %v", outgoing.ID, before))
	}
	answer := g.answer(ctx, outgoing)
	g.asked[outgoing.ID] = answer
	g.counts.add(&g.counts.HandedOver)
	return answer
}

func (g *gateway) answer(ctx context.Context, outgoing hub.GatewayMessage) error {
	breaks := g.chance.Float64() < notSaying
	if breaks && g.chance.IntN(2) == 0 {
		return errNotSaying
	}
	err := g.Simulator.Send(ctx, outgoing)
	if err == nil && breaks {
		return errNotSaying
	}
	return err
}

// mayTryAgain says whether an answer proves that the message was not taken, and does not forbid to try.
func mayTryAgain(answer error) bool {
	var refused *hub.Refusal
	return errors.Is(answer, hub.ErrNotTaken) && !errors.As(answer, &refused)
}
