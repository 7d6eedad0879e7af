package client_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

func standKey(name string) desk.TemplateKey {
	return desk.TemplateKey{Bot: standRouter, Language: "pt_BR", Name: name}
}

// attendsStrictly is an agent on a stand that refuses what is not documented; her list tells what is offered.
func attendsStrictly(t *testing.T) *onStand {
	t.Helper()
	ana := newOnStand(t, newStand())
	strictly(t, ana.stand)
	run(t, ana)
	return ana
}

// race has Marta write what she read before Sara changed something: Sara's is overwritten within ten seconds.
func race(t *testing.T, ana *onStand, marta, sara *program) {
	t.Helper()
	ana.stand.Slow(lime.MethodSet, "/buckets/", 10*time.Second, 1)
	ended := make(chan error, 1)
	go func() { ended <- marta.desk.OfferTemplate(t.Context(), standKey("oferta"), false) }()
	settle(time.Second) // Marta has read the bucket
	if err := sara.desk.OfferTemplate(t.Context(), standKey("aviso_entrega"), false); err != nil {
		t.Error(err)
	}
	if names := namesOf(t, ana); !slices.Equal(names, []string{"oferta"}) {
		t.Errorf("before Marta's is written, %v are offered", names)
	}
	select {
	case err := <-ended:
		t.Errorf("Marta's was written too early: %v", err)
	default:
	}
	go func() {
		if err := <-ended; err != nil {
			t.Errorf("Marta's: %v", err)
		}
	}()
}

func askedOfSettings(stand *blipstand.Stand) (times int) {
	for _, one := range stand.Seen() {
		if strings.Contains(one.Path, doc.BucketSettings) {
			times++
		}
	}
	return times
}

func TestTwoSupervisorsWhoSettleTemplatesAtOnceLoseNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ana := attendsStrictly(t)
		marta, sara := startProgram(t, ana.stand, t.TempDir(), supervising), startProgram(t, ana.stand, t.TempDir(), supervising)
		defer marta.stop()
		defer sara.stop()
		settle(time.Minute)
		race(t, ana, marta, sara)
		settle(10 * time.Second)
		if names := namesOf(t, ana); !slices.Equal(names, []string{"aviso_entrega"}) {
			t.Errorf("Marta's was to overwrite Sara's, and %v are offered", names)
		}
		settle(5 * time.Minute)
		if names := namesOf(t, ana); len(names) != 0 {
			t.Errorf("both were taken away, and %v are offered", names)
		}
		for _, one := range []string{"oferta", "aviso_entrega"} {
			if err := sara.desk.OfferTemplate(t.Context(), standKey(one), true); err != nil {
				t.Fatal(err)
			}
		}
		settle(5 * time.Minute)
		if names := namesOf(t, ana); len(names) != 2 {
			t.Errorf("the later change holds, and %v are offered", names)
		}
	})
}

func TestAChangeThatWasOverwrittenAfterItsProgramWasClosedIsNotLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ana := attendsStrictly(t)
		folder := t.TempDir()
		marta, sara := startProgram(t, ana.stand, t.TempDir(), supervising), startProgram(t, ana.stand, folder, supervising)
		defer marta.stop()
		defer func() { sara.stop() }()
		settle(time.Minute)
		race(t, ana, marta, sara)
		sara.stop()
		settle(time.Hour)
		if names := namesOf(t, ana); !slices.Equal(names, []string{"aviso_entrega"}) {
			t.Fatalf("Marta's was to overwrite Sara's while Sara's program is closed, and %v are offered", names)
		}
		sara = startProgram(t, ana.stand, folder, supervising)
		settle(time.Minute)
		if names := namesOf(t, ana); len(names) != 0 {
			t.Errorf("Sara's was not put back by her next run: %v are offered", names)
		}
		settle(5 * time.Minute)
		proven := askedOfSettings(ana.stand)
		settle(time.Hour)
		sara.stop()
		sara = startProgram(t, ana.stand, folder, supervising)
		settle(time.Hour)
		if again := askedOfSettings(ana.stand); again != proven {
			t.Errorf("what is proven is looked after for ever: %d commands, then %d", proven, again)
		}
	})
}

func TestALaterChangeOfAnotherIsNotTakenBackByTheNextRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ana := attendsStrictly(t)
		folder := t.TempDir()
		marta, sara := startProgram(t, ana.stand, t.TempDir(), supervising), startProgram(t, ana.stand, folder, supervising)
		defer marta.stop()
		defer func() { sara.stop() }()
		settle(time.Minute)
		if err := sara.desk.OfferTemplate(t.Context(), standKey("oferta"), false); err != nil {
			t.Fatal(err)
		}
		sara.stop()
		settle(time.Second)
		if err := marta.desk.OfferTemplate(t.Context(), standKey("oferta"), true); err != nil {
			t.Fatal(err)
		}
		sara = startProgram(t, ana.stand, folder, supervising)
		settle(10 * time.Minute)
		if names := namesOf(t, ana); len(names) != 2 {
			t.Errorf("Sara's older change came back: %v are offered", names)
		}
	})
}

func TestAChangeThatIsRefusedIsNotDoneLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ana := attendsStrictly(t)
		folder := t.TempDir()
		sara := startProgram(t, ana.stand, folder, supervising)
		defer func() { sara.stop() }()
		settle(time.Minute)
		ana.stand.Refuse(lime.MethodSet, "/buckets/", lime.ReasonCodeProcessingError, 1)
		if err := sara.desk.OfferTemplate(t.Context(), standKey("oferta"), false); fault.CodeOf(err) == "" {
			t.Errorf("it was not told: %v", err)
		}
		settle(10 * time.Minute)
		sara.stop()
		sara = startProgram(t, ana.stand, folder, supervising)
		settle(10 * time.Minute)
		if names := namesOf(t, ana); len(names) != 2 {
			t.Errorf("told as not done, and %v are offered", names)
		}
	})
}

// A program that ends while it writes has stored the wish before: the next run does it.
func TestAChangeThatTheEndOfTheProgramInterruptsIsDoneByTheNextRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ana := attendsStrictly(t)
		folder := t.TempDir()
		sara := startProgram(t, ana.stand, folder, supervising)
		defer func() { sara.stop() }()
		settle(time.Minute)
		ctx, end := context.WithCancel(t.Context())
		ana.stand.Hold(lime.MethodSet, "/buckets/", false, 1)
		ended := make(chan error, 1)
		go func() { ended <- sara.desk.OfferTemplate(ctx, standKey("oferta"), false) }()
		settle(time.Second)
		end()
		sara.stop()
		if err := <-ended; err == nil {
			t.Error("it was told as done")
		}
		if names := namesOf(t, ana); len(names) != 2 {
			t.Fatalf("it was to be lost on the way, and %v are offered", names)
		}
		sara = startProgram(t, ana.stand, folder, supervising)
		settle(5 * time.Minute)
		if names := namesOf(t, ana); !slices.Equal(names, []string{"aviso_entrega"}) {
			t.Errorf("the next run did not do it: %v are offered", names)
		}
	})
}
