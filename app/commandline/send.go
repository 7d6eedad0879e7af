package commandline

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
)

type sendCommand struct {
	Agent    string        `required:"" help:"Agent who sends; is Online for as long as the command runs." placeholder:"A"`
	Bot      string        `required:"" help:"Bot that carries the message." placeholder:"B"`
	Template string        `required:"" help:"Name of the template." placeholder:"T"`
	Lang     string        `required:"" help:"Language of the template, for example pt_BR." placeholder:"L"`
	To       string        `required:"" help:"Phone of the recipient, with its country." placeholder:"PHONE"`
	Name     string        `help:"Name of a new recipient." placeholder:"N"`
	Value    []string      `help:"Value of a place, for example body.1=Ana; may be given several times." placeholder:"PLACE=TEXT" sep:"none"`
	Until    string        `default:"sent" enum:"sent,delivered,read" help:"Status to wait for: sent, delivered or read."`
	Timeout  time.Duration `default:"30s" help:"How long to wait for it." placeholder:"30s"`
	JSON     bool          `name:"json" help:"One JSON object a line."`
}

// statusLine is one status of the message as send prints it.
type statusLine struct {
	ID     string      `json:"id"`
	Status string      `json:"status"`
	At     string      `json:"at"`
	Reason *reasonLine `json:"reason"`
}

// Run sends by a desk of its own, like the window does, with a store that ends with the command: what
// was handed over is in the hub's sent list.
func (c *sendCommand) Run(r *run) (err error) {
	values, err := c.values()
	if err != nil {
		return err
	}
	if c.Timeout <= 0 {
		return usage("--timeout takes a time like 30s, not %v", c.Timeout)
	}
	if strings.HasSuffix(agentIdentity(c.Agent), "@"+doc.BotDomain) {
		return usage("--agent takes an agent, not the bot %s", c.Agent)
	}
	hub, err := r.connect()
	if err != nil {
		return err
	}
	defer func() { err = joinClose(err, hub.close()) }()
	options, err := hub.options(r.ctx, c.Agent, r.log())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(r.ctx, c.Timeout)
	defer cancel()
	agent, err := openDesk(r.ctx, client.New(options), hub.now)
	if err != nil {
		return err
	}
	defer func() { err = joinClose(err, agent.close()) }()
	return c.send(ctx, r, agent, values)
}

// values reads PLACE=TEXT.
func (c *sendCommand) values() (message.Values, error) {
	values := message.Values{}
	for _, pair := range c.Value {
		place, text, found := strings.Cut(pair, "=")
		if !found || place == "" {
			return nil, usage("--value takes PLACE=TEXT, not %q", pair)
		}
		values[message.Place(place)] = text
	}
	return values, nil
}

// send goes Online, sends the draft and prints each status until the wanted one.
func (c *sendCommand) send(ctx context.Context, r *run, agent *commandDesk, values message.Values) error {
	if err := agent.ready(ctx); err != nil {
		return c.beforeSending(r.ctx, ctx, err)
	}
	bot, err := agent.bot(c.Bot)
	if err != nil {
		return err
	}
	changes := agent.desk.Watch(ctx)
	draft := desk.Draft{
		ID: desk.MessageID(uuid.Must(uuid.NewV7()).String()), Template: desk.TemplateKey{Bot: bot.ID, Name: c.Template, Language: c.Lang},
		Phone: c.To, Name: c.Name, Values: values,
	}
	if err := agent.prepare(ctx, draft); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return c.beforeSending(r.ctx, ctx, ctx.Err())
	}
	sent, findings, err := agent.desk.SendActiveMessage(context.WithoutCancel(ctx), draft) // committed or not: no third
	if err != nil {
		if fault.CodeOf(err) == desk.DraftHasErrors {
			for _, finding := range findings {
				r.complain("%s %s %s: %s", finding.Level, finding.Rule, finding.Place, finding.Text)
			}
		}
		return err
	}
	return c.follow(ctx, r, agent, changes, sent)
}

