package app

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"sync/atomic"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/mac"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

const (
	windowTitle     = "Activa"
	windowWidth     = 1280
	windowHeight    = 800
	windowWidthMin  = 1024
	windowHeightMin = 640
	changeEvent     = "change" // a Change; the window itself never sends an event
	openEvent       = "open"   // the id of a row whose note was clicked
	savedFileMode   = 0o600    // what customers send is for its reader alone
)

// GenerateBindings lets Wails write the door's types and calls for the pages (frontend/wailsjs): in a
// build with the tag bindings, Run does that and nothing else.
func GenerateBindings() error {
	return wails.Run(&options.App{Bind: []any{&App{}}})
}

// window is the program in a window of the desktop. Only this file knows Wails.
type window struct {
	program *Program
	context atomic.Pointer[context.Context] // of Wails, from OnStartup on; its calls end the process before
	watched atomic.Bool                     // the page listens
	notes   atomic.Pointer[noteShower]      // nil: the desktop shows none
}

// RunWindow opens the window and returns when it is closed. pages is the built frontend.
func RunWindow(program *Program, pages fs.FS) error {
	w := &window{program: program}
	program.hostedBy(w)
	place := program.windowPlace()
	err := wails.Run(&options.App{
		Title: windowTitle, Width: place.Width, Height: place.Height,
		MinWidth: windowWidthMin, MinHeight: windowHeightMin,
		WindowStartState: startState(place),
		AssetServer: &assetserver.Options{
			Assets: pages, Handler: bytesOnly(program.media(), program.upload()), Middleware: withPolicy,
		},
		OnStartup:      w.startup,
		OnBeforeClose:  w.beforeClose,
		Bind:           []any{program.door},
		ErrorFormatter: func(err error) any { return FaultText(err) },
		// The zero value of the GPU policy means "always on" once Linux is set, and that shows a blank
		// window with some drivers; Wails issues 2977 and 4985.
		Linux: &linux.Options{WebviewGpuPolicy: linux.WebviewGpuPolicyNever, ProgramName: "activa"},
		Mac:   &mac.Options{DisableEscapeExitsFullscreen: true},
	})
	if err != nil {
		return fmt.Errorf("open the window: %w", err)
	}
	return nil
}

func startState(place windowPlace) options.WindowStartState {
	if place.Maximised {
		return options.Maximised
	}
	return options.Normal
}

func (w *window) startup(ctx context.Context) {
	w.context.Store(&ctx)
	go func() {
		for change := range w.program.listeners.Add(ctx) {
			if w.watched.Load() {
				runtime.EventsEmit(ctx, changeEvent, change)
			}
		}
	}()
	w.offerNotes(ctx)
	place := w.program.windowPlace()
	if !place.Maximised && (place.X != 0 || place.Y != 0) {
		runtime.WindowSetPosition(ctx, place.X, place.Y)
	}
}

// noteShower shows one note on the desktop.
type noteShower func(context.Context, NotificationView) error

// offerNotes asks the desktop for its notes; a click on one brings the window forward and opens the row.
func (w *window) offerNotes(ctx context.Context) {
	shower, err := w.noteShower(ctx)
	if err != nil {
		w.program.log.Info("the desktop shows no notes", "error", err)
		return
	}
	w.notes.Store(&shower)
}

func (w *window) noteShower(ctx context.Context) (noteShower, error) {
	own, err := openNotes(ctx, w.noteClicked)
	if err != nil {
		return nil, err
	}
	if own != nil {
		return own.show, nil
	}
	if err := runtime.InitializeNotifications(ctx); err != nil {
		return nil, err
	}
	runtime.OnNotificationResponse(ctx, func(result runtime.NotificationResult) {
		if id, ok := result.Response.UserInfo[rowKey].(string); ok && result.Error == nil {
			w.noteClicked(id)
		}
	})
	return func(ctx context.Context, note NotificationView) error {
		return runtime.SendNotification(ctx, runtime.NotificationOptions{
			ID: note.RowID, Title: note.Title, Body: note.Body, Data: map[string]any{rowKey: note.RowID},
		})
	}, nil
}

// rowKey names the row in the data of a note.
const rowKey = "row"

// noteClicked brings the window forward and lets the page open what the note was about.
func (w *window) noteClicked(row string) {
	ctx := w.context.Load()
	_, _ = w.raise()
	runtime.EventsEmit(*ctx, openEvent, row)
}

// notify ends a refusal here: a desktop with a session bus may still have nobody who shows notes, and only
// the first note tells that. What it was about stands in the window.
func (w *window) notify(note NotificationView) error {
	show := w.notes.Load()
	if show == nil {
		return nil
	}
	if err := (*show)(*w.context.Load(), note); err != nil {
		w.program.log.Info("the desktop did not show a note", "error", err)
	}
	return nil
}

// beforeClose remembers where the window stood. It never keeps the window open: a veto would block a
// log-out of the whole desktop.
func (w *window) beforeClose(ctx context.Context) bool {
	place := windowPlace{Maximised: runtime.WindowIsMaximised(ctx)}
	place.Width, place.Height = runtime.WindowGetSize(ctx)
	place.X, place.Y = runtime.WindowGetPosition(ctx)
	w.program.rememberWindow(place)
	return false
}

// raise brings the window forward for a second start; it has no address to print.
func (w *window) raise() (string, error) {
	if ctx := w.context.Load(); ctx != nil {
		runtime.WindowUnminimise(*ctx)
		runtime.WindowShow(*ctx)
	}
	return "", nil
}

func (w *window) openAddress(address string) error {
	if ctx := w.context.Load(); ctx != nil {
		runtime.BrowserOpenURL(*ctx, address)
	}
	return nil
}

// saveFile asks by the desktop's own dialog: the window itself cannot save what a link leads to.
func (w *window) saveFile(name string, content []byte) error {
	ctx := w.context.Load()
	if ctx == nil {
		return nil
	}
	path, err := runtime.SaveFileDialog(*ctx, runtime.SaveDialogOptions{DefaultFilename: name, CanCreateDirectories: true})
	if err != nil || path == "" {
		return err
	}
	return os.WriteFile(path, content, savedFileMode)
}

func (w *window) listening() { w.watched.Store(true) }

// contentPolicy lets the pages reach this program and nothing else. Styles may stand in the document
// because components set positions; scripts may not.
const contentPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
	"media-src 'self' blob:; connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; " +
	"frame-ancestors 'none'; form-action 'none'"

func withPolicy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", contentPolicy)
		next.ServeHTTP(w, r)
	})
}

// bytesOnly answers what the built pages lack: files to show and files to send, nothing else.
func bytesOnly(media, upload http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /media", media)
	mux.Handle("POST /upload", upload)
	return mux
}
