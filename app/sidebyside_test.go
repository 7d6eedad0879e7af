package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// place is one of several connections: whose, and what must be found there and nowhere else.
type place struct {
	connection string // its id, once it was opened
	template   string
	language   string
	values     map[string]string
	person     string // a contact that stands there
	phone      string // of the one who gets a message from there
	draft      string
	keys       map[string]string // by their names in the key store
	open       func(t *testing.T, door *App)
	gate       *gate // of its platform; nil: none
}

// gate stands before a platform. Shut, it lets no request through and answers none.
type gate struct {
	mutex  sync.Mutex
	opened chan struct{}
	behind http.Handler
	passed int
}

func newGate(behind http.Handler) *gate {
	g := &gate{behind: behind, opened: make(chan struct{})}
	close(g.opened)
	return g
}

// ServeHTTP lets a request through when the gate is open.
func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mutex.Lock()
	opened := g.opened
	g.mutex.Unlock()
	select {
	case <-opened:
	case <-r.Context().Done():
		return
	}
	g.mutex.Lock()
	g.passed++
	g.mutex.Unlock()
	g.behind.ServeHTTP(w, r)
}

func (g *gate) shut() {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	g.opened, g.passed = make(chan struct{}), 0
}

func (g *gate) open() {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	close(g.opened)
}

func (g *gate) count() int {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	return g.passed
}

