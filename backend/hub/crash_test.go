package hub_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/hub"
	"activa/backend/lime"
)

// fragile is a real store that stops committing after some more commits, as a machine does that dies.
type fragile struct {
	hub.Store
	mu   sync.Mutex
	left int // commits that still succeed; negative means all
}

var errDied = errors.New("the machine died")

func (f *fragile) Update(ctx context.Context, steps ...func(hub.Tx) error) ([]error, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.left == 0 {
		return nil, errDied
	}
	if f.left > 0 {
		f.left--
	}
	return f.Store.Update(ctx, steps...)
}

func (f *fragile) dieAfter(commits int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left = commits
}

// TestNoSendIsLostOrDoubledByACrash lets the machine die after every number of commits that a send
// takes. What was told as accepted is there after the restart, and the gateway never gets it twice;
// what it certainly did not get, it gets then.
func TestNoSendIsLostOrDoubledByACrash(t *testing.T) {
	for commits := range 9 {
		t.Run(fmt.Sprint(commits), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := furnished(t)
				for _, p := range w.peers {
					p.cut()
				}
				w.end()
				weak := &fragile{left: -1}
				w.wrap = func(s hub.Store) hub.Store { weak.Store = s; return weak }
				w.start()
				ana := w.agent("ana")
				weak.dieAfter(commits)
				ana.send(t, ana.templateMessage(loja, rita, "m1", "ola", "pt_BR"))
				synctest.Wait()
				time.Sleep(time.Minute)
				accepted := strings.Contains(newsOf(ana), "accepted m1")
				ana.cut()
				w.end()
				before := len(w.gateway.taken)
				w.wrap = nil
				w.start()
				ana = w.agent("ana")
				time.Sleep(time.Minute)
				synctest.Wait()
				answer := ana.ask(t, ana.command(t, "", lime.MethodGet, doc.ActivaNode, doc.SentURI("m1"), nil))
				kept := answer.Status == lime.StatusSuccess
				if accepted && !kept {
					t.Fatalf("it was told as accepted and is gone: %v", answer.Reason)
				}
				switch got := len(w.gateway.taken); {
				case got > 1:
					t.Fatalf("the gateway got it %d times", got)
				case kept && got == 0:
					t.Fatal("the gateway never got it")
				case !kept && got > 0:
					t.Fatal("the gateway got what the hub does not know")
				case before == 0 && kept:
					var sent doc.Sent
					if err := json.Unmarshal(answer.Resource, &sent); err != nil || sent.Dispatched.IsZero() {
						t.Errorf("handed over after the restart, but not noted: %s (%v)", answer.Resource, err)
					}
				}
			})
		})
	}
}

// TestAFirstSessionThatCannotBeNotedIsOnlyRefused: a hub whose disk failed before anybody had signed in
// panicked when it took the first session back.
func TestAFirstSessionThatCannotBeNotedIsOnlyRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		token, err := w.hub.IssueToken(t.Context(), identityOf("ana"), time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range w.peers {
			p.cut()
		}
		w.end()
		weak := &fragile{left: -1}
		w.wrap = func(s hub.Store) hub.Store { weak.Store = s; return weak }
		w.start()
		synctest.Wait()
		weak.dieAfter(0)
		_, err = w.open("ana", nodeOf(identityOf("ana")+"/ana"), lime.External(token, hub.Issuer))
		if err == nil {
			t.Error("a session that could not be noted was let in")
		}
	})
}

// TestNewsWaitsForASenderWithoutASession: who is away when a receipt comes is told at the next
// /receipt (LIME and Blip, §26), also after a restart.
func TestNewsWaitsForASenderWithoutASession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		ana := w.agent("ana")
		w.gateway.answers["m1"] = hub.ErrNotTaken
		ana.send(t, ana.templateMessage(loja, rita, "m1", "ola", "pt_BR"))
		synctest.Wait()
		ana.cut()
		w.peers[0].cut()
		synctest.Wait()
		w.gateway.mu.Lock()
		w.gateway.answers["m1"] = nil
		w.gateway.mu.Unlock()
		time.Sleep(10 * time.Second)
		w.end()
		w.start()
		back := w.signIn("elsewhere", "ana@activa.local")
		synctest.Wait()
		back.take()
		back.must(t, "", lime.MethodSet, "", lime.PathReceipt, lime.AllReceipts())
		synctest.Wait()
		if news := newsOf(back); news != "dispatched m1" {
			t.Errorf("heard: %s", news)
		}
		back.must(t, "", lime.MethodSet, "", lime.PathReceipt, lime.AllReceipts())
		synctest.Wait()
		if news := newsOf(back); news != "" {
			t.Errorf("heard again: %s", news)
		}
	})
}

// TestAForgetfulGatewayIsToldWhatItTook: the simulator keeps nothing, so after a restart it is handed
// what may still have news: not what failed, was answered, or is old.
func TestAForgetfulGatewayIsToldWhatItTook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		ana := w.agent("ana")
		w.gateway.answers["failed"] = &hub.Refusal{}
		w.gateway.answers["unclear"] = errDied
		ana.send(t, ana.templateMessage(loja, "5511911110000@wa.gw.msging.net", "old", "ola", "es"))
		time.Sleep(97 * time.Hour)
		for i, id := range []string{"failed", "unclear", "answered", "taken"} {
			ana.send(t, ana.templateMessage(loja, fmt.Sprintf("551191111111%d@wa.gw.msging.net", i), id, "ola", "es"))
		}
		synctest.Wait()
		w.gateway.tell(t, hub.GatewayNews{Inbound: &hub.InboundMessage{ID: "i1", BotNumber: "+551140000001", InReplyTo: "answered",
			Contact: "5511911111112@wa.gw.msging.net", Type: lime.MediaTypeText, Content: []byte(`"oi"`), At: time.Now()}})
		w.end()
		w.start()
		synctest.Wait()
		if got := fmt.Sprint(w.gateway.resumed); got != "[unclear taken]" {
			t.Errorf("resumed: %s", got)
		}
	})
}

// leaving is a real store in whose first commit of a send the hub is told to end.
type leaving struct {
	hub.Store
	once sync.Once
	end  func()
}

func (l *leaving) Update(ctx context.Context, steps ...func(hub.Tx) error) ([]error, error) {
	failures, err := l.Store.Update(ctx, steps...)
	_ = l.View(ctx, func(r hub.Reader) error {
		if _, missing := r.SendByHandle("m1"); missing == nil {
			l.once.Do(l.end)
		}
		return nil
	})
	return failures, err
}

// TestWhatWasTakenBeforeTheEndIsHandedOver: a command that sends ends its hub once the message is accepted. It
// stayed behind, and a clock that was moved ahead meanwhile made it fail as if the gateway had been down.
func TestWhatWasTakenBeforeTheEndIsHandedOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		for _, p := range w.peers {
			p.cut()
		}
		w.end()
		over := make(chan struct{})
		w.wrap = func(s hub.Store) hub.Store {
			return &leaving{Store: s, end: func() {
				stop := w.stop
				w.stop = func() { <-over }
				go func() { defer close(over); stop() }()
				time.Sleep(time.Millisecond) // everything that ends with the hub has ended before the commit has
			}}
		}
		w.start()
		ana := w.agent("ana")
		ana.send(t, ana.templateMessage(loja, rita, "m1", "ola", "pt_BR"))
		<-over
		if got := len(w.gateway.taken); got != 1 {
			t.Errorf("the gateway got %d messages", got)
		}
	})
}
