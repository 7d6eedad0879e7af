package backend_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	fileLinesMax     = 400
	functionLinesMax = 70
)

func readFile(name string) ([]byte, error) { return os.ReadFile(name) }

// TestFilesFitATopic holds sizes: a file fits a topic, a function fits a screen. Tables of test cases
// are data and may be longer.
func TestFilesFitATopic(t *testing.T) {
	eachFile(t, ".go", func(name string, content []byte) {
		lines := bytes.Count(content, []byte("\n"))
		if lines > fileLinesMax && !strings.HasSuffix(name, "_test.go") {
			t.Errorf("%s has %d lines, %d are the limit", name, lines, fileLinesMax)
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, content, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range file.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok || strings.HasSuffix(name, "_test.go") {
				continue
			}
			if long := files.Position(function.End()).Line - files.Position(function.Pos()).Line + 1; long > functionLinesMax {
				t.Errorf("%s: %s has %d lines, %d are the limit", name, function.Name.Name, long, functionLinesMax)
			}
		}
	})
}

// TestRoomsAreNamedAfterWhatTheyHold refuses drawers.
func TestRoomsAreNamedAfterWhatTheyHold(t *testing.T) {
	drawers := []string{"util", "utils", "helper", "helpers", "common", "models", "services", "misc", "types"}
	eachFile(t, ".go", func(name string, _ []byte) {
		base := strings.TrimSuffix(path.Base(name), ".go")
		if slices.Contains(drawers, path.Base(path.Dir(name))) || slices.Contains(drawers, base) {
			t.Errorf("%s: a name that tells nothing", name)
		}
	})
}

// TestEveryRoomSaysWhatItOwns wants a package comment with what the room must never do.
func TestEveryRoomSaysWhatItOwns(t *testing.T) {
	comments := map[string]string{}
	eachFile(t, ".go", func(name string, content []byte) {
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "build/") {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, content, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		comments[path.Dir(name)] += file.Doc.Text()
	})
	for room, comment := range comments {
		if strings.HasSuffix(room, "test") { // suites that serve tests own nothing
			continue
		}
		if !strings.Contains(comment, "never") {
			t.Errorf("%s: the package comment does not say what the room must never do", room)
		}
	}
}

// TestNothingIsLeftForLater finds what was meant to be done and skipped tests; whoever stops leaves a
// sentence in the README or finishes.
func TestNothingIsLeftForLater(t *testing.T) {
	left := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
	leftOrSleep := regexp.MustCompile(left.String() + `|time\.Sl` + `eep\(`)
	eachFile(t, ".go", func(name string, content []byte) {
		marks := leftOrSleep
		if bytes.Contains(content, []byte(`"testing/synctest"`)) {
			marks = left // in a bubble a sleep lets fake time pass and waits for nothing
		}
		for number, line := range strings.Split(string(content), "\n") {
			if found := marks.FindString(line); found != "" {
				t.Errorf("%s:%d: %s", name, number+1, found)
			}
		}
	})
}
