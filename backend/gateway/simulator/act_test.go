package simulator

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
)

// acting runs a simulator in a bubble and gives what it has told when act is over.
func acting(t *testing.T, act func(t *testing.T, s *Simulator), check func(t *testing.T, told []hub.GatewayNews)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var told []hub.GatewayNews
		s := New(Settings{})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			ended <- s.Run(ctx, func(_ context.Context, news hub.GatewayNews) error {
				told = append(told, news)
				return nil
			})
		}()
		act(t, s)
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		check(t, told)
	})
}

const phone = "+5511955550101"

func onPhone(kind hub.PhoneActKind) hub.PhoneAct {
	return hub.PhoneAct{
		Kind: kind, BotNumber: botNumber, Phone: phone, Contact: phone[1:] + "@wa.gw.msging.net",
		OnPhone: []hub.GatewayMessage{{ID: "text"}, outgoing("m1", phone)}, Content: []byte(`"Hola"`), Button: 2,
	}
}

func TestWhatIsDoneByHandIsToldBeforeActReturns(t *testing.T) {
	cases := []struct {
		kind  hub.PhoneActKind
		check func(told []hub.GatewayNews) bool
	}{
		{hub.PhoneRead, func(told []hub.GatewayNews) bool {
			return len(told) == 4 && told[0].Receipt != nil && progressOf(told).Delivery == message.Consumed
		}},
		{hub.PhoneReply, func(told []hub.GatewayNews) bool {
			return len(told) == 1 && string(told[0].Inbound.Content) == `"Hola"` && told[0].Inbound.InReplyTo == ""
		}},
		{hub.PhoneType, func(told []hub.GatewayNews) bool {
			return len(told) == 1 && told[0].Typing != nil && told[0].Typing.Typing && told[0].Typing.Phone == phone
		}},
		{hub.PhoneTap, func(told []hub.GatewayNews) bool {
			return len(told) == 1 && string(told[0].Inbound.Content) == `"Cambiar horario"` &&
				told[0].Inbound.InReplyTo == "m1" && told[0].Inbound.Payload == "m1|2"
		}},
		{hub.PhoneBlock, func(told []hub.GatewayNews) bool { return len(told) == 0 }},
	}
	for _, c := range cases {
		t.Run(string(c.kind), func(t *testing.T) {
			acting(t, func(t *testing.T, s *Simulator) {
				if err := s.Act(t.Context(), onPhone(c.kind)); err != nil {
					t.Fatal(err)
				}
			}, func(t *testing.T, told []hub.GatewayNews) {
				if !c.check(told) {
					t.Errorf("told %+v", told)
				}
			})
		})
	}
}

func TestAPhoneRefusesWhatItCannotDo(t *testing.T) {
	acting(t, func(t *testing.T, s *Simulator) {
		url, none, missing := onPhone(hub.PhoneTap), onPhone(hub.PhoneTap), onPhone(hub.PhoneTap)
		url.Button, missing.Button, none.OnPhone = 0, 9, none.OnPhone[:1]
		off := onPhone(hub.PhoneReply)
		for name, act := range map[string]hub.PhoneAct{"a link": url, "no such button": missing, "no active message": none} {
			var refused *hub.PhoneRefusal
			if err := s.Act(t.Context(), act); !errors.As(err, &refused) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := s.Act(t.Context(), onPhone(hub.PhoneOff)); err != nil {
			t.Fatal(err)
		}
		if err := s.Act(t.Context(), off); err == nil || !strings.Contains(err.Error(), "off") {
			t.Errorf("a phone that is off wrote: %v", err)
		}
		if err := s.Act(t.Context(), onPhone(hub.PhoneOn)); err != nil {
			t.Fatal(err)
		}
		if err := s.Act(t.Context(), off); err != nil {
			t.Errorf("a phone that is on again: %v", err)
		}
		if err := s.Act(t.Context(), onPhone("dance")); err == nil {
			t.Error("an unknown act is no error")
		}
	}, func(t *testing.T, told []hub.GatewayNews) {
		received := func(one hub.GatewayNews) bool {
			return one.Receipt != nil && one.Receipt.Receipt.Kind == message.Received
		}
		if len(told) != 3 || !received(told[0]) || !received(told[1]) || told[2].Inbound == nil {
			t.Errorf("switched on it got two messages and wrote one; told %+v", told)
		}
	})
}

func TestOffAndBlockLastForWhatIsSentLater(t *testing.T) {
	for kind, want := range map[hub.PhoneActKind]message.Delivery{hub.PhoneOff: message.Dispatched, hub.PhoneBlock: message.Queued} {
		acting(t, func(t *testing.T, s *Simulator) {
			if err := s.Act(t.Context(), onPhone(kind)); err != nil {
				t.Fatal(err)
			}
			if err := s.Send(t.Context(), outgoing("m2", phone)); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Hour)
		}, func(t *testing.T, told []hub.GatewayNews) {
			if got := progressOf(told).Delivery; got > message.Dispatched {
				t.Errorf("%s: the message came as far as %v, want at most %v", kind, got, want)
			}
		})
	}
}
