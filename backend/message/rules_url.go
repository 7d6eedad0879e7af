package message

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
)

// judgeURL is U1: the value makes a whole URL. An empty one is V1's.
func judgeURL(s *subject) []Finding {
	return s.each([]PlaceKind{KindURLSuffix}, func(detail PlaceDetail, value string) *Finding {
		if strings.ContainsFunc(value, notInURL) {
			finding := &Finding{Code: "url-has-white-space"}
			if trimmed := strings.TrimFunc(value, notInURL); trimmed != "" && !strings.ContainsFunc(trimmed, notInURL) {
				finding.Fix = fixAt(detail.Place, trimmed)
			}
			return finding
		}
		whole := detail.Prefix + encodeURL(value) + detail.Suffix
		if length := units(whole); length > URLMax {
			return &Finding{Code: "url-too-long", Parameters: map[string]string{
				"length": strconv.Itoa(length), "limit": strconv.Itoa(URLMax)}}
		}
		if address, err := url.Parse(whole); err != nil || address.Host == "" {
			return &Finding{Code: "url-not-valid", Parameters: map[string]string{"url": whole}}
		}
		return nil
	})
}

// notInURL are the characters that no address may have.
func notInURL(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// judgePastedLink is U2: somebody pasted the whole link where only its end belongs.
func judgePastedLink(s *subject) []Finding {
	return s.each([]PlaceKind{KindURLSuffix}, func(detail PlaceDetail, value string) *Finding {
		if detail.Prefix == "" {
			return nil
		}
		rest, repeats := cutFold(withoutScheme(value), withoutScheme(detail.Prefix))
		if !repeats && withoutScheme(value) == value {
			return nil
		}
		finding := &Finding{Code: "url-is-whole-link", Parameters: map[string]string{"prefix": detail.Prefix}}
		if repeats && rest != "" {
			finding.Fix = fixAt(detail.Place, rest)
		}
		return finding
	})
}

func withoutScheme(address string) string {
	for _, scheme := range []string{"https://", "http://"} {
		if rest, found := cutFold(address, scheme); found {
			return rest
		}
	}
	return address
}

// cutFold is strings.CutPrefix that ignores the case of letters.
func cutFold(text, prefix string) (string, bool) {
	if len(text) < len(prefix) || prefix == "" || !strings.EqualFold(text[:len(prefix)], prefix) {
		return text, false
	}
	return text[len(prefix):], true
}

// encodeURL percent-encodes what RFC 3986 has no place for, as UTF-8. A % that begins an escape and
// the reserved characters stay, so encoding twice changes nothing (WhatsApp templates, §14).
func encodeURL(value string) string {
	const allowed = "-._~:/?#[]@!$&'()*+,;="
	const hex = "0123456789ABCDEF"
	var encoded strings.Builder
	for i := range len(value) {
		b := value[i]
		switch {
		case b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || strings.IndexByte(allowed, b) >= 0,
			b == '%' && i+2 < len(value) && isHex(value[i+1]) && isHex(value[i+2]):
			encoded.WriteByte(b)
		default:
			encoded.WriteByte('%')
			encoded.WriteByte(hex[b>>4])
			encoded.WriteByte(hex[b&15])
		}
	}
	return encoded.String()
}

func isHex(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F'
}
