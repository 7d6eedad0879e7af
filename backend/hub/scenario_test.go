package hub_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/hub"
	"activa/backend/lime"
	"activa/backend/message"
)

var update = flag.Bool("update", false, "write what happens into the scenario files")

// TestScenarios plays every file of testdata/scenarios on a furnished world (one bot, templates, the
// agents ana and rui, the supervisor sofia). A scenario is a list of paragraphs: a command, the line
// "----", and what everybody sees because of it. The verbs:
//
//	sign-in NAME                      opens a session that takes all receipts and announces itself
//	look-in NAME                      opens one that does not announce itself, as a command that lists
//	ask NAME [as BOT] METHOD NODE URI with the resource on the next lines
//	send NAME [as BOT] CONTACT ID TEMPLATE LANGUAGE [VALUE | VALUE …]
//	gateway ID down|unclear|CODE      what the gateway will answer to a message
//	receipt ID KIND [CODE TEXT]       the gateway tells
//	reply PHONE ID [to MESSAGE] TEXT  a customer writes
//	tap PHONE ID MESSAGE BUTTON TEXT  a customer taps a quick reply of a message
//	say NAME TICKET ID TEXT           an agent writes to the customer of a ticket
//	told NAME EVENT ID                an agent's receipt for a customer's message
//	types NAME TICKET STATE           an agent's chat state; types PHONE STATE is a customer's
//	wait DURATION · close NAME · cut NAME · restart
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { playFile(t, file) })
		})
	}
}

