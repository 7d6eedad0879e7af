package platformtest

import (
	"testing"
	"time"

	"activa/backend/desk"
	"activa/backend/message"
)

// testTeam: who supervises is told of everybody's sends, and nobody else is.
func testTeam(t *testing.T, s *session) {
	if reader, can := s.Platform.(desk.TeamReader); can {
		if told, err := reader.TeamSends(t.Context(), time.Now().Add(-time.Hour), ""); err == nil {
			t.Errorf("an agent was told of the team: %+v", told)
		}
	}
	if s.Supervisor == nil {
		s.leaveOut(t, "the world has no supervisor")
	}
	supervisor := signIn(t, World{Platform: s.Supervisor})
	reader, can := supervisor.Platform.(desk.TeamReader)
	if !can || !supervisor.Platform.Abilities().Supervision {
		t.Fatal("a supervisor cannot read the team")
	}
	before := sentByTeam(t, reader, "")
	s.online(t)
	active := s.send(t, s.NewPhone, "")
	s.receipt(t, desk.MessageID(active.ID), message.Accepted)
	if now := sentByTeam(t, reader, ""); now != before+1 {
		t.Errorf("one more was sent, and the team has %d after %d", now, before)
	}
	if of, nobody := sentByTeam(t, reader, desk.BotID(active.Bot)), sentByTeam(t, reader, "no-bot@msging.net"); of == 0 || nobody != 0 {
		t.Errorf("by the bot that sent %d, by a bot that there is not %d", of, nobody)
	}
}

// sentByTeam is how much the team sent in the last day, by every bot or by one; what is told must be sound in itself.
func sentByTeam(t *testing.T, reader desk.TeamReader, bot desk.BotID) int {
	t.Helper()
	told, err := reader.TeamSends(t.Context(), time.Now().Add(-24*time.Hour), bot)
	if err != nil || told.AsOf.IsZero() || !told.Whole {
		t.Fatalf("the team: %+v, %v", told, err)
	}
	var total message.Tally
	for _, agent := range told.Agents {
		total = total.Plus(agent.Tally)
	}
	failures := 0
	for _, reason := range told.Reasons {
		failures += reason.Count
	}
	if failures != total.Failed || total.Read > total.Delivered || total.Delivered+total.Failed > total.Sent {
		t.Errorf("figures that cannot be: %+v", told)
	}
	if !told.Replies && (total.Replied != 0 || total.Expired != 0) {
		t.Errorf("replies are not told, and counted: %+v", told)
	}
	return total.Sent
}
