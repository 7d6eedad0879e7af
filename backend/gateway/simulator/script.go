package simulator

import (
	"fmt"
	"math/rand/v2"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
)

// step is one thing that happens with a message: a receipt, or something that the customer writes.
type step struct {
	after   time.Duration // since the message was sent, at pace 1
	fixed   bool          // the pace does not count: it is about the reply window, which has none
	receipt message.Delivery
	reason  message.Reason
	inbound *hub.InboundMessage // when set, receipt does not count
	typing  *hub.CustomerTyping // likewise
}

// writer makes the script of one message. All chance comes from the seed, the contact and the message.
type writer struct {
	outgoing  hub.GatewayMessage
	talkative bool // answers, whatever the character
	chance    *rand.Rand
	steps     []step
	replies   int
}

// scriptOf is what a person of this character does with a message, in the order in which it is told. Who is
// talkative answers also when the character would not.
func scriptOf(seed uint64, character Character, talkative bool, outgoing hub.GatewayMessage) []step {
	source := rand.NewPCG(seed^hashOf(outgoing.Phone, outgoing.Contact), hashOf(outgoing.ID))
	w := &writer{outgoing: outgoing, talkative: talkative, chance: rand.New(source)}
	if reason, fails := failureOf(character, outgoing); fails {
		w.fail(reason)
		return w.steps
	}
	w.carry(character)
	return w.steps
}

// failureOf is Meta's answer for the people whom a message cannot reach (WhatsApp templates, §8).
func failureOf(character Character, outgoing hub.GatewayMessage) (message.Reason, bool) {
	marketing := outgoing.Template != nil && outgoing.Template.Category == message.CategoryMarketing
	fail := func(code int, text string, applies bool) (message.Reason, bool) {
		return message.Reason{Code: code, Description: text}, applies
	}
	switch character {
	case NoWhatsApp:
		return fail(131026, "Message undeliverable", true)
	case MarketingCap:
		return fail(131049, "This message was not delivered to maintain healthy ecosystem engagement", marketing)
	case OptedOut:
		return fail(131050, "User has stopped receiving marketing messages from this business", marketing)
	case Experiment:
		return fail(130472, "User's number is part of an experiment", marketing)
	case FileFails:
		return fail(131053, "Media upload error", carriesFile(outgoing))
	case Throttled:
		return fail(131056, "Too many messages sent to this recipient in a short time", true)
	case Unpaid:
		return fail(131042, "Business eligibility payment issue", true)
	default:
		return message.Reason{}, false
	}
}

func carriesFile(outgoing hub.GatewayMessage) bool {
	if outgoing.Template == nil {
		return outgoing.Type == "application/vnd.lime.media-link+json"
	}
	if header := outgoing.Template.Header; header != nil && header.Format.Media() {
		return true
	}
	for _, card := range outgoing.Template.Cards {
		if card.Header != nil && card.Header.Format.Media() {
			return true
		}
	}
	return false
}

// carry brings the message to the phone and lets the person act on it.
func (w *writer) carry(character Character) {
	sent := w.between(150*time.Millisecond, 450*time.Millisecond)
	arrived := sent + w.between(600*time.Millisecond, 1800*time.Millisecond)
	w.tell(sent, message.Dispatched)
	read := arrived
	switch character {
	case Blocks: // WhatsApp tells nothing: the message stays Sent for ever (WhatsApp templates, §6.1)
		return
	case NeverReads:
		w.tell(arrived, message.Received)
	case TwoDevices:
		w.steps = append(w.steps, step{after: arrived, receipt: message.Failed,
			reason: message.Reason{Code: 131026, Description: "Message undeliverable"}})
		read += w.between(time.Second, 2*time.Second)
		w.tell(read, message.Received)
	case Disorder:
		read += w.between(2*time.Second, 4*time.Second)
		for _, kind := range []message.Delivery{message.Consumed, message.Received, message.Consumed, message.Dispatched} {
			w.tell(read, kind)
		}
	default:
		if character == PhoneOff {
			arrived = w.between(3*time.Hour, 9*time.Hour)
		}
		read = arrived + w.readingTime(character)
		w.read(arrived, read)
	}
	w.answer(character, read)
}

// readingTime is how long after it arrived a person of this character reads a message.
func (w *writer) readingTime(character Character) time.Duration {
	switch character {
	case Slow:
		return w.between(12*time.Minute, 90*time.Minute)
	case PhoneOff:
		return w.between(time.Minute, 20*time.Minute)
	case Steady, Answers, Taps, ThirdDay, Stops:
		return w.between(4*time.Second, 12*time.Second)
	default:
		return w.between(1500*time.Millisecond, 4*time.Second)
	}
}

