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

// firstListening reads the address that a hub printed into a file, once it is there. The file is the
// other process's output, so it can only be looked at again and again.
func firstListening(path string) (string, error) {
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	end := time.After(20 * time.Second)
	for {
		content, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
		if line, _, whole := bytes.Cut(content, []byte("\n")); whole {
			var first struct{ Listening string }
			if err := json.Unmarshal(line, &first); err != nil || first.Listening == "" {
				return "", fmt.Errorf("the first line is %q", line)
			}
			return first.Listening, nil
		}
		select {
		case <-look.C:
		case <-end:
			return "", errors.New("the hub printed no address within 20 s")
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
