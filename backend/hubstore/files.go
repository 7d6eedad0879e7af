package hubstore

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"activa/backend/hub"
)

// The folders of uploaded files inside a data folder: whole ones, each in a folder of its own, and those
// that are on their way.
const (
	uploadsFolder = "uploads"
	partsFolder   = "uploads.parts"
)

// Files keeps what agents upload for customers as files of the data folder, readable by its owner only.
type Files struct {
	fs.FS
	root *os.Root
}

var _ hub.Files = (*Files)(nil)

// OpenFiles opens the uploaded files of a data folder. What was on its way when the last run ended is
// removed: whoever uploaded it begins again.
func OpenFiles(folder string) (*Files, error) {
	if err := os.RemoveAll(filepath.Join(folder, partsFolder)); err != nil {
		return nil, explain("remove unfinished uploads", err)
	}
	for _, name := range []string{uploadsFolder, partsFolder} {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o700); err != nil {
			return nil, explain("make the folder of uploads", err)
		}
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, explain("open the data folder", err)
	}
	whole, err := fs.Sub(root.FS(), uploadsFolder)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return &Files{FS: whole, root: root}, nil
}

// Append writes a part of a file that is on its way; see hub.Files.
func (f *Files) Append(id string, offset int64, content []byte) (received int64, err error) {
	flags := os.O_RDWR
	if offset == 0 {
		flags |= os.O_CREATE
	}
	part, err := f.root.OpenFile(filepath.Join(partsFolder, id), flags, 0o600)
	if offset > 0 && errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("%w: nothing is there, the part begins at %d", hub.ErrConflict, offset)
	}
	if err != nil {
		return 0, explain("open an upload", err)
	}
	defer func() { err = errors.Join(err, part.Close()) }()
	info, err := part.Stat()
	if err != nil {
		return 0, explain("look at an upload", err)
	}
	if offset > info.Size() {
		return info.Size(), fmt.Errorf("%w: %d bytes are there, the part begins at %d", hub.ErrConflict, info.Size(), offset)
	}
	if _, err := part.WriteAt(content, offset); err != nil {
		return 0, explain("write an upload", err)
	}
	return max(info.Size(), offset+int64(len(content))), nil
}

// Finish makes an upload a whole file that lasts; see hub.Files.
func (f *Files) Finish(id, name string) error {
	if err := f.sync(filepath.Join(partsFolder, id)); err != nil {
		return err
	}
	folder := filepath.Join(uploadsFolder, id)
	if err := f.root.MkdirAll(folder, 0o700); err != nil {
		return explain("keep an upload", err)
	}
	if err := f.root.Rename(filepath.Join(partsFolder, id), filepath.Join(folder, name)); err != nil {
		return explain("keep an upload", err)
	}
	return nil
}

// Discard throws away an upload that is on its way; see hub.Files.
func (f *Files) Discard(id string) error {
	if err := f.root.Remove(filepath.Join(partsFolder, id)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return explain("throw an upload away", err)
	}
	return nil
}

// sync waits until a file is on the disk: its address is told to a customer.
func (f *Files) sync(name string) error {
	file, err := f.root.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return explain("keep an upload", err)
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return explain("keep an upload", err)
	}
	return nil
}

// Close ends the use of the folder.
func (f *Files) Close() error { return f.root.Close() }

var _ io.Closer = (*Files)(nil)
