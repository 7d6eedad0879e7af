package lime

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// raw is a peer that speaks frame by frame, as no well-behaved client would.
type raw struct {
	t    *testing.T
	end  *pipeEnd
	over chan error // what Serve returned
}

func inRawPlay(t *testing.T, change func(*ServerOptions), test func(t *testing.T, peer *raw, handler *desk)) {
	synctest.Test(t, func(t *testing.T) {
		handler := &desk{}
		server := newDeskServer(handler, change)
		near, far := Pipe()
		peer := &raw{t: t, end: near.(*pipeEnd), over: make(chan error, 1)}
		ctx, cancel := context.WithCancel(context.Background())
		go func() { peer.over <- server.Serve(ctx, far) }()
		defer func() {
			cancel()
			_ = near.Close()
		}()
		test(t, peer, handler)
		cancel()
		_ = near.Close()
		synctest.Wait()
		if len(handler.established) != len(handler.closed) {
			t.Errorf("%d sessions established, %d closed", len(handler.established), len(handler.closed))
		}
	})
}

func (r *raw) say(frame string) {
	r.t.Helper()
	if err := r.end.sendFrame(r.t.Context(), []byte(frame)); err != nil {
		r.t.Fatalf("say %.80s: %v", frame, err)
	}
}

func (r *raw) hear() Envelope {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), 10*time.Minute)
	defer cancel()
	envelope, err := r.end.Receive(ctx)
	if err != nil {
		r.t.Fatalf("hear: %v", err)
	}
	return envelope
}

func (r *raw) hearState(want SessionState) *Session {
	r.t.Helper()
	envelope := r.hear()
	session, ok := envelope.(*Session)
	if !ok || session.State != want {
		r.t.Fatalf("heard %+v, want the state %s", envelope, want)
	}
	return session
}

func (r *raw) hearFailure(code int) {
	r.t.Helper()
	failed := r.hearState(SessionFailed)
	if failed.Reason == nil || failed.Reason.Code != code {
		r.t.Fatalf("failed with %v, want code %d", failed.Reason, code)
	}
	r.hearEnd()
}

func (r *raw) hearEnd() {
	r.t.Helper()
	if envelope, err := r.end.Receive(r.t.Context()); !errors.Is(err, io.EOF) {
		r.t.Fatalf("heard %+v, %v; want the end", envelope, err)
	}
}

func (r *raw) signIn() (id string) {
	r.t.Helper()
	r.say(`{"state":"new"}`)
	id = r.hearState(SessionAuthenticating).ID
	r.say(`{"id":"` + id + `","from":"ana@activa.local/raw","state":"authenticating","scheme":"plain","authentication":{"password":"c2VncmVkbw=="}}`)
	r.hearState(SessionEstablished)
	return id
}

func TestSessionThatGoesWrongBeforeItStands(t *testing.T) {
	broken := make([]string, BrokenFramesMax)
	for i := range broken {
		broken[i] = `{"state":`
	}
	const authenticate = `{"id":"ID","from":"ana@activa.local/raw","state":"authenticating","scheme":"plain","authentication":{"password":"c2VncmVkbw=="}}`
	tests := map[string]struct {
		say  []string
		code int
	}{
		"a command first":       {[]string{`{"id":"1","method":"get","uri":"/ping"}`}, ReasonCodeInvalidAction},
		"authenticating first":  {[]string{authenticate}, ReasonCodeInvalidAction},
		"new again":             {[]string{`{"state":"new"}`, `{"state":"new"}`}, ReasonCodeInvalidAction},
		"message before":        {[]string{`{"state":"new"}`, `{"id":"1","content":"x"}`}, ReasonCodeInvalidAction},
		"another session's id":  {[]string{`{"state":"new"}`, strings.ReplaceAll(authenticate, `"ID"`, `"other"`)}, ReasonCodeSessionError},
		"wrong secret":          {[]string{`{"state":"new"}`, strings.ReplaceAll(authenticate, "c2VncmVkbw", "d3JvbmcK")}, ReasonCodeAuthenticationFailed},
		"secret is not base64":  {[]string{`{"state":"new"}`, strings.ReplaceAll(authenticate, "c2VncmVkbw==", "segredo!")}, ReasonCodeAuthenticationFailed},
		"no authentication":     {[]string{`{"state":"new"}`, `{"id":"ID","from":"ana@activa.local","state":"authenticating","scheme":"plain"}`}, ReasonCodeAuthenticationFailed},
		"unknown scheme":        {[]string{`{"state":"new"}`, `{"id":"ID","from":"ana@activa.local","state":"authenticating","scheme":"magic"}`}, ReasonCodeAuthenticationFailed},
		"scheme not offered":    {[]string{`{"state":"new"}`, `{"id":"ID","from":"node1@activa.local","state":"authenticating","scheme":"transport"}`}, ReasonCodeAuthenticationFailed},
		"from is no node":       {[]string{`{"state":"new"}`, strings.ReplaceAll(authenticate, "ana@activa.local/raw", "ana")}, ReasonCodeAuthenticationFailed},
		"sixteen broken frames": {broken, ReasonCodeValidationError},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			inRawPlay(t, func(options *ServerOptions) {
				options.Schemes = []Scheme{SchemePlain, SchemeGuest}
			}, func(t *testing.T, peer *raw, handler *desk) {
				id := ""
				for i, frame := range test.say {
					if i == 1 && test.say[0] == `{"state":"new"}` {
						id = peer.hearState(SessionAuthenticating).ID
					}
					peer.say(strings.ReplaceAll(frame, `"ID"`, `"`+id+`"`))
				}
				peer.hearFailure(test.code)
				if err := <-peer.over; err == nil {
					t.Error("Serve calls it an orderly end")
				}
				if len(handler.established) != 0 {
					t.Error("the handler heard of it")
				}
			})
		})
	}
}

