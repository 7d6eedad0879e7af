package check

import (
	"context"
	"errors"
	"strings"
	"sync"

	"activa/backend/blip/client"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

// sessions are what a walk opened; it ends them all.
type sessions struct {
	running sync.WaitGroup
	stops   []context.CancelFunc
}

func (s *sessions) end() {
	for _, stop := range s.stops {
		stop()
	}
	s.running.Wait()
}

// line is a session with the platform, or why there is none.
type line struct {
	client *lime.Client
	route  client.Route
	err    error
}

// open signs a bot in, once in a walk.
func (w *walk) open(ctx context.Context, bot Bot) *line {
	key := bot.Node.Identity.String() + " " + string(bot.Authentication.Scheme)
	if known := w.lines[key]; known != nil {
		return known
	}
	opened := w.dialIn(ctx, bot)
	w.lines[key] = opened
	return opened
}

// dialIn tries once. The first word of the line's state decides: there is no waiting for a better day.
func (w *walk) dialIn(ctx context.Context, bot Bot) *line {
	dialer := w.dialer(w.route)
	states := make(chan lime.ConnectionState, 16)
	opened := &line{client: lime.NewClient(lime.ClientOptions{
		Dial: dialer.Dial, Node: bot.Node, Authentication: bot.Authentication, Log: w.Log,
		OnState: func(state lime.ConnectionState) {
			select {
			case states <- state:
			default:
			}
		},
	})}
	running, stop := context.WithCancel(context.WithoutCancel(ctx)) // ended with the walk
	w.running.stops = append(w.running.stops, stop)
	w.running.running.Go(func() {
		if err := opened.client.Run(running); err != nil {
			w.Log.Debug("the line of a check ended", "error", err)
		}
	})
	for {
		select {
		case state := <-states:
			switch state.Phase {
			case lime.Connected:
				opened.route = client.RouteWebSocket
				if dialer.OverHTTP() {
					opened.route = client.RouteHTTP
				}
				return opened
			case lime.Refused:
				stop()
				opened.err = w.refusal(dialer, bot, state.Cause)
				return opened
			case lime.Dropped:
				stop()
				opened.err = state.Cause
				return opened
			}
		case <-ctx.Done():
			stop()
			opened.err = fault.New(lime.CodeNoAnswer, ctx.Err(), nil)
			return opened
		}
	}
}

// refusal says why nobody was let in.
func (w *walk) refusal(dialer *client.Dialer, bot Bot, cause error) error {
	skew, _ := dialer.ClockSkew()
	if code := fault.CodeOf(client.Refusal(cause, bot.Authentication, w.Now(), skew)); code != desk.CredentialsRefused {
		return client.Refusal(cause, bot.Authentication, w.Now(), skew)
	}
	return fault.New(desk.CredentialsRefused, cause, fault.Parameters{"bot": bot.Node.Name})
}

// signIn signs both bots in. A key that is refused is tried as the other bot's: they are easily mixed up.
func (w *walk) signIn(ctx context.Context) Result {
	router := w.open(ctx, w.Router)
	names := []string{w.Router.Node.Name}
	if w.Service != nil {
		names = append(names, w.Service.Node.Name)
		service := w.open(ctx, *w.Service)
		if router.err != nil || service.err != nil {
			return w.judgeSignIn(ctx, router.err, service.err)
		}
	}
	if router.err != nil {
		return failed(router.err)
	}
	return fine(fault.Parameters{"bots": strings.Join(names, ", "), "route": string(router.route)})
}

func (w *walk) judgeSignIn(ctx context.Context, router, service error) Result {
	refused := func(err error) bool { return fault.CodeOf(err) == desk.CredentialsRefused }
	asOther := func(bot, other Bot) bool {
		return w.dialIn(ctx, Bot{Node: other.Node, Authentication: bot.Authentication}).err == nil
	}
	switch {
	case refused(router) && refused(service) && asOther(w.Router, *w.Service) && asOther(*w.Service, w.Router):
		return failed(fault.New(SwappedKeys, errors.Join(router, service), nil))
	case refused(router) && asOther(w.Router, *w.Service):
		return failed(fault.New(client.KeyOfAnotherBot, router, fault.Parameters{"bot": w.Service.Node.Name}))
	case refused(service) && asOther(*w.Service, w.Router):
		return failed(fault.New(client.KeyOfAnotherBot, service, fault.Parameters{"bot": w.Router.Node.Name}))
	case router != nil:
		return failed(router)
	}
	return failed(service)
}
