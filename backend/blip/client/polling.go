package client

import (
	"context"
	"fmt"
	"sync"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

// summariesPage is the $take of the one known list of campaigns (LIME and Blip, §13.1).
const summariesPage = 100

// followed is one message whose campaign is polled.
type followed struct {
	bot      desk.BotID
	message  desk.MessageID
	campaign string
	sentAt   time.Time
	polls    int
	nextAt   time.Time
}

// polling asks for the summaries of the campaigns that are on their way, one at a time, the one that is
// due longest first.
type polling struct {
	client *Client
	wake   chan struct{}

	mutex   sync.Mutex
	waiting map[desk.MessageID]*followed
}

func newPolling(client *Client) *polling {
	return &polling{client: client, wake: make(chan struct{}, 1), waiting: map[desk.MessageID]*followed{}}
}

// follow begins to poll a campaign; one that is already followed stays as it is.
func (p *polling) follow(next followed) {
	wait, worth := pollWait(0, p.client.now().Sub(next.sentAt))
	p.mutex.Lock()
	if worth && next.campaign != "" && p.waiting[next.message] == nil {
		next.nextAt = p.client.now().Add(wait)
		p.waiting[next.message] = &next
	}
	p.mutex.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// run polls until ctx ends.
func (p *polling) run(ctx context.Context) {
	for {
		next, wait := p.due()
		if next != nil && wait <= 0 {
			p.poll(ctx, *next)
			continue
		}
		var alarm <-chan time.Time
		if next != nil {
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

// due is the campaign to ask for next, and how long until then; nil when there is none.
func (p *polling) due() (*followed, time.Duration) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	var first *followed
	for _, candidate := range p.waiting {
		if first == nil || candidate.nextAt.Before(first.nextAt) ||
			candidate.nextAt.Equal(first.nextAt) && candidate.message < first.message {
			first = candidate
		}
	}
	if first == nil {
		return nil, 0
	}
	found := *first
	return &found, found.nextAt.Sub(p.client.now())
}

// poll asks once and tells what is known. A question without an answer is asked again when its turn comes.
func (p *polling) poll(ctx context.Context, asked followed) {
	client := p.client
	request := client.request(lime.MethodGet, doc.CampaignNode, doc.CampaignSummaryURI(asked.campaign))
	list, err := ask[doc.Summaries](ctx, client, client.actingFor(asked.bot, request))
	final := false
	switch {
	case err != nil:
		client.log.Info("summary of a campaign not read", "message", asked.message, "error", err)
	case len(list) > 0:
		final = client.tellSummary(ctx, asked.message, list[0])
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	kept := p.waiting[asked.message]
	if kept == nil {
		return
	}
	kept.polls++
	wait, worth := pollWait(kept.polls, client.now().Sub(kept.sentAt))
	if final || !worth {
		delete(p.waiting, asked.message)
		return
	}
	kept.nextAt = client.now().Add(wait)
}

// tellSummary tells the desk what a summary says of a message, and whether there is nothing more to come.
func (c *Client) tellSummary(ctx context.Context, id desk.MessageID, summary doc.CampaignSummary) (final bool) {
	receipts, final := audienceReceipts(summary, c.now())
	for _, receipt := range receipts {
		c.news.put(ctx, desk.ReceiptNews{ID: id, Receipt: receipt})
	}
	return final
}

// eachCampaign goes through the campaigns that the sender made within the reply window until visit is
// content.
func (c *Client) eachCampaign(ctx context.Context, bot desk.BotID, visit func(doc.CampaignSummary) (enough bool)) error {
	created := doc.At(c.now().Add(-pollFor))
	for skip := 0; skip < campaignsMax; skip += summariesPage {
		uri := doc.CampaignSummariesURI(created, c.campaignSender(), skip, summariesPage)
		list, err := ask[doc.Summaries](ctx, c, c.actingFor(bot, c.request(lime.MethodGet, doc.CampaignNode, uri)))
		if err != nil {
			return err
		}
		for _, summary := range list {
			if visit(summary) {
				return nil
			}
		}
		if len(list) < summariesPage {
			return nil
		}
	}
	return nil
}

// campaignsMax is how many campaigns of a sender are gone through.
const campaignsMax = 2000

// resumeCampaigns tells what became of the campaigns that were made before this line stood and follows
// those on their way; the desk knows its messages by the campaigns' names. What cannot be read is left
// to the look-ups of single messages.
func (c *Client) resumeCampaigns(ctx context.Context) {
	bots, err := c.Bots(ctx)
	for _, bot := range bots {
		if err == nil {
			err = c.eachCampaign(ctx, bot.ID, func(summary doc.CampaignSummary) bool {
				c.resumeCampaign(ctx, bot.ID, summary)
				return false
			})
		}
	}
	if err != nil {
		c.log.Info("campaigns of the sender not read", "error", err)
	}
}

func (c *Client) resumeCampaign(ctx context.Context, bot desk.BotID, summary doc.CampaignSummary) {
	id := desk.MessageID(summary.Name)
	if summary.Name == "" || c.tellSummary(ctx, id, summary) || summary.SendDate.IsZero() {
		return
	}
	c.polling.follow(followed{bot: bot, message: id, campaign: summary.ID, sentAt: summary.SendDate.Time})
}

// lookUpCampaign looks for the campaign of a message by its name among those of the sender. A list that
// does not name it proves nothing: it may come later (LIME and Blip, §19).
func (c *Client) lookUpCampaign(ctx context.Context, bot desk.BotID, id desk.MessageID) (desk.LookUp, error) {
	answer := desk.LookUp{Outcome: desk.LookUpUnknown}
	err := c.eachCampaign(ctx, bot, func(summary doc.CampaignSummary) bool {
		if summary.Name != string(id) {
			return false
		}
		answer = c.campaignFound(bot, id, summary)
		return true
	})
	if err != nil {
		return answer, fmt.Errorf("look up campaign: %w", err)
	}
	return answer, nil
}

func (c *Client) campaignFound(bot desk.BotID, id desk.MessageID, summary doc.CampaignSummary) desk.LookUp {
	now := c.now()
	sentAt := summary.SendDate.Time
	if sentAt.IsZero() {
		sentAt = now
	}
	receipts, final := audienceReceipts(summary, now)
	progress := acceptedAt(sentAt)
	for _, receipt := range receipts {
		progress = progress.Apply(receipt)
	}
	if !final {
		c.polling.follow(followed{bot: bot, message: id, campaign: summary.ID, sentAt: sentAt})
	}
	return desk.LookUp{Outcome: desk.LookUpFound, Progress: progress}
}
