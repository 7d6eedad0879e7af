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
	stand.HTTPStatus(http.StatusGatewayTimeout, 1, 0)
	err := on.Send(t.Context(), activeTo(standNew, template), template)
	if err == nil || lime.NeverLeft(err) {
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