// read tells that the message arrived and was read, in WhatsApp's ways (WhatsApp templates, §6.1):
// mostly one after the other, now and then twice, with delivered left out, or told after read.
func (w *writer) read(arrived, read time.Duration) {
	switch odd := w.chance.IntN(100); {
	case odd < 10:
		w.tell(read, message.Consumed)
	case odd < 17:
		w.tell(read, message.Consumed)
		w.tell(read+200*time.Millisecond, message.Received)
	case odd < 30:
		w.tell(arrived, message.Received)
		w.tell(arrived+w.between(100*time.Millisecond, time.Second), message.Received)
		w.tell(read, message.Consumed)
	default:
		w.tell(arrived, message.Received)
		w.tell(read, message.Consumed)
	}
}

// answer lets the person write by their character, or because they are talkative, once the message is read.
func (w *writer) answer(character Character, read time.Duration) {
	const day = 24 * time.Hour
	soon := read + w.between(5*time.Second, 20*time.Second)
	switch character {
	case Answers:
		w.say(soon, phraseAnswer)
	case Taps:
		if !w.tap(soon) {
			w.say(soon, phraseAnswer)
		}
	case ThirdDay:
		w.sayAt(2*day+w.between(time.Hour, 12*time.Hour), phraseLate)
	case Stops:
		w.say(soon, phraseStop)
	case Chatty:
		w.say(soon, phraseGreeting)
		w.say(soon+w.between(time.Second, 3*time.Second), phraseQuestion)
		w.say(soon+w.between(4*time.Second, 7*time.Second), phraseAnswer)
	case JustInTime:
		w.sayAt(day-time.Minute, phraseAnswer)
	case JustTooLate:
		w.sayAt(day+time.Minute, phraseLate)
	default:
		if w.talkative {
			w.say(soon, phraseAnswer)
		}
	}
}

// fail tells that WhatsApp gave up; a failure may come after "sent" or alone.
func (w *writer) fail(reason message.Reason) {
	if w.chance.IntN(2) == 0 {
		w.tell(w.between(150*time.Millisecond, 450*time.Millisecond), message.Dispatched)
	}
	w.steps = append(w.steps, step{after: w.between(1200*time.Millisecond, 3*time.Second),
		receipt: message.Failed, reason: reason})
}

func (w *writer) tell(after time.Duration, kind message.Delivery) {
	w.steps = append(w.steps, step{after: after, receipt: kind})
}

// between draws a duration of whole milliseconds: receipts carry no finer ones.
func (w *writer) between(least, most time.Duration) time.Duration {
	span := int64((most - least) / time.Millisecond)
	return least + time.Duration(w.chance.Int64N(span+1))*time.Millisecond
}

// typingFor is how long before a text the person begins to write it, at pace 1.
const typingFor = 4 * time.Second

// say lets the person write a text of the given kind, quoting the message.
func (w *writer) say(after time.Duration, kind phraseKind) {
	choices := phrases[languageOf(w.outgoing)][kind]
	w.steps = append(w.steps, step{after: after - typingFor, typing: &hub.CustomerTyping{
		BotNumber: w.outgoing.BotNumber, Phone: w.outgoing.Phone, Contact: w.outgoing.Contact, Typing: true,
	}})
	w.write(after, choices[w.chance.IntN(len(choices))], "")
}

// sayAt is say at a fixed time after sending, whatever the pace.
func (w *writer) sayAt(after time.Duration, kind phraseKind) {
	w.say(after, kind)
	for i := len(w.steps) - 2; i < len(w.steps); i++ { // the writing and the text
		w.steps[i].fixed = true
	}
}

// tap lets the person tap one of the template's quick replies; false when it has none.
func (w *writer) tap(after time.Duration) bool {
	if w.outgoing.Template == nil {
		return false
	}
	var indexes []int
	for index, button := range w.outgoing.Template.Buttons {
		if button.Kind == message.ButtonQuickReply {
			indexes = append(indexes, index)
		}
	}
	if len(indexes) == 0 {
		return false
	}
	index := indexes[w.chance.IntN(len(indexes))]
	label := w.outgoing.Template.Buttons[index].Text
	w.write(after, label, payloadOf(w.outgoing, index))
	return true
}

func (w *writer) write(after time.Duration, text, payload string) {
	w.replies++
	w.steps = append(w.steps, step{after: after, inbound: &hub.InboundMessage{
		ID:        fmt.Sprintf("sim:%s:%d", w.outgoing.ID, w.replies),
		BotNumber: w.outgoing.BotNumber,
		Phone:     w.outgoing.Phone,
		Contact:   w.outgoing.Contact,
		Type:      "text/plain",
		Content:   jsonText(text),
		InReplyTo: w.outgoing.ID,
		Payload:   payload,
	}})
}
