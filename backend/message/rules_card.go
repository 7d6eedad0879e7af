package message

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// judgeCards is K1: no value for a card that the carousel does not have. A card with values missing
// is found by V1 and M1.
func judgeCards(s *subject) []Finding {
	var findings []Finding
	for _, place := range slices.Sorted(maps.Keys(s.Values)) {
		if s.excessCard(place) && s.Values.used(place) != "" {
			findings = append(findings, Finding{Place: place, Code: "card-not-in-template",
				Parameters: map[string]string{"cards": strconv.Itoa(len(s.template.Cards))}})
		}
	}
	return findings
}

// excessCard says whether a place stands in a card beyond those of a carousel.
func (s *subject) excessCard(place Place) bool {
	card, inCard := place.card()
	return inCard && len(s.template.Cards) > 0 && card >= len(s.template.Cards)
}

// judgeOffer is O1: a limited-time offer ends in the future.
func judgeOffer(s *subject) []Finding {
	return s.each([]PlaceKind{KindOfferExpiry}, func(_ PlaceDetail, value string) *Finding {
		milliseconds, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return &Finding{Code: "offer-expiry-not-a-time"}
		}
		if !s.Now.IsZero() && !time.UnixMilli(milliseconds).After(s.Now) {
			return &Finding{Code: "offer-expiry-past"}
		}
		return nil
	})
}
