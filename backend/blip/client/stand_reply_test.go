package client_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/message"
	"activa/backend/ticket"
)

// lastTicket is the last that was told of a ticket, nil when nothing was.
func lastTicket(on *onStand, id string) *desk.Ticket {
	told := heard[desk.TicketNews](on)
	for at := len(told) - 1; at >= 0; at-- {
		if told[at].Ticket.ID == id {
			return &told[at].Ticket
		}
	}
	return nil
}

func TestAReplyIsKnownByItsCampaignOrItsCustomer(t *testing.T) { // LIME and Blip, §14.7
	for name, odd := range map[string]blipstand.Odd{
		"by campaign":               {},
		"by customer":               {NamesNoCampaign: true},
		"without the ninth digit":   {NamesNoCampaign: true, DropsNinthDigit: true},
		"with everything else, too": {OddCasing: true, NumbersAsText: true, UnknownFields: true, PendingFirst: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stand := newStand()
				strictly(t, stand)
				stand.SetOdd(odd)
				on := newOnStand(t, stand)
				run(t, on)
				template := templateOf(t, on)
				phone := "+5511987654321"
				if err := on.Send(t.Context(), activeTo(phone, template), template); err != nil {
					t.Fatal(err)
				}
				settle(30 * time.Second)
				stranger := stand.Reply("+5521999990000", "Oi")
				reply := stand.Reply(phone, "Recebi, obrigada")
				settle(20 * time.Second)
				told := lastTicket(on, reply.ID)
				if told == nil || told.Answers != "m"+phone || told.Bot != standRouter || told.Status != ticket.Waiting {
					t.Fatalf("told %+v", told)
				}
				if told.Contact.ID == "" || told.Contact.Name != "Cliente" {
					t.Errorf("behind the tunnel stands %+v", told.Contact)
				}
				if other := lastTicket(on, stranger.ID); other == nil || other.Answers != "" {
					t.Errorf("of a stranger: %+v", other)
				}
			})
		})
	}
}

func TestAReplyIsHandedOverOnlyByChoiceAndOnline(t *testing.T) { // LIME and Blip, §14.7: off by default
	for name, one := range map[string]struct {
		handOver, online, given bool
	}{
		"off":             {false, true, false},
		"on, not Online":  {true, false, false},
		"on, and Online":  {true, true, true},
		"off, not Online": {false, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stand := newStand()
				strictly(t, stand)
				on := newOnStand(t, stand, func(options *client.Options) { options.OnBlip.HandOver = one.handOver })
				run(t, on)
				on.SetOnline(one.online)
				template := templateOf(t, on)
				if err := on.Send(t.Context(), activeTo(standNew, template), template); err != nil {
					t.Fatal(err)
				}
				settle(10 * time.Second)
				reply, stranger := stand.Reply(standNew, "Oi"), stand.Reply(standKnown, "Oi")
				settle(time.Minute)
				now, _ := stand.Ticket(reply.ID)
				other, _ := stand.Ticket(stranger.ID)
				if got := doc.SameIdentity(now.AgentIdentity, standAgent); got != one.given || other.AgentIdentity != "" {
					t.Errorf("the reply is with %q, the stranger's with %q", now.AgentIdentity, other.AgentIdentity)
				}
				if told := lastTicket(on, reply.ID); told == nil || (told.Status == ticket.Open) != one.given {
					t.Errorf("told %+v", told)
				}
			})
		})
	}
}

