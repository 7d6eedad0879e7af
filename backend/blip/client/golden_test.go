package client_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// goldenFolder has a file for every documented example that the product uses; each says where it is from.
const goldenFolder = "../doc/testdata/golden"

// goldens are the examples: every text of them, the requests by method, node and documented path, and the paths
// of all requests.
type goldens struct {
	text     string
	requests map[string]bool
	paths    []lime.URI
}

var readGoldens = sync.OnceValues(func() (goldens, error) {
	read := goldens{requests: map[string]bool{}}
	files, err := filepath.Glob(goldenFolder + "/*.json")
	for _, file := range files {
		raw, failed := os.ReadFile(file)
		if failed != nil {
			return read, failed
		}
		read.text += string(raw)
		var one struct{ Envelope json.RawMessage }
		if err := json.Unmarshal(raw, &one); err != nil {
			return read, fmt.Errorf("%s: %w", file, err)
		}
		envelope, failed := lime.Decode(one.Envelope)
		command, is := envelope.(*lime.Command)
		if failed != nil || !is || !command.IsRequest() {
			continue
		}
		uri, failed := lime.ParseURI(command.URI)
		if failed != nil {
			return read, failed
		}
		node, path := blipstand.Route(command, uri)
		read.requests[requestKey(command.Method, node, path)] = true
		read.paths = append(read.paths, uri)
	}
	return read, err
})

func requestKey(method lime.Method, node, path string) string {
	return strings.ToLower(fmt.Sprintf("%s %s to %s", method, path, node))
}

// exemplified fails the test when the client sent a command of which there is no golden file.
func exemplified(t *testing.T, stand *blipstand.Stand) {
	t.Helper()
	known, err := readGoldens()
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for _, one := range stand.Seen() {
		if key := requestKey(one.Method, one.To, one.Route); !known.requests[key] && !told[key] {
			told[key] = true
			t.Errorf("no golden file has %s (%s)", key, one.Path)
		}
	}
}

// uriSamples are what the functions of package doc make, with an asterisk for every name.
var uriSamples = map[string]string{
	"MessageTemplatesURI": doc.MessageTemplatesURI(0, 1), "ContactsURI": doc.ContactsURI("", 0, 1), "ContactURI": doc.ContactURI("*"),
	"WhatsAppAccountURI": doc.WhatsAppAccountURI("*"), "CampaignSummaryURI": doc.CampaignSummaryURI("*"),
	"CampaignSummariesURI": doc.CampaignSummariesURI(doc.At(time.Unix(0, 0)), "", 0, 1), "TicketsURI": doc.TicketsURI("", false, 0, 1),
	"ContextURI": doc.ContextURI("*", "*"), "NotificationsURI": doc.NotificationsURI("*"), "TunnelURI": doc.TunnelURI("*"),
	"BucketURI": doc.BucketURI("*"), "FavouritesURI": doc.BucketURI("*"), "ContactSearchURI": doc.ContactSearchURI("", 1),
	"RecipientByContactURI": doc.RecipientByContactURI("*"), "RecipientByPhoneURI": doc.RecipientByPhoneURI("*"),
	"SentSinceURI": doc.SentSinceURI("", 1, false), "TeamURI": doc.TeamURI(doc.At(time.Unix(0, 0)), ""), "SentURI": doc.SentURI("*"),
	"MediaURI": doc.MediaURI("*", 0), "TokenURI": doc.TokenURI("*"), "TicketStatusURI": doc.TicketStatusURI(),
	"TicketURI": doc.TicketURI("*", "*"), "TicketHistoryURI": doc.TicketHistoryURI("*"), "TicketOneURI": doc.TicketOneURI("*"),
	"TicketMessagesURI": doc.TicketMessagesURI("*", doc.Instant{}, 0, 1), "ReplyCategoryURI": doc.ReplyCategoryURI("*"),
	"CommentsURI": doc.CommentsURI("*"), "UploadURI": doc.UploadURI("*", 0), "AttendantsURI": doc.AttendantsURI(0, 1),
	"ConfigurationURI": doc.ConfigurationURI("*"), "PhoneURI": doc.PhoneURI("*", "*", 1),
}

// undocumented are commands of our hub's beside Blip's own: nobody documents them, so nobody has an example.
var undocumented = []string{doc.PathTags}

// TestEveryCommandOfTheClientHasAGoldenFile reads the client's own source: whatever address of a command or
// type of a document it names, there is a documented example of it, or it is ours.
func TestEveryCommandOfTheClientHasAGoldenFile(t *testing.T) {
	known, err := readGoldens()
	if err != nil {
		t.Fatal(err)
	}
	constants := constantsOfDoc(t)
	looked := 0
	for _, name := range namesOfDoc(t) {
		value := constants[name]
		switch {
		case strings.HasPrefix(name, "MediaType"):
			looked++
			if !strings.Contains(value, "/vnd.activa.") && !strings.Contains(known.text, strconv.Quote(value)) {
				t.Errorf("no golden file has a document of the type %s", value)
			}
		case strings.HasPrefix(name, "Path"), strings.HasSuffix(name, "URI") && uriSamples[name] != "":
			looked++
			if value == "" {
				value = uriSamples[name]
			}
			if !isOurs(value) && !slices.ContainsFunc(known.paths, func(uri lime.URI) bool { return fits(value, uri) }) {
				t.Errorf("no golden file has the command %s, %s", name, value)
			}
		case strings.HasSuffix(name, "URI") && !strings.HasPrefix(name, "Metadata"):
			t.Errorf("what doc.%s makes is to stand among the samples", name)
		}
	}
	if looked < 50 {
		t.Errorf("only %d names were looked at", looked)
	}
}

func isOurs(uri string) bool {
	return strings.HasPrefix(uri, "/x-") || slices.Contains(undocumented, uri)
}

// fits compares a sample with an example, where a name of the sample is any.
func fits(sample string, example lime.URI) bool {
	uri, err := lime.ParseURI(sample)
	if err != nil || len(uri.Segments) != len(example.Segments) {
		return false
	}
	for at, segment := range uri.Segments {
		if segment != "*" && segment != example.Segments[at] {
			return false
		}
	}
	return true
}

// namesOfDoc are the names of package doc that the client uses, each once.
func namesOfDoc(t *testing.T) (names []string) {
	t.Helper()
	for _, file := range parsed(t, ".") {
		ast.Inspect(file, func(node ast.Node) bool {
			if selector, is := node.(*ast.SelectorExpr); is {
				if of, is := selector.X.(*ast.Ident); is && of.Name == "doc" && !slices.Contains(names, selector.Sel.Name) {
					names = append(names, selector.Sel.Name)
				}
			}
			return true
		})
	}
	return names
}

// constantsOfDoc are the texts among the constants of package doc by name.
func constantsOfDoc(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, file := range parsed(t, "../doc") {
		ast.Inspect(file, func(node ast.Node) bool {
			if spec, is := node.(*ast.ValueSpec); is && len(spec.Names) == 1 && len(spec.Values) == 1 {
				if literal, is := spec.Values[0].(*ast.BasicLit); is && literal.Kind == token.STRING {
					texts[spec.Names[0].Name], _ = strconv.Unquote(literal.Value) // it was parsed as a text: cannot fail
				}
			}
			return true
		})
	}
	return texts
}

// parsed are the files of a folder, those of tests left out.
func parsed(t *testing.T, folder string) (files []*ast.File) {
	t.Helper()
	paths, err := filepath.Glob(folder + "/*.go")
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d files in %s, %v", len(paths), folder, err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}
