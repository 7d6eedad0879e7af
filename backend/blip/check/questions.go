package check

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/fault"
	"activa/backend/lime"
)

const (
	answerMax     = 30 * time.Second
	templatesTake = 200 // as the client takes them
	templatePages = 20
)

// ask puts one question in a bot's session and reads the answer.
func ask[T any](ctx context.Context, w *walk, bot Bot, to, uri string) (T, error) {
	var document T
	opened := w.open(ctx, bot)
	if opened.err != nil {
		return document, opened.err
	}
	ctx, cancel := context.WithTimeout(ctx, answerMax)
	defer cancel()
	command := lime.NewCommand(lime.MethodGet, uri)
	command.To, _ = lime.ParseNode(to) // a constant of package doc: cannot fail
	answer, err := opened.client.Command(ctx, command)
	if err != nil {
		return document, err
	}
	if len(answer.Resource) == 0 {
		return document, nil
	}
	if err := json.Unmarshal(answer.Resource, &document); err != nil {
		return document, fmt.Errorf("read the answer to %s: %w", uri, err)
	}
	return document, nil
}

// templates reads the list that the wizard will show.
func (w *walk) templates(ctx context.Context) Result {
	type template struct{ Name, Language, Status string }
	seen, approved, pages := map[string]bool{}, 0, 0
	for skip := 0; pages < templatePages; pages++ {
		list, err := ask[doc.Collection](ctx, w, w.Router, doc.WhatsAppNode, doc.MessageTemplatesURI(skip, templatesTake))
		if err != nil {
			return refused(err)
		}
		page, _ := doc.Items[template](list)
		fresh := 0
		for _, one := range page {
			if id := one.Name + "/" + one.Language; !seen[id] {
				seen[id], fresh = true, fresh+1
				if strings.EqualFold(one.Status, "approved") {
					approved++
				}
			}
		}
		skip += len(list.Items)
		if fresh == 0 || len(list.Items) < templatesTake {
			break
		}
	}
	facts := fault.Parameters{"approved": strconv.Itoa(approved), "total": strconv.Itoa(len(seen)), "pages": strconv.Itoa(pages + 1)}
	if approved == 0 {
		return Result{State: Warning, Code: NoTemplates, Facts: facts}
	}
	return fine(facts)
}

// contacts tries both documented ways to search: a hint for how quick the search will be.
func (w *walk) contacts(ctx context.Context) Result {
	const anyName = "a"
	for _, way := range []struct{ name, filter string }{
		{"start", doc.NameStartsWith(anyName)}, {"part", doc.NameContains(anyName)},
	} {
		_, err := ask[doc.Collection](ctx, w, w.Router, doc.ContactsNode, doc.ContactsURI(way.filter, 0, 1))
		if err == nil || isAbsent(err) {
			return fine(fault.Parameters{"by": way.name})
		}
		if !isAnswer(err) || way.name == "part" {
			return refused(err)
		}
	}
	return Result{}
}

// campaigns asks for the sender's campaigns of now, which wants the same right as making one.
func (w *walk) campaigns(ctx context.Context) Result {
	if w.DirectRoute {
		return Result{State: Skipped, Code: DirectRoute, Facts: fault.Parameters{}}
	}
	uri := doc.CampaignSummariesURI(doc.At(w.Now().Add(-time.Minute)), "", 0, 1)
	_, err := ask[doc.Summaries](ctx, w, w.Router, doc.CampaignNode, uri)
	switch {
	case err == nil, isAbsent(err):
		return fine(fault.Parameters{})
	case isDenied(err):
		return denied(Failed, NoCampaigns, err)
	}
	return refused(err)
}

// tickets counts who waits. Without the right to see tickets messages can be sent, so it is a warning.
func (w *walk) tickets(ctx context.Context) Result {
	bot := w.Router
	if w.Service != nil {
		bot = *w.Service
	}
	waiting := doc.Comparison{Field: "status", Operator: doc.Equal, Value: doc.Value{Text: "waiting"}}.String()
	list, err := ask[doc.Collection](ctx, w, bot, doc.DeskNode, doc.TicketsURI(waiting, false, 0, doc.TakeTicketsMax))
	switch {
	case err == nil, isAbsent(err):
		return fine(fault.Parameters{"waiting": strconv.Itoa(len(list.Items)), "more": strconv.FormatBool(len(list.Items) >= doc.TakeTicketsMax)})
	case isDenied(err):
		return denied(Warning, NoTickets, err)
	}
	return refused(err)
}

// deniedCodes are how a platform says that a key may not ask (LIME and Blip, §6, §8.1, §13.4).
var deniedCodes = []int{
	lime.ReasonCodeAuthorizationError, lime.ReasonCodeSenderNotAuthorized, lime.ReasonCodePermissionRequired,
	lime.ReasonCodeNotAllowed, lime.ReasonCodeResourceNotSupported, lime.ReasonCodeMethodNotSupported,
}

func reasonOf(err error) (lime.Reason, bool) {
	var answered *lime.ReasonError
	if !errors.As(err, &answered) {
		return lime.Reason{}, false
	}
	return answered.Reason, true
}

func isAnswer(err error) bool { _, answered := reasonOf(err); return answered }

func isAbsent(err error) bool {
	reason, answered := reasonOf(err)
	return answered && reason.Code == lime.ReasonCodeResourceNotFound
}

func isDenied(err error) bool {
	reason, answered := reasonOf(err)
	return answered && slices.Contains(deniedCodes, reason.Code)
}

func denied(state State, code fault.Code, err error) Result {
	reason, _ := reasonOf(err)
	return Result{State: state, Code: code, Cause: err,
		Facts: fault.Parameters{"code": strconv.Itoa(reason.Code), "description": reason.Description}}
}

// refused is a question that failed. The platform's own words are kept for what nobody has a code for.
func refused(err error) Result {
	result := failed(err)
	if reason, answered := reasonOf(err); answered && result.Code == fault.Internal {
		result.Code = client.Refused
		result.Facts = fault.Parameters{"code": strconv.Itoa(reason.Code), "description": reason.Description}
	}
	return result
}
