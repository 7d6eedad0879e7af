package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"activa/backend/fault"
	"activa/backend/message"
)

// Moment is one instant on two clocks, which run apart where customers are simulated. What is dated, ages and
// expires goes by the platform's; what the agent's hand and this machine take (the seconds to undo, asking
// after a quarter of an hour, waiting for an answer, tries) goes by this machine's, however fast customers live.
type Moment struct {
	At   time.Time // the platform's
	Here time.Time // this machine's
}

// Engine is the deterministic heart: Step takes one input and the time, commits, and gives back what is
// to be done. One goroutine calls Step; Snapshot and the reviews may be called from any.
type Engine struct {
	store   Store
	mu      sync.RWMutex // guards memory: written by Step after each commit
	memory  memory
	limiter *rate.Limiter // of hand-overs; used by Step alone
}

// Begin loads what the store holds. Step must be called with StartInput first.
func Begin(ctx context.Context, store Store, now time.Time) (*Engine, error) {
	loaded, err := store.Load(ctx, instant(now))
	if err != nil {
		return nil, fmt.Errorf("load the desk: %w", err)
	}
	engine := &Engine{store: store, memory: remember(loaded)}
	engine.limiter = rate.NewLimiter(perMinute(engine.memory.settings.SendsPerMinute), SendsBurst)
	return engine, nil
}

func perMinute(sends int) rate.Limit { return rate.Limit(float64(sends) / 60) }

// instant brings a time to the form that is stored: UTC, whole milliseconds, no monotonic reading (a
// machine that slept must find its timers late, not on time).
func instant(at time.Time) time.Time { return at.UTC().Round(0).Truncate(time.Millisecond) }

// step is one input on its way: the altered copy of the memory and what is to be written.
type step struct {
	ctx    context.Context
	now    time.Time // the platform's
	here   time.Time // this machine's
	engine *Engine
	memory
	rows      map[MessageID]*SentMessage // altered rows
	templates map[MessageID]*message.Template
	kept      map[TicketID]*KeptTicket // altered tickets; nil: gone
	touched   map[TicketID]bool        // tickets that a window must be told about
	chats     map[chatKey]*ChatMessage // altered messages of conversations
	commit    Commit
	change    Change
	outcome   Outcome
	wakeAt    time.Time
	wakeHere  time.Time
}

// Step takes one input in. A refusal is a fault with a code; whatever the outcome holds was committed,
// also with a refusal. Any other error means that nothing was written and nothing changed: the same
// input may be given again.
func (e *Engine) Step(ctx context.Context, moment Moment, input Input) (outcome Outcome, refusal, err error) {
	s := &step{
		ctx: ctx, now: instant(moment.At), here: instant(moment.Here), engine: e, memory: e.memory.branch(),
		rows: map[MessageID]*SentMessage{}, templates: map[MessageID]*message.Template{},
		kept: map[TicketID]*KeptTicket{}, touched: map[TicketID]bool{}, chats: map[chatKey]*ChatMessage{},
	}
	refusal, err = s.handle(input)
	if err == nil {
		err = s.advance()
	}
	if err == nil {
		err = s.finish()
	}
	if err != nil {
		return Outcome{}, nil, err
	}
	return s.outcome, refusal, nil
}

// handle is the table of what each input means. It returns a refusal for a person, or an error of the
// store.
func (s *step) handle(input Input) (refusal, err error) {
	switch in := input.(type) {
	case SendInput:
		return s.send(in)
	case CancelInput:
		return s.cancel(in)
	case DispatchInput:
		return s.leaveNow(in.ID, OutboxWaiting, AlreadyHandedOver)
	case ConfirmInput:
		return s.leaveNow(in.ID, OutboxAsking, NotAsking)
	case RetryInput:
		return s.retry(in)
	case SaveDraftInput:
		return s.saveDraft(in.Draft), nil
	case DiscardDraftInput:
		s.dropDraft(in.ID)
	case SetPresenceInput:
		return s.setPresence(in.Presence), nil
	case SetFavouriteInput:
		s.setFavourite(in)
	case ChangeSettingsInput:
		return s.changeSettings(in.Settings), nil
	case RefreshInput:
		return s.refresh(in.Bot), nil
	case MetInput:
		s.commit.Contacts = append(s.commit.Contacts, in.Use)
	case KeepOfferInput:
		s.keepOffer(in.Offer)
	case ForgetOfferInput:
		s.forgetOffer(in.Offer)
	case CloseInput:
		s.close()
	case StartInput:
		s.start()
	case TickInput:
	case NewsInput:
		return nil, s.news(in.News)
	case SendChatInput, RetryChatInput, ReadTicketInput, UnsentInput, TicketDoneInput, TicketRefusedInput, ChatPageInput:
		return s.ticketInput(input)
	default:
		return nil, s.answer(input)
	}
	return nil, nil
}

