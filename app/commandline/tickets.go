package commandline

import (
	"context"
	"time"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
)

type ticketsCommand struct {
	Agent  string `help:"Agent whose tickets are listed; a supervisor sees everybody's. With --hub, --as does instead." placeholder:"A"`
	Closed bool   `help:"The tickets that are over, instead of those that wait or are open."`
	JSON   bool   `name:"json" help:"One JSON object a line."`
}

// ticketLine is one ticket as the commands print it.
type ticketLine struct {
	ID          string `json:"id"`
	Contact     string `json:"contact"`
	Bot         string `json:"bot"`
	Status      string `json:"status"`
	Agent       string `json:"agent"`
	ReservedFor string `json:"reservedFor"`
	Why         string `json:"why"`
	Answers     string `json:"answers"`
	OpenedAt    string `json:"openedAt"`
	ClosedBy    string `json:"closedBy,omitempty"` // of a closed one: agent, customer or inactivity
}

// Run lists what the agent may see, oldest first.
func (c *ticketsCommand) Run(r *run) error {
	return r.signedIn(c.Agent, func(ctx context.Context, session *client.Administration) error {
		tickets, err := session.Tickets(ctx, c.Closed)
		if err != nil {
			return err
		}
		for _, one := range tickets {
			if err := r.printTicket(one, c.JSON); err != nil {
				return err
			}
		}
		return nil
	})
}

type ticketCommand struct {
	Take     ticketTakeCommand     `cmd:"" help:"Open a waiting ticket to the agent."`
	Close    ticketCloseCommand    `cmd:"" help:"End a ticket."`
	Transfer ticketTransferCommand `cmd:"" help:"Give a ticket to another agent or to a queue."`
}

// ticketFlags name the ticket and who acts.
type ticketFlags struct {
	ID    string `arg:"" help:"Id of the ticket."`
	Agent string `help:"Agent or supervisor who does it. With --hub, --as does instead." placeholder:"A"`
	JSON  bool   `name:"json" help:"One JSON object a line."`
}

func (c *ticketFlags) act(r *run, act func(ctx context.Context, session *client.Administration) (doc.Ticket, error)) error {
	return r.signedIn(c.Agent, func(ctx context.Context, session *client.Administration) error {
		after, err := act(ctx, session)
		if err != nil {
			return err
		}
		return r.printTicket(after, c.JSON)
	})
}

type ticketTakeCommand struct{ ticketFlags }

// Run takes the ticket and prints it.
func (c *ticketTakeCommand) Run(r *run) error {
	return c.act(r, func(ctx context.Context, session *client.Administration) (doc.Ticket, error) {
		return session.TakeTicket(ctx, c.ID)
	})
}

type ticketCloseCommand struct {
	ticketFlags
	Tag []string `help:"Tag that the ticket gets; may be given several times." placeholder:"TAG" sep:"none"`
}

// Run ends the ticket and prints it.
func (c *ticketCloseCommand) Run(r *run) error {
	return c.act(r, func(ctx context.Context, session *client.Administration) (doc.Ticket, error) {
		return session.CloseTicket(ctx, c.ID, c.Tag)
	})
}

type ticketTransferCommand struct {
	ticketFlags
	To    string `help:"Agent who gets it." placeholder:"A"`
	Queue string `help:"Queue that gets it." placeholder:"Q"`
	Note  string `help:"Line for the ticket's history." placeholder:"TEXT"`
}

// Run transfers the ticket and prints the one that goes on.
func (c *ticketTransferCommand) Run(r *run) error {
	if (c.To == "") == (c.Queue == "") {
		return usage("name either --to, an agent, or --queue")
	}
	to := doc.TicketTransfer{Team: c.Queue, Note: c.Note}
	if c.To != "" {
		to.AgentIdentity = agentIdentity(c.To)
	}
	return c.act(r, func(ctx context.Context, session *client.Administration) (doc.Ticket, error) {
		return session.TransferTicket(ctx, c.ID, to)
	})
}

func (r *run) printTicket(one doc.Ticket, asJSON bool) error {
	line := ticketLine{
		ID: one.ID, Contact: one.CustomerIdentity, Bot: one.OwnerIdentity, Status: string(one.Status),
		Agent: one.AgentIdentity, ReservedFor: one.ReservedFor, Why: one.Why, Answers: one.CampaignID,
		OpenedAt: wireTime(one.StorageDate.Time),
	}
	if line.ReservedFor != "" {
		line.Agent = "" // nobody has it yet; Blip's document names there who will
	}
	if one.Status.Finished() && !one.Status.Is(doc.TicketTransferred) {
		line.Status, line.ClosedBy = "Closed", closedBy(one.Status)
	}
	if asJSON {
		return r.printJSON(line)
	}
	r.say("%-36s %-12s %-24s %-30s %s", line.ID, line.Status, line.Agent+line.ReservedFor, line.Contact, line.Why)
	return nil
}

// closedBy says who or what closed a ticket.
func closedBy(status doc.TicketStatus) string {
	switch {
	case status.Is(doc.TicketClosedInactivity):
		return "inactivity"
	case status.Is(doc.TicketClosedClient):
		return "customer"
	default:
		return "agent"
	}
}

// signedIn runs a piece of work in an agent's name.
func (r *run) signedIn(agent string, work func(context.Context, *client.Administration) error) (err error) {
	if agent == "" {
		agent = r.flags.As
	}
	if agent == "" {
		return usage("--agent names who does it")
	}
	hub, err := r.connect()
	if err != nil {
		return err
	}
	defer func() { err = joinClose(err, hub.close()) }()
	options, err := hub.options(r.ctx, agent, r.log())
	if err != nil {
		return err
	}
	session, err := client.Administer(r.ctx, options)
	if err != nil {
		return err
	}
	defer session.Close()
	return work(r.ctx, session)
}

type presenceCommand struct {
	Status string        `arg:"" enum:"online,paused,invisible,offline" help:"online, paused, invisible or offline."`
	Agent  string        `help:"Agent whose presence it is. With --hub, --as does instead." placeholder:"A"`
	For    time.Duration `help:"How long the agent stays signed in; 60 s after that they are Offline." placeholder:"60s"`
	Reason string        `help:"Reason of a pause." placeholder:"TEXT"`
	JSON   bool          `name:"json" help:"One JSON object a line."`
}

// presences are the presences by the words of the command.
var presences = map[string]desk.PresenceStatus{
	"online": desk.Online, "paused": desk.Paused, "invisible": desk.Invisible, "offline": desk.Offline,
}

// Run sets the presence, says so, and keeps the agent signed in. Meanwhile other commands reach an embedded
// hub through this one.
func (c *presenceCommand) Run(r *run) error {
	if c.For < 0 {
		return usage("--for takes a time like 60s")
	}
	r.announces = c.For > 0
	return r.signedIn(c.Agent, func(ctx context.Context, session *client.Administration) error {
		presence := desk.Presence{Status: presences[c.Status], Reason: c.Reason}
		if err := session.SetPresence(ctx, presence); err != nil {
			return err
		}
		if err := c.print(r); err != nil {
			return err
		}
		select {
		case <-time.After(c.For):
			return nil
		case <-ctx.Done():
			return nil // interrupted: the agent leaves now
		}
	})
}

func (c *presenceCommand) print(r *run) error {
	agent := c.Agent
	if agent == "" {
		agent = r.flags.As
	}
	if c.JSON {
		return r.printJSON(map[string]string{"agent": agentIdentity(agent), "presence": c.Status})
	}
	r.say("%s is %s.", agentIdentity(agent), c.Status)
	return nil
}
