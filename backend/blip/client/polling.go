package client

import (
	"context"
	"sync"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

const (
	// hiddenFactor is how much slower campaigns are polled while nobody looks.
	hiddenFactor = 4
	// sweepMin is from how many campaigns due at once on the sender's list is read instead of each alone.
	sweepMin = 8
)

// followed is one message whose campaign is polled.
type followed struct {
	bot      desk.BotID
	message  desk.MessageID
	campaign string // empty when the platform did not tell: found by the message's id, which is its name
	name     string // of a new contact, saved once the platform tells the customer's identity
	sentAt   time.Time
	askedAt  time.Time
	polls    int
	alone    bool // the sender's list does not tell of it
}

// dueAt is when to ask next; false when the last question was asked.
func (f *followed) dueAt(slower int) (time.Time, bool) {
	wait, worth := pollWait(f.polls, f.askedAt.Sub(f.sentAt))
	return f.askedAt.Add(slowedBy(slower, wait)), worth
}

// slowedBy is so many times a wait.
func slowedBy(times int, wait time.Duration) time.Duration { return time.Duration(times) * wait }

// polling asks for the summaries of the campaigns that are on their way, one question at a time, the one
// that is due longest first. The questions share the pace of everything else; when more are due than it
// lets through, they come later, none is left out.
type polling struct {
	client *Client
	wake   chan struct{}

	mutex   sync.Mutex
	waiting map[desk.MessageID]*followed
	hidden  bool
}

func newPolling(client *Client) *polling {
	return &polling{client: client, wake: make(chan struct{}, 1), waiting: map[desk.MessageID]*followed{}}
}

// follow begins to poll a campaign; one that is already followed stays as it is.
func (p *polling) follow(next followed) {
	next.askedAt = p.client.now()
	p.mutex.Lock()
	if _, worth := next.dueAt(1); worth && p.waiting[next.message] == nil {
		p.waiting[next.message] = &next
	}
	p.mutex.Unlock()
	p.wakeUp()
}

func (p *polling) wakeUp() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *polling) setHidden(hidden bool) {
	p.mutex.Lock()
	p.hidden = hidden
	p.mutex.Unlock()
	p.wakeUp()
}

// slower is how much slower to ask now.
func (p *polling) slower() int {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.hidden {
		return hiddenFactor
	}
	return 1
}

// run polls until ctx ends.
func (p *polling) run(ctx context.Context) {
	for {
		due, wait := p.due()
		switch {
		case len(due) >= sweepMin:
			p.sweep(ctx, due)
			continue
		case len(due) > 0:
			p.poll(ctx, due[0])
			continue
		}
		var alarm <-chan time.Time
		if wait > 0 {
			alarm = time.After(wait)
		}
		select {
		case <-alarm:
		case <-p.wake:
		case <-ctx.Done():
			return
		}
	}
}

// due is the campaign to ask for now, or all that are due when one reading of the sender's list may tell
// of them; and else how long until there is one, zero for never.
func (p *polling) due() (due []followed, wait time.Duration) {
	factor, now := p.slower(), p.client.now()
	p.mutex.Lock()
	defer p.mutex.Unlock()
	var first *followed
	var firstAt time.Time
	for id, one := range p.waiting {
		at, worth := one.dueAt(factor)
		if !worth {
			delete(p.waiting, id)
			continue
		}
		if first == nil || at.Before(firstAt) || at.Equal(firstAt) && one.message < first.message {
			first, firstAt = one, at
		}
		if !at.After(now) && !one.alone {
			due = append(due, *one)
		}
	}
	switch {
	case first == nil:
		return nil, 0
	case firstAt.After(now):
		return nil, firstAt.Sub(now)
	case len(due) >= sweepMin && len(due)*summariesPage >= 2*len(p.waiting):
		return due, 0
	}
	return []followed{*first}, 0
}

// poll asks once and tells what is known. A question without an answer is asked again when its turn comes.
func (p *polling) poll(ctx context.Context, asked followed) {
	client := p.client
	if asked.campaign == "" {
		p.sweep(ctx, []followed{asked})
		return
	}
	request := client.request(lime.MethodGet, doc.CampaignNode, doc.CampaignSummaryURI(asked.campaign))
	list, err := ask[doc.Summaries](ctx, client, client.actingFor(asked.bot, request))
	final := false
	switch {
	case err != nil:
		client.log.Info("summary of a campaign not read", "message", asked.message, "error", err)
	case len(list) > 0:
		final = client.tellSummary(ctx, asked, list[0])
	}
	p.asked(asked.message, final)
}

// sweep reads the sender's list once for many campaigns. Those that it does not tell of are asked for
// alone from then on.
func (p *polling) sweep(ctx context.Context, due []followed) {
	client := p.client
	wanted := map[desk.BotID]map[desk.MessageID]followed{}
	for _, one := range due {
		if wanted[one.bot] == nil {
			wanted[one.bot] = map[desk.MessageID]followed{}
		}
		wanted[one.bot][one.message] = one
	}
	for bot, left := range wanted {
		_, err := client.eachCampaign(ctx, bot, func(summary doc.CampaignSummary) bool {
			one, is := left[desk.MessageID(summary.Name)]
			if is && len(summary.StatusAudience) > 0 {
				delete(left, one.message)
				p.named(one.message, summary.ID)
				p.asked(one.message, client.tellSummary(ctx, one, summary))
			}
			return len(left) == 0
		})
		if err != nil {
			client.log.Info("campaigns of the sender not read", "error", err)
		}
		for id, one := range left {
			p.setAlone(id, err == nil && one.campaign != "")
			p.asked(id, false)
		}
	}
}

// asked notes that a campaign was asked for; a final answer ends it.
func (p *polling) asked(id desk.MessageID, final bool) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	kept := p.waiting[id]
	if kept == nil {
		return
	}
	kept.polls++
	kept.askedAt = p.client.now()
	if final {
		delete(p.waiting, id)
	}
}

func (p *polling) named(id desk.MessageID, campaign string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if kept := p.waiting[id]; kept != nil && kept.campaign == "" {
		kept.campaign = campaign
	}
}

func (p *polling) setAlone(id desk.MessageID, alone bool) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if kept := p.waiting[id]; kept != nil {
		kept.alone = alone
	}
}

// SetHidden says whether anybody looks: while the window is hidden, campaigns and tickets are polled
// slower.
func (c *Client) SetHidden(hidden bool) {
	c.polling.setHidden(hidden)
	c.tickets.wakeUp()
}
