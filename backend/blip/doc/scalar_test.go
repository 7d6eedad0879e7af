package doc

import (
	"encoding/json"
	"testing"
	"time"
)

// LIME and Blip, §2.5: numbers as texts and the reverse, dates without zone, names in any case.
func TestLooselyTypedFieldsAreReadAsTheyCome(t *testing.T) {
	var ticket Ticket
	source := `{"ID":"t1","SequentialId":"42","priority":4000.0,"closed":"True","status":"waiting",
		"storageDate":"2026-11-12T14:05:09.3101234","openDate":"2026-11-12T11:05:09-03:00","closeDate":null,
		"campaignid":"c0ffee","newField":{"a":[1]}}`
	if err := json.Unmarshal([]byte(source), &ticket); err != nil {
		t.Fatal(err)
	}
	if ticket.ID != "t1" || ticket.SequentialID != 42 || ticket.Priority != 4000 || !bool(ticket.Closed) ||
		!ticket.Status.Is(TicketWaiting) || ticket.CampaignID != "c0ffee" {
		t.Errorf("got %+v", ticket)
	}
	if want := time.Date(2026, 11, 12, 14, 5, 9, 310123400, time.UTC); !ticket.StorageDate.Equal(want) {
		t.Errorf("date without zone is %v, want %v", ticket.StorageDate, want)
	}
	if want := time.Date(2026, 11, 12, 14, 5, 9, 0, time.UTC); !ticket.OpenDate.Equal(want) {
		t.Errorf("date with zone is %v, want %v", ticket.OpenDate, want)
	}
	if !ticket.CloseDate.IsZero() {
		t.Errorf("null date is %v", ticket.CloseDate)
	}
}

func TestScalarsRefuseWhatTheyAreNot(t *testing.T) {
	for _, c := range []struct {
		into   any
		source string
	}{
		{new(Text), `{"a":1}`}, {new(Text), `[1]`}, {new(Number), `"many"`}, {new(Number), `1e300`},
		{new(Number), `"NaN"`}, {new(Truth), `"perhaps"`}, {new(Instant), `"yesterday"`},
	} {
		if err := json.Unmarshal([]byte(c.source), c.into); err == nil {
			t.Errorf("%s was taken as %T", c.source, c.into)
		}
	}
}

func TestInstantsAreWrittenInUTCWithMilliseconds(t *testing.T) {
	at := time.Date(2026, 11, 12, 11, 5, 9, 310_999_999, time.FixedZone("", -3*3600))
	raw, err := json.Marshal(Token{Token: "x", ExpiresAt: At(at)})
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"token":"x","expiresAt":"2026-11-12T14:05:09.310Z"}`; string(raw) != want {
		t.Errorf("got %s, want %s", raw, want)
	}
}
