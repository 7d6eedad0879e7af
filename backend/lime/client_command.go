package lime

import (
	"context"
	"fmt"
	"runtime/debug"

	"activa/backend/fault"
)

func (s *clientSession) command(ctx context.Context, command Command) (*Command, error) {
	if command.ID == "" {
		command.ID = NewID()
	}
	if !command.WantsAnswer() {
		return nil, s.send(ctx, &command)
	}
	waiting, err := s.await(command.ID)
	if err != nil {
		return nil, err
	}
	defer s.forget(command.ID)
	sent, err := s.put(ctx, &command, nil)
	if err != nil {
		return nil, err
	}
	select {
	case answer := <-waiting:
		return readAnswer(&command, answer)
	case <-s.ended:
	case <-ctx.Done():
	}
	select {
	case answer := <-waiting: // it came at the same moment
		return readAnswer(&command, answer)
	default:
		return nil, s.unanswered(ctx, sent)
	}
}

// readAnswer turns a failure into an error that comes along with the answer.
func readAnswer(request, answer *Command) (*Command, error) {
	if answer.Status == StatusSuccess {
		return answer, nil
	}
	failure := &ReasonError{Of: fmt.Sprintf("%s %s", request.Method, request.URI)}
	if answer.Reason != nil {
		failure.Reason = *answer.Reason
	} else if answer.Status != StatusFailure {
		failure.Reason = Reason{ReasonCodeInvalidStatus, fmt.Sprintf("unknown status %q", answer.Status)}
	}
	return answer, failure
}

func (s *clientSession) await(id string) (<-chan *Command, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting[id] != nil {
		return nil, &SendError{Cause: fmt.Errorf("a command with the id %q is already waiting", id)}
	}
	answer := make(chan *Command, 1)
	s.waiting[id] = answer
	return answer, nil
}

func (s *clientSession) forget(id string) {
	s.mu.Lock()
	delete(s.waiting, id)
	s.mu.Unlock()
}

func (s *clientSession) send(ctx context.Context, envelope Envelope) error {
	written := make(chan error, 1)
	sent, err := s.put(ctx, envelope, written)
	if err != nil {
		return err
	}
	select {
	case err := <-written:
		if err != nil {
			return &SendError{Left: true, Cause: fault.New(CodeConnectionLost, err, nil)}
		}
		return nil
	case <-s.ended:
	case <-ctx.Done():
	}
	select {
	case err := <-written:
		if err == nil {
			return nil
		}
	default:
	}
	return s.unanswered(ctx, sent)
}

// put queues the envelope, waiting for room.
func (s *clientSession) put(ctx context.Context, envelope Envelope, written chan error) (*parcel, error) {
	frame, err := Encode(envelope)
	if err == nil && len(frame) > FrameMax {
		err = fmt.Errorf("envelope of %d bytes, at most %d", len(frame), FrameMax)
	}
	if err != nil {
		return nil, &SendError{Cause: err}
	}
	sent := &parcel{frame: frame, written: written}
	if ctx.Err() != nil || s.isOver() || !s.queue.pushWaiting(ctx, s.ended, sent) {
		return nil, &SendError{Cause: s.why(ctx)}
	}
	return sent, nil
}

// unanswered is the error of a parcel about which nothing was heard.
func (s *clientSession) unanswered(ctx context.Context, sent *parcel) error {
	return &SendError{Left: !s.queue.withdraw(sent), Cause: s.why(ctx)}
}

// why is the fault behind an end: that of the caller's context, or that of the session.
func (s *clientSession) why(ctx context.Context) error {
	if !s.isOver() {
		return fault.New(CodeNoAnswer, context.Cause(ctx), nil)
	}
	return fault.New(CodeConnectionLost, s.cause, nil)
}

func stackText() string { return string(debug.Stack()) }
