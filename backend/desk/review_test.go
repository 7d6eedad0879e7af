package desk_test

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
)

// inBubble gives a world with Rita, whom the platform knows, and João, who has an open ticket.
func inBubble(t *testing.T, test func(t *testing.T, w *world)) {
	folder := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, folder)
		w.platform.AddContact(desk.Contact{ID: "c1", Name: "Rita Lima", Phone: "+5531987654321", Fields: map[string]string{"pedido": "A-77"}}, nil)
		w.platform.AddContact(desk.Contact{ID: "c2", Name: "João Paz", Phone: "+5531987654322"}, &desk.OpenTicket{ID: "t1", AgentName: "Bruno", Waiting: true, Since: time.Now()})
		if err := w.ready(); err != nil {
			t.Fatal(err)
		}
		defer w.stop()
		test(t, w)
	})
}

func guardCodes(review desk.RecipientReview) string {
	var codes string
	for _, guard := range review.Guards {
		codes += " " + guard.Code + "=" + string(guard.Level)
	}
	return codes
}

func TestReviewRecipient(t *testing.T) {
	inBubble(t, func(t *testing.T, w *world) {
		for text, want := range map[string]string{
			"":                 "empty false",
			"nobody":           "invalid false",
			"31 98765-4321":    "new true no-open-ticket=good reply-to-you=good knows Rita Lima",
			"+5531987654322":   "new false open-ticket=stop knows João Paz",
			"+55 11 3000-0000": "new false own-number=stop no-open-ticket=good reply-to-you=good",
			"+5521987659902":   "new true no-open-ticket=good reply-to-you=good",
		} {
			review := w.desk.ReviewRecipient(t.Context(), desk.RecipientInput{Template: avisoKey, Text: text, Region: "BR"})
			got := fmt.Sprintf("%s %v%s", review.Kind, review.CanContinue, guardCodes(review))
			if review.Known != nil {
				got += " knows " + review.Known.Name
			}
			if got != want {
				t.Errorf("%q: %s, want %s", text, got, want)
			}
		}
		w.platform.Drop()
		synctest.Wait()
		offline := w.desk.ReviewRecipient(t.Context(), desk.RecipientInput{Template: avisoKey, Text: "+5521987659903"})
		if guardCodes(offline) != " not-checked=warn" || !offline.CanContinue {
			t.Errorf("without a line: %s", guardCodes(offline))
		}
		found, isOffline, err := w.desk.SearchContacts(t.Context(), avisoKey.Bot, "rita", 5)
		if err != nil || !isOffline || len(found) != 1 || found[0].Fields["pedido"] != "A-77" {
			t.Errorf("the contact that was met is not in the local copy: %+v %v %v", found, isOffline, err)
		}
	})
}

// Facts were once kept for half a minute: a ticket that opened meanwhile was found out only by the refusal.
func TestATicketThatOpensWhileWritingIsToldBeforeSending(t *testing.T) {
	inBubble(t, func(t *testing.T, w *world) {
		rita := desk.RecipientInput{Template: avisoKey, Text: "+5531987654321"}
		if review := w.desk.ReviewRecipient(t.Context(), rita); !review.CanContinue {
			t.Fatalf("at first: %s", guardCodes(review))
		}
		w.platform.AddContact(desk.Contact{ID: "c1", Name: "Rita Lima", Phone: "+5531987654321"}, &desk.OpenTicket{ID: "t2", AgentName: "Bruno", Since: time.Now()})
		time.Sleep(3 * time.Second)
		if review := w.desk.ReviewRecipient(t.Context(), rita); review.CanContinue {
			t.Errorf("three seconds later: %s", guardCodes(review))
		}
		review := w.desk.ReviewDraft(t.Context(), draftOf("d1", "+5531987654321", "Rita"))
		if review.CanSend || len(review.Blocked) != 1 || review.Blocked[0].Code != desk.RecipientInAttendance {
			t.Errorf("the draft: %+v", review.Blocked)
		}
	})
}

