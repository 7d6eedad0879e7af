package desk

import (
	"slices"
	"time"
)

// What a team shares may lie where a write knows no condition (on Blip a bot's bucket): who writes there
// writes what they read before, and so may undo what somebody else settled in between. Therefore an offer is
// stored here before it is written, and looked after, also by the program's next run:
//
//	stored ─► written ─► look after offerSettle ── there ──► look again ─► … offerLooks in a row: proven, forgotten
//	                        ▲                  └─ lost: written again ─┐
//	                        └──────────────────────────────────────────┘

const (
	// offerSettle is later than anybody takes from reading what the team shares to writing it.
	offerSettle = questionWait + 5*time.Second
	// offerLooks is how many looks in a row must find an offer: who overwrote it may have been read by others
	// before it was written again.
	offerLooks = 3
)

// KeptOffer is an offer that is not proven yet.
type KeptOffer struct {
	TemplateOffer
	LookAt time.Time // when to look next, by this machine's clock
	Found  int       // how many looks in a row found it
}

func (o TemplateOffer) same(other TemplateOffer) bool {
	return o.Template == other.Template && o.At.Equal(other.At)
}

// keepOffer has an offer looked after; an older one of the template is over.
func (s *step) keepOffer(offer TemplateOffer) {
	kept := KeptOffer{TemplateOffer: offer, LookAt: s.here.Add(offerSettle)}
	at := slices.IndexFunc(s.offers, func(old KeptOffer) bool { return old.Template == offer.Template })
	if at < 0 {
		s.offers = append(s.offers, kept)
	} else {
		s.offers[at] = kept
	}
	s.commit.Offers = &s.offers
}

// forgetOffer ends that, unless something else was settled since.
func (s *step) forgetOffer(offer TemplateOffer) {
	s.offers = slices.DeleteFunc(s.offers, func(kept KeptOffer) bool { return kept.same(offer) })
	s.commit.Offers = &s.offers
}

// lookAfterOffers looks after the first offer whose time has come, one at a time.
func (s *step) lookAfterOffers() {
	if s.offerLooking || !s.connected() || !s.sessionKnown || !s.abilities.Offers {
		return
	}
	for _, kept := range s.offers {
		if wait := kept.LookAt.Sub(s.here); wait > 0 && wait <= offerSettle { // longer: the clock was set back
			s.wakeAtHere(kept.LookAt)
			continue
		}
		s.offerLooking = true
		s.do(LookAfterOffer{Offer: kept.TemplateOffer})
		return
	}
}

// offerLookedAfter counts the looks that found an offer; one that failed counts for nothing.
func (s *step) offerLookedAfter(in OfferAnswer) {
	s.offerLooking = false
	at := slices.IndexFunc(s.offers, func(kept KeptOffer) bool { return kept.same(in.Offer) })
	if at < 0 {
		return // settled otherwise meanwhile
	}
	kept := &s.offers[at]
	kept.LookAt = s.here.Add(offerSettle)
	switch {
	case in.Err != nil:
	case in.Written:
		kept.Found = 0
	default:
		kept.Found++
	}
	if kept.Found >= offerLooks {
		s.offers = slices.Delete(s.offers, at, at+1)
	}
	s.commit.Offers = &s.offers
}
