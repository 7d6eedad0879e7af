package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

// AnswerWait is how long a command may take (LIME and Blip, §5: 20 to 60 s; the platform itself gives up
// after 60 s).
const AnswerWait = 30 * time.Second

// Refused tells that the platform answered a command with a failure; parameters "code" and
// "description" are the platform's own words.
const Refused fault.Code = "platform-refused"

// nothing is the resource of an answer that is not looked at.
type nothing struct{}

// UnmarshalJSON takes anything.
func (*nothing) UnmarshalJSON([]byte) error { return nil }

// request makes a command to a node of the platform.
func (c *Client) request(method lime.Method, to, uri string) lime.Command {
	command := lime.NewCommand(method, uri)
	command.To, _ = lime.ParseNode(to) // a constant of package doc: cannot fail
	return command
}

// actingFor makes a command one of a bot: an agent's session sends it in the bot's name and has the
// answer itself (LIME and Blip, §2.1). With the bot's own session nothing is added.
func (c *Client) actingFor(bot desk.BotID, command lime.Command) lime.Command {
	command.From, command.PP = c.delegation(bot)
	return command
}

func (c *Client) delegation(bot desk.BotID) (from, pp lime.Node) {
	if c.options.Blip { // the key is the bot's own
		return lime.Node{}, lime.Node{}
	}
	own := c.own()
	if err := from.UnmarshalText([]byte(bot)); err != nil || from.IsZero() || from.Identity.Equal(own.Identity) {
		return lime.Node{}, lime.Node{}
	}
	return from, own
}

// ask sends a command and reads the resource of its answer. Errors are faults: desk.NotConnected,
// desk.NotSupported, desk.DiskFull (the platform's), Refused with a *lime.ReasonError in the chain, or lime's own "no-answer".
func ask[T any](ctx context.Context, c *Client, command lime.Command) (T, error) {
	var document T
	ctx, cancel := context.WithTimeout(ctx, AnswerWait)
	defer cancel()
	if err := c.unthrottled(ctx); err != nil {
		return document, err
	}
	answer, err := c.lineOf(command.To).Command(ctx, command)
	c.noteThrottle(err)
	if err != nil {
		return document, faultOf(err)
	}
	if len(answer.Resource) == 0 {
		return document, nil
	}
	if err := json.Unmarshal(answer.Resource, &document); err != nil {
		return document, fmt.Errorf("read the answer to %s %s: %w", command.Method, command.URI, err)
	}
	return document, nil
}

// faultOf gives an error of the line a code that the desk knows.
func faultOf(err error) error {
	if fault.CodeOf(err) == lime.CodeConnectionLost {
		return fault.New(desk.NotConnected, lostLine{err}, nil)
	}
	var refused *lime.ReasonError
	switch {
	case errors.As(err, &refused) && meansUnknown(refused.Reason.Code):
		return fault.New(desk.NotSupported, err, nil)
	case errors.As(err, &refused) && doc.IsDiskFull(refused.Reason.Code, refused.Reason.Description):
		return fault.New(desk.DiskFull, err, nil)
	case errors.As(err, &refused):
		return fault.New(Refused, err, fault.Parameters{
			"code": strconv.Itoa(refused.Reason.Code), "description": refused.Reason.Description})
	}
	return err
}

// lostLine is the end of a line before the answer came. Why the session failed is no answer to the command,
// which may be done: it must not be found as the command's own refusal.
type lostLine struct{ err error }

// Error is the line for the log.
func (l lostLine) Error() string { return l.err.Error() }

// As finds everything in the chain but the reason of the session.
func (l lostLine) As(target any) bool {
	if _, reason := target.(**lime.ReasonError); reason {
		return false
	}
	return errors.As(l.err, target)
}

// Is is that of the chain.
func (l lostLine) Is(target error) bool { return errors.Is(l.err, target) }

// meansUnknown tells whether a reason says that nobody there knows such a command (LIME and Blip, §8.1,
// §26 "Codes").
func meansUnknown(code int) bool {
	return slices.Contains([]int{lime.ReasonCodeResourceNotSupported, lime.ReasonCodeMethodNotSupported,
		lime.ReasonCodeDestinationNotFound, lime.ReasonCodeGatewayNotFound, lime.ReasonCodeRouteNotFound}, code)
}

// isAbsent tells whether the platform says that what was asked for is not there.
func isAbsent(err error) bool {
	var refused *lime.ReasonError
	return errors.As(err, &refused) && refused.Reason.Code == lime.ReasonCodeResourceNotFound
}

// isRefused tells whether the platform answered, and answered no.
func isRefused(err error) bool {
	_, refused := refusedReason(err)
	return refused
}

func refusedReason(err error) (lime.Reason, bool) {
	var refused *lime.ReasonError
	if !errors.As(err, &refused) {
		return lime.Reason{}, false
	}
	return refused.Reason, true
}

func notSupported(what string) error {
	return fault.New(desk.NotSupported, nil, fault.Parameters{"what": what})
}

func (c *Client) noteDropped(what string, dropped int) {
	if dropped > 0 {
		c.log.Warn("unreadable items left out of a list", "of", what, "dropped", dropped)
	}
}
