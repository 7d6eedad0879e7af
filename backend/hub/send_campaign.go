package hub

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/message"
	"activa/backend/ticket"
)

// campaignExecuted is the status of a campaign whose one message went its way (LIME and Blip, §13.1).
const campaignExecuted = "executed"

// setCampaign sends one active message by the documented command (LIME and Blip, §13.1). The command
// succeeds also when the message is refused: what became of it stands in the audience row.
func setCampaign(s *step, asked *request) (document, error) {
	var wanted doc.FullCampaign
	if err := asked.read(&wanted); err != nil {
		return document{}, err
	}
	sender, err := s.campaignSender(asked, wanted.Campaign.CampaignSender)
	if err != nil {
		return document{}, err
	}
	if err := s.checkCampaign(asked, wanted); err != nil {
		return document{}, err
	}
	known, err := s.Send(sender.Identity, wanted.Campaign.Name)
	if err == nil {
		return campaignDocument(known), nil // the same name again is the campaign that exists
	}
	if !errors.Is(err, ErrNotFound) {
		return document{}, err
	}
	if !sender.mayStart(s.at) {
		return document{}, errNotOnline
	}
	note, err := json.Marshal(wanted.Campaign)
	if err != nil {
		return document{}, err
	}
	send, err := s.propose(proposal{
		caller: asked.caller, sender: sender, id: wanted.Campaign.Name,
		to: doc.ContactIdentity(wanted.Audience.Recipient), phone: wanted.Audience.Recipient,
		templateName: wanted.Message.MessageTemplate, templateLanguage: wanted.Message.MessageTemplateLanguage,
		values: func(t message.Template) (message.Values, error) { return campaignValues(t, wanted) },
		payload: func(t message.Template, v message.Values) ([]byte, error) {
			return campaignPayload(t, v, wanted.Campaign.Name)
		},
		campaign: s.newID(), campaignNote: note,
	})
	if err != nil {
		return document{}, err
	}
	return campaignDocument(send), nil
}

// campaignSender is the account in whose name the campaign goes. A bot's key may name an agent, by
// identity or e-mail; then the agent's presence counts (LIME and Blip, §26).
func (s *step) campaignSender(asked *request, named string) (Account, error) {
	if asked.account.Role != ticket.RoleBot || named == "" {
		return asked.account, nil
	}
	accounts, err := s.AccountsOfBot(asked.bot)
	if err != nil {
		return Account{}, err
	}
	for _, account := range accounts {
		if account.Email != "" && strings.EqualFold(account.Email, named) || doc.SameIdentity(account.Identity, named) {
			return account, nil
		}
	}
	return asked.account, nil
}

func (s *step) checkCampaign(asked *request, wanted doc.FullCampaign) error {
	campaign := wanted.Campaign
	switch {
	case !validMessageID(campaign.Name):
		return errArgument("The campaign needs a name of at most %d bytes", messageIDMax)
	case campaign.CampaignType != "" && !strings.EqualFold(campaign.CampaignType, doc.CampaignIndividual):
		return errArgument("Only campaigns of the type %s are served", doc.CampaignIndividual)
	case campaign.ChannelType != "" && !strings.EqualFold(campaign.ChannelType, doc.ChannelWhatsApp):
		return errArgument("Only the channel %s is served", doc.ChannelWhatsApp)
	case !campaign.Scheduled.IsZero() && campaign.Scheduled.After(s.at):
		return errArgument("Campaigns for later are not served")
	case wanted.Audience == nil:
		return errArgument("The audience is missing")
	}
	phone, _ := message.ParsePhone(wanted.Audience.Recipient, "")
	if phone.E164 != wanted.Audience.Recipient || phone.E164 == "" {
		return errArgument("The recipient is not a phone in E.164")
	}
	if campaign.MasterState == "" {
		return nil
	}
	_, err := s.Bot(doc.FoldIdentity(doc.BotIdentity(campaign.MasterState)))
	if errors.Is(err, ErrNotFound) {
		return errArgument("The masterState %q is not a bot of this hub", campaign.MasterState)
	}
	return err
}

// campaignValues puts the values of the command at the template's places (LIME and Blip, §13.1).
func campaignValues(template message.Template, wanted doc.FullCampaign) (message.Values, error) {
	keys := make([]string, len(wanted.Message.MessageParams))
	for i, key := range wanted.Message.MessageParams {
		keys[i] = string(key)
	}
	parameters := make(map[string]string, len(wanted.Audience.MessageParams))
	for key, value := range wanted.Audience.MessageParams {
		parameters[key] = string(value)
	}
	return message.ReadCampaignParameters(template, keys, parameters)
}

