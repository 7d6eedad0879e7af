package lime

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/fault"
)

func TestSignInWithEachScheme(t *testing.T) {
	tests := map[string]struct {
		node  Node
		proof Authentication
	}{
		"guest":     {Node{Identity: Identity{Domain: deskDomain}}, Guest()},
		"plain":     {ana, Plain(deskSecret)},
		"key":       {Node{Identity: Identity{"loja", deskDomain}}, Key(EncodeSecret(deskSecret))},
		"transport": {Node{Identity: Identity{"node1", deskDomain}}, ByTransport()},
		"external":  {Node{Identity{"rita", deskDomain}, "!desk"}, External("token-of-rita", deskDomain)},
	}
	for name, test := range tests {
		for _, negotiate := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				inPlay(t, func(client *ClientOptions, server *ServerOptions) {
					client.Node, client.Authentication = test.node, test.proof
					server.Negotiate = negotiate
				}, func(t *testing.T, p *play) {
					p.start()
					p.wantPhase(Connected)
					session := p.desk.session(t)
					if node := p.client.State().Node; node != session.Node() || node.Instance == "" || node.Name == "" {
						t.Errorf("the client is %v, the server calls it %v", node, session.Node())
					}
					if session.Scheme() != test.proof.Scheme {
						t.Errorf("scheme %q", session.Scheme())
					}
					if _, announced := session.Presence(); announced == (name == "guest") {
						t.Errorf("presence set: %v", announced)
					}
					if session.Wants(EventConsumed) == (name == "guest") || !session.Wants(EventFailed) {
						t.Error("the receipt does not hold")
					}
				})
			})
		}
	}
}

func TestRefusedCredentialsAreNotTriedAgain(t *testing.T) {
	inPlay(t, func(client *ClientOptions, _ *ServerOptions) {
		client.Authentication = Plain("wrong")
	}, func(t *testing.T, p *play) {
		p.start()
		err := <-p.stopped
		p.stop = nil
		var failure *ReasonError
		if fault.CodeOf(err) != CodeSignInRefused || !errors.As(err, &failure) || failure.Reason.Code != ReasonCodeAuthenticationFailed {
			t.Fatalf("Run returned %v", err)
		}
		p.wantPhase(Refused)
		pass(time.Hour)
		if len(p.dials) != 1 {
			t.Errorf("%d tries", len(p.dials))
		}
	})
}

func TestTroubleOfTheServerIsNoRefusal(t *testing.T) {
	inPlay(t, func(_ *ClientOptions, server *ServerOptions) {
		server.Authenticate = func(context.Context, Node, Authentication) (Node, error) {
			return Node{}, errors.New("database is locked")
		}
	}, func(t *testing.T, p *play) {
		p.start()
		p.wantPhase(Dropped)
	})
}

func TestReconnectDoublesItsWaitingUpToTheMaximum(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.noDial = true
		p.start()
		pass(10 * time.Minute)
		want := RetryFirst
		for i := 1; i < len(p.dials); i++ {
			waited := p.dials[i].Sub(p.dials[i-1])
			if waited < want/2 || waited > want {
				t.Errorf("try %d came after %v, want between %v and %v", i+1, waited, want/2, want)
			}
			want = min(2*want, RetryMax)
		}
		if len(p.dials) < 25 {
			t.Errorf("only %d tries in ten minutes", len(p.dials))
		}
		state := p.client.State()
		if state.Phase != Dropped || !state.NextTryAt.After(time.Now()) || state.Attempt != len(p.dials) || state.Cause == nil {
			t.Errorf("state %+v after %d tries", state, len(p.dials))
		}
		p.noDial = false
		p.client.TryNow()
		synctest.Wait()
		p.wantPhase(Connected)
	})
}

func TestTryNowOutsideAWaitIsForgotten(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.start()
		p.client.TryNow()
		p.cutLine()
		p.wantPhase(Dropped)
	})
}

func TestDroppedLineComesBackWithinASecond(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.start()
		pass(time.Minute)
		p.cutLine()
		p.wantPhase(Dropped)
		pass(time.Second)
		p.wantPhase(Connected)
		phases := []Phase{}
		for _, state := range p.states {
			phases = append(phases, state.Phase)
		}
		want := []Phase{Connecting, Connected, Dropped, Connecting, Connected}
		if len(phases) != len(want) {
			t.Fatalf("reported %v, want %v", phases, want)
		}
		for i := range want {
			if phases[i] != want[i] {
				t.Fatalf("reported %v, want %v", phases, want)
			}
		}
		if len(p.desk.closed) != 1 || p.desk.closed[0] == nil {
			t.Errorf("the server closed %v", p.desk.closed)
		}
	})
}

func TestServerThatThrowsOutAtOnceIsAskedEverMoreRarely(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.desk.onEstablished = func(session *ServerSession) error {
			time.AfterFunc(time.Millisecond, func() { session.Close(nil) })
			return nil
		}
		p.start()
		pass(time.Minute)
		if len(p.dials) > 12 {
			t.Errorf("%d tries in a minute", len(p.dials))
		}
	})
}

func TestFinishingIsAnsweredAndNothingLeaks(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.start()
		began := time.Now()
		p.stop()
		if err := <-p.stopped; err != nil {
			t.Errorf("Run returned %v", err)
		}
		p.stop = nil
		if took := time.Since(began); took > time.Millisecond {
			t.Errorf("finishing took %v", took)
		}
		synctest.Wait()
		p.wantPhase(Finished)
		if len(p.desk.closed) != 1 || p.desk.closed[0] != nil {
			t.Errorf("the server closed %v", p.desk.closed)
		}
		if err := p.client.Send(context.Background(), &Message{Content: []byte(`""`)}); !NeverLeft(err) || fault.CodeOf(err) != CodeNotConnected {
			t.Errorf("sending afterwards: %v", err)
		}
	})
}

func TestHandlersMayUseTheClientAndMayPanic(t *testing.T) {
	var client *Client
	answered := make(chan error, 2)
	inPlay(t, func(options *ClientOptions, _ *ServerOptions) {
		options.OnMessage = func(ctx context.Context, message *Message) {
			if message.ID == "panic" {
				panic("told to")
			}
			_, err := client.Command(ctx, NewCommand(MethodGet, "/echo"))
			answered <- err
		}
	}, func(t *testing.T, p *play) {
		client = p.client
		p.start()
		for _, id := range []string{"panic", "ask"} {
			if err := p.desk.session(t).Send(&Message{ID: id, Content: []byte(`"x"`)}); err != nil {
				t.Fatal(err)
			}
		}
		if err := <-answered; err != nil {
			t.Error(err)
		}
		p.wantPhase(Connected)
	})
}

func TestEnvelopesPushedBeforeTheStartIsOverAreHandled(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.desk.onEstablished = func(session *ServerSession) error {
			return session.Send(&Message{ID: "early", Content: []byte(`"x"`)})
		}
		p.start()
		p.wantPhase(Connected)
		if len(p.got) != 1 || p.got[0].Head().ID != "early" {
			t.Errorf("got %v", p.got)
		}
	})
}
