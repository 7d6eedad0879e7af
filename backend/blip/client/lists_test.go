package client

import (
	"encoding/json"
	"fmt"
	"strconv"
	"testing"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"

	"github.com/google/go-cmp/cmp"
)

func templateNumber(number int) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"id":"%d","name":"t_%d","language":"pt_BR","status":"APPROVED","category":"UTILITY",
		"components":[{"type":"BODY","text":"Olá"}]}`, number, number))
}

// templatesPlatform has some templates and answers pages of at most pageMax; it may ignore $skip.
func templatesPlatform(t *testing.T, all, pageMax int, ignoresSkip bool, shape string) *scripted {
	platform := newHub(t)
	platform.reply("get "+doc.PathMessageTemplates, func(asked *lime.Command) *lime.Command {
		uri, err := lime.ParseURI(asked.URI)
		if err != nil {
			t.Error(err)
		}
		skip, _ := strconv.Atoi(uri.Query.Get(doc.QuerySkip))
		take, _ := strconv.Atoi(uri.Query.Get(doc.QueryTake))
		if ignoresSkip {
			skip = 0
		}
		items := []json.RawMessage{}
		for number := skip; number < all && len(items) < min(take, pageMax); number++ {
			items = append(items, templateNumber(number))
		}
		switch shape {
		case "total":
			return asked.Answer(lime.MediaTypeCollection, marshal(t, map[string]any{"total": all, "items": items}))
		case "data":
			return asked.Answer(lime.MediaTypeJSON, marshal(t, map[string]any{"data": items, "paging": map[string]any{}}))
		}
		return asked.Answer(lime.MediaTypeCollection, marshal(t, map[string]any{"total": len(items), "items": items}))
	})
	return platform
}

func TestAllTemplatesAreReadWhateverTheListLooksLike(t *testing.T) { // LIME and Blip, §12
	for name, c := range map[string]struct {
		all, pageMax int
		ignoresSkip  bool
		shape        string
		want         int
	}{
		"none":                           {0, 200, false, "items", 0},
		"one page":                       {60, 200, false, "items", 60},
		"several pages":                  {450, 200, false, "items", 450},
		"a full page and no more":        {200, 200, false, "items", 200},
		"Meta's shape":                   {230, 200, false, "data", 230},
		"$skip is ignored":               {200, 200, true, "items", 200},
		"smaller pages and a real total": {130, 50, false, "total", 130},
		"ignores $skip with a total":     {130, 50, true, "total", 50},
	} {
		inBubble(t, name, func(t *testing.T) {
			run := connect(t, templatesPlatform(t, c.all, c.pageMax, c.ignoresSkip, c.shape))
			list, err := run.Templates(within(t), storeBot)
			if err != nil || len(list.Templates) != c.want || len(list.Skipped) != 0 || list.ReadAt.IsZero() {
				t.Errorf("%d templates, %d skipped, %v", len(list.Templates), len(list.Skipped), err)
			}
		})
	}
	inBubble(t, "the bot is asked in its own name", func(t *testing.T) {
		platform := templatesPlatform(t, 1, 200, false, "items")
		if _, err := connect(t, platform).Templates(within(t), storeBot); err != nil {
			t.Fatal(err)
		}
		asked := platform.commands(lime.MethodGet, doc.PathMessageTemplates)[0]
		if asked.From.Identity.String() != string(storeBot) || asked.PP != anaNode || asked.To.String() != doc.WhatsAppNode {
			t.Errorf("from %s, pp %s, to %s", asked.From, asked.PP, asked.To)
		}
	})
}

func contactNamed(name string, number int) doc.Contact {
	return doc.Contact{Identity: fmt.Sprintf("55119%08d@wa.gw.msging.net", number), Name: name}
}

func TestContactsAreFoundByTheDocumentedFilters(t *testing.T) { // LIME and Blip, §10
	inBubble(t, "startswith, then substringof", func(t *testing.T) {
		platform := newScripted(t)
		platform.reply("get "+doc.PathContacts, func(asked *lime.Command) *lime.Command {
			uri, err := lime.ParseURI(asked.URI)
			if err != nil {
				t.Error(err)
			}
			found := []doc.Contact{contactNamed("Rita", 1)}
			if uri.Query.Get(doc.QueryFilter) == "(substringof('Ri''',name))" {
				found = append(found, contactNamed("Ana Ri'", 2), contactNamed("Bia Ri'", 3))
			}
			list, err := doc.NewCollection(doc.MediaTypeContact, found)
			if err != nil {
				t.Error(err)
			}
			return asked.Answer(lime.MediaTypeCollection, marshal(t, list))
		})
		found, err := connect(t, platform).SearchContacts(within(t), storeBot, " Ri' ", 2)
		if err != nil || len(found) != 2 || found[0].Name != "Rita" || found[1].Name != "Ana Ri'" {
			t.Errorf("found %+v, %v", found, err)
		}
	})
	inBubble(t, "a hub searches by itself", func(t *testing.T) {
		platform := newHub(t, doc.AbilityContacts)
		platform.answer("get "+doc.PathActivaContacts, json.RawMessage(`{"items":[{"identity":"5511987654321@wa.gw.msging.net",
			"name":"Rita","extras":{"plan":3},"subscriptionStatus":"not-subscribed"},{"name":"no identity"},7]}`))
		found, err := connect(t, platform).SearchContacts(within(t), storeBot, "rita", 5)
		want := []desk.Contact{{ID: "5511987654321@wa.gw.msging.net", Name: "Rita", Phone: "+5511987654321",
			Fields: map[string]string{"plan": "3"}, OptedOut: true}}
		if difference := cmp.Diff(want, found); err != nil || difference != "" {
			t.Errorf("%v %s", err, difference)
		}
	})
}

func TestANewContactIsSavedAndAKnownOneNeverChanged(t *testing.T) { // LIME and Blip, §10
	inBubble(t, "get first", func(t *testing.T) {
		platform := newScripted(t)
		path := "get /contacts/5511987654321@wa.gw.msging.net"
		platform.answer(path, contactNamed("Rita Lima", 87654321))
		platform.answer("set "+doc.PathContacts, nil)
		run := connect(t, platform)
		rita := desk.Contact{Name: "Another name", Phone: "+5511987654321"}
		saved, err := run.SaveNewContact(within(t), storeBot, rita)
		if err != nil || saved.Name != "Rita Lima" || len(platform.commands(lime.MethodSet, doc.PathContacts)) != 0 {
			t.Errorf("a known contact became %+v, %v", saved, err)
		}
		platform.fail(path, lime.ReasonCodeResourceNotFound)
		saved, err = run.SaveNewContact(within(t), storeBot, rita)
		if err != nil || saved.ID != "5511987654321@wa.gw.msging.net" || len(platform.commands(lime.MethodSet, doc.PathContacts)) != 1 {
			t.Errorf("a new contact became %+v, %v", saved, err)
		}
	})
}

func TestRecipientFacts(t *testing.T) {
	who := desk.RecipientQuery{Phone: "+5511987654321"}
	inBubble(t, "of a hub", func(t *testing.T) {
		platform := newHub(t, doc.AbilityRecipient)
		platform.answer("get "+doc.PathRecipient, json.RawMessage(`{"contact":{"identity":"5511987654321@wa.gw.msging.net","name":"Rita"},
			"optedOut":"true","ticket":{"id":"t1","agent":"ANA@activa.local","agentName":"Ana","status":"waiting","since":"2026-11-12T12:00:00Z"},
			"recent":[{"agent":"rui@activa.local","agentName":"Rui","templateName":"aviso","at":"2026-11-12T12:00:00Z"}]}`))
		facts, err := connect(t, platform).Recipient(within(t), storeBot, who)
		want := desk.RecipientFacts{
			Contact: &desk.Contact{ID: "5511987654321@wa.gw.msging.net", Name: "Rita", Phone: "+5511987654321", OptedOut: true},
			Ticket:  &desk.OpenTicket{ID: "t1", Agent: "ANA@activa.local", AgentName: "Ana", Mine: true, Waiting: true, Since: noon},
			Recent:  []desk.RecentSend{{Agent: "rui@activa.local", AgentName: "Rui", TemplateName: "aviso", At: noon}},
		}
		if difference := cmp.Diff(want, facts); err != nil || difference != "" {
			t.Errorf("%v %s", err, difference)
		}
		if asked := platform.commands(lime.MethodGet, doc.PathRecipient)[0]; asked.URI != "/x-activa/recipient?phone=%2B5511987654321" {
			t.Errorf("asked %s", asked.URI)
		}
	})
	inBubble(t, "by documented commands", func(t *testing.T) {
		platform := newScripted(t)
		platform.fail("get /contacts/5511987654321@wa.gw.msging.net", lime.ReasonCodeResourceNotFound)
		platform.answer("get "+doc.PathTickets, json.RawMessage(`{"total":2,"items":[{"id":"t0","status":"ClosedClientInactivity"},
			{"id":"t1","status":"Open","agentIdentity":"rui%40example.com@blip.ai","storageDate":"2026-11-12T12:00:00.000Z"}]}`))
		run := connect(t, platform)
		facts, err := run.Recipient(within(t), storeBot, who)
		want := desk.RecipientFacts{Ticket: &desk.OpenTicket{ID: "t1", Agent: "rui%40example.com@blip.ai", Since: noon}}
		if difference := cmp.Diff(want, facts); err != nil || difference != "" {
			t.Errorf("%v %s", err, difference)
		}
		platform.fail("get "+doc.PathTickets, lime.ReasonCodeNotAllowed)
		if facts, err := run.Recipient(within(t), storeBot, who); err != nil || facts.Ticket != nil {
			t.Errorf("without the right to tickets: %+v, %v", facts, err)
		}
	})
}

func TestWhatAHubKeepsForAnAgent(t *testing.T) {
	inBubble(t, "presence, favourites, media, bots, sent list", func(t *testing.T) {
		platform := newHub(t, doc.AbilityPresence, doc.AbilityFavourites, doc.AbilityMedia, doc.AbilitySent)
		run := connect(t, platform)
		platform.answer("set "+doc.PathActivaPresence, nil)
		if err := run.SetPresence(within(t), desk.Presence{Status: desk.Paused, Reason: "almoço"}); err != nil {
			t.Error(err)
		}
		if asked := platform.commands(lime.MethodSet, doc.PathActivaPresence)[0]; string(asked.Resource) != `{"status":"Paused","reason":"almoço"}` {
			t.Errorf("presence is set as %s", asked.Resource)
		}
		platform.answer("get "+doc.PathActivaPresence, json.RawMessage(`{"Status":"ONLINE","since":"2026-11-12T12:00:00Z"}`))
		if presence, err := run.Presence(within(t)); err != nil || presence != (desk.Presence{Status: desk.Online, Since: noon}) {
			t.Errorf("presence is %+v, %v", presence, err)
		}
		bucket := "/buckets/activemsg:favourites:ana"
		platform.fail("get "+bucket, lime.ReasonCodeResourceNotFound)
		if stars, err := run.Favourites(within(t)); err != nil || len(stars) != 0 {
			t.Errorf("favourites are %v, %v", stars, err)
		}
		platform.answer("set "+bucket, nil)
		if err := run.SetFavourites(within(t), []string{"1203"}); err != nil {
			t.Error(err)
		}
		if asked := platform.commands(lime.MethodSet, bucket)[0]; string(asked.Resource) != `{"templates":["1203"]}` {
			t.Errorf("favourites are set as %s", asked.Resource)
		}
		platform.answer("get /x-activa/media/demo/foto 1.jpg", doc.Media{Type: "image/jpeg", Content: []byte("jpeg")})
		for limit, want := range map[int64]string{9: "jpeg", 4: "jpeg", 3: "jpe"} {
			file, err := run.Media(within(t), "/demo/foto%201.jpg", limit)
			if err != nil || string(file.Content) != want || file.ContentType != "image/jpeg" || file.Size != 4 {
				t.Errorf("%d bytes of media are %+v, %v", limit, file, err)
			}
		}
		if host := run.MediaHost(); host != "media.activa.example" {
			t.Errorf("media is served by %q", host)
		}
		platform.answer("get "+doc.PathBots, json.RawMessage(`{"items":[{"identity":"loja@msging.net","number":"+551140028922","directTransfer":"true"}]}`))
		bots, err := run.Bots(within(t))
		if want := []desk.Bot{{ID: storeBot, Name: "loja", Number: "+551140028922", DirectTransfer: true}}; err != nil || !cmp.Equal(want, bots) {
			t.Errorf("bots are %+v, %v", bots, err)
		}
		platform.answer("get "+doc.PathSent, json.RawMessage(`{"items":[{"id":"m-1"},{"change":4}],"next":"58","more":true}`))
		page, next, more, err := run.SentSince(within(t), "40")
		if err != nil || len(page) != 1 || next != "58" || !more {
			t.Errorf("sent page %+v, next %s, more %t, %v", page, next, more, err)
		}
		if _, _, more, err := run.SentSince(within(t), "58"); err != nil || more {
			t.Errorf("a cursor that does not move promises more: %v", err)
		}
	})
	t.Run("a hub whose disk is full says so", func(t *testing.T) {
		reason := lime.Reason{Code: lime.ReasonCodeProcessingError, Description: doc.DiskFull + ": no room"}
		if err := faultOf(&lime.ReasonError{Reason: reason}); fault.CodeOf(err) != desk.DiskFull {
			t.Errorf("got %v", err)
		}
	})
	inBubble(t, "a refusal keeps the platform's words", func(t *testing.T) {
		platform := newHub(t, doc.AbilityPresence)
		platform.fail("set "+doc.PathActivaPresence, lime.ReasonCodeNotAllowed)
		err := connect(t, platform).SetPresence(within(t), desk.Presence{Status: desk.Online})
		if refused := fault.Of(err); refused.Code != Refused || refused.Parameters["code"] != "66" {
			t.Errorf("got %v", err)
		}
	})
}
