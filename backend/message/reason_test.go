package message

import (
	"slices"
	"testing"
)

// TestEveryCodeHasOneAction: every code of the reference pages is explained, by one action that fits
// its class.
func TestEveryCodeHasOneAction(t *testing.T) {
	codes := []int{1602,
		131026, 131047, 131049, 131050, 130472, 131056, 131021, 131030, 130497, 131062, 137000,
		132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 132069, 131008, 131009, 131051,
		131053, 131014, 131052, 100, 135000, 131055, 134100, 131063, 134101, 134102,
		190, 131005, 368, 131031, 131042, 131044, 131037, 131045, 133010, 133000, 133004, 133005, 133006, 133008, 133009,
		133015, 133016, 131048, 131064, 134011, 1752041, 131016, 80007, 130429, 131000, 131057, 131059,
		1, 11, 12, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24, 25, 26, 27, 31, 32, 33, 34, 35, 41, 42, 43, 44, 51,
		61, 62, 63, 64, 65, 66, 67, 71, 81, 82, 83, 84, 85, 86, 87, 101}
	fitting := map[ReasonClass][]ReasonAction{
		ClassFixValue: {ActionEditValues}, ClassOtherNumber: {ActionEditNumber}, ClassOtherTemplate: {ActionChooseTemplate},
		ClassWait: {ActionTryLater, ActionSendAgain, ActionOpenTicket, ActionGoOnline}, ClassSupervisor: {ActionTellSupervisor},
		ClassNothing: {ActionNone},
	}
	for _, code := range codes {
		explained := ExplainReason(Reason{Code: code})
		if !explained.Known || explained.Code != code || explained.Key == "" || !slices.Contains(fitting[explained.Class], explained.Action) {
			t.Errorf("%d: %+v", code, explained)
		}
	}
	if len(codes) != len(metaReasons)+len(limeReasons) {
		t.Errorf("%d codes are tested, the tables hold %d", len(codes), len(metaReasons)+len(limeReasons))
	}
	for code := range limeReasons {
		if _, both := metaReasons[code]; both {
			t.Errorf("%d has two explanations", code)
		}
	}
}

func TestExplainReasonLooksIntoTheDescription(t *testing.T) {
	for _, c := range []struct {
		reason Reason
		key    string
		code   int
	}{
		{Reason{81, "(#131049) not delivered to maintain healthy ecosystem"}, "held-back", 131049},
		{Reason{81, "no code here"}, "service-down", 81},
		{Reason{81, "code 139999, then 131026"}, "undeliverable", 131026},
		{Reason{81, "id 51310261"}, "service-down", 81},
		{Reason{131026, "132000 in the text does not matter"}, "undeliverable", 131026},
		{Reason{0, "error 190"}, "account-problem", 190},
		{Reason{66, "agent-not-online: bruno is Paused"}, "agent-not-online", 66},
		{Reason{66, "not your bot"}, "permission-missing", 66},
		{Reason{61, "disk-full: the platform has no room left"}, "disk-full", 61},
		{Reason{61, "the disk-full text is elsewhere"}, "service-down", 61},
		{Reason{83, ""}, "undeliverable", 83},
	} {
		got := ExplainReason(c.reason)
		if got.Key != c.key || got.Code != c.code || !got.Known {
			t.Errorf("%+v: %+v", c.reason, got)
		}
	}
}

func TestUnknownReasonsAreExplainable(t *testing.T) {
	for _, reason := range []Reason{{}, {Code: 999999}, {Code: -1, Description: "strange"}} {
		got := ExplainReason(reason)
		if got.Known || got.Key != "unknown" || got.Action == "" || got.Class == "" {
			t.Errorf("%+v: %+v", reason, got)
		}
	}
	if keys := ReasonKeys(); !slices.Contains(keys, "unknown") || !slices.Contains(keys, "in-attendance") {
		t.Error("keys are missing")
	}
}
