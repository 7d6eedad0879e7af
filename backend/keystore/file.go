package keystore

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"activa/backend/fault"
)

const (
	fileName     = "keys.json"
	fileMode     = 0o600
	fileBytesMax = 1 << 20
)

// keyFile is the file of keys of a data folder. It exists only while it holds a key.
type keyFile struct {
	path  string
	mutex sync.Mutex
}

func (f *keyFile) read() (map[string]string, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return f.load()
}

// change reads the keys, changes them and writes them whole, or removes the file when none is left.
func (f *keyFile) change(change func(map[string]string)) error {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	keys, err := f.load()
	if err != nil {
		return err
	}
	before := len(keys)
	change(keys)
	if len(keys) == 0 {
		if before == 0 {
			return nil
		}
		return f.named(os.Remove(f.path))
	}
	return f.named(f.write(keys))
}

// load reads the keys and takes the file away from everybody but its owner, should a copy or a backup
// have given it to others.
func (f *keyFile) load() (map[string]string, error) {
	keys := map[string]string{}
	state, err := os.Lstat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return keys, nil
	}
	if err != nil {
		return nil, f.named(err)
	}
	if !state.Mode().IsRegular() || state.Size() > fileBytesMax {
		return nil, f.named(fmt.Errorf("mode %v, %d bytes: not a file of ours", state.Mode(), state.Size()))
	}
	if state.Mode().Perm()&0o077 != 0 {
		if err := os.Chmod(f.path, fileMode); err != nil {
			return nil, f.named(err)
		}
	}
	content, err := os.ReadFile(f.path)
	if err != nil {
		return nil, f.named(err)
	}
	if err := json.Unmarshal(content, &keys); err != nil {
		return nil, f.named(errors.New("not a list of keys")) // the cause might quote a key
	}
	return keys, nil
}

// write makes the file whole or not at all; a temporary file has the mode 0600 from its first moment.
func (f *keyFile) write(keys map[string]string) error {
	content, err := json.Marshal(keys)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(f.path), fileName+"-*")
	if err != nil {
		return err
	}
	_, err = file.Write(append(content, '\n'))
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = os.Rename(file.Name(), f.path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

func (f *keyFile) named(err error) error {
	if err == nil {
		return nil
	}
	return fault.New(NotWritten, err, fault.Parameters{"path": f.path})
}
