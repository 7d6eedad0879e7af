package commandline

import (
	"strconv"
	"strings"
	"time"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
)

// notSimulated tells that the customers of the hub are real, so nobody can act for them.
const notSimulated fault.Code = "not-simulated"

type phoneCommand struct {
	Act   string   `arg:"" enum:"read,reply,tap,block,off,on,silent,talkative" help:"read, reply TEXT, tap N, block, off, on (neither blocked nor off), silent (writes nothing by itself) or talkative (answers by itself)."`
	Words []string `arg:"" optional:"" help:"Text of a reply, or the number of the button to tap; buttons count from 0."`
	To    string   `required:"" help:"Phone of the simulated customer, with its country." placeholder:"PHONE"`
	Bot   string   `help:"Bot that is written to; the one that sent last when not given." placeholder:"B"`
}

// Run lets a simulated customer act and ends when the hub knows what they did.
func (c *phoneCommand) Run(r *run) error {
	act, err := c.read()
	if err != nil {
		return err
	}
	return r.administer(func(administration *client.Administration) error {
		if err := administration.ActOnPhone(r.ctx, act); err != nil {
			return orNotSimulated(err)
		}
		r.say("%s: %s.", act.Phone, c.Act)
		return nil
	})
}

// read puts the arguments together and refuses what does not fit.
func (c *phoneCommand) read() (doc.PhoneAct, error) {
	phone, _ := message.ParsePhone(c.To, "")
	if phone.E164 == "" {
		return doc.PhoneAct{}, usage("--to takes a number with its country, like +5511…, not %q", c.To)
	}
	act := doc.PhoneAct{Phone: phone.E164, Act: c.Act, Bot: c.Bot}
	switch {
	case c.Act == "reply" && len(c.Words) > 0:
		act.Text = strings.Join(c.Words, " ")
	case c.Act == "reply":
		return doc.PhoneAct{}, usage("reply takes the text")
	case c.Act == "tap" && len(c.Words) == 1:
		button, err := strconv.Atoi(c.Words[0])
		if err != nil || button < 0 {
			return doc.PhoneAct{}, usage("tap takes the number of a button, counted from 0, not %q", c.Words[0])
		}
		act.Button = doc.Number(button)
	case c.Act == "tap":
		return doc.PhoneAct{}, usage("tap takes the number of a button")
	case len(c.Words) > 0:
		return doc.PhoneAct{}, usage("%s takes nothing more, not %q", c.Act, strings.Join(c.Words, " "))
	}
	return act, nil
}

type clockCommand struct {
	Show    clockShowCommand    `cmd:"" default:"withargs" help:"Print the simulated time."`
	Advance clockAdvanceCommand `cmd:"" help:"Move the simulated time ahead."`
	Speed   clockSpeedCommand   `cmd:"" help:"Let the simulated time run faster than the machine's."`
}

// clockFlags are what every clock command has.
type clockFlags struct {
	JSON bool `name:"json" help:"One JSON object a line."`
}

func (c *clockFlags) run(r *run, ask func(*client.Administration) (doc.Clock, error)) error {
	return r.administer(func(administration *client.Administration) error {
		clock, err := ask(administration)
		if err != nil {
			return orNotSimulated(err)
		}
		if c.JSON {
			return r.printJSON(map[string]any{"now": wireTime(clock.Now.Time), "factor": int(clock.Factor)})
		}
		r.say("%s, %d times as fast as the machine's clock", wireTime(clock.Now.Time), int(clock.Factor))
		return nil
	})
}

type clockShowCommand struct{ clockFlags }

// Run prints the simulated time.
func (c *clockShowCommand) Run(r *run) error {
	return c.run(r, func(administration *client.Administration) (doc.Clock, error) { return administration.Clock(r.ctx) })
}

type clockAdvanceCommand struct {
	By time.Duration `arg:"" help:"By how much: 24h, 90m, 30s."`
	clockFlags
}

// Run moves the simulated time ahead and prints it.
func (c *clockAdvanceCommand) Run(r *run) error {
	if c.By < time.Second {
		return usage("the clock is moved ahead by at least 1s")
	}
	return c.run(r, func(administration *client.Administration) (doc.Clock, error) {
		return administration.SetClock(r.ctx, c.By, 0)
	})
}

type clockSpeedCommand struct {
	Factor int `arg:"" help:"How many times as fast: 1 to 1000."`
	clockFlags
}

// Run sets the speed and prints the simulated time.
func (c *clockSpeedCommand) Run(r *run) error {
	if c.Factor < 1 {
		return usage("the clock runs at least as fast as the machine's: 1")
	}
	return c.run(r, func(administration *client.Administration) (doc.Clock, error) {
		return administration.SetClock(r.ctx, 0, c.Factor)
	})
}

// orNotSimulated tells a hub without simulated customers from one that refused.
func orNotSimulated(err error) error {
	if fault.CodeOf(err) == desk.NotSupported {
		return fault.New(notSimulated, err, nil)
	}
	return err
}
