//go:build window

package window

import (
	"fmt"
	"time"

	"github.com/godbus/dbus/v5"
)

// notes is the desktop's service for notes (freedesktop.org, Desktop Notifications Specification 1.2), so that
// what the window tells the desktop is seen as the desktop sees it.
type notes struct {
	connection *dbus.Conn
	came       chan note
	last       uint32 // id of the last note; only the bus's own goroutine counts it
}

// note is one that came.
type note struct {
	id       uint32
	replaces uint32
	program  string
	title    string
	body     string
	quiet    bool // makes no sound of its own
}

const (
	noteService = "org.freedesktop.Notifications"
	notePath    = dbus.ObjectPath("/org/freedesktop/Notifications")
	notesMax    = 64 // that nobody has taken yet
)

// Why a note went away (Desktop Notifications Specification 1.2, NotificationClosed).
const closedByHand = uint32(2)

// offerNotes takes the place of the desktop's service on the session bus until end.
func offerNotes() (*notes, error) {
	connection, err := dbus.ConnectSessionBus()
	if err != nil {
		return nil, err
	}
	n := &notes{connection: connection, came: make(chan note, notesMax)}
	if err := connection.Export(noteMethods{n}, notePath, noteService); err != nil {
		return nil, err
	}
	reply, err := connection.RequestName(noteService, dbus.NameFlagDoNotQueue)
	if err == nil && reply != dbus.RequestNameReplyPrimaryOwner {
		err = fmt.Errorf("somebody else shows notes on this bus: %v", reply)
	}
	return n, err
}

func (n *notes) end() { _ = n.connection.Close() }

// next is the next note that comes.
func (n *notes) next(within time.Duration) (note, error) {
	select {
	case came := <-n.came:
		return came, nil
	case <-time.After(within):
		return note{}, fmt.Errorf("no note within %v", within)
	}
}

// click does what a desktop does when somebody clicks a note: it goes away and its default action is invoked.
func (n *notes) click(id uint32) error {
	if err := n.connection.Emit(notePath, noteService+".ActionInvoked", id, "default"); err != nil {
		return err
	}
	return n.close(id)
}

// close does what a desktop does when somebody closes a note.
func (n *notes) close(id uint32) error {
	return n.connection.Emit(notePath, noteService+".NotificationClosed", id, closedByHand)
}

// noteMethods are what the bus may call.
type noteMethods struct{ notes *notes }

// GetCapabilities says that bodies are markup, as most desktops do.
func (m noteMethods) GetCapabilities() ([]string, *dbus.Error) {
	return []string{"actions", "body", "body-markup"}, nil
}

// GetServerInformation names the service.
func (m noteMethods) GetServerInformation() (name, vendor, version, specification string, failed *dbus.Error) {
	return "window test", "Activa", "1", "1.2", nil
}

// CloseNotification is a program's wish to take a note away.
func (m noteMethods) CloseNotification(uint32) *dbus.Error { return nil }

// Notify takes a note in; actions come in pairs of a key and its words.
func (m noteMethods) Notify(program string, replaces uint32, _, title, body string, actions []string,
	hints map[string]dbus.Variant, _ int32) (uint32, *dbus.Error) {
	id := replaces
	if id == 0 {
		m.notes.last++
		id = m.notes.last
	}
	if len(actions) < 2 || actions[0] != "default" {
		return 0, dbus.MakeFailedError(fmt.Errorf("a note without a default action: %q", actions))
	}
	quiet, _ := hints["suppress-sound"].Value().(bool)
	m.notes.came <- note{id, replaces, program, title, body, quiet}
	return id, nil
}
