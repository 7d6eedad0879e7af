package blipstand

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// question is a command on its way to an answer. The stand's mutex is held while it is answered.
type question struct {
	*lime.Command
	uri  lime.URI
	from string // identity of the session
	bot  *Bot   // nil for a person or a guest
}

// reply is the answer to a question: a document, or why not.
type reply struct {
	mediaType   string
	document    any
	code        int
	description string
}

func success(mediaType string, document any) reply {
	return reply{mediaType: mediaType, document: document}
}
func failure(code int, description string) reply { return reply{code: code, description: description} }

var (
	done    = reply{}
	nothing = failure(lime.ReasonCodeResourceNotFound, "The requested resource was not found")
)

// route is one documented command: its node, method, path (an asterisk is any segment), the type of its
// resource, and the parameters that it may have.
type route struct {
	node   string
	method lime.Method
	path   string
	types  []string
	query  []string
	answer func(*Stand, question) reply
}

var paging = []string{doc.QuerySkip, doc.QueryTake}

// routes are the documented commands that the stand answers: LIME and Blip, §10 to §16.
var routes = slices.Concat(contactRoutes, templateRoutes, campaignRoutes, ticketRoutes, deskRoutes, storeRoutes)

// Command answers one command, after the faults that a test asked for.
func (s *Stand) Command(ctx context.Context, session *lime.ServerSession, asked *lime.Command) *lime.Command {
	uri, err := lime.ParseURI(asked.URI)
	if err != nil {
		return asked.Failure(lime.ReasonCodeInvalidArgument, err.Error())
	}
	s.note(session, asked, uri)
	odd := s.oddNow()
	if odd.PendingFirst {
		pending := asked.Answer("", nil)
		pending.Status = lime.StatusPending
		_ = session.Answer(asked, pending) // the session may be over
	}
	var answer *lime.Command
	ruled := s.ruleFor(asked.Method, uri.Path())
	if ruled != nil && ruled.slow {
		after(ruled.wait, func() { _ = session.Answer(asked, s.answer(session, asked, uri)) }) // the session may be over
		return nil
	}
	if ruled == nil || ruled.after {
		answer = s.answer(session, asked, uri)
	}
	if ruled != nil {
		return ruled.apply(ctx, session, asked, answer)
	}
	return answer
}

func (s *Stand) note(session *lime.ServerSession, asked *lime.Command, uri lime.URI) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	to, path := Route(asked, uri)
	s.seen = append(s.seen, Seen{At: s.now(), From: session.Node().Identity.String(), Method: asked.Method, To: to, Route: path,
		Path: uri.Path(), Query: uri.Query, Raw: asked.Resource})
}

// Route is the identity of the node that a command goes to and the documented path that it fits there, with an
// asterisk for every name; the path is empty when there is none.
func Route(asked *lime.Command, uri lime.URI) (node, path string) {
	if found, _ := findRoute(asked, uri); found != nil {
		return found.node, found.path
	}
	return asked.To.Identity.String(), ""
}

// answer finds the documented command and lets it answer, as its key may.
func (s *Stand) answer(session *lime.ServerSession, asked *lime.Command, uri lime.URI) *lime.Command {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	from := session.Node().Identity.String()
	q := question{Command: asked, uri: uri, from: from, bot: s.bot(from)}
	given := s.give(q)
	if given.code != 0 {
		return asked.Failure(given.code, given.description)
	}
	if given.document == nil {
		return asked.Answer("", nil)
	}
	raw, err := json.Marshal(given.document)
	if err != nil {
		return asked.Failure(lime.ReasonCodeProcessingError, err.Error())
	}
	return asked.Answer(given.mediaType, s.odd.document(raw))
}

func (s *Stand) give(q question) reply {
	found, other := findRoute(q.Command, q.uri)
	switch {
	case !q.From.IsZero() && !doc.SameIdentity(q.From.Identity.String(), q.from):
		return s.breaks(q, lime.ReasonCodeSenderNotAuthorized, "a key asks for its own bot only")
	case found == nil && other:
		return s.breaks(q, lime.ReasonCodeMethodNotSupported, "The method is not supported")
	case found == nil:
		return s.breaks(q, lime.ReasonCodeResourceNotSupported, "The resource is not supported")
	case q.bot != nil && slices.Contains(q.bot.Denied, q.uri.Segments[0]):
		return failure(lime.ReasonCodeNotAllowed, "The key may not do this")
	}
	if complaint := found.complains(q); complaint != "" {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, complaint)
	}
	return found.answer(s, q)
}

// breaks refuses what the documentation does not have, and writes it down.
func (s *Stand) breaks(q question, code int, why string) reply {
	s.broken = append(s.broken, fmt.Sprintf("%s %s to %s: %s", q.Method, q.URI, q.To, why))
	return failure(code, why)
}

// findRoute finds the command's route; other says that there is one of another method.
func findRoute(asked *lime.Command, uri lime.URI) (found *route, other bool) {
	to := asked.To.Identity.String()
	if to == "" {
		to = doc.ServerNode
	}
	for index := range routes {
		one := &routes[index]
		if !doc.SameIdentity(one.node, to) || !pathFits(one.path, uri.Segments) {
			continue
		}
		if lime.Method(strings.ToLower(string(asked.Method))) == one.method {
			return one, false
		}
		other = true
	}
	return nil, other
}

func pathFits(path string, segments []string) bool {
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	if len(parts) != len(segments) {
		return false
	}
	for index, part := range parts {
		if part != "*" && !strings.EqualFold(part, segments[index]) {
			return false
		}
	}
	return true
}

// complains says what about a command is otherwise than documented; empty when nothing is.
func (r *route) complains(q question) string {
	for name := range q.uri.Query {
		if !slices.Contains(r.query, name) {
			return "the parameter " + name + " is not documented"
		}
	}
	if len(r.types) == 0 {
		if q.Resource != nil {
			return "a resource where none is documented"
		}
		return ""
	}
	if q.Resource == nil {
		return "the resource is missing"
	}
	if !slices.Contains(r.types, strings.ToLower(q.Type)) {
		return "the type " + q.Type + " is not documented here"
	}
	return ""
}

// read reads the resource of a question into a document.
func read[T any](q question) (document T, ok bool) {
	return document, json.Unmarshal(q.Resource, &document) == nil
}

// page cuts the page that a question asks for, with at most and by default the given sizes.
func page[T any](q question, all []T, byDefault, most int) ([]T, bool) {
	skip, okSkip := whole(q.uri, doc.QuerySkip, 0)
	take, okTake := whole(q.uri, doc.QueryTake, byDefault)
	if !okSkip || !okTake || take < 1 || take > most || skip < 0 {
		return nil, false
	}
	from := min(skip, len(all))
	return all[from:min(from+take, len(all))], true
}

func whole(uri lime.URI, name string, byDefault int) (int, bool) {
	if len(uri.Query[name]) == 0 {
		return byDefault, true
	}
	number, err := strconv.Atoi(uri.Query[name][0])
	return number, err == nil
}

func first(uri lime.URI, name string) string {
	if len(uri.Query[name]) == 0 {
		return ""
	}
	return uri.Query[name][0]
}

// listOf is a collection of documents, empty pages being no failure.
func listOf[T any](itemType string, documents []T) reply {
	list, err := doc.NewCollection(itemType, documents)
	if err != nil {
		return failure(lime.ReasonCodeProcessingError, err.Error())
	}
	return success(lime.MediaTypeCollection, list)
}

// after does something later by the clock of the bubble or of the machine.
func after(wait time.Duration, do func()) { time.AfterFunc(wait, do) }
