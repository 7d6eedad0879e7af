package message

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

var receiptKinds = []Delivery{Unconfirmed, Accepted, Dispatched, Failed, Received, Consumed}

// withDelivery is a message that came as far as d, by the receipts in between that a send passes.
func withDelivery(d Delivery) Progress {
	p := NewProgress(noon)
	if d == Cancelled {
		p, _ = p.Cancel(noon.Add(time.Second))
		return p
	}
	if d == Queued {
		return p
	}
	return p.Apply(Receipt{Kind: d, At: noon.Add(time.Second)})
}

// TestApplyTable is the full table of DESIGN §3.2: what stands against what arrives.
func TestApplyTable(t *testing.T) {
	table := map[Delivery][]Delivery{ // in the order of receiptKinds
		Queued:      {Unconfirmed, Accepted, Dispatched, Failed, Received, Consumed},
		Unconfirmed: {Unconfirmed, Accepted, Dispatched, Failed, Received, Consumed},
		Accepted:    {Accepted, Accepted, Dispatched, Failed, Received, Consumed},
		Dispatched:  {Dispatched, Dispatched, Dispatched, Failed, Received, Consumed},
		Failed:      {Failed, Failed, Failed, Failed, Received, Consumed},
		Received:    {Received, Received, Received, Received, Received, Consumed},
		Consumed:    {Consumed, Consumed, Consumed, Consumed, Consumed, Consumed},
		Cancelled:   {Unconfirmed, Accepted, Dispatched, Failed, Received, Consumed},
	}
	for from, row := range table {
		for i, kind := range receiptKinds {
			at := noon.Add(time.Minute)
			got := withDelivery(from).Apply(Receipt{Kind: kind, At: at})
			if got.Delivery != row[i] {
				t.Errorf("%v on %v: %v, want %v", kind, from, got.Delivery, row[i])
			}
			if kind != from && !got.FirstAt(kind).Equal(at) {
				t.Errorf("%v on %v: its first instant is lost", kind, from)
			}
		}
	}
}

func TestCancelOnlyFromQueued(t *testing.T) {
	for d := Queued; d <= Cancelled; d++ {
		before := withDelivery(d)
		after, done := before.Cancel(noon.Add(time.Hour))
		if done != (d == Queued) {
			t.Errorf("cancel from %v: %v", d, done)
		}
		if done && (after.Delivery != Cancelled || after.CancelledAt.IsZero()) {
			t.Errorf("cancel from %v left %+v", d, after)
		}
		if !done && after != before {
			t.Errorf("refused cancel from %v changed the message", d)
		}
	}
	if p := withDelivery(Accepted); p.Apply(Receipt{Kind: Cancelled, At: noon}) != p {
		t.Error("Cancelled must not come as a receipt")
	}
}

func TestApplySaysNothingNewComparesEqual(t *testing.T) {
	for _, kind := range receiptKinds {
		r := Receipt{Kind: kind, At: noon.Add(1500 * time.Microsecond).In(time.FixedZone("there", 3600))}
		once := NewProgress(noon).Apply(r)
		if twice := once.Apply(r); twice != once {
			t.Errorf("%v twice: %+v, want %+v", kind, twice, once)
		}
	}
	if p := NewProgress(noon); p.Apply(Receipt{Kind: Delivery(99), At: noon}) != p {
		t.Error("an unknown kind changed the message")
	}
}

// TestReceiptsInAnyOrder is P7: any permutation, with repeats, has one outcome.
func TestReceiptsInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		receipts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Receipt {
			kind := rapid.SampledFrom(receiptKinds).Draw(t, "kind")
			at := noon.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "at")) * time.Millisecond)
			code := rapid.SampledFrom([]int{1602, 131026, 131049}).Draw(t, "code")
			return Receipt{Kind: kind, At: at, Reason: Reason{Code: code}}
		}), 1, 8).Draw(t, "receipts")
		shuffled := rapid.Permutation(receipts).Draw(t, "shuffled")
		again := append(shuffled, receipts[rapid.IntRange(0, len(receipts)-1).Draw(t, "again")])
		one, other := NewProgress(noon), NewProgress(noon)
		for _, r := range receipts {
			one = one.Apply(r)
		}
		for _, r := range again {
			before := other.Delivery.rank()
			other = other.Apply(r)
			if other.Delivery.rank() < before {
				t.Fatalf("the status went back at %v", r.Kind)
			}
		}
		if one != other {
			t.Fatalf("order decides: %+v or %+v", one, other)
		}
	})
}

func TestEveryDeliveryHasACode(t *testing.T) {
	for d := Queued; d <= Cancelled; d++ {
		if back, known := ParseDelivery(d.String()); !known || back != d {
			t.Errorf("%v does not come back from its code", d)
		}
	}
	if _, known := ParseDelivery("sent"); known {
		t.Error("an unknown code was read")
	}
}

// TestVector19 to 21 are WhatsApp templates, §12.
func TestVector19ReadDeliveredSent(t *testing.T) {
	p := NewProgress(noon)
	for i, kind := range []Delivery{Consumed, Received, Dispatched} {
		p = p.Apply(Receipt{Kind: kind, At: noon.Add(time.Duration(i) * time.Second)})
	}
	if p.Delivery != Consumed || p.ConsumedAt.IsZero() || p.ReceivedAt.IsZero() || p.DispatchedAt.IsZero() {
		t.Errorf("want read with three times kept, got %+v", p)
	}
}

func TestVector20FailedThenDelivered(t *testing.T) {
	p := NewProgress(noon).
		Apply(Receipt{Kind: Failed, At: noon, Reason: Reason{Code: 131026}}).
		Apply(Receipt{Kind: Received, At: noon.Add(time.Second)})
	note, noted := p.FailureNote()
	if p.Delivery != Received || !noted || note.Code != 131026 {
		t.Errorf("want delivered with the failure as a note, got %+v", p)
	}
	late := NewProgress(noon).
		Apply(Receipt{Kind: Failed, At: noon, Reason: Reason{Code: 131026}}).
		Apply(Receipt{Kind: Dispatched, At: noon.Add(time.Second)})
	if _, noted := late.FailureNote(); late.Delivery != Failed || noted {
		t.Errorf("20b: want failed, got %+v", late)
	}
}

func TestVector21DeliveredThenFailed(t *testing.T) {
	p := withDelivery(Received).Apply(Receipt{Kind: Failed, At: noon.Add(time.Minute)})
	if p.Delivery != Received || p.Status(noon.Add(time.Hour)) != StatusDelivered {
		t.Errorf("want delivered, got %+v", p)
	}
}

// TestVector22ReceiptBeforeAnswer: the news matched by our key comes before the answer to the send.
func TestVector22ReceiptBeforeAnswer(t *testing.T) {
	p := NewProgress(noon).
		Apply(Receipt{Kind: Dispatched, At: noon.Add(time.Second)}).
		Apply(Receipt{Kind: Accepted, At: noon.Add(2 * time.Second)})
	if p.Status(noon.Add(time.Minute)) != StatusSent || p.AcceptedAt.IsZero() {
		t.Errorf("want sent with the acceptance filled in later, got %+v", p)
	}
}
