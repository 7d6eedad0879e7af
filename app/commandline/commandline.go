// Package commandline is Activa without a window: the grammar of the commands, and for each command the
// few lines between its flags and the rooms that do the work. Commands speak LIME to a hub like
// everybody else: to the embedded hub of a data folder (through the running program when one has the
// folder open), or to a team hub.
//
// Exit status: 0 done, 1 refused or failed with the reason on standard error, 2 wrong use, and for send
// 3 still unknown. Listings print one JSON object a line with --json.
//
// It must never hold a rule of messages or tickets, and never print a secret that it was given.
package commandline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// Exit statuses (DESIGN §5).
const (
	ExitDone    = 0
	ExitFailed  = 1
	ExitUsage   = 2
	ExitUnknown = 3
)

// Environment names what a command reads beside its flags; secrets never come as flags, because other
// users of the machine can read those.
const (
	secretVariable = "ACTIVA_SECRET"
	tokenVariable  = "ACTIVA_TOKEN"
)

// Program is what the commands need from outside.
type Program struct {
	Version    string
	Input      io.Reader
	Output     io.Writer
	Errors     io.Writer
	OpenWindow func(ctx context.Context, data string, browser bool) error
}

// grammar is every flag and command. Each command's Run is in the file of its name.
type grammar struct {
	Data    *string          `help:"Folder of the data; the operating system's application-data folder when not given." placeholder:"DIR"`
	Hub     string           `help:"Team hub to work on instead of the folder's embedded hub (ws://… or wss://…)." placeholder:"URL"`
	As      string           `help:"With --hub: account to sign in as; its secret is read from ACTIVA_SECRET." placeholder:"IDENTITY"`
	Version kong.VersionFlag `help:"Print the version and leave."`

	Window    windowCommand    `cmd:"" default:"withargs" help:"Open the program: a window, or with --browser a page for a browser of this machine."`
	Serve     serveCommand     `cmd:"" help:"Run a team hub: LIME over WebSocket and HTTP."`
	Templates templatesCommand `cmd:"" help:"Import, list, check and render templates."`
	Contacts  contactsCommand  `cmd:"" help:"Import and list contacts."`
	Send      sendCommand      `cmd:"" help:"Send one active message and follow it."`
	Sent      sentCommand      `cmd:"" help:"List what was sent."`
	Tickets   ticketsCommand   `cmd:"" help:"List the tickets that an agent may see."`
	Ticket    ticketCommand    `cmd:"" help:"Take, close or transfer a ticket."`
	Presence  presenceCommand  `cmd:"" help:"Set an agent's presence and keep it for a while."`
	Phone     phoneCommand     `cmd:"" help:"Act as a simulated customer."`
	Clock     clockCommand     `cmd:"" help:"Look at the simulated time, or move it ahead."`
	Accounts  accountsCommand  `cmd:"" help:"Add accounts to a hub and issue tokens for them."`
	Bots      botsCommand      `cmd:"" help:"Add bots to a hub."`
}

type windowCommand struct {
	Browser bool `help:"Serve the interface on a loopback address with a one-time token and print it."`
}

// Run opens the program. Where there is no display the browser takes the window's place.
func (c *windowCommand) Run(r *run) error {
	data, err := r.dataFolder()
	if err != nil {
		return err
	}
	return r.program.OpenWindow(r.ctx, data, c.Browser || !hasDisplay())
}

// run is one command at work.
type run struct {
	ctx     context.Context
	program Program
	flags   *grammar
	// announces lets other commands reach the hub of the data folder while this one runs.
	announces bool
}

// statusError ends a command with a status of its own; its words were printed already.
type statusError int

func (s statusError) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// Run parses the arguments, runs the command and gives the exit status.
func Run(ctx context.Context, arguments []string, program Program) int {
	var flags grammar
	left := false
	parser, err := kong.New(&flags,
		kong.Name("activa"),
		kong.Description("WhatsApp conversations started by active messages."),
		kong.Writers(program.Output, program.Errors),
		kong.Vars{"version": program.Version},
		kong.Exit(func(int) { left = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
	)
	if err != nil {
		fmt.Fprintln(program.Errors, "activa:", err)
		return ExitFailed
	}
	command, err := parser.Parse(arguments)
	if left { // --help and --version have printed
		return ExitDone
	}
	if err != nil {
		fmt.Fprintf(program.Errors, "activa: %v\nTry: activa --help\n", err)
		return ExitUsage
	}
	return exitStatus(command.Run(&run{ctx: ctx, program: program, flags: &flags}), program.Errors)
}

// exitStatus prints why a command failed and gives its status.
func exitStatus(err error, errorsWriter io.Writer) int {
	var status statusError
	switch {
	case err == nil:
		return ExitDone
	case errors.As(err, &status):
		return int(status)
	case errors.Is(err, errUsage):
		fmt.Fprintf(errorsWriter, "activa: %s\nTry: activa --help\n", strings.TrimSuffix(err.Error(), ": "+errUsage.Error()))
		return ExitUsage
	}
	fmt.Fprintln(errorsWriter, "activa:", sentence(err))
	return ExitFailed
}

var errUsage = errors.New("wrong use")

// usage is an error of how the command was called.
func usage(format string, arguments ...any) error {
	return fmt.Errorf(format+": %w", append(arguments, errUsage)...)
}

// hasDisplay says whether this desktop can show a window.
func hasDisplay() bool {
	return windowsNeedNoDisplay || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