// onAStand is a contract of its own on a stand-in of its own.
func onAStand(t *testing.T, name, phone string) *place {
	t.Helper()
	router, service := name+"-router", name+"-desk"
	p := &place{
		template: "aviso_" + name, language: "pt_BR", values: map[string]string{"body.1": "Rita", "body.2": "A-1"},
		person: "Rita " + name, phone: phone, draft: "draft of " + name,
		keys: map[string]string{keyRouter: lime.EncodeSecret("router key of " + name), keyService: lime.EncodeSecret("desk key of " + name)},
	}
	template := fmt.Sprintf(`{"id":%[1]q,"name":%[1]q,"language":"pt_BR","status":"APPROVED","category":"UTILITY",
		"components":[{"type":"BODY","text":"Olá {{1}}, seu pedido {{2}} saiu.","example":{"body_text":[["Ana","A-1"]]}}]}`, p.template)
	stand := blipstand.New(blipstand.Options{Router: true, Bots: []blipstand.Bot{
		{ID: doc.BotIdentity(router), Key: p.keys[keyRouter], HasNumber: true, Templates: []json.RawMessage{json.RawMessage(template)}},
		{ID: doc.BotIdentity(service), Key: p.keys[keyService], HasDesk: true},
	}})
	stand.AddContact(doc.Contact{Identity: doc.ContactIdentity(phone + "99"), Name: p.person, PhoneNumber: doc.Text(phone + "99")})
	p.gate = newGate(stand.Handler())
	server := httptest.NewServer(p.gate)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		for _, one := range stand.Broken() {
			t.Errorf("%s: not documented: %s", name, one)
		}
	})
	p.open = func(t *testing.T, door *App) {
		if err := door.Connect(ConnectionDraft{RouterKey: p.keys[keyRouter], ServiceKey: p.keys[keyService], Blip: BlipView{
			Contract: name, Router: router, ServiceBot: service, Email: "camila.rios@activa.example", Name: "Camila Ríos",
			Address: "ws" + strings.TrimPrefix(server.URL, "http"),
		}}); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// onTheHub is the hub of this machine.
func onTheHub() *place {
	return &place{
		template: "aviso_demora", language: "es", values: map[string]string{"body.1": "Rita", "body.2": "A-1", "body.3": "hoy"},
		phone: "+5511955550177", draft: "draft of the hub",
		open: func(t *testing.T, door *App) {
			if err := door.Start(StartChoice{Kind: kindEmbedded, Identity: "camila.rios@activa.local"}); err != nil {
				t.Fatal(err)
			}
		},
	}
}

func startAttending(t *testing.T, folder string) *attending {
	t.Helper()
	program := openProgram(t, folder, &logBuffer{})
	return &attending{t: t, program: program, door: program.door, changes: program.listeners.Add(t.Context())}
}

// ready waits until the desk at work has a line and its templates.
func (a *attending) ready() Snapshot {
	a.t.Helper()
	return a.until("connected", func(s Snapshot) bool {
		return s.Connection.Phase == "connected" && s.Templates.Count > 0 && !s.Templates.Reading
	})
}

// work leaves something of everything at a place: a favourite, a draft, a message that the platform took.
func (a *attending) work(at *place) {
	a.t.Helper()
	at.open(a.t, a.door)
	at.connection = a.program.connections().Connections[0].ID
	a.ready()
	a.must(a.door.SetPresence("Online", ""))
	rows, err := a.door.Templates()
	a.must(err)
	found := slices.IndexFunc(rows, func(row TemplateRow) bool { return row.Name == at.template && row.Language == at.language })
	if found < 0 {
		a.t.Fatalf("no template %s among %d", at.template, len(rows))
	}
	template := rows[found]
	a.must(a.door.SetFavourite(template.ID, true))
	a.must(a.door.SaveDraft(DraftView{ID: at.draft, TemplateID: template.ID, Phone: "+5511900000001", Name: at.draft}))
	id := "sent to " + at.phone
	answer, err := a.door.SendActiveMessage(DraftView{
		ID: id, Step: "values", TemplateID: template.ID, Bot: template.Bot, Phone: at.phone, Name: "Of " + at.template, Values: at.values,
	})
	a.must(err)
	if answer.MessageID == "" {
		a.t.Fatalf("not sent: %+v", answer.Findings)
	}
	a.must(a.door.DispatchActiveMessage(id))
	a.until("taken", func(s Snapshot) bool {
		return slices.ContainsFunc(s.Sent, func(row SentRow) bool { return row.ID == id && row.Status != "sending" })
	})
}

// holdsItsOwn judges everything that a window reads of the desk at work, with a line or without.
func (a *attending) holdsItsOwn(at *place, others []*place) {
	a.t.Helper()
	snapshot, err := a.door.Snapshot()
	a.must(err)
	history, err := a.door.SearchSent(HistoryQuery{Limit: 50})
	a.must(err)
	for what, rows := range map[string][]SentRow{"Sent": snapshot.Sent, "the history": history.Rows} {
		if len(rows) != 1 || rows[0].Phone != at.phone || rows[0].TemplateName != at.template {
			a.t.Errorf("%s: %s holds %+v", at.template, what, rows)
		}
	}
	if len(snapshot.Drafts) != 1 || snapshot.Drafts[0].Name != at.draft {
		a.t.Errorf("%s: drafts %+v", at.template, snapshot.Drafts)
	}
	templates, err := a.door.Templates()
	a.must(err)
	var favourites []string
	for _, row := range templates {
		if row.Favourite {
			favourites = append(favourites, row.Name)
		}
	}
	if !slices.Contains(favourites, at.template) {
		a.t.Errorf("%s: favourites %v", at.template, favourites)
	}
	met, err := a.door.SearchContacts(ContactQuery{Bot: snapshot.Sent[0].Bot, Text: "", Limit: 50})
	a.must(err)
	for _, other := range others {
		if slices.ContainsFunc(templates, func(row TemplateRow) bool { return row.Name == other.template }) {
			a.t.Errorf("%s: has the template %s", at.template, other.template)
		}
		if slices.ContainsFunc(met.Contacts, func(one ContactView) bool {
			return one.Phone == other.phone || other.person != "" && one.Name == other.person
		}) {
			a.t.Errorf("%s: knows a contact of %s: %+v", at.template, other.template, met.Contacts)
		}
	}
}

// keysApart judges the key store: every connection has its own keys and no other.
func (a *attending) keysApart(places []*place) {
	a.t.Helper()
	for _, at := range places {
		for _, name := range keyNames {
			key, found, err := a.program.keys.Get(a.t.Context(), keyOf(at.connection, name))
			a.must(err)
			if want, has := at.keys[name]; found != has || key != want {
				a.t.Errorf("%s: the key %s is there %v, and its own %v", at.template, name, found, key == want)
			}
		}
	}
}

func TestEveryConnectionHasDataOfItsOwn(t *testing.T) {
	for name, make := range map[string]func(t *testing.T) []*place{
		"two contracts": func(t *testing.T) []*place {
			return []*place{onAStand(t, "norte", "+5511955550101"), onAStand(t, "sul", "+5511955550202")}
		},
		"Blip and the hub": func(t *testing.T) []*place { return []*place{onAStand(t, "norte", "+5511955550101"), onTheHub()} },
	} {
		t.Run(name, func(t *testing.T) {
			folder, places := t.TempDir(), make(t)
			first := startAttending(t, folder)
			for _, at := range places {
				first.work(at)
			}
			judge := func(a *attending) {
				for turn := range 2 * len(places) { // there, back, and there again
					at := places[turn%len(places)]
					a.must(a.door.SwitchConnection(at.connection))
					a.ready()
					a.holdsItsOwn(at, slices.DeleteFunc(slices.Clone(places), func(p *place) bool { return p == at }))
				}
				a.keysApart(places)
			}
			judge(first)
			closing(t, first.program)
			again := startAttending(t, folder)
			defer closing(t, again.program)
			judge(again)
		})
	}
}

// Switching asks no network before it shows: the other connection's platform answers nothing at all, and its
// stored rows stand there when the command returns.
func TestSwitchingShowsTheOthersRowsBeforeAnyAnswerOfTheNetwork(t *testing.T) {
	places := []*place{onAStand(t, "norte", "+5511955550101"), onAStand(t, "sul", "+5511955550202")}
	a := startAttending(t, t.TempDir())
	defer closing(t, a.program)
	for _, at := range places {
		a.work(at)
	}
	for turn := range 2 * len(places) {
		at, other := places[turn%2], places[(turn+1)%2]
		at.gate.shut()
		a.must(a.door.SwitchConnection(at.connection))
		a.holdsItsOwn(at, []*place{other})
		snapshot, err := a.door.Snapshot()
		a.must(err)
		if snapshot.Connection.Phase == "connected" || at.gate.count() != 0 {
			t.Errorf("%s: the line is %s, %d requests were answered", at.template, snapshot.Connection.Phase, at.gate.count())
		}
		at.gate.open()
		a.ready()
	}
}