func TestWhatTheAgentDoesWithATicket(t *testing.T) { // LIME and Blip, §14.2
	synctest.Test(t, func(t *testing.T) {
		stand := newStand(func(options *blipstand.Options) {
			options.Attendants = append(options.Attendants, doc.Attendant{Identity: doc.PortalIdentity("bia@example.com"), FullName: "Bia"})
		})
		strictly(t, stand)
		on := newOnStand(t, stand)
		run(t, on)
		if abilities := on.Abilities(); !abilities.Tickets || !abilities.Contacts || abilities.Presence || abilities.SentList || abilities.Uploads {
			t.Errorf("abilities %+v", abilities)
		}
		first, second := stand.Reply(standNew, "Oi"), stand.Reply(standKnown, "Olá")
		taken, err := on.TakeTicket(t.Context(), desk.TicketID(first.ID))
		if err != nil || taken.Status != ticket.Open || !doc.SameIdentity(taken.Agent, standAgent) || taken.Contact.Phone != standNew {
			t.Fatalf("taken %+v, %v", taken, err)
		}
		outgoing := desk.ChatMessage{ID: "c-1", Ticket: desk.TicketID(first.ID), Kind: desk.ChatText, Text: "Bom dia"}
		if err := on.SendChatMessage(t.Context(), outgoing); err != nil {
			t.Fatal(err)
		}
		settle(30 * time.Second)
		page, _, err := on.TicketMessages(t.Context(), desk.TicketID(first.ID), time.Time{}, 10)
		if err != nil || len(page) != 2 || page[0].Text != "Bom dia" || page[1].From != desk.FromCustomer {
			t.Errorf("said %+v, %v", page, err)
		}
		if said := heard[desk.ChatReceiptNews](on); len(said) < 2 || said[0].Receipt.Kind != message.Accepted {
			t.Errorf("receipts %+v", said)
		}
		if err == nil && (page[0].From != desk.FromAgent || !doc.SameIdentity(page[0].Agent, standAgent) || page[0].AgentName != "Ana Lima") {
			t.Errorf("the agent's own words are read back as %+v", page[0])
		}
		closed, err := on.CloseTicket(t.Context(), desk.TicketID(first.ID), []string{"entrega"})
		if now, _ := stand.Ticket(first.ID); err != nil || closed.Status != ticket.Closed || !now.Status.Is(doc.TicketClosedAttendant) || len(now.Tags) != 1 {
			t.Errorf("closed %+v, on the platform %+v, %v", closed, now, err)
		}
		over, err := on.TicketsOf(t.Context(), standRouter, desk.ContactID(doc.ContactIdentity(standNew)), 5)
		if err != nil || len(over) != 1 || over[0].ID != first.ID {
			t.Errorf("earlier tickets %+v, %v", over, err)
		}
		moved, err := on.TransferTicket(t.Context(), desk.TicketID(second.ID), desk.TransferTarget{Agent: doc.PortalIdentity("bia@example.com")}, "")
		if err != nil || moved.ID == second.ID || moved.Status != ticket.Waiting {
			t.Errorf("moved to %+v, %v", moved, err)
		}
		settle(time.Minute)
		if gone := heard[desk.TicketGoneNews](on); len(gone) == 0 {
			t.Error("a ticket that is over was not told as gone")
		}
	})
}

func TestTheDirectRouteChecksFirstAndLeadsTheReply(t *testing.T) { // LIME and Blip, §13.2, §13.3
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		strictly(t, stand)
		on := newOnStand(t, stand, func(options *client.Options) {
			options.OnBlip.DirectRoute = true
			options.Campaign.FlowID, options.Campaign.StateID = "flow-1", "desk:3c2e"
		})
		run(t, on)
		template := templateOf(t, on)
		stand.Reply(standBusy, "Oi")
		for _, phone := range []string{standNew, standBusy} {
			if err := on.Send(t.Context(), activeTo(phone, template), template); err != nil {
				t.Fatal(err)
			}
		}
		settle(10 * time.Second)
		left := stand.Delivered()
		if len(left) != 1 || left[0].Phone != standNew {
			t.Errorf("left: %+v", left)
		}
		customer := doc.ContactIdentity(standNew)
		if master, state := stand.Context(customer, "Master-State"), stand.Context(customer, "stateid@flow-1"); master != standService || state != "desk:3c2e" {
			t.Errorf("the reply is led to %q, %q", master, state)
		}
		if saved, is := stand.Contact(customer); !is || saved.Name != "Cliente" {
			t.Errorf("the new contact is %+v", saved)
		}
		reasons := map[desk.MessageID]int{}
		for _, news := range heard[desk.ReceiptNews](on) {
			reasons[news.ID] += news.Receipt.Reason.Code
		}
		if reasons["m"+standBusy] != doc.ReasonRecipientInAttendance || reasons["m"+standNew] != 0 {
			t.Errorf("reasons %v", reasons)
		}
		found, err := on.LookUp(t.Context(), standRouter, "m"+standNew)
		if err != nil || found.Outcome != desk.LookUpFound || found.Progress.Delivery != message.Received {
			t.Errorf("looked up as %+v, %v", found, err)
		}
	})
}

func TestTheRouteIsNeverSwitchedByItself(t *testing.T) { // LIME and Blip, §13.4
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		on := newOnStand(t, stand)
		run(t, on)
		template := templateOf(t, on)
		for _, code := range []int{lime.ReasonCodePermissionRequired, lime.ReasonCodeResourceNotSupported, lime.ReasonCodeNotAllowed} {
			stand.Refuse(lime.MethodSet, "/campaign", code, 1)
			_ = on.Send(t.Context(), activeTo(standNew, template), template)
		}
		stand.Hold(lime.MethodSet, "/campaign", false, 1)
		_ = on.Send(t.Context(), activeTo(standNew, template), template)
		settle(time.Hour)
		if left := stand.Delivered(); len(left) != 0 {
			t.Errorf("left: %+v", left)
		}
	})
}

