package sim

import (
	"context"
	"fmt"
	"slices"
	"time"

	"activa/backend/demo"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
)

// action is one thing that happens, with a name for the trace.
type action struct {
	name string
	do   func() error
}

// deskActions are what a person does at a desk, with how often.
var deskActions = []struct {
	often int
	name  string
	do    func(w *world, d *device) error
}{
	{40, "sends", (*world).sends},
	{6, "clicks Send twice", (*world).clicksTwice},
	{8, "sends and thinks again", (*world).thinksAgain},
	{4, "sends an old draft again", (*world).sendsAgain},
	{7, "cancels", (*world).cancels},
	{5, "dispatches", (*world).dispatches},
	{6, "confirms what asks", (*world).confirms},
	{5, "retries", (*world).retries},
	{4, "saves a draft", (*world).savesDraft},
	{2, "discards a draft", (*world).discardsDraft},
	{14, "talks", (*world).talks},
	{5, "takes a ticket", (*world).takes},
	{5, "looks at a conversation", (*world).looks},
	{12, "goes Online", presence(desk.Online)},
	{2, "pauses", presence(desk.Paused)},
	{2, "goes Invisible", presence(desk.Invisible)},
	{1, "goes Offline", presence(desk.Offline)},
	{1, "changes the undo window", (*world).changesUndo},
	{1, "refreshes templates", (*world).refreshes},
	{2, "reviews a recipient", (*world).reviews},
	{2, "looks away", (*world).looksAway},
	{3, "closes the program", (*world).closes},
}

// drawAction chooses what happens now.
func (w *world) drawAction() action {
	switch chance := w.chance.IntN(100); {
	case chance < 3:
		return action{"the hub will die", w.hubWillDie}
	case chance < 8:
		return action{"a customer writes", w.customerWrites}
	case chance < 14:
		return action{"a ticket is closed", w.ticketCloses}
	}
	d := w.devices[w.chance.IntN(len(w.devices))]
	if !d.isAwake() {
		return action{"nothing happens to " + d.name, func() error { return nil }}
	}
	pool := deskActions
	if w.chance.IntN(100) < 18 {
		pool = machineActions
	}
	all := 0
	for _, choice := range pool {
		all += choice.often
	}
	drawn := w.chance.IntN(all)
	for _, choice := range pool {
		if drawn -= choice.often; drawn < 0 {
			return action{d.name + " " + choice.name, func() error { return choice.do(w, d) }}
		}
	}
	return action{}
}

// draft makes a draft of a template for a customer, as a person would fill it in; false when this desk
// has no templates yet.
func (w *world) draft(d *device) (desk.Draft, bool) {
	var sendable []desk.CatalogEntry
	for _, entry := range d.program.desk.Catalog() {
		if fine, _ := entry.Template.Sendable(); fine {
			sendable = append(sendable, entry)
		}
	}
	if len(sendable) == 0 {
		return desk.Draft{}, false
	}
	entry := sendable[w.chance.IntN(len(sendable))]
	person := w.people[w.chance.IntN(len(w.people))]
	draft := desk.Draft{
		ID: w.newMessageID(), Step: desk.StepValues, Template: entry.Key,
		Name: person.Name, Values: demo.ExampleValues(entry.Template, time.Now()),
	}
	switch {
	case w.chance.IntN(10) == 0: // somebody new
		draft.Phone, draft.Name = fmt.Sprintf("+5511976%06d", w.chance.IntN(1_000_000)), "Alguém Novo"
	case person.Phone != "" && w.chance.IntN(3) == 0: // somebody known, typed as new
		draft.Phone = person.Phone
	default:
		draft.Contact, draft.Phone = desk.ContactID(person.Identity), person.Phone
	}
	return draft, true
}

func (w *world) newMessageID() desk.MessageID {
	w.drawn++
	return desk.MessageID(fmt.Sprintf("m-%04d", w.drawn))
}

// sends goes Online first, most of the times: without that there is no button.
func (w *world) sends(d *device) error {
	draft, any := w.draft(d)
	if !any {
		return nil
	}
	if d.program.desk.Snapshot().Presence.Presence.Status != desk.Online && w.chance.IntN(10) > 0 {
		if err := presence(desk.Online)(w, d); err != nil || !d.isAwake() {
			return err
		}
	}
	return w.sendsDraft(d, draft)
}

// refusals are the answers to Send that an agent may get in an orderly world.
var refusals = []fault.Code{
	desk.AgentNotOnline, desk.DraftHasErrors, desk.TemplateUnknown, desk.RecipientInAttendance, desk.DeskClosed,
}

func (w *world) sendsDraft(d *device, draft desk.Draft) error {
	code, err := d.send(w, draft)
	if err != nil || code == "" || slices.Contains(refusals, code) || !d.isAwake() {
		return err
	}
	return fmt.Errorf("send %s: %s", draft.ID, code)
}

// clicksTwice sends the same draft from two goroutines at once.
func (w *world) clicksTwice(d *device) error {
	draft, any := w.draft(d)
	if !any {
		return nil
	}
	second := make(chan error, 1)
	go func() {
		_, _, err := d.program.desk.SendActiveMessage(context.Background(), draft)
		second <- err
	}()
	err := w.sendsDraft(d, draft)
	if other := <-second; other == nil {
		d.promise(w, draft.ID)
	}
	return err
}

