//go:build window

package window

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

const (
	startWait = 40 * time.Second // on a slow machine, from the start of the program
	stepWait  = 20 * time.Second
	readWait  = 90 * time.Second // the simulated customer takes the time of a person
)

// program is the shipped program at work on its own data folder.
type program struct {
	t       *testing.T
	screen  *desktop
	stopped bool
	command *exec.Cmd
	ended   chan error
	log     string
}

func start(t *testing.T, screen *desktop, data string) *program {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "program.log"))
	if err != nil {
		t.Fatal(err)
	}
	p := &program{t: t, screen: screen, command: exec.Command(os.Getenv("ACTIVA_PROGRAM"), "--data", data), ended: make(chan error, 1), log: log.Name()}
	p.command.Stdout, p.command.Stderr = log, log
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.ended <- p.command.Wait() }()
	t.Cleanup(p.stop)
	return p
}

// stop asks the program to end as the session manager would, and checks that it did, in order.
func (p *program) stop() {
	if p.stopped {
		return
	}
	p.stopped = true
	_ = p.command.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-p.ended:
		if err != nil {
			p.t.Errorf("the program ended with %v", err)
		}
	case <-time.After(stepWait):
		_ = p.command.Process.Kill()
		p.t.Error("the program did not end")
	}
	if p.t.Failed() {
		content, _ := os.ReadFile(p.log)
		p.t.Logf("the program's log:\n%s", content)
	}
}

// picture keeps the whole screen as build output.
func (p *program) picture(name string) {
	path := filepath.Join(os.Getenv("ACTIVA_PICTURES"), name+".png")
	if output, err := exec.Command("import", "-window", "root", path).CombinedOutput(); err != nil {
		p.t.Errorf("picture: %v: %s", err, output)
	}
}

func (p *program) see(what string, wanted match, within time.Duration) *node {
	p.t.Helper()
	found, err := p.screen.find(what, wanted, within)
	if err != nil {
		p.picture("failed-" + p.t.Name())
		p.t.Fatal(err)
	}
	return found
}

func (p *program) must(err error) {
	p.t.Helper()
	if err != nil {
		p.picture("failed-" + p.t.Name())
		p.t.Fatal(err)
	}
}

// focusOn waits until a node has the focus: what is typed then goes there.
func (p *program) focusOn(what string, wanted match) {
	p.t.Helper()
	p.see(what, func(n *node) bool { return wanted(n) && n.focused() }, stepWait)
}

// TestTheWholeSendByKeyboard goes from the first start to the read message with the keyboard alone, in
// the window that ships, and finds the row again after a restart.
func TestTheWholeSendByKeyboard(t *testing.T) {
	screen, err := openDesktop()
	if err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	p := start(t, screen, data)

	p.see("the first door", nameHolds("push button", "Try it now"), startWait)
	p.picture("1-welcome")
	p.must(key("Tab"))
	p.focusOn("the first door", nameHolds("push button", "Try it now"))
	p.must(key("Return"))
	p.focusUntil("Camila", nameHolds("push button", "Camila Ríos"))
	p.must(key("Return"))
	p.see("the presence of a first entry", nameHolds("combo box", "Invisible"), stepWait)
	p.focusUntil("Go online", named("push button", "Go online"))
	p.must(key("Return"))
	p.see("the button that exists only while Online", named("push button", "Active message"), stepWait)
	p.picture("2-first-day")

	p.must(key("ctrl+n"))
	p.see("the wizard", nameHolds("dialog", "Active message"), stepWait)
	// The search keeps the focus of the keyboard, and the tree gives it to the row that it stands on.
	p.focusOn("the search of templates", func(n *node) bool { return n.role == "entry" || n.role == "list item" })
	p.must(enter("appointment"))
	p.see("the template", nameHolds("list item", "appointment_reminder"), stepWait)
	p.must(key("Return"))
	p.must(enter("rita lima"))
	p.see("the contact", nameHolds("list item", "Rita Lima"), stepWait)
	p.must(key("Return"))
	p.see("what speaks for writing to her", textHolds("open ticket"), stepWait)
	p.picture("3-template-and-recipient")
	p.must(key("ctrl+Return"))

	for _, value := range []string{"Tuesday", "Rita", "Dr. Vega é", "10:30"} {
		p.fillNext(value)
	}
	p.picture("4-values")
	p.must(key("ctrl+Return"))
	p.see("the confirmation at the bottom", textHolds("Rita Lima"), stepWait)
	p.picture("5-confirmation")
	p.see("the row, read", nameHolds("list item", "Rita Lima", "Read", "appointment_reminder"), readWait)
	p.picture("6-read")
	p.stop()

	again := start(t, screen, data)
	again.see("the row after a restart", nameHolds("list item", "Rita Lima", "Read"), startWait)
	again.picture("7-after-a-restart")
}

// focusUntil presses Tab until a node has the focus, as somebody without a mouse does.
func (p *program) focusUntil(what string, wanted match) {
	p.t.Helper()
	p.pressUntil("Tab", what, wanted)
}

// pressUntil presses a key until a node has the focus.
func (p *program) pressUntil(chord, what string, wanted match) {
	p.t.Helper()
	p.see(what, wanted, stepWait)
	for range 30 {
		if found, err := p.screen.find(what, wanted, stepWait); err == nil && found.focused() {
			return
		}
		p.must(key(chord))
	}
	p.picture("failed-" + p.t.Name())
	p.t.Fatalf("%s does not reach %s; the tree:\n%s", chord, what, p.screen.dump())
}

// fillNext types into the next empty field that has the focus, or Tabs to it.
func (p *program) fillNext(value string) {
	p.t.Helper()
	for range 10 {
		var field *node
		_ = until(time.Second, func() bool {
			field = nil
			walk(p.screen.root(), 0, func(n *node, _ int) bool {
				if n.role == "entry" && n.focused() {
					field = n
				}
				return field != nil
			})
			return field != nil
		})
		if field != nil && field.text() == "" {
			p.must(enter(value))
			p.must(until(stepWait, func() bool { return field.text() == value }))
			return
		}
		p.must(key("Tab"))
	}
	p.picture("failed-" + p.t.Name())
	p.t.Fatalf("no empty field for %q; the tree:\n%s", value, p.screen.dump())
}