func TestAKnownContactKeepsItsName(t *testing.T) { // LIME and Blip, §10
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		strictly(t, stand)
		stand.AddContact(doc.Contact{Identity: doc.ContactIdentity(standKnown), Name: "Bia Prado"})
		on := newOnStand(t, stand)
		run(t, on)
		template := templateOf(t, on)
		for _, phone := range []string{standKnown, standNew} {
			if err := on.Send(t.Context(), activeTo(phone, template), template); err != nil {
				t.Fatal(err)
			}
		}
		settle(time.Minute)
		known, _ := stand.Contact(doc.ContactIdentity(standKnown))
		fresh, _ := stand.Contact(doc.ContactIdentity(standNew))
		if known.Name != "Bia Prado" || fresh.Name != "Cliente" {
			t.Errorf("known %q, new %q", known.Name, fresh.Name)
		}
	})
}

func TestAfterACrashTheNameOfTheCampaignTells(t *testing.T) { // LIME and Blip, §19
	synctest.Test(t, func(t *testing.T) {
		stand := newStand()
		strictly(t, stand)
		before := newOnStandUntil(t, stand)
		ctx, crash := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- before.Run(ctx, before.hear) }()
		settle(10 * time.Second)
		template := templateOf(t, before)
		stand.Hold(lime.MethodSet, "/campaign", true, 1) // made, and nobody heard of it
		stand.Hold(lime.MethodSet, "/campaign", false, 1)
		if before.Send(ctx, activeTo(standNew, template), template) == nil || before.Send(ctx, activeTo(standKnown, template), template) == nil {
			t.Fatal("nobody answered, and both are said to be taken")
		}
		crash()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		after := newOnStand(t, stand)
		run(t, after)
		made, err := after.LookUp(t.Context(), standRouter, "m"+standNew)
		if err != nil || made.Outcome != desk.LookUpFound {
			t.Errorf("made before the crash: %+v, %v", made, err)
		}
		lookUp := func(want desk.LookUpOutcome, when string) {
			t.Helper()
			if found, err := after.LookUp(t.Context(), standRouter, "m"+standKnown); err != nil || found.Outcome != want {
				t.Errorf("%s: %+v, %v", when, found, err)
			}
		}
		lookUp(desk.LookUpUnknown, "a list that does not name it proves nothing")
		settle(time.Hour)
		lookUp(desk.LookUpUnknown, "however long")
		if err := after.Send(t.Context(), activeTo(standBusy, template), template); err != nil {
			t.Fatal(err)
		}
		lookUp(desk.LookUpAbsent, "a later one is listed")
	})
}

func TestARefusalOfBlipIsNamedByTheTicketItself(t *testing.T) { // LIME and Blip, §14.2: its codes say little
	synctest.Test(t, func(t *testing.T) {
		bia := doc.PortalIdentity("bia@example.com")
		stand := newStand(func(options *blipstand.Options) {
			options.Attendants = append(options.Attendants, doc.Attendant{Identity: bia, FullName: "Bia"})
		})
		strictly(t, stand)
		on := newOnStand(t, stand)
		other := newOnStandUntil(t, stand, func(options *client.Options) { options.OnBlip.Agent.Identity = bia })
		run(t, on)
		run(t, other)
		taken, ended := desk.TicketID(stand.Reply(standNew, "Oi").ID), desk.TicketID(stand.Reply(standKnown, "Oi").ID)
		if _, err := other.TakeTicket(t.Context(), taken); err != nil {
			t.Fatal(err)
		}
		if _, err := on.CloseTicket(t.Context(), ended, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := on.TakeTicket(t.Context(), taken); fault.CodeOf(err) != ticket.TakenByAnother {
			t.Errorf("took what Bia has: %v", err)
		}
		if _, err := on.CloseTicket(t.Context(), ended, nil); fault.CodeOf(err) != ticket.AlreadyEnded {
			t.Errorf("closed twice: %v", err)
		}
		if _, err := on.TransferTicket(t.Context(), taken, desk.TransferTarget{Queue: "Default"}, "a note that has no place"); err != nil {
			t.Errorf("transfer with a note: %v", err)
		}
	})
}
