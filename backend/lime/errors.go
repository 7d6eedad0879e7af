package lime

import (
	"errors"
	"fmt"

	"activa/backend/fault"
)

// Codes of the faults that a person can be told about.
const (
	// CodeNotConnected: there is no session at this moment.
	CodeNotConnected fault.Code = "not-connected"
	// CodeConnectionLost: the session ended before the answer came.
	CodeConnectionLost fault.Code = "connection-lost"
	// CodeNoAnswer: the time given for the answer has passed.
	CodeNoAnswer fault.Code = "no-answer"
	// CodeSignInRefused: the platform does not take the credentials.
	CodeSignInRefused fault.Code = "sign-in-refused"
)

// SendError says that an envelope was not, or perhaps not, delivered.
type SendError struct {
	// Left is false when the envelope certainly never left this program, and true when it may have.
	Left bool
	// Cause is a fault with one of the codes above, or an error of encoding.
	Cause error
}

// Error is the line for the log.
func (e *SendError) Error() string {
	if e.Left {
		return fmt.Sprintf("may have left: %v", e.Cause)
	}
	return fmt.Sprintf("did not leave: %v", e.Cause)
}

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Cause }

// NeverLeft tells whether the error proves that the envelope did not leave, so that sending it again
// cannot double it. It is false for every other error, an answered failure included.
func NeverLeft(err error) bool {
	var found *SendError
	return errors.As(err, &found) && !found.Left
}

// ErrRefused is what a server's Authenticate returns for credentials that are not right. The peer gets
// code 13 whatever else the chain says, and does not try again.
var ErrRefused = errors.New("credentials refused")

// ReasonOf is the reason to tell the peer for an error: that of a *ReasonError in the chain, 13 for
// ErrRefused, and else a processing error that gives nothing away.
func ReasonOf(err error) Reason {
	var reported *ReasonError
	switch {
	case errors.As(err, &reported):
		return reported.Reason
	case errors.Is(err, ErrRefused):
		return Reason{ReasonCodeAuthenticationFailed, "The session authentication failed"}
	}
	return Reason{ReasonCodeProcessingError, "The request could not be processed"}
}
