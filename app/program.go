package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/keystore"
	"activa/backend/workspace"
)

// The two stages of the program.
const (
	stageWelcome = "welcome" // nobody is signed in
	stageDesk    = "desk"
)

// Codes of the program itself.
const (
	startChoiceInvalid fault.Code = "start-choice-invalid" // parameter "field"
	signedOut          fault.Code = "signed-out"           // the question needs somebody signed in
	addressInvalid     fault.Code = "address-invalid"      // only https addresses and telephone links open
	addressNotSecure   fault.Code = "address-not-secure"   // a secret would travel in clear; parameter "address"
)

// Program is the running program behind its windows: the data folder with its embedded hub, and the
// desk of who is signed in.
//
//	welcome ──Start──► desk ──SignOut──► welcome
//	   ▲                 │ credentials refused: the desk stays, its connection says so
//	   └── first start   └── next start: signed in again by itself, Invisible
type Program struct {
	log       *slog.Logger
	folder    *workspace.Folder
	embedded  *workspace.Hub
	listeners desk.Listeners[Change]
	keys      *keystore.Store
	door      *App
	ctx       context.Context

	switching sync.Mutex // held while one desk takes another's place
	leaving   leaving
	checks    checks

	mutex       sync.Mutex // guards what follows; held for no I/O but the preferences file
	host        host
	preferences preferences
	session     *session
	closed      bool
	hidden      bool // nobody sees the window
}

// NewProgram takes the data folder and starts its embedded hub; Close ends both.
func NewProgram(ctx context.Context, data string, log *slog.Logger) (*Program, error) {
	return newProgram(ctx, data, log, nil)
}

// newProgram is NewProgram with a key store that takes the place of the system's, nil for none.
func newProgram(ctx context.Context, data string, log *slog.Logger, keyring keystore.Keyring) (*Program, error) {
	folder, err := workspace.Take(ctx, data)
	if err != nil {
		return nil, err
	}
	embedded, err := workspace.OpenHub(ctx, folder, workspace.HubOptions{Demo: true, Log: log})
	if err != nil {
		return nil, errors.Join(err, folder.Release())
	}
	if err := forgetUploads(folder.Path()); err != nil {
		log.Warn("files of an earlier run were not removed", "error", err)
	}
	loaded, err := loadPreferences(folder.Path())
	if err != nil {
		log.Warn("the preferences were not read", "error", err)
	}
	program := &Program{
		log: log, folder: folder, embedded: embedded, ctx: ctx, preferences: loaded,
		keys: keystore.New(keystore.Options{Folder: folder.Path(), Keyring: keyring, Log: log}),
	}
	program.door = &App{program: program}
	if err := embedded.Announce(ctx, program.raised); err != nil {
		return nil, errors.Join(err, program.Close())
	}
	go program.followClock()
	program.resume()
	return program, nil
}

// Close ends the desk (what waits in its undo window leaves at once if it can), then the hub, then
// lets go of the folder.
func (p *Program) Close() error {
	p.cancelCheck()
	p.switching.Lock()
	defer p.switching.Unlock()
	p.mutex.Lock()
	current := p.session
	p.session, p.closed = nil, true
	p.mutex.Unlock()
	var err error
	if current != nil {
		err = current.close()
	}
	p.leaving.waitAll()
	return errors.Join(err, p.embedded.Close(), p.folder.Release())
}

// current is the desk of who is signed in.
func (p *Program) current() (*session, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.session == nil {
		return nil, fault.New(signedOut, nil, nil)
	}
	return p.session, nil
}

// host is what only the host of the pages can do: the window, or the server of a browser.
type host interface {
	// raise brings the program forward for a second start and answers an address to print, or nothing.
	raise() (string, error)
	// openAddress opens an address outside the program.
	openAddress(address string) error
	// saveFile asks where a file should be kept, and writes it there; nothing when the person thinks better.
	saveFile(name string, content []byte) error
	// notify shows a note on the desktop.
	notify(note NotificationView) error
	// listening tells that the pages take changes from now on.
	listening()
}

func (p *Program) hostedBy(host host) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.host = host
}

// hosted is the host, nil while no pages are open yet.
func (p *Program) hosted() host {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.host
}

// raised is asked by a second start: the window comes forward, a browser gets a new address.
func (p *Program) raised() (string, error) {
	if host := p.hosted(); host != nil {
		return host.raise()
	}
	return "", nil
}

func (p *Program) windowPlace() windowPlace {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	place := p.preferences.Window
	if place.Width < windowWidthMin || place.Height < windowHeightMin {
		place.Width, place.Height = windowWidth, windowHeight
	}
	return place
}

func (p *Program) rememberWindow(place windowPlace) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.preferences.Window = place
	if err := p.preferences.save(p.folder.Path()); err != nil {
		p.log.Warn("the window's place was not kept", "error", err)
	}
}

// media serves previews of media: the page reaches no address itself, this program fetches them with
// the desk's care (addresses, size, time).
func (p *Program) media() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		current, err := p.current()
		if err != nil {
			http.Error(w, "signed out", http.StatusConflict)
			return
		}
		file, err := current.desk.Media(r.Context(), r.URL.Query().Get("url"))
		if err != nil {
			p.log.Info("a preview was not fetched", "error", err)
			http.Error(w, string(fault.CodeOf(err)), http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", file.ContentType)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'")
		w.Header().Set("Cache-Control", "private, max-age=600")
		http.ServeContent(w, r, "", time.Time{}, file.Reader())
	})
}

// RaiseRunning asks the program that has the folder open to come forward; it prints what that program
// answers, a new address for the browser or nothing.
func RaiseRunning(ctx context.Context, data string, output io.Writer) error {
	address, err := workspace.Raise(ctx, data)
	if err != nil {
		return err
	}
	if address != "" {
		_, err = fmt.Fprintln(output, address)
	}
	return err
}
