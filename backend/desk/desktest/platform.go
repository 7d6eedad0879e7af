// Package desktest holds what tests of the desk need: a whole small platform in memory, and the suite
// that every Store must pass. What ships must never import it.
package desktest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
)

// Manner is how the platform behaves toward one hand-over.
type Manner string

// The manners of a hand-over.
const (
	Takes       Manner = "takes"        // takes it and says so
	NeverLeaves Manner = "never-leaves" // the line was gone before anything left
	Loses       Manner = "loses"        // the message is lost on the way, and nobody knows
	LosesAnswer Manner = "loses-answer" // takes it, and the answer is lost
	TakesSlowly Manner = "takes-slowly" // takes it two seconds later, and says so
	TakesMutely Manner = "takes-mutely" // takes it, and no receipt ever says so
	Refuses     Manner = "refuses"      // answers with a failure
	Hangs       Manner = "hangs"        // lost, and the call does not end by itself
)

// slowness is how long a hand-over takes that is slow.
const slowness = 2 * time.Second

// Platform is a platform in memory that keeps the promises of desk.Platform. It does not drop repeated
// ids, as Blip is not known to: Deliveries counts what customers really got.
type Platform struct {
	mu          sync.Mutex
	news        chan desk.News
	connected   bool
	manners     []Manner
	mute        bool // look-ups cannot tell
	records     []desk.SentRecord
	deliveries  map[string]int
	presence    desk.Presence
	favourites  []string
	bots        []desk.Bot
	templates   map[desk.BotID][]message.Template
	contacts    []desk.Contact
	tickets     map[string]desk.OpenTicket
	onRun       func()
	dropRepeats bool
	listed      int             // how often templates were read
	onSend      func(id string) // called when a hand-over arrives, before anything else; may be nil
	talk        talk
}

var errLine = errors.New("the line broke")

// NewPlatform is a platform with one bot and the agent whom it holds as Offline.
func NewPlatform(templates ...message.Template) *Platform {
	bot := desk.Bot{ID: "entregas@msging.net", Name: "Entregas", Number: "+551130000000", DirectTransfer: true}
	return &Platform{
		news: make(chan desk.News, 1000), deliveries: map[string]int{}, tickets: map[string]desk.OpenTicket{},
		presence:  desk.Presence{Status: desk.Offline},
		bots:      []desk.Bot{bot},
		templates: map[desk.BotID][]message.Template{bot.ID: templates},
		talk:      newTalk(),
	}
}

// Connect brings the line up, Drop takes it down.
func (p *Platform) Connect() { p.line(true, desk.ConnectionNews{Phase: desk.Connected}) }

// Drop takes the line down.
func (p *Platform) Drop() { p.line(false, desk.ConnectionNews{Phase: desk.Dropped, Cause: errLine}) }

func (p *Platform) line(up bool, news desk.ConnectionNews) {
	p.mu.Lock()
	p.connected = up
	p.mu.Unlock()
	news.Since = time.Now()
	p.news <- news
}

// ConnectLater brings the line up as soon as somebody runs the platform.
func (p *Platform) ConnectLater() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.onRun = p.Connect
}

// DropRepeats makes the platform answer a repeated id with what it knows, as the hub does.
func (p *Platform) DropRepeats() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dropRepeats = true
}

// Next sets how the next hand-overs go, in order; afterwards they are taken.
func (p *Platform) Next(manners ...Manner) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.manners = append(p.manners, manners...)
}

// Mute makes look-ups unable to tell, or able again.
func (p *Platform) Mute(mute bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mute = mute
}

// SetTemplates replaces the templates of the first bot and tells nobody.
func (p *Platform) SetTemplates(templates ...message.Template) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.templates[p.bots[0].ID] = templates
}

// AddContact adds a contact, with an open ticket when there is one.
func (p *Platform) AddContact(contact desk.Contact, ticket *desk.OpenTicket) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.contacts = append(p.contacts, contact)
	if ticket != nil {
		p.tickets[contact.Phone] = *ticket
	}
}

// Deliveries is how many times a message reached its customer.
func (p *Platform) Deliveries(id string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.deliveries[id]
}

// Listed is how many times a list of templates was read.
func (p *Platform) Listed() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.listed
}

// Receipt advances a message and tells about it while the line is up.
func (p *Platform) Receipt(id string, receipt message.Receipt) {
	p.change(id, func(r *desk.SentRecord) { r.Progress = r.Progress.Apply(receipt) })
	p.tell(desk.ReceiptNews{ID: desk.MessageID(id), Receipt: receipt})
}

// Reply is a customer's answer; it is told through the sent list.
func (p *Platform) Reply(id string, at time.Time) {
	p.tell(p.change(id, func(r *desk.SentRecord) { r.Progress = r.Progress.Replied(at) }))
}

// SentElsewhere is a message that another device of the agent sent.
func (p *Platform) SentElsewhere(active message.ActiveMessage) {
	p.mu.Lock()
	progress := message.NewProgress(time.Now()).Apply(message.Receipt{Kind: message.Accepted, At: time.Now()})
	p.records = append(p.records, desk.SentRecord{Message: active, Progress: progress})
	news := desk.SentNews{Record: p.records[len(p.records)-1], Cursor: cursorOf(len(p.records))}
	p.mu.Unlock()
	p.tell(news)
}

