package client

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

// BlipOptions is what only Blip needs to know of a connection.
type BlipOptions struct {
	// Agent is whose desk it is: a bot's key does not tell. Identity is that of Blip's portal (see
	// doc.PortalIdentity). Role "supervisor" may read the campaigns of every sender.
	Agent desk.Account
	// Bot is the identity of the bot that sends; empty means who is signed in, which a user's token is not.
	Bot string
	// Service is the line of the bot that has the tickets, nil when the bot of the main line has them
	// (LIME and Blip, §6).
	Service *Line
	// DirectRoute sends template messages straight to the contact, for a tenant without the right to
	// campaigns. It is never changed to by itself (§13.4).
	DirectRoute bool
	// HandOver lets the waiting ticket of a reply be given to this agent while Online (§14.7). Off by
	// default: the platform may do its own routing.
	HandOver bool
	// DeskStatus lets a user's session set the agent's status on Blip Desk, by a command that only third
	// parties have seen (§14.3). Off by default; what refuses it leaves presence local.
	DeskStatus bool
	// CommandsPerSecondMax is never exceeded by this connection in any second, pings and all; zero means
	// CommandsPerSecondMax. A tenant's own limit is 48 to 200 (§17).
	CommandsPerSecondMax int
}

// Line is one session with the platform: one bot with its key.
type Line struct {
	Dial           func(ctx context.Context) (lime.Transport, error)
	Dialer         *Dialer // does what Dial does
	Node           lime.Node
	Authentication lime.Authentication
}

// Our own limits towards Blip (LIME and Blip, §17).
const (
	// CommandsPerSecond is the rate in the long run.
	CommandsPerSecond = 5
	// CommandsPerSecondMax holds in every single second: a burst and what comes back meanwhile.
	CommandsPerSecondMax = 25
	// CommandsPerSecondMin is the least that can be configured: with less nothing would go on.
	CommandsPerSecondMin = 5
)

// pace is the limit that all lines of a connection share. The burst leaves room for what comes back in
// the same second and for the pings of two lines, which do not wait.
func (o Options) pace() *rate.Limiter {
	if !o.Blip {
		return nil
	}
	most := max(o.OnBlip.CommandsPerSecondMax, CommandsPerSecondMin)
	if o.OnBlip.CommandsPerSecondMax <= 0 {
		most = CommandsPerSecondMax
	}
	steady := min(CommandsPerSecond, float64(most)/4)
	return rate.NewLimiter(rate.Limit(steady), most-int(math.Ceil(steady))-2)
}

func (o Options) mainLine() Line {
	return Line{Dial: o.Dial, Dialer: o.Dialer, Node: o.Node, Authentication: o.Authentication}
}

func (c *Client) lineOptions(line Line, pace *rate.Limiter, changed func(lime.ConnectionState)) lime.ClientOptions {
	dial := line.Dial
	if line.Dialer != nil {
		dial = line.Dialer.Dial
	}
	presence := &lime.Presence{Status: lime.PresenceAvailable, RoutingRule: lime.RoutingIdentity}
	if c.options.Looks {
		presence = nil
	}
	return lime.ClientOptions{
		Dial:           dial,
		Node:           line.Node,
		Authentication: line.Authentication,
		Presence:       presence,
		Receipt:        lime.AllReceipts(),
		OnMessage:      c.messageCame,
		OnNotification: c.notificationCame,
		OnState:        changed,
		Pace:           pace,
		Chance:         c.options.Chance,
		Log:            c.log,
	}
}

// lineOf is the line whose bot may ask (LIME and Blip, §6): tickets, and what belongs to them, are the
// service bot's; everything else is the router's.
func (c *Client) lineOf(to lime.Node) *lime.Client {
	if c.service == nil {
		return c.line
	}
	if strings.EqualFold(to.Domain, doc.DeskDomain) || doc.SameIdentity(to.Identity.String(), doc.TunnelNode) ||
		doc.SameIdentity(to.Identity.String(), doc.BuilderNode) {
		return c.service
	}
	return c.line
}

// runService keeps the service bot's line. Its refusal takes the tickets away and leaves the rest.
func (c *Client) runService(ctx context.Context) {
	if c.service == nil {
		return
	}
	if err := c.service.Run(ctx); err != nil {
		c.log.Warn("the service bot's key is refused: no tickets", "error", err)
	}
}

