package client

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/lime"
)

// deskStatus is the agent's status on Blip Desk. No documentation has a command for it; third parties saw one
// that works in the agent's own session (LIME and Blip, §14.3 [O]). It is used by choice alone, and only until
// it is refused: nothing else depends on it.
//
//	setting off, or a bot's key ─► local          user's session, setting on ─► set ─► refused ─► told once, local
type deskStatus struct {
	client *Client

	mutex   sync.Mutex
	refused bool
	held    desk.Presence // set in this session; empty status: nothing yet
}

func newDeskStatus(client *Client) *deskStatus { return &deskStatus{client: client} }

// can tells whether presence is set on Blip Desk.
func (d *deskStatus) can() bool {
	options := d.client.options
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return options.OnBlip.DeskStatus && options.Authentication.Scheme == lime.SchemeExternal && !d.refused
}

// renewed begins a session: what an earlier one set may be over with it.
func (d *deskStatus) renewed() {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.held = desk.Presence{}
}

// read is what the list of agents says, as far as the session may read it, else what was set here. A status
// that nobody knows is Invisible, with which an agent comes in (P1).
func (d *deskStatus) read(ctx context.Context) (desk.Presence, error) {
	if !d.can() {
		return desk.Presence{}, notSupported("presence")
	}
	held := d.known()
	if held.Status == "" {
		held.Status = desk.Invisible
	}
	listed, err := listOf[doc.Attendant](ctx, d.client, "", doc.DeskNode, doc.AttendantsURI(0, doc.TakeTicketsMax), "agents")
	if err != nil {
		d.client.log.Info("the status on Blip Desk cannot be read", "error", err)
	}
	for _, one := range listed {
		status, is := doc.ReadPresenceStatus(string(one.Status))
		if is && doc.SameIdentity(one.Identity, d.client.self()) && desk.PresenceStatus(status) != held.Status {
			return desk.Presence{Status: desk.PresenceStatus(status)}, nil
		}
	}
	return held, nil
}

func (d *deskStatus) known() desk.Presence {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.held
}

// set sets the status. Blip Desk has no Offline to set: an agent who wants nothing is Invisible there.
// Fault: DeskStatusRefused, once; after it, presence is local.
func (d *deskStatus) set(ctx context.Context, presence desk.Presence) error {
	if !d.can() {
		return notSupported("presence")
	}
	request, err := d.client.request(lime.MethodSet, doc.DeskNode, doc.PathAttendantStatus).
		WithResource(doc.MediaTypeAttendantStatus, attendantStatusOf(presence))
	if err != nil {
		return err
	}
	_, err = ask[nothing](ctx, d.client, request)
	var refused *lime.ReasonError
	switch {
	case err == nil, errors.As(err, &refused) && refused.Reason.Code == lime.ReasonCodeInvalidArgument: // 64: it is so already
		d.mutex.Lock()
		defer d.mutex.Unlock()
		d.held = presence
		return nil
	case refused == nil:
		return fmt.Errorf("set status on Blip Desk: %w", err)
	}
	d.mutex.Lock()
	d.refused = true
	d.mutex.Unlock()
	d.client.sayConnectedAgain() // the abilities are others now
	return fault.New(DeskStatusRefused, err, fault.Parameters{
		"code": fmt.Sprint(refused.Reason.Code), "description": refused.Reason.Description})
}

func attendantStatusOf(presence desk.Presence) doc.AttendantStatus {
	status := doc.AttendantStatus{Status: string(presence.Status), Device: doc.DeviceWeb}
	switch presence.Status {
	case desk.Paused:
		status.Status, status.CustomPauseReason = doc.AttendantPaused, presence.Reason
	case desk.Offline:
		status.Status = string(doc.PresenceInvisible)
	}
	return status
}
