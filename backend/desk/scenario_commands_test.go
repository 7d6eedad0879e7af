package desk_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing/synctest"
	"time"

	"activa/backend/desk"
	"activa/backend/desk/desktest"
	"activa/backend/message"
)

// ready is what most scenarios begin with: the desk runs, the line is up, the agent is Online.
func (w *world) ready() error {
	w.start()
	w.platform.Connect()
	synctest.Wait()
	err := w.desk.SetPresence(w.t.Context(), desk.Presence{Status: desk.Online})
	synctest.Wait()
	w.seen()
	return err
}

// command runs one command of a scenario.
func (w *world) command(name string, words []string) error {
	ctx := w.t.Context()
	word := func(at int) string {
		if at < len(words) {
			return words[at]
		}
		return ""
	}
	id := desk.MessageID(word(0))
	switch name {
	case "start":
		w.start()
	case "ready":
		return w.ready()
	case "stop":
		w.stop()
	case "crash":
		w.crash()
	case "presence":
		return w.desk.SetPresence(ctx, desk.Presence{Status: desk.PresenceStatus(word(0)), Reason: word(1)})
	case "undo":
		seconds, _ := strconv.Atoi(word(0))
		settings := desk.DefaultSettings()
		settings.UndoSeconds = seconds
		return w.desk.ChangeSettings(ctx, settings)
	case "send":
		_, findings, err := w.desk.SendActiveMessage(ctx, draftOf(id, word(1), word(2)))
		for _, finding := range findings {
			if finding.Level == message.LevelError {
				return fmt.Errorf("%s %w", finding.Rule, err)
			}
		}
		return err
	case "draft":
		return w.desk.SaveDraft(ctx, draftOf(id, word(1), word(2)))
	case "discard":
		return w.desk.DiscardDraft(ctx, id)
	case "cancel":
		_, err := w.desk.CancelActiveMessage(ctx, id)
		return err
	case "leave":
		return w.desk.DispatchActiveMessage(ctx, id)
	case "confirm":
		return w.desk.ConfirmActiveMessage(ctx, id)
	case "retry":
		_, err := w.desk.RetryActiveMessage(ctx, id)
		return err
	case "wait":
		wait, err := time.ParseDuration(word(0))
		<-time.After(wait) // in a bubble: no real time passes
		return err
	case "pace":
		pace, err := strconv.Atoi(word(0))
		w.pace.Store(int64(pace - 1))
		return err
	case "clock":
		jump, err := time.ParseDuration(word(0))
		w.offset.Add(int64(jump))
		<-time.After(2 * time.Second) // the desk looks at the clock every second when it is not the machine's
		return err
	default:
		return w.platformCommand(name, words, word)
	}
	return nil
}

// platformCommand is what happens on the platform's side.
func (w *world) platformCommand(name string, words []string, word func(int) string) error {
	switch name {
	case "connect":
		w.platform.Connect()
	case "drop":
		w.platform.Drop()
	case "next":
		for _, manner := range words {
			w.platform.Next(desktest.Manner(manner))
		}
	case "mute":
		w.platform.Mute(word(0) == "yes")
	case "crash-at-hand-over":
		w.platform.WhenSent(func(string) { w.store.dead.Store(true) })
	case "receipt":
		kind, known := message.ParseDelivery(word(1))
		if !known {
			w.t.Fatalf("receipt of kind %q", word(1))
		}
		code, _ := strconv.Atoi(word(2))
		w.platform.Receipt(word(0), message.Receipt{Kind: kind, At: w.now(), Reason: message.Reason{Code: code}})
	case "reply":
		w.platform.Reply(word(0), w.now())
	case "elsewhere":
		w.platform.SentElsewhere(message.ActiveMessage{
			ID: word(0), Bot: "entregas@msging.net", Phone: word(1), TemplateName: "aviso_entrega",
			TemplateLanguage: "pt_BR", ComposedAt: time.Now(),
		})
	case "presence-elsewhere":
		w.platform.PresenceElsewhere(desk.Presence{Status: desk.PresenceStatus(word(0))})
	case "template":
		raw := strings.Replace(aviso, "APPROVED", word(0), 1)
		w.platform.SetTemplates(templateFrom(w.t, raw))
	case "ticket":
		w.platform.AddContact(desk.Contact{ID: "c1", Name: "Rita", Phone: word(0)}, &desk.OpenTicket{ID: "t1", AgentName: word(1)})
		w.desk.ReviewRecipient(w.t.Context(), desk.RecipientInput{Template: avisoKey, Text: word(0)})
	case "deliveries":
		if got := strconv.Itoa(w.platform.Deliveries(word(0))); got != word(1) {
			w.t.Errorf("%s reached its customer %s times, not %s", word(0), got, word(1))
		}
	default:
		return w.talkCommand(name, words, word)
	}
	return nil
}

var avisoKey = desk.TemplateKey{Bot: "entregas@msging.net", Name: "aviso_entrega", Language: "pt_BR"}

// draftOf is a draft for the template of the scenarios; "-" leaves its value empty.
func draftOf(id desk.MessageID, phone, value string) desk.Draft {
	if value == "" {
		value = "Rita"
	}
	values := message.Values{"body.1": value}
	if value == "-" {
		values = nil
	}
	return desk.Draft{ID: id, Step: desk.StepValues, Template: avisoKey, Phone: phone, Name: "Rita", Values: values}
}
