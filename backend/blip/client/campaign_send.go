package client

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/message"
)

// CampaignOptions says how messages are sent as campaigns (LIME and Blip, §13.1).
type CampaignOptions struct {
	// MasterState is the bot that gets the reply; empty means the bot that sends, normally the router.
	MasterState string
	// MasterStateSpelling is how the field is spelled; empty means masterState. Senders disagree (§23).
	MasterStateSpelling string
	// FlowID and StateID name the flow and the block where a reply lands; both may be empty.
	FlowID, StateID string
	// Sender is the agent's e-mail: who the campaign is from, and how it is found again.
	Sender string
	// MediaKeyZero gives a media header the key "0". The other way, the default, counts it as the first
	// value; senders disagree (§13.1 "Media header").
	MediaKeyZero bool
}

// sourceApplication names us in the campaigns that we make.
const sourceApplication = "activa"

// errNoPhone tells that a contact cannot be reached by the campaign command, which wants a phone.
var errNoPhone = errors.New("the contact has no phone")

// sendCampaign sends one message as a campaign of its own, named by the message id. What the platform
// refuses at once is the end of the message and comes as a receipt; the rest is polled.
func (c *Client) sendCampaign(ctx context.Context, outgoing message.ActiveMessage, template message.Template) error {
	campaign, err := c.fullCampaign(outgoing, template)
	if err != nil {
		c.tellFailed(ctx, outgoing.ID, message.Reason{Code: lime.ReasonCodeContentTypeNotSupported, Description: err.Error()})
		return nil //nolint:nilerr // told as a receipt: it ends the message, not this try
	}
	request := c.request(lime.MethodSet, doc.CampaignNode, doc.PathCampaignFull)
	if request, err = request.WithResource(doc.MediaTypeFullCampaign, campaign.SpelledAs(c.options.Campaign.MasterStateSpelling)); err != nil {
		return fault.New(desk.NotHandedOver, err, nil)
	}
	bot := desk.BotID(outgoing.Bot)
	made, err := ask[doc.Campaign](ctx, c, c.actingFor(bot, request))
	if reason, refused := reasonOf(err); refused {
		c.tellFailed(ctx, outgoing.ID, reason)
		return nil
	}
	if err != nil {
		return handOverError(err)
	}
	at := c.now()
	c.news.put(ctx, desk.ReceiptNews{ID: desk.MessageID(outgoing.ID), Receipt: message.Receipt{Kind: message.Accepted, At: at}})
	id := desk.MessageID(outgoing.ID)
	c.missing.taken(id, at)
	one := followed{bot: bot, message: id, campaign: made.ID, sentAt: at}
	c.sends.note(sendNote{message: id, campaign: made.ID, customer: outgoing.Contact, at: at})
	if outgoing.Contact == "" {
		one.name = outgoing.Name
	}
	c.polling.follow(one)
	return nil
}

func (c *Client) tellFailed(ctx context.Context, id string, reason message.Reason) {
	c.news.put(ctx, desk.ReceiptNews{ID: desk.MessageID(id),
		Receipt: message.Receipt{Kind: message.Failed, At: c.now(), Reason: reason}})
}

func (c *Client) fullCampaign(outgoing message.ActiveMessage, template message.Template) (doc.FullCampaign, error) {
	settings := c.options.Campaign
	recipient := outgoing.Phone
	if recipient == "" {
		recipient = doc.ContactPhone(outgoing.Contact)
	}
	if recipient == "" {
		return doc.FullCampaign{}, errNoPhone
	}
	keys, values, err := campaignValues(template, outgoing.Values, settings.MediaKeyZero)
	if err != nil {
		return doc.FullCampaign{}, err
	}
	masterState := settings.MasterState
	if masterState == "" {
		masterState = outgoing.Bot
	}
	return doc.FullCampaign{
		Campaign: doc.CampaignRequest{
			Name: outgoing.ID, CampaignType: doc.CampaignIndividual, MasterState: masterState,
			FlowID: settings.FlowID, StateID: settings.StateID, ChannelType: doc.ChannelWhatsApp,
			SourceApplication: sourceApplication, CampaignSender: c.campaignSender(),
		},
		Audience: &doc.Audience{Recipient: recipient, MessageParams: values},
		Message: doc.CampaignMessage{MessageTemplate: template.Name, MessageTemplateLanguage: template.Language,
			MessageParams: keys, ChannelType: doc.ChannelWhatsApp},
	}, nil
}

// campaignSender is who the campaigns are from: the agent's e-mail, or on a hub the agent's identity.
func (c *Client) campaignSender() string {
	if c.options.Campaign.Sender != "" {
		return c.options.Campaign.Sender
	}
	return c.own().Identity.String()
}

// campaignValues is the one map of values that the command has, with the order of its keys (§13.1).
func campaignValues(template message.Template, values message.Values, mediaKeyZero bool) ([]doc.Text, map[string]doc.Text, error) {
	keys, parameters, err := message.CampaignParameters(template, values)
	if err != nil {
		return nil, nil, fmt.Errorf("write campaign: %w", err)
	}
	first := 1
	if mediaKeyZero && template.Header != nil && template.Header.Format.Media() {
		first = 0
	}
	ordered := make([]doc.Text, len(keys))
	byKey := make(map[string]doc.Text, len(keys))
	for index, key := range keys {
		written := strconv.Itoa(first + index)
		ordered[index], byKey[written] = doc.Text(written), doc.Text(parameters[key])
	}
	return ordered, byKey, nil
}