// thinksAgain sends, and soon takes the message back or lets it leave at once.
func (w *world) thinksAgain(d *device) error {
	if err := w.sends(d); err != nil || len(d.promised) == 0 {
		return err
	}
	then := action{d.name + " takes it back", func() error { return w.cancels(d) }}
	if w.chance.IntN(3) == 0 {
		then = action{d.name + " does not wait", func() error { return w.dispatches(d) }}
	}
	w.plan(w.between(0, desk.UndoSecondsMax*time.Second), then)
	return nil
}

// sendsAgain repeats an old call, perhaps of an earlier run of the program.
func (w *world) sendsAgain(d *device) error {
	if len(d.attempts) == 0 {
		return nil
	}
	return w.sendsDraft(d, d.attempts[w.chance.IntN(len(d.attempts))])
}

// recent is one of the last messages of this desk; empty when it has none.
func (w *world) recent(d *device) desk.MessageID {
	if len(d.promised) == 0 {
		return ""
	}
	last := d.promised[max(0, len(d.promised)-3):]
	return last[w.chance.IntN(len(last))]
}

// settled says whether a command ended as it may: well, with one of some refusals, or by death.
func settled(d *device, err error, allowed ...fault.Code) error {
	if err == nil || !d.isAwake() || slices.Contains(allowed, fault.CodeOf(err)) {
		return nil
	}
	return err
}

func (w *world) cancels(d *device) error {
	id := w.recent(d)
	if id == "" || !d.isAwake() {
		return nil
	}
	_, err := d.program.desk.CancelActiveMessage(context.Background(), id)
	if err == nil {
		w.counts.add(&w.counts.Cancelled)
	}
	return settled(d, err, desk.AlreadyHandedOver)
}

func (w *world) dispatches(d *device) error {
	id := w.recent(d)
	if id == "" || !d.isAwake() {
		return nil
	}
	return settled(d, d.program.desk.DispatchActiveMessage(context.Background(), id))
}

func (w *world) confirms(d *device) error {
	for _, row := range d.program.desk.Snapshot().Sent {
		if row.Outbox == nil || row.Outbox.Stage != desk.OutboxAsking || w.chance.IntN(2) == 0 {
			continue
		}
		err := d.program.desk.ConfirmActiveMessage(context.Background(), row.ID())
		if err == nil {
			w.counts.add(&w.counts.Asked)
		}
		if err := settled(d, err, desk.NotAsking); err != nil {
			return err
		}
	}
	return nil
}

// retries makes a new message of a failed one.
func (w *world) retries(d *device) error {
	for _, row := range d.program.desk.Snapshot().Sent {
		if row.Progress.Delivery != message.Failed {
			continue
		}
		draft, err := d.program.desk.RetryActiveMessage(context.Background(), row.ID())
		if err != nil {
			return settled(d, err)
		}
		made := draft.ID
		draft.ID = w.newMessageID() // the desk's own would be another one in every run of the seed
		if err := w.sendsDraft(d, draft); err != nil || !d.isAwake() {
			return err
		}
		return settled(d, d.program.desk.DiscardDraft(context.Background(), made))
	}
	return nil
}

func (w *world) savesDraft(d *device) error {
	draft, any := w.draft(d)
	if !any {
		return nil
	}
	return settled(d, d.program.desk.SaveDraft(context.Background(), draft))
}

func (w *world) discardsDraft(d *device) error {
	for _, draft := range d.program.desk.Snapshot().Drafts {
		return settled(d, d.program.desk.DiscardDraft(context.Background(), draft.ID))
	}
	return nil
}

func presence(status desk.PresenceStatus) func(*world, *device) error {
	return func(_ *world, d *device) error {
		return settled(d, d.program.desk.SetPresence(context.Background(), desk.Presence{Status: status}))
	}
}

func (w *world) changesUndo(d *device) error {
	settings := d.program.desk.Snapshot().Settings
	settings.UndoSeconds = w.chance.IntN(desk.UndoSecondsMax + 1)
	return settled(d, d.program.desk.ChangeSettings(context.Background(), settings))
}

func (w *world) refreshes(d *device) error {
	return settled(d, d.program.desk.RefreshTemplates(context.Background(), ""), desk.NotConnected)
}

// reviews asks what the recipient step asks: its facts then count at Send.
func (w *world) reviews(d *device) error {
	draft, any := w.draft(d)
	if any {
		d.program.desk.ReviewRecipient(context.Background(), desk.RecipientInput{
			Template: draft.Template, Contact: draft.Contact, Text: draft.Phone,
		})
	}
	return nil
}

// looksAway lets the window take no changes for a while, so that it is told to take a new snapshot.
func (w *world) looksAway(d *device) error {
	d.window.sleep()
	w.plan(w.drawWait(), action{d.name + " looks again", func() error { d.window.wake(); return nil }})
	return nil
}

func (w *world) closes(d *device) error {
	w.plan(w.drawWait(), w.startLater(d))
	return d.stop()
}

func (w *world) startLater(d *device) action {
	return action{d.name + " is started again", func() error {
		if d.program != nil {
			return nil
		}
		return d.start(w)
	}}
}
