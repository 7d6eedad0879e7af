package client

import (
	"context"
	"fmt"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/message"
)

// TeamSends is what Blip tells a supervisor of everybody's active messages, as of an instant: nothing
// about them is pushed (LIME and Blip, §14.6).
type TeamSends struct {
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

// TeamSends reads the campaigns of every sender of a bot since an instant. Errors: desk.NotSupported for
// whoever is no supervisor, and where messages do not go as campaigns: then Blip keeps no list.
func (c *Client) TeamSends(ctx context.Context, bot desk.BotID, since time.Time) (TeamSends, error) {
	if !c.options.Blip || !c.Abilities().Supervision {
		return TeamSends{}, notSupported("supervision")
	}
	team := TeamSends{AsOf: c.now()}
	whole, err := c.eachCampaignOf(ctx, bot, "", doc.At(since), func(summary doc.CampaignSummary) bool {
		team.Sends = append(team.Sends, teamSendOf(summary, team.AsOf))
		return false
	})
	if err != nil {
		return TeamSends{}, fmt.Errorf("read campaigns of the team: %w", err)
	}
	team.Whole = whole
	return team, nil
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
