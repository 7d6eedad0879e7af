package message

import (
	"strconv"
	"strings"
)

// judgeLocation is L1: coordinates with a decimal point, on the earth. Empty parts are V1's.
func judgeLocation(s *subject) []Finding {
	return s.each([]PlaceKind{KindLatitude, KindLongitude}, func(detail PlaceDetail, value string) *Finding {
		limit := 90.0
		if detail.Kind == KindLongitude {
			limit = 180
		}
		if validCoordinate(value, limit) {
			return nil
		}
		point := strings.NewReplacer(",", ".", "\u2212", "-").Replace(value)
		if strings.Contains(value, ",") && validCoordinate(point, limit) {
			return &Finding{Code: "coordinate-has-comma", Fix: fixAt(detail.Place, point)}
		}
		return &Finding{Code: "coordinate-not-valid", Parameters: map[string]string{"limit": strconv.Itoa(int(limit))}}
	})
}

// validCoordinate: sign, digits, decimal point; not the other things that ParseFloat takes.
func validCoordinate(text string, limit float64) bool {
	degrees, err := strconv.ParseFloat(text, 64)
	plain := strings.Trim(text, "0123456789.+-") == ""
	return err == nil && plain && degrees >= -limit && degrees <= limit
}