// serviceChanged hears every change of the service bot's line; when it stands again, tickets are read.
func (c *Client) serviceChanged(state lime.ConnectionState) {
	c.log.Info("line of the service bot", "phase", state.Phase, "cause", state.Cause)
	c.tickets.wakeUp()
}

// diagnosed gives the cause of a lost line its code.
func (c *Client) diagnosed(cause error) error {
	dialer := c.options.Dialer
	if dialer == nil {
		return cause
	}
	return dialer.diagnosed(context.Background(), cause)
}

// refusal says why signing in was refused.
func (c *Client) refusal(cause error) error {
	var skew time.Duration
	if c.options.Dialer != nil {
		skew, _ = c.options.Dialer.ClockSkew()
	}
	return refusal(cause, c.options.Authentication, c.now(), skew)
}

// refused is how Run ends when the platform lets nobody in: always desk.CredentialsRefused, with what is
// known better inside.
func (c *Client) refused(cause error) error {
	named := c.refusal(cause)
	if fault.CodeOf(named) == desk.CredentialsRefused {
		return named
	}
	return fault.New(desk.CredentialsRefused, named, nil)
}

// usesCampaigns tells whether messages are sent as campaigns, whose summaries are polled.
func (c *Client) usesCampaigns() bool {
	if c.options.Blip {
		return !c.options.OnBlip.DirectRoute
	}
	return !c.has(doc.AbilityDirectMessage)
}

// blipAbilities is what Blip can do for this agent by documented commands. A bot's key cannot set an
// agent's presence (LIME and Blip, §14.3), a user's session may by choice, and there is no sent list. Tickets are there once they were
// read: only the key of their bot may (§6).
func (c *Client) blipAbilities() desk.Abilities {
	return desk.Abilities{
		Presence:     c.deskStatus.can(),
		Favourites:   true,
		Contacts:     true,
		RoutesItself: true,
		Tickets:      c.tickets.readable(),
		Live:         c.options.OnBlip.DirectRoute,
		Supervision:  c.options.OnBlip.Agent.Role == string(doc.RoleSupervisor) && c.usesCampaigns(),
		Offers:       c.options.OnBlip.Agent.Role == string(doc.RoleSupervisor),
	}
}

// self is the agent: on Blip the one that the connection is set up for, else who is signed in.
func (c *Client) self() string {
	if c.options.Blip && c.options.OnBlip.Agent.Identity != "" {
		return c.options.OnBlip.Agent.Identity
	}
	return c.own().Identity.String()
}

// unthrottled waits until the platform takes commands again, or gives TooManyCommands when that is later
// than anybody waits.
func (c *Client) unthrottled(ctx context.Context) error {
	c.mutex.Lock()
	wait := time.Until(c.throttledUntil)
	c.mutex.Unlock()
	if wait <= 0 {
		return nil
	}
	if deadline, has := ctx.Deadline(); !has || time.Until(deadline) <= wait {
		return throttled(wait)
	}
	select {
	case <-time.After(wait):
		return nil
	case <-ctx.Done():
		return throttled(wait)
	}
}

func throttled(wait time.Duration) error {
	return fault.New(TooManyCommands, nil, fault.Parameters{"seconds": fmt.Sprint(int(math.Ceil(wait.Seconds())))})
}

// noteThrottle leaves the platform alone for as long as its HTTP status 429 says (LIME and Blip, §17).
func (c *Client) noteThrottle(err error) {
	var status *lime.HTTPStatusError
	if !errors.As(err, &status) || status.RetryAfter <= 0 {
		return
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if until := time.Now().Add(status.RetryAfter); until.After(c.throttledUntil) {
		c.throttledUntil = until
	}
}

// bot is the identity of the bot that sends: with a user's token the configured router's.
func (c *Client) bot() string {
	if bot := c.options.OnBlip.Bot; bot != "" {
		return bot
	}
	return c.own().Identity.String()
}

// deskNode answers for tickets.
var deskNode, _ = lime.ParseNode(doc.DeskNode) // a constant of package doc: cannot fail

// SetOnline says whether the agent is Online on this desk, where the platform does not keep that itself:
// only then a reply may be handed over to them (LIME and Blip, §14.7).
func (c *Client) SetOnline(online bool) { c.tickets.setOnline(online) }

// sayConnectedAgain makes the desk read session and abilities once more.
func (c *Client) sayConnectedAgain() {
	c.mutex.Lock()
	session, told := c.session, c.told
	c.mutex.Unlock()
	if told > 0 && session == told {
		c.tellConnected(session)
	}
}
