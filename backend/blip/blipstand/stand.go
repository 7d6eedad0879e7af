// Package blipstand stands in for the real Blip in tests: it speaks LIME over WebSocket, HTTP and an
// in-process pipe, answers the documented commands with the documented documents, and keeps to the
// documented limits. It is strict where the documentation is: a command that Blip does not document
// (reason 62), a wrong node, an unknown parameter or a document of another type is refused and written
// down (Broken), so that a client that relies on anything else fails its test. And it is as odd as Blip
// can be, on demand (Odd, Refuse, Hold, HTTPStatus, Finish, TakeKey): the oddities are those of LIME and
// Blip, §2.5, §5, §8, §23.
//
//	bot's key ─► session ─► command ─► scope of the key (§6) ─► document
//	                           │
//	                           └─ set /campaign/full ─► audience by the clock: processed, received, read
//	                                                      └─ 1602 for a customer with an open ticket
//	Reply (a customer answers) ─► ticket of the service bot, behind a tunnel where there is a router
//
// What ships must never import it, and no live tenant was asked to make it: it is the documentation
// played, nothing more.
package blipstand

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// Bot is a bot of the contract with its key and what the key may.
type Bot struct {
	ID        string // shop-router@msging.net
	Key       string // access key, base64 as the portal shows it
	HasNumber bool   // owns the WhatsApp number: templates and campaigns (§6)
	HasDesk   bool   // has the tickets (§6)
	// Denied are the first segments of paths that the key may not use: "campaign", "tickets".
	Denied []string
	// Templates are the documents of its list, as Meta writes them.
	Templates []json.RawMessage
}

// Person is a user of the portal who signs in with a token.
type Person struct {
	Email, Token string
	ExpiresAt    time.Time
	// SetsStatus says that the session may set the status on Blip Desk: a command that was only observed
	// (LIME and Blip, §14.3).
	SetsStatus bool
}

// Options say who is on the stand.
type Options struct {
	Bots   []Bot
	People []Person
	// Attendants are the agents of the desk, listed by get /attendants.
	Attendants []doc.Attendant
	// Router says that customers stand behind tunnels for the bot that has the desk.
	Router bool
	// Distributes says that a new ticket goes to the first attendant who is Online (LIME and Blip, §14.4);
	// otherwise it waits until somebody takes it.
	Distributes bool
	// Now is the stand's clock; nil means time.Now.
	Now func() time.Time
	// Outcome says what a customer's phone does with a message; nil: everybody gets and nobody reads it.
	Outcome func(phone string) Outcome
}

// Outcome is what becomes of a message on a customer's phone.
type Outcome struct {
	FailsWith     int // reason code, for example 131026; zero: it arrives
	Reads         bool
	NeverReceived bool
}

// Seen is a command as the stand got it.
type Seen struct {
	At     time.Time
	From   string // identity of the session
	Method lime.Method
	To     string // identity of the node
	Route  string // the documented path that it fits, an asterisk for every name; empty: none
	Path   string
	Query  map[string][]string
	Raw    json.RawMessage // its resource
}

// Stand is the platform. Make it with New; everything may be called from anywhere.
type Stand struct {
	options Options
	server  *lime.Server
	now     func() time.Time

	mutex     sync.Mutex
	odd       Odd
	rules     []rule
	seen      []Seen
	broken    []string
	sessions  map[*lime.ServerSession]bool
	taken     map[string]bool // identities whose key or token was taken back
	contacts  map[string]doc.Contact
	comments  map[string][]doc.Comment
	campaigns []*campaign
	direct    []DirectMessage
	events    map[string][]lime.Notification // of direct messages
	waiting   map[*lime.ServerSession][]lime.Notification
	tickets   []*doc.Ticket
	said      map[string][]doc.ThreadMessage // by ticket
	contexts  map[string]string
	buckets   map[string]json.RawMessage
	tunnels   map[string]doc.Tunnel
	http      httpFault
	made      int // counts ids
}

// New makes a stand.
func New(options Options) *Stand {
	stand := &Stand{
		options: options, now: options.Now, sessions: map[*lime.ServerSession]bool{}, taken: map[string]bool{},
		contacts: map[string]doc.Contact{}, comments: map[string][]doc.Comment{}, events: map[string][]lime.Notification{},
		said: map[string][]doc.ThreadMessage{}, contexts: map[string]string{}, buckets: map[string]json.RawMessage{},
		tunnels: map[string]doc.Tunnel{}, waiting: map[*lime.ServerSession][]lime.Notification{},
	}
	if stand.now == nil {
		stand.now = time.Now
	}
	node, _ := lime.ParseNode(doc.ServerNode + "/#stand1") // a constant: cannot fail
	stand.server = lime.NewServer(lime.ServerOptions{
		Node: node, Handler: stand, Authenticate: stand.authenticate, Negotiate: true,
		Schemes: []lime.Scheme{lime.SchemeGuest, lime.SchemePlain, lime.SchemeTransport, lime.SchemeKey, lime.SchemeExternal},
		Log:     slog.New(slog.DiscardHandler),
	})
	return stand
}

