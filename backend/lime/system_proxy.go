package lime

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// proxySettingsFresh is how long the system's settings are taken to be as they were read: people carry a
// machine from one network to another while the program runs.
const proxySettingsFresh = 30 * time.Second

// proxyChoice gives the proxy for an address, nil for none.
type proxyChoice func(*url.URL) (*url.URL, error)

// SystemProxy chooses the proxy as this machine is set up: the environment's (HTTPS_PROXY, HTTP_PROXY,
// NO_PROXY), else that of the system's settings: Windows and macOS with their scripts, GNOME without. This
// machine itself is never reached through one.
func SystemProxy(request *http.Request) (*url.URL, error) {
	host := request.URL.Hostname()
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil, nil
	}
	proxy, err := thisMachine.choice()(request.URL)
	if err != nil || proxy == nil || proxy.Scheme != "" {
		return proxy, err
	}
	named := *proxy // a script on Windows or macOS names the host alone
	named.Scheme = "http"
	return &named, nil
}

// proxySettings are the settings as they were read last; reading them may start a program or a script.
type proxySettings struct {
	read   func() proxyChoice
	mutex  sync.Mutex
	last   proxyChoice
	readAt time.Time
}

var thisMachine = proxySettings{read: readProxySettings}

func (s *proxySettings) choice() proxyChoice {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.last == nil || time.Since(s.readAt).Abs() > proxySettingsFresh {
		s.last, s.readAt = s.read(), time.Now()
	}
	return s.last
}

// readProxySettings prefers the environment: who sets it means this program.
func readProxySettings() proxyChoice {
	environment := httpproxy.FromEnvironment()
	if strings.TrimSpace(environment.HTTPSProxy+environment.HTTPProxy) != "" {
		return environment.ProxyFunc()
	}
	return desktopProxy()
}
