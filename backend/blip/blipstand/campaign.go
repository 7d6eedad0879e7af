package blipstand

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// How a campaign goes by the clock after it was taken.
const (
	processedAfter = 2 * time.Second
	receivedAfter  = 4 * time.Second
	readAfter      = 20 * time.Second
)

// campaignRoutes are LIME and Blip, §13.1.
var campaignRoutes = []route{
	{doc.CampaignNode, lime.MethodSet, "/campaign/full", []string{doc.MediaTypeFullCampaign}, nil, (*Stand).setCampaign},
	{doc.CampaignNode, lime.MethodGet, "/campaigns/*/summaries", nil, nil, (*Stand).getSummary},
	{doc.CampaignNode, lime.MethodGet, "/campaigns/summaries", nil, append([]string{doc.QueryCreated, doc.QuerySender}, paging...), (*Stand).listSummaries},
}

// campaign is one individual campaign and what became of it.
type campaign struct {
	id       string
	asked    doc.FullCampaign
	at       time.Time
	customer string
	failed   doc.AudienceStatus // zero when it did not fail
	outcome  Outcome
	batch    []doc.AudienceStatus // of a campaign to many that the portal made
}

// Batch is a campaign to many customers that somebody made in Blip's own portal: it stands in the list of
// summaries with its whole audience (LIME and Blip, §13.1).
func (s *Stand) Batch(name, sender string, audience ...doc.AudienceStatus) {
	s.BatchAt(s.now(), name, sender, audience...)
}

// BatchAt is Batch at an instant; earlier ones come first.
func (s *Stand) BatchAt(at time.Time, name, sender string, audience ...doc.AudienceStatus) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	made := &campaign{id: s.id("campaign"), at: at, batch: audience}
	made.asked.Campaign = doc.CampaignRequest{Name: name, CampaignType: "Batch", CampaignSender: sender}
	s.campaigns = append(s.campaigns, made)
}

// Delivered is a template message that left: by a campaign, or straight.
type Delivered struct {
	Name     string // of the campaign, or the id of the message
	Phone    string
	Template string
	Values   map[string]doc.Text
}

// Delivered is what left for customers' phones, in order, those refused for an open ticket left out.
func (s *Stand) Delivered() (left []Delivered) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, one := range s.campaigns {
		if one.failed.Status == "" && one.batch == nil {
			left = append(left, Delivered{one.asked.Campaign.Name, one.asked.Audience.Recipient, one.asked.Message.MessageTemplate, one.asked.Audience.MessageParams})
		}
	}
	for _, one := range s.direct {
		left = append(left, Delivered{Name: one.ID, Phone: doc.ContactPhone(one.To), Template: one.Template})
	}
	return left
}

// setCampaign takes a campaign. The check for an open ticket runs afterwards, so that the command
// succeeds and the audience fails with 1602 (§13.1).
func (s *Stand) setCampaign(q question) reply {
	asked, ok := read[doc.FullCampaign](q)
	switch {
	case q.bot == nil || !q.bot.HasNumber:
		return noBusinessAccount
	case !ok, asked.Audience == nil, asked.Campaign.Name == "", asked.Message.MessageTemplate == "":
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "a campaign has a name, an audience and a template")
	case asked.Campaign.CampaignType != doc.CampaignIndividual || !strings.EqualFold(asked.Campaign.ChannelType, doc.ChannelWhatsApp):
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "an Individual campaign on WhatsApp")
	case !strings.HasPrefix(asked.Audience.Recipient, "+"):
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "a recipient has a plus")
	case !s.keysFit(asked):
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "each key of the message has a value of the audience")
	case !s.hasTemplate(q.bot, asked.Message):
		return failure(lime.ReasonCodeInvalidArgument, "The message template was not found")
	}
	made := &campaign{id: s.id("campaign"), asked: asked, at: s.now(), customer: s.identityOf(asked.Audience.Recipient),
		outcome: s.outcome(asked.Audience.Recipient)}
	switch {
	case s.openTicketOf(made.customer) != nil:
		made.failed = doc.AudienceStatus{Status: doc.AudienceFailed, ReasonCode: doc.ReasonRecipientInAttendance,
			ReasonDescription: "Recipient in attendance", Failed: doc.At(made.at.Add(processedAfter))}
	case made.outcome.FailsWith != 0:
		made.failed = doc.AudienceStatus{Status: doc.AudienceFailed, ReasonCode: doc.Number(made.outcome.FailsWith),
			ReasonDescription: "The message was not delivered", Failed: doc.At(made.at.Add(processedAfter))}
	}
	s.campaigns = append(s.campaigns, made)
	return success(doc.MediaTypeCampaign, doc.Campaign{ID: made.id, Name: asked.Campaign.Name,
		CampaignType: doc.CampaignIndividual, Status: "processing"})
}

