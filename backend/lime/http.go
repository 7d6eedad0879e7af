package lime

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

const (
	// HTTPAnswerTimeout is how long a POST of a command waits for its answer before it gets 504
	// (LIME reference, §5).
	HTTPAnswerTimeout = 60 * time.Second
	// HTTPSessionIdle is how long an HTTP client may be silent before its session is closed.
	HTTPSessionIdle = 60 * time.Second
	// httpProofAge is how long a checked Authorization header is good without being checked again.
	httpProofAge = 5 * time.Minute
	// httpBodyTimeout bounds the reading of one body.
	httpBodyTimeout = 30 * time.Second
)

// ErrNoInbox says that a session comes by HTTP and has never asked for its inbox, so that what is sent
// to it would never arrive.
var ErrNoInbox = errors.New("the peer does not collect its inbox")

// HTTPHandler serves the routes of LIME over HTTP (LIME reference, §5, §26):
//
//	POST /commands                  200 and the answer, a failure too; 202 when there is none to wait for
//	POST /messages, /notifications  202
//	GET  /messages/inbox, /notifications/inbox[?keepStored=true]   200 and a list
//
// "Authorization: Key TOKEN" or "Basic base64(node:password)" goes through the server's Authenticate.
// Requests with the same header are one session, which closes when none has come for HTTPSessionIdle.
// Its node has an instance only when the header names one: a client that came by Key does not know of
// any other, and takes what is addressed to its identity (LIME reference, §20).
// It takes messages and notifications, as if it had set presence and receipt, from its first request
// for an inbox on; before that, sending to it gives ErrNoInbox.
//
// Refused are: 400 what is no envelope of the route's kind, 401 wrong or missing credentials, 403 a
// foreign Origin, 413 more than FrameMax bytes, 503 a trouble of the server, 504 no answer in time.
func (s *Server) HTTPHandler(options WebOptions) http.Handler {
	door := &httpDoor{server: s, options: options, sessions: map[[sha256.Size]byte]*httpSession{}}
	routes := http.NewServeMux()
	routes.HandleFunc("POST /commands", door.guard(door.postCommand))
	routes.HandleFunc("POST /messages", door.guard(door.postMessage))
	routes.HandleFunc("POST /notifications", door.guard(door.postNotification))
	routes.HandleFunc("GET /messages/inbox", door.guard((*httpSession).serveMessages))
	routes.HandleFunc("GET /notifications/inbox", door.guard((*httpSession).serveNotifications))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !options.allows(r) {
			http.Error(w, "foreign origin", http.StatusForbidden)
			return
		}
		routes.ServeHTTP(w, r)
	})
}

// httpDoor finds the session behind a request.
type httpDoor struct {
	server  *Server
	options WebOptions

	mu       sync.Mutex
	sessions map[[sha256.Size]byte]*httpSession
}

// guard lets a request through with its session, or says why not.
func (d *httpDoor) guard(serve func(*httpSession, http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		session, err := d.enter(r)
		if err != nil {
			d.server.log.Info("HTTP request refused", "peer", r.RemoteAddr, "path", r.URL.Path, "error", err)
			refuseHTTP(w, err)
			return
		}
		defer session.done()
		serve(session, w, r)
	}
}

func refuseHTTP(w http.ResponseWriter, err error) {
	reason := ReasonOf(err)
	switch reason.Code {
	case ReasonCodeAuthenticationFailed:
		w.Header().Set("WWW-Authenticate", "Key")
		http.Error(w, reason.Description, http.StatusUnauthorized)
	case ReasonCodeProcessingError:
		http.Error(w, reason.Description, http.StatusServiceUnavailable)
	default:
		http.Error(w, reason.String(), http.StatusForbidden)
	}
}

// enter gives the session of the request's credentials, in use until done.
func (d *httpDoor) enter(r *http.Request) (*httpSession, error) {
	header := r.Header.Get("Authorization")
	key := sha256.Sum256([]byte(header))
	known := d.find(key)
	if known != nil && known.isProven() {
		return known, known.open(r.Context())
	}
	node, proof, err := readAuthorization(header, d.accountDomain())
	if err == nil && !d.server.offers(proof.Scheme) {
		err = fmt.Errorf("the scheme %q is not offered: %w", proof.Scheme, ErrRefused)
	}
	if err == nil {
		node, err = d.server.options.Authenticate(r.Context(), node, proof)
	}
	if err != nil {
		if known != nil {
			known.done()
			if errors.Is(err, ErrRefused) {
				known.leave(nil, err)
			}
		}
		return nil, err
	}
	if known != nil {
		known.proveAgain()
		return known, known.open(r.Context())
	}
	session, err := d.admit(key, node, proof.Scheme, r.RemoteAddr)
	if err != nil {
		return nil, err
	}
	return session, session.open(r.Context())
}

