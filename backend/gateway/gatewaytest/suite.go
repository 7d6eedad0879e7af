// Package gatewaytest owns what every gateway must do for the hub, as one suite that each adapter's
// tests run: the simulator now, the Cloud API later.
//
// It must never know one gateway from another, or be imported by what ships.
package gatewaytest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
)

// patience is how long the suite waits for what must happen; it is reached only by a defect.
const patience = 30 * time.Second

// Suite runs all cases; each gets a new gateway. Messages go to people who read soon, and to the bot
// number +576015550100.
func Suite(t *testing.T, open func(t *testing.T) hub.Gateway) {
	for _, c := range []struct {
		name string
		run  func(t *testing.T, gateway hub.Gateway)
	}{
		{"tells how far a message came", tellsHowFar},
		{"tells again what was not committed", tellsAgain},
		{"tells one thing at a time, whoever sends", oneAtATime},
		{"ends with its context", ends},
		{"says for sure that it did not take what it did not take", notTaken},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, open(t)) })
	}
}

func outgoing(number int) hub.GatewayMessage {
	phone := fmt.Sprintf("+5511955500%03d", number)
	return hub.GatewayMessage{
		ID: fmt.Sprintf("m-%d", number), BotNumber: "+576015550100", Phone: phone, Contact: phone[1:] + "@wa.gw.msging.net",
		Type: "text/plain", Content: []byte(`"Hola"`), SentAt: time.Now(),
	}
}

// listen runs the gateway until the test ends or done says so, and gives what it told. done is called
// with each committed piece of news.
func listen(t *testing.T, gateway hub.Gateway, sink func(hub.GatewayNews) error, done func(hub.GatewayNews) bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	finished := false
	err := gateway.Run(ctx, func(_ context.Context, news hub.GatewayNews) error {
		if told := []bool{news.Receipt != nil, news.Inbound != nil, news.Typing != nil}; countTrue(told) != 1 {
			t.Errorf("news must be a receipt or a message: %+v", news)
		}
		if err := sink(news); err != nil {
			return err
		}
		if !finished && done(news) {
			finished = true
			cancel()
		}
		return nil
	})
	if !finished {
		t.Fatalf("what was waited for did not happen: %v", err)
	}
}

func commit(hub.GatewayNews) error { return nil }

// isRead tells whether the news is that the message was read.
func isRead(news hub.GatewayNews, id string) bool {
	return news.Receipt != nil && news.Receipt.ID == id && news.Receipt.Receipt.Kind == message.Consumed
}

func tellsHowFar(t *testing.T, gateway hub.Gateway) {
	sent := outgoing(1)
	if err := gateway.Send(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	listen(t, gateway, commit, func(news hub.GatewayNews) bool {
		if news.Receipt != nil && (news.Receipt.ID != sent.ID || news.Receipt.Receipt.At.IsZero()) {
			t.Errorf("receipt %+v", *news.Receipt)
		}
		return isRead(news, sent.ID)
	})
}

func tellsAgain(t *testing.T, gateway hub.Gateway) {
	if err := gateway.Send(t.Context(), outgoing(2)); err != nil {
		t.Fatal(err)
	}
	refusals := 0
	refuseTwice := func(hub.GatewayNews) error {
		if refusals++; refusals%3 != 0 {
			return errors.New("not committed")
		}
		return nil
	}
	listen(t, gateway, refuseTwice, func(news hub.GatewayNews) bool { return isRead(news, "m-2") })
}

func oneAtATime(t *testing.T, gateway hub.Gateway) {
	const senders = 20
	var sending sync.WaitGroup
	for number := range senders {
		sending.Go(func() {
			if err := gateway.Send(t.Context(), outgoing(100+number)); err != nil {
				t.Error(err)
			}
		})
	}
	var inside atomic.Int32
	read := map[string]bool{}
	alone := func(hub.GatewayNews) error {
		if inside.Add(1) != 1 {
			t.Error("two pieces of news at once")
		}
		defer inside.Add(-1)
		return nil
	}
	listen(t, gateway, alone, func(news hub.GatewayNews) bool {
		if news.Receipt != nil && news.Receipt.Receipt.Kind == message.Consumed {
			read[news.Receipt.ID] = true
		}
		return len(read) == senders
	})
	sending.Wait()
}

func ends(t *testing.T, gateway hub.Gateway) {
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- gateway.Run(ctx, func(context.Context, hub.GatewayNews) error { return nil }) }()
	cancel()
	select {
	case err := <-ended:
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Fatalf("Run ended by %v", err)
		}
	case <-time.After(patience):
		t.Fatal("Run goes on")
	}
}

func notTaken(t *testing.T, gateway hub.Gateway) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := gateway.Send(ctx, outgoing(3)); !errors.Is(err, hub.ErrNotTaken) {
		t.Fatalf("a send that was called off before it began: %v", err)
	}
}

func countTrue(values []bool) (count int) {
	for _, value := range values {
		if value {
			count++
		}
	}
	return count
}
