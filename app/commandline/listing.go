package commandline

import (
	"encoding/json"
	"fmt"
	"os"
)

const inputBytesMax = 32 << 20 // of any file that a command reads

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

// readFile reads a whole file of bounded size.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	if info.Size() > inputBytesMax {
		return nil, fmt.Errorf("%s has %d MiB; files up to %d MiB are read", path, info.Size()>>20, inputBytesMax>>20)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	return content, nil
}
