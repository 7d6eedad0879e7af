// Package backend_test reads the sources of the whole house and fails the build when a wall is broken.
package backend_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "activa/"

// arrows is the table of the house (DESIGN §3): a room and the rooms that it may import. A room that is
// not listed may not exist; a room imports nothing of the house but what stands here.
var arrows = map[string][]string{
	"backend/fault":             {},
	"backend/message":           {"backend/fault"},
	"backend/ticket":            {"backend/message", "backend/fault"},
	"backend/lime":              {"backend/fault"},
	"backend/blip/doc":          {"backend/lime", "backend/message", "backend/fault"},
	"backend/blip/client":       {"backend/blip/doc", "backend/lime", "backend/desk", "backend/message", "backend/ticket", "backend/fault"},
	"backend/blip/blipstand":    {"backend/blip/doc", "backend/lime"},
	"backend/desk":              {"backend/message", "backend/ticket", "backend/fault"},
	"backend/deskstore":         {"backend/desk", "backend/message", "backend/ticket", "backend/fault"},
	"backend/hub":               {"backend/blip/doc", "backend/lime", "backend/message", "backend/ticket", "backend/fault"},
	"backend/hubstore":          {"backend/hub", "backend/blip/doc", "backend/message", "backend/ticket", "backend/fault"},
	"backend/gateway/simulator": {"backend/hub", "backend/message", "backend/fault"},
	"backend/demo":              {"backend/message", "backend/fault"},
	"backend/workspace":         {"backend/hub", "backend/hubstore", "backend/gateway/simulator", "backend/demo", "backend/blip/client", "backend/blip/doc", "backend/desk", "backend/lime", "backend/message", "backend/fault"},
	"backend/sim":               {"backend/hub", "backend/hubstore", "backend/gateway/simulator", "backend/demo", "backend/lime", "backend/blip/client", "backend/blip/doc", "backend/desk", "backend/deskstore", "backend/message", "backend/ticket", "backend/fault"},
	"app/commandline":           {"app", "backend/workspace", "backend/contactfile", "backend/blip/client", "backend/blip/doc", "backend/lime", "backend/desk", "backend/deskstore", "backend/message", "backend/fault"},
	"backend/contactfile":       {"backend/message", "backend/fault"},
	"backend/webhost":           {},
	"backend/keystore":          {"backend/fault"},
	"backend/blip/check":        {"backend/blip/client", "backend/blip/doc", "backend/lime", "backend/desk", "backend/fault"},
	"app":                       {"backend/workspace", "backend/keystore", "backend/webhost", "backend/blip/client", "backend/blip/check", "backend/blip/doc", "backend/lime", "backend/desk", "backend/deskstore", "backend/message", "backend/fault"},
	".":                         {"app", "app/commandline", "backend/workspace", "backend/fault"},
}

// outside is what only some rooms may import of the world, with the reason.
var outside = []struct {
	library string
	files   func(room, file string) bool
	reason  string
}{
	{"github.com/wailsapp/wails", func(room, file string) bool { return room == "app" && file == "window.go" }, "only app/window.go knows the shell, so that it can be changed"},
	{"database/sql", func(room, _ string) bool { return strings.HasSuffix(room, "store") }, "SQL lives in the stores"},
	{"github.com/mattn/go-sqlite3", func(room, _ string) bool { return strings.HasSuffix(room, "store") }, "SQL lives in the stores"},
	{"github.com/gorilla/websocket", func(room, _ string) bool { return room == "backend/lime" || room == "backend/webhost" }, "sockets live at the edges"},
	{"net", func(room, _ string) bool { return !pure(room) }, "rules do no I/O"},
	{"net/http", func(room, _ string) bool { return !pure(room) }, "rules do no I/O"},
	{"os", func(room, _ string) bool { return !pure(room) }, "rules do no I/O"},
	{"io/fs", func(room, _ string) bool { return !pure(room) }, "rules do no I/O"},
	{"github.com/zalando/go-keyring", func(room, _ string) bool { return room == "backend/keystore" }, "secrets live in one room"},
	{"github.com/mattn/go-ieproxy", func(room, _ string) bool { return room == "backend/lime" }, "one place chooses the proxy"},
	{"github.com/takenet/lime-go", func(string, string) bool { return false }, "a peer in tests, never shipped"},
}

// pure rooms hold rules: facts and the time go in, a value comes out.
func pure(room string) bool {
	return slices.Contains([]string{"backend/fault", "backend/message", "backend/ticket"}, room)
}

type source struct {
	room, file string
	imports    []string
}

func TestArrows(t *testing.T) {
	for _, s := range sources(t) {
		allowed, listed := arrows[s.room]
		if !listed {
			t.Errorf("%s: this room is not in the table of arrows", s.room)
			continue
		}
		for _, name := range s.imports {
			if room, inside := strings.CutPrefix(name, module); inside && !slices.Contains(allowed, room) {
				t.Errorf("%s/%s imports %s: no such arrow", s.room, s.file, room)
			}
			for _, wall := range outside {
				if (name == wall.library || strings.HasPrefix(name, wall.library+"/") && strings.Contains(wall.library, ".")) && !wall.files(s.room, s.file) {
					t.Errorf("%s/%s imports %s: %s", s.room, s.file, name, wall.reason)
				}
			}
		}
	}
}

// sources reads every Go file of the house that ships: tests and the rooms that serve tests (their
// names end in "test") may import what they examine.
func sources(t *testing.T) []source {
	t.Helper()
	var found []source
	eachFile(t, ".go", func(name string, _ []byte) {
		room := path.Dir(name)
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(room, "test") || strings.HasPrefix(room, "build/") {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", name), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		s := source{room: room, file: path.Base(name)}
		for _, spec := range file.Imports {
			library, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			s.imports = append(s.imports, library)
		}
		found = append(found, s)
	})
	if len(found) < 10 {
		t.Fatalf("only %d sources were found: the test looks in the wrong place", len(found))
	}
	return found
}

// eachFile visits the project's files with one ending, by slashed path from the project's root.
func eachFile(t *testing.T, ending string, visit func(name string, content []byte)) {
	t.Helper()
	root := ".."
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && slices.Contains([]string{"node_modules", "dist", ".git", "wailsjs", "testdata", "bin", "output"}, entry.Name()) {
			return filepath.SkipDir
		}
		if entry.IsDir() || filepath.Ext(name) != ending {
			return nil
		}
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		content, err := readFile(name)
		if err == nil {
			visit(filepath.ToSlash(relative), content)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
