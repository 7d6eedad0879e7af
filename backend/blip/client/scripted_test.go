package client

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

// scripted is a platform that speaks real LIME and answers each command as a test says. What it has no
// answer for it does not know (62), as Blip does.
type scripted struct {
	t      *testing.T
	server *lime.Server

	mutex    sync.Mutex
	answers  map[string]func(*lime.Command) *lime.Command // by "method /path"
	asked    []*lime.Command
	messages []*lime.Message
	sessions []*lime.ServerSession
	refuse   error // of every sign-in
}

var anaNode = lime.Node{Identity: lime.Identity{Name: "ana", Domain: doc.AgentDomain}, Instance: "desk-1"}

const storeBot = desk.BotID("loja@msging.net")

func newScripted(t *testing.T) *scripted {
	platform := &scripted{t: t, answers: map[string]func(*lime.Command) *lime.Command{}}
	node, err := lime.ParseNode(doc.ActivaNode + "/#1")
	if err != nil {
		t.Fatal(err)
	}
	platform.server = lime.NewServer(lime.ServerOptions{Node: node, Handler: platform, Log: quiet(), Delegation: true,
		Authenticate: func(_ context.Context, node lime.Node, _ lime.Authentication) (lime.Node, error) {
			platform.mutex.Lock()
			defer platform.mutex.Unlock()
			return node, platform.refuse
		}})
	return platform
}

// newHub is a scripted platform with abilities of a hub.
func newHub(t *testing.T, abilities ...doc.Ability) *scripted {
	platform := newScripted(t)
	platform.answer("get "+doc.PathAbilities, doc.Abilities{Abilities: abilities, MediaHost: "media.activa.example"})
	platform.answer("subscribe "+doc.PathSent, nil)
	return platform
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// answer makes the platform succeed with a document; nil is a success without a resource.
func (p *scripted) answer(command string, document any) {
	raw := marshal(p.t, document)
	if document == nil {
		raw = nil
	}
	p.reply(command, func(asked *lime.Command) *lime.Command { return asked.Answer(lime.MediaTypeJSON, raw) })
}

// fail makes the platform refuse.
func (p *scripted) fail(command string, code int) {
	p.reply(command, func(asked *lime.Command) *lime.Command { return asked.Failure(code, "as the test says") })
}

func (p *scripted) reply(command string, answer func(*lime.Command) *lime.Command) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.answers[command] = answer
}

func marshal(t *testing.T, document any) json.RawMessage {
	t.Helper()
	raw, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func (p *scripted) Established(_ context.Context, session *lime.ServerSession) error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.sessions = append(p.sessions, session)
	return nil
}

func (p *scripted) Message(_ context.Context, _ *lime.ServerSession, message *lime.Message) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.messages = append(p.messages, message)
}

func (p *scripted) Notification(context.Context, *lime.ServerSession, *lime.Notification) {}

func (p *scripted) Command(_ context.Context, _ *lime.ServerSession, command *lime.Command) *lime.Command {
	uri, err := lime.ParseURI(command.URI)
	if err != nil {
		return command.Failure(lime.ReasonCodeInvalidArgument, err.Error())
	}
	p.mutex.Lock()
	p.asked = append(p.asked, command)
	answer := p.answers[string(command.Method)+" "+uri.Path()]
	p.mutex.Unlock()
	if answer == nil {
		return command.Failure(lime.ReasonCodeResourceNotSupported, "not in the script")
	}
	return answer(command)
}

func (p *scripted) Closed(*lime.ServerSession, error) {}

// session is the newest session.
func (p *scripted) session() *lime.ServerSession {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.sessions[len(p.sessions)-1]
}

// commands are the requests of one kind that came, in order.
func (p *scripted) commands(method lime.Method, path string) (found []*lime.Command) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for _, command := range p.asked {
		if uri, err := lime.ParseURI(command.URI); err == nil && command.Method == method && uri.Path() == path {
			found = append(found, command)
		}
	}
	return found
}

// connection is a client in a bubble with what it told.
type connection struct {
	*Client
	platform *scripted

	mutex        sync.Mutex
	cutsMessages bool // the line of every later attempt breaks in the middle of a message
	news         []desk.News
	ended        error
	done         bool
}

// connect runs a client against the platform until the bubble ends.
func connect(t *testing.T, platform *scripted, change ...func(*Options)) *connection {
	t.Helper()
	run := &connection{platform: platform}
	ctx, cancel := context.WithCancel(context.Background())
	var serving sync.WaitGroup
	options := Options{Node: anaNode, Authentication: lime.Plain("secret"), Log: quiet(),
		Dial: func(context.Context) (lime.Transport, error) {
			near, far := lime.Pipe()
			serving.Go(func() { _ = platform.server.Serve(ctx, far) })
			run.mutex.Lock()
			defer run.mutex.Unlock()
			if run.cutsMessages {
				return dropping{near}, nil
			}
			return near, nil
		}}
	for _, one := range change {
		one(&options)
	}
	run.Client = New(options)
	serving.Go(func() {
		err := run.Run(ctx, func(news desk.News) {
			run.mutex.Lock()
			defer run.mutex.Unlock()
			run.news = append(run.news, news)
		})
		run.mutex.Lock()
		defer run.mutex.Unlock()
		run.ended, run.done = err, true
	})
	t.Cleanup(func() { cancel(); serving.Wait() })
	synctest.Wait()
	return run
}

func (c *connection) cutMessages(cut bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.cutsMessages = cut
}

// told is what the desk heard since the last call, of one kind.
func told[T desk.News](run *connection) (found []T) {
	synctest.Wait()
	run.mutex.Lock()
	defer run.mutex.Unlock()
	var others []desk.News
	for _, news := range run.news {
		if one, is := news.(T); is {
			found = append(found, one)
			continue
		}
		others = append(others, news)
	}
	run.news = others
	return found
}

func phases(run *connection) (found []desk.ConnectionPhase) {
	for _, news := range told[desk.ConnectionNews](run) {
		found = append(found, news.Phase)
	}
	return found
}

// inBubble runs a test with a clock of its own.
func inBubble(t *testing.T, name string, test func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) { synctest.Test(t, test) })
}

// pass lets time pass in a bubble, and all that it brings happen.
func pass(duration time.Duration) {
	<-time.After(duration)
	synctest.Wait()
}

func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// dropping is a transport whose line breaks in the middle of the next message.
type dropping struct{ lime.Transport }

var errLineCut = errors.New("the line was cut")

func (d dropping) Send(ctx context.Context, envelope lime.Envelope) error {
	if _, isMessage := envelope.(*lime.Message); isMessage {
		_ = d.Close()
		return errLineCut
	}
	return d.Transport.Send(ctx, envelope)
}
