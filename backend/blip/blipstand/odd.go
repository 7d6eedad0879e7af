package blipstand

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"activa/backend/lime"
)

// Odd is how a stand is odd, all at once or one by one: LIME and Blip, §2.4, §2.5, §9, §11, §12, §23.
type Odd struct {
	PendingFirst    bool // every answer comes after a "pending"
	OddCasing       bool // names of properties in other cases
	NumbersAsText   bool // numbers of documents are texts
	UnknownFields   bool // documents have a field more
	Twice           bool // every envelope comes twice
	OutOfOrder      bool // envelopes change places two by two
	DropEvery       int  // every so many-eth envelope to the client is lost; 0: none
	MetaShape       bool // lists of templates are Meta's own: data
	PageTotal       bool // lists of templates have the page's size as total
	IgnoresSkip     bool // lists of templates begin at the beginning every time
	PageMax         int  // most templates in a page; 0: as many as asked
	EmptyPages      bool // lists of templates are empty
	DropsNinthDigit bool // Brazilian numbers lose their ninth digit
	NamesNoCampaign bool // tickets do not name the campaign that they answer
	// ListBehind is how old a campaign is before the list of summaries names it.
	ListBehind time.Duration
}

// ListsBehind tells whether a list does not name yet what was made at an instant.
func (o Odd) ListsBehind(now, at time.Time) bool { return now.Sub(at) < o.ListBehind }

// SetOdd makes the stand odd from now on.
func (s *Stand) SetOdd(odd Odd) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.odd = odd
}

func (s *Stand) oddNow() Odd {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.odd
}

// document makes a document as odd as it shall be.
func (o Odd) document(raw json.RawMessage) json.RawMessage {
	if !o.OddCasing && !o.NumbersAsText && !o.UnknownFields {
		return raw
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return raw
	}
	written, err := json.Marshal(o.change(value))
	if err != nil {
		return raw
	}
	return written
}

// change goes through a value. Keys that are data (values of templates, extras) are in objects whose
// names are left alone.
func (o Odd) change(value any) any {
	switch value := value.(type) {
	case map[string]any:
		changed := make(map[string]any, len(value)+1)
		for name, one := range value {
			if name == "messageParams" || name == "extras" {
				changed[name] = one
				continue
			}
			changed[o.cased(name)] = o.change(one)
		}
		if o.UnknownFields {
			changed["zz_later"] = map[string]any{"since": 2027}
		}
		return changed
	case []any:
		for index := range value {
			value[index] = o.change(value[index])
		}
	case json.Number:
		if o.NumbersAsText {
			return value.String()
		}
	}
	return value
}

func (o Odd) cased(name string) string {
	if !o.OddCasing || name == "" {
		return name
	}
	return strings.ToUpper(name[:1]) + strings.ToLower(name[1:])
}

// oddLine is the client's end of a line with what is lost, doubled and changed on it. Sessions are left
// alone: without one there is nothing to be odd about.
type oddLine struct {
	lime.Transport
	stand *Stand

	mutex sync.Mutex
	kept  []lime.Envelope // to be received before anything else
	count int
}

// Receive gives the next envelope that is not lost.
func (l *oddLine) Receive(ctx context.Context) (lime.Envelope, error) {
	for {
		if kept := l.take(); kept != nil {
			return kept, nil
		}
		envelope, err := l.Transport.Receive(ctx)
		if err != nil {
			return nil, err
		}
		if _, isSession := envelope.(*lime.Session); isSession {
			return envelope, nil
		}
		odd := l.stand.oddNow()
		l.mutex.Lock()
		l.count++
		lost := odd.DropEvery > 0 && l.count%odd.DropEvery == 0
		l.mutex.Unlock()
		if lost {
			continue
		}
		if odd.Twice {
			l.keep(envelope)
		}
		if odd.OutOfOrder && l.second(ctx, envelope) {
			continue
		}
		return envelope, nil
	}
}

// second waits a moment for another envelope and puts it first.
func (l *oddLine) second(ctx context.Context, first lime.Envelope) bool {
	ctx, cancel := context.WithTimeout(ctx, 0)
	defer cancel()
	next, err := l.Transport.Receive(ctx)
	if err != nil {
		return false
	}
	l.keep(next)
	l.keep(first)
	return true
}

func (l *oddLine) keep(envelope lime.Envelope) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.kept = append(l.kept, envelope)
}

func (l *oddLine) take() lime.Envelope {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if len(l.kept) == 0 {
		return nil
	}
	first := l.kept[0]
	l.kept = l.kept[1:]
	return first
}

