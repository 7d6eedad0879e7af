package webhost

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"runtime/debug"
	"time"

	"github.com/gorilla/websocket"
)

const (
	argumentsBytesMax = 1 << 20          // of one call
	changeWriteMax    = 10 * time.Second // a page that takes longer to take a change is cut
	pageSilenceMax    = 60 * time.Second // without a pong the page is gone
	pingEvery         = 25 * time.Second
)

var errorType = reflect.TypeFor[error]()

// callable collects the exported methods of app, each with at most one result beside its error, as
// Wails binds them.
func callable(app any) (map[string]reflect.Value, error) {
	value := reflect.ValueOf(app)
	methods := map[string]reflect.Value{}
	for i := range value.NumMethod() {
		name, method := value.Type().Method(i).Name, value.Method(i)
		results := method.Type().NumOut()
		if results == 0 || results > 2 || !method.Type().Out(results-1).Implements(errorType) {
			return nil, fmt.Errorf("bind %s: a method of the door answers (error) or (value, error)", name)
		}
		methods[name] = method
	}
	return methods, nil
}

func (h *Host) call(w http.ResponseWriter, r *http.Request) {
	method, known := h.methods[r.PathValue("method")]
	if !known {
		http.Error(w, "no such method", http.StatusNotFound)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, argumentsBytesMax))
	if err != nil {
		http.Error(w, "the arguments are too large", http.StatusRequestEntityTooLarge)
		return
	}
	arguments, err := decodeArguments(method.Type(), body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	result, err := h.invoke(method, arguments)
	if err != nil {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnprocessableEntity)
		_, _ = io.WriteString(w, h.options.Faults(err))
		return
	}
	answer, err := json.Marshal(result)
	if err != nil {
		h.options.Log.Error("answer a call", "method", r.PathValue("method"), "error", err)
		http.Error(w, "the answer cannot be written", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(answer)
}

func decodeArguments(method reflect.Type, body []byte) ([]reflect.Value, error) {
	var raw []json.RawMessage
	if err := json.Unmarshal(body, &raw); err != nil {
		return nil, errors.New("a JSON array of arguments was expected")
	}
	if len(raw) != method.NumIn() {
		return nil, fmt.Errorf("%d arguments were expected, %d came", method.NumIn(), len(raw))
	}
	arguments := make([]reflect.Value, len(raw))
	for i := range raw {
		argument := reflect.New(method.In(i))
		if err := json.Unmarshal(raw[i], argument.Interface()); err != nil {
			return nil, fmt.Errorf("argument %d does not fit", i+1)
		}
		arguments[i] = argument.Elem()
	}
	return arguments, nil
}

// invoke calls the method; a panic of it becomes an error, as the page would wait for ever otherwise.
func (h *Host) invoke(method reflect.Value, arguments []reflect.Value) (result any, err error) {
	defer func() {
		if recovered := recover(); recovered != nil {
			h.options.Log.Error("a call panicked", "panic", recovered, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic in a call: %v", recovered)
		}
	}()
	results := method.Call(arguments)
	if failure, _ := results[len(results)-1].Interface().(error); failure != nil {
		return nil, failure
	}
	if len(results) == 1 {
		return nil, nil
	}
	return results[0].Interface(), nil
}

// changes sends every change to one page until it goes away. The page says nothing on this line.
func (h *Host) changes(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }} // acts checked it
	connection, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	defer func() { _ = connection.Close() }()
	gone := watchPage(connection)
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	changes := h.options.Watch(r.Context())
	for {
		select {
		case <-gone:
			return
		case <-ping.C:
			err = connection.WriteControl(websocket.PingMessage, nil, time.Now().Add(changeWriteMax))
		case change, open := <-changes:
			if !open {
				return
			}
			_ = connection.SetWriteDeadline(time.Now().Add(changeWriteMax))
			err = connection.WriteJSON(change)
		}
		if err != nil {
			h.options.Log.Debug("a page went away", "error", err)
			return
		}
	}
}

// watchPage reads the line, as the library wants for pongs and closing, and tells when it ended.
func watchPage(connection *websocket.Conn) <-chan struct{} {
	gone := make(chan struct{})
	connection.SetReadLimit(1024)
	_ = connection.SetReadDeadline(time.Now().Add(pageSilenceMax))
	connection.SetPongHandler(func(string) error { return connection.SetReadDeadline(time.Now().Add(pageSilenceMax)) })
	go func() {
		defer close(gone)
		for {
			if _, _, err := connection.ReadMessage(); err != nil {
				return
			}
		}
	}()
	return gone
}
