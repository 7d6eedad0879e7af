package lime

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Reason says why something failed. Codes outside the constants are normal: Blip and WhatsApp have
// their own (LIME reference, §8.1).
type Reason struct {
	Code        int    `json:"code"`
	Description string `json:"description,omitempty"`
}

// Reason codes of LIME (LIME reference, §8.1).
const (
	ReasonCodeGeneral                      = 1
	ReasonCodeSessionError                 = 11
	ReasonCodeRegistrationError            = 12
	ReasonCodeAuthenticationFailed         = 13
	ReasonCodeUnregisterFailed             = 14
	ReasonCodeInvalidAction                = 15
	ReasonCodeNegotiationTimeout           = 16
	ReasonCodeInvalidNegotiationOptions    = 17
	ReasonCodeInvalidSessionMode           = 18
	ReasonCodeValidationError              = 21
	ReasonCodeEmptyDocument                = 22
	ReasonCodeInvalidResource              = 23
	ReasonCodeInvalidStatus                = 24
	ReasonCodeInvalidIdentity              = 25
	ReasonCodeInvalidRecipients            = 26
	ReasonCodeInvalidMethodOrURI           = 27
	ReasonCodeAuthorizationError           = 31
	ReasonCodeSenderNotAuthorized          = 32
	ReasonCodeDestinationAccountNotFound   = 33
	ReasonCodeQuotaExceeded                = 34
	ReasonCodePermissionRequired           = 35
	ReasonCodeRoutingError                 = 41
	ReasonCodeDestinationNotFound          = 42
	ReasonCodeGatewayNotFound              = 43
	ReasonCodeRouteNotFound                = 44
	ReasonCodeDispatchError                = 51
	ReasonCodeProcessingError              = 61
	ReasonCodeResourceNotSupported         = 62
	ReasonCodeMethodNotSupported           = 63
	ReasonCodeInvalidArgument              = 64
	ReasonCodeInvalidSessionModeForCommand = 65
	ReasonCodeNotAllowed                   = 66
	ReasonCodeResourceNotFound             = 67
	ReasonCodeContentTypeNotSupported      = 71
	ReasonCodeGatewayError                 = 81
	ReasonCodeGatewayContentNotSupported   = 82
	ReasonCodeGatewayDestinationNotFound   = 83
	ReasonCodeGatewayNotSupported          = 84
	ReasonCodeGatewayRequestLimit          = 85
	ReasonCodeGatewayTimeout               = 86
	ReasonCodeGatewaySenderNotAuthorized   = 87
	ReasonCodeApplicationError             = 101
)

// String is "code 67: The requested resource was not found".
func (r Reason) String() string {
	if r.Description == "" {
		return fmt.Sprintf("code %d", r.Code)
	}
	return fmt.Sprintf("code %d: %s", r.Code, r.Description)
}

// UnmarshalJSON takes the code as a number or as text, and a bare text as the description; it never
// fails, because an odd reason must not cost the envelope that carries it.
func (r *Reason) UnmarshalJSON(data []byte) error {
	*r = Reason{}
	if len(data) > 0 && data[0] == '"' {
		r.Description = readText(data)
		return nil
	}
	var fields struct{ Code, Description json.RawMessage }
	if json.Unmarshal(data, &fields) == nil {
		r.Description = readText(fields.Description)
		r.Code = readCode(fields.Code)
	}
	return nil
}

// readCode is 0 for what is no number that a code can be.
func readCode(raw json.RawMessage) int {
	code, err := strconv.ParseFloat(strings.TrimSpace(readText(raw)), 64)
	if err != nil || math.IsNaN(code) || math.Abs(code) > math.MaxInt32 {
		return 0
	}
	return int(code)
}

func readReason(raw json.RawMessage) *Reason {
	if isAbsent(raw) {
		return nil
	}
	reason := new(Reason)
	_ = reason.UnmarshalJSON(raw) // never fails
	return reason
}

// ReasonError is a failure that the peer reported, as an error.
type ReasonError struct {
	Reason Reason
	// Of is what failed, for the log: "get /tickets", "session".
	Of string
}

// Error is the line for the log.
func (e *ReasonError) Error() string { return e.Of + " failed, " + e.Reason.String() }
