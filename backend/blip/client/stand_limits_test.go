package client_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/client"
	"activa/backend/desk"
	"activa/backend/message"
)

// TestNeverMoreCommandsThanConfigured measures the commands of a busy connection, both its lines together,
// pings and signing in included (LIME and Blip, §17).
func TestNeverMoreCommandsThanConfigured(t *testing.T) {
	for _, most := range []int{0, 48, 12, 5} {
		t.Run(fmt.Sprintf("%d a second", most), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ana := busyOnStand(t, func(options *client.Options) { options.OnBlip.CommandsPerSecondMax = most })
				limit := most
				if limit == 0 {
					limit = client.CommandsPerSecondMax
				}
				measured := ana.mostInASecond()
				if measured > limit {
					t.Errorf("%d commands in one second, configured %d", measured, limit)
				}
				t.Logf("configured %d a second: at most %d in any second, %d in all", limit, measured, len(ana.asked))
			})
		})
	}
}

// busyOnStand sends sixty messages at once and searches all the while, for half an hour of a bubble.
func busyOnStand(t *testing.T, change func(*client.Options)) *onStand {
	stand := newStand()
	strictly(t, stand)
	ana := newOnStand(t, stand, change)
	run(t, ana)
	template := templateOf(t, ana)
	var busy sync.WaitGroup
	for number := range 60 {
		busy.Go(func() {
			active := activeTo(fmt.Sprintf("+55119876%05d", number), template)
			_ = ana.Send(t.Context(), active, template) // what does not get its turn in time is not handed over
		})
		busy.Go(func() { _, _ = ana.SearchContacts(t.Context(), standRouter, fmt.Sprint("Ri", number), 5) }) // an answer that is late is none
	}
	busy.Wait()
	ana.SetHidden(true)
	settle(15 * time.Minute)
	ana.SetHidden(false)
	settle(15 * time.Minute)
	return ana
}

// run runs a client until the test ends and waits for the line.
func run(t *testing.T, on *onStand) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- on.Run(ctx, on.hear) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	synctest.Wait()
	settle(10 * time.Second)
}

func templateOf(t *testing.T, on *onStand) message.Template {
	t.Helper()
	list, err := on.Templates(t.Context(), standRouter)
	if err != nil || len(list.Templates) == 0 {
		t.Fatalf("%d templates, %v", len(list.Templates), err)
	}
	return list.Templates[0]
}

func activeTo(phone string, template message.Template) message.ActiveMessage {
	return message.ActiveMessage{ID: "m" + phone, Bot: standRouter, Agent: standAgent, Phone: phone, Name: "Cliente",
		TemplateID: template.ID, TemplateName: template.Name, TemplateLanguage: template.Language,
		Values: message.Values{"body.1": "Rita", "body.2": "A-1"}, ComposedAt: time.Now()}
}

// TestNobodyLookingMakesPollingSlower compares the questions of an hour with the window shown and hidden.
func TestNobodyLookingMakesPollingSlower(t *testing.T) {
	asked := map[bool]int{}
	for _, hidden := range []bool{false, true} {
		t.Run(fmt.Sprintf("hidden %t", hidden), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ana := newOnStand(t, newStand())
				run(t, ana)
				ana.SetHidden(hidden)
				template := templateOf(t, ana)
				if err := ana.Send(t.Context(), activeTo(standNew, template), template); err != nil {
					t.Fatal(err)
				}
				before := len(ana.stand.Seen())
				settle(time.Hour)
				asked[hidden] = len(ana.stand.Seen()) - before
			})
		})
	}
	t.Logf("an hour with one message on its way: %d questions, %d while hidden", asked[false], asked[true])
	if asked[true]*3 > asked[false] {
		t.Errorf("shown %d questions, hidden %d", asked[false], asked[true])
	}
}

// hear takes what the client tells.
func (o *onStand) hear(news desk.News) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.news = append(o.news, news)
}

// heard is what the client told of one kind so far.
func heard[N desk.News](on *onStand) (found []N) {
	on.mutex.Lock()
	defer on.mutex.Unlock()
	for _, one := range on.news {
		if news, is := one.(N); is {
			found = append(found, news)
		}
	}
	return found
}
