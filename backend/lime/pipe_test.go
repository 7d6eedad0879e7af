package lime

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestPipeCarriesBothWays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server := Pipe()
		for _, way := range [][2]Transport{{client, server}, {server, client}} {
			if err := way[0].Send(t.Context(), &Notification{ID: "1", Event: EventReceived}); err != nil {
				t.Fatal(err)
			}
			got, err := way[1].Receive(t.Context())
			if err != nil || got.Head().ID != "1" {
				t.Fatalf("%v, %v", got, err)
			}
		}
	})
}

func TestPipeGivesWhatWasSentBeforeTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server := Pipe()
		if err := server.Send(t.Context(), &Session{State: SessionFailed}); err != nil {
			t.Fatal(err)
		}
		_ = server.Close()
		if envelope, err := client.Receive(t.Context()); err != nil || envelope.(*Session).State != SessionFailed {
			t.Fatalf("last words: %v, %v", envelope, err)
		}
		if _, err := client.Receive(t.Context()); !errors.Is(err, io.EOF) {
			t.Fatalf("after the end: %v", err)
		}
		if err := client.Send(t.Context(), &Session{State: SessionNew}); !errors.Is(err, io.ErrClosedPipe) {
			t.Fatalf("send after the end: %v", err)
		}
		if _, err := server.Receive(t.Context()); !errors.Is(err, ErrClosed) {
			t.Fatalf("receive on the closed end: %v", err)
		}
	})
}

func TestPipeSendWaitsForASlowPeerAndItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := Pipe()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var err error
		for range pipeFrames + 1 {
			err = client.Send(ctx, &Session{State: SessionNew})
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("a pipe nobody reads: %v", err)
		}
	})
}

func TestPipeObeysFrameMax(t *testing.T) {
	client, _ := Pipe()
	content := []byte(`"` + strings.Repeat("a", FrameMax) + `"`)
	if err := client.Send(t.Context(), &Message{Content: content}); err == nil {
		t.Fatal("a frame over the limit went through")
	}
}
