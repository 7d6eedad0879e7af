package hub_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/gateway/simulator"
	"activa/backend/hub"
	"activa/backend/hubstore"
	"activa/backend/lime"
)

// world is a hub on a real store with a gateway that does what a test says. It runs in a bubble.
type world struct {
	t       testing.TB
	folder  string
	gateway *gateway
	ids     int
	wrap    func(hub.Store) hub.Store // nil: the store as it is

	held     chan struct{}                 // nil: the hub runs at once; otherwise when it is closed
	simulate func(*hub.Options, hub.Store) // nil: the test's own gateway and the bubble's time
	people   *simulator.Simulator          // set by simulate

	hub   *hub.Hub
	store *hubstore.Store
	files *hubstore.Files
	stop  func()
	peers []*peer
}

// gateway takes everything, unless a test has said otherwise for an id.
type gateway struct {
	mu      sync.Mutex
	sink    func(context.Context, hub.GatewayNews) error
	ready   chan struct{}
	answers map[string]error
	taken   []hub.GatewayMessage
	resumed []string
	shown   []hub.AgentNews
	told    int // how many of taken a scenario has shown

	before func(ctx context.Context, outgoing hub.GatewayMessage) // nil, or what happens before Send answers
}

func newGateway() *gateway {
	return &gateway{answers: map[string]error{}}
}

func (g *gateway) Run(ctx context.Context, sink func(context.Context, hub.GatewayNews) error) error {
	g.mu.Lock()
	g.sink = sink
	close(g.ready)
	g.mu.Unlock()
	<-ctx.Done()
	return ctx.Err()
}

func (g *gateway) Send(ctx context.Context, outgoing hub.GatewayMessage) error {
	g.mu.Lock()
	before := g.before
	g.mu.Unlock()
	if before != nil {
		before(ctx, outgoing)
	}
	if ctx.Err() != nil {
		return hub.ErrNotTaken
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.taken = append(g.taken, outgoing)
	return g.answers[outgoing.ID]
}

// TellAgent notes what a customer would see of an agent.
func (g *gateway) TellAgent(_ context.Context, news hub.AgentNews) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shown = append(g.shown, news)
	return nil
}

// Resume is told after a restart what the gateway took before.
func (g *gateway) Resume(outgoing hub.GatewayMessage) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.resumed = append(g.resumed, outgoing.ID)
}

func (g *gateway) tell(t testing.TB, news hub.GatewayNews) {
	t.Helper()
	<-g.ready
	if err := g.sink(context.Background(), news); err != nil {
		t.Fatal(err)
	}
}

// newWorld starts a hub in a fresh folder.
func newWorld(t testing.TB) *world {
	w := &world{t: t, folder: t.TempDir(), gateway: newGateway()}
	w.start()
	t.Cleanup(func() {
		if w.stop != nil {
			w.end()
		}
	})
	if err := w.hub.MakeOwner(context.Background()); err != nil {
		t.Fatal(err)
	}
	return w
}

// start opens the folder's store and runs a hub on it.
func (w *world) start() {
	w.t.Helper()
	store, err := hubstore.Open(context.Background(), w.folder)
	if err != nil {
		w.t.Fatal(err)
	}
	var mu sync.Mutex
	w.store = store
	if w.files, err = hubstore.OpenFiles(w.folder); err != nil {
		w.t.Fatal(err)
	}
	kept := hub.Store(store)
	if w.wrap != nil {
		kept = w.wrap(store)
	}
	w.gateway.ready, w.gateway.resumed = make(chan struct{}), nil
	options := hub.Options{
		Store: kept, Gateway: w.gateway, Log: slog.New(slog.DiscardHandler),
		Media: os.DirFS("testdata"), MediaHost: "media.activa.example", Uploads: w.files,
		NewID: func() string {
			mu.Lock()
			defer mu.Unlock()
			w.ids++
			return fmt.Sprintf("id-%d", w.ids)
		},
	}
	if w.simulate != nil {
		w.simulate(&options, store)
	}
	w.hub = hub.New(options)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	running, held := w.hub, w.held
	go func() {
		if held != nil {
			<-held
		}
		ended <- running.Run(ctx)
	}()
	w.stop = func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Errorf("the hub ended with %v", err)
		}
	}
}

