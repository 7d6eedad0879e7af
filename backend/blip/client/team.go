package client

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
	"activa/backend/message"
)

// TeamCampaigns is what Blip tells a supervisor of everybody's active messages, as of an instant: nothing
// about them is pushed (LIME and Blip, §14.6).
type TeamCampaigns struct {
	AsOf  time.Time
	Whole bool // false: there were more campaigns than are read
	Sends []TeamSend
}

// TeamSend is one active message of anybody in the team.
type TeamSend struct {
	ID       desk.MessageID // the campaign's name
	Sender   string         // e-mail of the agent
	Template string
	Customer string // identity, empty until the platform processed it
	Progress message.Progress
}

// TeamCampaigns reads the campaigns of every sender of a bot since an instant. Errors: desk.NotSupported for
// whoever is no supervisor, and where messages do not go as campaigns: then Blip keeps no list.
func (c *Client) TeamCampaigns(ctx context.Context, bot desk.BotID, since time.Time) (TeamCampaigns, error) {
	if !c.options.Blip || !c.Abilities().Supervision {
		return TeamCampaigns{}, notSupported("supervision")
	}
	team := TeamCampaigns{AsOf: c.now()}
	whole, err := c.eachCampaignOf(ctx, bot, "", doc.At(since), func(summary doc.CampaignSummary) bool {
		team.Sends = append(team.Sends, teamSendsOf(summary, team.AsOf)...)
		return false
	})
	if err != nil {
		return TeamCampaigns{}, fmt.Errorf("read campaigns of the team: %w", err)
	}
	team.Whole = whole
	return team, nil
}

// teamSendsOf are the messages of a campaign: one to every customer of its audience, and one as long as the
// platform has not processed it.
func teamSendsOf(summary doc.CampaignSummary, now time.Time) []TeamSend {
	if len(summary.StatusAudience) <= 1 {
		return []TeamSend{teamSendOf(summary, now)}
	}
	sends := make([]TeamSend, 0, len(summary.StatusAudience))
	for _, one := range summary.StatusAudience {
		alone := summary
		alone.StatusAudience = []doc.AudienceStatus{one}
		sends = append(sends, teamSendOf(alone, now))
	}
	return sends
}

func teamSendOf(summary doc.CampaignSummary, now time.Time) TeamSend {
	send := TeamSend{ID: desk.MessageID(summary.Name), Sender: strings.ToLower(summary.CampaignSender),
		Template: summary.MessageTemplate, Progress: message.NewProgress(summary.SendDate.Time)}
	if len(summary.StatusAudience) > 0 {
		send.Customer = summary.StatusAudience[0].RecipientIdentity
	}
	receipts, _ := audienceReceipts(summary, now)
	for _, receipt := range receipts {
		send.Progress = send.Progress.Apply(receipt)
	}
	return send
}

// TeamSends counts what everybody sent since an instant, by every bot or by one: the hub counts itself, on
// Blip the campaigns are read. Errors: desk.NotSupported as of TeamCampaigns.
func (c *Client) TeamSends(ctx context.Context, since time.Time, bot desk.BotID) (desk.TeamSends, error) {
	if c.options.Blip {
		return c.countCampaigns(ctx, since, bot)
	}
	if !c.has(doc.AbilitySupervision) {
		return desk.TeamSends{}, notSupported("supervision")
	}
	request := c.request(lime.MethodGet, doc.ActivaNode, doc.TeamURI(doc.At(since), string(bot)))
	document, err := ask[doc.TeamSends](ctx, c, request)
	if err != nil {
		return desk.TeamSends{}, fmt.Errorf("count sends of the team: %w", err)
	}
	team := desk.TeamSends{AsOf: document.AsOf.Time, Replies: true, Whole: true}
	for _, one := range document.Agents {
		sends := desk.AgentSends{Agent: one.Agent, Name: one.Name, Tally: message.Tally{
			Sent: int(one.Sent), Delivered: int(one.Delivered), Read: int(one.Read),
			Replied: int(one.Replied), Failed: int(one.Failed), Expired: int(one.Expired)}}
		if one.Presence != nil {
			sends.Presence, _ = presenceOf(*one.Presence)
		}
		team.Agents = append(team.Agents, sends)
	}
	for _, one := range document.Reasons {
		reason := message.Reason{Code: int(one.Reason.Code), Description: one.Reason.Description}
		team.Reasons = append(team.Reasons, message.ReasonCount{Reason: reason, Count: int(one.Count)})
	}
	return team, nil
}

// countCampaigns counts by sender. A summary says nothing of replies.
func (c *Client) countCampaigns(ctx context.Context, since time.Time, only desk.BotID) (desk.TeamSends, error) {
	bots, err := c.Bots(ctx)
	if err != nil {
		return desk.TeamSends{}, fmt.Errorf("read bots of the team: %w", err)
	}
	team := desk.TeamSends{AsOf: c.now(), Whole: true}
	tallies := map[string]message.Tally{}
	var failures []message.ReasonCount
	for _, bot := range bots {
		if only != "" && bot.ID != only {
			continue
		}
		campaigns, err := c.TeamCampaigns(ctx, bot.ID, since)
		if err != nil {
			return desk.TeamSends{}, err
		}
		team.Whole = team.Whole && campaigns.Whole
		for _, send := range campaigns.Sends {
			tally := tallies[send.Sender].With(send.Progress, team.AsOf)
			tally.Expired = 0 // without replies nobody knows
			tallies[send.Sender] = tally
			if send.Progress.Delivery == message.Failed {
				failures = append(failures, message.ReasonCount{Reason: send.Progress.Reason, Count: 1})
			}
		}
	}
	agents := c.agentsByMail(ctx)
	for sender, tally := range tallies {
		sends := desk.AgentSends{Agent: sender, Name: agents[sender].FullName, Tally: tally}
		sends.Presence, _ = presenceOf(doc.Presence{Status: doc.PresenceStatus(agents[sender].Status)})
		team.Agents = append(team.Agents, sends)
	}
	slices.SortFunc(team.Agents, func(a, b desk.AgentSends) int {
		return cmp.Or(cmp.Compare(b.Sent, a.Sent), cmp.Compare(a.Agent, b.Agent))
	})
	team.Reasons = message.MergeReasons(failures)
	return team, nil
}

// agentsByMail are the desk's agents by their e-mail, as far as the key may read them (LIME and Blip,
// §14.3): a campaign names its sender by e-mail alone.
func (c *Client) agentsByMail(ctx context.Context) map[string]doc.Attendant {
	byMail := map[string]doc.Attendant{}
	agents, err := listOf[doc.Attendant](ctx, c, desk.BotID(c.bot()), doc.DeskNode, doc.AttendantsURI(0, doc.TakeTicketsMax), "agents")
	if err != nil {
		c.log.Info("names and presence of the senders not read", "error", err)
	}
	for _, agent := range agents {
		byMail[strings.ToLower(agent.Email)] = agent
	}
	return byMail
}
