package client_test

import (
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/client"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/message"
)

// TestEachFaultAloneLosesAndDoublesNothing plays every fault that the hour of faults draws by chance, each alone
// and at the moment at which a message leaves: it reaches its customer once, and the desk comes to know it.
func TestEachFaultAloneLosesAndDoublesNothing(t *testing.T) {
	for name, goesWrong := range map[string]func(stand *blipstand.Stand, of *program){
		"the line is cut before it is done":  func(s *blipstand.Stand, _ *program) { s.Cut(lime.MethodSet, "/campaign", false, 1) },
		"the line is cut after it is done":   func(s *blipstand.Stand, _ *program) { s.Cut(lime.MethodSet, "/campaign", true, 1) },
		"done, and nobody hears of it":       func(s *blipstand.Stand, _ *program) { s.Hold(lime.MethodSet, "/campaign", true, 1) },
		"not done, and nobody hears of it":   func(s *blipstand.Stand, _ *program) { s.Hold(lime.MethodSet, "/campaign", false, 1) },
		"answered after we stopped waiting":  func(s *blipstand.Stand, _ *program) { s.Late(lime.MethodSet, "/campaign", 40*time.Second, 1) },
		"done after we stopped waiting":      func(s *blipstand.Stand, _ *program) { s.Slow(lime.MethodSet, "/campaign", 50*time.Second, 1) },
		"lists that cannot be read at first": func(s *blipstand.Stand, _ *program) { s.Refuse(lime.MethodGet, "/campaigns", 1, 3) },
		"lists that are behind":              func(s *blipstand.Stand, _ *program) { s.SetOdd(blipstand.Odd{ListBehind: 90 * time.Second}) },
		"every frame twice":                  func(s *blipstand.Stand, _ *program) { s.SetOdd(blipstand.Odd{Twice: true}) },
		"frames change places":               func(s *blipstand.Stand, _ *program) { s.SetOdd(blipstand.Odd{OutOfOrder: true}) },
		"a pending before every answer":      func(s *blipstand.Stand, _ *program) { s.SetOdd(blipstand.Odd{PendingFirst: true}) },
		"every third frame is lost":          func(s *blipstand.Stand, _ *program) { s.SetOdd(blipstand.Odd{DropEvery: 3}) },
		"odd casings and numbers as texts":   func(s *blipstand.Stand, _ *program) { s.SetOdd(blipstand.Odd{OddCasing: true, NumbersAsText: true}) },
		"finished by the server":             func(s *blipstand.Stand, _ *program) { s.Finish("") },
		"the network goes away":              func(_ *blipstand.Stand, of *program) { of.client.cut() },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stand := newStand()
				strictly(t, stand)
				of := startProgram(t, stand, t.TempDir())
				defer of.stop()
				settle(time.Minute)
				promised := map[desk.MessageID]string{}
				send := func(id desk.MessageID, phone string) {
					if _, findings, err := of.desk.SendActiveMessage(t.Context(), desk.Draft{ID: id, Phone: phone, Name: "Cliente",
						Template: standKey("aviso_entrega"), Values: message.Values{"body.1": "Rita", "body.2": "A-1"}}); err != nil {
						t.Fatalf("%v %v", err, findings)
					}
					promised[id] = phone
				}
				send("alone", standNew)
				goesWrong(stand, of)
				if err := of.desk.DispatchActiveMessage(t.Context(), "alone"); err != nil {
					t.Error(err)
				}
				settle(5 * time.Minute)
				stand.Heal()
				stand.SetOdd(blipstand.Odd{})
				send("later", standKnown) // one that arrives proves the absence of what never did
				settle(soakSettles)
				confirmLate(t, of.desk)
				settle(soakSettles)
				judgeSoak(t, stand, of.desk, promised)
			})
		})
	}
}

// TestAPageInThePlatformsPlaceIsSaid: the network asks its guests to sign in, whichever way we go.
func TestAPageInThePlatformsPlaceIsSaid(t *testing.T) {
	stand := newStand()
	stand.HTTPPage(true)
	_, told, dialer := reach(t, served(t, stand, asItIs), func(*client.Options) {})
	if told.Phase != desk.Dropped || fault.CodeOf(told.Cause) != client.CaptivePortal || dialer.OverHTTP() {
		t.Errorf("told %+v", told)
	}
	if len(stand.Seen()) != 0 {
		t.Errorf("asked %+v", stand.Seen())
	}
}
