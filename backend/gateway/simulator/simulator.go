package simulator

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
)

// PendingMax is how many steps may wait at once; Send takes no message beyond it.
const PendingMax = 1 << 20

// PaceMax is how many times faster than at pace 1 people may act.
const PaceMax = 1000

// After the hub could not commit a piece of news it is told again after a delay that doubles from
// retryFirst up to retryMax, in the machine's time.
const (
	retryFirst = 100 * time.Millisecond
	retryMax   = 5 * time.Second
)

// Settings of a simulator; the zero value is a fine one.
type Settings struct {
	// Clock is the time the people live in; the hub takes its Now from the same one. Nil: a new one.
	Clock *Clock
	// Seed of all chance.
	Seed uint64
	// Pace divides people's delays, 1 to PaceMax; 0 means 1.
	Pace int
	// Characters override CharacterOf, by the digits of the phone or by the contact's identity.
	Characters map[string]Character
}

// Simulator is the gateway. Make it with New.
type Simulator struct {
	clock *Clock
	seed  uint64

	mu         sync.Mutex
	pace       int
	characters map[string]Character
	hands      map[string]hand // by the contact's identity
	pending    schedule
	held       []waitingStep   // of phones that are off, in the order in which they fell due
	waiting    map[string]int  // how many steps wait, by message ID
	wasDown    map[string]bool // messages that the simulated gateway has turned away once
	written    int             // messages of Write so far
	wake       chan struct{}   // holds one token when there is something new to look at
}

var (
	_ hub.Gateway        = (*Simulator)(nil)
	_ hub.Phones         = (*Simulator)(nil)
	_ hub.SimulatedClock = (*Clock)(nil)
)

// New makes a simulator; nothing happens before Run.
func New(settings Settings) *Simulator {
	s := &Simulator{
		clock: settings.Clock, seed: settings.Seed, pace: min(max(settings.Pace, 1), PaceMax),
		characters: map[string]Character{}, hands: map[string]hand{}, waiting: map[string]int{}, wasDown: map[string]bool{},
		wake: make(chan struct{}, 1),
	}
	if s.clock == nil {
		s.clock = new(Clock)
	}
	for key, character := range settings.Characters {
		s.characters[key] = character
	}
	return s
}

// Clock is the time that the people live in.
func (s *Simulator) Clock() *Clock { return s.clock }

// Pace is how many times faster than at pace 1 people act.
func (s *Simulator) Pace() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pace
}

// SetPace makes people act pace times as fast, 1 to PaceMax, also in what they have not done yet.
func (s *Simulator) SetPace(pace int) error {
	if pace < 1 || pace > PaceMax {
		return fmt.Errorf("pace %d is not from 1 to %d", pace, PaceMax)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pace = pace
	for i := range s.pending {
		s.pending[i].due = s.dueOf(s.pending[i])
	}
	heap.Init(&s.pending)
	s.stir()
	return nil
}

// SetCharacter gives a person, by the digits of the phone or the contact's identity, a character for
// the messages from now on.
func (s *Simulator) SetCharacter(person string, character Character) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.characters[person] = character
}

// Character is how a person treats the next message.
func (s *Simulator) Character(phone, contact string) Character {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.characterOf(phone, contact)
}

func (s *Simulator) characterOf(phone, contact string) Character {
	if s.hands[contact].power == hub.PhoneBlock {
		return Blocks
	}
	for _, key := range []string{contact, digitsOf(phone)} {
		if character, given := s.characters[key]; given && key != "" {
			return character
		}
	}
	return CharacterOf(phone, contact)
}

// errUnclear is an answer that says neither yes nor no.
var errUnclear = errors.New("the simulated line broke before the answer came")

// Send takes a message. The same ID again changes nothing while its steps wait, and later repeats them.
func (s *Simulator) Send(ctx context.Context, outgoing hub.GatewayMessage) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%w: %w", hub.ErrNotTaken, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting[outgoing.ID] > 0 {
		return nil
	}
	character := s.characterOf(outgoing.Phone, outgoing.Contact)
	switch {
	case s.full(0):
		return fmt.Errorf("%w: %d steps are waiting", hub.ErrNotTaken, PendingMax)
	case character == GatewayRefuses:
		return &hub.Refusal{Reason: message.Reason{Code: 132001, Description: "Template name does not exist in the translation"}}
	case character == GatewayDown && !s.wasDown[outgoing.ID]:
		s.wasDown[outgoing.ID] = true
		return fmt.Errorf("%w: the simulated gateway is down", hub.ErrNotTaken)
	}
	delete(s.wasDown, outgoing.ID)
	s.begin(character, outgoing)
	if character == AnswerLost {
		return errUnclear
	}
	return nil
}

// Resume takes back a message that Send took in an earlier run and whose story is not known to have
// ended. What happened before is told again, what did not happen yet follows in its time. SentAt and
// everything else must be as they were in Send.
func (s *Simulator) Resume(outgoing hub.GatewayMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	character := s.characterOf(outgoing.Phone, outgoing.Contact)
	if s.waiting[outgoing.ID] > 0 || s.full(0) || character == GatewayRefuses {
		return
	}
	s.begin(character, outgoing)
}

// begin puts the steps of a message on the schedule.
func (s *Simulator) begin(character Character, outgoing hub.GatewayMessage) {
	sentAt := outgoing.SentAt
	if sentAt.IsZero() {
		sentAt = s.clock.Now()
	}
	talkative := s.hands[outgoing.Contact].talk == hub.PhoneTalkative
	for index, next := range scriptOf(s.seed, character, talkative, outgoing) {
		s.schedule(waitingStep{step: next, message: outgoing.ID, index: index, sentAt: sentAt, contact: outgoing.Contact})
	}
}

