package client_test

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"activa/backend/blip/blipstand"
	"activa/backend/blip/client"
	"activa/backend/desk"
	"activa/backend/deskstore"
	"activa/backend/lime"
	"activa/backend/message"
)

const (
	soakFor   = time.Hour
	soakEvery = 20 * time.Second
	// soakSettles is how long after the last fault everything must be known.
	soakSettles = 40 * time.Minute
)

// TestAnHourOfFaultsLosesAndDoublesNothing lets an agent send for an hour of simulated time while lines
// break before and after a campaign was made, answers get lost, come late, twice or out of order, the
// platform finishes sessions, lists are behind, and the program crashes and starts again on what it
// stored. Afterwards every message that was promised left exactly once, and the desk knows it.
// ACTIVA_SOAK_SEEDS plays more hours than one.
func TestAnHourOfFaultsLosesAndDoublesNothing(t *testing.T) {
	seeds, err := strconv.Atoi(cmp.Or(os.Getenv("ACTIVA_SOAK_SEEDS"), "1"))
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { soak(t, seed) })
		})
	}
}

// program is one run of the desk on a folder; changes are all that its window is told.
type program struct {
	desk    *desk.Desk
	client  *onStand
	changes <-chan desk.Change
	stop    func()
}

func startProgram(t *testing.T, stand *blipstand.Stand, folder string, change ...func(*client.Options)) *program {
	t.Helper()
	store, err := deskstore.Open(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	on := newOnStandUntil(t, stand, change...)
	ctx, cancel := context.WithCancel(context.Background())
	made, err := desk.New(ctx, desk.Options{Store: store, Platform: on.Client, Log: slog.New(slog.DiscardHandler),
		Fetch: func(context.Context, string, int64) desk.Fetched { return desk.Fetched{} }})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- made.Run(ctx) }()
	var once sync.Once
	run := &program{desk: made, client: on, changes: made.Watch(t.Context()), stop: func() {
		once.Do(func() { // without closing in order: it is a crash
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
			if err := store.Close(); err != nil {
				t.Error(err)
			}
		})
	}}
	synctest.Wait()
	if err := made.SetPresence(ctx, desk.Presence{Status: desk.Online}); err != nil {
		t.Fatal(err)
	}
	return run
}

func soak(t *testing.T, seed uint64) {
	chance := rand.New(rand.NewPCG(seed, 7))
	stand := newStand()
	strictly(t, stand)
	folder := t.TempDir()
	run := startProgram(t, stand, folder)
	defer func() { run.stop() }()
	promised, faults := map[desk.MessageID]string{}, 0
	send := func(number int) {
		phone := fmt.Sprintf("+55119876%05d", number)
		id := desk.MessageID(fmt.Sprintf("soak-%d-%04d", seed, number))
		_, findings, err := run.desk.SendActiveMessage(t.Context(), desk.Draft{ID: id, Phone: phone, Name: "Cliente",
			Template: desk.TemplateKey{Bot: standRouter, Name: "aviso_entrega", Language: "pt_BR"},
			Values:   message.Values{"body.1": "Rita", "body.2": fmt.Sprint("A-", number)}})
		if err != nil {
			t.Fatalf("send %d: %v %v", number, err, findings)
		}
		promised[id] = phone
	}
	settle(time.Minute)
	for number := range int(soakFor / soakEvery) {
		faults += disturb(t, chance, stand, &run, folder)
		send(number)
		settle(soakEvery)
		confirmLate(t, run.desk)
	}
	stand.Heal()
	stand.SetOdd(blipstand.Odd{})
	settle(5 * time.Minute)
	send(9000) // a later one that arrives proves the absence of what never did
	for range 4 {
		settle(soakSettles / 4)
		confirmLate(t, run.desk)
	}
	t.Logf("seed %d: %d messages, %d faults, %d commands", seed, len(promised), faults, len(stand.Seen()))
	judgeSoak(t, stand, run.desk, promised)
}

// confirmLate is the person who is asked about what could not leave for a quarter of an hour (P5).
func confirmLate(t *testing.T, of *desk.Desk) {
	t.Helper()
	for _, row := range of.Snapshot().Sent {
		if row.Outbox != nil && row.Outbox.Stage == desk.OutboxAsking {
			if err := of.ConfirmActiveMessage(t.Context(), row.ID()); err != nil {
				t.Error(err)
			}
		}
	}
}

func settle(wait time.Duration) {
	<-time.After(wait)
	synctest.Wait()
}

// disturb does one thing that goes wrong, or heals; it gives 1 when it did.
func disturb(t *testing.T, chance *rand.Rand, stand *blipstand.Stand, run **program, folder string) int {
	switch chance.IntN(14) {
	case 0:
		stand.Cut(lime.MethodSet, "/campaign", false, 1)
	case 1:
		stand.Cut(lime.MethodSet, "/campaign", true, 1)
	case 2:
		stand.Hold(lime.MethodSet, "/campaign", true, 1)
	case 3:
		stand.Hold(lime.MethodSet, "/campaign", false, 1)
	case 4:
		stand.Late(lime.MethodSet, "/campaign", 40*time.Second, 1)
	case 5:
		stand.Slow(lime.MethodSet, "/campaign", 50*time.Second, 1)
	case 6:
		stand.Refuse(lime.MethodGet, "/campaigns", lime.ReasonCodeProcessingError, 3)
	case 7:
		stand.Cut(lime.MethodGet, "/campaigns", true, 2)
	case 8:
		stand.SetOdd(blipstand.Odd{PendingFirst: true, Twice: true, OutOfOrder: true, ListBehind: 90 * time.Second})
	case 9:
		stand.SetOdd(blipstand.Odd{DropEvery: 5, OddCasing: true, NumbersAsText: true})
	case 10:
		stand.Finish("")
	case 11:
		(*run).client.cut()
	case 12:
		(*run).stop()
		settle(time.Duration(chance.IntN(30)) * time.Second)
		*run = startProgram(t, stand, folder)
		settle(time.Second)
	default:
		stand.Heal()
		stand.SetOdd(blipstand.Odd{})
		return 0
	}
	return 1
}

func judgeSoak(t *testing.T, stand *blipstand.Stand, of *desk.Desk, promised map[desk.MessageID]string) {
	t.Helper()
	left := map[string]int{}
	for _, one := range stand.Delivered() {
		left[one.Name]++
	}
	for _, row := range of.Snapshot().Sent {
		id := row.ID()
		if promised[id] == "" {
			continue
		}
		if left[string(id)] != 1 || row.Progress.Delivery < message.Received || row.Outbox != nil {
			t.Errorf("%s left %d times; the desk says %s, outbox %+v", id, left[string(id)], row.Progress.Delivery, row.Outbox)
		}
		delete(promised, id)
	}
	for id := range promised {
		t.Errorf("%s was promised and is lost to the desk", id)
	}
}

// newOnStandUntil is newOnStand without closing the stand: several programs follow each other on it.
func newOnStandUntil(t *testing.T, stand *blipstand.Stand, change ...func(*client.Options)) *onStand {
	t.Helper()
	return makeOnStand(t, stand, false, change...)
}
