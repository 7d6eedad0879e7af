//go:build window

package window

import (
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// replyWindow is how long a reply finds the one who sent.
const replyWindow = 24 * time.Hour

// fewRows is more than what the palette finds for one name is high, in pixels.
const fewRows = 400

// customer is somebody who got a message and answers in their own way.
type customer struct{ phone, name string }

var (
	whileOnline     = customer{"+5511955550601", "Nina Online"}
	whileInvisible  = customer{"+5511955550602", "Nina Alone"}
	onAnotherDevice = customer{"+5511955550603", "Nina Device"}
	whileClosed     = customer{"+5511955550604", "Nina Closed"}
	justInTime      = customer{"+5511955550605", "Nina Justin"}
	late            = customer{"+5511955550606", "Nina Toolate"}
)

// workspace is a data folder that the commands play on too: the customers, the clock, another device.
type workspace struct {
	t      *testing.T
	folder string
}

// run plays one command to its end and gives what it printed.
func (w workspace) run(arguments ...string) []byte {
	w.t.Helper()
	command := exec.Command(os.Getenv("ACTIVA_PROGRAM"), append(arguments, "--data", w.folder)...)
	var complained strings.Builder
	command.Stderr = &complained
	printed, err := command.Output()
	if err != nil {
		w.t.Fatalf("activa %s: %v: %s", strings.Join(arguments, " "), err, &complained)
	}
	return printed
}

// reply lets a customer answer from their phone.
func (w workspace) reply(from customer, text string) {
	w.t.Helper()
	w.run("phone", "--to", from.phone, "reply", text)
}

// send writes to a new customer as Camila.
func (w workspace) send(to customer) {
	w.t.Helper()
	w.run("send", "--agent", "camila.rios", "--bot", "entregas", "--template", "aviso_demora", "--lang", "es",
		"--to", to.phone, "--name", to.name, "--value", "body.1="+to.name, "--value", "body.2=A-1", "--value", "body.3=hoy")
}

// sent is a line of what was sent.
type sent struct {
	Phone  string
	Status string
	SentAt time.Time
}

func (w workspace) sent(to customer) sent {
	w.t.Helper()
	for _, line := range lines[sent](w, "sent", "--agent", "camila.rios", "--json") {
		if line.Phone == to.phone {
			return line
		}
	}
	w.t.Fatalf("nothing was sent to %s", to.phone)
	return sent{}
}

func (w workspace) sentAt(to customer) time.Time { w.t.Helper(); return w.sent(to).SentAt }
func (w workspace) statusOf(to customer) string  { w.t.Helper(); return w.sent(to).Status }

// waiting is the ticket that waits for Camila alone.
func (w workspace) waiting() string {
	w.t.Helper()
	for _, ticket := range lines[struct{ ID, ReservedFor string }](w, "tickets", "--agent", "camila.rios", "--json") {
		if ticket.ReservedFor != "" {
			return ticket.ID
		}
	}
	w.t.Fatal("no ticket waits for Camila")
	return ""
}

// advanceTo moves the simulated clock to an instant ahead.
func (w workspace) advanceTo(instant time.Time) {
	w.t.Helper()
	clock := lines[struct{ Now time.Time }](w, "clock", "show", "--json")
	w.run("clock", "advance", instant.Sub(clock[0].Now).String())
}

// lines reads what a command prints with --json.
func lines[T any](w workspace, arguments ...string) []T {
	w.t.Helper()
	var read []T
	for line := range strings.Lines(string(w.run(arguments...))) {
		var one T
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			w.t.Fatalf("activa %s printed %q: %v", strings.Join(arguments, " "), line, err)
		}
		read = append(read, one)
	}
	return read
}

// enterAsCamila goes by keyboard through the first door of the demo; Camila is Online, since she sent before.
func (p *program) enterAsCamila() {
	p.t.Helper()
	p.see("the first door", nameHolds("push button", "Try it now"), startWait)
	p.focusUntil("the first door", nameHolds("push button", "Try it now"))
	p.must(key("Return"))
	p.focusUntil("Camila", nameHolds("push button", "Camila Ríos"))
	p.must(key("Return"))
	p.see("Camila, Online as she sent", named("combo box", "Presence: Online"), stepWait)
}

// TestRepliesByKeyboard lets customers answer the window that ships, one in every way in which a reply finds
// its agent, and answers them with the keyboard alone. Commands play the customers and the other device.
func TestRepliesByKeyboard(t *testing.T) {
	screen, err := openDesktop()
	if err != nil {
		t.Fatal(err)
	}
	w := workspace{t, t.TempDir()}
	for _, one := range []customer{late, justInTime, whileClosed, onAnotherDevice, whileInvisible, whileOnline} {
		w.send(one)
	}
	p := start(t, screen, w.folder)
	p.enterAsCamila()
	p.replyWhileOnline(w)
	p.replyWhileInvisible(w)
	p.replyTakenOnAnotherDevice(w)
	// This session has a bus and nobody who shows notes: each reply once said "Something went wrong".
	p.absent("a failure that a note on the desktop raised", named("push button", "Close notice"))
	p.stop()

	w.run("clock", "advance", "5m") // longer than a line may be down before its agent counts as Offline
	w.reply(whileClosed, "Ya estoy")
	again := start(t, screen, w.folder)
	again.replyWhileClosed()
	again.repliesAroundTheDay(w)
}

