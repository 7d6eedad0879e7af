package blipstand

import (
	"encoding/json"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// templateRoutes are LIME and Blip, §11 and §12.
var templateRoutes = []route{
	{doc.WhatsAppNode, lime.MethodGet, "/message-templates", nil, paging, (*Stand).listTemplates},
	{doc.WhatsAppNode, lime.MethodGet, "/message-templates-enriched", nil, append([]string{"templateName"}, paging...), (*Stand).listTemplates},
	{doc.WhatsAppNode, lime.MethodGet, "/accounts/*", nil, nil, (*Stand).getAccount},
}

// noBusinessAccount is what the key of a bot without a number gets (§6).
var noBusinessAccount = failure(lime.ReasonCodeGatewayError, "It was not possible to find the WhatsApp business account id of this bot")

// listTemplates gives the list in either shape, cut as the oddities say: the gateway may ignore $skip,
// and its pages may be smaller than asked (§12, §9).
func (s *Stand) listTemplates(q question) reply {
	if q.bot == nil || !q.bot.HasNumber {
		return noBusinessAccount
	}
	all := q.bot.Templates
	if s.odd.EmptyPages {
		all = nil
	}
	skip, okSkip := whole(q.uri, doc.QuerySkip, 0)
	take, okTake := whole(q.uri, doc.QueryTake, 200)
	if !okSkip || !okTake || skip < 0 || take < 1 {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "$skip and $take are out of range")
	}
	if s.odd.IgnoresSkip {
		skip = 0
	}
	if s.odd.PageMax > 0 {
		take = min(take, s.odd.PageMax)
	}
	from := min(skip, len(all))
	cut := all[from:min(from+take, len(all))]
	if s.odd.MetaShape {
		return success(lime.MediaTypeJSON, map[string]any{"data": orEmpty(cut), "paging": map[string]any{"cursors": map[string]any{}}})
	}
	list := map[string]any{"itemType": lime.MediaTypeJSON, "items": orEmpty(cut)}
	if s.odd.PageTotal { // the size of the page, not of the list
		list["total"] = len(cut)
	}
	return success(lime.MediaTypeCollection, list)
}

func orEmpty(list []json.RawMessage) []json.RawMessage {
	if list == nil {
		return []json.RawMessage{}
	}
	return list
}

// getAccount looks a number up; the plus is required. A Brazilian number may come back without the ninth
// digit (§11).
func (s *Stand) getAccount(q question) reply {
	phone := q.uri.Segments[1]
	if q.bot == nil || !q.bot.HasNumber {
		return noBusinessAccount
	}
	if len(phone) < 8 || phone[0] != '+' {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "a number has a plus")
	}
	if s.outcome(phone).FailsWith != 0 {
		return failure(lime.ReasonCodeGatewayDestinationNotFound, "The number is not on WhatsApp")
	}
	identity := s.identityOf(phone)
	return success(doc.MediaTypeAccount, doc.WhatsAppAccount{FullName: "", Identity: identity, AlternativeAccount: identity,
		PhoneNumber: doc.Text(phone), Source: "WhatsApp"})
}

// identityOf is the contact's identity as WhatsApp has it.
func (s *Stand) identityOf(phone string) string {
	if s.odd.DropsNinthDigit && len(phone) == len("+5511987654321") && phone[:3] == "+55" && phone[5] == '9' {
		phone = phone[:5] + phone[6:]
	}
	return doc.ContactIdentity(phone)
}

func (s *Stand) outcome(phone string) Outcome {
	if s.options.Outcome == nil {
		return Outcome{}
	}
	return s.options.Outcome(phone)
}
