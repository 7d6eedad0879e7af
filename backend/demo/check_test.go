package demo

import (
	"io/fs"
	"path"
	"testing"
	"time"

	"activa/backend/message"
)

var mediaTypes = map[string]string{".jpg": "image/jpeg", ".mp4": "video/mp4", ".pdf": "application/pdf"}

// mediaFacts are what a look at our sample files finds.
func mediaFacts(t *testing.T, template message.Template, values message.Values) map[message.Place]message.MediaFacts {
	t.Helper()
	facts := map[message.Place]message.MediaFacts{}
	for _, detail := range template.Places() {
		if !detail.Kind.Media() {
			continue
		}
		file := path.Base(values[detail.Place])
		info, err := fs.Stat(Media(), file)
		if err != nil {
			t.Fatalf("%s %s: %v", template.Name, detail.Place, err)
		}
		kind := mediaTypes[path.Ext(file)]
		facts[detail.Place] = message.MediaFacts{Status: 200, ContentType: kind, SniffedType: kind, Length: info.Size()}
	}
	return facts
}

func TestApprovedTemplatesFilledWithTheirExamplesHaveNothingToCorrect(t *testing.T) {
	// Warnings that belong: marketing, quality, buttons that computers do not show, and values that are
	// the examples.
	expected := map[string]bool{"T3": true, "T4": true, "T5": true, "V7": true}
	checked := 0
	for _, bot := range Bots() {
		templates, err := Templates(bot.Identity)
		if err != nil {
			t.Fatal(err)
		}
		for _, template := range templates {
			if sendable, _ := template.Sendable(); !sendable {
				continue
			}
			values := ExampleValues(template, now)
			findings := message.Check(message.Draft{
				Template: template, TemplateReadAt: now.Add(-time.Minute), Values: values, Now: now,
				Recipient: known[0].Phone, OwnNumber: bot.Number, Media: mediaFacts(t, template, values),
			})
			for _, finding := range findings {
				if !expected[finding.Rule] {
					t.Errorf("%s %s: %+v", template.Name, template.Language, finding)
				}
			}
			checked++
		}
	}
	if checked != 48 {
		t.Errorf("%d templates were checked", checked)
	}
}

func TestNotApprovedTemplatesAreRefusedByTheValidator(t *testing.T) {
	for _, template := range all(t) {
		if sendable, _ := template.Sendable(); sendable {
			continue
		}
		findings := message.Check(message.Draft{Template: template, Values: ExampleValues(template, now), Now: now})
		if !message.HasErrors(findings) {
			t.Errorf("%s %s passes as sendable", template.Name, template.Language)
		}
	}
}

func TestHistoryWasValidWhenItWasSent(t *testing.T) {
	history, err := History(now)
	if err != nil {
		t.Fatal(err)
	}
	for _, sent := range history {
		at := sent.Progress.QueuedAt
		findings := message.Check(message.Draft{Template: sent.Template, Values: sent.Values, Now: at})
		if message.HasErrors(findings) {
			t.Errorf("%s for %s: %+v", sent.Template.Name, sent.Contact.Name, findings)
		}
	}
}
