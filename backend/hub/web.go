package hub

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"activa/backend/lime"
)

// healthTimeout is how long the hub may take to say that it is well.
const healthTimeout = 2 * time.Second

// Web is the hub for a network, on one port: LIME over WebSocket on any path and over HTTP on its own
// routes, GET /health (200 when an input can be committed, else 503) and GET /metrics (numbers in the
// text form of Prometheus; no name, phone or text is among them).
func (h *Hub) Web(options lime.WebOptions) http.Handler {
	routes := http.NewServeMux()
	routes.Handle("/", h.server.Handler(options))
	routes.HandleFunc("GET /health", h.serveHealth)
	routes.HandleFunc("GET /metrics", h.serveMetrics)
	return routes
}

// healthAsked is an input that does nothing: it shows that the loop runs and the store commits.
type healthAsked struct{}

func (healthAsked) apply(*step) error    { return nil }
func (healthAsked) refused(*step, error) {}

func (h *Hub) serveHealth(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), healthTimeout)
	defer cancel()
	w.Header().Set("Content-Type", "application/json")
	if err := h.do(ctx, healthAsked{}); err != nil {
		h.log.Error("the hub is not well", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		h.writeLine(w, `{"status":"unwell"}`)
		return
	}
	h.writeLine(w, `{"status":"well"}`)
}

func (h *Hub) writeLine(w http.ResponseWriter, text string) {
	if _, err := fmt.Fprintln(w, text); err != nil {
		h.log.Debug("HTTP answer not written", "error", err)
	}
}

func (h *Hub) serveMetrics(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	for _, metric := range []struct {
		name, kind, about string
		value             int64
	}{
		{"activa_sessions", "gauge", "Sessions that are signed in", h.counters.sessions.Load()},
		{"activa_inputs_total", "counter", "Inputs that were worked on", h.counters.inputs.Load()},
		{"activa_commits_total", "counter", "Commits that they shared", h.counters.commits.Load()},
		{"activa_sends_total", "counter", "Active messages that were proposed", h.counters.sends.Load()},
		{"activa_sends_refused_total", "counter", "Active messages that a rule refused", h.counters.refused.Load()},
		{"activa_handovers_total", "counter", "Times that a message was given to the gateway", h.counters.handedOver.Load()},
		{"activa_receipts_total", "counter", "Receipts that the gateway told", h.counters.receipts.Load()},
		{"activa_replies_total", "counter", "Messages that customers wrote", h.counters.replies.Load()},
	} {
		h.writeLine(w, fmt.Sprintf("# HELP %s %s\n# TYPE %s %s\n%s %d",
			metric.name, metric.about, metric.name, metric.kind, metric.name, metric.value))
	}
}
