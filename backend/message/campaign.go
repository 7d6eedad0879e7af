package message

import (
	"slices"
	"strconv"

	"activa/backend/fault"
)

// campaignKinds are the places that Blip's campaign command can carry: the order of its one map of
// values is header, body, buttons, with keys from "1" (LIME and Blip, §13.1). Optional places are
// left to the platform: file names, and what a quick reply sends back.
var campaignKinds = []PlaceKind{KindText, KindImage, KindVideo, KindDocument, KindURLSuffix}

// campaignPlaces are the places of a template in the order of the campaign's keys. The error is the
// fault FaultCampaignCannotSend, naming the first place that the command has no form for.
func campaignPlaces(t Template) ([]Place, error) {
	if len(t.Unknown) > 0 {
		return nil, fault.New(FaultTemplateUnknown, nil, nil)
	}
	if len(t.Cards) > 0 {
		return nil, fault.New(FaultCampaignCannotSend, nil, fault.Parameters{"place": "card.0"})
	}
	var places []Place
	for _, detail := range t.Places() {
		switch {
		case slices.Contains(campaignKinds, detail.Kind):
			places = append(places, detail.Place)
		case detail.Required || detail.Kind == KindFlowData:
			return nil, fault.New(FaultCampaignCannotSend, nil, fault.Parameters{"place": string(detail.Place)})
		}
	}
	return places, nil
}

// CampaignParameters brings values into the form of a campaign: the ordered keys, and the value of
// each key. Errors are faults: FaultCampaignCannotSend for a template with a coupon, a one-time
// password, a flow, a location, an offer or cards; FaultTemplateUnknown; FaultValuesMissing.
func CampaignParameters(t Template, values Values) (keys []string, parameters map[string]string, err error) {
	places, err := campaignPlaces(t)
	if err != nil {
		return nil, nil, err
	}
	parameters = map[string]string{}
	for i, place := range places {
		value := values.used(place)
		if value == "" {
			return nil, nil, fault.New(FaultValuesMissing, nil, fault.Parameters{"places": string(place)})
		}
		key := strconv.Itoa(i + 1)
		keys = append(keys, key)
		parameters[key] = value
	}
	return keys, parameters, nil
}

// ReadCampaignParameters is the inverse of CampaignParameters. The keys may be any texts: their order
// says which value goes where. Values that lack are left out, for Check to find. Errors are faults:
// FaultContentMalformed when there are more keys than places, a key without a value or twice;
// FaultCampaignCannotSend as in CampaignParameters.
func ReadCampaignParameters(t Template, keys []string, parameters map[string]string) (Values, error) {
	places, err := campaignPlaces(t)
	if err != nil {
		return nil, err
	}
	if len(keys) > len(places) || len(parameters) > len(keys) {
		return nil, malformed("V8", "", "too-many-parameters")
	}
	values := Values{}
	for i, key := range keys {
		value, known := parameters[key]
		if !known || slices.Contains(keys[:i], key) {
			return nil, malformed("V8", places[i], "key-not-in-map")
		}
		if value != "" {
			values[places[i]] = value
		}
	}
	return values, nil
}