func (d *httpDoor) accountDomain() string {
	if d.options.AccountDomain != "" {
		return d.options.AccountDomain
	}
	return d.server.options.Node.Domain
}

// find gives the session under the key, in use, or nil.
func (d *httpDoor) find(key [sha256.Size]byte) *httpSession {
	d.mu.Lock()
	defer d.mu.Unlock()
	session := d.sessions[key]
	if session != nil {
		session.use()
	}
	return session
}

// admit makes the session under the key, in use; somebody else may have made it meanwhile.
func (d *httpDoor) admit(key [sha256.Size]byte, node Node, scheme Scheme, remote string) (*httpSession, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if session := d.sessions[key]; session != nil {
		session.use()
		return session, nil
	}
	if err := d.server.enter(); err != nil {
		return nil, err
	}
	session := newHTTPSession(d.server, entry{id: NewID(), node: node, scheme: scheme}, remote)
	session.gone = func() {
		d.mu.Lock()
		delete(d.sessions, key)
		d.mu.Unlock()
	}
	d.sessions[key] = session
	session.use()
	return session, nil
}

// readAuthorization takes the two forms of LIME reference, §5.
func readAuthorization(header, domain string) (Node, Authentication, error) {
	scheme, token, _ := strings.Cut(header, " ")
	switch strings.ToLower(scheme) {
	case "key":
		identifier, accessKey, err := ParseHTTPToken(token)
		if err != nil {
			return Node{}, Authentication{}, fmt.Errorf("%w: %w", ErrRefused, err)
		}
		if !strings.Contains(identifier, "@") {
			identifier += "@" + domain
		}
		node, err := ParseNode(identifier)
		return node, Key(accessKey), refusedIf(err)
	case "basic":
		text, err := DecodeSecret(token)
		if err != nil {
			return Node{}, Authentication{}, fmt.Errorf("%w: %w", ErrRefused, err)
		}
		address, password, _ := strings.Cut(text, ":")
		node, err := ParseNode(address)
		return node, Plain(password), refusedIf(err)
	}
	return Node{}, Authentication{}, fmt.Errorf("no Authorization of Key or Basic: %w", ErrRefused)
}

func refusedIf(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", ErrRefused, err)
}

// readEnvelope reads the body as one envelope, or answers 400 or 413 and gives nil.
func readEnvelope[Kind Envelope](w http.ResponseWriter, r *http.Request) (envelope Kind, ok bool) {
	// An error means that the connection has no deadlines, as in a test without a socket.
	line := http.NewResponseController(w)
	_ = line.SetReadDeadline(time.Now().Add(httpBodyTimeout))
	frame, err := io.ReadAll(http.MaxBytesReader(w, r.Body, FrameMax))
	_ = line.SetReadDeadline(time.Time{}) // waiting for the answer is not reading
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		http.Error(w, fmt.Sprintf("the body is larger than %d bytes", FrameMax), http.StatusRequestEntityTooLarge)
		return envelope, false
	}
	var decoded Envelope
	if err == nil {
		decoded, err = Decode(frame)
	}
	if envelope, ok = decoded.(Kind); !ok {
		if err == nil {
			err = fmt.Errorf("%w: a %T does not belong here", ErrBrokenFrame, decoded)
		}
		http.Error(w, "the body is not an envelope for this address: "+err.Error(), http.StatusBadRequest)
	}
	return envelope, ok
}

func (d *httpDoor) postMessage(session *httpSession, w http.ResponseWriter, r *http.Request) {
	if message, ok := readEnvelope[*Message](w, r); ok {
		session.dispatch(message)
		w.WriteHeader(http.StatusAccepted)
	}
}

func (d *httpDoor) postNotification(session *httpSession, w http.ResponseWriter, r *http.Request) {
	if notification, ok := readEnvelope[*Notification](w, r); ok {
		session.dispatch(notification)
		w.WriteHeader(http.StatusAccepted)
	}
}

func (d *httpDoor) postCommand(session *httpSession, w http.ResponseWriter, r *http.Request) {
	command, ok := readEnvelope[*Command](w, r)
	if !ok {
		return
	}
	if command.IsRequest() && command.ID == "" {
		command.ID = NewID()
	}
	if !command.WantsAnswer() {
		session.dispatch(command)
		w.WriteHeader(http.StatusAccepted)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), HTTPAnswerTimeout)
	defer cancel()
	answer, err := session.ask(ctx, command)
	switch {
	case err == nil:
		w.Header().Set("Content-Type", MediaTypeJSON)
		_, _ = w.Write(answer) // the client may be gone
	case errors.Is(err, errSameID):
		http.Error(w, err.Error(), http.StatusBadRequest)
	case errors.Is(err, ErrClosed):
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
	default:
		http.Error(w, "no answer in time", http.StatusGatewayTimeout)
	}
}
