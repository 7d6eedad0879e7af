// Activa starts WhatsApp conversations by active messages: a window for agents, a team hub, and short
// commands for scripts. This file only assembles; it must never hold anything else.
package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"activa/app"
	"activa/app/commandline"
	"activa/backend/fault"
	"activa/backend/workspace"
)

// version is set by the release build.
var version = "0.1.0-dev"

//go:embed all:frontend/dist
var built embed.FS

func main() {
	if app.Generating {
		if err := app.GenerateBindings(); err != nil {
			fmt.Fprintln(os.Stderr, "generate the bindings:", err)
			os.Exit(1)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(commandline.Run(ctx, os.Args[1:], commandline.Program{
		Version: version, Input: os.Stdin, Output: os.Stdout, Errors: os.Stderr, OpenWindow: openWindow,
	}))
}

// openWindow runs the program. On data that is open already, the program that has it comes forward.
func openWindow(ctx context.Context, data string, browser bool) (err error) {
	pages, err := fs.Sub(built, "frontend/dist")
	if err != nil {
		return fmt.Errorf("find the pages: %w", err)
	}
	program, err := app.NewProgram(ctx, data, slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if fault.CodeOf(err) == workspace.DataInUse {
		if err := app.RaiseRunning(ctx, data, os.Stdout); err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "Activa is open already on %s: it comes forward.\n", filepath.Clean(data))
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, program.Close()) }()
	if browser {
		return app.RunBrowser(ctx, program, pages, os.Stdout)
	}
	return app.RunWindow(program, pages)
}
