package message

import (
	"strconv"
	"time"
)

// PaceMin is the time that WhatsApp asks for between two messages to one recipient (WhatsApp
// templates, §7.2).
const PaceMin = 6 * time.Second

// judgePhone is P1: a number that can be written to.
func judgePhone(s *subject) []Finding { return s.doubts }

// judgeOwnNumber is P2: nobody writes to the bot's own number.
func judgeOwnNumber(s *subject) []Finding {
	if !SamePhone(s.Recipient, s.OwnNumber) {
		return nil
	}
	return []Finding{{Place: PlaceRecipient, Code: "recipient-is-own-number"}}
}

// judgePace is P3. A last message in the future is a moved clock and no reason to wait.
func judgePace(s *subject) []Finding {
	if s.History == nil || s.History.LastToRecipientAt.IsZero() || s.Now.IsZero() {
		return nil
	}
	since := s.Now.Sub(s.History.LastToRecipientAt)
	if since < 0 || since >= PaceMin {
		return nil
	}
	return []Finding{{Place: PlaceRecipient, Code: "recipient-too-soon",
		Parameters: map[string]string{"milliseconds": strconv.FormatInt((PaceMin - since).Milliseconds(), 10)}}}
}

// judgeOptOut is P4: no marketing to who asked for none.
func judgeOptOut(s *subject) []Finding {
	if s.Contact == nil || !s.Contact.OptedOut || !s.template.marketing() {
		return nil
	}
	return []Finding{{Place: PlaceRecipient, Code: "recipient-opted-out"}}
}

// judgeUnitedStates is P5: marketing to numbers of the United States is paused by Meta.
func judgeUnitedStates(s *subject) []Finding {
	if s.phone.CountryCode != 1 || s.phone.Region != "US" || !s.template.marketing() {
		return nil
	}
	return []Finding{{Place: PlaceRecipient, Code: "recipient-in-united-states"}}
}

// judgeOtherAgent is P6: a colleague wrote to this recipient a short while ago.
func judgeOtherAgent(s *subject) []Finding {
	if s.History == nil || s.History.OtherAgentAt.IsZero() || s.Now.IsZero() {
		return nil
	}
	window := s.History.OtherAgentWindow
	if window == 0 {
		window = OtherAgentWindowDefault
	}
	since := s.Now.Sub(s.History.OtherAgentAt)
	if since < 0 || since >= window {
		return nil
	}
	return []Finding{{Place: PlaceRecipient, Code: "recipient-has-other-agent", Parameters: map[string]string{
		"agent": s.History.OtherAgent, "minutes": strconv.Itoa(int(since.Minutes()))}}}
}

// judgeRepeat is P7: the very same message went, or may have gone, to this recipient.
func judgeRepeat(s *subject) []Finding {
	if s.History == nil || !s.History.SameSentBefore {
		return nil
	}
	return []Finding{{Place: PlaceRecipient, Code: "message-sent-before"}}
}
