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
	// templatePagesMax ends a reading that never comes to an end.
	templatePagesMax = 250
)

// Templates reads every template of a bot. A platform may ignore $skip and answer the first page for
// ever (LIME and Blip, §12): a page that brings nothing new ends the reading.
func (c *Client) Templates(ctx context.Context, bot desk.BotID) (desk.TemplateList, error) {
	var all []json.RawMessage
	seen := map[string]bool{}
	for page, skip := 0, 0; page < templatePagesMax; page++ {
		request := c.request(lime.MethodGet, doc.WhatsAppNode, doc.MessageTemplatesURI(skip, templatesPage))
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
		if fresh == 0 || lastPage(list, skip) {
			list, err := c.readTemplates(bot, all)
			list.Templates = c.offered(ctx, bot, list.Templates)
			return list, err
		}
	}
	return desk.TemplateList{}, fmt.Errorf("read templates of %s: no end after %d pages", bot, templatePagesMax)
}

// lastPage tells whether a page was not full. A total that is larger than what came overrules it: the
// platform's pages may be smaller than asked. A total is never a reason to stop: it may be the size of
// the page (LIME and Blip, §9).
func lastPage(list doc.Collection, read int) bool {
	if list.Total != nil && int(*list.Total) > read {
		return false
	}
	return len(list.Items) < templatesPage
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
