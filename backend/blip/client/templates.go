package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
	"activa/backend/message"
)

const (
	// templatesPage is the $take of the one documented example (LIME and Blip, §18).
	templatesPage = 200
	// templatesPageMax is the largest $take that is tried where $skip does nothing.
	templatesPageMax = 20_000
	// templatePagesMax ends a reading that never comes to an end.
	templatePagesMax = 250
)

// Templates reads every template of a bot that its team offers. A platform may ignore $skip and answer
// its first page for ever (LIME and Blip, §12): a full page that brings nothing new is asked for again,
// larger; any other page that brings nothing new ends the reading. Blip's pages may also be smaller than
// asked, so that only a page that brings nothing is the end.
func (c *Client) Templates(ctx context.Context, bot desk.BotID) (desk.TemplateList, error) {
	var all []json.RawMessage
	seen := map[string]bool{}
	take := templatesPage
	for page, skip := 0, 0; page < templatePagesMax; page++ {
		request := c.request(lime.MethodGet, doc.WhatsAppNode, doc.MessageTemplatesURI(skip, take))
		list, err := ask[doc.Collection](ctx, c, c.actingFor(bot, request))
		if err != nil {
			return desk.TemplateList{}, fmt.Errorf("read templates of %s from %d on: %w", bot, skip, err)
		}
		fresh := 0
		for _, raw := range list.Items {
			if !seen[string(raw)] {
				seen[string(raw)], fresh = true, fresh+1
				all = append(all, raw)
			}
		}
		skip += len(list.Items)
		if fresh == 0 && len(list.Items) >= take && take < templatesPageMax {
			take, skip = 10*take, 0
			continue
		}
		if fresh == 0 || !c.options.Blip && lastPage(list, skip, take) {
			read, err := c.readTemplates(bot, all)
			read.Templates = c.offered(ctx, bot, read.Templates)
			return read, err
		}
	}
	return desk.TemplateList{}, fmt.Errorf("read templates of %s: no end after %d pages", bot, templatePagesMax)
}

// lastPage tells whether a page was not full. A total that is larger than what came overrules it: the
// platform's pages may be smaller than asked. A total is never a reason to stop: it may be the size of
// the page (LIME and Blip, §9).
func lastPage(list doc.Collection, read, take int) bool {
	if list.Total != nil && int(*list.Total) > read {
		return false
	}
	return len(list.Items) < take
}

func (c *Client) readTemplates(bot desk.BotID, all []json.RawMessage) (desk.TemplateList, error) {
	var source bytes.Buffer
	source.WriteByte('[')
	for index, raw := range all {
		if index > 0 {
			source.WriteByte(',')
		}
		source.Write(raw)
	}
	source.WriteByte(']')
	result, err := message.ReadTemplates(source.Bytes())
	if err != nil {
		return desk.TemplateList{}, fmt.Errorf("read templates of %s: %w", bot, err)
	}
	return desk.TemplateList{Templates: result.Templates, Skipped: result.Skipped, ReadAt: c.now()}, nil
}
