package workspace_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"activa/backend/workspace"
)

// A first start that was killed, or met a full disk, left a part of the demo workspace for ever.
func TestADemoWorkspaceThatWasBrokenOffIsMadeWhole(t *testing.T) {
	path := t.TempDir()
	mark := filepath.Join(path, "demo.unfinished")
	for _, begin := range []struct {
		name string
		demo bool
		mark bool
		want int
	}{
		{"an empty hub is left", false, false, 0},
		{"and not filled later", true, false, 0},
		{"a demo that was broken off is made", true, true, 5},
		{"also when it was nearly whole", true, true, 5},
		{"and it stays", true, false, 5},
	} {
		if begin.mark {
			if err := os.WriteFile(mark, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got := peopleIn(t, path, begin.demo); got != begin.want {
			t.Errorf("%s: %d people, want %d", begin.name, got, begin.want)
		}
		if _, err := os.Stat(mark); err == nil {
			t.Errorf("%s: the mark stays", begin.name)
		}
	}
}

// peopleIn starts the hub of a folder, counts who can sit at a desk, and ends it.
func peopleIn(t *testing.T, path string, demo bool) int {
	folder, err := workspace.Hold(path)
	if err != nil {
		t.Fatal(err)
	}
	hub, err := workspace.OpenHub(t.Context(), folder, workspace.HubOptions{Demo: demo, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	people, err := hub.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := hub.Close(); err != nil {
		t.Fatal(err)
	}
	if err := folder.Release(); err != nil {
		t.Fatal(err)
	}
	return len(people)
}