// Codes of a send that ended before anything left.
const (
	nothingSentInTime fault.Code = "nothing-sent-in-time" // parameter "timeout"
	interrupted       fault.Code = "interrupted"
)

// beforeSending is why a send ended before its message was given to the desk: the line's own reason, or
// that the time was over, or that somebody interrupted it.
func (c *sendCommand) beforeSending(outer, timed context.Context, err error) error {
	switch {
	case outer.Err() != nil:
		return fault.New(interrupted, err, nil)
	case timed.Err() != nil:
		return fault.New(nothingSentInTime, err, fault.Parameters{"timeout": c.Timeout.String()})
	}
	return err
}

// follow prints every status once. Reached ends with 0, failed with 1, and when the time is over with 3.
func (c *sendCommand) follow(ctx context.Context, r *run, agent *commandDesk, changes <-chan desk.Change, sent desk.SentMessage) error {
	reported := message.Status("")
	for {
		status := sent.Progress.Status(agent.desk.Now())
		if status != reported {
			reported = status
			if err := r.printStatus(sent, status, c.JSON); err != nil {
				return err
			}
		}
		switch {
		case status == message.StatusFailed:
			r.complain("activa: failed: %d %s", sent.Progress.Reason.Code, sent.Progress.Reason.Description)
			return statusError(ExitFailed)
		case reached(sent.Progress, c.Until):
			return nil
		}
		next, err := nextOf(ctx, changes, sent.ID())
		if err != nil {
			ending := fmt.Sprintf("after %v", c.Timeout)
			if r.ctx.Err() != nil {
				ending = "yet, and nobody waits for it any more"
			}
			r.complain("activa: the status is not %s %s; the last one known is %s", c.Until, ending, status)
			return statusError(ExitUnknown)
		}
		sent = next
	}
}

// nextOf waits for the next change of one message.
func nextOf(ctx context.Context, changes <-chan desk.Change, id desk.MessageID) (desk.SentMessage, error) {
	for {
		select {
		case <-ctx.Done():
			return desk.SentMessage{}, context.Cause(ctx)
		case change, open := <-changes:
			if !open {
				return desk.SentMessage{}, errors.New("the desk ended")
			}
			for _, row := range change.Sent {
				if row.ID() == id {
					return row, nil
				}
			}
		}
	}
}

// reached says whether a message has come as far as asked; a reply proves it was read.
func reached(progress message.Progress, until string) bool {
	wanted := map[string]message.Delivery{"sent": message.Accepted, "delivered": message.Received, "read": message.Consumed}[until]
	return progress.Delivery != message.Failed && progress.Delivery != message.Cancelled && progress.Delivery >= wanted
}

func (r *run) printStatus(sent desk.SentMessage, status message.Status, asJSON bool) error {
	line := statusLine{ID: string(sent.ID()), Status: string(status), At: wireTime(statusAt(sent.Progress, status))}
	if status == message.StatusFailed {
		line.Reason = &reasonLine{Code: sent.Progress.Reason.Code, Description: sent.Progress.Reason.Description}
	}
	if asJSON {
		return r.printJSON(line)
	}
	r.say("%s %s", line.At, line.Status)
	return nil
}

// statusAt is when a status began.
func statusAt(progress message.Progress, status message.Status) time.Time {
	switch status {
	case message.StatusSent:
		if progress.AcceptedAt.IsZero() {
			return progress.DispatchedAt
		}
		return progress.AcceptedAt
	case message.StatusDelivered:
		return progress.ReceivedAt
	case message.StatusRead:
		return progress.ConsumedAt
	case message.StatusFailed:
		return progress.FailedAt
	case message.StatusExpired:
		return progress.ExpiresAt()
	}
	return progress.QueuedAt
}

// joinClose adds an error of closing to what a command ended with; a status stays the status.
func joinClose(err, closing error) error {
	if err != nil {
		return err
	}
	return closing
}
