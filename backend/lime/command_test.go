package lime

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/fault"
)

func TestCommandIsAnswered(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.start()
		answer, err := p.client.Command(t.Context(), Command{Method: MethodGet, URI: "/echo"})
		if err != nil || string(answer.Resource) != `{"of":"ana@activa.local/desk"}` || answer.Type != MediaTypeJSON {
			t.Fatalf("%+v, %v", answer, err)
		}
		if uri := answer.Metadata.Text(MetadataCommandURI); uri != "lime://ana@activa.local/echo" {
			t.Errorf("the answer is for %q", uri)
		}
		if !answer.From.Equal(deskNode) || !answer.To.Equal(ana) {
			t.Errorf("from %v to %v", answer.From, answer.To)
		}
	})
}

func TestCommandFailureIsAnErrorWithItsReason(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.start()
		for uri, code := range map[string]int{"/nothing": ReasonCodeResourceNotFound, "/panic": ReasonCodeProcessingError} {
			answer, err := p.client.Command(t.Context(), NewCommand(MethodGet, uri))
			var failure *ReasonError
			if !errors.As(err, &failure) || failure.Reason.Code != code || answer == nil || NeverLeft(err) {
				t.Errorf("%s: %v, %v", uri, answer, err)
			}
		}
	})
}

func TestCommandWaitsThroughPending(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.start()
		began := time.Now()
		answer, err := p.client.Command(t.Context(), NewCommand(MethodGet, "/late"))
		if err != nil || answer.Status != StatusSuccess || time.Since(began) != time.Second {
			t.Fatalf("%+v, %v after %v", answer, err, time.Since(began))
		}
	})
}

func TestObserveHasNoAnswer(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.start()
		if answer, err := p.client.Command(t.Context(), NewCommand(MethodObserve, "/echo")); answer != nil || err != nil {
			t.Fatalf("%v, %v", answer, err)
		}
		synctest.Wait()
		if len(p.desk.seen) != 1 || len(p.got) != 0 {
			t.Errorf("the server saw %v, the client got %v", p.desk.seen, p.got)
		}
	})
}

func TestUnansweredCommandTellsWhetherItLeft(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		if _, err := p.client.Command(t.Context(), NewCommand(MethodGet, "/echo")); !NeverLeft(err) || fault.CodeOf(err) != CodeNotConnected {
			t.Errorf("before Run: %v", err)
		}
		p.start()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := p.client.Command(ctx, NewCommand(MethodGet, "/never")); NeverLeft(err) || fault.CodeOf(err) != CodeNoAnswer {
			t.Errorf("no answer in time: %v", err)
		}
		if _, err := p.client.Command(ctx, NewCommand(MethodGet, "/echo")); !NeverLeft(err) {
			t.Errorf("with a context that has ended: %v", err)
		}
		done := make(chan error)
		go func() {
			_, err := p.client.Command(t.Context(), NewCommand(MethodGet, "/never"))
			done <- err
		}()
		synctest.Wait()
		p.cutLine()
		if err := <-done; NeverLeft(err) || fault.CodeOf(err) != CodeConnectionLost {
			t.Errorf("line lost while waiting: %v", err)
		}
		if _, err := p.client.Command(t.Context(), Command{Method: MethodSet, URI: "/x", Resource: []byte("{")}); !NeverLeft(err) {
			t.Errorf("not encodable: %v", err)
		}
	})
}

func TestAnswersAfterTheirTimeAreDropped(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.start()
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		defer cancel()
		if _, err := p.client.Command(ctx, NewCommand(MethodGet, "/late")); fault.CodeOf(err) != CodeNoAnswer {
			t.Fatal(err)
		}
		pass(time.Second)
		p.wantPhase(Connected)
		if len(p.got) != 0 {
			t.Errorf("a handler got the late answer: %v", p.got)
		}
	})
}

func TestTwoWaitingCommandsCannotShareAnID(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.start()
		go func() { _, _ = p.client.Command(t.Context(), Command{ID: "1", Method: MethodGet, URI: "/late"}) }()
		synctest.Wait()
		if _, err := p.client.Command(t.Context(), Command{ID: "1", Method: MethodGet, URI: "/echo"}); !NeverLeft(err) {
			t.Error(err)
		}
		pass(time.Minute)
	})
}

// Eight senders while Close runs made lime-go race and panic (libraries, §3).
func TestSendersWhileTheSessionEnds(t *testing.T) {
	inPlay(t, nil, func(t *testing.T, p *play) {
		p.start()
		var senders sync.WaitGroup
		for sender := range 8 {
			senders.Go(func() {
				for i := range 200 {
					_, err := p.client.Command(t.Context(), NewCommand(MethodGet, "/echo"))
					if err == nil {
						err = p.client.Send(t.Context(), &Message{ID: fmt.Sprint(sender, i), To: deskNode, Content: []byte(`"x"`)})
					}
					var failed *SendError
					if err != nil && !errors.As(err, &failed) {
						t.Errorf("sender %d: %v", sender, err)
					}
					if err != nil {
						return
					}
				}
			})
		}
		session := p.desk.session(t)
		go session.Close(nil)
		go p.stop()
		senders.Wait()
		if err := <-p.stopped; err != nil {
			t.Error(err)
		}
		p.stop = nil
	})
}
