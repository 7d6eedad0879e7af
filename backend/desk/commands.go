package desk

import (
	"context"
	"time"

	"github.com/google/uuid"

	"activa/backend/message"
)

// SendActiveMessage takes a draft for sending; when it returns, the message is durable. It leaves when
// the undo window ends. The draft's id is the message's id: a repeated call is answered with the same
// message. Faults: AgentNotOnline, DraftHasErrors (with findings), TemplateUnknown, RecipientMissing,
// RecipientInAttendance, DraftInvalid, DeskClosed; after each but DraftInvalid the draft is kept.
func (d *Desk) SendActiveMessage(ctx context.Context, draft Draft) (SentMessage, []message.Finding, error) {
	outcome, err := d.do(ctx, d.sendInput(draft))
	if outcome.Sent == nil {
		return SentMessage{}, outcome.Found, err
	}
	return *outcome.Sent, outcome.Found, err
}

// CancelActiveMessage takes a message back and gives a draft with everything it was made of. Faults:
// AlreadyHandedOver, MessageUnknown.
func (d *Desk) CancelActiveMessage(ctx context.Context, id MessageID) (Draft, error) {
	return draftFrom(d.do(ctx, CancelInput{ID: id, Draft: newID()}))
}

// DispatchActiveMessage ends the undo window of a message: it leaves now. Fault: MessageUnknown.
func (d *Desk) DispatchActiveMessage(ctx context.Context, id MessageID) error {
	_, err := d.do(ctx, DispatchInput{ID: id})
	return err
}

// ConfirmActiveMessage is the person's word that a message which could not leave for 15 minutes should
// still leave (P5). Faults: NotAsking, MessageUnknown.
func (d *Desk) ConfirmActiveMessage(ctx context.Context, id MessageID) error {
	_, err := d.do(ctx, ConfirmInput{ID: id})
	return err
}

// RetryActiveMessage makes a new draft with the values of an old message, which it names. Fault:
// MessageUnknown.
func (d *Desk) RetryActiveMessage(ctx context.Context, id MessageID) (Draft, error) {
	return draftFrom(d.do(ctx, RetryInput{Old: id, New: newID()}))
}

// SaveDraft keeps a draft; an older one for the same recipient goes. Fault: DraftInvalid.
func (d *Desk) SaveDraft(ctx context.Context, draft Draft) error {
	_, err := d.do(ctx, SaveDraftInput{Draft: draft})
	return err
}

// DiscardDraft forgets a draft; one that is not kept is forgotten already.
func (d *Desk) DiscardDraft(ctx context.Context, id MessageID) error {
	_, err := d.do(ctx, DiscardDraftInput{ID: id})
	return err
}

// SetPresence takes the agent's wish. It is shown at once and Confirmed when the platform holds it.
// Fault: PresenceInvalid.
func (d *Desk) SetPresence(ctx context.Context, presence Presence) error {
	_, err := d.do(ctx, SetPresenceInput{Presence: presence})
	return err
}

// SetFavourite stars a template or takes the star away.
func (d *Desk) SetFavourite(ctx context.Context, template TemplateKey, favourite bool) error {
	_, err := d.do(ctx, SetFavouriteInput{Template: template, Favourite: favourite})
	return err
}

// ChangeSettings replaces the settings. Fault: SettingsInvalid.
func (d *Desk) ChangeSettings(ctx context.Context, settings Settings) error {
	_, err := d.do(ctx, ChangeSettingsInput{Settings: settings})
	return err
}

// RefreshTemplates reads the templates of a bot again, or of every bot when it is empty; the change
// comes when they are read. Fault: NotConnected.
func (d *Desk) RefreshTemplates(ctx context.Context, bot BotID) error {
	_, err := d.do(ctx, RefreshInput{Bot: bot})
	return err
}

// Close lets what waits in its undo window leave now if it can, takes no more sends, and waits for
// hand-overs under way until ctx ends. The desk itself ends with the context of Run.
func (d *Desk) Close(ctx context.Context) error {
	_, err := d.do(ctx, CloseInput{})
	return err
}

// TryNow cuts the waiting for the next connection attempt short.
func (d *Desk) TryNow() { d.platform.TryNow() }

// Now is the instant by which the desk judges.
func (d *Desk) Now() time.Time { return instant(d.now()) }

func draftFrom(outcome Outcome, err error) (Draft, error) {
	if err != nil || outcome.Draft == nil {
		return Draft{}, err
	}
	return *outcome.Draft, nil
}

// newID makes the id of a draft that the desk begins; ids sort by time.
func newID() MessageID { return MessageID(uuid.Must(uuid.NewV7()).String()) }
