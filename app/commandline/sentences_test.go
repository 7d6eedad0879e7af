package commandline

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"activa/backend/fault"
)

// windowOnly are codes that no command can meet: they answer to what only a window does.
var windowOnly = []fault.Code{
	"start-choice-invalid", "signed-out", "address-invalid", "address-not-secure", "draft-unknown", "not-asking",
	"message-unknown", "already-handed-over", "presence-invalid", "settings-invalid", "chat-message-invalid",
	"upload-kind", "upload-too-large", "upload-empty",
	"connection-invalid", "connection-unknown", "connection-key-gone", "connections-too-many", "check-step-unknown",
	"phone-refused", "clock-refused", "desk-status-refused",
}

// windowRooms are the rooms whose codes are about what commands do not do.
var windowRooms = []string{"backend/webhost", "backend/keystore", "backend/blip/check"}

// TestNoCodeIsToldAsACode walks the declared codes of every room: "file-not-json: read templates: invalid
// JSON" was what a person read.
func TestNoCodeIsToldAsACode(t *testing.T) {
	codes := declaredCodes(t)
	if len(codes) < 30 {
		t.Fatalf("only %d codes were found: the walk looks at the wrong places", len(codes))
	}
	for code, room := range codes {
		_, told := sentences[code]
		exempt := slices.Contains(windowOnly, code) || slices.Contains(windowRooms, room)
		if !told && !exempt {
			t.Errorf("%s (%s) has no words", code, room)
		}
		if told && exempt {
			t.Errorf("%s (%s) has words though no command can meet it", code, room)
		}
	}
	for code := range sentences {
		if codes[code] == "" {
			t.Errorf("%s is the code of nothing", code)
		}
	}
}

// declaredCodes are the constants of type fault.Code with the room of each.
func declaredCodes(t *testing.T) map[fault.Code]string {
	codes := map[fault.Code]string{}
	root := filepath.Join("..", "..")
	for _, top := range []string{"app", "backend"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			room, err := filepath.Rel(root, filepath.Dir(path))
			ast.Inspect(file, func(node ast.Node) bool {
				constant, is := node.(*ast.ValueSpec)
				if is && isCode(constant.Type) && len(constant.Values) == 1 {
					if text, is := constant.Values[0].(*ast.BasicLit); is {
						code, _ := strconv.Unquote(text.Value)
						codes[fault.Code(code)] = filepath.ToSlash(room)
					}
				}
				return true
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	delete(codes, fault.Internal)
	return codes
}

func isCode(written ast.Expr) bool {
	selector, is := written.(*ast.SelectorExpr)
	return is && selector.Sel.Name == "Code"
}

func TestASentenceShowsNoBraces(t *testing.T) {
	for code := range sentences {
		if words := sentence(fault.New(code, errors.New("cause"), nil)); strings.ContainsAny(words, "{}") && code != "file-has-no-templates" {
			t.Errorf("%s: %s", code, words)
		}
	}
	about := sentence(&fileError{"list.json", fault.New("bot-unknown", nil, fault.Parameters{"bot": "{known}", "known": "a, b"})})
	if about != `list.json: There is no bot "{known}"; there are a, b.` {
		t.Error(about)
	}
}
