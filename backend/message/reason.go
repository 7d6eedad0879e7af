package message

// Reason is why a message failed, as the platform said it: LIME's or Meta's code and a description in
// the platform's words. The zero Reason means that none was given.
type Reason struct {
	Code        int
	Description string
}

func (r Reason) less(other Reason) bool {
	if r.Code != other.Code {
		return r.Code < other.Code
	}
	return r.Description < other.Description
}
