// Package workspace owns a data folder of this machine: the lock that keeps two programs from writing
// to it, the embedded hub that lives in it, and the note by which commands find the program that has it
// open. Everybody speaks LIME to the embedded hub: the desk of the window through a pipe, commands
// through the same pipe or, while a program has the folder open, through its loopback address.
//
//	DIR/lock          held while a program has the folder open
//	DIR/running.json  where that program listens and the owner's token, readable by the owner only
//	DIR/hub.db        the embedded hub
//
// It must never hold a rule of messages or tickets, and never write what the hub owns past the hub.
package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"activa/backend/fault"
)

// Codes of what can be wrong with a data folder.
const (
	DataInUse       fault.Code = "data-in-use"       // another program has the folder open; parameter folder
	DataNotWritable fault.Code = "data-not-writable" // parameter folder
	DataNotPrivate  fault.Code = "data-not-private"  // others can read the folder and it is not ours to close; parameter folder
	AccountUnknown  fault.Code = "account-unknown"   // nobody of that name on the hub; parameter account
)

const (
	lockName    = "lock"
	turnWaitMax = time.Minute           // for commands that have the folder, one after the other
	turnLook    = 50 * time.Millisecond // between two tries: a lock of the system tells nobody that it is free
	knockMax    = time.Second
)

// Folder is a data folder that this process holds.
type Folder struct {
	path string
	lock *flock.Flock
}

// Hold makes the folder when it is missing, readable by its owner only, and takes its lock. The fault
// is DataInUse while another program holds it, DataNotWritable when nothing can be written there and
// DataNotPrivate when others can read it and it holds more than our data.
func Hold(path string) (*Folder, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find the data folder: %w", err)
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, notWritable(path, err)
	}
	if err := keepPrivate(path); err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(path, lockName), flock.SetPermissions(0o600))
	held, err := lock.TryLock()
	if err != nil {
		return nil, notWritable(path, err)
	}
	if !held {
		return nil, fault.New(DataInUse, nil, fault.Parameters{"folder": path})
	}
	if err := probe(path); err != nil {
		return nil, errors.Join(notWritable(path, err), lock.Close())
	}
	return &Folder{path: path, lock: lock}, nil
}

// Take is Hold that waits for its turn: a command has the folder for moments, and many of them may
// start at once. The fault is DataInUse at once when a program has it that can be reached by its note,
// and after a minute when nobody can be.
func Take(ctx context.Context, path string) (*Folder, error) {
	ctx, cancel := context.WithTimeout(ctx, turnWaitMax)
	defer cancel()
	look := time.NewTicker(turnLook)
	defer look.Stop()
	for {
		folder, err := Hold(path)
		if fault.CodeOf(err) != DataInUse || reachable(ctx, path) {
			return folder, err
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return nil, err
		}
	}
}

// reachable says whether somebody listens where the note points. A note that a crash left behind while
// a command has the folder points at nobody.
func reachable(ctx context.Context, path string) bool {
	note, found, err := ReadNote(path)
	if err != nil || !found {
		return false
	}
	address, err := url.Parse(note.Address)
	if err != nil {
		return false
	}
	connection, err := (&net.Dialer{Timeout: knockMax}).DialContext(ctx, "tcp", address.Host)
	if err != nil {
		return false
	}
	return connection.Close() == nil
}

// Path is the folder's absolute path.
func (f *Folder) Path() string { return f.path }

// Release gives the folder free and takes the note away.
func (f *Folder) Release() error {
	err := os.Remove(filepath.Join(f.path, noteName))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, f.lock.Close())
}

// probe writes and removes a file: a folder may have a lock file that opens and still take nothing new.
func probe(path string) error {
	file, err := os.CreateTemp(path, "probe-*")
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

func notWritable(path string, cause error) error {
	return fault.New(DataNotWritable, cause, fault.Parameters{"folder": path})
}

// DefaultPath is the operating system's application-data folder for Activa.
func DefaultPath() (string, error) {
	base, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("find the application-data folder: %w", err)
	}
	return filepath.Join(base, "Activa"), nil
}
