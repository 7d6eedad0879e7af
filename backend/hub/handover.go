package hub

import (
	"context"
	"errors"
	"fmt"
	"time"

	"activa/backend/lime"
	"activa/backend/message"
)

const (
	// handoversMax is how many messages are handed over between two commits.
	handoversMax = 128
	// A message that the gateway did not take is tried again after handoverRetry, doubled at each
	// try up to handoverRetryMax, for at most handoverFor after it was accepted.
	handoverRetry    = 2 * time.Second
	handoverRetryMax = time.Minute
	handoverFor      = 15 * time.Minute
)

// handedOver is what the gateway answered about one message.
type handedOver struct {
	handle string
	err    error
	// ended says that the hub was ending: what was not taken then says nothing about the gateway.
	ended bool
}

// handOver gives the gateway what is due for it; it says whether there was anything. What is about to
// be given is marked first, so that after a crash nothing is given a second time.
func (h *Hub) handOver(ctx context.Context) (some bool, err error) {
	// Not cut by the end of the hub: what was marked has to be handed over, or marked back.
	committing := context.WithoutCancel(ctx)
	beginning := &handoverBegin{}
	if err := h.do(committing, beginning); err != nil || len(beginning.messages) == 0 {
		return false, err
	}
	outcomes := make([]handedOver, len(beginning.messages))
	for i, outgoing := range beginning.messages {
		err := h.options.Gateway.Send(ctx, outgoing)
		outcomes[i] = handedOver{outgoing.ID, err, ctx.Err() != nil}
	}
	h.counters.handedOver.Add(int64(len(outcomes)))
	return true, h.do(committing, &handoverEnd{outcomes})
}

// handoverBegin marks what is due for the gateway.
type handoverBegin struct{ messages []GatewayMessage }

func (b *handoverBegin) apply(s *step) error {
	b.messages = nil
	sends, err := s.HandoverWaiting(s.at, handoversMax)
	if err != nil {
		return err
	}
	for _, send := range sends {
		// A ticket may have been opened since the message was accepted, while the gateway was down (P6).
		reason, err := s.judgeTicket(&send)
		if err != nil {
			return err
		}
		if reason != nil {
			failed := send.Progress.Apply(message.Receipt{Kind: message.Failed, At: s.at, Reason: *reason})
			if err := s.progressed(send, failed, HandoverDone); err != nil {
				return err
			}
			continue
		}
		if err := s.SetHandover(send.Handle, HandoverBegun, HandoverWaiting, time.Time{}); err != nil {
			return err
		}
		outgoing, err := s.outgoing(send)
		if err != nil {
			return err
		}
		b.messages = append(b.messages, outgoing)
	}
	talk, err := s.beginTalk()
	b.messages = append(b.messages, talk...)
	return err
}

// outgoing is a send as the gateway gets it.
func (s *step) outgoing(send Send) (GatewayMessage, error) {
	bot, err := s.Bot(send.Bot)
	if err != nil {
		return GatewayMessage{}, fmt.Errorf("hand over %s: %w", send.Handle, err)
	}
	template, err := s.rules.templates.get(Template{Digest: send.TemplateDigest, Raw: send.Template})
	if err != nil {
		return GatewayMessage{}, fmt.Errorf("hand over %s: %w", send.Handle, err)
	}
	return GatewayMessage{
		ID: send.Handle, BotNumber: bot.Number, Contact: send.Contact, Phone: send.Phone, Type: lime.MediaTypeJSON,
		Content: send.Payload, Template: template, Values: send.Values, SentAt: send.Progress.AcceptedAt,
	}, nil
}

func (b *handoverBegin) refused(*step, error) { b.messages = nil }

// handoverEnd notes what the gateway answered.
type handoverEnd struct{ outcomes []handedOver }

func (e *handoverEnd) apply(s *step) error {
	for _, outcome := range e.outcomes {
		if err := s.noteHandover(outcome); err != nil {
			return fmt.Errorf("note hand-over of %s: %w", outcome.handle, err)
		}
	}
	return nil
}

func (e *handoverEnd) refused(*step, error) {}

