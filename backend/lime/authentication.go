package lime

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Scheme is a way of proving who one is.
type Scheme string

// The five schemes of LIME (LIME reference, §3.2).
const (
	SchemeGuest     Scheme = "guest"
	SchemePlain     Scheme = "plain"
	SchemeTransport Scheme = "transport"
	SchemeKey       Scheme = "key"
	SchemeExternal  Scheme = "external"
)

// Authentication is the proof for one scheme, as it stands on the wire.
type Authentication struct {
	Scheme Scheme `json:"scheme,omitempty"`
	// Password is the base64 of the password, for SchemePlain.
	Password string `json:"password,omitempty"`
	// Key is the base64 access key as Blip's portal shows it, for SchemeKey.
	Key string `json:"key,omitempty"`
	// Token is what the issuer gave, for SchemeExternal.
	Token  string `json:"token,omitempty"`
	Issuer string `json:"issuer,omitempty"`
}

// Guest proves nothing; the name of a guest's node must be a fresh GUID.
func Guest() Authentication { return Authentication{Scheme: SchemeGuest} }

// Plain proves by a password, given raw.
func Plain(password string) Authentication {
	return Authentication{Scheme: SchemePlain, Password: EncodeSecret(password)}
}

// Key proves by an access key, given as Blip's portal shows it, which already is base64. A raw secret
// goes through EncodeSecret first.
func Key(accessKey string) Authentication {
	return Authentication{Scheme: SchemeKey, Key: accessKey}
}

// ByTransport leaves the proof to the transport, for example a TLS client certificate.
func ByTransport() Authentication { return Authentication{Scheme: SchemeTransport} }

// External proves by a token of another issuer.
func External(token, issuer string) Authentication {
	return Authentication{Scheme: SchemeExternal, Token: token, Issuer: issuer}
}

// EncodeSecret is the form of a raw secret on the wire: base64, for plain and key alike.
func EncodeSecret(raw string) string { return base64.StdEncoding.EncodeToString([]byte(raw)) }

// errNotBase64 never repeats the text: it may be a secret.
var errNotBase64 = errors.New("the secret is not base64")

// DecodeSecret is the raw secret behind its form on the wire. Missing padding and the alphabet for
// URLs are taken too.
func DecodeSecret(encoded string) (string, error) {
	text := strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(strings.TrimSpace(encoded), "="))
	raw, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return "", errNotBase64
	}
	return string(raw), nil
}

// Secret is the raw password or access key. It is an error for the schemes that have none.
func (a Authentication) Secret() (string, error) {
	switch a.Scheme {
	case SchemePlain:
		return DecodeSecret(a.Password)
	case SchemeKey:
		return DecodeSecret(a.Key)
	}
	return "", fmt.Errorf("the scheme %q has no secret", a.Scheme)
}

// String names the scheme and nothing else, so that no log line tells a secret.
func (a Authentication) String() string { return string(a.Scheme) + " authentication" }

// GoString is String, for the same reason.
func (a Authentication) GoString() string { return a.String() }

func readAuthentication(raw json.RawMessage) *Authentication {
	var fields struct{ Scheme, Password, Key, Token, Issuer json.RawMessage }
	if isAbsent(raw) || json.Unmarshal(raw, &fields) != nil {
		return nil
	}
	return &Authentication{
		Scheme:   readWord(fields.Scheme, knownSchemes),
		Password: readText(fields.Password),
		Key:      readText(fields.Key),
		Token:    readText(fields.Token),
		Issuer:   readText(fields.Issuer),
	}
}

// HTTPToken is what stands after "Key " in the Authorization header for the identifier and access key
// of a WebSocket session: base64(lower(identifier) ":" raw key) (LIME reference, §5).
func HTTPToken(identifier, accessKey string) (string, error) {
	if identifier == "" || strings.Contains(identifier, ":") {
		return "", errors.New("the identifier is empty or holds a colon")
	}
	raw, err := DecodeSecret(accessKey)
	if err != nil {
		return "", err
	}
	return EncodeSecret(strings.ToLower(identifier) + ":" + raw), nil
}

// ParseHTTPToken is the way back: the identifier, and the access key for a WebSocket session.
func ParseHTTPToken(token string) (identifier, accessKey string, err error) {
	text, err := DecodeSecret(token)
	if err != nil {
		return "", "", err
	}
	identifier, raw, found := strings.Cut(text, ":")
	if !found || identifier == "" {
		return "", "", errors.New("the token does not hold an identifier")
	}
	return identifier, EncodeSecret(raw), nil
}