func TestNegotiationTakesOnlyWhatWasOffered(t *testing.T) {
	inRawPlay(t, func(options *ServerOptions) { options.Negotiate = true }, func(t *testing.T, peer *raw, _ *desk) {
		peer.say(`{"state":"new"}`)
		offer := peer.hearState(SessionNegotiating)
		if len(offer.EncryptionOptions) != 1 || len(offer.CompressionOptions) != 1 {
			t.Errorf("offered %+v", offer)
		}
		peer.say(`{"id":"` + offer.ID + `","state":"negotiating","encryption":"tls","compression":"none"}`)
		peer.hearFailure(ReasonCodeInvalidNegotiationOptions)
	})
}

func TestWhoDoesNotSignInWithinTenSecondsIsClosed(t *testing.T) {
	for _, first := range []string{"", `{"state":"new"}`} {
		inRawPlay(t, nil, func(t *testing.T, peer *raw, _ *desk) {
			began := time.Now()
			if first != "" {
				peer.say(first)
				peer.hearState(SessionAuthenticating)
			}
			peer.hearFailure(ReasonCodeNegotiationTimeout)
			if waited := time.Since(began); waited != SignInTimeout {
				t.Errorf("closed after %v", waited)
			}
		})
	}
}

func TestSessionEnvelopesAfterTheSessionStands(t *testing.T) {
	for frame, code := range map[string]int{
		`{"state":"new"}`:                    ReasonCodeInvalidAction,
		`{"state":"authenticating"}`:         ReasonCodeInvalidAction,
		`{"state":"established"}`:            ReasonCodeInvalidAction,
		`{"state":"dreaming"}`:               ReasonCodeInvalidAction,
		`{"id":"other","state":"finishing"}`: ReasonCodeSessionError,
	} {
		inRawPlay(t, nil, func(t *testing.T, peer *raw, _ *desk) {
			peer.signIn()
			peer.say(frame)
			peer.hearFailure(code)
		})
	}
}

func TestFinishingEndsTheSessionInOrder(t *testing.T) {
	inRawPlay(t, nil, func(t *testing.T, peer *raw, handler *desk) {
		id := peer.signIn()
		peer.say(`{"id":"` + id + `","state":"finishing"}`)
		if finished := peer.hearState(SessionFinished); finished.ID != id {
			t.Errorf("finished with the id %q", finished.ID)
		}
		peer.hearEnd()
		if err := <-peer.over; err != nil || handler.closed[0] != nil {
			t.Errorf("Serve: %v, Closed: %v", err, handler.closed[0])
		}
	})
}

func TestBrokenFramesCostThemselvesUntilSixteenInARow(t *testing.T) {
	inRawPlay(t, nil, func(t *testing.T, peer *raw, _ *desk) {
		peer.signIn()
		for range 3 {
			for range BrokenFramesMax - 1 {
				peer.say(`{"broken`)
			}
			peer.say(`{"id":"1","method":"get","uri":"/ping"}`)
			if answer := peer.hear().(*Command); answer.Status != StatusSuccess {
				t.Fatalf("ping: %+v", answer)
			}
		}
		for range BrokenFramesMax {
			peer.say(`{"broken`)
		}
		peer.hearFailure(ReasonCodeValidationError)
	})
}