// change alters a record and makes it the latest change of the sent list.
func (p *Platform) change(id string, alter func(*desk.SentRecord)) desk.SentNews {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.find(id)
	if at < 0 {
		return desk.SentNews{}
	}
	record := p.records[at]
	alter(&record)
	p.records = append(p.records, record)
	return desk.SentNews{Record: record, Cursor: cursorOf(len(p.records))}
}

// find is the latest state of a message in the list of changes.
func (p *Platform) find(id string) int {
	for i := len(p.records) - 1; i >= 0; i-- {
		if p.records[i].Message.ID == id {
			return i
		}
	}
	return -1
}

func (p *Platform) tell(news desk.News) {
	p.mu.Lock()
	up := p.connected && !p.talk.hushed
	p.mu.Unlock()
	if up {
		p.news <- news
	}
}

func cursorOf(changes int) string { return strings.Repeat("x", changes) }

func (p *Platform) online() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.connected {
		return fault.New(desk.NotConnected, errLine, nil)
	}
	return nil
}

// Run tells the news until ctx ends.
func (p *Platform) Run(ctx context.Context, sink func(desk.News)) error {
	if p.onRun != nil {
		p.onRun()
	}
	for {
		select {
		case news := <-p.news:
			sink(news)
		case <-ctx.Done():
			return nil
		}
	}
}

// WhenSent calls a function at the beginning of every Send, before anything is decided; nil ends it.
func (p *Platform) WhenSent(call func(id string)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.onSend = call
}

// Send behaves in the next manner.
func (p *Platform) Send(ctx context.Context, active message.ActiveMessage, template message.Template) error {
	p.mu.Lock()
	onSend := p.onSend
	p.mu.Unlock()
	if onSend != nil {
		onSend(active.ID)
	}
	p.mu.Lock()
	manner := Takes
	if len(p.manners) > 0 {
		manner, p.manners = p.manners[0], p.manners[1:]
	}
	if !p.connected {
		manner = NeverLeaves
	}
	if _, busy := p.tickets[active.Phone]; busy && manner == Takes {
		manner = Refuses
	}
	online := p.presence.Status == desk.Online
	p.mu.Unlock()
	switch manner {
	case NeverLeaves:
		return fault.New(desk.NotHandedOver, errLine, nil)
	case Loses:
		return errLine
	case Hangs:
		<-ctx.Done()
		return ctx.Err()
	case TakesSlowly:
		select {
		case <-time.After(slowness):
			manner = Takes
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if !online {
		p.Receipt(active.ID, message.Receipt{Kind: message.Failed, At: time.Now(), Reason: message.Reason{Code: 66, Description: "agent-not-online"}})
		return nil
	}
	if p.repeated(active.ID) {
		return nil
	}
	p.take(active, template, manner != Refuses)
	switch manner {
	case Refuses:
		p.Receipt(active.ID, message.Receipt{Kind: message.Failed, At: time.Now(), Reason: message.Reason{Code: 1602, Description: "open ticket"}})
	case LosesAnswer:
		return errLine
	case Takes:
		p.accepted(active.ID)
	}
	return nil
}

// repeated answers an id that was seen before with what is known of it.
func (p *Platform) repeated(id string) bool {
	p.mu.Lock()
	seen := p.dropRepeats && p.find(id) >= 0
	p.mu.Unlock()
	if seen {
		p.accepted(id)
	}
	return seen
}

func (p *Platform) accepted(id string) {
	p.mu.Lock()
	record := p.records[p.find(id)]
	news := desk.SentNews{Record: record, Cursor: cursorOf(len(p.records))}
	p.mu.Unlock()
	receipt := message.Receipt{Kind: message.Accepted, At: record.Progress.AcceptedAt}
	p.tell(desk.ReceiptNews{ID: desk.MessageID(id), Receipt: receipt})
	p.tell(news)
}

func (p *Platform) take(active message.ActiveMessage, template message.Template, delivers bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if delivers {
		p.deliveries[active.ID]++
	}
	if active.Agent = "ana@activa.local"; active.Contact == "" {
		active.Contact = "of " + active.Phone
	}
	progress := message.NewProgress(time.Now()).Apply(message.Receipt{Kind: message.Accepted, At: time.Now()})
	p.records = append(p.records, desk.SentRecord{Message: active, Progress: progress, Template: template})
}

// LookUp answers from the records.
func (p *Platform) LookUp(_ context.Context, _ desk.BotID, id desk.MessageID) (desk.LookUp, error) {
	if err := p.online(); err != nil {
		return desk.LookUp{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.find(string(id))
	switch {
	case p.mute:
		return desk.LookUp{Outcome: desk.LookUpUnknown}, nil
	case at < 0:
		return desk.LookUp{Outcome: desk.LookUpAbsent}, nil
	}
	return desk.LookUp{Outcome: desk.LookUpFound, Progress: p.records[at].Progress}, nil
}

// SentSince lists the changes after a cursor, three a page.
func (p *Platform) SentSince(_ context.Context, cursor string) ([]desk.SentRecord, string, bool, error) {
	if err := p.online(); err != nil {
		return nil, "", false, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	from := min(len(cursor), len(p.records))
	to := min(from+3, len(p.records))
	return slices.Clone(p.records[from:to]), cursorOf(to), to < len(p.records), nil
}
