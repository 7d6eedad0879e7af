package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/gateway/simulator"
	"activa/backend/hub"
	"activa/backend/hubstore"
	"activa/backend/lime"
	"activa/backend/message"
)

const (
	loja       = desk.BotID("loja@msging.net")
	readsSoon  = "+5511987659900" // the simulator's number of somebody who reads at once,
	neverReads = "+5511987659902" // and of somebody who never shows that a message was read
	waitForHub = time.Minute
)

var storeTemplates = []json.RawMessage{
	[]byte(`{"id":"1203","name":"aviso_entrega","language":"pt_BR","status":"APPROVED","category":"UTILITY",
		"components":[{"type":"BODY","text":"Olá {{1}}, seu pedido {{2}} saiu."}]}`),
	[]byte(`{"name":"sem_idioma"}`),
	[]byte(`{"id":"1204","name":"parado","language":"pt_BR","status":"PAUSED","category":"UTILITY",
		"components":[{"type":"BODY","text":"Este parou."}]}`),
}

// overBoth runs a test against the real hub over the in-process pipe, in a bubble, and over a loopback
// WebSocket, in the world's time.
func overBoth(t *testing.T, test func(t *testing.T, dial dialer, hub *hub.Hub)) {
	t.Run("pipe", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			running := startHub(t)
			test(t, byPipe(t, running), running)
		})
	})
	t.Run("WebSocket", func(t *testing.T) {
		running := startHub(t)
		test(t, byWebSocket(t, running), running)
	})
}

type dialer = func(context.Context) (lime.Transport, error)

func byPipe(_ *testing.T, running *hub.Hub) dialer {
	return func(context.Context) (lime.Transport, error) { return running.Connect(context.Background()), nil }
}

func byWebSocket(t *testing.T, running *hub.Hub) dialer {
	web := httptest.NewServer(running.Web(lime.WebOptions{}))
	t.Cleanup(web.Close)
	address := "ws" + strings.TrimPrefix(web.URL, "http")
	return func(ctx context.Context) (lime.Transport, error) {
		return lime.DialWebSocket(ctx, address, lime.NetworkOptions{})
	}
}

func startHub(t *testing.T) *hub.Hub { return startHubAt(t, new(simulator.Clock)) }

func startHubAt(t *testing.T, clock *simulator.Clock) *hub.Hub {
	t.Helper()
	folder := t.TempDir()
	store, err := hubstore.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	files, err := hubstore.OpenFiles(folder)
	if err != nil {
		t.Fatal(err)
	}
	people := simulator.New(simulator.Settings{Clock: clock, Pace: simulator.PaceMax})
	running := hub.New(hub.Options{Store: store, Log: slog.New(slog.DiscardHandler),
		Now: clock.Now, Until: clock.Until, Changed: clock.Changed,
		Gateway: people, Pacer: people, Phones: people, Clock: clock,
		Uploads: files, MediaHost: "media.activa.example"})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- running.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := errors.Join(files.Close(), store.Close()); err != nil {
			t.Error(err)
		}
	})
	if err := running.MakeOwner(t.Context()); err != nil {
		t.Fatal(err)
	}
	return running
}

func administer(t *testing.T, dial dialer, hub *hub.Hub) *client.Administration {
	t.Helper()
	session, err := client.Administer(t.Context(), options(t, dial, hub, doc.OwnerIdentity))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(session.Close)
	return session
}