func TestEveryOddFrameIsSurvivedByBothSides(t *testing.T) {
	inRawPlay(t, nil, func(t *testing.T, peer *raw, _ *desk) {
		peer.signIn()
		for name, frame := range oddFrames {
			if strings.Contains(frame, `"state"`) {
				continue // a session step out of place ends the session, as it must
			}
			peer.say(frame)
			peer.say(`{"id":"ping ` + name + `","method":"get","uri":"/ping"}`)
			for peer.hear().Head().ID != "ping "+name {
			}
		}
	})
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.start()
		far := p.desk.session(t).outlet.(*line).transport
		for name, frame := range oddFrames {
			if err := sendFrame(t.Context(), far, []byte(frame)); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		for name, frame := range brokenFrames {
			if err := sendFrame(t.Context(), far, []byte(frame)); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if _, err := p.client.Command(t.Context(), NewCommand(MethodGet, "/echo")); err != nil {
			t.Fatal(err)
		}
		p.wantPhase(Connected)
		if len(p.dials) != 1 {
			t.Errorf("%d connections were needed", len(p.dials))
		}
	})
}

func TestSenderCannotBeSomebodyElse(t *testing.T) {
	inRawPlay(t, nil, func(t *testing.T, peer *raw, handler *desk) {
		peer.signIn()
		peer.say(`{"id":"1","from":"bruno@activa.local","method":"get","uri":"/echo"}`)
		if answer := peer.hear().(*Command); answer.Reason == nil || answer.Reason.Code != ReasonCodeSenderNotAuthorized {
			t.Errorf("command: %+v", answer)
		}
		peer.say(`{"id":"2","from":"bruno@activa.local","content":"x"}`)
		if told := peer.hear().(*Notification); told.ID != "2" || told.Reason.Code != ReasonCodeSenderNotAuthorized {
			t.Errorf("message: %+v", told)
		}
		peer.say(`{"id":"3","from":"ANA@activa.local/elsewhere","event":"received"}`)
		synctest.Wait()
		if len(handler.seen) != 1 || handler.seen[0].Head().From.String() != "ana@activa.local/raw" {
			t.Errorf("the handler saw %+v", handler.seen)
		}
	})
}

func TestPanicOfTheHandlerCostsOneEnvelope(t *testing.T) {
	inRawPlay(t, nil, func(t *testing.T, peer *raw, _ *desk) {
		peer.signIn()
		peer.say(`{"id":"m","content":"panic"}`)
		if told := peer.hear().(*Notification); told.Event != EventFailed || told.Reason.Code != ReasonCodeProcessingError {
			t.Errorf("message: %+v", told)
		}
		peer.say(`{"id":"c","method":"get","uri":"/panic"}`)
		if answer := peer.hear().(*Command); answer.Status != StatusFailure || answer.Reason.Code != ReasonCodeProcessingError {
			t.Errorf("command: %+v", answer)
		}
	})
}

func TestPresenceAndReceiptOfASession(t *testing.T) {
	inRawPlay(t, nil, func(t *testing.T, peer *raw, handler *desk) {
		peer.signIn()
		ask := func(frame string) *Command {
			t.Helper()
			peer.say(frame)
			return peer.hear().(*Command)
		}
		refused := map[string]int{
			`{"id":"1","method":"set","uri":"/presence"}`:                                                              ReasonCodeEmptyDocument,
			`{"id":"2","method":"set","uri":"/receipt","resource":{"events":"all"}}`:                                   ReasonCodeInvalidArgument,
			`{"id":"3","method":"delete","uri":"/receipt"}`:                                                            ReasonCodeMethodNotSupported,
			`{"id":"4","method":"set","uri":"/presence","resource":"` + strings.Repeat("x", sessionDocumentMax) + `"}`: ReasonCodeInvalidArgument,
		}
		for frame, code := range refused {
			if answer := ask(frame); answer.Reason == nil || answer.Reason.Code != code {
				t.Errorf("%.80s: %+v, want code %d", frame, answer, code)
			}
		}
		session := handler.session(t)
		if _, set := session.Presence(); set || session.Wants(EventReceived) || !session.Wants(EventFailed) {
			t.Error("a session that has said nothing takes more than failures")
		}
		ask(`{"id":"5","to":"postmaster@activa.local","method":"set","uri":"/presence","type":"application/vnd.lime.presence+json","resource":{"status":"available","routingRule":"identity","priority":2}}`)
		ask(`{"id":"6","method":"merge","uri":"lime://ana@activa.local/presence","resource":{"status":"away"}}`)
		ask(`{"id":"7","method":"set","uri":"/receipt","resource":{"events":["accepted","deleted"]}}`)
		if presence, _ := session.Presence(); presence != (Presence{Status: "away", RoutingRule: RoutingIdentity, Priority: 2}) {
			t.Errorf("presence %+v", presence)
		}
		if !session.Wants(EventAccepted) || !session.Wants(EventDeleted) || session.Wants(EventFailed) {
			t.Error("the receipt does not hold")
		}
		if answer := ask(`{"id":"8","method":"get","uri":"/receipt"}`); string(answer.Resource) != `{"events":["accepted","deleted"]}` {
			t.Errorf("get /receipt: %s", answer.Resource)
		}
		if handler.presenceSet != 2 || handler.receiptSet != 1 {
			t.Errorf("the handler heard %d presences and %d receipts", handler.presenceSet, handler.receiptSet)
		}
		if answer := ask(`{"id":"9","to":"postmaster@desk.local","method":"set","uri":"/presence","resource":{}}`); answer.Reason == nil {
			t.Error("a presence for another node was taken for the session's")
		}
	})
}

