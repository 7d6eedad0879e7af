package simulator

import (
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
)

// given lets a person of a phone do something at once that is told to nobody.
func given(t *testing.T, s *Simulator, kind hub.PhoneActKind, phone string) {
	t.Helper()
	act := onPhone(kind)
	act.Phone, act.Contact, act.OnPhone = phone, phone[1:]+"@wa.gw.msging.net", nil
	if err := s.Act(t.Context(), act); err != nil {
		t.Fatal(err)
	}
}

func sendTo(t *testing.T, s *Simulator, outgoing hub.GatewayMessage) {
	t.Helper()
	if err := s.Send(t.Context(), outgoing); err != nil {
		t.Fatal(err)
	}
}

func TestWhoIsSilentReadsAndWritesNothing(t *testing.T) {
	const answers, taps, chatty = "+5511987659904", "+5511987659905", "+5511987659908"
	acting(t, func(t *testing.T, s *Simulator) {
		for _, phone := range []string{answers, taps, chatty} {
			sendTo(t, s, outgoing("before-"+phone, phone)) // what they were about to write is not written either
			given(t, s, hub.PhoneSilent, phone)
			sendTo(t, s, outgoing("after-"+phone, phone))
			if habits := s.Habits(phone, phone[1:]+"@wa.gw.msging.net"); habits != (hub.PhoneHabits{Character: "silent"}) {
				t.Errorf("%s is %+v", phone, habits)
			}
		}
		time.Sleep(time.Hour)
	}, func(t *testing.T, told []hub.GatewayNews) {
		read := map[string]bool{}
		for _, news := range told {
			switch {
			case news.Inbound != nil || news.Typing != nil:
				t.Errorf("told %+v", news)
			case news.Receipt.Receipt.Kind == message.Consumed:
				read[news.Receipt.ID] = true
			}
		}
		if len(read) != 6 {
			t.Errorf("read are %v", read)
		}
	})
}

func TestASilentPersonWritesWhatIsTypedForThem(t *testing.T) {
	acting(t, func(t *testing.T, s *Simulator) {
		given(t, s, hub.PhoneSilent, phone)
		for _, kind := range []hub.PhoneActKind{hub.PhoneType, hub.PhoneReply} {
			if err := s.Act(t.Context(), onPhone(kind)); err != nil {
				t.Fatal(err)
			}
		}
	}, func(t *testing.T, told []hub.GatewayNews) {
		if len(told) != 2 || told[1].Inbound == nil {
			t.Errorf("told %+v", told)
		}
	})
}

// TestWhatSilenceKeptBackIsNeverWritten: who talks again goes on with what is due from then on, and a restart
// offers nothing of before again.
func TestWhatSilenceKeptBackIsNeverWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		soon, late := outgoing("soon", "+5511987659904"), outgoing("late", "+5511987659906")
		talking := hub.PhoneAct{Kind: hub.PhoneTalkative, At: time.Now().Add(time.Hour)}
		told := play(t, Settings{}, 96*time.Hour, func(s *Simulator) {
			for _, one := range []hub.GatewayMessage{soon, late} {
				again := talking
				again.Contact = one.Contact
				if err := s.Act(t.Context(), again); err != nil {
					t.Fatal(err)
				}
				s.Resume(one)
			}
		})
		wrote := inboundOf(told)
		if len(wrote) != 1 || wrote[0].InReplyTo != "late" {
			t.Errorf("wrote %+v", wrote)
		}
	})
}

func TestWhoIsTalkativeAnswersWhateverTheCharacter(t *testing.T) {
	for _, phone := range []string{phone, "+5511987659901", "+5511987659902", "+5511987659915", "+5511987659916"} {
		contact := phone[1:] + "@wa.gw.msging.net"
		acting(t, func(t *testing.T, s *Simulator) {
			before := s.Habits(phone, contact)
			given(t, s, hub.PhoneTalkative, phone)
			if before != (hub.PhoneHabits{Character: string(s.Character(phone, contact))}) {
				t.Errorf("%s was %+v", phone, before)
			}
			if after := s.Habits(phone, contact); after != (hub.PhoneHabits{Character: "talkative", Answers: true}) {
				t.Errorf("%s is %+v", phone, after)
			}
			sendTo(t, s, outgoing("m1", phone))
			time.Sleep(2 * time.Hour)
		}, func(t *testing.T, told []hub.GatewayNews) {
			if wrote := inboundOf(told); len(wrote) != 1 || wrote[0].InReplyTo != "m1" {
				t.Errorf("%s wrote %+v", phone, wrote)
			}
		})
	}
}

// TestAPhoneThatIsOffGetsNothingForDays: a phone that somebody switched off got its messages after some hours
// by itself.
func TestAPhoneThatIsOffGetsNothingForDays(t *testing.T) {
	const answers = "+5511987659904"
	var on time.Time
	acting(t, func(t *testing.T, s *Simulator) {
		sendTo(t, s, outgoing("before", answers))
		given(t, s, hub.PhoneOff, answers)
		sendTo(t, s, outgoing("while", answers))
		time.Sleep(50 * time.Hour)
		on = time.Now()
		given(t, s, hub.PhoneOn, answers)
		time.Sleep(time.Minute)
	}, func(t *testing.T, told []hub.GatewayNews) {
		arrived, read := map[string]time.Time{}, map[string]time.Time{}
		for _, news := range told {
			if news.Receipt == nil || news.Receipt.Receipt.Kind == message.Dispatched {
				continue
			}
			if news.Receipt.Receipt.At.Before(on) {
				t.Errorf("while it was off: %+v", news.Receipt)
			}
			kept := map[message.Delivery]map[string]time.Time{message.Received: arrived, message.Consumed: read}[news.Receipt.Receipt.Kind]
			kept[news.Receipt.ID] = news.Receipt.Receipt.At
		}
		for _, id := range []string{"before", "while"} {
			if when, is := arrived[id]; is && !when.Equal(on) {
				t.Errorf("%s arrived at %v, it was on at %v", id, when, on)
			}
			if read[id].Sub(on) > 20*time.Second || read[id].IsZero() {
				t.Errorf("%s was read at %v", id, read[id])
			}
		}
		if wrote := inboundOf(told); len(wrote) != 2 || wrote[0].At.Before(on) {
			t.Errorf("wrote %+v", wrote)
		}
	})
}

func TestWhoHasBlockedNeverGetsWhatWasSentMeanwhile(t *testing.T) {
	const answers = "+5511987659904"
	acting(t, func(t *testing.T, s *Simulator) {
		given(t, s, hub.PhoneOff, answers)
		sendTo(t, s, outgoing("off", answers))
		time.Sleep(time.Minute)
		given(t, s, hub.PhoneBlock, answers)
		sendTo(t, s, outgoing("blocked", answers))
		time.Sleep(time.Hour)
		given(t, s, hub.PhoneOn, answers)
		time.Sleep(time.Hour)
	}, func(t *testing.T, told []hub.GatewayNews) {
		if got := progressOf(told).Delivery; got != message.Dispatched || len(inboundOf(told)) != 0 {
			t.Errorf("told %+v", told)
		}
	})
}
