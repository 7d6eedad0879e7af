package client_test

import (
	"slices"
	"testing"
	"time"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/desk/platformtest"
	"activa/backend/message"
)

const (
	standKnown = "+5511987654321"
	standBusy  = "+5511987650002"
	standNew   = "+5521987659999"
)

// Parts of the suite that Blip cannot do. What only campaigns tell, who sends by messages cannot do either.
var (
	notOnBlip = []string{
		"presence", "refused when not Online", "sent list with a cursor", "sent list of another device", "uploads",
	}
	onlyByCampaign = []string{"team"}
)

// TestBlipPassesThePlatformSuite holds the client to what the desk asks of every platform, on the stand-in
// of Blip, by both routes and with everything odd that an answer can be.
func TestBlipPassesThePlatformSuite(t *testing.T) {
	direct := func(options *client.Options) { options.OnBlip.DirectRoute = true }
	for name, one := range map[string]struct {
		odd     blipstand.Odd
		change  func(*client.Options)
		leftOut []string
	}{
		"campaigns":               {},
		"direct messages":         {change: direct, leftOut: onlyByCampaign},
		"pending first":           {odd: blipstand.Odd{PendingFirst: true}},
		"odd documents":           {odd: blipstand.Odd{OddCasing: true, NumbersAsText: true, UnknownFields: true}},
		"everything twice":        {odd: blipstand.Odd{Twice: true}},
		"out of order":            {odd: blipstand.Odd{OutOfOrder: true}, change: direct, leftOut: onlyByCampaign},
		"Meta's lists, cut short": {odd: blipstand.Odd{MetaShape: true, PageMax: 1, IgnoresSkip: false}},
	} {
		t.Run(name, func(t *testing.T) {
			begin := func(t *testing.T) platformtest.World { return standWorld(t, one.odd, one.change) }
			platformtest.RunInBubbles(t, begin, slices.Concat(notOnBlip, one.leftOut)...)
		})
	}
}

func standWorld(t *testing.T, odd blipstand.Odd, change func(*client.Options)) platformtest.World {
	stand := newStand(func(options *blipstand.Options) { options.Distributes = true })
	strictly(t, stand)
	stand.SetOdd(odd)
	known := doc.Contact{Identity: doc.ContactIdentity(standKnown), Name: "Bia Prado", PhoneNumber: standKnown}
	busy := doc.Contact{Identity: doc.ContactIdentity(standBusy), Name: "João Paz", PhoneNumber: standBusy}
	stand.AddContact(known)
	stand.AddContact(busy)
	stand.Reply(standBusy, "Alguém aí?")
	var changes []func(*client.Options)
	if change != nil {
		changes = append(changes, change)
	}
	marta := newOnStandUntil(t, stand, slices.Concat(changes, []func(*client.Options){supervising})...)
	ana := newOnStand(t, stand, changes...)
	world := platformtest.World{
		Platform: ana.Client, Agent: standAgent, Bot: standRouter, Template: "aviso_entrega",
		Values:   message.Values{"body.1": "Rita", "body.2": "A-778"},
		Known:    desk.Contact{ID: desk.ContactID(known.Identity), Name: known.Name, Phone: standKnown},
		Busy:     desk.Contact{ID: desk.ContactID(busy.Identity), Name: busy.Name, Phone: standBusy},
		NewPhone: standNew, Cut: ana.cut, Delivers: true, WholePhones: true, ListsTickets: true,
		Write: func(_ *testing.T, phone, text string) {
			stand.Reply(phone, text)
			settle(time.Second) // nothing else happens at the instant at which a customer wrote
		},
	}
	if marta.Abilities().Supervision {
		world.Supervisor = marta.Client
	}
	return world
}
