package app

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"

	"activa/backend/webhost"
)

// RunBrowser serves the same pages and the same App to a browser of this machine until ctx ends. It
// prints the address, which works once; a second start prints a new one.
func RunBrowser(ctx context.Context, program *Program, pages fs.FS, output io.Writer) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("serve the window: %w", err)
	}
	host, err := webhost.New(webhost.Options{
		App: program.door, Faults: FaultText, Watch: program.watchForBrowser, Pages: pages,
		Media: program.media(), Upload: program.upload(), Policy: contentPolicy, Log: program.log,
	})
	if err != nil {
		return err
	}
	program.hostedBy(browserPages{address: func() string { return host.Address(listener) }})
	if _, err := fmt.Fprintf(output, "Activa is open at %s\n(the address works once; start activa again for another)\n", host.Address(listener)); err != nil {
		return err
	}
	return host.Serve(ctx, listener)
}

// watchForBrowser is the line of changes for one page.
func (p *Program) watchForBrowser(ctx context.Context) <-chan any {
	changes, line := p.listeners.Add(ctx), make(chan any)
	go func() {
		defer close(line)
		for change := range changes {
			select {
			case line <- change:
			case <-ctx.Done():
				return
			}
		}
	}()
	return line
}

// browserPages are the pages in a browser: it comes forward by a new address, opens links by itself,
// and its line of changes begins when it asks for it.
type browserPages struct{ address func() string }

func (b browserPages) raise() (string, error)   { return b.address(), nil }
func (b browserPages) openAddress(string) error { return nil }
func (b browserPages) listening()               {}

// saveFile does nothing: a browser saves by itself.
func (b browserPages) saveFile(string, []byte) error { return nil }

// notify does nothing: a browser shows its notes by itself.
func (b browserPages) notify(NotificationView) error { return nil }
