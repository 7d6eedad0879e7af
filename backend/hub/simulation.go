package hub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/message"
)

// Pacer is a simulated gateway whose people can act faster.
type Pacer interface {
	Pace() int
	SetPace(pace int) error
}

// SimulatedClock is the time of a hub whose customers are simulated; it can be moved ahead.
type SimulatedClock interface {
	Now() time.Time
	Factor() int
	SetFactor(factor int) error
	Advance(duration time.Duration) error
}

// Phones are the phones of simulated customers. Act does something with one and returns when the hub has
// committed the news of it, or with ctx. An act that the phone cannot do is a *PhoneRefusal. Habits tells
// what a person does by themselves.
type Phones interface {
	Act(ctx context.Context, act PhoneAct) error
	Habits(phone, contact string) PhoneHabits
}

// PhoneHabits is what a simulated person does without being played. Character is the gateway's word for it,
// or PhoneSilent or PhoneTalkative where an act settled it; Answers, whether they write by themselves.
type PhoneHabits struct {
	Character string
	Answers   bool
}

// PhoneAct is what a customer does with their phone.
type PhoneAct struct {
	Kind      PhoneActKind
	BotNumber string // E.164 of the bot that is written to
	Phone     string // E.164, or empty
	Contact   string // identity on the hub
	At        time.Time
	// OnPhone are the messages that the customer has not read or answered yet, latest first.
	OnPhone []GatewayMessage
	Type    string // MIME type of Content; empty: a text
	Content []byte // of Reply: JSON
	Button  int    // of Tap: index of a quick reply in the latest template message, counting all buttons
}

// PhoneActKind names an act.
type PhoneActKind string

// What a simulated customer can be made to do. Block and those after it stay: on ends block and off, talkative
// and silent end each other.
const (
	PhoneRead  PhoneActKind = "read"
	PhoneReply PhoneActKind = "reply"
	PhoneType  PhoneActKind = "type" // begins to write
	PhoneTap   PhoneActKind = "tap"
	PhoneBlock PhoneActKind = "block"
	PhoneOff   PhoneActKind = "off"
	PhoneOn    PhoneActKind = "on" // neither blocked nor off

	PhoneSilent    PhoneActKind = "silent"    // writes nothing by themselves
	PhoneTalkative PhoneActKind = "talkative" // answers by themselves, whatever the character
)

// phoneActKinds are all of them.
var phoneActKinds = []PhoneActKind{
	PhoneRead, PhoneReply, PhoneType, PhoneTap, PhoneBlock, PhoneOff, PhoneOn, PhoneSilent, PhoneTalkative,
}

// ofTalk says that it settles whether somebody writes by themselves.
func (k PhoneActKind) ofTalk() bool { return k == PhoneSilent || k == PhoneTalkative }

func (k PhoneActKind) lasts() bool {
	return k == PhoneBlock || k == PhoneOff || k == PhoneOn || k.ofTalk()
}

// PhoneRefusal is an act that this phone cannot do; Problem is for people, in English.
type PhoneRefusal struct{ Problem string }

// Error is the line for the log.
func (r *PhoneRefusal) Error() string { return "the phone cannot do this: " + r.Problem }

// The buckets in which the simulation's own settings outlast a restart, of doc.SimulatorNode.
const (
	bucketPhones = "phones" // person to PhoneActKind: block or off
	bucketTalk   = "talk"   // person to talkNote
	bucketClock  = "clock"  // clockNote
)

// talkNote is since when somebody is silent or talkative.
type talkNote struct {
	Kind PhoneActKind `json:"kind"`
	At   time.Time    `json:"at"`
}

// clockNote is how far the simulated clock was last seen ahead of the machine's, and its speed.
type clockNote struct {
	AheadMilliseconds int64 `json:"aheadMilliseconds"`
	Factor            int   `json:"factor,omitempty"` // 0: nobody ever set it
}

func noteClock(clock SimulatedClock) clockNote {
	return clockNote{AheadMilliseconds: time.Until(clock.Now()).Milliseconds(), Factor: clock.Factor()}
}

// SimulatedTime is the least time that a simulated clock may show when a hub starts on a store, and the
// speed that it runs at: it does not go back behind what the store knows, and stays as far ahead of the
// machine's, and as fast, as it was.
func SimulatedTime(ctx context.Context, store Store, machine time.Time) (at time.Time, factor int, err error) {
	err = store.View(ctx, func(r Reader) error {
		latest, err := r.LatestInstant()
		if err != nil {
			return err
		}
		var note clockNote
		if err := readBucket(r, bucketClock, &note); err != nil {
			return err
		}
		at = machine.Add(time.Duration(note.AheadMilliseconds) * time.Millisecond)
		factor = max(note.Factor, 1)
		if latest.After(at) {
			at = latest
		}
		return nil
	})
	return at, factor, err
}

// readBucket reads a setting of the simulation; one that is not there leaves into as it is.
func readBucket(reader Reader, name string, into any) error {
	raw, err := reader.Bucket(doc.SimulatorNode, name)
	if err != nil {
		return ignoreNotFound(err)
	}
	return json.Unmarshal(raw, into)
}

func (s *step) putBucket(name string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return s.PutBucket(doc.SimulatorNode, name, raw)
}

