package sim

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/hub"
	"activa/backend/lime"
)

// outsiderIdentity works for every bot, is never Online and never sends: nothing is theirs.
const outsiderIdentity = "olga.prado@activa.local"

// answerWait bounds one question.
const answerWait = 10 * time.Second

// colleague is somebody's session with the hub, without a desk, over a line that nothing happens to.
type colleague struct {
	*lime.Client
	network *network
	cancel  context.CancelFunc
	ended   chan error
}

// signIn lets somebody sign in and stay; hear gets what the hub says to them.
func (w *world) signIn(identity, token string, hear func(lime.Envelope)) (*colleague, error) {
	node, err := lime.ParseNode(identity + "/outside")
	if err != nil {
		return nil, err
	}
	c := &colleague{ended: make(chan error, 1), network: &network{
		seed: w.seed, up: true, weather: still, counts: w.counts,
		connect: func() (lime.Transport, error) { return w.connect(identity) },
	}}
	c.Client = lime.NewClient(lime.ClientOptions{
		Dial: c.network.dial, Node: node, Authentication: lime.External(token, hub.Issuer),
		Receipt: lime.AllReceipts(), Log: w.log, Chance: func() float64 { return 0 },
		OnMessage:      func(_ context.Context, pushed *lime.Message) { hear(pushed) },
		OnNotification: func(_ context.Context, receipt *lime.Notification) { hear(receipt) },
	})
	w.colleagues = append(w.colleagues, c)
	c.start()
	return c, nil
}

func (c *colleague) start() {
	running, cancel := context.WithCancel(context.Background())
	c.cancel = cancel
	go func() { c.ended <- c.Run(running) }()
}

func (c *colleague) stop() error {
	if c.cancel == nil {
		return nil
	}
	c.cancel()
	c.cancel = nil
	return <-c.ended
}

func (c *colleague) connected() bool { return c.State().Phase == lime.Connected }

func (c *colleague) ask(method lime.Method, node, uri string, resource any) (*lime.Command, error) {
	to, err := lime.ParseNode(node)
	if err != nil {
		return nil, err
	}
	command := lime.Command{Method: method, To: to, URI: uri}
	if resource != nil {
		command.Type = doc.MediaTypeTicket
		if command.Resource, err = json.Marshal(resource); err != nil {
			return nil, fmt.Errorf("write %s: %w", uri, err)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), answerWait)
	defer cancel()
	return c.Command(ctx, command)
}

// changeStatus takes or closes a ticket.
func (c *colleague) changeStatus(id string, status doc.TicketStatus) error {
	_, err := c.ask(lime.MethodSet, doc.DeskNode, doc.PathTickets+"/change-status", doc.Ticket{ID: id, Status: status})
	return err
}

// outsider is an agent who asks by the documented commands for what they must not see.
type outsider struct {
	*colleague
	mu   sync.Mutex
	told string // what of others they were told
}

func (w *world) newOutsider(token string) (err error) {
	w.outsider = &outsider{}
	w.outsider.colleague, err = w.signIn(outsiderIdentity, token, w.outsider.hear)
	return err
}

// hear judges what the hub says to an agent for whom nothing is reserved and who sent nothing.
func (o *outsider) hear(envelope lime.Envelope) {
	switch heard := envelope.(type) {
	case *lime.Notification:
		o.tell(fmt.Sprintf("%s: %s was told that %s was %s", ruleOwn, outsiderIdentity, heard.ID, heard.Event))
	case *lime.Message:
		var pushed doc.Ticket
		switch {
		case heard.Type == doc.MediaTypeSent:
			o.tell(fmt.Sprintf("%s: %s was pushed %s", ruleOwn, outsiderIdentity, heard.Content))
		case heard.Type == lime.MediaTypeText:
			o.tell(fmt.Sprintf("%s: %s was pushed what a customer wrote: %s", ruleReserved, outsiderIdentity, heard.Content))
		case heard.Type != doc.MediaTypeTicket:
		case json.Unmarshal(heard.Content, &pushed) != nil,
			pushed.ReservedFor != "", pushed.Status == doc.TicketWaiting && pushed.AgentIdentity != "":
			o.tell(fmt.Sprintf("%s: %s was pushed %s", ruleReserved, outsiderIdentity, heard.Content))
		}
	}
}

func (o *outsider) tell(what string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.told = what
}

// trouble is what the outsider was told of others' sends.
func (o *outsider) trouble() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.told == "" {
		return nil
	}
	return errors.New(o.told)
}

// tickets lists every unfinished ticket that the outsider may see.
func (o *outsider) tickets() ([]doc.Ticket, error) {
	var listed []doc.Ticket
	for {
		answer, err := o.ask(lime.MethodGet, doc.DeskNode, doc.TicketsURI("", false, len(listed), doc.TakeTicketsMax), nil)
		if err != nil {
			return nil, err
		}
		var page struct {
			Items []doc.Ticket `json:"items"`
		}
		if err := json.Unmarshal(answer.Resource, &page); err != nil {
			return nil, fmt.Errorf("read tickets: %w", err)
		}
		listed = append(listed, page.Items...)
		if len(page.Items) < doc.TakeTicketsMax {
			return listed, nil
		}
	}
}

// reads says whether one ticket is shown to the outsider.
func (o *outsider) reads(ticket string) bool {
	answer, err := o.ask(lime.MethodGet, doc.DeskNode, "/ticket/"+ticket, nil)
	return err == nil && answer.Status == lime.StatusSuccess
}

// seesSends says whether the hub shows the outsider anybody's sends.
func (o *outsider) seesSends(id string) bool {
	if answer, err := o.ask(lime.MethodGet, doc.ActivaNode, doc.SentURI(id), nil); err == nil && answer.Status == lime.StatusSuccess {
		return true
	}
	answer, err := o.ask(lime.MethodGet, doc.ActivaNode, doc.PathSent, nil)
	if err != nil {
		return false
	}
	var page struct {
		Items []json.RawMessage `json:"items"`
	}
	return json.Unmarshal(answer.Resource, &page) != nil || len(page.Items) > 0
}
