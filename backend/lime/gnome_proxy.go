package lime

import (
	"net"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

// gnomeProxy reads what `gsettings list-recursively org.gnome.system.proxy` prints: a schema, a key and a
// value a line. Only a proxy that is set by hand counts; a script is not run.
func gnomeProxy(printed string) proxyChoice {
	settings := map[string]string{}
	for line := range strings.Lines(printed) {
		if fields := strings.SplitN(strings.TrimSpace(line), " ", 3); len(fields) == 3 {
			settings[strings.TrimPrefix(fields[0], "org.gnome.system.proxy")+" "+fields[1]] = fields[2]
		}
	}
	text := func(key string) string { return strings.Join(gnomeTexts(settings[key]), "") }
	at := func(scheme, kind string) *url.URL {
		host, port := text("."+kind+" host"), settings["."+kind+" port"]
		if host == "" || port == "" || port == "0" {
			return nil
		}
		return &url.URL{Scheme: scheme, Host: net.JoinHostPort(host, port)}
	}
	if text(" mode") != "manual" {
		return noProxy
	}
	web, secure, socks := at("http", "http"), at("http", "https"), at("socks5", "socks")
	if web != nil && settings[".http use-authentication"] == "true" {
		web.User = url.UserPassword(text(".http authentication-user"), text(".http authentication-password"))
	}
	if secure == nil && settings[" use-same-proxy"] != "false" {
		secure = web
	}
	return (&httpproxy.Config{
		HTTPProxy: firstProxy(web, socks), HTTPSProxy: firstProxy(secure, socks),
		NoProxy: strings.Join(gnomeTexts(settings[" ignore-hosts"]), ","),
	}).ProxyFunc()
}

func noProxy(*url.URL) (*url.URL, error) { return nil, nil }

func firstProxy(proxies ...*url.URL) string {
	for _, proxy := range proxies {
		if proxy != nil {
			return proxy.String()
		}
	}
	return ""
}

// gnomeTexts are the quoted texts in a value, in either quotes: 'text', "it's", ['one', 'another'].
func gnomeTexts(value string) (texts []string) {
	var text strings.Builder
	quote, escaped := rune(0), false
	for _, letter := range value {
		switch {
		case quote == 0:
			if letter == '\'' || letter == '"' {
				quote = letter
			}
		case escaped:
			escaped = false
			text.WriteRune(letter)
		case letter == '\\':
			escaped = true
		case letter == quote:
			texts, quote = append(texts, text.String()), 0
			text.Reset()
		default:
			text.WriteRune(letter)
		}
	}
	return texts
}
