package message

import (
	"slices"
	"testing"
)

func TestSendableSaysWhy(t *testing.T) {
	table := map[string]string{
		"APPROVED": "", "approved": "", " Approved ": "", "": "status-missing", "FOO": "status-unknown",
		"PENDING": "pending", "REJECTED": "rejected", "PAUSED": "paused", "DISABLED": "disabled",
		"IN_APPEAL": "in-appeal", "LIMIT_EXCEEDED": "limit-exceeded", "DELETED": "deleted",
		"PENDING_DELETION": "pending-deletion", "ARCHIVED": "archived", "FLAGGED": "status-unknown",
	}
	for status, want := range table {
		if sendable, why := (Template{Status: status, Body: &Body{Text: "x"}}).Sendable(); why != want || sendable != (want == "") {
			t.Errorf("%q: %v %q, want %q", status, sendable, why, want)
		}
	}
	odd := Template{Status: "APPROVED", Unknown: []UnknownPart{{Type: "HOLOGRAM"}}}
	if sendable, why := odd.Sendable(); sendable || why != "unknown-component" {
		t.Errorf("unknown part: %v %q", sendable, why)
	}
}

// WhatsApp templates, §1.4: exactly one body; only that of a one-time code may stand without words (§14).
func TestATemplateWithoutABodyIsNotSendable(t *testing.T) {
	code := []Button{{Kind: ButtonOTP}}
	for _, c := range []struct {
		name     string
		template Template
		fine     bool
	}{
		{"with a body", Template{Body: &Body{Text: "x"}}, true},
		{"without one", Template{Header: &Header{Format: HeaderText, Text: "x"}}, false},
		{"with an empty one", Template{Body: &Body{}}, false},
		{"with cards alone", Template{Cards: []Card{{Body: &Body{Text: "x"}}}}, false},
		{"a code whose words are WhatsApp's", Template{Body: &Body{}, Category: CategoryAuthentication, Buttons: code}, true},
		{"a code without a body", Template{Category: CategoryAuthentication, Buttons: code}, false},
	} {
		c.template.Status = "APPROVED"
		if sendable, why := c.template.Sendable(); sendable != c.fine || why == "body-missing" == c.fine {
			t.Errorf("%s: %v %q", c.name, sendable, why)
		}
		refused := slices.ContainsFunc(Check(Draft{Template: c.template}), func(finding Finding) bool {
			return finding.Code == "template-body-missing" && finding.Level == LevelError
		})
		if refused == c.fine {
			t.Errorf("%s: the validator says otherwise", c.name)
		}
	}
}