// answer takes in what came of an effect.
func (s *step) answer(input Input) error {
	switch in := input.(type) {
	case HandedAnswer:
		s.handed(in)
	case LookUpAnswer:
		s.lookedUp(in)
	case SessionAnswer:
		s.sessionRead(in)
	case PresenceAnswer:
		s.presenceApplied(in)
	case TemplatesAnswer:
		s.templatesRead(in)
	case SentAnswer:
		return s.sentRead(in)
	case FavouritesAnswer:
		s.tellFault(in.Err)
	case OfferAnswer:
		s.offerLookedAfter(in)
	default:
		return s.ticketAnswer(input)
	}
	return nil
}

// row reads a message as this step sees it; nil when the desk does not keep it in memory.
func (s *step) row(id MessageID) *SentMessage {
	if altered, found := s.rows[id]; found {
		return altered
	}
	return s.memory.sent[id]
}

// known reads a message wherever it is; nil when there is none.
func (s *step) known(id MessageID) (*SentMessage, error) {
	if row := s.row(id); row != nil {
		return row, nil
	}
	stored, err := s.engine.store.Message(s.ctx, id)
	switch {
	case fault.CodeOf(err) == MessageUnknown:
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read message: %w", err)
	}
	return &stored, nil
}

// put alters or adds a row. before is the row as it was stored, nil for a new one.
func (s *step) put(before *SentMessage, now SentMessage) {
	id := now.ID()
	now.Outbox = clonedRow(now.Outbox)
	if at := slices.IndexFunc(s.commit.Sent, func(w SentWrite) bool { return w.Now.ID() == id }); at >= 0 {
		s.commit.Sent[at].Now = now
	} else {
		write := SentWrite{Now: now, New: before == nil, Template: s.templates[id]}
		if before != nil {
			write.Delivery = before.Progress.Delivery
			if before.Outbox != nil {
				write.Stage = before.Outbox.Stage
			}
		}
		s.commit.Sent = append(s.commit.Sent, write)
	}
	s.rows[id] = &now
	delete(s.memory.outbox, id)
	if now.Outbox != nil {
		s.memory.outbox[id] = true
	}
}

func clonedRow(row *OutboxRow) *OutboxRow {
	if row == nil {
		return nil
	}
	copied := *row
	return &copied
}

// outboxOrder is the ids of the outbox in the order in which they leave.
func (s *step) outboxOrder() []MessageID {
	return slices.SortedFunc(maps.Keys(s.memory.outbox), func(a, b MessageID) int {
		if order := s.row(a).Outbox.LeavesAt.Compare(s.row(b).Outbox.LeavesAt); order != 0 {
			return order
		}
		return compareIDs(a, b)
	})
}

func (s *step) moment() Moment { return Moment{At: s.now, Here: s.here} }

// wake asks for a tick at an instant of the platform; zero asks for none.
func (s *step) wake(at time.Time) { s.wakeAt = earlier(s.wakeAt, at) }

// wakeAtHere asks for a tick at an instant of this machine; zero asks for none.
func (s *step) wakeAtHere(at time.Time) { s.wakeHere = earlier(s.wakeHere, at) }

func (s *step) do(effect Effect) { s.outcome.Effects = append(s.outcome.Effects, effect) }

