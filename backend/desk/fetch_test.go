package desk

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"activa/backend/message"
)

// png is the beginning of a picture, as long as wanted.
func png(length int) []byte {
	return append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), bytes.Repeat([]byte{0}, length)...)
}

// site is a real server behind TLS.
func site(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("/photo.png", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(png(20_000)))
	})
	mux.HandleFunc("/no-head", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			http.Error(w, "no", http.StatusMethodNotAllowed)
			return
		}
		w.Header().Set("Content-Type", "application/pdf")
		fmt.Fprint(w, "%PDF-1.7 "+strings.Repeat("x", 100))
	})
	mux.HandleFunc("/liar.mp4", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "video/mp4")
		fmt.Fprint(w, "<!doctype html><html><body>sign in</body></html>")
	})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for r.Method == http.MethodGet && r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 32<<10)); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/hop/{n}", func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(r.PathValue("n"))
		if err != nil || n == 0 {
			http.Redirect(w, r, "/photo.png", http.StatusFound)
			return
		}
		http.Redirect(w, r, fmt.Sprintf("/hop/%d", n-1), http.StatusFound)
	})
	mux.HandleFunc("/down", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://"+r.Host+"/photo.png", http.StatusFound)
	})
	mux.HandleFunc("/inside", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusFound)
	})
	server := httptest.NewTLSServer(mux)
	t.Cleanup(server.Close)
	return server
}

func TestFetch(t *testing.T) {
	server := site(t)
	transport := server.Client().Transport
	fetch := func(path string) Fetched { return fetchWith(t.Context(), transport, server.URL+path, 4096) }

	found := fetch("/photo.png")
	if f := found.Facts; f.Status != 200 || f.ContentType != "image/png" || f.SniffedType != "image/png" || f.Length < 20_000 || f.FinalAddress != "" {
		t.Errorf("picture: %+v", f)
	}
	if found.Whole || len(found.Content) != 4096 {
		t.Errorf("a part of the picture: %d bytes, whole %v", len(found.Content), found.Whole)
	}
	if found := fetch("/no-head"); found.Facts.Status != 200 || !found.Whole || found.Facts.SniffedType != "application/pdf" {
		t.Errorf("without HEAD: %+v, whole %v", found.Facts, found.Whole)
	}
	if f := fetch("/liar.mp4").Facts; !strings.HasPrefix(f.SniffedType, "text/html") || f.ContentType != "video/mp4" {
		t.Errorf("a page that says it is a video: %+v", f)
	}
	if found := fetch("/endless"); len(found.Content) > 4096 || found.Whole {
		t.Errorf("an endless file: %d bytes, whole %v", len(found.Content), found.Whole)
	}
	if f := fetch("/hop/4").Facts; f.Status != 200 || f.Redirects != 5 || !strings.HasSuffix(f.FinalAddress, "/photo.png") {
		t.Errorf("five redirects: %+v", f)
	}
	if f := fetch("/hop/5").Facts; f.Unreachable != "redirects" {
		t.Errorf("six redirects: %+v", f)
	}
	if f := fetch("/down").Facts; f.Unreachable != "not-https" {
		t.Errorf("a redirect to http: %+v", f)
	}
	if f := fetch("/missing").Facts; f.Status != http.StatusNotFound {
		t.Errorf("a missing file: %+v", f)
	}
}

// TestFetchPublicRefusesInnerAddresses: the address that is dialled decides, not the name.
func TestFetchPublicRefusesInnerAddresses(t *testing.T) {
	server := site(t)
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "https://"), ":")
	for address, why := range map[string]string{
		"https://127.0.0.1/x": "", "https://[::1]/x": "", "https://10.0.0.1/x": "", "https://169.254.169.254/latest": "",
		"https://localhost/x": "", "https://[::ffff:127.0.0.1]/x": "", "https://100.64.0.1/x": "",
		"https://127.0.0.1:" + port + "/photo.png": "not-public",
		"http://example.org/x":                     "not-https", "file:///etc/passwd": "not-https", "https://user:secret@example.org/": "not-https",
	} {
		facts := FetchPublic(t.Context(), address, 100).Facts
		if why == "" && !facts.PrivateHost || facts.Unreachable != why || facts.Status != 0 {
			t.Errorf("%s: %+v, want %q", address, facts, why)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if facts := FetchPublic(ended, "https://example.org/", 100).Facts; facts.Unreachable == "" {
		t.Errorf("an ended question: %+v", facts)
	}
}

// TestFetchPublicRefusesARedirectToAnInnerAddress: a public site may answer, where it sends to may not.
func TestFetchPublicRefusesARedirectToAnInnerAddress(t *testing.T) {
	server := site(t)
	const public = "example.com" // a name of the test server's certificate
	transport := publicTransport.Clone()
	transport.TLSClientConfig = server.Client().Transport.(*http.Transport).TLSClientConfig
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == public+":443" {
			return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
		}
		return publicTransport.DialContext(ctx, network, address)
	}
	fetch := func(to string) message.MediaFacts {
		return fetchWith(t.Context(), transport, "https://"+public+"/inside?to="+url.QueryEscape(to), 4096).Facts
	}
	if facts := fetch("https://" + public + "/photo.png"); facts.Status != http.StatusOK || facts.Redirects != 1 {
		t.Fatalf("to itself: %+v", facts)
	}
	for _, to := range []string{"https://127.0.0.1/x", "https://localhost/x", "https://[::1]/x", "https://10.0.0.1/x", "https://192.168.1.1/x", "https://169.254.169.254/latest"} {
		if facts := fetch(to); !facts.PrivateHost || facts.Status != 0 || facts.Redirects != 1 {
			t.Errorf("a redirect to %s: %+v", to, facts)
		}
	}
}
