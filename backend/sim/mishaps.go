package sim

import (
	"context"
	"errors"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
	"activa/backend/message"
)

// machineActions are what happens to a device and its network.
var machineActions = []struct {
	often int
	name  string
	do    func(w *world, d *device) error
}{
	{6, "loses the line", (*world).losesLine},
	{5, "gets a storm", (*world).getsStorm},
	{3, "has its line cut", func(_ *world, d *device) error { d.network.cut(); return nil }},
	{3, "has its line go silent", func(_ *world, d *device) error { d.network.silence(); return nil }},
	{3, "dies", func(_ *world, d *device) error { d.program.life.die(); return nil }},
	{5, "will die", (*world).willDie},
	{2, "falls asleep", (*world).fallsAsleep},
}

// losesLine takes the network away for seconds to hours.
func (w *world) losesLine(d *device) error {
	d.network.set(false, fair)
	w.plan(w.drawWait(), action{d.name + " has a network again", func() error { d.network.set(true, fair); return nil }})
	return nil
}

func (w *world) getsStorm(d *device) error {
	d.network.set(true, stormy)
	w.plan(w.between(time.Minute, 30*time.Minute), action{d.name + " has fair weather", func() error {
		d.network.set(true, fair)
		return nil
	}})
	return nil
}

// willDie lets the program die at one of its next commits.
func (w *world) willDie(d *device) error {
	d.program.life.dieAt(w.chance.IntN(6), w.chance.IntN(2) == 0)
	return nil
}

func (w *world) hubWillDie() error {
	if w.hubIsUp() {
		w.hub.life.dieAt(w.chance.IntN(12), w.chance.IntN(2) == 0)
	}
	return nil
}

func (w *world) startAgain() error {
	if w.hub != nil {
		return nil
	}
	return w.startHub(context.Background())
}

// fallsAsleep puts a machine to sleep, mostly over one of the instants that matter.
func (w *world) fallsAsleep(d *device) error {
	edges := []time.Duration{
		time.Minute, desk.AskAfter, desk.AskAfter, desk.AskAfter, message.ReplyWindow, message.VisibleFor,
	}
	edge := edges[w.chance.IntN(len(edges))]
	d.program.life.freeze()
	d.network.silence()
	frozen := d.program
	w.plan(edge+w.between(-20*time.Second, 20*time.Second), action{d.name + " wakes up", func() error {
		frozen.life.thaw()
		return nil
	}})
	return nil
}

// weekend switches everything off. What was sent before it leaves the tab on Monday, while people look.
func (w *world) weekend() error {
	w.quietUntil = time.Now().Add(weekendLasts)
	w.plan(weekendLasts, action{"the hub is switched on", w.monday})
	for _, c := range w.colleagues {
		if err := c.stop(); err != nil {
			return err
		}
	}
	for _, d := range w.awake() {
		w.plan(weekendLasts-w.between(0, time.Hour), w.startLater(d))
		if err := d.stop(); err != nil {
			return err
		}
	}
	if w.hub == nil {
		return nil
	}
	return w.stopHub()
}

func (w *world) monday() error {
	for _, c := range w.colleagues {
		c.start()
	}
	return w.startAgain()
}

// customerWrites lets a customer write to a bot on their own.
func (w *world) customerWrites() error {
	person, bot := w.people[w.chance.IntN(len(w.people))], bots()[w.chance.IntN(len(bots()))]
	text := strings.Repeat("¿Hola? ", 1+w.chance.IntN(3))
	return w.gateway.Write(bot.Number, person.Phone, person.Identity, text, "")
}

// ticketCloses lets the supervisor close one of the unfinished tickets, so that its customer may be
// written to again.
func (w *world) ticketCloses() error {
	if !w.hubIsUp() || !w.supervisor.connected() {
		return nil
	}
	unfinished, err := w.unfinishedTickets()
	if err != nil || len(unfinished) == 0 {
		return err
	}
	err = w.supervisor.changeStatus(unfinished[w.chance.IntN(len(unfinished))].ID, doc.TicketClosedAttendant)
	if err == nil {
		w.counts.add(&w.counts.Closed)
	}
	var refused *lime.ReasonError
	if errors.As(err, &refused) && w.hubIsUp() {
		return err
	}
	return nil
}
