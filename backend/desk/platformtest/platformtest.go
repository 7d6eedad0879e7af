// Package platformtest is the suite that every desk.Platform must pass. An adapter's test gives a World:
// a platform of its own with a few people on it, and the adapter signed in as an agent. The suite must never
// ask for more than desk.Platform and its optional interfaces promise, and what ships must never import it.
package platformtest

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/uuid"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
)

// answerWait is how long the suite waits for news, in real or in a bubble's time.
const answerWait = 10 * time.Second

// World is a fresh platform for one test.
type World struct {
	Platform desk.Platform // of the agent; the suite runs it
	Agent    string        // identity of the account
	Bot      desk.BotID    // a bot that the agent may use
	Template string        // name of a template of that bot that can be sent
	Values   message.Values
	Known    desk.Contact // has a phone and no open ticket
	Busy     desk.Contact // has an open ticket; zero: the platform has none
	NewPhone string       // E.164 of nobody that the platform knows

	// Supervisor is a platform signed in as somebody who sees the whole team; the suite runs it. nil: none.
	Supervisor desk.Platform

	// Cut breaks the line under the adapter, which must come back by itself; nil: cannot be done.
	Cut func()
	// Write lets a customer write a text to the bot; nil: no customer can be made to.
	Write func(t *testing.T, phone, text string)
	// ListsTickets says that the platform documents tickets as a list alone: without their last message, without
	// who read a message, and without what was said before a transfer.
	ListsTickets bool
	// WholePhones says that contacts are found by their phone only when all of it is given.
	WholePhones bool
	// Delivers says that customers' phones report messages to NewPhone and Known as received.
	Delivers bool
}

// Run runs the suite; begin makes a new world for each part. Parts that the platform cannot do are skipped;
// leftOut names exactly these, so that a part that silently stops running fails.
func Run(t *testing.T, begin func(t *testing.T) World, leftOut ...string) {
	run(t, begin, leftOut, func(t *testing.T, test func(t *testing.T)) { test(t) })
}

// RunInBubbles runs the suite on worlds that live by the clock of a testing/synctest bubble.
func RunInBubbles(t *testing.T, begin func(t *testing.T) World, leftOut ...string) {
	run(t, begin, leftOut, synctest.Test)
}

// part is one part of the suite; test is nil for the one that must not be signed in.
type part struct {
	name string
	test func(*testing.T, *session)
}

func run(t *testing.T, begin func(t *testing.T) World, leftOut []string, in func(*testing.T, func(*testing.T))) {
	parts := []part{
		{"sign-in", testSignIn},
		{"nothing leaves before the first connection", nil},
		{"presence", testPresence},
		{"templates", testTemplates},
		{"contacts", testContacts},
		{"recipient", testRecipient},
		{"contact editor", testContactEditor},
		{"send and receipts", testSend},
		{"a repeated id is the same message", testRepeat},
		{"refused when not Online", testNotOnline},
		{"refused for an open ticket", testOpenTicket},
		{"look-up", testLookUp},
		{"sent list with a cursor", testSentList},
		{"sent list of another device", testSentNews},
		{"favourites", testFavourites},
		{"reconnect", testReconnect},
		{"team", testTeam},
		{"tickets", testTicketList},
		{"conversation", testChat},
		{"a ticket's end", testTicketEnd},
		{"transfer", testTransfer},
		{"tags and canned replies", testTags},
		{"uploads", testUpload},
	}
	for _, name := range leftOut {
		if !slices.ContainsFunc(parts, func(one part) bool { return one.name == name }) {
			t.Errorf("there is no part %q to leave out", name)
		}
	}
	for _, one := range parts {
		t.Run(one.name, func(t *testing.T) {
			var why string
			defer func() { judgeLeftOut(t, why, slices.Contains(leftOut, one.name)) }()
			in(t, func(t *testing.T) {
				world := begin(t)
				if one.test == nil {
					testNotConnected(t, world)
					return
				}
				s := signIn(t, world)
				s.why = &why
				one.test(t, s)
			})
			if why != "" {
				t.Skip(why) // what is skipped inside a bubble is reported as passed
			}
		})
	}
}

// judgeLeftOut fails a part that is left out and was not expected to be, and the other way round.
func judgeLeftOut(t *testing.T, why string, expected bool) {
	switch {
	case why != "" && !expected:
		t.Errorf("left out, and the list of what this platform leaves out does not say so: %s", why)
	case why == "" && expected && !t.Failed():
		t.Error("ran, and the list of what this platform leaves out names it")
	}
}

// leaveOut ends a part that the platform cannot do, and says why not.
func (s *session) leaveOut(t *testing.T, why string) {
	t.Helper()
	*s.why = why
	t.SkipNow()
}

// session is an adapter that runs, and the news that it told.
type session struct {
	World
	news chan desk.News
	kept []desk.News // told and not waited for yet
	why  *string     // why the part was left out; empty: it was not
}

