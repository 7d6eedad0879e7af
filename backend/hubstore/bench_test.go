package hubstore

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// inSteps runs n steps in groups as the hub's loop does.
func inSteps(b *testing.B, s *Store, n int, step func(tx hub.Tx, i int) error) {
	b.Helper()
	const group = 256
	for from := 0; from < n; from += group {
		var steps []func(hub.Tx) error
		for i := from; i < min(from+group, n); i++ {
			steps = append(steps, func(tx hub.Tx) error { return step(tx, i) })
		}
		failures, err := s.Update(context.Background(), steps...)
		if err := errors.Join(append(failures, err)...); err != nil {
			b.Fatal(err)
		}
	}
}

var firstNames = []string{"Ana", "José", "Rita", "João", "Lucía", "Mateo", "Sofía", "Łucja", "Pedro", "Íris"}

// BenchmarkSearchContacts searches 100,000 contacts; the budget is 10 ms.
func BenchmarkSearchContacts(b *testing.B) {
	s := openIn(b, b.TempDir())
	inSteps(b, s, 100_000, func(tx hub.Tx, i int) error {
		phone := fmt.Sprintf("55119%08d", i*977%100_000_000)
		name := fmt.Sprintf("%s %s Número%d", firstNames[i%10], firstNames[i/10%10], i)
		return tx.PutContact(hub.Contact{Identity: phone + "@wa.gw.msging.net", Name: name, Phone: "+" + phone,
			Email: fmt.Sprintf("c%d@example.com", i), Document: []byte(`{}`)})
	})
	for _, text := range []string{"j", "jo", "jose", "ana numero77", "umero1", "00977", "c99999@example", "zzz"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				err := s.View(context.Background(), func(r hub.Reader) error {
					_, err := r.SearchContacts(text, 20)
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func benchmarkSend(i int) hub.Send {
	id := fmt.Sprint(i)
	return hub.Send{Sender: "ana", ID: id, Handle: id, Bot: "loja", Agent: "ana", Contact: fmt.Sprint("c", i),
		TemplateName: "aviso", TemplateLanguage: "pt_BR", Template: []byte(`{"id":"9"}`), TemplateDigest: "d9",
		Values: message.Values{"body.1": "Rita"}, Payload: []byte(`{}`), ReplyTo: "ana/desk", ComposedAt: noon,
		Progress: message.NewProgress(noon).Apply(message.Receipt{Kind: message.Accepted, At: noon}),
		Handover: hub.HandoverWaiting, NextTryAt: noon}
}

// BenchmarkListSent lists 30 of 5,000; the budget is 5 ms with eight clients.
func BenchmarkListSent(b *testing.B) {
	s := openIn(b, b.TempDir())
	inSteps(b, s, 5000, func(tx hub.Tx, i int) error {
		_, err := tx.InsertSend(benchmarkSend(i))
		return err
	})
	b.SetParallelism(8)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			err := s.View(context.Background(), func(r hub.Reader) error {
				_, err := r.SentSince(hub.SentQuery{Sender: "ana", AfterChange: 2500, Take: 30})
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkInsertSends makes sends durable in groups; the hub's whole budget is 5,000 a second.
func BenchmarkInsertSends(b *testing.B) {
	s := openIn(b, b.TempDir())
	b.ResetTimer()
	inSteps(b, s, b.N, func(tx hub.Tx, i int) error {
		_, err := tx.InsertSend(benchmarkSend(i))
		return err
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sends/s")
}
