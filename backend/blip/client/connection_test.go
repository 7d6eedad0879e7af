package client

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

func TestConnectedIsToldOnceNothingCanBeMissed(t *testing.T) {
	inBubble(t, "abilities and subscription come first", func(t *testing.T) {
		platform := newHub(t, doc.AbilityLive, doc.AbilitySent, doc.AbilityPresence, "ability-of-the-future")
		platform.fail("subscribe "+doc.PathSent, lime.ReasonCodeProcessingError)
		run := connect(t, platform)
		if got := phases(run); !slices.Equal(got, []desk.ConnectionPhase{desk.Connecting}) {
			t.Fatalf("before the subscription the desk hears %v", got)
		}
		platform.answer("subscribe "+doc.PathSent, nil)
		pass(startRetryMax)
		if got := phases(run); !slices.Equal(got, []desk.ConnectionPhase{desk.Connected}) {
			t.Fatalf("after the subscription the desk hears %v", got)
		}
		if got := run.Abilities(); got != (desk.Abilities{Presence: true, SentList: true, Live: true}) {
			t.Errorf("abilities are %+v", got)
		}
	})
	inBubble(t, "a platform that does not know the question has no abilities", func(t *testing.T) {
		run := connect(t, newScripted(t))
		if got := phases(run); !slices.Contains(got, desk.Connected) {
			t.Fatalf("the desk hears %v", got)
		}
		if got := run.Abilities(); got != (desk.Abilities{}) {
			t.Errorf("abilities are %+v", got)
		}
		if _, _, _, err := run.SentSince(within(t), ""); fault.CodeOf(err) != desk.NotSupported {
			t.Errorf("the sent list answers %v", err)
		}
	})
	inBubble(t, "Blip is not asked what it cannot know", func(t *testing.T) {
		platform := newScripted(t)
		connect(t, platform, func(options *Options) { options.Blip = true })
		if asked := platform.commands(lime.MethodGet, doc.PathAbilities); len(asked) != 0 {
			t.Error("abilities were asked of Blip")
		}
	})
}

func TestALostLineIsToldAndComesBack(t *testing.T) {
	inBubble(t, "dropped, tried again, subscribed again", func(t *testing.T) {
		platform := newHub(t, doc.AbilityLive, doc.AbilitySent)
		run := connect(t, platform)
		phases(run)
		platform.session().Close(nil)
		synctest.Wait()
		dropped := told[desk.ConnectionNews](run)
		if len(dropped) != 1 || dropped[0].Phase != desk.Dropped || dropped[0].Cause == nil || dropped[0].NextTryAt.IsZero() {
			t.Fatalf("the loss is told as %+v", dropped)
		}
		pass(time.Second)
		if got := phases(run); !slices.Equal(got, []desk.ConnectionPhase{desk.Connecting, desk.Connected}) {
			t.Fatalf("the return is told as %v", got)
		}
		if asked := platform.commands(lime.MethodSubscribe, doc.PathSent); len(asked) != 2 {
			t.Errorf("subscribed %d times", len(asked))
		}
	})
	inBubble(t, "a start-up that the loss overtook says nothing", func(t *testing.T) {
		platform := newHub(t, doc.AbilityLive)
		platform.reply("get "+doc.PathAbilities, func(*lime.Command) *lime.Command { return nil }) // never answers
		run := connect(t, platform)
		platform.session().Close(nil)
		synctest.Wait()
		platform.answer("get "+doc.PathAbilities, doc.Abilities{})
		pass(time.Minute)
		want := []desk.ConnectionPhase{desk.Connecting, desk.Dropped, desk.Connecting, desk.Connected}
		if got := phases(run); !slices.Equal(got, want) {
			t.Errorf("the desk hears %v", got)
		}
	})
	inBubble(t, "wrong credentials end it", func(t *testing.T) {
		platform := newHub(t)
		platform.refuse = lime.ErrRefused
		run := connect(t, platform)
		pass(time.Minute)
		if got := phases(run); !slices.Equal(got, []desk.ConnectionPhase{desk.Connecting, desk.Refused}) {
			t.Errorf("the desk hears %v", got)
		}
		run.mutex.Lock()
		defer run.mutex.Unlock()
		if !run.done || fault.CodeOf(run.ended) != desk.CredentialsRefused {
			t.Errorf("Run ended with %v", run.ended)
		}
	})
}

func TestPendingBeforeTheAnswerIsWaitedFor(t *testing.T) { // LIME and Blip, §2.4
	inBubble(t, "pending, then success", func(t *testing.T) {
		platform := newHub(t)
		platform.reply("get "+doc.PathOwnAccount, func(asked *lime.Command) *lime.Command {
			pending := asked.Answer("", nil)
			pending.Status = lime.StatusPending
			if err := platform.session().Send(pending); err != nil {
				t.Error(err)
			}
			return asked.Answer(lime.MediaTypeJSON, []byte(`{"Identity":"ana@activa.local","NAME":"Ana","role":"agent","later":{"a":1}}`))
		})
		account, err := connect(t, platform).Account(within(t))
		if want := (desk.Account{Identity: "ana@activa.local", Name: "Ana", Role: "agent"}); err != nil || account != want {
			t.Errorf("account is %+v, %v", account, err)
		}
	})
	inBubble(t, "no answer at all", func(t *testing.T) {
		platform := newHub(t)
		platform.reply("get "+doc.PathOwnAccount, func(*lime.Command) *lime.Command { return nil })
		run := connect(t, platform)
		began := time.Now()
		if _, err := run.Account(t.Context()); fault.CodeOf(err) != lime.CodeNoAnswer || time.Since(began) != AnswerWait {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
	})
}
