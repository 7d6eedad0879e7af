package lime

import (
	"context"
	"errors"
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
	if s.options.Pace != nil {
		if err := s.options.Pace.Wait(ctx); err != nil {
			return nil, &SendError{Cause: fault.New(CodeNoAnswer, fmt.Errorf("wait for the pace of commands: %w", err), nil)}
		}
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
	if answer.trouble != nil {
		return nil, &SendError{Left: !wasRefused(answer.trouble), Cause: fault.New(CodeNoAnswer, answer.trouble, nil)}
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
		return notTaken(err)
	case <-s.ended:
	case <-ctx.Done():
	}
	select {
	case err := <-written: // at the same moment
		return notTaken(err)
	default:
		return s.unanswered(ctx, sent)
	}
}

// notTaken is the error of an envelope that the transport did not take; nil when it did.
func notTaken(err error) error {
	if err == nil {
		return nil
	}
	return &SendError{Left: !wasRefused(err), Cause: fault.New(CodeConnectionLost, err, nil)}
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

// wasRefused tells whether a transport's error proves that nobody dealt with the envelope.
func wasRefused(err error) bool {
	var status *HTTPStatusError
	return errors.Is(err, ErrRefused) || errors.As(err, &status) && status.refused()
}

func stackText() string { return string(debug.Stack()) }
