package fault_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"activa/backend/fault"
)

func TestCodeOf(t *testing.T) {
	inner := fault.New("line-lost", io.ErrUnexpectedEOF, nil)
	cases := []struct {
		name string
		err  error
		want fault.Code
	}{
		{"nothing", nil, ""},
		{"an error without a code", io.EOF, fault.Internal},
		{"a fault", inner, "line-lost"},
		{"a wrapped fault", fmt.Errorf("send: %w", inner), "line-lost"},
		{"the outermost of two", fault.New("not-sent", inner, nil), "not-sent"},
	}
	for _, c := range cases {
		if got := fault.CodeOf(c.err); got != c.want {
			t.Errorf("%s: code %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFaultKeepsItsCauseAndSortsItsParameters(t *testing.T) {
	err := fault.New("recipient-in-attendance", io.EOF, fault.Parameters{"since": "10:02", "agent": "Bruno"})
	if got, want := err.Error(), `recipient-in-attendance agent="Bruno" since="10:02": EOF`; got != want {
		t.Errorf("line for the log is %q, want %q", got, want)
	}
	if !errors.Is(err, io.EOF) {
		t.Error("the cause is lost")
	}
}

func TestOfWrapsOnlyWhatHasNoCode(t *testing.T) {
	if fault.Of(nil) != nil {
		t.Error("nil became a fault")
	}
	if got := fault.Of(io.EOF); got.Code != fault.Internal || !errors.Is(got, io.EOF) {
		t.Errorf("a plain error became %v", got)
	}
	own := fault.New("line-lost", nil, nil)
	if fault.Of(fmt.Errorf("send: %w", own)) != own {
		t.Error("a wrapped fault was replaced")
	}
}
