package hub_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"testing/synctest"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// TestUnfinishedUploadsAreBounded: nothing once kept an account from filling the disk with beginnings.
func TestUnfinishedUploadsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := furnished(t)
		ana := w.agent("ana")
		part := func(id string, offset, size int) *lime.Command {
			uri := fmt.Sprintf("%s/%s?%s=%d", doc.PathUploads, id, doc.QueryOffset, offset)
			return ana.ask(t, ana.command(t, "", lime.MethodSet, doc.ActivaNode, uri,
				doc.UploadPart{Bot: loja, Name: "a.txt", Size: doc.Number(size), Content: []byte("abc")}))
		}
		const begun = 40
		for i := range begun {
			if answer := part(fmt.Sprint("u", i), 0, 6); answer.Status != lime.StatusSuccess {
				t.Fatalf("upload %d: %v", i, answer.Reason)
			}
		}
		if answer := part("u0", 3, 6); answer.Reason == nil || answer.Reason.Description != "0 bytes of the file are there" {
			t.Errorf("the oldest was kept: %+v", answer)
		}
		var whole doc.Upload
		answer := part(fmt.Sprint("u", begun-1), 3, 6)
		if err := json.Unmarshal(answer.Resource, &whole); err != nil || whole.URI == "" {
			t.Errorf("the newest was not: %+v", answer)
		}
	})
}
