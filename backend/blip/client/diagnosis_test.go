package client

import (
	"crypto/x509"
	"fmt"
	"testing"
	"time"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

func TestACertificateOutOfItsTimeMeansTheClock(t *testing.T) {
	late := fmt.Errorf("dial: %w", x509.CertificateInvalidError{Reason: x509.Expired})
	for name, one := range map[string]struct {
		skew    time.Duration
		minutes string
	}{"a day ahead": {24 * time.Hour, "1440"}, "a day behind": {-24 * time.Hour, "-1440"}, "nobody said the time": {0, ""}} {
		found := fault.Of(diagnose(late, way{host: "acme.ws.msging.net", skew: one.skew}))
		if found.Code != ClockWrong || found.Parameters["minutes"] != one.minutes {
			t.Errorf("%s: %v", name, found)
		}
	}
}

func TestARefusedTokenIsJudgedByItsEndAndByTheClock(t *testing.T) {
	now := time.Date(2026, 11, 12, 12, 0, 0, 0, time.UTC)
	token := func(end time.Time) lime.Authentication {
		claims := lime.EncodeSecret(fmt.Sprintf(`{"exp":%d}`, end.Unix()))
		return lime.External("e30."+claims+".s", "account.blip.ai")
	}
	wrong := &lime.ReasonError{Reason: lime.Reason{Code: lime.ReasonCodeAuthenticationFailed}}
	for name, one := range map[string]struct {
		proof lime.Authentication
		skew  time.Duration
		code  fault.Code
	}{
		"over":                      {token(now.Add(-time.Minute)), 0, TokenExpired},
		"still good":                {token(now.Add(time.Hour)), 0, desk.CredentialsRefused},
		"the clock a day ahead":     {token(now.Add(-time.Minute)), 24 * time.Hour, ClockWrong},
		"no token that is a JWT":    {lime.External("opaque", "account.blip.ai"), 0, desk.CredentialsRefused},
		"a key, the clock is wrong": {lime.Key("QUJD"), 24 * time.Hour, desk.CredentialsRefused},
	} {
		if found := refusal(wrong, one.proof, now, one.skew); found.Code != one.code {
			t.Errorf("%s: %v", name, found)
		}
	}
}
