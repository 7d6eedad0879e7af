package commandline

import (
	"time"

	"activa/backend/blip/client"
	"activa/backend/desk"
	"activa/backend/message"
)

type sentCommand struct {
	Agent string `required:"" help:"Agent whose messages are listed; with --all, a supervisor." placeholder:"A"`
	All   bool   `help:"The messages of every agent."`
	JSON  bool   `name:"json" help:"One JSON object a line."`
}

// sentLine is one active message as sent prints it.
type sentLine struct {
	ID        string      `json:"id"`
	Agent     string      `json:"agent"`
	Bot       string      `json:"bot"`
	Contact   string      `json:"contact"`
	Phone     string      `json:"phone"`
	Name      string      `json:"name"`
	Template  string      `json:"template"`
	Language  string      `json:"language"`
	Status    string      `json:"status"`
	Reason    *reasonLine `json:"reason"`
	SentAt    string      `json:"sentAt"`
	RepliedAt string      `json:"repliedAt,omitempty"`
	ExpiresAt string      `json:"expiresAt,omitempty"`
}

// reasonLine is why a message failed.
type reasonLine struct {
	Code        int    `json:"code"`
	Description string `json:"description"`
}

// Run lists what the hub still shows of an agent's messages, or of everybody's.
func (c *sentCommand) Run(r *run) (err error) {
	hub, err := r.connect()
	if err != nil {
		return err
	}
	defer func() { err = joinClose(err, hub.close()) }()
	options, err := hub.options(r.ctx, c.Agent, r.log())
	if err != nil {
		return err
	}
	session, err := client.Administer(r.ctx, options)
	if err != nil {
		return err
	}
	defer session.Close()
	records, err := session.Sent(r.ctx, c.All)
	if err != nil {
		return err
	}
	now, err := session.Time(r.ctx) // expired or not is told by the hub's clock, which may be simulated
	if err != nil {
		return err
	}
	for _, record := range records {
		if err := r.printSent(record, now, c.JSON); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) printSent(record desk.SentRecord, now time.Time, asJSON bool) error {
	active, progress := record.Message, record.Progress
	line := sentLine{
		ID: active.ID, Agent: active.Agent, Bot: active.Bot, Contact: active.Contact, Phone: active.Phone, Name: active.Name,
		Template: active.TemplateName, Language: active.TemplateLanguage, Status: string(progress.Status(now)),
		SentAt: wireTime(active.ComposedAt), RepliedAt: wireTime(progress.RepliedAt), ExpiresAt: wireTime(progress.ExpiresAt()),
	}
	if progress.Delivery == message.Failed {
		line.Reason = &reasonLine{Code: progress.Reason.Code, Description: progress.Reason.Description}
	}
	if asJSON {
		return r.printJSON(line)
	}
	r.say("%-10s %-18s %-28s %-24s %s", line.Status, line.Phone, line.Name, line.Template, line.SentAt)
	return nil
}

// wireTime is an instant as the commands print it, empty for one that did not happen.
func wireTime(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format("2006-01-02T15:04:05.000Z07:00")
}
