package doc

import (
	"testing"
	"time"

	"activa/backend/lime"
)

func TestURIsAreTheDocumentedOnes(t *testing.T) {
	created := At(time.Date(2026, 11, 12, 0, 0, 0, 0, time.UTC))
	for _, c := range []struct{ heading, got, want string }{
		{"§10 search", ContactsURI(NameStartsWith("Rit"), 0, 10), "/contacts?$filter=(startswith(name%2C'Rit'))&$skip=0&$take=10"},
		{"§10 one, encoded once more", ContactURI("ana.lima%40example.com@blip.ai"), "/contacts/ana.lima%2540example.com@blip.ai"},
		{"§11", WhatsAppAccountURI("+5511987654321"), "lime://wa.gw.msging.net/accounts/+5511987654321"},
		{"§12", MessageTemplatesURI(0, 200), "/message-templates?$skip=0&$take=200"},
		{"§13.1", CampaignSummaryURI("c0ffee"), "/campaigns/c0ffee/summaries"},
		{"§13.1 list", CampaignSummariesURI(created, "ana.lima@example.com", 0, 100),
			"/campaigns/summaries?$skip=0&$take=100&CampaignSender=ana.lima%40example.com&created=2026-11-12T00%3A00%3A00.000Z"},
		{"§13.3", ContextURI("5511987654321@wa.gw.msging.net", "Master-State"), "/contexts/5511987654321@wa.gw.msging.net/Master-State"},
		{"§14.2 waiting", TicketsURI(Is("status", "waiting").String(), false, 0, 100),
			"/tickets?$filter=status%20eq%20'waiting'&$skip=0&$take=100"},
		{"§16", FavouritesURI("ana"), "/buckets/activemsg:favourites:ana"},
		{"ours", RecipientByPhoneURI("+5511987654321"), "/x-activa/recipient?phone=%2B5511987654321"},
		{"ours", SentSinceURI("", 200, true), "/x-activa/sent?$take=200&agent=all&cursor="},
		{"ours", MediaURI("/demo/foto 1.jpg", 0), "/x-activa/media/demo/foto%201.jpg"},
		{"ours", TokenURI("ana@activa.local"), "/x-activa/accounts/ana@activa.local/token"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got  %s\nwant %s", c.heading, c.got, c.want)
		}
	}
}

// What a person types must come out of the URI as it was typed, whatever it holds.
func FuzzSearchTextSurvivesTheURI(f *testing.F) {
	for _, seed := range []string{"Rita", "D'Ávila & filhos", "100% +55?#/=", "a%2540b", "''", "漢字 \\"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := ParseFilter("name eq " + quote(text)); err != nil {
			t.Skip() // not UTF-8, or too long
		}
		uri, err := lime.ParseURI(ContactsURI(NameContains(text), 0, 10))
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := ParseFilter(uri.Query.Get(QueryFilter))
		if err != nil {
			t.Fatal(err)
		}
		if match, ok := parsed.(Match); !ok || match.Text != text {
			t.Fatalf("%q became %v", text, parsed)
		}
	})
}
