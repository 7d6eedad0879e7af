package app

import (
	"activa/backend/desk"
	"activa/backend/message"
)

// The commands on tickets and their conversations.

// TakeTicket opens a waiting ticket to who is signed in.
func (a *App) TakeTicket(id string) error {
	return a.with(func(s *session) error { return s.desk.TakeTicket(s.ctx, desk.TicketID(id)) })
}

// CloseTicket ends a ticket, with its tags.
func (a *App) CloseTicket(id string, tags []string) error {
	return a.with(func(s *session) error { return s.desk.CloseTicket(s.ctx, desk.TicketID(id), tags) })
}

// TransferTicket gives a ticket to an agent or a queue; of one that waits for one agent, a supervisor
// hands it over.
func (a *App) TransferTicket(to TransferInput) error {
	return a.with(func(s *session) error {
		return s.desk.TransferTicket(s.ctx, desk.TicketID(to.Ticket), desk.TransferTarget{Agent: to.Agent, Queue: to.Queue}, to.Note)
	})
}

// TagTicket replaces the tags of a ticket.
func (a *App) TagTicket(id string, tags []string) error {
	return a.with(func(s *session) error { return s.desk.TagTicket(s.ctx, desk.TicketID(id), tags) })
}

// SendChatMessage takes a message for the customer of a ticket: stored and shown at once, it leaves as
// soon as there is a line. The same id twice is the same message.
func (a *App) SendChatMessage(draft ChatDraft) (ChatMessageView, error) {
	return a.chat(func(s *session) (desk.ChatMessage, error) { return s.desk.SendChatMessage(s.ctx, chatOf(draft)) })
}

// RetryChatMessage sends a failed message again, as a new one.
func (a *App) RetryChatMessage(id string) (ChatMessageView, error) {
	return a.chat(func(s *session) (desk.ChatMessage, error) { return s.desk.RetryChatMessage(s.ctx, desk.MessageID(id)) })
}

// ReadTicket tells that a ticket's conversation stands on the screen.
func (a *App) ReadTicket(id string) error {
	return a.with(func(s *session) error { return s.desk.ReadTicket(s.ctx, desk.TicketID(id)) })
}

// TellTyping tells the customer that the agent writes, or stopped.
func (a *App) TellTyping(ticketID string, typing bool) error {
	return a.with(func(s *session) error { return s.desk.TellTyping(s.ctx, desk.TicketID(ticketID), typing) })
}

// SaveUnsent keeps the text that was begun in a ticket and the message that it answers; an empty text
// forgets both.
func (a *App) SaveUnsent(ticketID, text, inReply string) error {
	return a.with(func(s *session) error {
		return s.desk.SaveUnsent(s.ctx, desk.TicketID(ticketID), text, desk.MessageID(inReply))
	})
}

// SaveFile keeps a file of a conversation where the person says; the address is that of its message.
func (a *App) SaveFile(address, name string) error {
	return a.with(func(s *session) error {
		file, err := s.desk.Media(s.ctx, sentAddress(address))
		if err != nil {
			return err
		}
		if host := a.program.hosted(); host != nil {
			return host.saveFile(message.ChatFileName(name), file.Content)
		}
		return nil
	})
}

// ChangeContact changes a contact's name, e-mail and further fields; an empty field is taken away.
func (a *App) ChangeContact(card ContactCard) (ContactCard, error) {
	current, err := a.program.current()
	if err != nil {
		return ContactCard{}, err
	}
	changed, err := current.desk.ChangeContact(current.ctx, desk.BotID(card.Bot), contactOf(card))
	if err != nil {
		return ContactCard{}, err
	}
	return contactCard(card.Bot, changed, true), nil
}

// AddComment writes a comment about a contact.
func (a *App) AddComment(bot, contactID, text string) (CommentView, error) {
	current, err := a.program.current()
	if err != nil {
		return CommentView{}, err
	}
	comment, err := current.desk.AddComment(current.ctx, desk.BotID(bot), desk.ContactID(contactID), text)
	if err != nil {
		return CommentView{}, err
	}
	return commentView(comment), nil
}

func (a *App) chat(command func(*session) (desk.ChatMessage, error)) (ChatMessageView, error) {
	current, err := a.program.current()
	if err != nil {
		return ChatMessageView{}, err
	}
	sent, err := command(current)
	if err != nil {
		return ChatMessageView{}, err
	}
	return current.chatView(sent), nil
}

// The queries about them.

// Ticket is one ticket with what stands beside its conversation, also a finished one.
func (a *App) Ticket(id string) (TicketDetail, error) {
	current, err := a.program.current()
	if err != nil {
		return TicketDetail{}, err
	}
	detail, err := current.desk.Ticket(current.ctx, desk.TicketID(id))
	if err != nil {
		return TicketDetail{}, err
	}
	return current.ticketDetail(detail, a.program.now()), nil
}

// ChatMessages is a page of a conversation, oldest first.
func (a *App) ChatMessages(query ChatQuery) (ChatPage, error) {
	current, err := a.program.current()
	if err != nil {
		return ChatPage{}, err
	}
	page, err := current.desk.ChatMessages(current.ctx, desk.ChatQuery{
		Ticket: desk.TicketID(query.Ticket), Before: instant(query.Before), Limit: query.Limit,
	})
	if err != nil {
		return ChatPage{}, err
	}
	return ChatPage{Messages: orEmpty(current.chatViews(page.Messages)), More: page.More}, nil
}

// TransferTargets lists where tickets of a bot can go.
func (a *App) TransferTargets(bot string) (TransferTargetsView, error) {
	current, err := a.program.current()
	if err != nil {
		return TransferTargetsView{}, err
	}
	targets, err := current.desk.TransferTargets(current.ctx, desk.BotID(bot))
	if err != nil {
		return TransferTargetsView{}, err
	}
	view := TransferTargetsView{Agents: []TransferAgentView{}, Queues: []TransferQueueView{}}
	for _, agent := range targets.Agents {
		view.Agents = append(view.Agents, TransferAgentView{
			Identity: agent.Identity, Name: agent.Name, Presence: string(agent.Presence), Open: agent.Open,
		})
	}
	for _, queue := range targets.Queues {
		view.Queues = append(view.Queues, TransferQueueView(queue))
	}
	return view, nil
}

// TicketTags lists the tags that a bot offers; empty means that people write their own.
func (a *App) TicketTags(bot string) ([]string, error) {
	current, err := a.program.current()
	if err != nil {
		return nil, err
	}
	tags, err := current.desk.TicketTags(current.ctx, desk.BotID(bot))
	return orEmpty(tags), err
}

// CannedReplies lists the prepared answers of a ticket's bot, filled for its contact.
func (a *App) CannedReplies(ticketID string) ([]CannedReplyView, error) {
	current, err := a.program.current()
	if err != nil {
		return nil, err
	}
	replies, err := current.desk.CannedReplies(current.ctx, desk.TicketID(ticketID))
	if err != nil {
		return nil, err
	}
	views := make([]CannedReplyView, 0, len(replies))
	for _, reply := range replies {
		views = append(views, CannedReplyView{
			ID: reply.ID, Category: reply.Category, Name: reply.Name, Text: reply.Text, Empty: orEmpty(reply.Empty),
		})
	}
	return views, nil
}
