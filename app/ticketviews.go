package app

import (
	"slices"
	"strings"
	"time"

	"activa/backend/desk"
	"activa/backend/message"
)

// ticketRows are tickets in the window's shape.
func (s *session) ticketRows(tickets []desk.TicketState) []TicketRow {
	var rows []TicketRow
	for _, state := range tickets {
		rows = append(rows, s.ticketRow(state))
	}
	return rows
}

func (s *session) ticketRow(state desk.TicketState) TicketRow {
	of := state.Ticket
	row := TicketRow{
		ID: of.ID, Number: of.Number, Bot: of.Bot, ContactID: string(of.Contact.ID), Name: of.Contact.Name,
		Phone: of.Contact.Phone, PhoneShown: shownPhone(of.Contact.Phone), Status: strings.ToLower(string(of.Status)),
		Closure: string(of.Closure), Mine: state.Mine, Agent: of.Agent, AgentName: of.AgentName, Why: string(of.Why),
		Queue: of.Queue, Priority: of.Priority, Answers: of.Answers, Parent: of.Parent, Tags: orEmpty(of.Tags),
		CreatedAt: milliseconds(of.CreatedAt), TakenAt: milliseconds(of.TakenAt), EndedAt: milliseconds(of.EndedAt),
		Unread: of.Unread, Typing: state.Typing, WindowEnds: milliseconds(of.WindowEndsAt()), Unsent: state.Unsent,
	}
	if row.Reserved = state.Reserved; !row.Reserved {
		row.ReservedFor = of.ReservedFor
	}
	if last := of.Last; last != nil {
		row.LastKind, row.LastText, row.LastFrom = string(last.Kind), last.Text, string(last.From)
		row.LastStatus, row.LastAt = chatStatus(*last), milliseconds(last.At)
	}
	return row
}

// chatViews are messages of conversations in the window's shape.
func (s *session) chatViews(messages []desk.ChatMessage) []ChatMessageView {
	var views []ChatMessageView
	for _, one := range messages {
		views = append(views, s.chatView(one))
	}
	return views
}

func (s *session) chatView(of desk.ChatMessage) ChatMessageView {
	view := ChatMessageView{
		ID: string(of.ID), Ticket: string(of.Ticket), From: string(of.From), Kind: string(of.Kind), Text: of.Text,
		Body: previewBlocks(message.FormatText(of.Text)), Agent: of.AgentName, InReply: string(of.InReply),
		At: milliseconds(of.At), Status: chatStatus(of), Unconfirmed: of.From == desk.FromAgent && of.Progress.Delivery == message.Unconfirmed,
	}
	if view.Agent == "" {
		view.Agent = s.desk.NameOf(of.Agent)
	}
	view.Mine = of.From == desk.FromAgent && of.Agent == s.desk.Account().Identity
	if of.Media != nil {
		view.Media = &ChatMediaView{
			URL: mediaLink(of.Media.URI), ContentType: of.Media.ContentType, Name: of.Media.Name, Size: of.Media.Size,
		}
	}
	if of.Place != nil {
		view.Place = placeShown(*of.Place)
	}
	if of.Kind == desk.ChatTemplate && of.Active != nil {
		view.Template = of.Active.Message.TemplateName
		preview := previewView(message.Render(of.Active.Template, of.Active.Message.Values))
		preview.Unknown = unknownKinds(of.Active.Template)
		if of.Active.Template.Name != "" {
			view.Preview = &preview
		}
	}
	if view.Status == chatFailed {
		reason := reasonView(of.Progress.Reason)
		view.Reason = &reason
	}
	return view
}

const chatFailed = "failed"

// chatStatus is how far a message of our side is known to have come; empty for the customer's.
func chatStatus(of desk.ChatMessage) string {
	if of.From == desk.FromCustomer {
		return ""
	}
	switch of.Progress.Delivery {
	case message.Failed:
		return chatFailed
	case message.Received:
		return "delivered"
	case message.Consumed:
		return "read"
	case message.Accepted, message.Dispatched:
		return "sent"
	}
	return "sending"
}

// ticketDetail is what stands beside a conversation.
func (s *session) ticketDetail(of desk.TicketDetail, now time.Time) TicketDetail {
	view := TicketDetail{
		Row: s.ticketRow(of.State), Contact: contactCard(of.State.Bot, of.Contact, of.Editable),
		Unsent:  UnsentView{Text: of.Unsent.Text, InReply: string(of.Unsent.InReply)},
		History: []TicketEntryView{}, Earlier: []TicketRow{}, Sends: orEmpty(rowViews(of.Sends, s.glance(now))), Comments: []CommentView{},
	}
	if of.Answers != nil {
		row := rowView(*of.Answers, s.glance(now))
		view.Answers = &row
	}
	for _, entry := range of.History {
		view.History = append(view.History, TicketEntryView{
			At: milliseconds(entry.At), Action: string(entry.Action), By: s.desk.NameOf(entry.By), From: s.desk.NameOf(entry.From),
			To: s.desk.NameOf(entry.To), Note: entry.Note,
		})
	}
	for _, earlier := range of.Earlier {
		view.Earlier = append(view.Earlier, s.ticketRow(desk.TicketState{Ticket: earlier}))
	}
	for _, comment := range of.Comments {
		view.Comments = append(view.Comments, commentView(comment))
	}
	return view
}

func contactCard(bot string, contact desk.Contact, editable bool) ContactCard {
	card := ContactCard{
		ID: string(contact.ID), Bot: bot, Name: contact.Name, Phone: contact.Phone, PhoneShown: shownPhone(contact.Phone),
		Email: contact.Email, Fields: []ContactField{}, Editable: editable,
	}
	for name, value := range contact.Fields {
		card.Fields = append(card.Fields, ContactField{Name: name, Value: value})
	}
	slices.SortFunc(card.Fields, func(a, b ContactField) int { return strings.Compare(a.Name, b.Name) })
	return card
}

// contactOf reads a card of the window; a phone is not among what an agent may change.
func contactOf(card ContactCard) desk.Contact {
	contact := desk.Contact{
		ID: desk.ContactID(card.ID), Name: card.Name, Phone: card.Phone, Email: card.Email, Fields: map[string]string{},
	}
	for _, field := range card.Fields {
		contact.Fields[field.Name] = field.Value
	}
	return contact
}

func commentView(comment desk.Comment) CommentView {
	return CommentView{ID: comment.ID, Text: comment.Text, Author: comment.Author, At: milliseconds(comment.At)}
}

// chatOf reads what the window sends in a conversation.
func chatOf(draft ChatDraft) desk.ChatMessage {
	outgoing := desk.ChatMessage{
		ID: desk.MessageID(draft.ID), Ticket: desk.TicketID(draft.Ticket), Kind: desk.ChatKind(draft.Kind),
		Text: draft.Text, InReply: desk.MessageID(draft.InReply),
	}
	if draft.URL != "" {
		outgoing.Media = &desk.ChatMedia{
			URI: sentAddress(draft.URL), ContentType: draft.ContentType, Name: draft.FileName, Size: draft.Size,
		}
	}
	return outgoing
}
