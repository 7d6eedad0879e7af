package doc

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Every case is a documented example that the product uses: it is read into our document, which is
// compared field by field; what we write ourselves is compared as text.

func read[T any](t *testing.T, source string) T {
	t.Helper()
	var document T
	if err := json.Unmarshal([]byte(source), &document); err != nil {
		t.Fatal(err)
	}
	return document
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if difference := cmp.Diff(want, got); difference != "" {
		t.Error(difference)
	}
}

func TestCollectionOfTickets(t *testing.T) { // LIME and Blip, §2.4
	list := read[Collection](t, `{ "total": 1, "itemType": "application/vnd.iris.ticket+json", "items": [ {} ] }`)
	tickets, dropped := Items[Ticket](list)
	if len(tickets) != 1 || dropped != 0 || *list.Total != 1 || list.ItemType != MediaTypeTicket {
		t.Errorf("got %+v, %d tickets, %d dropped", list, len(tickets), dropped)
	}
}

func TestTemplateListsInBothShapes(t *testing.T) { // LIME and Blip, §12
	for name, source := range map[string]string{
		"LIME": `{"itemType":"application/json","items":[{"name":"a"},{"name":"b"}]}`,
		"Meta": `{"data":[{"name":"a"},{"name":"b"}],"paging":{"cursors":{}}}`,
		"bare": `[{"name":"a"},{"name":"b"}]`,
	} {
		if list := read[Collection](t, source); len(list.Items) != 2 || string(list.Items[1]) != `{"name":"b"}` {
			t.Errorf("%s: got %s", name, list.Items)
		}
	}
}

func TestOneOddItemDoesNotHideTheOthers(t *testing.T) { // LIME and Blip, §2.5 rule 5
	list := read[Collection](t, `{"items":[{"identity":"a@b"},7,{"identity":["c"]},{"identity":"d@e"}]}`)
	contacts, dropped := Items[Contact](list)
	if len(contacts) != 2 || dropped != 2 {
		t.Errorf("got %d contacts and %d dropped", len(contacts), dropped)
	}
}

func TestContactResource(t *testing.T) { // LIME and Blip, §2.4 and §23 (spelling of the WhatsApp fields)
	contact := read[Contact](t, `{ "identity": "5511987654321@wa.gw.msging.net", "name": "Rita",
		"phoneNumber": 5511987654321, "WhatsappWaId": "5511987654321", "extras": {"plan": 3, "vip": true},
		"lastMessageDate": "2026-11-12T14:05:09.31", "photoUri": "https://x.example/p.jpg" }`)
	same(t, Contact{Identity: "5511987654321@wa.gw.msging.net", Name: "Rita", PhoneNumber: "5511987654321",
		WhatsAppID: "5511987654321", Extras: map[string]Text{"plan": "3", "vip": "true"},
		LastMessageDate: At(time.Date(2026, 11, 12, 14, 5, 9, 310e6, time.UTC))}, contact)
}

func TestFullCampaign(t *testing.T) { // LIME and Blip, §13.1
	want := `{"campaign":{"name":"desk-2026-11-12-5f0c","campaignType":"Individual",` +
		`"masterState":"loja-router@msging.net","flowId":"b6f1…","stateId":"desk:3c2e…",` +
		`"channelType":"WhatsApp","sourceApplication":"our-app","campaignSender":"ana.lima@example.com"},` +
		`"audience":{"recipient":"+5511987654321","messageParams":{"1":"Rita","2":"A-778"}},` +
		`"message":{"messageTemplate":"aviso_entrega","messageTemplateLanguage":"pt_BR",` +
		`"messageParams":["1","2"],"channelType":"WhatsApp"}}`
	written, err := json.Marshal(read[FullCampaign](t, want))
	if err != nil {
		t.Fatal(err)
	}
	same(t, want, string(written))
	odd := read[FullCampaign](t, `{"campaign":{"Name":"n","masterstate":"r@msging.net"},"message":{"messageParams":[1,2]}}`)
	same(t, "r@msging.net", odd.Campaign.MasterState)
	same(t, []Text{"1", "2"}, odd.Message.MessageParams)
}

