package message

import "slices"

// rule is one line of WhatsApp templates, §11. Level is the level of its findings unless one of them
// says otherwise; judge leaves Rule, Level and Text of a finding to Check.
type rule struct {
	id    string
	level Level
	judge func(*subject) []Finding
}

// rules in the order in which their findings are listed. Rule S1 is not here: the account's state is
// the hub's to know.
var rules = []rule{
	{"T1", LevelError, judgeStatus},
	{"T2", LevelError, judgeUnknownParts},
	{"T3", LevelWarning, judgeMarketing},
	{"T4", LevelWarning, judgeQuality},
	{"T5", LevelWarning, judgeDesktop},
	{"V1", LevelError, judgeMissing},
	{"V2", LevelError, judgeForm},
	{"V3", LevelError, judgeHeaderLength},
	{"V4", LevelError, judgeBodyLength},
	{"V5", LevelWarning, judgeStyleMarks},
	{"V6", LevelWarning, judgeLeftovers},
	{"V7", LevelWarning, judgeExample},
	{"V8", LevelError, judgeExtraValues},
	{"U1", LevelError, judgeURL},
	{"U2", LevelWarning, judgePastedLink},
	{"C1", LevelError, judgeCoupon},
	{"C2", LevelError, judgeOTP},
	{"M1", LevelError, judgeMediaKind},
	{"M2", LevelError, judgeMediaAnswer},
	{"M3", LevelError, judgeMediaHost},
	{"M4", LevelWarning, judgeDocument},
	{"M5", LevelError, judgeMediaID},
	{"L1", LevelError, judgeLocation},
	{"K1", LevelError, judgeCards},
	{"O1", LevelError, judgeOffer},
	{"P1", LevelError, judgePhone},
	{"P2", LevelError, judgeOwnNumber},
	{"P3", LevelError, judgePace},
	{"P4", LevelError, judgeOptOut},
	{"P5", LevelWarning, judgeUnitedStates},
	{"P6", LevelWarning, judgeOtherAgent},
	{"P7", LevelWarning, judgeRepeat},
}

// subject is a draft with what several rules need of it.
type subject struct {
	Draft
	template Template // with as many cards as the values speak of
	places   []PlaceDetail
	phone    Phone
	doubts   []Finding // about the phone
}

// Check says everything that is to be said about a draft before it is sent, in the order of the
// rules and within a rule in reading order. Facts that the draft lacks produce no finding.
func Check(draft Draft) []Finding {
	s := &subject{Draft: draft, template: draft.Template.withCardsFor(draft.Values)}
	s.places = s.template.Places()
	if draft.Recipient != "" {
		s.phone, s.doubts = parsePhone(draft.Recipient, "")
	}
	var findings []Finding
	for _, r := range rules {
		findings = append(findings, finish(r.judge(s), r)...)
	}
	return findings
}

// finish gives findings what all findings of a rule share, and their English sentence.
func finish(findings []Finding, r rule) []Finding {
	for i := range findings {
		finding := &findings[i]
		finding.Rule = r.id
		if finding.Level == "" {
			finding.Level = r.level
		}
		finding.Text = findingText(*finding)
	}
	return findings
}

// each runs a judgement over the places of some kinds that have a value.
func (s *subject) each(kinds []PlaceKind, judge func(detail PlaceDetail, value string) *Finding) []Finding {
	var findings []Finding
	for _, detail := range s.places {
		if !slices.Contains(kinds, detail.Kind) {
			continue
		}
		value := s.Values.used(detail.Place)
		if value == "" {
			continue
		}
		if finding := judge(detail, value); finding != nil {
			if finding.Place == "" {
				finding.Place = detail.Place
			}
			findings = append(findings, *finding)
		}
	}
	return findings
}

// fixAt is the fix that puts another value at the same place.
func fixAt(place Place, value string) *Fix { return &Fix{Place: place, Value: value} }
