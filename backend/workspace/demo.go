package workspace

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"activa/backend/blip/client"
	"activa/backend/blip/doc"
	"activa/backend/demo"
	"activa/backend/desk"
	"activa/backend/hubstore"
)

// demoMark stands in a folder from before the demo workspace is begun until it is whole: a first start that
// was killed, or met a full disk, is made again from the start, which changes nothing that is there.
const demoMark = "demo.unfinished"

// fresh says whether the folder holds no hub yet, or only what an unfinished first start left.
func (f *Folder) fresh() bool {
	if _, err := os.Stat(filepath.Join(f.path, demoMark)); err == nil {
		return true
	}
	info, err := os.Stat(filepath.Join(f.path, hubstore.FileName))
	return errors.Is(err, os.ErrNotExist) || err == nil && info.Size() == 0
}

func (f *Folder) beginDemo() error {
	mark, err := os.OpenFile(filepath.Join(f.path, demoMark), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return notWritable(f.path, err)
	}
	return mark.Close()
}

func (f *Folder) endDemo() error {
	if err := os.Remove(filepath.Join(f.path, demoMark)); err != nil {
		return notWritable(f.path, err)
	}
	return nil
}

// makeDemo fills the hub with the demo workspace, by the same commands that any owner has.
func (h *Hub) makeDemo(ctx context.Context) error {
	administration, err := h.Administration(ctx)
	if err != nil {
		return fmt.Errorf("make the demo workspace: %w", err)
	}
	defer administration.Close()
	return demo.Make(ctx, demoTarget{administration}, h.Now())
}

// demoTarget is the hub as the place where the demo workspace is made.
type demoTarget struct{ administration *client.Administration }

func (t demoTarget) AddBot(ctx context.Context, bot demo.Bot) error {
	_, err := t.administration.PutBot(ctx, doc.Bot{
		Identity: bot.Identity, Name: bot.Name, Number: bot.Number, DirectTransfer: doc.Truth(bot.DirectTransfer),
	})
	return err
}

// AddAccount gives no secret: the owner of the folder signs the people in by tokens.
func (t demoTarget) AddAccount(ctx context.Context, account demo.Account) error {
	return t.administration.PutAccount(ctx, doc.HubAccount{
		Identity: account.Identity, Name: account.Name, Email: account.Email, Role: doc.Role(account.Role), Bots: account.Bots,
	})
}

func (t demoTarget) ImportTemplates(ctx context.Context, bot string, list []byte) error {
	var templates struct {
		Data []json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(list, &templates); err != nil {
		return fmt.Errorf("read the demo templates: %w", err)
	}
	result, err := t.administration.ImportTemplates(ctx, desk.BotID(bot), templates.Data)
	if err != nil {
		return err
	}
	if len(result.Skipped) > 0 {
		return fmt.Errorf("demo template %s was skipped: %s", result.Skipped[0].Name, result.Skipped[0].Code)
	}
	return nil
}

// SetUpDesk names queues, rules and replies by themselves, so that a second time changes nothing.
func (t demoTarget) SetUpDesk(ctx context.Context, set demo.Desk) error {
	bot := desk.BotID(set.Bot)
	for i, name := range set.Queues {
		queue := doc.AttendanceQueue{ID: name, Name: name, IsActive: true, Priority: doc.Number(i)}
		if err := t.administration.PutQueue(ctx, bot, queue); err != nil {
			return err
		}
	}
	for i, rule := range set.Rules {
		err := t.administration.PutRule(ctx, bot, doc.Rule{
			ID: rule.ID, Title: rule.Title, Team: rule.Queue, IsActive: true, Priority: doc.Number(i),
			Conditions: []doc.RuleCondition{{Property: "Message", Relation: "Contains", Values: rule.Words}},
		})
		if err != nil {
			return err
		}
	}
	for _, category := range set.Replies {
		replies := make([]doc.CustomReply, len(category.Replies))
		for i, reply := range category.Replies {
			text, err := json.Marshal(reply.Text)
			if err != nil {
				return err
			}
			replies[i] = doc.CustomReply{ID: category.ID + "." + reply.ID, Category: category.Name, Name: reply.Name, Document: text}
		}
		if err := t.administration.PutReplies(ctx, bot, category.ID, replies); err != nil {
			return err
		}
	}
	if err := t.administration.PutTags(ctx, bot, set.Tags); err != nil {
		return err
	}
	return t.administration.Configure(ctx, bot, map[string]string{
		"AgentSlots": strconv.Itoa(set.AgentSlots), "ActiveMessageTicketPriorityEnabled": strconv.FormatBool(set.ActiveFirst),
	})
}

func (t demoTarget) SaveContacts(ctx context.Context, contacts []demo.Contact) error {
	documents := make([]doc.Contact, 0, len(contacts))
	for _, contact := range contacts {
		document := doc.Contact{
			Identity: contact.Identity, Name: contact.Name, PhoneNumber: doc.Text(contact.Phone), Email: contact.Email,
			City: contact.City, Extras: map[string]doc.Text{},
		}
		for name, value := range contact.Extras {
			document.Extras[name] = doc.Text(value)
		}
		if contact.OptedOut {
			document.SubscriptionStatus = doc.NotSubscribed
		}
		documents = append(documents, document)
	}
	result, err := t.administration.ImportContacts(ctx, documents)
	if err != nil {
		return err
	}
	if len(result.Refused) > 0 {
		return fmt.Errorf("demo contact %s was refused: %s", documents[int(result.Refused[0].Index)].Name, result.Refused[0].Code)
	}
	return nil
}
