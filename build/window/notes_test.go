//go:build window

package window

import (
	"strings"
	"testing"
)

var (
	elsewhere = customer{"+5511955550701", "Olga Elsewhere"}
	second    = customer{"+5511955550702", "Olga Second"}
	third     = customer{"+5511955550703", "Olga Third"}
	nowhere   = customer{"+5511955559910", "Olga Nowhere"} // has no WhatsApp
	lost      = customer{"+5511955569910", "Olga Lost"}    // neither
	waits     = customer{"+5511955550704", "Olga Waits"}
	unnoted   = customer{"+5511955550705", "Olga Unnoted"}
)

// TestNotesOfTheDesktop stands in for the desktop's notes and looks at what the window that ships tells there,
// and at what a click on a note does. That none comes is seen by what the next one is about.
func TestNotesOfTheDesktop(t *testing.T) {
	screen, err := openDesktop()
	if err != nil {
		t.Fatal(err)
	}
	shown, err := offerNotes()
	if err != nil {
		t.Fatal(err)
	}
	defer shown.end()
	w := workspace{t, t.TempDir()}
	for _, one := range []customer{elsewhere, second, third, waits, unnoted} {
		w.send(one)
	}
	p := start(t, screen, w.folder)
	p.enterAsCamila()
	p.notedAndClicked(w, shown)
	p.quietWhileOnTheScreen(w, shown)
	p.failureBehindOtherWindows(w, shown)
	p.waitingForTheAgentAlone(w, shown)
	p.onlyWhatIsSwitchedOn(w, shown)
}

// notedAndClicked: a reply is noted with who wrote what, and the title counts it; a click opens it.
func (p *program) notedAndClicked(w workspace, shown *notes) {
	p.t.Helper()
	w.reply(elsewhere, "Hoy <b>no</b> & nunca")
	came := p.noted(shown, elsewhere.name+" answered")
	if came.program != "Activa" || came.body != "Hoy &lt;b&gt;no&lt;/b&gt; &amp; nunca" || !came.quiet {
		p.t.Errorf("the note is %+v", came)
	}
	p.see("what is unread in the title", named("frame", "(1) Activa"), stepWait)
	p.must(shown.click(came.id))
	p.see("the conversation", named("landmark", "Conversation with "+elsewhere.name), stepWait)
	p.see("the title without a number", named("frame", "Activa"), stepWait)
}

// quietWhileOnTheScreen: nothing is noted of the conversation that is read; a second note of one customer takes
// the place of the first; closing a note is no click.
func (p *program) quietWhileOnTheScreen(w workspace, shown *notes) {
	p.t.Helper()
	w.reply(elsewhere, "Sigo aqui")
	p.see("what they wrote", inOrder("Hoy", "Sigo aqui"), stepWait)
	w.reply(second, "Hola")
	first := p.noted(shown, second.name+" answered")
	w.reply(second, "Otra vez")
	again := p.noted(shown, second.name+" answered")
	if first.replaces != 0 || again.replaces != first.id || again.body != "Otra vez" {
		p.t.Errorf("after %+v came %+v", first, again)
	}
	p.must(shown.close(again.id))
	p.switchNotices("Someone replies")
	p.see("the conversation as it was left", named("landmark", "Conversation with "+elsewhere.name), stepWait)
	w.reply(third, "Nadie lo nota")
	p.see("the unread in the title", named("frame", "(2) Activa"), stepWait)
}

// switchNotices turns notes of some kinds, in the order of the settings, on or off and comes back to the lists.
func (p *program) switchNotices(kinds ...string) {
	p.t.Helper()
	p.focusUntil("the settings", named("push button", "Settings"))
	p.must(key("Return"))
	for _, kind := range kinds {
		p.focusUntil("notes: "+kind, func(n *node) bool { return n.name == kind && n.role != "grouping" })
		p.must(key("space"))
	}
	p.must(key("ctrl+2"))
	p.see("the tickets in progress", nameHolds("list item", elsewhere.name), stepWait)
}

// failureBehindOtherWindows: a send that fails while nobody looks is noted, and a click brings the window back.
func (p *program) failureBehindOtherWindows(w workspace, shown *notes) {
	p.t.Helper()
	p.must(xdotool("getactivewindow", "windowminimize"))
	w.send(nowhere)
	came := p.noted(shown, nowhere.name)
	if !strings.Contains(came.title, "Failed") {
		p.t.Errorf("the note is %+v", came)
	}
	p.must(shown.click(came.id))
	p.see("the window in front", func(n *node) bool { return n.role == "frame" && n.active() }, stepWait)
	p.see("what failed", named("landmark", nowhere.name), stepWait)
	p.picture("14-note-clicked")
}

// waitingForTheAgentAlone: who waits is noted with what they wrote, and a click shows where they wait.
func (p *program) waitingForTheAgentAlone(w workspace, shown *notes) {
	p.t.Helper()
	p.must(key("ctrl+shift+p"))
	p.pressUntil("Down", "Invisible", nameHolds("radio menu item", "Invisible"))
	p.must(key("Return"))
	p.see("the presence", named("combo box", "Presence: Invisible"), stepWait)
	w.reply(waits, "Espero")
	came := p.noted(shown, waits.name+" is waiting for you alone")
	if came.body != "Espero" || !came.quiet {
		p.t.Errorf("the note is %+v", came)
	}
	p.must(shown.click(came.id))
	p.see("the ticket that waits", nameHolds("push button", waits.name, "Reserved for you"), stepWait)
	p.picture("15-waiting-noted")
}

// onlyWhatIsSwitchedOn: of who waits and of a send that fails nothing is noted any more, and of replies again.
func (p *program) onlyWhatIsSwitchedOn(w workspace, shown *notes) {
	p.t.Helper()
	p.switchNotices("A send fails", "Someone replies", "Someone is waiting")
	w.reply(unnoted, "Nadie lo nota")
	p.see("another who waits", nameHolds("page tab", "Waiting 2 waiting"), stepWait)
	p.must(xdotool("getactivewindow", "windowminimize"))
	w.send(lost)
	p.must(until(stepWait, func() bool { return w.statusOf(lost) == "failed" }))
	w.reply(second, "Sigo en linea")
	if came := p.noted(shown, second.name+" answered"); came.body != "Sigo en linea" {
		p.t.Errorf("the note is %+v", came)
	}
}

// noted waits for the next note, which must be the one that is meant.
func (p *program) noted(shown *notes, title string) note {
	p.t.Helper()
	came, err := shown.next(stepWait)
	p.must(err)
	if !strings.HasPrefix(came.title, title) {
		p.picture("failed-" + p.t.Name())
		p.t.Fatalf("%q was awaited, and noted was %+v", title, came)
	}
	return came
}
