package desk

import (
	"activa/backend/message"
)

// Input is what a step takes in: a command, news, an answer to an effect, or a tick. The kinds are
// closed: the types of this file and NewsInput.
type Input interface{ input() }

type (
	// SendInput asks to send a draft. The facts are what the reviews gathered; absent ones are not judged.
	SendInput struct {
		Draft   Draft
		Contact *message.ContactFacts
		History *message.HistoryFacts
		Media   map[message.Place]message.MediaFacts
		Ticket  *OpenTicket // that the platform told lately (P6)
	}
	// CancelInput takes a message back that did not leave yet. What it was made of becomes a draft under
	// the new id: the old one is a message for good.
	CancelInput struct{ ID, Draft MessageID }
	// DispatchInput ends the undo window of a message.
	DispatchInput struct{ ID MessageID }
	// ConfirmInput is the person's word that a late message should still leave.
	ConfirmInput struct{ ID MessageID }
	// RetryInput makes a draft with the values of an old message; the id of the new one comes along.
	RetryInput struct{ Old, New MessageID }
	// SaveDraftInput keeps a draft.
	SaveDraftInput struct{ Draft Draft }
	// DiscardDraftInput forgets a draft.
	DiscardDraftInput struct{ ID MessageID }
	// SetPresenceInput is the agent's wish.
	SetPresenceInput struct{ Presence Presence }
	// SetFavouriteInput stars a template or takes the star away.
	SetFavouriteInput struct {
		Template  TemplateKey
		Favourite bool
	}
	// ChangeSettingsInput replaces the settings.
	ChangeSettingsInput struct{ Settings Settings }
	// RefreshInput asks for the templates of a bot to be read again; empty means every bot.
	RefreshInput struct{ Bot BotID }
	// KeepOfferInput has a supervisor's offer looked after from now on.
	KeepOfferInput struct{ Offer TemplateOffer }
	// ForgetOfferInput takes KeepOfferInput back.
	ForgetOfferInput struct{ Offer TemplateOffer }
	// CloseInput begins the end: what waits in its undo window leaves now if it can.
	CloseInput struct{}

	// StartInput is the first input of a desk: what a crash left behind is judged.
	StartInput struct{}
	// TickInput lets time pass.
	TickInput struct{}
	// NewsInput is what the platform tells.
	NewsInput struct{ News News }
	// MetInput notes a contact that a review found.
	MetInput struct{ Use ContactUse }
)

// Answers to effects.
type (
	// HandedAnswer tells what came of HandOver. Err follows Platform.Send.
	HandedAnswer struct {
		ID  MessageID
		Err error
	}
	// LookUpAnswer tells what came of AskLookUp.
	LookUpAnswer struct {
		ID     MessageID
		LookUp LookUp
		Err    error
	}
	// SessionAnswer tells what came of ReadSession.
	SessionAnswer struct {
		Abilities  Abilities
		MediaHost  string // the platform's own media host, or empty
		Account    Account
		Bots       []Bot
		Presence   *Presence // nil: the platform does not hold it
		Favourites *[]string // nil: the platform does not keep them
		Err        error
	}
	// PresenceAnswer tells what came of ApplyPresence.
	PresenceAnswer struct {
		Presence Presence
		Err      error
	}
	// TemplatesAnswer tells what came of ReadTemplates.
	TemplatesAnswer struct {
		Bot  BotID
		List TemplateList
		Err  error
	}
	// SentAnswer tells what came of ReadSent.
	SentAnswer struct {
		Page []SentRecord
		Next string
		More bool
		Err  error
	}
	// FavouritesAnswer tells what came of KeepFavourites.
	FavouritesAnswer struct{ Err error }
	// OfferAnswer tells what came of LookAfterOffer.
	OfferAnswer struct {
		Offer   TemplateOffer
		Written bool // it was lost, and is there again
		Err     error
	}
)

func (SendInput) input()           {}
func (CancelInput) input()         {}
func (DispatchInput) input()       {}
func (ConfirmInput) input()        {}
func (RetryInput) input()          {}
func (SaveDraftInput) input()      {}
func (DiscardDraftInput) input()   {}
func (SetPresenceInput) input()    {}
func (SetFavouriteInput) input()   {}
func (ChangeSettingsInput) input() {}
func (RefreshInput) input()        {}
func (KeepOfferInput) input()      {}
func (ForgetOfferInput) input()    {}
func (CloseInput) input()          {}
func (StartInput) input()          {}
func (TickInput) input()           {}
func (NewsInput) input()           {}
func (MetInput) input()            {}
func (HandedAnswer) input()        {}
func (LookUpAnswer) input()        {}
func (SessionAnswer) input()       {}
func (PresenceAnswer) input()      {}
func (TemplatesAnswer) input()     {}
func (SentAnswer) input()          {}
func (FavouritesAnswer) input()    {}
func (OfferAnswer) input()         {}

// Effect is something to do after the commit; its answer comes back as an Input. The kinds are closed.
type Effect interface{ effect() }

type (
	// HandOver gives a message to the platform: HandedAnswer.
	HandOver struct {
		Message  message.ActiveMessage
		Template message.Template
	}
	// AskLookUp asks whether the platform has a message: LookUpAnswer.
	AskLookUp struct {
		Bot BotID
		ID  MessageID
	}
	// ReadSession reads who is signed in and what they may use: SessionAnswer.
	ReadSession struct{}
	// ApplyPresence sets the presence on the platform: PresenceAnswer.
	ApplyPresence struct{ Presence Presence }
	// ReadTemplates reads all templates of a bot: TemplatesAnswer.
	ReadTemplates struct{ Bot BotID }
	// ReadSent reads the next page of the platform's sent list: SentAnswer.
	ReadSent struct{ Cursor string }
	// KeepFavourites stores the favourites on the platform: FavouritesAnswer.
	KeepFavourites struct{ Templates []string }
	// LookAfterOffer looks whether an offer still holds, and writes it again where it was lost: OfferAnswer.
	LookAfterOffer struct{ Offer TemplateOffer }
)

func (HandOver) effect()       {}
func (AskLookUp) effect()      {}
func (ReadSession) effect()    {}
func (ApplyPresence) effect()  {}
func (ReadTemplates) effect()  {}
func (ReadSent) effect()       {}
func (KeepFavourites) effect() {}
func (LookAfterOffer) effect() {}

// Outcome is what a step brings forth besides its commit.
type Outcome struct {
	Effects []Effect // in order
	Change  *Change  // nil when nothing changed that a listener can see
	WakeAt  Moment   // when the next tick is due by either clock; zero when nothing waits for it
	Sent    *SentMessage
	Chat    *ChatMessage
	Draft   *Draft
	Found   []message.Finding // of a refused send
}
