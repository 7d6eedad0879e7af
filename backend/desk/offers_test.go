package desk_test

import (
	"errors"
	"testing"
	"time"

	"activa/backend/desk"
)

// TestAnOfferIsLookedAfterUntilThreeLooksInARowFindIt: a look that failed counts for nothing, one that had to
// write begins the count anew, a clock that was set back delays none, and what is proven is forgotten.
func TestAnOfferIsLookedAfterUntilThreeLooksInARowFindIt(t *testing.T) {
	here := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	engine, store := begun(t, here)
	step := func(input desk.Input) desk.Outcome {
		t.Helper()
		outcome, refusal, err := engine.Step(t.Context(), desk.Moment{At: here, Here: here}, input)
		if err != nil || refusal != nil {
			t.Fatal(err, refusal)
		}
		return outcome
	}
	offer := desk.TemplateOffer{Template: desk.TemplateKey{Bot: "loja@msging.net", Language: "es", Name: "oferta"}, At: here}
	for _, input := range []desk.Input{
		desk.StartInput{}, desk.NewsInput{News: desk.ConnectionNews{Phase: desk.Connected, Since: here}},
		desk.SessionAnswer{Abilities: desk.Abilities{Offers: true}}, desk.KeepOfferInput{Offer: offer},
	} {
		if looks(step(input)) {
			t.Fatalf("%T looks before anybody could have overwritten it", input)
		}
	}
	for number, answer := range []desk.OfferAnswer{
		{}, {}, {Err: errors.New("no answer")}, {Written: true}, {}, {}, {},
	} {
		wake := step(desk.TickInput{}).WakeAt.Here
		if wake.IsZero() {
			t.Fatalf("nothing looks for the %d. time", number+1)
		}
		if here = wake; number == 1 {
			here = here.Add(-30 * 24 * time.Hour)
		}
		if !looks(step(desk.TickInput{})) {
			t.Fatalf("the %d. look was not made", number+1)
		}
		if looks(step(desk.TickInput{})) {
			t.Errorf("the %d. look is made twice", number+1)
		}
		answer.Offer = offer
		step(answer)
	}
	here = here.Add(time.Hour)
	if looks(step(desk.TickInput{})) {
		t.Error("what three looks found is looked after still")
	}
	if loaded, err := store.Load(t.Context(), here); err != nil || len(loaded.Offers) != 0 {
		t.Errorf("kept are %+v, %v", loaded.Offers, err)
	}
}

func looks(outcome desk.Outcome) bool {
	for _, effect := range outcome.Effects {
		if _, is := effect.(desk.LookAfterOffer); is {
			return true
		}
	}
	return false
}
