package desk

import (
	"strings"
	"time"
	"unicode/utf8"

	"activa/backend/fault"
	"activa/backend/message"
	"activa/backend/ticket"
)

// Limits of a conversation.
const (
	ChatTextMax    = 4096             // characters of a text (WhatsApp's limit of a text message)
	ChatCaptionMax = 1024             // characters under a file
	unsentBytesMax = 32 << 10         // of a text that was begun
	chatAddressMax = 2048             // bytes of a file's address
	chatNewestPage = 50               // messages of a conversation that are read to have it here
	TypingLasts    = 10 * time.Second // after the last word of it, the customer no longer counts as writing
)

// ChatOutboxRow is a stored message of a conversation that the platform is not yet known to have. Its
// stages are those of OutboxStage without Asking; the messages of a ticket leave one after the other, in
// the order of their instants:
//
//	Waiting ── line ──► Handed ── receipt ──► (gone)
//	   ▲ certainly never left │
//	   └──────────────────────┤ no answer in time, or a crash
//	                          ▼
//	                     Unconfirmed ── handed over again by the same id, where the platform drops
//	                                    repeats ──► Handed; elsewhere it stays until news of it come
type ChatOutboxRow struct {
	ID       MessageID
	Stage    OutboxStage
	HandedAt time.Time // by the platform's clock
	NextAt   time.Time // by this machine's, not before: next try; of Handed: when it counts as Unconfirmed
	Tries    int
}

// handedOver is the row at the moment before it is given to the platform.
func (r ChatOutboxRow) handedOver(now Moment) ChatOutboxRow {
	r.Stage, r.HandedAt, r.NextAt = OutboxHanded, now.At, now.Here.Add(AnswerWait)
	return r
}

// again is the row after a try that did not end well, in the stage that follows.
func (r ChatOutboxRow) again(stage OutboxStage, here time.Time) ChatOutboxRow {
	r.Stage, r.NextAt = stage, here.Add(doubled(retryWaitFirst, retryWaitMax, r.Tries))
	r.Tries++
	return r
}

// ChatSend is a message of a conversation with its outbox row.
type ChatSend struct {
	Message ChatMessage
	Row     ChatOutboxRow
}

// beforeSend orders the outbox: by instant, then by id.
func beforeSend(a, b *ChatSend) int {
	if order := a.Message.At.Compare(b.Message.At); order != 0 {
		return order
	}
	return compareIDs(a.Message.ID, b.Message.ID)
}

// KeptTicket is an unfinished ticket with what this desk notes of its conversation.
type KeptTicket struct {
	Ticket
	// ReadUpTo is the instant of the latest message that stood on this agent's screen.
	ReadUpTo time.Time
	// CountedUpTo and Counted are instant and id of the latest message that Unread takes into account.
	CountedUpTo time.Time
	Counted     MessageID
	// Whole says that everything that was said in it is stored here, from its beginning.
	Whole bool
}

// told is a ticket after the platform told of it: the platform's word, except what is known here of later
// messages. News may come late and twice.
func (t KeptTicket) told(now Ticket) KeptTicket {
	known := t
	t.Ticket = now
	if now.Contact.Name == "" && now.Contact.ID == known.Contact.ID {
		t.Contact = known.Contact
	}
	if now.AgentName == "" && now.Agent == known.Agent {
		t.AgentName = known.AgentName
	}
	if now.CustomerWroteAt.Before(known.CustomerWroteAt) {
		t.CustomerWroteAt = known.CustomerWroteAt
	}
	if known.Last != nil && (now.Last == nil || now.Last.At.Before(known.Last.At)) {
		t.Last = known.Last
	}
	switch {
	case now.Last == nil && known.Counted != "", now.Last != nil && now.Last.At.Before(known.CountedUpTo):
		t.Unread = known.Unread
	case now.Last != nil:
		t.CountedUpTo, t.Counted = now.Last.At, now.Last.ID
	}
	wrote := t.CustomerWroteAt
	if wrote.IsZero() {
		wrote = t.CountedUpTo
	}
	if !wrote.IsZero() && !wrote.After(t.ReadUpTo) { // read here, and the platform does not know it yet
		t.Unread = 0
	}
	return t
}

