// Package limetest lets the public npm clients of LIME, which lie in backend/lime/peers, go through
// their play against a server of ours. It is for tests only.
package limetest

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Scripts are the public clients; the settings of each are told at the top of peers/play.mjs.
var Scripts = []string{"blip-sdk.mjs", "lime-js.mjs"}

// playTimeout is longer than a play gives itself, so that its own last words are heard.
const playTimeout = 90 * time.Second

// Play lets one public client go through its play with the given settings, NAME=VALUE. A play that
// fails is an error of the test. It gives the lines that the client printed.
func Play(t *testing.T, script string, settings ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), playTimeout)
	defer cancel()
	node := exec.CommandContext(ctx, "node", script)
	node.Dir = folder(t)
	node.Env = append(os.Environ(), settings...)
	var said, complained bytes.Buffer
	node.Stdout, node.Stderr = &said, &complained
	if err := node.Run(); err != nil {
		t.Errorf("%s with %v: %v\n%s%s", script, settings, err, &said, &complained)
	}
	return said.String()
}

// Need skips the test when the public clients are not installed, or fails it where ACTIVA_PEERS says
// that they are required.
func Need(t *testing.T) {
	t.Helper()
	_, err := os.Stat(filepath.Join(folder(t), "node_modules", "blip-sdk"))
	if _, missing := exec.LookPath("node"); missing != nil {
		err = missing
	}
	switch {
	case err == nil:
	case os.Getenv("ACTIVA_PEERS") == "required":
		t.Fatalf("The public clients are not installed (%v). Run `make peers`, which needs Node 20 or later.", err)
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, exec.ErrNotFound):
		t.Skip("The public clients are not installed. Run `make peers` to include them.")
	default:
		t.Fatal(err)
	}
}

// folder finds the clients from whichever folder of the project the test runs in.
func folder(t *testing.T) string {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			return filepath.Join(root, "backend", "lime", "peers")
		}
		above := filepath.Dir(root)
		if above == root {
			t.Fatal("the test does not run inside the project")
		}
		root = above
	}
}
