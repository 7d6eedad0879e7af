package hub

import (
	"errors"
	"strconv"
	"strings"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/message"
)

const (
	sentTakeMissing = 100
	sentTakeMax     = 500
	// firstReading begins the cursor of somebody who is still reading what there was at the start;
	// only that leaves out what has left the tab (P8). Later changes of old messages are told.
	firstReading = "v"
)

// sentScope is whose sends the caller asks for: an agent's own, all for a supervisor who asks for all.
func (r *request) sentScope() (sender string, err error) {
	if r.uri.Query.Get(doc.QueryAgent) != doc.QueryAgentAll {
		return r.account.Identity, nil
	}
	if !r.account.supervises() {
		return "", errNotAllowed
	}
	return "", nil
}

// getSentList lists what changed after a cursor, oldest change first.
func getSentList(h *Hub, reader Reader, asked *request) (document, error) {
	take, err := asked.number(doc.QueryTake, sentTakeMissing, 1, sentTakeMax)
	if err != nil {
		return document{}, err
	}
	query := SentQuery{Take: take + 1}
	if query.Sender, err = asked.sentScope(); err != nil {
		return document{}, err
	}
	cursor := asked.uri.Query.Get(doc.QueryCursor)
	first := cursor == "" || strings.HasPrefix(cursor, firstReading)
	if first {
		query.VisibleSince = h.options.Now().Add(-message.VisibleFor)
	}
	if digits := strings.TrimPrefix(cursor, firstReading); digits != "" {
		if query.AfterChange, err = strconv.ParseInt(digits, 10, 64); err != nil {
			return document{}, errArgument("The cursor is not one of this hub")
		}
	}
	sends, err := reader.SentSince(query)
	if err != nil {
		return document{}, err
	}
	fits := fitting(sends[:min(len(sends), take)])
	more := len(sends) > fits
	sends = sends[:fits]
	if len(sends) > 0 {
		query.AfterChange = sends[len(sends)-1].Change
	}
	list, err := doc.NewCollection(doc.MediaTypeSent, sentDocuments(sends))
	if err != nil {
		return document{}, err
	}
	list.Total = nil // nobody counts
	list.More = doc.Truth(more)
	list.Next = strconv.FormatInt(query.AfterChange, 10)
	if first && more {
		list.Next = firstReading + list.Next
	}
	return document{lime.MediaTypeCollection, list}, nil
}

// sentBytesMax is about how much of templates and payloads a page of sends carries.
const sentBytesMax = 2 << 20

// fitting is how many of the sends go into one page, at least one.
func fitting(sends []Send) int {
	bytes := 0
	for i, send := range sends {
		if bytes += len(send.Template) + len(send.Payload); bytes > sentBytesMax && i > 0 {
			return i
		}
	}
	return len(sends)
}

// getSent finds one send by its message id; 67 proves that the hub never took it.
func getSent(_ *Hub, reader Reader, asked *request) (document, error) {
	send, err := reader.Send(asked.account.Identity, asked.values[0])
	if errors.Is(err, ErrNotFound) && asked.account.supervises() {
		send, err = reader.SendByHandle(asked.values[0])
	}
	if err != nil {
		return document{}, err
	}
	return document{doc.MediaTypeSent, sentDocument(send)}, nil
}

// watchSent begins and ends the live changes of a session.
func watchSent(s *step, asked *request) (document, error) {
	sender, err := asked.sentScope()
	if err != nil {
		return document{}, err
	}
	s.directory.watch(asked.member, asked.command.Method == lime.MethodSubscribe, sender == "")
	return document{}, nil
}

// tellSent pushes a changed send to who watches it. Whoever watches everybody's is checked at every
// change: the right may have been taken away since.
func (s *step) tellSent(send Send) error {
	watchers := s.directory.watchers(send.Sender)
	if len(watchers) == 0 {
		return nil
	}
	written := sentDocument(send)
	for _, m := range watchers {
		if m.identity != send.Sender {
			account, err := s.Account(m.identity)
			if err != nil || !account.supervises() {
				s.directory.watch(m, false, false)
				continue
			}
		}
		if err := s.push(m, doc.MediaTypeSent, written); err != nil {
			return err
		}
	}
	return nil
}

func sentDocuments(sends []Send) []doc.Sent {
	documents := make([]doc.Sent, len(sends))
	for i, send := range sends {
		documents[i] = sentDocument(send)
	}
	return documents
}

func sentDocument(send Send) doc.Sent {
	progress := send.Progress
	written := doc.Sent{
		ID: send.ID, Change: doc.Number(send.Change), Bot: send.Bot, Agent: send.Agent, Contact: send.Contact,
		Phone: send.Phone, Name: send.Name, TemplateID: send.TemplateID, TemplateName: send.TemplateName,
		TemplateLanguage: send.TemplateLanguage, Template: send.Template, ComposedAt: doc.At(send.ComposedAt),
		Accepted: doc.At(progress.AcceptedAt), Dispatched: doc.At(progress.DispatchedAt),
		Received: doc.At(progress.ReceivedAt), Consumed: doc.At(progress.ConsumedAt),
		Failed: doc.At(progress.FailedAt), RepliedAt: doc.At(progress.RepliedAt), RetryOf: send.RetryOf,
	}
	if len(send.Values) > 0 {
		written.Values = make(map[string]string, len(send.Values))
		for place, value := range send.Values {
			written.Values[string(place)] = value
		}
	}
	if !progress.FailedAt.IsZero() {
		written.Reason = &doc.Reason{Code: doc.Number(progress.Reason.Code), Description: progress.Reason.Description}
	}
	return written
}
