package commandline_test

import (
	"context"
	"errors"
	"os"
	"os/signal"
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
		"serving": serving, "fill": fill, "latin": latin,
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

// fill writes a file of so many MiB: fill FILE MIB.
func fill(script *testscript.TestScript, _ bool, arguments []string) {
	if len(arguments) != 2 {
		script.Fatalf("usage: fill FILE MIB")
	}
	script.Check(writeMebibytes(script.MkAbs(arguments[0]), arguments[1]))
}