func options(t *testing.T, dial dialer, running *hub.Hub, identity string) client.Options {
	t.Helper()
	token, err := running.IssueToken(t.Context(), identity, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	node, err := lime.ParseNode(identity + "/" + lime.NewID())
	if err != nil {
		t.Fatal(err)
	}
	return client.Options{Dial: dial, Node: node, Authentication: lime.External(token, hub.Issuer),
		Log: slog.New(slog.DiscardHandler)}
}

// furnish gives a hub a bot with templates, an agent and a contact.
func furnish(t *testing.T, owner *client.Administration) {
	t.Helper()
	ctx := t.Context()
	if bot, err := owner.PutBot(ctx, doc.Bot{Identity: string(loja), Name: "Loja", Number: "+551140028922"}); err != nil || bot.Key == "" {
		t.Fatalf("bot is %+v, %v", bot, err)
	}
	err := owner.PutAccount(ctx, doc.HubAccount{Identity: "ana@activa.local", Name: "Ana", Role: doc.RoleAgent,
		Bots: []string{string(loja)}, Secret: lime.EncodeSecret("segredo")})
	if err != nil {
		t.Fatal(err)
	}
	imported, err := owner.ImportTemplates(ctx, loja, storeTemplates)
	if err != nil || imported.Imported != 2 || len(imported.Skipped) != 1 || imported.Skipped[0].Index != 1 {
		t.Fatalf("import is %+v, %v", imported, err)
	}
	saved, err := owner.ImportContacts(ctx, []doc.Contact{{Identity: doc.ContactIdentity(readsSoon), Name: "Rita Lima"},
		{Identity: doc.ContactIdentity(neverReads), Name: "Bia Prado"}, {Name: "nobody"}})
	if err != nil || saved.Saved != 2 || len(saved.Refused) != 1 || saved.Refused[0].Index != 2 {
		t.Fatalf("import is %+v, %v", saved, err)
	}
}

// agent is a client that runs, with all that it told.
type agent struct {
	*client.Client
	t       *testing.T
	options client.Options
	mutex   sync.Mutex
	lines   []lime.Transport
	news    chan desk.News
}

// newAgent is an agent that does not run yet.
func newAgent(t *testing.T, dial dialer, running *hub.Hub) *agent {
	t.Helper()
	ana := &agent{t: t, news: make(chan desk.News, 1000)}
	chosen := options(t, func(ctx context.Context) (lime.Transport, error) {
		line, err := dial(ctx)
		ana.mutex.Lock()
		defer ana.mutex.Unlock()
		ana.lines = append(ana.lines, line)
		return line, err
	}, running, "ana@activa.local")
	ana.Client, ana.options = client.New(chosen), chosen
	return ana
}

func connectAgent(t *testing.T, dial dialer, running *hub.Hub) *agent {
	t.Helper()
	ana := newAgent(t, dial, running)
	ana.run()
	return ana
}

// run connects the agent until the test ends.
func (a *agent) run() {
	a.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx, func(news desk.News) { a.news <- news }) }()
	a.t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			a.t.Error(err)
		}
	})
	a.waitConnected()
}

func (a *agent) waitConnected() {
	a.t.Helper()
	a.waitFor("the line", func(news desk.News) bool {
		line, is := news.(desk.ConnectionNews)
		return is && line.Phase == desk.Connected
	})
}

// waitFor reads news until one fits.
func (a *agent) waitFor(what string, fits func(desk.News) bool) {
	a.t.Helper()
	for limit := time.After(waitForHub); ; {
		select {
		case news := <-a.news:
			if fits(news) {
				return
			}
		case <-limit:
			a.t.Fatalf("%s did not come", what)
		}
	}
}

// cut breaks the line that stands.
func (a *agent) cut() {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	_ = a.lines[len(a.lines)-1].Close()
}

// waitReceipts waits until a message has had every one of some receipts, in any order, and gives the
// reason of the last.
func (a *agent) waitReceipts(id string, kinds ...message.Delivery) (reason message.Reason) {
	a.t.Helper()
	a.waitFor("some of the receipts of "+id, func(news desk.News) bool {
		receipt, is := news.(desk.ReceiptNews)
		if !is || string(receipt.ID) != id {
			return false
		}
		reason = receipt.Receipt.Reason
		kinds = slices.DeleteFunc(kinds, func(kind message.Delivery) bool { return kind == receipt.Receipt.Kind })
		return len(kinds) == 0
	})
	return reason
}

func to(phone, id string) message.ActiveMessage {
	return message.ActiveMessage{ID: id, Bot: string(loja), Agent: "ana@activa.local", Phone: phone, Name: "Rita",
		TemplateID: "1203", TemplateName: "aviso_entrega", TemplateLanguage: "pt_BR",
		Values: message.Values{"body.1": "Rita", "body.2": "A-778"}, ComposedAt: time.Now()}
}
