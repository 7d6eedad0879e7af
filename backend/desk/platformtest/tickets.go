package platformtest

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
	"activa/backend/ticket"
)

// keeper is the platform as one that keeps tickets; the test is skipped where it says that it cannot, or
// where no customer can be made to write.
func keeper(t *testing.T, s *session) desk.TicketKeeper {
	t.Helper()
	tickets, can := s.Platform.(desk.TicketKeeper)
	if !can || !s.Platform.Abilities().Tickets {
		s.leaveOut(t, "the platform keeps no tickets for this account")
	}
	if s.Write == nil {
		s.leaveOut(t, "no customer of this platform can be made to write")
	}
	return tickets
}

// begin lets a new customer write to the bot, and waits until their ticket is told as open to the agent.
func begin(t *testing.T, s *session, text string) desk.Ticket {
	t.Helper()
	s.online(t)
	s.Write(t, s.NewPhone, text)
	news := wait(t, s, "an open ticket", func(news desk.TicketNews) bool {
		return news.Ticket.Status == ticket.Open && news.Ticket.Contact.Phone == s.NewPhone
	})
	return news.Ticket
}

func chatMessage(one desk.Ticket, agent, text string) desk.ChatMessage {
	return desk.ChatMessage{ID: desk.MessageID(uuid.NewString()), Ticket: desk.TicketID(one.ID), From: desk.FromAgent,
		Kind: desk.ChatText, Text: text, Agent: agent, At: time.Now().UTC().Truncate(time.Millisecond)}
}

// said sends a message of the agent and waits until the platform took it.
func say(t *testing.T, s *session, one desk.Ticket, text string) desk.ChatMessage {
	t.Helper()
	outgoing := chatMessage(one, s.Agent, text)
	if err := keeper(t, s).SendChatMessage(t.Context(), outgoing); err != nil {
		t.Fatalf("send chat message: %v", err)
	}
	chatReceipt(t, s, outgoing.ID, message.Accepted)
	return outgoing
}

func chatReceipt(t *testing.T, s *session, id desk.MessageID, kind message.Delivery) desk.ChatReceiptNews {
	t.Helper()
	return wait(t, s, "receipt "+kind.String()+" of a chat message", func(news desk.ChatReceiptNews) bool {
		return news.ID == id && news.Receipt.Kind == kind
	})
}

func testTicketList(t *testing.T, s *session) {
	tickets := keeper(t, s)
	told := begin(t, s, "Oi, tudo bem?")
	all, err := tickets.Tickets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var listed *desk.Ticket
	for i := range all {
		if all[i].ID == told.ID {
			listed = &all[i]
		}
	}
	if listed == nil || listed.Agent != s.Agent || listed.Bot != string(s.Bot) || listed.CreatedAt.IsZero() || listed.TakenAt.IsZero() {
		t.Fatalf("listed %+v among %d", listed, len(all))
	}
	if listed.Unread != 1 {
		t.Errorf("unread %d", listed.Unread)
	}
	if !s.ListsTickets && (listed.CustomerWroteAt.IsZero() || listed.Last == nil || listed.Last.Text != "Oi, tudo bem?") {
		t.Errorf("wrote at %v, last %+v", listed.CustomerWroteAt, listed.Last)
	}
	one, err := tickets.Ticket(t.Context(), desk.TicketID(told.ID))
	if err != nil || one.ID != told.ID || one.Status != ticket.Open {
		t.Errorf("read %+v, %v", one, err)
	}
	if _, err := tickets.Ticket(t.Context(), "none"); fault.CodeOf(err) != ticket.NotThere {
		t.Errorf("a ticket that is none: %v, want %s", err, ticket.NotThere)
	}
}

