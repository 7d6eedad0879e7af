package commandline

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

const (
	inputBytesMax  = 32 << 20 // of any file that a command reads
	valuesBytesMax = 1 << 20  // of a file of values: many times what all places of one message hold
)

// printJSON writes one object on one line.
func (r *run) printJSON(object any) error {
	encoder := json.NewEncoder(r.program.Output)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(object); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}

// say writes one line for people.
func (r *run) say(format string, arguments ...any) {
	fmt.Fprintf(r.program.Output, format+"\n", arguments...)
}

// complain writes one line to standard error.
func (r *run) complain(format string, arguments ...any) {
	fmt.Fprintf(r.program.Errors, format+"\n", arguments...)
}

func readFile(path string) ([]byte, error) { return readFileUpTo(path, inputBytesMax) }

// readFileUpTo reads a whole file of bounded size. A pipe tells no size beforehand, so it is the bytes
// that are counted.
func readFileUpTo(path string, bytesMax int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	defer func() { _ = file.Close() }()
	content, err := io.ReadAll(io.LimitReader(file, bytesMax+1))
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	if int64(len(content)) > bytesMax {
		return nil, fmt.Errorf("%s is too large; files up to %d MiB are read here", path, bytesMax>>20)
	}
	return content, nil
}