// rule is what a test asked of some commands.
type rule struct {
	method lime.Method
	prefix string
	times  int  // how often it still holds; 0: for ever
	after  bool // the command is done, only its answer is lost or late
	code   int
	wait   time.Duration
	cut    bool
	slow   bool // the command is done late, not only answered
}

// Refuse makes the stand refuse commands whose path begins so, with a reason; times 0 is for ever.
func (s *Stand) Refuse(method lime.Method, prefix string, code, times int) {
	s.addRule(rule{method: method, prefix: prefix, code: code, times: times})
}

// Hold makes commands wait, and then be answered by nothing: done or not, nobody hears of it.
func (s *Stand) Hold(method lime.Method, prefix string, done bool, times int) {
	s.addRule(rule{method: method, prefix: prefix, after: done, times: times, wait: -1})
}

// Late makes the answers of commands come later.
func (s *Stand) Late(method lime.Method, prefix string, wait time.Duration, times int) {
	s.addRule(rule{method: method, prefix: prefix, after: true, times: times, wait: wait})
}

// Slow makes commands be done later, as an extension does that is behind (LIME and Blip, §5).
func (s *Stand) Slow(method lime.Method, prefix string, wait time.Duration, times int) {
	s.addRule(rule{method: method, prefix: prefix, times: times, wait: wait, slow: true})
}

// Cut ends the line of whoever asks, before the command is done or after.
func (s *Stand) Cut(method lime.Method, prefix string, done bool, times int) {
	s.addRule(rule{method: method, prefix: prefix, after: done, times: times, cut: true})
}

// Heal takes all rules back.
func (s *Stand) Heal() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.rules = nil
}

func (s *Stand) addRule(added rule) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.rules = append(s.rules, added)
}

func (s *Stand) ruleFor(method lime.Method, path string) *rule {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for index := range s.rules {
		one := &s.rules[index]
		if one.times < 0 || one.method != method || !strings.HasPrefix(path, one.prefix) {
			continue
		}
		found := *one
		if one.times > 0 {
			if one.times--; one.times == 0 {
				one.times = -1 // used up
			}
		}
		return &found
	}
	return nil
}

func (r *rule) apply(_ context.Context, session *lime.ServerSession, asked, answer *lime.Command) *lime.Command {
	switch {
	case r.code != 0:
		return asked.Failure(r.code, fmt.Sprintf("as the test says (%d)", r.code))
	case r.cut:
		session.Close(nil)
		return nil
	case r.wait < 0:
		return nil
	case r.wait > 0:
		after(r.wait, func() { _ = session.Answer(asked, answer) }) // the session may be over
		return nil
	}
	return answer
}

// httpFault is what a test asked of HTTP requests.
type httpFault struct {
	status, times int
	retryAfter    time.Duration
	page          bool
	noInbox       bool
	held          chan func() // takes each request that waits for its status, with what lets it go on; nil: none waits
}

// HTTPStatus answers HTTP requests with a status; times 0 takes it back. A retryAfter is told by status 429.
func (s *Stand) HTTPStatus(status, times int, retryAfter time.Duration) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.http.status, s.http.times, s.http.retryAfter = status, times, retryAfter
}

// HTTPWaits lets the status of HTTPStatus come only once its request, which the channel tells, is let go on: the
// platform waits for its extensions before it answers 504.
func (s *Stand) HTTPWaits() <-chan func() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.http.held = make(chan func())
	return s.http.held
}

// HTTPPage puts a page for people in the platform's place, as the network of a hotel does.
func (s *Stand) HTTPPage(on bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.http.page = on
}

// NoInbox takes the inbox away: whether Blip serves it is not known (§5).
func (s *Stand) NoInbox() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.http.noInbox = true
}

func (s *Stand) withHTTPFaults(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mutex.Lock()
		fault := s.http
		if s.http.times > 0 {
			s.http.times--
		}
		s.mutex.Unlock()
		switch {
		case fault.page:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte("<html><body>Welcome. Please sign in to the network.</body></html>"))
		case fault.times > 0:
			if fault.held != nil {
				goOn := make(chan struct{})
				fault.held <- func() { close(goOn) }
				<-goOn
			}
			if fault.retryAfter > 0 {
				w.Header().Set("Retry-After", strconv.Itoa(int(fault.retryAfter.Seconds())))
			}
			http.Error(w, http.StatusText(fault.status), fault.status)
		case fault.noInbox && strings.HasSuffix(r.URL.Path, "/inbox"):
			http.NotFound(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}
