package lime

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheDesktopIsAskedByItsOwnTool(t *testing.T) {
	recorded, err := filepath.Abs(filepath.Join("testdata", "gnome", "manual.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for name, play := range map[string]struct{ script, want string }{
		"it answers":           {"cat " + recorded, "http://proxy.office.example:3128"},
		"it is not there":      {"", ""},
		"it fails":             {"cat " + recorded + "; exit 1", ""},
		"it never stops":       {"yes org.gnome.system.proxy", ""},
		"it is no such schema": {"echo 'No such schema' >&2; exit 1", ""},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			if play.script != "" {
				script := "#!/bin/sh\nPATH=/usr/bin:/bin\n" + play.script + "\n"
				if err := os.WriteFile(filepath.Join(folder, "gsettings"), []byte(script), 0o700); err != nil { //nolint:gosec // it is run
					t.Fatal(err)
				}
			}
			t.Setenv("PATH", folder)
			if got := chosen(t, desktopProxy(), "https://acme.http.msging.net"); got != play.want {
				t.Errorf("through %q, want %q", got, play.want)
			}
		})
	}
}