// end stops the hub in order and closes the store.
func (w *world) end() {
	w.t.Helper()
	w.stop()
	w.stop = nil
	if err := errors.Join(w.files.Close(), w.store.Close()); err != nil {
		w.t.Error(err)
	}
	for _, p := range w.peers {
		<-p.gone
	}
	w.peers = nil
}

// peer is a signed-in session at its far end; it notes what comes in.
type peer struct {
	name      string
	node      lime.Node
	transport lime.Transport
	gone      chan struct{}
	arrived   chan struct{} // one token when something came in

	mu       sync.Mutex
	received []lime.Envelope
	answers  map[string]chan *lime.Command
	commands int
}

// signIn opens a session with a token.
func (w *world) signIn(name, identity string) *peer {
	w.t.Helper()
	token, err := w.hub.IssueToken(context.Background(), identity, 1000*time.Hour)
	if err != nil {
		w.t.Fatal(err)
	}
	node, err := lime.ParseNode(identity + "/" + name)
	if err != nil {
		w.t.Fatal(err)
	}
	p, err := w.open(name, node, lime.External(token, hub.Issuer))
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

func (w *world) open(name string, node lime.Node, proof lime.Authentication) (*peer, error) {
	p := &peer{name: name, node: node, gone: make(chan struct{}), arrived: make(chan struct{}, 1), answers: map[string]chan *lime.Command{}}
	p.transport = w.hub.Connect(context.Background())
	ctx := context.Background()
	if err := p.transport.Send(ctx, &lime.Session{State: lime.SessionNew}); err != nil {
		return nil, err
	}
	for {
		envelope, err := p.transport.Receive(ctx)
		if err != nil {
			return nil, err
		}
		session := envelope.(*lime.Session)
		switch session.State {
		case lime.SessionAuthenticating:
			err = p.transport.Send(ctx, &lime.Session{
				ID: session.ID, From: node, State: lime.SessionAuthenticating, Scheme: proof.Scheme, Authentication: &proof,
			})
		case lime.SessionEstablished:
			p.node = session.To
			w.peers = append(w.peers, p)
			go p.listen()
			return p, nil
		case lime.SessionFailed:
			return nil, errors.Join(&lime.ReasonError{Reason: *session.Reason, Of: "session"}, p.transport.Close())
		}
		if err != nil {
			return nil, err
		}
	}
}

func (p *peer) listen() {
	defer close(p.gone)
	for {
		envelope, err := p.transport.Receive(context.Background())
		if errors.Is(err, lime.ErrBrokenFrame) {
			continue
		}
		if err != nil {
			return
		}
		command, isCommand := envelope.(*lime.Command)
		if isCommand && command.IsRequest() {
			_ = p.transport.Send(context.Background(), command.Answer(lime.MediaTypePing, json.RawMessage(`{}`)))
			continue
		}
		p.mu.Lock()
		if isCommand {
			if waiting := p.answers[command.ID]; waiting != nil {
				waiting <- command
				delete(p.answers, command.ID)
			}
		} else {
			p.received = append(p.received, envelope)
			select {
			case p.arrived <- struct{}{}:
			default:
			}
		}
		p.mu.Unlock()
	}
}

// take gives what came in since the last time.
func (p *peer) take() []lime.Envelope {
	p.mu.Lock()
	defer p.mu.Unlock()
	taken := p.received
	p.received = nil
	return taken
}

// ask sends a command and waits for its answer.
func (p *peer) ask(t testing.TB, command lime.Command) *lime.Command {
	t.Helper()
	answer := make(chan *lime.Command, 1)
	p.mu.Lock()
	p.commands++
	command.ID = fmt.Sprintf("%s-%d", p.name, p.commands)
	p.answers[command.ID] = answer
	p.mu.Unlock()
	if err := p.transport.Send(context.Background(), &command); err != nil {
		t.Fatal(err)
	}
	select {
	case answered := <-answer:
		return answered
	case <-p.gone:
		t.Fatalf("%s was cut before %s %s was answered", p.name, command.Method, command.URI)
		return nil
	}
}

// must asks for something that succeeds.
func (p *peer) must(t testing.TB, bot string, method lime.Method, node, uri string, resource any) json.RawMessage {
	t.Helper()
	answer := p.ask(t, p.command(t, bot, method, node, uri, resource))
	if answer.Status != lime.StatusSuccess {
		t.Fatalf("%s %s: %v", method, uri, answer.Reason)
	}
	return answer.Resource
}

// command makes a command, in the name of a bot when one is given.
func (p *peer) command(t testing.TB, bot string, method lime.Method, node, uri string, resource any) lime.Command {
	t.Helper()
	command := lime.Command{Method: method, URI: uri, To: nodeOf(node)}
	if bot != "" {
		command.From, command.PP = nodeOf(bot), p.node
	}
	if resource != nil {
		raw, err := json.Marshal(resource)
		if err != nil {
			t.Fatal(err)
		}
		command.Type, command.Resource = lime.MediaTypeJSON, raw
	}
	return command
}

func nodeOf(text string) (node lime.Node) {
	_ = node.UnmarshalText([]byte(text))
	return node
}

// templateMessage is a direct template message (LIME and Blip, §13.2).
func (p *peer) templateMessage(bot, contact, id, template, language string, body ...string) *lime.Message {
	var parameters []string
	for _, text := range body {
		parameters = append(parameters, fmt.Sprintf(`{"type":"text","text":%q}`, text))
	}
	components := "[]"
	if len(parameters) > 0 {
		components = `[{"type":"body","parameters":[` + strings.Join(parameters, ",") + `]}]`
	}
	content := fmt.Sprintf(`{"type":"template","template":{"name":%q,"language":{"code":%q},"components":%s}}`,
		template, language, components)
	message := &lime.Message{ID: id, To: nodeOf(contact), Type: lime.MediaTypeJSON, Content: json.RawMessage(content)}
	if bot != "" && bot != p.node.Identity.String() {
		message.From, message.PP = nodeOf(bot), p.node
	}
	return message
}

func (p *peer) send(t testing.TB, envelope lime.Envelope) {
	t.Helper()
	if err := p.transport.Send(context.Background(), envelope); err != nil {
		t.Fatal(err)
	}
}

const (
	loja = "loja@msging.net"
	rita = "5511987654321@wa.gw.msging.net"
	joao = "5521998765432@wa.gw.msging.net"
)

// furnished is a world with a bot, its templates and two agents.
func furnished(t testing.TB) *world {
	w := newWorld(t)
	owner := w.signIn("owner", doc.OwnerIdentity)
	owner.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathBots,
		doc.Bot{Identity: "loja", Name: "Loja Azul", Number: "+551140000001", DirectTransfer: true})
	w.importTemplates(owner, "loja", "templates.json")
	for _, name := range []string{"ana", "rui"} {
		owner.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathAccounts,
			doc.HubAccount{Identity: name, Name: strings.ToUpper(name[:1]) + name[1:], Role: doc.RoleAgent, Bots: []string{"loja"}})
	}
	owner.must(t, "", lime.MethodSet, doc.ActivaNode, doc.PathAccounts,
		doc.HubAccount{Identity: "sofia", Name: "Sofia", Role: doc.RoleSupervisor, Bots: []string{"loja"}})
	return w
}

