package desk

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"code.dny.dev/ssrf"
	"github.com/gabriel-vasile/mimetype"
)

// Limits of a fetch from the open net.
const (
	redirectsMax   = 5
	fetchWait      = 20 * time.Second // for everything together
	headWait       = 3 * time.Second  // for HEAD, which only helps
	dialWait       = 5 * time.Second
	answerHeadWait = 8 * time.Second
	answerHeadMax  = 64 << 10 // bytes of an answer's head
)

// FetchPublic asks a public https address. The address that is really dialled is checked, after the name
// was resolved and again on every redirect, so neither a name nor a redirect leads to a private, loopback
// or link-local address. Nothing of this machine is sent along: no cookie, no proxy, no referrer.
func FetchPublic(ctx context.Context, address string, limit int64) Fetched {
	return fetchWith(ctx, publicTransport, address, limit)
}

var publicTransport = &http.Transport{
	Proxy:                  nil,
	DialContext:            (&net.Dialer{Timeout: dialWait, Control: ssrf.New().Safe}).DialContext,
	TLSHandshakeTimeout:    dialWait,
	ResponseHeaderTimeout:  answerHeadWait,
	MaxResponseHeaderBytes: answerHeadMax,
	ForceAttemptHTTP2:      true,
	MaxIdleConns:           4,
	IdleConnTimeout:        30 * time.Second,
}

var errInsecure, errRedirects = errors.New("not an https address"), errors.New("too many redirects")

// fetchWith asks with HEAD, and then with a ranged GET, because many servers answer HEAD wrongly: the
// GET decides, HEAD only adds the length.
func fetchWith(ctx context.Context, transport http.RoundTripper, address string, limit int64) Fetched {
	ctx, cancel := context.WithTimeout(ctx, fetchWait)
	defer cancel()
	var found Fetched
	client := &http.Client{Transport: transport, CheckRedirect: func(request *http.Request, via []*http.Request) error {
		found.Facts.Redirects = len(via)
		if len(via) > redirectsMax {
			return errRedirects
		}
		return secure(request.URL)
	}}
	parsed, err := url.Parse(address)
	if err == nil {
		err = secure(parsed)
	}
	if err != nil {
		found.Facts.Unreachable = unreachable(err)
		return found
	}
	length := headLength(ctx, client, address)
	if err := get(ctx, client, address, limit, &found); err != nil {
		if found.Facts.PrivateHost = errors.Is(err, ssrf.ErrProhibitedIP); !found.Facts.PrivateHost {
			found.Facts.Unreachable = unreachable(err)
		}
		return found
	}
	if found.Facts.Length == 0 {
		found.Facts.Length = length
	}
	return found
}

func secure(address *url.URL) error {
	if address.Scheme != "https" || address.Host == "" || address.User != nil {
		return errInsecure
	}
	return nil
}

// headLength is the length that HEAD tells, zero when it does not.
func headLength(ctx context.Context, client *http.Client, address string) int64 {
	ctx, cancel := context.WithTimeout(ctx, headWait)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return 0
	}
	answer, err := client.Do(request)
	if err != nil {
		return 0
	}
	defer func() { _ = answer.Body.Close() }() // what was read is judged by itself
	if answer.StatusCode != http.StatusOK {
		return 0
	}
	return max(answer.ContentLength, 0)
}

func get(ctx context.Context, client *http.Client, address string, limit int64, found *Fetched) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Range", "bytes=0-"+strconv.FormatInt(limit-1, 10))
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }() // what was read is judged by itself
	content, err := io.ReadAll(io.LimitReader(answer.Body, limit+1))
	if err != nil {
		return err
	}
	facts := &found.Facts
	facts.Status = answer.StatusCode
	if answer.StatusCode == http.StatusPartialContent {
		facts.Status = http.StatusOK // we asked for a part; the file is there
	}
	facts.ContentType = answer.Header.Get("Content-Type")
	facts.SniffedType = mimetype.Detect(content).String()
	facts.Length = wholeLength(answer)
	if final := answer.Request.URL.String(); final != address {
		facts.FinalAddress = final
	}
	found.Whole = int64(len(content)) <= limit && (facts.Length == 0 || facts.Length <= int64(len(content)))
	found.Content = content[:min(int64(len(content)), limit)]
	return nil
}

// wholeLength is the length of the whole file: behind the slash of Content-Range, or Content-Length.
func wholeLength(answer *http.Response) int64 {
	if answer.StatusCode == http.StatusPartialContent {
		_, total, _ := strings.Cut(answer.Header.Get("Content-Range"), "/")
		length, err := strconv.ParseInt(total, 10, 64)
		if err != nil {
			return 0
		}
		return length
	}
	return max(answer.ContentLength, 0)
}

// unreachable is a stable code of why no answer came.
func unreachable(err error) string {
	var name *net.DNSError
	var timeout net.Error
	switch {
	case errors.Is(err, errInsecure):
		return "not-https"
	case errors.Is(err, errRedirects):
		return "redirects"
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return "not-public"
	case errors.As(err, &name):
		return "dns"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "timeout"
	}
	return "no-answer"
}