// signIn runs the adapter until the test ends and waits for the line.
func signIn(t *testing.T, world World) *session {
	s := &session{World: world, news: make(chan desk.News, 1000)}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- world.Platform.Run(ctx, func(news desk.News) {
			select {
			case s.news <- news:
			default:
				t.Error("more news than anybody takes")
			}
		})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run ended with %v", err)
		}
	})
	s.phase(t, desk.Connected)
	return s
}

// phase waits for a phase of the connection.
func (s *session) phase(t *testing.T, phase desk.ConnectionPhase) {
	t.Helper()
	wait(t, s, "line "+string(phase), func(news desk.ConnectionNews) bool { return news.Phase == phase })
}

// wait takes news until one of a kind fits; news of other kinds are kept for later questions.
func wait[N desk.News](t *testing.T, s *session, what string, fits func(N) bool) N {
	t.Helper()
	for i, told := range s.kept {
		if news, kind := told.(N); kind && fits(news) {
			s.kept = slices.Delete(s.kept, i, i+1)
			return news
		}
	}
	deadline := time.NewTimer(answerWait)
	defer deadline.Stop()
	for {
		select {
		case told := <-s.news:
			if news, kind := told.(N); kind && fits(news) {
				return news
			}
			s.kept = append(s.kept, told)
		case <-deadline.C:
			t.Fatalf("waited for %s; was told %v", what, s.kept)
		}
	}
}

// receipt waits for a receipt of a message with at least the rank of a kind.
func (s *session) receipt(t *testing.T, id desk.MessageID, kind message.Delivery) message.Receipt {
	t.Helper()
	news := wait(t, s, "receipt "+kind.String()+" of "+string(id), func(news desk.ReceiptNews) bool {
		return news.ID == id && news.Receipt.Kind == kind
	})
	return news.Receipt
}

// online makes the agent Online where the platform keeps presences.
func (s *session) online(t *testing.T) {
	t.Helper()
	s.presence(t, desk.Online)
}

func (s *session) presence(t *testing.T, status desk.PresenceStatus) {
	t.Helper()
	keeper, can := s.Platform.(desk.PresenceKeeper)
	if !can || !s.Platform.Abilities().Presence {
		return
	}
	if err := keeper.SetPresence(t.Context(), desk.Presence{Status: status}); err != nil {
		t.Fatalf("set presence: %v", err)
	}
}

// template is the template that the world says can be sent.
func (s *session) template(t *testing.T) message.Template {
	t.Helper()
	list, err := s.Platform.Templates(t.Context(), s.Bot)
	if err != nil {
		t.Fatalf("templates: %v", err)
	}
	for _, template := range list.Templates {
		if template.Name == s.Template {
			return template
		}
	}
	t.Fatalf("no template %q among %d", s.Template, len(list.Templates))
	return message.Template{}
}

// message is a new message to a phone.
func (s *session) message(template message.Template, phone string, contact desk.ContactID) message.ActiveMessage {
	return message.ActiveMessage{
		ID: uuid.NewString(), Bot: string(s.Bot), Agent: s.Agent, Contact: string(contact), Phone: phone,
		Name: "Maria da Suíte", TemplateID: template.ID, TemplateName: template.Name,
		TemplateLanguage: template.Language, Values: s.Values, ComposedAt: time.Now().UTC().Truncate(time.Millisecond),
	}
}

// send sends a message and expects the platform to take it.
func (s *session) send(t *testing.T, phone string, contact desk.ContactID) message.ActiveMessage {
	t.Helper()
	template := s.template(t)
	active := s.message(template, phone, contact)
	if err := s.Platform.Send(t.Context(), active, template); err != nil {
		t.Fatalf("send: %v", err)
	}
	return active
}

func testNotConnected(t *testing.T, world World) {
	active := message.ActiveMessage{ID: uuid.NewString(), Bot: string(world.Bot), Phone: world.NewPhone}
	err := world.Platform.Send(t.Context(), active, message.Template{Name: world.Template})
	if fault.CodeOf(err) != desk.NotHandedOver {
		t.Errorf("sending without a line gave %v, want the fault %s", err, desk.NotHandedOver)
	}
}

func testSignIn(t *testing.T, s *session) {
	account, err := s.Platform.Account(t.Context())
	if err != nil || account.Identity != s.Agent || account.Name == "" {
		t.Errorf("account %+v, %v; want identity %s", account, err, s.Agent)
	}
	bots, err := s.Platform.Bots(t.Context())
	at := slices.IndexFunc(bots, func(bot desk.Bot) bool { return bot.ID == s.Bot })
	if err != nil || at < 0 {
		t.Fatalf("bots %+v, %v; want %s among them", bots, err, s.Bot)
	}
	if number := bots[at].Number; number != "" && !strings.HasPrefix(number, "+") {
		t.Errorf("number %q is not E.164", number)
	}
}
