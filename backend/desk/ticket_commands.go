package desk

import (
	"context"
	"io"

	"activa/backend/fault"
)

// TakeTicket opens a waiting ticket to this agent. Faults: those of the ticket room, NotConnected,
// NotSupported. When somebody else has it meanwhile, it leaves the window's list with the refusal.
func (d *Desk) TakeTicket(ctx context.Context, id TicketID) error {
	return d.act(ctx, id, func(ctx context.Context, keeper TicketKeeper) (Ticket, error) { return keeper.TakeTicket(ctx, id) })
}

// CloseTicket ends a ticket, with its tags. Faults as of TakeTicket.
func (d *Desk) CloseTicket(ctx context.Context, id TicketID, tags []string) error {
	return d.act(ctx, id, func(ctx context.Context, keeper TicketKeeper) (Ticket, error) {
		return keeper.CloseTicket(ctx, id, tags)
	})
}

// TransferTicket gives a ticket to an agent or a queue, with a note for its history. Faults as of
// TakeTicket.
func (d *Desk) TransferTicket(ctx context.Context, id TicketID, to TransferTarget, note string) error {
	return d.act(ctx, id, func(ctx context.Context, keeper TicketKeeper) (Ticket, error) {
		return keeper.TransferTicket(ctx, id, to, note)
	})
}

// TagTicket replaces the tags of a ticket. Faults as of TakeTicket.
func (d *Desk) TagTicket(ctx context.Context, id TicketID, tags []string) error {
	return d.act(ctx, id, func(ctx context.Context, keeper TicketKeeper) (Ticket, error) {
		return keeper.TagTicket(ctx, id, tags)
	})
}

// act asks the platform for something to be done with a ticket, and tells the loop what the ticket is
// now, before the person hears of it. The ticket is the platform's: nothing is stored before it answers.
func (d *Desk) act(ctx context.Context, id TicketID, ask func(context.Context, TicketKeeper) (Ticket, error)) error {
	keeper, err := d.tickets()
	if err != nil {
		return err
	}
	asking, cancel := context.WithTimeout(ctx, questionWait)
	defer cancel()
	now, err := ask(asking, keeper)
	if err != nil {
		if code := fault.CodeOf(err); refusesTicket(code) {
			_, lost := d.do(ctx, TicketRefusedInput{ID: id, Fault: fault.Of(err)})
			d.logFailed("a refused ticket was not noted", lost)
		}
		return err
	}
	_, err = d.do(ctx, TicketDoneInput{ID: id, Ticket: now})
	return err
}

// SendChatMessage takes a message for the customer of a ticket; when it returns, the message is durable
// and shown, and it leaves as soon as there is a line. The id comes from the window: a repeated call is
// answered with the same message. Faults: ChatMessageInvalid, the ticket room's own, DeskClosed.
func (d *Desk) SendChatMessage(ctx context.Context, outgoing ChatMessage) (ChatMessage, error) {
	return chatFrom(d.do(ctx, SendChatInput{Message: outgoing}))
}

// RetryChatMessage sends a failed message again, as a new one; called twice it is the same new one.
// Faults: MessageUnknown, and those of SendChatMessage.
func (d *Desk) RetryChatMessage(ctx context.Context, id MessageID) (ChatMessage, error) {
	return chatFrom(d.do(ctx, RetryChatInput{ID: id}))
}

// ReadTicket notes that a ticket's conversation stands on the screen: the customer's messages are
// consumed, if the ticket is this agent's.
func (d *Desk) ReadTicket(ctx context.Context, id TicketID) error {
	_, err := d.do(ctx, ReadTicketInput{ID: id})
	return err
}

// SaveUnsent keeps the text that was begun in a ticket, and the message that it answers, if any; an empty
// text forgets both. Fault: ChatMessageInvalid.
func (d *Desk) SaveUnsent(ctx context.Context, id TicketID, text string, inReply MessageID) error {
	_, err := d.do(ctx, UnsentInput{Ticket: id, Text: text, InReply: inReply})
	return err
}

// TellTyping tells the customer that the agent writes, or stopped. Without a line nothing is told: by
// then it would no longer be true.
func (d *Desk) TellTyping(ctx context.Context, id TicketID, typing bool) error {
	keeper, err := d.tickets()
	if fault.CodeOf(err) == NotConnected {
		return nil
	}
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, searchWait)
	defer cancel()
	return keeper.TellTyping(ctx, id, typing)
}

// ChangeContact changes a contact's name, e-mail and further fields; an empty field is taken away. Faults:
// NotConnected, NotSupported, and the platform's own.
func (d *Desk) ChangeContact(ctx context.Context, bot BotID, contact Contact) (Contact, error) {
	editor, err := d.contacts()
	if err != nil {
		return Contact{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, questionWait)
	defer cancel()
	changed, err := editor.ChangeContact(ctx, bot, contact)
	if err != nil {
		return Contact{}, err
	}
	d.met(ContactUse{Bot: bot, Contact: changed, At: d.Now()})
	return changed, nil
}

// AddComment writes a comment about a contact. Faults as of ChangeContact.
func (d *Desk) AddComment(ctx context.Context, bot BotID, id ContactID, text string) (Comment, error) {
	editor, err := d.contacts()
	if err != nil {
		return Comment{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, questionWait)
	defer cancel()
	return editor.AddComment(ctx, bot, id, text)
}

// Upload gives the platform a file for the customer of a ticket; the answer is its address. It ends with
// ctx. Faults: NotConnected, NotSupported, ticket.NotThere, and the platform's own.
func (d *Desk) Upload(ctx context.Context, id TicketID, file UploadedFile, told func(sent int64)) (uri string, err error) {
	uploader, can := d.platform.(Uploader)
	if !can || !d.abilities().Uploads {
		return "", fault.New(NotSupported, nil, nil)
	}
	of, err := d.ticket(id)
	if err != nil {
		return "", err
	}
	if !d.online() {
		return "", fault.New(NotConnected, nil, nil)
	}
	return uploader.Upload(ctx, BotID(of.Bot), file.Name, file.ContentType, file.Size, file.Content, told)
}

// UploadedFile is a file on its way to the platform.
type UploadedFile struct {
	Name        string
	ContentType string
	Size        int64 // bytes
	Content     io.Reader
}

// tickets is the part of the platform that keeps tickets. Faults: NotSupported, NotConnected.
func (d *Desk) tickets() (TicketKeeper, error) {
	keeper, can := d.platform.(TicketKeeper)
	switch {
	case !can || !d.abilities().Tickets:
		return nil, fault.New(NotSupported, nil, nil)
	case !d.online():
		return nil, fault.New(NotConnected, nil, nil)
	}
	return keeper, nil
}

// contacts is the part of the platform that lets contacts be edited. Faults as of tickets.
func (d *Desk) contacts() (ContactEditor, error) {
	editor, can := d.platform.(ContactEditor)
	switch {
	case !can || !d.abilities().Contacts:
		return nil, fault.New(NotSupported, nil, nil)
	case !d.online():
		return nil, fault.New(NotConnected, nil, nil)
	}
	return editor, nil
}

func (d *Desk) abilities() Abilities {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.memory.abilities
}

func (d *Desk) logFailed(what string, err error) {
	if err != nil {
		d.log.Warn(what, "error", err)
	}
}

func chatFrom(outcome Outcome, err error) (ChatMessage, error) {
	if err != nil || outcome.Chat == nil {
		return ChatMessage{}, err
	}
	return *outcome.Chat, nil
}
