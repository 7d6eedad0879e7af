package message

import (
	"regexp"
	"strconv"
)

// Reason is why a message failed, as the platform said it: LIME's or Meta's code and a description in
// the platform's words. The zero Reason means that none was given.
type Reason struct {
	Code        int
	Description string
}

func (r Reason) less(other Reason) bool {
	if r.Code != other.Code {
		return r.Code < other.Code
	}
	return r.Description < other.Description
}

// ReasonClass says what kind of change would help.
type ReasonClass string

// The classes of reasons.
const (
	ClassFixValue      ReasonClass = "fix-value"
	ClassOtherNumber   ReasonClass = "other-number"
	ClassOtherTemplate ReasonClass = "other-template"
	ClassWait          ReasonClass = "wait"
	ClassSupervisor    ReasonClass = "supervisor"
	ClassNothing       ReasonClass = "nothing"
)

// ReasonAction is the one thing that the agent is offered for a reason.
type ReasonAction string

// The actions on a failed message.
const (
	ActionEditValues     ReasonAction = "correct-value"  // open the draft again at the variables
	ActionEditNumber     ReasonAction = "other-number"   // open the draft again at the recipient
	ActionChooseTemplate ReasonAction = "other-template" // open the draft again at the template
	ActionTryLater       ReasonAction = "wait"           // after Explanation.WaitHours, by hand
	ActionSendAgain      ReasonAction = "send-again"     // now, by hand; it may arrive twice
	ActionOpenTicket     ReasonAction = "open-ticket"    // go to the customer's open ticket
	ActionGoOnline       ReasonAction = "go-online"      // become Online, then send again
	ActionTellSupervisor ReasonAction = "ask-supervisor" // only they can change it
	ActionNone           ReasonAction = "none"           // nothing will make this message pass
)

// Explanation says what a reason means for the agent, without words: Key chooses them.
type Explanation struct {
	Key       string // stable text key, for example "undeliverable"
	Class     ReasonClass
	Action    ReasonAction
	WaitHours int  // for ClassWait: how long to wait, in hours; 0 means a short while
	Code      int  // the code that explained it, perhaps found inside the description; 0 when unknown
	Known     bool // false: show the description as it came
}

// unknownReason is the answer to every code that is not in the table: the description is all there
// is, and sending the same again is left to a person (WhatsApp templates, §8).
var unknownReason = Explanation{Key: "unknown", Class: ClassFixValue, Action: ActionEditValues}

// metaCode finds one of Meta's codes inside a description, where a platform may have put it
// (WhatsApp templates, §10.3).
var metaCode = regexp.MustCompile(`\b(13\d{4}|100|190|368)\b`)

// agentNotOnline begins the description with which the hub refuses an agent who is not Online
// (LIME and Blip, §26).
var agentNotOnline = regexp.MustCompile(`^agent-not-online\b`)

// diskFull begins the description with which a hub that has no room left refuses.
var diskFull = regexp.MustCompile(`^disk-full\b`)

// ExplainReason says what a reason means and the one thing to do about it. Meta's own codes and 1602
// explain themselves; for LIME's codes a Meta code inside the description comes first, because it
// tells more than the hop that reported it.
func ExplainReason(reason Reason) Explanation {
	if reason.Code == codeNotAllowed && agentNotOnline.MatchString(reason.Description) {
		return Explanation{Key: "agent-not-online", Class: ClassWait, Action: ActionGoOnline, Code: reason.Code, Known: true}
	}
	if reason.Code == codeProcessing && diskFull.MatchString(reason.Description) {
		return Explanation{Key: "disk-full", Class: ClassWait, Action: ActionTryLater, Code: reason.Code, Known: true}
	}
	if explained, known := metaReasons[reason.Code]; known {
		return knownAs(explained, reason.Code)
	}
	for _, found := range metaCode.FindAllString(reason.Description, -1) {
		code, err := strconv.Atoi(found)
		if explained, known := metaReasons[code]; err == nil && known {
			return knownAs(explained, code)
		}
	}
	if explained, known := limeReasons[reason.Code]; known {
		return knownAs(explained, reason.Code)
	}
	return unknownReason
}

func knownAs(explained Explanation, code int) Explanation {
	explained.Code, explained.Known = code, true
	return explained
}
