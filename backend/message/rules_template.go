package message

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// TemplateFreshFor is how old a copy of a template may be at the moment of sending (T1).
const TemplateFreshFor = 5 * time.Minute

// judgeStatus is T1: approved, and read a short while ago.
func judgeStatus(s *subject) []Finding {
	if why := statusRefusal(s.template.Status); why != "" {
		return []Finding{{Code: "template-not-approved", Parameters: map[string]string{
			"why": why, "status": s.template.Status, "reason": s.template.RejectedReason,
			"shown": cmp.Or(s.template.Status, "missing")}}}
	}
	if !s.TemplateReadAt.IsZero() && !s.Now.IsZero() && s.Now.Sub(s.TemplateReadAt) > TemplateFreshFor {
		return []Finding{{Code: "template-copy-old"}}
	}
	return nil
}

// judgeUnknownParts is T2: every part is one that this program can build, and the body is there.
func judgeUnknownParts(s *subject) []Finding {
	var findings []Finding
	for _, part := range s.template.Unknown {
		findings = append(findings, Finding{Place: part.Place, Code: "template-part-unknown",
			Parameters: map[string]string{"type": part.Type}})
	}
	if s.template.bodyMissing() && len(findings) == 0 { // the part that is not known may be the body
		findings = append(findings, Finding{Code: "template-body-missing"})
	}
	return findings
}

// judgeMarketing is T3: limits, opt-out and cost of the category.
func judgeMarketing(s *subject) []Finding {
	if !s.template.marketing() {
		return nil
	}
	return []Finding{{Code: "template-is-marketing"}}
}

func (t Template) marketing() bool { return strings.EqualFold(t.Category, CategoryMarketing) }

// judgeQuality is T4: a template of low quality is about to be paused.
func judgeQuality(s *subject) []Finding {
	score := strings.ToUpper(s.template.Quality)
	if score != "RED" && score != "YELLOW" {
		return nil
	}
	return []Finding{{Code: "template-quality-low", Parameters: map[string]string{"score": strings.ToLower(score)}}}
}

// judgeDesktop is T5: what WhatsApp on a computer does not show.
func judgeDesktop(s *subject) []Finding {
	if !s.template.hiddenOnDesktop() {
		return nil
	}
	return []Finding{{Code: "not-on-desktop"}}
}

// hiddenOnDesktop: four or more buttons, a quick reply beside another kind, a coupon or a
// limited-time offer (WhatsApp templates, §1.4).
func (t Template) hiddenOnDesktop() bool {
	replies := 0
	for _, button := range t.Buttons {
		if button.Kind == ButtonQuickReply {
			replies++
		}
	}
	mixed := replies > 0 && replies < len(t.Buttons)
	coupon := slices.ContainsFunc(t.Buttons, func(b Button) bool { return b.Kind == ButtonCopyCode })
	return len(t.Buttons) >= 4 || mixed || coupon || t.Offer != nil
}