func testChat(t *testing.T, s *session) {
	tickets := keeper(t, s)
	one := begin(t, s, "Oi")
	id := desk.TicketID(one.ID)
	theirs := wait(t, s, "the customer's message", func(news desk.ChatMessageNews) bool {
		return news.Message.Ticket == id && news.Message.Text == "Oi"
	}).Message
	if theirs.From != desk.FromCustomer || theirs.Kind != desk.ChatText || theirs.ID == "" || theirs.At.IsZero() {
		t.Errorf("the customer's message is %+v", theirs)
	}
	for _, receipt := range []message.Delivery{message.Received, message.Consumed} {
		if err := tickets.ConfirmChatMessages(t.Context(), id, []desk.MessageID{theirs.ID}, receipt); err != nil {
			t.Fatalf("confirm %s: %v", receipt, err)
		}
	}
	if !s.ListsTickets {
		wait(t, s, "a ticket with nothing unread", func(news desk.TicketNews) bool {
			return desk.TicketID(news.Ticket.ID) == id && news.Ticket.Unread == 0
		})
	}
	if err := tickets.TellTyping(t.Context(), id, true); err != nil {
		t.Errorf("typing: %v", err)
	}
	ours := say(t, s, one, "Bom dia! Em que posso ajudar?")
	if s.Delivers {
		chatReceipt(t, s, ours.ID, message.Received)
	}
	if s.Platform.Abilities().DropsRepeats { // the same id again is the same message
		if err := tickets.SendChatMessage(t.Context(), ours); err != nil {
			t.Fatal(err)
		}
	}
	page, more, err := tickets.TicketMessages(t.Context(), id, time.Time{}, 50)
	if err != nil || more || len(page) != 2 || page[0].ID != ours.ID || page[1].ID != theirs.ID {
		t.Fatalf("conversation is %+v, more %v, %v", page, more, err)
	}
	if page[0].From != desk.FromAgent || page[0].Agent != s.Agent || page[0].Progress.Delivery == message.Failed ||
		!s.ListsTickets && page[1].Progress.ConsumedAt.IsZero() {
		t.Errorf("conversation is %+v", page)
	}
	older, _, err := tickets.TicketMessages(t.Context(), id, page[0].At, 50)
	if err != nil || len(older) != 1 || older[0].ID != theirs.ID {
		t.Errorf("older than ours: %+v, %v", older, err)
	}
	testChatMedia(t, s, one, theirs.ID)
}

// testChatMedia sends a picture that answers the customer's message.
func testChatMedia(t *testing.T, s *session, one desk.Ticket, quoted desk.MessageID) {
	picture := chatMessage(one, s.Agent, "Veja")
	picture.Kind, picture.InReply = desk.ChatImage, quoted
	picture.Media = &desk.ChatMedia{URI: "https://example.com/foto.jpg", ContentType: "image/jpeg", Size: 1000}
	if err := keeper(t, s).SendChatMessage(t.Context(), picture); err != nil {
		t.Fatal(err)
	}
	chatReceipt(t, s, picture.ID, message.Accepted)
	page, _, err := keeper(t, s).TicketMessages(t.Context(), picture.Ticket, time.Time{}, 1)
	if err != nil || len(page) != 1 {
		t.Fatalf("%+v, %v", page, err)
	}
	got := page[0]
	if got.ID != picture.ID || got.Kind != desk.ChatImage || got.Text != "Veja" || got.InReply != quoted || got.Media == nil || *got.Media != *picture.Media {
		t.Errorf("the picture came back as %+v %+v", got, got.Media)
	}
}

