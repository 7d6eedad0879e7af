package desk_test

import (
	"testing"
	"time"

	"activa/backend/desk"
	"activa/backend/desk/desktest"
	"activa/backend/desk/platformtest"
	"activa/backend/message"
)

// TestMemoryPlatform holds the platform of our own tests to what real ones promise.
func TestMemoryPlatform(t *testing.T) {
	platformtest.Run(t, func(t *testing.T) platformtest.World {
		platform := desktest.NewPlatform(templateFrom(t, aviso))
		known := desk.Contact{ID: "c1", Name: "Rita Lima", Phone: "+5531987654321"}
		busy := desk.Contact{ID: "c2", Name: "João Paz", Phone: "+5531987654322"}
		platform.AddContact(known, nil)
		platform.AddContact(busy, &desk.OpenTicket{ID: "t1", AgentName: "Bruno", Since: time.Now()})
		platform.DropRepeats()
		platform.ConnectLater()
		return platformtest.World{
			Platform: platform, Agent: "ana@activa.local", Bot: "entregas@msging.net", Template: "aviso_entrega",
			Values: message.Values{"body.1": "Rita"}, Known: known, Busy: busy, NewPhone: "+5531987654399",
			Cut: func() { platform.Drop(); platform.Connect() },
		}
	}, notInMemory...)
}

// notInMemory are the parts of the suite that the platform of our own tests leaves to real ones.
var notInMemory = []string{
	"contact editor", "team", "tickets", "conversation", "a ticket's end", "transfer", "tags and canned replies",
	"uploads",
}
