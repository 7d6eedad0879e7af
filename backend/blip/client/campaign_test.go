package client

import (
	"encoding/json"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/message"

	"github.com/google/go-cmp/cmp"
)

// campaignPlatform is a platform that makes campaigns, and whose summary of c-1 can be set.
func campaignPlatform(t *testing.T) *scripted {
	platform := newScripted(t)
	platform.answer("set "+doc.PathCampaignFull, doc.Campaign{ID: "c-1", Name: "m-1"})
	platform.answer("get /campaigns/c-1/summaries", json.RawMessage(`{"id":"c-1","name":"m-1","statusAudience":[]}`))
	return platform
}

func asSummary(status, instants string) json.RawMessage {
	return json.RawMessage(`{"ID":"c-1","name":"m-1","sendDate":"2026-11-12T12:00:01.000Z","status":"executed","statusAudience":[
		{"RecipientIdentity":"5511987654321@wa.gw.msging.net","status":"` + status + `"` + instants + `,"numberStatus":"VALID"}]}`)
}

func kinds(news []desk.ReceiptNews) (found []message.Delivery) {
	for _, one := range news {
		found = append(found, one.Receipt.Kind)
	}
	return found
}

func TestACampaignIsTheDocumentedOne(t *testing.T) { // LIME and Blip, §13.1
	inBubble(t, "named by the message", func(t *testing.T) {
		platform := campaignPlatform(t)
		run := connect(t, platform, func(options *Options) {
			options.Campaign = CampaignOptions{MasterState: "loja-router@msging.net", FlowID: "b6f1", StateID: "desk:3c2e",
				Sender: "ana.lima@example.com"}
		})
		if err := run.Send(within(t), toRita(), deliveryTemplate(t)); err != nil {
			t.Fatal(err)
		}
		asked := platform.commands(lime.MethodSet, doc.PathCampaignFull)[0]
		want := `{"campaign":{"name":"m-1","campaignType":"Individual","masterState":"loja-router@msging.net","flowId":"b6f1",` +
			`"stateId":"desk:3c2e","channelType":"WhatsApp","sourceApplication":"activa","campaignSender":"ana.lima@example.com"},` +
			`"audience":{"recipient":"+5511987654321","messageParams":{"1":"Rita","2":"A-778"}},` +
			`"message":{"messageTemplate":"aviso_entrega","messageTemplateLanguage":"pt_BR","messageParams":["1","2"],"channelType":"WhatsApp"}}`
		if difference := cmp.Diff(want, string(asked.Resource)); difference != "" || asked.Type != doc.MediaTypeFullCampaign {
			t.Error(asked.Type, difference)
		}
		if got := kinds(told[desk.ReceiptNews](run)); !cmp.Equal(got, []message.Delivery{message.Accepted}) {
			t.Errorf("the desk hears %v", got)
		}
	})
}

func TestCampaignsArePolledOnTheirSchedule(t *testing.T) { // LIME and Blip, §18
	inBubble(t, "5 s six times, 30 s twenty times, then 5 min for a day", func(t *testing.T) {
		platform := campaignPlatform(t)
		run := connect(t, platform)
		if err := run.Send(within(t), toRita(), deliveryTemplate(t)); err != nil {
			t.Fatal(err)
		}
		asked := func() int {
			synctest.Wait()
			return len(platform.commands(lime.MethodGet, "/campaigns/c-1/summaries"))
		}
		for _, step := range []struct {
			wait time.Duration
			want int
		}{{30 * time.Second, 6}, {10 * time.Minute, 26}, {4 * time.Minute, 26}, {time.Minute, 27}, {30 * time.Hour, 26 + 286}} {
			pass(step.wait)
			if got := asked(); got != step.want {
				t.Fatalf("after %v more: %d polls, want %d", step.wait, got, step.want)
			}
		}
		before := asked()
		pass(time.Hour)
		if asked() != before {
			t.Error("polled after the reply window")
		}
	})
	inBubble(t, "until it is read, every answer told", func(t *testing.T) {
		platform := campaignPlatform(t)
		run := connect(t, platform)
		if err := run.Send(within(t), toRita(), deliveryTemplate(t)); err != nil {
			t.Fatal(err)
		}
		told[desk.ReceiptNews](run)
		platform.answer("get /campaigns/c-1/summaries", asSummary("processed", `,"processed":"2026-11-12T12:00:02"`))
		pass(pollQuickEvery)
		got := told[desk.ReceiptNews](run)
		want := []desk.ReceiptNews{
			{ID: "m-1", Receipt: message.Receipt{Kind: message.Accepted, At: noon.Add(time.Second)}},
			{ID: "m-1", Receipt: message.Receipt{Kind: message.Dispatched, At: noon.Add(2 * time.Second)}},
		}
		if difference := cmp.Diff(want, got); difference != "" {
			t.Error(difference)
		}
		platform.answer("get /campaigns/c-1/summaries", asSummary("QUEUED_BY_SOMEONE", ""))
		pass(pollQuickEvery)
		if got := kinds(told[desk.ReceiptNews](run)); !cmp.Equal(got, []message.Delivery{message.Accepted}) {
			t.Errorf("an unknown status tells %v", got)
		}
		platform.answer("get /campaigns/c-1/summaries", asSummary("Read", ""))
		pass(time.Hour)
		if got := kinds(told[desk.ReceiptNews](run)); !cmp.Equal(got, []message.Delivery{message.Accepted, message.Consumed}) {
			t.Errorf("after it was read the desk hears %v", got)
		}
	})
}

