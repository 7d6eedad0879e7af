// Package fault owns the errors that a person can be told about. A fault is read by three readers:
// the program looks at its Code, the log prints the wrapped chain, and the window (or a command)
// chooses the words for the code in the person's language. A fault holds no prose for people.
//
// It must never import another room of this house, log, or decide whether to retry.
package fault

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Code names a fault for the program and for the texts, for example "recipient-in-attendance".
// Codes are lower-case words joined by hyphens; the texts of all three languages are keyed by them.
type Code string

// Internal is the code of every error that nobody gave a code: a defect of ours or of the machine.
const Internal Code = "internal"

// Parameters are the facts that the words for a code need, by name: {"agent": "Bruno Díaz"}.
type Parameters map[string]string

// Fault is an error with a code, the facts its words need, and the cause for the log.
type Fault struct {
	Code       Code
	Parameters Parameters
	Cause      error
}

// New makes a fault. Cause and parameters may be nil.
func New(code Code, cause error, parameters Parameters) *Fault {
	return &Fault{Code: code, Parameters: parameters, Cause: cause}
}

// Error is the line for the log: code, parameters in the order of their names, then the chain.
func (f *Fault) Error() string {
	var line strings.Builder
	line.WriteString(string(f.Code))
	for _, name := range slices.Sorted(maps.Keys(f.Parameters)) {
		fmt.Fprintf(&line, " %s=%q", name, f.Parameters[name])
	}
	if f.Cause != nil {
		line.WriteString(": ")
		line.WriteString(f.Cause.Error())
	}
	return line.String()
}

// Unwrap gives the cause, so that errors.Is and errors.As see through a fault.
func (f *Fault) Unwrap() error { return f.Cause }

// CodeOf is the code of the outermost fault in the chain, Internal for any other error, and the
// empty code for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var found *Fault
	if errors.As(err, &found) {
		return found.Code
	}
	return Internal
}

// Of is the outermost fault in the chain; any other error is wrapped as Internal, nil stays nil.
func Of(err error) *Fault {
	if err == nil {
		return nil
	}
	var found *Fault
	if errors.As(err, &found) {
		return found
	}
	return New(Internal, err, nil)
}
