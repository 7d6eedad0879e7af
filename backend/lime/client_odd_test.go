package lime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/fault"
)

// withOddServer plays the server frame by frame to one client, which it stops in the end.
func withOddServer(t *testing.T, change func(*ClientOptions), test func(t *testing.T, client *Client, server *raw)) {
	synctest.Test(t, func(t *testing.T) {
		near, far := Pipe()
		lines := make(chan Transport, 1)
		lines <- near
		options := ClientOptions{
			Node: ana, Authentication: Plain(deskSecret), Log: quiet,
			Dial: func(context.Context) (Transport, error) {
				select {
				case line := <-lines:
					return line, nil
				default:
					return nil, errors.New("no line")
				}
			},
		}
		if change != nil {
			change(&options)
		}
		client := NewClient(options)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- client.Run(ctx) }()
		defer func() {
			cancel()
			if err := <-ended; err != nil && fault.CodeOf(err) != CodeSignInRefused {
				t.Error(err)
			}
		}()
		test(t, client, &raw{t: t, end: far.(*pipeEnd)})
	})
}

// establish answers the client's sign-in.
func (r *raw) establish() {
	r.t.Helper()
	r.hearState(SessionNew)
	r.say(`{"id":"s","from":"postmaster@odd.local/#1","state":"authenticating","schemeOptions":["plain"]}`)
	r.hearState(SessionAuthenticating)
	r.say(`{"id":"s","from":"postmaster@odd.local/#1","to":"ana@odd.local/given","state":"established"}`)
	synctest.Wait()
}

// A session state that goes backwards, or options that it does not know, made lime-go's client panic
// (LIME reference, §22).
func TestServerThatStepsOddlyWhileSigningIn(t *testing.T) {
	tests := map[string]struct {
		frames []string
		want   Phase
	}{
		"established at once":          {[]string{`{"state":"established"}`}, Connected},
		"messages and rubbish before":  {[]string{`{"id":"1","content":"x"}`, `{"broken`, `{"id":"s","state":"established"}`}, Connected},
		"options nobody knows":         {[]string{`{"id":"s","state":"negotiating","encryptionOptions":["rot13"],"compressionOptions":["zip"]}`, `{"id":"s","state":"established"}`}, Connected},
		"confirmation without options": {[]string{`{"id":"s","state":"negotiating","encryption":"none"}`, `{"id":"s","state":"established"}`}, Connected},
		"proof wanted twice":           {[]string{`{"id":"s","state":"authenticating"}`, `{"id":"s","state":"authenticating","authentication":{"scheme":"plain"}}`}, Dropped},
		"backwards":                    {[]string{`{"id":"s","state":"authenticating"}`, `{"id":"s","state":"new"}`}, Dropped},
		"unknown state":                {[]string{`{"id":"s","state":"dreaming"}`}, Dropped},
		"finished":                     {[]string{`{"id":"s","state":"finished"}`}, Dropped},
		"failed without a reason":      {[]string{`{"id":"s","state":"failed"}`}, Dropped},
		"failed with another code":     {[]string{`{"id":"s","state":"failed","reason":{"code":11}}`}, Dropped},
		"refused":                      {[]string{`{"id":"s","state":"failed","reason":{"code":"13"}}`}, Refused},
		"silence":                      {nil, Dropped},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			withOddServer(t, nil, func(t *testing.T, client *Client, server *raw) {
				server.hearState(SessionNew)
				for _, frame := range test.frames {
					server.say(frame)
				}
				pass(2 * time.Second)
				if test.frames == nil {
					pass(SignInTimeout)
				}
				if state := client.State(); state.Phase != test.want && (test.want != Dropped || state.Phase != Connecting) {
					t.Errorf("the client is %s: %v", state.Phase, state.Cause)
				}
			})
		})
	}
}

func TestServerThatNeverStopsTalkingBeforeTheSession(t *testing.T) {
	withOddServer(t, nil, func(t *testing.T, client *Client, server *raw) {
		server.hearState(SessionNew)
		for range signInFramesMax {
			server.say(`{"id":"1","event":"received"}`)
		}
		synctest.Wait()
		if client.State().Phase != Dropped {
			t.Errorf("the client is %s", client.State().Phase)
		}
	})
}

func TestSessionEnvelopesDuringASession(t *testing.T) {
	tests := map[string]Phase{
		`{"id":"s","state":"authenticating"}`:              Connected,
		`{"id":"s","state":"dreaming"}`:                    Connected,
		`{"id":"s","state":"finished"}`:                    Dropped,
		`{"id":"s","state":"failed"}`:                      Dropped,
		`{"id":"s","state":"failed","reason":{"code":13}}`: Dropped, // a session that stood was no wrong secret
	}
	for frame, want := range tests {
		withOddServer(t, nil, func(t *testing.T, client *Client, server *raw) {
			server.establish()
			if node := client.State().Node.String(); node != "ana@odd.local/given" {
				t.Errorf("the client calls itself %s", node)
			}
			server.say(frame)
			synctest.Wait()
			if state := client.State(); state.Phase != want {
				t.Errorf("%s: the client is %s (%v)", frame, state.Phase, state.Cause)
			}
		})
	}
}

func TestRefusedPresenceIsNoConnection(t *testing.T) {
	withOddServer(t, func(options *ClientOptions) {
		options.Presence = &Presence{Status: PresenceAvailable}
	}, func(t *testing.T, client *Client, server *raw) {
		server.establish()
		request := server.hear().(*Command)
		server.say(`{"id":"` + request.ID + `","method":"set","status":"failure","reason":{"code":66}}`)
		synctest.Wait()
		if state := client.State(); state.Phase != Dropped || ReasonOf(state.Cause).Code != ReasonCodeNotAllowed {
			t.Errorf("the client is %s (%v)", state.Phase, state.Cause)
		}
	})
}

