package commandline

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"activa/backend/blip/client"
	"activa/backend/desk"
	"activa/backend/deskstore"
	"activa/backend/fault"
	"activa/backend/workspace"
)

// commandDesk is a desk that lives as long as a command.
type commandDesk struct {
	desk     *desk.Desk
	platform *client.Client
	store    *deskstore.Store
	folder   *workspace.Folder
	cancel   context.CancelFunc
	ended    chan error
}

func openDesk(ctx context.Context, platform *client.Client, now func() time.Time) (*commandDesk, error) {
	folder, err := makeDeskFolder()
	if err != nil {
		return nil, err
	}
	store, err := deskstore.Open(ctx, folder.Path())
	if err != nil {
		return nil, errors.Join(err, removeDeskFolder(folder))
	}
	working, cancel := context.WithCancel(context.WithoutCancel(ctx))
	d := &commandDesk{platform: platform, store: store, folder: folder, cancel: cancel, ended: make(chan error, 1)}
	if d.desk, err = desk.New(ctx, desk.Options{Store: store, Platform: platform, Now: now}); err != nil {
		cancel()
		return nil, errors.Join(err, store.Close(), removeDeskFolder(folder))
	}
	go func() { d.ended <- d.desk.Run(working) }()
	return d, nil
}

const (
	deskFolders   = "activa-send-*"
	deskFolderAge = time.Minute // a younger folder may belong to a command that is about to lock it
)

// makeDeskFolder makes the folder of one desk. Folders of commands that were killed go first: they hold
// what was written to whom. A living command holds the lock of its own.
func makeDeskFolder() (*workspace.Folder, error) {
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), deskFolders)) // a constant pattern: cannot fail
	for _, path := range left {
		info, err := os.Lstat(path)
		if err != nil || !info.IsDir() || time.Since(info.ModTime()) < deskFolderAge {
			continue
		}
		if folder, err := workspace.Hold(path); err == nil {
			_ = removeDeskFolder(folder) // somebody else's folder stays; that is theirs to look after
		}
	}
	path, err := os.MkdirTemp("", deskFolders)
	if err != nil {
		return nil, fault.New(workspace.DataNotWritable, err, fault.Parameters{"folder": os.TempDir()})
	}
	return workspace.Hold(path)
}

func removeDeskFolder(folder *workspace.Folder) error {
	return errors.Join(folder.Release(), os.RemoveAll(folder.Path()))
}

// ready goes Online and waits until the platform holds that and the templates are read. Nothing waits
// for a change of mind in a script.
func (d *commandDesk) ready(ctx context.Context) error {
	settings := d.desk.Snapshot().Settings
	settings.UndoSeconds = 0
	if err := d.desk.ChangeSettings(ctx, settings); err != nil {
		return err
	}
	connected := func(now desk.Snapshot) bool { return now.Connection.Phase == desk.Connected && now.Presence.Confirmed }
	if err := d.wait(ctx, connected); err != nil {
		return err
	}
	if err := d.desk.SetPresence(ctx, desk.Presence{Status: desk.Online}); err != nil {
		return err
	}
	return d.wait(ctx, func(now desk.Snapshot) bool {
		return connected(now) && now.Presence.Presence.Status == desk.Online && len(now.Bots) > 0 &&
			!now.Templates.ReadAt.IsZero() && !now.Templates.Reading
	})
}

// wait returns when the desk is as wanted, or why it will not be: a command does not wait for a line to
// come back.
func (d *commandDesk) wait(ctx context.Context, wanted func(desk.Snapshot) bool) error {
	changes := d.desk.Watch(ctx)
	for {
		snapshot := d.desk.Snapshot()
		switch {
		case wanted(snapshot):
			return nil
		case snapshot.Connection.Phase == desk.Refused:
			return fault.New(desk.CredentialsRefused, snapshot.Connection.Cause, nil)
		case snapshot.Connection.Phase == desk.Dropped:
			return fault.New(desk.NotConnected, snapshot.Connection.Cause, nil)
		}
		select {
		case _, open := <-changes:
			if !open {
				return fault.New(desk.DeskClosed, nil, nil)
			}
		case <-ctx.Done():
			return fault.New(desk.NotConnected, context.Cause(ctx), nil)
		}
	}
}

func (d *commandDesk) bot(name string) (desk.Bot, error) {
	var known []string
	for _, bot := range d.desk.Snapshot().Bots {
		if strings.EqualFold(string(bot.ID), botIdentity(name)) || strings.EqualFold(bot.Name, name) {
			return bot, nil
		}
		known = append(known, string(bot.ID))
	}
	return desk.Bot{}, unknownBot(name, known)
}

// prepare learns what the validator wants to know: who the recipient is, and what the media are.
func (d *commandDesk) prepare(ctx context.Context, draft desk.Draft) error {
	entry, err := d.desk.Template(draft.Template)
	if err != nil {
		return err
	}
	d.desk.ReviewRecipient(ctx, desk.RecipientInput{Template: draft.Template, Text: draft.Phone})
	for _, place := range entry.Template.Places() {
		if address := draft.Values[place.Place]; place.Kind.Media() && address != "" {
			d.desk.CheckMedia(ctx, address)
		}
	}
	return nil
}

// close goes Offline by leaving, and takes the store away.
func (d *commandDesk) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	err := d.desk.Close(ctx)
	d.cancel()
	return errors.Join(err, <-d.ended, d.store.Close(), removeDeskFolder(d.folder))
}
