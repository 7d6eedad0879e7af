package desk

import "activa/backend/message"

// receipt takes in a receipt for one of the agent's messages; one for a message that this desk does not
// know is left to the sent list, which tells about other devices.
func (s *step) receipt(news ReceiptNews) error {
	row, err := s.known(news.ID)
	if err != nil || row == nil {
		return err
	}
	s.apply(row, news.Receipt)
	return nil
}

// apply lets the higher rank win. When the platform is known to have the message, the outbox is done
// with it. A receipt that says nothing new writes nothing.
func (s *step) apply(row *SentMessage, receipt message.Receipt) {
	s.advanceTo(row, row.Progress.Apply(receipt))
}

func (s *step) advanceTo(row *SentMessage, progress message.Progress) {
	if progress == row.Progress {
		return
	}
	now := *row
	now.Progress = progress
	if taken(progress) {
		s.answered(row)
		now.Outbox = nil
	}
	s.put(row, now)
}

// answered lets the customer's next message leave a while after the platform answered for this one. The
// platform counts from when it took it: later than the hand-over, but before its answer came.
func (s *step) answered(row *SentMessage) {
	if row.Outbox == nil || row.Outbox.Cancellable() {
		return // it was answered for before, or never handed over
	}
	s.pairAt[customerOf(row.Message)] = s.now.Add(PairWait)
}

// taken says whether the platform is known to have answered for a message.
func taken(progress message.Progress) bool {
	switch progress.Delivery {
	case message.Queued, message.Unconfirmed, message.Cancelled:
		return !progress.RepliedAt.IsZero()
	}
	return true
}

// record takes in an entry of the platform's sent list: one of ours, or one sent from another device.
func (s *step) record(record SentRecord) error {
	id := MessageID(record.Message.ID)
	if id == "" {
		return nil
	}
	row, err := s.known(id)
	if err != nil {
		return err
	}
	if row != nil {
		s.merge(row, record.Progress)
		return nil
	}
	if record.Template.Name != "" {
		template := record.Template
		s.templates[id] = &template
	}
	s.put(nil, SentMessage{Message: record.Message, Progress: record.Progress})
	return nil
}

// merge adds what another source knows of a message's way; nothing known is lost.
func (s *step) merge(row *SentMessage, other message.Progress) {
	s.advanceTo(row, mergedProgress(row.Progress, other))
}

// sentRead takes in a page of the platform's sent list; cursor and rows are one commit, so a crash reads
// the page again and nothing twice.
func (s *step) sentRead(in SentAnswer) error {
	old := s.sentOld
	s.sentReading, s.sentOld = false, false
	if in.Err != nil {
		s.sessionAt = s.here.Add(sessionRetryWait)
		return nil //nolint:nilerr // the same page is asked for again then
	}
	for _, record := range in.Page {
		if err := s.record(record); err != nil {
			return err
		}
	}
	s.moveCursor(in.Next)
	s.sentCurrent = !in.More && !old
	if !s.sentCurrent && s.connected() {
		s.readSent()
	}
	return nil
}

func (s *step) moveCursor(next string) {
	if next != "" && next != s.cursor {
		s.cursor = next
		s.commit.Cursor = &next
	}
}

func (s *step) readSent() {
	if s.abilities.SentList && !s.sentReading {
		s.sentReading = true
		s.do(ReadSent{Cursor: s.cursor})
	}
}
