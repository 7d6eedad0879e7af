package simulator

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
)

const botNumber = "+5511999990000"

func outgoing(id, phone string) hub.GatewayMessage {
	return hub.GatewayMessage{
		ID: id, BotNumber: botNumber, Phone: phone, Contact: phone[1:] + "@wa.gw.msging.net",
		Type: "application/json", SentAt: time.Now(),
		Template: &message.Template{
			Name: "aviso_entrega", Language: "es", Status: "APPROVED", Category: message.CategoryMarketing,
			Header:  &message.Header{Format: message.HeaderImage},
			Buttons: []message.Button{{Kind: message.ButtonURL, Text: "Ver recorrido"}, {Kind: message.ButtonQuickReply, Text: "Estaré en casa"}, {Kind: message.ButtonQuickReply, Text: "Cambiar horario"}},
		},
	}
}

// play runs a simulator for a while of fake time and gives all that it told.
func play(t *testing.T, settings Settings, length time.Duration, act func(*Simulator)) []hub.GatewayNews {
	t.Helper()
	var told []hub.GatewayNews
	ctx, cancel := context.WithTimeout(t.Context(), length)
	defer cancel()
	s := New(settings)
	act(s)
	err := s.Run(ctx, func(_ context.Context, news hub.GatewayNews) error {
		told = append(told, news)
		return nil
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("Run ended with %v", err)
	}
	return told
}

// progressOf folds receipts into what a sender knows.
func progressOf(told []hub.GatewayNews) message.Progress {
	progress := message.Progress{}
	for _, news := range told {
		if news.Receipt != nil {
			progress = progress.Apply(news.Receipt.Receipt)
		}
	}
	return progress
}

func inboundOf(told []hub.GatewayNews) []hub.InboundMessage {
	var all []hub.InboundMessage
	for _, news := range told {
		if news.Inbound != nil {
			all = append(all, *news.Inbound)
		}
	}
	return all
}

func TestNumbersForceTheirOutcome(t *testing.T) {
	cases := []struct {
		ending   string
		delivery message.Delivery
		reason   int
		replies  int
		within   time.Duration
	}{
		{"9900", message.Consumed, 0, 0, 10 * time.Second},
		{"9901", message.Consumed, 0, 0, 2 * time.Hour},
		{"9902", message.Received, 0, 0, 48 * time.Hour},
		{"9903", message.Consumed, 0, 0, 10 * time.Hour},
		{"9904", message.Consumed, 0, 1, time.Minute},
		{"9905", message.Consumed, 0, 1, time.Minute},
		{"9906", message.Consumed, 0, 1, 72 * time.Hour},
		{"9907", message.Consumed, 0, 1, time.Minute},
		{"9908", message.Consumed, 0, 3, time.Minute},
		{"9909", message.Dispatched, 0, 0, 72 * time.Hour},
		{"9910", message.Failed, 131026, 0, 10 * time.Second},
		{"9911", message.Failed, 131049, 0, 10 * time.Second},
		{"9912", message.Failed, 131050, 0, 10 * time.Second},
		{"9913", message.Failed, 130472, 0, 10 * time.Second},
		{"9914", message.Failed, 131053, 0, 10 * time.Second},
		{"9915", message.Received, 131026, 0, 10 * time.Second},
		{"9916", message.Consumed, 0, 0, 10 * time.Second},
		{"9920", message.Consumed, 0, 1, 24 * time.Hour},
		{"9921", message.Consumed, 0, 1, 25 * time.Hour},
		{"9922", message.Failed, 131056, 0, 10 * time.Second},
		{"9923", message.Failed, 131042, 0, 10 * time.Second},
		{"4321", message.Consumed, 0, 0, 20 * time.Second},
	}
	for _, c := range cases {
		t.Run(c.ending, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				told := play(t, Settings{Seed: 7}, c.within, func(s *Simulator) {
					if err := s.Send(t.Context(), outgoing("m", "+551198765"+c.ending)); err != nil {
						t.Fatal(err)
					}
				})
				got := progressOf(told)
				if got.Delivery != c.delivery || got.Reason.Code != c.reason || len(inboundOf(told)) != c.replies {
					t.Fatalf("%s, reason %d, %d replies", got.Delivery, got.Reason.Code, len(inboundOf(told)))
				}
			})
		})
	}
}

func TestEverySeedReadsOrdinaryPeopleWithinTwentySeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for seed := range uint64(200) {
			told := play(t, Settings{Seed: seed}, 20*time.Second, func(s *Simulator) {
				if err := s.Send(t.Context(), outgoing("m", fmt.Sprintf("+55119876%05d", seed))); err != nil {
					t.Fatal(err)
				}
			})
			if got := progressOf(told).Delivery; got != message.Consumed {
				t.Fatalf("seed %d: %s", seed, got)
			}
		}
	})
}