// campaignPayload builds what a direct message would have carried.
func campaignPayload(definition message.Template, values message.Values, id string) ([]byte, error) {
	payload, err := message.BuildPayload(definition, values, id)
	if err != nil {
		return nil, err
	}
	template, err := json.Marshal(payload)
	if err != nil {
		return nil, err
	}
	return json.Marshal(templateContent{Type: doc.ContentTemplate, Template: template})
}

func campaignDocument(send Send) document {
	return document{doc.MediaTypeCampaign, doc.Campaign{
		ID: send.Campaign, Name: send.ID, CampaignType: doc.CampaignIndividual, Status: campaignExecuted,
	}}
}

// campaignsTakeMax bounds a page of summaries.
const campaignsTakeMax = 500

// getCampaignSummaries lists the campaigns of the bot; an agent is shown only their own.
func getCampaignSummaries(_ *Hub, reader Reader, asked *request) (document, error) {
	query := CampaignQuery{Bot: asked.bot, Since: time.Unix(0, 0)}
	var err error
	if query.Skip, query.Take, err = asked.page(100, campaignsTakeMax); err != nil {
		return document{}, err
	}
	if created := asked.uri.Query.Get(doc.QueryCreated); created != "" {
		since, err := doc.ParseInstant(created)
		if err != nil {
			return document{}, errArgument("created is not an instant")
		}
		query.Since = since.Time
	}
	if query.Agent, err = asked.campaignAgent(reader); err != nil {
		return document{}, err
	}
	sends, err := reader.Campaigns(query)
	if err != nil {
		return document{}, err
	}
	summaries := make([]doc.CampaignSummary, 0, len(sends))
	for _, send := range sends {
		summary, err := campaignSummary(send)
		if err != nil {
			return document{}, err
		}
		summaries = append(summaries, summary)
	}
	return collection(doc.MediaTypeCampaign, summaries)
}

// campaignAgent is the agent whose campaigns are listed, empty for all.
func (r *request) campaignAgent(reader Reader) (string, error) {
	if r.account.Role == ticket.RoleAgent {
		return r.account.Identity, nil
	}
	named := r.uri.Query.Get(doc.QuerySender)
	if named == "" {
		return "", nil
	}
	accounts, err := reader.AccountsOfBot(r.bot)
	for _, account := range accounts {
		if account.Email != "" && strings.EqualFold(account.Email, named) || doc.SameIdentity(account.Identity, named) {
			return account.Identity, nil
		}
	}
	return doc.FoldIdentity(named), err // nobody: an empty list
}

// getCampaignSummary tells where one campaign stands.
func getCampaignSummary(_ *Hub, reader Reader, asked *request) (document, error) {
	send, err := reader.SendOfCampaign(asked.values[0])
	if err != nil {
		return document{}, err
	}
	hidden := asked.account.Role == ticket.RoleAgent && send.Agent != asked.account.Identity
	if hidden || send.Bot != asked.bot {
		return document{}, errNothing
	}
	summary, err := campaignSummary(send)
	return document{doc.MediaTypeCampaign, summary}, err
}

func campaignSummary(send Send) (doc.CampaignSummary, error) {
	var note doc.CampaignRequest
	if err := json.Unmarshal(send.CampaignNote, &note); err != nil {
		return doc.CampaignSummary{}, fmt.Errorf("campaign %s: %w", send.Campaign, err)
	}
	progress := send.Progress
	row := doc.AudienceStatus{
		RecipientIdentity: send.Contact, NumberStatus: "VALID", Status: audienceStatus(progress.Delivery),
		Processed: doc.At(progress.AcceptedAt), Received: doc.At(progress.ReceivedAt), Read: doc.At(progress.ConsumedAt),
	}
	if progress.Delivery == message.Failed {
		row.Failed = doc.At(progress.FailedAt)
		row.ReasonCode, row.ReasonDescription = doc.Number(progress.Reason.Code), progress.Reason.Description
	}
	return doc.CampaignSummary{
		ID: send.Campaign, Name: send.ID, MessageTemplate: send.TemplateName, MasterState: note.MasterState,
		FlowID: note.FlowID, StateID: note.StateID, CampaignSender: note.CampaignSender,
		SendDate: doc.At(send.ComposedAt), ChannelType: strings.ToUpper(doc.ChannelWhatsApp), Status: campaignExecuted,
		StatusAudience: []doc.AudienceStatus{row},
	}, nil
}

func audienceStatus(delivery message.Delivery) string {
	switch delivery {
	case message.Failed:
		return doc.AudienceFailed
	case message.Received:
		return doc.AudienceReceived
	case message.Consumed:
		return doc.AudienceRead
	}
	return doc.AudienceProcessed
}