func TestCampaignSummary(t *testing.T) { // LIME and Blip, §13.1, captured answer
	summary := read[CampaignSummary](t, `{ "id":"c0ffee", "name":"desk-2026-11-12-5f0c",
		"messageTemplate":"aviso_entrega", "masterState":"loja-router@msging.net", "flowId":"f","stateId":"s",
		"sendDate":"2026-11-12T14:05:09.310Z","channelType":"WHATSAPP","status":"executed",
		"statusAudience":[ {"recipientIdentity":"5511987654321@wa.gw.msging.net","status":"FAILED",
		"reasonCode":1602,"reasonDescription":"…","failed":"2026-11-12T14:05:11.040Z","numberStatus":"VALID"} ] }`)
	same(t, CampaignSummary{ID: "c0ffee", Name: "desk-2026-11-12-5f0c", MessageTemplate: "aviso_entrega",
		MasterState: "loja-router@msging.net", FlowID: "f", StateID: "s",
		SendDate: At(time.Date(2026, 11, 12, 14, 5, 9, 310e6, time.UTC)), ChannelType: "WHATSAPP", Status: "executed",
		StatusAudience: []AudienceStatus{{RecipientIdentity: "5511987654321@wa.gw.msging.net", Status: AudienceFailed,
			ReasonCode: ReasonRecipientInAttendance, ReasonDescription: "…",
			Failed: At(time.Date(2026, 11, 12, 14, 5, 11, 40e6, time.UTC)), NumberStatus: "VALID"}}}, summary)
}

func TestAddresses(t *testing.T) { // LIME and Blip, §1.1, §1.2
	same(t, "ana.lima%40example.com@blip.ai", PortalIdentity("ana.lima@example.com"))
	same(t, "ana.lima@example.com", PortalEmail("ana.lima%40example.com@blip.ai"))
	same(t, "ana@activa.local", PortalEmail("ana@activa.local"))
	same(t, "5511987654321@wa.gw.msging.net", ContactIdentity("+5511987654321"))
	same(t, "+5511987654321", ContactPhone("5511987654321@WA.gw.msging.net"))
	same(t, "", ContactPhone("b6c1d2e3-aaaa@wa.gw.msging.net"))
	same(t, "", ContactPhone("5511987654321@0mn.io"))
	same(t, "loja-router@msging.net", BotIdentity("loja-router"))
	same(t, true, SameIdentity("Ana.Lima%40example.com@blip.ai/!desk", "ana.lima@example.com@BLIP.ai"))
	same(t, false, SameIdentity("ana@activa.local", "ana@blip.ai"))
}

func TestTicketStatuses(t *testing.T) { // LIME and Blip, §14.1, §23
	for status, finished := range map[TicketStatus]bool{"ClosedAttendant": true, "closedclient": true,
		"ClosedClientInactivity": true, "Transferred": true, "Waiting": false, "Open": false, "Assigned": false, "None": false} {
		if status.Finished() != finished {
			t.Errorf("%s: finished is %t", status, status.Finished())
		}
	}
}

func TestPresencesOfBothSpellings(t *testing.T) { // LIME and Blip, §14.3, §26
	for text, want := range map[string]PresenceStatus{"Pause": PresencePaused, "paused": PresencePaused, "2": PresenceOnline,
		"INVISIBLE": PresenceInvisible, "Offline": PresenceOffline} {
		if got, known := ReadPresenceStatus(text); !known || got != want {
			t.Errorf("%s is %s", text, got)
		}
	}
	if _, known := ReadPresenceStatus("busy"); known {
		t.Error("busy is no presence of an agent")
	}
}

// Whatever comes, a document is read or refused; and what was read once is read the same from our own text.
func FuzzDocuments(f *testing.F) {
	for _, seed := range []string{`{"id":1,"change":"7","accepted":"2026-11-12T12:00:00","values":{"body.1":"x"},"reason":{"code":"1602"}}`,
		`{"items":[{}],"total":"3","more":"true"}`, `[{"a":1}]`, `{"data":null}`, `null`, `{"statusAudience":[{"status":"READ"}]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		again[Sent](t, source)
		again[Ticket](t, source)
		again[Contact](t, source)
		again[FullCampaign](t, source)
		again[CampaignSummary](t, source)
		var summaries Summaries
		_ = json.Unmarshal(source, &summaries)
		var list Collection
		if json.Unmarshal(source, &list) == nil {
			Items[Sent](list)
		}
	})
}

func again[T any](t *testing.T, source []byte) {
	var first, second T
	if json.Unmarshal(source, &first) != nil {
		return
	}
	written, err := json.Marshal(first)
	if err != nil {
		t.Fatalf("%T was read and cannot be written: %v", first, err)
	}
	if err := json.Unmarshal(written, &second); err != nil {
		t.Fatalf("%T does not read its own text %s: %v", first, written, err)
	}
	rewritten, err := json.Marshal(second)
	if err != nil || string(written) != string(rewritten) {
		t.Fatalf("%T changes from %s to %s (%v)", first, written, rewritten, err)
	}
}
