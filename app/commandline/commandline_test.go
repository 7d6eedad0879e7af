package commandline_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"activa/app/commandline"
)

// The plays of testdata run the true program: each `activa` is a process with its own arguments,
// standard streams and exit status.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"activa": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		os.Exit(commandline.Run(ctx, os.Args[1:], commandline.Program{
			Version: "test", Input: os.Stdin, Output: os.Stdout, Errors: os.Stderr,
			OpenWindow: func(context.Context, string, bool) error { return errors.New("no window in these plays") },
		}))
	}})
}

func TestPlays(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", Cmds: map[string]func(*testscript.TestScript, bool, []string){
		"serving": serving, "fill": fill, "latin": latin, "field": field, "told": told,
	}})
}

// serving waits for the first line of a served hub and puts its address into an environment variable:
// serving NAME FILE, where FILE is what the hub prints.
func serving(script *testscript.TestScript, _ bool, arguments []string) {
	if len(arguments) != 2 {
		script.Fatalf("usage: serving NAME FILE")
	}
	address, err := firstListening(script.MkAbs(arguments[1]))
	script.Check(err)
	script.Setenv(arguments[0], address)
}

// latin writes JSON in an old code page: latin FILE.
func latin(script *testscript.TestScript, _ bool, arguments []string) {
	if len(arguments) != 1 {
		script.Fatalf("usage: latin FILE")
	}
	script.Check(os.WriteFile(script.MkAbs(arguments[0]), []byte("{\"body.1\":\"a\xe7\xe3o\"}"), 0o600))
}

// field puts a field of the first line of the last output into an environment variable: field NAME KEY.
func field(script *testscript.TestScript, _ bool, arguments []string) {
	if len(arguments) != 2 {
		script.Fatalf("usage: field NAME KEY")
	}
	line, _, _ := strings.Cut(script.ReadFile("stdout"), "\n")
	var object map[string]any
	script.Check(json.Unmarshal([]byte(line), &object))
	script.Setenv(arguments[0], fmt.Sprint(object[arguments[1]]))
}

// told waits until a command in the background has written its first line: told FILE.
func told(script *testscript.TestScript, _ bool, arguments []string) {
	if len(arguments) != 1 {
		script.Fatalf("usage: told FILE")
	}
	_, err := firstLine(script.MkAbs(arguments[0]))
	script.Check(err)
}

// fill writes a file of so many MiB: fill FILE MIB.
func fill(script *testscript.TestScript, _ bool, arguments []string) {
	if len(arguments) != 2 {
		script.Fatalf("usage: fill FILE MIB")
	}
	script.Check(writeMebibytes(script.MkAbs(arguments[0]), arguments[1]))
}