func (s *step) noteHandover(outcome handedOver) error {
	send, err := s.SendByHandle(outcome.handle)
	if err == nil {
		receipt, retryAt := s.judgeHandover(outcome, send.Handover, send.Progress.AcceptedAt)
		switch {
		case !retryAt.IsZero():
			return s.SetHandover(outcome.handle, HandoverWaiting, HandoverBegun, retryAt)
		case receipt == nil:
			return nil
		}
		return s.progressed(send, send.Progress.Apply(*receipt), HandoverDone)
	}
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	outbound, err := s.OutboundByHandle(outcome.handle)
	if err != nil {
		return err
	}
	receipt, retryAt := s.judgeHandover(outcome, outbound.Handover, outbound.Progress.AcceptedAt)
	switch {
	case !retryAt.IsZero():
		return s.talkProgressed(outbound, outbound.Progress, HandoverWaiting, retryAt)
	case receipt == nil:
		return nil
	}
	return s.talkProgressed(outbound, outbound.Progress.Apply(*receipt), HandoverDone, time.Time{})
}

// judgeHandover is what the gateway's answer means: news of the message, an instant to try again, or
// neither: when nobody knows, or when a receipt that came before the answer has proven that it took it.
func (s *step) judgeHandover(outcome handedOver, stands Handover, acceptedAt time.Time) (receipt *message.Receipt, retryAt time.Time) {
	var refused *Refusal
	switch {
	case outcome.err == nil:
		return &message.Receipt{Kind: message.Dispatched, At: s.at}, time.Time{}
	case errors.As(outcome.err, &refused):
		return &message.Receipt{Kind: message.Failed, At: s.at, Reason: refused.Reason}, time.Time{}
	case stands != HandoverBegun:
		return nil, time.Time{}
	case !errors.Is(outcome.err, ErrNotTaken):
		// Nobody knows. Receipts may still tell; it is never handed over again by itself.
		s.rules.hub.log.Warn("the gateway did not say whether it took a message", "id", outcome.handle, "error", outcome.err)
		return nil, time.Time{}
	case outcome.ended:
		return nil, s.at
	case s.at.Sub(acceptedAt) >= handoverFor:
		reason := message.Reason{Code: lime.ReasonCodeGatewayError, Description: "The gateway could not be reached"}
		return &message.Receipt{Kind: message.Failed, At: s.at, Reason: reason}, time.Time{}
	}
	return nil, s.at.Add(min(max(s.at.Sub(acceptedAt), handoverRetry), handoverRetryMax))
}

// hear takes the gateway's news in; it returns when they are committed.
func (h *Hub) hear(ctx context.Context, news GatewayNews) error {
	switch {
	case news.Receipt != nil:
		h.counters.receipts.Add(1)
		return h.do(ctx, &receiptIn{*news.Receipt})
	case news.Inbound != nil:
		h.counters.replies.Add(1)
		return h.do(ctx, &inboundIn{*news.Inbound})
	case news.Typing != nil:
		return h.do(ctx, &typingIn{*news.Typing})
	}
	return nil
}

// receiptIn is a receipt of the gateway. One that belongs to no message of ours is dropped.
type receiptIn struct{ GatewayReceipt }

func (r *receiptIn) apply(s *step) error {
	if _, known := eventOf[r.Receipt.Kind]; !known {
		return nil
	}
	send, err := s.SendByHandle(r.ID)
	if err == nil {
		return s.progressed(send, send.Progress.Apply(r.Receipt), withGateway(send.Handover))
	}
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	outbound, err := s.OutboundByHandle(r.ID)
	if err != nil {
		return ignoreNotFound(err)
	}
	handover, nextTryAt := withGateway(outbound.Handover), outbound.NextTryAt
	return s.talkProgressed(outbound, outbound.Progress.Apply(r.Receipt), handover, nextTryAt)
}

// withGateway is a hand-over after a receipt: whatever it says, the gateway has what was begun.
func withGateway(handover Handover) Handover {
	if handover == HandoverBegun {
		return HandoverDone
	}
	return handover
}

func (r *receiptIn) refused(*step, error) {}
