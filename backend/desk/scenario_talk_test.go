package desk_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing/synctest"
	"time"

	"activa/backend/desk"
	"activa/backend/desk/desktest"
	"activa/backend/fault"
	"activa/backend/message"
	"activa/backend/ticket"
)

// talkCommand is what happens with tickets and in their conversations, on either side.
func (w *world) talkCommand(name string, words []string, word func(int) string) error {
	ctx, id := w.t.Context(), desk.TicketID(word(0))
	switch name {
	case "take":
		return w.desk.TakeTicket(ctx, id)
	case "close":
		return w.desk.CloseTicket(ctx, id, words[1:])
	case "tag":
		return w.desk.TagTicket(ctx, id, words[1:])
	case "transfer":
		return w.desk.TransferTicket(ctx, id, desk.TransferTarget{Queue: word(1)}, "")
	case "write":
		_, err := w.desk.SendChatMessage(ctx, desk.ChatMessage{
			ID: desk.MessageID(word(1)), Ticket: id, Kind: desk.ChatText, Text: strings.Join(words[2:], " ")})
		return err
	case "retry-chat":
		_, err := w.desk.RetryChatMessage(ctx, desk.MessageID(word(0)))
		return err
	case "read":
		return w.desk.ReadTicket(ctx, id)
	case "begin":
		return w.desk.SaveUnsent(ctx, id, strings.Join(words[1:], " "), "")
	default:
		return w.talkElsewhere(name, words, word)
	}
}

// talkElsewhere is what customers, colleagues and other devices do.
func (w *world) talkElsewhere(name string, words []string, word func(int) string) error {
	id := desk.TicketID(word(0))
	switch name {
	case "ticket-opens": // ID MESSAGE?: a reply that opens to this agent
		w.putTicket(word(0), func(t *desk.Ticket) { t.Status, t.Agent, t.Answers = ticket.Open, desktest.Me, word(1) })
	case "ticket-waits": // ID AGENT?: for all, or for one alone
		w.putTicket(word(0), func(t *desk.Ticket) { t.Status, t.ReservedFor = ticket.Waiting, word(1) })
	case "ticket-taken": // by a colleague
		w.putTicket(word(0), func(t *desk.Ticket) { t.Status, t.Agent = ticket.Open, "bruno@activa.local" })
	case "taken-unheard": // the same, and the news of it is late
		w.platform.Hush(true)
		w.putTicket(word(0), func(t *desk.Ticket) { t.Status, t.Agent = ticket.Open, "bruno@activa.local" })
		w.platform.Hush(false)
	case "ticket-ends":
		w.putTicket(word(0), func(t *desk.Ticket) { t.Status, t.Closure = ticket.Closed, ticket.ByCustomer })
	case "says":
		w.platform.Says(desk.ChatMessage{
			ID: desk.MessageID(word(1)), Ticket: id, From: desk.FromCustomer, Kind: desk.ChatText,
			Text: strings.Join(words[2:], " "), At: w.now().UTC().Truncate(time.Millisecond)})
	case "says-again":
		w.platform.SaysAgain(word(0))
	case "writes-elsewhere":
		at := w.now().UTC().Truncate(time.Millisecond)
		w.platform.Says(desk.ChatMessage{
			ID: desk.MessageID(word(1)), Ticket: id, From: desk.FromAgent, Agent: desktest.Me, Kind: desk.ChatText,
			Text: "from the other device", At: at,
			Progress: message.NewProgress(at).Apply(message.Receipt{Kind: message.Accepted, At: at})})
	case "types":
		w.platform.Types(word(0), word(1) != "no")
	case "chat-receipt":
		kind, known := message.ParseDelivery(word(1))
		if !known {
			w.t.Fatalf("receipt of kind %q", word(1))
		}
		w.platform.ChatReceipt(word(0), message.Receipt{Kind: kind, At: w.now()})
	case "next-chat":
		for _, manner := range words {
			w.platform.NextChat(desktest.Manner(manner))
		}
	case "drops-repeats":
		w.platform.DropRepeats()
	case "confirmed":
		if got := w.platform.Confirmed(word(0)); got != word(1) {
			w.t.Errorf("%s was confirmed as %s, not %s", word(0), got, word(1))
		}
	case "heard":
		if got := strings.Join(w.platform.Heard(id), " "); got != strings.Join(words[1:], " ") {
			w.t.Errorf("the customer of %s got %q, not %q", id, got, words[1:])
		}
	default:
		w.t.Fatalf("unknown command %q", name)
	}
	return nil
}

// putTicket changes a ticket on the platform, or makes it.
func (w *world) putTicket(id string, change func(*desk.Ticket)) {
	t, known := w.platform.TicketNow(id)
	if !known {
		t = desk.Ticket{Contact: desk.Contact{ID: "c1", Name: "Rita", Phone: "+5531987654321"}}
		t.ID, t.Bot, t.Contact.ID, t.Queue = id, "entregas@msging.net", "c1", "Default"
		t.CreatedAt = w.now().UTC().Truncate(time.Millisecond)
	}
	change(&t)
	w.platform.PutTicket(t)
}

// tickets is what a window that begins now sees.
func (w *world) tickets() []string {
	var lines []string
	for _, state := range w.desk.Snapshot().Tickets {
		lines = append(lines, ticketLine(state))
	}
	return lines
}

// conversation is its newest page as a window asks for it.
func (w *world) conversation(id string) []string {
	page, err := w.desk.ChatMessages(w.t.Context(), desk.ChatQuery{Ticket: desk.TicketID(id), Limit: 50})
	synctest.Wait()
	w.seen()
	if err != nil {
		return []string{"refused " + string(fault.CodeOf(err))}
	}
	var lines []string
	if page.More {
		lines = append(lines, "older ones")
	}
	for _, m := range page.Messages {
		lines = append(lines, chatLine(m))
	}
	return lines
}

// ticketLine is a ticket as its list shows it.
func ticketLine(state desk.TicketState) string {
	line := fmt.Sprintf("ticket %s %s", state.ID, strings.ToLower(string(state.Status)))
	if state.Mine {
		line += " mine"
	}
	if state.Reserved {
		line += " for me"
	}
	if state.Unread > 0 {
		line += " unread " + strconv.Itoa(state.Unread)
	}
	if state.Typing {
		line += " writing"
	}
	if state.Unsent {
		line += " begun"
	}
	if state.Last != nil {
		line += fmt.Sprintf(" last %s %q", shortID(state.Last.ID), state.Last.Text)
	}
	return line
}

// chatLine is a message as the conversation shows it.
func chatLine(m desk.ChatMessage) string {
	line := fmt.Sprintf("%s %s %q", m.From, shortID(m.ID), m.Text)
	if m.From == desk.FromCustomer {
		return line
	}
	line += " " + m.Progress.Delivery.String()
	if m.Progress.Delivery == message.Failed {
		line += " " + strconv.Itoa(m.Progress.Reason.Code)
	}
	return line
}

// shortID keeps ids that the desk made out of the files.
func shortID(id desk.MessageID) string {
	if len(id) > 30 {
		return "new"
	}
	return string(id)
}
