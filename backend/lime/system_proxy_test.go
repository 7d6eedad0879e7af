package lime

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func chosen(t *testing.T, choose proxyChoice, address string) string {
	t.Helper()
	to, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	proxy, err := choose(to)
	if err != nil {
		t.Fatal(err)
	}
	if proxy == nil {
		return ""
	}
	return proxy.String()
}

// The files are what gsettings of GNOME 43 printed after each of these was set.
func TestGnomeProxiesAreReadAsTheDesktopKeepsThem(t *testing.T) {
	const blip, office = "https://acme.http.msging.net", "https://hub.office.example"
	for name, want := range map[string]struct{ blip, plain, office string }{
		"none":        {},
		"manual":      {"http://proxy.office.example:3128", "http://web.office.example:8080", ""},
		"manual-off":  {},
		"script":      {},
		"one-for-all": {"http://ana:it%27s%20a%20%5C%20secret@web.office.example:8080", "http://ana:it%27s%20a%20%5C%20secret@web.office.example:8080", "http://ana:it%27s%20a%20%5C%20secret@web.office.example:8080"},
		"socks":       {"socks5://socks.office.example:1080", "socks5://socks.office.example:1080", "socks5://socks.office.example:1080"},
	} {
		t.Run(name, func(t *testing.T) {
			printed, err := os.ReadFile(filepath.Join("testdata", "gnome", name+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			choose := gnomeProxy(string(printed))
			for address, want := range map[string]string{blip: want.blip, "http://plain.example": want.plain, office: want.office} {
				if got := chosen(t, choose, address); got != want {
					t.Errorf("%s goes through %q, want %q", address, got, want)
				}
			}
		})
	}
}

func TestWhatGnomeDoesNotSayIsNoProxy(t *testing.T) {
	for _, printed := range []string{
		"", "No such schema", "org.gnome.system.proxy mode", "org.gnome.system.proxy mode 'manual'",
		"org.gnome.system.proxy mode 'manual'\norg.gnome.system.proxy.https host 'half",
		"org.gnome.system.proxy mode 'manual'\norg.gnome.system.proxy.https host 'a.example'\norg.gnome.system.proxy.https port 0",
	} {
		if got := chosen(t, gnomeProxy(printed), "https://acme.http.msging.net"); got != "" {
			t.Errorf("%q gives the proxy %q", printed, got)
		}
	}
}

func TestTheEnvironmentsProxyGoesBeforeTheDesktops(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://environment.example:3128")
	t.Setenv("NO_PROXY", "office.example")
	choose := readProxySettings()
	if got := chosen(t, choose, "https://acme.http.msging.net"); got != "http://environment.example:3128" {
		t.Errorf("through %q", got)
	}
	if got := chosen(t, choose, "https://hub.office.example"); got != "" {
		t.Errorf("NO_PROXY goes through %q", got)
	}
}

func TestTheSettingsAreReadAgainOnAnotherNetwork(t *testing.T) {
	reads := 0
	settings := proxySettings{read: func() proxyChoice { reads++; return noProxy }}
	settings.choice()
	settings.choice()
	settings.readAt = settings.readAt.Add(-proxySettingsFresh - time.Second)
	settings.choice()
	if reads != 2 {
		t.Errorf("%d times read", reads)
	}
}

func TestThisMachineIsNeverReachedThroughAProxy(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://environment.example:3128")
	for _, address := range []string{"http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1"} {
		request, err := http.NewRequest(http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		if proxy, err := SystemProxy(request); proxy != nil || err != nil {
			t.Errorf("%s: %v, %v", address, proxy, err)
		}
	}
}