// advance is what every step does after its input: let rows leave, let rows grow old.
func (s *step) advance() error {
	if s.presence.wish.Status != "" && s.connected() && !s.presence.confirmed {
		s.applyPresence()
	}
	s.readSessionLater()
	if err := s.moveOutbox(); err != nil {
		return err
	}
	s.moveChats()
	s.lookAfterOffers()
	s.age()
	s.endTyping()
	return nil
}

// finish commits, makes the altered memory the desk's memory, and names the change.
func (s *step) finish() error {
	s.tellRows()
	s.tellTickets()
	told := !s.change.empty()
	if told { // a commit that nobody is told about takes no number: a gap makes a window start over
		s.memory.revision++
	}
	if !s.commit.Empty() {
		s.commit.Revision = s.memory.revision
		if err := s.engine.store.Commit(s.ctx, s.commit); err != nil {
			return s.engine.recover(s.ctx, s.now, err)
		}
	}
	s.wake(s.nextAgeAt)
	s.outcome.WakeAt = Moment{At: s.wakeAt, Here: s.wakeHere}
	if told {
		s.change.Revision = s.memory.revision
		s.outcome.Change = &s.change
	}
	s.engine.replace(s)
	return nil
}

// replace makes the altered memory the desk's.
func (e *Engine) replace(s *step) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for id, row := range s.rows {
		if row.Outbox == nil && !row.Progress.Visible(s.now) {
			delete(s.memory.sent, id)
			continue
		}
		s.memory.sent[id] = row
	}
	for _, id := range s.change.SentGone {
		delete(s.memory.sent, id)
	}
	for id, kept := range s.kept {
		if kept == nil {
			delete(s.memory.tickets, id)
		} else {
			s.memory.tickets[id] = kept
		}
	}
	e.memory = s.memory
}

// recover gives the error of a commit on. After a conflict the memory is what the store holds.
func (e *Engine) recover(ctx context.Context, now time.Time, err error) error {
	if errors.Is(err, ErrConflict) {
		if loaded, loadErr := e.store.Load(ctx, now); loadErr == nil {
			fresh := remember(loaded)
			e.mu.Lock()
			e.memory.drafts, e.memory.sent, e.memory.outbox = fresh.drafts, fresh.sent, fresh.outbox
			e.memory.cursor, e.memory.nextAgeAt = fresh.cursor, fresh.nextAgeAt
			e.memory.tickets, e.memory.unsent, e.memory.chatOutbox = fresh.tickets, fresh.unsent, fresh.chatOutbox
			e.mu.Unlock()
		}
	}
	return fmt.Errorf("commit: %w", err)
}

// tellRows puts the altered rows into the change: those that are visible, and those that left.
func (s *step) tellRows() {
	for _, write := range s.commit.Sent {
		row := write.Now
		_, shown := s.memory.sent[row.ID()]
		visible := row.Outbox != nil || row.Progress.Visible(s.now)
		switch {
		case visible:
			s.change.Sent = append(s.change.Sent, row)
			s.nextAgeAt = earlier(s.nextAgeAt, nextAge(row, s.now))
		case shown:
			s.change.SentGone = append(s.change.SentGone, row.ID())
		}
	}
}

// age lets rows expire and leave the tab when their instants have come. It looks at every row only when
// the earliest of these instants is reached, so most steps do not pay for it.
func (s *step) age() {
	if s.nextAgeAt.IsZero() || s.now.Before(s.nextAgeAt) {
		return
	}
	due := s.nextAgeAt
	s.nextAgeAt = time.Time{}
	for _, id := range slices.Sorted(maps.Keys(s.memory.sent)) {
		row := s.row(id)
		if _, altered := s.rows[id]; !altered {
			switch {
			case row.Outbox == nil && !row.Progress.Visible(s.now):
				s.change.SentGone = append(s.change.SentGone, id)
				continue
			case row.Progress.Expired(s.now) && !row.Progress.ExpiresAt().Before(due):
				s.change.Sent = append(s.change.Sent, *row)
			}
		}
		s.nextAgeAt = earlier(s.nextAgeAt, nextAge(*row, s.now))
	}
}
