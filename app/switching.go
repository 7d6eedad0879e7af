package app

import (
	"errors"
	"time"

	"activa/backend/desk"
	"activa/backend/fault"
)

// One desk is at work at a time; another one takes its place without waiting for it:
//
//	switchTo ─► keys ─► open ─► its store, its desk ─► replace ─► windows take a new snapshot
//	                                                     └─► the desk before hands over what it can, and ends

// resumeWait is how long a start waits for the key store, which may have to ask for its password.
const resumeWait = time.Second

// resume signs in again where the program was left. A key store that takes its time does not keep the
// window from opening: the desk comes when the key does.
func (p *Program) resume() {
	last := p.preferences.Current
	if last == "" {
		return
	}
	resumed := make(chan struct{})
	go func() {
		defer close(resumed)
		if err := p.switchTo(p.ctx, last); err != nil {
			p.log.Warn("the last session was not resumed", "error", err)
		}
	}()
	select {
	case <-resumed:
	case <-time.After(resumeWait):
	}
}

// start signs in as chosen on the welcome screen; the hub's secret goes into the key store.
func (p *Program) start(choice StartChoice) error {
	to, keys := connectionOf(choice), secrets{}
	if choice.Kind == kindHub {
		keys[keySecret] = choice.Secret
	}
	choice.Secret = ""
	p.mutex.Lock()
	if choice.Language != "" {
		p.preferences.Language = choice.Language
	}
	p.preferences.Last = choice
	p.mutex.Unlock()
	return p.connect(to, keys)
}

// connect keeps a connection with its keys and opens it.
func (p *Program) connect(to connection, keys secrets) error {
	if err := to.validate(); err != nil {
		return err
	}
	if err := p.keepSecrets(p.ctx, &to, keys); err != nil {
		return err
	}
	return p.open(to, keys)
}

// open makes a connection's desk the one at work. The desk before leaves in its own time: it hands over
// what it can, while the window shows the new one already.
func (p *Program) open(to connection, keys secrets) error {
	p.switching.Lock()
	defer p.switching.Unlock()
	if p.ended() {
		return fault.New(desk.DeskClosed, nil, nil)
	}
	if current, _ := p.current(); current != nil && current.connection.ID == to.ID {
		p.leave(p.replace(nil)) // with new keys or settings: its store can be open once
	}
	p.leaving.wait(to.ID)
	next, err := p.openSession(to, keys)
	if err != nil {
		return err
	}
	previous := p.replace(next)
	p.leave(previous)
	to.UsedAt = time.Now()
	p.mutex.Lock()
	p.preferences.Current = to.ID
	err = errors.Join(p.preferences.remember(to), p.preferences.save(p.folder.Path()))
	p.mutex.Unlock()
	if err != nil {
		p.log.Warn("the preferences were not kept", "error", err)
	}
	p.listeners.Tell(Change{Revision: next.desk.Snapshot().Revision, Now: milliseconds(p.now()), Stage: stageDesk, Resync: true})
	return nil
}

func (p *Program) ended() bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.closed
}

// tellHidden tells the desk at work whether nobody looks, and remembers it for the next one.
func (p *Program) tellHidden(hidden bool) {
	p.mutex.Lock()
	p.hidden = hidden
	current := p.session
	p.mutex.Unlock()
	if current != nil {
		current.platform.SetHidden(hidden)
	}
}

// replace sets the desk at work, nil for none, and gives the one before.
func (p *Program) replace(next *session) *session {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	previous := p.session
	p.session = next
	if next != nil {
		next.platform.SetHidden(p.hidden)
	}
	return previous
}

// leave closes a desk beside; nil is none.
func (p *Program) leave(previous *session) {
	if previous == nil {
		return
	}
	p.leaving.begin(previous.connection.ID, func() {
		if err := previous.close(); err != nil {
			p.log.Warn("the desk before did not end in order", "error", err)
		}
	})
}

func (p *Program) signOut() error {
	p.switching.Lock()
	defer p.switching.Unlock()
	p.mutex.Lock()
	current := p.session
	p.session = nil
	p.preferences.Current = ""
	err := p.preferences.save(p.folder.Path())
	p.mutex.Unlock()
	p.leave(current)
	p.listeners.Tell(Change{Now: milliseconds(p.now()), Stage: stageWelcome, Resync: true})
	return err
}

// rememberName keeps the name that a platform tells of a connection's person.
func (p *Program) rememberName(id, name string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	at := p.preferences.find(id)
	if at < 0 || name == "" || p.preferences.Connections[at].Name == name {
		return
	}
	p.preferences.Connections[at].Name = name
	if err := p.preferences.save(p.folder.Path()); err != nil {
		p.log.Warn("the preferences were not kept", "error", err)
	}
}
