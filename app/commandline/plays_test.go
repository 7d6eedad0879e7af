package commandline_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"
)

// firstListening reads the address that a hub printed into a file, once it is there.
func firstListening(path string) (string, error) {
	line, err := firstLine(path)
	if err != nil {
		return "", err
	}
	var first struct{ Listening string }
	if err := json.Unmarshal(line, &first); err != nil || first.Listening == "" {
		return "", fmt.Errorf("the first line is %q", line)
	}
	return first.Listening, nil
}

// firstLine reads the first line of a file, once it is whole. The file is another process's output, so it
// can only be looked at again and again.
func firstLine(path string) ([]byte, error) {
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	end := time.After(20 * time.Second)
	for {
		content, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
		if line, _, whole := bytes.Cut(content, []byte("\n")); whole {
			return line, nil
		}
		select {
		case <-look.C:
		case <-end:
			return nil, errors.New("nothing was printed within 20 s")
		}
	}
}

func writeMebibytes(path, mebibytes string) error {
	count, err := strconv.Atoi(mebibytes)
	if err != nil {
		return err
	}
	return os.WriteFile(path, bytes.Repeat([]byte("[{}],\n12"), count<<17), 0o600)
}
