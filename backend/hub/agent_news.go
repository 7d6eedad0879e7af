package hub

import (
	"context"
	"encoding/json"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// agentNewsMax is how much news of agents may wait for a gateway that is slow; more is left out.
const agentNewsMax = 256

// showCustomer lets the customer of a ticket see, after the commit, what the agent did.
func (s *step) showCustomer(bot, contact string, news AgentNews) error {
	if err := s.tellPhone(bot, contact, news.Typing); err != nil {
		return err
	}
	if _, can := s.rules.options.Gateway.(AgentTeller); !can {
		return nil
	}
	owner, err := s.Bot(bot)
	if err != nil {
		return ignoreNotFound(err)
	}
	known, err := s.Contact(contact)
	if err := ignoreNotFound(err); err != nil {
		return err
	}
	news.BotNumber, news.Contact, news.Phone = owner.Number, contact, known.Phone
	s.agentNews = append(s.agentNews, news)
	return nil
}

// showNews hands what agents did to the gateway, one after the other, until ctx ends.
func (h *Hub) showNews(ctx context.Context) {
	teller, can := h.options.Gateway.(AgentTeller)
	if !can {
		return
	}
	for {
		select {
		case news := <-h.agentNews:
			if err := teller.TellAgent(ctx, news); err != nil && ctx.Err() == nil {
				h.log.Info("the customer was not shown what the agent did", "error", err)
			}
		case <-ctx.Done():
			return
		}
	}
}

// agentTypes passes on that an agent writes to the customer of a ticket that is theirs.
func (m *messageIn) agentTypes(s *step, caller caller, to string) error {
	id, _ := doc.SplitIdentity(to)
	one, err := s.Ticket(id)
	if err != nil {
		return ignoreNotFound(err)
	}
	var state doc.ChatState
	if json.Unmarshal(m.message.Content, &state) != nil {
		return refuse(lime.ReasonCodeValidationError, "The content is no chat state")
	}
	// Nobody waits for an answer to this: who may not write is not told.
	mayWrite := ticket.Answer(one, caller.account.asTicket()) == nil
	if !mayWrite {
		return nil
	}
	return s.showCustomer(one.Bot, one.Contact, AgentNews{Typing: state.Composing()})
}

// typingIn is a customer who writes, or stopped. It is told to the agent of the ticket and kept nowhere.
type typingIn struct{ CustomerTyping }

func (t *typingIn) refused(*step, error) {}

func (t *typingIn) apply(s *step) error {
	bot, err := s.BotByNumber(t.BotNumber)
	if err != nil {
		return ignoreNotFound(err)
	}
	contact, err := findContact(s, doc.FoldIdentity(t.Contact), t.Phone)
	if err != nil {
		return ignoreNotFound(err)
	}
	one, err := s.UnfinishedTicket(bot.Identity, contact.Identity)
	if err != nil {
		return ignoreNotFound(err)
	}
	state := doc.ChatState{State: doc.ChatPaused}
	if t.Typing {
		state.State = doc.ChatComposing
	}
	content, err := json.Marshal(state)
	if err != nil {
		return err
	}
	for _, m := range s.directory.of(one.Agent) {
		if one.Status == ticket.Open {
			s.tell(m, &lime.Message{From: deskNode(one.ID), To: m.Node(), Type: doc.MediaTypeChatState, Content: content})
		}
	}
	return nil
}

// redirect gives the customer back to the bot when a ticket has ended: its context is the ticket (LIME
// and Blip, §14.2 "End").
func (s *step) redirect(ended ticket.Ticket) error {
	sessions := s.directory.reachable(nodeOf(ended.Bot))
	if len(sessions) == 0 {
		return nil
	}
	value, err := json.Marshal(ticketDocument(ended))
	if err != nil {
		return err
	}
	content, err := json.Marshal(doc.Redirect{Context: doc.Container{Type: doc.MediaTypeTicket, Value: value}})
	if err != nil {
		return err
	}
	id := s.newID()
	for _, m := range sessions {
		s.tell(m, &lime.Message{ID: id, From: nodeOf(ended.Contact), To: m.Node(), Type: doc.MediaTypeRedirect, Content: content})
	}
	return nil
}
