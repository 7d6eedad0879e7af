package message

import "testing"

func TestSendableSaysWhy(t *testing.T) {
	table := map[string]string{
		"APPROVED": "", "approved": "", " Approved ": "", "": "status-missing", "FOO": "status-unknown",
		"PENDING": "pending", "REJECTED": "rejected", "PAUSED": "paused", "DISABLED": "disabled",
		"IN_APPEAL": "in-appeal", "LIMIT_EXCEEDED": "limit-exceeded", "DELETED": "deleted",
		"PENDING_DELETION": "pending-deletion", "ARCHIVED": "archived", "FLAGGED": "status-unknown",
	}
	for status, want := range table {
		if sendable, why := (Template{Status: status}).Sendable(); why != want || sendable != (want == "") {
			t.Errorf("%q: %v %q, want %q", status, sendable, why, want)
		}
	}
	odd := Template{Status: "APPROVED", Unknown: []UnknownPart{{Type: "HOLOGRAM"}}}
	if sendable, why := odd.Sendable(); sendable || why != "unknown-component" {
		t.Errorf("unknown part: %v %q", sendable, why)
	}
}