func (w *world) importTemplates(owner *peer, bot, file string) {
	w.t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		w.t.Fatal(err)
	}
	owner.must(w.t, doc.BotIdentity(bot), lime.MethodSet, doc.ActivaNode, doc.PathTemplates, json.RawMessage(raw))
}

// announce says that the session's person is there. A person's takes nothing but what is for its own node,
// a bot's what is for the bot.
func (p *peer) announce(t testing.TB) {
	t.Helper()
	presence := lime.Presence{Status: lime.PresenceAvailable, RoutingRule: lime.RoutingInstance}
	if p.node.Domain == doc.BotDomain {
		presence.RoutingRule = lime.RoutingIdentity
	}
	p.must(t, "", lime.MethodSet, "", lime.PathPresence, presence)
}

// agent signs an agent in who is Online and takes all receipts.
func (w *world) agent(name string) *peer {
	w.t.Helper()
	p := w.signIn(name, identityOf(name))
	p.announce(w.t)
	p.must(w.t, "", lime.MethodSet, "", lime.PathReceipt, lime.AllReceipts())
	p.must(w.t, "", lime.MethodSet, doc.ActivaNode, doc.PathActivaPresence, doc.Presence{Status: doc.PresenceOnline})
	synctest.Wait()
	p.take()
	return p
}
