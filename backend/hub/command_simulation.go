package hub

import (
	"context"
	"errors"
	"slices"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/message"
)

func getPace(h *Hub, _ Reader, _ *request) (document, error) {
	if h.options.Pacer == nil {
		return document{}, errUnknownNode
	}
	return document{doc.MediaTypePace, doc.Pace{Factor: float64(h.options.Pacer.Pace())}}, nil
}

// preparePace sets the pace, which is the gateway's and nothing of ours to store.
func preparePace(h *Hub, asked *request) (any, error) {
	if h.options.Pacer == nil {
		return nil, errUnknownNode
	}
	var wanted doc.Pace
	if err := asked.read(&wanted); err != nil {
		return nil, err
	}
	if err := h.options.Pacer.SetPace(int(wanted.Factor)); err != nil {
		return nil, errArgument("%v", err)
	}
	return doc.Pace{Factor: float64(h.options.Pacer.Pace())}, nil
}

func setPace(_ *step, asked *request) (document, error) {
	return document{doc.MediaTypePace, asked.prepared}, nil
}

func getClock(h *Hub, _ Reader, _ *request) (document, error) {
	if h.options.Clock == nil {
		return document{}, errUnknownNode
	}
	return document{doc.MediaTypeClock, h.clockDocument()}, nil
}

func (h *Hub) clockDocument() doc.Clock {
	return doc.Clock{Now: doc.At(h.options.Clock.Now()), Factor: doc.Number(h.options.Clock.Factor())}
}

// advanceMax bounds how far one command moves the clock ahead.
const advanceMax = 366 * 24 * time.Hour

// prepareClock moves the clock; what it gives is how far it is ahead now.
func prepareClock(h *Hub, asked *request) (any, error) {
	clock := h.options.Clock
	if clock == nil {
		return nil, errUnknownNode
	}
	var wanted doc.Clock
	if err := asked.read(&wanted); err != nil {
		return nil, err
	}
	if wanted.AdvanceSeconds < 0 || wanted.AdvanceSeconds > doc.Number(advanceMax/time.Second) {
		return nil, errArgument("The clock is moved ahead by 0 to %d seconds", advanceMax/time.Second)
	}
	if wanted.Factor != 0 {
		if err := clock.SetFactor(int(wanted.Factor)); err != nil {
			return nil, errArgument("%v", err)
		}
	}
	if err := clock.Advance(time.Duration(wanted.AdvanceSeconds) * time.Second); err != nil {
		return nil, errArgument("%v", err)
	}
	return noteClock(clock), nil
}

// setClock keeps how far the clock is ahead, does at once what has become due, and tells everybody's
// sessions: who waits for an instant looks at the time again.
func setClock(s *step, asked *request) (document, error) {
	if err := s.putBucket(bucketClock, asked.prepared); err != nil {
		return document{}, err
	}
	s.wakes = true
	if _, err := s.settle(); err != nil {
		return document{}, err
	}
	clock := s.rules.hub.clockDocument()
	accounts, err := s.Accounts()
	if err != nil {
		return document{}, err
	}
	for _, account := range accounts {
		for _, m := range s.directory.of(account.Identity) {
			if err := s.push(m, doc.MediaTypeClock, clock); err != nil {
				return document{}, err
			}
		}
	}
	return document{doc.MediaTypeClock, clock}, nil
}

// preparePhone lets a customer act. What the gateway tells of it is committed when it returns.
func preparePhone(h *Hub, asked *request) (any, error) {
	if h.options.Phones == nil {
		return nil, errUnknownNode
	}
	look := &phoneLook{}
	if err := asked.read(&look.wanted); err != nil {
		return nil, err
	}
	if err := checkPhoneAct(&look.wanted); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), phoneActTimeout)
	defer cancel()
	if err := h.do(ctx, look); err != nil {
		return nil, err
	}
	err := h.options.Phones.Act(ctx, look.act)
	var refused *PhoneRefusal
	if errors.As(err, &refused) {
		return nil, errArgument("%s", refused.Problem)
	}
	return look.act, err
}

// checkPhoneAct refuses what is no act, and brings the phone into the form of the records.
func checkPhoneAct(wanted *doc.PhoneAct) error {
	if !slices.Contains(phoneActKinds, PhoneActKind(wanted.Act)) {
		return errArgument("The act is none of %q", phoneActKinds)
	}
	if wanted.Contact == "" {
		phone, _ := message.ParsePhone(wanted.Phone, "")
		if phone.E164 == "" {
			return errArgument("Name a phone with its country, or a contact")
		}
		wanted.Phone = phone.E164
	}
	if PhoneActKind(wanted.Act) != PhoneReply {
		return nil
	}
	if wanted.Text == "" && wanted.Media == nil || len(wanted.Text) > talkBytesMax {
		return errArgument("A reply has a text of at most %d bytes, or a file", talkBytesMax)
	}
	if wanted.Media != nil && (wanted.Media.URI == "" || wanted.Media.Type == "" || len(wanted.Media.URI) > talkBytesMax) {
		return errArgument("A file has an address and a type")
	}
	return nil
}

// setPhone keeps what lasts.
func setPhone(s *step, asked *request) (document, error) {
	act := asked.prepared.(PhoneAct)
	if !act.Kind.lasts() {
		return document{}, nil
	}
	if err := s.keepPhone(act); err != nil {
		return document{}, err
	}
	bot, err := s.BotByNumber(act.BotNumber)
	if err != nil {
		return document{}, ignoreNotFound(err)
	}
	return document{}, s.tellPhone(bot.Identity, act.Contact, false)
}
