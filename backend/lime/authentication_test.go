package lime

import (
	"fmt"
	"strings"
	"testing"
)

func TestSecretsTravelAsBase64(t *testing.T) {
	for _, authentication := range []Authentication{Plain("segredo"), Key(EncodeSecret("segredo"))} {
		if secret, err := authentication.Secret(); err != nil || secret != "segredo" {
			t.Errorf("%v: %q, %v", authentication.Scheme, secret, err)
		}
	}
	if Plain("segredo").Password != "c2VncmVkbw==" {
		t.Error("a password is not base64 on the wire")
	}
	for _, encoded := range []string{"_-8=", "/+8=", "/+8", " /+8=\n"} {
		if raw, err := DecodeSecret(encoded); err != nil || raw != "\xff\xef" {
			t.Errorf("DecodeSecret(%q) = %q, %v", encoded, raw, err)
		}
	}
	for _, authentication := range []Authentication{Guest(), ByTransport(), External("t", "i"), Key("not base64!")} {
		if secret, err := authentication.Secret(); err == nil {
			t.Errorf("%v gives the secret %q", authentication, secret)
		}
	}
}

func TestAuthenticationIsNeverPrinted(t *testing.T) {
	for _, authentication := range []Authentication{Plain("hunter2"), Key("aHVudGVyMg=="), External("hunter2", "x")} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
			text := fmt.Sprintf(verb, authentication) + fmt.Sprintf(verb, &authentication)
			if strings.Contains(text, "hunter2") || strings.Contains(text, "aHVud") {
				t.Errorf("%s prints %s", verb, text)
			}
		}
	}
}

func TestHTTPTokenAndBack(t *testing.T) {
	token, err := HTTPToken("Loja-Router", EncodeSecret("ABC:123"))
	if err != nil || token != EncodeSecret("loja-router:ABC:123") {
		t.Fatalf("%q, %v", token, err)
	}
	identifier, accessKey, err := ParseHTTPToken(token)
	if err != nil || identifier != "loja-router" || accessKey != EncodeSecret("ABC:123") {
		t.Fatalf("%q, %q, %v", identifier, accessKey, err)
	}
	for _, wrong := range []string{"", "!", EncodeSecret("no-colon"), EncodeSecret(":x")} {
		if identifier, _, err := ParseHTTPToken(wrong); err == nil {
			t.Errorf("the token %q gives %q", wrong, identifier)
		}
	}
	for _, identifier := range []string{"", "a:b"} {
		if _, err := HTTPToken(identifier, "QQ=="); err == nil {
			t.Errorf("the identifier %q makes a token", identifier)
		}
	}
}
