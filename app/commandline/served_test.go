package commandline_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"activa/backend/blip/client"
	"activa/backend/lime"
)

// served is the true program as a team hub with the demo workspace, in a process of its own. Accounts
// and bots are made by the commands, through the folder that it has open.
type served struct {
	address string // ws://host:port
	folder  string

	mu   sync.Mutex
	made int
}

// serveDemo starts it; it is asked to leave when the test ends, and has to do so without complaint.
func serveDemo(t *testing.T) *served {
	t.Helper()
	hub := &served{folder: filepath.Join(t.TempDir(), "data")}
	process := exec.Command("activa", "serve", "--demo", "--data", hub.folder, "--listen", "127.0.0.1:0")
	var complained bytes.Buffer
	process.Stderr = &complained
	output, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := process.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
		if err := process.Wait(); err != nil || complained.Len() > 0 {
			t.Errorf("the hub ended by %v and complained: %s", err, &complained)
		}
	})
	first, err := bufio.NewReader(output).ReadBytes('\n')
	var line struct{ Listening string }
	if err != nil || json.Unmarshal(first, &line) != nil || line.Listening == "" {
		t.Fatalf("the first line is %q (%v)", first, err)
	}
	hub.address = line.Listening
	hub.hasten(t)
	return hub
}

// simulatedPace is how many times faster than real time the customers of these tests live.
const simulatedPace = 10

// hasten lets the owner of the folder set the pace, over the network like everybody else.
func (h *served) hasten(t *testing.T) {
	t.Helper()
	owner, err := client.Administer(t.Context(), client.Options{
		Dial: func(ctx context.Context) (lime.Transport, error) {
			return lime.DialWebSocket(ctx, h.address, lime.NetworkOptions{})
		},
		Node:           lime.Node{Identity: lime.Identity{Name: "owner", Domain: "activa.local"}, Instance: "interop"},
		Authentication: lime.External(h.token(t, "owner"), "activa.local"),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	if err := owner.SetPace(t.Context(), simulatedPace); err != nil {
		t.Fatal(err)
	}
}

// run runs a command on the hub's folder with a text on its standard input, and gives what it printed.
func (h *served) run(t *testing.T, input string, arguments ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "activa", append(arguments, "--data", h.folder)...)
	command.Stdin = strings.NewReader(input)
	var complained bytes.Buffer
	command.Stderr = &complained
	output, err := command.Output()
	if err != nil {
		t.Fatalf("activa %s: %v\n%s", strings.Join(arguments, " "), err, &complained)
	}
	return strings.TrimSpace(string(output))
}

// number is a new one each time, so that no two plays share an account, a bot or a recipient.
func (h *served) number() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.made++
	return h.made
}

const (
	peerSecret = "contraseña: ñandú"
	demoBot    = "entregas@msging.net"
)

// agent makes an agent of the demo bot, with peerSecret, and gives its name.
func (h *served) agent(t *testing.T) (name string) {
	t.Helper()
	name = fmt.Sprintf("agent%d", h.number())
	h.run(t, peerSecret, "accounts", "add", name, "--role", "agent", "--bot", demoBot)
	return name
}

// token is one by which the account may sign in.
func (h *served) token(t *testing.T, account string) string {
	t.Helper()
	return h.run(t, "", "accounts", "token", account, "--for", "1h")
}

// hola is a template in the form of Meta's Graph API.
const hola = `{"data":[{"name":"hola","language":"es","status":"APPROVED","category":"UTILITY","id":"7","components":[{"type":"BODY","text":"Hola {{1}}."}]}]}`

// bot makes a bot that has the template hola, and gives its name and access key.
func (h *served) bot(t *testing.T) (name, key string) {
	t.Helper()
	number := h.number()
	name = fmt.Sprintf("bot%d", number)
	var made struct{ Bot, Key string }
	line := h.run(t, "", "bots", "add", name, "--number", fmt.Sprintf("+55114004%04d", number), "--json")
	if err := json.Unmarshal([]byte(line), &made); err != nil || made.Bot != name+"@msging.net" || made.Key == "" {
		t.Fatalf("activa bots add printed %s (%v)", line, err)
	}
	file := filepath.Join(t.TempDir(), "hola.json")
	if err := os.WriteFile(file, []byte(hola), 0o600); err != nil {
		t.Fatal(err)
	}
	h.run(t, "", "templates", "import", file, "--bot", name)
	return name, made.Key
}

// recipient is a new customer whose phone sends every receipt, in disorder: the simulator knows such
// people by the last digits of their number.
func (h *served) recipient() string {
	return fmt.Sprintf("551195%03d9916@wa.gw.msging.net", h.number())
}
