package hub

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// request is a command with what was found out about it.
type request struct {
	caller
	command *lime.Command
	uri     lime.URI
	// values are the parts of the path that the pattern leaves open, in their order.
	values []string
	// prepared is what the rule's prepare made before the step.
	prepared any
}

// document is the resource of an answer; without a value the answer has none.
type document struct {
	mediaType string
	value     any
}

// read decodes the resource.
func (r *request) read(into any) error {
	if len(r.command.Resource) == 0 {
		return errNoResource
	}
	if err := json.Unmarshal(r.command.Resource, into); err != nil {
		return errArgument("The resource cannot be read: %v", err)
	}
	return nil
}

// number reads a whole number from least to most out of the query.
func (r *request) number(name string, missing, least, most int) (int, error) {
	text := r.uri.Query.Get(name)
	if text == "" {
		return missing, nil
	}
	value, err := strconv.Atoi(text)
	if err != nil || value < least || value > most {
		return 0, errArgument("%s is not a number from %d to %d", name, least, most)
	}
	return value, nil
}

// instant reads a date and time out of the query; zero when there is none.
func (r *request) instant(name string) (time.Time, error) {
	text := r.uri.Query.Get(name)
	if text == "" {
		return time.Time{}, nil
	}
	at, err := doc.ParseInstant(text)
	if err != nil {
		return time.Time{}, errArgument("%s is no instant: %v", name, err)
	}
	return at.Time, nil
}

// page reads $skip and $take.
func (r *request) page(takeMissing, takeMax int) (skip, take int, err error) {
	if skip, err = r.number(doc.QuerySkip, 0, 0, skipMax); err != nil {
		return 0, 0, err
	}
	take, err = r.number(doc.QueryTake, takeMissing, 1, takeMax)
	return skip, take, err
}

// skipMax bounds $skip of every list.
const skipMax = 1_000_000

// filter reads $filter, which the URI reader has decoded.
func (r *request) filter() (doc.Filter, error) {
	filter, err := doc.ParseFilter(r.uri.Query.Get(doc.QueryFilter))
	if err != nil {
		return nil, errArgument("%v", err)
	}
	return filter, nil
}

// collection makes a list document.
func collection[T any](itemType string, items []T) (document, error) {
	list, err := doc.NewCollection(itemType, items)
	return document{lime.MediaTypeCollection, list}, err
}

// commandRule says who may do what: one line of commandTable.
type commandRule struct {
	nodes  []string
	method lime.Method
	// pattern is the path; a part "*" takes any one segment, a last part "**" the whole rest.
	pattern string
	roles   []ticket.Role
	forBot  bool // the caller must act for a bot
	// Exactly one of the two is set: read answers from one state beside the loop, write is a step.
	read  func(h *Hub, reader Reader, asked *request) (document, error)
	write func(s *step, asked *request) (document, error)
	// prepare does what a step may not: slow hashing, random secrets, calls to the outside. It runs
	// before write.
	prepare func(h *Hub, asked *request) (any, error)
}

// findRule finds the rule of a command. An unknown node, path or method is refused in that order, the
// role after them (LIME and Blip, §26 "Codes").
func findRule(command *lime.Command, uri lime.URI, domain string, role ticket.Role) (*commandRule, []string, error) {
	node := foldNode(command.To)
	if command.To.IsZero() || node == "postmaster@"+domain {
		node = doc.ServerNode
	}
	nodeKnown, pathKnown := false, false
	for i := range commandTable {
		rule := &commandTable[i]
		if !rule.at(node) {
			continue
		}
		nodeKnown = true
		values, matches := match(rule.pattern, uri.Segments)
		if !matches {
			continue
		}
		pathKnown = true
		if rule.method != command.Method {
			continue
		}
		if !rule.allows(role) {
			return nil, nil, errNotAllowed
		}
		return rule, values, nil
	}
	switch {
	case pathKnown:
		return nil, nil, refuse(lime.ReasonCodeMethodNotSupported, "The method is not supported for this resource")
	case nodeKnown:
		return nil, nil, refuse(lime.ReasonCodeResourceNotSupported, "The resource is not supported")
	}
	return nil, nil, errUnknownNode
}

func (r *commandRule) at(node string) bool {
	for _, one := range r.nodes {
		if one == node {
			return true
		}
	}
	return false
}

func (r *commandRule) allows(role ticket.Role) bool {
	for _, one := range r.roles {
		if one == role {
			return true
		}
	}
	return false
}

