package workspace

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	noteName     = "running.json"
	noteBytesMax = 4096
)

// Note tells commands where the program listens that has the folder open. It holds the owner's token,
// so the file is readable by its owner only; it goes when the program ends, and a note that a crash
// left behind is worth nothing, because its token died with the program.
type Note struct {
	PID     int    `json:"pid"`
	Address string `json:"address"` // ws://127.0.0.1:port of the embedded hub
	Raise   string `json:"raise"`   // http address that brings the window forward or prints a new browser address
	Token   string `json:"token"`   // of the folder's owner, for the scheme external and for Raise
}

// Publish writes the note, whole or not at all.
func (f *Folder) Publish(note Note) error {
	content, err := json.Marshal(note)
	if err != nil {
		return fmt.Errorf("write the note of the running program: %w", err)
	}
	file, err := os.CreateTemp(f.path, noteName+"-*") // CreateTemp makes it 0600
	if err != nil {
		return notWritable(f.path, err)
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = os.Rename(file.Name(), filepath.Join(f.path, noteName))
	}
	if err != nil {
		return errors.Join(notWritable(f.path, err), os.Remove(file.Name()))
	}
	return nil
}

// ReadNote gives the note of the program that has the folder open; found is false when there is none.
func ReadNote(path string) (note Note, found bool, err error) {
	file, err := os.Open(filepath.Join(path, noteName))
	if errors.Is(err, fs.ErrNotExist) {
		return Note{}, false, nil
	}
	if err != nil {
		return Note{}, false, fmt.Errorf("read the note of the running program: %w", err)
	}
	defer func() { _ = file.Close() }()
	if err := json.NewDecoder(io.LimitReader(file, noteBytesMax)).Decode(&note); err != nil {
		return Note{}, false, fmt.Errorf("read the note of the running program: %w", err)
	}
	return note, true, nil
}
