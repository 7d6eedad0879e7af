package webhost

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"
)

const (
	tokenLife     = 10 * time.Minute // of the one-time token in a printed address
	sessionsMax   = 64               // browsers signed in at once; the oldest is forgotten
	tokenBytesMax = 256              // of a posted token
)

// tokens keeps the one-time tokens that were printed and the sessions that they became.
type tokens struct {
	mutex    sync.Mutex
	printed  map[string]time.Time // token → until when
	sessions []string
}

func newTokens() *tokens { return &tokens{printed: map[string]time.Time{}} }

func (t *tokens) issue(now time.Time) string {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	token := rand.Text()
	t.printed[token] = now.Add(tokenLife)
	return token
}

// redeem turns a printed token into a session; a second time the token is worth nothing.
func (t *tokens) redeem(token string, now time.Time) (session string, ok bool) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	until, known := t.printed[token]
	delete(t.printed, token)
	if !known || now.After(until) {
		return "", false
	}
	session = rand.Text()
	t.sessions = append(t.sessions, session)
	if len(t.sessions) > sessionsMax {
		t.sessions = t.sessions[1:]
	}
	return session, true
}

func (t *tokens) knows(session string) bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	found := false
	for _, known := range t.sessions {
		if subtle.ConstantTimeCompare([]byte(known), []byte(session)) == 1 {
			found = true
		}
	}
	return found
}

// cookieName carries the port, because cookies do not: two programs on one machine keep apart.
func (h *Host) cookieName() string {
	return "activa-" + h.host[strings.LastIndex(h.host, ":")+1:]
}

func (h *Host) startSession(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Token string `json:"token"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, tokenBytesMax)).Decode(&body); err != nil {
		http.Error(w, "a token was expected", http.StatusBadRequest)
		return
	}
	session, ok := h.tokens.redeem(body.Token, time.Now())
	if !ok {
		http.Error(w, "this address was used already: start activa again for a new one", http.StatusUnauthorized)
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: h.cookieName(), Value: session, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	w.WriteHeader(http.StatusNoContent)
}

func (h *Host) signedIn(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		cookie, err := r.Cookie(h.cookieName())
		if err != nil || !h.tokens.knows(cookie.Value) {
			http.Error(w, "open the address that activa printed", http.StatusUnauthorized)
			return
		}
		next(w, r)
	}
}
