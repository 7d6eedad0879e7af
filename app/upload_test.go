package app

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestAFileOnItsWayDoesNotOutliveAProgramThatWasKilled: it stayed in the data folder for ever.
func TestAFileOnItsWayDoesNotOutliveAProgramThatWasKilled(t *testing.T) {
	folder := t.TempDir()
	left, other := filepath.Join(folder, uploadPrefix+"1"), filepath.Join(folder, "uploaded.txt")
	for _, path := range []string{left, other} {
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := forgetUploads(folder); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file on its way is still there: %v", err)
	}
	if _, err := os.Stat(other); err != nil {
		t.Errorf("another file was taken: %v", err)
	}
}