func playFile(t *testing.T, file string) {
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	play := &play{world: furnished(t), t: t, peers: map[string]*peer{}}
	for _, p := range play.world.peers {
		p.cut()
	}
	play.seen()
	var happened strings.Builder
	for i, paragraph := range strings.Split(strings.TrimRight(string(written), "\n"), "\n\n") {
		if i > 0 {
			happened.WriteString("\n\n")
		}
		command, _, isCommand := strings.Cut(paragraph, "\n----")
		happened.WriteString(command)
		if isCommand {
			happened.WriteString("\n----")
			for _, line := range play.run(command) {
				happened.WriteString("\n" + line)
			}
		}
	}
	happened.WriteString("\n")
	if *update {
		if err := os.WriteFile(file, []byte(happened.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	compare(t, string(written), happened.String())
}

func compare(t *testing.T, want, got string) {
	wanted, happened := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(wanted), len(happened)) {
		var w, g string
		if i < len(wanted) {
			w = wanted[i]
		}
		if i < len(happened) {
			g = happened[i]
		}
		if w != g {
			t.Fatalf("line %d\nwant %s\ngot  %s", i+1, w, g)
		}
	}
}

type play struct {
	world *world
	t     *testing.T
	peers map[string]*peer
	names []string
}

// run plays one paragraph and says what everybody sees.
func (p *play) run(paragraph string) []string {
	lines := strings.Split(paragraph, "\n")
	for strings.HasPrefix(lines[0], "#") {
		lines = lines[1:]
	}
	words := strings.Fields(lines[0])
	verb, words := words[0], words[1:]
	var answer []string
	switch verb {
	case "sign-in":
		p.signIn(words[0])
		p.peers[words[0]].announce(p.t)
	case "look-in":
		p.signIn(words[0])
	case "ask":
		answer = p.ask(words, strings.Join(lines[1:], "\n"))
	case "send":
		p.send(words)
	case "gateway":
		p.world.gateway.answers[words[0]] = gatewayAnswer(words[1])
	case "receipt":
		p.receipt(words)
	case "reply":
		p.reply(words)
	case "tap":
		p.tap(words)
	case "say":
		p.peers[words[0]].send(p.t, &lime.Message{
			ID: words[2], To: nodeOf(words[1] + "@" + doc.DeskDomain + "/Lime"), Type: lime.MediaTypeText,
			Content: json.RawMessage(strconv.Quote(strings.Join(words[3:], " "))),
		})
	case "types":
		p.types(words)
	case "told":
		p.peers[words[0]].send(p.t, &lime.Notification{ID: words[2], To: nodeOf("x@" + doc.DeskDomain), Event: lime.Event(words[1])})
	case "wait":
		duration, err := time.ParseDuration(words[0])
		if err != nil {
			p.t.Fatal(err)
		}
		time.Sleep(duration)
	case "close", "cut":
		p.leave(verb, words[0])
	case "restart":
		for _, one := range p.world.peers {
			one.cut()
		}
		p.world.end()
		p.peers, p.names = map[string]*peer{}, nil
		p.world.start()
	default:
		p.t.Fatalf("no verb %q", verb)
	}
	synctest.Wait()
	return append(answer, p.seen()...)
}

func (p *play) signIn(name string) {
	one := p.world.signIn(name, identityOf(name))
	one.must(p.t, "", lime.MethodSet, "", lime.PathReceipt, lime.AllReceipts())
	p.peers[name] = one
	p.names = append(p.names, name)
}

func identityOf(name string) string {
	if name == "loja" {
		return loja
	}
	account, _, _ := strings.Cut(name, "-") // ana-2 is ana's second session
	return doc.AgentIdentity(account)
}

// acting takes "as BOT" off the words.
func acting(words []string) (bot string, rest []string) {
	if len(words) > 1 && words[0] == "as" {
		return doc.BotIdentity(words[1]), words[2:]
	}
	return "", words
}

func (p *play) ask(words []string, resource string) []string {
	asker := p.peers[words[0]]
	bot, rest := acting(words[1:])
	method, node, uri := rest[0], rest[1], strings.Join(rest[2:], " ")
	command := asker.command(p.t, bot, lime.Method(method), "postmaster@"+node, uri, nil)
	if resource != "" {
		command.Type, command.Resource = lime.MediaTypeJSON, json.RawMessage(resource)
	}
	answer := asker.ask(p.t, command)
	if answer.Status != lime.StatusSuccess {
		return []string{"failure " + strings.TrimPrefix(answer.Reason.String(), "code ")}
	}
	if answer.Type != lime.MediaTypeCollection {
		return []string{strings.TrimSpace("success " + document(answer.Type, answer.Resource))}
	}
	var list doc.Collection
	if err := json.Unmarshal(answer.Resource, &list); err != nil {
		p.t.Fatal(err)
	}
	answered := []string{fmt.Sprintf("success %d items%s", len(list.Items), nextOf(list))}
	for _, item := range list.Items {
		answered = append(answered, "  "+document(list.ItemType, item))
	}
	return answered
}

func nextOf(list doc.Collection) string {
	if list.Next == "" {
		return ""
	}
	return fmt.Sprintf(", next %s, more %t", list.Next, bool(list.More))
}

func (p *play) send(words []string) {
	sender := p.peers[words[0]]
	bot, rest := acting(words[1:])
	var values []string
	if len(rest) > 4 {
		for _, value := range strings.Split(strings.Join(rest[4:], " "), "|") {
			values = append(values, strings.ReplaceAll(strings.TrimSpace(value), "⏎", "\n"))
		}
	}
	sender.send(p.t, sender.templateMessage(bot, contactOf(rest[0]), rest[1], rest[2], rest[3], values...))
}

func contactOf(word string) string {
	if strings.HasPrefix(word, "+") {
		return doc.ContactIdentity(word)
	}
	return word
}

func gatewayAnswer(word string) error {
	switch word {
	case "down":
		return hub.ErrNotTaken
	case "unclear":
		return errors.New("the line broke")
	case "up":
		return nil
	}
	code, _ := strconv.Atoi(word)
	return &hub.Refusal{Reason: message.Reason{Code: code, Description: "refused"}}
}

func (p *play) receipt(words []string) {
	kind, known := message.ParseDelivery(words[1])
	if !known {
		p.t.Fatalf("no receipt %q", words[1])
	}
	receipt := message.Receipt{Kind: kind, At: time.Now()}
	if len(words) > 2 {
		receipt.Reason.Code, _ = strconv.Atoi(words[2])
		receipt.Reason.Description = strings.Join(words[3:], " ")
	}
	p.world.gateway.tell(p.t, hub.GatewayNews{Receipt: &hub.GatewayReceipt{ID: words[0], Receipt: receipt}})
}

func (p *play) reply(words []string) {
	inbound := hub.InboundMessage{
		ID: words[1], BotNumber: "+551140000001", Phone: words[0], Name: "Profile", Type: lime.MediaTypeText, At: time.Now(),
	}
	text := words[2:]
	if len(text) > 1 && text[0] == "to" {
		inbound.InReplyTo, text = text[1], text[2:]
	}
	inbound.Content, _ = json.Marshal(strings.Join(text, " "))
	p.world.gateway.tell(p.t, hub.GatewayNews{Inbound: &inbound})
}

func (p *play) tap(words []string) {
	content, _ := json.Marshal(strings.Join(words[4:], " "))
	p.world.gateway.tell(p.t, hub.GatewayNews{Inbound: &hub.InboundMessage{
		ID: words[1], BotNumber: "+551140000001", Phone: words[0], Type: lime.MediaTypeText, Content: content,
		Payload: words[2] + "|" + words[3], At: time.Now(),
	}})
}

func (p *play) types(words []string) {
	if len(words) == 2 {
		p.world.gateway.tell(p.t, hub.GatewayNews{Typing: &hub.CustomerTyping{
			BotNumber: "+551140000001", Phone: words[0], Typing: words[1] == doc.ChatComposing}})
		return
	}
	p.peers[words[0]].send(p.t, &lime.Message{To: nodeOf(words[1] + "@" + doc.DeskDomain), Type: doc.MediaTypeChatState,
		Content: json.RawMessage(`{"state":` + strconv.Quote(words[2]) + `}`)})
}

func (p *play) leave(verb, name string) {
	leaving := p.peers[name]
	if verb == "close" {
		leaving.send(p.t, &lime.Session{State: lime.SessionFinishing})
	} else {
		leaving.cut()
	}
	<-leaving.gone
	delete(p.peers, name)
}

func (p *peer) cut() { _ = p.transport.Close() }

// seen says what came to whom since the last time, in the order of signing in.
func (p *play) seen() []string {
	var lines []string
	p.world.gateway.mu.Lock()
	defer p.world.gateway.mu.Unlock()
	for _, taken := range p.world.gateway.taken[p.world.gateway.told:] {
		lines = append(lines, fmt.Sprintf("gateway ← %s for %s from %s", taken.ID, taken.Phone, taken.BotNumber))
	}
	p.world.gateway.told = len(p.world.gateway.taken)
	for _, news := range p.world.gateway.shown {
		what := news.Receipt.String() + " " + news.Message
		if news.Message == "" {
			what = fmt.Sprintf("typing %t", news.Typing)
		}
		lines = append(lines, fmt.Sprintf("gateway ← %s for %s from %s", what, news.Phone, news.BotNumber))
	}
	p.world.gateway.shown = nil
	for _, name := range p.names {
		if p.peers[name] == nil {
			continue
		}
		for _, envelope := range p.peers[name].take() {
			lines = append(lines, name+" ← "+shown(envelope))
		}
	}
	return lines
}

func shown(envelope lime.Envelope) string {
	switch envelope := envelope.(type) {
	case *lime.Notification:
		line := fmt.Sprintf("%s %s", envelope.Event, envelope.ID)
		if envelope.Reason != nil {
			line += " (" + strings.TrimPrefix(envelope.Reason.String(), "code ") + ")"
		}
		return line
	case *lime.Message:
		line := document(envelope.Type, envelope.Content)
		if envelope.Type == lime.MediaTypeText {
			line += " from " + envelope.From.String()
		}
		if quoted := envelope.Metadata.Text(doc.MetadataInReplyTo); quoted != "" {
			line += " to " + quoted
		}
		return line
	}
	return fmt.Sprintf("%T", envelope)
}

// document shows a document: sends and tickets in the words that matter, anything else as it is.
func document(mediaType string, raw json.RawMessage) string {
	switch mediaType {
	case doc.MediaTypeSent:
		return shownSent(raw)
	case doc.MediaTypeTicket:
		return shownTicket(raw)
	}
	var compact bytes.Buffer
	if len(raw) == 0 || json.Compact(&compact, raw) != nil {
		return string(raw)
	}
	return compact.String()
}

func shownSent(raw json.RawMessage) string {
	var sent doc.Sent
	if err := json.Unmarshal(raw, &sent); err != nil {
		return err.Error()
	}
	line := fmt.Sprintf("sent %s to %s by %q", sent.ID, sent.Contact, sent.Agent)
	for _, step := range []struct {
		name string
		at   doc.Instant
	}{{"accepted", sent.Accepted}, {"dispatched", sent.Dispatched}, {"received", sent.Received},
		{"consumed", sent.Consumed}, {"failed", sent.Failed}, {"replied", sent.RepliedAt}} {
		if !step.at.IsZero() {
			line += " " + step.name + " " + step.at.UTC().Format("02T15:04:05.000")
		}
	}
	if sent.Reason != nil {
		line += fmt.Sprintf(" (%d: %s)", sent.Reason.Code, sent.Reason.Description)
	}
	return line
}

func shownTicket(raw json.RawMessage) string {
	var one doc.Ticket
	if err := json.Unmarshal(raw, &one); err != nil {
		return err.Error()
	}
	line := fmt.Sprintf("ticket %s %s of %s for %q answers %q", one.ID, one.Status, one.CustomerIdentity, one.AgentIdentity, one.CampaignID)
	if len(one.Tags) > 0 {
		line += fmt.Sprintf(" tags %q", one.Tags)
	}
	if one.UnreadMessages > 0 {
		line += fmt.Sprintf(" unread %d", one.UnreadMessages)
	}
	if one.Parent != "" {
		line += " continues " + one.Parent
	}
	if one.ReservedFor != "" {
		line += " because " + one.Why
	}
	return line
}
