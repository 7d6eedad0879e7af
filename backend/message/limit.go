package message

// Limits of WhatsApp templates, §1.4 and §2.3, in UTF-16 units unless said.
const (
	HeaderMax         = 60
	BodyMax           = 1024
	BodyOfferMax      = 600   // with a limited-time offer
	BodyCardMax       = 160   // of a card, or with a product header
	BodyAloneMax      = 32768 // a body with no other component; warned of above BodyMax
	BodyCallMax       = 4096  // of a call-permission request; warned of above BodyMax
	URLMax            = 2000  // the value included
	CouponMax         = 20
	CouponWarnedAbove = 15 // Meta's pages disagree: 15 in some, 20 in one
	OTPMax            = 15
	ReplyPayloadMax   = 128
	CallPayloadMax    = 512
	CallMinutesMax    = 43200
	FilenameMax       = 240
	ProductsMax       = 30 // in all sections together
	SectionsMax       = 10
	SectionTitleMax   = 24
)

// bodyLimits are the lengths of a filled body above which one is warned and above which it is refused.
// WhatsApp templates, §2.3 and §14: a plain body alone may be longer, nobody knows for sure.
func (t Template) bodyLimits() (warnedAbove, refusedAbove int) {
	switch {
	case t.Offer != nil:
		return BodyOfferMax, BodyOfferMax
	case t.Header != nil && t.Header.Format == HeaderProduct:
		return BodyCardMax, BodyCardMax
	case t.CallPermission:
		return BodyMax, BodyCallMax
	case t.bodyAlone():
		return BodyMax, BodyAloneMax
	}
	return BodyMax, BodyMax
}

func (t Template) bodyAlone() bool {
	return t.Header == nil && t.Footer == nil && len(t.Buttons) == 0 && len(t.Cards) == 0 && len(t.Unknown) == 0
}
