package doc

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"activa/backend/lime"
	"activa/backend/message"
)

// golden is a documented example as a file: where it stands, and the envelope or the document. What the
// product does not look at is named in Ignores, so that nothing documented is overlooked in silence.
type golden struct {
	Page, Heading, Source string
	Document              string // who reads the document, or the resource or content of the envelope
	Items                 string // who reads each item of a collection
	Ignores               []string
	Example, Envelope     json.RawMessage
}

// goldenReaders read an example into the product's document and write it again.
var goldenReaders = map[string]func(json.RawMessage) (any, error){
	"Contact": reads[Contact], "Collection": reads[Collection], "WhatsAppAccount": reads[WhatsAppAccount],
	"FullCampaign": reads[FullCampaign], "Campaign": reads[Campaign], "CampaignSummary": reads[CampaignSummary],
	"Ticket": reads[Ticket], "Attendant": reads[Attendant], "ThreadMessage": reads[ThreadMessage], "Tunnel": reads[Tunnel],
	"TicketTransfer": reads[TicketTransfer], "AttendantStatus": reads[AttendantStatus], "Team": reads[Team], "TagSummary": reads[TagSummary],
	"AttendanceQueue": reads[AttendanceQueue], "Rule": reads[Rule], "CustomReply": reads[CustomReply], "Comment": reads[Comment],
	"Notification": reads[lime.Notification], "SharedSettings": reads[SharedSettings], "Redirect": reads[Redirect],
	"MediaLink": reads[MediaLink], "Location": reads[Location], "WebLink": reads[WebLink], "Select": reads[Select],
	"Container": reads[Container], "ChatState": reads[ChatState], "Reply": reads[Reply], "Reaction": reads[Reaction],
	"CollectionAsData": func(raw json.RawMessage) (any, error) { // Meta's own shape: read as items, and told by its own name again
		var list Collection
		if err := json.Unmarshal(raw, &list); err != nil {
			return nil, err
		}
		written, err := json.Marshal(map[string]any{"data": list.Items})
		if err != nil {
			return nil, err
		}
		var back any
		err = json.Unmarshal(written, &back)
		return back, err
	},
	"Template": func(raw json.RawMessage) (any, error) {
		template, err := message.ReadTemplate(raw)
		if err != nil {
			return nil, err
		}
		if template.Body == nil || template.Header == nil || len(template.Buttons) != 2 {
			return nil, fmt.Errorf("read as %+v", template)
		}
		var back any
		err = json.Unmarshal(template.Raw, &back)
		return back, err
	},
}

func reads[T any](raw json.RawMessage) (any, error) {
	var document T
	if err := json.Unmarshal(raw, &document); err != nil {
		return nil, err
	}
	written, err := json.Marshal(document)
	if err != nil {
		return nil, err
	}
	var back any
	err = json.Unmarshal(written, &back)
	return back, err
}

// TestDocumentedExamplesAreReadWhole reads every documented example that the product uses: envelopes as
// envelopes, documents without losing a field.
func TestDocumentedExamplesAreReadWhole(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.json")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var one golden
			if err := json.Unmarshal(raw, &one); err != nil {
				t.Fatal(err)
			}
			section, _, _ := strings.Cut(filepath.Base(file), "-")
			if one.Page != "LIME and Blip" || !strings.HasPrefix(one.Heading, section+" ") || one.Source == "" {
				t.Errorf("it is of section %s by its name, and says %q, %q, %q", section, one.Page, one.Heading, one.Source)
			}
			example := one.Example
			if one.Envelope != nil {
				example = sameEnvelope(t, one.Envelope)
			}
			if one.Document != "" {
				sameDocument(t, one, example)
			}
		})
	}
}

// sameEnvelope reads an envelope, writes it, and compares; it gives the resource of a command or the content
// of a message.
func sameEnvelope(t *testing.T, raw json.RawMessage) json.RawMessage {
	t.Helper()
	envelope, err := lime.Decode(raw)
	if err != nil {
		t.Fatal(err)
	}
	written, err := lime.Encode(envelope)
	if err != nil {
		t.Fatal(err)
	}
	missing(t, "", decoded(t, raw), decoded(t, written), nil)
	if message, is := envelope.(*lime.Message); is {
		return message.Content
	}
	command, is := envelope.(*lime.Command)
	if !is {
		return nil
	}
	if _, err := lime.ParseURI(command.URI); err != nil && command.IsRequest() {
		t.Error(err)
	}
	return command.Resource
}

func sameDocument(t *testing.T, one golden, example json.RawMessage) {
	t.Helper()
	read := goldenReaders[one.Document]
	if read == nil {
		t.Fatalf("nobody reads a %q", one.Document)
	}
	back, err := read(example)
	if err != nil {
		t.Fatal(err)
	}
	missing(t, "", decoded(t, example), back, one.Ignores)
	if one.Items == "" {
		return
	}
	list, err := goldenReaders[one.Document](example)
	if err != nil {
		t.Fatal(err)
	}
	items, _ := fieldNamed(list.(map[string]any), "items").([]any)
	if len(items) == 0 {
		t.Error("the list is empty")
	}
	one.Document, one.Items = one.Items, ""
	for _, item := range items {
		written, err := json.Marshal(item)
		if err != nil {
			t.Fatal(err)
		}
		sameDocument(t, one, written)
	}
}

func decoded(t *testing.T, raw []byte) (value any) {
	t.Helper()
	if err := json.Unmarshal(raw, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// missing tells every value of an example that is not in what was written, numbers and texts alike.
func missing(t *testing.T, path string, want, got any, ignores []string) {
	t.Helper()
	switch want := want.(type) {
	case map[string]any:
		fields, _ := got.(map[string]any)
		for name, value := range want {
			if slices.Contains(ignores, name) {
				continue
			}
			missing(t, path+"/"+name, value, fieldNamed(fields, name), ignores)
		}
	case []any:
		list, _ := got.([]any)
		for index, value := range want {
			var other any
			if index < len(list) {
				other = list[index]
			}
			missing(t, fmt.Sprintf("%s/%d", path, index), value, other, ignores)
		}
	default:
		if got == nil && slices.Contains([]any{false, 0.0, ""}, want) {
			return // left out, which says the same
		}
		if fmt.Sprint(want) != fmt.Sprint(got) {
			t.Errorf("%s was %v and became %v", path, want, got)
		}
	}
}

func fieldNamed(fields map[string]any, name string) any {
	for known, value := range fields {
		if strings.EqualFold(known, name) {
			return value
		}
	}
	return nil
}
