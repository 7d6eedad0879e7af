package lime

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// ThrottledFor is how long a platform that says HTTP status 429 wants to be left alone when it does not
// say for how long (LIME reference, §5, §17: a window of about two minutes).
const ThrottledFor = 2 * time.Minute

// HTTPStatusError says that a request got an HTTP status instead of an answer.
type HTTPStatusError struct {
	StatusCode int
	// Page says that the answer is a page for people, or leads to one.
	Page bool
	// RetryAfter is how long to wait, of a status 429.
	RetryAfter time.Duration
}

// Error is the line for the log.
func (e *HTTPStatusError) Error() string { return fmt.Sprintf("HTTP status %d", e.StatusCode) }

// refused tells whether the request was certainly not dealt with: a status from 400 to 499 is given
// before that, one from 500 on may come after (504: the platform waited for an extension in vain).
func (e *HTTPStatusError) refused() bool {
	return e.StatusCode >= http.StatusBadRequest && e.StatusCode < http.StatusInternalServerError
}

// ask posts a command and reads the answer from the body; nil when there is none.
func (l *httpLine) ask(ctx context.Context, command *Command) (*Command, error) {
	body, err := l.exchange(ctx, http.MethodPost, "/commands", command)
	if err != nil || len(bytes.TrimSpace(body)) == 0 {
		return nil, err
	}
	envelope, err := Decode(body)
	answer, isCommand := envelope.(*Command)
	if err == nil && !isCommand {
		err = fmt.Errorf("%w: the answer is a %T", ErrBrokenFrame, envelope)
	}
	return answer, err
}

// post hands over an envelope that nobody answers. A refusal does not end the line.
func (l *httpLine) post(ctx context.Context, route string, envelope Envelope) error {
	_, err := l.exchange(ctx, http.MethodPost, route, envelope)
	if errors.Is(err, ErrRefused) {
		l.put(&Session{State: SessionFailed, Reason: &Reason{ReasonCodeAuthenticationFailed, "HTTP status 401"}})
	}
	return err
}

// exchange is one request with its answer. Errors: ErrRefused for a wrong key, *HTTPStatusError for any
// other status but success, else what the network says.
func (l *httpLine) exchange(ctx context.Context, method, route string, envelope Envelope) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, httpRequestTimeout)
	defer cancel()
	stop := context.AfterFunc(l.ctx, cancel)
	defer stop()
	request, err := l.request(ctx, method, route, envelope)
	if err != nil {
		return nil, err
	}
	response, err := l.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("HTTP: %w", err)
	}
	defer func() { _ = response.Body.Close() }() // what was read is judged by itself
	l.options.Network.met(response.Header)
	if err := statusError(response); err != nil {
		return nil, fmt.Errorf("HTTP %s: %w", route, err)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, FrameMax+1))
	if err == nil && len(body) > FrameMax {
		err = fmt.Errorf("an answer of more than %d bytes", FrameMax)
	}
	if err != nil {
		return nil, fmt.Errorf("HTTP %s: %w", route, err)
	}
	return body, nil
}

func (l *httpLine) request(ctx context.Context, method, route string, envelope Envelope) (*http.Request, error) {
	var body []byte
	if envelope != nil {
		var err error
		if body, err = Encode(envelope); err != nil {
			return nil, err
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, l.base.String()+route, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	request.Header.Set("Authorization", l.authorization)
	l.mu.Unlock()
	if envelope != nil {
		request.Header.Set("Content-Type", MediaTypeJSON)
	}
	return request, nil
}

// statusError judges the head of an answer.
func statusError(response *http.Response) error {
	switch {
	case response.StatusCode == http.StatusUnauthorized:
		return ErrRefused
	case response.StatusCode/100 != 2, isPage(response):
		return &HTTPStatusError{StatusCode: response.StatusCode, Page: isPage(response), RetryAfter: retryAfter(response)}
	}
	return nil
}

func retryAfter(response *http.Response) time.Duration {
	if response.StatusCode != http.StatusTooManyRequests {
		return 0
	}
	if seconds, err := strconv.Atoi(response.Header.Get("Retry-After")); err == nil && seconds > 0 {
		return min(time.Duration(seconds)*time.Second, time.Hour)
	}
	return ThrottledFor
}

// collect asks for the inbox until the line ends, or the platform shows that it serves none: whether
// Blip still does is not known (LIME reference, §5).
func (l *httpLine) collect() {
	timer := time.NewTimer(httpInboxEvery)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
		case <-l.ctx.Done():
			return
		}
		for _, route := range []string{"/messages/inbox?keepStored=false", "/notifications/inbox?keepStored=false"} {
			if !l.collectFrom(route) {
				return
			}
		}
		timer.Reset(httpInboxEvery)
	}
}

// collectFrom takes one inbox in and says whether to go on.
func (l *httpLine) collectFrom(route string) bool {
	body, err := l.exchange(l.ctx, http.MethodGet, route, nil)
	var status *HTTPStatusError
	switch {
	case errors.As(err, &status) && !status.Page && status.refused() && status.StatusCode != http.StatusTooManyRequests:
		l.mu.Lock()
		l.noInbox = true // from here on pings go over the wire
		l.mu.Unlock()
		return false
	case errors.As(err, &status) && !status.Page:
		return true // throttled or in trouble: later
	case errors.Is(err, ErrRefused):
		l.put(&Session{State: SessionFailed, Reason: &Reason{ReasonCodeAuthenticationFailed, "HTTP status 401"}})
		return false
	case err != nil:
		l.end(err)
		return false
	}
	var frames []json.RawMessage
	if json.Unmarshal(body, &frames) != nil {
		return true
	}
	for _, frame := range frames {
		if envelope, err := Decode(frame); err == nil { // an odd one costs itself only
			l.put(envelope)
		}
	}
	return true
}
