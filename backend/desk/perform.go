package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// perform does one effect in a goroutine of its own; its answer comes back as an input.
func (r *runner) perform(effect Effect) {
	wait := questionWait
	switch effect.(type) {
	case HandOver, HandOverChat:
		wait = handOverWait
		r.inFlight++
	}
	r.running.Go(func() {
		ctx, cancel := context.WithTimeout(r.calls, wait)
		defer cancel()
		r.post(r.ask(ctx, effect))
	})
}

// ask puts an effect to the platform.
func (r *runner) ask(ctx context.Context, effect Effect) Input {
	switch do := effect.(type) {
	case HandOver:
		return HandedAnswer{ID: MessageID(do.Message.ID), Err: r.platform.Send(ctx, do.Message, do.Template)}
	case AskLookUp:
		found, err := r.platform.LookUp(ctx, do.Bot, do.ID)
		return LookUpAnswer{ID: do.ID, LookUp: found, Err: err}
	case ReadSession:
		return r.readSession(ctx)
	case ApplyPresence:
		if keeper, can := r.platform.(PresenceKeeper); can {
			return PresenceAnswer{Presence: do.Presence, Err: keeper.SetPresence(ctx, do.Presence)}
		}
		return PresenceAnswer{Presence: do.Presence}
	case ReadTemplates:
		list, err := r.platform.Templates(ctx, do.Bot)
		return TemplatesAnswer{Bot: do.Bot, List: list, Err: err}
	case ReadSent:
		lister, can := r.platform.(SentLister)
		if !can {
			return SentAnswer{}
		}
		page, next, more, err := lister.SentSince(ctx, do.Cursor)
		return SentAnswer{Page: page, Next: next, More: more, Err: err}
	case KeepFavourites:
		if keeper, can := r.platform.(FavouriteKeeper); can {
			return FavouritesAnswer{Err: keeper.SetFavourites(ctx, do.Templates)}
		}
		return FavouritesAnswer{}
	case LookAfterOffer:
		offerer, can := r.platform.(TemplateOfferer)
		if !can {
			return OfferAnswer{Offer: do.Offer}
		}
		written, err := offerer.PutOffer(ctx, do.Offer)
		r.logFailed("an offered template was not looked after", err)
		return OfferAnswer{Offer: do.Offer, Written: written, Err: err}
	}
	if keeper, can := r.platform.(TicketKeeper); can {
		return r.askTickets(ctx, keeper, effect)
	}
	return TickInput{}
}

// askTickets puts an effect on tickets to the platform that keeps them.
func (r *runner) askTickets(ctx context.Context, keeper TicketKeeper, effect Effect) Input {
	switch do := effect.(type) {
	case ReadTickets:
		tickets, err := keeper.Tickets(ctx)
		return TicketsAnswer{Tickets: tickets, Err: err}
	case ReadTicket:
		read, err := keeper.Ticket(ctx, do.ID)
		return TicketAnswer{ID: do.ID, Ticket: read, Err: err}
	case ReadConversation:
		page, more, err := keeper.TicketMessages(ctx, do.Ticket, time.Time{}, chatNewestPage)
		slices.Reverse(page)
		return ChatPageAnswer{ChatPageInput: ChatPageInput{Ticket: do.Ticket, Page: page, More: more}, Err: err}
	case HandOverChat:
		return ChatHandedAnswer{ID: do.Message.ID, Err: keeper.SendChatMessage(ctx, do.Message)}
	case ConfirmChat:
		r.logFailed("messages were not confirmed", keeper.ConfirmChatMessages(ctx, do.Ticket, do.Messages, do.Receipt))
	}
	return TickInput{}
}

// readSession asks who is signed in and what they may use.
func (r *runner) readSession(ctx context.Context) SessionAnswer {
	fail := func(doing string, err error) SessionAnswer {
		return SessionAnswer{Err: fmt.Errorf("%s: %w", doing, err)}
	}
	answer := SessionAnswer{Abilities: r.platform.Abilities()}
	if keeper, can := r.platform.(MediaKeeper); can {
		answer.MediaHost = keeper.MediaHost()
	}
	var err error
	if answer.Account, err = r.platform.Account(ctx); err != nil {
		return fail("read account", err)
	}
	if answer.Bots, err = r.platform.Bots(ctx); err != nil {
		return fail("read bots", err)
	}
	if keeper, can := r.platform.(PresenceKeeper); can && answer.Abilities.Presence {
		presence, err := keeper.Presence(ctx)
		if err != nil {
			return fail("read presence", err)
		}
		answer.Presence = &presence
	}
	if keeper, can := r.platform.(FavouriteKeeper); can && answer.Abilities.Favourites {
		favourites, err := keeper.Favourites(ctx)
		if err != nil {
			return fail("read favourites", err)
		}
		answer.Favourites = &favourites
	}
	return answer
}

func (e *Engine) revisionNow() int64 {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.memory.revision
}

func nameOf(input Input) string {
	return strings.TrimPrefix(fmt.Sprintf("%T", input), "desk.")
}
