package message

// LIME's code for "not allowed", which the hub also uses for presence.
const codeNotAllowed = 66

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
	1602: {Key: "recipient-in-attendance", Class: ClassWait, Action: ActionOpenTicket},

	// §8.1: about this customer.
	131026: otherNumber("number-not-reachable"),
	131047: otherTemplate("window-closed"),
	131049: wait("marketing-limited", 24),
	131050: nothing("marketing-opted-out"),
	130472: nothing("marketing-experiment"),
	131056: wait("too-many-to-recipient", 0),
	131021: otherNumber("own-number"),
	131030: supervisor("number-not-on-test-list"),
	130497: nothing("country-not-allowed"),
	131062: otherNumber("needs-phone"),
	137000: nothing("identity-changed"),

	// §8.2: about this message.
	100:    fixValue("parameter-invalid"),
	131008: fixValue("value-missing"),
	131009: fixValue("value-invalid"),
	131014: fixValue("file-not-fetched"),
	131051: supervisor("message-kind-not-supported"),
	131052: nothing("incoming-file-lost"),
	131053: fixValue("file-not-fetched"),
	131055: otherTemplate("marketing-only-route"),
	131063: supervisor("marketing-route-required"),
	132000: otherTemplate("template-changed"),
	132001: otherTemplate("template-gone"),
	132005: fixValue("text-too-long"),
	132007: fixValue("content-refused"),
	132008: fixValue("value-invalid"),
	132012: fixValue("value-wrong-format"),
	132015: otherTemplate("template-paused"),
	132016: otherTemplate("template-disabled"),
	132018: fixValue("value-wrong-format"),
	132068: supervisor("flow-blocked"),
	132069: wait("flow-throttled", 1),
	134100: otherTemplate("marketing-only-route"),
	134101: wait("template-syncing", 1),
	134102: otherTemplate("template-unavailable"),
	135000: fixValue("parameter-invalid"),

	// §8.3: about our account or number.
	190:     supervisor("access-expired"),
	368:     supervisor("account-restricted"),
	131005:  supervisor("permission-missing"),
	131031:  supervisor("account-locked"),
	131037:  supervisor("name-not-approved"),
	131042:  supervisor("payment-problem"),
	131044:  supervisor("payment-problem"),
	131045:  supervisor("number-not-registered"),
	131048:  supervisor("spam-limit"),
	131064:  supervisor("template-limit"),
	133000:  supervisor("number-not-registered"),
	133004:  wait("service-down", 0),
	133005:  supervisor("number-not-registered"),
	133006:  supervisor("number-not-registered"),
	133008:  supervisor("number-not-registered"),
	133009:  supervisor("number-not-registered"),
	133010:  supervisor("number-not-registered"),
	133015:  supervisor("number-not-registered"),
	133016:  supervisor("number-not-registered"),
	134011:  supervisor("payment-problem"),
	1752041: nothing("duplicate-request"),

	// §8.4: transient.
	80007:  wait("rate-limited", 0),
	130429: wait("rate-limited", 0),
	131000: {Key: "unknown-at-whatsapp", Class: ClassWait, Action: ActionSendAgain},
	131016: wait("service-down", 0),
	131057: wait("maintenance", 0),
	131059: wait("service-down", 0),
}

// limeReasons explains LIME's codes (LIME and Blip, §8.1), as the hop that reported them means them.
var limeReasons = map[int]Explanation{
	1:  wait("platform-error", 0),
	11: wait("session-lost", 0), 12: supervisor("registration-failed"), 13: supervisor("sign-in-failed"),
	14: supervisor("registration-failed"), 15: wait("session-lost", 0), 16: wait("session-lost", 0),
	17: supervisor("connection-not-agreed"), 18: supervisor("connection-not-agreed"),
	21: fixValue("refused-as-invalid"), 22: fixValue("refused-as-invalid"), 23: fixValue("refused-as-invalid"),
	24: fixValue("refused-as-invalid"), 25: otherNumber("recipient-invalid"), 26: otherNumber("recipient-invalid"),
	27: supervisor("command-not-supported"),
	31: supervisor("not-authorised"), 32: supervisor("not-authorised"), 33: otherNumber("recipient-unknown"),
	34: supervisor("quota-exceeded"), 35: supervisor("permission-missing"),
	41: wait("platform-error", 0), 42: otherNumber("recipient-unknown"), 43: supervisor("channel-not-connected"),
	44: supervisor("channel-not-connected"),
	51: wait("platform-error", 0),
	61: wait("platform-error", 0), 62: supervisor("command-not-supported"), 63: supervisor("command-not-supported"),
	64: fixValue("refused-as-invalid"), 65: supervisor("connection-not-agreed"),
	codeNotAllowed: supervisor("not-allowed"), 67: otherTemplate("template-gone"),
	71: supervisor("message-kind-not-supported"),
	81: wait("channel-error", 0), 82: supervisor("message-kind-not-supported"), 83: otherNumber("number-not-reachable"),
	84: supervisor("message-kind-not-supported"), 85: wait("rate-limited", 0),
	86:  {Key: "channel-timeout", Class: ClassWait, Action: ActionSendAgain},
	87:  nothing("blocked-by-recipient"),
	101: wait("platform-error", 0),
}

// ReasonKeys lists every text key that an explanation can have, so that texts in other languages can
// be checked for completeness. The order means nothing; keys may repeat.
func ReasonKeys() []string {
	keys := []string{unknownReason.Key, "agent-not-online"}
	for _, table := range []map[int]Explanation{metaReasons, limeReasons} {
		for _, explained := range table {
			keys = append(keys, explained.Key)
		}
	}
	return keys
}