func TestReviewDraft(t *testing.T) {
	inBubble(t, func(t *testing.T, w *world) {
		draft := draftOf("d1", "+5531987654321", "-")
		review := w.desk.ReviewDraft(t.Context(), draft)
		if review.CanSend || !message.HasErrors(review.Findings) || len(review.Blocked) != 0 || len(review.Places) != 1 {
			t.Fatalf("without its value: %+v", review)
		}
		offered := map[string]string{}
		for _, source := range review.Places[0].Sources {
			offered[source.From] = source.Value
		}
		for from, want := range map[string]string{
			"contact.firstName": "Rita", "contact.field.pedido": "A-77", "agent.firstName": "Ana", "date": w.now().Local().Format("02/01/2006"),
		} {
			if offered[from] != want {
				t.Errorf("source %s offers %q, want %q", from, offered[from], want)
			}
		}
		draft.Values = message.Values{"body.1": "Olá 👋"}
		review = w.desk.ReviewDraft(t.Context(), draft)
		if !review.CanSend || review.Places[0].Used != 6 || review.Places[0].Left != review.Places[0].LengthMax {
			t.Errorf("filled: can send %v, used %d of %d", review.CanSend, review.Places[0].Used, review.Places[0].Left)
		}
		if _, _, err := w.desk.SendActiveMessage(t.Context(), draft); err != nil {
			t.Fatal(err)
		}
		again := w.desk.ReviewDraft(t.Context(), draftOf("d2", "+5531987654399", ""))
		if sources := again.Places[0].Sources; len(sources) == 0 || sources[0] != (desk.Source{From: "last", Value: "Olá 👋"}) {
			t.Errorf("what was used last is not offered first: %+v", sources)
		}
		if err := w.desk.SetPresence(t.Context(), desk.Presence{Status: desk.Paused}); err != nil {
			t.Fatal(err)
		}
		if blocked := w.desk.ReviewDraft(t.Context(), draft).Blocked; len(blocked) != 1 || fault.CodeOf(blocked[0]) != desk.AgentNotOnline {
			t.Errorf("paused: blocked by %v", blocked)
		}
	})
}

// TestManyHandsAtOnce runs without a bubble, for the race detector: everybody calls everything.
func TestManyHandsAtOnce(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.start()
	w.platform.Connect()
	ready := w.desk.Watch(t.Context())
	for w.desk.Snapshot().Templates.Count == 0 {
		<-ready
	}
	if err := w.desk.SetPresence(t.Context(), desk.Presence{Status: desk.Online}); err != nil {
		t.Fatal(err)
	}
	settings := desk.DefaultSettings()
	settings.UndoSeconds, settings.SendsPerMinute = 0, desk.SendsPerMinuteMax
	if err := w.desk.ChangeSettings(t.Context(), settings); err != nil {
		t.Fatal(err)
	}
	watched := w.desk.Watch(t.Context())
	var hands sync.WaitGroup
	for hand := range 4 {
		hands.Go(func() {
			for n := range 5 {
				draft := draftOf(desk.MessageID(fmt.Sprintf("m%d-%d", hand, n)), "", "")
				draft.Phone = fmt.Sprintf("+5531987%03d%03d", hand, n)
				for range 2 { // a double click
					if _, _, err := w.desk.SendActiveMessage(t.Context(), draft); err != nil {
						t.Error(err)
					}
				}
				w.desk.ReviewDraft(t.Context(), draft)
				w.desk.Snapshot()
				w.desk.Catalog()
			}
		})
	}
	hands.Wait()
	for taken := 0; taken < 20; {
		taken = 0
		<-watched
		for _, row := range w.desk.Snapshot().Sent {
			if row.Outbox == nil {
				taken++
			}
		}
	}
	for _, row := range w.desk.Snapshot().Sent {
		if got := w.platform.Deliveries(string(row.ID())); got != 1 {
			t.Errorf("%s reached its customer %d times", row.ID(), got)
		}
	}
	w.stop()
}
