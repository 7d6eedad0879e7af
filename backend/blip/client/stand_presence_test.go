package client_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/client"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

// byToken signs the agent in as a person, with the wish to set the status on Blip Desk.
func byToken(options *client.Options) {
	node, _ := lime.ParseNode(standAgent + "/!desk") // an identity of these tests: cannot fail
	options.Node, options.Authentication = node, lime.External("token", "account.blip.ai")
	options.OnBlip.Bot, options.OnBlip.Service, options.OnBlip.DeskStatus = standRouter, nil, true
}

func withPerson(setsStatus bool) func(*blipstand.Options) {
	return func(options *blipstand.Options) {
		options.People = []blipstand.Person{{Email: standEmail, Token: "token", SetsStatus: setsStatus}}
		options.Attendants[0].Status = "Offline"
	}
}

func TestTheStatusOnBlipDeskIsSetByAUsersSession(t *testing.T) { // LIME and Blip, §14.3 [O]
	synctest.Test(t, func(t *testing.T) {
		stand := newStand(withPerson(true))
		strictly(t, stand)
		on := newOnStand(t, stand, byToken)
		run(t, on)
		if !on.Abilities().Presence {
			t.Fatal("presence is local, and the setting is on")
		}
		for _, one := range []struct {
			wish   desk.PresenceStatus
			status string
		}{{desk.Online, "Online"}, {desk.Online, "Online"}, {desk.Paused, "Pause"}, {desk.Invisible, "Invisible"}, {desk.Offline, "Invisible"}} {
			if err := on.SetPresence(t.Context(), desk.Presence{Status: one.wish, Reason: pauseReason(one.wish)}); err != nil {
				t.Errorf("set %s: %v", one.wish, err)
			}
			if got := stand.StatusOf(standAgent); got != one.status {
				t.Errorf("set %s, Blip Desk has %q", one.wish, got)
			}
		}
	})
}

func pauseReason(status desk.PresenceStatus) string {
	if status == desk.Paused {
		return "almoço"
	}
	return ""
}

func TestAStatusThatBlipRefusesIsToldOnceAndStaysLocal(t *testing.T) { // LIME and Blip, §14.3 [O]
	synctest.Test(t, func(t *testing.T) {
		stand := newStand(withPerson(false))
		strictly(t, stand)
		on := newOnStand(t, stand, byToken)
		run(t, on)
		connected := len(heard[desk.ConnectionNews](on))
		err := on.SetPresence(t.Context(), desk.Presence{Status: desk.Online})
		if fault.CodeOf(err) != client.DeskStatusRefused || on.Abilities().Presence {
			t.Errorf("refused with %v, presence of the platform: %v", err, on.Abilities().Presence)
		}
		settle(time.Second)
		if told := heard[desk.ConnectionNews](on)[connected:]; len(told) != 1 || told[0].Phase != desk.Connected {
			t.Errorf("the desk is to read its abilities again, and was told %+v", told)
		}
		asked := len(stand.Seen())
		if err := on.SetPresence(t.Context(), desk.Presence{Status: desk.Online}); fault.CodeOf(err) != desk.NotSupported || len(stand.Seen()) != asked {
			t.Errorf("asked again after a refusal: %v", err)
		}
	})
}

func TestTheStatusOnBlipDeskIsNeverSetUnasked(t *testing.T) {
	off := func(options *client.Options) { options.OnBlip.DeskStatus = false }
	keys := func(options *client.Options) { options.OnBlip.DeskStatus = true }
	for name, change := range map[string][]func(*client.Options){
		"a user's session, the setting off": {byToken, off},
		"keys of bots, the setting on":      {keys},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stand := newStand(withPerson(true))
				strictly(t, stand)
				on := newOnStand(t, stand, change...)
				run(t, on)
				err := on.SetPresence(t.Context(), desk.Presence{Status: desk.Online})
				if on.Abilities().Presence || fault.CodeOf(err) != desk.NotSupported || stand.StatusOf(standAgent) != "Offline" {
					t.Errorf("%v, Blip Desk has %q", err, stand.StatusOf(standAgent))
				}
			})
		})
	}
}

// TestTheDeskIsToldOnceThatItsStatusIsLocal plays the refusal on a whole desk: the agent's choice stays, marked
// as local, and is said once.
func TestTheDeskIsToldOnceThatItsStatusIsLocal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stand := newStand(withPerson(false))
		t.Cleanup(func() { _ = stand.Close(context.Background()) })
		run := startProgram(t, stand, t.TempDir(), byToken)
		defer run.stop()
		settle(5 * time.Minute)
		if now := run.desk.Snapshot().Presence; !now.Local || !now.Confirmed || now.Presence.Status != desk.Online {
			t.Errorf("presence is %+v", now)
		}
		told := 0
		for len(run.changes) > 0 {
			if change := <-run.changes; fault.CodeOf(change.Fault) == client.DeskStatusRefused {
				told++
			}
		}
		if told != 1 {
			t.Errorf("the refusal was told %d times", told)
		}
	})
}
