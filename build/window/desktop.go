//go:build window

// Package window drives the real window by its accessibility tree, as a screen reader and a keyboard
// would: AT-SPI over D-Bus to look, xdotool to type and click. It must never reach into the program.
package window

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	accessible = "org.a11y.atspi.Accessible"
	depthMax   = 80
	lookEvery  = 40 * time.Millisecond
)

// desktop is the accessibility bus of this session.
type desktop struct{ connection *dbus.Conn }

// openDesktop asks the session bus where the accessibility bus is, which starts it, and connects.
func openDesktop() (*desktop, error) {
	session, err := dbus.ConnectSessionBus()
	if err != nil {
		return nil, err
	}
	defer func() { _ = session.Close() }()
	var address string
	if err := session.Object("org.a11y.Bus", "/org/a11y/bus").Call("org.a11y.Bus.GetAddress", 0).Store(&address); err != nil {
		return nil, err
	}
	connection, err := dbus.Connect(address)
	if err != nil {
		return nil, err
	}
	return &desktop{connection}, nil
}

// node is one accessible object.
type node struct {
	object     dbus.BusObject
	connection *dbus.Conn
	role       string
	name       string
}

type reference struct {
	Bus  string
	Path dbus.ObjectPath
}

// children asks for all at once, and one by one where that answers nothing although there are some:
// so it is at the seam between GTK's tree and the page's.
func (n *node) children() []*node {
	var references []reference
	_ = n.object.Call(accessible+".GetChildren", 0).Store(&references)
	if len(references) == 0 {
		count, _ := property[int32](n, "ChildCount")
		for i := range count {
			var one reference
			if n.object.Call(accessible+".GetChildAtIndex", 0, i).Store(&one) == nil {
				references = append(references, one)
			}
		}
	}
	children := make([]*node, 0, len(references))
	for _, one := range references {
		children = append(children, n.at(one))
	}
	return children
}

func (n *node) at(one reference) *node {
	child := &node{object: n.connection.Object(one.Bus, one.Path), connection: n.connection}
	child.name, _ = property[string](child, "Name")
	var role uint32
	_ = child.object.Call(accessible+".GetRole", 0).Store(&role)
	if child.role = roles[role]; child.role == "" {
		child.role = fmt.Sprintf("role-%d", role)
	}
	return child
}

func property[T any](n *node, name string) (T, bool) {
	var none T
	variant, err := n.object.GetProperty(accessible + "." + name)
	if err != nil {
		return none, false
	}
	value, ok := variant.Value().(T)
	return value, ok
}

// roles names the numbers that matter here: WebKit answers GetRoleName with an empty string.
var roles = map[uint32]string{
	2: "alert", 7: "check box", 11: "combo box", 16: "dialog", 19: "file chooser", 23: "frame", 27: "image", 29: "label",
	31: "list", 32: "list item", 33: "menu", 35: "menu item", 37: "page tab", 38: "page tab list",
	39: "panel", 43: "push button", 44: "radio button", 45: "radio menu item", 61: "text", 62: "toggle button", 64: "tool tip",
	73: "paragraph", 75: "application", 79: "entry", 83: "heading", 85: "section", 87: "form", 88: "link",
	95: "document web", 98: "list box", 99: "grouping", 101: "notification", 110: "landmark", 111: "log", 116: "static",
}

func (d *desktop) root() *node {
	return &node{object: d.connection.Object("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"), connection: d.connection}
}

// walk visits the tree in order until visit says stop.
func walk(n *node, depth int, visit func(*node, int) bool) bool {
	if depth > depthMax {
		return false
	}
	for _, child := range n.children() {
		if visit(child, depth) || walk(child, depth+1, visit) {
			return true
		}
	}
	return false
}

// dump lists the whole tree, for the log of a failed test.
func (d *desktop) dump() string {
	var lines strings.Builder
	walk(d.root(), 0, func(n *node, depth int) bool {
		fmt.Fprintf(&lines, "%*s%s %q %q\n", depth*2, "", n.role, n.name, n.text())
		return false
	})
	return lines.String()
}