// Handler serves WebSocket and HTTP on one port, with the faults of HTTPStatus.
func (s *Stand) Handler() http.Handler {
	return s.withHTTPFaults(s.server.Handler(lime.WebOptions{AccountDomain: doc.BotDomain}))
}

// Dial gives the near end of a line within this process, with the oddities of Odd on it. It is a Dial of
// a client; the session ends with ctx of Serve.
func (s *Stand) Dial(serving context.Context) func(context.Context) (lime.Transport, error) {
	return func(context.Context) (lime.Transport, error) {
		near, far := lime.Pipe()
		go func() { _ = s.server.Serve(serving, far) }() // its end is the peer's to judge
		return &oddLine{Transport: near, stand: s}, nil
	}
}

// Close ends all sessions and waits for them.
func (s *Stand) Close(ctx context.Context) error { return s.server.Shutdown(ctx) }

// authenticate is LIME and Blip, §3.3: bots by key (and plain, the older way), people by token.
func (s *Stand) authenticate(_ context.Context, node lime.Node, proof lime.Authentication) (lime.Node, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	identity := node.Identity.String()
	if s.taken[strings.ToLower(identity)] {
		return lime.Node{}, fmt.Errorf("%s was shut out: %w", identity, lime.ErrRefused)
	}
	switch proof.Scheme {
	case lime.SchemeGuest:
		return node, nil
	case lime.SchemeKey, lime.SchemePlain:
		bot := s.bot(identity)
		secret, err := proof.Secret()
		if bot == nil || err != nil || lime.EncodeSecret(secret) != bot.Key {
			return lime.Node{}, fmt.Errorf("bot %s: %w", identity, lime.ErrRefused)
		}
		return node, nil
	case lime.SchemeExternal:
		return node, s.checkToken(identity, proof)
	}
	return lime.Node{}, lime.ErrRefused
}

func (s *Stand) checkToken(identity string, proof lime.Authentication) error {
	for _, person := range s.options.People {
		if !doc.SameIdentity(identity, doc.PortalIdentity(person.Email)) || proof.Token != person.Token || proof.Issuer != "account.blip.ai" {
			continue
		}
		if !person.ExpiresAt.IsZero() && !s.now().Before(person.ExpiresAt) {
			return &lime.ReasonError{Of: "token", Reason: lime.Reason{Code: lime.ReasonCodeAuthenticationFailed, Description: "The token has expired"}}
		}
		return nil
	}
	return lime.ErrRefused
}

// bot is the bot of an identity, nil when there is none. The mutex is held.
func (s *Stand) bot(identity string) *Bot {
	for index := range s.options.Bots {
		if doc.SameIdentity(s.options.Bots[index].ID, identity) {
			return &s.options.Bots[index]
		}
	}
	return nil
}

// desk is the bot that has the tickets, numbered the one that has the number. The mutex is held.
func (s *Stand) desk() *Bot { return s.first(func(bot Bot) bool { return bot.HasDesk }) }

func (s *Stand) numbered() *Bot { return s.first(func(bot Bot) bool { return bot.HasNumber }) }

func (s *Stand) first(is func(Bot) bool) *Bot {
	for index := range s.options.Bots {
		if is(s.options.Bots[index]) {
			return &s.options.Bots[index]
		}
	}
	return nil
}

// Established notes a session.
func (s *Stand) Established(_ context.Context, session *lime.ServerSession) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.sessions[session] = true
	return nil
}

// Closed forgets a session.
func (s *Stand) Closed(session *lime.ServerSession, _ error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	delete(s.sessions, session)
	delete(s.waiting, session)
}

// Notification is what a client tells of a message; the stand keeps none.
func (s *Stand) Notification(context.Context, *lime.ServerSession, *lime.Notification) {}

// Finish ends every session of an identity from the server's side; an empty identity is everybody.
func (s *Stand) Finish(identity string) { s.closeSessions(identity, nil) }

// TakeKey takes back the key or token of an identity: its sessions fail, and nobody signs in with it.
func (s *Stand) TakeKey(identity string) {
	s.mutex.Lock()
	s.taken[strings.ToLower(identity)] = true
	s.mutex.Unlock()
	s.closeSessions(identity, &lime.Reason{Code: lime.ReasonCodeAuthenticationFailed, Description: "The token has expired"})
}

func (s *Stand) closeSessions(identity string, reason *lime.Reason) {
	for _, session := range s.sessionsOf(identity) {
		session.Close(reason)
	}
}

func (s *Stand) sessionsOf(identity string) (found []*lime.ServerSession) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for session := range s.sessions {
		if identity == "" || doc.SameIdentity(session.Node().Identity.String(), identity) {
			found = append(found, session)
		}
	}
	return found
}

// Seen is every command so far, pings left out, presence and receipt too: the session answers those.
func (s *Stand) Seen() []Seen {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]Seen(nil), s.seen...)
}

// Broken tells what a client asked that the documentation does not have, or otherwise than it says.
func (s *Stand) Broken() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]string(nil), s.broken...)
}

// id makes an id. The mutex is held.
func (s *Stand) id(kind string) string {
	s.made++
	return fmt.Sprintf("%s-%04d", kind, s.made)
}
