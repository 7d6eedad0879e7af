package client

import (
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/message"
)

// Polling of one campaign: every 5 s for half a minute, every 30 s for ten minutes, then every 5 min
// until the reply window is over (LIME and Blip, §18).
const (
	pollsQuick      = 6
	pollQuickEvery  = 5 * time.Second
	pollsSteady     = 20
	pollSteadyEvery = 30 * time.Second
	pollSlowEvery   = 5 * time.Minute
	pollFor         = 24 * time.Hour
)

// pollWait is how long to wait before the next poll after some; false when it is time to stop asking.
func pollWait(polls int, age time.Duration) (time.Duration, bool) {
	switch {
	case age >= pollFor:
		return 0, false
	case polls < pollsQuick:
		return pollQuickEvery, true
	case polls < pollsQuick+pollsSteady:
		return pollSteadyEvery, true
	}
	return pollSlowEvery, true
}

// audienceReceipts is what a summary tells of the one recipient of a campaign: a receipt for every
// instant that it names, and one for its status even if that has no instant of its own. An unknown
// status tells nothing (§13.1). now stands for instants that are missing.
func audienceReceipts(summary doc.CampaignSummary, now time.Time) (receipts []message.Receipt, final bool) {
	if len(summary.StatusAudience) == 0 {
		return nil, false
	}
	audience := summary.StatusAudience[0]
	reason := message.Reason{Code: int(audience.ReasonCode), Description: audience.ReasonDescription}
	instants := []struct {
		kind   message.Delivery
		at     doc.Instant
		status string
	}{
		{message.Accepted, summary.SendDate, ""},
		{message.Dispatched, audience.Processed, doc.AudienceProcessed},
		{message.Received, audience.Received, doc.AudienceReceived},
		{message.Consumed, audience.Read, doc.AudienceRead},
		{message.Failed, audience.Failed, doc.AudienceFailed},
	}
	for _, known := range instants {
		reached := known.status != "" && strings.EqualFold(audience.Status, known.status)
		if known.at.IsZero() && !reached {
			continue
		}
		receipt := message.Receipt{Kind: known.kind, At: known.at.Time}
		if known.at.IsZero() {
			receipt.At = now
		}
		if known.kind == message.Failed {
			receipt.Reason = reason
		}
		receipts = append(receipts, receipt)
		final = final || known.kind == message.Failed || known.kind == message.Consumed
	}
	return receipts, final
}

// acceptedAt is the progress of a message that the platform took.
func acceptedAt(at time.Time) message.Progress {
	return message.NewProgress(at).Apply(message.Receipt{Kind: message.Accepted, At: at})
}
