package message

import (
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestRulesAreThoseOfTheReference: WhatsApp templates, §11, in its order, without S1.
func TestRulesAreThoseOfTheReference(t *testing.T) {
	var listed []string
	for _, r := range rules {
		listed = append(listed, r.id+string(r.level))
	}
	want := "T1E T2E T3W T4W T5W V1E V2E V3E V4E V5W V6W V7W V8E U1E U2W C1E C2E M1E M2E M3E M4W M5E L1E K1E O1E " +
		"P1E P2E P3E P4E P5W P6W P7W"
	if got := strings.Join(listed, " "); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

// drawAnyValues draws texts that nobody should type, at places of the template and elsewhere.
func drawAnyValues(t *rapid.T, template Template) Values {
	odd := rapid.StringOf(rapid.SampledFrom([]rune("a1Z.,:/ \u00a0\n\t\x00*{}<>-%çid😀")))
	values := Values{}
	for _, detail := range template.Places() {
		values[detail.Place] = odd.Draw(t, string(detail.Place))
	}
	values[Place(rapid.SampledFrom([]string{"body.9", "card.7.body.1", "nowhere"}).Draw(t, "extra"))] = odd.Draw(t, "extra value")
	return values
}

// TestFixesFix: a fix that is taken ends its finding.
func TestFixesFix(t *testing.T) {
	templates := everyTemplate(t)
	rapid.Check(t, func(t *rapid.T) {
		draft := Draft{Template: drawTemplate(t, templates), Now: noon}
		draft.Values = drawAnyValues(t, draft.Template)
		findings := Check(draft)
		if again := Check(draft); !reflect.DeepEqual(findings, again) {
			t.Fatal("checking twice says different things")
		}
		for _, finding := range findings {
			if finding.Text == "" || finding.Rule == "" || finding.Level == "" {
				t.Fatalf("unfinished finding %+v", finding)
			}
			if finding.Fix == nil {
				continue
			}
			fixed := draft
			fixed.Values = maps.Clone(draft.Values)
			fixed.Values[finding.Fix.Place] = finding.Fix.Value
			for _, left := range Check(fixed) {
				if left.Rule == finding.Rule && left.Code == finding.Code && left.Place == finding.Place {
					t.Fatalf("after the fix of %+v remains %+v", finding, left)
				}
			}
		}
	})
}

// TestWhatPassesCanBeSent: a draft with no error finding is always built and read back.
func TestWhatPassesCanBeSent(t *testing.T) {
	templates := everyTemplate(t)
	rapid.Check(t, func(t *rapid.T) {
		draft := Draft{Template: drawTemplate(t, templates), Now: noon}
		draft.Values = drawValues(t, draft.Template)
		if rapid.Bool().Draw(t, "odd") {
			draft.Values = drawAnyValues(t, draft.Template)
		}
		Render(draft.Template, draft.Values)
		payload, err := BuildPayload(draft.Template, draft.Values, "m1")
		if HasErrors(Check(draft)) {
			return
		}
		if err != nil {
			t.Fatalf("passes and cannot be built: %v", err)
		}
		data, err := payload.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		values, err := ReadPayload(draft.Template, data)
		if err != nil {
			t.Fatalf("passes and is not read back: %v", err)
		}
		received := draft
		received.Values = values
		for _, finding := range Check(received) {
			if finding.Level == LevelError {
				t.Fatal(fmt.Sprintf("the hub would refuse what the desk let pass: %+v", finding))
			}
		}
	})
}
