package app

import (
	"context"
	"errors"
	"fmt"
	"html"
	"slices"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"
)

// The desktop's own service (freedesktop.org, Desktop Notifications Specification 1.2). Wails has one way to it,
// which takes a note that was closed for one that was clicked and hands customers' words on as markup.
const (
	noteService   = "org.freedesktop.Notifications"
	notePath      = "/org/freedesktop/Notifications"
	noteClick     = "default" // the action of a click on the note itself
	noteWait      = 5 * time.Second
	noteSignalMax = 16 // that wait to be looked at
	notesKeptMax  = 64 // whose click is waited for
)

// desktopNotes shows notes of the desktop; a row has one at a time.
type desktopNotes struct {
	bus     *dbus.Conn
	clicked func(row string)
	mutex   sync.Mutex
	shown   []shownNote // the oldest first
}

type shownNote struct {
	id  uint32 // the desktop's
	row string
}

// openNotes connects to the session's bus until ctx ends. clicked is called with the row of a note that was
// clicked, one at a time. Whether somebody shows notes only the first one tells.
func openNotes(ctx context.Context, clicked func(row string)) (*desktopNotes, error) {
	bus, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		return nil, fmt.Errorf("connect to the session bus: %w", err)
	}
	told := make(chan *dbus.Signal, noteSignalMax)
	bus.Signal(told)
	for _, member := range []string{"ActionInvoked", "NotificationClosed"} {
		match := []dbus.MatchOption{dbus.WithMatchInterface(noteService), dbus.WithMatchMember(member)}
		if err := bus.AddMatchSignalContext(ctx, match...); err != nil {
			return nil, errors.Join(fmt.Errorf("listen for %s: %w", member, err), bus.Close())
		}
	}
	notes := &desktopNotes{bus: bus, clicked: clicked}
	go func() {
		for signal := range told { // closed with the connection, which ends with ctx
			notes.hear(signal)
		}
	}()
	return notes, nil
}

// show shows a note in the place of the one of the same row that still stands.
func (n *desktopNotes) show(ctx context.Context, note NotificationView) error {
	ctx, cancel := context.WithTimeout(ctx, noteWait)
	defer cancel()
	n.mutex.Lock() // also while the desktop answers: a click finds its note
	defer n.mutex.Unlock()
	service := n.bus.Object(noteService, notePath)
	var able []string
	if err := service.CallWithContext(ctx, noteService+".GetCapabilities", 0).Store(&able); err != nil {
		return fmt.Errorf("ask the desktop how it shows notes: %w", err)
	}
	body := note.Body
	if slices.Contains(able, "body-markup") {
		body = html.EscapeString(body)
	}
	var replaced uint32
	if at := n.of(note.RowID); at >= 0 {
		replaced = n.shown[at].id
		n.shown = slices.Delete(n.shown, at, at+1)
	}
	hints := map[string]dbus.Variant{
		"desktop-entry":  dbus.MakeVariant("activa"),
		"suppress-sound": dbus.MakeVariant(true), // the window has its own, which can be turned off
	}
	var id uint32
	call := service.CallWithContext(ctx, noteService+".Notify", 0,
		windowTitle, replaced, "", note.Title, body, []string{noteClick, windowTitle}, hints, int32(-1))
	if err := call.Store(&id); err != nil {
		return fmt.Errorf("show a note on the desktop: %w", err)
	}
	n.shown = append(n.shown, shownNote{id: id, row: note.RowID})
	n.shown = n.shown[max(0, len(n.shown)-notesKeptMax):]
	return nil
}

func (n *desktopNotes) of(row string) int {
	return slices.IndexFunc(n.shown, func(one shownNote) bool { return one.row == row })
}

// hear takes in what became of a note: it was clicked, or it went away.
func (n *desktopNotes) hear(signal *dbus.Signal) {
	if len(signal.Body) != 2 {
		return
	}
	id, isID := signal.Body[0].(uint32)
	if !isID {
		return
	}
	row := n.gone(id)
	if row != "" && signal.Name == noteService+".ActionInvoked" && signal.Body[1] == noteClick {
		n.clicked(row)
	}
}

// gone forgets a note that stands no longer and names its row; empty when it was none of ours.
func (n *desktopNotes) gone(id uint32) string {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	at := slices.IndexFunc(n.shown, func(one shownNote) bool { return one.id == id })
	if at < 0 {
		return ""
	}
	row := n.shown[at].row
	n.shown = slices.Delete(n.shown, at, at+1)
	return row
}
