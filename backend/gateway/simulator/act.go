package simulator

import (
	"context"
	"fmt"
	"time"

	"activa/backend/hub"
	"activa/backend/message"
)

// Act lets a person do something with their phone now, and returns when the hub knows it.
func (s *Simulator) Act(ctx context.Context, act hub.PhoneAct) error {
	var news []chan struct{}
	var err error
	switch act.Kind {
	case hub.PhoneRead:
		news, err = s.readAll(act)
	case hub.PhoneReply:
		news, err = s.writeByHand(act, hub.InboundMessage{Type: act.Type, Content: act.Content})
	case hub.PhoneType:
		news, err = s.typeByHand(act)
	case hub.PhoneTap:
		news, err = s.tapByHand(act)
	case hub.PhoneBlock, hub.PhoneOff, hub.PhoneSilent, hub.PhoneTalkative:
		s.take(act)
	case hub.PhoneOn:
		news = s.switchOn(act)
	default:
		return fmt.Errorf("a simulated phone has no act %q", act.Kind)
	}
	if err != nil {
		return err
	}
	for _, told := range news {
		select {
		case <-told:
		case <-ctx.Done():
			return fmt.Errorf("wait until the hub knows what a customer did: %w", context.Cause(ctx))
		}
	}
	return nil
}

// switchOn takes away what block and off have given. A phone that was off gets what came meanwhile; what was
// sent to who had blocked us is lost.
func (s *Simulator) switchOn(act hub.PhoneAct) (news []chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	given := s.hands[act.Contact]
	wasOff := given.power == hub.PhoneOff || given.power == "" && s.characterOf(act.Phone, act.Contact) == PhoneOff
	given.power = ""
	s.hands[act.Contact] = given
	if !wasOff {
		return nil
	}
	for _, outgoing := range act.OnPhone {
		news = append(news, s.receiptByHand(outgoing, message.Received, s.clock.Now()))
	}
	s.release(act.Contact)
	return news
}

// receiptByHand puts a receipt on the schedule that belongs to no script.
func (s *Simulator) receiptByHand(outgoing hub.GatewayMessage, kind message.Delivery, now time.Time) chan struct{} {
	s.written++
	told := make(chan struct{})
	// Indexes below zero belong to no script.
	s.schedule(waitingStep{message: outgoing.ID, index: -s.written, sentAt: now, told: told, step: step{receipt: kind}})
	return told
}

// typeByHand lets a person begin to write.
func (s *Simulator) typeByHand(act hub.PhoneAct) ([]chan struct{}, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ableByHand(act); err != nil {
		return nil, err
	}
	s.written++
	told := make(chan struct{})
	typing := hub.CustomerTyping{BotNumber: act.BotNumber, Phone: act.Phone, Contact: act.Contact, Typing: true}
	s.schedule(waitingStep{message: "typing:" + act.Contact, index: -s.written, sentAt: s.clock.Now(), told: told, step: step{typing: &typing}})
	return []chan struct{}{told}, nil
}

// readAll shows as received and read what is on the phone.
func (s *Simulator) readAll(act hub.PhoneAct) ([]chan struct{}, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ableByHand(act); err != nil {
		return nil, err
	}
	now := s.clock.Now()
	var news []chan struct{}
	for _, outgoing := range act.OnPhone {
		for _, kind := range []message.Delivery{message.Received, message.Consumed} {
			news = append(news, s.receiptByHand(outgoing, kind, now))
		}
	}
	return news, nil
}

// ableByHand refuses what a phone cannot do: one that is off does nothing.
func (s *Simulator) ableByHand(act hub.PhoneAct) error {
	switch {
	case s.hands[act.Contact].power == hub.PhoneOff:
		return &hub.PhoneRefusal{Problem: "The phone is off"}
	case s.full(2 * len(act.OnPhone)):
		return fmt.Errorf("act as a simulated customer: %d steps are waiting", PendingMax)
	}
	return nil
}

func (s *Simulator) writeByHand(act hub.PhoneAct, inbound hub.InboundMessage) ([]chan struct{}, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ableByHand(act); err != nil {
		return nil, err
	}
	inbound.BotNumber, inbound.Phone, inbound.Contact = act.BotNumber, act.Phone, act.Contact
	told := make(chan struct{})
	s.write(s.clock.Now(), inbound, told)
	return []chan struct{}{told}, nil
}

// tapByHand taps a quick reply of the latest template message on the phone.
func (s *Simulator) tapByHand(act hub.PhoneAct) ([]chan struct{}, error) {
	for _, outgoing := range act.OnPhone {
		if outgoing.Template == nil {
			continue
		}
		buttons := outgoing.Template.Buttons
		if act.Button < 0 || act.Button >= len(buttons) || buttons[act.Button].Kind != message.ButtonQuickReply {
			return nil, &hub.PhoneRefusal{Problem: fmt.Sprintf("Button %d of %s is no quick reply", act.Button, outgoing.Template.Name)}
		}
		return s.writeByHand(act, hub.InboundMessage{
			Content: jsonText(buttons[act.Button].Text), InReplyTo: outgoing.ID, Payload: payloadOf(outgoing, act.Button),
		})
	}
	return nil, &hub.PhoneRefusal{Problem: "There is no active message on this phone"}
}
