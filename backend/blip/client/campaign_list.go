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

const (
	// summariesPage is the $take of the one known list of campaigns (LIME and Blip, §13.1).
	summariesPage = 100
	// campaignsMax is how many campaigns of a sender are gone through.
	campaignsMax = 2000
	// listMargin is how much older than the reply window the list of campaigns is read from: this
	// machine's clock may be off.
	listMargin = 24 * time.Hour
	// absenceAfter is how much later than a look-up in vain a message must have been sent to prove by its
	// being listed that the earlier one is absent. The platform itself gives up after 60 s (§5).
	absenceAfter = 2 * time.Minute
)

// eachCampaign goes through the campaigns that the sender made within the reply window until visit is
// content. It tells whether it came to the end of the list: a page that brings nothing new, because a
// page may be shorter than asked.
func (c *Client) eachCampaign(ctx context.Context, bot desk.BotID, visit func(doc.CampaignSummary) (enough bool)) (whole bool, err error) {
	created := doc.At(c.now().Add(-pollFor - listMargin))
	return c.eachCampaignOf(ctx, bot, c.campaignSender(), created, visit)
}

// eachCampaignOf is eachCampaign for one sender, or for all when it is empty.
func (c *Client) eachCampaignOf(ctx context.Context, bot desk.BotID, sender string, created doc.Instant,
	visit func(doc.CampaignSummary) (enough bool)) (whole bool, err error) {
	seen := map[string]bool{}
	for len(seen) < campaignsMax {
		uri := doc.CampaignSummariesURI(created, sender, len(seen), summariesPage)
		list, err := ask[doc.Summaries](ctx, c, c.actingFor(bot, c.request(lime.MethodGet, doc.CampaignNode, uri)))
		if isAbsent(err) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		before := len(seen)
		for _, summary := range list {
			if seen[summary.ID+"\n"+summary.Name] {
				continue
			}
			seen[summary.ID+"\n"+summary.Name] = true
			if visit(summary) {
				return false, nil
			}
		}
		if len(seen) == before {
			return true, nil
		}
	}
	return false, nil
}

// resumeCampaigns tells what became of the campaigns that were made before this line stood and follows
// those on their way; the desk knows its messages by the campaigns' names. What cannot be read is left
// to the look-ups of single messages.
func (c *Client) resumeCampaigns(ctx context.Context) {
	bots, err := c.Bots(ctx)
	for _, bot := range bots {
		if err == nil {
			_, err = c.eachCampaign(ctx, bot.ID, func(summary doc.CampaignSummary) bool {
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
	if summary.Name == "" {
		return
	}
	one := followed{bot: bot, message: desk.MessageID(summary.Name), campaign: summary.ID, sentAt: summary.SendDate.Time}
	if c.tellSummary(ctx, one, summary) || one.sentAt.IsZero() {
		return
	}
	c.polling.follow(one)
}

// tellSummary tells the desk what a summary says of a message, and whether there is nothing more to come.
func (c *Client) tellSummary(ctx context.Context, of followed, summary doc.CampaignSummary) (final bool) {
	c.noteSummary(ctx, of, summary)
	receipts, final := audienceReceipts(summary, c.now())
	for _, receipt := range receipts {
		c.news.put(ctx, desk.ReceiptNews{ID: of.message, Receipt: receipt})
	}
	return final
}

// noteSummary remembers whose message a campaign is and who gets it. The customer's identity may differ
// from the number that was asked (LIME and Blip, §11), so a new contact's name is saved only now.
func (c *Client) noteSummary(ctx context.Context, of followed, summary doc.CampaignSummary) {
	note := sendNote{message: of.message, campaign: summary.ID, at: summary.SendDate.Time}
	if len(summary.StatusAudience) > 0 {
		note.customer = summary.StatusAudience[0].RecipientIdentity
	}
	if c.sends.note(note) && of.name != "" {
		c.saveName(ctx, of.bot, note.customer, of.name)
	}
}

// lookUpCampaign looks for the campaign of a message by its name among those of the sender (LIME and
// Blip, §19). A list that does not name it proves nothing by itself: it may come later, or the list may
// be behind. It is absent when the whole list names another message that left from here well after this
// one was missed the first time.
func (c *Client) lookUpCampaign(ctx context.Context, bot desk.BotID, id desk.MessageID) (desk.LookUp, error) {
	answer := desk.LookUp{Outcome: desk.LookUpUnknown}
	proof := c.missing.proofs(id, c.now())
	proven := false
	whole, err := c.eachCampaign(ctx, bot, func(summary doc.CampaignSummary) bool {
		if summary.Name == string(id) {
			answer = c.campaignFound(ctx, bot, id, summary)
			return true
		}
		proven = proven || proof[desk.MessageID(summary.Name)]
		return false
	})
	switch {
	case err != nil:
		return answer, fmt.Errorf("look up campaign: %w", err)
	case answer.Outcome == desk.LookUpFound:
		c.missing.found(id)
	case whole && proven:
		c.missing.found(id)
		answer.Outcome = desk.LookUpAbsent
	case whole:
		c.missing.missed(id, c.now())
	}
	return answer, nil
}

func (c *Client) campaignFound(ctx context.Context, bot desk.BotID, id desk.MessageID, summary doc.CampaignSummary) desk.LookUp {
	now := c.now()
	one := followed{bot: bot, message: id, campaign: summary.ID, sentAt: summary.SendDate.Time}
	if one.sentAt.IsZero() {
		one.sentAt = now
	}
	c.noteSummary(ctx, one, summary)
	receipts, final := audienceReceipts(summary, now)
	progress := acceptedAt(one.sentAt)
	for _, receipt := range receipts {
		progress = progress.Apply(receipt)
	}
	if !final {
		c.polling.follow(one)
	}
	return desk.LookUp{Outcome: desk.LookUpFound, Progress: progress}
}

// missing remembers which messages were looked up in vain since when, and what left from here later.
type missing struct {
	mutex sync.Mutex
	since map[desk.MessageID]time.Time
	made  map[desk.MessageID]time.Time
}

func newMissing() *missing {
	return &missing{since: map[desk.MessageID]time.Time{}, made: map[desk.MessageID]time.Time{}}
}

// missed notes the first look-up in vain.
func (m *missing) missed(id desk.MessageID, now time.Time) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.since[id].IsZero() {
		m.since[id] = now
	}
}

func (m *missing) found(id desk.MessageID) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	delete(m.since, id)
}

// taken notes a message that the platform took, while anything is missed that it may prove absent.
func (m *missing) taken(id desk.MessageID, now time.Time) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if len(m.since) == 0 {
		clear(m.made)
		return
	}
	m.made[id] = now
}

// proofs are the messages whose being listed proves that an earlier one is absent.
func (m *missing) proofs(id desk.MessageID, now time.Time) map[desk.MessageID]bool {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	proofs := map[desk.MessageID]bool{}
	since := m.since[id]
	if since.IsZero() {
		return proofs
	}
	for made, at := range m.made {
		if made != id && at.Sub(since) >= absenceAfter && !at.After(now) {
			proofs[made] = true
		}
	}
	return proofs
}