// match chooses a node.
type match func(*node) bool

func named(role, name string) match {
	return func(n *node) bool { return n.role == role && n.name == name }
}

func nameHolds(role string, parts ...string) match {
	return func(n *node) bool {
		return n.role == role && !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(n.name, part) })
	}
}

func textHolds(part string) match {
	return func(n *node) bool { return strings.Contains(n.name, part) || strings.Contains(n.text(), part) }
}

// find looks until a showing node matches.
func (d *desktop) find(what string, wanted match, within time.Duration) (*node, error) {
	var found *node
	err := until(within, func() bool {
		found = nil
		return walk(d.root(), 0, func(n *node, _ int) bool {
			if wanted(n) && n.showing() {
				found = n
			}
			return found != nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("no %s within %v; the tree:\n%s", what, within, d.dump())
	}
	return found, nil
}

// until looks again and again, because a tree on a bus tells of no change that can be waited for.
func until(within time.Duration, holds func() bool) error {
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	end := time.After(within)
	for !holds() {
		select {
		case <-look.C:
		case <-end:
			return fmt.Errorf("not within %v", within)
		}
	}
	return nil
}

// state bits of AT-SPI: 1 active (a window that has the keyboard), 12 focused, 25 showing.
func (n *node) state(bit uint) bool {
	var words []uint32
	if n.object.Call(accessible+".GetState", 0).Store(&words) != nil || len(words) == 0 {
		return false
	}
	return words[bit/32]&(1<<(bit%32)) != 0
}

func (n *node) showing() bool { return n.state(25) }
func (n *node) focused() bool { return n.state(12) }
func (n *node) active() bool  { return n.state(1) }

// text is what the Text interface says, empty for a node without one.
func (n *node) text() string {
	var interfaces []string
	if n.object.Call(accessible+".GetInterfaces", 0).Store(&interfaces) != nil || !slices.Contains(interfaces, "org.a11y.atspi.Text") {
		return ""
	}
	var text string
	_ = n.object.Call("org.a11y.atspi.Text.GetText", 0, int32(0), int32(-1)).Store(&text)
	return text
}

type place struct{ X, Y, Width, Height int32 }

// place is where the node stands on the screen; nowhere and nothing when it is gone.
func (n *node) place() place {
	var now place
	_ = n.object.Call("org.a11y.atspi.Component.GetExtents", 0, uint32(0)).Store(&now)
	return now
}

// click moves the pointer to the node's middle, once its place was the same twice in a row, and clicks.
func (n *node) click() error {
	var last, now place
	err := until(3*time.Second, func() bool {
		last, now = now, n.place()
		return now == last && now.Width > 0 && now.Height > 0
	})
	if err != nil {
		return fmt.Errorf("%s %q did not come to rest: %w", n.role, n.name, err)
	}
	return xdotool("mousemove", fmt.Sprint(now.X+now.Width/2), fmt.Sprint(now.Y+now.Height/2), "click", "1")
}

// key sends a key or a chord to the window that has the focus: "Return", "ctrl+n".
func key(chord string) error { return xdotool("key", chord) }

// enter types a text into the focused field. What is not on the keyboard is pasted, because xdotool
// remaps a spare key for it and the page often misses that.
func enter(text string) error {
	if strings.IndexFunc(text, func(letter rune) bool { return letter < ' ' || letter > '~' }) < 0 {
		return xdotool("type", "--delay", "8", "--", text)
	}
	return paste(text)
}

func paste(text string) error {
	clipboard := exec.Command("xclip", "-selection", "clipboard", "-in")
	clipboard.Stdin = strings.NewReader(text)
	if err := clipboard.Run(); err != nil {
		return fmt.Errorf("fill the clipboard: %w", err)
	}
	return key("ctrl+v")
}

func xdotool(arguments ...string) error {
	output, err := exec.Command("xdotool", arguments...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("xdotool %v: %w: %s", arguments, err, output)
	}
	return nil
}