func TestMarketingLimitsLetUtilityThrough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, ending := range []string{"9911", "9912", "9913", "9914"} {
			told := play(t, Settings{}, time.Minute, func(s *Simulator) {
				plain := outgoing("m", "+551198765"+ending)
				plain.Template.Category, plain.Template.Header = message.CategoryUtility, nil
				if err := s.Send(t.Context(), plain); err != nil {
					t.Fatal(err)
				}
			})
			if got := progressOf(told).Delivery; got != message.Consumed {
				t.Errorf("%s: %s", ending, got)
			}
		}
	})
}

func TestReplyQuotesInTheCustomersLanguage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for code, group := range map[string]language{"es_MX": spanish, "pt_BR": portuguese, "en": english, "fr": portuguese} {
			told := play(t, Settings{}, time.Minute, func(s *Simulator) {
				sent := outgoing("m-1", "+5511987659904")
				sent.Template.Language = code // French is unknown: the phone's country decides
				if err := s.Send(t.Context(), sent); err != nil {
					t.Fatal(err)
				}
			})
			reply := inboundOf(told)[0]
			var text string
			if err := json.Unmarshal(reply.Content, &text); err != nil {
				t.Fatal(err)
			}
			known := false
			for _, phrase := range phrases[group][phraseAnswer] {
				known = known || phrase == text
			}
			if !known || reply.InReplyTo != "m-1" || reply.BotNumber != botNumber || reply.At.IsZero() || reply.ID == "" {
				t.Errorf("%s: %q %+v", code, text, reply)
			}
		}
	})
}

func TestTapCarriesTheButtonsPayload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := outgoing("m-1", "+5511987659905")
		sent.Content = []byte(`{"type":"template","template":{"components":[
			{"type":"button","sub_type":"quick_reply","index":"1","parameters":[{"type":"payload","payload":"casa"}]},
			{"type":"button","sub_type":"quick_reply","index":2,"parameters":[{"type":"payload","payload":"cambio"}]}]}}`)
		seen := map[string]string{}
		for seed := range uint64(20) {
			told := play(t, Settings{Seed: seed}, time.Minute, func(s *Simulator) {
				if err := s.Send(t.Context(), sent); err != nil {
					t.Fatal(err)
				}
			})
			tap := inboundOf(told)[0]
			seen[string(tap.Content)] = tap.Payload
			sent.SentAt = time.Now()
		}
		want := map[string]string{`"Estaré en casa"`: "casa", `"Cambiar horario"`: "cambio"}
		if !reflect.DeepEqual(seen, want) {
			t.Fatalf("%v", seen)
		}
		if got := payloadOf(outgoing("m-1", "+55"), 2); got != "m-1|2" {
			t.Fatalf("with no payload sent: %s", got)
		}
	})
}

func TestSameSeedTellsTheSame(t *testing.T) {
	story := func(seed uint64) (told []hub.GatewayNews) {
		synctest.Test(t, func(t *testing.T) {
			told = play(t, Settings{Seed: seed}, 72*time.Hour, func(s *Simulator) {
				for i := range 60 {
					if err := s.Send(t.Context(), outgoing(fmt.Sprint("m-", i), fmt.Sprintf("+55119876599%02d", i%17))); err != nil {
						t.Fatal(err)
					}
				}
			})
		})
		return told
	}
	first := story(1)
	if !reflect.DeepEqual(first, story(1)) {
		t.Fatal("the same seed told another story")
	}
	if reflect.DeepEqual(first, story(2)) {
		t.Fatal("another seed told the same story")
	}
}

func TestOfferedAgainAfterARestartTheStoryGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := outgoing("m-1", "+5511987659908")
		offer := func(s *Simulator) {
			for range 3 { // again and again: one story
				if err := s.Send(t.Context(), sent); err != nil {
					t.Fatal(err)
				}
			}
		}
		whole := play(t, Settings{Seed: 3}, 2*time.Minute, offer)
		again := play(t, Settings{Seed: 3}, time.Second, offer) // a new life, two minutes later
		resumed := play(t, Settings{Seed: 3}, time.Second, func(s *Simulator) { s.Resume(sent); s.Resume(sent) })
		if !reflect.DeepEqual(whole, again) || !reflect.DeepEqual(whole, resumed) {
			t.Fatalf("first %+v\nthen %+v\nresumed %+v", whole, again, resumed)
		}
	})
}