// keepPhone keeps an act that lasts for the next start.
func (s *step) keepPhone(act PhoneAct) error {
	if act.Kind.ofTalk() {
		notes := map[string]talkNote{}
		if err := readBucket(s, bucketTalk, &notes); err != nil {
			return err
		}
		notes[act.Contact] = talkNote{Kind: act.Kind, At: act.At}
		return s.putBucket(bucketTalk, notes)
	}
	phones := map[string]PhoneActKind{}
	if err := readBucket(s, bucketPhones, &phones); err != nil {
		return err
	}
	if act.Kind == PhoneOn {
		delete(phones, act.Contact)
	} else {
		phones[act.Contact] = act.Kind
	}
	return s.putBucket(bucketPhones, phones)
}

// findPhones finds the acts that last from earlier runs, in the order of contacts.
func (b *begun) findPhones(s *step) error {
	b.phones = nil
	phones, notes := map[string]PhoneActKind{}, map[string]talkNote{}
	if err := errors.Join(readBucket(s, bucketPhones, &phones), readBucket(s, bucketTalk, &notes)); err != nil {
		return err
	}
	for _, contact := range slices.Sorted(maps.Keys(phones)) {
		b.phones = append(b.phones, PhoneAct{Kind: phones[contact], Contact: contact, Phone: doc.ContactPhone(contact)})
	}
	for _, contact := range slices.Sorted(maps.Keys(notes)) {
		note := notes[contact]
		b.phones = append(b.phones, PhoneAct{Kind: note.Kind, At: note.At, Contact: contact, Phone: doc.ContactPhone(contact)})
	}
	return nil
}

const (
	// phoneMessagesMax is how many messages on a phone an act looks at.
	phoneMessagesMax = 50
	// phoneActTimeout is how long an act may take, in the machine's time.
	phoneActTimeout = 10 * time.Second
)

// phoneLook finds what a phone has on it, and whom its owner writes to.
type phoneLook struct {
	wanted doc.PhoneAct
	act    PhoneAct
}

func (l *phoneLook) refused(*step, error) {}

func (l *phoneLook) apply(s *step) error {
	identity := doc.FoldIdentity(l.wanted.Contact)
	if l.wanted.Contact == "" {
		identity = doc.ContactIdentity(l.wanted.Phone)
	}
	contact, err := findContact(s, identity, l.wanted.Phone)
	if errors.Is(err, ErrNotFound) {
		contact, err = Contact{Identity: identity, Phone: doc.ContactPhone(identity)}, nil
	}
	if err != nil {
		return err
	}
	l.act = PhoneAct{
		Kind: PhoneActKind(l.wanted.Act), Phone: contact.Phone, Contact: contact.Identity, At: s.at, Button: int(l.wanted.Button),
	}
	if l.act.Type, l.act.Content, err = l.content(); err != nil {
		return err
	}
	sends, err := s.SendsTo(contact.Identity, s.at.Add(-unfinishedFor), phoneMessagesMax)
	if err != nil {
		return err
	}
	bot, err := botOfPhone(s, l.wanted.Bot, contact.Identity, s.at)
	if err != nil {
		return err
	}
	l.act.BotNumber = bot.Number
	if err := l.findTalk(s, bot); err != nil {
		return err
	}
	for _, send := range sends {
		if send.Bot != bot.Identity || send.Handover == HandoverWaiting || send.Progress.Delivery == message.Failed {
			continue
		}
		outgoing, err := s.outgoing(send)
		if err != nil {
			return err
		}
		l.act.OnPhone = append(l.act.OnPhone, outgoing)
	}
	return nil
}

// content is what the customer writes: a text, or a file with its words.
func (l *phoneLook) content() (mediaType string, content []byte, err error) {
	if l.wanted.Media == nil {
		content, err = json.Marshal(l.wanted.Text)
		return lime.MediaTypeText, content, err
	}
	media := *l.wanted.Media
	media.Text = l.wanted.Text
	content, err = json.Marshal(media)
	return doc.MediaTypeMediaLink, content, err
}

// findTalk finds what agents wrote to the contact and is not read yet.
func (l *phoneLook) findTalk(s *step, bot Bot) error {
	written, err := s.OutboundSince(s.at.Add(-unfinishedFor))
	if err != nil {
		return err
	}
	for _, outbound := range slices.Backward(written) {
		mine := outbound.Contact == l.act.Contact && outbound.Bot == bot.Identity
		if !mine || outbound.Handover == HandoverWaiting || !outbound.Progress.ConsumedAt.IsZero() || outbound.Progress.Delivery == message.Failed {
			continue
		}
		outgoing, err := s.outgoingTalk(outbound)
		if err != nil {
			return err
		}
		l.act.OnPhone = append(l.act.OnPhone, outgoing)
	}
	return nil
}

// restore makes blocked, switched-off, silent and talkative phones what they were before the restart.
func (h *Hub) restore(ctx context.Context, acts []PhoneAct) error {
	if h.options.Phones == nil {
		return nil
	}
	for _, act := range acts {
		if err := h.options.Phones.Act(ctx, act); err != nil {
			return fmt.Errorf("restore a simulated phone: %w", err)
		}
	}
	return nil
}