// match compares a pattern with a path; names of paths are compared without case.
func match(pattern string, segments []string) (values []string, matches bool) {
	parts := strings.Split(strings.TrimPrefix(pattern, "/"), "/")
	for i, part := range parts {
		if part == "**" {
			return append(values, strings.Join(segments[i:], "/")), len(segments) > i
		}
		if i >= len(segments) {
			return nil, false
		}
		switch {
		case part == "*":
			values = append(values, segments[i])
		case !strings.EqualFold(part, segments[i]):
			return nil, false
		}
	}
	return values, len(parts) == len(segments)
}

// Command answers a command: readings at once, writings when they are committed.
func (h handler) Command(ctx context.Context, session *lime.ServerSession, command *lime.Command) *lime.Command {
	m := h.hub.members.get(session)
	if m == nil {
		return h.hub.answer(command, document{}, lime.ErrClosed)
	}
	asked, rule, err := h.hub.understand(ctx, m, command)
	if err == nil && rule.write != nil {
		if rule.prepare != nil {
			asked.prepared, err = rule.prepare(h.hub, asked)
		}
		if err == nil {
			h.write(ctx, m, &commandIn{asked: asked, rule: rule, answer: session.Answer})
			return nil
		}
	}
	var answer document
	if err == nil {
		answer, err = h.hub.read(ctx, rule, asked)
	}
	return h.hub.answer(command, answer, err)
}

// understand finds who asks for what. It waits until what the session wrote before is committed.
func (h *Hub) understand(ctx context.Context, m *member, command *lime.Command) (*request, *commandRule, error) {
	uri, err := lime.ParseURI(command.URI)
	if err != nil {
		return nil, nil, errArgument("The URI cannot be read")
	}
	if m.settled != nil {
		select {
		case <-m.settled:
		case <-h.ended:
			return nil, nil, lime.ErrClosed
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		}
	}
	asked := &request{command: command, uri: uri}
	err = h.store.View(ctx, func(r Reader) (err error) {
		asked.caller, err = callerOf(r, m, command.Head())
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	rule, values, err := findRule(command, uri, m.Node().Domain, asked.account.Role)
	if err == nil && rule.forBot && asked.bot == "" {
		err = errNoBot
	}
	asked.values = values
	return asked, rule, err
}

func (h *Hub) read(ctx context.Context, rule *commandRule, asked *request) (answer document, err error) {
	err = h.store.View(ctx, func(r Reader) (err error) {
		answer, err = rule.read(h, r, asked)
		return err
	})
	return answer, err
}

// answerBytesMax leaves room in a frame for what stands around a resource.
const answerBytesMax = lime.FrameMax - 64<<10

// answer is the response to a command.
func (h *Hub) answer(command *lime.Command, result document, err error) *lime.Command {
	var resource json.RawMessage
	if err == nil && result.value != nil {
		if resource, err = json.Marshal(result.value); err != nil {
			err = fmt.Errorf("write %s: %w", result.mediaType, err)
		}
	}
	if len(resource) > answerBytesMax {
		err = errArgument("The answer has %d bytes, at most %d can be sent: take fewer", len(resource), answerBytesMax)
	}
	if err != nil {
		reason, trouble := reasonOf(err)
		if trouble {
			h.log.Error("command failed", "method", string(command.Method), "uri", pathOnly(command.URI), "error", err)
		}
		return command.Failure(reason.Code, reason.Description)
	}
	return command.Answer(result.mediaType, resource)
}

// pathOnly leaves out the query, which may hold names and phone numbers.
func pathOnly(uri string) string {
	path, _, _ := strings.Cut(uri, "?")
	return path
}

// commandIn is a command that writes.
type commandIn struct {
	asked  *request
	rule   *commandRule
	answer func(request, answer *lime.Command) error
}

func (c *commandIn) apply(s *step) error {
	// Rights are looked at again: they may have changed since the command was understood.
	caller, err := callerOf(s, c.asked.member, c.asked.command.Head())
	if err != nil {
		return err
	}
	if !c.rule.allows(caller.account.Role) {
		return errNotAllowed
	}
	c.asked.caller = caller
	result, err := c.rule.write(s, c.asked)
	if err != nil {
		return err
	}
	c.reply(s, result, nil)
	return nil
}

func (c *commandIn) refused(s *step, err error) { c.reply(s, document{}, err) }

// reply answers after the commit.
func (c *commandIn) reply(s *step, result document, err error) {
	answer := s.rules.hub.answer(c.asked.command, result, err)
	s.answers = append(s.answers, func() {
		if err := c.answer(c.asked.command, answer); err != nil {
			s.rules.hub.log.Debug("not answered", "error", err)
		}
	})
}
