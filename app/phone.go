package app

import (
	"slices"
	"time"

	"activa/backend/blip/client"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
	"activa/backend/workspace"
)

// The customer's phone, which whoever sits at the desk may play, and simulated time. A platform without the
// simulator refuses all of it with desk.NotSupported.

const (
	// phoneRefused: the phone cannot do that, because it is off or nothing stands there to be tapped.
	phoneRefused fault.Code = "phone-refused"
	// clockRefused: time runs 1 to 1000 times as fast, and is moved ahead by a year at most.
	clockRefused fault.Code = "clock-refused"
)

// phoneMessagesMax is how many messages a phone shows.
const phoneMessagesMax = 60

// Phones lists the phones of customers, the one with the latest news first.
func (a *App) Phones() ([]PhoneRow, error) {
	current, err := a.simulated()
	if err != nil {
		return nil, err
	}
	phones, err := current.platform.Phones(current.ctx)
	if err != nil {
		return nil, err
	}
	rows := make([]PhoneRow, len(phones))
	for i, phone := range phones {
		rows[i] = phoneRow(phone)
	}
	return rows, nil
}

// Phone is what stands on one phone towards a bot.
func (a *App) Phone(contactID, bot string) (PhoneView, error) {
	current, err := a.simulated()
	if err != nil {
		return PhoneView{}, err
	}
	phone, err := current.platform.Phone(current.ctx, desk.ContactID(contactID), desk.BotID(bot), phoneMessagesMax)
	if err != nil {
		return PhoneView{}, err
	}
	return current.phoneView(phone), nil
}

// ActOnPhone lets the customer do something; it returns when the platform knows.
func (a *App) ActOnPhone(input PhoneActInput) error {
	current, err := a.simulated()
	if err != nil {
		return err
	}
	act := client.PhoneAct{Contact: input.ContactID, Bot: input.Bot, Act: input.Act, Text: input.Text}
	if act.Act == "tap" {
		if input.Button < 0 {
			return fault.New(phoneRefused, nil, nil)
		}
		act.Button = client.PhoneButton(input.Button)
	}
	if input.Picture != "" {
		address := sentAddress(input.Picture)
		if !slices.Contains(workspace.SamplePictures(), address) {
			return fault.New(phoneRefused, nil, nil)
		}
		act.Media = &client.PhoneMedia{URI: address, Type: "image/jpeg"}
	}
	return refusedAs(phoneRefused, current.platform.ActOnPhone(current.ctx, act))
}

// Clock is the platform's time.
func (a *App) Clock() (ClockView, error) { return a.program.clockView(), nil }

// SetClock lets the simulated time run factor times as fast as the machine's (1 to 1000; 0: as before) and
// moves it ahead.
func (a *App) SetClock(factor, advanceSeconds int) (ClockView, error) {
	current, err := a.simulated()
	if err != nil {
		return ClockView{}, err
	}
	_, err = current.platform.SetClock(current.ctx, time.Duration(advanceSeconds)*time.Second, factor)
	if err != nil {
		return ClockView{}, refusedAs(clockRefused, err)
	}
	return a.program.clockView(), nil
}

// simulated is the desk of who is signed in, where its customers are played.
func (a *App) simulated() (*session, error) {
	current, err := a.program.current()
	if err != nil {
		return nil, err
	}
	if !current.platform.Abilities().Simulator {
		return nil, fault.New(desk.NotSupported, nil, fault.Parameters{"what": "simulator"})
	}
	return current, nil
}

// refusedAs names what the platform refused.
func refusedAs(code fault.Code, err error) error {
	if fault.CodeOf(err) == client.Refused {
		return fault.New(code, err, nil)
	}
	return err
}

// phoneChanged tells the windows of a phone that shows something else now.
func (p *Program) phoneChanged(changed client.PhoneChange) {
	p.listeners.Tell(Change{Now: milliseconds(p.now()), Phones: []PhoneChangeView{
		{ContactID: string(changed.Contact), Bot: string(changed.Bot), Typing: changed.Typing},
	}})
}

func phoneRow(phone client.Phone) PhoneRow {
	return PhoneRow{
		ContactID: string(phone.Contact), Bot: string(phone.Bot), Name: phone.Name, Phone: phone.Number,
		PhoneShown: shownPhone(phone.Number), State: string(phone.State),
		Character: phone.Character, Answers: phone.Answers, At: milliseconds(phone.At), Unread: phone.Unread,
	}
}

func (s *session) phoneView(phone client.Phone) PhoneView {
	view := PhoneView{Row: phoneRow(phone), BotName: phone.BotName, Messages: []PhoneMessageView{}, Samples: []string{}}
	for _, address := range workspace.SamplePictures() {
		view.Samples = append(view.Samples, mediaLink(address))
	}
	for _, said := range phone.Messages {
		view.Messages = append(view.Messages, s.phoneMessage(said))
	}
	return view
}

func (s *session) phoneMessage(said client.PhoneMessage) PhoneMessageView {
	shown := PhoneMessageView{
		Message:    s.chatView(said.ChatMessage),
		ReceivedAt: milliseconds(said.Progress.ReceivedAt), ReadAt: milliseconds(said.Progress.ConsumedAt),
	}
	if said.From == desk.FromCustomer {
		if shown.Message.Status = "sent"; shown.ReadAt != 0 {
			shown.Message.Status = "read"
		}
	}
	if said.Template.Name != "" {
		preview := previewView(message.Render(said.Template, said.Values))
		preview.Unknown = unknownKinds(said.Template)
		shown.Message.Kind, shown.Message.Template, shown.Message.Preview = string(desk.ChatTemplate), said.Template.Name, &preview
	}
	return shown
}
