package commandline

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"

	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/workspace"
)

// addressInUse tells that another program listens there; parameter "address".
const addressInUse fault.Code = "address-in-use"

type serveCommand struct {
	Listen string `required:"" help:"Address to listen on, for example 127.0.0.1:8740 (port 0: any free one)." placeholder:"ADDR"`
	Demo   bool   `help:"Make the demo workspace in an empty folder."`
}

// listeningLine is the first line of serve.
type listeningLine struct {
	Listening string `json:"listening"`
}

// Run serves until it is interrupted. The hub keeps everything in the data folder.
func (c *serveCommand) Run(r *run) (err error) {
	path, err := r.dataFolder()
	if err != nil {
		return err
	}
	listener, err := listen(c.Listen)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }()
	folder, err := workspace.Take(r.ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = joinClose(err, folder.Release()) }()
	hub, err := workspace.OpenHub(r.ctx, folder, workspace.HubOptions{Demo: c.Demo, Log: r.log()})
	if err != nil {
		return err
	}
	defer func() { err = joinClose(err, hub.Close()) }()
	if err := hub.Announce(r.ctx, nil); err != nil {
		return err
	}
	if err := r.printJSON(listeningLine{Listening: "ws://" + listener.Addr().String()}); err != nil {
		return err
	}
	return serveHTTP(r.ctx, listener, hub.Web())
}

func listen(address string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fault.New(addressInUse, err, fault.Parameters{"address": address})
	case err != nil:
		return nil, usage("--listen %s: %v", address, err)
	}
	return listener, nil
}

// serveHTTP answers until ctx ends or the server cannot go on.
func serveHTTP(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := lime.NewHTTPServer(handler)
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}
