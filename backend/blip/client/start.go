package client

import (
	"context"
	"errors"
	"fmt"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

// Waiting between attempts of a start-up that fails on a line that stands.
const (
	startRetryFirst = time.Second
	startRetryMax   = 30 * time.Second
)

// lineChanged hears every change of the line, in order, and must not block.
func (c *Client) lineChanged(state lime.ConnectionState) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.session++
	if c.stopStart != nil {
		c.stopStart()
		c.stopStart = nil
	}
	at := c.now()
	switch state.Phase {
	case lime.Connecting:
		c.news.putNow(desk.ConnectionNews{Phase: desk.Connecting, Since: at})
	case lime.Dropped:
		c.news.putNow(desk.ConnectionNews{Phase: desk.Dropped, Since: at, NextTryAt: state.NextTryAt, Cause: c.diagnosed(state.Cause)})
	case lime.Refused:
		c.news.putNow(desk.ConnectionNews{Phase: desk.Refused, Since: at, Cause: c.refusal(state.Cause)})
	case lime.Connected:
		c.node = state.Node
		ctx, cancel := context.WithCancel(context.Background()) // ends with the session, or with Run
		c.stopStart = cancel
		session := c.session
		c.starting.Go(func() { c.start(ctx, session) })
	}
}

// stopStarting ends what a session began, when Run ends.
func (c *Client) stopStarting() {
	c.mutex.Lock()
	c.session++
	if c.stopStart != nil {
		c.stopStart()
		c.stopStart = nil
	}
	c.mutex.Unlock()
	c.starting.Wait()
}

// start makes a new session ready and then tells the desk that it is connected: it learns the abilities
// and subscribes to the sent list, so that what the desk reads from then on has no gap before the pushes.
func (c *Client) start(ctx context.Context, session int) {
	for wait := startRetryFirst; ; wait = min(2*wait, startRetryMax) {
		err := c.prepare(ctx)
		if err == nil {
			break
		}
		if ctx.Err() != nil {
			return
		}
		c.log.Warn("the platform does not answer as it must yet", "error", err, "again in", wait)
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return
		}
	}
	if c.tellConnected(session) && c.usesCampaigns() {
		c.resumeCampaigns(ctx)
	}
}

// tellConnected tells the desk, unless the session is over by now.
func (c *Client) tellConnected(session int) bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.session != session {
		return false
	}
	c.told = session
	c.news.putNow(desk.ConnectionNews{Phase: desk.Connected, Since: c.now()})
	return true
}

func (c *Client) prepare(ctx context.Context) error {
	if c.options.Blip {
		c.deskStatus.renewed()
		c.tickets.probe(ctx)
		return nil
	}
	if err := c.learnAbilities(ctx); err != nil {
		return err
	}
	if !c.has(doc.AbilityLive) {
		return nil
	}
	request := c.request(lime.MethodSubscribe, doc.ActivaNode, doc.PathSent)
	if _, err := ask[nothing](ctx, c, request); err != nil {
		return fmt.Errorf("subscribe to the sent list: %w", err)
	}
	if err := c.learnClock(ctx); err != nil {
		return fmt.Errorf("read the simulated time: %w", err)
	}
	return c.watchPhones(ctx)
}

// learnAbilities asks what the platform can do beyond Blip's documented commands. A platform that does
// not know the question can do nothing beyond.
func (c *Client) learnAbilities(ctx context.Context) error {
	answer, err := ask[doc.Abilities](ctx, c, c.request(lime.MethodGet, doc.ActivaNode, doc.PathAbilities))
	var refused *lime.ReasonError
	if err != nil && !errors.As(err, &refused) {
		return fmt.Errorf("read abilities: %w", err)
	}
	var abilities map[doc.Ability]bool
	switch {
	case refused == nil:
		abilities = make(map[doc.Ability]bool, len(answer.Abilities))
		for _, ability := range answer.Abilities {
			abilities[ability] = true
		}
	case !meansUnknown(refused.Reason.Code):
		return fmt.Errorf("read abilities: %w", err)
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.abilities, c.mediaHost = abilities, answer.MediaHost
	return nil
}
