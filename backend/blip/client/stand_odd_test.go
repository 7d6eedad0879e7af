package client_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/client"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

func TestTemplatesAreReadWholeHoweverTheListComes(t *testing.T) { // LIME and Blip, §9, §12
	const many = 2350
	for name, one := range map[string]struct {
		odd  blipstand.Odd
		want int
	}{
		"pages as asked":            {blipstand.Odd{}, many},
		"the page's size as total":  {blipstand.Odd{PageTotal: true}, many},
		"Meta's own shape":          {blipstand.Odd{MetaShape: true}, many},
		"everything in one page":    {blipstand.Odd{PageMax: 100_000}, many},
		"the beginning every time":  {blipstand.Odd{IgnoresSkip: true}, many},
		"smaller than asked":        {blipstand.Odd{PageMax: 50}, many},
		"an empty page":             {blipstand.Odd{EmptyPages: true}, 0},
		"odd names and more fields": {blipstand.Odd{UnknownFields: true, NumbersAsText: true}, many},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stand := newStand(func(options *blipstand.Options) {
					options.Bots[0].Templates = nil
					for number := range many {
						options.Bots[0].Templates = append(options.Bots[0].Templates, standTemplate(fmt.Sprintf("modelo_%04d", number)))
					}
				})
				strictly(t, stand)
				on := newOnStand(t, stand)
				run(t, on)
				stand.SetOdd(one.odd)
				if names := namesOf(t, on); len(names) != one.want {
					t.Errorf("%d templates, want %d", len(names), one.want)
				}
			})
		})
	}
}

// TestAnAnswerThatNeverComesLeavesTheOutcomeOpen: HTTP status 504 comes after the platform waited, so the
// campaign may be made; nothing is sent again, the look-up tells.
func TestAnAnswerThatNeverComesLeavesTheOutcomeOpen(t *testing.T) { // LIME and Blip, §5
	stand := newStand(func(options *blipstand.Options) { options.Bots[0].HasDesk, options.Router = true, false })
	on, told, _ := reach(t, served(t, stand, noSockets), func(*client.Options) {})
	if told.Phase != desk.Connected {
		t.Fatalf("told %+v", told)
	}
	template := templateOf(t, on)
	held := stand.HTTPWaits()
	stand.HTTPStatus(http.StatusGatewayTimeout, 1, 0)
	sent := make(chan error, 1)
	go func() { sent <- on.Send(t.Context(), activeTo(standNew, template), template) }()
	goOn := <-held
	select {
	case err := <-sent:
		t.Errorf("told as %v before the platform answered", err)
	default:
	}
	goOn()
	if err := <-sent; err == nil || lime.NeverLeft(err) {
		t.Errorf("told as %v", err)
	}
	found, err := on.LookUp(t.Context(), standRouter, "m"+standNew)
	if err != nil || found.Outcome != desk.LookUpUnknown {
		t.Errorf("looked up as %+v, %v", found, err)
	}
}

func TestTheMasterStateIsSpelledAsSet(t *testing.T) { // LIME and Blip, §13.1, §23
	for spelling, want := range map[string]string{"": "masterState", "masterstate": "masterstate", "MasterState": "MasterState", "other": "masterState"} {
		t.Run(want+" for "+spelling, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stand := newStand()
				on := newOnStand(t, stand, func(options *client.Options) { options.Campaign.MasterStateSpelling = spelling })
				run(t, on)
				template := templateOf(t, on)
				if err := on.Send(t.Context(), activeTo(standNew, template), template); err != nil {
					t.Fatal(err)
				}
				settle(time.Second)
				for _, one := range stand.Seen() {
					var asked struct{ Campaign map[string]any }
					if one.Path != "/campaign/full" {
						continue
					}
					if json.Unmarshal(one.Raw, &asked) != nil || asked.Campaign[want] != standRouter || len(stand.Delivered()) != 1 {
						t.Errorf("asked %s", one.Raw)
					}
				}
			})
		})
	}
}

// TestAKeyThatIsTakenBackIsNoRefusalOfWhatWasOnItsWay: the campaign was made, and its answer never came because
// the session failed. That it failed with code 13 was once told as the end of the message, which then was sent
// again by hand.
func TestAKeyThatIsTakenBackIsNoRefusalOfWhatWasOnItsWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		on := newOnStand(t, stand)
		ran := make(chan error, 1)
		go func() { ran <- on.Run(t.Context(), on.hear) }()
		settle(10 * time.Second)
		template := templateOf(t, on)
		stand.Hold(lime.MethodSet, "/campaign", true, 1)
		sent := make(chan error, 1)
		go func() { sent <- on.Send(t.Context(), activeTo(standNew, template), template) }()
		settle(time.Second)
		stand.TakeKey(standRouter)
		if err := <-sent; err == nil || fault.CodeOf(err) == desk.NotHandedOver {
			t.Errorf("told as %v", err)
		}
		if err := <-ran; fault.CodeOf(err) != desk.CredentialsRefused {
			t.Errorf("the line ended with %v", err)
		}
		if told := heard[desk.ReceiptNews](on); len(told) != 0 || len(stand.Delivered()) != 1 {
			t.Errorf("told %+v", told)
		}
	})
}

// TestStatus401IsNoRefusalOfAMessage: HTTP tells of a key that was taken back by the status of any question.
func TestStatus401IsNoRefusalOfAMessage(t *testing.T) { // LIME and Blip, §5
	stand := newStand(func(options *blipstand.Options) { options.Bots[0].HasDesk, options.Router = true, false })
	on, told, _ := reach(t, served(t, stand, noSockets), func(*client.Options) {})
	if told.Phase != desk.Connected {
		t.Fatalf("told %+v", told)
	}
	template := templateOf(t, on)
	stand.HTTPStatus(http.StatusUnauthorized, 1_000_000, 0)
	if err := on.Send(t.Context(), activeTo(standNew, template), template); err == nil {
		t.Error("told as taken")
	}
	if told := heard[desk.ReceiptNews](on); len(told) != 0 || len(stand.Delivered()) != 0 {
		t.Errorf("told %+v", told)
	}
}