func TestPhoneThatWasOffAtARestartStillGetsTheMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := outgoing("m-1", "+5511987659903")
		before := play(t, Settings{}, time.Hour, func(s *Simulator) {
			if err := s.Send(t.Context(), sent); err != nil {
				t.Fatal(err)
			}
		})
		if got := progressOf(before).Delivery; got != message.Dispatched {
			t.Fatalf("before the restart: %s", got)
		}
		after := play(t, Settings{}, 10*time.Hour, func(s *Simulator) { s.Resume(sent) })
		if got := progressOf(after).Delivery; got != message.Consumed {
			t.Fatalf("after the restart: %s", got)
		}
	})
}

func TestUncommittedNewsIsToldAgainInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		s := New(Settings{})
		if err := s.Send(ctx, outgoing("m-1", "+5511987659904")); err != nil {
			t.Fatal(err)
		}
		var tried, told int
		err := s.Run(ctx, func(context.Context, hub.GatewayNews) error {
			if tried++; tried%3 != 0 {
				return errors.New("the disk is full")
			}
			told++
			return nil
		})
		if !errors.Is(err, context.DeadlineExceeded) || told < 3 || tried != 3*told {
			t.Fatalf("%v: tried %d, told %d", err, tried, told)
		}
	})
}

func TestClockAndPaceHurryThoseWhoWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var readAt time.Duration
		ctx, cancel := context.WithCancel(t.Context())
		s := New(Settings{Pace: 1})
		if err := s.Send(ctx, outgoing("m-1", "+5511987659903")); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error)
		go func() {
			ended <- s.Run(ctx, func(_ context.Context, news hub.GatewayNews) error {
				if news.Receipt.Receipt.Kind == message.Consumed {
					readAt = time.Since(start)
				}
				return nil
			})
		}()
		synctest.Wait()
		pass(time.Minute)
		if err := s.SetPace(10); err != nil {
			t.Fatal(err)
		}
		if err := s.Clock().SetFactor(60); err != nil {
			t.Fatal(err)
		}
		pass(time.Minute)
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if readAt == 0 || readAt > 2*time.Minute {
			t.Fatalf("hours at ten times sixty took %v", readAt)
		}
		if s.SetPace(0) == nil || s.SetPace(PaceMax+1) == nil || s.Pace() != 10 {
			t.Fatal("a pace out of bounds was taken")
		}
	})
}

func TestGatewaysOwnTroubles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		play(t, Settings{}, time.Minute, func(s *Simulator) {
			down := outgoing("m-1", "+5511987659917")
			if err := s.Send(t.Context(), down); !errors.Is(err, hub.ErrNotTaken) {
				t.Errorf("down: %v", err)
			}
			if err := s.Send(t.Context(), down); err != nil {
				t.Errorf("down, second try: %v", err)
			}
			var refusal *hub.Refusal
			if err := s.Send(t.Context(), outgoing("m-2", "+5511987659918")); !errors.As(err, &refusal) || refusal.Reason.Code != 132001 {
				t.Errorf("refuses: %v", err)
			}
		})
		told := play(t, Settings{}, time.Minute, func(s *Simulator) {
			err := s.Send(t.Context(), outgoing("m-3", "+5511987659919"))
			if err == nil || errors.Is(err, hub.ErrNotTaken) {
				t.Errorf("unclear: %v", err)
			}
		})
		if progressOf(told).Delivery != message.Consumed {
			t.Error("receipts must follow an answer that was lost")
		}
	})
}

func TestPeopleCanBeGivenACharacterAndTyped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		settings := Settings{Characters: map[string]Character{"5511987654321": NoWhatsApp, "marcos.vera@wa.gw.msging.net": Blocks}}
		told := play(t, settings, time.Minute, func(s *Simulator) {
			if s.Character("", "marcos.vera@wa.gw.msging.net") != Blocks || s.Character("+55 11 98765-4321", "") != NoWhatsApp {
				t.Error("settings do not count")
			}
			s.SetCharacter("5511987654321", Prompt)
			if s.Character("+5511987654321", "x") != Prompt {
				t.Error("SetCharacter does not count")
			}
			if err := s.Write(botNumber, "+5511987654321", "c", `¿"Ya" sale? 🙌`, "m-1"); err != nil {
				t.Error(err)
			}
		})
		typed := inboundOf(told)
		if len(typed) != 1 || string(typed[0].Content) != `"¿\"Ya\" sale? 🙌"` || typed[0].InReplyTo != "m-1" {
			t.Fatalf("%+v", typed)
		}
	})
}

func TestCharactersAreListedOnce(t *testing.T) {
	seen := map[Character]bool{}
	for _, character := range Characters() {
		if seen[character] {
			t.Errorf("%s twice", character)
		}
		seen[character] = true
	}
	if len(seen) != len(forced)+1 {
		t.Errorf("%d characters", len(seen))
	}
}