func TestClientAnswersPingsAndRequests(t *testing.T) {
	withOddServer(t, func(options *ClientOptions) {
		options.OnCommand = func(_ context.Context, command *Command) *Command {
			if command.URI == "/panic" {
				panic("told to")
			}
			return command.Answer("", nil)
		}
	}, func(t *testing.T, _ *Client, server *raw) {
		server.establish()
		for _, test := range []struct {
			uri    string
			status Status
		}{{"/ping", StatusSuccess}, {"lime://ana@odd.local/ping", StatusSuccess}, {"/x", StatusSuccess}, {"/panic", StatusFailure}} {
			server.say(fmt.Sprintf(`{"id":"1","from":"postmaster@odd.local","method":"get","uri":%q}`, test.uri))
			if answer := server.hear().(*Command); answer.Status != test.status || answer.To.String() != "postmaster@odd.local" {
				t.Errorf("%s: %+v", test.uri, answer)
			}
		}
	})
	withOddServer(t, nil, func(t *testing.T, _ *Client, server *raw) {
		server.establish()
		server.say(`{"id":"1","method":"get","uri":"/x"}`)
		if answer := server.hear().(*Command); answer.Reason == nil || answer.Reason.Code != ReasonCodeResourceNotSupported {
			t.Errorf("without a handler: %+v", answer)
		}
	})
}

// The server reads nothing: what fits on the line may have left, what still waits has not.
func TestWhatStillWaitsInTheQueueNeverLeft(t *testing.T) {
	withOddServer(t, nil, func(t *testing.T, client *Client, server *raw) {
		server.establish()
		const senders = OutgoingMax + pipeFrames + 40
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var mu sync.Mutex
		var sending sync.WaitGroup
		left, stayed := 0, 0
		for range senders {
			sending.Go(func() {
				_, err := client.Command(ctx, NewCommand(MethodGet, "/x"))
				mu.Lock()
				defer mu.Unlock()
				if NeverLeft(err) {
					stayed++
				} else if fault.CodeOf(err) == CodeNoAnswer {
					left++
				}
			})
		}
		sending.Wait()
		if left != pipeFrames+1 || stayed != senders-left {
			t.Errorf("%d may have left, %d have not; %d were sent", left, stayed, senders)
		}
		err := client.Send(ctx, &Message{Content: []byte(`"x"`)})
		if !NeverLeft(err) {
			t.Errorf("with a context that has ended: %v", err)
		}
		pass(WriteTimeout)
		if state := client.State(); state.Phase == Connected {
			t.Error("a server that reads nothing is still connected")
		}
	})
}

func TestSendWaitsUntilTheFrameIsTaken(t *testing.T) {
	withOddServer(t, nil, func(t *testing.T, client *Client, server *raw) {
		server.establish()
		taken := make(chan error, 1)
		for range pipeFrames {
			if err := client.Send(t.Context(), &Message{Content: []byte(`"x"`)}); err != nil {
				t.Fatal(err)
			}
		}
		go func() { taken <- client.Send(t.Context(), &Message{Content: []byte(`"last"`)}) }()
		synctest.Wait()
		select {
		case err := <-taken:
			t.Fatalf("handed over to a full line: %v", err)
		default:
		}
		server.hear()
		if err := <-taken; err != nil {
			t.Error(err)
		}
		go func() { taken <- client.Send(t.Context(), &Message{Content: []byte(`"lost"`)}) }()
		synctest.Wait()
		_ = server.end.Close()
		if err := <-taken; err == nil || NeverLeft(err) || fault.CodeOf(err) != CodeConnectionLost {
			t.Errorf("a frame that was being written when the line broke: %v", err)
		}
	})
}

// plainTransport hides that a pipe takes encoded frames, as a transport of somebody else would.
type plainTransport struct{ Transport }

func TestTransportsOfOthersWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		handler := &desk{}
		server := newDeskServer(handler, nil)
		client := NewClient(ClientOptions{
			Node: ana, Authentication: Plain(deskSecret), Log: quiet, Receipt: AllReceipts(),
			Dial: func(context.Context) (Transport, error) {
				near, far := Pipe()
				go func() { _ = server.Serve(context.Background(), plainTransport{far}) }()
				return plainTransport{near}, nil
			},
		})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- client.Run(ctx) }()
		synctest.Wait()
		if answer, err := client.Command(t.Context(), NewCommand(MethodGet, "/echo")); err != nil || answer.Status != StatusSuccess {
			t.Errorf("%+v, %v", answer, err)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func TestEnvelopesInsideDocumentsReadAsTolerantly(t *testing.T) {
	var schedule struct {
		Message      Message
		Notification Notification
		Session      Session
		Owner        Identity
		Node         *Node
	}
	text := `{"message":{"id":7,"to":"a@b/c","content":{"x":1}},"notification":{"event":"RECEIVED"},
		"session":{"state":"New"},"owner":"loja@msging.net","node":"ana@blip.ai/!desk"}`
	if err := json.Unmarshal([]byte(text), &schedule); err != nil {
		t.Fatal(err)
	}
	if schedule.Message.ID != "7" || schedule.Message.To.Instance != "c" || schedule.Notification.Event != EventReceived ||
		schedule.Session.State != SessionNew || schedule.Owner.Name != "loja" || schedule.Node.Instance != "!desk" {
		t.Errorf("%+v", schedule)
	}
	written, err := json.Marshal(map[string]any{"owner": schedule.Owner, "node": schedule.Node})
	if want := `{"node":"ana@blip.ai/!desk","owner":"loja@msging.net"}`; err != nil || string(written) != want {
		t.Errorf("%s, %v", written, err)
	}
}
