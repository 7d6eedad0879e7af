package hubstore_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"activa/backend/hub"
	"activa/backend/hubstore"
)

func openFiles(t *testing.T, folder string) *hubstore.Files {
	t.Helper()
	files, err := hubstore.OpenFiles(folder)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestUploadsLastWhenTheyAreWhole(t *testing.T) {
	folder := t.TempDir()
	files := openFiles(t, folder)
	for _, part := range []struct {
		offset   int64
		content  string
		received int64
	}{{0, "bom ", 4}, {0, "Bom ", 4}, {4, "dia!", 8}, {2, "m ", 8}} {
		received, err := files.Append("u1", part.offset, []byte(part.content))
		if err != nil || received != part.received {
			t.Fatalf("%+v: %d, %v", part, received, err)
		}
	}
	if received, err := files.Append("u1", 9, []byte("x")); !errors.Is(err, hub.ErrConflict) || received != 8 {
		t.Errorf("a part beyond what is there: %d, %v", received, err)
	}
	if _, err := fs.ReadFile(files, "u1/oi.txt"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an unfinished file can be read: %v", err)
	}
	if err := files.Finish("u1", "oi.txt"); err != nil {
		t.Fatal(err)
	}
	if _, err := files.Append("u2", 0, []byte("never finished")); err != nil {
		t.Fatal(err)
	}
	if err := files.Close(); err != nil {
		t.Fatal(err)
	}
	files = openFiles(t, folder)
	defer func() {
		if err := files.Close(); err != nil {
			t.Error(err)
		}
	}()
	if content, err := fs.ReadFile(files, "u1/oi.txt"); err != nil || string(content) != "Bom dia!" {
		t.Errorf("after a restart: %q, %v", content, err)
	}
	if left, err := os.ReadDir(filepath.Join(folder, "uploads.parts")); err != nil || len(left) != 0 {
		t.Errorf("unfinished uploads were kept: %v, %v", left, err)
	}
	if info, err := os.Stat(filepath.Join(folder, "uploads", "u1", "oi.txt")); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others can read the file: %v, %v", info.Mode(), err)
	}
}

func TestUploadsStayInTheirFolder(t *testing.T) {
	files := openFiles(t, t.TempDir())
	defer func() {
		if err := files.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := files.Append("../../x", 0, []byte("x")); err == nil {
		t.Error("an upload left the data folder")
	}
	if _, err := files.Append("u1", 0, []byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := files.Finish("u1", "../../../x"); err == nil {
		t.Error("a file left the data folder")
	}
	if _, err := files.Open("../hub.db"); err == nil {
		t.Error("a file outside can be read")
	}
}

func TestAnUploadOnItsWayIsThrownAway(t *testing.T) {
	folder := t.TempDir()
	files := openFiles(t, folder)
	defer func() {
		if err := files.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := files.Append("u1", 0, []byte("abc")); err != nil {
		t.Fatal(err)
	}
	for range 2 { // one that is not there is no error
		if err := files.Discard("u1"); err != nil {
			t.Fatal(err)
		}
	}
	if received, err := files.Append("u1", 3, []byte("x")); !errors.Is(err, hub.ErrConflict) || received != 0 {
		t.Errorf("of what was thrown away %d bytes are there, %v", received, err)
	}
	if left, err := os.ReadDir(filepath.Join(folder, "uploads.parts")); err != nil || len(left) != 0 {
		t.Errorf("a part that does not fit left something: %v, %v", left, err)
	}
}
