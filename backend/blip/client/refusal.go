package client

import (
	"time"

	"activa/backend/lime"
)

// Refusal names a sign-in that was refused: TokenExpired, ClockWrong or desk.CredentialsRefused. now is
// this machine's clock, skew how far it is ahead of the platform's, zero when unknown.
func Refusal(err error, proof lime.Authentication, now time.Time, skew time.Duration) error {
	return refusal(err, proof, now, skew)
}
