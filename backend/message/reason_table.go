package message

// LIME's code for "not allowed", which the hub also uses for presence.
const codeNotAllowed = 66

// LIME's code for "could not be processed", which the hub also uses when its disk is full.
const codeProcessing = 61

// Shorthands for the lines of the tables: class, action and wait go together for most codes.
func fixValue(key string) Explanation {
	return Explanation{Key: key, Class: ClassFixValue, Action: ActionEditValues}
}

func otherNumber(key string) Explanation {
	return Explanation{Key: key, Class: ClassOtherNumber, Action: ActionEditNumber}
}

func otherTemplate(key string) Explanation {
	return Explanation{Key: key, Class: ClassOtherTemplate, Action: ActionChooseTemplate}
}

func wait(key string, hours int) Explanation {
	return Explanation{Key: key, Class: ClassWait, Action: ActionTryLater, WaitHours: hours}
}

func supervisor(key string) Explanation {
	return Explanation{Key: key, Class: ClassSupervisor, Action: ActionTellSupervisor}
}

func nothing(key string) Explanation {
	return Explanation{Key: key, Class: ClassNothing, Action: ActionNone}
}

// metaReasons explains the codes of Meta (WhatsApp templates, §8.1 to §8.4) and 1602, which Blip adds
// (LIME and Blip, §8.1). Meta's codes below 100 (0 to 10, 33) are not here: on the wire of LIME the same
// numbers mean other things.
var metaReasons = map[int]Explanation{
	1602: {Key: "in-attendance", Class: ClassWait, Action: ActionOpenTicket},

	// §8.1: about this customer.
	131026: otherNumber("undeliverable"),
	131047: otherTemplate("window-closed"),
	131049: wait("held-back", 24),
	131050: nothing("opted-out"),
	130472: nothing("experiment"),
	131056: wait("too-many-to-customer", 0),
	131021: otherNumber("own-number"),
	131030: supervisor("number-not-allowed"),
	130497: nothing("country-not-allowed"),
	131062: otherNumber("needs-phone"),
	137000: nothing("identity-changed"),

	// §8.2: about this message.
	100:    fixValue("value-invalid"),
	131008: fixValue("value-missing"),
	131009: fixValue("value-invalid"),
	131014: fixValue("media-not-fetched"),
	131051: supervisor("not-supported"),
	131052: nothing("media-not-fetched"),
	131053: fixValue("media-not-fetched"),
	131055: supervisor("our-fault"),
	131063: supervisor("account-problem"),
	132000: fixValue("values-mismatch"),
	132001: otherTemplate("template-gone"),
	132005: fixValue("text-too-long"),
	132007: fixValue("content-refused"),
	132008: fixValue("value-invalid"),
	132012: fixValue("value-invalid"),
	132015: otherTemplate("template-paused"),
	132016: otherTemplate("template-disabled"),
	132018: fixValue("value-invalid"),
	132068: supervisor("account-problem"),
	132069: wait("rate-limit", 1),
	134100: supervisor("our-fault"),
	134101: wait("service-down", 1),
	134102: otherTemplate("template-gone"),
	135000: supervisor("our-fault"),

	// §8.3: about our account or number.
	190:     supervisor("account-problem"),
	368:     supervisor("account-problem"),
	131005:  supervisor("permission-missing"),
	131031:  supervisor("account-problem"),
	131037:  supervisor("account-problem"),
	131042:  supervisor("payment-problem"),
	131044:  supervisor("payment-problem"),
	131045:  supervisor("account-problem"),
	131048:  supervisor("spam-limit"),
	131064:  supervisor("account-problem"),
	133000:  supervisor("account-problem"),
	133004:  wait("service-down", 0),
	133005:  supervisor("account-problem"),
	133006:  supervisor("account-problem"),
	133008:  supervisor("account-problem"),
	133009:  supervisor("account-problem"),
	133010:  supervisor("account-problem"),
	133015:  supervisor("account-problem"),
	133016:  supervisor("account-problem"),
	134011:  supervisor("payment-problem"),
	1752041: nothing("our-fault"),

	// §8.4: transient.
	80007:  wait("rate-limit", 0),
	130429: wait("rate-limit", 0),
	131000: {Key: "service-down", Class: ClassWait, Action: ActionSendAgain},
	131016: wait("service-down", 0),
	131057: wait("service-down", 0),
	131059: wait("service-down", 0),
}

// limeReasons explains LIME's codes (LIME and Blip, §8.1), as the hop that reported them means them.
var limeReasons = map[int]Explanation{
	1:  wait("service-down", 0),
	11: wait("not-taken", 0), 12: supervisor("account-problem"), 13: supervisor("account-problem"),
	14: supervisor("account-problem"), 15: wait("not-taken", 0), 16: wait("not-taken", 0),
	17: supervisor("our-fault"), 18: supervisor("our-fault"),
	21: fixValue("our-fault"), 22: fixValue("our-fault"), 23: fixValue("our-fault"),
	24: fixValue("our-fault"), 25: otherNumber("undeliverable"), 26: otherNumber("undeliverable"),
	27: supervisor("not-supported"),
	31: supervisor("permission-missing"), 32: supervisor("permission-missing"), 33: otherNumber("undeliverable"),
	34: supervisor("rate-limit"), 35: supervisor("permission-missing"),
	41: wait("service-down", 0), 42: otherNumber("undeliverable"), 43: supervisor("account-problem"),
	44:             supervisor("account-problem"),
	51:             wait("service-down", 0),
	codeProcessing: wait("service-down", 0), 62: supervisor("not-supported"), 63: supervisor("not-supported"),
	64: fixValue("our-fault"), 65: supervisor("our-fault"),
	codeNotAllowed: supervisor("permission-missing"), 67: otherTemplate("template-gone"),
	71: supervisor("not-supported"),
	81: wait("service-down", 0), 82: supervisor("not-supported"), 83: otherNumber("undeliverable"),
	84: supervisor("not-supported"), 85: wait("rate-limit", 0),
	86:  {Key: "service-down", Class: ClassWait, Action: ActionSendAgain},
	87:  nothing("blocked-by-recipient"),
	101: wait("service-down", 0),
}

// ReasonKeys lists every text key that an explanation can have, so that texts in other languages can
// be checked for completeness. The order means nothing; keys may repeat.
func ReasonKeys() []string {
	keys := []string{unknownReason.Key, "agent-not-online", "disk-full"}
	for _, table := range []map[int]Explanation{metaReasons, limeReasons} {
		for _, explained := range table {
			keys = append(keys, explained.Key)
		}
	}
	return keys
}