func TestIdlePeerIsAskedAndSilentOneCut(t *testing.T) {
	inRawPlay(t, nil, func(t *testing.T, peer *raw, handler *desk) {
		peer.signIn()
		for range 5 { // who answers stays
			ping := peer.hear().(*Command)
			if !isPing(ping) || !ping.From.Equal(deskNode) {
				t.Fatalf("heard %+v, want a ping", ping)
			}
			peer.say(`{"id":"` + ping.ID + `","method":"get","status":"success","type":"application/vnd.lime.ping+json","resource":{}}`)
		}
		began := time.Now()
		for range MissedAnswersMax {
			peer.hear()
		}
		peer.hearEnd()
		if waited := time.Since(began); waited > 4*ServerPingInterval {
			t.Errorf("cut after %v", waited)
		}
		synctest.Wait()
		if len(handler.closed) != 1 || !errors.Is(handler.closed[0], ErrSilentPeer) {
			t.Errorf("closed with %v", handler.closed)
		}
	})
}

func TestSilentServerIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, far := Pipe()
		dropped := make(chan ConnectionState, 1)
		client := NewClient(ClientOptions{
			Dial: func(context.Context) (Transport, error) { return near, nil },
			Node: ana, Authentication: Guest(), Log: quiet,
			OnState: func(state ConnectionState) {
				if state.Phase == Dropped {
					dropped <- state
				}
			},
		})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- client.Run(ctx) }()
		peer := &raw{t: t, end: far.(*pipeEnd)}
		peer.hearState(SessionNew)
		peer.say(`{"id":"s","from":"postmaster@x","state":"established"}`)
		began := time.Now()
		for range MissedAnswersMax {
			if ping := peer.hear().(*Command); !isPing(ping) {
				t.Fatalf("heard %+v, want a ping", ping)
			}
		}
		state := <-dropped
		if waited := time.Since(began); !errors.Is(state.Cause, ErrSilentPeer) || waited != 3*ClientPingInterval {
			t.Errorf("dropped after %v: %v", waited, state.Cause)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func TestSlowPeerIsCutAndNobodyWaits(t *testing.T) {
	inRawPlay(t, nil, func(t *testing.T, peer *raw, handler *desk) {
		peer.signIn()
		session := handler.session(t)
		began := time.Now()
		var err error
		sent := 0
		for ; err == nil && sent < 10*OutgoingMax; sent++ {
			err = session.Send(&Message{Content: []byte(`"x"`)})
		}
		if !errors.Is(err, ErrSlowPeer) || sent > OutgoingMax+pipeFrames+2 || time.Since(began) != 0 {
			t.Fatalf("after %d envelopes and %v: %v", sent, time.Since(began), err)
		}
		if err := <-peer.over; !errors.Is(err, ErrSlowPeer) {
			t.Errorf("Serve: %v", err)
		}
		if err := session.Send(&Message{}); !errors.Is(err, ErrClosed) {
			t.Errorf("sending afterwards: %v", err)
		}
	})
}

func TestPeerThatTakesNothingIsCutAfterTheWriteTimeout(t *testing.T) {
	inRawPlay(t, nil, func(t *testing.T, peer *raw, handler *desk) {
		peer.signIn()
		session := handler.session(t)
		for range pipeFrames + 1 {
			if err := session.Send(&Message{Content: []byte(`"x"`)}); err != nil {
				t.Fatal(err)
			}
		}
		began := time.Now()
		if err := <-peer.over; !errors.Is(err, ErrSlowPeer) || time.Since(began) != WriteTimeout {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
	})
}

func TestRefusalByTheHandlerIsTold(t *testing.T) {
	inRawPlay(t, nil, func(t *testing.T, peer *raw, handler *desk) {
		handler.onEstablished = func(*ServerSession) error {
			return &ReasonError{Reason: Reason{ReasonCodeRegistrationError, "full"}}
		}
		peer.say(`{"state":"new"}`)
		id := peer.hearState(SessionAuthenticating).ID
		peer.say(`{"id":"` + id + `","from":"g@activa.local","state":"authenticating","scheme":"guest"}`)
		peer.hearFailure(ReasonCodeRegistrationError)
	})
}

func TestEndOfTheContextFinishesTheSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		handler := &desk{}
		server := newDeskServer(handler, nil)
		near, far := Pipe()
		ctx, cancel := context.WithCancel(t.Context())
		over := make(chan error, 1)
		go func() { over <- server.Serve(ctx, far) }()
		peer := &raw{t: t, end: near.(*pipeEnd)}
		peer.signIn()
		cancel()
		peer.hearState(SessionFinished)
		peer.hearEnd()
		if err := <-over; err != nil {
			t.Error(err)
		}
	})
}

