package lime

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// ErrBrokenFrame is in the chain of every error that concerns one frame only: invalid JSON, binary,
// several envelopes at once, no known kind. The line it came over is still good.
var ErrBrokenFrame = errors.New("broken frame")

// Decode reads one envelope. Unknown types, events, methods, statuses and fields pass through; numbers
// where text should be are read as text; names of fields are read without regard to case (LIME
// reference, §2.5). It fails, with ErrBrokenFrame, only where no kind of envelope can be made out.
func Decode(frame []byte) (Envelope, error) {
	fields, err := readFields(frame)
	if err != nil {
		return nil, err
	}
	switch {
	case fields.Content != nil:
		return fields.message(), nil
	case fields.Event != nil:
		return fields.notification(), nil
	case fields.Method != nil:
		return fields.command(), nil
	case fields.State != nil:
		return fields.session(), nil
	}
	return nil, fmt.Errorf("%w: none of content, event, method, state", ErrBrokenFrame)
}

// Encode writes one envelope as compact JSON. It fails when Content, Resource or a metadata value is
// no valid JSON, and for a nil envelope.
func Encode(envelope Envelope) ([]byte, error) {
	var frame bytes.Buffer
	encoder := json.NewEncoder(&frame)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(envelope); err != nil {
		return nil, fmt.Errorf("encode envelope: %w", err)
	}
	text := bytes.TrimSuffix(frame.Bytes(), []byte("\n"))
	if bytes.Equal(text, []byte("null")) {
		return nil, errors.New("encode envelope: it is nil")
	}
	if !utf8.Valid(text) {
		return nil, errors.New("encode envelope: not UTF-8")
	}
	return text, nil
}

// fields is an envelope of any kind with every value left as it came.
type fields struct {
	ID, From, To, PP, Metadata            json.RawMessage
	Type, Content                         json.RawMessage
	Event, Reason                         json.RawMessage
	Method, URI, Resource, Status         json.RawMessage
	State, Scheme, Authentication         json.RawMessage
	Encryption, Compression               json.RawMessage
	EncryptionOptions, CompressionOptions json.RawMessage
	SchemeOptions                         json.RawMessage
}

func readFields(frame []byte) (*fields, error) {
	if !utf8.Valid(frame) {
		return nil, fmt.Errorf("%w: not UTF-8", ErrBrokenFrame)
	}
	read := new(fields)
	if err := json.Unmarshal(frame, read); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBrokenFrame, err)
	}
	return read, nil
}

func (f *fields) head() Head {
	return Head{
		ID:       readText(f.ID),
		From:     readNode(readText(f.From)),
		To:       readNode(readText(f.To)),
		PP:       readNode(readText(f.PP)),
		Metadata: readMetadata(f.Metadata),
	}
}

func (f *fields) message() *Message {
	head := f.head()
	return &Message{
		ID: head.ID, From: head.From, To: head.To, PP: head.PP, Metadata: head.Metadata,
		Type: readText(f.Type), Content: f.Content,
	}
}

func (f *fields) notification() *Notification {
	head := f.head()
	return &Notification{
		ID: head.ID, From: head.From, To: head.To, PP: head.PP, Metadata: head.Metadata,
		Event: readWord(f.Event, knownEvents), Reason: readReason(f.Reason),
	}
}

func (f *fields) command() *Command {
	head := f.head()
	command := &Command{
		ID: head.ID, From: head.From, To: head.To, PP: head.PP, Metadata: head.Metadata,
		Method: readWord(f.Method, knownMethods), URI: readText(f.URI), Type: readText(f.Type),
		Status: readWord(f.Status, knownStatuses), Reason: readReason(f.Reason),
	}
	if !isAbsent(f.Resource) {
		command.Resource = f.Resource
	}
	return command
}

func (f *fields) session() *Session {
	head := f.head()
	session := &Session{
		ID: head.ID, From: head.From, To: head.To, PP: head.PP, Metadata: head.Metadata,
		State:              readWord(f.State, knownStates),
		EncryptionOptions:  readList(f.EncryptionOptions),
		CompressionOptions: readList(f.CompressionOptions),
		Encryption:         readText(f.Encryption),
		Compression:        readText(f.Compression),
		Scheme:             readWord(f.Scheme, knownSchemes),
		Authentication:     readAuthentication(f.Authentication),
		Reason:             readReason(f.Reason),
	}
	for _, option := range readList(f.SchemeOptions) {
		session.SchemeOptions = append(session.SchemeOptions, Scheme(option))
	}
	return session
}

// UnmarshalJSON reads with the tolerance of Decode.
func (m *Message) UnmarshalJSON(data []byte) error {
	read, err := readFields(data)
	if err == nil {
		*m = *read.message()
	}
	return err
}

// UnmarshalJSON reads with the tolerance of Decode.
func (n *Notification) UnmarshalJSON(data []byte) error {
	read, err := readFields(data)
	if err == nil {
		*n = *read.notification()
	}
	return err
}

// UnmarshalJSON reads with the tolerance of Decode.
func (c *Command) UnmarshalJSON(data []byte) error {
	read, err := readFields(data)
	if err == nil {
		*c = *read.command()
	}
	return err
}

// UnmarshalJSON reads with the tolerance of Decode.
func (s *Session) UnmarshalJSON(data []byte) error {
	read, err := readFields(data)
	if err == nil {
		*s = *read.session()
	}
	return err
}

func isAbsent(raw json.RawMessage) bool { return len(raw) == 0 || raw[0] == 'n' }

// readText is the text of a JSON text, the digits of a number, "true" or "false", and else empty.
func readText(raw json.RawMessage) string {
	if isAbsent(raw) {
		return ""
	}
	switch raw[0] {
	case '"':
		var text string
		if json.Unmarshal(raw, &text) != nil {
			return ""
		}
		return text
	case '{', '[':
		return ""
	}
	return string(raw)
}

// readList reads a list of texts; one bare text is a list of one.
func readList(raw json.RawMessage) []string {
	var items []json.RawMessage
	if json.Unmarshal(raw, &items) != nil {
		items = []json.RawMessage{raw}
	}
	var list []string
	for _, item := range items {
		if text := readText(item); text != "" {
			list = append(list, text)
		}
	}
	return list
}

var (
	knownEvents = []Event{EventAccepted, EventDispatched, EventReceived, EventConsumed, EventFailed,
		EventDeleted, EventValidated, EventAuthorized}
	knownMethods = []Method{MethodGet, MethodSet, MethodDelete, MethodMerge, MethodSubscribe,
		MethodUnsubscribe, MethodObserve}
	knownStatuses = []Status{StatusPending, StatusSuccess, StatusFailure}
	knownStates   = []SessionState{SessionNew, SessionNegotiating, SessionAuthenticating,
		SessionEstablished, SessionFinishing, SessionFinished, SessionFailed}
	knownSchemes = []Scheme{SchemeGuest, SchemePlain, SchemeTransport, SchemeKey, SchemeExternal}
)

// readWord gives a known word in its own spelling whatever the case on the wire ("SET" is really
// sent: LIME reference, §2.4), and leaves an unknown one as it is.
func readWord[Word ~string](raw json.RawMessage, known []Word) Word {
	text := readText(raw)
	at := slices.IndexFunc(known, func(word Word) bool { return strings.EqualFold(string(word), text) })
	if at >= 0 {
		return known[at]
	}
	return Word(text)
}