func (s *Stand) keysFit(asked doc.FullCampaign) bool {
	if len(asked.Message.MessageParams) != len(asked.Audience.MessageParams) {
		return false
	}
	return !slices.ContainsFunc(asked.Message.MessageParams, func(key doc.Text) bool {
		_, has := asked.Audience.MessageParams[string(key)]
		return !has
	})
}

func (s *Stand) hasTemplate(bot *Bot, message doc.CampaignMessage) bool {
	return slices.ContainsFunc(bot.Templates, func(raw json.RawMessage) bool {
		var template struct{ Name, Language string }
		return json.Unmarshal(raw, &template) == nil && template.Name == message.MessageTemplate &&
			(message.MessageTemplateLanguage == "" || template.Language == message.MessageTemplateLanguage)
	})
}

func (s *Stand) getSummary(q question) reply {
	if q.bot == nil || !q.bot.HasNumber {
		return noBusinessAccount
	}
	for _, one := range s.campaigns {
		if one.id == q.uri.Segments[1] {
			return success(lime.MediaTypeJSON, s.summary(one))
		}
	}
	return nothing
}

// listSummaries lists campaigns of a sender, newest first, those made after an instant.
func (s *Stand) listSummaries(q question) reply {
	if q.bot == nil || !q.bot.HasNumber {
		return noBusinessAccount
	}
	created, err := doc.ParseInstant(first(q.uri, doc.QueryCreated))
	if err != nil {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "created is an instant")
	}
	sender := first(q.uri, doc.QuerySender)
	var found []doc.CampaignSummary
	for _, one := range slices.Backward(s.campaigns) {
		if !one.at.Before(created.Time) && (sender == "" || strings.EqualFold(one.asked.Campaign.CampaignSender, sender)) && !s.odd.ListsBehind(s.now(), one.at) {
			found = append(found, s.summary(one))
		}
	}
	found, ok := page(q, found, 100, 100)
	if !ok {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "$skip and $take are out of range")
	}
	return listOf(doc.MediaTypeCampaign, found)
}

// summary is where a campaign stands now. The audience appears once it was processed.
func (s *Stand) summary(one *campaign) doc.CampaignSummary {
	summary := doc.CampaignSummary{ID: one.id, Name: one.asked.Campaign.Name, MessageTemplate: one.asked.Message.MessageTemplate,
		MasterState: one.asked.Campaign.MasterState, FlowID: one.asked.Campaign.FlowID, StateID: one.asked.Campaign.StateID,
		CampaignSender: one.asked.Campaign.CampaignSender, SendDate: doc.At(one.at), ChannelType: "WHATSAPP", Status: "processing",
		StatusAudience: []doc.AudienceStatus{}}
	if !s.past(one.at.Add(processedAfter)) {
		return summary
	}
	if one.batch != nil {
		summary.Status, summary.StatusAudience = "executed", one.batch
		return summary
	}
	audience := doc.AudienceStatus{Status: doc.AudienceProcessed, Processed: doc.At(one.at.Add(processedAfter))}
	if one.failed.Status != "" {
		audience = one.failed
	} else if !one.outcome.NeverReceived {
		s.arrive(&audience, one)
	}
	audience.RecipientIdentity, audience.NumberStatus = one.customer, "VALID"
	summary.Status, summary.StatusAudience = "executed", []doc.AudienceStatus{audience}
	return summary
}

func (s *Stand) arrive(audience *doc.AudienceStatus, one *campaign) {
	if at := one.at.Add(receivedAfter); s.past(at) {
		audience.Status, audience.Received = doc.AudienceReceived, doc.At(at)
	}
	if at := one.at.Add(readAfter); one.outcome.Reads && s.past(at) {
		audience.Status, audience.Read = doc.AudienceRead, doc.At(at)
	}
}