// replyWhileOnline: the row leaves Sent in front of the agent, whose hand stays on the customer.
func (p *program) replyWhileOnline(w workspace) {
	p.t.Helper()
	p.must(key("ctrl+3"))
	p.focusOn("the last send", nameHolds("list item", whileOnline.name))
	p.must(key("Return"))
	p.see("what was sent", named("landmark", whileOnline.name), stepWait)
	w.reply(whileOnline, "Estoy en casa")
	p.focusOn("the customer in progress", nameHolds("list item", whileOnline.name, "Estoy en casa"))
	p.see("one in progress", nameHolds("page tab", "In progress 1 in progress"), stepWait)
	p.see("one less in Sent", named("page tab", "Sent 5 customers in Sent"), stepWait)
	p.see("the conversation, the active message first",
		inOrder("Active message · aviso_demora", "Hola "+whileOnline.name, "Estoy en casa"), stepWait)
	p.answer(whileOnline, "On its way")
	p.picture("8-reply-while-online")
	p.attach(whileOnline)
	p.seeOnPhone(whileOnline, "Estoy en casa", "On its way")
}

// replyWhileInvisible: it waits for this agent alone, who takes it.
func (p *program) replyWhileInvisible(w workspace) {
	p.t.Helper()
	p.must(key("ctrl+shift+p"))
	p.pressUntil("Down", "Invisible", nameHolds("radio menu item", "Invisible"))
	p.must(key("Return"))
	p.see("the presence", named("combo box", "Presence: Invisible"), stepWait)
	w.reply(whileInvisible, "A que hora llega?")
	p.see("one who waits", nameHolds("page tab", "Waiting 1 waiting"), stepWait)
	p.must(key("ctrl+1"))
	p.see("whose it is, and why",
		nameHolds("push button", whileInvisible.name, "Reserved for you", "while you were invisible"), stepWait)
	p.focusOn("taking it", named("push button", "Take it: "+whileInvisible.name))
	p.picture("10-reply-while-invisible")
	p.must(key("Return"))
	p.see("two in progress", nameHolds("page tab", "In progress 2 in progress"), stepWait)
	p.answer(whileInvisible, "At eleven")
}

// replyTakenOnAnotherDevice: the same agent takes it elsewhere, and it moves in this window too.
func (p *program) replyTakenOnAnotherDevice(w workspace) {
	p.t.Helper()
	w.reply(onAnotherDevice, "Hola")
	p.see("one who waits", nameHolds("page tab", "Waiting 1 waiting"), stepWait)
	w.run("ticket", "take", w.waiting(), "--agent", "camila.rios")
	p.see("nobody who waits", nameHolds("page tab", "Waiting 0 waiting"), stepWait)
	p.must(key("ctrl+2"))
	p.see("the third in progress", nameHolds("list item", onAnotherDevice.name, "Hola"), stepWait)
	w.run("presence", "online", "--agent", "camila.rios", "--for", "1s")
	p.see("the presence of the other device", named("combo box", "Presence: Online"), stepWait)
}

// replyWhileClosed: it waited for the agent, and comes by itself once they are Online.
func (p *program) replyWhileClosed() {
	p.t.Helper()
	p.see("one who waited", nameHolds("page tab", "Waiting 1 waiting"), startWait)
	p.must(key("ctrl+1"))
	p.see("whose it is, and why",
		nameHolds("push button", whileClosed.name, "Reserved for you", "while you were offline"), stepWait)
	p.picture("11-reply-while-closed")
	p.focusUntil("Go online", nameHolds("push button", "Go online"))
	p.must(key("Return"))
	p.see("nobody who waits", nameHolds("page tab", "Waiting 0 waiting"), stepWait)
	p.must(key("ctrl+2"))
	p.see("in progress by itself", nameHolds("list item", whileClosed.name, "Ya estoy"), stepWait)
}

// repliesAroundTheDay: one minute before 24 h it is the sender's; one minute after, the queue's.
func (p *program) repliesAroundTheDay(w workspace) {
	p.t.Helper()
	w.advanceTo(w.sentAt(justInTime).Add(replyWindow - time.Minute))
	w.reply(justInTime, "Todavia llego")
	p.open(justInTime, "Answered your message while you were online")
	p.picture("12-one-minute-before")
	w.advanceTo(w.sentAt(late).Add(replyWindow + time.Minute))
	w.reply(late, "Llego tarde")
	p.open(late, "Answered after 24 h, so it followed the queue")
	p.see("the send that it answers", nameHolds("push button", "aviso_demora", "Replied"), stepWait)
	p.picture("13-one-minute-after")
}

