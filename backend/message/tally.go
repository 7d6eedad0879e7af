package message

import (
	"cmp"
	"slices"
	"time"
)

// Tally counts active messages by what became of them (P11). The figures overlap: what was read was
// delivered too, and what expired may have been read.
type Tally struct {
	Sent      int // all that were sent, whatever became of them
	Delivered int // on the phone
	Read      int
	Replied   int // inside the reply window
	Failed    int
	Expired   int // the reply window closed with no reply in it
}

// With counts one message more.
func (t Tally) With(p Progress, now time.Time) Tally {
	t.Sent++
	count := func(holds bool, figure *int) {
		if holds {
			*figure++
		}
	}
	count(p.Delivery == Received || p.Delivery == Consumed, &t.Delivered)
	count(p.Delivery == Consumed, &t.Read)
	count(p.RepliedInWindow(), &t.Replied)
	count(p.Delivery == Failed, &t.Failed)
	count(p.Expired(now), &t.Expired)
	return t
}

// Plus is both tallies together.
func (t Tally) Plus(other Tally) Tally {
	return Tally{
		t.Sent + other.Sent, t.Delivered + other.Delivered, t.Read + other.Read,
		t.Replied + other.Replied, t.Failed + other.Failed, t.Expired + other.Expired,
	}
}

// ReasonCount is how many messages failed for a reason.
type ReasonCount struct {
	Reason Reason
	Count  int
}

// MergeReasons puts together what people are told in the same words, the most frequent first. The reason
// of each is the first in order of code and description. So there are never more than ReasonKeys.
func MergeReasons(counts []ReasonCount) []ReasonCount {
	merged := map[string]ReasonCount{}
	for _, one := range counts {
		key := ExplainReason(one.Reason).Key
		sum, known := merged[key]
		if !known || one.Reason.less(sum.Reason) {
			sum.Reason = one.Reason
		}
		sum.Count += one.Count
		merged[key] = sum
	}
	list := make([]ReasonCount, 0, len(merged))
	for _, one := range merged {
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b ReasonCount) int {
		if order := cmp.Compare(b.Count, a.Count); order != 0 || a.Reason == b.Reason {
			return order
		}
		if a.Reason.less(b.Reason) {
			return -1
		}
		return 1
	})
	return list
}
