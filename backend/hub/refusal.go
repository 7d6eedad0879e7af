package hub

import (
	"context"
	"errors"
	"fmt"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// refusal is an answer that says no: a reason code of LIME or Blip and a description in English. It is
// an answer and not a trouble, so it is never logged as one.
type refusal struct {
	code        int
	description string
}

func (r *refusal) Error() string { return fmt.Sprintf("refused with %d: %s", r.code, r.description) }

func refuse(code int, format string, arguments ...any) error {
	return &refusal{code, fmt.Sprintf(format, arguments...)}
}

// The refusals whose codes LIME and Blip, §26 decides.
var (
	errNoResource  = refuse(lime.ReasonCodeEmptyDocument, "The resource is missing")
	errNotAllowed  = refuse(lime.ReasonCodeNotAllowed, "The account may not do this")
	errUnknownNode = refuse(lime.ReasonCodeGatewayNotFound, "The destination node is not known")
	errNothing     = refuse(lime.ReasonCodeResourceNotFound, "The requested resource was not found")
	errNotOnline   = refuse(lime.ReasonCodeNotAllowed, "%s: the agent must be Online to send", doc.AgentNotOnline)
	errNoBot       = refuse(lime.ReasonCodeInvalidArgument, "The command is for a bot: act for one by from and pp")
)

func errArgument(format string, arguments ...any) error {
	return refuse(lime.ReasonCodeInvalidArgument, format, arguments...)
}

// reasonOf is what the asker is told of an error. Troubles of ours are told as 61, a full disk by its name
// and others by nothing more; trouble says that the error belongs in the log.
func reasonOf(err error) (reason lime.Reason, trouble bool) {
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		return lime.Reason{Code: refused.code, Description: refused.description}, false
	case errors.Is(err, ErrNotFound):
		return reasonOf(errNothing)
	case errors.Is(err, ErrFilter):
		return lime.Reason{Code: lime.ReasonCodeInvalidArgument, Description: "The filter is not supported here"}, false
	case errors.Is(err, ErrConflict):
		return lime.Reason{Code: lime.ReasonCodeProcessingError, Description: "Somebody else changed it at the same time"}, false
	case errors.Is(err, ErrNoRoom):
		return lime.Reason{Code: lime.ReasonCodeProcessingError, Description: doc.DiskFull + ": the platform has no room left"}, true
	case errors.Is(err, context.Canceled), errors.Is(err, lime.ErrClosed):
		return lime.Reason{Code: lime.ReasonCodeProcessingError, Description: "The hub is closing"}, false
	}
	return lime.Reason{Code: lime.ReasonCodeProcessingError, Description: "The request could not be processed"}, true
}
