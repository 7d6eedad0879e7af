package workspace

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"activa/backend/fault"
)

const (
	raisePath      = "/raise"
	raiseWaitMax   = 5 * time.Second
	raiseBytesMax  = 4096
	shutdownMax    = 2 * time.Second
	bearer         = "Bearer "
	headerReadMax  = 10 * time.Second
	headerBytesMax = 64 << 10
)

// announcement is the loopback door by which commands reach the hub of a running program.
type announcement struct {
	server *http.Server
	ended  chan error
}

// Announce listens on a free loopback port with the hub's LIME doors and leaves the note. raised is
// called when a second start asks the program to come forward; it answers an address to print, or
// nothing. A program without a window has no raised: a second start is told that the folder is in use.
func (h *Hub) Announce(ctx context.Context, raised func() (string, error)) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen for commands: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+raisePath, h.ownerOnly(raised))
	mux.Handle("/", h.Web())
	announced := &announcement{
		server: &http.Server{Handler: mux, ReadHeaderTimeout: headerReadMax, MaxHeaderBytes: headerBytesMax},
		ended:  make(chan error, 1),
	}
	go func() { announced.ended <- announced.server.Serve(listener) }()
	h.announced = announced
	address := listener.Addr().String()
	return h.folder.Publish(Note{
		PID: os.Getpid(), Address: "ws://" + address, Raise: "http://" + address + raisePath, Token: h.ownerToken,
	})
}

func (h *Hub) ownerOnly(raised func() (string, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token := strings.TrimPrefix(r.Header.Get("Authorization"), bearer)
		if subtle.ConstantTimeCompare([]byte(token), []byte(h.ownerToken)) != 1 {
			http.Error(w, "only the owner", http.StatusForbidden)
			return
		}
		if raised == nil {
			http.Error(w, "there is no window", http.StatusConflict)
			return
		}
		address, err := raised()
		if err != nil {
			h.log.Error("come forward", "error", err)
			http.Error(w, "the window did not come forward", http.StatusInternalServerError)
			return
		}
		_, _ = io.WriteString(w, address)
	}
}

func (a *announcement) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownMax)
	defer cancel()
	err := a.server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) { // sockets of sessions are not the server's to wait for
		err = a.server.Close()
	}
	if served := <-a.ended; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// Raise asks the program that has the folder open to come forward and gives what it answers: a new
// address for the browser, or nothing. The fault is DataInUse when it does not answer.
func Raise(ctx context.Context, path string) (string, error) {
	inUse := func(cause error) error { return fault.New(DataInUse, cause, fault.Parameters{"folder": path}) }
	note, found, err := ReadNote(path)
	if err != nil || !found {
		return "", inUse(err)
	}
	ctx, cancel := context.WithTimeout(ctx, raiseWaitMax)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, note.Raise, nil)
	if err != nil {
		return "", inUse(err)
	}
	request.Header.Set("Authorization", bearer+note.Token)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", inUse(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(answer.Body, raiseBytesMax))
	if err != nil || answer.StatusCode != http.StatusOK {
		return "", inUse(fmt.Errorf("answer %d: %w", answer.StatusCode, err))
	}
	return string(text), nil
}
