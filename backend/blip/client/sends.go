package client

import (
	"sync"
	"time"

	"activa/backend/blip/doc"
	"activa/backend/desk"
)

// answersFor is how long after a send a ticket of its customer counts as the answer (P9).
const answersFor = 24 * time.Hour

// sendNote is what is remembered of a message that went to Blip, to know its answer by.
type sendNote struct {
	message  desk.MessageID
	campaign string // id of its campaign, empty in the direct route
	customer string // identity, empty until the platform told it
	at       time.Time
}

// sends remembers the messages of the last day: by the campaigns that carried them and by their
// customers. What is not remembered here (another device, an earlier run) is told again by the summaries.
type sends struct {
	mutex      sync.Mutex
	byMessage  map[desk.MessageID]sendNote
	byCampaign map[string]desk.MessageID
}

func newSends() *sends {
	return &sends{byMessage: map[desk.MessageID]sendNote{}, byCampaign: map[string]desk.MessageID{}}
}

// note adds what is known of a message to what was known before; it says whether the customer is news.
func (s *sends) note(added sendNote) (customerIsNews bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	known := s.byMessage[added.message]
	customerIsNews = known.customer == "" && added.customer != ""
	if added.campaign == "" {
		added.campaign = known.campaign
	}
	if added.customer == "" {
		added.customer = known.customer
	}
	if added.at.IsZero() || !known.at.IsZero() && known.at.Before(added.at) {
		added.at = known.at
	}
	s.byMessage[added.message] = added
	if added.campaign != "" {
		s.byCampaign[added.campaign] = added.message
	}
	return customerIsNews
}

// answered is the message that a ticket answers: the one of its campaign, else the last one to its
// customer within a day before the ticket (LIME and Blip, §14.7). Empty when it answers none.
func (s *sends) answered(campaign, customer string, createdAt time.Time) desk.MessageID {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if found := s.byCampaign[campaign]; campaign != "" {
		return found
	}
	var last sendNote
	for _, one := range s.byMessage {
		age := createdAt.Sub(one.at)
		if customer == "" || age < 0 || age > answersFor || !doc.SameIdentity(one.customer, customer) {
			continue
		}
		if last.message == "" || one.at.After(last.at) || one.at.Equal(last.at) && one.message > last.message {
			last = one
		}
	}
	return last.message
}

// forget drops what can have no answer any more, and tells whether anything is left.
func (s *sends) forget(now time.Time) (left bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for id, one := range s.byMessage {
		if now.Sub(one.at) > answersFor {
			delete(s.byMessage, id)
			delete(s.byCampaign, one.campaign)
		}
	}
	return len(s.byMessage) > 0
}

// remembered is a small memory of texts by texts, emptied when it is full.
type remembered struct {
	max int

	mutex sync.Mutex
	known map[string]string
}

func newRemembered(most int) *remembered { return &remembered{max: most, known: map[string]string{}} }

func (r *remembered) get(key string) string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.known[key]
}

func (r *remembered) put(key, value string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if len(r.known) >= r.max {
		clear(r.known)
	}
	r.known[key] = value
}