// full tells that more steps than these do not fit.
func (s *Simulator) full(more int) bool { return len(s.pending)+len(s.held)+more >= PendingMax }

// Write lets a person write a text to a bot's number now, as if typed on their phone; quoted is the ID
// of the message it answers, or empty.
func (s *Simulator) Write(botNumber, phone, contact, text, quoted string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.full(0) {
		return fmt.Errorf("write as a simulated customer: %d steps are waiting", PendingMax)
	}
	now := s.clock.Now()
	s.write(now, hub.InboundMessage{
		BotNumber: botNumber, Phone: phone, Contact: contact, Content: jsonText(text), InReplyTo: quoted,
	}, nil)
	return nil
}

// write puts a text that a person writes by hand on the schedule.
func (s *Simulator) write(now time.Time, inbound hub.InboundMessage, told chan struct{}) {
	s.written++
	inbound.ID = fmt.Sprintf("sim:%s:%d:%d", digitsOf(inbound.Phone), now.UnixNano(), s.written)
	if inbound.Type == "" {
		inbound.Type = "text/plain"
	}
	s.schedule(waitingStep{message: inbound.ID, sentAt: now, told: told, step: step{inbound: &inbound}})
}

// Run tells the hub what happens, in the order of due time and one at a time, until ctx ends. It
// starts no goroutine and returns the cause of the end.
func (s *Simulator) Run(ctx context.Context, sink func(context.Context, hub.GatewayNews) error) error {
	retry := time.Duration(0)
	for ctx.Err() == nil {
		changed := s.clock.Changed() // before looking at the time, so that no change is missed
		next, wait, some := s.next()
		if !some || wait > 0 {
			pause(ctx, s.wake, changed, wait, some)
			continue
		}
		if err := sink(ctx, next.news()); err != nil {
			retry = min(max(2*retry, retryFirst), retryMax)
			pause(ctx, nil, nil, retry, true)
			continue
		}
		retry = 0
		s.done(next)
	}
	return context.Cause(ctx)
}

// pause waits until one of its reasons to go on is there; the timer counts only when timed.
func pause(ctx context.Context, wake <-chan struct{}, changed <-chan struct{}, wait time.Duration, timed bool) {
	var due <-chan time.Time
	if timed {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-ctx.Done():
	case <-wake:
	case <-changed:
	case <-due:
	}
}

// next is the earliest step and how long it waits in the machine's time; false when none waits. What has
// fallen due and what its person's phone keeps from happening is taken off the schedule.
func (s *Simulator) next() (waitingStep, time.Duration, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.pending) > 0 {
		first := s.pending[0]
		wait := s.clock.Until(first.due)
		if wait > 0 {
			return first, wait, true
		}
		switch s.hands[first.contact].lets(first) {
		case happens:
			return first, 0, true
		case waits:
			s.held = append(s.held, heap.Pop(&s.pending).(waitingStep))
		case never:
			heap.Pop(&s.pending)
			s.forget(first)
		}
	}
	return waitingStep{}, 0, false
}

// done takes a told step off the schedule, wherever a change of pace has moved it meanwhile.
func (s *Simulator) done(told waitingStep) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.pending {
		if s.pending[i].message == told.message && s.pending[i].index == told.index {
			heap.Remove(&s.pending, i)
			if told.told != nil {
				close(told.told)
			}
			break
		}
	}
	s.forget(told)
}

// forget counts a step that waits no longer.
func (s *Simulator) forget(gone waitingStep) {
	if s.waiting[gone.message]--; s.waiting[gone.message] <= 0 {
		delete(s.waiting, gone.message)
	}
}

func (s *Simulator) schedule(w waitingStep) {
	w.due = s.dueOf(w)
	heap.Push(&s.pending, w)
	s.waiting[w.message]++
	s.stir()
}

func (s *Simulator) dueOf(w waitingStep) time.Time {
	after := w.after
	if !w.fixed {
		after /= time.Duration(s.pace)
	}
	return w.sentAt.Add(after).Truncate(time.Millisecond)
}

func (s *Simulator) stir() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// waitingStep is a step of a message with its place in time.
type waitingStep struct {
	step
	message string
	index   int // of the step in its script; breaks ties, so that the order never depends on chance
	sentAt  time.Time
	due     time.Time
	contact string        // whose phone may keep it from happening; empty for what is done by hand
	told    chan struct{} // closed when the hub has committed the news; nil when nobody waits for it
}

// news is the step as the hub hears it, at the instant at which it was due.
func (w waitingStep) news() hub.GatewayNews {
	if w.inbound != nil {
		inbound := *w.inbound
		inbound.At = w.due
		return hub.GatewayNews{Inbound: &inbound}
	}
	if w.typing != nil {
		return hub.GatewayNews{Typing: w.typing}
	}
	receipt := message.Receipt{Kind: w.receipt, At: w.due, Reason: w.reason}
	return hub.GatewayNews{Receipt: &hub.GatewayReceipt{ID: w.message, Receipt: receipt}}
}

// schedule is a heap of steps: by due time, then by message, then by place in the script.
type schedule []waitingStep

func (s schedule) Len() int { return len(s) }

func (s schedule) Less(i, j int) bool {
	return cmp.Or(s[i].due.Compare(s[j].due), cmp.Compare(s[i].message, s[j].message), cmp.Compare(s[i].index, s[j].index)) < 0
}

func (s schedule) Swap(i, j int) { s[i], s[j] = s[j], s[i] }

// Push is for package heap.
func (s *schedule) Push(x any) { *s = append(*s, x.(waitingStep)) }

// Pop is for package heap.
func (s *schedule) Pop() any {
	last := len(*s) - 1
	popped := (*s)[last]
	(*s)[last] = waitingStep{}
	*s = (*s)[:last]
	return popped
}
