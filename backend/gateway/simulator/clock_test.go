package simulator

import (
	"testing"
	"testing/synctest"
	"time"
)

// pass lets a bubble's time pass.
func pass(duration time.Duration) { <-time.After(duration) }

func TestClockRunsByItsFactorAndItsAdvances(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock Clock
		start := clock.Now()
		if !start.Equal(time.Now()) || clock.Factor() != 1 {
			t.Fatalf("the zero clock shows %v at factor %d", start, clock.Factor())
		}
		expect := func(want time.Duration) {
			t.Helper()
			if got := clock.Now().Sub(start); got != want {
				t.Fatalf("the clock has run %v, want %v", got, want)
			}
		}
		pass(time.Minute)
		expect(time.Minute)
		if err := clock.SetFactor(60); err != nil {
			t.Fatal(err)
		}
		pass(time.Minute)
		expect(61 * time.Minute)
		if left := clock.Until(start.Add(121 * time.Minute)); left != time.Minute {
			t.Fatalf("an hour at factor 60 takes %v", left)
		}
		if err := clock.Advance(24 * time.Hour); err != nil {
			t.Fatal(err)
		}
		expect(25*time.Hour + time.Minute)
		clock.NotBefore(start)
		expect(25*time.Hour + time.Minute)
		clock.NotBefore(start.Add(72 * time.Hour))
		expect(72 * time.Hour)
		if left := clock.Until(start); left != 0 {
			t.Fatalf("the past takes %v", left)
		}
		pass(1000 * time.Hour) // thousandfold products of long silences must not overflow
		expect(72*time.Hour + 60_000*time.Hour)
	})
}

func TestClockRefusesToGoBack(t *testing.T) {
	var clock Clock
	if clock.Advance(-time.Millisecond) == nil || clock.SetFactor(0) == nil || clock.SetFactor(FactorMax+1) == nil {
		t.Fatal("a clock that goes back, stands or races was not refused")
	}
}

func TestClockTellsThatItChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock Clock
		for name, change := range map[string]func(){
			"advance": func() { _ = clock.Advance(time.Second) },
			"factor":  func() { _ = clock.SetFactor(2) },
			"later":   func() { clock.NotBefore(clock.Now().Add(time.Hour)) },
		} {
			changed := clock.Changed()
			change()
			select {
			case <-changed:
			default:
				t.Errorf("%s was not told", name)
			}
		}
	})
}
