//go:build !linux

package lime

import (
	"net/http"
	"net/url"

	"github.com/mattn/go-ieproxy"
)

// desktopProxy is that of the settings of Windows or macOS, with their scripts.
func desktopProxy() proxyChoice {
	ieproxy.ReloadConf()
	choose := ieproxy.GetProxyFunc()
	return func(address *url.URL) (*url.URL, error) {
		return choose(&http.Request{Method: http.MethodGet, URL: address, Host: address.Host})
	}
}