func testTicketEnd(t *testing.T, s *session) {
	tickets := keeper(t, s)
	one := begin(t, s, "Oi")
	id := desk.TicketID(one.ID)
	tagged, err := tickets.TagTicket(t.Context(), id, []string{"venda", " venda ", "urgente"})
	if err != nil || len(tagged.Tags) != 2 {
		t.Errorf("tagged %v, %v", tagged.Tags, err)
	}
	again, err := tickets.TakeTicket(t.Context(), id)
	if err != nil || again.Status != ticket.Open {
		t.Errorf("taking one's own: %+v, %v", again, err)
	}
	closed, err := tickets.CloseTicket(t.Context(), id, []string{"resolvido"})
	if err != nil || closed.Status != ticket.Closed || closed.Closure != ticket.ByAgent || closed.EndedAt.IsZero() {
		t.Fatalf("closed %+v, %v", closed, err)
	}
	if _, err := tickets.CloseTicket(t.Context(), id, nil); fault.CodeOf(err) != ticket.AlreadyEnded {
		t.Errorf("closed twice: %v, want %s", err, ticket.AlreadyEnded)
	}
	late := chatMessage(one, s.Agent, "Ainda?")
	if err := tickets.SendChatMessage(t.Context(), late); err != nil {
		t.Fatal(err)
	}
	chatReceipt(t, s, late.ID, message.Failed)
	history, err := tickets.TicketHistory(t.Context(), id)
	kept := s.Platform.Abilities().TicketHistory
	if err != nil || kept != (len(history) > 0) || kept && history[len(history)-1].Action != ticket.Ended {
		t.Errorf("history %+v, %v", history, err)
	}
	over, err := tickets.TicketsOf(t.Context(), s.Bot, one.Contact.ID, 10)
	if err != nil || len(over) != 1 || over[0].ID != one.ID || len(over[0].Tags) != 1 {
		t.Errorf("tickets that are over: %+v, %v", over, err)
	}
	if page, _, err := tickets.TicketMessages(t.Context(), id, time.Time{}, 10); err != nil || len(page) == 0 {
		t.Errorf("a closed conversation is not readable: %+v, %v", page, err)
	}
}

func testTransfer(t *testing.T, s *session) {
	tickets := keeper(t, s)
	one := begin(t, s, "Oi")
	targets, err := tickets.TransferTargets(t.Context(), s.Bot)
	if err != nil {
		t.Fatalf("transfer targets: %v", err)
	}
	if len(targets.Queues) == 0 {
		t.Fatal("no queue to transfer to")
	}
	if _, err := tickets.TransferTicket(t.Context(), desk.TicketID(one.ID), desk.TransferTarget{}, ""); fault.CodeOf(err) != ticket.NoTarget {
		t.Errorf("transfer to nobody: %v, want %s", err, ticket.NoTarget)
	}
	s.presence(t, desk.Paused) // otherwise the queue gives it back at once
	child, err := tickets.TransferTicket(t.Context(), desk.TicketID(one.ID), desk.TransferTarget{Queue: targets.Queues[0].Name}, "nota")
	if err != nil || child.Parent != one.ID || child.Status != ticket.Waiting || child.Contact.ID != one.Contact.ID {
		t.Fatalf("the ticket that goes on is %+v, %v", child, err)
	}
	taken, err := tickets.TakeTicket(t.Context(), desk.TicketID(child.ID))
	if err != nil || taken.Agent != s.Agent || taken.Status != ticket.Open {
		t.Fatalf("taken %+v, %v", taken, err)
	}
	page, _, err := tickets.TicketMessages(t.Context(), desk.TicketID(child.ID), time.Time{}, 10)
	if err != nil || !s.ListsTickets && (len(page) != 1 || page[0].Text != "Oi") {
		t.Errorf("the conversation does not go on: %+v, %v", page, err)
	}
}

func testTags(t *testing.T, s *session) {
	tickets := keeper(t, s)
	if _, err := tickets.Tags(t.Context(), s.Bot); err != nil {
		t.Errorf("tags: %v", err)
	}
	replies, err := tickets.CannedReplies(t.Context(), s.Bot)
	if err != nil {
		t.Errorf("canned replies: %v", err)
	}
	for _, reply := range replies {
		if reply.ID == "" || reply.Name == "" || reply.Text == "" {
			t.Errorf("a canned reply is %+v", reply)
		}
	}
}
