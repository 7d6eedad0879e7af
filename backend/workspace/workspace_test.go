package workspace_test

import (
	"os"
	"path/filepath"
	"testing"

	"activa/backend/fault"
	"activa/backend/workspace"
)

func TestOneProgramHoldsAFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "folder")
	first, err := workspace.Hold(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := workspace.Hold(path); fault.CodeOf(err) != workspace.DataInUse {
		t.Errorf("a second program got %v", err)
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	second, err := workspace.Hold(path)
	if err != nil {
		t.Fatalf("after the first let go: %v", err)
	}
	if err := second.Release(); err != nil {
		t.Fatal(err)
	}
}

func TestTheFolderIsItsOwnersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data")
	folder, err := workspace.Hold(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := folder.Publish(workspace.Note{PID: 7, Address: "ws://127.0.0.1:1", Token: "secret"}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{".": 0o700, "lock": 0o600, "running.json": 0o600} {
		info, err := os.Stat(filepath.Join(path, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", name, got, want)
		}
	}
	note, found, err := workspace.ReadNote(path)
	if err != nil || !found || note.PID != 7 || note.Token != "secret" {
		t.Errorf("the note reads %+v, %v, %v", note, found, err)
	}
	if err := folder.Release(); err != nil {
		t.Fatal(err)
	}
	if _, found, err := workspace.ReadNote(path); found || err != nil {
		t.Errorf("a note outlived its program: %v, %v", found, err)
	}
}

func TestAFolderThatCannotBeWrittenIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := workspace.Hold(filepath.Join(path, "below"))
	if fault.CodeOf(err) != workspace.DataNotWritable {
		t.Fatalf("the fault is %v", err)
	}
	if got := fault.Of(err).Parameters["folder"]; got != filepath.Join(path, "below") {
		t.Errorf("the fault names %q", got)
	}
}

func TestABrokenNoteIsAnErrorAndNotAProgram(t *testing.T) {
	path := t.TempDir()
	if err := os.WriteFile(filepath.Join(path, "running.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, found, err := workspace.ReadNote(path); found || err == nil {
		t.Errorf("a broken note reads as %v, %v", found, err)
	}
}

// TestAFolderThatOthersCouldReadIsClosedOrRefused: a folder made beforehand, with the rights that
// folders usually have, was used as it was.
func TestAFolderThatOthersCouldReadIsClosedOrRefused(t *testing.T) {
	cases := map[string]struct {
		holds string
		want  fault.Code
		mode  os.FileMode
	}{
		"empty":                   {"", "", 0o700},
		"our data of before":      {"lock", "", 0o700},
		"our data put back":       {"hub.db", "", 0o700},
		"other things, as a home": {"letter.txt", workspace.DataNotPrivate, 0o755},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := t.TempDir()
			if c.holds != "" {
				if err := os.WriteFile(filepath.Join(path, c.holds), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Chmod(path, 0o755); err != nil { //nolint:gosec // what is to be found out
				t.Fatal(err)
			}
			folder, err := workspace.Hold(path)
			if fault.CodeOf(err) != c.want {
				t.Fatalf("holding it gives %v, want %q", err, c.want)
			}
			if err == nil {
				defer func() { _ = folder.Release() }()
			}
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if got := info.Mode().Perm(); got != c.mode {
				t.Errorf("the folder has mode %o, want %o", got, c.mode)
			}
		})
	}
}
