package hubstore

import (
	"context"
	"database/sql"
	"path/filepath"
	"strconv"
	"testing"
	"testing/fstest"
	"time"

	"activa/backend/hub"
)

// TestUpgradeKnowsWhenSomebodyLastWrote: tickets from before closing by inactivity count from their last
// message, of whichever side, or from when they were opened.
func TestUpgradeKnowsWhenSomebodyLastWrote(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, FileName)
	database, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	if err := migrateWith(ctx, database, path, migrationsUpTo(t, "00007")); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`INSERT INTO bots VALUES ('loja@msging.net', 'Loja', '+551140000001', 1)`,
		ticketBefore("silent", "Open", 2000), ticketBefore("customer", "Open", 2000), ticketBefore("agent", "Open", 2000),
		inboundBefore("i1", "customer", 7000), inboundBefore("i2", "agent", 3000), inboundBefore("i3", "agent", 4000),
		`INSERT INTO outbound (sender, id, handle, bot, contact, phone, ticket, type, content, reply_to, written_at, delivery,
			reason_code, reason_description, handover) VALUES ('ana', 'm', 'h', 'loja@msging.net', 'agent', '', 'agent', 'text/plain',
			x'226f6922', '', 9000, 'consumed', 0, '', 0)`,
	} {
		if _, err := database.Exec(statement); err != nil {
			t.Fatal(statement, err)
		}
	}
	if err := database.Close(); err != nil {
		t.Fatal(err)
	}
	err = openIn(t, folder).View(ctx, func(r hub.Reader) error {
		for id, want := range map[string]int64{"silent": 2000, "customer": 7000, "agent": 9000} {
			one, err := r.Ticket(id)
			if err != nil || !one.ActiveAt.Equal(time.UnixMilli(want)) {
				t.Errorf("%s was active at %v, %v", id, one.ActiveAt, err)
			}
		}
		bot, err := r.Bot("loja@msging.net")
		if bot.ClosesAfter != 0 || !bot.DirectTransfer {
			t.Errorf("the bot is %+v", bot)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func ticketBefore(id, status string, takenAt int) string {
	return `INSERT INTO tickets (id, bot, contact, status, closure, queue, agent, reserved_for, why, answers, parent, priority,
		created_at, taken_at) VALUES ('` + id + `', 'loja@msging.net', '` + id + `', '` + status + `', '', '', 'ana', '', '', '', '', 0,
		1000, ` + strconv.Itoa(takenAt) + `)`
}

func inboundBefore(id, contact string, at int) string {
	return `INSERT INTO inbound (id, bot, contact, ticket, type, content, in_reply_to, payload, at) VALUES ('` + id + `',
		'loja@msging.net', '` + contact + `', '` + contact + `', 'text/plain', x'226f6922', '', '', ` + strconv.Itoa(at) + `)`
}

// migrationsUpTo are the migrations of an earlier program.
func migrationsUpTo(t *testing.T, last string) fstest.MapFS {
	t.Helper()
	known, err := migrationFiles.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, file := range known {
		if file.Name() > last+"_zzz" {
			continue
		}
		content, err := migrationFiles.ReadFile("migrations/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		files[file.Name()] = &fstest.MapFile{Data: content}
	}
	return files
}