func TestRefusedCampaigns(t *testing.T) {
	inBubble(t, "an open ticket is told later, on the audience (1602)", func(t *testing.T) {
		platform := campaignPlatform(t)
		run := connect(t, platform)
		if err := run.Send(within(t), toRita(), deliveryTemplate(t)); err != nil {
			t.Fatal(err)
		}
		told[desk.ReceiptNews](run)
		platform.answer("get /campaigns/c-1/summaries",
			asSummary("FAILED", `,"reasonCode":"1602","reasonDescription":"in attendance","failed":"2026-11-12T12:00:03Z"`))
		pass(time.Minute)
		got := told[desk.ReceiptNews](run)
		want := message.Receipt{Kind: message.Failed, At: noon.Add(3 * time.Second), Reason: message.Reason{Code: 1602, Description: "in attendance"}}
		if len(got) != 2 || got[1].Receipt != want {
			t.Errorf("the desk hears %+v", got)
		}
	})
	inBubble(t, "a command that fails is the end of the message", func(t *testing.T) {
		platform := campaignPlatform(t)
		platform.fail("set "+doc.PathCampaignFull, lime.ReasonCodePermissionRequired)
		run := connect(t, platform)
		if err := run.Send(within(t), toRita(), deliveryTemplate(t)); err != nil {
			t.Fatal(err)
		}
		got := told[desk.ReceiptNews](run)
		if len(got) != 1 || got[0].Receipt.Kind != message.Failed || got[0].Receipt.Reason.Code != lime.ReasonCodePermissionRequired {
			t.Errorf("the desk hears %+v", got)
		}
	})
	inBubble(t, "no answer leaves the outcome unknown", func(t *testing.T) {
		platform := campaignPlatform(t)
		platform.reply("set "+doc.PathCampaignFull, func(*lime.Command) *lime.Command { return nil })
		run := connect(t, platform)
		if err := run.Send(within(t), toRita(), deliveryTemplate(t)); err == nil || fault.CodeOf(err) == desk.NotHandedOver {
			t.Errorf("the error says %v", err)
		}
	})
}

func TestACampaignIsLookedUpByItsName(t *testing.T) { // LIME and Blip, §19
	inBubble(t, "found and followed; not found proves nothing", func(t *testing.T) {
		platform := campaignPlatform(t)
		run := connect(t, platform)
		platform.answer("get "+doc.PathCampaignSummaries, map[string]any{"items": []json.RawMessage{
			[]byte(`{"id":"c-0","name":"m-0"}`), []byte(`7`), asSummary("PROCESSED", "")}})
		found, err := run.LookUp(within(t), storeBot, "m-1")
		if err != nil || found.Outcome != desk.LookUpFound || found.Progress.Delivery != message.Dispatched {
			t.Errorf("found %+v, %v", found, err)
		}
		pass(time.Minute)
		if len(platform.commands(lime.MethodGet, "/campaigns/c-1/summaries")) == 0 {
			t.Error("a message that was found is not followed")
		}
		if found, err := run.LookUp(within(t), storeBot, "m-7"); err != nil || found.Outcome != desk.LookUpUnknown {
			t.Errorf("a missing name proves %+v, %v", found, err)
		}
	})
}

func TestCampaignsOfAnEarlierRunAreFollowedAgain(t *testing.T) {
	inBubble(t, "told at once, and polled", func(t *testing.T) {
		platform := campaignPlatform(t)
		young := doc.At(time.Now().Add(-time.Hour)).String()
		platform.answer("get "+doc.PathCampaignSummaries, map[string]any{"items": []json.RawMessage{
			[]byte(`{"id":"c-1","name":"m-1","sendDate":"` + young + `","statusAudience":[{"status":"PROCESSED"}]}`),
			[]byte(`{"id":"c-2","name":"m-2","sendDate":"` + young + `","statusAudience":[{"status":"READ"}]}`)}})
		run := connect(t, platform)
		want := []message.Delivery{message.Accepted, message.Dispatched, message.Accepted, message.Consumed}
		if got := kinds(told[desk.ReceiptNews](run)); !cmp.Equal(got, want) {
			t.Errorf("the desk hears %v", got)
		}
		pass(pollQuickEvery)
		synctest.Wait()
		if first := platform.commands(lime.MethodGet, "/campaigns/c-1/summaries"); len(first) != 1 {
			t.Errorf("the one on its way is polled %d times", len(first))
		}
		if second := platform.commands(lime.MethodGet, "/campaigns/c-2/summaries"); len(second) != 0 {
			t.Error("the one that was read is polled")
		}
	})
}

func TestTemplatesThatACampaignCannotCarryAreRefused(t *testing.T) { // WhatsApp templates, §10
	template, err := message.ReadTemplate([]byte(`{"id":"1","name":"cupom","language":"pt_BR","status":"APPROVED","category":"MARKETING",
		"components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"Olá {{1}}"},
		{"type":"BUTTONS","buttons":[{"type":"URL","text":"Ver","url":"https://l.example/{{1}}"},{"type":"QUICK_REPLY","text":"Ok"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	values := message.Values{"header.media": "https://x.example/a.jpg", "body.1": "Rita", "button.0.url": "a778"}
	keys, byKey, err := campaignValues(template, values, false)
	want := map[string]doc.Text{"1": "https://x.example/a.jpg", "2": "Rita", "3": "a778"}
	if err != nil || !cmp.Equal(keys, []doc.Text{"1", "2", "3"}) || !cmp.Equal(byKey, want) {
		t.Errorf("keys %v, values %v, %v", keys, byKey, err)
	}
	if keys, _, _ := campaignValues(template, values, true); !cmp.Equal(keys, []doc.Text{"0", "1", "2"}) {
		t.Errorf("with the media header as 0 the keys are %v", keys)
	}
	template.Buttons[0] = message.Button{Kind: message.ButtonCopyCode}
	if _, _, err := campaignValues(template, values, false); err == nil {
		t.Error("a coupon code has no known key, but was taken")
	}
}
