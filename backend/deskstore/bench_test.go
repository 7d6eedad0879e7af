package deskstore_test

import (
	"fmt"
	"testing"
	"time"

	"activa/backend/desk"
	"activa/backend/desk/desktest"
	"activa/backend/deskstore"
)

// filled is a store with many messages of many people, taken by the platform.
func filled(b *testing.B, messages int) *deskstore.Store {
	b.Helper()
	store := open(b, b.TempDir())
	b.Cleanup(func() { closed(b, store) })
	first := []string{"Rita", "João", "María", "José", "Lucía", "Ana", "Bruno", "Sofía", "Pedro", "Camila"}
	last := []string{"Lima", "Paz", "Ângelo", "Souza", "García", "Oliveira", "Pérez", "Santos", "Núñez", "Rocha"}
	var writes []desk.SentWrite
	for i := range messages {
		name := first[i%10] + " " + last[i/10%10]
		sent := desktest.Accepted(desktest.Sent(i, name, fmt.Sprintf("+55319%08d", i*7919%100_000_000)))
		writes = append(writes, desk.SentWrite{Now: sent, New: true})
		if len(writes) == 5000 || i == messages-1 {
			if err := store.Commit(b.Context(), desk.Commit{Revision: int64(i), Sent: writes}); err != nil {
				b.Fatal(err)
			}
			writes = writes[:0]
		}
	}
	b.ResetTimer()
	return store
}

// BenchmarkHistory: search among 100,000 sends (budget 10 ms).
func BenchmarkHistory(b *testing.B) {
	store := filled(b, 100_000)
	for _, text := range []string{"", "r", "ri", "rita", "rita lim", "angelo jose", "5531", "4321", "aviso", "nobody"} {
		b.Run("text="+text, func(b *testing.B) {
			for b.Loop() {
				if _, err := store.History(b.Context(), desk.HistoryQuery{Text: text, Limit: 50}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSnapshot: 5,000 visible rows from the file, and from the running desk.
func BenchmarkSnapshot(b *testing.B) {
	store := filled(b, 5000)
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if _, err := store.Load(b.Context(), now); err != nil {
				b.Fatal(err)
			}
		}
	})
	engine, err := desk.Begin(b.Context(), store, now)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("snapshot", func(b *testing.B) {
		for b.Loop() {
			if snapshot := engine.Snapshot(); len(snapshot.Sent) != 5000 {
				b.Fatal(len(snapshot.Sent))
			}
		}
	})
}

// BenchmarkCommit: one message from the click to the disk (budget 10 ms).
func BenchmarkCommit(b *testing.B) {
	store := filled(b, 10)
	n := 1000
	for b.Loop() {
		n++
		sent := desktest.Sent(n, "Rita Lima", "+5531987654321")
		if err := store.Commit(b.Context(), desk.Commit{Revision: int64(n), Sent: []desk.SentWrite{{Now: sent, New: true}}}); err != nil {
			b.Fatal(err)
		}
	}
}
