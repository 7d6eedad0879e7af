package lime

import (
	"context"
	"runtime"
	"slices"
	"testing"
	"time"
)

// BenchmarkIdleSession reports what one idle session costs the server over a pipe, the pipe included
// (budget: 24 KiB, DESIGN §7). The client's side is a bare pipe end without goroutines.
func BenchmarkIdleSession(b *testing.B) {
	const sessions = 1000
	for b.Loop() {
		server := newDeskServer(&desk{}, nil)
		before := memoryInUse()
		ends := make([]Transport, sessions)
		for i := range ends {
			near, far := Pipe()
			ends[i] = near
			go func() { _ = server.Serve(context.Background(), far) }()
			signInRaw(b, near.(*pipeEnd))
		}
		b.ReportMetric(float64(memoryInUse()-before)/sessions, "bytes/session")
		for _, end := range ends {
			_ = end.Close()
		}
		if err := server.Shutdown(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

// memoryInUse counts heap and stacks after two collections, the second of which frees what the
// finalizers of the first let go and shrinks stacks.
func memoryInUse() int64 {
	runtime.GC()
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return int64(memory.HeapInuse + memory.StackInuse)
}

func signInRaw(b *testing.B, end *pipeEnd) {
	b.Helper()
	say := func(envelope Envelope) {
		if err := end.Send(b.Context(), envelope); err != nil {
			b.Fatal(err)
		}
	}
	hear := func() Envelope {
		envelope, err := end.Receive(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		return envelope
	}
	say(&Session{State: SessionNew})
	proof := Plain(deskSecret)
	say(&Session{ID: hear().Head().ID, From: ana, State: SessionAuthenticating, Scheme: SchemePlain, Authentication: &proof})
	if established := hear().(*Session); established.State != SessionEstablished {
		b.Fatalf("%+v", established)
	}
	command, err := NewCommand(MethodSet, PathReceipt).WithResource(MediaTypeReceipt, AllReceipts())
	if err != nil {
		b.Fatal(err)
	}
	say(&command)
	hear()
}

// BenchmarkCommandOverWebSocket reports the median round trip of a command over a loopback socket
// (budget: 40 µs, DESIGN §7).
func BenchmarkCommandOverWebSocket(b *testing.B) {
	benchmarkCommand(b, func(b *testing.B, server *Server) func(context.Context) (Transport, error) {
		return dialTo(listenLoopback(b, server, WebOptions{}))
	})
}

// BenchmarkCommandOverPipe is the same without a socket.
func BenchmarkCommandOverPipe(b *testing.B) {
	benchmarkCommand(b, func(_ *testing.B, server *Server) func(context.Context) (Transport, error) {
		return func(context.Context) (Transport, error) {
			near, far := Pipe()
			go func() { _ = server.Serve(context.Background(), far) }()
			return near, nil
		}
	})
}

func benchmarkCommand(b *testing.B, way func(*testing.B, *Server) func(context.Context) (Transport, error)) {
	server := newDeskServer(&desk{forgetful: true}, nil)
	client := connect(b, ClientOptions{Dial: way(b, server), Node: ana, Authentication: Plain(deskSecret)})
	var took []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		began := time.Now()
		if _, err := client.Command(b.Context(), NewCommand(MethodGet, "/echo")); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1000, "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1000, "p99-µs")
}

func BenchmarkDecodeMessage(b *testing.B) {
	frame := []byte(`{"id":"7b0e5d1a-0000-4000-8000-000000000000","from":"5511987654321@wa.gw.msging.net","to":"loja-router@msging.net/desk-app","type":"text/plain","content":"Boa tarde","metadata":{"#uniqueId":"0c1d","date_created":"1763050000000"}}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(frame); err != nil {
			b.Fatal(err)
		}
	}
}
