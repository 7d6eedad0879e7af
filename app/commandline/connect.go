package commandline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/fault"
	"activa/backend/lime"
	"activa/backend/workspace"
)

// hubConnection is the hub that a command works on.
type hubConnection struct {
	dial           func(ctx context.Context) (lime.Transport, error)
	now            func() time.Time
	authentication func(ctx context.Context, identity string) (lime.Authentication, error)
	administrator  string // who signs in for what is not done in an agent's name
	close          func() error
}

// connect opens the hub that the flags name: a team hub, or the embedded one of the data folder. When a
// program has the folder open, its hub is reached through the address that it left.
func (r *run) connect() (*hubConnection, error) {
	if r.flags.Hub != "" {
		return r.connectTeamHub()
	}
	path, err := r.dataFolder()
	if err != nil {
		return nil, err
	}
	folder, err := workspace.Take(r.ctx, path)
	if fault.CodeOf(err) == workspace.DataInUse {
		return r.connectRunning(path, err)
	}
	if err != nil {
		return nil, err
	}
	hub, err := workspace.OpenHub(r.ctx, folder, workspace.HubOptions{Demo: true, Log: r.log()})
	if err != nil {
		return nil, errors.Join(err, folder.Release())
	}
	if r.announces {
		if err := hub.Announce(r.ctx, func() (string, error) { return "", nil }); err != nil {
			return nil, errors.Join(err, hub.Close(), folder.Release())
		}
	}
	return &hubConnection{
		dial: hub.Dial, now: hub.Now, administrator: doc.OwnerIdentity,
		authentication: func(ctx context.Context, identity string) (lime.Authentication, error) {
			token, err := hub.IssueToken(ctx, identity)
			return lime.External(token, workspace.Issuer), err
		},
		close: func() error { return errors.Join(hub.Close(), folder.Release()) },
	}, nil
}

// connectTeamHub signs in with the secret or token of the environment, whoever it is.
func (r *run) connectTeamHub() (*hubConnection, error) {
	address := r.flags.Hub
	switch {
	case strings.HasPrefix(address, "ws://"), strings.HasPrefix(address, "wss://"):
	case strings.HasPrefix(address, "http://"), strings.HasPrefix(address, "https://"):
		address = "ws" + strings.TrimPrefix(address, "http")
	default:
		return nil, usage("--hub takes an address like wss://hub.example, not %q", address)
	}
	secret, token := os.Getenv(secretVariable), os.Getenv(tokenVariable)
	if secret == "" && token == "" {
		return nil, usage("--hub needs the account's secret in %s (or a token in %s)", secretVariable, tokenVariable)
	}
	return &hubConnection{
		dial: func(ctx context.Context) (lime.Transport, error) {
			return lime.DialWebSocket(ctx, address, lime.NetworkOptions{})
		},
		now: time.Now, administrator: r.flags.As,
		authentication: func(context.Context, string) (lime.Authentication, error) {
			if token != "" {
				return lime.External(token, workspace.Issuer), nil
			}
			return lime.Plain(secret), nil
		},
		close: func() error { return nil },
	}, nil
}

// connectRunning goes through the program that has the folder open; inUse is the answer when it left no
// address or does not answer.
func (r *run) connectRunning(path string, inUse error) (*hubConnection, error) {
	note, found, err := workspace.ReadNote(path)
	if err != nil || !found {
		return nil, errors.Join(inUse, err)
	}
	dial := func(ctx context.Context) (lime.Transport, error) {
		return lime.DialWebSocket(ctx, note.Address, lime.NetworkOptions{})
	}
	owner, err := workspace.Administer(r.ctx, dial, note.Token, r.log())
	if err != nil {
		return nil, errors.Join(inUse, err)
	}
	ahead := time.Duration(0) // of the hub's simulated time; a hub without one has the machine's
	if clock, err := owner.Clock(r.ctx); err == nil {
		ahead = time.Until(clock.Now.Time)
	}
	return &hubConnection{
		dial: dial, now: func() time.Time { return time.Now().Add(ahead) }, administrator: doc.OwnerIdentity,
		authentication: func(ctx context.Context, identity string) (lime.Authentication, error) {
			if identity == doc.OwnerIdentity {
				return lime.External(note.Token, workspace.Issuer), nil
			}
			token, err := owner.Token(ctx, identity, time.Hour)
			return lime.External(token.Token, workspace.Issuer), err
		},
		close: func() error { owner.Close(); return nil },
	}, nil
}

// options are the client's for one account.
func (h *hubConnection) options(ctx context.Context, account string, log *slog.Logger) (client.Options, error) {
	node, err := lime.ParseNode(agentIdentity(account) + "/command-" + lime.NewID()[:8])
	if err != nil {
		return client.Options{}, usage("%q is no account", account)
	}
	authentication, err := h.authentication(ctx, node.Identity.String())
	if err != nil {
		return client.Options{}, orUnknownAgent(err, node.Identity.String())
	}
	return client.Options{Dial: h.dial, Node: node, Authentication: authentication, Now: h.now, Log: log}, nil
}

// administer runs a piece of work signed in as whoever administers.
func (r *run) administer(work func(*client.Administration) error) (err error) {
	hub, err := r.connect()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hub.close()) }()
	if hub.administrator == "" {
		return usage("--hub needs --as, the account that signs in")
	}
	options, err := hub.options(r.ctx, hub.administrator, r.log())
	if err != nil {
		return err
	}
	administration, err := client.Administer(r.ctx, options)
	if err != nil {
		return err
	}
	defer administration.Close()
	return work(administration)
}

// dataFolder is the folder of --data, or the operating system's.
func (r *run) dataFolder() (string, error) {
	switch {
	case r.flags.Data == nil:
		return workspace.DefaultPath()
	case *r.flags.Data == "":
		return "", usage("--data names no folder") // an empty variable of a script does not mean the person's own data
	}
	return kong.ExpandPath(*r.flags.Data), nil
}

// log goes to standard error and says only what went wrong: a command's output is its answer.
func (r *run) log() *slog.Logger {
	return slog.New(slog.NewTextHandler(r.program.Errors, &slog.HandlerOptions{Level: slog.LevelError}))
}

// readSecret reads a secret from standard input; one line ending is not part of it.
func (r *run) readSecret() (string, error) {
	const secretBytesMax = 1024
	content, err := io.ReadAll(io.LimitReader(r.program.Input, secretBytesMax+1))
	if err != nil {
		return "", fmt.Errorf("read the secret: %w", err)
	}
	secret := strings.TrimSuffix(strings.TrimSuffix(string(content), "\n"), "\r")
	if secret == "" || len(secret) > secretBytesMax {
		return "", usage("give the secret on standard input, at most %d bytes", secretBytesMax)
	}
	return secret, nil
}

// agentIdentity completes a short name: ana is ana@activa.local.
func agentIdentity(name string) string {
	if strings.Contains(name, "@") {
		return name
	}
	return name + "@" + doc.AgentDomain
}
