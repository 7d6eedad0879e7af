package blipstand_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// signedIn is a client of the one bot that is router and desk, for the time of a bubble.
func signedIn(t *testing.T) (*blipstand.Stand, *lime.Client) {
	t.Helper()
	stand := blipstand.New(blipstand.Options{Bots: []blipstand.Bot{{ID: peerRouter, Key: peerKey, HasNumber: true, HasDesk: true, Templates: []json.RawMessage{
		json.RawMessage(`{"name":"aviso_entrega","language":"pt_BR"}`)}}}})
	serving, stop := context.WithCancel(context.Background())
	node, err := lime.ParseNode(peerRouter + "/golden")
	if err != nil {
		t.Fatal(err)
	}
	client := lime.NewClient(lime.ClientOptions{Dial: stand.Dial(serving), Node: node, Authentication: lime.Key(peerKey)})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- client.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := errors.Join(<-ended, stand.Close(context.Background())); err != nil {
			t.Error(err)
		}
		stop()
	})
	synctest.Wait()
	return stand, client
}

// TestTheStandAnswersEveryDocumentedCommand sends the documented examples as they stand: none may be
// refused as something that Blip does not have.
func TestTheStandAnswersEveryDocumentedCommand(t *testing.T) {
	files, err := filepath.Glob("../doc/testdata/golden/*.json")
	if err != nil {
		t.Fatal(err)
	}
	sent := 0
	synctest.Test(t, func(t *testing.T) {
		stand, client := signedIn(t)
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var golden struct {
				Envelope json.RawMessage
				Served   string // by whom: the stand has no part in it
			}
			if err := json.Unmarshal(raw, &golden); err != nil || golden.Envelope == nil || golden.Served != "" {
				continue
			}
			envelope, err := lime.Decode(golden.Envelope)
			command, is := envelope.(*lime.Command)
			if err != nil || !is || !command.IsRequest() {
				continue
			}
			sent++
			if _, err := client.Command(t.Context(), *command); err != nil && !strings.Contains(err.Error(), "code 67") {
				t.Errorf("%s: %v", filepath.Base(file), err)
			}
		}
		for _, broken := range stand.Broken() {
			t.Error(broken)
		}
	})
	if sent < 30 {
		t.Errorf("only %d commands were sent", sent)
	}
}

// TestTheStandRefusesWhatBlipDoesNotHave asks what only our hub knows, and documented commands otherwise
// than documented.
func TestTheStandRefusesWhatBlipDoesNotHave(t *testing.T) {
	for name, one := range map[string]struct {
		to, uri string
		code    int
	}{
		"abilities of a hub":      {doc.ActivaNode, doc.PathAbilities, lime.ReasonCodeResourceNotSupported},
		"ours on Blip's node":     {doc.ServerNode, doc.PathSent, lime.ReasonCodeResourceNotSupported},
		"the simulator":           {doc.SimulatorNode, doc.PathPace, lime.ReasonCodeResourceNotSupported},
		"one ticket in plural":    {doc.DeskNode, "/tickets/0b2d", lime.ReasonCodeResourceNotSupported},
		"the wrong node":          {doc.ContactsNode, "/message-templates", lime.ReasonCodeResourceNotSupported},
		"too many tickets":        {doc.DeskNode, "/tickets?$take=101", lime.ReasonCodeInvalidArgument},
		"a status nobody filters": {doc.DeskNode, "/tickets?$filter=status%20eq%20'closed'", lime.ReasonCodeInvalidArgument},
		"a parameter of nobody":   {doc.WhatsAppNode, "/message-templates?status=APPROVED", lime.ReasonCodeInvalidArgument},
		"a number without plus":   {doc.WhatsAppNode, "/accounts/5511987654321", lime.ReasonCodeInvalidArgument},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stand, client := signedIn(t)
				asked := lime.NewCommand(lime.MethodGet, one.uri)
				asked.To, _ = lime.ParseNode(one.to) // a constant of package doc: cannot fail
				_, err := client.Command(t.Context(), asked)
				var refused *lime.ReasonError
				if !errors.As(err, &refused) || refused.Reason.Code != one.code || len(stand.Broken()) != 1 {
					t.Errorf("answered %v, noted %v", err, stand.Broken())
				}
			})
		})
	}
}
