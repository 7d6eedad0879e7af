package workspace_test

import (
	"net"
	"testing"

	"activa/backend/fault"
	"activa/backend/workspace"
)

// Eight commands that were started at once on one folder: seven of them said that a program had it open
// that does not answer.
func TestCommandsStartedAtOnceWaitForTheirTurn(t *testing.T) {
	path := t.TempDir()
	first, err := workspace.Hold(path)
	if err != nil {
		t.Fatal(err)
	}
	// A note that a crash left behind points at nobody, so it is no reason to give up.
	if err := first.Publish(workspace.Note{Address: "ws://127.0.0.1:1"}); err != nil {
		t.Fatal(err)
	}
	const commands = 8
	done := make(chan error, commands)
	for range commands {
		go func() {
			folder, err := workspace.Take(t.Context(), path)
			if err == nil {
				err = folder.Release()
			}
			done <- err
		}()
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	for range commands {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestNobodyWaitsForAProgramThatCanBeReached(t *testing.T) {
	path := t.TempDir()
	folder, err := workspace.Hold(path)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := folder.Publish(workspace.Note{Address: "ws://" + listener.Addr().String()}); err != nil {
		t.Fatal(err)
	}
	if _, err := workspace.Take(t.Context(), path); fault.CodeOf(err) != workspace.DataInUse {
		t.Errorf("got %v", err)
	}
	if err := folder.Release(); err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
}