// heard is a ticket after a message of its conversation became known or came further. pushed says that it is
// new and was told by itself: the platform's count of what is unread does not hold it yet.
func (t KeptTicket) heard(m ChatMessage, pushed bool) KeptTicket {
	if t.Last == nil || t.Last.ID == m.ID || m.At.After(t.Last.At) || pushed && m.At.Equal(t.Last.At) {
		last := m
		t.Last = &last
	}
	if m.From != FromCustomer {
		return t
	}
	if m.At.After(t.CustomerWroteAt) {
		t.CustomerWroteAt = m.At
	}
	if pushed && m.ID != t.Counted && !m.At.Before(t.CountedUpTo) && m.At.After(t.ReadUpTo) {
		t.Unread++
		t.CountedUpTo, t.Counted = m.At, m.ID
	}
	return t
}

// read is a ticket whose conversation stands on the screen.
func (t KeptTicket) read() KeptTicket {
	t.Unread = 0
	if t.Last != nil && t.Last.At.After(t.ReadUpTo) {
		t.ReadUpTo = t.Last.At
	}
	if t.CountedUpTo.After(t.ReadUpTo) {
		t.ReadUpTo = t.CountedUpTo
	}
	return t
}

// merged is a message with what another source knows of it; nothing known is lost, and the order in which
// the sources speak does not matter.
func (m ChatMessage) merged(other ChatMessage) ChatMessage {
	now := other
	now.Progress = mergedProgress(m.Progress, other.Progress)
	if now.Agent == "" && now.From == m.From {
		now.Agent = m.Agent
	}
	if now.AgentName == "" {
		now.AgentName = m.AgentName
	}
	if now.Active == nil {
		now.Active = m.Active
	}
	if now.InReply == "" {
		now.InReply = m.InReply
	}
	return now.placed()
}

// advanced is a message of our side after a receipt.
func (m ChatMessage) advanced(receipt message.Receipt) ChatMessage {
	m.Progress = m.Progress.Apply(receipt)
	return m.placed()
}

// placed puts a message of our side where the platform has it in the conversation: at the instant at which
// it was taken. Until then it stands where it was written.
func (m ChatMessage) placed() ChatMessage {
	if m.From == FromCustomer || m.Kind == ChatTemplate {
		return m
	}
	p := m.Progress
	at := p.AcceptedAt
	if at.IsZero() {
		at = earlier(earlier(p.DispatchedAt, p.ReceivedAt), p.ConsumedAt)
	}
	if !at.IsZero() {
		m.At = at
	}
	return m
}

// mergedProgress joins what two sources know of a message's way.
func mergedProgress(progress, other message.Progress) message.Progress {
	for _, kind := range []message.Delivery{
		message.Accepted, message.Dispatched, message.Failed, message.Received, message.Consumed,
	} {
		if at := other.FirstAt(kind); !at.IsZero() {
			progress = progress.Apply(message.Receipt{Kind: kind, At: at, Reason: other.Reason})
		}
	}
	if !other.RepliedAt.IsZero() {
		progress = progress.Replied(other.RepliedAt)
	}
	return progress
}

// validate checks what an agent wants to send. Fault: ChatMessageInvalid.
func (m ChatMessage) validate() error {
	refuse := func(limit string) error {
		return fault.New(ChatMessageInvalid, nil, fault.Parameters{"limit": limit})
	}
	textMax := ChatTextMax
	switch m.Kind {
	case ChatText:
		if strings.TrimSpace(m.Text) == "" || m.Media != nil {
			return refuse("empty")
		}
	case ChatImage, ChatVideo, ChatAudio, ChatDocument:
		if textMax = ChatCaptionMax; m.Media == nil || !strings.HasPrefix(m.Media.URI, "https://") {
			return refuse("address")
		}
		if len(m.Media.URI) > chatAddressMax || len(m.Media.Name)+len(m.Media.ContentType) > draftTextBytesMax {
			return refuse("address")
		}
	default:
		return refuse("kind")
	}
	switch {
	case m.ID == "" || len(m.ID) > draftIDBytesMax || !utf8.ValidString(string(m.ID)):
		return refuse("id")
	case len(m.InReply) > draftTextBytesMax:
		return refuse("id")
	case !utf8.ValidString(m.Text) || utf8.RuneCountInString(m.Text) > textMax:
		return refuse("text")
	}
	return nil
}

// owner says whether an agent has a ticket.
func (t Ticket) owner(agent string) bool {
	return t.Status == ticket.Open && t.Agent == agent && agent != ""
}