func TestShutdownFinishesAllAndLetsNobodyIn(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.start()
		if err := p.server.Shutdown(t.Context()); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		p.wantPhase(Dropped)
		pass(time.Minute)
		if len(p.desk.established) != 1 || len(p.dials) < 2 {
			t.Errorf("%d sessions after %d tries", len(p.desk.established), len(p.dials))
		}
	})
}

func TestServerTakesNoMoreSessionsThanItsLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newDeskServer(&desk{}, func(options *ServerOptions) { options.SessionsMax = 1 })
		near, far := Pipe()
		go func() { _ = server.Serve(t.Context(), far) }()
		synctest.Wait()
		second, secondFar := Pipe()
		if err := server.Serve(t.Context(), secondFar); err == nil {
			t.Error("a second session was served")
		}
		(&raw{t: t, end: second.(*pipeEnd)}).hearFailure(ReasonCodeSessionError)
		_ = near.Close()
	})
}

func TestOneEnvelopeCanGoToManySessions(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.start()
		news := &Notification{ID: "1", Event: EventFailed}
		for range 3 {
			if err := p.desk.session(t).Send(news); err != nil {
				t.Fatal(err)
			}
		}
		if !news.To.IsZero() || !news.From.IsZero() {
			t.Errorf("sending changed the envelope to %+v", news)
		}
	})
}

func TestPresenceIsWrittenAsDocumented(t *testing.T) {
	text, err := json.Marshal(Presence{Status: PresenceAvailable, RoutingRule: RoutingIdentity})
	if want := `{"status":"available","routingRule":"identity"}`; err != nil || string(text) != want {
		t.Errorf("%s, %v", text, err)
	}
}

func TestDelegationPassesOnOnlyWhatNamesThePeerItself(t *testing.T) {
	for frame, code := range map[string]int{
		`{"id":"1","from":"loja@activa.local","pp":"ana@activa.local","method":"get","uri":"/echo"}`:   0,
		`{"id":"1","from":"loja@activa.local","pp":"bruno@activa.local","method":"get","uri":"/echo"}`: ReasonCodeSenderNotAuthorized,
		`{"id":"1","from":"loja@activa.local","method":"get","uri":"/echo"}`:                           ReasonCodeSenderNotAuthorized,
	} {
		inRawPlay(t, func(options *ServerOptions) { options.Delegation = true }, func(t *testing.T, peer *raw, handler *desk) {
			peer.signIn()
			peer.say(frame)
			answer := peer.hear().(*Command)
			switch {
			case code == 0:
				if answer.Status != StatusSuccess || answer.To.String() != "ana@activa.local" || handler.seen[0].Head().From.String() != "loja@activa.local" {
					t.Errorf("%s: answered %+v, handler saw %+v", frame, answer, handler.seen)
				}
			case answer.Reason == nil || answer.Reason.Code != code || len(handler.seen) != 0:
				t.Errorf("%s: answered %+v, handler saw %+v", frame, answer, handler.seen)
			}
		})
	}
}
