package message

import "maps"

// Compose makes the active message of a draft. The caller says in wanted who sends what to whom: ID,
// Bot, Agent, Contact, Phone, Name, RetryOf; the template, the values that it has places for, and the
// time of composing come from the draft. The findings are those of Check, and of P1 for a recipient
// who cannot be written to; when any of them is an error there is no message and the first result is
// empty. A draft without a recipient's phone is judged with that of wanted.
func Compose(wanted ActiveMessage, draft Draft) (ActiveMessage, []Finding) {
	if draft.Recipient == "" {
		draft.Recipient = wanted.Phone
	}
	findings := Check(draft)
	if code := recipientFault(wanted, draft); code != "" {
		missing := []Finding{{Place: PlaceRecipient, Code: code}}
		findings = append(findings, finish(missing, rule{id: "P1", level: LevelError})...)
	}
	if HasErrors(findings) {
		return ActiveMessage{}, findings
	}
	if phone, _ := parsePhone(draft.Recipient, ""); phone.E164 != "" {
		wanted.Phone = phone.E164
	}
	wanted.TemplateID = draft.Template.ID
	wanted.TemplateName = draft.Template.Name
	wanted.TemplateLanguage = draft.Template.Language
	wanted.Values = keptValues(draft)
	wanted.ComposedAt = instant(draft.Now)
	return wanted, findings
}

// recipientFault: somebody must be named, by phone or by identity; a one-time password goes to
// phones only (WhatsApp templates, §9.4).
func recipientFault(wanted ActiveMessage, draft Draft) string {
	switch {
	case draft.Recipient == "" && wanted.Contact == "":
		return "recipient-missing"
	case draft.Recipient == "" && draft.Template.authentication():
		return "recipient-needs-phone"
	}
	return ""
}

// keptValues is a copy of the values as they will be sent, without the empty ones.
func keptValues(draft Draft) Values {
	values := maps.Clone(draft.Values)
	for place := range values {
		if used := values.used(place); used != "" {
			values[place] = used
		} else {
			delete(values, place)
		}
	}
	return values
}
