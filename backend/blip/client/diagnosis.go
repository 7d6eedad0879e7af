package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

// ClockSkewMax is how far this machine's clock may be off before it is told as a fault.
const ClockSkewMax = 10 * time.Minute

// way is what is known of the way on which an error happened.
type way struct {
	host, contract string
	skew           time.Duration // how far our clock is ahead; zero when unknown
}

// diagnose gives an error of the way to Blip the code that tells a person what to do; an error that has
// a code, and one that nobody knows, stay as they are.
func diagnose(err error, on way) error {
	var has *fault.Fault
	var status *lime.HTTPStatusError
	var handshake *lime.HandshakeError
	var proxy *lime.ProxyError
	switch {
	case err == nil, errors.As(err, &has), errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &proxy):
		return fault.New(ProxyRefused, err, fault.Parameters{"proxy": proxy.Proxy, "status": strconv.Itoa(proxy.StatusCode)})
	case errors.As(err, &status):
		return diagnoseStatus(err, status.StatusCode, status.Page, status.RetryAfter, on)
	case errors.As(err, &handshake):
		return diagnoseStatus(err, handshake.StatusCode, handshake.Page, 0, on)
	case isCertificate(err):
		return diagnoseCertificate(err, on)
	case isBlocked(err):
		return fault.New(WebSocketBlocked, err, fault.Parameters{"status": ""})
	case isUnreachable(err):
		return fault.New(HostUnreachable, err, fault.Parameters{"host": on.host})
	}
	return err
}

func diagnoseStatus(err error, status int, page bool, retryAfter time.Duration, on way) error {
	switch {
	case page:
		return fault.New(CaptivePortal, err, fault.Parameters{"host": on.host})
	case status == http.StatusTooManyRequests:
		return fault.New(TooManyCommands, err, fault.Parameters{"seconds": strconv.Itoa(int(max(retryAfter, 0).Seconds()))})
	case status == http.StatusNotFound && on.contract != "":
		return fault.New(ContractUnknown, err, fault.Parameters{"contract": on.contract})
	case status == http.StatusUnauthorized:
		return fault.New(desk.CredentialsRefused, err, nil)
	case status == http.StatusForbidden:
		return fault.New(KeyWithoutRights, err, fault.Parameters{"code": strconv.Itoa(status), "description": http.StatusText(status)})
	}
	var handshake *lime.HandshakeError
	if errors.As(err, &handshake) {
		return fault.New(WebSocketBlocked, err, fault.Parameters{"status": strconv.Itoa(status)})
	}
	return err
}

func isCertificate(err error) bool {
	var verification *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	return errors.As(err, &verification) || errors.As(err, &authority) || errors.As(err, &invalid) || errors.As(err, &name)
}

// diagnoseCertificate tells three troubles apart: a good certificate at the wrong time, a good one of
// another host (a page that puts itself before every host), and one from nobody whom we trust.
func diagnoseCertificate(err error, on way) error {
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	var authority x509.UnknownAuthorityError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return clockFault(err, on.skew)
	case errors.As(err, &name):
		return fault.New(CaptivePortal, err, fault.Parameters{"host": on.host})
	case errors.As(err, &authority) && authority.Cert != nil:
		return fault.New(TLSIntercepted, err, fault.Parameters{"issuer": issuer(authority.Cert)})
	}
	return fault.New(TLSIntercepted, err, fault.Parameters{"issuer": ""})
}

func issuer(certificate *x509.Certificate) string {
	if len(certificate.Issuer.Organization) > 0 {
		return certificate.Issuer.Organization[0]
	}
	return certificate.Issuer.CommonName
}

// clockFault tells by how much the clock is off, where that is known.
func clockFault(err error, skew time.Duration) error {
	if skew == 0 {
		return fault.New(ClockWrong, err, nil)
	}
	return fault.New(ClockWrong, err, fault.Parameters{"minutes": strconv.Itoa(int(math.Round(skew.Minutes())))})
}

func isUnreachable(err error) bool {
	var name *net.DNSError
	var network net.Error
	return errors.As(err, &name) || errors.As(err, &network) || errors.Is(err, context.DeadlineExceeded)
}

// refusal names a sign-in that was refused (code 13): a user token that is over, a clock so wrong that a
// good token is refused, or wrong credentials.
func refusal(err error, proof lime.Authentication, now time.Time, skew time.Duration) *fault.Fault {
	if proof.Scheme == lime.SchemeExternal {
		expiry, known := tokenExpiry(proof.Token)
		switch {
		case skew.Abs() > ClockSkewMax:
			return fault.Of(clockFault(err, skew))
		case known && !now.Before(expiry), saysExpired(err):
			return fault.New(TokenExpired, err, nil)
		}
	}
	return fault.New(desk.CredentialsRefused, err, nil)
}

func saysExpired(err error) bool {
	var refused *lime.ReasonError
	return errors.As(err, &refused) && strings.Contains(strings.ToLower(refused.Reason.Description), "expired")
}

// tokenExpiry reads when a JWT ends, without judging it: that is the platform's to do.
func tokenExpiry(token string) (time.Time, bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return time.Time{}, false
	}
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return time.Time{}, false
	}
	var claims struct{ Exp float64 }
	if json.Unmarshal(raw, &claims) != nil || claims.Exp <= 0 || claims.Exp > 1<<40 {
		return time.Time{}, false
	}
	return time.Unix(int64(claims.Exp), 0), true
}

// The codes of a refusal for want of rights (LIME and Blip, §8.1).
var rightsCodes = []int{lime.ReasonCodeAuthorizationError, lime.ReasonCodeSenderNotAuthorized, lime.ReasonCodePermissionRequired,
	lime.ReasonCodeNotAllowed, lime.ReasonCodeGatewaySenderNotAuthorized}

// Diagnose says what an answer to one of the first questions means for the key that asked: that it may
// not, or that it is the key of a bot without a WhatsApp number (LIME and Blip, §6: "failure code 81 or a
// text about the business-account id"). Anything else stays as it is.
func Diagnose(err error) error {
	var refused *lime.ReasonError
	if !errors.As(err, &refused) {
		return diagnose(err, way{})
	}
	reason := refused.Reason
	text := strings.ToLower(reason.Description)
	switch {
	case reason.Code == lime.ReasonCodeGatewayError, strings.Contains(text, "business account"), strings.Contains(text, "business-account"):
		return fault.New(KeyOfAnotherBot, err, fault.Parameters{"bot": ""})
	case slices.Contains(rightsCodes, reason.Code):
		return fault.New(KeyWithoutRights, err, fault.Parameters{"code": strconv.Itoa(reason.Code), "description": reason.Description})
	}
	return err
}