// open finds a customer's conversation by the palette and reads there why it came to whom it did.
func (p *program) open(who customer, why string) {
	p.t.Helper()
	p.must(key("ctrl+k"))
	p.see("the palette", nameHolds("dialog", "One line"), stepWait)
	p.must(enter(who.name))
	p.see("what was typed", func(n *node) bool { return n.role == "combo box" && n.text() == who.name }, stepWait)
	// WebKitGTK once stretched every dialog from the top of the window to its end.
	p.see("the palette, as high as the few rows in it", func(n *node) bool {
		return nameHolds("dialog", "One line")(n) && n.place().Height < fewRows
	}, stepWait)
	p.pressUntil("Down", "the conversation that was found", nameHolds("list item", who.name, "In progress"))
	p.must(key("Return"))
	p.see("the conversation", named("landmark", "Conversation with "+who.name), stepWait)
	p.see(why, textHolds(why), stepWait)
}

// answer goes to where one writes, and writes.
func (p *program) answer(to customer, text string) {
	p.t.Helper()
	field := named("entry", "Reply to "+to.name)
	p.pressUntil("F6", "the field of the answer", field)
	p.must(enter(text))
	p.see("what was typed", func(n *node) bool { return field(n) && n.text() == text }, stepWait)
	p.must(key("Return"))
	p.see("the answer", inOrder("You:", text), stepWait)
	p.see("an empty field", func(n *node) bool { return field(n) && n.text() == "" }, stepWait)
}

// attach sends a picture, chosen in the desktop's own dialog.
func (p *program) attach(to customer) {
	p.t.Helper()
	chooser := func(n *node) bool { return n.role == "file chooser" }
	path := filepath.Join(p.t.TempDir(), "door.png")
	door, err := os.Create(path)
	p.must(err)
	p.must(errors.Join(png.Encode(door, image.NewGray(image.Rect(0, 0, 10, 10))), door.Close()))
	p.focusUntil("attaching", named("combo box", "Attach"))
	p.must(key("Return"))
	p.focusOn("a file of this computer", nameHolds("menu item", "From this computer"))
	p.must(key("Return"))
	p.see("the desktop's dialog", func(n *node) bool { return chooser(n) && n.active() }, stepWait)
	p.must(key("ctrl+l"))
	location := p.see("the path", func(n *node) bool { return n.role == "text" && n.focused() }, stepWait)
	p.must(key("ctrl+a"))
	p.must(paste(path)) // what is typed there gets completed in between
	p.must(until(stepWait, func() bool { return location.text() == path }))
	// While it looks the path up, the dialog lets a key pass by.
	gone := func() bool {
		return !walk(p.screen.root(), 0, func(n *node, _ int) bool { return chooser(n) && n.showing() })
	}
	p.must(until(stepWait, func() bool { return key("Return") == nil && until(2*time.Second, gone) == nil }))
	p.see("the picture, ready", textHolds("Ready to send"), stepWait)
	p.focusOn("the field of the answer", named("entry", "Reply to "+to.name))
	p.must(key("Return"))
	p.see("the picture, sent", nameHolds("push button", "See the photo large"), stepWait)
	p.picture("9-picture")
}

// seeOnPhone opens the customer's phone, which has what both wrote, and goes back to the desk.
func (p *program) seeOnPhone(of customer, words ...string) {
	p.t.Helper()
	p.focusUntil("the phones", named("push button", "Phone"))
	p.must(key("Return"))
	p.see("the phones", nameHolds("list item", of.name), stepWait)
	p.pressUntil("F6", "whose phone", nameHolds("list item", of.name))
	p.must(key("Return"))
	p.see("the phone", named("landmark", "Phone of "+of.name), stepWait)
	for _, text := range words {
		p.see(text+" on the phone", textHolds(text), stepWait)
	}
	p.picture("9-phone")
	p.must(key("ctrl+2"))
	p.see("the desk again", nameHolds("list item", of.name), stepWait)
}

// absent checks that nothing that shows matches.
func (p *program) absent(what string, unwanted match) {
	p.t.Helper()
	if walk(p.screen.root(), 0, func(n *node, _ int) bool { return unwanted(n) && n.showing() }) {
		p.picture("failed-" + p.t.Name())
		p.t.Fatalf("there is %s; the tree:\n%s", what, p.screen.dump())
	}
}

// inOrder matches a node whose text holds the parts one after another.
func inOrder(parts ...string) match {
	return func(n *node) bool {
		rest := n.text()
		for _, part := range parts {
			_, after, found := strings.Cut(rest, part)
			if !found {
				return false
			}
			rest = after
		}
		return true
	}
}
