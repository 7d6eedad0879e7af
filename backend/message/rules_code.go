package message

import (
	"strconv"
	"strings"
)

// judgeCoupon is C1: letters and digits. Meta's pages name 15 and 20 as the limit, so the length in
// between is warned of (WhatsApp templates, §1.4).
func judgeCoupon(s *subject) []Finding {
	return s.each([]PlaceKind{KindCoupon}, func(_ PlaceDetail, value string) *Finding {
		length := map[string]string{"length": strconv.Itoa(units(value)), "limit": strconv.Itoa(CouponMax)}
		switch {
		case strings.ContainsFunc(value, notCouponRune):
			return &Finding{Code: "coupon-not-letters-and-digits"}
		case len(value) > CouponMax:
			return &Finding{Code: "coupon-too-long", Parameters: length}
		case len(value) > CouponWarnedAbove:
			length["limit"] = strconv.Itoa(CouponWarnedAbove)
			return &Finding{Level: LevelWarning, Code: "coupon-perhaps-too-long", Parameters: length}
		}
		return nil
	})
}

func notCouponRune(r rune) bool {
	return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}

// judgeOTP is C2: short enough, and the same code in body and button, case included.
func judgeOTP(s *subject) []Finding {
	shown := ""
	return s.each([]PlaceKind{KindOTP}, func(detail PlaceDetail, value string) *Finding {
		if length := units(value); length > OTPMax {
			return &Finding{Code: "otp-too-long", Parameters: map[string]string{
				"length": strconv.Itoa(length), "limit": strconv.Itoa(OTPMax)}}
		}
		if detail.Component == ComponentBody {
			shown = value
			return nil
		}
		if shown != "" && value != shown {
			return &Finding{Code: "otp-differs", Fix: fixAt(detail.Place, shown)}
		}
		return nil
	})
}
