package client

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

// Options says which platform the desk is on, and as whom.
type Options struct {
	// Dial opens a transport to the platform; it is called for every attempt to connect.
	Dial func(ctx context.Context) (lime.Transport, error)
	// Dialer does what Dial does, and tells what goes wrong as faults; Dial is nil then.
	Dialer *Dialer
	// Node is who signs in, with an instance of its own for every running program.
	Node           lime.Node
	Authentication lime.Authentication

	// Blip says that the platform is Blip itself: it is not asked for a hub's abilities.
	Blip bool
	// OnBlip is what only Blip needs.
	OnBlip BlipOptions
	// Looks says that the session only asks: it does not announce itself, so its account is not present by
	// it (P1). The short commands look.
	Looks bool
	// OnPhone is told that a simulated phone changed; it must not block. Nil: nobody listens.
	OnPhone func(PhoneChange)
	// OnClock is told what time it is on a hub whose time is simulated, at each sign-in and whenever that
	// changes; it must not block. Nil: Now knows.
	OnClock func(desk.ClockNews)
	// Campaign is how messages are sent where direct template messages are not to be used.
	Campaign CampaignOptions

	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Chance gives 0 to 1, for the jitter of reconnecting; nil means that of math/rand.
	Chance func() float64
	// Log gets what is dropped and why; nil means slog.Default.
	Log *slog.Logger
}

// Client is desk.Platform over LIME. Make it with New; Run connects it.
type Client struct {
	options Options
	log     *slog.Logger
	now     func() time.Time
	line    *lime.Client
	service *lime.Client // the line of the bot that has the tickets; nil: it has none of its own
	news    *newsQueue
	polling *polling
	sends   *sends
	missing *missing
	tickets *blipTickets
	numbers *remembered // what WhatsApp calls a number

	deskStatus *deskStatus

	mutex     sync.Mutex
	abilities map[doc.Ability]bool // nil before the first connection and on Blip
	mediaHost string
	node      lime.Node // of the last session
	session   int       // counts connections, so that the start-up of a lost one says nothing any more
	told      int       // the connection that the desk heard of
	stopStart context.CancelFunc

	settings       doc.SharedSettings // read last
	settling       chan struct{}      // holds one while PutOffer reads and writes them
	throttledUntil time.Time          // the platform takes no commands before
	starting       sync.WaitGroup
}

// What the desk finds by type assertion.
var (
	_ desk.Platform        = (*Client)(nil)
	_ desk.PresenceKeeper  = (*Client)(nil)
	_ desk.SentLister      = (*Client)(nil)
	_ desk.FavouriteKeeper = (*Client)(nil)
	_ desk.MediaKeeper     = (*Client)(nil)
	_ desk.ContactKeeper   = (*Client)(nil)
	_ desk.TicketKeeper    = (*Client)(nil)
	_ desk.ContactEditor   = (*Client)(nil)
	_ desk.Uploader        = (*Client)(nil)
	_ desk.TemplateOfferer = (*Client)(nil)
)

// New makes a client of a platform. Nothing is dialled before Run.
func New(options Options) *Client {
	client := &Client{options: options, log: options.Log, now: options.Now, node: options.Node, news: newNewsQueue()}
	if client.log == nil {
		client.log = slog.Default()
	}
	if client.now == nil {
		client.now = time.Now
	}
	client.deskStatus, client.settling = newDeskStatus(client), make(chan struct{}, 1)
	client.polling, client.sends, client.missing = newPolling(client), newSends(), newMissing()
	client.tickets, client.numbers = newBlipTickets(client), newRemembered(lookedUpNumbersMax)
	pace := options.pace()
	client.line = lime.NewClient(client.lineOptions(options.mainLine(), pace, client.lineChanged))
	if service := options.OnBlip.Service; service != nil {
		client.service = lime.NewClient(client.lineOptions(*service, pace, client.serviceChanged))
	}
	return client
}

// Run signs in and stays connected until ctx ends or the credentials are refused; see desk.Platform.
// One Run at a time.
func (c *Client) Run(ctx context.Context, sink func(desk.News)) error {
	defer c.stopStarting() // last: until the line has ended it may begin a start-up
	ctx, cancel := context.WithCancel(ctx)
	var beside sync.WaitGroup
	defer beside.Wait()
	defer cancel()
	ended := make(chan error, 1)
	beside.Go(func() { ended <- c.line.Run(ctx) })
	beside.Go(func() { c.polling.run(ctx) })
	beside.Go(func() { c.runService(ctx) })
	beside.Go(func() { c.tickets.run(ctx) })
	for {
		select {
		case <-c.news.wake:
			for next, some := c.news.take(); some && ctx.Err() == nil; next, some = c.news.take() {
				sink(next)
			}
		case err := <-ended:
			if ctx.Err() != nil {
				return nil
			}
			for next, some := c.news.take(); some; next, some = c.news.take() {
				sink(next)
			}
			return c.refused(err)
		case <-ctx.Done():
			return nil
		}
	}
}

// TryNow cuts the waiting for the next connection attempt short.
func (c *Client) TryNow() {
	c.line.TryNow()
	if c.service != nil {
		c.service.TryNow()
	}
}

// Abilities tells what the platform can do for this account; nothing before the first connection.
func (c *Client) Abilities() desk.Abilities {
	if c.options.Blip {
		return c.blipAbilities()
	}
	return desk.Abilities{
		Presence:    c.has(doc.AbilityPresence),
		SentList:    c.has(doc.AbilitySent),
		Favourites:  c.has(doc.AbilityFavourites),
		Live:        c.has(doc.AbilityLive),
		Simulator:   c.has(doc.AbilitySimulator),
		Supervision: c.has(doc.AbilitySupervision),
		Tickets:     c.has(doc.AbilityTickets),
		Contacts:    c.has(doc.AbilityContactEditing),
		Uploads:     c.has(doc.AbilityUploads),

		TicketHistory: c.has(doc.AbilityTickets),
		DropsRepeats:  c.has(doc.AbilityTickets), // a hub that keeps tickets keeps the ids of their messages
	}
}

func (c *Client) has(ability doc.Ability) bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.abilities[ability]
}

// isHub tells whether the platform is one of ours, which answers more than Blip documents.
func (c *Client) isHub() bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.abilities != nil
}

// own is the node that the platform gave us, or before the first connection the one we ask for.
func (c *Client) own() lime.Node {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.node
}
